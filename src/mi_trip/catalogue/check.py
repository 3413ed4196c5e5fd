"""The files of a catalogue -> checked plain data, or all their mistakes."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from mi_trip.catalogue.build import build
from mi_trip.catalogue.draft import LISTS, MOST_MISTAKES, Draft, read_draft, sound_part
from mi_trip.catalogue.estimate import fill_estimates
from mi_trip.catalogue.links import link_mistakes
from mi_trip.catalogue.schema import CatalogueFile, Entry
from mi_trip.catalogue.seasons import season_mistakes
from mi_trip.errors import CatalogueError, Mistake

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.catalogue.shipped import SourceFile


def read_catalogue(sources: Sequence[SourceFile], unread: Sequence[Mistake]) -> dict[str, Any]:
    """The catalogue of some files as plain data for :func:`mi_trip.catalogue.build.build`; ``unread``: what could not be opened."""
    draft = read_draft(sources, whole=not unread)
    mistakes = [*unread, *draft.mistakes]
    if draft.full():
        raise CatalogueError(mistakes[:MOST_MISTAKES])
    mistakes += islice(link_mistakes(draft), MOST_MISTAKES)
    sound = sound_part(draft)
    plain = _plain(sound) if sound else {}
    if sound:
        mistakes += season_mistakes(draft, build(plain, ""))
    if mistakes:
        raise CatalogueError(mistakes)
    return plain


def json_schema() -> dict[str, Any]:
    """The JSON Schema of one file of a catalogue."""
    made = CatalogueFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "A file of a mi-trip catalogue"}


def _plain(draft: Draft) -> dict[str, Any]:
    lists = {section: [_dumped(written.entry) for written in getattr(draft, section)] for section in LISTS}
    sources = {key: _dumped(written.entry) for key, written in draft.sources.items()}
    plain = {"catalogue": _dumped(draft.headers[0].entry), "sources": sources, **lists}
    fill_estimates(plain)
    return plain


def _dumped(entry: Entry) -> dict[str, Any]:
    return entry.model_dump(mode="json", exclude_none=True)
