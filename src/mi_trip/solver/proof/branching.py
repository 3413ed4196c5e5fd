"""Divides the trips by where they sleep and what they do when, again and again, until no part of them can hold a better one."""

from __future__ import annotations

from functools import partial
from heapq import heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

from mi_trip.solver.proof.bounding import NARROWING
from mi_trip.solver.proof.choice import choose
from mi_trip.solver.proof.condensing import condense
from mi_trip.solver.proof.listing import Listing, TooMany
from mi_trip.solver.trip import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_trip.solver.proof.bounding import Bounding
    from mi_trip.solver.proof.listing import Listed
    from mi_trip.solver.proof.trips import Trips
    from mi_trip.solver.trip import Trip

FIRST_CHOSEN_FROM, MOST_CHOSEN_FROM = 1_000, 12_000  # routes: a program of more may take minutes
SOON = 20  # of parts that can still be divided, so many times fewer routes are listed
HARDLY = 0.05  # a part of a route that says little
FEW_BEDS, ALL_REMEMBERED = 20, 12  # pairs of beds a day, and how many groups stops then remember
LISTING = 20_000  # moves looked at in the time one beginning of a route takes


class Branching:
    """The parts of all trips that may hold one better than ``score``, by their bounds; ``trip`` is the better one found."""

    def __init__(self, root: Bounding, limit: int) -> None:
        self.problem, self.limit = root.problem, limit
        self.score = root.score
        self.trip: Trip | None = None
        self.work = self.parts = 0
        self.given_up = root.score  # the largest bound of the parts that can be neither listed nor divided
        self.open: list[tuple[int, int, Callable[[], Bounding]]] = []
        self._put(root.bound, lambda: root)

    @property
    def bound(self) -> int:
        """No trip is worth more."""
        return max(self.score, self.given_up, *(-bound for bound, *_ in self.open[:1]))

    def run(self, work: int) -> None:
        """Bounds the parts, the most promising first, until none is left or the work is done."""
        while self.open and -self.open[0][0] > max(self.score, self.given_up) and self.work < work:
            part = heappop(self.open)[2]()
            part.score = self.score
            part.run(work - self.work)
            self.work += part.work
            self._divide(part)

    def _put(self, bound: int, make: Callable[[], Bounding]) -> None:
        self.parts += 1
        heappush(self.open, (-bound, self.parts, make))

    def _divide(self, part: Bounding) -> None:
        """Lists the routes of a part where they are few; else divides it."""
        parts = divided(part)
        if len(part.often) and sum(int(allowed.sum()) for allowed in part.trips.allowed) <= FEW_BEDS * self.problem.days:
            part.most_remembered = ALL_REMEMBERED
        if part.bound > self.score:
            part.bound = self._listed(part, self.limit if not parts or self.parts == 1 else self.limit // SOON)
        if part.bound <= self.score:
            return
        if not parts:
            self.given_up = max(self.given_up, part.bound)
        for trips in parts:
            self._put(part.bound, partial(_of, part, trips))

    def _listed(self, part: Bounding, limit: int) -> int:
        """The bound of a part, after the best trip of its routes was chosen if they are no more than the limit."""
        prices = part.best_prices()
        chain = part.trips.chain(prices)
        self.work += chain.work
        bound = min(part.bound, chain.bound)
        if bound <= self.score:
            return bound
        listing = Listing(part.trips, prices, chain, self.score, limit)
        try:
            routes = listing.routes()
        except TooMany:
            self.work += NARROWING * chain.work
            part.trips.narrow(chain, prices, self.score)
            return bound
        finally:
            self.work += listing.work * LISTING
        return min(bound, self._chosen(part, routes, bound))

    def _chosen(self, part: Bounding, routes: list[Listed], bound: int) -> int:
        """The bound of the listed routes: the best is chosen from the most promising, then from all that could be in a better trip."""
        trips, rules = part.trips, part.rules
        for most in (FIRST_CHOSEN_FROM, MOST_CHOSEN_FROM):
            closer, routes = condense(trips, rules, part.regions, routes, self.score)
            bound = min(bound, closer)
            if not routes or bound <= self.score:
                return self.score
            whole = len(routes) <= most
            if most == MOST_CHOSEN_FROM and not whole:
                return bound
            choice = choose(trips, rules, routes[:most], self.score)
            value = evaluate(self.problem, choice.trip) if choice is not None and choice.trip is not None else None
            if choice is not None and value is not None and value.score > self.score and value.met == self.problem.demands.bit_count():
                self.score, self.trip = value.score, choice.trip
            if whole:
                return self.score if choice is None else max(self.score, min(bound, choice.bound))
        return bound


def _of(part: Bounding, trips: Callable[[], Trips]) -> Bounding:
    return part.of(trips())


def divided(part: Bounding) -> tuple[Callable[[], Trips], ...]:
    """Two parts of the trips: by the region slept in one night, else by the day of a group, of which the program is in two minds.

    None where every night has one bed and no group is done on two days.
    """
    trips = part.trips
    nights, taken = len(trips.days) - 1, part.master.taken(part.often)
    slept = np.zeros((nights, len(trips.nodes)))
    done = np.zeros((nights + 1, part.rules.groups))
    for column, often, _ in taken:
        facts = trips.days[column.day]
        if column.day < nights:
            slept[column.day, trips.bed_places[facts.sleeps[column.sleep]]] += often
        done[column.day, facts.groups[np.searchsorted(facts.stops, sorted(set(column.stops)))]] += often
    best: tuple[float, int, list[int]] | None = None
    for night in range(nights):
        allowed = trips.allowed[night].any(axis=0) & trips.allowed[night + 1].any(axis=1)
        beds = set(trips.bed_places[trips.days[night].sleeps[allowed]].tolist())
        for region in part.regions.near:
            if beds & region and beds - region:
                inside = float(slept[night, list(region)].sum())
                found = (-round(min(inside, 1 - inside), 6), night, sorted(beds & region))
                best = found if best is None else min(best, found)
    half = np.round(np.minimum(done, done.sum(axis=0) - done), 6)
    if half.max(initial=0) > HARDLY and (best is None or best[0] > -HARDLY):
        day, group = (int(n) for n in np.unravel_index(half.argmax(), half.shape))
        return partial(trips.doing, day, group, then=True), partial(trips.doing, day, group, then=False)
    if best is None:
        return ()
    region = frozenset(best[2])
    return partial(trips.sleeping, best[1], region, inside=True), partial(trips.sleeping, best[1], region, inside=False)
