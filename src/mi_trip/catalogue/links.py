"""What can only be seen with several entries at once: ids used twice, references to nothing, ways that do not meet.

Each check is a function from a draft to its mistakes. What would need an entry that is itself broken is left unsaid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mi_trip.catalogue import schema
from mi_trip.catalogue.estimate import straight_km
from mi_trip.catalogue.text import did_you_mean, shown
from mi_trip.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mi_trip.catalogue.draft import Draft, Written
    from mi_trip.catalogue.estimate import Point
    from mi_trip.catalogue.reading import Path

OFF_BY_KM = {"high": 0.3, "medium": 1.5, "low": 5.0}  # what the precision of a location promises; low: a village for its quay
ROUNDING_KM = 0.5  # kilometres are given in whole ones
ELLIPSOID = 0.994  # the great circle may be this much too long
TIMETABLED = ("ferry", "train", "bus", "boat", "flight")


def link_mistakes(draft: Draft) -> Iterator[Mistake]:
    """All mistakes between the entries of a catalogue; those that only a whole catalogue can show, where it is whole."""
    yield from _ids_once(draft)
    yield from _one_header(draft)
    if draft.whole and draft.headers:
        yield from _references(draft)
        for check in (
            _inside_bounds,
            _rides_make_a_way,
            _no_shorter_than_straight,
            _departures_both_ways,
            _tolls_at_an_end,
            _estimates_have_rules,
        ):
            yield from check(draft)
        if not draft.broken:
            yield from _reached(draft)
            yield from _words_used(draft)


# -- ids and references ----------------------------------------------------------------------------------------------------------------


def _named_entries(draft: Draft) -> Iterator[tuple[str, Written[Any]]]:
    for kind in ("areas", "films", "seasons", "locations", "routes", "activities"):
        for written in getattr(draft, kind):
            yield kind, written


def _ids_once(draft: Draft) -> Iterator[Mistake]:
    first: dict[str, Written[Any]] = {}
    for _, written in _named_entries(draft):
        name = written.entry.id
        if name in first:
            yield written.mistake(("id",), f"the id '{name}' is already used in {first[name].place}")
        else:
            first[name] = written


def _one_header(draft: Draft) -> Iterator[Mistake]:
    if not draft.headers and draft.whole and draft.files:
        yield Mistake(draft.files[0], 1, 1, "no file of the folder has the key 'catalogue' with title, country, time zone and the rest")
    for extra in draft.headers[1:]:
        yield extra.mistake((), f"'catalogue' stands already in {draft.headers[0].place}")


def _references(draft: Draft) -> Iterator[Mistake]:
    ids: dict[str, set[str]] = {"sources": set(draft.sources)}
    for kind, written in _named_entries(draft):
        ids.setdefault(kind, set()).add(written.entry.id)
    every = set().union(*(names for kind, names in ids.items() if kind != "sources"))
    kind_of = {name: kind for kind, names in ids.items() if kind != "sources" for name in names}
    for written, path, kind, name in _all_references(draft):
        known = every if kind == "ids" else ids.get(kind, set())
        if name in known or name in draft.broken:
            continue
        other = f", but {_a(kind_of[name])}" if name in kind_of else did_you_mean(name, sorted(known))
        yield written.mistake(path, f"'{_key(path)}': '{name}' is not {_a(kind)}{other}")


def _all_references(draft: Draft) -> Iterator[tuple[Written[Any], Path, str, str]]:
    """Every reference: the entry, the path to it, the kind of thing meant, and the id."""
    header = draft.headers[0]
    yield from ((header, (key,), "locations", getattr(header.entry, key)) for key in ("start", "end"))
    yield from ((header, ("tour", n), "areas", area) for n, area in enumerate(header.entry.tour))
    for key in ("fuel", "hire", "estimates"):
        yield from ((header, (key, "source", n), "sources", name) for n, name in enumerate(_sources_of(getattr(header.entry, key))))
    for _, written in (*_named_entries(draft), ("", header)):
        yield from ((written, ("source", n), "sources", name) for n, name in enumerate(_sources_of(written.entry)))
        for key, kind in _REFERENCES.get(type(written.entry), {}).items():
            field = {"from": "start", "to": "end"}.get(key, key)
            value = getattr(written.entry, field)
            if isinstance(value, list):
                yield from ((written, (key, n), kind, name) for n, name in enumerate(value))
            elif value is not None:
                yield written, (key,), kind, value
        for n, scene in enumerate(getattr(written.entry, "scenes", [])):
            yield written, ("scenes", n, "film"), "films", scene.film
            yield from ((written, ("scenes", n, "source", m), "sources", name) for m, name in enumerate(scene.source))
    for question in draft.disagreements:
        yield question, ("about",), "ids", question.entry.about
        for n, claim in enumerate(question.entry.claims):
            yield from ((question, ("claims", n, "source", m), "sources", name) for m, name in enumerate(claim.source))


_REFERENCES: dict[type[schema.Entry], dict[str, str]] = {
    schema.Location: {"area": "areas"},
    schema.Route: {"from": "locations", "to": "locations", "season": "seasons"},
    schema.Activity: {"at": "locations", "from": "locations", "to": "locations", "area": "areas", "rides": "routes", "season": "seasons"},
}
_ARTICLE = {
    "areas": "an area",
    "films": "a film",
    "seasons": "a season",
    "locations": "a location",
    "routes": "a route",
    "activities": "an activity",
    "sources": "a source",
    "ids": "the id of anything here",
}


def _a(kind: str) -> str:
    return _ARTICLE[kind]


def _sources_of(entry: schema.Entry | None) -> Iterable[str]:
    return entry.source if isinstance(entry, schema.Sourced) else ()


def _key(path: Path) -> str:
    return next(step for step in reversed(path) if isinstance(step, str))


# -- places ----------------------------------------------------------------------------------------------------------------------------


def _inside_bounds(draft: Draft) -> Iterator[Mistake]:
    header = draft.headers[0]
    south, west, north, east = header.entry.bounds
    if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
        yield header.mistake(("bounds",), "'bounds': expected [south, west, north, east] in degrees, south and west the smaller")
        return
    for location in draft.locations:
        latitude, longitude = location.entry.at
        if not _inside((latitude, longitude), header.entry.bounds):
            turned = "; are latitude and longitude exchanged?" if _inside((longitude, latitude), header.entry.bounds) else ""
            yield location.mistake(("at",), f"'at': {latitude:g}, {longitude:g} is outside the catalogue's bounds{turned}")


def _inside(at: Point, bounds: tuple[float, float, float, float]) -> bool:
    south, west, north, east = bounds
    return south <= at[0] <= north and west <= at[1] <= east


def _reached(draft: Draft) -> Iterator[Mistake]:
    """A location is reached from the catalogue's start or end, or it says why not."""
    ways: dict[str, set[str]] = {}
    for route in draft.routes:
        ways.setdefault(route.entry.start, set()).add(route.entry.end)
        if not route.entry.one_way:
            ways.setdefault(route.entry.end, set()).add(route.entry.start)
    reached: set[str] = set()
    home = draft.headers[0].entry.start
    ahead = [home, draft.headers[0].entry.end]
    while ahead:
        place = ahead.pop()
        if place not in reached:
            reached.add(place)
            ahead += ways.get(place, ())
    for location in draft.locations:
        name = location.entry.id
        if name not in reached and location.entry.unreachable is None:
            yield location.mistake(("id",), f"no way leads from '{home}' to '{name}': add a route, or say why in 'unreachable'")
        elif name in reached and location.entry.unreachable is not None:
            yield location.mistake(("unreachable",), f"'{name}' is said to be unreachable, but a way leads there from '{home}'")
    shut = {location.entry.id for location in draft.locations if location.entry.unreachable is not None or location.entry.private}
    for activity in draft.activities:
        for key, where in (("at", activity.entry.at), ("from", activity.entry.start), ("to", activity.entry.end)):
            if where in shut:
                yield activity.mistake((key,), f"'{key}': nobody can visit '{where}', which is private or unreachable")


