"""Plan -> violations: walks a plan event by event and finds every rule that does not hold.

It shares the world (model, catalogue) with what made the plan, not the reasoning: nothing here comes from the travel
search, the schedule or the solver. Each rule is a generator from a plan to its violations; :data:`RULES` is the checker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.checker.car import car_and_company, handovers, hired_cars_only, ways_take_the_car
from mi_trip.checker.costs import costs
from mi_trip.checker.days import beds, continuity, dates, ends, free_days, hours, nights, shape
from mi_trip.checker.demands import avoided, budget, fixed_nights, musts, pinned, pinned_nights
from mi_trip.checker.pace import driving, lunch, strenuous, visit_count
from mi_trip.checker.rides import being_there, departures, travel, waits, ways
from mi_trip.checker.visits import early, once, open_then, places, starts, suitable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.violation import Violation

    Rule = Callable[[Plan, Catalogue], Iterator[Violation]]

RULES: tuple[Rule, ...] = (
    *(dates, continuity, ends, hours, nights, beds, free_days),
    *(travel, ways, departures, being_there, waits),
    *(places, open_then, starts, early, suitable, once),
    *(driving, visit_count, strenuous, lunch),
    *(musts, avoided, fixed_nights, pinned, pinned_nights, budget),
    *(car_and_company, ways_take_the_car, hired_cars_only, handovers),
    costs,
)


def check(plan: Plan, catalogue: Catalogue) -> tuple[Violation, ...]:
    """All rules that the plan breaks, in the order of :data:`RULES`; empty for a plan that holds.

    What does not exist (an unknown route, a day without events) cannot be checked further: then only that is told.
    """
    if unfit := tuple(shape(plan, catalogue)):
        return unfit
    return tuple(violation for rule in RULES for violation in rule(plan, catalogue))
