"""What ``mi-trip show`` says of a location, an area, an activity, a route, a film or a season."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from mi_trip.model.activity import Activity
from mi_trip.model.place import Area, Film, Location, Season
from mi_trip.model.route import Route
from mi_trip.render import facts
from mi_trip.render.addresses import place_link
from mi_trip.render.page import Entry, Page, Section, entry, page
from mi_trip.render.show_activity import activity_entry, activity_page
from mi_trip.render.show_route import route_page, way_entries
from mi_trip.render.units import count, day_text, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.place import Confidence, Scene

Thing: TypeAlias = Location | Area | Activity | Route | Film | Season

PRECISION = {"high": "to within 300 m", "medium": "to within 1.5 km", "low": "roughly"}


def thing_page(thing: Thing, catalogue: Catalogue, day: date | None) -> Page:
    """The page about one thing; with a day, also what holds on it."""
    match thing:
        case Location():
            return location_page(thing, catalogue, day)
        case Area():
            return area_page(thing, catalogue, day)
        case Activity():
            return activity_page(thing, catalogue, day)
        case Route():
            return route_page(thing, catalogue, day)
        case Film():
            return film_page(thing, catalogue)
        case Season():
            return season_page(thing, catalogue, day)


# -- a location ----------------------------------------------------------------------------------------------------------------------


def location_page(location: Location, catalogue: Catalogue, day: date | None) -> Page:
    """A location: what it is, films, things to do, beds, and the ways to it."""
    activities = [one for one in catalogue.activities.values() if location.id in (one.start, one.end)]
    used = chain(*(scene.sources for scene in location.scenes), facts.claimed([location.id], catalogue))
    return page(
        plain(location.name),
        [
            _kind_line(location, catalogue),
            facts.names_text(location.also),
            _position(location.latitude, location.longitude, location.precision),
            _on_a_map(location),
            plain(location.note),
            "people live here: look from the road, do not visit" if location.private else "",
            f"no route leads here: {plain(location.unreachable)}" if location.unreachable else "",
        ],
        _day_section(location, catalogue, day),
        facts.scenes_section(((plain(location.name), scene) for scene in location.scenes), catalogue, by_film=True),
        Section("To do", tuple(activity_entry(one, catalogue, day) for one in activities)),
        _bed_section([location], catalogue, day),
        Section("Hired cars", (_hire_entry(location, catalogue),) if location.car_hire else ()),
        Section("How to get there", tuple(way_entries(location, catalogue, day))),
        facts.disagreements_section([location.id], catalogue),
        facts.sources_section(used, location.evidence, catalogue),
    )


def _kind_line(location: Location, catalogue: Catalogue) -> str:
    where = ", ".join(dict.fromkeys(plain(part) for part in (location.municipality, location.region) if part))
    area = facts.name_of(location.area, catalogue)
    place = f"{facts.kind_text(location.kind)} in the area {area}" + (f" ({where})" if where else "")
    return f"{place}; id {location.id}"


def _position(latitude: float, longitude: float, precision: Confidence) -> str:
    return f"at {latitude:.4f}, {longitude:.4f}, {PRECISION[precision]}"


def _on_a_map(location: Location) -> str:
    there = place_link(location)
    return f"on a map: {there.geo} or {there.openstreetmap}"


def _day_section(location: Location, catalogue: Catalogue, day: date | None) -> Section:
    if day is None:
        return Section("", ())
    entries = [entry(facts.sun_text(location.spot, day))]
    for route in catalogue.routes_at[location.id]:
        other = facts.name_of(route.other_end(location.id), catalogue)
        if not route.open_on(day):
            entries.append(entry(f"{plain(route.name)} to {other} is shut{facts.opening_text(day, route.season.open, route.open)}"))
        elif risk := facts.risk_text(route.season, day):
            entries.append(entry(f"{plain(route.name)} to {other}: {risk}"))
    return Section(f"On {day_text(day)}", tuple(entries))


def _bed_section(locations: Iterable[Location], catalogue: Catalogue, day: date | None) -> Section:
    entries = []
    for location in locations:
        if stay := location.stay:
            guessed = "≈ " if stay.estimate else ""
            name = plain(stay.name) if stay.name == location.name or not stay.name else f"{plain(stay.name)}, {plain(location.name)}"
            shut = f"shut on {day_text(day)}" if day and not stay.open.open_on(day) else ""
            entries.append(
                entry(
                    f"{name or plain(location.name)}: {guessed}{catalogue.currency} {stay.room:,} a double room",
                    f"open {'all year' if stay.open.always else facts.hours_text(stay.open)}",
                    shut,
                    facts.booking_text(stay.booking),
                    plain(stay.basis),
                )
            )
    return Section("Beds", tuple(entries))


def _hire_entry(location: Location, catalogue: Catalogue) -> Entry:
    hire = location.car_hire
    if hire is None:
        return entry("")
    costs = catalogue.costs
    per_day = f"{'≈ ' if costs.hire_estimate else ''}{catalogue.currency} {costs.hire_per_day:,} a day"
    fee = f"{catalogue.currency} {costs.one_way_fee:,} more when handed back outside {plain(hire.city)}"
    return entry(f"{per_day}, {hire.handover_minutes} min to take or hand back", fee, plain(hire.who))


# -- an area, a film, a season -------------------------------------------------------------------------------------------------------


def area_page(area: Area, catalogue: Catalogue, day: date | None) -> Page:
    """An area: its locations, things to do and beds."""
    locations = [one for one in catalogue.locations.values() if one.area == area.id]
    activities = [one for one in catalogue.activities.values() if one.area == area.id]
    scenes = [(plain(owner), scene) for owner, scene in _scenes([*locations, *activities])]
    entries = [entry(f"{plain(one.name)} ({one.id}): {facts.kind_text(one.kind)}") for one in locations]
    ids = [area.id, *(one.id for one in locations)]
    used = chain(*(scene.sources for _, scene in scenes), facts.claimed(ids, catalogue))
    return page(
        plain(area.name),
        [f"area with {count(len(locations), 'location')}; id {area.id}", facts.names_text(area.also), plain(area.note)],
        facts.scenes_section(scenes, catalogue, by_film=False),
        Section("To do", tuple(activity_entry(one, catalogue, day) for one in activities)),
        _bed_section(locations, catalogue, day),
        Section("Locations", tuple(entries)),
        facts.disagreements_section(ids, catalogue),
        facts.sources_section(used, None, catalogue),
    )


def film_page(film: Film, catalogue: Catalogue) -> Page:
    """A film: where its scenes are, and what can be done there."""
    owners: list[Location | Activity] = [*catalogue.locations.values(), *catalogue.activities.values()]
    scenes = [(_placed(owner, catalogue), scene) for owner in owners for scene in owner.scenes if scene.film == film.id]
    used = chain(*(scene.sources for _, scene in scenes), facts.claimed([film.id], catalogue))
    return page(
        plain(film.title),
        [f"film, released {day_text(film.released)}; id {film.id}", facts.names_text(film.also), plain(film.note)],
        facts.scenes_section(scenes, catalogue, by_film=False),
        facts.disagreements_section([film.id], catalogue),
        facts.sources_section(used, film.evidence, catalogue),
    )


def _placed(owner: Location | Activity, catalogue: Catalogue) -> str:
    area, name = facts.name_of(owner.area, catalogue), plain(owner.name)
    return name if area in name else f"{name} ({area})"


def _scenes(owners: Iterable[Location | Activity]) -> Iterator[tuple[str, Scene]]:
    for owner in owners:
        for scene in owner.scenes:
            yield owner.name, scene


def season_page(season: Season, catalogue: Catalogue, day: date | None) -> Page:
    """A season: when it usually is, the years that differ, and what it rules."""
    usual, years = facts.rules(season.open)
    things: list[Route | Activity] = [*catalogue.routes.values(), *catalogue.activities.values()]
    ruled = [plain(one.name) for one in things if one.season.id == season.id]
    history = (entry(f"{record.year}: open {facts.hours_text(record.open)}", plain(record.note)) for record in season.history)
    entries = []
    if day:
        state = "open" if season.open.open_on(day) else f"shut{facts.opening_text(day, season.open)}"
        entries.append(entry(state, facts.risk_text(season, day)))
    return page(
        plain(season.name),
        [f"season; id {season.id}", f"usually open {plain('; '.join(usual)) or 'by year only'}", plain(season.note)],
        Section(f"On {day_text(day)}" if day else "", tuple(entries)),
        Section("Years that differ", tuple(entry(plain(rule)) for rule in years)),
        Section("Recorded", tuple(history)),
        Section("Rules", tuple(entry(name) for name in ruled)),
        facts.disagreements_section([season.id], catalogue),
        facts.sources_section(facts.claimed([season.id], catalogue), season.evidence, catalogue),
    )
