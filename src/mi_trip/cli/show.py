"""``mi-trip show``: all there is to know about what bears a name."""

from typing import TYPE_CHECKING, Annotated

import typer

from mi_trip.cli import options
from mi_trip.cli.completing import THINGS, ids_of
from mi_trip.cli.output import print_json, print_text, screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mi_trip.cli.output import Screen
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.render.show import Thing

HELP = """Show a location, area, activity, route or film. What it is, when it is open, how to get there, and how it is known.

\b
Examples:
  mi-trip show hellesylt
  mi-trip show trollstigen --date 2027-05-28
  mi-trip show "Dead Reckoning" --json

Names may be written without accents; all that bear the name are shown.
"""


def show(
    name: Annotated[
        list[str], typer.Argument(metavar="NAME", autocompletion=ids_of(*THINGS), help="Its name, another name people use, or its id.")
    ],
    day: options.Day = None,
    catalogue: options.Place = None,
    as_json: options.AsJson = False,
    color: options.Colour = "auto",
) -> None:
    """Show everything that bears a name."""
    from mi_trip.catalogue import load_catalogue

    world = load_catalogue(catalogue)
    found = _found(world, " ".join(name))
    if as_json:
        from mi_trip.render.fields import entries_json

        print_json(entries_json(found, world, day))
    else:
        print_text(_pages(found, world, day, screen(color)))


def _found(catalogue: "Catalogue", name: str) -> "tuple[Thing, ...]":
    from mi_trip.catalogue.names import find
    from mi_trip.catalogue.text import shown
    from mi_trip.errors import UnknownNameError

    found = find(catalogue, name)
    if not found:
        raise UnknownNameError(shown(name)[1:-1], "location, area, activity, route or film", found.suggestions)
    return found.all


def _pages(found: "Sequence[Thing]", catalogue: "Catalogue", day: "date | None", on: "Screen") -> str:
    from mi_trip.render.page import laid_out_page, plain_page
    from mi_trip.render.show import thing_page

    pages = (thing_page(thing, catalogue, day) for thing in found)
    texts = (laid_out_page(page, width=on.width, colour=on.colour) if on.laid_out else plain_page(page) for page in pages)
    return "\n\n".join(texts)
