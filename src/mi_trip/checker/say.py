"""How the checker words its sentences: lower case, the day first, then the culprit and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from mi_trip.model.plan import Event, Handover, Meal, Night, Ride, Travel, Visit, Wait
from mi_trip.model.route import Mode
from mi_trip.model.violation import Violation

if TYPE_CHECKING:
    from datetime import date, datetime, time, timedelta

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.route import Route

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def fault(code: str, day: int, what: str, subject: str = "") -> Violation:
    """Build the violation of a rule on a day (0: the whole trip)."""
    return Violation(code, day, f"day {day}: {what}" if day else what, subject=subject)


def on(day: date) -> str:
    """Write a date as in "16 June"."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def at(moment: datetime | time) -> str:
    """Write a clock time."""
    return f"{moment:%H:%M}"


def length(span: timedelta) -> str:
    """Write a length of time as in "45 min" or "4 h 30 min"."""
    minutes = span.total_seconds() / 60
    if minutes < 60:
        return f"{minutes:g} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours:g} h {rest:g} min" if rest else f"{hours:g} h"


def place(catalogue: Catalogue, location: str) -> str:
    """Name a location, by its id where the catalogue does not know it."""
    known = catalogue.locations.get(location)
    return known.name if known else f"'{location}'"


def way(route: Route) -> str:
    """Name a route with its mode."""
    mode = "road" if route.mode is Mode.DRIVE else route.mode.value
    return f"the {route.name}" if mode in route.name.lower() else f"the {mode} {route.name}"


def ride(taken: Ride) -> str:
    """Name a ride: the route and when it leaves."""
    return f"{way(taken.route)} at {at(taken.departs)}"


def event(catalogue: Catalogue, told: Event) -> str:
    """Name an event."""
    match told:
        case Travel():
            return way(told.rides[0].route) if told.rides else "the travel"
        case Visit():
            return told.activity.name
        case Wait():
            return f"the wait at {place(catalogue, told.location)}"
        case Meal():
            return f"the meal at {place(catalogue, told.location)}"
        case Handover():
            return f"{'taking' if told.takes else 'handing back'} the car at {place(catalogue, told.location)}"
        case Night():
            return f"the night at {place(catalogue, told.location)}"
        case _ as never:
            assert_never(never)


def money(catalogue: Catalogue, units: int) -> str:
    """Write a sum in the catalogue's currency."""
    return f"{catalogue.currency} {units:,}"
