"""From what was asked on the command line to a request, its names resolved."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches
from typing import TYPE_CHECKING

from mi_trip.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.model.catalogue import Catalogue, Pace
    from mi_trip.model.request import FixedNight, Request, Wish


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of ``mi-trip plan``, read but not yet looked up in a catalogue."""

    days: int = 6
    date: date | None = None
    start: str | None = None
    end: str | None = None
    arrive: time | None = None
    depart: time | None = None
    pace: str = "balanced"
    likes: tuple[tuple[str, float], ...] = ()
    must: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    nights: tuple[tuple[str, int], ...] = ()
    adults: int = 2
    children: tuple[int, ...] = ()
    max_difficulty: str = "hard"
    car: str = "hire"
    budget: int | None = None

    def check(self) -> None:
        """Refuse what cannot be meant, whatever the catalogue."""
        if self.days == 1 and self.arrive and self.depart and self.arrive >= self.depart:
            raise UsageError(f"--arrive {self.arrive:%H:%M} is not before --depart {self.depart:%H:%M} on a trip of one day")
        for place, day in self.nights:
            _check_night(place, day, self.days)
        _check_twice([tag for tag, _ in self.likes], "--like: the tag '{}' is given twice")
        _check_twice([str(day) for _, day in self.nights], "--night: the night after day {} is given twice")


def _check_night(place: str, day: int, days: int) -> None:
    if 1 <= day < days:
        return
    wrong = f"--night {place}@{day}: a trip of {days} day{'s' if days > 1 else ''} has"
    if days == 1:
        raise UsageError(f"{wrong} no night")
    raise UsageError(f"{wrong} nights after day{'s 1 to' if days > 2 else ''} {days - 1} only")


def _check_twice(words: Sequence[str], wrong: str) -> None:
    for number, word in enumerate(words):
        if word in words[:number]:
            raise UsageError(wrong.format(word))


def request_of(asked: Asked, catalogue: Catalogue, today: date) -> Request:
    """Look up every name and choose the date nobody gave; ``today`` is used for nothing else."""
    from mi_trip.model.activity import Difficulty
    from mi_trip.model.money import Party
    from mi_trip.model.request import CarChoice, PaceName, Request

    start = _location(catalogue, asked.start) if asked.start else catalogue.start
    end = _location(catalogue, asked.end) if asked.end else start if asked.start else catalogue.end
    pace = catalogue.paces[PaceName(asked.pace)]
    _check_hours(asked, pace)
    return Request(
        first_day=asked.date or next_default_day(catalogue.default_day, today),
        assumed_date=asked.date is None,
        days=asked.days,
        start=start,
        end=end,
        pace=pace.name,
        car=CarChoice(asked.car),
        party=Party(asked.adults, asked.children),
        arrive=asked.arrive,
        depart=asked.depart,
        likes=_likes(catalogue, asked.likes),
        must=_wishes(catalogue, asked.must),
        avoid=_wishes(catalogue, asked.avoid),
        nights=_nights(catalogue, asked.nights),
        max_difficulty=Difficulty[asked.max_difficulty.upper()],
        budget=asked.budget,
    )


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


def _check_hours(asked: Asked, pace: Pace) -> None:
    """Refuse hours that leave nothing of the first or last day."""
    last = asked.depart if asked.days == 1 and asked.depart else pace.end
    if asked.arrive and asked.arrive >= last:
        hour = f"the day ends at {last:%H:%M} at the {pace.name} pace"
        raise UsageError(f"--arrive {asked.arrive:%H:%M}: {hour}: give an earlier hour, or start a day later")
    if asked.depart and asked.depart <= pace.start and not (asked.days == 1 and asked.arrive):
        hour = f"the day begins at {pace.start:%H:%M} at the {pace.name} pace"
        raise UsageError(f"--depart {asked.depart:%H:%M}: {hour}: give a later hour, or end a day earlier")


def _location(catalogue: Catalogue, name: str) -> str:
    from mi_trip.catalogue.names import resolve_location

    return resolve_location(catalogue, name).id


def _wishes(catalogue: Catalogue, names: Sequence[str]) -> tuple[Wish, ...]:
    from mi_trip.catalogue.names import resolve_wish

    return tuple(dict.fromkeys(resolve_wish(catalogue, name) for name in names))


def _nights(catalogue: Catalogue, nights: Sequence[tuple[str, int]]) -> tuple[FixedNight, ...]:
    from mi_trip.catalogue.names import resolve_night

    return tuple(sorted((resolve_night(catalogue, place, day) for place, day in nights), key=lambda night: night.day))


def _likes(catalogue: Catalogue, likes: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    return tuple((tag_of(catalogue, tag), weight) for tag, weight in likes)


def tags_of(catalogue: Catalogue) -> tuple[str, ...]:
    """The tags that activities have, in alphabetical order."""
    found = {tag for activity in catalogue.activities.values() for tag in activity.tags}
    return tuple(sorted(found | set(catalogue.score.interests)))


def tag_of(catalogue: Catalogue, name: str) -> str:
    """The tag that is meant."""
    from mi_trip.catalogue.names import fold
    from mi_trip.catalogue.text import shown

    tags = {fold(tag): tag for tag in tags_of(catalogue)}
    if fold(name) in tags:
        return tags[fold(name)]
    near = [tags[word] for word in get_close_matches(fold(name), tags, 3)]
    if near:
        raise UnknownNameError(shown(name)[1:-1], "tag", near)
    raise UsageError(f"no tag is called {shown(name)}; the tags are {', '.join(tags.values())}")
