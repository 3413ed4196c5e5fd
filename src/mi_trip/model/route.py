"""Routes and their departures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from mi_trip.model.hours import DAY, Hours
from mi_trip.model.money import Fare, Price

if TYPE_CHECKING:
    from mi_trip.model.place import Booking, Evidence, Season


class Mode(StrEnum):
    """How one travels."""

    DRIVE = "drive"
    FERRY = "ferry"
    TRAIN = "train"
    BUS = "bus"
    BOAT = "boat"
    GONDOLA = "gondola"
    FLIGHT = "flight"
    WALK = "walk"
    TAXI = "taxi"


@dataclass(frozen=True, slots=True)
class BeThere:
    """Minutes to be there before a departure or a start, on some days."""

    minutes: int
    why: str
    on: Hours


@dataclass(frozen=True, slots=True)
class Times:
    """Departures at known or assumed clock times on some days, from one end (or from either)."""

    on: Hours
    origin: str | None
    times: tuple[time, ...]
    estimate: bool
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Headway:
    """Departures every so often from a first to a last, the minute unknown: a whole interval is waited."""

    on: Hours
    origin: str | None
    first: time
    last: time
    every: timedelta
    basis: str = ""


Service: TypeAlias = Times | Headway


@dataclass(frozen=True, slots=True)
class Departure:
    """One departure as planned: when it leaves, when it arrives, and what is known of it.

    ``estimated``: the time is assumed. ``every``: only the interval is known; then ``departs`` is the latest minute it can leave.
    """

    departs: datetime
    arrives: datetime
    estimated: bool = False
    every: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """An edge between two locations, both ways unless ``one_way``."""

    id: str
    name: str
    mode: Mode
    start: str
    end: str
    one_way: bool
    km: float
    duration: timedelta
    season: Season
    open: Hours
    evidence: Evidence
    cars: bool
    foot: bool
    estimate: bool = False
    estimated_distance: bool = False
    road: str = ""
    services: tuple[Service, ...] = ()
    be_there: tuple[BeThere, ...] = ()
    fare: Fare = Fare()
    toll: Price = Price()
    toll_at: str = ""
    booking: Booking | None = None
    lunch_inside: bool = False
    note: str = ""

    @property
    def timetabled(self) -> bool:
        """Whether one waits for departures."""
        return bool(self.services)

    def other_end(self, origin: str) -> str:
        """Where one gets to from one end."""
        return self.end if origin == self.start else self.start

    def leads_from(self, origin: str) -> bool:
        """Whether it can be used from this location."""
        return origin == self.start or (origin == self.end and not self.one_way)

    def toll_from(self, origin: str) -> Price:
        """The toll of a ride that begins at the location: some are only taken at one end."""
        return self.toll if self.toll_at in ("", origin) else Price()

    def early(self, day: date) -> BeThere | None:
        """How long before a departure one must be there on the day."""
        return next((rule for rule in self.be_there if rule.on.open_on(day)), None)

    def early_minutes(self, day: date) -> int:
        """Minutes of :meth:`early`, 0 without a rule."""
        rule = self.early(day)
        return rule.minutes if rule else 0

    def open_on(self, day: date) -> bool:
        """Whether it can be used at some hour of the day."""
        return self.season.open.open_on(day) and self.open.open_on(day)

    def passable(self, start: datetime, end: datetime) -> bool:
        """Whether it is open for the whole of a ride."""
        return self.season.open.open_throughout(start, end) and self.open.open_throughout(start, end)

    def services_on(self, day: date, origin: str) -> tuple[Service, ...]:
        """The services that run from the location on the day."""
        return tuple(s for s in self.services if s.origin in (None, origin) and s.on.open_on(day))

    def departures(self, day: date, origin: str) -> tuple[Departure, ...]:
        """The departures at known or assumed times from the location on the day, in order."""
        return _departures(self, day, origin) if self.leads_from(origin) else ()

    def headways(self, day: date, origin: str) -> tuple[tuple[datetime, datetime, timedelta], ...]:
        """First, last and interval of the services whose minute is unknown."""
        if not self.leads_from(origin):
            return ()
        found = []
        for service in self.services_on(day, origin):
            if isinstance(service, Headway):
                first, last = datetime.combine(day, service.first), datetime.combine(day, service.last)
                found.append((first, last if last >= first else last + DAY, service.every))
        return tuple(found)

    def board(self, day: date, origin: str, ready: datetime) -> Departure | None:
        """The departure that somebody standing there at ``ready`` takes: the earliest to arrive, the time to be there kept.

        A route without timetable leaves at once. None where nothing more leaves on the day's timetable or the way is shut.
        """
        if not self.leads_from(origin):
            return None
        early = timedelta(minutes=self.early_minutes(day))
        at_gate = ready + early
        choices = []
        if not self.timetabled:
            choices.append(Departure(at_gate, at_gate + self.duration))
        choices += [d for d in self.departures(day, origin) if d.departs >= at_gate][:1]
        for first, last, every in self.headways(day, origin):
            if at_gate <= last:
                leaves = first if at_gate <= first else min(at_gate + every, last)
                choices.append(Departure(leaves, leaves + self.duration, estimated=True, every=every))
        choices = [c for c in choices if self.passable(c.departs, c.arrives)]
        return min(choices, key=lambda c: (c.arrives, c.departs, c.estimated), default=None)

    def last_departure(self, day: date, origin: str) -> datetime | None:
        """The last departure of the day from the location, of a timetabled route."""
        times = [d.departs for d in self.departures(day, origin)] + [last for _, last, _ in self.headways(day, origin)]
        return max(times, default=None)


@lru_cache(maxsize=16384)
def _departures(route: Route, day: date, origin: str) -> tuple[Departure, ...]:
    found: dict[datetime, Departure] = {}
    for service in route.services_on(day, origin):
        if isinstance(service, Times):
            for at in service.times:
                leaves = datetime.combine(day, at)
                if leaves not in found or found[leaves].estimated:
                    found[leaves] = Departure(leaves, leaves + route.duration, service.estimate)
    return tuple(found[leaves] for leaves in sorted(found) if route.passable(leaves, leaves + route.duration))
