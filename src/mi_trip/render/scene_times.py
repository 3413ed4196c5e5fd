"""The map of a trip with its times: when one is at each stop, and on each way."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mi_trip.model.plan import Night, Travel, Visit, Wait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mi_trip.maps.scene import Scene, Stop, Way
    from mi_trip.model.plan import Event, Plan, PlannedDay, Ride


@dataclass(frozen=True, slots=True)
class TimedStop:
    """A stop from when one begins what is done there to when one is done; ``assumed``: one of its hours is."""

    stop: Stop
    day: PlannedDay
    start: datetime
    end: datetime
    assumed: bool


@dataclass(frozen=True, slots=True)
class TimedWay:
    """A way from when one sets out to when one is there, the wait for a departure at an unknown minute with it; ``routes``: by id."""

    way: Way
    day: PlannedDay
    start: datetime
    end: datetime
    assumed: bool
    routes: tuple[str, ...]


def timed_stops(plan: Plan, scene: Scene) -> Iterator[TimedStop]:
    """The stops with their times, in order."""
    for day in plan.days:
        stops = [stop for stop in scene.stops if stop.day == day.number]
        left = list(day.events)
        for stop in stops:
            if not stop.number:
                yield TimedStop(stop, day, day.events[0].start, day.events[0].start, assumed=False)
                continue
            done = list(_done_at(stop, left))
            if done:
                yield TimedStop(stop, day, done[0].start, done[-1].end, any(map(_assumed, done)))


def timed_ways(plan: Plan, scene: Scene) -> Iterator[TimedWay]:
    """The ways with their times, in order."""
    for day in plan.days:
        ways = [way for way in scene.ways if way.day == day.number]
        for start, rides in _by_mode(day):
            passed = (rides[0].origin, *(ride.destination for ride in rides))
            if ways and ways[0].mode is rides[0].route.mode and set(ways[0].through) <= set(passed):
                routes = tuple(ride.route.id for ride in rides)
                assumed = any(ride.estimated for ride in rides)
                yield TimedWay(ways.pop(0), day, start, rides[-1].arrives, assumed, routes)


def local(moment: datetime, timezone: str) -> str:
    """A local time with its offset, such as `2027-06-15T10:00:00+02:00`."""
    return moment.replace(tzinfo=ZoneInfo(timezone)).isoformat(timespec="seconds")


def _done_at(stop: Stop, left: list[Event]) -> Iterator[Event]:
    """What is done at a stop, as many things as it names; they and what comes before them are taken from the events that are left."""
    for _ in range(len(stop.done) + stop.night):
        while left:
            event = left.pop(0)
            chosen = isinstance(event, Visit | Night) or (isinstance(event, Travel) and event.demanded)
            if chosen and event.origin == stop.location:
                yield event
                break


def _assumed(event: Event) -> bool:
    """Whether its hour is assumed."""
    rides = event.rides if isinstance(event, Travel | Visit) else ()
    return (isinstance(event, Visit) and event.estimated) or any(ride.estimated for ride in rides)


def _by_mode(day: PlannedDay) -> Iterator[tuple[datetime, tuple[Ride, ...]]]:
    """The rides of the day, those of one event and one mode that follow each other together, with when one sets out.

    Of a departure that is known by its interval only, the wait is a part: no clock time is claimed.
    """
    ready: datetime | None = None
    for event in day.events:
        if isinstance(event, Travel | Visit):
            for _, grouped in groupby(event.rides, key=lambda ride: ride.route.mode):
                rides = tuple(grouped)
                yield (ready if ready and rides[0].every else rides[0].departs), rides
                ready = None
        ready = event.start if isinstance(event, Wait) else None
