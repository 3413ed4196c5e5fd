"""Lowers the bound round by round: prices from the program, the best relaxed routes at them, and routes, cuts, memory added."""

from __future__ import annotations

import math
from copy import copy
from typing import TYPE_CHECKING

import numpy as np

from mi_trip.score import UNITS
from mi_trip.solver.proof import NO_BOUND
from mi_trip.solver.proof.master import Master
from mi_trip.solver.proof.moves import IMPOSSIBLE
from mi_trip.solver.proof.prices import Column, Prices, Rules
from mi_trip.solver.proof.regions import Regions
from mi_trip.solver.proof.trips import Chain, Trips

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from mi_trip.problem import Problem
    from mi_trip.solver.proof import Route

NEAR_ENOUGH = 0.002  # of the bound: how near to it the program is when cuts are looked for
NEW_ROUTES = 60  # of a day in one round
TOWARDS = 0.6  # of the way from the best prices to the program's
LONGEST_CYCLE, MOST_REMEMBERED = 8, 4
BARELY, STALE = 0.25, 5  # it ends when so many rounds have hardly lowered the gap
WORTH_NARROWING, CLOSER = 0.3, 0.7  # of the bound, the gap at which moves are struck out; of the last gap, that of the next time
NARROWING = 3  # times the work of bounding
FINE, FEW_MOVES = 1, 2_000_000  # minutes between moments at last; moves, times beds, that are few enough for it
PATIENCE = 5  # rounds after which cuts are looked for all the same


