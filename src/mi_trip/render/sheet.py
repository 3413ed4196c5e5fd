"""A plan as a sheet: comma-separated values (RFC 4180) for spreadsheets and programs, one line an event.

The file begins with a byte order mark, without which Excel takes the letters of Ålesund for others; Python reads it as ``utf-8-sig``. Text
that a spreadsheet would take for a formula has an apostrophe before it; numbers are numbers. Every minute of a day is in it: each line
begins when the one before it ended, waits with them.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, assert_never

from mi_trip.model.plan import Event, Handover, Meal, Night, Travel, Visit, Wait
from mi_trip.render import words
from mi_trip.render.arrangements import arrangement, contact
from mi_trip.render.rows import Row, plan_rows

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.render.rows import DayRows

Cell = str | int | float | None

BYTE_ORDER_MARK = "\ufeff"
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # the last four are what East Asian versions take for the first
COLUMNS = (
    *("day", "date", "start", "end", "minutes", "kind", "mode", "what", "from", "to"),
    *("from_latitude", "from_longitude", "to_latitude", "to_longitude", "km", "cost", "currency"),
    *("time_assumed", "minutes_estimated", "km_estimated", "cost_estimated"),
    *("hold", "booking", "notes", "own_note", "activity", "routes", "from_id", "to_id", "with_car"),
)


def plan_csv(plan: Plan, catalogue: Catalogue) -> str:
    """Write the plan as a sheet, with lines that end as the RFC wants them."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for day in plan_rows(plan, catalogue):
        for row in _whole_day(day, catalogue):
            cells = _cells(row, day, catalogue)
            writer.writerow([_cell(cells[column]) for column in COLUMNS])
    return BYTE_ORDER_MARK + written.getvalue()


def _whole_day(day: DayRows, catalogue: Catalogue) -> list[Row]:
    """The rows of the day with the waits that are told in the row of what they are for."""
    waits = [
        Row(wait, wait.start, wait.end, words.what(wait, catalogue), words.where(wait, catalogue), words.event_title(wait, catalogue))
        for wait in day.day.only(Wait)
        if not any(row.start <= wait.start < row.end for row in day.rows)
    ]
    return sorted([*day.rows, *waits], key=lambda row: (row.start, row.end))


def _cells(row: Row, day: DayRows, catalogue: Catalogue) -> dict[str, Cell]:
    event = row.event
    asked = arrangement(event, catalogue)
    return {
        "day": day.day.number,
        "date": day.day.date.isoformat(),
        "start": words.with_offset(row.start, catalogue.timezone, timespec="minutes"),
        "end": words.with_offset(row.end, catalogue.timezone, timespec="minutes"),
        "minutes": words.minutes_between(row.start, row.end, catalogue.timezone),
        "kind": _kind(event),
        "what": row.what,
        **_ends("from", event.origin, catalogue),
        **_ends("to", event.destination, catalogue),
        "km": round(row.km, 3) if row.km else None,
        "cost": row.cost.units or None,
        "currency": words.plain(catalogue.currency) if row.cost.units else None,
        "time_assumed": _yes(row.assumed),
        "minutes_estimated": _yes(row.loose),
        "km_estimated": _yes(row.guessed),
        "cost_estimated": _yes(row.cost.estimate),
        "hold": str(event.hold) if isinstance(event, Travel | Visit | Night) else None,
        "booking": "; ".join(part for part in (asked.need, contact(asked), words.plain(asked.note)) if part) if asked else None,
        "notes": "; ".join(row.notes),
        "own_note": row.own,
        "activity": event.activity.id if isinstance(event, Visit) else None,
        **_rides(event),
    }


def _ends(end: str, location: str, catalogue: Catalogue) -> dict[str, Cell]:
    """Where it begins or ends: name, place and id."""
    place = catalogue.locations[location]
    degrees: dict[str, Cell] = {f"{end}_latitude": round(place.latitude, 6), f"{end}_longitude": round(place.longitude, 6)}
    return {end: words.location_name(location, catalogue), **degrees, f"{end}_id": location}


def _rides(event: Event) -> dict[str, Cell]:
    """How one goes, by what routes and whether with the car."""
    rides = event.rides if isinstance(event, Travel | Visit) else ()
    return {
        "mode": " ".join(dict.fromkeys(str(ride.route.mode) for ride in rides)),
        "routes": " ".join(ride.route.id for ride in rides),
        "with_car": _yes(event.with_car) if isinstance(event, Travel | Visit | Night) else None,
    }


def _kind(event: Event) -> str:
    match event:
        case Travel():
            return "travel"
        case Wait():
            return "wait"
        case Visit():
            return "visit"
        case Meal():
            return "meal"
        case Handover():
            return "handover"
        case Night():
            return "night"
        case _:
            assert_never(event)


def _yes(said: bool) -> str:
    return "yes" if said else "no"


def _cell(value: Cell) -> Cell:
    """The value as a cell that no spreadsheet takes for a formula.

    >>> _cell("=cmd()"), _cell("Skaret"), _cell(-5.3)
    ("'=cmd()", 'Skaret', -5.3)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULAS) else value
