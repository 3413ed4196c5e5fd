"""Opening trips: an itinerary file, a plan saved as JSON, standard input, or a ready-made itinerary by its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mi_trip.cli.output import STANDARD, read_text
from mi_trip.errors import FileError

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.saved import SavedTrip


@dataclass(frozen=True, slots=True)
class OpenTrip:
    """A trip that was opened: what it keeps, and where from. ``plan``: its clock times, where the file had them (JSON)."""

    name: str
    text: str
    saved: SavedTrip
    catalogue: Catalogue
    plan: Plan | None


def open_trip(name: str, catalogue: str | None = None) -> OpenTrip:
    """Open what a command was given: a file, ``-``, or where there is no such file a ready-made itinerary.

    What is inside decides how it is read, not the suffix. ``catalogue``, a folder or an id, is taken instead of the one that the
    trip names. Raises FileError or ItineraryError for what cannot be read.
    """
    text, source = _text(name, catalogue)
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        from mi_trip.model.saved import saved_of
        from mi_trip.render.read_plan import read_plan

        plan, world = read_plan(text, source, lambda named: _load(catalogue, named, source))
        return OpenTrip(name, text, saved_of(plan, source), world, plan)
    from mi_trip.itinerary import read_itinerary

    saved, world = read_itinerary(text, source, lambda named: _load(catalogue, named, source))
    return OpenTrip(name, text, saved, world, None)


def _text(name: str, catalogue: str | None) -> tuple[str, str]:
    """The text of a trip, and what it is called in messages."""
    if name == STANDARD:
        text = read_text(name)
        if not text.strip():
            raise FileError("standard input", "is empty: a trip was expected, as an itinerary or as JSON")
        return text, "standard input"
    if "\0" in name:
        raise FileError(ascii(name), "not the name of a file")
    try:
        there = Path(name).exists() or Path(name).is_symlink()
    except OSError:  # a name that no file can have
        there = False
    if there:
        return read_text(name), name
    from mi_trip.catalogue.trips import near_trips, shipped_trips

    ready = shipped_trips(catalogue)
    if name in ready:
        return read_text(str(ready[name])), ready[name].name
    near = near_trips(name, catalogue)
    meant = (
        f"did you mean the ready-made itinerary {' or '.join(near)}?" if near else "`mi-trip list itineraries` shows the ready-made ones"
    )
    raise FileError(name, f"no such file; {meant}")


def _load(given: str | None, named: str, source: str) -> Catalogue:
    from mi_trip.catalogue import load_catalogue

    if given:
        return load_catalogue(given)
    try:
        return load_catalogue(named)
    except FileError as error:
        near = error.what.rpartition("; ")[2]
        what = f"is of the catalogue '{named}', which is not a shipped one ({near}): say where it lies with --catalogue"
        raise FileError(source, what) from error
