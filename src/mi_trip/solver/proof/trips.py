"""A problem as day routes between beds: what each day's stops, beds and places are, and what a chain of routes is bounded by."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_trip.solver.proof.moves import IMPOSSIBLE, Moves
from mi_trip.solver.proof.relaxed import HOPELESS, Limits, Relaxed, Solved
from mi_trip.solver.proof.ways import Ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mi_trip.problem import Problem
    from mi_trip.solver.proof.prices import Column, Prices
    from mi_trip.solver.proof.relaxed import Alive

    Numbers = NDArray[np.int64]


class DayFacts(NamedTuple):
    """A day: the problem's stops that can be done, the beds one may wake and sleep in, their places, and the stops' facts.

    ``fixed[wake, sleep]``: units of the night and of a change of bed (negative). ``drives[a, b]``: minutes at the wheel at least.
    """

    stops: Numbers
    wakes: Numbers
    sleeps: Numbers
    values: Numbers
    groups: Numbers
    begins: Numbers
    ends: Numbers
    counted: Numbers
    driving: Numbers
    fixed: Numbers
    drives: Numbers


class Chain(NamedTuple):
    """The bound of a chain of relaxed routes, and for each day what any trip is worth at most that goes from bed to bed on it."""

    bound: int
    through: list[Numbers]
    solved: list[Solved]
    work: int
    until: list[Numbers]
    since: list[Numbers]


class Trips:
    """The relaxed trips of a problem, or a part of them.

    ``allowed[day][wake, sleep]`` are the pairs of beds that may still be in a better one, ``barred[day]`` the stops that may not.
    """

    def __init__(self, problem: Problem, step: int) -> None:
        self.problem = problem
        bed_nodes = [problem.bed_node(bed) for bed in range(len(problem.beds))]
        spots = [[problem.day_stop(day, stop) for stop in range(len(problem.stops))] for day in range(problem.days)]
        nodes = {node for row in spots for spot in row if spot for node in (spot.begin, spot.end)} | set(bed_nodes)
        self.nodes = sorted(nodes)
        self.place = {node: number for number, node in enumerate(self.nodes)}
        self.bed_places = np.array([self.place[node] for node in bed_nodes], dtype=np.int64)
        shortest = min((spot.minutes for row in spots for spot in row if spot), default=step)
        self.step = max(1, min(step, shortest))
        self.ways: dict[object, Ways] = {}
        self._moves: dict[tuple[object, int], Moves] = {}
        self.keys: list[object] = []
        self.days = [self._facts(day) for day in range(problem.days)]
        self.bits = [[self.bits_of(stop) for stop in facts.stops.tolist()] for facts in self.days]
        self.remembered = [[0] * len(facts.stops) for facts in self.days]
        self.counting = [False] * problem.days
        self.alive: list[Alive | None] = [None] * problem.days
        whole: dict[object, Relaxed] = {}
        for day, key in enumerate(self.keys):
            if key not in whole:
                whole[key] = Relaxed(self.moves(day), self._limits(day), tuple(self.remembered[day]))
        self.relaxed = [whole[key] for key in self.keys]
        self.allowed = [np.ones(facts.fixed.shape, dtype=bool) for facts in self.days]
        self.barred = [np.zeros(len(facts.stops), dtype=bool) for facts in self.days]

    def bits_of(self, stop: int) -> int:
        """The stop's group as a bit; strenuous outings share one more."""
        facts = self.problem.stops[stop]
        return 1 << facts.group + 1 | facts.strenuous

    def _limits(self, day: int) -> Limits:
        counted = self.days[day].counted.tolist()
        return Limits(self.bits[day], counted if self.counting[day] else [0] * len(counted), self.problem.visits)

    def _facts(self, day: int) -> DayFacts:
        problem = self.problem
        world = problem.world.days[day]
        stops = [stop for stop, value in enumerate(problem.values[day]) if value is not None]
        spots = [spot for stop in stops if (spot := problem.day_stop(day, stop)) is not None]
        key = (id(world.network), world.hours)
        if key not in self.ways:
            self.ways[key] = Ways(world.network, world.hours, self.nodes, problem.minute, problem.money)
        ways = self.ways[key]
        moves_key = (key, tuple(map(id, spots)), tuple(stops))
        if (moves_key, self.step) not in self._moves:
            self._moves[moves_key, self.step] = Moves(ways, world.hours, spots, self.step, (problem.minute, problem.money))
        self.keys.append(moves_key)
        last = day == problem.days - 1
        wakes = self._beds(day - 1) if day else [problem.start]
        sleeps = list(problem.ends) if last else self._beds(day)
        moved = [[problem.places[wake] != problem.places[sleep] for sleep in sleeps] for wake in wakes]
        fixed = np.zeros((len(wakes), len(sleeps)), dtype=np.int64)
        if not last:
            fixed -= np.array([self._night(day, sleep) for sleep in sleeps], dtype=np.int64)
            if day:
                fixed -= problem.change * np.array(moved, dtype=np.int64)
        facts = problem.stops
        groups, counted = [facts[s].group for s in stops], [facts[s].counted for s in stops]
        begins, ends = [self.place[spot.begin] for spot in spots], [self.place[spot.end] for spot in spots]
        driving = [spot.driving for spot in spots]
        return DayFacts(
            _numbers(stops), _numbers(wakes), _numbers(sleeps), _numbers([problem.values[day][s] for s in stops]), _numbers(groups),
            _numbers(begins), _numbers(ends), _numbers(counted), _numbers(driving), fixed, ways.drives,
        )  # fmt: skip

    def _beds(self, night: int) -> list[int]:
        return [bed for bed, cost in enumerate(self.problem.bed_costs[night]) if cost is not None]

    def _night(self, night: int, bed: int) -> int:
        """Units of a night, a hired car included."""
        problem = self.problem
        return problem.money * ((problem.bed_costs[night][bed] or 0) + problem.hire_of_night(bed))

    def sleeping(self, night: int, places: frozenset[int], *, inside: bool) -> Trips:
        """The trips that sleep in one of the places that night, or do not."""
        part = self._part()
        fits = np.isin(self.bed_places[self.days[night].sleeps], list(places)) == inside
        part.allowed[night][:, ~fits] = False
        part.allowed[night + 1][~fits] = False
        return part

    def doing(self, day: int, group: int, *, then: bool) -> Trips:
        """The trips that do something of the group on the day if on any, or do not do it then."""
        part = self._part()
        for number, facts in enumerate(self.days):
            if (number != day) == then:
                part.barred[number] = part.barred[number] | (facts.groups == group)
        return part

    def holds(self, route: Column) -> bool:
        """Whether a route may be in one of these trips."""
        at = np.searchsorted(self.days[route.day].stops, route.stops)
        return bool(self.allowed[route.day][route.wake, route.sleep] and not self.barred[route.day][at].any())

    def _part(self) -> Trips:
        part = copy(self)
        part.remembered = [list(remembered) for remembered in self.remembered]
        part.alive, part.relaxed, part.counting = list(self.alive), list(self.relaxed), list(self.counting)
        part.allowed, part.barred = [allowed.copy() for allowed in self.allowed], list(self.barred)
        return part

    @property
    def size(self) -> int:
        """About how many moves are looked at."""
        beds = (min(int(allowed.any(axis=0).sum()), int(allowed.any(axis=1).sum())) for allowed in self.allowed)
        return sum(relaxed.size * count for relaxed, count in zip(self.relaxed, beds, strict=True))

    def moves(self, day: int) -> Moves:
        """The moves of a day."""
        return self._moves[self.keys[day], self.step]

    def remember(self, day: int) -> None:
        """Makes the day's relaxed routes anew, after more is to be remembered or fewer moves are alive."""
        self.relaxed[day] = Relaxed(self.moves(day), self._limits(day), tuple(self.remembered[day]), self.alive[day])

    def finer(self, step: int) -> None:
        """Makes the moments ``step`` minutes apart. What was struck out remains so."""
        coarse, self.step = [self.moves(day) for day in range(self.problem.days)], step
        for key, moves in zip(self.keys, coarse, strict=True):
            if (key, step) not in self._moves:
                self._moves[key, step] = Moves(moves.ways, moves.hours, moves.stops, step, (moves.minute, moves.money))
        for day, alive in enumerate(self.alive):
            if alive is not None:
                moves = self.moves(day)
                minutes = [moves.minute_of(moment) for moment in range(moves.moments.total)]
                self.alive[day] = [alive[coarse[day].moments.at(minute, had=had)] for minute, had in minutes]
            self.remember(day)

    def narrow(self, chain: Chain, prices: Prices, score: int) -> None:
        """Strikes out the moves that are in no trip that scores more."""
        for day, solved in enumerate(chain.solved):
            wakes, sleeps = solved.wakes, solved.sleeps
            after = prices.fixed[day][np.ix_(wakes, sleeps)] + chain.until[day + 1][sleeps][None, :]
            after = np.maximum(np.where(self.allowed[day][np.ix_(wakes, sleeps)], after, IMPOSSIBLE), IMPOSSIBLE)
            least, placed = score - prices.constant, self._placed(day, solved)
            self.relaxed[day], self.alive[day] = self.relaxed[day].narrowed(placed, chain.since[day][wakes], after, least)

    def chain(self, prices: Prices) -> Chain:
        """The best chain of relaxed routes at the prices: no trip that keeps to the allowed pairs of beds is worth more."""
        worths, solved = [], []
        for day, facts in enumerate(self.days):
            allowed = self.allowed[day]
            wakes, sleeps = np.flatnonzero(allowed.any(axis=1)), np.flatnonzero(allowed.any(axis=0))
            found = self.relaxed[day].solve(
                prices.values[day], prices.bonus[day], self.bed_places[facts.wakes[wakes]], self.bed_places[facts.sleeps[sleeps]]
            )
            worth = np.full(allowed.shape, IMPOSSIBLE, dtype=np.int64)
            worth[np.ix_(wakes, sleeps)] = found.worth
            worth = np.where(allowed & (worth > HOPELESS), worth + prices.fixed[day], IMPOSSIBLE)
            worths.append(worth)
            solved.append(found._replace(wakes=wakes, sleeps=sleeps))
        work = sum(relaxed.size * len(found.sleeps) + found.entered.size for relaxed, found in zip(self.relaxed, solved, strict=True))
        since, until = chained(worths)
        through = [
            prices.constant + since[day][:, None] + worth + until[day + 1][None, :] for day, worth in enumerate(worths)
        ]  # fmt: skip
        return Chain(prices.constant + int(until[0].max()), through, solved, work, until, since)

    def route(self, day: int, chain: Chain, wake: int, sleep: int) -> list[int]:
        """The problem's stops of the best relaxed route between two beds (by their numbers in the day's facts)."""
        facts, solved = self.days[day], chain.solved[day]
        at = (int(np.searchsorted(solved.wakes, wake)), int(np.searchsorted(solved.sleeps, sleep)))
        return [int(facts.stops[stop]) for stop in self.relaxed[day].route(self._placed(day, solved), *at)]

    def _placed(self, day: int, solved: Solved) -> Solved:
        """The same with the places of the beds instead of their numbers in the day's facts."""
        facts = self.days[day]
        return solved._replace(wakes=self.bed_places[facts.wakes[solved.wakes]], sleeps=self.bed_places[facts.sleeps[solved.sleeps]])


def chained(worths: Sequence[Numbers]) -> tuple[list[Numbers], list[Numbers]]:
    """What a trip is worth at most until each bed it wakes in, and from it on, by what each day is worth from bed to bed."""
    since = [np.zeros(1, dtype=np.int64)]
    for worth in worths:
        since.append(np.maximum((since[-1][:, None] + worth).max(axis=0), IMPOSSIBLE))
    until = [np.zeros(worths[-1].shape[1], dtype=np.int64)]
    for worth in reversed(worths):
        until.append(np.maximum((worth + until[-1][None, :]).max(axis=1), IMPOSSIBLE))
    until.reverse()
    return since, until


def _numbers(values: Sequence[int | None]) -> Numbers:
    return np.array(values, dtype=np.int64)
