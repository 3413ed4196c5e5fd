"""``mi-trip export``: a trip in other formats."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mi_trip.cli import options
from mi_trip.cli.completing import trips
from mi_trip.cli.options import option
from mi_trip.cli.output import STANDARD, make_folder, may_write, print_error, write_file
from mi_trip.cli.target import Output, Target, made
from mi_trip.errors import FileError, MissingExtraError, UsageError

if TYPE_CHECKING:
    from mi_trip.cli.trips import OpenTrip
    from mi_trip.model.plan import Plan

HELP = """Turn a trip into other formats. The suffix chooses: a road book as a web page, PDF or Markdown, a calendar, tracks, a map, JSON.

\b
Examples:
  mi-trip export trip.yaml -o trip.html
  mi-trip export trip.yaml -o trip.pdf -o trip.ics -o trip.gpx
  mi-trip export reference-tour --all reference
  mi-trip export reference-tour -o mine.yaml
  mi-trip plan --days 3 --json | mi-trip export - --format md

A trip is an itinerary file, a plan saved as JSON, a ready-made itinerary, or - for standard input.
One that does not hold is not exported: `mi-trip check` tells why. Without -o it prints Markdown.
A calendar written with --force over an older one of the same trip (its title, or two thirds of its events) updates it in the reader's
calendar; over that of another trip it cancels what was in it.
"""


def export(
    source: Annotated[
        str, typer.Argument(metavar="TRIP", help="An itinerary file, a saved plan, or a ready-made itinerary.", autocompletion=trips)
    ],
    output: options.Output = None,
    all_: Annotated[
        str | None, option("--all", read=options.read_words, metavar="FOLDER", text="Write the trip in every format into this folder.")
    ] = None,
    format_: options.Format = None,
    force: options.Force = False,
    catalogue: options.Place = None,
    as_json: options.AsJson = False,
) -> None:
    """Read the trip, check it, and print or write it in the formats."""
    if all_ and (output or format_ or as_json):
        raise UsageError("--all writes every format: leave out -o, --format and --json")
    every = _every_file(source, Path(all_), force=force) if all_ else ()
    target = Target.of(output, format_, as_json=as_json, force=force, otherwise=".md")
    from mi_trip.cli.opened import sound_plan
    from mi_trip.cli.trips import open_trip

    trip = open_trip(source, catalogue)
    plan = sound_plan(trip)
    if all_:
        make_folder(all_)
        _put_all(plan, trip, every, force=force)
    else:
        target.put(plan, trip.catalogue)


def _every_file(source: str, folder: Path, *, force: bool) -> tuple[Output, ...]:
    """The files of all formats, each checked that it may be written."""
    from mi_trip.render import SUFFIXES

    if str(folder) == STANDARD:
        raise UsageError("--all -: standard output takes one format, and --all writes them all: give a folder")
    if folder.exists() and not folder.is_dir():
        raise FileError(folder, "is not a folder: --all writes one file a format into it")
    if not folder.exists() and not folder.parent.is_dir():
        raise FileError(folder, "the folder that it would lie in does not exist")
    name = "trip" if source == STANDARD else re.sub(r"\.(yaml|yml|json)$", "", Path(source).name, flags=re.IGNORECASE)
    files = [folder / f"{name}{suffix}" for suffix in SUFFIXES if suffix != ".yml"]  # that is .yaml again
    for file in files if folder.is_dir() else ():
        if not _same(file, source):
            may_write(str(file), force=force)
    return tuple(Output(str(file), file.suffix) for file in files)


def _same(file: Path | str, source: str) -> bool:
    """Whether a file to be written is the one that is read."""
    return os.path.realpath(file) == os.path.realpath(source)


def _put_all(plan: "Plan", trip: "OpenTrip", every: tuple[Output, ...], *, force: bool) -> None:
    """Write every format, leaving out with a word what is read, and what needs a package that is not installed."""
    for one in every:
        if _same(one.path or "", trip.name):
            print_error(f"left out {one.path}: that is the trip which is read")
            continue
        try:
            content = made(plan, trip.catalogue, one)
        except MissingExtraError as missing:
            print_error(f"left out {one.path}: {missing.sentence()}")
            continue
        write_file(one.path or "", content, force=force)
