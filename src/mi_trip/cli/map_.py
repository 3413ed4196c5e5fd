"""``mi-trip map``: a trip on a map, in the terminal or as a picture."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mi_trip.cli import options
from mi_trip.cli.completing import trips
from mi_trip.cli.options import option
from mi_trip.cli.output import STANDARD, may_write, print_bytes, print_text, write_file
from mi_trip.errors import UsageError

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan

SVG = ".svg"
HELP = """Draw a trip on a map. In the terminal, as wide as it is, or with -o as a picture.

\b
Examples:
  mi-trip map reference-tour
  mi-trip map trip.yaml --day 2
  mi-trip map trip.yaml -o trip.svg
  mi-trip map trip.yaml --format svg > trip.svg
  mi-trip plan --days 4 --json | mi-trip map -

A trip is an itinerary file, a plan saved as JSON, a ready-made itinerary, or - for standard input.
Ferries are drawn along the water and roads along the land between the places they pass: plausibly, not surveyed.
"""


def _read_format(given: object) -> str:
    """The one format of a picture."""
    if str(given).strip().lower().lstrip(".") != "svg":
        raise options.refuse("svg", given)
    return SVG


def map_(
    source: Annotated[
        str, typer.Argument(metavar="TRIP", help="An itinerary file, a saved plan, or a ready-made itinerary.", autocompletion=trips)
    ],
    day: Annotated[
        int | None, option("--day", read=options.whole(1, options.LONGEST_TRIP), metavar="N", text="One day alone, by its number.")
    ] = None,
    output: Annotated[str | None, option("-o", "--output", read=str, metavar="FILE", text="Write a picture, FILE.svg.")] = None,
    format_: Annotated[
        str | None, option("--format", read=_read_format, metavar="svg", text="Print the picture, or write it whatever the suffix of FILE.")
    ] = None,
    force: options.Force = False,
    catalogue: options.Place = None,
    color: options.Colour = "auto",
) -> None:
    """Draw the trip, or one of its days."""
    file = None if output in (None, STANDARD) else output
    if file is not None:
        _check_picture(file, format_, force=force)
    from mi_trip.cli.opened import map_on_screen, plan_as_it_is
    from mi_trip.cli.progress import slowly
    from mi_trip.cli.trips import open_trip

    trip = open_trip(source, catalogue)
    plan = plan_as_it_is(trip)
    if day is not None and day > len(plan.days):
        raise UsageError(f"--day {day}: the trip has {len(plan.days)} day{'s' if len(plan.days) > 1 else ''}")
    with slowly("drawing the map"):
        drawn = _svg(plan, trip.catalogue, day) if file or format_ else map_on_screen(plan, trip.catalogue, color, day=day)
    if file is not None:
        write_file(file, drawn, force=force)
    elif format_:
        print_bytes(drawn.encode())
    else:
        print_text(drawn)


def _svg(plan: "Plan", catalogue: "Catalogue", day: int | None) -> str:
    from mi_trip.maps.scenes import trip_scene
    from mi_trip.maps.svg import map_svg

    return map_svg(trip_scene(plan, catalogue), day=day) + "\n"


def _check_picture(path: str, format_: str | None, *, force: bool) -> None:
    """Refuse, before any work is done, a file that cannot be written."""
    may_write(path, force=force)
    suffix = Path(path).suffix.lower()
    if format_ or suffix == SVG:
        return
    from mi_trip.render import SUFFIXES

    elsewhere = f"; `mi-trip export` writes {suffix}" if suffix in SUFFIXES else ""
    raise UsageError(f"-o {path}: a map is written as {SVG}{elsewhere}")
