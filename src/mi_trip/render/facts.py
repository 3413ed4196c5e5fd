"""Phrases for what a catalogue knows: hours and seasons, prices and fares, departures, bookings, evidence."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from mi_trip.model.hours import daylight
from mi_trip.model.route import Headway, Times
from mi_trip.render.page import Entry, Section, entry
from mi_trip.render.units import about, clock, count, day_text, duration_text, listed, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.hours import Hours, Spot
    from mi_trip.model.money import Fare, Price
    from mi_trip.model.place import Booking, Evidence, Scene, Season
    from mi_trip.model.route import BeThere, Route, Service

_YEAR = re.compile(r"\b(19|20)[0-9]{2}\b")
ALL_YEAR = "open all year"
LOOK_AHEAD = 60  # tries to find a day on which several hours are open
RELATIONS = {
    "shot_here": "shot here",
    "cast_base": "the crew stayed here",
    "cast_visit": "the cast came here",
    "exhibit": "on show here",
    "view_of_location": "seen from here",
    "production_story": "a story of the making",
    "background": "in the background",
    "themed_activity": "about the film",
}


def rules(hours: Hours) -> tuple[list[str], list[str]]:
    """The usual rules of an expression, and those of named years."""
    parts = [part.strip() for part in hours.text.split(";") if part.strip()]
    return [part for part in parts if not _YEAR.search(part)], [part for part in parts if _YEAR.search(part)]


def hours_text(hours: Hours) -> str:
    """When something is open, as people read it.

    >>> from mi_trip.model.hours import Hours, Spot
    >>> hours_text(Hours("May 25-Oct 20; 2024 Jun 17-2024 Oct 20 off", Spot(62, 7, "NO", "Europe/Oslo")))
    'May 25-Oct 20, with exceptions'
    """
    if hours.always:
        return "always"
    usual, years = rules(hours)
    return plain("; ".join(usual or years)) + (", with exceptions" if usual and years else "")


def season_text(season: Season, hours: Hours) -> str:
    """When something can be used: its season and its hours within it.

    >>> from mi_trip.model.hours import Hours, Spot
    >>> from mi_trip.model.place import Season
    >>> here = Spot(62, 7, "NO", "Europe/Oslo")
    >>> season_text(Season("", "", Hours("24/7", here)), Hours("24/7", here))
    'open all year'
    """
    told = [hours_text(part) for part in (hours, season.open) if not part.always]
    return f"open {' within '.join(dict.fromkeys(told))}" if told else ALL_YEAR


def opening_text(day: date, *shut: Hours) -> str:
    """When what is shut on a day opens next, as the end of a sentence; several hours must be open on one day."""
    opens: date | None = day
    for _ in range(LOOK_AHEAD):
        before = opens
        for hours in shut:
            opens = hours.next_opening(opens) if opens else None
        if opens == before:
            break
    else:
        opens = None
    return f"; it opens {day_text(opens)}" if opens and opens > day else ""


def sun(spot: Spot, day: date) -> tuple[str, tuple[str, ...]]:
    """What the sun does on a day: ``day``, ``night`` or ``rises``, and then sunrise and sunset where they fall on it."""
    spans = [span for span in daylight(spot).spans(day) if span[0].date() == day]
    if not spans:
        return "night", ()
    start, end = spans[0]
    if (end - start).total_seconds() >= 24 * 3600:
        return "day", ()
    return "rises", (start.isoformat(timespec="minutes"), end.isoformat(timespec="minutes"))


def sun_text(spot: Spot, day: date) -> str:
    """When the sun rises and sets on a day."""
    what, times = sun(spot, day)
    if what == "rises":
        return f"sunrise {times[0][-5:]}, sunset {times[1][-5:]}"
    return "the sun does not set" if what == "day" else "the sun does not rise"


def risk_text(season: Season, day: date) -> str:
    """In how many of the recorded years it was shut on this day; nothing where it never was."""
    shut, recorded = season.risk(day)
    return f"shut on this date in {shut} of {count(recorded, 'recorded year')}" if shut else ""


def price_text(price: Price, currency: str) -> str:
    """What a ticket costs.

    >>> from mi_trip.model.money import Price
    >>> price_text(Price(adult=290, child=190, estimate=True), "NOK")
    '≈ NOK 290, children 190'
    """
    if price.free:
        return "free"
    parts = []
    if price.adult:
        children = f", children {price.child:,}" if price.child is not None else ""
        parts.append(f"{currency} {price.adult:,}{children}")
    elif price.child:
        parts.append(f"children {currency} {price.child:,}")
    if price.group:
        parts.append(f"{currency} {price.group:,} for the party")
    return about(" and ".join(parts), guessed=price.estimate)


def fare_text(fare: Fare, currency: str) -> str:
    """What a ride costs; nothing where it is free."""
    parts = []
    if fare.car:
        parts.append(f"car {'with driver ' if fare.driver_included else ''}{currency} {fare.car:,}")
    if fare.group:
        parts.append(f"{currency} {fare.group:,} for the party")
    if fare.adult:
        children = f", children {fare.child:,}" if fare.child is not None else ""
        parts.append(f"{currency} {fare.adult:,} a person{children}")
    return about(" and ".join(parts), guessed=fare.estimate) if parts else ""


def booking_text(booking: Booking | None) -> str:
    """What has to be arranged, by when and with whom."""
    if booking is None:
        return ""
    by = f" {count(booking.days_before, 'day')} before" if booking.days_before else ""
    contact = ", ".join(plain(part) for part in (booking.who, booking.web, booking.phone) if part)
    note = f"; {plain(booking.note)}" if booking.note else ""
    return f"booking {booking.need}{by}" + (f": {contact}" if contact else "") + note


def be_there_text(bethere: Sequence[BeThere]) -> str:
    """How long before one must be there, by season."""
    told = []
    for rule in bethere:
        days = "" if rule.on.always else f" ({hours_text(rule.on)})"
        told.append(f"{duration_text_of(rule.minutes)} early: {plain(rule.why)}{days}")
    return f"be there {'; '.join(told)}" if told else ""


def duration_text_of(minutes: int) -> str:
    """Minutes as a duration."""
    return duration_text(timedelta(minutes=minutes))


def service_text(service: Service, catalogue: Catalogue) -> str:
    """The departures of a route on some days."""
    days = "" if service.on.always else f"{hours_text(service.on)}: "
    origin = f" from {name_of(service.origin, catalogue)}" if service.origin else ""
    match service:
        case Headway():
            return (
                f"{days}{about('every', guessed=True)} {duration_text(service.every)}, {clock(service.first)}–{clock(service.last)}{origin}"
            )
        case Times():
            return f"{days}{about(', '.join(clock(at) for at in service.times), guessed=service.estimate)}{origin}"


def departures_text(route: Route, day: date, origin: str) -> str:
    """The departures from one end on a day; nothing for a route without a timetable."""
    if not route.timetabled or not route.leads_from(origin):
        return ""
    departures = route.departures(day, origin)
    all_guessed = all(departure.estimated for departure in departures)
    told = [about(clock(one.departs), guessed=one.estimated and not all_guessed) for one in departures]
    told[:1] = [about(first, guessed=all_guessed) for first in told[:1]]
    for first, last, every in route.headways(day, origin):
        told.append(f"{about('every', guessed=True)} {duration_text(every)}, {clock(first)}–{clock(last)}")
    return ", ".join(told) or "none"


def name_of(id_: str, catalogue: Catalogue) -> str:
    """The name of whatever bears the id."""
    for kind in (catalogue.locations, catalogue.activities, catalogue.routes, catalogue.areas, catalogue.seasons):
        if id_ in kind:
            return plain(kind[id_].name)
    return plain(catalogue.films[id_].title) if id_ in catalogue.films else plain(id_)


def kind_text(kind: str) -> str:
    """What kind of place it is."""
    return plain(kind).replace("_", " ")


def evidence_text(evidence: Evidence) -> str:
    """How sure it is and when it was looked at."""
    return f"confidence {evidence.confidence}, checked {day_text(evidence.checked)}"


def scenes_section(scenes: Iterable[tuple[str, Scene]], catalogue: Catalogue, *, by_film: bool) -> Section:
    """What films have to do with it; each scene with the name of what it belongs to."""
    entries = []
    for owner, scene in scenes:
        film = name_of(scene.film, catalogue)
        head = film if by_film else owner
        entries.append(
            entry(f"{head}: {RELATIONS.get(scene.relation, plain(scene.relation))}", plain(scene.scene), sources_mark(scene.sources))
        )
    return Section("Film", tuple(entries))


def sources_mark(sources: Sequence[str]) -> str:
    """The ids of the sources, as a reader finds them in the list of sources."""
    return f"[{', '.join(sources)}]" if sources else ""


def claimed(about_ids: Iterable[str], catalogue: Catalogue) -> Iterator[str]:
    """The ids of the sources that disagree about these things."""
    wanted = set(about_ids)
    for one in catalogue.disagreements:
        if one.about in wanted:
            for claim in one.claims:
                yield from claim.sources


def disagreements_section(about_ids: Iterable[str], catalogue: Catalogue) -> Section:
    """Questions on which the sources differ: each claim with who says it."""
    wanted = set(about_ids)
    entries = []
    for one in catalogue.disagreements:
        if one.about in wanted:
            claims = (f"{plain(claim.says)} {sources_mark(claim.sources)}" for claim in one.claims)
            entries.append(entry(plain(one.question), *claims, f"here: {plain(one.use)}" if one.use else ""))
    return Section("The sources disagree", tuple(entries))


def sources_section(ids: Iterable[str], evidence: Evidence | None, catalogue: Catalogue) -> Section:
    """Where it is all from: its own evidence, and other sources that the page names."""
    used = dict.fromkeys([*(evidence.sources if evidence else ()), *ids])
    known = [catalogue.sources[id_] for id_ in used if id_ in catalogue.sources]
    entries: list[Entry] = [entry(f"[{source.id}] {plain(source.text)}", plain(source.url)) for source in known]
    title = f"Sources ({evidence_text(evidence)})" if evidence else "Sources"
    return Section(title, tuple(entries))


def names_text(names: Sequence[str]) -> str:
    """Other names."""
    return f"also called {listed(map(plain, names), 'or')}" if names else ""
