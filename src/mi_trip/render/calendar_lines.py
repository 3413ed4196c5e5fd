"""The lines of an iCalendar file (RFC 5545): values written so that they act on nothing, folded lines, and whole files of events."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from mi_trip.render.calendar_zone import zone_lines
from mi_trip.render.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

Event = tuple[str, ...]  # the unfolded lines of a VEVENT, the first and the last with it

OCTETS = 75  # of a line, without its end
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_LOCAL_YEAR = re.compile(r"^[A-Z-]+;TZID=([^:;,]+):(\d{4})")


def text(name: str, *paragraphs: str) -> str:
    r"""A property that is a text, of several paragraphs where more are given; what comes from data must not act.

    >>> text("SUMMARY", "Lunch; at A, B")
    'SUMMARY:Lunch\\; at A\\, B'
    """
    return f"{name}:" + "\n".join(told for paragraph in paragraphs if (told := plain(paragraph))).translate(_ESCAPED)


def texts(name: str, values: Iterable[str]) -> str:
    """A property that is a list of texts."""
    return f"{name}:" + ",".join(plain(value).translate(_ESCAPED) for value in values)


def address(name: str, url: str) -> str:
    """A property that is an address; what an address cannot hold is quoted in it.

    >>> address("URL", "https://example.org/a b")
    'URL:https://example.org/a%20b'
    """
    return f"{name}:{quote(plain(url), safe=':/?#[]@!$&()*+,;=%~')}"


def local_time(name: str, moment: datetime, timezone: str) -> str:
    """A property that is a local time."""
    return f"{name};TZID={timezone}:{moment:%Y%m%dT%H%M%S}"


def whole_day(name: str, day: date) -> str:
    """A property that is a date."""
    return f"{name};VALUE=DATE:{day:%Y%m%d}"


def calendar(head: Sequence[str], events: Sequence[Event]) -> str:
    """The file: its properties, the time zones that its events use, and the events."""
    lines = ["BEGIN:VCALENDAR", *head, *_zones(events), *(line for event in events for line in event), "END:VCALENDAR"]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _zones(events: Sequence[Event]) -> Iterator[str]:
    """The time zones of the events, each for the years in which it is used."""
    years: dict[str, set[int]] = {}
    for event in events:
        for line in event:
            if found := _LOCAL_YEAR.match(line):
                years.setdefault(found[1], set()).add(int(found[2]))
    for timezone, used in years.items():
        yield from zone_lines(timezone, min(used), max(used))


def folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, cut between characters; those after the first begin with a space.

    >>> [len(piece.encode()) for piece in folded("SUMMARY:" + "Å" * 60)]
    [74, 55]
    """
    piece, octets = "", 0
    for char in line:
        size = len(char.encode())
        if octets + size > OCTETS:
            yield piece
            piece, octets = " ", 1
        piece += char
        octets += size
    yield piece


def unfolded(content: str) -> list[str]:
    """The lines of a file as they were before they were folded."""
    return re.sub(r"\r?\n[ \t]", "", content).replace("\r\n", "\n").split("\n")
