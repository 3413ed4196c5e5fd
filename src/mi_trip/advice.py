"""What the traveller must know about a plan: risks, closures, queues, daylight, guesses."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mi_trip.model.hours import DAY, MIDNIGHT, daylight
from mi_trip.model.plan import Hold, Notice, Visit
from mi_trip.model.request import CarChoice
from mi_trip.travel.edges import minute_of
from mi_trip.travel.network import NEVER, Network, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.place import Location, Season
    from mi_trip.model.plan import Plan, PlannedDay, Ride

SHORT_DAY = timedelta(hours=9)  # with less daylight a day is worth a word
WORTH_WEATHER = 4  # from this rating on a visit that bad weather spoils is named


def advice(plan: Plan, catalogue: Catalogue) -> tuple[Notice, ...]:
    """The notices of a plan, those of the whole trip first."""
    return (*_closures(plan, catalogue), *_guesses(plan), *_weather(plan), *_days(plan, catalogue), *_risks(plan, catalogue))


def _facts(**facts: object) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in facts.items())


def _closures(plan: Plan, catalogue: Catalogue) -> Iterator[Notice]:
    """Named roads and lines about the trip's areas that are shut on all its days."""
    request = plan.request
    dates = [day.date for day in plan.days]
    visited = {visit.activity.area for visit in plan.events(Visit)} | set(catalogue.tour)
    for season in catalogue.seasons.values():
        routes = [route for route in catalogue.routes.values() if route.season.id == season.id]
        areas = {catalogue.locations[end].area for route in routes for end in (route.start, route.end)}
        if areas & visited and not any(route.open_on(date) for route in routes for date in dates):
            opens = season.open.next_opening(request.last_day)
            yield Notice("shut", 0, season.id, _facts(name=season.name, opens=opens.isoformat() if opens else ""))


def _guesses(plan: Plan) -> Iterator[Notice]:
    timed = [ride.estimated for day in plan.days for ride in day.rides if ride.route.timetabled]
    timed += [visit.estimated for visit in plan.events(Visit) if visit.activity.starts]
    if any(timed):
        yield Notice("assumed-departures", 0, "", _facts(assumed=sum(timed), all=len(timed)))


def _weather(plan: Plan) -> Iterator[Notice]:
    names = [v.activity.name for v in plan.events(Visit) if v.activity.weather == "high" and v.activity.rating >= WORTH_WEATHER]
    if names:
        yield Notice("weather", 0, "", _facts(name="; ".join(dict.fromkeys(names))))


def _days(plan: Plan, catalogue: Catalogue) -> Iterator[Notice]:
    short = False
    for day in plan.days:
        place = catalogue.locations[day.events[0].origin]
        sun = _sun(place, day)
        if sun is None:
            yield Notice("polar-night", day.number, place.id)
        elif sun[1] - sun[0] >= DAY:
            yield Notice("midnight-sun", day.number, place.id)
        else:
            rises, sets = (f"{moment:%H:%M}" for moment in sun)
            if sun[1] - sun[0] < SHORT_DAY and not short:
                short = True
                yield Notice("short-daylight", 0, "", _facts(sunrise=rises, sunset=sets))
            dark = sum((_outside(ride, sun) for ride in day.driven), timedelta(0))
            if dark:
                minutes = int(dark.total_seconds()) // 60
                yield Notice("dark", day.number, "", _facts(minutes=minutes, sunrise=rises, sunset=sets))
        for visit in day.only(Visit):
            if visit.activity.on_request and visit.hold is not Hold.BOOKED:
                yield Notice("on-request", day.number, visit.activity.id, _facts(name=visit.activity.name))
        for ride in day.rides:
            early = ride.route.early(day.date)
            if early and early.minutes and ride.every is not None:
                yield Notice("queue", day.number, ride.route.id, _facts(name=ride.route.name, minutes=early.minutes, why=early.why))
        if not day.rides and not day.only(Visit):
            yield Notice("free-day", day.number, "")


def _sun(place: Location, day: PlannedDay) -> tuple[datetime, datetime] | None:
    """Sunrise and sunset; the whole day under the midnight sun, None in the polar night."""
    midnight = datetime.combine(day.date, MIDNIGHT)
    spans = [(max(a, midnight), min(b, midnight + DAY)) for a, b in daylight(place.spot).spans(day.date) if a < midnight + DAY]
    return max(spans, key=lambda span: span[1] - span[0], default=None)


def _outside(ride: Ride, sun: tuple[datetime, datetime]) -> timedelta:
    lit = min(ride.arrives, sun[1]) - max(ride.departs, sun[0])
    return ride.arrives - ride.departs - max(lit, timedelta(0))


def _risks(plan: Plan, catalogue: Catalogue) -> Iterator[Notice]:
    """Roads on the plan that were shut on this day of the year in some recorded year, with the way round."""
    detours: dict[str, tuple[str, str]] = {}
    for day in plan.days:
        told: set[str] = set()
        for ride in day.rides:
            season = ride.route.season
            shut, recorded = season.risk(day.date)
            if shut and season.id not in told:
                told.add(season.id)
                if season.id not in detours:
                    detours[season.id] = _detour(plan, catalogue, day, ride, season)
                minutes, via = detours[season.id]
                facts = _facts(name=season.name, shut=shut, recorded=recorded, detour_minutes=minutes, via=via)
                yield Notice("season-risk", day.number, season.id, facts)


def _detour(plan: Plan, catalogue: Catalogue, day: PlannedDay, ride: Ride, season: Season) -> tuple[str, str]:
    """Minutes of the way round from one end of the stretch at risk to the other, and what it leads over; empty if there is none."""
    request = plan.request
    stretch = [r for r in day.rides if r.route.season.id == season.id]
    avoid = frozenset(route.id for route in catalogue.routes.values() if route.season.id == season.id)
    with_car = request.car is not CarChoice.NONE and ride.route.cars
    car = CarChoice.OWN if with_car else CarChoice.NONE
    leaves = minute_of(ride.departs, day.date)
    network = Network(catalogue, day.date, (leaves, leaves + 12 * 60), request.party, car, avoid)
    origin = network.index[Node(stretch[0].origin, with_car)]
    target = network.index[Node(stretch[-1].destination, with_car)]
    if origin == target:
        target = network.index[Node(stretch[0].destination, with_car)]
    arrives = network.arrival(origin, target, leaves)
    if arrives >= NEVER:
        return "", ""
    pieces = network.pieces(origin, target, leaves)
    towns = [catalogue.locations[p.edge.stops[-1]] for p in pieces[:-1]]
    names = [place.name for place in towns if place.kind in ("town", "city", "village")]
    return str(arrives - leaves), names[len(names) // 2] if names else ""
