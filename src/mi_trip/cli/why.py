"""``mi-trip why``: why something is in a plan or is not, and what would let it in."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from mi_trip.cli import options
from mi_trip.cli import request_options as asking
from mi_trip.cli.asking import Asked, request_of
from mi_trip.cli.completing import WISHES, ids_of
from mi_trip.cli.opened import name_of, plan_as_it_is
from mi_trip.cli.options import option
from mi_trip.cli.output import print_json, print_text, screen

if TYPE_CHECKING:
    from mi_trip.cli.output import Screen
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.why import Answer
    from mi_trip.solver.search import Effort

HELP = """Say why something is in a plan or is not, and the smallest change that lets it in. It plans again to find out.

\b
Examples:
  mi-trip why preikestolen --days 6
  mi-trip why zakarias abseil --children 12
  mi-trip why trollstigen --date 2027-01-20
  mi-trip why "golden train" --from-itinerary trip.yaml

NAME is an activity, a location, an area or a route; the options are those of `plan`, and with the same
options `plan` gives the same trips. Only changes that were tried are named.
Where the request itself is impossible the exit code is 1, and the demands that cannot hold together are named.
"""


def why(
    name: Annotated[
        list[str], typer.Argument(metavar="NAME", autocompletion=ids_of(*WISHES), help="Its name, another name people use, or its id.")
    ],
    days: asking.Days = None,
    first_day: asking.FirstDay = None,
    start: asking.Start = None,
    end: asking.End = None,
    arrive: asking.Arrive = None,
    depart: asking.Depart = None,
    pace: asking.Pace = None,
    like: asking.Likes = None,
    must: asking.Must = None,
    avoid: asking.Avoid = None,
    night: asking.Nights = None,
    adults: asking.Adults = None,
    children: options.Children = None,
    max_difficulty: asking.MaxDifficulty = None,
    car: asking.Car = None,
    budget: asking.Budget = None,
    kept: Annotated[
        str | None,
        option("--from-itinerary", read=str, metavar="TRIP", text="The saved trip in question: a file, a ready-made one, or - for stdin."),
    ] = None,
    catalogue: options.Place = None,
    effort: asking.Effort = "normal",
    seed: asking.Seed = 0,
    as_json: options.AsJson = False,
    color: options.Colour = "auto",
) -> None:
    """Find the answer and print it."""
    asked = Asked(
        days, first_day, start, end, arrive, depart, pace, tuple(like or ()), tuple(must or ()), tuple(avoid or ()), tuple(night or ()),
        adults, children, max_difficulty, car, budget,
    )  # fmt: skip
    from mi_trip.solver.search import EFFORTS

    search = (EFFORTS[effort], seed)
    words = options.read_words(" ".join(name))
    world, answer = _of_saved(words, asked, kept, catalogue, search) if kept else _of_request(words, asked, catalogue, search)
    if as_json:
        from mi_trip.render.why_json import why_json

        print_json(why_json(answer, world))
    else:
        print_text(_text(answer, world, screen(color)))
    from mi_trip.model.why import NoTrip

    if isinstance(answer, NoTrip):
        raise typer.Exit(1)


def _of_request(name: str, asked: Asked, catalogue: str | None, search: "tuple[Effort, int]") -> "tuple[Catalogue, Answer]":
    from mi_trip.catalogue import load_catalogue
    from mi_trip.catalogue.names import resolve_wish

    today = asked.date or options.today()
    world = load_catalogue(catalogue)
    wish, request = resolve_wish(world, name), request_of(asked, world, today)
    from mi_trip.cli.trying import Trying
    from mi_trip.model.why import Question
    from mi_trip.why import why as answer

    with Trying() as watch:
        return world, answer(world, Question(name, wish, request), effort=search[0], seed=search[1], watch=watch)


def _of_saved(name: str, asked: Asked, kept: str, catalogue: str | None, search: "tuple[Effort, int]") -> "tuple[Catalogue, Answer]":
    from mi_trip.catalogue.names import resolve_wish
    from mi_trip.cli.trips import open_trip

    opened = open_trip(kept, catalogue)
    world, saved = opened.catalogue, opened.saved
    wish = resolve_wish(world, name)
    request = request_of(asked, world, saved.request.first_day, saved.request)
    from mi_trip.cli.trying import Trying
    from mi_trip.model.why import Question
    from mi_trip.why import why_kept

    trip = replace(saved.with_request(request), source=name_of(kept))
    plan = plan_as_it_is(opened if trip.request == saved.request else replace(opened, saved=trip, plan=None))
    with Trying() as watch:
        question = Question(name, wish, trip.request, trip)
        return world, why_kept(world, question, plan, effort=search[0], seed=search[1], watch=watch)


def _text(answer: "Answer", catalogue: "Catalogue", on: "Screen") -> str:
    from mi_trip.render.grid import laid_out_grid, plain_grid
    from mi_trip.render.page import laid_out_page, plain_page
    from mi_trip.render.why import instead_grid, why_page

    page, grid = why_page(answer, catalogue), instead_grid(answer, catalogue)
    text = laid_out_page(page, width=on.width, colour=on.colour) if on.laid_out else plain_page(page)
    if grid is None:
        return text
    table = laid_out_grid(grid, width=on.width, colour=on.colour) if on.laid_out else plain_grid(grid)
    return f"{text}\n{table}"
