"""Ready-made itineraries as `mi-trip list` shows them: a table, and JSON entries (in ``entries.schema.json``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mi_trip.render import words
from mi_trip.render.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.ready import ReadyTrip

COLUMNS = ("id", "title", "days", "first day", "from", "to", "what it is")
SPARE = ("what it is", "to", "from")


def itineraries_grid(found: Iterable[ReadyTrip], catalogue: Catalogue) -> Grid:
    """The table of ready-made itineraries."""
    return Grid(COLUMNS, tuple(_row(trip, catalogue) for trip in found), frozenset({"days"}), spare=SPARE)


def _row(trip: ReadyTrip, catalogue: Catalogue) -> tuple[str, ...]:
    request = trip.saved.request
    ends = (words.location_name(place, catalogue) for place in (request.start, request.end))
    title, note = words.plain(trip.saved.title), words.plain(trip.saved.note)
    return words.plain(trip.id), title, str(request.days), words.day_text(request.first_day), *ends, _first_sentence(note)


def _first_sentence(text: str) -> str:
    """The text up to the end of its first sentence.

    >>> _first_sentence("Three days. In August.")
    'Three days.'
    """
    first, stop, _ = text.partition(". ")
    return f"{first}." if stop else text


def itinerary_fields(trip: ReadyTrip) -> dict[str, Any]:
    """A ready-made itinerary as an entry of JSON: its request in short, and its choices by their ids."""
    saved, request = trip.saved, trip.saved.request
    return {
        "kind": "itinerary",
        "id": trip.id,
        "title": saved.title,
        "note": saved.note,
        "travellers": list(saved.travellers),
        "days": request.days,
        "first_day": request.first_day.isoformat(),
        "last_day": request.last_day.isoformat(),
        "start": request.start,
        "end": request.end,
        "pace": str(request.pace),
        "car": str(request.car),
        "party": {"adults": request.party.adults, "children": list(request.party.children)},
        "choices": [[choice.activity for choice in day.choices] for day in saved.days],
        "nights": [day.night.location if day.night else None for day in saved.days[:-1]],
    }
