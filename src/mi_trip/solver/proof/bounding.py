"""Lowers the bound round by round: prices from the program, the best relaxed trips at them, and routes, cuts, memory added."""

from __future__ import annotations

import math
from copy import copy
from typing import TYPE_CHECKING

import numpy as np

from mi_trip.score import UNITS
from mi_trip.solver.proof import NO_BOUND, nothing
from mi_trip.solver.proof.kernels import IMPOSSIBLE
from mi_trip.solver.proof.master import Master, path_of
from mi_trip.solver.proof.prices import Column, Prices, Rules
from mi_trip.solver.proof.regions import Regions
from mi_trip.solver.proof.relaxed import Relaxed
from mi_trip.solver.proof.trips import Trips
from mi_trip.solver.trip import Trip, evaluate

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from mi_trip.problem import Problem
    from mi_trip.solver.proof.relaxed import Leg, Solved

    Duals = NDArray[np.float64]
    Numbers = NDArray[np.int64]

NEAR_ENOUGH = 0.002  # of the bound: how near to it the program is when cuts and memory are looked for
PATIENCE, NOT_FAR = 8, 0.01  # rounds after which they are looked for all the same, if the program is no farther from the bound
NEW_TRIPS = 60  # in one round
PER_DAY = 3_000_000  # of the work of solving, in the time that the rest of a round takes for each day
TOWARDS = 0.6  # of the way from the best prices to the program's
FIRST_REMEMBERED, MOST_REMEMBERED = 2, 7
MANY_ENTRIES = 30_000_000  # of tables (some 600 MB) beyond which nothing more is remembered
WORTH_NARROWING, CLOSER = 0.3, 0.9  # of the bound, the gap at which moves are struck out; of the last gap, that of the next time
BARELY, STALE = 0.1, 12  # it ends when so many rounds have hardly lowered the gap
STALE_AT_FIRST = 25  # the same while changes of bed are not counted, and rounds are quick
NEAR = 0.05  # of the score, the gap from which on joining is tried
CLOSER_AGAIN = 0.7  # of the gap at which it was tried in vain
FINE, FEW_MOVES = 1, 60_000  # minutes between moments at last; moves that are few enough for it