class Bounding:
    """The least bound so far, in units; ``score`` is that of a trip known, and only better ones are bounded."""

    def __init__(self, problem: Problem, score: int, routes: Iterable[Route], step: int) -> None:
        self.problem, self.score = problem, score
        self.trips = Trips(problem, step)
        self.rules = Rules(self.trips)
        self.master = Master(self.trips, self.rules)
        self.regions = Regions(self.trips)
        self.bound = NO_BOUND
        self.duals: NDArray[np.float64] = self._everything()
        self.often: NDArray[np.float64] = np.zeros(0)
        self.work = 0
        self.gap = math.inf
        self.most_remembered = MOST_REMEMBERED
        for route in routes:
            self._add_known(route)

    def of(self, trips: Trips) -> Bounding:
        """The bound of a part of the trips, as far as it is known."""
        part = copy(self)
        part.trips, part.rules = trips, self.rules.of(trips)
        part.gap, part.often = math.inf, np.zeros(0)
        part.master = Master(trips, part.rules)
        for column in self.master.known:
            part.master.add(column)
        return part

    def run(self, work: int) -> None:
        """Lowers the bound until the work is done or the gap is hardly lowered any more."""
        found = self.master.solve()
        duals = self.duals
        if found is not None:
            duals, self.often = found
        self.work = waited = stale = 0
        before = self.bound
        while self.work < work and self.bound > self.score:
            tried = self._mixed(duals)
            prices = self.rules.prices(tried, UNITS)
            chain = self.trips.chain(prices)
            self.work += chain.work
            if chain.bound < self.bound:
                self.bound, self.duals = chain.bound, tried
            stale += 1
            if self.bound - self.score < (before - self.score) * (1 - BARELY):
                before, stale = self.bound, 0
            elif stale >= STALE:
                return
            self._narrow_beds(chain)
            if any(not allowed.any() for allowed in self.trips.allowed):
                self.bound = self.score
                return
            added = self._add_routes(chain)
            self._narrow(chain, prices)
            found = self.master.solve()
            if found is None:
                continue
            duals, self.often = found
            waited += 1
            value = self._value(self.often)
            if not added or waited >= PATIENCE or value > self.bound - NEAR_ENOUGH * abs(self.bound):
                waited = 0
                changed = self.regions.cut(self.master, self.often) + self._remember(self.often)
                if not changed and not added:
                    if np.array_equal(tried, duals):
                        return
                    self.duals = duals
                found = self.master.solve()
                if found is not None:
                    duals, self.often = found

    def best_prices(self) -> Prices:
        """The prices of the least bound."""
        return self.rules.prices(self.duals, UNITS)

    def _everything(self) -> NDArray[np.float64]:
        """Prices at which nothing is worth doing."""
        duals = np.zeros(self.rules.first_cut)
        for facts in self.trips.days:
            np.maximum.at(duals, facts.groups, facts.values / UNITS)
        return duals

    def _mixed(self, duals: NDArray[np.float64]) -> NDArray[np.float64]:
        before = np.concatenate([self.duals, np.zeros(len(duals) - len(self.duals))]) if len(self.duals) < len(duals) else self.duals
        return before + TOWARDS * (duals - before)

    def _value(self, often: NDArray[np.float64]) -> float:
        return float(sum(column.worth * times for column, times, _ in self.master.taken(often)))

    def _narrow_beds(self, chain: Chain) -> None:
        """Strikes out the pairs of beds that are in no better trip."""
        for day, through in enumerate(chain.through):
            self.trips.allowed[day] &= through > self.score

    def _narrow(self, chain: Chain, prices: Prices) -> None:
        """Now and then strikes out the moves that are in no better trip, and then looks at every minute."""
        gap = chain.bound - self.score
        if gap < CLOSER * self.gap and gap < WORTH_NARROWING * abs(chain.bound):
            self.gap = gap
            self.work += NARROWING * chain.work
            self.trips.narrow(chain, prices, self.score)
            if self.trips.step > FINE and self.trips.size < FEW_MOVES:
                self.trips.finer(FINE)
                self.gap = math.inf

    def _add_routes(self, chain: Chain) -> int:
        """Adds the best relaxed routes of the most promising pairs of beds."""
        added = 0
        for day, through in enumerate(chain.through):
            ranked = np.argsort(-through, axis=None, kind="stable")[:NEW_ROUTES]
            for wake, sleep in zip(*np.unravel_index(ranked, through.shape), strict=True):
                if through[wake, sleep] > max(self.score, IMPOSSIBLE // 2):
                    added += self._add(day, int(wake), int(sleep), self.trips.route(day, chain, int(wake), int(sleep)))
        return added

    def _add(self, day: int, wake: int, sleep: int, stops: list[int]) -> bool:
        return self.master.add(Column(day, wake, sleep, tuple(stops), self._worth(day, wake, sleep, stops)))

    def _worth(self, day: int, wake: int, sleep: int, stops: list[int]) -> int:
        """What a relaxed route is worth by the least prices of its ways."""
        facts, moves = self.trips.days[day], self.trips.moves(day)
        at, worth = int(self.trips.bed_places[facts.wakes[wake]]), int(facts.fixed[wake, sleep])
        for stop in np.searchsorted(facts.stops, stops).tolist():
            worth += int(facts.values[stop]) - int(moves.least_units(at, stop))
            at = int(facts.ends[stop])
        return worth - int(moves.ways.price[at, self.trips.bed_places[facts.sleeps[sleep]]])

    def _add_known(self, route: Route) -> None:
        day, wakes, stops, sleeps = route
        facts = self.trips.days[day]
        wake, sleep = np.flatnonzero(facts.wakes == wakes), np.flatnonzero(facts.sleeps == sleeps)
        if len(wake) and len(sleep):
            self._add(day, int(wake[0]), int(sleep[0]), list(stops))

    def _remember(self, often: NDArray[np.float64]) -> int:
        """Lets the stops between two that may not both be done remember it, and strikes out the routes that then are none."""
        changed, more = set(), 0
        for column, _, _ in self.master.taken(often):
            day = column.day
            remembered = self.trips.remembered[day]
            at = np.searchsorted(self.trips.days[day].stops, column.stops).tolist()
            bits = [self.trips.bits[day][stop] for stop in at]
            if not self.trips.counting[day] and self.trips.days[day].counted[at].sum() > self.problem.visits:
                self.trips.counting[day] = True
                changed.add(day)
                more += 1
            for first, bit in enumerate(bits):
                for last in range(first + 1, min(len(bits), first + LONGEST_CYCLE)):
                    if bit & bits[last]:
                        for between in at[first + 1 : last]:
                            new = remembered[between] | bit & bits[last]
                            if new != remembered[between] and new.bit_count() <= self.most_remembered:
                                remembered[between] = new
                                changed.add(day)
                                more += 1
                        break
        for day in sorted(changed):
            self.trips.remember(day)
        for column in [c for c in self.master.known if c.day in changed and not self._possible(c)]:
            self.master.strike(column)
        return more

    def _possible(self, column: Column) -> bool:
        trips, day, done = self.trips, column.day, 0
        at = np.searchsorted(trips.days[day].stops, column.stops)
        for stop in at.tolist():
            if done & trips.bits[day][stop]:
                return False
            done = done & trips.remembered[day][stop] | trips.bits[day][stop]
        return not trips.counting[day] or int(trips.days[day].counted[at].sum()) <= self.problem.visits
