"""What there is to say of an activity: in a line of a list, and on its own page."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from mi_trip.render import facts
from mi_trip.render.page import Entry, Page, Section, entry, page
from mi_trip.render.show_route import fare, way_entries
from mi_trip.render.units import about, clock, day_text, duration_text, km_text, listed, plain

if TYPE_CHECKING:
    from datetime import date

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.route import Route


def activity_entry(activity: Activity, catalogue: Catalogue, day: date | None) -> Entry:
    """An activity among others: rating, length, season, price and age, and the reason for the rating."""
    when = on_day(activity, catalogue, day) if day else usual_text(activity, catalogue)
    told = [f"{activity.rating} of 5", duration_text(activity.duration), when, cost_text(activity, catalogue)]
    told += [age_text(activity), "on request" if activity.on_request else ""]
    risks = risk_texts(activity, catalogue, day) if day else []
    return entry(f"{plain(activity.name)} ({activity.id}): {', '.join(part for part in told if part)}", plain(activity.why), *risks)


def risk_texts(activity: Activity, catalogue: Catalogue, day: date) -> list[str]:
    """In how many recorded years its season, or that of a route it rides, was shut on the day."""
    seasons = [activity.season, *(route.season for route in _ridden(activity, catalogue))]
    return [text for text in dict.fromkeys(facts.risk_text(season, day) for season in seasons) if text]


def age_text(activity: Activity) -> str:
    """How old one must be; nothing where anyone may."""
    told = [f"from {activity.min_age} years"] if activity.min_age else []
    if activity.driver_age:
        told.append(f"drivers from {activity.driver_age} years")
    return ", ".join(told)


def usual_text(activity: Activity, catalogue: Catalogue) -> str:
    """When it is usually open; a journey when its roads and boats are."""
    told = [facts.season_text(activity.season, activity.open)]
    told += [facts.season_text(route.season, route.open) for route in _ridden(activity, catalogue)]
    seasons = [text for text in dict.fromkeys(told) if text != facts.ALL_YEAR]
    return " and ".join(seasons) or facts.ALL_YEAR


def cost_text(activity: Activity, catalogue: Catalogue) -> str:
    """What it costs: its ticket, and for a journey the fares of its rides."""
    fares = [text for route in _ridden(activity, catalogue) if (text := fare(route, catalogue))]
    ticket = "" if activity.price.free and fares else facts.price_text(activity.price, catalogue.currency)
    return " and ".join(part for part in (ticket, *fares) if part)


def _ridden(activity: Activity, catalogue: Catalogue) -> list[Route]:
    return [catalogue.routes[route] for route in activity.rides]


def shut_rides(activity: Activity, catalogue: Catalogue, day: date) -> list[Route]:
    """The routes of a journey that are shut on the day."""
    return [route for route in _ridden(activity, catalogue) if not route.open_on(day)]


def on_day(activity: Activity, catalogue: Catalogue, day: date) -> str:
    """When it can be begun on the day; a journey with a timetable begins when its first ride leaves."""
    for route in shut_rides(activity, catalogue, day):
        return f"shut that day: {plain(route.name)}{facts.opening_text(day, route.season.open, route.open)}"
    windows = activity.windows(day)
    if not windows:
        return f"shut that day{facts.opening_text(day, activity.season.open, activity.open)}"
    if activity.journey and catalogue.routes[activity.rides[0]].timetabled:
        return f"leaves {facts.departures_text(catalogue.routes[activity.rides[0]], day, activity.start)} that day"
    starts = [clock(first) if first == last else f"{clock(first)}–{clock(last)}" for first, last in windows]
    return f"begins {listed(starts, 'or')} that day"


def activity_page(activity: Activity, catalogue: Catalogue, day: date | None) -> Page:
    """An activity: what it is, when, for whom, what it costs, what to book, and how to get there."""
    start = catalogue.locations[activity.start]
    used = chain(*(scene.sources for scene in activity.scenes), facts.claimed([activity.id], catalogue))
    that_day = (
        (entry(on_day(activity, catalogue, day), *risk_texts(activity, catalogue, day)), entry(facts.sun_text(start.spot, day)))
        if day
        else ()
    )
    return page(
        plain(activity.name),
        [
            _kind_line(activity, catalogue),
            facts.names_text(activity.also),
            f"rated {activity.rating} of 5: {plain(activity.why)}",
            plain(activity.note),
        ],
        Section(f"On {day_text(day)}" if day else "", that_day),
        Section("When", tuple(entry(line) for line in _when(activity, catalogue) if line)),
        Section("For whom, and what it costs", tuple(entry(line) for line in _terms(activity, catalogue) if line)),
        facts.scenes_section(((plain(activity.name), scene) for scene in activity.scenes), catalogue, by_film=True),
        Section("How to get there", tuple(way_entries(start, catalogue, day))),
        facts.disagreements_section([activity.id], catalogue),
        facts.sources_section(used, activity.evidence, catalogue),
    )


def _kind_line(activity: Activity, catalogue: Catalogue) -> str:
    start, area = facts.name_of(activity.start, catalogue), facts.name_of(activity.area, catalogue)
    if activity.journey:
        ways = "" if activity.one_way else " or back"
        rides = listed(dict.fromkeys(facts.name_of(route, catalogue) for route in activity.rides))
        place = f"journey from {start} to {facts.name_of(activity.end, catalogue)}{ways}, on {rides}"
    else:
        place = f"activity at {start}"
    return f"{place} (area {area}); {', '.join(activity.tags)}; id {activity.id}"


def _when(activity: Activity, catalogue: Catalogue) -> list[str]:
    starts = []
    for rule in activity.starts:
        times = about(", ".join(clock(at) for at in rule.times), guessed=rule.estimate)
        starts.append(f"starts {times}" + ("" if rule.on.always else f" ({facts.hours_text(rule.on)})"))
    early = facts.be_there_text(activity.be_there)
    return [
        f"takes {duration_text(activity.duration)}",
        usual_text(activity, catalogue),
        *starts,
        "in daylight only" if activity.daylight else "",
        "on request: agree on the hour with the operator" if activity.on_request else "",
        early,
        "lunch is inside" if activity.lunch_inside else "",
    ]


def _terms(activity: Activity, catalogue: Catalogue) -> list[str]:
    walk = activity.on_foot
    steps = [f"{km_text(walk.km)} km" if walk.km else "", f"{walk.ascent_m:,} m up" if walk.ascent_m else ""]
    steps.append(duration_text(walk.duration) if walk.duration else "")
    on_foot = ", ".join(step for step in steps if step)
    basis = f" ({plain(activity.price.basis)})" if activity.price.basis else ""
    return [
        f"{activity.difficulty.word}" + (f"; on foot {on_foot}" if on_foot else ""),
        age_text(activity),
        "needs a car" if activity.needs_car else "",
        cost_text(activity, catalogue) + basis,
        facts.booking_text(activity.booking),
        f"suffers from bad weather: {activity.weather}",
        f"one of several that are alternatives: {', '.join(_alternatives(activity, catalogue))}" if activity.one_of else "",
    ]


def _alternatives(activity: Activity, catalogue: Catalogue) -> list[str]:
    return [plain(one.name) for one in catalogue.activities.values() if one.one_of == activity.one_of]
