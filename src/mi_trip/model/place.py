"""Places: locations, areas, beds, car hire, and what films have to do with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from mi_trip.model.hours import Hours, Spot


class Confidence(StrEnum):
    """How sure a fact is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact is from: ids of sources, how sure it is, the date it was checked."""

    sources: tuple[str, ...]
    confidence: Confidence
    checked: date


@dataclass(frozen=True, slots=True)
class Booking:
    """What must be arranged beforehand, and with whom."""

    need: str
    days_before: int | None = None
    who: str = ""
    web: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a place or an activity has to do with a film (by id)."""

    film: str
    relation: str
    scene: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stay:
    """A bed: the price of a double room and the arrival dates on which it is open."""

    name: str
    room: int
    estimate: bool
    open: Hours
    basis: str = ""
    booking: Booking | None = None


@dataclass(frozen=True, slots=True)
class CarHire:
    """Where cars are hired and handed back; another city costs the one-way fee."""

    handover_minutes: int
    city: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A named group of locations, what people call a place."""

    id: str
    name: str
    also: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Film:
    """A film whose scenes the catalogue places."""

    id: str
    title: str
    released: date
    evidence: Evidence
    also: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """A named point (degrees, WGS84). A stay on it says that one can sleep there."""

    id: str
    name: str
    kind: str
    area: str
    spot: Spot
    precision: Confidence
    evidence: Evidence
    also: tuple[str, ...] = ()
    municipality: str = ""
    region: str = ""
    note: str = ""
    stay: Stay | None = None
    car_hire: CarHire | None = None
    scenes: tuple[Scene, ...] = ()
    private: bool = False
    unreachable: str = ""

    @property
    def latitude(self) -> float:
        """Degrees north."""
        return self.spot.latitude

    @property
    def longitude(self) -> float:
        """Degrees east."""
        return self.spot.longitude


@dataclass(frozen=True, slots=True)
class Claim:
    """One of several reports that disagree."""

    says: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A question on which the sources differ."""

    about: str
    question: str
    claims: tuple[Claim, ...]
    use: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from."""

    id: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class YearRecord:
    """The days on which a road was open in one year."""

    year: int
    open: Hours
    note: str = ""


@dataclass(frozen=True, slots=True)
class Season:
    """When something is usually open, the exceptions of named years within it, and its record."""

    id: str
    name: str
    open: Hours
    evidence: Evidence | None = None
    history: tuple[YearRecord, ...] = field(default=())
    note: str = ""

    def risk(self, day: date) -> tuple[int, int]:
        """In how many of the recorded years it was shut on this day of the year, and how many there are."""
        shut = 0
        for record in self.history:
            try:
                same = day.replace(year=record.year)
            except ValueError:  # 29 February
                same = day.replace(year=record.year, day=28)
            shut += not record.open.open_on(same)
        return shut, len(self.history)
