"""Many half-made trips at once: a beam of labels over the days of a window, stop by stop and night by night.

A label is a trip so far. Within a day labels grow by one stop at a time; the promising ones are kept, at most so many at each
place. A day's labels end in the beds they can reach, and the best for each bed begin the next day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_trip.score import UNITS
from mi_trip.solver.completion import HOPELESS
from mi_trip.travel.walk import State, begin, finish, reach

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_trip.problem import Problem
    from mi_trip.solver.completion import Completion
    from mi_trip.solver.near import Near


DEMAND = 20 * UNITS  # how much a demand met early counts while parts are ranked
TIME = 0.75  # of a minute on the way; of 0.5 to 3 tried on the shipped catalogue, 0.5 to 1 found the best trips


class Label(NamedTuple):
    """A trip so far: its worth in units, the groups done and demands met (bits), and the choices."""

    worth: int
    done: int
    met: int
    tired: bool
    cost: int
    bed: int
    days: tuple[tuple[int, ...], ...]
    nights: tuple[int, ...]


class Part(NamedTuple):
    """A day so far: the label it grew from, its node, the states with and without lunch, worth, visits and stops.

    ``ready`` and ``worth`` (the label's included) are those of the better of its states.
    """

    base: Label
    node: int
    states: tuple[State | None, State | None]
    ready: int
    worth: int
    gains: int
    done: int
    met: int
    visits: int
    hard: bool
    stops: tuple[int, ...]


class Width(NamedTuple):
    """How many labels are kept: per place and in all within a day, per bed and in all overnight; and of stops tried after each."""

    place: int
    day: int
    bed: int
    night: int
    onward: int


class Beam:
    """Grows trips over a window of days; counts its work in ways tried."""

    def __init__(self, problem: Problem, completion: Completion, near: Near, width: Width, *, time: float = TIME) -> None:
        self.problem, self.completion, self.near, self.width = problem, completion, near, width
        self.rate = problem.minute * time  # what a minute of the day is worth
        self.bias = [0] * len(problem.stops)  # added to the stops' values, to look elsewhere
        self.work = 0

    def grow(self, day: int, labels: Iterable[Label], targets: tuple[int, ...] | None) -> list[Label]:
        """The best continuations of the labels over one day, ending in the given beds (or any that is open)."""
        problem = self.problem
        hours = problem.world.days[day].hours
        states = begin(hours)
        parts = [
            Part(label, problem.bed_node(label.bed), states, hours.first, label.worth, 0, label.done, label.met, 0, False, ())
            for label in labels
        ]  # fmt: skip
        beds = self.completion.targets(day) if targets is None else targets
        grown: list[Part] = []
        while parts:
            grown += parts
            parts = self._select([longer for part in parts for longer in self._longer(day, part)])
        return self._night(day, self._finished(day, grown, beds))

    def _longer(self, day: int, part: Part) -> list[Part]:
        """The part with one stop more, for as many stops as the beam looks at."""
        problem = self.problem
        network, hours = problem.world.days[day].network, problem.world.days[day].hours
        base, node, states, ready, _, gains, done, met, visits, hard, stops = part
        full = visits >= problem.visits
        tired = hard or (problem.rest and base.tired)
        minute, money, bias = problem.minute, problem.money, self.bias
        bound, too_late = problem.bound_to[day], self.near.too_late
        most = self.width.onward
        grown: list[Part] = []
        for stop, bit, latest, counted, strenuous, meets, value, spot in self.near.onward(day, node):
            if done & bit or ready > latest or (full and counted) or (tired and strenuous):
                continue
            self.work += 1
            reached: list[State | None] = [None, None]
            for had in (0, 1):
                state = states[had]
                if state is not None:
                    reach(network, hours, node, state, bool(had), spot, reached)
            one, other = reached
            best = one or other
            if best is None:
                continue
            price, soon = minute * best.way + money * best.cost, best.ready
            if one is not None and other is not None:
                price, soon = min(price, minute * other.way + money * other.cost), min(soon, other.ready)
            if bound:
                if too_late(day, spot.end, soon, met | meets):
                    continue
                most += 1 if meets & bound else 0  # looked at besides
            more = gains + value + bias[stop]
            grown.append(
                Part(
                    base, spot.end, (one, other), soon, base.worth + more - price, more, done | bit, met | meets,
                    visits + counted, hard or strenuous, (*stops, stop),
                )
            )  # fmt: skip
            if len(grown) >= most:
                break
        return grown

    def _select(self, parts: list[Part]) -> list[Part]:
        """The most promising parts: worth for the time spent, a few at each place, without those another makes useless."""
        width, rate = self.width, self.rate
        ranked = [(rate * part.ready - part.worth - DEMAND * part.met.bit_count(), part.ready, n) for n, part in enumerate(parts)]
        ranked.sort()
        kept: list[Part] = []
        at: dict[int, int] = {}
        best: dict[tuple[int, int, int], tuple[int, int]] = {}
        for _, ready, n in ranked:
            part = parts[n]
            if at.get(part.node, 0) >= width.place:
                continue
            key = (part.node, part.done, part.base.bed)
            known = best.get(key)
            if known is not None and known[0] >= part.worth and known[1] <= ready:
                continue
            best[key] = (part.worth, ready)
            at[part.node] = at.get(part.node, 0) + 1
            kept.append(part)
            if len(kept) >= width.day:
                break
        return kept

    def _finished(self, day: int, parts: list[Part], beds: tuple[int, ...]) -> list[Label]:
        """The most promising parts ended in beds: ranked by what they could be worth at best, worked out in that order."""
        promising = self._promising(day, parts, beds)
        found: dict[tuple[int, int, int], Label] = {}
        at: dict[int, int] = {}
        for _, n, bed in promising:
            if at.get(bed, 0) >= 2 * self.width.bed:
                continue
            label = self._finish(day, parts[n], bed)
            if label is None:
                continue
            key = (bed, label.done, label.met)
            known = found.get(key)
            if known is None:
                at[bed] = at.get(bed, 0) + 1
            if known is None or label.worth > known.worth:
                found[key] = label
            if len(found) >= 2 * self.width.night:
                break
        return list(found.values())

    def _promising(self, day: int, parts: list[Part], beds: tuple[int, ...]) -> list[tuple[int, int, int]]:
        """Parts (by number) and beds with what they could be worth at best, negated, the best first."""
        problem = self.problem
        last = day == problem.days - 1
        outlook: dict[tuple[int, int], int] = {}
        promising = []
        for n, part in enumerate(parts):
            unmet = problem.demands & ~part.met
            nights = part.base.nights
            before = problem.places[nights[-1]] if nights and not last else -1
            for home in self.near.homes(day, part.node, beds) if part.stops else self.near.homes(day, part.node, beds, len(beds)):
                if part.ready > home.latest:
                    continue
                rest = outlook.get((home.bed, unmet))
                if rest is None:
                    rest = outlook[home.bed, unmet] = self.completion.worth(day + 1, home.bed, unmet)
                if rest > HOPELESS:
                    moved = problem.change if before >= 0 and before != home.place else 0
                    promising.append((home.price + moved - part.worth - rest, n, home.bed))
        promising.sort()
        return promising

    def _finish(self, day: int, part: Part, bed: int) -> Label | None:
        """Ends the day in the bed."""
        problem = self.problem
        world = problem.world.days[day]
        base = part.base
        self.work += 1
        walked = finish(world.network, world.hours, part.node, part.states, problem.bed_node(bed))
        if walked is None:
            return None
        cost = walked.cost
        worth = base.worth + part.gains - problem.minute * walked.way
        nights = base.nights
        if day < problem.days - 1:
            room = problem.bed_costs[day][bed]
            if room is None:
                return None
            cost += room
            worth += problem.bed_values[day][bed]
            worth -= problem.change if nights and problem.places[nights[-1]] != problem.places[bed] else 0
            nights = (*nights, bed)
        worth -= problem.money * cost
        return Label(worth, part.done, part.met, part.hard, base.cost + cost, bed, (*base.days, part.stops), nights)

    def _night(self, day: int, labels: Iterable[Label]) -> list[Label]:
        """The labels that go on: the best by worth and what is still to be paid, a few for each bed."""
        problem, width = self.problem, self.width

        def outlook(label: Label) -> int:
            return label.worth + self.completion.worth(day + 1, label.bed, problem.demands & ~label.met)

        ranked = sorted(labels, key=lambda x: (-outlook(x), x.nights, x.days))
        kept: list[Label] = []
        at: dict[int, int] = {}
        for label in ranked:
            if at.get(label.bed, 0) < width.bed:
                at[label.bed] = at.get(label.bed, 0) + 1
                kept.append(label)
                if len(kept) >= width.night:
                    break
        return kept
