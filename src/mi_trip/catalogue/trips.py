"""Where ready-made itineraries lie: the files of the subfolder ``trips/`` of a catalogue, each called by its file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.catalogue.shipped import find_catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDER = "trips"
SUFFIXES = (".yaml", ".yml")


def shipped_trips(catalogue_where: str | None = None) -> Mapping[str, Path]:
    """The ready-made itineraries of a catalogue: their ids, in order, and their files.

    ``catalogue_where`` is what :func:`~mi_trip.catalogue.shipped.find_catalogue` takes: a path, the id of a shipped catalogue, or
    None for the default one. Raises FileError where there is no such catalogue.
    """
    folder = find_catalogue(catalogue_where) / FOLDER
    try:
        files = [file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES and not file.name.startswith(".")]
    except OSError:  # no such folder, or a catalogue in a single file
        return {}
    return {file.stem: file for file in sorted(files, key=lambda file: file.name)}


def near_trips(name: str, catalogue_where: str | None = None) -> tuple[str, ...]:
    """The ids of ready-made itineraries that look like a name, the nearest first."""
    import difflib  # not at every start

    wanted = name.lower().replace("_", "-").replace(" ", "-")
    return tuple(difflib.get_close_matches(wanted, shipped_trips(catalogue_where), n=2, cutoff=0.72))