class Bounding:
    """The least bound so far, in units; ``score`` is that of a trip known, and only better ones are bounded."""

    def __init__(self, problem: Problem, score: int, step: int) -> None:
        self.problem, self.score = problem, score
        self.trips = Trips(problem, step)
        self.rules = Rules(self.trips)
        self.relaxed = Relaxed(self.trips)
        self.master = Master(self.rules, self.relaxed)
        self.regions = Regions(self.trips)
        self.bound = NO_BOUND
        self.trip: Trip | None = None
        self.duals: Duals = self._everything()
        self.often: Duals = np.zeros(0)
        self.work = 0
        self.gap = math.inf
        self.most_remembered, self.counting = FIRST_REMEMBERED, False
        self.forgotten = 0  # of what would have had to be remembered
        self.joined_from = math.inf
        self.worths: dict[tuple[int, int, int, tuple[int, ...]], int] = {}
        self.known: dict[tuple[Column, ...], None] = {}

    def of(self, trips: Trips) -> Bounding:
        """The bound of a part of the trips, as far as it is known."""
        part = copy(self)
        part.trips, part.rules, part.relaxed = trips, self.rules.of(trips), self.relaxed.of(trips)
        part.gap, part.often, part.known = math.inf, np.zeros(0), dict(self.known)
        part.master = Master(part.rules, part.relaxed)
        part.again()
        return part

    @property
    def least(self) -> int:
        """Only trips worth more are of interest: those as good as the one known are, for one of them is the best by the further rules."""
        return self.score - 1

    def run(self, work: int, told: Callable[[Bounding], object] = nothing) -> None:
        """Lowers the bound until the work is done, it is so near that joining may do, or it is hardly lowered; each round is told."""
        if self.master.cuts < len(self.rules.cuts):  # other parts have found some
            self.again()
        found = self.master.solve()
        duals, self.often = (self.duals, np.zeros(0)) if found is None else found[:2]
        self.work = waited = stale = 0
        before = self.bound
        while self.work < work and self.bound > self.least:
            tried = self._mixed(duals)
            added = self._looked(tried)
            if added is None:
                return
            stale += 1
            if self.bound - self.score < (before - self.score) * (1 - BARELY):
                before, stale = self.bound, 0
            elif stale >= (STALE if self.relaxed.changes else STALE_AT_FIRST):
                return
            told(self)
            found = self.master.solve()
            if found is None:
                self.often = np.zeros(0)
                continue
            duals, self.often, worth = found
            waited += 1
            far = (self.bound - worth * UNITS) / max(abs(self.bound), UNITS)
            if added and far > NEAR_ENOUGH and (waited < PATIENCE or far > NOT_FAR):
                continue
            waited = 0
            if self._closer():
                found = self.master.solve()
                self.often = np.zeros(0)
                if found is not None:
                    duals, self.often, _ = found
            elif not added:
                if np.array_equal(tried, duals):
                    return
                self.duals = duals

    def _looked(self, tried: Duals) -> int | None:
        """Looks at the best relaxed trips at some prices; how many of their routes are new, None where the bound is low enough."""
        solved = self.relaxed.solve(self.rules.prices(tried, UNITS))
        self.work += solved.work + PER_DAY * len(self.trips.days)
        if solved.bound < self.bound:
            self.bound, self.duals = solved.bound, tried
        if self.bound <= self.least or self._nearer():
            return None
        self._narrow(solved)
        if any(not beds.any() for beds in self.trips.beds):
            self.bound = self.least
            return None
        return self._add_trips(solved, tried)

    @property
    def near(self) -> bool:
        """Whether the bound is so near that all better trips may be few enough to be joined."""
        return self.relaxed.changes and self.bound - self.score <= NEAR * abs(self.score) + UNITS

    def _nearer(self) -> bool:
        """Whether it has become so near, or much nearer than when that was last said."""
        if not self.near or self.bound - self.score > self.joined_from:
            return False
        self.joined_from = (self.bound - self.score) * CLOSER_AGAIN
        return True

    def best_prices(self) -> Prices:
        """The prices of the least bound."""
        return self.rules.prices(self.duals, UNITS)

    def _everything(self) -> Duals:
        """Prices at which nothing is worth doing."""
        duals = np.zeros(self.rules.first_cut)
        for facts in self.trips.days:
            np.maximum.at(duals, facts.groups, facts.values / UNITS)
        return duals

    def _mixed(self, duals: Duals) -> Duals:
        before = np.concatenate([self.duals, np.zeros(len(duals) - len(self.duals))]) if len(self.duals) < len(duals) else self.duals
        return before + TOWARDS * (duals - before)

    def _narrow(self, solved: Solved) -> None:
        """Strikes out the beds that are in no better trip, and now and then the moves."""
        self.relaxed.narrow_beds(solved, self.least)
        gap = solved.bound - self.score
        if gap < CLOSER * self.gap and gap < WORTH_NARROWING * abs(solved.bound):
            self.gap = gap
            self.relaxed.narrow(solved, self.least)

    def _add_trips(self, solved: Solved, duals: Duals) -> int:
        """Adds the best relaxed trips through the most promising beds; how many of their routes are new."""
        rows = self.rules.rounded(duals)
        ranked = []
        for night, day in enumerate(self.relaxed.days):
            worth = solved.through(night)
            for bed, first in enumerate(day.states[:-1].tolist()):
                state = first + int(worth[first : int(day.states[bed + 1])].argmax())
                ranked.append((-int(worth[state]), night, state))
        ranked.sort()
        added = 0
        for worth_less, night, state in ranked[:NEW_TRIPS]:
            if -worth_less <= max(self.least, IMPOSSIBLE // 2):
                break
            added += self._add(self.relaxed.trip(solved, night, state), rows)
        return added

    def _add(self, legs: list[Leg], rows: Numbers) -> int:
        trip, wake = [], 0
        for day, leg in enumerate(legs):
            sleep = self.relaxed.bed(day, leg.sleeps)
            stops = tuple(self.trips.days[day].stops[list(leg.stops)].tolist())
            key = (day, wake, sleep, stops)
            if key not in self.worths:
                plain = Column(day, wake, sleep, stops, 0)
                self.worths[key] = leg.worth + int(sum(rows[row] * amount for row, amount in self.rules.rows(plain).items()))
            trip.append((leg.wakes, Column(*key, self.worths[key]), leg.sleeps))
            wake = sleep
        columns = tuple(column for _, column, _ in trip)
        if columns in self.known:
            return 0
        self.known[columns] = None
        self._try(columns)
        return self.master.add(trip)

    def _try(self, columns: tuple[Column, ...]) -> None:
        """Keeps a relaxed trip that is a real one, if it is the best so far."""
        if sum(column.worth for column in columns) <= self.score:
            return
        stops = [stop for column in columns for stop in column.stops]
        if len({self.problem.stops[stop].group for stop in stops}) < len(stops):
            return
        days = self.trips.days
        beds = [int(days[column.day].sleeps[column.sleep]) for column in columns]
        trip = Trip(tuple(column.stops for column in columns), tuple(beds[:-1]), beds[-1])
        value = evaluate(self.problem, trip)
        if value is not None and value.score > self.score and value.met == self.problem.demands.bit_count():
            self.score, self.trip = value.score, trip

    def _closer(self) -> bool:
        """Adds cuts and memory against what the program takes; whether there were any."""
        cuts = self.regions.violated(self.master.taken(self.often), self.rules)
        for cut in cuts:
            self.rules.add(cut)
        learned = self.forgotten = 0
        for _, columns in self.master.paths(self.often) if self.relaxed.entries < MANY_ENTRIES else ():
            path = path_of(columns, self.relaxed)
            new, not_new = self.relaxed.memory.learn(self.trips, path, self.most_remembered, counting=self.counting)
            learned, self.forgotten = learned + new, self.forgotten + not_new
        if learned:
            self.relaxed.remember()
        if learned or cuts:
            self.again()
        return bool(learned or cuts)

    def harder(self) -> bool:
        """Takes more trouble where nothing else lowers the bound; whether more can be taken."""
        if not self.relaxed.changes:
            self._count_changes()
        elif self.forgotten and self.most_remembered < MOST_REMEMBERED and self.relaxed.entries < MANY_ENTRIES:
            self.most_remembered += 1
        elif self.trips.step > FINE and self.relaxed.moves < FEW_MOVES:
            self.relaxed.finer(FINE)
            self.again()
        elif self.forgotten and not self.counting:
            self.counting = True
        else:
            return False
        self.gap = math.inf
        return True

    def _count_changes(self) -> None:
        """From now on a change of bed is counted, in the routes known as well."""
        self.relaxed.changes = True
        for day, wake, sleep, stops in self.worths:
            if not self.trips.days[day].stays[wake, sleep]:
                self.worths[day, wake, sleep, stops] -= self.problem.change
        self.known = {tuple(column._replace(worth=self.worths[column[:4]]) for column in columns): None for columns in self.known}
        self.again()

    def again(self) -> None:
        """Makes the program anew, of the trips known that are still relaxed trips."""
        self.master = Master(self.rules, self.relaxed)
        states = [day.states for day in self.relaxed.days]
        beds, barred = self.trips.beds, self.trips.barred
        for columns in list(self.known):
            path = path_of(list(columns), self.relaxed)
            open_ = all(beds[day][bed] and not barred[day][list(stops)].any() for day, (stops, bed) in enumerate(path))
            followed = self.relaxed.memory.follow(self.trips, path, states) if open_ else None
            if followed is None:
                del self.known[columns]
            else:
                self.master.add([(wakes, column, sleeps) for column, (wakes, sleeps) in zip(columns, followed, strict=True)])
