"""Activities: something to do at a location, or from one to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from mi_trip.model.money import Party, Price

if TYPE_CHECKING:
    from mi_trip.model.hours import Hours
    from mi_trip.model.place import Booking, Evidence, Scene, Season
    from mi_trip.model.route import BeThere

LONG_WALK = timedelta(hours=6)  # from here on an outing on foot is strenuous, whatever its grade
COUNTED_VISIT = timedelta(minutes=45)  # shorter visits do not count towards the pace's limit


class Difficulty(IntEnum):
    """How hard something is, in order."""

    EASY = 1
    MEDIUM = 2
    HARD = 3

    @property
    def word(self) -> str:
        """Its name as users write it."""
        return self.name.lower()


class Weather(StrEnum):
    """How much something suffers from bad weather."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class StartTimes:
    """The times at which an activity starts on some days."""

    on: Hours
    times: tuple[time, ...]
    estimate: bool


@dataclass(frozen=True, slots=True)
class OnFoot:
    """The walking inside an activity."""

    km: float | None = None
    ascent_m: int | None = None
    duration: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Activity:
    """Something to do. A visit begins and ends at ``start``; a journey rides ``rides`` from ``start`` to ``end``."""

    id: str
    name: str
    start: str
    end: str
    area: str
    tags: tuple[str, ...]
    rating: int
    why: str
    duration: timedelta
    season: Season
    open: Hours
    evidence: Evidence
    also: tuple[str, ...] = ()
    rides: tuple[str, ...] = ()
    one_way: bool = False
    starts: tuple[StartTimes, ...] = ()
    daylight: Hours | None = None
    on_request: bool = False
    price: Price = Price()
    min_age: int = 0
    driver_age: int = 0
    difficulty: Difficulty = Difficulty.EASY
    on_foot: OnFoot = OnFoot()
    needs_car: bool = False
    one_of: str = ""
    booking: Booking | None = None
    be_there: tuple[BeThere, ...] = ()
    lunch_inside: bool = False
    weather: Weather = Weather.MEDIUM
    scenes: tuple[Scene, ...] = ()
    note: str = ""

    @property
    def journey(self) -> bool:
        """Whether it is a way taken for itself."""
        return bool(self.rides)

    @property
    def strenuous(self) -> bool:
        """Hard, or six hours and more on foot."""
        return self.difficulty is Difficulty.HARD or self.on_foot.duration >= LONG_WALK

    @property
    def counted(self) -> bool:
        """Whether it counts towards the visits of a day; a journey is a way, not a visit."""
        return not self.journey and self.duration >= COUNTED_VISIT

    @property
    def group(self) -> str:
        """What is done at most once in a trip: the activity, or its alternatives together."""
        return f"one of {self.one_of}" if self.one_of else self.id

    def early(self, day: date) -> BeThere | None:
        """How long before the start one must be there on the day."""
        return next((rule for rule in self.be_there if rule.on.open_on(day)), None)

    def suits(self, party: Party) -> bool:
        """Whether everyone is old enough, and somebody may drive."""
        return party.youngest >= self.min_age

    def start_times(self, day: date) -> tuple[tuple[datetime, bool], ...] | None:
        """The starts on the day with whether they are assumed; None when any time does."""
        if not self.starts:
            return None
        found: dict[datetime, bool] = {}
        for rule in self.starts:
            if rule.on.open_on(day):
                for at in rule.times:
                    moment = datetime.combine(day, at)
                    found[moment] = rule.estimate and found.get(moment, True)
        return tuple(sorted(found.items()))

    def fits(self, start: datetime, end: datetime) -> bool:
        """Whether from start to end it lies wholly inside its season and hours, in daylight if it needs it."""
        when = (self.season.open, self.open, *((self.daylight,) if self.daylight else ()))
        return all(hours.open_throughout(start, end) for hours in when)

    def open_on(self, day: date) -> bool:
        """Whether it can be done on the day at all: season, hours and, where it needs it, daylight overlap."""
        return bool(self.windows(day))

    def windows(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The spans in which it may start on the day and still end inside season, hours and daylight (first and last start)."""
        spans = self.season.open.spans(day)
        for hours in (self.open, *((self.daylight,) if self.daylight else ())):
            spans = tuple((max(a, c), min(b, d)) for a, b in spans for c, d in hours.spans(day) if max(a, c) < min(b, d))
        windows = tuple((opens, closes - self.duration) for opens, closes in spans if closes - opens >= self.duration)
        windows = tuple((a, b) for a, b in windows if a.date() == day)
        times = self.start_times(day)
        if times is None:
            return windows
        return tuple((at, at) for at, _ in times if any(a <= at <= b for a, b in windows))
