"""``mi-trip plan``: work out a trip, print it or write it."""

# No `from __future__ import annotations` in the modules of the commands: Typer reads the types when it starts.
from typing import TYPE_CHECKING, Annotated

import typer

from mi_trip.cli import options
from mi_trip.cli import request_options as ask
from mi_trip.cli.asking import DEFAULT_DAYS, Asked, request_of
from mi_trip.cli.options import option
from mi_trip.cli.output import print_text, screen
from mi_trip.cli.replanning import Replanning
from mi_trip.cli.target import Target
from mi_trip.errors import UsageError

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan

HELP = """Plan a trip day by day. What to do, how to get there, where to sleep, and what it costs.

\b
Examples:
  mi-trip plan --days 6
  mi-trip plan --days 4 --date 2027-06-15 --pace relaxed --children 7,12
  mi-trip plan --must Preikestolen --avoid "Golden Train" --night Valldal@3
  mi-trip plan --like hiking=2 --budget 30000 -o trip.yaml
  mi-trip plan --from "Oslo airport" --to Molde --arrive 13:30 --car none
  mi-trip plan --from-itinerary trip.yaml --date 2027-07-01 -o later.yaml
  mi-trip plan --update trip.yaml --keep-most

Without --date the next usual first day of the catalogue is taken, and the plan says which.
Where there is no such trip the exit code is 1, and every demand that cannot be met is named.

With --from-itinerary the request is that of the file, and options go on top of it: --must, --avoid,
--like and --night add to the file's, all others replace them. What the file has pinned or booked stays;
what cannot stay is told on stderr, each with the reason.
"""


def plan(
    days: ask.Days = None,
    first_day: ask.FirstDay = None,
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
    from_itinerary: Annotated[
        str | None,
        option("--from-itinerary", read=options.read_words, metavar="FILE", text="Plan a saved trip anew; keep what it has pinned."),
    ] = None,
    keep_most: Annotated[bool, typer.Option("--keep-most", help="Change as little of the saved trip as can be.")] = False,
    update: Annotated[
        str | None,
        option("--update", read=options.read_words, metavar="FILE", text="Plan an itinerary file anew, and write it back."),
    ] = None,
    catalogue: options.Place = None,
    effort: ask.Effort = "normal",
    seed: ask.Seed = 0,
    explain: Annotated[bool, typer.Option("--explain", help="Show the score line by line.")] = False,
    as_json: options.AsJson = False,
    output: options.Output = None,
    format_: options.Format = None,
    force: options.Force = False,
    color: options.Colour = "auto",
) -> None:
    """Plan a trip, and print it or write it."""
    asked = Asked(
        days, first_day, start, end, arrive, depart, pace, tuple(like or ()), tuple(must or ()), tuple(avoid or ()), tuple(night or ()),
        adults, children, max_difficulty, car, budget,
    )  # fmt: skip
    saved = Replanning.of(from_itinerary, update, keep_most=keep_most)
    if not saved:
        asked.check(asked.days or DEFAULT_DAYS)
    if update and (output or format_ or as_json or explain):
        raise UsageError("--update writes its own file: leave out -o, --format, --json and --explain")
    target = Target.of(output, format_, as_json=as_json, force=force)
    if explain and target.suffix:
        raise UsageError("--explain prints on the screen: leave out -o, --format and --json (JSON holds the score anyway)")
    if saved:
        trip, found = saved.work_out(asked, catalogue, effort, seed)
        world = trip.catalogue
        if update:
            saved.write_back(found, trip)
            return
    else:
        world, found = _work_out(asked, catalogue, effort, seed)
    if target.suffix:
        from mi_trip.render import render

        target.put(render(found, world, target.suffix))
        return
    print_text(_on_screen(found, world, color, explain=explain))


def _work_out(asked: Asked, catalogue: str | None, effort: str, seed: int) -> "tuple[Catalogue, Plan]":
    from mi_trip.catalogue import load_catalogue
    from mi_trip.cli.progress import Progress

    today = asked.date or options.today()
    world = load_catalogue(catalogue)
    request = request_of(asked, world, today)
    from mi_trip.planner import plan_trip
    from mi_trip.solver.search import EFFORTS

    with Progress() as progress:
        return world, plan_trip(world, request, effort=EFFORTS[effort], seed=seed, watch=progress)


def _on_screen(found: "Plan", catalogue: "Catalogue", color: str, *, explain: bool) -> str:
    from mi_trip.render.table import plan_plain, plan_table

    on = screen(color)
    text = plan_table(found, catalogue, width=on.width, colour=on.colour) if on.laid_out else plan_plain(found, catalogue)
    if not explain:
        return text
    from mi_trip.render.explain import score_grid
    from mi_trip.render.grid import laid_out_grid, plain_grid

    grid = score_grid(found, catalogue)
    score = laid_out_grid(grid, width=on.width, colour=on.colour) if on.laid_out else plain_grid(grid)
    return f"{text}\n{score}"
