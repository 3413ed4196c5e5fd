"""How full a day may be: driving, visits, strenuous outings and lunch."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from mi_trip.checker.days import hours_of
from mi_trip.checker.rides import boardings
from mi_trip.checker.say import at, fault, length, place
from mi_trip.model.plan import Meal, Night, Visit, Wait, WaitFor
from mi_trip.model.route import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan, PlannedDay, Ride
    from mi_trip.model.violation import Violation

LUNCH_FROM, LUNCH_TO = time(11, 30), time(14, 0)  # lunch starts between these, whatever the pace


def driving(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """No day has more driving than the pace allows, that of journeys included; a ferry or a train is none."""
    limit = catalogue.paces[plan.request.pace].driving
    behind_the_wheel: dict[int, timedelta] = {}
    for boarding in boardings(plan):
        if boarding.with_car and boarding.ride.route.mode is Mode.DRIVE:
            so_far = behind_the_wheel.get(boarding.day, timedelta(0))
            behind_the_wheel[boarding.day] = so_far + (boarding.ride.arrives - boarding.ride.departs)
    for day, driven in behind_the_wheel.items():
        if driven > limit:
            what = f"it has {length(driven)} of driving: {plan.request.pace} is at most {length(limit)}, leave {length(driven - limit)} out"
            yield fault("driving", day, what)


def visit_count(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """No day has more visits of 45 minutes and more than the pace allows."""
    limit = catalogue.paces[plan.request.pace].visits
    for day in plan.days:
        long = [visit.activity.name for visit in day.only(Visit) if visit.activity.counted]
        if len(long) > limit:
            what = f"it has {len(long)} visits of 45 min and more ({', '.join(long)}): {plan.request.pace} is at most {limit}, drop one"
            yield fault("visits", day.number, what)


def strenuous(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """At most one strenuous outing a day, and a day's rest after one where the pace has it."""
    rests = catalogue.paces[plan.request.pace].rest_after_strenuous
    yesterday = ""
    for day in plan.days:
        hard = [visit.activity for visit in day.only(Visit) if visit.activity.strenuous]
        if len(hard) > 1:
            what = f"{hard[0].name} and {hard[1].name} are both strenuous: do one a day"
            yield fault("strenuous", day.number, what, hard[1].id)
        if rests and hard and yesterday:
            what = f"{hard[0].name} is strenuous, and so is {yesterday} the day before: {plan.request.pace} rests a day in between"
            yield fault("rest", day.number, what, hard[0].id)
        yesterday = hard[0].name if hard else ""


def lunch(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Days that begin before lunch and end after it have lunch: a meal, or something that has it inside."""
    needed = catalogue.paces[plan.request.pace].lunch
    for day in plan.days:
        first, _ = hours_of(plan, catalogue, day)
        noon, two = (datetime.combine(day.date, hour) for hour in (LUNCH_FROM, LUNCH_TO))
        busy = [event.end for event in day.events if not isinstance(event, Night) and not _free(event)]
        if first < LUNCH_FROM and busy and max(busy) > two and not any(_eaten(day, noon, two, needed)):
            what = f"it has no lunch: plan {length(needed)} that start between {at(LUNCH_FROM)} and {at(LUNCH_TO)}"
            yield fault("lunch", day.number, what)
        for meal in day.only(Meal):
            if not noon <= meal.start <= two or meal.end - meal.start < needed:
                where = f"the meal at {place(catalogue, meal.location)} from {at(meal.start)} to {at(meal.end)}"
                what = f"{where} is no lunch: it takes {length(needed)} and starts between {at(LUNCH_FROM)} and {at(LUNCH_TO)}"
                yield fault("meal", day.number, what, meal.location)


def _free(event: object) -> bool:
    return isinstance(event, Wait) and event.reason is WaitFor.FREE


def _eaten(day: PlannedDay, noon: datetime, two: datetime, needed: timedelta) -> Iterator[bool]:
    for meal in day.only(Meal):
        yield noon <= meal.start <= two and meal.end - meal.start >= needed
    inside = [(visit.start, visit.end) for visit in day.only(Visit) if visit.activity.lunch_inside]
    inside += _dining_cars(day)
    for start, end in inside:
        yield max(start, noon) <= two and max(start, noon) + needed <= end


def _dining_cars(day: PlannedDay) -> list[tuple[datetime, datetime]]:
    """Give the spans spent on board where lunch can be had; rides on which one stays on board are one."""
    spans: list[tuple[datetime, datetime]] = []
    before: Ride | None = None
    for ride in day.rides:
        if ride.route.lunch_inside:
            on_board = before and before.route.lunch_inside and before.route.mode is ride.route.mode and before.arrives == ride.departs
            spans.append((spans.pop()[0] if on_board else ride.departs, ride.arrives))
        before = ride
    return spans
