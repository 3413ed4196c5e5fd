"""What the request demands by name: what must be done, what must not, where to sleep, and what it may cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.checker.rides import boardings
from mi_trip.checker.say import fault, money, place, way
from mi_trip.checker.visits import visits
from mi_trip.model.plan import Night

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.request import Wish
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
