"""The search for the best trip: list a small world, else grow trips in a beam and change the best of them bit by bit.

Effort is counted in ways tried, so that the same input gives the same answer on any machine.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from itertools import cycle, islice
from typing import TYPE_CHECKING

from mi_trip.garbage import no_garbage
from mi_trip.score import UNITS
from mi_trip.solver.bound import upper_bound
from mi_trip.solver.completion import Completion
from mi_trip.solver.exact import Lister, TooLarge
from mi_trip.solver.labels import Beam, Label, Width
from mi_trip.solver.near import Near
from mi_trip.solver.proof import prove
from mi_trip.solver.refine import Refiner
from mi_trip.solver.steady import is_steady
from mi_trip.solver.trip import Trip, Value, evaluate, kept, sleeps, strenuous, wakes
from mi_trip.solver.watch import SILENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.problem import Problem
    from mi_trip.solver.watch import Watch

WORSE = 16  # points below the best of a run from which it goes on at first


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work a search may do.

    ``listed``: day routes and chains of a small world; ``times``: what a minute is taken to be worth, once for each whole trip grown;
    ``grow``: the width of the beam that does; ``starts``: how many trips, these and one that does nothing again and again, are
    changed at first, the better half of them going on each time; ``tries``: how often all of them together are changed each time,
    times the days and the days again; ``ways``: ways tried while windows are solved anew at the end, in a beam of width ``mend``;
    ``proof``: moves looked at for a closer bound, and ``routes`` enumerated to prove it;
    ``steady``: places looked at for a visit where every way takes as long at any minute.
    """

    name: str
    listed: int
    times: tuple[float, ...]
    grow: Width
    starts: int
    tries: int
    ways: int
    mend: Width
    proof: int
    routes: int
    steady: int


QUICK = Effort("quick", 3_000, (), Width(2, 8, 1, 4, 8), 2, 36, 0, Width(2, 12, 2, 6, 10), 0, 0, 20_000_000)
NORMAL = Effort("normal", 3_000, (3.0, 6.0), Width(2, 8, 1, 4, 8), 8, 36, 0, Width(3, 16, 2, 8, 12), 8 * 10**9, 300_000, 100_000_000)
THOROUGH = Effort(
    "thorough", 300_000, (0.75, 1.5, 3.0), Width(4, 30, 2, 16, 20),
    16, 240, 100_000, Width(4, 30, 3, 16, 16), 20 * 10**9, 1_000_000, 500_000_000,
)  # fmt: skip
EFFORTS = {effort.name: effort for effort in (QUICK, NORMAL, THOROUGH)}


@dataclass(frozen=True, slots=True)
class Solution:
    """The best trip found, its value, and a bound (in units) that no trip can pass; ``proved``: nothing is better.

    ``stopped``: the search was interrupted; a bound it had not come to is infinite.
    """

    trip: Trip
    value: Value
    bound: float
    proved: bool
    stopped: bool = False


class NoTripError(Exception):
    """The demands cannot hold together."""


def solve(
    problem: Problem, effort: Effort = NORMAL, *, seed: int = 0, watch: Watch = SILENT, known: Trip | None = None, bounded: bool = True
) -> Solution:
    """The best trip found within the effort, and no worse than one that is known; this one stays if nothing scores more.

    Not ``bounded``: without the work of finding a bound, which is then infinite unless the world is so small that all is listed.
    Raises :class:`NoTripError` where no trip meets every demand. An interrupt ends it with the best so far where the watch wants that.
    """
    try:
        listed = Lister(problem, effort.listed).best()
    except TooLarge:
        with no_garbage():
            found = _Search(problem, effort, seed, watch).run(known, bounded=bounded)
    else:
        if listed is None or listed[1].met < problem.demands.bit_count():
            raise NoTripError
        trip, value = listed
        found = Solution(trip, value, value.score, proved=True)
    worth = evaluate(problem, known) if known else None
    if known is not None and worth is not None and worth[:2] == found.value[:2]:
        return replace(found, trip=known, value=worth)
    return found


