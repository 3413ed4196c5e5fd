"""Divides the trips by where they sleep and what they do when, again and again, until no part of them can hold a better one."""

from __future__ import annotations

from functools import partial
from heapq import heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

from mi_trip.solver.proof import nothing
from mi_trip.solver.proof.joining import Joining, TooMany
from mi_trip.solver.trip import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_trip.solver.proof.bounding import Bounding
    from mi_trip.solver.proof.trips import Trips
    from mi_trip.solver.trip import Trip, Value

TORN, DIVIDED_FROM = 0.15, 5  # how much in two minds the program is, and what stops remember, when a part is rather divided
HARDLY = 0.05  # a part of a route that says little


class Branching:
    """The parts of all trips that may hold one better than ``score``, by their bounds; ``trip`` is the better one found."""

    def __init__(
        self, root: Bounding, limit: int, better: Callable[[Trip], object] = nothing, closer: Callable[[int], object] = nothing
    ) -> None:
        self.problem, self.limit = root.problem, limit
        self._better, self._closer = better, closer
        self._bounded: Bounding | None = None  # the part at work
        self.score = root.score
        self.best: tuple[Value, Trip] | None = None
        self.work = self.parts = 0
        self.given_up = root.score - 1  # the largest bound of the parts that can be neither listed nor divided
        self.open: list[tuple[int, int, Callable[[], Bounding]]] = []
        self._put(root.bound, lambda: root)

    @property
    def trip(self) -> Trip | None:
        """The best trip found, if it is no worse than the one known."""
        return self.best[1] if self.best else None

    @property
    def bound(self) -> int:
        """No trip is worth more; more than the score where a part was given up that may hold a trip as good."""
        bounds = [self._bounded.bound] if self._bounded is not None else []
        return max(self.score, self.given_up + (self.given_up == self.score), *bounds, *(-bound for bound, *_ in self.open[:1]))

    def run(self, work: int) -> None:
        """Bounds the parts, the most promising first, until none is left or the work is done."""
        while self.open and -self.open[0][0] > max(self.score - 1, self.given_up) and self.work < work:
            part = heappop(self.open)[2]()
            part.score = max(self.score, part.score)
            self._bounded = part
            part.run(work - self.work, self._told)
            self.work += part.work
            if part.bound > part.least and not (part.near and self._joined(part)):
                self._divide(part)
            self._bounded = None
            self._closer(self.bound)

    def _told(self, part: Bounding) -> None:
        """After a round of a part."""
        if part.trip is not None and part.score > self.score:
            self._offer(part.trip)
        self._closer(self.bound)

    def _put(self, bound: int, make: Callable[[], Bounding]) -> None:
        self.parts += 1
        heappush(self.open, (-bound, self.parts, make))

    def _offer(self, trip: Trip) -> None:
        value = evaluate(self.problem, trip)
        if value is not None and value.score >= self.score and (self.best is None or value > self.best[0]):
            self.score, self.best = value.score, (value, trip)
            self._better(trip)

    def _divide(self, part: Bounding) -> None:
        """Goes on with a part more thoroughly, or else divides it, unless its trips can be joined."""
        torn, parts = divided(part)
        if (torn < TORN or part.most_remembered < DIVIDED_FROM) and part.harder():
            self._put(part.bound, lambda: part)
            return
        if self._joined(part):
            return
        if not parts:
            self.given_up = max(self.given_up, part.bound)
        for trips in parts:
            self._put(part.bound, partial(_of, part, trips))

    def _joined(self, part: Bounding) -> bool:
        """Whether the day routes of all better trips of a part were few enough to be joined; then the best of them is known."""
        prices = part.best_prices()
        solved = part.relaxed.solve(prices)
        self.work += solved.work
        joining = Joining(part.relaxed, prices, solved, part.least, self.limit)
        try:
            best = joining.best(self.best[0] if self.best else None)
        except TooMany:
            return False
        finally:
            self.work += joining.work
        if best is not None:
            self._offer(best[1])
        return True


def _of(part: Bounding, trips: Callable[[], Trips]) -> Bounding:
    return part.of(trips())


def divided(part: Bounding) -> tuple[float, tuple[Callable[[], Trips], ...]]:
    """Two parts of the trips: by the region slept in one night, else by the day of a group, of which the program is in two minds.

    First how much so about the region (at most a half). No parts where every night has one bed and no group is done on two days.
    """
    trips = part.trips
    nights, taken = len(trips.days) - 1, part.master.taken(part.often) if len(part.often) else []
    slept = np.zeros((nights, len(trips.nodes)))
    done = np.zeros((nights + 1, part.rules.groups))
    for column, often in taken:
        facts = trips.days[column.day]
        if column.day < nights:
            slept[column.day, trips.bed_places[facts.sleeps[column.sleep]]] += often
        done[column.day, facts.groups[facts.numbers(sorted(set(column.stops)))]] += often
    best: tuple[float, int, list[int]] | None = None
    for night in range(nights):
        beds = set(trips.bed_places[trips.days[night].sleeps[trips.beds[night]]].tolist())
        for region in part.regions.near:
            if beds & region and beds - region:
                inside = float(slept[night, list(region)].sum())
                found = (-round(min(inside, 1 - inside), 6), night, sorted(beds & region))
                best = found if best is None else min(best, found)
    half = np.round(np.minimum(done, done.sum(axis=0) - done), 6)
    if half.max(initial=0) > HARDLY and (best is None or best[0] > -HARDLY):
        day, group = (int(n) for n in np.unravel_index(half.argmax(), half.shape))
        return 0, (partial(trips.doing, day, group, then=True), partial(trips.doing, day, group, then=False))
    if best is None:
        return 0, ()
    region = frozenset(best[2])
    return -best[0], (partial(trips.sleeping, best[1], region, inside=True), partial(trips.sleeping, best[1], region, inside=False))
