"""What ``mi-trip list`` shows of each thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, assert_never

from mi_trip.model.activity import Activity
from mi_trip.model.place import Area, Film, Location
from mi_trip.model.route import Route
from mi_trip.render import facts
from mi_trip.render.grid import Grid
from mi_trip.render.show_activity import cost_text, on_day, usual_text
from mi_trip.render.show_route import fare
from mi_trip.render.units import about, duration_text, km_text, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mi_trip.model.catalogue import Catalogue

Thing: TypeAlias = Location | Activity | Route | Film | Area

COLUMNS = {
    "locations": ("id", "name", "kind", "area", "bed", "bed open"),
    "activities": ("id", "name", "area", "rating", "time", "when", "price"),
    "routes": ("id", "name", "mode", "km", "time", "when", "fare"),
    "films": ("id", "title", "released", "scenes"),
    "areas": ("id", "name", "locations", "activities"),
    "": ("kind", "id", "name", "area"),
}
SPARE = ("id", "area")
FIGURES = frozenset({"bed", "rating", "time", "km", "away", "scenes", "locations", "activities"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A thing that is listed, and how far away it is where that was asked."""

    thing: Thing
    distance_km: float | None = None


def kind_of(thing: Thing) -> str:
    """What kind of thing it is, in one word."""
    match thing:
        case Location():
            return "location"
        case Activity():
            return "activity"
        case Route():
            return "route"
        case Film():
            return "film"
        case Area():
            return "area"
    assert_never(thing)


def listing_grid(found: Sequence[Listed], catalogue: Catalogue, kind: str, day: date | None) -> Grid:
    """The table of things of one kind, or of several (kind is empty)."""
    far = any(listed.distance_km is not None for listed in found)
    columns = (*COLUMNS[kind], *(["away"] if far else []))
    rows = []
    for listed in found:
        cells = _cells(listed.thing, catalogue, day) if kind else _brief(listed.thing, catalogue)
        rows.append((*cells, *([f"{km_text(listed.distance_km or 0)} km"] if far else [])))
    return Grid(columns, tuple(rows), FIGURES, spare=SPARE)


def _brief(thing: Thing, catalogue: Catalogue) -> tuple[str, ...]:
    match thing:
        case Location() | Activity():
            return kind_of(thing), thing.id, plain(thing.name), facts.name_of(thing.area, catalogue)
        case Route():
            areas = dict.fromkeys(facts.name_of(catalogue.locations[end].area, catalogue) for end in (thing.start, thing.end))
            return "route", thing.id, plain(thing.name), " – ".join(areas)
        case Film() | Area():
            return kind_of(thing), thing.id, facts.name_of(thing.id, catalogue), ""
    assert_never(thing)


def _cells(thing: Thing, catalogue: Catalogue, day: date | None) -> tuple[str, ...]:
    match thing:
        case Location():
            return _location(thing, catalogue)
        case Activity():
            when = on_day(thing, catalogue, day).removesuffix(" that day") if day else usual_text(thing, catalogue)
            area = facts.name_of(thing.area, catalogue)
            return thing.id, plain(thing.name), area, str(thing.rating), duration_text(thing.duration), when, cost_text(thing, catalogue)
        case Route():
            return _route(thing, catalogue)
        case Film():
            owners: list[Location | Activity] = [*catalogue.locations.values(), *catalogue.activities.values()]
            scenes = sum(scene.film == thing.id for one in owners for scene in one.scenes)
            return thing.id, plain(thing.title), thing.released.isoformat(), str(scenes)
        case Area():
            locations = sum(one.area == thing.id for one in catalogue.locations.values())
            activities = sum(one.area == thing.id for one in catalogue.activities.values())
            return thing.id, plain(thing.name), str(locations), str(activities)
    assert_never(thing)


def _location(location: Location, catalogue: Catalogue) -> tuple[str, ...]:
    stay = location.stay
    bed = about(f"{catalogue.currency} {stay.room:,}", guessed=stay.estimate) if stay else ""
    when = ("all year" if stay.open.always else facts.hours_text(stay.open)) if stay else ""
    return location.id, plain(location.name), facts.kind_text(location.kind), facts.name_of(location.area, catalogue), bed, when


def _route(route: Route, catalogue: Catalogue) -> tuple[str, ...]:
    km = about(km_text(route.km), guessed=route.estimate or route.estimated_distance)
    took = about(duration_text(route.duration), guessed=route.estimate)
    return route.id, plain(route.name), route.mode.value, km, took, facts.season_text(route.season, route.open), fare(route, catalogue)
