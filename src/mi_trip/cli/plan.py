"""``mi-trip plan``: work out a trip, print it or write it."""

# No `from __future__ import annotations` in the modules of the commands: Typer reads the types when it starts.
from typing import TYPE_CHECKING, Annotated

import typer

from mi_trip.cli import alternatives as others
from mi_trip.cli import options
from mi_trip.cli import request_options as ask
from mi_trip.cli.asking import DEFAULT_DAYS, Asked, request_of
from mi_trip.cli.options import option
from mi_trip.cli.output import INTERRUPTED, print_error, print_text
from mi_trip.cli.replanning import Replanning
from mi_trip.cli.target import Target
from mi_trip.errors import UsageError

if TYPE_CHECKING:
    from mi_trip.cli.progress import Progress
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
  mi-trip plan --days 6 --alternatives 3
  mi-trip plan --days 6 --map -o trip.yaml -o trip.pdf -o trip.ics -o -

Without --date the next usual first day of the catalogue is taken, and the plan says which.
Where there is no such trip the exit code is 1, and every demand that cannot be met is named.
Ctrl-C during the search gives the best plan so far; the exit code is then 130.

With --from-itinerary the request is that of the file, and options go on top of it: --must, --avoid,
--like and --night add to the file's, all others replace them. What the file has pinned or booked stays;
what cannot stay is told on stderr, each with the reason.

With --alternatives the plans that come next are told below the plan: each sleeps elsewhere or does other
things of rating 4 and 5. With -o FILE they go to FILE-2, FILE-3 and so on, with --json all into one document.
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
    explain: Annotated[bool, typer.Option("--explain", help="Show the score line by line, and what nearly made it.")] = False,
    with_map: Annotated[bool, typer.Option("--map", help="Draw the map below the plan.")] = False,
    alternatives: Annotated[
        int | None,
        option(
            "--alternatives",
            read=options.whole(1, others.MOST),
            metavar="N",
            text="Other plans as well, 1 to 5: other nights or main sights.",
        ),
    ] = None,
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
    if update and (output or format_ or as_json or explain or with_map or alternatives):
        raise UsageError("--update writes its own file: leave out -o, --format, --json, --explain, --map and --alternatives")
    if keep_most and alternatives:
        raise UsageError("--keep-most asks for what is most like the saved trip, --alternatives for what is not: leave out one of them")
    target = Target.of(output, format_, as_json=as_json, force=force)
    if (explain or with_map) and not target.on_screen:
        raise UsageError(
            f"{'--explain' if explain else '--map'} prints on the screen: leave out --format and --json, and beside -o FILE give -o -"
        )
    others.check_target(alternatives or 0, target)
    from mi_trip.cli.progress import Stoppable

    progress = Stoppable()
    if saved:
        trip, found = saved.work_out(asked, catalogue, effort, seed, progress)
        world = trip.catalogue
    else:
        world, found = _work_out(asked, catalogue, effort, seed, progress)
    plans = others.look(world, found, alternatives, (effort, seed), progress) if alternatives and not progress.stopped else (found,)
    if saved and alternatives:
        plans = saved.dressed(plans, found, trip)
    if saved and update:
        saved.write_back(found, trip)
    elif alternatives:
        others.put(plans, world, target)
    else:
        target.put(found, world)
    if target.on_screen and not update:
        print_text(_on_screen(plans, world, color, explain=explain, with_map=with_map))
    if progress.stopped:
        print_error(progress.told)
        raise typer.Exit(INTERRUPTED)


def _work_out(asked: Asked, catalogue: str | None, effort: str, seed: int, progress: "Progress") -> "tuple[Catalogue, Plan]":
    from mi_trip.catalogue import load_catalogue

    today = asked.date or options.today()
    world = load_catalogue(catalogue)
    request = request_of(asked, world, today)
    from mi_trip.planner import plan_trip
    from mi_trip.solver.search import EFFORTS

    with progress:
        return world, plan_trip(world, request, effort=EFFORTS[effort], seed=seed, watch=progress)


def _on_screen(plans: "tuple[Plan, ...]", catalogue: "Catalogue", color: str, *, explain: bool, with_map: bool) -> str:
    from mi_trip.cli.opened import plan_on_screen

    texts = [plan_on_screen(plans[0], catalogue, color)]
    if with_map:
        from mi_trip.cli.opened import map_on_screen

        texts.append(map_on_screen(plans[0], catalogue, color))
    if explain:
        from mi_trip.cli.opened import grid_on_screen
        from mi_trip.nearly import nearly
        from mi_trip.render.explain import nearly_grid, score_grid

        texts.append(grid_on_screen(score_grid(plans[0], catalogue), color))
        if found := nearly(catalogue, plans[0]):
            texts.append(grid_on_screen(nearly_grid(found), color))
    if len(plans) > 1:
        texts.append(others.on_screen(plans, catalogue, color))
    return "\n".join(texts)
