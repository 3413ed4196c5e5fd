"""What the driving of some days adds up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_trip.model.plan import PlannedDay


@dataclass(frozen=True, slots=True)
class Driving:
    """Time at the wheel and kilometres driven; ``guessed``: one of the roads is."""

    duration: timedelta
    km: float
    guessed: bool


def driving(days: Iterable[PlannedDay]) -> Driving:
    """The driving with the car on these days, journeys included."""
    rides = [ride for day in days for ride in day.driven]
    length = sum((ride.arrives - ride.departs for ride in rides), timedelta(0))
    guessed = any(ride.route.estimate or ride.route.estimated_distance for ride in rides)
    return Driving(length, sum(ride.route.km for ride in rides), guessed)
