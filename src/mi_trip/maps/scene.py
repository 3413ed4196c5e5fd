"""What a map shows: the ways of a trip and the places where it stops, in degrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from mi_trip.model.route import Mode

Point: TypeAlias = tuple[float, float]  # degrees east, degrees north (WGS84), in the order of GeoJSON


@dataclass(frozen=True, slots=True)
class Way:
    """How one gets from location to location on a day, in one mode, as it is drawn: plausible, not surveyed.

    ``points``: at least two; those of a ferry lie in the water. ``through``: the locations it passes, both ends with them.
    ``journey``: it is taken for itself. ``rides``: which it is, counted from 0, of the rides of its day.
    """

    day: int
    mode: Mode
    through: tuple[str, ...]
    points: tuple[Point, ...]
    with_car: bool
    journey: bool = False
    rides: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """Where one does something on a day, or sleeps: its number from 1 within the day (0: where the day begins or the trip ends), in order.

    ``done``: the names of what is done there, in order. ``night``: one sleeps there. ``journey``: it is a way taken for itself, stands
    at the middle of that, and is called what the journey is; its ``location`` is where it begins. ``end``: the trip ends there.
    ``events``: which these are, counted from 0, of the events of its day.
    """

    day: int
    number: int
    location: str
    name: str
    point: Point
    done: tuple[str, ...] = ()
    night: bool = False
    journey: bool = False
    end: bool = False
    events: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place that helps to find one's way on the map, though nothing is done there."""

    location: str
    name: str
    point: Point


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a map shows; the days are numbered from 1."""

    title: str
    ways: tuple[Way, ...]
    stops: tuple[Stop, ...]
    places: tuple[Place, ...] = ()

    def of_day(self, day: int) -> Scene:
        """The same for one day alone."""
        ways = tuple(way for way in self.ways if way.day == day)
        return Scene(self.title, ways, tuple(stop for stop in self.stops if stop.day == day), self.places)
