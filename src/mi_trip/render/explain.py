"""The score of a plan line by line, the numbers it is made of with their reasons, and what nearly made it into each day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.model.nearly import Hindrance
from mi_trip.render import facts
from mi_trip.render.grid import Grid
from mi_trip.render.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_trip.model.catalogue import Catalogue, Constant
    from mi_trip.model.nearly import Nearly
    from mi_trip.model.plan import Plan, ScoreLine

CODES = {
    "activity": "done",
    "way": "on the way",
    "bed": "another bed",
    "cost": "cost",
    "money": "cost",
    "pull": "recommended order",
}

HINDRANCES = {
    Hindrance.ALONE: "no time for it, even with nothing else that day",
    Hindrance.TIME: "no time for it, even in place of any one other thing",
    Hindrance.RULES: "the pace, the budget or what is demanded stands against it",
}


def score_grid(plan: Plan, catalogue: Catalogue) -> Grid:
    """Every line of the score, their sum, and the constants behind them."""
    rows = [_row(line, catalogue) for line in plan.score]
    rows.append(("", "in all", "", f"{sum(line.points for line in plan.score):.2f}"))
    return Grid(
        ("day", "what", "which", "points"), tuple(rows), frozenset({"day", "points"}), title="The score", after=tuple(_reasons(catalogue))
    )


def nearly_grid(found: Iterable[Nearly]) -> Grid:
    """What nearly made it: by how much the trip would score less with it, and in place of what, or why it does not fit."""
    rows = tuple((f"day {one.day}", plain(one.activity.name), _change(one), _how(one)) for one in found)
    return Grid(("day", "what nearly made it", "points", "how"), rows, frozenset({"day", "points"}), title="What nearly made it")


def _change(one: Nearly) -> str:
    return "" if one.loss is None else f"{0 - one.loss:+.2f}"


def _how(one: Nearly) -> str:
    if one.hindrance:
        return HINDRANCES[one.hindrance]
    return f"in place of {plain(one.instead.name)}" if one.instead else "besides all else"


def _row(line: ScoreLine, catalogue: Catalogue) -> tuple[str, ...]:
    day = f"day {line.day}" if line.day else ""
    about = facts.name_of(line.about, catalogue) if line.about else ""
    return day, CODES.get(line.code, plain(line.code)), about, f"{line.points:+.2f}"


def _reasons(catalogue: Catalogue) -> list[str]:
    score = catalogue.score
    ratings = ", ".join(f"{number}: {points}" for number, points in enumerate(score.ratings, 1))
    lines = [f"points by rating ({ratings}): {plain(score.ratings_why)}"]
    lines += [
        _reason("points an hour on the way", score.per_hour_on_the_way, -1),
        _reason("points a night in another bed", score.per_change_of_bed, -1),
        _reason(f"points per {catalogue.currency} 1,000", score.per_1000, -1),
        _reason("points at most for the recommended order", score.pull, 1),
    ]
    return lines + [f"{tag} counts {constant.value:g} times: {plain(constant.why)}" for tag, constant in score.interests.items()]


def _reason(what: str, constant: Constant, sign: int) -> str:
    return f"{constant.value * sign:+g} {what}: {plain(constant.why)}"
