"""A plane as a world the solver can ask: straight ways that take as long at any minute, no lunch, no cars to hire.

Lengths become whole minutes by a scale; the clock is set on by a day's offset, so that every day begins after the hour of lunch.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from mi_trip.model.request import CarChoice
from mi_trip.model.solution import Bed, Choice
from mi_trip.problem import Problem, StopFacts
from mi_trip.score import UNITS
from mi_trip.travel.network import NEVER, Leg
from mi_trip.travel.walk import LUNCH_FROM, Hours, Stop, walk
from public_instances.checking import TOLERANCE, Answer, distance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.solver.trip import Trip
    from mi_trip.travel.network import Network
    from mi_trip.travel.walk import Walked
    from mi_trip.world import TripWorld
    from public_instances.reading import Instance, Place

AFTER_LUNCH = LUNCH_FROM


class Plane:
    """The part of a network that the solver asks, over a table of minutes."""

    def __init__(self, minutes: list[list[int]]) -> None:
        self._minutes = minutes
        self.moves: dict[object, object] = {}

    def least_from(self, origin: int) -> list[int]:
        return self._minutes[origin]

    def least_minutes(self, origin: int, target: int) -> int:
        return self._minutes[origin][target]

    def plain_way(self, origin: int, target: int) -> tuple[int, int, int]:
        return self._minutes[origin][target], 0, 0

    def arrival(self, origin: int, target: int, minute: int) -> int:
        return minute + self._minutes[origin][target]

    def latest(self, target: int, by: int) -> list[int]:
        return [by - row[target] for row in self._minutes]

    def leg(self, origin: int, target: int, minute: int, deadline: int) -> Leg:  # noqa: ARG002 - as a network is asked
        return Leg(deadline - self._minutes[origin][target], deadline, 0, 0)


@dataclass(frozen=True)
class PlaneDay:
    """A day: its hours, the plane, and the stops."""

    hours: Hours
    network: Plane
    stops: dict[Choice, Stop] = field(default_factory=dict)

    def node(self, location: str, *, with_car: bool) -> int:  # noqa: ARG002 - as a day is asked
        return int(location)


class PlaneWorld:
    """The days of an instance."""

    def __init__(self, days: tuple[PlaneDay, ...]) -> None:
        self.days = days
        self.request = SimpleNamespace(car=CarChoice.OWN)
        self.catalogue = SimpleNamespace(routes={})

    def stop(self, day: PlaneDay, choice: Choice) -> Stop | None:
        return day.stops.get(choice)

    def walk(self, day: PlaneDay, wakes: Bed, choices: Sequence[Choice], sleeps: Bed) -> Walked | None:
        stops = [day.stops[choice] for choice in choices]
        return walk(cast("Network", day.network), day.hours, int(wakes.location), stops, int(sleeps.location))


def problem_of(instance: Instance) -> Problem:
    """The instance as the solver sees it. Nodes are the hotels, then the places."""
    nodes = (*instance.hotels, *instance.places)
    scale = _scale(instance)
    plane = Plane([[_minutes(instance, one, other, scale) for other in nodes] for one in nodes])
    choices = tuple(Choice(str(n), str(n), with_car=True) for n in range(len(instance.hotels), len(nodes)))
    days = []
    for limit in instance.limits:
        spare = TOLERANCE / 2 if instance.decimals is None else 1e-9
        last = AFTER_LUNCH + math.floor((limit + spare) * scale)
        hours = Hours(AFTER_LUNCH, last, 0, NEVER)
        stops = {c: _stop(instance, int(c.activity), hours, scale) for c in choices}
        days.append(PlaneDay(hours, plane, {choice: stop for choice, stop in stops.items() if stop is not None}))
    hotels = tuple(Bed(str(n), with_car=True) for n in range(len(instance.hotels)))
    nights = ((*[0] * len(hotels), None, None),) * (len(days) - 1)
    beds = (*hotels, hotels[0], hotels[instance.end])
    return Problem(
        cast("TripWorld", PlaneWorld(tuple(days))), choices, beds,
        tuple(StopFacts(n, 0, counted=True, strenuous=False, order=n) for n in range(len(choices))),
        tuple(tuple(p.score * UNITS if c in day.stops else None for c, p in zip(choices, instance.places, strict=True)) for day in days),
        tuple(int(bed.location) for bed in beds), nights,
        ((0,) * len(beds),) * len(nights), ((0,) * len(choices),) * len(days), len(hotels), (len(hotels) + 1,),
        demands=0, budget=None, visits=len(choices), rest=False, minute=0, change=0, money=0,
    )  # fmt: skip


def answer_of(trip: Trip) -> Answer:
    """What the solver found, in the file's numbers."""
    return Answer(trip.days, trip.nights)


def _scale(instance: Instance) -> int:
    """Minutes to the unit of length: exact where distances are cut off, else as fine as minutes can be."""
    if instance.decimals is not None:
        return 10**instance.decimals
    return int((NEVER - 2 * AFTER_LUNCH) // max(instance.limits))


def _minutes(instance: Instance, one: Place, other: Place, scale: int) -> int:
    return min(NEVER, round(distance(instance, one, other) * scale))


def _stop(instance: Instance, node: int, hours: Hours, scale: int) -> Stop | None:
    place = instance.places[node - len(instance.hotels)]
    opens = hours.first + round((place.opens - instance.opens) * scale)
    service = round(place.service * scale)
    closes = hours.last - service
    if math.isfinite(place.closes):
        closes = min(closes, hours.first + round((place.closes - instance.opens) * scale))
    first = max(hours.first, opens)
    return Stop(node, node, ((first, closes),), service, 0) if first <= closes else None
