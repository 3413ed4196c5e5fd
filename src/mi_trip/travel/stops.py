"""An activity on a day as a stop: from which node to which, when it may start, how long, and what it costs."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from mi_trip.model.route import Mode
from mi_trip.travel.edges import DAY_MINUTES, minute_of, moment_of, ride_cost
from mi_trip.travel.network import Node
from mi_trip.travel.walk import Stop

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.money import Party
    from mi_trip.model.route import Route
    from mi_trip.travel.network import Network
    from mi_trip.travel.walk import Hours

Spans = tuple[tuple[int, int], ...]


def rides_of(catalogue: Catalogue, activity: Activity, origin: str) -> list[tuple[Route, str]]:
    """The routes a journey rides from one of its ends, each with the location it is entered at."""
    rides = []
    for route_id in activity.rides if origin == activity.start else reversed(activity.rides):
        route = catalogue.routes[route_id]
        rides.append((route, origin))
        origin = route.other_end(origin)
    return rides


def origins(activity: Activity) -> tuple[str, ...]:
    """The locations at which an activity may begin: both ends of a journey that counts either way."""
    return (activity.start, activity.end) if activity.journey and not activity.one_way else (activity.start,)


def stop_of(
    catalogue: Catalogue,
    network: Network,
    day: date,
    activity: Activity,
    origin: str,
    party: Party,
    *,
    with_car: bool,
    avoid: frozenset[str],
) -> Stop | None:
    """The activity begun at the location on the day, with the car there or without; None if it cannot be done."""
    if activity.needs_car and not with_car:
        return None
    price = activity.price.of(party, catalogue.child_under).units
    early = activity.early(day)
    before = early.minutes if early else 0
    minutes = int(activity.duration.total_seconds()) // 60
    begin = network.index[Node(origin, with_car)]
    if not activity.journey:
        windows = tuple((minute_of(a, day), minute_of(b, day)) for a, b in activity.windows(day))
        return Stop(begin, begin, windows, minutes, before, 0, price, activity.lunch_inside) if windows else None
    rides = rides_of(catalogue, activity, origin)
    if any(r.id in avoid or not (r.cars if with_car else r.foot) or not r.leads_from(at) for r, at in rides):
        return None
    target = activity.end if origin == activity.start else activity.start
    windows, wait = _journey_starts(activity, rides, day)
    if not windows:
        return None
    return Stop(
        begin,
        network.index[Node(target, with_car)],
        windows,
        minutes,
        max(before, wait),
        sum(int(r.duration.total_seconds()) // 60 for r, _ in rides if with_car and r.mode is Mode.DRIVE),
        price + sum(ride_cost(catalogue, r, at, party, with_car=with_car) for r, at in rides),
        activity.lunch_inside or all(r.lunch_inside for r, _ in rides),
    )


def booked_for(stop: Stop, minute: int) -> Stop | None:
    """The stop begun at the minute and at no other; None if it cannot begin then."""
    return replace(stop, windows=((minute, minute),)) if any(a <= minute <= b for a, b in stop.windows) else None


def within(stop: Stop, hours: Hours) -> Stop:
    """The stop with its windows cut to the day's hours. Stops that are then alike are one: what is known of one is known of all."""
    latest = hours.last - stop.minutes
    windows = tuple((max(a, hours.first), min(b, latest)) for a, b in stop.windows if max(a, hours.first) <= min(b, latest))
    return _one_stop(
        stop.begin, stop.end, windows or stop.windows, stop.minutes, stop.early, stop.driving, stop.cost, lunch=stop.lunch
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _one_stop(begin: int, end: int, windows: Spans, minutes: int, early: int, driving: int, cost: int, *, lunch: bool) -> Stop:
    return Stop(begin, end, windows, minutes, early, driving, cost, lunch)


def _journey_starts(activity: Activity, rides: list[tuple[Route, str]], day: date) -> tuple[Spans, int]:
    """When a journey may start, and the minutes to stand at its first departure before."""
    first, at = rides[0]
    fitting = tuple((minute_of(a, day), minute_of(b, day)) for a, b in activity.windows(day))
    if not any(route.timetabled for route, _ in rides):
        return _open_starts(rides, fitting, day), first.early_minutes(day)
    starts: set[int] = set()
    wait = first.early_minutes(day)
    if first.timetabled:
        starts = {minute_of(d.departs, day) for d in first.departures(day, at)}
        headways = first.headways(day, at)
        if not starts and headways and len(rides) == 1:
            opens, closes, every = headways[0]
            wait += int(every.total_seconds()) // 60
            opens_at, closes_at = minute_of(opens, day) + int(every.total_seconds()) // 60, minute_of(closes, day)
            return _open_starts(rides, _both(fitting, ((opens_at, closes_at),)), day), wait
    else:
        starts = {m for a, b in fitting for m in range(a, min(b, DAY_MINUTES) + 1)}
    starts = {s for s in starts if any(a <= s <= b for a, b in fitting) and _goes_through(rides, moment_of(s, day), day)}
    return tuple((s, s) for s in sorted(starts)), wait


def _goes_through(rides: list[tuple[Route, str]], start: datetime, day: date) -> bool:
    """Whether the rides follow on each other without a wait from that start."""
    for route, at in rides:
        if route.timetabled and all(d.departs != start for d in route.departures(day, at)):
            return False
        if not route.passable(start, start + route.duration):
            return False
        start += route.duration
    return True


def _open_starts(rides: list[tuple[Route, str]], starts: Spans, day: date) -> Spans:
    """Those of the starts from which every ride finds its road open."""
    offset = 0
    midnight = moment_of(0, day)
    for route, _ in rides:
        minutes = int(route.duration.total_seconds()) // 60
        for hours in (route.season.open, route.open):
            open_spans = tuple((minute_of(a, day) - offset, minute_of(b, day) - offset - minutes) for a, b in hours.spans(midnight.date()))
            starts = _both(starts, open_spans)
        offset += minutes
    return starts


def _both(one: Iterable[tuple[int, int]], other: Iterable[tuple[int, int]]) -> Spans:
    """What two lists of spans share, ends included."""
    other = tuple(other)
    return tuple((max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) <= min(b, d))
