"""What to leave out of a trip that costs too much."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mi_trip.checker.say import money
from mi_trip.model.solution import Itinerary, Quality
from mi_trip.schedule import schedule
from mi_trip.worked.remedies import demanded, holds, worth
from mi_trip.worked.trip import held

if TYPE_CHECKING:
    from mi_trip.worked.trip import Trip


def within_budget(trip: Trip) -> str:
    """The one entry of least worth without which the trip holds and costs no more than asked for, in words; empty if none is enough."""
    limit = trip.world.request.budget
    if limit is None or trip.made:
        return ""
    enough: list[tuple[int, int, str, int]] = []
    for number, resolved in enumerate(trip.days, 1):
        told = trip.entries(number)
        for index, entry in enumerate(told):
            fewer = told[:index] + told[index + 1 :]
            if held(entry) or demanded(trip, entry) or not holds(trip, number, fewer):
                continue
            found, _ = trip.resolver.day(trip.day(number), fewer, resolved.wakes, resolved.sleeps)
            days = (*trip.days[: number - 1], found, *trip.days[number:])
            itinerary = Itinerary(tuple(day.choices for day in days), tuple(day.sleeps for day in days[:-1]), days[-1].sleeps)
            cost = schedule(itinerary, trip.world, Quality(0.0, math.inf, proved=False)).cost.units
            if cost <= limit:
                enough.append((worth(trip, entry), len(enough), trip.activity(entry).name, cost))
    if not enough:
        return ""
    _, _, name, cost = min(enough)
    return f"without {name} it costs {money(trip.catalogue, cost)}"
