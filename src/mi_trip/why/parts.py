"""What of a plan is what was asked about."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mi_trip import score
from mi_trip.model.plan import Travel, Visit, Wait, WaitFor
from mi_trip.model.why import Part
from mi_trip.problem import meets_wish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import CostItem, Event, Plan, PlannedDay
    from mi_trip.model.request import Wish


def parts(catalogue: Catalogue, plan: Plan, wish: Wish) -> tuple[Part, ...]:
    """What the plan does or rides of it, in order."""
    return tuple(part for day in plan.days for part in _of_day(catalogue, plan, day, wish))


def nights_at(catalogue: Catalogue, plan: Plan, wish: Wish) -> tuple[int, ...]:
    """The days after which one sleeps at it."""
    slept = [(day.number, catalogue.locations[day.night.location]) for day in plan.days if day.night]
    return tuple(number for number, place in slept if place.id in wish.locations or place.area in wish.areas)


def _of_day(catalogue: Catalogue, plan: Plan, day: PlannedDay, wish: Wish) -> Iterator[Part]:
    before: Event | None = None
    for event in day.events:
        match event:
            case Visit() if meets_wish(event.activity, wish):
                about = event.activity.id
                points = tuple(line for line in plan.score if line.about == about and line.day == day.number)
                weight = score.weight(catalogue, plan.request, event.activity)
                paid = _costs(plan, day, {about, *(ride.route.id for ride in event.rides)})
                yield Part(day.number, event, points, weight, _wait(before), paid)
            case Travel():
                ridden = {ride.route.id for ride in event.rides} & set(wish.routes)
                if ridden:
                    yield Part(day.number, event, (), 0.0, _wait(before), _costs(plan, day, ridden))
            case _:
                pass
        before = event


def _wait(before: Event | None) -> timedelta:
    waits = isinstance(before, Wait) and before.reason is not WaitFor.FREE
    return before.end - before.start if waits and before else timedelta(0)


def _costs(plan: Plan, day: PlannedDay, names: set[str]) -> tuple[CostItem, ...]:
    """What is paid for them: for a route ridden twice on a day only once."""
    items = {(item.kind, item.about): item for item in plan.costs if item.day == day.number and item.about in names}
    return tuple(items.values())
