"""What the rules between days, and those that a relaxed route forgets, are priced at; any prices that are not negative are valid.

A *limit* is a sum over a trip that may not pass a number: each group done once, the visits and minutes at the wheel of a day,
demands met. A *cut* says that whatever is done in a region away from the start, the region is entered for.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_trip.score import UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mi_trip.solver.proof.trips import Trips

    Numbers = NDArray[np.int64]

MOST = 100_000_000  # units, of one price and of all cuts together: beyond, sums of prices might not fit into 32 bits

BARRED = 2 * MOST  # units less, and nobody does it


class Cut(NamedTuple):
    """The places of the region, and the group done in it or (negative, less one) the night slept in it."""

    places: frozenset[int]
    which: int


class Column(NamedTuple):
    """A route: its day, beds (by their numbers in the day's facts), the problem's stops, and its worth without prices."""

    day: int
    wake: int
    sleep: int
    stops: tuple[int, ...]
    worth: int


class Prices(NamedTuple):
    """The prices put on stops, moves between places, and nights of each day; and what the limits are worth in all."""

    values: list[Numbers]
    bonus: list[Numbers]
    nights: list[Numbers]
    constant: int


class Rules:
    """The limits and cuts of a problem, as rows of a program and as prices. Rows: groups, demands, visits, wheel, then cuts."""

    def __init__(self, trips: Trips) -> None:
        self.trips = trips
        problem = trips.problem
        days = problem.days
        self.groups = 1 + max((facts.group for facts in problem.stops), default=-1)
        self.demands = problem.demands.bit_length()
        self.first_visits = self.groups + self.demands
        self.first_wheel = self.first_visits + days
        self.first_cut = self.first_wheel + days
        wheel = [problem.world.days[day].hours.driving for day in range(days)]
        self.limits = [1] * self.groups + [-1] * self.demands + [problem.visits] * days + wheel
        self.cuts: list[Cut] = []
        self._masks: list[NDArray[np.bool_]] = []
        self._stacked, self._which = np.zeros((0, len(trips.nodes)), dtype=bool), np.zeros(0, dtype=np.int64)
        self.meets = [np.array([problem.stops[s].meets for s in facts.stops.tolist()], dtype=np.int64) for facts in trips.days]

    def of(self, part: Trips) -> Rules:
        """The same rules for a part of the trips; cuts are shared."""
        rules = copy(self)
        rules.trips = part
        return rules

    def add(self, cut: Cut) -> None:
        """One cut more."""
        mask = np.zeros(len(self.trips.nodes), dtype=bool)
        mask[list(cut.places)] = True
        self.cuts.append(cut)
        self._masks.append(mask)

    def rounded(self, duals: NDArray[np.float64], units: int = UNITS) -> Numbers:
        """The prices of the rows in whole units, none too large to be summed up."""
        rows = np.minimum(np.maximum(np.round(duals * units), 0), MOST).astype(np.int64)
        rows = np.concatenate([rows, np.zeros(self.first_cut + len(self.cuts) - len(rows), dtype=np.int64)])
        wheel = slice(self.first_wheel, self.first_cut)
        rows[wheel] = np.minimum(rows[wheel], MOST // 2000)
        total = int(rows[self.first_cut :].sum())
        if total > MOST:
            rows[self.first_cut :] = rows[self.first_cut :] * MOST // total
        return rows

    def prices(self, duals: NDArray[np.float64], units: int) -> Prices:
        """The prices of the rows' duals, rounded to whole units."""
        rows = self.rounded(duals, units)
        of_cuts = rows[self.first_cut :]
        trips, days = self.trips, self.trips.problem.days
        size = len(trips.nodes)
        enters = np.zeros((size, size), dtype=np.int64)
        done, slept = np.zeros((size, self.groups), dtype=np.int64), np.zeros((size, days), dtype=np.int64)
        for cut, mask, price in zip(self.cuts, self._masks, of_cuts.tolist(), strict=True):
            if price:
                enters += price * (~mask[:, None] & mask[None, :])
                if cut.which >= 0:
                    done[mask, cut.which] += price
                else:
                    slept[mask, -1 - cut.which] += price
        values, bonus, nights = [], [], []
        for day, facts in enumerate(trips.days):
            visit, wheel = rows[self.first_visits + day], rows[self.first_wheel + day]
            value = facts.values - rows[facts.groups] - visit * facts.counted - wheel * facts.driving
            value += enters[facts.begins, facts.ends] - done[facts.begins, facts.groups]
            for demand in range(self.demands):
                value += rows[self.groups + demand] * (self.meets[day] >> demand & 1)
            values.append(np.where(trips.barred[day], -BARRED, value))
            bonus.append(enters - wheel * facts.drives)
            nights.append(facts.nights - slept[trips.bed_places[facts.sleeps], day])
        limits = np.array(self.limits, dtype=np.int64)
        return Prices(values, bonus, nights, int((rows[: self.first_cut] * limits).sum()))

    def moves(self, column: Column) -> list[tuple[int, int]]:
        """From place to place as a route goes, its journeys included."""
        trips = self.trips
        facts = trips.days[column.day]
        at = int(trips.bed_places[facts.wakes[column.wake]])
        moves = []
        for stop in np.searchsorted(facts.stops, column.stops).tolist():
            begin, end = int(facts.begins[stop]), int(facts.ends[stop])
            moves += [(at, begin), (begin, end)]
            at = end
        return [*moves, (at, int(trips.bed_places[facts.sleeps[column.sleep]]))]

    def rows(self, column: Column) -> dict[int, float]:
        """What a route adds to each limit and cut."""
        facts = self.trips.days[column.day]
        rows: dict[int, float] = {}
        moves = self.moves(column)
        stops = np.searchsorted(facts.stops, column.stops).tolist()
        wheel = sum(int(facts.drives[a, b]) for a, b in moves[::2])
        for stop in stops:
            group = int(facts.groups[stop])
            rows[group] = rows.get(group, 0) + 1
            for demand in range(self.demands):
                if self.meets[column.day][stop] >> demand & 1:
                    rows[self.groups + demand] = rows.get(self.groups + demand, 0) - 1
            wheel += int(facts.driving[stop])
        rows[self.first_visits + column.day] = int(facts.counted[stops].sum()) if stops else 0
        rows[self.first_wheel + column.day] = wheel
        if self.cuts:
            amounts = self._amounts(column, moves, np.array(stops, dtype=np.int64))
            rows.update((self.first_cut + number, int(amounts[number])) for number in np.flatnonzero(amounts).tolist())
        return rows

    def _amounts(self, column: Column, moves: Sequence[tuple[int, int]], stops: Numbers) -> Numbers:
        """What a route, which has these stops by their numbers in the day's facts, adds to each cut."""
        trips, facts = self.trips, self.trips.days[column.day]
        if len(self._stacked) < len(self.cuts):
            self._stacked = np.array(self._masks)
            self._which = np.array([cut.which for cut in self.cuts], dtype=np.int64)
        at = np.array(moves, dtype=np.int64)
        amounts = -(self._stacked[:, at[:, 1]] & ~self._stacked[:, at[:, 0]]).sum(axis=1)
        amounts += (self._stacked[:, facts.begins[stops]] & (self._which[:, None] == facts.groups[stops])).sum(axis=1)
        amounts += (self._which == -1 - column.day) & self._stacked[:, trips.bed_places[facts.sleeps[column.sleep]]]
        found: Numbers = amounts
        return found

    def amount(self, number: int, column: Column, moves: Sequence[tuple[int, int]]) -> int:
        """What a route adds to a cut."""
        trips, facts, cut, mask = self.trips, self.trips.days[column.day], self.cuts[number], self._masks[number]
        amount = -sum(1 for a, b in moves if mask[b] and not mask[a])
        if cut.which >= 0:
            stops = np.searchsorted(facts.stops, column.stops).tolist()
            amount += sum(1 for s in stops if facts.groups[s] == cut.which and mask[facts.begins[s]])
        elif column.day == -1 - cut.which and mask[trips.bed_places[facts.sleeps[column.sleep]]]:
            amount += 1
        return amount
