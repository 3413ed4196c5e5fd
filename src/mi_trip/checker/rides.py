"""Travel: every ride exists, is open, takes as long as the catalogue says, and leaves when something leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from mi_trip.checker.say import at, fault, length, on, place, ride, way
from mi_trip.model.plan import Ride, Travel, Visit, Wait, WaitFor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Event, Plan
    from mi_trip.model.violation import Violation

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Boarding:
    """A ride as it is taken: on which day, with the car or not, and what came right before it (``None`` where nothing did).

    ``wait``: the wait for this ride that ends as it leaves. ``before``: the ride whose end it leaves from at once.
    """

    day: int
    ride: Ride
    with_car: bool
    wait: Wait | None
    before: Ride | None

    @property
    def waited(self) -> timedelta:
        """How long one has stood there for it."""
        return self.ride.departs - self.wait.start if self.wait else timedelta(0)

    @property
    def stays_on_board(self) -> bool:
        """Whether it goes on at once, at a clock time, with what one sits in already."""
        if self.before is None or self.ride.every is not None or not self.ride.route.timetabled:
            return False
        same = self.before.route.mode is self.ride.route.mode
        return same and (self.before.destination, self.before.arrives) == (self.ride.origin, self.ride.departs)


def boardings(plan: Plan) -> Iterator[Boarding]:
    """All rides of the plan in order, those of journeys included."""
    for day in plan.days:
        previous: Event | None = None
        for event in day.events:
            if isinstance(event, Travel | Visit):
                before = previous.rides[-1] if isinstance(previous, Travel | Visit) and previous.rides else None
                wait = previous if isinstance(previous, Wait) and _is_for(previous, event) else None
                for taken in event.rides:
                    yield Boarding(day.number, taken, event.with_car, wait, before)
                    before, wait = taken, None
            previous = event


def _is_for(wait: Wait, event: Travel | Visit) -> bool:
    """Whether one waits for the event's first ride; a journey without timetable is waited for as an activity is."""
    if not event.rides:
        return False
    if wait.reason is WaitFor.START:
        return isinstance(event, Visit) and wait.activity == event.activity and not event.rides[0].route.timetabled
    return wait.reason is WaitFor.DEPARTURE and wait.route == event.rides[0].route


