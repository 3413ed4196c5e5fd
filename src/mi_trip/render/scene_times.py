"""The stops and the ways of a trip's map as the plan has them: when one is there, and under which number its events are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_trip.model.plan import Travel, Visit, Wait
from mi_trip.render import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mi_trip.maps.scene import Scene, Stop, Way
    from mi_trip.model.catalogue import Catalogue
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

    def name(self, catalogue: Catalogue) -> str:
        """How one goes from where to where, such as `Ferry Hellesylt → Geiranger`."""
        ends = (words.location_name(end, catalogue) for end in (self.way.through[0], self.way.through[-1]))
        return f"{words.MODE_WORDS[self.way.mode]} {' → '.join(ends)}"


def timed_stops(plan: Plan, scene: Scene) -> Iterator[TimedStop]:
    """The stops with their times, in order."""
    for day in plan.days:
        for stop in scene.of_day(day.number).stops:
            done = [day.events[index] for index in stop.events]
            if done:
                yield TimedStop(stop, day, done[0].start, done[-1].end, any(map(_assumed, done)))
            else:
                moment = day.events[-1].end if stop.end else day.events[0].start
                yield TimedStop(stop, day, moment, moment, assumed=False)


def timed_ways(plan: Plan, scene: Scene) -> Iterator[TimedWay]:
    """The ways with their times, in order."""
    for day in plan.days:
        ridden = day.rides
        for way in scene.of_day(day.number).ways:
            rides = [ridden[index] for index in way.rides]
            routes = tuple(ride.route.id for ride in rides)
            yield TimedWay(way, day, _set_out(rides[0], day), rides[-1].arrives, any(ride.estimated for ride in rides), routes)


def stop_numbers(day: PlannedDay, scene: Scene) -> dict[datetime, int]:
    """The numbers of the stops of a day by when the events there begin."""
    return {day.events[index].start: stop.number for stop in scene.of_day(day.number).stops for index in stop.events}


def _assumed(event: Event) -> bool:
    """Whether its hour is assumed."""
    rides = event.rides if isinstance(event, Travel | Visit) else ()
    return (isinstance(event, Visit) and event.estimated) or any(ride.estimated for ride in rides)


def _set_out(first: Ride, day: PlannedDay) -> datetime:
    """When a way begins. Of a departure that is known by its interval only, the wait is a part: no clock time is claimed."""
    waits = [wait.start for wait in day.only(Wait) if wait.end == first.departs] if first.every else []
    return waits[0] if waits else first.departs
