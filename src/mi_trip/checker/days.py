"""The frame of a plan: that what it names exists, that its days follow each other, and that each ends in an open bed."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from mi_trip.checker.say import at, event, fault, on, place
from mi_trip.model.plan import Handover, Night, Travel, Visit, Wait, WaitFor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import time

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Event, Plan, PlannedDay, Ride
    from mi_trip.model.route import Route
    from mi_trip.model.violation import Violation


def hours_of(plan: Plan, catalogue: Catalogue, day: PlannedDay) -> tuple[time, time]:
    """Give the first and the last hour of a day: the pace's, but on the first and last day those asked for."""
    pace, request = catalogue.paces[plan.request.pace], plan.request
    first = request.arrive if day.number == 1 and request.arrive is not None else pace.start
    last = request.depart if day.number == request.days and request.depart is not None else pace.end
    return first, last


def shape(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Whatever is named exists, no day is empty, and everything takes time."""
    for day in plan.days:
        if not any(not isinstance(one, Night) for one in day.events):
            yield fault("empty-day", day.number, "nothing is planned, not even free time: add what is done, or a free wait")
        for one in day.events:
            if isinstance(one, Travel) and not one.rides:
                yield fault("no-rides", day.number, "a piece of travel has no rides: name its routes or drop it")
                continue
            yield from _known(day.number, one, catalogue)
            if one.end < one.start or (one.end == one.start and not isinstance(one, Handover)):  # its length is the catalogue's
                yield fault(
                    "no-time",
                    day.number,
                    f"{event(catalogue, one)} takes no time, from {at(one.start)} to {at(one.end)}: drop it or give it its time",
                )


def _known(day: int, one: Event, catalogue: Catalogue) -> Iterator[Violation]:
    for location in dict.fromkeys(_locations(one)):
        if location not in catalogue.locations:
            yield fault("unknown-location", day, f"the catalogue knows no location '{location}': use one of its ids", location)
    for route in _routes(one):
        if catalogue.routes.get(route.id) != route:
            yield fault("unknown-route", day, f"the catalogue knows no such route '{route.id}': take it as the catalogue has it", route.id)
    for activity in _activities(one):
        if catalogue.activities.get(activity.id) != activity:
            what = f"the catalogue knows no such activity '{activity.id}': take it as the catalogue has it"
            yield fault("unknown-activity", day, what, activity.id)


def _rides(one: Event) -> tuple[Ride, ...]:
    return one.rides if isinstance(one, Travel | Visit) else ()


def _locations(one: Event) -> tuple[str, ...]:
    return (one.origin, one.destination, *(end for ride in _rides(one) for end in (ride.origin, ride.destination)))


def _routes(one: Event) -> tuple[Route, ...]:
    awaited = (one.route,) if isinstance(one, Wait) and one.route else ()
    return (*awaited, *(ride.route for ride in _rides(one)))


def _activities(one: Event) -> tuple[Activity, ...]:
    if isinstance(one, Visit):
        return (one.activity,)
    return (one.activity,) if isinstance(one, Wait) and one.activity else ()


def dates(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """As many days as asked for, numbered from 1, one date after the other, each event on its day."""
    if len(plan.days) != plan.request.days:
        yield fault("days", 0, f"the plan has {len(plan.days)} days where {plan.request.days} are asked for: plan each of them")
    for number, day in enumerate(plan.days, 1):
        wanted = plan.request.date_of(number)
        if (day.number, day.date) != (number, wanted):
            yield fault("date", number, f"it is numbered {day.number} and dated {on(day.date)}: day {number} is {on(wanted)} {wanted.year}")
        for one in day.events:
            over = not isinstance(one, Night) and one.end.date() != day.date
            if one.start.date() != day.date or over:
                what = f"{event(catalogue, one)} at {at(one.start)} is not on {on(day.date)} alone: move it to its own day"
                yield fault("date", number, what)


def continuity(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Each event starts where and when the one before it ended, over the nights as well."""
    told = [(day.number, one) for day in plan.days for one in day.events]
    for (_, before), (day, one) in pairwise(told):
        name, earlier = event(catalogue, one), event(catalogue, before)
        if one.start != before.end:
            same = one.start.date() == before.end.date()
            starts, ends_ = (at(when) if same else f"{at(when)} on {on(when.date())}" for when in (one.start, before.end))
            yield fault("gap", day, f"{name} starts at {starts}, but {earlier} ends at {ends_}: join them")
        if one.origin != before.destination:
            here, there = place(catalogue, one.origin), place(catalogue, before.destination)
            yield fault("jump", day, f"{name} cannot follow {earlier}, which ends at {there}: travel to {here} first")


def ends(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Start and end are where asked for."""
    if not plan.days:
        return
    request, first, last = plan.request, plan.days[0], plan.days[-1]
    if first.events[0].origin != request.start:
        at_, wanted = place(catalogue, first.events[0].origin), place(catalogue, request.start)
        yield fault("start", first.number, f"the trip starts at {at_}: it must start at {wanted}", request.start)
    if last.events[-1].destination != request.end:
        at_, wanted = place(catalogue, last.events[-1].destination), place(catalogue, request.end)
        yield fault("end", last.number, f"the trip ends at {at_}: it must end at {wanted}", request.end)


def hours(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Each day lies between its first and its last hour."""
    for day in plan.days:
        first, last = hours_of(plan, catalogue, day)
        events = [one for one in day.events if not isinstance(one, Night)]
        if events[0].start < datetime.combine(day.date, first):
            what = f"{event(catalogue, events[0])} starts at {at(events[0].start)}: the day begins at {at(first)}, start later"
            yield fault("first-hour", day.number, what)
        if events[-1].end > datetime.combine(day.date, last):
            what = f"{event(catalogue, events[-1])} ends at {at(events[-1].end)}: the day is over at {at(last)}, plan less"
            yield fault("last-hour", day.number, what)


def nights(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Each day but the last ends in one night that lasts until the next day's first event; nothing comes after it."""
    for day in plan.days:
        last = day is plan.days[-1]
        if not last and day.night is None:
            yield fault("night", day.number, "it has no night: end it at a bed")
        for one in day.events if last else day.events[:-1]:
            if isinstance(one, Night):
                what = "no night follows the last day" if last and one is day.events[-1] else "the night comes last"
                yield fault("night", day.number, f"{event(catalogue, one)} stands where none may: {what}", one.location)
        if (night := day.night) and not last and night.end.date() != plan.request.date_of(day.number + 1):
            yield fault(
                "night",
                day.number,
                f"{event(catalogue, night)} ends on {on(night.end.date())}: a night ends the next morning",
                night.location,
            )


def beds(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Each night is at a bed that is open on the evening's date."""
    for day in plan.days:
        for night in day.only(Night):
            stay, name = catalogue.locations[night.location].stay, place(catalogue, night.location)
            if stay is None:
                yield fault("no-bed", day.number, f"nobody can sleep at {name}: choose a location with a bed", night.location)
            elif not stay.open.open_on(night.start.date()):
                what = f"the bed at {name} is not open on {on(night.start.date())}: it is open {stay.open.text}"
                yield fault("bed-shut", day.number, what, night.location)


def free_days(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Days with nothing but waits are one free wait from the first to the last hour."""
    for day in plan.days:
        events = [one for one in day.events if not isinstance(one, Night)]
        if not all(isinstance(one, Wait) for one in events):
            continue
        first, last = (datetime.combine(day.date, hour) for hour in hours_of(plan, catalogue, day))
        match events:
            case [Wait(reason=WaitFor.FREE, start=start, end=end)] if (start, end) == (first, last):
                continue
        yield fault("free-day", day.number, f"it has nothing but waits: a free day is one free wait from {at(first)} to {at(last)}")
