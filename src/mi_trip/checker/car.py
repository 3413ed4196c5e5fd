"""The car: never left behind, on ways that take it, hired only where cars are hired."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mi_trip.checker.rides import boardings
from mi_trip.checker.say import event, fault, length, place, way
from mi_trip.model.plan import Handover, Night, Travel, Visit
from mi_trip.model.request import CarChoice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.violation import Violation


def car_and_company(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Whoever has a car is with it, and nobody is with a car they do not have."""
    has_car = plan.request.car is not CarChoice.NONE
    for day in plan.days:
        for one in day.events:
            if isinstance(one, Handover):
                if one.takes is has_car:
                    now = "there is one already" if one.takes else "there is none"
                    remedy = "hand it back first" if one.takes else "take one first"
                    yield fault("handover-twice", day.number, f"{event(catalogue, one)} cannot be, {now}: {remedy}", one.location)
                has_car = one.takes
            elif isinstance(one, Travel | Visit | Night) and one.with_car is not has_car:
                if has_car:
                    where = place(catalogue, one.origin)
                    what = f"{event(catalogue, one)} is without the car, which stays behind at {where}: take it along"
                    yield fault("car-left", day.number, what, one.origin)
                else:
                    yield fault("no-car", day.number, f"{event(catalogue, one)} is with a car, and there is none: go without", one.origin)


def ways_take_the_car(plan: Plan, _: Catalogue) -> Iterator[Violation]:
    """With the car one uses ways that take cars, without it ways open to those without."""
    for boarding in boardings(plan):
        route = boarding.ride.route
        if boarding.with_car and not route.cars:
            yield fault("takes-no-car", boarding.day, f"{way(route)} takes no cars: go another way", route.id)
        if not boarding.with_car and not route.foot:
            yield fault("needs-own-car", boarding.day, f"{way(route)} cannot be used without a car: go another way", route.id)


def hired_cars_only(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Only a hired car is handed over."""
    if plan.request.car is CarChoice.HIRE:
        return
    for day in plan.days:
        for handover in day.only(Handover):
            what = f"{event(catalogue, handover)} is for hired cars, and the trip has {_car(plan.request.car)}: drop it"
            yield fault("no-hire", day.number, what, handover.location)


def _car(choice: CarChoice) -> str:
    return "its own" if choice is CarChoice.OWN else "none"


def handovers(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Cars are handed over where cars are hired, in the time it takes there."""
    for day in plan.days:
        for handover in day.only(Handover):
            hire, taken = catalogue.locations[handover.location].car_hire, handover.end - handover.start
            if hire is None:
                what = f"no cars are hired at {place(catalogue, handover.location)}: choose a place where they are"
                yield fault("handover-place", day.number, what, handover.location)
            elif taken != timedelta(minutes=hire.handover_minutes):
                wanted = length(timedelta(minutes=hire.handover_minutes))
                what = f"{event(catalogue, handover)} is given {length(taken)}: it takes {wanted}"
                yield fault("handover-length", day.number, what, handover.location)
