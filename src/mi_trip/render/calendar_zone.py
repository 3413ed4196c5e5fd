"""A time zone as an iCalendar file tells it: when its clocks change in some years, as short yearly rules.

Readers that know the zone's name use their own rules; the others need these. Dates that are listed one by one are read wrong by some of
them, so they are given only where no yearly rule holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SCAN = timedelta(days=1)  # no zone changes its clocks twice within a day


@dataclass(frozen=True, slots=True)
class _Change:
    """The clocks change: the local time at which they did by the old offset, the offsets before and after, the name after."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def advances(self) -> bool:
        """Whether they are put forward."""
        return self.after > self.before


def zone_lines(timezone: str, first_year: int, last_year: int) -> list[str]:
    """The lines of the VTIMEZONE that holds in these years.

    >>> [line for line in zone_lines("Asia/Tokyo", 2027, 2027) if "OFFSET" in line or "STANDARD" in line]
    ['BEGIN:STANDARD', 'TZOFFSETFROM:+0900', 'TZOFFSETTO:+0900', 'END:STANDARD']
    """
    zone = ZoneInfo(timezone)
    years = range(max(first_year - 1, 2), min(last_year, 9998) + 1)  # the clocks of a January are those of the autumn before
    changes = list(_changes(zone, years))
    parts = [line for same in _alike(changes) for line in _rule(same, years)]
    if not changes or changes[0].local.year > years[0]:
        parts = [*_unchanged(zone, datetime(years[0], 1, 1, tzinfo=UTC)), *parts]
    return ["BEGIN:VTIMEZONE", f"TZID:{timezone}", *parts, "END:VTIMEZONE"]


def _changes(zone: ZoneInfo, years: Sequence[int]) -> Iterator[_Change]:
    """Every change of the clocks in the years, in order."""
    at, end = datetime(years[0], 1, 1, tzinfo=UTC), datetime(years[-1] + 1, 1, 1, tzinfo=UTC)
    while at < end:
        if _offset(zone, at) != _offset(zone, at + _SCAN):
            moment = _moment(zone, at, at + _SCAN)
            before, after = _offset(zone, at), _offset(zone, at + _SCAN)
            yield _Change((moment + before).replace(tzinfo=None), before, after, _name(zone, at + _SCAN))
        at += _SCAN


def _moment(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first minute of the new offset between two moments."""
    offset = _offset(zone, before)
    while after - before > timedelta(minutes=1):
        half = before + timedelta(minutes=(after - before) // timedelta(minutes=2))
        before, after = (half, after) if _offset(zone, half) == offset else (before, half)
    return after


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


def _name(zone: ZoneInfo, moment: datetime) -> str:
    return moment.astimezone(zone).tzname() or ""


def _alike(changes: Iterable[_Change]) -> list[list[_Change]]:
    """The changes by what changes at which hour of which month: those of a yearly rule together."""
    groups: dict[object, list[_Change]] = {}
    for change in changes:
        local = change.local
        groups.setdefault((local.month, local.weekday(), local.time(), change.before, change.after), []).append(change)
    return list(groups.values())


def _rule(changes: Sequence[_Change], years: Sequence[int]) -> Iterator[str]:
    """The changes as a rule that begins with the first of them, or each for itself where no rule gives just these."""
    days = _day_rule([change.local for change in changes])
    if [change.local.year for change in changes] != list(years) or not days:
        for change in changes:
            yield from _part(change, "")
        return
    yield from _part(changes[0], f"FREQ=YEARLY;BYMONTH={changes[0].local.month};{days}")


def _day_rule(days: Sequence[datetime]) -> str:
    """Which day of its month each is, of days of the same month and weekday; nothing where no rule says so.

    >>> _day_rule([datetime(2027, 3, 28), datetime(2028, 3, 26)]), _day_rule([datetime(2027, 3, 14), datetime(2028, 3, 12)])
    ('BYDAY=-1SU', 'BYDAY=2SU')
    >>> _day_rule([datetime(2025, 3, 29), datetime(2026, 3, 28), datetime(2027, 3, 27), datetime(2030, 3, 30), datetime(2029, 3, 24)])
    'BYDAY=SA;BYMONTHDAY=24,25,26,27,28,29,30'
    """
    weekday = _WEEKDAYS[days[0].weekday()]
    if all((day + timedelta(days=7)).month != day.month for day in days):
        return f"BYDAY=-1{weekday}"
    weeks = {(day.day - 1) // 7 + 1 for day in days}
    if len(weeks) == 1:
        return f"BYDAY={min(weeks)}{weekday}"
    last = max(day.day for day in days)
    if last - min(day.day for day in days) >= 7:
        return ""
    return f"BYDAY={weekday};BYMONTHDAY={','.join(str(day) for day in range(max(last - 6, 1), last + 1))}"


def _part(change: _Change, rule: str) -> Iterator[str]:
    kind = "DAYLIGHT" if change.advances else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{change.local:%Y%m%dT%H%M%S}"
    if rule:
        yield f"RRULE:{rule}"
    yield f"TZOFFSETFROM:{_written(change.before)}"
    yield f"TZOFFSETTO:{_written(change.after)}"
    yield f"TZNAME:{change.name}"
    yield f"END:{kind}"


def _unchanged(zone: ZoneInfo, since: datetime) -> Iterator[str]:
    """The offset that holds until the clocks change, or for ever."""
    offset = _offset(zone, since)
    local = (since + offset).replace(tzinfo=None, month=1, day=1, hour=0)
    yield from _part(_Change(local, offset, offset, _name(zone, since)), "")


def _written(offset: timedelta) -> str:
    """An offset such as +0200.

    >>> _written(timedelta(hours=10, minutes=30)), _written(-timedelta(hours=1))
    ('+1030', '-0100')
    """
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"