class _Search:
    def __init__(self, problem: Problem, effort: Effort, seed: int, watch: Watch) -> None:
        self.problem, self.effort, self.watch = problem, effort, watch
        self.random = random.Random(seed)  # noqa: S311 - a search, no secret
        self.completion = Completion(problem)
        self.near = Near(problem)
        self.best: tuple[Value, Trip] | None = None
        self.bound = math.inf

    def run(self, known: Trip | None, *, bounded: bool = True) -> Solution:
        """The best trip, or if it is interrupted the best so far."""
        stopped = False
        try:
            if not self._steady():
                self._improve(known)
            if bounded:
                self._close()
        except KeyboardInterrupt:
            if not self._meets_all() or not self.watch.interrupted():
                raise
            stopped = True
        assert self.best is not None  # noqa: S101 - a search found one, or there was one when it was interrupted
        value, trip = self.best
        bound = max(value.score, self.bound)
        return Solution(trip, value, bound, proved=bound == value.score, stopped=stopped)

    def _meets_all(self) -> bool:
        """Whether there is a trip that meets every demand."""
        return self.best is not None and self.best[0].met == self.problem.demands.bit_count()

    def _steady(self) -> bool:
        """Searches by the quick sums of a steady world; whether it is one."""
        if not is_steady(self.problem):
            return False
        from mi_trip.solver.steady.search import SteadySearch  # numpy is slow to import

        search = SteadySearch(self.problem, self.random)
        trip = search.best(self.effort.steady)
        return trip is not None and self._offer(trip) is not None

    def _improve(self, known: Trip | None) -> None:
        """Changes what is known, the cheapest trip and some grown from nothing, then the best for as long as the effort lasts."""
        first = [self._offer(known) or self._offer(self._affordable(known))] if known else []
        starts = [start for start in (*first, self._cheapest(), *map(self._grown, self.effort.times)) if start is not None]
        if self.best is None or not self._meets_all():
            raise NoTripError
        self._compete(starts)
        self._mend()

    def _close(self) -> None:
        """Says how good the best can be at most, and looks for a better one where all that may be better can be listed."""
        assert self.best is not None  # noqa: S101 - a search found one
        self.watch.going_on()
        score = self.best[0].score
        self._bounded(max(score, upper_bound(self.problem, score)))
        if self.bound > score and self.effort.proof and not any(map(any, self.problem.bed_values)):  # beds are priced by their cost alone
            proof = prove(self.problem, score, work=self.effort.proof, limit=self.effort.routes, better=self._offer, closer=self._closer)
            self._bounded(proof.bound)

    def _closer(self, bound: int) -> None:
        """The proof goes on, and may have a closer bound."""
        self.watch.going_on()
        self._bounded(bound)

    def _bounded(self, bound: int) -> None:
        """Keeps a bound, if it is closer than the one that is known."""
        assert self.best is not None  # noqa: S101 - a search found one
        if bound < self.bound:
            self.bound = bound
            self.watch.bounded(max(bound, self.best[0].score) - kept(self.problem, self.best[1]))

    def _cheapest(self) -> tuple[Value, Trip] | None:
        """The trip that does only what is demanded."""
        found = self.completion.trip() or Completion(self.problem, every_way=True).trip()
        if self.problem.budget is not None:
            frugal = replace(self.problem.for_its_own_sake(), minute=0, change=0)  # money alone decides what fits
            found = Completion(frugal, every_way=True).trip()
        return None if found is None else self._offer(Trip(found[0], found[1][:-1], found[1][-1]))

    def _affordable(self, trip: Trip) -> Trip:
        """The trip without what costs much for what it gives, until the budget suffices or nothing more can be saved."""
        free = replace(self.problem, budget=None)
        value = evaluate(free, trip)
        while value is not None and self.problem.budget is not None and -value.less_cost > self.problem.budget:
            now = value
            lighter = [(found, less) for less in _lighter(trip) if (found := evaluate(free, less)) and found.less_cost > now.less_cost]
            if not lighter:
                break
            value, trip = min(lighter, key=lambda one: ((now.score - one[0].score) / (one[0].less_cost - now.less_cost), one[1]))
        return trip

    def _grown(self, time: float) -> tuple[Value, Trip] | None:
        """The best trip of a beam."""
        grower = Beam(self.problem, self.completion, self.near, self.effort.grow, time=time)
        labels = [Label(0, 0, 0, False, 0, self.problem.start, (), ())]
        for day in range(self.problem.days):
            labels = grower.grow(day, labels, None)
        found = [self._offer(Trip(label.days, label.nights, label.bed)) for label in labels]
        return max((one for one in found if one is not None), default=None)

    def _offer(self, trip: Trip) -> tuple[Value, Trip] | None:
        """The trip with its value, kept if it is the best so far; None where it breaks a rule."""
        value = evaluate(self.problem, trip)
        if value is None:
            return None
        if self.best is None or value > self.best[0]:
            self.best = (value, trip)
            self.watch.better(value.score - kept(self.problem, trip))
        return value, trip

    def _compete(self, starts: list[tuple[Value, Trip]]) -> None:
        """Changes several trips, then the better half of them for twice as long, until one is left."""
        refiner = Refiner(self.problem, self.near, self.random)
        tries = self.effort.tries * self.problem.days
        going = list(islice(cycle(starts), max(self.effort.starts, len(starts))))
        while going:
            ended = [self._refine(refiner, start, tries // len(going)) for start in going]
            different = {trip: value for value, trip in sorted(ended, reverse=True)}
            going = [(value, trip) for trip, value in different.items()][: len(going) // 2]

    def _refine(self, refiner: Refiner, start: tuple[Value, Trip], tries: int) -> tuple[Value, Trip]:
        """Changes a trip again and again; one that is somewhat worse than the best is gone on from, less and less so."""
        now = best = start
        for n in range(tries):
            self.watch.going_on()
            changed = refiner.changed(now[1])
            found = self._offer(changed) if changed else None
            if found is None or found[0].met < now[0].met:
                continue
            allowed = WORSE * UNITS * (1 - n / tries) * self.random.random()
            if found[0] > now[0] or found[0].score > best[0].score - allowed:
                now = found
                best = max(best, now)
        return best

    def _mend(self) -> None:
        """Solves each window of two, then of three days anew, until none gets better."""
        mender = Beam(self.problem, self.completion, self.near, self.effort.mend)
        days = self.problem.days
        better = True
        while better and mender.work < self.effort.ways:
            better = False
            for length in (2, 3):
                for first in range(max(1, days - length + 1)):
                    if mender.work >= self.effort.ways:
                        return
                    assert self.best is not None  # noqa: S101 - there is one to improve
                    before = self.best
                    self.watch.going_on()
                    changed = self._again(mender, self.best[1], (first, min(days, first + length)))
                    if changed is not None:
                        self._offer(changed)
                    better = better or self.best is not before

    def _again(self, mender: Beam, trip: Trip, window: tuple[int, int]) -> Trip | None:
        """The trip with the days of the window solved anew, between the beds before and after it."""
        problem = self.problem
        first, until = window
        outside = [s for day, stops in enumerate(trip.days) if not first <= day < until for s in stops]
        done = met = 0
        for stop in outside:
            done |= 1 << problem.stops[stop].group
            met |= problem.stops[stop].meets
        tired = first > 0 and strenuous(problem, trip.days[first - 1])
        bed = wakes(problem, trip, first)
        labels: list[Label] = [Label(0, done, met, tired, 0, bed, (), (bed,) if first else ())]
        for day in range(first, until):
            last = day == until - 1 and until < problem.days
            labels = mender.grow(day, labels, (sleeps(trip, day),) if last else None)
        best: tuple[Value, Trip] | None = None
        for label in labels:
            nights = (*trip.nights[:first], *label.nights[1 if first else 0 :], *trip.nights[until:])
            changed = Trip((*trip.days[:first], *label.days, *trip.days[until:]), nights, label.bed if until == problem.days else trip.end)
            value = evaluate(problem, changed)
            if value is not None and (best is None or value > best[0]):
                best = (value, changed)
        return best[1] if best else None


def _lighter(trip: Trip) -> Iterator[Trip]:
    """The trip without one of its stops, and without all of a day."""
    for number, day in enumerate(trip.days):
        without = [day[:n] + day[n + 1 :] for n in range(len(day))]
        for stops in [*without, ()] if len(day) > 1 else without:
            yield trip._replace(days=(*trip.days[:number], stops, *trip.days[number + 1 :]))