def _words_used(draft: Draft) -> Iterator[Mistake]:
    """A weight for a tag that nothing has, and alternatives of which there is only one, are words misspelt."""
    tags = {tag for activity in draft.activities for tag in activity.entry.tags}
    header = draft.headers[0]
    for tag in header.entry.score.interests:
        if draft.activities and tag not in tags:
            yield header.mistake(("score", "interests", tag), f"no activity has the tag '{tag}'{did_you_mean(tag, sorted(tags))}")
    groups = [activity.entry.one_of for activity in draft.activities if activity.entry.one_of]
    for activity in draft.activities:
        word = activity.entry.one_of
        if word and groups.count(word) == 1:
            others = sorted({group for group in groups if group != word})
            yield activity.mistake(("one_of",), f"'one_of': no other activity has the word '{word}'{did_you_mean(word, others)}")


# -- ways ------------------------------------------------------------------------------------------------------------------------------


def _rides_make_a_way(draft: Draft) -> Iterator[Mistake]:
    routes = {route.entry.id: route.entry for route in draft.routes}
    for activity in draft.activities:
        if activity.entry.start is not None and all(ride in routes for ride in activity.entry.rides):
            rides = [routes[ride] for ride in activity.entry.rides]
            yield from _chain(activity, rides)
            yield from _same_vehicle(activity, rides)


