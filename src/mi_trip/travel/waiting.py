"""Waiting at a stop or before a barrier, overnight if need be, until something leaves or the road opens."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mi_trip.model.hours import DAY
from mi_trip.model.route import Headway

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from mi_trip.model.route import Departure, Route

MINUTE = timedelta(minutes=1)


def days(first: date, last: date) -> Iterator[date]:
    """The dates from the first to the last."""
    while first <= last:
        yield first
        first += DAY


def boarding(route: Route, origin: str, ready: datetime, until: datetime) -> Departure | None:
    """The departure that somebody who waits there as long as need be takes: the earliest to arrive."""
    best: Departure | None = None
    past_midnight = any(isinstance(service, Headway) and service.last < service.first for service in route.services)
    for day in days(ready.date() - past_midnight * DAY, until.date()):
        if best and day > best.departs.date():
            break
        for moment in _chances(route, origin, day, ready):
            found = route.board(day, origin, moment)
            if found and (best is None or (found.arrives, found.departs, found.estimated) < (best.arrives, best.departs, best.estimated)):
                best = found
    return best


def _chances(route: Route, origin: str, day: date, ready: datetime) -> Iterator[datetime]:
    """The moments of a day at which to ask what leaves: at once, and when the way opens, had one come just in time for that."""
    if route.timetabled or day == ready.date():
        yield ready
    if route.season.open.always and route.open.always:
        return
    early = timedelta(minutes=route.early_minutes(day))
    headways = route.headways(day, origin)
    later = [first - early + MINUTE for first, _, _ in headways]
    for hours in (route.season.open, route.open):
        later += [opens - early - every for opens, _ in hours.spans(day) for every in (timedelta(0), *(n for _, _, n in headways))]
    yield from (moment for moment in later if moment > ready)


def last_chances(route: Route, origin: str, since: datetime, by: datetime) -> Iterator[datetime]:
    """The moments at which one might at the latest stand there for a ride that leaves after one moment and arrives by another."""
    if not route.timetabled:
        yield by - route.duration - timedelta(minutes=route.early_minutes(by.date()))
    for day in days(since.date() - DAY, by.date()):
        early = timedelta(minutes=route.early_minutes(day))
        yield from (d.departs - early for d in route.departures(day, origin) if d.arrives <= by)
        for first, last, every in route.headways(day, origin):
            leaves = min(by - route.duration, last)
            yield from (first - early, leaves - early, leaves - early - every)
