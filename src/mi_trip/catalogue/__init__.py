"""Reading catalogues: YAML files -> checked entries -> the model's :class:`~mi_trip.model.catalogue.Catalogue`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mi_trip.errors import Mistake
    from mi_trip.model.catalogue import Catalogue


def load_catalogue(where: str | None = None) -> Catalogue:
    """The catalogue in a folder, the shipped one of that id, or the default one; raises CatalogueError with all mistakes."""
    from mi_trip.garbage import no_garbage

    with no_garbage():
        return _load(where)


def _load(where: str | None) -> Catalogue:
    from mi_trip.catalogue.build import build
    from mi_trip.catalogue.cache import Entry
    from mi_trip.catalogue.shipped import find_catalogue, read_sources

    path = find_catalogue(where)
    sources, unread = read_sources(path)
    kept = Entry.of(path, sources)
    plain = None if unread else kept.load()
    if plain is not None:
        try:
            return build(plain, str(path), kept.content)
        except (LookupError, TypeError, ValueError, AttributeError):
            pass  # not what we wrote: read it again
    from mi_trip.catalogue.check import read_catalogue

    plain = read_catalogue(sources, unread)
    kept.store(plain)
    return build(plain, str(path), kept.content)


def check_catalogue(where: str) -> tuple[Mistake, ...]:
    """All mistakes of a catalogue, in the order of its files; raises FileError where there is none."""
    from mi_trip.catalogue.check import read_catalogue
    from mi_trip.catalogue.shipped import find_catalogue, read_sources
    from mi_trip.errors import CatalogueError

    try:
        read_catalogue(*read_sources(find_catalogue(where)))
    except CatalogueError as error:
        return error.mistakes
    return ()


def catalogue_schema() -> dict[str, Any]:
    """The JSON Schema of a catalogue's files, for editors."""
    from mi_trip.catalogue.check import json_schema

    return json_schema()
