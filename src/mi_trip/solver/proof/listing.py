"""Every day route, with its real times, that could be in a better trip than the best known: grown stop by stop, cut off by the bound."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_trip.solver.proof.moves import IMPOSSIBLE, NONE
from mi_trip.solver.proof.prices import Column
from mi_trip.solver.proof.relaxed import HOPELESS
from mi_trip.travel.walk import begin, finish, reach

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mi_trip.solver.proof.prices import Prices
    from mi_trip.solver.proof.trips import Chain, Trips
    from mi_trip.travel.walk import State, Walked

    Numbers = NDArray[np.int64]


class TooMany(Exception):  # noqa: N818 - an outcome, not an error
    """There are too many routes to be listed."""


class Listed(NamedTuple):
    """A real route: beds by their numbers in the day's facts; ``worth`` in units, its night's room and least hire included."""

    day: int
    wake: int
    sleep: int
    stops: tuple[int, ...]
    worth: int
    walked: Walked

    @property
    def column(self) -> Column:
        """The route without its times."""
        return Column(self.day, self.wake, self.sleep, self.stops, self.worth)


class _Prefix(NamedTuple):
    """A route so far: the place one stands at, the relaxed node, the states, what its stops and prices give, groups and visits."""

    place: int
    node: int
    relaxed: int
    states: tuple[State | None, State | None]
    gains: int
    stops: tuple[int, ...]
    groups: frozenset[int]
    visits: int
    hard: bool


class Listing:
    """Lists up to ``limit`` beginnings of routes; raises :class:`TooMany`."""

    def __init__(self, trips: Trips, prices: Prices, chain: Chain, score: int, limit: int) -> None:
        self.trips, self.prices, self.chain, self.score, self.limit = trips, prices, chain, score, limit
        self.problem = trips.problem
        self.work = 0
        self.best: dict[object, Listed] = {}

    def routes(self) -> list[Listed]:
        """The routes, the best of those alike."""
        for day, facts in enumerate(self.trips.days):
            for wake in np.flatnonzero(self.trips.allowed[day].any(axis=1)).tolist():
                if self.chain.since[day][wake] > HOPELESS:
                    _From(self, day, wake, int(facts.wakes[wake])).grow()
        return list(self.best.values())

    def count(self) -> None:
        """One beginning more."""
        self.work += 1
        if self.work > self.limit:
            raise TooMany

    def keep(self, route: Listed) -> None:
        """Keeps a route if it is the best of those that are alike in all that matters to the rest of a trip."""
        problem, walked = self.problem, route.walked
        key: tuple[object, ...] = (route.day, route.wake, route.sleep, frozenset(route.stops))
        if problem.budget is not None:
            key += (walked.cost,)
        if problem.hires:
            key += (walked.handovers, walked.leaves if route.day == 0 else 0, walked.ends if route.day == problem.days - 1 else 0)
        known = self.best.get(key)
        if known is None or (route.worth, -walked.way, -walked.cost) > (known.worth, -known.walked.way, -known.walked.cost):
            self.best[key] = route


class _From:
    """The routes of a day from one bed."""

    def __init__(self, listing: Listing, day: int, wake: int, bed: int) -> None:
        self.listing, self.day, self.wake, self.bed = listing, day, wake, bed
        trips, chain, prices = listing.trips, listing.chain, listing.prices
        self.problem, self.facts, self.moves = trips.problem, trips.days[day], trips.moves(day)
        self.world = self.problem.world.days[day]
        self.values, self.bonus = prices.values[day], prices.bonus[day]
        self.left = listing.score - prices.constant - int(chain.since[day][wake])  # what the rest must be worth more than
        solved = chain.solved[day]
        after = chain.until[day + 1][solved.sleeps] + prices.fixed[day][wake, solved.sleeps]
        fits = trips.allowed[day][wake, solved.sleeps] & (after > HOPELESS)
        self.sleeps, self.after = solved.sleeps[fits], after[fits]
        self.sleep_places = trips.bed_places[self.facts.sleeps[self.sleeps]]
        self.relaxed = trips.relaxed[day]
        self.rest: Numbers = np.full(solved.entered.shape[:2], IMPOSSIBLE, dtype=np.int64)
        for sleep, after_it in zip(np.flatnonzero(fits).tolist(), self.after.tolist(), strict=True):
            np.maximum(self.rest, solved.entered[:, :, sleep] + np.int64(after_it), out=self.rest)
        self.spots = [self.problem.day_stop(day, stop) for stop in self.facts.stops.tolist()]
        self.strenuous = [self.problem.stops[stop].strenuous for stop in self.facts.stops.tolist()]

    def grow(self) -> None:
        """Lists them."""
        place = int(self.listing.trips.bed_places[self.bed])
        prefixes = [_Prefix(place, self.problem.bed_node(self.bed), NONE, begin(self.world.hours), 0, (), frozenset(), 0, False)]
        while prefixes:
            prefix = prefixes.pop()
            self._end(prefix)
            prefixes += self._longer(prefix)

    def _spent(self, state: State) -> int:
        return self.problem.minute * state.way + self.problem.money * state.cost

    def _moments(self, prefix: _Prefix) -> list[tuple[int, State]]:
        """The moments of the states from which a day can still end."""
        moments, first = self.moves.moments, self.world.hours.first
        found = []
        for had, state in enumerate(prefix.states):
            if state is not None:
                moment = moments.at(state.ready - first, had=bool(had))
                if moment != NONE:
                    found.append((moment, state))
        return found

    def _longer(self, prefix: _Prefix) -> list[_Prefix]:
        most = np.full(len(self.spots), IMPOSSIBLE, dtype=np.int64)
        bonus = self.bonus[prefix.place][self.moves.begins]
        nodes = np.arange(len(self.spots)) if prefix.relaxed == NONE else self.relaxed.after(prefix.relaxed)
        for moment, state in self._moments(prefix):
            for onward in self.moves.onward(moment):
                to = onward.moment[prefix.place]
                worth = self.rest[to, nodes] - onward.units[prefix.place] - self._spent(state)
                np.maximum(most, np.where((to != NONE) & (nodes != NONE), worth, IMPOSSIBLE), out=most)
        grown = []
        network, hours = self.world.network, self.world.hours
        for stop in np.flatnonzero(most + bonus + prefix.gains > self.left).tolist():
            group, counted, spot = int(self.facts.groups[stop]), int(self.facts.counted[stop]), self.spots[stop]
            visits, hard = prefix.visits + counted, prefix.hard and self.strenuous[stop]
            if group in prefix.groups or visits > self.problem.visits or hard or spot is None:
                continue
            reached: list[State | None] = [None, None]
            for had, before in enumerate(prefix.states):
                if before is not None:
                    reach(network, hours, prefix.node, before, bool(had), spot, reached)
            entered = prefix.gains + int(bonus[stop])
            longer = _Prefix(
                int(self.facts.ends[stop]), spot.end, int(nodes[stop]), (reached[0], reached[1]), entered + int(self.values[stop]),
                (*prefix.stops, int(self.facts.stops[stop])), prefix.groups | {group}, visits, prefix.hard or self.strenuous[stop],
            )  # fmt: skip
            if any(entered - self._spent(s) + int(self.rest[moment, nodes[stop]]) > self.left for moment, s in self._moments(longer)):
                self.listing.count()
                grown.append(longer)
        return grown

    def _end(self, prefix: _Prefix) -> None:
        most = np.full(len(self.sleeps), IMPOSSIBLE, dtype=np.int64)
        for moment, state in self._moments(prefix):
            np.maximum(most, self.moves.nights[moment][prefix.place, self.sleep_places] - self._spent(state), out=most)
        bonus = self.bonus[prefix.place, self.sleep_places]
        for n in np.flatnonzero(most + bonus + self.after + prefix.gains > self.left).tolist():
            sleep = int(self.sleeps[n])
            target = self.problem.bed_node(int(self.facts.sleeps[sleep]))
            walked = finish(self.world.network, self.world.hours, prefix.node, prefix.states, target)
            if walked is None:
                continue
            spent = self.problem.minute * walked.way + self.problem.money * walked.cost
            if prefix.gains + int(bonus[n]) + int(self.after[n]) - spent > self.left:
                worth = sum(self.problem.values[self.day][stop] or 0 for stop in prefix.stops) - spent
                worth += int(self.facts.fixed[self.wake, sleep])
                self.listing.keep(Listed(self.day, self.wake, sleep, prefix.stops, worth, walked))
