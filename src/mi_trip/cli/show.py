"""``mi-trip show``: all there is to know about what bears a name."""

from typing import TYPE_CHECKING, Annotated

import typer

from mi_trip.cli import options
from mi_trip.cli.completing import things_and_trips
from mi_trip.cli.output import print_json, print_text, screen
from mi_trip.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mi_trip.cli.output import Screen
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.render.page import Page
    from mi_trip.render.show import Thing

HELP = """Show a location, area, activity, route or film. What it is, when it is open, how to get there, and how it is known.

\b
Examples:
  mi-trip show hellesylt
  mi-trip show trollstigen --date 2027-05-28
  mi-trip show "Dead Reckoning" --json
  mi-trip show trollveggen --map
  mi-trip show reference-tour

Names may be written without accents; all that bear the name are shown.
Of a ready-made itinerary, or a file that ends in .yaml or .json, the plan is shown day by day.
"""

FILES = (".yaml", ".yml", ".json")


def show(
    name: Annotated[
        list[str], typer.Argument(metavar="NAME", autocompletion=things_and_trips, help="Its name, another name people use, or its id.")
    ],
    day: options.Day = None,
    with_map: Annotated[bool, typer.Option("--map", help="Draw where it is.")] = False,
    catalogue: options.Place = None,
    as_json: options.AsJson = False,
    color: options.Colour = "auto",
) -> None:
    """Show everything that bears a name."""
    wanted = " ".join(name)
    if with_map and as_json:
        raise UsageError("--map draws on the screen, and --json is for programs: leave out one of them")
    if wanted.lower().endswith(FILES):
        _show_trip(wanted, catalogue, day, color, as_json=as_json, with_map=with_map)
        return
    from mi_trip.catalogue import load_catalogue

    world = load_catalogue(catalogue)
    found, trip = _found(world, wanted, catalogue)
    if not found:
        _show_trip(trip, catalogue, day, color, as_json=as_json, with_map=with_map)
    elif as_json:
        _print_entries(found, trip, world, catalogue, day)
    else:
        texts = [_pages(found, world, day, screen(color))]
        texts += [_places_map(found, world, screen(color))] if with_map else []
        texts += [_plan(trip, catalogue, color, with_map=with_map)] if trip else []
        print_text("\n\n".join(texts))


def _found(world: "Catalogue", name: str, catalogue: str | None) -> "tuple[tuple[Thing, ...], str]":
    """All things that bear the name, and the id of the ready-made itinerary that does, empty for none."""
    from mi_trip.catalogue.names import find, fold
    from mi_trip.catalogue.text import shown
    from mi_trip.catalogue.trips import near_trips, shipped_trips
    from mi_trip.errors import UnknownNameError

    found = find(world, name)
    trip = next((id_ for id_ in shipped_trips(catalogue) if fold(id_) == fold(name)), "")
    if not found and not trip:
        near = (*found.suggestions, *near_trips(name, catalogue))
        raise UnknownNameError(shown(name)[1:-1], "location, area, activity, route, film or itinerary", near)
    return found.all, trip


def _pages(found: "Sequence[Thing]", catalogue: "Catalogue", day: "date | None", on: "Screen") -> str:
    from mi_trip.render.show import thing_page

    return "\n\n".join(_printed(thing_page(thing, catalogue, day), on) for thing in found)


def _printed(page: "Page", on: "Screen") -> str:
    from mi_trip.render.page import laid_out_page, plain_page

    return laid_out_page(page, width=on.width, colour=on.colour) if on.laid_out else plain_page(page)


def _places_map(found: "Sequence[Thing]", catalogue: "Catalogue", on: "Screen") -> str:
    """The map of where the things are."""
    from mi_trip.maps.places import places_of
    from mi_trip.maps.scenes import places_scene
    from mi_trip.maps.terminal import map_text

    return map_text(places_scene(places_of(found, catalogue), catalogue), columns=on.width, colour=on.colour)


def _print_entries(found: "Sequence[Thing]", trip: str, world: "Catalogue", catalogue: str | None, day: "date | None") -> None:
    """The things as JSON entries, and the itinerary of the same name among them."""
    from mi_trip.render.fields import document, entry_fields

    entries = [entry_fields(thing, world, day) for thing in found]
    if trip:
        from mi_trip.ready import ready_trips
        from mi_trip.render.ready import itinerary_fields

        entries += [itinerary_fields(one) for one in ready_trips(world, catalogue) if one.id == trip]
    print_json(document(entries, world, day))


# -- trips ---------------------------------------------------------------------------------------------------------------------------


def _show_trip(given: str, catalogue: str | None, day: "date | None", color: str, *, as_json: bool, with_map: bool) -> None:
    if day:
        raise UsageError(f"--date goes with places and things to do: `mi-trip check {given} --date` moves a trip to other days")
    if not as_json:
        print_text(_plan(given, catalogue, color, with_map=with_map))
        return
    from mi_trip.cli.opened import plan_as_it_is
    from mi_trip.cli.trips import open_trip
    from mi_trip.render import render

    trip = open_trip(given, catalogue)
    print_json(render(plan_as_it_is(trip), trip.catalogue, ".json"))


def _plan(given: str, catalogue: str | None, color: str, *, with_map: bool) -> str:
    """The plan of a trip as `mi-trip plan` prints it, and what opens its days in a map."""
    from mi_trip.cli.opened import map_on_screen, plan_as_it_is, plan_on_screen
    from mi_trip.cli.trips import open_trip
    from mi_trip.render.on_a_map import links_page, plain_links
    from mi_trip.render.page import laid_out_page

    trip, on = open_trip(given, catalogue), screen(color)
    plan = plan_as_it_is(trip)
    told = plan_on_screen(plan, trip.catalogue, color)
    drawn = [map_on_screen(plan, trip.catalogue, color)] if with_map else []
    if not on.laid_out:
        return "\n".join([told + plain_links(plan, trip.catalogue), *drawn])
    links = laid_out_page(links_page(plan, trip.catalogue), width=on.width, colour=on.colour)
    return "\n".join([told, *drawn, links])
