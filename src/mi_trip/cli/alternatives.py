"""Where other plans beside the best go: below it on the screen, into one JSON document, or into files of their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mi_trip.cli.output import may_write, print_error, print_json, write_file
from mi_trip.cli.target import JSON, made, refuse_twice
from mi_trip.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.cli.progress import Stoppable
    from mi_trip.cli.target import Output, Target
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan

MOST = 5


def check_target(count: int, target: Target) -> None:
    """Refuse, before any work is done, where several plans cannot go."""
    if not count:
        return
    if any(output.path is None and output.suffix not in ("", JSON) for output in target.outputs):
        raise UsageError("--alternatives prints on the screen or as JSON: leave out --format, or write files with -o")
    files = [one for output in target.outputs if output.path is not None for one in _series(output.path, output, count + 1)]
    refuse_twice(files)
    for one in files:
        may_write(one.path or "", force=target.force)


def _series(path: str, best: Output, count: int) -> list[Output]:
    """The files of so many plans, that of the best at the path first."""
    return [best, *(replace(best, path=beside(path, number)) for number in range(2, count + 1))]


def beside(path: str, number: int) -> str:
    """The file of another plan beside that of the best.

    >>> beside("trip.yaml", 2), beside("plans/norway.2027.md", 3)
    ('trip-2.yaml', 'plans/norway.2027-3.md')
    """
    file = Path(path)
    return str(file.with_name(f"{file.stem}-{number}{file.suffix}"))


def look(catalogue: Catalogue, best: Plan, count: int, search: tuple[str, int], progress: Stoppable) -> tuple[Plan, ...]:
    """The best plan and the others; where there are not so many, a word on stderr."""
    from mi_trip.alternatives import alternatives
    from mi_trip.solver.search import EFFORTS

    effort, seed = search
    progress.told = "stopped early: these are the alternatives found so far"
    with progress:
        plans = alternatives(catalogue, best, count, effort=EFFORTS[effort], seed=seed, watch=progress)
    if len(plans) <= count and not progress.stopped:
        found = len(plans) - 1
        told = f"only {found}" if found else "no"
        print_error(f"{told} other plan{'s differ' if found > 1 else ' differs'} from the best in nights or main activities")
    return plans


def put(plans: Sequence[Plan], catalogue: Catalogue, target: Target) -> None:
    """Print all of them as one JSON document, or write each into its file."""
    for output in target.outputs:
        if output.path is not None:
            for plan, one in zip(plans, _series(output.path, output, len(plans)), strict=True):
                write_file(one.path or "", made(plan, catalogue, one), force=target.force)
        elif output.suffix:
            from mi_trip.render.alternatives import alternatives_json

            print_json(alternatives_json(plans, catalogue))


def on_screen(plans: Sequence[Plan], catalogue: Catalogue, color: str) -> str:
    """What each of the others gains and loses."""
    from mi_trip.cli.opened import grid_on_screen
    from mi_trip.render.alternatives import alternatives_grids

    return "\n".join(grid_on_screen(grid, color) for grid in alternatives_grids(plans, catalogue))
