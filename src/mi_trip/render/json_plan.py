"""A plan as JSON: stable names, ISO 8601 times with their offset, units in the names; ``plan.schema.json`` is its schema."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any, assert_never

from mi_trip.model.driving import driving
from mi_trip.model.plan import CostKind, Event, Handover, Meal, Night, Travel, Visit, Wait
from mi_trip.model.solution import RIDE
from mi_trip.render import totals
from mi_trip.render.bookings import bookings
from mi_trip.render.units import minutes_between, unseen, whole_minutes, with_offset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.money import Amount
    from mi_trip.model.plan import Plan, PlannedDay, Ride
    from mi_trip.model.request import Pin, Request, Wish
    from mi_trip.model.solution import Cause, Quality

SCHEMA_VERSION = 1

Json = dict[str, Any]  # a JSON object

_BEYOND_ASCII = re.compile(r"[^\x00-\x7e]")


def plan_json(plan: Plan, catalogue: Catalogue) -> str:
    """Write the plan as JSON that :func:`mi_trip.render.read_plan.read_plan` reads back."""
    return written(plan_object(plan, catalogue))


def written(document: Json) -> str:
    """The document as text, in which nothing is unseen."""
    return _BEYOND_ASCII.sub(_written, json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def _written(found: re.Match[str]) -> str:
    """The character; one that is not to be seen, such as those that turn the reading direction, as JSON's escape for it."""
    return json.dumps(found[0])[1:-1] if unseen(found[0]) else found[0]


def plan_object(plan: Plan, catalogue: Catalogue) -> Json:
    """Give the plan as the object that is written."""
    zone = catalogue.timezone
    return {
        "schema_version": SCHEMA_VERSION,
        "catalogue": {
            "id": plan.catalogue,
            "title": catalogue.title,
            "country": catalogue.country,
            "timezone": catalogue.timezone,
            "currency": catalogue.currency,
        },
        "title": plan.title,
        "travellers": list(plan.travellers),
        "note": plan.note,
        "request": _request(plan.request),
        "itinerary": _itinerary(plan),
        "days": [_day(day, zone) for day in plan.days],
        "totals": _totals(plan),
        "costs": [{"kind": str(i.kind), "about": i.about, "day": i.day, **amount_object(i.amount)} for i in plan.costs],
        "score": [{"code": line.code, "about": line.about, "day": line.day, "points": line.points} for line in plan.score],
        "quality": _quality(plan.quality),
        "notices": [{"code": n.code, "day": n.day, "subject": n.subject, "facts": dict(n.facts)} for n in plan.notices],
        "bookings": list(_bookings(plan, catalogue)),
        "locations": _locations(plan, catalogue),
    }


def outline(plan: Plan) -> Json:
    """Give a plan among many: how good it is, what is done, and where one sleeps."""
    bound = plan.quality.bound
    return {
        "score": plan.quality.score,
        "bound": bound if math.isfinite(bound) else None,
        "proved": plan.quality.proved,
        "activities": [visit.activity.id for visit in plan.events(Visit)],
        "nights": [night.location for night in plan.events(Night)],
    }


def amount_object(amount: Amount) -> Json:
    """Give a sum of money."""
    return {"amount": amount.units, "estimate": amount.estimate}


def causes_object(causes: Iterable[Cause]) -> list[Json]:
    """Give causes, of why there is no trip or not that one."""
    return [{"code": cause.code, "subject": cause.subject, "facts": dict(cause.facts)} for cause in causes]


def _request(request: Request) -> Json:
    return {
        "first_day": request.first_day.isoformat(),
        "assumed_date": request.assumed_date,
        "days": request.days,
        "start": request.start,
        "end": request.end,
        "arrive": request.arrive.isoformat("minutes") if request.arrive else None,
        "depart": request.depart.isoformat("minutes") if request.depart else None,
        "pace": str(request.pace),
        "car": str(request.car),
        "party": {"adults": request.party.adults, "children": list(request.party.children)},
        "likes": [{"tag": tag, "weight": weight} for tag, weight in request.likes],
        "must": [_wish(wish) for wish in request.must],
        "avoid": [_wish(wish) for wish in request.avoid],
        "nights": [{"name": n.name, "day": n.day, "locations": list(n.locations)} for n in request.nights],
        "pins": [_pin(pin) for pin in request.pins],
        "pinned_nights": [{"date": n.date.isoformat(), "location": n.location, "booked": n.booked} for n in request.pinned_nights],
        "max_difficulty": request.max_difficulty.word,
        "budget": request.budget,
    }


def _wish(wish: Wish) -> Json:
    kinds = {"areas": wish.areas, "locations": wish.locations, "activities": wish.activities, "routes": wish.routes}
    return {"name": wish.name, **{kind: list(ids) for kind, ids in kinds.items()}}


