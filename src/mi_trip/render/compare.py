"""Trips side by side: as a table with what is gained and lost below it, as records for a pipe, and as JSON (``compare.schema.json``)."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from mi_trip.diff import latest_arrival
from mi_trip.model.driving import driving
from mi_trip.model.plan import Visit
from mi_trip.model.request import CarChoice
from mi_trip.render import words
from mi_trip.render.grid import Grid
from mi_trip.render.json_plan import amount_object, causes_object, outline
from mi_trip.render.page import Entry, Page, Section, entry, page
from mi_trip.render.totals import nights_text
from mi_trip.render.units import first_few, gap_text, whole_minutes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.diff import Doing
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.request import Request
    from mi_trip.model.solution import Quality
    from mi_trip.sweep.comparing import Compared, Comparison

SCHEMA_VERSION = 1
NAMED = 6  # things gained or lost that a terminal names
CARS = {CarChoice.HIRE: "hired car", CarChoice.OWN: "own car", CarChoice.NONE: "no car"}
BEST = "best possible"


def comparison_grid(found: Comparison, catalogue: Catalogue) -> Grid:
    """The figures of each trip; what all trips share stands above them."""
    keys = [_key(row.request) for row in found.rows]
    varies = [len({key[number] for key in keys}) > 1 for number in range(4)]
    same = [told for told, other in zip(_shared(found.rows[0].request), varies, strict=True) if not other]
    columns = tuple(name for name, other in zip(("days", "first day", "pace", "car"), varies, strict=True) if other)
    rows = []
    for row, key in zip(found.rows, keys, strict=True):
        own = tuple(value for value, other in zip(key, varies, strict=True) if other)
        rows.append((*own, *(_figures(row.plan, catalogue) if row.plan else ("impossible", *[""] * 5))))
    figures = ("score", "below best", "activities", "driving", "cost", "latest")
    return Grid(
        (*columns, *figures), tuple(rows), frozenset((*columns, *figures)) - {"below best"},
        spare=("below best", "latest", "activities", "driving"),
        title=f"{words.plain(catalogue.title)}: {words.count(len(rows), 'trip')}" + (f", {', '.join(same)}" if same else ""),
        after=(_effort_line(found),),
    )  # fmt: skip


def comparison_page(found: Comparison, catalogue: Catalogue) -> Page:
    """In words, for each trip: where one sleeps, what becomes possible, what is lost, or why there is none."""
    entries = tuple(_entry(found, number, catalogue) for number in range(len(found.rows)))
    if found.first is None:
        return page("No trip is possible", (), Section("Why", entries))
    against = _name(found, found.first)
    return page("What becomes possible and what is lost", (), Section(f"Against the first: {against}", entries))


def _entry(found: Comparison, number: int, catalogue: Catalogue) -> Entry:
    row = found.rows[number]
    if row.plan is None:
        return entry(words.sentence_case(_name(found, number)), f"impossible: {_reason(row)}")
    told = [f"nights: {nights_text(row.plan, catalogue)}"]
    if number != found.first:
        told += _changes(row)
    return entry(words.sentence_case(_name(found, number)), *told)


def _changes(row: Compared) -> list[str]:
    """What is gained and lost in words; what could or can not be done at all in the one of the two stands by itself."""
    sorts = (
        ("becomes possible", [one for one in row.gained if one.activity in row.opened]),
        ("gained", [one for one in row.gained if one.activity not in row.opened]),
        ("not possible any more", [one for one in row.lost if one.activity in row.shut]),
        ("lost", [one for one in row.lost if one.activity not in row.shut]),
    )
    return [f"{sort}: {_named(doings)}" for sort, doings in sorts if doings] or ["the same activities"]


def _named(doings: Sequence[Doing]) -> str:
    return first_few([words.plain(doing.name) for doing in doings], NAMED)


def _name(found: Comparison, number: int) -> str:
    """A trip by what sets it apart from the others."""
    keys = [_shared(row.request) for row in found.rows]
    own = [value for place, value in enumerate(keys[number]) if len({key[place] for key in keys}) > 1]
    return ", ".join(own or keys[number][:1])


def _key(request: Request) -> tuple[str, str, str, str]:
    return str(request.days), words.day_text(request.first_day), str(request.pace), str(request.car)


def _shared(request: Request) -> tuple[str, str, str, str]:
    days, first_day, pace, _ = _key(request)
    return words.count(int(days), "day"), f"from {first_day}", f"{pace} pace", CARS[request.car]


def _figures(plan: Plan, catalogue: Catalogue) -> tuple[str, ...]:
    wheel = driving(plan.days)
    hours = words.about(words.duration_text(wheel.duration), guessed=wheel.guessed) if wheel.duration else "none"
    latest = latest_arrival(plan)
    return (
        f"{plan.quality.score:.1f}", _gap(plan.quality), str(sum(1 for _ in plan.events(Visit))), hours,
        words.money(plan.cost, catalogue.currency), words.clock(latest.at) if latest else "",
    )  # fmt: skip


def _gap(quality: Quality) -> str:
    """How good a plan is, in short.

    >>> from mi_trip.model.solution import Quality
    >>> _gap(Quality(101.2, 115.4, proved=False)), _gap(Quality(101.2, 101.2, proved=True))
    ('≤ 12.4 %', 'best possible')
    """
    if quality.proved:
        return BEST
    known = math.isfinite(quality.bound) and quality.bound > 0
    return f"≤ {gap_text(quality.gap)}" if known else "not known"


def _reason(row: Compared) -> str:
    return words.plain(row.tried.refused) or "; ".join(words.cause_sentence(cause) for cause in row.tried.causes) or "no trip was found"


def _effort_line(found: Comparison) -> str:
    rest = "" if found.complete else "; interrupted, so that trips are missing"
    return f"effort {found.effort}: the best trips found with it{rest}"


def comparison_records(found: Comparison, catalogue: Catalogue) -> Grid:
    """One trip a line: days, first day, pace, car, score, how good, activities, driving, cost, latest bed, nights, gained, lost, reason."""
    return Grid(_RECORD, tuple(_record(row, catalogue) for row in found.rows))


_RECORD = ("days", "date", "pace", "car", "score", "below", "activities", "driving", "cost", "latest", "nights", "gained", "lost", "reason")


def _record(row: Compared, catalogue: Catalogue) -> tuple[str, ...]:
    request = row.request
    asked = (str(request.days), request.first_day.isoformat(), str(request.pace), str(request.car))
    if row.plan is None:
        return (*asked, *[""] * 9, f"impossible: {_reason(row)}")
    changes = ("; ".join(words.plain(doing.name) for doing in doings) for doings in (row.gained, row.lost))
    return (*asked, *_figures(row.plan, catalogue), nights_text(row.plan, catalogue), *changes, "")


# -- JSON ----------------------------------------------------------------------------------------------------------------------------


def comparison_json(found: Comparison, catalogue: Catalogue) -> str:
    """What ``mi-trip compare --json`` prints. Every key is always there: null and empty lists where there is nothing."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "catalogue": catalogue.id,
        "currency": catalogue.currency,
        "timezone": catalogue.timezone,
        "effort": found.effort,
        "seed": found.seed,
        "complete": found.complete,
        "first": found.first,
        "rows": [_row_json(row, catalogue.timezone) for row in found.rows],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _row_json(row: Compared, zone: str) -> dict[str, Any]:
    request = row.request
    return {
        "days": request.days,
        "first_day": request.first_day.isoformat(),
        "pace": str(request.pace),
        "car": str(request.car),
        "possible": row.plan is not None,
        "plan": row.plan and _plan_json(row.plan, zone),
        "gained": [doing.activity for doing in row.gained],
        "lost": [doing.activity for doing in row.lost],
        "opened": [doing.activity for doing in row.gained if doing.activity in row.opened],
        "shut": [doing.activity for doing in row.lost if doing.activity in row.shut],
        "refused": row.tried.refused or None,
        "causes": causes_object(row.tried.causes),
    }


def _plan_json(plan: Plan, zone: str) -> dict[str, Any]:
    wheel, latest = driving(plan.days), latest_arrival(plan)
    return {
        **outline(plan),
        "driving": {"minutes": whole_minutes(wheel.duration), "km": round(wheel.km, 3), "estimate": wheel.guessed},
        "cost": amount_object(plan.cost),
        "latest_arrival": latest and {"day": latest.day, "at": words.with_offset(latest.at, zone)},
    }
