"""Other plans beside the best: for each a short table of what it gains and loses, or all of them as JSON (``alternatives.schema.json``)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mi_trip.diff import differences
from mi_trip.model.driving import driving
from mi_trip.render import totals, words
from mi_trip.render.diff import differences_object
from mi_trip.render.grid import Grid
from mi_trip.render.json_plan import plan_object, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mi_trip.diff import Differences, Doing
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan

SCHEMA_VERSION = 1
NOTHING = "nothing"


def alternatives_grids(plans: Sequence[Plan], catalogue: Catalogue) -> tuple[Grid, ...]:
    """A table for each plan but the first, which is the best."""
    best, *others = plans
    return tuple(_grid(number, best, plan, catalogue) for number, plan in enumerate(others, 1))


def _grid(number: int, best: Plan, plan: Plan, catalogue: Catalogue) -> Grid:
    title = f"Alternative {number}: {words.route_line(plan, catalogue)}"
    return Grid(("", "beside the best plan"), tuple(_rows(best, plan, differences(best, plan), catalogue)), title=title)


def _rows(best: Plan, plan: Plan, found: Differences, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    yield "nights", totals.nights_text(plan, catalogue)
    yield "gains", _doings(found.gained)
    yield "loses", _doings(found.lost)
    before, after = round(best.quality.score, 1), round(plan.quality.score, 1)  # so that the difference is that of what is shown
    yield "score", f"{after:.1f} ({after - before:+.1f})"
    wheel = driving(plan.days)
    yield "driving", totals.driving_text(wheel) + _more(wheel.duration - driving(best.days).duration)
    dearer = plan.cost.units - best.cost.units
    yield "cost", words.money(plan.cost, catalogue.currency) + (f" ({dearer:+,})" if dearer else "")


def _doings(doings: Iterable[Doing]) -> str:
    return ", ".join(f"{words.plain(doing.name)} (day {doing.day})" for doing in doings) or NOTHING


def _more(longer: timedelta) -> str:
    return f" ({'+' if longer > timedelta(0) else '-'}{words.duration_text(abs(longer))})" if longer else ""


def alternatives_json(plans: Sequence[Plan], catalogue: Catalogue) -> str:
    """The best plan and the others as JSON, each with its differences from the best."""
    best, *others = plans
    told = [
        {
            "plan": plan_object(plan, catalogue),
            "differences": differences_object(differences(best, plan), ("best", f"alternative {number}"), catalogue),
        }
        for number, plan in enumerate(others, 1)
    ]
    return written({"schema_version": SCHEMA_VERSION, "best": plan_object(best, catalogue), "alternatives": told})
