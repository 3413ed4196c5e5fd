"""``mi-trip export``: a trip in another format."""

from typing import Annotated

import typer

from mi_trip.cli import options
from mi_trip.cli.completing import trips
from mi_trip.cli.target import Target

HELP = """Turn a trip into another format. The suffix chooses: a road book in Markdown, JSON, or an itinerary file to edit.

\b
Examples:
  mi-trip export trip.yaml -o trip.md
  mi-trip export reference-tour -o mine.yaml
  mi-trip plan --days 3 --json | mi-trip export - --format md

A trip is an itinerary file, a plan saved as JSON, a ready-made itinerary, or - for standard input.
One that does not hold is not exported: `mi-trip check` tells why. Without -o it prints Markdown.
"""


def export(
    source: Annotated[
        str, typer.Argument(metavar="TRIP", help="An itinerary file, a saved plan, or a ready-made itinerary.", autocompletion=trips)
    ],
    output: options.Output = None,
    format_: options.Format = None,
    force: options.Force = False,
    catalogue: options.Place = None,
    as_json: options.AsJson = False,
) -> None:
    """Read the trip, check it, and print or write it in the format."""
    target = Target.of(output, format_, as_json=as_json, force=force)
    from mi_trip.cli.opened import sound_plan
    from mi_trip.cli.trips import open_trip

    trip = open_trip(source, catalogue)
    plan = sound_plan(trip)
    from mi_trip.render import render

    target.put(render(plan, trip.catalogue, target.suffix or ".md"))
