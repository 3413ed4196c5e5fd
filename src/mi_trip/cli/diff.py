"""``mi-trip diff``: what changed between two trips."""

from typing import TYPE_CHECKING, Annotated

import typer

from mi_trip.cli import options
from mi_trip.cli.completing import trips
from mi_trip.cli.opened import name_of, one_dash, plan_as_it_is
from mi_trip.cli.output import print_json, print_text, screen
from mi_trip.errors import UsageError

if TYPE_CHECKING:
    from mi_trip.cli.output import Screen
    from mi_trip.diff import Differences
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan

HELP = """Tell what changed between two trips: beds, what is done and when, driving, money, points.

\b
Examples:
  mi-trip diff trip.yaml new.yaml
  mi-trip diff reference-tour trip.yaml
  git show HEAD:trip.yaml | mi-trip diff - trip.yaml --json

A trip is an itinerary file, a plan saved as JSON, a ready-made itinerary, or - for standard input.
Days are compared by their number, hours from half an hour on. Titles and notes are not compared.
Into a pipe it prints one difference a line: kind, day, what, and how it is in the one and in the other.
The exit code is 0 when nothing differs, 1 when something does.
"""


def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="The one trip.", autocompletion=trips)],
    after: Annotated[str, typer.Argument(metavar="B", help="The other.", autocompletion=trips)],
    catalogue: options.Place = None,
    as_json: options.AsJson = False,
    color: options.Colour = "auto",
) -> None:
    """Compare two trips."""
    one_dash(before, after)
    names = name_of(before), name_of(after)
    (old, world), (new, other) = _opened(before, catalogue), _opened(after, catalogue)
    if world.id != other.id:
        raise UsageError(f"{names[0]} is a trip of '{world.id}', {names[1]} one of '{other.id}': only trips of one catalogue are compared")
    from mi_trip.diff import differences

    found = differences(old, new)
    if as_json:
        from mi_trip.render.diff import differences_json

        print_json(differences_json(found, names, world))
    else:
        print_text(_table(found, names, world, screen(color)))
    if found:
        raise typer.Exit(1)


def _opened(given: str, catalogue: str | None) -> "tuple[Plan, Catalogue]":
    """The plan of a trip. One that does not hold is compared all the same."""
    from mi_trip.cli.trips import open_trip

    trip = open_trip(given, catalogue)
    return plan_as_it_is(trip), trip.catalogue


def _table(found: "Differences", names: tuple[str, str], catalogue: "Catalogue", on: "Screen") -> str:
    from mi_trip.render.diff import SAME, differences_grid, differences_grids
    from mi_trip.render.grid import laid_out_grid, plain_grid

    if not on.laid_out:
        return plain_grid(differences_grid(found, names, catalogue))
    grids = differences_grids(found, names, catalogue)
    return "\n".join(laid_out_grid(grid, width=on.width, colour=on.colour) for grid in grids) or SAME
