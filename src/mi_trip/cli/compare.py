"""``mi-trip compare``: trips of other lengths, dates, paces and cars side by side."""

# No `from __future__ import annotations` in the modules of the commands: Typer reads the types when it starts.
from typing import TYPE_CHECKING

import typer

from mi_trip.cli import options
from mi_trip.cli import request_options as ask
from mi_trip.cli import several as some
from mi_trip.cli.asking import Asked
from mi_trip.cli.output import INTERRUPTED, print_error, print_json, print_text, screen

if TYPE_CHECKING:
    from mi_trip.cli.output import Screen
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.request import Request
    from mi_trip.sweep.comparing import Comparison

HELP = """Compare trips of other lengths, dates, paces or cars: score, nights, driving, cost, and what becomes possible or is lost.

\b
Examples:
  mi-trip compare --days 4-9
  mi-trip compare --days 6 --date 2027-05-20 --date 2027-06-22
  mi-trip compare --date 2027-06-01..2027-06-29 --every 7
  mi-trip compare --pace relaxed,balanced --car hire,none --must Preikestolen

Every combination is planned, at most 40; the other options are those of `plan`. What is gained and lost is told
against the first trip that is possible, best rated first. The effort is quick unless you say otherwise: the scores are those of
trips found quickly, and `plan` with the same options finds better ones. A combination that is impossible is a row with its reason;
where all are, the exit code is 1. Into a pipe it prints one trip a line. Ctrl-C gives the trips planned so far.
"""


def compare(
    days: some.SomeDays = None,
    dates: some.SomeDates = None,
    every: some.Every = None,
    pace: some.SomePaces = None,
    car: some.SomeCars = None,
    start: ask.Start = None,
    end: ask.End = None,
    arrive: ask.Arrive = None,
    depart: ask.Depart = None,
    like: ask.Likes = None,
    must: ask.Must = None,
    avoid: ask.Avoid = None,
    night: ask.Nights = None,
    adults: ask.Adults = None,
    children: options.Children = None,
    max_difficulty: ask.MaxDifficulty = None,
    budget: ask.Budget = None,
    catalogue: options.Place = None,
    effort: ask.Effort = "quick",
    seed: ask.Seed = 0,
    as_json: options.AsJson = False,
    color: options.Colour = "auto",
) -> None:
    """Plan every combination and print them in one table."""
    asked = Asked(
        None, None, start, end, arrive, depart, None, tuple(like or ()), tuple(must or ()), tuple(avoid or ()), tuple(night or ()),
        adults, children, max_difficulty, None, budget,
    )  # fmt: skip
    several = some.Several.of(days, dates, every, pace, car)
    combined = several.combined(asked)
    today = several.dates[0] if several.dates else options.today()
    from mi_trip.catalogue import load_catalogue

    world = load_catalogue(catalogue)
    requests = some.requests_of(combined, world, today)
    found = _compared(world, requests, effort, seed)
    if as_json:
        from mi_trip.render.compare import comparison_json

        print_json(comparison_json(found, world))
    elif found.rows:
        print_text(_table(found, world, screen(color)))
    if not found.complete:
        print_error(f"interrupted: {len(found.rows)} of {len(requests)} trips were planned")
        raise typer.Exit(INTERRUPTED)
    if not any(row.plan for row in found.rows):
        raise typer.Exit(1)


def _compared(catalogue: "Catalogue", requests: "list[tuple[Request, str]]", effort: str, seed: int) -> "Comparison":
    """Plan what can be meant; an interruption leaves what is finished."""
    from mi_trip.cli.sweeping import Sweeping, cores
    from mi_trip.solver.search import EFFORTS
    from mi_trip.sweep import Sweep, Tried
    from mi_trip.sweep.comparing import compared

    meant = list(dict.fromkeys(request for request, refused in requests if not refused))
    found: dict[Request, Tried] = {}
    complete = True
    try:
        with Sweeping() as progress, Sweep(catalogue, EFFORTS[effort], seed, cores=cores()) as sweep:
            for tried in progress.counting(sweep.plan(meant), len(meant)):
                found[tried.request] = tried
    except KeyboardInterrupt:
        complete = False
    tries = [Tried(request, refused=refused) if refused else found.get(request) for request, refused in requests]
    return compared([tried for tried in tries if tried], catalogue, effort=effort, seed=seed, complete=complete)


def _table(found: "Comparison", catalogue: "Catalogue", on: "Screen") -> str:
    from mi_trip.render.compare import comparison_grid, comparison_page, comparison_records
    from mi_trip.render.grid import laid_out_grid, plain_grid
    from mi_trip.render.page import laid_out_page

    if not on.laid_out:
        return plain_grid(comparison_records(found, catalogue))
    table = laid_out_grid(comparison_grid(found, catalogue), width=on.width, colour=on.colour)
    return f"{table}\n{laid_out_page(comparison_page(found, catalogue), width=on.width, colour=on.colour)}"