def travel(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Rides of one piece of travel are of one mode, each from where and when the one before it ended."""
    for day in plan.days:
        for event in day.events:
            if isinstance(event, Travel) and len({taken.route.mode for taken in event.rides}) > 1:
                what = f"{way(event.rides[0].route)} is told together with rides of another mode: make each its own travel"
                yield fault("mixed-modes", day.number, what, event.rides[0].route.id)
            if not isinstance(event, Travel | Visit):
                continue
            for first, then in pairwise(event.rides):
                if (first.destination, first.arrives) != (then.origin, then.departs):
                    here, there = place(catalogue, first.destination), place(catalogue, then.origin)
                    what = f"{ride(then)} leaves {there}, but the ride before ends at {here} at {at(first.arrives)}"
                    yield fault("ride-gap", day.number, f"{what}: join them", then.route.id)


def ways(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Each ride goes along its route, in a direction it has, takes its time, and is open for the whole of it."""
    for boarding in boardings(plan):
        taken, route, day = boarding.ride, boarding.ride.route, boarding.day
        origin, destination = place(catalogue, taken.origin), place(catalogue, taken.destination)
        if {taken.origin, taken.destination} != {route.start, route.end}:
            ends = f"{place(catalogue, route.start)} and {place(catalogue, route.end)}"
            yield fault("no-such-way", day, f"{way(route)} does not go from {origin} to {destination}: its ends are {ends}", route.id)
        elif not route.leads_from(taken.origin):
            yield fault("one-way", day, f"{way(route)} is one way from {destination} to {origin}: take another way", route.id)
        if taken.arrives - taken.departs != route.duration:
            got, wanted = length(taken.arrives - taken.departs), length(route.duration)
            yield fault("duration", day, f"{ride(taken)} is given {got}: it takes {wanted}", route.id)
        if not route.passable(taken.departs, taken.arrives):
            shut = route.open if route.season.open.open_throughout(taken.departs, taken.arrives) else route.season.open
            what = f"{ride(taken)} is shut on {on(taken.departs.date())} at that hour: it is open {shut.text}"
            yield fault("shut", day, what, route.id)


def departures(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Timetabled rides leave when something leaves on that date from that side, and say what is known of it."""
    for boarding in boardings(plan):
        taken, route = boarding.ride, boarding.ride.route
        if not route.timetabled:
            if taken.every is not None:
                what = f"{way(route)} is marked as leaving every so often, but has no timetable: drop the mark"
                yield fault("departure-mark", boarding.day, what, route.id)
            continue
        known = [departure for departure in route.departures(taken.departs.date(), taken.origin) if departure.departs == taken.departs]
        runs = bool(_services(taken)) if taken.every is not None else bool(known)
        if not runs:
            what = f"{ride(taken)} does not leave {place(catalogue, taken.origin)} on {on(taken.departs.date())}: {_next(taken)}"
            yield fault("no-such-departure", boarding.day, what, route.id)
        elif taken.estimated != (taken.every is not None or known[0].estimated):
            mark = "known, not assumed" if taken.estimated else "assumed, not known"
            yield fault("departure-mark", boarding.day, f"the departure of {ride(taken)} is {mark}: mark it so", route.id)


def _services(taken: Ride) -> list[tuple[datetime, datetime]]:
    """Give the first and the last departure of the services of unknown minute that the ride may be."""
    every = taken.route.headways(taken.departs.date(), taken.origin)
    return [(first, last) for first, last, interval in every if interval == taken.every and first <= taken.departs <= last]


def _next(taken: Ride) -> str:
    day, route = taken.departs.date(), taken.route
    later = [departure.departs for departure in route.departures(day, taken.origin) if departure.departs >= taken.departs]
    later += [max(first, taken.departs) for first, last, _ in route.headways(day, taken.origin) if last >= taken.departs]
    if later and min(later) > taken.departs:
        return f"the next leaves {at(min(later))}"
    if later:
        return "one leaves then, marked otherwise"
    last = route.last_departure(day, taken.origin)
    return f"the last leaves {at(last)}" if last else "none leaves that day, take another way"


def being_there(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Before a departure one waits there as long as it asks for, and where only an interval is known the whole of it too."""
    for boarding in boardings(plan):
        taken, route = boarding.ride, boarding.ride.route
        if boarding.stays_on_board:
            continue
        rule = route.early(taken.departs.date())
        needed, why = (rule.minutes * MINUTE, rule.why) if rule else (timedelta(0), "")
        if boarding.waited < needed:
            where = place(catalogue, taken.origin)
            what = f"{ride(taken)} wants everyone there {length(needed)} before ({why})"
            yield fault("be-there", boarding.day, f"{what}: wait at {where} from {at(taken.departs - needed)}", route.id)
        services = _services(taken) if taken.every is not None else []
        if services and taken.every and not any(taken.departs in ends for ends in services) and boarding.waited < needed + taken.every:
            start = at(taken.departs - needed - taken.every)
            what = f"{ride(taken)} may have left {length(taken.every)} earlier, only its interval is known"
            yield fault("interval", boarding.day, f"{what}: wait at {place(catalogue, taken.origin)} from {start}", route.id)


def waits(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Each wait for a departure or a start ends as that departure leaves or that activity starts."""
    for day in plan.days:
        for wait, then in pairwise((*day.events, None)):
            if not isinstance(wait, Wait) or wait.reason is WaitFor.FREE:
                continue
            where = f"the wait at {place(catalogue, wait.location)} at {at(wait.start)}"
            if wait.reason is WaitFor.DEPARTURE:
                awaited, verb = way(wait.route) if wait.route else "", "leave"
                follows = isinstance(then, Travel | Visit) and bool(then.rides) and then.rides[0].route == wait.route
            else:
                awaited, verb = wait.activity.name if wait.activity else "", "start"
                follows = _begins(wait, day.events)
            if not awaited:
                yield fault("wait", day.number, f"{where} does not say for what: name it, or make it free time")
            elif not follows:
                yield fault("wait", day.number, f"{where} is for {awaited}, which does not {verb} after it: make it free time")


def _begins(wait: Wait, events: tuple[Event, ...]) -> bool:
    """Whether the activity waited for comes next, or after the wait for the departure of a journey."""
    following = iter(events[events.index(wait) + 1 :])
    then = next(following, None)
    if isinstance(then, Wait) and then.reason is WaitFor.DEPARTURE:
        then = next(following, None)
    return isinstance(then, Visit) and then.activity == wait.activity
