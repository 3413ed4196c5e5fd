"""The best trip of enumerated day routes: joined from the first day on, the most promising first, cut off by what the rest can be worth.

Routes are relaxed at first. Only those that the most promising trip so far goes on with are walked, and then count as they are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_trip.solver.proof.kernels import HOPELESS, Pace, routes_from
from mi_trip.solver.trip import Trip, evaluate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.solver.proof.prices import Prices
    from mi_trip.solver.proof.relaxed import Relaxed, Solved
    from mi_trip.solver.trip import Value

WALKED = 50_000  # of the work of solving, in the time one route is walked or one trip goes on by a day


class TooMany(Exception):  # noqa: N818 - an outcome, not an error
    """There are too many routes or trips."""


class _Real(NamedTuple):
    """A walked route: its worth with prices, its stops, and what it costs."""

    worth: int
    stops: tuple[int, ...]
    cost: int


@dataclass(slots=True)
class _Bundle:
    """The routes of a day from bed to bed that do the same, in any order: the best first, and which of them are worth it when walked.

    ``most``: what the best is worth with the rest of a trip.
    """

    day: int
    wake: int
    sleep: int
    most: int
    groups: int
    meets: int
    hard: bool
    orders: list[tuple[int, tuple[int, ...]]]
    real: list[_Real] | None = None


class _Begun(NamedTuple):
    """The first days of a trip: what they are worth, the bed, what they did (groups, and what of it is remembered) and cost."""

    worth: int
    bed: int
    groups: int
    remembered: int
    met: int
    tired: bool
    cost: int
    days: tuple[tuple[int, ...], ...]
    beds: tuple[int, ...]


class Joining:
    """Enumerates up to ``limit`` routes, and joins them; raises :class:`TooMany`. Only trips worth more than ``least`` are looked at."""

    def __init__(self, relaxed: Relaxed, prices: Prices, solved: Solved, least: int, limit: int) -> None:
        self.relaxed, self.prices, self.solved, self.limit = relaxed, prices, solved, limit
        self.trips, self.problem = relaxed.trips, relaxed.trips.problem
        self.least = least - solved.constant
        self.work = 0
        self._own = [relaxed.memory.own(self.trips, day) for day in range(self.problem.days)]
        self._from: dict[tuple[int, int], list[_Bundle]] = {}

    def best(self, value: Value | None) -> tuple[Value, Trip] | None:
        """The best trip, if it is better than ``value``."""
        self._enumerate()
        problem, found = self.problem, None
        heap: list[tuple[int, int, _Begun, _Bundle | None]] = [(0, 0, _Begun(0, 0, 0, 0, 0, False, 0, (), ()), None)]
        pushed = 0
        while heap:
            most, _, begun, bundle = heappop(heap)
            if (begun.days or bundle) and -most <= self.least:
                break
            if bundle is None and len(begun.days) == problem.days:
                trip = Trip(begun.days, begun.beds[:-1], begun.beds[-1])
                worth = evaluate(problem, trip)
                if worth is not None and worth.met == problem.demands.bit_count() and (value is None or worth > value):
                    value, found = worth, (worth, trip)
                    self.least = max(self.least, worth.score - 1 - self.solved.constant)
                continue
            for bound, longer, pending in self._onward(begun, bundle):
                pushed += 1
                if pushed > self.limit:
                    raise TooMany
                heappush(heap, (-bound, pushed, longer, pending))
        self.work += pushed * WALKED
        return found

    def _onward(self, begun: _Begun, bundle: _Bundle | None) -> Iterator[tuple[int, _Begun, _Bundle | None]]:
        """What a trip may go on with, and what it is worth then at most: a bundle, or the real routes of the one it has come to."""
        problem = self.problem
        if bundle is not None:
            for route in self._real(bundle):
                longer = self._longer(begun, bundle, route)
                if longer is not None:
                    rest = self._rest(longer.remembered, bundle)
                    if rest > HOPELESS and longer.worth + rest > self.least:
                        yield longer.worth + rest, longer, None
            return
        for going in self._from.get((len(begun.days), begun.bed), ()):
            if begun.worth + going.most <= self.least:
                return
            if going.groups & begun.groups or (going.hard and begun.tired and problem.rest):
                continue
            most = begun.worth + max(
                worth + self._rest(self._remembered(begun.remembered, going, stops), going) for worth, stops in going.orders
            )
            if most > self.least:
                yield most, begun, going

    def _longer(self, begun: _Begun, bundle: _Bundle, route: _Real) -> _Begun | None:
        problem, day = self.problem, bundle.day
        cost, met = begun.cost + route.cost, begun.met | bundle.meets
        if (problem.budget is not None and cost > problem.budget) or problem.due[day + 1] & ~met:
            return None
        bed = int(self.trips.days[day].sleeps[bundle.sleep])
        return _Begun(
            begun.worth + route.worth, bundle.sleep, begun.groups | bundle.groups,
            self._remembered(begun.remembered, bundle, route.stops), met, bundle.hard, cost,
            (*begun.days, route.stops), (*begun.beds, bed),
        )  # fmt: skip

    def _remembered(self, before: int, bundle: _Bundle, stops: tuple[int, ...]) -> int:
        """What is remembered after a day on which the stops are done in this order."""
        own, memory = self._own[bundle.day], self.relaxed.memory
        for stop in self.trips.days[bundle.day].numbers(stops).tolist():
            before = before & memory.stops[bundle.day][stop] | own[stop]
        return before & memory.beds[bundle.day][bundle.sleep]

    def _rest(self, remembered: int, bundle: _Bundle) -> int:
        """What the rest of a trip can be worth after a bundle."""
        states = self.solved.days[bundle.day].states
        return int(self.solved.until[bundle.day + 1][self.relaxed.memory.state(bundle.day, bundle.sleep, remembered, states)])

    def _enumerate(self) -> None:
        """Finds the routes of each day and bed, in bundles."""
        left = self.limit
        for day, facts in enumerate(self.trips.days):
            memory, solved = self.solved.days[day], self.solved
            pace = self._pace(day)
            for wake in range(len(facts.wakes)):
                first, until = (int(n) for n in solved.days[day - 1].states[wake : wake + 2]) if day else (0, 1)
                roots = first + np.flatnonzero(solved.since[day][first:until] > HOPELESS)
                if not len(roots):
                    continue
                first_of, stops, sleeps, worth, complete, work = routes_from(
                    solved.arcs[day], memory.nodes, memory.wakings, self.relaxed.day(day), solved.terms[day], pace, wake, roots,
                    solved.since[day], solved.until[day + 1], solved.entered[day], self.least, left,
                )  # fmt: skip
                self.work += 8 * work
                left -= len(sleeps)
                if not complete:
                    raise TooMany
                self._from[day, wake] = self._bundles(
                    day, wake, first_of.tolist(), facts.stops[stops].tolist(), sleeps.tolist(), worth.tolist()
                )

    def _pace(self, day: int) -> Pace:
        facts, problem = self.trips.days[day], self.problem
        wheel = problem.world.days[day].hours.driving
        return Pace(facts.groups, facts.counted, facts.strenuous, facts.driving, facts.drives, problem.visits, wheel)

    def _bundles(self, day: int, wake: int, first: list[int], stops: list[int], sleeps: list[int], worth: list[int]) -> list[_Bundle]:
        orders: dict[tuple[int, tuple[int, ...]], dict[tuple[int, ...], int]] = defaultdict(dict)
        for number, sleep in enumerate(sleeps):
            route = tuple(stops[first[number] : first[number + 1]])
            known = orders[sleep, tuple(sorted(route))]
            known[route] = max(worth[number], known.get(route, worth[number]))
        most_after = np.maximum.reduceat(self.solved.until[day + 1], self.solved.days[day].states[:-1])
        bundles = []
        for (sleep, done), found in orders.items():
            ranked = sorted(((value, route) for route, value in found.items()), key=lambda one: (-one[0], one[1]))
            facts = [self.problem.stops[stop] for stop in done]
            groups = sum(1 << stop.group for stop in facts)
            meets = 0
            for stop in facts:
                meets |= stop.meets
            hard = any(stop.strenuous for stop in facts)
            bundles.append(_Bundle(day, wake, sleep, ranked[0][0] + int(most_after[sleep]), groups, meets, hard, ranked))
        bundles.sort(key=lambda bundle: (-bundle.most, bundle.sleep, bundle.orders[0][1]))
        return bundles

    def _real(self, bundle: _Bundle) -> list[_Real]:
        """The routes of a bundle that can be walked and are the best of those that are alike in all that matters to the rest of a trip."""
        if bundle.real is None:
            best: dict[object, tuple[tuple[int, int, int, tuple[int, ...]], _Real]] = {}
            for _, stops in bundle.orders:
                walked = self._walked(bundle, stops)
                if walked is not None:
                    key, rank, route = walked
                    if key not in best or rank > best[key][0]:
                        best[key] = rank, route
            bundle.real = [route for _, route in best.values()]
        return bundle.real

    def _walked(self, bundle: _Bundle, stops: tuple[int, ...]) -> tuple[object, tuple[int, int, int, tuple[int, ...]], _Real] | None:
        problem, day, facts = self.problem, bundle.day, self.trips.days[bundle.day]
        wakes, sleeps = int(facts.wakes[bundle.wake]), int(facts.sleeps[bundle.sleep])
        self.work += WALKED
        walked = problem.walk(day, wakes, stops, sleeps)
        if walked is None:
            return None
        terms, bonus = self.solved.terms[day], self.prices.bonus[day]
        numbers = facts.numbers(stops)
        places = self.trips.bed_places
        at = [int(places[wakes]), *facts.ends[numbers].tolist()]
        to = [*facts.begins[numbers].tolist(), int(places[sleeps])]
        worth = int(self.prices.values[day][numbers].sum()) + sum(int(bonus[a, b]) for a, b in zip(at, to, strict=True))
        worth += int(terms.night[bundle.sleep]) - (0 if facts.stays[bundle.wake, bundle.sleep] else int(terms.change))
        spent = problem.minute * walked.way + problem.money * walked.cost
        cost = walked.cost
        if day < problem.days - 1:
            cost += (problem.bed_costs[day][sleeps] or 0) + problem.hire_of_night(sleeps)
        key: tuple[object, ...] = (cost,) if problem.budget is not None else ()
        if problem.hires:
            key += (walked.handovers, walked.leaves if day == 0 else 0, walked.ends if day == problem.days - 1 else 0)
        order = tuple(-problem.stops[stop].order for stop in stops)
        return key, (-spent, -walked.way, -walked.cost, order), _Real(worth - spent, stops, cost)  # prices differ by order, worth does not
