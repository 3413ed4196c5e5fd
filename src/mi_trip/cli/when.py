"""``mi-trip when``: the best time of a year for a trip."""

# No `from __future__ import annotations` in the modules of the commands: Typer reads the types when it starts.
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from mi_trip.cli import options
from mi_trip.cli import request_options as ask
from mi_trip.cli.asking import Asked, request_of
from mi_trip.cli.options import option
from mi_trip.cli.output import print_json, print_text, screen

if TYPE_CHECKING:
    from mi_trip.cli.output import Screen
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.sweep.year import Year

HELP = """Find the best time of a year for a trip: a calendar of how good it is, what is shut when, and daylight.

\b
Examples:
  mi-trip when --days 6
  mi-trip when --days 4 --year 2028 --pace relaxed
  mi-trip when --must trollstigen --json

A first day a week is planned, and more where the score or what is open changes much: about seventy trips. The options are
those of `plan`. The effort is quick unless you say otherwise: `plan --date` finds a better trip for a day you like.
Without --year it is the year in which `plan` would begin. Into a pipe it prints one record a line, the kind of record first.
Where no first day gives a trip the exit code is 1.
"""


def when(
    days: ask.Days = None,
    year: Annotated[
        int | None,
        option(
            "--year", read=options.whole(options.EARLIEST_YEAR, options.LATEST_YEAR), metavar="YYYY", text="The year of the first days."
        ),
    ] = None,
    start: ask.Start = None,
    end: ask.End = None,
    arrive: ask.Arrive = None,
    depart: ask.Depart = None,
    pace: ask.Pace = None,
    like: ask.Likes = None,
    must: ask.Must = None,
    avoid: ask.Avoid = None,
    night: ask.Nights = None,
    adults: ask.Adults = None,
    children: options.Children = None,
    max_difficulty: ask.MaxDifficulty = None,
    car: ask.Car = None,
    budget: ask.Budget = None,
    catalogue: options.Place = None,
    effort: ask.Effort = "quick",
    seed: ask.Seed = 0,
    as_json: options.AsJson = False,
    color: options.Colour = "auto",
) -> None:
    """Plan the first days of a year and print the calendar."""
    asked = Asked(
        days, None, start, end, arrive, depart, pace, tuple(like or ()), tuple(must or ()), tuple(avoid or ()), tuple(night or ()),
        adults, children, max_difficulty, car, budget,
    )  # fmt: skip
    today = date(year, 1, 1) if year else options.today()
    from mi_trip.catalogue import load_catalogue

    world = load_catalogue(catalogue)
    request = replace(request_of(asked, world, today), assumed_date=False)
    from mi_trip.cli.sweeping import Sweeping, cores
    from mi_trip.solver.search import EFFORTS
    from mi_trip.sweep import Sweep
    from mi_trip.sweep.year import sweep_year

    hard = EFFORTS[effort]
    bounded = as_json or hard.proof > 0  # the calendar shows no bounds, but a proof may find a better trip
    with Sweeping() as progress, Sweep(world, hard, seed, cores=cores(), bounded=bounded) as sweep:
        found = sweep_year(world, request, sweep, progress.counting)
    if as_json:
        from mi_trip.render.when_json import year_json

        print_json(year_json(found, world))
    else:
        print_text(_text(found, world, screen(color)))
    if found.best is None:
        raise typer.Exit(1)


def _text(found: "Year", catalogue: "Catalogue", on: "Screen") -> str:
    from mi_trip.render.grid import plain_grid
    from mi_trip.render.page import laid_out_page
    from mi_trip.render.when import calendar, year_page, year_records

    if not on.laid_out:
        return plain_grid(year_records(found, catalogue))
    return f"{calendar(found, catalogue, colour=on.colour)}\n{laid_out_page(year_page(found, catalogue), width=on.width, colour=on.colour)}"
