"""Which locations, activities, routes, films and areas `mi-trip list` lists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mi_trip.catalogue.demands import tag_of
from mi_trip.catalogue.estimate import straight_km
from mi_trip.catalogue.names import find
from mi_trip.catalogue.text import shown
from mi_trip.errors import UnknownNameError
from mi_trip.model.activity import Activity
from mi_trip.model.place import Location
from mi_trip.model.route import Route
from mi_trip.render.listing import Listed
from mi_trip.render.show_activity import shut_rides

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.render.listing import Thing


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is asked of a thing, in ids; what is empty lets everything through."""

    tags: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    day: date | None = None
    near: tuple[tuple[float, float], ...] = ()
    within_km: float = 0.0
    mode: str = ""
    films: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        catalogue: Catalogue,
        *,
        tags: Iterable[str],
        area: str | None,
        day: date | None,
        near: str | None,
        within_km: float,
        mode: str | None,
        film: str | None,
    ) -> Sieve:
        """Look up the names."""
        return cls(
            tuple(tag_of(catalogue, tag) for tag in tags),
            _areas(catalogue, area) if area else (),
            day,
            _points(catalogue, near) if near else (),
            within_km,
            mode or "",
            _films(catalogue, film) if film else (),
        )


def _areas(catalogue: Catalogue, name: str) -> tuple[str, ...]:
    found = find(catalogue, name, ("areas",))
    if not found:
        raise UnknownNameError(shown(name)[1:-1], "area", found.suggestions)
    return tuple(area.id for area in found.areas)


def _films(catalogue: Catalogue, name: str) -> tuple[str, ...]:
    found = find(catalogue, name, ("films",))
    if not found:
        raise UnknownNameError(shown(name)[1:-1], "film", found.suggestions)
    return tuple(film.id for film in found.films)


def _points(catalogue: Catalogue, name: str) -> tuple[tuple[float, float], ...]:
    """Where a location is, or all locations of an area."""
    found = find(catalogue, name, ("locations", "areas"))
    if not found:
        raise UnknownNameError(shown(name)[1:-1], "location or area", found.suggestions)
    areas = {area.id for area in found.areas}
    places = found.locations or [one for one in catalogue.locations.values() if one.area in areas]
    return tuple((place.latitude, place.longitude) for place in places)


def sift(catalogue: Catalogue, kinds: Iterable[str], sieve: Sieve) -> tuple[Listed, ...]:
    """The things of these kinds that pass, in the catalogue's order; near a place the nearest first."""
    found = [listed for kind in kinds for listed in _of_kind(catalogue, kind) if _passes(listed.thing, sieve, catalogue)]
    if not sieve.near:
        return tuple(found)
    measured = (replace(listed, distance_km=_distance(listed.thing, sieve, catalogue)) for listed in found)
    near = [listed for listed in measured if listed.distance_km is not None and listed.distance_km <= sieve.within_km]
    return tuple(sorted(near, key=lambda listed: listed.distance_km or 0.0))


def _of_kind(catalogue: Catalogue, kind: str) -> Iterator[Listed]:
    things: Iterable[Thing] = getattr(catalogue, kind).values()
    yield from (Listed(thing) for thing in things)


def _passes(thing: Thing, sieve: Sieve, catalogue: Catalogue) -> bool:
    return (
        (not sieve.tags or (isinstance(thing, Activity) and set(sieve.tags) <= set(thing.tags)))
        and (not sieve.mode or (isinstance(thing, Route) and thing.mode.value == sieve.mode))
        and (not sieve.areas or any(place.area in sieve.areas for place in _places(thing, catalogue)) or _area(thing) in sieve.areas)
        and (not sieve.films or (isinstance(thing, Location | Activity) and any(scene.film in sieve.films for scene in thing.scenes)))
        and (sieve.day is None or _open(thing, sieve.day, catalogue))
    )


def _area(thing: Thing) -> str:
    return thing.area if isinstance(thing, Activity | Location) else ""


def _places(thing: Thing, catalogue: Catalogue) -> list[Location]:
    if isinstance(thing, Location):
        return [thing]
    return [catalogue.locations[end] for end in (thing.start, thing.end)] if isinstance(thing, Activity | Route) else []


def _open(thing: Thing, day: date, catalogue: Catalogue) -> bool:
    """Whether it is open on the day; a location when one can sleep there or do something."""
    if isinstance(thing, Activity):
        return thing.open_on(day) and not shut_rides(thing, catalogue, day)
    if isinstance(thing, Route):
        return thing.open_on(day)
    if not isinstance(thing, Location):
        return False
    activities = (one for one in catalogue.activities.values() if thing.id in (one.start, one.end))
    return bool(thing.stay and thing.stay.open.open_on(day)) or any(_open(one, day, catalogue) for one in activities)


def _distance(thing: Thing, sieve: Sieve, catalogue: Catalogue) -> float | None:
    ends = [(place.latitude, place.longitude) for place in _places(thing, catalogue)]
    return min((straight_km(end, point) for end in ends for point in sieve.near), default=None)
