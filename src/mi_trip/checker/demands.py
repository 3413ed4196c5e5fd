"""What the request demands by name: what must be done, what must not, where to sleep, and what it may cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_trip.checker.rides import boardings
from mi_trip.checker.say import at, fault, money, on, place, way
from mi_trip.checker.visits import visits
from mi_trip.model.plan import Night
from mi_trip.model.solution import RIDE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.request import Pin, Wish
    from mi_trip.model.violation import Violation


def _named(wish: Wish, activity: Activity) -> bool:
    """Whether the wish names the activity, its area or an end of it."""
    there = activity.start in wish.locations or activity.end in wish.locations
    return activity.id in wish.activities or activity.area in wish.areas or there


def musts(plan: Plan, _: Catalogue) -> Iterator[Violation]:
    """Something of each wish is done or travelled."""
    for wish in plan.request.must:
        done = any(_named(wish, visit.activity) for _, visit in visits(plan))
        ridden = any(boarding.ride.route.id in wish.routes for boarding in boardings(plan))
        if not done and not ridden:
            yield fault("must", 0, f"{wish.name} must be in the trip and is not: add it, or take the demand back", wish.name)


def avoided(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Nothing avoided is done, slept at or travelled on; passing through is allowed."""
    for wish in plan.request.avoid:
        for number, visit in visits(plan):
            if _named(wish, visit.activity):
                yield fault("avoid", number, f"{visit.activity.name} is done, but {wish.name} is to be avoided: drop it", visit.activity.id)
        for day in plan.days:
            for night in day.only(Night):
                if night.location in wish.locations or catalogue.locations[night.location].area in wish.areas:
                    what = f"the night is at {place(catalogue, night.location)}, but {wish.name} is to be avoided: sleep elsewhere"
                    yield fault("avoid", day.number, what, night.location)
        for boarding in boardings(plan):
            if boarding.ride.route.id in wish.routes:
                what = f"{way(boarding.ride.route)} is used, but {wish.name} is to be avoided: take another way"
                yield fault("avoid", boarding.day, what, boarding.ride.route.id)


def pinned(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """What is pinned is done on its date, from its end of the way, and what is booked at its hour."""
    for pin in plan.request.pins:
        code, kept = ("booking", f"booked for {on(pin.date)} at {at(pin.at)}") if pin.at else ("pinned", f"pinned to {on(pin.date)}")
        name, done = _name(pin, catalogue), list(_doings(plan, pin))
        whens = [doing.start for doing in done]
        if not done:
            yield fault(code, 0, f"{name} is {kept} and is not in the trip: add it, or take that back", pin.activity)
            continue
        good = [doing for doing in done if doing.start.date() == pin.date and (not pin.at or doing.start.time() == pin.at)]
        if not good:
            near = next((when for when in whens if when.date() == pin.date), whens[0])
            begins = f"begins at {at(near)}" if near.date() == pin.date else f"is done on {on(near.date())}"
            what = f"{name} is {kept} and {begins}: keep to that, or take it back"
            yield fault(code, (near.date() - plan.request.first_day).days + 1, what, pin.activity)
        elif pin.origin and all(doing.origin != pin.origin for doing in good):
            there, here = place(catalogue, pin.origin), place(catalogue, good[0].origin)
            what = f"{name} is {kept} from {there} and begins at {here}: turn it round, or take that back"
            yield fault(code, (pin.date - plan.request.first_day).days + 1, what, pin.activity)


class _Doing(NamedTuple):
    start: datetime
    origin: str


def _doings(plan: Plan, pin: Pin) -> Iterator[_Doing]:
    """When and from where what is pinned is done: an activity, or a route ridden."""
    if pin.activity.startswith(RIDE):
        route = pin.activity.removeprefix(RIDE)
        for day in plan.days:
            yield from (_Doing(ride.departs, ride.origin) for ride in day.rides if ride.route.id == route)
    else:
        yield from (_Doing(visit.start, visit.origin) for _, visit in visits(plan) if visit.activity.id == pin.activity)


def _name(pin: Pin, catalogue: Catalogue) -> str:
    if pin.activity.startswith(RIDE):
        return way(catalogue.routes[pin.activity.removeprefix(RIDE)])
    return catalogue.activities[pin.activity].name


def pinned_nights(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Nights that are pinned or booked are where and when they are."""
    evenings = {day.date: day for day in plan.days}
    for bed in plan.request.pinned_nights:
        code, kept = ("booking", "booked") if bed.booked else ("pinned", "pinned")
        what = f"the night of {on(bed.date)} is {kept} at {place(catalogue, bed.location)}"
        day = evenings.get(bed.date)
        if day is None or day.night is None:
            yield fault(code, 0, f"{what}, and the trip has no such night: ask for other days, or take that back", bed.location)
        elif day.night.location != bed.location:
            there = place(catalogue, day.night.location)
            yield fault(code, day.number, f"{what} and is spent at {there}: sleep where it is {kept}, or take that back", bed.location)


def fixed_nights(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Nights asked for are where they are asked for."""
    for fixed in plan.request.nights:
        night = next((day.night for day in plan.days if day.number == fixed.day), None)
        if night is None:
            yield fault(
                "fixed-night",
                0,
                f"the night after day {fixed.day} must be at {fixed.name}, and the trip is too short for it: ask for more days",
                fixed.name,
            )
        elif night.location not in fixed.locations:
            what = f"the night is at {place(catalogue, night.location)}: it must be at {fixed.name}"
            yield fault("fixed-night", fixed.day, what, fixed.name)


def budget(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """All that is included costs no more than the budget, estimates counted."""
    limit, spent = plan.request.budget, plan.cost.units
    if limit is not None and spent > limit:
        over = money(catalogue, spent - limit)
        yield fault("budget", 0, f"the trip costs {money(catalogue, spent)}, {over} more than the budget: leave something out")
