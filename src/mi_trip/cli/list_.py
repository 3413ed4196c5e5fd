"""``mi-trip list``: what a catalogue holds."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from mi_trip.cli import options
from mi_trip.cli.completing import PLACES, ids_of, tags
from mi_trip.cli.options import choice, option
from mi_trip.cli.output import print_error, print_json, print_text, screen
from mi_trip.errors import UsageError

if TYPE_CHECKING:
    from mi_trip.cli.output import Screen
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.render.listing import Listed

HELP = """List locations, activities, routes, films or areas, all of them without a kind; or the ready-made itineraries.

\b
Examples:
  mi-trip list activities --tag film
  mi-trip list activities --open-on 2027-05-17 --near Valldal --within 40
  mi-trip list routes --mode ferry
  mi-trip list locations --area Romsdalen --json
  mi-trip list itineraries

Into a pipe it prints one record a line, its columns set apart by tabs.
"""

KINDS = ("all", "locations", "activities", "routes", "films", "areas")
ITINERARIES = "itineraries"
GOES_WITH = {
    "tag": ("activities",),
    "mode": ("routes",),
    "film": ("locations", "activities"),
    "open-on": ("locations", "activities", "routes"),
    "area": ("locations", "activities", "routes"),
    "near": ("locations", "activities", "routes"),
}


def list_(
    kind: Annotated[
        str,
        typer.Argument(
            parser=options.one_of(*KINDS, ITINERARIES),
            metavar="[KIND]",
            help="locations, activities, routes, films, areas or itineraries.",
            show_default=False,
        ),
    ] = "all",
    tag: Annotated[
        list[str] | None,
        option("--tag", read=options.read_words, metavar="TAG", text="Activities with the tag. Repeatable.", autocompletion=tags),
    ] = None,
    area: Annotated[
        str | None, option("--area", read=options.read_words, metavar="AREA", text="What lies in the area.", autocompletion=ids_of("areas"))
    ] = None,
    open_on: Annotated[
        date | None, option("--open-on", "--date", read=options.read_date, metavar="YYYY-MM-DD", text="What is open on the day.")
    ] = None,
    near: Annotated[
        str | None,
        option(
            "--near",
            read=options.read_words,
            metavar="PLACE",
            text="What lies near the place, nearest first.",
            autocompletion=ids_of(*PLACES),
        ),
    ] = None,
    within: Annotated[float, option("--within", read=options.read_distance, metavar="KM", text="How near, in a straight line.")] = 30.0,
    mode: Annotated[str | None, choice("--mode", options.MODES, "Routes of the mode.")] = None,
    film: Annotated[
        str | None,
        option("--film", read=options.read_words, metavar="FILM", text="What has to do with the film.", autocompletion=ids_of("films")),
    ] = None,
    catalogue: options.Place = None,
    as_json: options.AsJson = False,
    color: options.Colour = "auto",
) -> None:
    """List what a catalogue holds."""
    given = {"tag": tag, "area": area, "open-on": open_on, "near": near, "mode": mode, "film": film}
    kinds = _kinds(kind, [name for name, value in given.items() if value])
    from mi_trip.catalogue import load_catalogue
    from mi_trip.cli.sifting import Sieve, sift

    world = load_catalogue(catalogue)
    if kind == ITINERARIES:
        _list_itineraries(world, catalogue, screen(color), as_json=as_json)
        return
    found = sift(world, kinds, Sieve.of(world, tags=tag or (), area=area, day=open_on, near=near, within_km=within, mode=mode, film=film))
    if not found:
        print_error("nothing in the catalogue fits")
    if as_json:
        from mi_trip.render.fields import listing_json

        print_json(listing_json(found, world, open_on))
    else:
        print_text(_table(found, world, open_on, kinds, screen(color)))


def _list_itineraries(world: "Catalogue", catalogue: str | None, on: "Screen", *, as_json: bool) -> None:
    from mi_trip.ready import ready_trips
    from mi_trip.render.fields import document
    from mi_trip.render.grid import laid_out_grid, plain_grid
    from mi_trip.render.ready import itineraries_grid, itinerary_fields

    found = ready_trips(world, catalogue)
    if not found:
        print_error("no ready-made itineraries lie with this catalogue")
    if as_json:
        print_json(document([itinerary_fields(trip) for trip in found], world, None))
        return
    grid = itineraries_grid(found, world)
    print_text(laid_out_grid(grid, width=on.width, colour=on.colour) if on.laid_out else plain_grid(grid))


def _table(found: "tuple[Listed, ...]", catalogue: "Catalogue", day: date | None, kinds: tuple[str, ...], on: "Screen") -> str:
    from mi_trip.render.grid import laid_out_grid, plain_grid
    from mi_trip.render.listing import listing_grid

    grid = listing_grid(found, catalogue, kinds[0] if len(kinds) == 1 else "", day)
    return laid_out_grid(grid, width=on.width, colour=on.colour) if on.laid_out else plain_grid(grid)


def _kinds(kind: str, filters: list[str]) -> tuple[str, ...]:
    """The kinds to list: those that all filters go with."""
    kinds: tuple[str, ...] = KINDS[1:] if kind == "all" else (kind,)
    for name in filters:
        if kind != "all" and kind not in GOES_WITH[name]:
            raise UsageError(f"--{name} goes with {' and '.join(GOES_WITH[name])}, not with {kind}")
        kinds = tuple(one for one in kinds if one in GOES_WITH[name])
    if not kinds:
        raise UsageError(f"{' and '.join(f'--{name}' for name in filters)} do not go together: nothing has all of them")
    return kinds
