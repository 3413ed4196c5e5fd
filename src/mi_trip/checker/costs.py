"""The cost, worked out once more from the events alone and compared item by item."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from mi_trip.checker.rides import boardings
from mi_trip.checker.say import fault, money, place, way
from mi_trip.checker.visits import visits
from mi_trip.model.money import Amount
from mi_trip.model.plan import CostKind, Handover, Night, Wait
from mi_trip.model.request import CarChoice
from mi_trip.model.route import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.violation import Violation

ROUNDING = 1  # a ride's fuel is rounded to whole units, up, down or to the nearest

Key = tuple[CostKind, str, int]


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be paid under one heading: at least and at most so many units, and whether it is an estimate."""

    least: int = 0
    most: int = 0
    estimate: bool = False

    def __add__(self, other: Due) -> Due:
        return Due(self.least + other.least, self.most + other.most, self.estimate or (other.estimate and other.most > 0))


@dataclass(frozen=True, slots=True)
class Hire:
    """A hired car from being taken to being handed back."""

    day: int
    taken_at: str
    back_at: str
    taken: datetime
    back: datetime


def costs(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Every cost is in the plan once, as high as it is, and marked where it is an estimate; nothing else is."""
    dues: defaultdict[Key, Due] = defaultdict(Due)
    for key, due in _dues(plan, catalogue):
        dues[key] += due
    paid: defaultdict[Key, Amount] = defaultdict(Amount)
    for item in plan.costs:
        key = (item.kind, item.about, item.day)
        paid[key] += item.amount
        if item.amount.units < 0:
            told = money(catalogue, item.amount.units)
            yield fault("cost", item.day, f"{_heading(key, catalogue)} is {told}: nothing costs less than nothing", item.about)
    for key in dict.fromkeys([*dues, *paid]):
        due, amount, name = dues[key], paid[key], _heading(key, catalogue)
        if not due.least <= amount.units <= due.most:
            told, right = money(catalogue, amount.units), money(catalogue, (due.least + due.most) // 2)
            if due.most == 0:
                yield fault("cost-extra", key[2], f"{name} is {told}: the plan has nothing to pay it for, drop it", key[1])
            elif amount.units == 0:
                yield fault("cost-missing", key[2], f"{name} is missing: it is {right}", key[1])
            else:
                yield fault("cost", key[2], f"{name} is {told}: it must be {right}", key[1])
        elif due.estimate and amount.units > 0 and not amount.estimate:
            yield fault("cost-mark", key[2], f"{name} is an estimate and not marked: mark it so", key[1])


def _heading(key: Key, catalogue: Catalogue) -> str:
    kind, about, _ = key
    if kind is CostKind.HIRE:
        return f"the car hired at {place(catalogue, about)}"
    if about in catalogue.locations:
        return f"the {kind} at {place(catalogue, about)}"
    if about in catalogue.routes:
        return f"the {kind} of {way(catalogue.routes[about])}"
    return f"the {kind} of {catalogue.activities[about].name}" if about in catalogue.activities else f"the {kind} of '{about}'"


def _exactly(amount: Amount) -> Due:
    return Due(amount.units, amount.units, amount.estimate)


def _dues(plan: Plan, catalogue: Catalogue) -> Iterator[tuple[Key, Due]]:
    party, child_under, prices = plan.request.party, catalogue.child_under, catalogue.costs
    for day in plan.days:
        for night in day.only(Night):
            if stay := catalogue.locations[night.location].stay:
                yield (CostKind.BED, night.location, day.number), _exactly(Amount(stay.room * party.rooms, stay.estimate))
    for number, visit in visits(plan):
        yield (CostKind.TICKET, visit.activity.id, number), _exactly(visit.activity.price.of(party, child_under))
    for boarding in boardings(plan):
        route, number = boarding.ride.route, boarding.day
        yield (CostKind.FARE, route.id, number), _exactly(route.fare.of(party, child_under, with_car=boarding.with_car))
        if boarding.with_car and route.mode is Mode.DRIVE:
            yield (CostKind.TOLL, route.id, number), _exactly(route.toll_from(boarding.ride.origin).of(party, child_under))
            burnt = route.km / 100 * prices.litres_per_100_km * prices.per_litre
            due = Due(max(0, round(burnt) - ROUNDING), round(burnt) + ROUNDING, prices.fuel_estimate or route.estimated_distance)
            yield (CostKind.FUEL, route.id, number), due if burnt else Due()
    for hire in _hires(plan):
        units = prices.hire_per_day * _started_days(hire) + (prices.one_way_fee if _one_way(hire, catalogue) else 0)
        yield (CostKind.HIRE, hire.taken_at, hire.day), _exactly(Amount(units, prices.hire_estimate))


def _hires(plan: Plan) -> Iterator[Hire]:
    """Each hired car, from the trip's start or from being taken, to being handed back or to the trip's end.

    It is handed back in the morning of a last day that is free.
    """
    if plan.request.car is not CarChoice.HIRE or not plan.days:
        return
    first, last = plan.days[0].events[0], plan.days[-1].events[-1]
    held: tuple[int, str, datetime] | None = (plan.days[0].number, first.origin, first.start)
    for day in plan.days:
        for handover in day.only(Handover):
            if handover.takes and held is None:
                held = (day.number, handover.location, handover.start)
            elif not handover.takes and held is not None:
                yield Hire(held[0], held[1], handover.location, held[2], handover.end)
                held = None
    if held:
        nothing_more = all(isinstance(event, Wait) for event in plan.days[-1].events)
        back = plan.days[-1].events[0].start if nothing_more else last.end
        yield Hire(held[0], held[1], last.destination, held[2], back)


def _started_days(hire: Hire) -> int:
    return max(1, -((hire.taken - hire.back) // timedelta(days=1)))


def _one_way(hire: Hire, catalogue: Catalogue) -> bool:
    """Whether it is handed back in another city than taken; a place where no cars are hired is in no city but its own."""
    taken, back = catalogue.locations[hire.taken_at].car_hire, catalogue.locations[hire.back_at].car_hire
    if hire.taken_at == hire.back_at:
        return False
    return taken is None or back is None or taken.city != back.city
