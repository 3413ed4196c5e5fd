"""Clock times, days of the year and opening hours as they stand in YAML."""

from __future__ import annotations

import re

_MONTHS = {name: (number, days) for number, (name, days) in enumerate(
    zip("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), strict=True), 1)}  # fmt: skip
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_DAY = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{1,2})(?![\d:])")


def clock_text(value: object) -> str:
    """A time of the day as ``HH:MM``.

    >>> clock_text("9:05")
    '09:05'
    """
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise ValueError(f"expected a time of the day between 00:00 and 23:59, such as 09:30, not {value!r}")
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
    if not found or not 1 <= int(found[2]) <= _MONTHS[found[1]][1]:
        raise ValueError(f"expected a day of the year such as Jun 22, not {value!r}")
    return f"{found[1]} {int(found[2]):02d}"


def month_and_day(text: str) -> tuple[int, int]:
    """Month and day of what :func:`month_day` gave.

    >>> month_and_day("Jun 22")
    (6, 22)
    """
    name, day = text.split()
    return _MONTHS[name][0], int(day)


def hours_text(value: object) -> str:
    """An OSM ``opening_hours`` expression that the evaluator reads, and that opens some time.

    The evaluator lets a day such as Feb 30 and a bare comment pass; both are refused here.
    """
    from opening_hours import OpeningHours, ParserError

    if not isinstance(value, str):
        raise ValueError(f"expected opening hours such as \"Jun 20-Sep 15 Mo-Sa 09:00-17:00\", not {value!r}: put them in quotes")
    for name, day in _DAY.findall(value):
        if not 1 <= int(day) <= _MONTHS[name][1]:
            raise ValueError(f"there is no {name} {day}")
    if not re.sub(r'"[^"]*"', "", value).strip():
        raise ValueError(f"expected opening hours, not {value!r}")
    try:
        OpeningHours(value)
    except ParserError as error:
        first = str(error).strip().splitlines()
        raise ValueError(f"not opening hours: {value!r} ({first[-1].strip().lstrip('= ')})") from error
    return " ".join(value.split())
