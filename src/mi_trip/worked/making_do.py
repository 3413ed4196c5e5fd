"""A day whose choices do not fit into it, timed as well as can be: into the night, without lunch, or when a place is shut."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from mi_trip.model.route import Mode
from mi_trip.schedule import events_of
from mi_trip.travel.stops import rides_of
from mi_trip.travel.walk import Stop, walk
from mi_trip.world import TripWorld

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.plan import Event
    from mi_trip.model.solution import Choice
    from mi_trip.travel.network import Node
    from mi_trip.travel.walk import Walked
    from mi_trip.worked.resolve import ResolvedDay, Variants
    from mi_trip.world import DayWorld

LAST_MINUTE = time(23, 59)
ALL_DAY = ((0, 24 * 60 - 1),)
NIGHT = -1  # as the number of an entry: the way to where the day ends


class Trouble(NamedTuple):
    """What could not be done as it was told: the number of the entry (from 0, or :data:`NIGHT`), and where one stood at which minute.

    ``gone``: it was left out of the day, for one cannot get there. Else it was booked for an hour that could not be kept.
    """

    entry: int
    stood: Node
    ready: int
    gone: bool


@dataclass(frozen=True, slots=True)
class MadeDay:
    """A day made of what does not fit: its events without the night, the entries that are in it, and what went wrong."""

    events: list[Event]
    choices: dict[int, Choice]
    troubles: tuple[Trouble, ...]


def without_limits(world: TripWorld) -> TripWorld:
    """The same trip with days that last until midnight and no limit at the wheel."""
    endless = {name: replace(pace, end=LAST_MINUTE, driving=timedelta(days=1)) for name, pace in world.catalogue.paces.items()}
    request = replace(world.request, depart=None)
    rides = [route for ride in world.rides.values() for route in ride.rides]
    return TripWorld(replace(world.catalogue, paces=endless), request, rides)


class Maker:
    """Makes one day of one trip, entry after entry."""

    def __init__(self, loose: TripWorld, strict: DayWorld, resolved: ResolvedDay) -> None:
        self.world, self.strict, self.resolved = loose, strict, resolved
        self.day = loose.days[strict.number - 1]
        self.wakes = self.day.node(resolved.wakes.location, with_car=resolved.wakes.with_car)
        self.stops: list[Stop] = []
        self.choices: dict[int, Choice] = {}

    def make(self) -> MadeDay:
        """The day."""
        troubles = []
        ready = self.day.hours.first
        for number, meant in enumerate(self.resolved.variants):
            stood = self._stands
            placed = self._placed(meant)
            if placed is None or placed[0].at != meant[0].at:
                troubles.append(Trouble(number, self.day.network.nodes[stood], ready, placed is None))
            if placed:
                choice, stop, walked = placed
                ready = walked.ends
                self.stops.append(stop)
                self.choices[number] = choice
        beds = self.resolved.wakes, self.resolved.sleeps
        home = self._walk(self.day.node(beds[1].location, with_car=beds[1].with_car))
        if home is None:
            troubles.append(Trouble(NIGHT, self.day.network.nodes[self._stands], ready, gone=True))
            beds = beds[0], beds[0]
            home = self._walk(self._stands)
        assert home is not None  # noqa: S101 - one is there already
        free = not self.choices and beds[0] == beds[1]
        events = events_of(self.world, self.strict if free else self.day, home, tuple(self.choices.values()), beds)
        return MadeDay(events, self.choices, tuple(troubles))

    @property
    def _stands(self) -> int:
        return self.stops[-1].end if self.stops else self.wakes

    def _walk(self, target: int, *more: Stop) -> Walked | None:
        """The day so far and on to the node, with lunch if that can be."""
        network, hours, stops = self.day.network, self.day.hours, [*self.stops, *more]
        return walk(network, hours, self.wakes, stops, target) or walk(network, hours, self.wakes, stops, target, eaten=True)

    def _placed(self, meant: Variants) -> tuple[Choice, Stop, Walked] | None:
        """The entry as it ends earliest: at its hours if it can be, else at another hour than it is booked for, else when one is there."""
        for alike in _by_car(meant):
            for ways in (self._as_told(alike), self._as_told(tuple(replace(one, at=None) for one in alike))):
                if found := self._earliest(ways):
                    return found
        for alike in _by_car(meant):
            if found := self._earliest((one, _at_any_hour(self.world, self.day, one)) for one in alike):
                return replace(found[0], at=None), found[1], found[2]
        return None

    def _as_told(self, meant: Variants) -> Iterator[tuple[Choice, Stop]]:
        for choice in meant:
            stop = self.world.stop(self.day, choice)
            if stop:
                yield choice, stop

    def _earliest(self, ways: Iterator[tuple[Choice, Stop]]) -> tuple[Choice, Stop, Walked] | None:
        found = [(choice, stop, walked) for choice, stop in ways if (walked := self._walk(stop.end, stop))]
        return min(found, key=lambda one: one[2].ends, default=None)


def _by_car(meant: Variants) -> list[Variants]:
    """The likely meanings, then those with the car where it is not likely to be, or without it."""
    alike = {one.with_car: tuple(other for other in meant if other.with_car == one.with_car) for one in meant}
    return list(alike.values())


def _at_any_hour(world: TripWorld, day: DayWorld, choice: Choice) -> Stop:
    """The choice as a stop that may begin at any minute, whether it is open or not."""
    activity = world.activity(choice.activity)
    target, minutes, driving = choice.origin, activity.duration, timedelta(0)
    if activity.journey:
        rides = rides_of(world.catalogue, activity, choice.origin)
        minutes = sum((route.duration for route, _ in rides), timedelta(0))
        driving = sum((route.duration for route, _ in rides if choice.with_car and route.mode is Mode.DRIVE), timedelta(0))
        target = activity.end if choice.origin == activity.start else activity.start
    early = activity.early(day.date)
    return Stop(
        day.node(choice.origin, with_car=choice.with_car),
        day.node(target, with_car=choice.with_car),
        ALL_DAY,
        int(minutes.total_seconds()) // 60,
        early.minutes if early else 0,
        int(driving.total_seconds()) // 60,
        lunch=activity.lunch_inside,
    )
