"""Ready-made itineraries: what the files that lie with a catalogue say, and the mistakes in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_trip.catalogue.names import KINDS, ONE
from mi_trip.catalogue.text import printable
from mi_trip.catalogue.trips import shipped_trips
from mi_trip.errors import FileError, ItineraryError, Mistake
from mi_trip.itinerary import read_itinerary
from mi_trip.model.saved import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.saved import SavedTrip


@dataclass(frozen=True, slots=True)
class ReadyTrip:
    """A ready-made itinerary: its id, and what its file says."""

    id: str
    saved: SavedTrip


def ready_trips(catalogue: Catalogue, where: str | None) -> tuple[ReadyTrip, ...]:
    """The itineraries that lie with a catalogue, in the order of their ids; raises ItineraryError for one with mistakes."""
    return tuple(ReadyTrip(name, _read(file, catalogue)) for name, file in shipped_trips(where).items())


def trip_mistakes(catalogue: Catalogue, where: str) -> tuple[Mistake, ...]:
    """All mistakes of the itineraries that lie with a catalogue, file by file."""
    return tuple(mistake for name, file in shipped_trips(where).items() for mistake in _mistakes(name, file, catalogue))


def _mistakes(name: str, file: Path, catalogue: Catalogue) -> Iterator[Mistake]:
    path = printable(str(file))
    for kind in KINDS:
        if name in getattr(catalogue, kind):
            yield Mistake(path, 1, 1, f"'{name}' is already the id of the catalogue's {ONE[kind]}: call the file otherwise")
    named: list[str] = []
    try:
        saved = _read(file, catalogue, named)
    except ItineraryError as error:
        yield from error.mistakes
    except FileError as error:
        yield Mistake(path, 1, 1, error.what)
    else:
        if named != [catalogue.id]:
            line, column = saved.marks.get("catalogue", Mark(1, 1))
            yield Mistake(path, line, column, f"'{named[0]}' is another catalogue: this file lies with '{catalogue.id}'")


def _read(file: Path, catalogue: Catalogue, named: list[str] | None = None) -> SavedTrip:
    """The trip of a file over the catalogue it lies with; ``named`` takes the name of the one that it names."""

    def load(name: str) -> Catalogue:
        if named is not None:
            named.append(name)
        return catalogue

    try:
        text = file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        raise FileError(printable(str(file)), f"cannot be read: {(error.strerror or str(error)).lower()}") from error
    return read_itinerary(text, printable(str(file)), load)[0]
