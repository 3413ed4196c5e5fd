"""How single values are written: text from data, dates, clock times, durations, distances and money, in no locale but ours."""

from __future__ import annotations

import math
import unicodedata
from datetime import UTC
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime, time, timedelta

    from mi_trip.model.money import Amount, Party

ABOUT = "≈"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")

_UNSEEN = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_HINTS = (0x200E, 0x200F, 0x061C)  # at the reading direction of the letters beside them; nothing is seen of them
_TURNS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *_HINTS)))  # marks that turn the reading direction


def plain(text: str) -> str:
    r"""The text in one line, with control characters and what turns the reading direction spelt out; mere hints at it are dropped.

    >>> plain("one\n two\x1b[31m"), plain("פונדק\u200f")
    ('one two\\x1b[31m', 'פונדק')
    """
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line
    line = " ".join(line.translate(dict.fromkeys(_HINTS)).split())
    return "".join(_spelt(char) if unseen(char) else char for char in line)


def unseen(char: str) -> bool:
    """Whether a character is a control character or a mark that turns the reading direction."""
    return char in _TURNS or unicodedata.category(char) in _UNSEEN


def _spelt(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def about(text: str, *, guessed: bool) -> str:
    """The text, marked as an estimate where it is one."""
    return f"{ABOUT} {text}" if guessed else text


def listed(words: Iterable[str], last: str = "and") -> str:
    """The words as a sentence lists them.

    >>> listed(["Stranda", "Valldal", "Åndalsnes"])
    'Stranda, Valldal and Åndalsnes'
    """
    *head, tail = list(words) or [""]
    return f"{', '.join(head)} {last} {tail}" if head else tail


def first_few(names: Sequence[str], most: int) -> str:
    """The names, of many the first and how many more there are; one more than ``most`` is named rather than counted.

    >>> first_few(["a", "b", "c"], 2), first_few(["a", "b", "c", "d"], 2)
    ('a; b; c', 'a; b; and 2 more')
    """
    return "; ".join(names if len(names) <= most + 1 else [*names[:most], f"and {len(names) - most} more"])


def sentence_case(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "night"), count(2, "night"), count(3, "ferry", "ferries")
    ('1 night', '2 nights', '3 ferries')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def compressed(names: Sequence[str]) -> list[str]:
    """The names without immediate repetitions.

    >>> compressed(["a", "a", "b", "a"])
    ['a', 'b', 'a']
    """
    return [name for before, name in zip([None, *names], names, strict=False) if name != before]


def day_text(day: date) -> str:
    """A date in full.

    >>> from datetime import date
    >>> day_text(date(2027, 6, 15))
    'Tue 15 June 2027'
    """
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """A date without its year, such as `Tue 15 June`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def date_range(first: date, last: date) -> str:
    """From the first to the last day, nothing said twice.

    >>> from datetime import date
    >>> date_range(date(2027, 6, 15), date(2027, 6, 20))
    'Tue 15 – Sun 20 June 2027'
    """
    if first == last:
        return day_text(first)
    start = f"{WEEKDAYS[first.weekday()]} {first.day}"
    if (first.year, first.month) != (last.year, last.month):
        start = short_day(first) if first.year == last.year else day_text(first)
    return f"{start} – {day_text(last)}"


def clock(moment: datetime | time) -> str:
    """A time of day."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def with_offset(moment: datetime, timezone: str, *, timespec: str = "seconds") -> str:
    """A local time with its offset, for programs.

    >>> from datetime import datetime
    >>> with_offset(datetime(2027, 6, 15, 10), "Europe/Oslo")
    '2027-06-15T10:00:00+02:00'
    """
    return moment.replace(tzinfo=ZoneInfo(timezone)).isoformat(timespec=timespec)


def minutes_between(start: datetime, end: datetime, timezone: str) -> int:
    """The whole minutes that pass between two local times, for programs: one of the two may be before a change of the clocks.

    >>> from datetime import datetime
    >>> minutes_between(datetime(2027, 10, 30, 20), datetime(2027, 10, 31, 8), "Europe/Oslo")
    780
    """
    zone = ZoneInfo(timezone)
    passed = end.replace(tzinfo=zone).astimezone(UTC) - start.replace(tzinfo=zone).astimezone(UTC)
    return max(0, whole_minutes(passed))  # an hour that the clocks leave out is no time before itself


def whole_minutes(duration: timedelta) -> int:
    """A duration in minutes, for programs."""
    return round(duration.total_seconds() / 60)


def span(start: datetime, end: datetime) -> str:
    """From one time to another; an end after midnight says so.

    >>> from datetime import datetime
    >>> span(datetime(2027, 6, 15, 23, 40), datetime(2027, 6, 16, 0, 25))
    '23:40–00:25 (+1 day)'
    """
    days = (end.date() - start.date()).days
    return f"{clock(start)}–{clock(end)}" + (f" (+{count(days, 'day')})" if days else "")


def duration_text(duration: timedelta) -> str:
    """A duration to the minute.

    >>> from datetime import timedelta
    >>> [duration_text(timedelta(minutes=m)) for m in (45, 65, 120)]
    ['45 min', '1 h 05', '2 h']
    """
    hours, minutes = divmod(whole_minutes(duration), 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes:02d}" if minutes else f"{hours} h"


def km_text(km: float) -> str:
    """Kilometres without the unit: whole from ten on.

    >>> [km_text(km) for km in (0.4, 4.0, 12.6, 1250)]
    ['0.4', '4', '13', '1,250']
    """
    return f"{km:.1f}".removesuffix(".0") if km < 9.95 else f"{km:,.0f}"


def units(amount: Amount) -> str:
    """Money without its currency, such as `1,250` or `≈ 1,250`."""
    return about(f"{amount.units:,}", guessed=amount.estimate)


def money(amount: Amount, currency: str) -> str:
    """Money with its currency.

    >>> from mi_trip.model.money import Amount
    >>> money(Amount(1250, estimate=True), "NOK")
    '≈ NOK 1,250'
    """
    return about(f"{currency} {amount.units:,}", guessed=amount.estimate)


def gap_text(gap: float) -> str:
    """How far below the best possible at most, given as a part of one, such as `12.4 %`."""
    return f"{math.ceil(gap * 1000 - 1e-9) / 10:.1f} %"  # rounded up: "at most" is a promise


def party_text(party: Party) -> str:
    """Who travels.

    >>> from mi_trip.model.money import Party
    >>> party_text(Party(2, (7, 12)))
    '2 adults and 2 children (7 and 12)'
    """
    adults = count(party.adults, "adult")
    if not party.children:
        return adults
    ages = listed(str(age) for age in party.children)
    return f"{adults} and {count(len(party.children), 'child', 'children')} ({ages})"
