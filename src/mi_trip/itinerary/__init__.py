"""Itinerary files: YAML -> checked entries -> the model's :class:`~mi_trip.model.saved.SavedTrip`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.saved import SavedTrip


def read_itinerary(text: str, source: str, load: Callable[[str], Catalogue]) -> tuple[SavedTrip, Catalogue]:
    """The trip that the text of a file keeps, and the catalogue it names, which ``load`` gives.

    Bytes that are not UTF-8 may stand in the text as surrogates. Raises ItineraryError with all mistakes.
    """
    from mi_trip.itinerary.reading import read

    return read(text, source, load)


def itinerary_schema() -> dict[str, Any]:
    """The JSON Schema of an itinerary file, for editors."""
    from mi_trip.itinerary.schema import json_schema

    return json_schema()
