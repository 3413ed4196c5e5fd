"""Where the things of a catalogue are."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from mi_trip.model.activity import Activity
from mi_trip.model.place import Area, Film, Location, Season
from mi_trip.model.route import Route

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.place import Scene

Thing: TypeAlias = Location | Area | Activity | Route | Film | Season


def places_of(things: Iterable[Thing], catalogue: Catalogue) -> tuple[str, ...]:
    """The locations where the things are, each once: a film's are those of its scenes, a season's those of its roads."""
    return tuple(dict.fromkeys(place for thing in things for place in _places(thing, catalogue)))


def _places(thing: Thing, catalogue: Catalogue) -> list[str]:
    match thing:
        case Location():
            return [thing.id]
        case Area():
            return [place.id for place in catalogue.locations.values() if place.area == thing.id]
        case Activity() | Route():
            return [thing.start, thing.end]
        case Film():
            screened = [place.id for place in catalogue.locations.values() if _in_film(place.scenes, thing)]
            return screened + [one.start for one in catalogue.activities.values() if _in_film(one.scenes, thing)]
        case Season():
            return [end for route in catalogue.routes.values() if route.season.id == thing.id for end in (route.start, route.end)]


def _in_film(scenes: Iterable[Scene], film: Film) -> bool:
    return any(scene.film == film.id for scene in scenes)
