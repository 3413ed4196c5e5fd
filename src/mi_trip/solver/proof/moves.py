"""What may follow on what within a day, with optimistic times: the moves from each stop and moment to the next stop and the night."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_trip.solver.proof.kernels import LATE, NO_NIGHT, NONE
from mi_trip.travel.walk import LUNCH_FROM, LUNCH_UNTIL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mi_trip.solver.proof.ways import Ways
    from mi_trip.travel.walk import Hours, Stop

    Numbers = NDArray[np.int64]


class Moments(NamedTuple):
    """The moments of a day: each so many minutes, first those before lunch was had, then those after. Numbered in that order.

    ``before`` and ``after`` are minutes since the day's first; ``lunch`` is when lunch can be begun (first, last) and its minutes.
    """

    step: int
    before: Numbers
    after: Numbers
    lunch: tuple[int, int, int]

    @classmethod
    def of(cls, hours: Hours, step: int) -> Moments:
        """The moments of a day with these hours."""
        span = hours.last - hours.first
        every = np.arange(0, span + 1, step)
        lunch = (LUNCH_FROM - hours.first, LUNCH_UNTIL - hours.first, hours.lunch)
        if hours.first >= LUNCH_FROM:
            return cls(step, every[:0], every, lunch)
        had = (lunch[0] + hours.lunch) // step * step
        return cls(step, every[every <= lunch[1]], every[every >= had], lunch)

    @property
    def total(self) -> int:
        """How many moments there are."""
        return len(self.before) + len(self.after)

    def number_before(self, minute: Numbers) -> Numbers:
        """The moment at which one is, lunch not had; NONE where that leads nowhere."""
        return np.where(minute <= self.lunch[1], minute // self.step, NONE) if len(self.before) else np.full_like(minute, NONE)

    def number_after(self, minute: Numbers) -> Numbers:
        """The moment at which one is, lunch had; NONE where it is too late."""
        if not len(self.after):
            return np.full_like(minute, NONE)
        at = np.maximum(minute // self.step - int(self.after[0]) // self.step, 0)
        return np.where(at < len(self.after), at + len(self.before), NONE)

    def at(self, minute: int, *, had: bool) -> int:
        """The moment at which one is at a minute of the day."""
        number = self.number_after if had else self.number_before
        return int(number(np.array([minute]))[0])


class Onward(NamedTuple):
    """From each place at one moment to each stop: the moment when one has done it (NONE: never) and the units of the way to it."""

    moment: Numbers | NDArray[np.int32]
    units: Numbers | NDArray[np.int32]


class Moves:
    """Between places and stops of one day (all of one network and the same hours)."""

    def __init__(self, ways: Ways, hours: Hours, stops: Sequence[Stop], step: int, rates: tuple[int, int]) -> None:
        self.ways, self.hours, self.stops = ways, hours, stops
        self.minute, self.money = rates
        self.moments = Moments.of(hours, step)
        self.begins = np.array([ways.number[stop.begin] for stop in stops], dtype=np.int64)
        self.ends = np.array([ways.number[stop.end] for stop in stops], dtype=np.int64)
        self._lunch_inside = np.array([stop.lunch and stop.minutes >= hours.lunch for stop in stops], dtype=bool)
        self._starts = self._first_starts()
        by = [min(stop.windows[-1][1], hours.last - stop.minutes) - stop.early - hours.first for stop in stops]
        self._by = np.array(by, dtype=np.int64)  # when one has to be there at the latest
        self._minutes = np.array([stop.minutes for stop in stops], dtype=np.int64)
        self._price = self.minute * np.array([s.early for s in stops], dtype=np.int64)
        self._price += self.money * np.array([s.cost for s in stops], dtype=np.int64)

        self.nights = np.array([self._night_units(moment) for moment in range(self.moments.total)], dtype=np.int32)

    def least_units(self, place: int, stop: int) -> int:
        """The least units of the way from a place to a stop, its ticket included."""
        return int(self.ways.price[place, self.begins[stop]] + self._price[stop])

    def minute_of(self, moment: int) -> tuple[int, bool]:
        """The minute of a moment, and whether lunch was had."""
        before, after = self.moments.before, self.moments.after
        return (int(before[moment]), False) if moment < len(before) else (int(after[moment - len(before)]), True)

    def onward(self, moment: int) -> tuple[Onward, ...]:
        """The kinds of moves at a moment."""
        minute, had = self.minute_of(moment)
        straight = self.direct(minute, had=had)
        kinds = (straight,) if had else (straight, self.with_lunch(minute))
        return tuple(Onward(kind.moment.astype(np.int32), kind.units.astype(np.int32)) for kind in kinds)

    def _night_units(self, moment: int) -> NDArray[np.int32]:
        minute, had = self.minute_of(moment)
        units, can = self.night(minute, had=had)
        return np.where(can, -units, NO_NIGHT).astype(np.int32)

    def direct(self, minute: int, *, had: bool) -> Onward:
        """Straight on, lunch had before or not after either."""
        there = self.ways.arrives[:, minute, :][:, self.begins].astype(np.int64)
        _, end = self._done(there)
        number = self.moments.number_after if had else self.moments.number_before
        return Onward(np.where(end < LATE, number(end), NONE), self._units(minute, self.begins) + self._price)

    def with_lunch(self, minute: int) -> Onward:
        """With lunch somewhere between: before leaving, after arriving, on the way, on board, or within the stop."""
        first, until, takes = self.moments.lunch
        ways = self.ways
        straight = ways.arrives[:, minute, :].astype(np.int64)
        best = np.where(np.maximum(straight, first) <= until, np.maximum(straight, first) + takes, LATE)
        left = max(minute, first) + takes
        if max(minute, first) <= until and left <= ways.span:
            best = np.minimum(best, ways.arrives[:, left, :])
        aboard = ways.aboard[:, minute, :].astype(np.int64)
        best = np.minimum(best, np.where(aboard < LATE, np.maximum(aboard, first + takes), LATE))[:, self.begins]
        on_way = self._on_way_to_stops(minute)
        if on_way.any():
            best = np.where(on_way, np.minimum(best, ways.lunched[:, minute, :][:, self.begins]), best)
        _, end = self._done(best)
        start, inside = self._done(straight[:, self.begins])
        inside = np.where(self._lunch_inside & (start <= until), np.maximum(inside, first + takes), LATE)
        end = np.minimum(end, inside)
        units = np.where(on_way, ways.broken[:, self.begins], self._units(minute, self.begins)) + self._price
        return Onward(np.where(end < LATE, self.moments.number_after(end), NONE), units)

    def night(self, minute: int, *, had: bool) -> tuple[Numbers, NDArray[np.bool_]]:
        """The units of the way from each place to each place to end the day there, and whether that can be."""
        ways, (first, until, takes) = self.ways, self.moments.lunch
        everywhere = np.arange(len(ways.nodes))
        straight = ways.arrives[:, minute, :].astype(np.int64)
        units = self._units(minute, everywhere)
        can = straight <= ways.span
        if not had:
            left = max(minute, first) + takes
            before = left <= ways.span and max(minute, first) <= until
            later = ways.arrives[:, left, :] <= ways.span if before else np.zeros_like(can)
            on_way = self._on_way(minute) & can
            units = np.where(on_way, ways.broken, units)
            can &= (straight <= until) | later | on_way | (ways.aboard[:, minute, :] < LATE)
        return units, can

    def _on_way(self, minute: int) -> NDArray[np.bool_]:
        """Whether lunch may be had somewhere on the way: only by one who sets out before its hour and arrives after it."""
        first, until, _ = self.moments.lunch
        if minute >= first:
            return np.zeros(self.ways.least.shape, dtype=bool)
        latest = self.ways.arrives[:, min(first - 1, self.ways.span), :]
        return np.asarray((latest > until) & (self.ways.lunched[:, minute, :] < LATE))

    def _on_way_to_stops(self, minute: int) -> NDArray[np.bool_]:
        """The same for the way to each stop: also by one who could have lunch after arriving, but then would come too late to the stop."""
        first, until, takes = self.moments.lunch
        if minute >= first:
            return np.zeros((len(self.ways.nodes), len(self.stops)), dtype=bool)
        latest = self.ways.arrives[:, min(first - 1, self.ways.span), :][:, self.begins].astype(np.int64)
        may = self.ways.lunched[:, minute, :][:, self.begins] < LATE
        return np.asarray(may & ((latest > until) | (np.maximum(latest, first) + takes > self._by)))

    def _units(self, minute: int, targets: Numbers) -> Numbers:
        ways = self.ways
        way = ways.way[:, minute, :][:, targets].astype(np.int64) * self.minute + ways.cost[:, targets] * self.money
        units: Numbers = np.maximum(way, ways.price[:, targets])
        return units

    def _done(self, there: Numbers) -> tuple[Numbers, Numbers]:
        """When the stops begin and end at the earliest for those who are there then; LATE where too late."""
        at = np.minimum(there, self.ways.span + 1)
        start: Numbers = self._starts[np.arange(len(self.stops)), at]
        return start, np.where(start < LATE, start + self._minutes, LATE)

    def _first_starts(self) -> Numbers:
        """For each stop and minute at which one is there (the last: too late) when it begins at the earliest; LATE if never."""
        span = self.ways.span
        starts = np.full((len(self.stops), span + 2), LATE, dtype=np.int64)
        for n, stop in enumerate(self.stops):
            opens, closes = (np.array(side) - self.hours.first for side in zip(*stop.windows, strict=True))
            ready = np.arange(span + 1) + stop.early
            at = np.searchsorted(closes, ready)
            begins = np.where(at < len(closes), np.maximum(opens[np.minimum(at, len(closes) - 1)], ready), LATE)
            starts[n, :-1] = np.where(begins + stop.minutes <= span, begins, LATE)
        return starts
