"""From what was asked on the command line to a request, its names resolved."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING

from mi_trip.catalogue.demands import no_such_night, tag_of, too_early, too_late
from mi_trip.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.model.catalogue import Catalogue, Pace
    from mi_trip.model.request import FixedNight, Request, Wish

DEFAULT_DAYS = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of ``mi-trip plan``, read but not yet looked up in a catalogue. None: not given."""

    days: int | None = None
    date: date | None = None
    start: str | None = None
    end: str | None = None
    arrive: time | None = None
    depart: time | None = None
    pace: str | None = None
    likes: tuple[tuple[str, float], ...] = ()
    must: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    nights: tuple[tuple[str, int], ...] = ()
    adults: int | None = None
    children: tuple[int, ...] | None = None
    max_difficulty: str | None = None
    car: str | None = None
    budget: int | None = None

    def check(self, days: int) -> None:
        """Refuse what cannot be meant on a trip of so many days, whatever the catalogue."""
        if days == 1 and self.arrive and self.depart and self.arrive >= self.depart:
            raise UsageError(f"--arrive {self.arrive:%H:%M} is not before --depart {self.depart:%H:%M} on a trip of one day")
        for place, day in self.nights:
            _check_night(place, day, days)
        _check_twice([tag for tag, _ in self.likes], "--like: the tag '{}' is given twice")
        _check_twice([str(day) for _, day in self.nights], "--night: the night after day {} is given twice")


def _check_night(place: str, day: int, days: int) -> None:
    if wrong := no_such_night(day, days):
        raise UsageError(f"--night {place}@{day}: {wrong}")


def _check_twice(words: Sequence[str], wrong: str) -> None:
    for number, word in enumerate(words):
        if word in words[:number]:
            raise UsageError(wrong.format(word))


def request_of(asked: Asked, catalogue: Catalogue, today: date, saved: Request | None = None) -> Request:
    """Look up every name and choose the date nobody gave; ``today`` is used for nothing else.

    What is asked goes on top of the request of a saved trip: single things replace its own, demands are added to them.
    """
    from mi_trip.model.activity import Difficulty
    from mi_trip.model.money import Party
    from mi_trip.model.request import CarChoice, PaceName

    base = saved or _usual(catalogue, today)
    start = _location(catalogue, asked.start) if asked.start else base.start
    round_trip = asked.start and saved is None
    request = replace(
        base,
        first_day=asked.date or base.first_day,
        assumed_date=base.assumed_date and asked.date is None,
        days=asked.days or base.days,
        start=start,
        end=_location(catalogue, asked.end) if asked.end else start if round_trip else base.end,
        pace=PaceName(asked.pace) if asked.pace else base.pace,
        car=CarChoice(asked.car) if asked.car else base.car,
        party=Party(asked.adults or base.party.adults, base.party.children if asked.children is None else asked.children),
        arrive=asked.arrive or base.arrive,
        depart=asked.depart or base.depart,
        likes=_likes(catalogue, asked.likes, base.likes),
        must=_wishes(catalogue, asked.must, base.must),
        avoid=_wishes(catalogue, asked.avoid, base.avoid),
        nights=_nights(catalogue, asked.nights, base.nights),
        max_difficulty=Difficulty[asked.max_difficulty.upper()] if asked.max_difficulty else base.max_difficulty,
        budget=base.budget if asked.budget is None else asked.budget,
    )
    asked.check(request.days)
    _check_hours(request, catalogue.paces[request.pace])
    return request


def _usual(catalogue: Catalogue, today: date) -> Request:
    """What is planned where nothing is asked."""
    from mi_trip.model.request import Request

    first_day = next_default_day(catalogue.default_day, today)
    return Request(first_day, DEFAULT_DAYS, catalogue.start, catalogue.end, assumed_date=True)


def next_default_day(day: tuple[int, int], today: date) -> date:
    """The next such day of the year on or after today; 29 February is the 28th in other years.

    >>> next_default_day((6, 22), date(2027, 6, 22)), next_default_day((6, 22), date(2027, 6, 23))
    (datetime.date(2027, 6, 22), datetime.date(2028, 6, 22))
    >>> next_default_day((2, 29), date(2026, 12, 1))
    datetime.date(2027, 2, 28)
    """
    this_year = _in_year(day, today.year)
    return this_year if this_year >= today else _in_year(day, today.year + 1)


def _in_year(day: tuple[int, int], year: int) -> date:
    month, number = day
    return date(year, month, 28 if day == (2, 29) and not isleap(year) else number)


def _check_hours(request: Request, pace: Pace) -> None:
    """Refuse hours that leave nothing of the first or last day."""
    arrive, depart = request.arrive, request.depart
    if arrive and (wrong := too_late(arrive, depart, request.days, pace)):
        raise UsageError(f"--arrive {arrive:%H:%M}: {wrong}")
    if depart and (wrong := too_early(depart, arrive, request.days, pace)):
        raise UsageError(f"--depart {depart:%H:%M}: {wrong}")


def _location(catalogue: Catalogue, name: str) -> str:
    from mi_trip.catalogue.names import resolve_location

    return resolve_location(catalogue, name).id


def _wishes(catalogue: Catalogue, names: Sequence[str], before: tuple[Wish, ...]) -> tuple[Wish, ...]:
    from mi_trip.catalogue.names import resolve_wish

    return tuple(dict.fromkeys((*before, *(resolve_wish(catalogue, name) for name in names))))


def _nights(catalogue: Catalogue, nights: Sequence[tuple[str, int]], before: tuple[FixedNight, ...]) -> tuple[FixedNight, ...]:
    from mi_trip.catalogue.names import resolve_night

    by_day = {night.day: night for night in (*before, *(resolve_night(catalogue, place, day) for place, day in nights))}
    return tuple(by_day[day] for day in sorted(by_day))


def _likes(
    catalogue: Catalogue, likes: Sequence[tuple[str, float]], before: tuple[tuple[str, float], ...]
) -> tuple[tuple[str, float], ...]:
    return tuple((dict(before) | {tag_of(catalogue, tag): weight for tag, weight in likes}).items())
