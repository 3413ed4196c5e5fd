"""When to go, as JSON; ``when.schema.json`` beside this module is its schema."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from mi_trip.render import facts
from mi_trip.render.json_plan import amount_object, causes_object, outline
from mi_trip.render.units import with_offset
from mi_trip.render.when import LIGHT_ON

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.sweep import Tried
    from mi_trip.sweep.year import Year

SCHEMA_VERSION = 1


def year_json(found: Year, catalogue: Catalogue) -> str:
    """What ``mi-trip when --json`` prints. Every key is always there: null and empty lists where there is nothing."""
    request = found.request
    document = {
        "schema_version": SCHEMA_VERSION,
        "catalogue": catalogue.id,
        "currency": catalogue.currency,
        "timezone": catalogue.timezone,
        "year": found.year,
        "days": request.days,
        "from": request.start,
        "to": request.end,
        "pace": str(request.pace),
        "car": str(request.car),
        "effort": found.effort,
        "seed": found.seed,
        "best": found.best and found.best.request.first_day.isoformat(),
        "windows": [
            {
                "first": window.first.isoformat(),
                "last": window.last.isoformat(),
                "best": window.best.request.first_day.isoformat(),
                "score": window.best.score,
                "opens": list(window.opens),
            }
            for window in found.windows
        ],
        "shut": [
            {"id": one.id, "spans": [{"first": first.isoformat(), "last": last.isoformat()} for first, last in one.spans]}
            for one in found.shut
        ],
        "daylight": [_light(found, month, catalogue) for month in range(1, 13)],
        "starts": [_start(one) for one in found.starts],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _light(found: Year, month: int, catalogue: Catalogue) -> dict[str, Any]:
    day = date(found.year, month, LIGHT_ON)
    what, times = facts.sun(catalogue.locations[found.request.start].spot, day)
    zone = catalogue.timezone
    moments = [with_offset(datetime.fromisoformat(at), zone) for at in times]
    return {"date": day.isoformat(), "sun": what, **dict(zip(("sunrise", "sunset"), moments or (None, None), strict=True))}


def _start(one: Tried) -> dict[str, Any]:
    plan = one.plan and _plan(one.plan)
    return {"first_day": one.request.first_day.isoformat(), "plan": plan, "causes": causes_object(one.causes)}


def _plan(plan: Plan) -> dict[str, Any]:
    return {**outline(plan), "cost": amount_object(plan.cost)}