def _chain(activity: Written[schema.Activity], rides: list[schema.Route]) -> Iterator[Mistake]:
    here = activity.entry.start or ""
    for number, route in enumerate(rides):
        if here not in (route.start, route.end):
            yield activity.mistake(("rides", number), f"'rides': '{route.id}' does not leave from '{here}'")
            return
        if here == route.end and route.one_way:
            yield activity.mistake(("rides", number), f"'rides': '{route.id}' is one way, and leads to '{here}', not away from it")
            return
        if route.one_way and not activity.entry.one_way:
            yield activity.mistake(("rides", number), f"'rides': '{route.id}' is one way, so say 'one_way: true' of the journey too")
            return
        here = route.end if here == route.start else route.start
    if here != activity.entry.end:
        yield activity.mistake(("to",), f"'to': the rides end at '{here}', not at '{activity.entry.end}'")


def _same_vehicle(activity: Written[schema.Activity], rides: list[schema.Route]) -> Iterator[Mistake]:
    no_car = [route.id for route in rides if not _takes_cars(route)]
    no_foot = [route.id for route in rides if not _takes_people(route)]
    if no_car and no_foot:
        yield activity.mistake(("rides",), f"'rides': '{no_car[0]}' takes no cars, and '{no_foot[0]}' needs one")
    elif no_car and activity.entry.needs_car:
        yield activity.mistake(("needs_car",), f"'needs_car', but '{no_car[0]}' takes no cars")


def _takes_cars(route: schema.Route) -> bool:
    return route.mode in ("drive", "ferry") if route.cars is None else route.cars


def _takes_people(route: schema.Route) -> bool:
    return route.mode != "drive" if route.foot is None else route.foot


def _no_shorter_than_straight(draft: Draft) -> Iterator[Mistake]:
    bounds = draft.headers[0].entry.bounds
    locations = {location.entry.id: location.entry for location in draft.locations if _inside(location.entry.at, bounds)}
    for written in draft.routes:
        route = written.entry
        if not (_takes_cars(route) or _takes_people(route)):
            yield written.mistake(("cars",), "takes neither cars nor people")
        if isinstance(route.km, str) or route.start not in locations or route.end not in locations:
            continue
        ends = locations[route.start], locations[route.end]
        straight = straight_km(ends[0].at, ends[1].at)
        if route.km < straight * ELLIPSOID - ROUNDING_KM - sum(OFF_BY_KM[end.precision] for end in ends):
            yield written.mistake(("km",), f"'km': {route.km:g} is less than the straight line of {straight:.0f} km between its ends")


def _tolls_at_an_end(draft: Draft) -> Iterator[Mistake]:
    for written in draft.routes:
        route = written.entry
        if route.toll_at not in (None, route.start, route.end):
            yield written.mistake(
                ("toll_at",), f"'toll_at': '{route.toll_at}' is not an end of this route; those are '{route.start}' and '{route.end}'"
            )


def _departures_both_ways(draft: Draft) -> Iterator[Mistake]:
    for written in draft.routes:
        route = written.entry
        if not route.departures and route.mode in TIMETABLED:
            yield written.mistake((), f"'departures' is missing: a {route.mode} leaves at some time; guess with 'estimate: true'")
        for number, service in enumerate(route.departures):
            at: Path = ("departures", number, "from")
            if service.start not in (None, route.start, route.end):
                yield written.mistake(
                    at, f"'from': '{service.start}' is not an end of this route; those are '{route.start}' and '{route.end}'"
                )
            elif route.one_way and service.start == route.end:
                yield written.mistake(at, f"'from': none can leave '{service.start}': the route is one way from '{route.start}'")
        origins = {service.start for service in route.departures} & {None, route.start, route.end}
        if origins and None not in origins and not route.one_way:
            for end in {route.start, route.end} - origins:
                yield written.mistake(("departures",), f"'departures': none from {shown(end)}; give them, or say 'one_way: true'")


def _estimates_have_rules(draft: Draft) -> Iterator[Mistake]:
    if draft.headers[0].entry.estimates is None:
        for route in draft.routes:
            for key in ("km", "minutes"):
                if getattr(route.entry, key) == "estimate":
                    yield route.mistake((key,), f"'{key}': to estimate it, the catalogue needs 'estimates' with 'detour' and 'km_per_hour'")
                    break
