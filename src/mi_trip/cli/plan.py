"""``mi-trip plan``: work out a trip, print it or write it."""

from datetime import date, time
from typing import TYPE_CHECKING, Annotated

import typer

from mi_trip.cli import options
from mi_trip.cli.asking import Asked, request_of
from mi_trip.cli.completing import PLACES, WISHES, ids_of, tags
from mi_trip.cli.options import choice, option
from mi_trip.cli.output import print_text, screen
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
  mi-trip plan --like hiking=2 --budget 30000 -o trip.md
  mi-trip plan --from "Oslo airport" --to Molde --arrive 13:30 --car none

Without --date the next usual first day of the catalogue is taken, and the plan says which.
Where there is no such trip the exit code is 1, and every demand that cannot be met is named.
"""

Names = list[str] | None


def plan(
    days: Annotated[int, option("--days", read=options.whole(1, options.LONGEST_TRIP), metavar="N", text="How many days, 1 to 60.")] = 6,
    first_day: Annotated[date | None, option("--date", read=options.read_date, metavar="YYYY-MM-DD", text="The first day.")] = None,
    start: Annotated[
        str | None,
        option("--from", read=options.read_words, metavar="PLACE", text="Where the trip starts.", autocompletion=ids_of(*PLACES)),
    ] = None,
    end: Annotated[
        str | None,
        option(
            "--to",
            read=options.read_words,
            metavar="PLACE",
            text="Where it ends; with --from alone where it starts.",
            autocompletion=ids_of(*PLACES),
        ),
    ] = None,
    arrive: Annotated[time | None, option("--arrive", read=options.read_time, metavar="HH:MM", text="When the first day begins.")] = None,
    depart: Annotated[time | None, option("--depart", read=options.read_time, metavar="HH:MM", text="When the last day ends.")] = None,
    pace: Annotated[str, choice("--pace", options.PACES, "How full the days are.")] = "balanced",
    like: Annotated[
        list[options.Like] | None,
        option(
            "--like",
            read=options.read_like,
            metavar="TAG[=WEIGHT]",
            text="What you like, 0 to 10 times as much (2). Repeatable.",
            autocompletion=tags,
        ),
    ] = None,
    must: Annotated[
        Names,
        option(
            "--must", read=options.read_words, metavar="NAME", text="What must be in the trip. Repeatable.", autocompletion=ids_of(*WISHES)
        ),
    ] = None,
    avoid: Annotated[
        Names,
        option(
            "--avoid", read=options.read_words, metavar="NAME", text="What must not be in it. Repeatable.", autocompletion=ids_of(*WISHES)
        ),
    ] = None,
    night: Annotated[
        list[options.WantedNight] | None,
        option(
            "--night",
            read=options.read_night,
            metavar="PLACE@DAY",
            text="Where to sleep after a day. Repeatable.",
            autocompletion=ids_of(*PLACES),
        ),
    ] = None,
    adults: options.Adults = 2,
    children: options.Children = None,
    max_difficulty: Annotated[str, choice("--max-difficulty", options.DIFFICULTIES, "The hardest outing you want.")] = "hard",
    car: options.Car = "hire",
    budget: Annotated[
        int | None, option("--budget", read=options.read_amount, metavar="AMOUNT", text="What the party may spend on all that is included.")
    ] = None,
    catalogue: options.Place = None,
    effort: Annotated[str, choice("--effort", options.EFFORTS, "How hard to search for a better plan.")] = "normal",
    seed: Annotated[
        int, option("--seed", read=options.whole(0, 2**31 - 1), metavar="N", text="Where the search takes its randomness from.")
    ] = 0,
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
        adults, children or (), max_difficulty, car, budget,
    )  # fmt: skip
    asked.check()
    target = Target.of(output, format_, as_json=as_json, force=force)
    if explain and target.suffix:
        raise UsageError("--explain prints on the screen: leave out -o, --format and --json (JSON holds the score anyway)")
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