def _pin(pin: Pin) -> Json:
    ridden = pin.activity.startswith(RIDE)
    return {
        "date": pin.date.isoformat(),
        "at": pin.at.isoformat("minutes") if pin.at else None,
        "activity": None if ridden else pin.activity,
        "route": pin.activity.removeprefix(RIDE) if ridden else None,
        "origin": pin.origin or None,
    }


def _itinerary(plan: Plan) -> Json:
    return {
        "days": [[{"activity": v.activity.id, "origin": v.origin, "with_car": v.with_car} for v in day.only(Visit)] for day in plan.days],
        "nights": [{"location": night.location, "with_car": night.with_car} for night in plan.events(Night)],
    }


def _day(day: PlannedDay, zone: str) -> Json:
    return {"number": day.number, "date": day.date.isoformat(), "note": day.note, "events": [_event(event, zone) for event in day.events]}


def _event(event: Event, zone: str) -> Json:
    when = {
        "start": with_offset(event.start, zone),
        "end": with_offset(event.end, zone),
        "duration_minutes": minutes_between(event.start, event.end, zone),
    }
    match event:
        case Travel():
            ends = {"mode": str(event.mode), "origin": event.origin, "destination": event.destination, "with_car": event.with_car}
            return {
                "type": "travel",
                **when,
                **ends,
                "demanded": event.demanded,
                **_held(event),
                "distance_km": round(event.km, 3),
                "rides": [_ride(ride, zone) for ride in event.rides],
            }
        case Wait():
            waits_for = {"route": event.route.id if event.route else None, "activity": event.activity.id if event.activity else None}
            return {"type": "wait", **when, "location": event.location, "reason": str(event.reason), **waits_for}
        case Visit():
            ends = {"origin": event.origin, "destination": event.destination, "with_car": event.with_car, "estimated": event.estimated}
            done = {"activity": event.activity.id, "name": event.activity.name}
            return {"type": "visit", **when, **done, **ends, **_held(event), "rides": [_ride(ride, zone) for ride in event.rides]}
        case Meal():
            return {"type": "meal", **when, "location": event.location}
        case Handover():
            return {"type": "handover", **when, "location": event.location, "takes": event.takes}
        case Night():
            return {"type": "night", **when, "location": event.location, **_held(event), "with_car": event.with_car}
        case _:
            assert_never(event)


def _held(event: Travel | Visit | Night) -> Json:
    return {"hold": str(event.hold), "note": event.note}


def _ride(ride: Ride, zone: str) -> Json:
    return {
        "route": ride.route.id,
        "name": ride.route.name,
        "mode": str(ride.route.mode),
        "origin": ride.origin,
        "destination": ride.destination,
        "departs": with_offset(ride.departs, zone),
        "arrives": with_offset(ride.arrives, zone),
        "estimated": ride.estimated,
        "every_minutes": whole_minutes(ride.every) if ride.every is not None else None,
        "duration_minutes": minutes_between(ride.departs, ride.arrives, zone),
        "distance_km": ride.route.km,
    }


def _totals(plan: Plan) -> Json:
    at_wheel = driving(plan.days)
    return {
        "driving_minutes": whole_minutes(at_wheel.duration),
        "driving_km": round(at_wheel.km, 3),
        "cost": amount_object(plan.cost),
        "cost_per_person": amount_object(totals.per_person(plan)),
        "included": [str(kind) for kind in CostKind if any(item.kind is kind and item.amount.units for item in plan.costs)],
    }


def _quality(quality: Quality) -> Json:
    known = math.isfinite(quality.bound)
    return {
        "score": quality.score,
        "bound": quality.bound if known else None,
        "proved": quality.proved,
        "gap": round(quality.gap, 6) if known else None,
    }


def _bookings(plan: Plan, catalogue: Catalogue) -> Iterator[Json]:
    for row in bookings(plan, catalogue):
        yield {
            "day": row.day,
            "date": row.date.isoformat(),
            "need": row.need,
            "booked": row.booked,
            "about": row.about,
            "name": row.what,
            "book_by": row.book_by.isoformat() if row.book_by else None,
            "who": row.who or None,
            "web": row.web or None,
            "phone": row.phone or None,
        }


def _locations(plan: Plan, catalogue: Catalogue) -> Json:
    """Name and place of every location of the plan, in the order of the catalogue."""
    used = {plan.request.start, plan.request.end}
    for day in plan.days:
        for event in day.events:
            used |= {event.origin, event.destination}
            if isinstance(event, Travel | Visit):
                used |= {end for ride in event.rides for end in (ride.origin, ride.destination)}
    return {
        id_: {"name": place.name, "area": place.area, "latitude": place.latitude, "longitude": place.longitude}
        for id_, place in catalogue.locations.items()
        if id_ in used
    }
