"""What the traveller asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from mi_trip.model.activity import Difficulty
from mi_trip.model.money import Party


class PaceName(StrEnum):
    """How full the days may be."""

    RELAXED = "relaxed"
    BALANCED = "balanced"
    PACKED = "packed"


class CarChoice(StrEnum):
    """Whose car: hired from the trip's start, one's own, or none."""

    HIRE = "hire"
    OWN = "own"
    NONE = "none"

    @property
    def with_car(self) -> tuple[bool, ...]:
        """Whether one may have the car with one somewhere: only a hired one may be there or not."""
        return {CarChoice.HIRE: (True, False), CarChoice.OWN: (True,), CarChoice.NONE: (False,)}[self]


@dataclass(frozen=True, slots=True)
class Wish:
    """A demand by name, and the ids of all that bear it: any one of them meets it."""

    name: str
    areas: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FixedNight:
    """A night to be spent at one of some locations: the night after day ``day`` (from 1)."""

    name: str
    day: int
    locations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pin:
    """An activity that stays on its date, and a journey in its direction; ``at``: booked for that hour."""

    activity: str
    date: date
    origin: str = ""
    at: time | None = None


@dataclass(frozen=True, slots=True)
class PinnedNight:
    """A bed that stays: that of the evening of a date."""

    location: str
    date: date
    booked: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A trip as asked for, all names resolved to ids. ``assumed_date``: nobody gave the date."""

    first_day: date
    days: int
    start: str
    end: str
    pace: PaceName = PaceName.BALANCED
    car: CarChoice = CarChoice.HIRE
    party: Party = Party()
    arrive: time | None = None
    depart: time | None = None
    likes: tuple[tuple[str, float], ...] = ()
    must: tuple[Wish, ...] = ()
    avoid: tuple[Wish, ...] = ()
    nights: tuple[FixedNight, ...] = ()
    pins: tuple[Pin, ...] = ()
    pinned_nights: tuple[PinnedNight, ...] = ()
    max_difficulty: Difficulty = Difficulty.HARD
    budget: int | None = None
    assumed_date: bool = False

    @property
    def last_day(self) -> date:
        """The date of the last day."""
        return self.first_day + timedelta(days=self.days - 1)

    def date_of(self, number: int) -> date:
        """The date of a day, counted from 1."""
        return self.first_day + timedelta(days=number - 1)
