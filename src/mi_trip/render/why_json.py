"""Why something is in a plan or is not, as JSON; ``why.schema.json`` beside this module is its schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, assert_never

from mi_trip.diff import differences
from mi_trip.model.plan import Travel, Visit
from mi_trip.model.why import Beside, CannotBeHad, InPlan, NoTrip, Outweighed
from mi_trip.render.json_plan import amount_object, causes_object
from mi_trip.render.units import whole_minutes, with_offset

if TYPE_CHECKING:
    from mi_trip.diff import Doing
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Event, Plan
    from mi_trip.model.why import Answer, Change, Part, Tried

SCHEMA_VERSION = 1

Json = dict[str, Any]  # a JSON object


def why_json(answer: Answer, catalogue: Catalogue) -> str:
    """The answer with every key always there: null and empty lists where there is nothing to say."""
    wish, zone = answer.question.wish, catalogue.timezone
    found: Json = {
        "schema_version": SCHEMA_VERSION,
        "catalogue": catalogue.id,
        "currency": catalogue.currency,
        "timezone": catalogue.timezone,
        "name": answer.question.name,
        "means": {
            "areas": list(wish.areas),
            "locations": list(wish.locations),
            "activities": list(wish.activities),
            "routes": list(wish.routes),
        },
        **_found(answer, zone),
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _found(answer: Answer, zone: str) -> Json:
    nothing: Json = {"score": None, "parts": [], "nights": [], "other": None, "place": None, "causes": [], "openings": [], "changes": []}
    if not isinstance(answer, NoTrip):
        nothing["score"] = answer.plan.quality.score
    match answer:
        case InPlan():
            other = _other(answer.plan, answer.without, ("--avoid", answer.question.name), zone) if answer.without else None
            parts = [_part(part, zone) for part in answer.parts]
            found = {
                "answer": "in-plan",
                "parts": parts,
                "nights": list(answer.nights),
                "other": other,
                "causes": causes_object(answer.causes),
            }
        case Beside():
            found = {"answer": "fits-beside", "parts": [_part(answer.part, zone)], "place": _place(answer)}
        case Outweighed():
            found = {
                "answer": "outweighed" if answer.other.quality.score < answer.plan.quality.score else "missed",
                "parts": [_part(part, zone) for part in answer.parts],
                "nights": list(answer.nights),
                "other": _other(answer.plan, answer.other, answer.demand, zone),
                "changes": [_tried(one) for one in answer.tried],
            }
        case CannotBeHad():
            openings = [{"subject": one.subject, "opens": one.opens.isoformat() if one.opens else None} for one in answer.openings]
            changes = [_tried(one) for one in answer.tried]
            found = {"answer": "cannot-be-had", "causes": causes_object(answer.causes), "openings": openings, "changes": changes}
        case NoTrip():
            found = {"answer": "no-trip", "causes": causes_object(answer.causes), "changes": [_tried(one) for one in answer.tried]}
        case _:
            assert_never(answer)
    return {"answer": found["answer"], **nothing, **found}


def _part(part: Part, zone: str) -> Json:
    event = part.event
    done = isinstance(event, Visit)
    return {
        "type": "visit" if done else "travel",
        "activity": event.activity.id if isinstance(event, Visit) else None,
        "routes": [ride.route.id for ride in event.rides],
        "day": part.day,
        "start": with_offset(event.start, zone),
        "end": with_offset(event.end, zone),
        "origin": event.origin,
        "destination": event.destination,
        "duration_minutes": whole_minutes(event.end - event.start),
        "wait_minutes": whole_minutes(part.wait),
        "rating": event.activity.rating if isinstance(event, Visit) else None,
        "weight": part.weight if done else None,
        "points": [{"code": line.code, "points": line.points} for line in part.points],
        "costs": [{"kind": str(item.kind), "about": item.about, **amount_object(item.amount)} for item in part.costs],
    }


def _other(plan: Plan, other: Plan, options: tuple[str, str], zone: str) -> Json:
    """The trip without it, or with it, and what it has more and less than the plan."""
    found = differences(plan, other)
    moved = [one for one in found.moved if one.other_day]
    return {
        "options": list(options),
        "score": other.quality.score,
        "points_lost": round(plan.quality.score - other.quality.score, 2),
        "lost": [_doing(one, zone) for one in found.lost],
        "gained": [_doing(one, zone) for one in found.gained],
        "moved": [{"activity": one.after.activity, "before": one.before.day, "after": one.after.day} for one in moved],
        "nights": [{"day": one.day, "before": one.before, "after": one.after} for one in found.nights],
        "driving_minutes": whole_minutes(found.total.after.driving - found.total.before.driving) if found.total else 0,
        "cost": other.cost.units - plan.cost.units,
    }


def _doing(doing: Doing, zone: str) -> Json:
    start = with_offset(doing.start, zone)
    return {"activity": doing.activity, "name": doing.name, "day": doing.day, "start": start}


def _place(answer: Beside) -> Json:
    gain = round(answer.fitted.quality.score - answer.plan.quality.score, 2)
    return {"day": answer.part.day, "after": _id(answer.after), "points_gained": gain}


def _id(event: Event | None) -> str | None:
    match event:
        case Visit():
            return event.activity.id
        case Travel():
            return event.rides[0].route.id
        case _:
            return None


def _tried(one: Tried) -> Json:
    return {
        **_change(one.change),
        "lets_in": one.lets_in,
        "also": list(one.demand) if one.demand else None,
        "days": [part.day for part in one.parts] or list(one.nights),
    }


def _change(change: Change) -> Json:
    return {"kind": str(change.kind), "give": list(change.give), "leave_out": [list(words) for words in change.leave_out]}
