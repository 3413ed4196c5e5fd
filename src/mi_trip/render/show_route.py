"""What there is to say of a route: as a way to a location, and on its own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.model.route import Mode
from mi_trip.render import facts
from mi_trip.render.page import Entry, Page, Section, entry, page
from mi_trip.render.units import about, day_text, duration_text, km_text, plain
from mi_trip.render.words import MODE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.place import Location
    from mi_trip.model.route import Route


def way_entries(location: Location, catalogue: Catalogue, day: date | None) -> Iterator[Entry]:
    """The direct ways between a location and its neighbours, one entry each."""
    for route in catalogue.routes_at[location.id]:
        other = route.other_end(location.id)
        word = "from" if route.leads_from(other) else "to"
        both = "from and to" if not route.one_way else word
        head = f"{both} {facts.name_of(other, catalogue)}: {how(route)}"
        yield entry(head, ", ".join(part for part in _terms(route, catalogue) if part), *_departures(route, catalogue, day))


def how(route: Route) -> str:
    """Mode, road, kilometres and minutes, marked where they are guessed."""
    road = f" on {plain(route.road)}" if route.road else ""
    km = about(f"{km_text(route.km)} km", guessed=route.estimate or route.estimated_distance)
    took = about(duration_text(route.duration), guessed=route.estimate)
    return f"{MODE_WORDS[route.mode].lower()}{road}, {km}, {took}"


def _terms(route: Route, catalogue: Catalogue) -> list[str]:
    return [
        facts.season_text(route.season, route.open),
        fare(route, catalogue),
        "no cars" if route.mode in (Mode.FERRY, Mode.DRIVE) and not route.cars else "",
    ]


def fare(route: Route, catalogue: Catalogue) -> str:
    """What it costs to use it: fare and toll."""
    toll = "" if route.toll.free else f"toll {facts.price_text(route.toll, catalogue.currency).removesuffix(' for the party')}"
    if route.toll_at and toll:
        toll += f" from {catalogue.locations[route.toll_at].name}"
    return ", ".join(part for part in (facts.fare_text(route.fare, catalogue.currency), toll) if part)


def _departures(route: Route, catalogue: Catalogue, day: date | None) -> list[str]:
    early = facts.be_there_text(route.be_there)
    if day is None:
        return [*(facts.service_text(service, catalogue) for service in route.services), early]
    if not route.open_on(day):
        return [f"shut on {day_text(day)}"]
    risk = facts.risk_text(route.season, day)
    return [*(one.head for one in _that_day(route, catalogue, day)), risk, early]


def _that_day(route: Route, catalogue: Catalogue, day: date) -> list[Entry]:
    """The departures of a day, an entry for each end."""
    ends = [end for end in (route.start, route.end) if route.timetabled and route.leads_from(end)]
    return [entry(f"from {facts.name_of(end, catalogue)}: {facts.departures_text(route, day, end)}") for end in ends]


def route_page(route: Route, catalogue: Catalogue, day: date | None) -> Page:
    """A route: its ends, length, season with its record, departures, fares and bookings."""
    start, end = facts.name_of(route.start, catalogue), facts.name_of(route.end, catalogue)
    arrow = "→" if route.one_way else "–"
    usual, years = facts.rules(route.season.open)
    history = (entry(f"{record.year}: open {facts.hours_text(record.open)}", plain(record.note)) for record in route.season.history)
    journeys = (entry(f"{plain(one.name)} ({one.id}): {one.rating} of 5", plain(one.why)) for one in catalogue.journeys_on[route.id])
    return page(
        plain(route.name),
        [f"{how(route)}, {start} {arrow} {end}; id {route.id}", plain(route.note), plain(route.season.note)],
        _day_section(route, catalogue, day),
        Section("When", tuple(entry(line) for line in (facts.season_text(route.season, route.open), *map(plain, years if usual else ())))),
        Section("Recorded years", tuple(history)),
        Section("Departures", tuple(entry(facts.service_text(service, catalogue), plain(service.basis)) for service in route.services)),
        Section("Terms", tuple(entry(line) for line in _route_terms(route, catalogue) if line)),
        Section("Taken for itself", tuple(journeys)),
        facts.disagreements_section([route.id, route.season.id], catalogue),
        facts.sources_section(route.season.evidence.sources if route.season.evidence else (), route.evidence, catalogue),
    )


def _day_section(route: Route, catalogue: Catalogue, day: date | None) -> Section:
    if day is None:
        return Section("", ())
    sun = facts.sun_text(catalogue.locations[route.start].spot, day)
    if not route.open_on(day):
        shut = entry(f"shut{facts.opening_text(day, route.season.open, route.open)}", facts.risk_text(route.season, day))
        return Section(f"On {day_text(day)}", (shut, entry(sun)))
    entries = [entry("open", facts.risk_text(route.season, day)), *_that_day(route, catalogue, day), entry(sun)]
    return Section(f"On {day_text(day)}", tuple(entries))


def _route_terms(route: Route, catalogue: Catalogue) -> list[str]:
    takes = {(True, True): "", (True, False): "only with a car", (False, True): "takes no cars", (False, False): "closed to everyone"}
    return [
        fare(route, catalogue),
        takes[route.cars, route.foot] if route.mode is not Mode.DRIVE else "",
        facts.be_there_text(route.be_there),
        facts.booking_text(route.booking),
        "lunch on board" if route.lunch_inside else "",
    ]
