"""Clock times, days of the year and opening hours as they stand in YAML."""

from __future__ import annotations

import re
from datetime import date

from mi_trip.catalogue.text import clean, shown

_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS = {name: (number, days) for number, (name, days) in enumerate(zip(_NAMES, _LENGTHS, strict=True), 1)}
LONGEST_HOURS = 1000

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_DAY = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{1,2})(?![\d:])", re.IGNORECASE)  # the evaluator reads any case
_DAYS = re.compile(_DAY.pattern + r"(?:\s*-\s*(\d{1,2})(?![\d:]))?", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def clock_text(value: object) -> str:
    """A time of the day as ``HH:MM``.

    >>> clock_text("9:05")
    '09:05'
    """
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise ValueError(f"expected a time of the day between 00:00 and 23:59, such as 09:30, not {shown(value)}")
    return f"{int(found[1]):02d}:{found[2]}"


def minutes_of(clock: str) -> int:
    """Minutes since midnight of ``HH:MM``.

    >>> minutes_of("09:30")
    570
    """
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def month_day(value: object) -> str:
    """A day of the year such as ``Jun 22``."""
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    if not found or not 1 <= int(found[2]) <= _MONTHS[found[1].title()][1]:
        raise ValueError(f"expected a day of the year such as Jun 22, not {shown(value)}")
    return f"{found[1].title()} {int(found[2]):02d}"


def month_and_day(text: str) -> tuple[int, int]:
    """Month and day of what :func:`month_day` gave.

    >>> month_and_day("Jun 22")
    (6, 22)
    """
    name, day = text.split()
    return _MONTHS[name][0], int(day)


def date_of(value: object) -> date:
    """A calendar day written as ``2026-11-20``.

    >>> date_of("2026-11-20")
    datetime.date(2026, 11, 20)
    """
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"there is no {value}") from None
    raise ValueError(f"expected a date such as 2026-11-20, not {shown(value)}")


def hours_text(value: object) -> str:
    """An OSM ``opening_hours`` expression that the evaluator reads.

    The evaluator lets a day such as Feb 30 and a bare comment pass; both are refused here.
    """
    from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]  # its stub lacks the error

    if not isinstance(value, str):
        quotes = ": put it in quotes" if isinstance(value, int | float) else ""
        raise ValueError(  # noqa: TRY004 - pydantic collects ValueErrors
            f'expected opening hours such as "Jun 20-Sep 15 Mo-Sa 09:00-17:00", not {shown(value)}{quotes}'
        )
    if len(value) > LONGEST_HOURS:
        raise ValueError(f"opening hours of more than {LONGEST_HOURS} characters")
    for name, *days in _DAYS.findall(value):
        for day in filter(None, days):
            if not 1 <= int(day) <= _MONTHS[name.title()][1]:
                raise ValueError(f"there is no {name.title()} {day}")
    if not re.sub(r'"[^"]*"', "", value).strip(" ;,|"):
        raise ValueError(f"expected opening hours, not {shown(value)}")
    try:
        OpeningHours(value)
    except ParserError as error:
        raise ValueError(f"not opening hours: {shown(value)} cannot be read{_where(str(error))}") from error
    return clean(value)  # it may hold comments


def _where(report: str) -> str:
    """Where the evaluator stopped reading, from the drawing it gives."""
    column = re.search(r"--> 1:(\d+)", report)
    return f" from character {column[1]} on" if column else ""
