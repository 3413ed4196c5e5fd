"""Opening hours and seasons: an OSM ``opening_hours`` expression at a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opening_hours import OpeningHours

MIDNIGHT = time(0, 0)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where hours are read: coordinates for the sun, a country for its holidays, a time zone."""

    latitude: float
    longitude: float
    country: str
    timezone: str


@dataclass(frozen=True, slots=True)
class Hours:
    """When something is open, as an expression and the place where it is read."""

    text: str
    spot: Spot

    @property
    def always(self) -> bool:
        """Whether it never closes."""
        return self.text == "24/7"

    def spans(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The open spans that touch the day, in order, from its midnight to a day after its end, joined where they meet."""
        if self.always:
            start = datetime.combine(day, MIDNIGHT)
            return ((start, start + 2 * DAY),)
        return _spans(self, day)

    def open_on(self, day: date) -> bool:
        """Whether it opens at all on the day."""
        end = datetime.combine(day, MIDNIGHT) + DAY
        return any(start < end for start, _ in self.spans(day))

    def open_at(self, moment: datetime) -> bool:
        """Whether it is open at the moment."""
        return any(start <= moment < end for start, end in self.spans(moment.date()))

    def open_throughout(self, start: datetime, end: datetime) -> bool:
        """Whether one open span holds the whole time from start to end (less than two days)."""
        return self.always or any(opens <= start and end <= closes for opens, closes in self.spans(start.date()))

    def next_opening(self, day: date) -> date | None:
        """The first day from this one on (within two years) on which it opens."""
        if self.open_on(day):
            return day
        change = _read(self).next_change(datetime.combine(day, MIDNIGHT))
        found = change.date() if change else None
        return found if found and found - day < timedelta(days=731) else None


@lru_cache(maxsize=4096)
def _read(hours: Hours) -> OpeningHours:
    from zoneinfo import ZoneInfo

    from opening_hours import OpeningHours

    spot = hours.spot
    sun: dict[str, Any] = {}
    if any(word in hours.text for word in ("sun", "dawn", "dusk")):
        sun = {"coords": (spot.latitude, spot.longitude), "timezone": ZoneInfo(spot.timezone)}
    return OpeningHours(hours.text, country=spot.country, **sun)


@lru_cache(maxsize=65536)
def _spans(hours: Hours, day: date) -> tuple[tuple[datetime, datetime], ...]:
    start = datetime.combine(day, MIDNIGHT)
    spans: list[tuple[datetime, datetime]] = []
    for opens, closes, state, _ in _read(hours).intervals(start, start + 2 * DAY):
        if str(state) not in ("open", "State.OPEN"):
            continue
        begin, end = opens.replace(tzinfo=None), closes.replace(tzinfo=None)
        if spans and spans[-1][1] == begin:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((begin, end))
    return tuple(spans)


def daylight(spot: Spot) -> Hours:
    """From sunrise to sunset at the place: all day under the midnight sun, never in the polar night."""
    return Hours("sunrise-sunset", spot)
