"""What the names in an itinerary file stand for; each refuses with a sentence that says what may stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from mi_trip.catalogue.names import KINDS, ONE, find, fold, listed_ids, resolve_location, resolve_night
from mi_trip.catalogue.text import shown
from mi_trip.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.catalogue.names import Found
    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.place import Location
    from mi_trip.model.route import Route

T = TypeVar("T", "Activity", "Location", "Route")


def resolve_activity(catalogue: Catalogue, text: str) -> Activity:
    """The one activity of that id or name."""
    if text in catalogue.activities:
        return catalogue.activities[text]
    activities = find(catalogue, text, ("activities",))
    if activities:
        return _only(text, activities.activities)
    found = find(catalogue, text)
    if not found:
        raise UnknownNameError(shown(text)[1:-1], "activity", activities.suggestions)
    if found.routes:
        raise UsageError(f"{shown(text)} is a route, not an activity{_there(catalogue, found)}: to ride it for itself write `ride: {text}`")
    raise UsageError(f"{shown(text)} is {_what(found)}, not an activity{_there(catalogue, found) or ': name an activity'}")


def resolve_ride(catalogue: Catalogue, text: str) -> Route:
    """The one route of that id or name."""
    if text in catalogue.routes:
        return catalogue.routes[text]
    routes = find(catalogue, text, ("routes",))
    if routes:
        return _only(text, routes.routes)
    found = find(catalogue, text)
    if not found:
        raise UnknownNameError(shown(text)[1:-1], "route", routes.suggestions)
    if found.activities:
        raise UsageError(f"{shown(text)} is an activity, not a route: write `activity: {text}`")
    raise UsageError(f"{shown(text)} is {_what(found)}, not a route: name a route")


def resolve_end(catalogue: Catalogue, text: str, thing: Activity | Route) -> str:
    """The end of a journey, or of a route, that a name stands for; of an activity that is no journey the place where it is."""
    ends = tuple(dict.fromkeys((thing.start, thing.end)))
    if text in ends:
        return text
    areas = {area.id for area in find(catalogue, text, ("areas",)).areas}
    found = {place.id for place in find(catalogue, text, ("locations",)).locations}
    for meant in (found, {end for end in ends if catalogue.locations[end].area in areas}):
        if len(meant & set(ends)) == 1:
            return (meant & set(ends)).pop()
    if not areas and not found:
        resolve_location(catalogue, text)  # says what was meant
    raise UsageError(f"{shown(thing.name)} begins at {' or '.join(ends)}, not at {shown(text)}")


def resolve_bed(catalogue: Catalogue, text: str, day: int) -> str:
    """The one place to sleep at that a name stands for; that a place has no bed is told only where the name leaves a choice."""
    if text in catalogue.locations:
        return text
    named = find(catalogue, text, ("locations",)).locations
    if len(named) == 1:
        return named[0].id
    beds = resolve_night(catalogue, text, day).locations
    with_name = tuple(bed for bed in beds if bed in {place.id for place in named})
    return _only(text, [catalogue.locations[bed] for bed in with_name or beds]).id


def _only(text: str, bearers: Sequence[T]) -> T:
    """The one that is meant: it alone has the name, or alone as its own."""
    own = [named for named in bearers if fold(named.name) == fold(text)]
    if len(bearers) == 1 or len(own) == 1:
        return (own or list(bearers))[0]
    raise UsageError(f"{shown(text)} may be {listed_ids([named.id for named in bearers])}: say which")


def _what(found: Found) -> str:
    kind = next(kind for kind in KINDS if getattr(found, kind))
    return f"{'an' if ONE[kind][0] in 'aeiou' else 'a'} {ONE[kind]}"


def _there(catalogue: Catalogue, found: Found) -> str:
    """The activities at what was found, as the middle of a sentence; nothing where there are none."""
    areas = {area.id for area in found.areas}
    places = {location.id for location in found.locations}
    routes = {route.id for route in found.routes}
    there = [
        activity.id
        for activity in catalogue.activities.values()
        if activity.area in areas or {activity.start, activity.end} & places or set(activity.rides) & routes
    ]
    if not there:
        return ""
    return f" ({listed_ids(there)} {'ride' if len(there) > 1 else 'rides'} it)" if routes else f"; there: {listed_ids(there)}"
