"""Every trip of a small world: all day routes listed, then the best chain of days by a dynamic program over beds and groups done.

Proves the best where it ends; gives up when the listing grows past its limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_trip.solver.trip import Trip, day_allows, evaluate, strenuous
from mi_trip.travel.walk import begin, reach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.problem import Problem
    from mi_trip.solver.trip import Value
    from mi_trip.travel.walk import State

MOST_GROUPS = 14  # with more there is no use in beginning to list


class TooLarge(Exception):  # noqa: N818 - an outcome, not an error
    """The world is too large to be listed."""


class _Chain(NamedTuple):
    """A trip so far: its gains less what it cost in units, minutes on the way, money, and the choices."""

    units: int
    less_way: int
    less_cost: int
    order: tuple[tuple[int, ...], ...]
    days: tuple[tuple[int, ...], ...]
    beds: tuple[int, ...]


class Lister:
    """Lists day routes and chains, up to ``limit`` of them in all."""

    def __init__(self, problem: Problem, limit: int) -> None:
        self.problem, self.limit, self.work = problem, limit, 0
        self._routes: dict[tuple[int, int], list[tuple[int, ...]]] = {}

    def best(self) -> tuple[Trip, Value] | None:
        """The best trip of all, None if there is none; raises :class:`TooLarge`."""
        problem = self.problem
        if len({facts.group for facts in problem.stops}) > MOST_GROUPS:
            raise TooLarge
        chains: dict[object, _Chain] = {(): _Chain(0, 0, 0, (), (), ())}
        for day in range(problem.days):
            longer: dict[object, _Chain] = {}
            for chain in chains.values():
                wakes = chain.beds[-1] if chain.beds else problem.start
                for stops in self._day_routes(day, wakes):
                    if self._allows(chain, stops) and self._in_time(day, chain, stops):
                        for sleeps in self._targets(day):
                            self._lengthen(day, chain, wakes, stops, sleeps, longer)
            chains = longer
        best: tuple[Trip, Value] | None = None
        for chain in chains.values():
            trip = Trip(chain.days, chain.beds[:-1], chain.beds[-1])
            value = evaluate(problem, trip)
            if value is not None and (best is None or (value, _in_order(trip.nights)) > (best[1], _in_order(best[0].nights))):
                best = (trip, value)
        return best

    def _lengthen(self, day: int, chain: _Chain, wakes: int, stops: tuple[int, ...], sleeps: int, longer: dict[object, _Chain]) -> None:
        problem = self.problem
        walked = problem.walk(day, wakes, stops, sleeps)
        if walked is None:
            return
        self._count()
        last = day == problem.days - 1
        room = 0 if last else problem.bed_costs[day][sleeps] or 0
        moved = day > 0 and not last and problem.places[wakes] != problem.places[sleeps]
        cost = walked.cost + room
        facts = [problem.stops[s] for s in stops]
        gains = sum(problem.values[day][s] or 0 for s in stops) + (0 if last else problem.bed_values[day][sleeps])
        grown = _Chain(
            chain.units + gains - problem.minute * walked.way - problem.money * cost - (problem.change if moved else 0),
            chain.less_way - walked.way - sum(fact.way for fact in facts), chain.less_cost - cost,
            (*chain.order, tuple(-fact.order for fact in facts)),
            (*chain.days, stops), (*chain.beds, sleeps),
        )  # fmt: skip
        key = self._key(grown, walked.handovers)
        known = longer.get(key)
        if known is None or (grown[:4], _in_order(grown.beds)) > (known[:4], _in_order(known.beds)):
            longer[key] = grown

    def _key(self, chain: _Chain, handovers: tuple[tuple[int, str, bool], ...]) -> object:
        """What a chain's future depends on: two with the same key may be compared by what they have."""
        problem = self.problem
        facts = problem.stops
        done = met = 0
        for day in chain.days:
            for stop in day:
                done |= 1 << facts[stop].group
                met |= facts[stop].meets
        money: object = chain.less_cost if problem.budget is not None else None
        if problem.hires:  # what hired cars cost depends on the whole chain of days
            money = (chain.days, chain.beds) if handovers or len(chain.days) == problem.days else (money, self._leaves(chain))
        return (chain.beds[-1], done, met, problem.rest and strenuous(problem, chain.days[-1]), money)

    def _leaves(self, chain: _Chain) -> object:
        """When the first hire begins, and whether any car has changed hands since (then nothing may be merged)."""
        walks = []
        wakes = self.problem.start
        for day, (stops, sleeps) in enumerate(zip(chain.days, chain.beds, strict=True)):
            walks.append(self.problem.walk(day, wakes, stops, sleeps))
            wakes = sleeps
        if any(walked and walked.handovers for walked in walks):
            return (chain.days, chain.beds)
        return walks[0].leaves if walks[0] else 0

    def _count(self) -> None:
        self.work += 1
        if self.work > self.limit:
            raise TooLarge

    def _targets(self, day: int) -> tuple[int, ...]:
        problem = self.problem
        if day == problem.days - 1:
            return problem.ends
        return tuple(bed for bed, cost in enumerate(problem.bed_costs[day]) if cost is not None)

    def _allows(self, chain: _Chain, stops: tuple[int, ...]) -> bool:
        facts = self.problem.stops
        done = {facts[s].group for day in chain.days for s in day}
        if any(facts[s].group in done for s in stops):
            return False
        tired = bool(chain.days) and strenuous(self.problem, chain.days[-1])
        return not (self.problem.rest and tired and strenuous(self.problem, stops))

    def _in_time(self, day: int, chain: _Chain, stops: tuple[int, ...]) -> bool:
        """Whether every demand is met that no later day can meet."""
        unmet = self.problem.due[day + 1]
        if unmet:
            for stop in (*stops, *(s for before in chain.days for s in before)):
                unmet &= ~self.problem.stops[stop].meets
        return not unmet

    def _day_routes(self, day: int, wakes: int) -> list[tuple[int, ...]]:
        """All orders of stops that fit into the day begun in a bed, wherever it ends."""
        key = (day, wakes)
        if key not in self._routes:
            states = begin(self.problem.world.days[day].hours)
            self._routes[key] = [(), *self._extend(day, self.problem.bed_node(wakes), states, ())]
        return self._routes[key]

    def _extend(self, day: int, node: int, states: tuple[State | None, State | None], stops: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        problem = self.problem
        world = problem.world.days[day]
        groups = {problem.stops[s].group for s in stops}
        for stop, value in enumerate(problem.values[day]):
            longer = (*stops, stop)
            spot = problem.day_stop(day, stop)
            if value is None or spot is None or problem.stops[stop].group in groups or not day_allows(problem, longer):
                continue
            reached: list[State | None] = [None, None]
            for had in (0, 1):
                state = states[had]
                if state is not None:
                    reach(world.network, world.hours, node, state, bool(had), spot, reached)
            if reached[0] is not None or reached[1] is not None:
                self._count()
                yield longer
                yield from self._extend(day, spot.end, (reached[0], reached[1]), longer)


def _in_order(beds: tuple[int, ...]) -> tuple[int, ...]:
    """What of two equal trips decides last: the beds that come first in the catalogue."""
    return tuple(-bed for bed in beds)
