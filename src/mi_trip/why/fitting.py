"""Putting something into a plan, or taking it out, with all other choices as they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from mi_trip import score
from mi_trip.checker import check
from mi_trip.model.saved import itinerary_of
from mi_trip.model.solution import RIDE, Choice, Quality
from mi_trip.model.violation import Severity
from mi_trip.problem import meets_wish
from mi_trip.schedule import UnschedulableError, schedule
from mi_trip.travel.stops import origins
from mi_trip.world import TripWorld

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Event, Plan
    from mi_trip.model.request import Wish
    from mi_trip.model.solution import Itinerary


class Fitted(NamedTuple):
    """A plan with something put in: the event that it is, and the chosen one before it on its day."""

    plan: Plan
    event: Event
    after: Event | None


def fitted(catalogue: Catalogue, plan: Plan, wish: Wish) -> Fitted | None:
    """The plan with something of the wish put in where it gives most; None where it fits nowhere."""
    chosen = itinerary_of(plan)
    world = _world(catalogue, plan, wish)
    best: Fitted | None = None
    for choice in _choices(world, wish):
        for number, place in _places(world, chosen, choice):
            day = chosen.days[number]
            days = (*chosen.days[:number], (*day[:place], choice, *day[place:]), *chosen.days[number + 1 :])
            longer = _planned(catalogue, plan, world, replace(chosen, days=days))
            if longer and (best is None or longer.quality.score > best.plan.quality.score):
                events = longer.days[number].chosen
                best = Fitted(longer, events[place], events[place - 1] if place else None)
    return best


def taken_out(catalogue: Catalogue, plan: Plan, wish: Wish) -> Plan | None:
    """The plan without anything of the wish, pinned or not; None where what is left does not hold."""
    chosen = itinerary_of(plan)
    world = _world(catalogue, plan, wish)
    pins = tuple(pin for pin in plan.request.pins if not meets_wish(world.activity(pin.activity), wish))
    plan = replace(plan, request=replace(plan.request, pins=pins))
    days = tuple(tuple(choice for choice in day if not meets_wish(world.activity(choice.activity), wish)) for day in chosen.days)
    return _planned(catalogue, plan, world, replace(chosen, days=days)) if days != chosen.days else None


def _world(catalogue: Catalogue, plan: Plan, wish: Wish) -> TripWorld:
    return TripWorld(catalogue, plan.request, (*plan.ridden, *wish.routes))


def _choices(world: TripWorld, wish: Wish) -> Iterator[Choice]:
    """All that would meet the wish, from each end, with the car and without."""
    catalogue, request = world.catalogue, world.request
    rides = [world.activity(f"{RIDE}{route}") for route in wish.routes]
    for activity in (*catalogue.activities.values(), *rides):
        if meets_wish(activity, wish) and activity.suits(request.party) and activity.difficulty <= request.max_difficulty:
            for origin in origins(activity):
                for with_car in request.car.with_car:
                    yield Choice(activity.id, origin, with_car)


def _places(world: TripWorld, chosen: Itinerary, choice: Choice) -> Iterator[tuple[int, int]]:
    """The days (from 0) and the places in them where there is time for it."""
    mornings, evenings = (world.start, *chosen.nights), (*chosen.nights, chosen.end)
    for number, day in enumerate(world.days):
        if world.stop(day, choice) is None:
            continue
        choices = chosen.days[number]
        for place in range(len(choices) + 1):
            if world.walk(day, mornings[number], (*choices[:place], choice, *choices[place:]), evenings[number]) is not None:
                yield number, place


def _planned(catalogue: Catalogue, plan: Plan, world: TripWorld, itinerary: Itinerary) -> Plan | None:
    """The plan of other choices for the same request; None where they do not hold."""
    try:
        changed = replace(schedule(itinerary, world, plan.quality), request=plan.request)
    except UnschedulableError:
        return None
    if any(violation.severity is Severity.ERROR for violation in check(changed, catalogue)):
        return None
    reached = score.points(score.plan_units(changed, catalogue))
    return replace(changed, quality=Quality(reached, max(reached, plan.quality.bound), proved=False))
