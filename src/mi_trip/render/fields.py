"""What a catalogue knows of its things as JSON: the same names as in the model, units and times spelt out.

A duration is whole minutes (``duration_minutes``), hours are opening_hours expressions, a moment has its offset.
``entries.schema.json`` beside this module is the schema.
"""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any

from mi_trip.model.activity import Activity
from mi_trip.model.hours import Hours, Spot
from mi_trip.model.place import Evidence, Film, Location, Season
from mi_trip.model.route import Headway, Route, Times
from mi_trip.render import facts
from mi_trip.render.show_activity import shut_rides
from mi_trip.render.units import whole_minutes, with_offset

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.render.listing import Listed
    from mi_trip.render.show import Thing

SCHEMA_VERSION = 1


def listing_json(found: Iterable[Listed], catalogue: Catalogue, day: date | None) -> str:
    """What ``mi-trip list --json`` prints: the same entries, with the distance where one was asked."""
    entries = []
    for listed in found:
        entry = entry_fields(listed.thing, catalogue, day)
        if listed.distance_km is not None:
            entry["distance_km"] = round(listed.distance_km, 1)
        entries.append(entry)
    return document(entries, catalogue, day)


def document(entries: list[dict[str, Any]], catalogue: Catalogue, day: date | None) -> str:
    """The whole that `mi-trip show` and `mi-trip list` print of their entries."""
    head = {"schema_version": SCHEMA_VERSION, "catalogue": catalogue.id, "currency": catalogue.currency, "timezone": catalogue.timezone}
    return json.dumps({**head, "date": day.isoformat() if day else None, "entries": entries}, ensure_ascii=False, indent=2) + "\n"


def entry_fields(thing: Thing, catalogue: Catalogue, day: date | None) -> dict[str, Any]:
    """One thing with all that is known of it, what it is tied to, and what holds on the day."""
    kind = type(thing).__name__.lower()
    found = {"kind": kind, **_plain(thing)}
    if isinstance(thing, Location):
        found["location_kind"] = thing.kind
        found["kind"] = "location"
    found |= _ties(thing, catalogue)
    if day:
        found["on_date"] = _on_date(thing, catalogue, day)
    return found


def _ties(thing: Thing, catalogue: Catalogue) -> dict[str, Any]:
    """The ids of what belongs to it, its disagreements and the texts of its sources."""
    ties: dict[str, Any] = {}
    activities, routes = catalogue.activities.values(), catalogue.routes.values()
    if isinstance(thing, Location):
        ties["activities"] = [one.id for one in activities if thing.id in (one.start, one.end)]
        ties["routes"] = [one.id for one in routes if thing.id in (one.start, one.end)]
    elif isinstance(thing, Film):
        owners: list[Location | Activity] = [*catalogue.locations.values(), *activities]
        ties["places"] = [one.id for one in owners if any(scene.film == thing.id for scene in one.scenes)]
    elif isinstance(thing, Season):
        ruled: list[Route | Activity] = [*routes, *activities]
        ties["rules"] = [one.id for one in ruled if one.season.id == thing.id]
    elif not isinstance(thing, Activity | Route):
        ties["locations"] = [one.id for one in catalogue.locations.values() if one.area == thing.id]
        ties["activities"] = [one.id for one in activities if one.area == thing.id]
    ties["disagreements"] = [_plain(one) for one in catalogue.disagreements if one.about == thing.id]
    evidence: Evidence | None = getattr(thing, "evidence", None)
    ties["sources"] = [_plain(catalogue.sources[id_]) for id_ in (evidence.sources if evidence else ()) if id_ in catalogue.sources]
    return ties


# -- what holds on a day -------------------------------------------------------------------------------------------------------------


def _on_date(thing: Thing, catalogue: Catalogue, day: date) -> dict[str, Any]:
    zone = catalogue.timezone
    found: dict[str, Any] = {}
    season: Season | None = thing if isinstance(thing, Season) else getattr(thing, "season", None)
    if season:
        shut, recorded = season.risk(day)
        opens = season.open.next_opening(day)
        found["season"] = {
            "open": season.open.open_on(day),
            "opens": opens.isoformat() if opens else None,
            "shut_years": shut,
            "recorded_years": recorded,
        }
    if isinstance(thing, Location):
        found |= _sun(thing.spot, day, zone)
        found["bed_open"] = thing.stay.open.open_on(day) if thing.stay else None
    if isinstance(thing, Activity):
        found |= _sun(catalogue.locations[thing.start].spot, day, zone)
        windows = () if shut_rides(thing, catalogue, day) else thing.windows(day)
        found["open"] = bool(windows)
        found["starts"] = [{"first": with_offset(first, zone), "last": with_offset(last, zone)} for first, last in windows]
    if isinstance(thing, Route):
        found["open"] = thing.open_on(day)
        found["departures"] = [_departures(thing, end, day, zone) for end in (thing.start, thing.end) if thing.leads_from(end)]
    return found


def _sun(spot: Spot, day: date, zone: str) -> dict[str, Any]:
    what, times = facts.sun(spot, day)
    rises, sets = (with_offset(datetime.fromisoformat(at), zone) for at in times) if times else (None, None)
    return {"sun": {"day": "always up", "night": "never up", "rises": "rises and sets"}[what], "sunrise": rises, "sunset": sets}


def _departures(route: Route, origin: str, day: date, zone: str) -> dict[str, Any]:
    return {
        "from": origin,
        "times": [{"departs": with_offset(one.departs, zone), "estimate": one.estimated} for one in route.departures(day, origin)],
        "every": [
            {"first": with_offset(first, zone), "last": with_offset(last, zone), "every_minutes": whole_minutes(every)}
            for first, last, every in route.headways(day, origin)
        ],
        "be_there_minutes": route.early_minutes(day),
    }


# -- the model as JSON ---------------------------------------------------------------------------------------------------------------


def _plain(noun: Any) -> dict[str, Any]:
    """A noun of the model with its fields as JSON has them."""
    found: dict[str, Any] = {}
    for field in fields(noun):
        value = getattr(noun, field.name)
        match value:
            case Evidence():
                found |= {"confidence": value.confidence.value, "checked": value.checked.isoformat(), "sources": list(value.sources)}
            case None if field.name == "evidence":  # a route's own season has none
                found |= {"confidence": None, "checked": None, "sources": []}
            case Spot():
                found |= {"latitude": value.latitude, "longitude": value.longitude}
            case timedelta():
                found[f"{field.name}_minutes"] = whole_minutes(value)
            case _:
                found[field.name] = _value(value)
    return found


def _value(value: Any) -> Any:
    match value:
        case None | bool() | int() | float() | str() if not isinstance(value, Enum):
            return value
        case Hours():
            return value.text
        case Enum():
            return value.name.lower()
        case date():
            return value.isoformat()
        case time():
            return value.isoformat(timespec="minutes")
        case tuple():
            return _values(value)
        case Times() | Headway():
            return {"type": type(value).__name__.lower(), **_plain(value)}
        case _:
            return _plain(value)


def _values(values: Sequence[Any]) -> list[Any]:
    return [_value(value) for value in values]
