"""When to go: a calendar with a line a month, what makes the best windows, what is shut when; and records for a pipe."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from typing import TYPE_CHECKING

from mi_trip.model.plan import Visit
from mi_trip.render import facts, words
from mi_trip.render.grid import Grid
from mi_trip.render.page import BOLD, NORMAL, Entry, Page, Section, entry, page
from mi_trip.render.totals import nights_text
from mi_trip.render.units import MONTHS, first_few

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.sweep import Tried
    from mi_trip.sweep.year import Shut, Window, Year

BLOCKS = "▁▂▃▄▅▆▇█"
DIGITS = "12345678"
IMPOSSIBLE, IMPOSSIBLE_PLAIN = "×", "-"
NAMED = 8  # things open in a window that a terminal names
RULER = "1   5    10   15   20   25   30"
LIGHT_ON = 15  # the day of a month whose daylight is told


def calendar(found: Year, catalogue: Catalogue, *, colour: bool) -> str:
    """A line a month for a terminal: a block a day, the higher the better the trip that begins then; the scores; the sun at the start."""
    request = found.request
    title = f"{words.plain(catalogue.title)}: {words.count(request.days, 'day')}, when in {found.year}"
    asked = f"{words.party_text(request.party)}, {request.pace} pace, {words.car_text(request)}"
    lines = [f"{BOLD}{title}{NORMAL}" if colour else title, asked, "", f"{'first day':<11}{RULER}  {'points':<11}  sun on the {LIGHT_ON}th"]
    for month in range(1, 13):
        blocks = strip(found, month, BLOCKS, IMPOSSIBLE)
        told = f"{MONTHS[month - 1]:<11}{blocks:<31}  {_range(found, month):<11}  {_sun(found, month, catalogue)}"
        lines.append(told.rstrip())
    return "\n".join([*lines, "", *_legend(found)]) + "\n"


def strip(found: Year, month: int, levels: str, impossible: str) -> str:
    """A sign for each day of a month: how good the trip is of the first day planned last before it, between the worst and the best."""
    scores = [one.score for one in found.starts if one.score is not None]
    least, most = min(scores, default=0.0), max(scores, default=0.0)

    def sign(day: date) -> str:
        score = _start_at(found, day).score
        if score is None:
            return impossible
        return levels[-1] if most <= least else levels[min(int((score - least) / (most - least) * len(levels)), len(levels) - 1)]

    return "".join(sign(day) for day in _days(found.year, month))


def _start_at(found: Year, day: date) -> Tried:
    return next((one for one in reversed(found.starts) if one.request.first_day <= day), found.starts[0])


def _days(year: int, month: int) -> list[date]:
    return [date(year, month, number) for number in range(1, monthrange(year, month)[1] + 1)]


def _range(found: Year, month: int) -> str:
    """The least and the highest score of a month's days."""
    scores = [score for day in _days(found.year, month) if (score := _start_at(found, day).score) is not None]
    texts = dict.fromkeys(f"{score:.0f}" for score in (min(scores), max(scores))) if scores else {"no trip": None}
    return "–".join(texts)


def _sun(found: Year, month: int, catalogue: Catalogue) -> str:
    spot = catalogue.locations[found.request.start].spot
    what, times = facts.sun(spot, date(found.year, month, LIGHT_ON))
    if what != "rises":
        return facts.sun_text(spot, date(found.year, month, LIGHT_ON))
    rises, sets = map(datetime.fromisoformat, times)
    return f"{words.clock(rises)}–{words.clock(sets)}, {words.duration_text(sets - rises)}"


def _legend(found: Year) -> Iterator[str]:
    scores = [one.score for one in found.starts if one.score is not None]
    if scores:
        yield f"{BLOCKS[0]} {min(scores):.1f} points to {BLOCKS[-1]} {max(scores):.1f} points" + (
            f", {IMPOSSIBLE} no trip" if len(scores) < len(found.starts) else ""
        )
    planned = f"{words.count(len(found.starts), 'first day')} planned, a week apart and closer where much changes"
    yield f"{planned}; effort {found.effort}"


