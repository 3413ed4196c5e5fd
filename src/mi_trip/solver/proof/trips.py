"""A problem as day routes between beds: what each day's stops, beds and places are, and what a chain of routes is bounded by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_trip.solver.proof.moves import IMPOSSIBLE, Moves
from mi_trip.solver.proof.relaxed import HOPELESS, Relaxed, Solved
from mi_trip.solver.proof.ways import Ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mi_trip.problem import Problem
    from mi_trip.solver.proof.prices import Prices

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
    until: list[Numbers]
    since: list[Numbers]


class Trips:
    """The relaxed trips of a problem; ``allowed[day][wake, sleep]`` are the pairs of beds that may still be in a better one."""

    def __init__(self, problem: Problem, step: int) -> None:
        self.problem = problem
        self.bed_nodes = [problem.bed_node(bed) for bed in range(len(problem.beds))]
        spots = [[problem.day_stop(day, stop) for stop in range(len(problem.stops))] for day in range(problem.days)]
        nodes = {node for row in spots for spot in row if spot for node in (spot.begin, spot.end)} | set(self.bed_nodes)
        self.nodes = sorted(nodes)
        self.place = {node: number for number, node in enumerate(self.nodes)}
        self.bed_places = np.array([self.place[node] for node in self.bed_nodes], dtype=np.int64)
        shortest = min((spot.minutes for row in spots for spot in row if spot), default=step)
        self.step = max(1, min(step, shortest))
        self.ways: dict[object, Ways] = {}
        self._moves: dict[object, Moves] = {}
        self.keys: list[object] = []
        self.days = [self._facts(day) for day in range(problem.days)]
        self.remembered: list[frozenset[int]] = [frozenset()] * len(problem.stops)
        self.relaxed: dict[object, Relaxed] = {}
        self.remember()
        self.allowed = [np.ones(facts.fixed.shape, dtype=bool) for facts in self.days]

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
        if moves_key not in self._moves:
            self._moves[moves_key] = Moves(ways, world.hours, spots, self.step, (problem.minute, problem.money))
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
        """Units of a night, a hired car included: a hire of so many nights costs as many started 24 hours at least."""
        problem = self.problem
        hire = problem.world.catalogue.costs.hire_per_day if problem.hires and problem.beds[bed].with_car else 0
        return problem.money * ((problem.bed_costs[night][bed] or 0) + hire)

    def moves(self, day: int) -> Moves:
        """The moves of a day."""
        return self._moves[self.keys[day]]

    def remember(self) -> None:
        """Makes the days' relaxed routes anew, after more is to be remembered."""
        self.relaxed.clear()
        for key, facts in zip(self.keys, self.days, strict=True):
            if key not in self.relaxed:
                self.relaxed[key] = Relaxed(self._moves[key], facts.groups.tolist(), [self.remembered[s] for s in facts.stops.tolist()])

    def chain(self, prices: Prices) -> Chain:
        """The best chain of relaxed routes at the prices: no trip that keeps to the allowed pairs of beds is worth more."""
        worths, solved = [], []
        for day, facts in enumerate(self.days):
            allowed = self.allowed[day]
            wakes, sleeps = np.flatnonzero(allowed.any(axis=1)), np.flatnonzero(allowed.any(axis=0))
            found = self.relaxed[self.keys[day]].solve(
                prices.values[day], prices.bonus[day], self.bed_places[facts.wakes[wakes]], self.bed_places[facts.sleeps[sleeps]]
            )
            worth = np.full(allowed.shape, IMPOSSIBLE, dtype=np.int64)
            worth[np.ix_(wakes, sleeps)] = found.worth
            worth = np.where(allowed & (worth > HOPELESS), worth + prices.fixed[day], IMPOSSIBLE)
            worths.append(worth)
            solved.append(found._replace(wakes=wakes, sleeps=sleeps))
        since = [np.zeros(1, dtype=np.int64)]
        for worth in worths:
            since.append(np.maximum((since[-1][:, None] + worth).max(axis=0), IMPOSSIBLE))
        until = [np.zeros(len(self.days[-1].sleeps), dtype=np.int64)]
        for worth in reversed(worths):
            until.append(np.maximum((worth + until[-1][None, :]).max(axis=1), IMPOSSIBLE))
        until.reverse()
        through = [
            prices.constant + since[day][:, None] + worth + until[day + 1][None, :] for day, worth in enumerate(worths)
        ]  # fmt: skip
        return Chain(prices.constant + int(until[0].max()), through, solved, until, since)

    def route(self, day: int, chain: Chain, wake: int, sleep: int) -> list[int]:
        """The problem's stops of the best relaxed route between two beds (by their numbers in the day's facts)."""
        facts, solved = self.days[day], chain.solved[day]
        inner = solved._replace(
            wakes=self.bed_places[facts.wakes[solved.wakes]], sleeps=self.bed_places[facts.sleeps[solved.sleeps]]
        )  # fmt: skip
        at = (int(np.searchsorted(solved.wakes, wake)), int(np.searchsorted(solved.sleeps, sleep)))
        return [int(facts.stops[stop]) for stop in self.relaxed[self.keys[day]].route(inner, *at)]


def _numbers(values: Sequence[int | None]) -> Numbers:
    return np.array(values, dtype=np.int64)