def year_page(found: Year, catalogue: Catalogue) -> Page:
    """The best windows with what is open then, and what is shut when; why, where no trip is possible at all."""
    if found.best is None:
        causes = dict.fromkeys(cause.code for one in found.starts for cause in one.causes)
        first = [next(cause for one in found.starts for cause in one.causes if cause.code == code) for code in causes]
        return page("No first day gives a trip", (), Section("Why", tuple(entry(words.cause_sentence(cause)) for cause in first)))
    windows = tuple(_window(found, window, catalogue) for window in found.windows)
    shut = tuple(Entry(f"{words.plain(one.name)}: {_spans(one, found.year)}") for one in found.shut)
    return page("The best time", (), Section("First days", windows), Section("Shut", shut))


def _window(found: Year, window: Window, catalogue: Catalogue) -> Entry:
    all_year = len(found.windows) == 1 and (window.first, window.last) == tuple(
        one.request.first_day for one in (found.starts[0], found.starts[-1])
    )
    dates = "all year" if all_year else words.date_range(window.first, window.last)
    day, plan = window.best.request.first_day, window.best.plan
    nights = f"nights: {nights_text(plan, catalogue)}" if plan else ""
    best = f"best from {words.day_text(day)}: {window.best.score or 0:.1f} points"
    chosen, others = opened(window, catalogue)
    told = (
        f"in it, and impossible in most of the rest of the year: {first_few(chosen, NAMED)}" if chosen else "",
        f"{'also ' if chosen else ''}impossible in most of the rest of the year: {first_few(others, NAMED)}" if others else "",
    )
    none = "" if chosen or others else "nothing can be done then that cannot be done at other times"
    return entry(words.sentence_case(dates), best, nights, *told, none)


def opened(window: Window, catalogue: Catalogue) -> tuple[list[str], list[str]]:
    """The names of what can be done in a window and mostly not otherwise: of what its best trip has, and of the rest."""
    plan = window.best.plan
    done = {visit.activity.id for visit in plan.events(Visit)} if plan else set()
    sides: tuple[list[str], list[str]] = ([], [])
    for name in window.opens:
        sides[name not in done].append(words.plain(catalogue.activities[name].name))
    return sides


def _spans(shut: Shut, year: int) -> str:
    """When it is shut, such as `until 24 May, from 21 October`."""
    told = []
    for first, last in shut.spans:
        starts, ends = first == date(year, 1, 1), last == date(year, 12, 31)
        if starts and ends:
            return "all year"
        if starts or ends:
            told.append(f"until {_day(last)}" if starts else f"from {_day(first)}")
        else:
            told.append(_day(first) if first == last else f"{_day(first)} to {_day(last)}")
    shown = told if len(told) <= NAMED else [*told[:NAMED], f"and {len(told) - NAMED} times more"]
    return ", ".join(shown)


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def year_records(found: Year, catalogue: Catalogue) -> Grid:
    """One record a line, its kind first: window, month, shut, start."""
    return Grid(("",), tuple(_records(found, catalogue)))


def _records(found: Year, catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    for window in found.windows:
        best = window.best
        dates = (window.first.isoformat(), window.last.isoformat(), best.request.first_day.isoformat())
        yield ("window", *dates, f"{best.score or 0:.1f}", *("; ".join(names) for names in opened(window, catalogue)))
    for month in range(1, 13):
        days = strip(found, month, DIGITS, IMPOSSIBLE_PLAIN)
        yield ("month", f"{found.year}-{month:02d}", days, _range(found, month), _sun(found, month, catalogue))
    for shut in found.shut:
        for first, last in shut.spans:
            yield ("shut", words.plain(shut.name), first.isoformat(), last.isoformat())
    for one in found.starts:
        why = "; ".join(words.cause_sentence(cause) for cause in one.causes)
        told = (f"{one.score:.1f}", nights_text(one.plan, catalogue)) if one.plan else ("", f"impossible: {why}")
        yield ("start", one.request.first_day.isoformat(), *told)
