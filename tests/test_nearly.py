"""What nearly made it: by how many points the trip would fall, compared with every plan that has it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mi_trip import score
from mi_trip.checker import check
from mi_trip.model.money import Price
from mi_trip.model.plan import Visit
from mi_trip.model.request import PaceName, Wish
from mi_trip.model.saved import itinerary_of
from mi_trip.model.solution import Choice
from mi_trip.nearly import MOST, nearly
from mi_trip.planner import plan_trip
from mi_trip.render.explain import nearly_grid
from mi_trip.render.grid import plain_grid
from mi_trip.schedule import UnschedulableError, schedule
from mi_trip.solver.search import QUICK, Effort
from mi_trip.travel.stops import origins
from mi_trip.world import TripWorld
from test_why import WORLD, request
from worlds import activity, catalogue, fjord, fjord_request, location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.request import Request

POOR = replace(QUICK, listed=0, times=(), tries=0)  # only what is demanded is done
CASES: dict[str, tuple[Catalogue, Request, Effort]] = {
    "a full trip": (fjord(), fjord_request(), QUICK),
    "a poor trip": (fjord(), fjord_request(must=(Wish("view", activities=("view",)),)), POOR),
    "a trip with little money": (fjord(), fjord_request(budget=6500), QUICK),
    "a calm trip": (WORLD, request(days=3, pace=PaceName.RELAXED), QUICK),
}


def with_it(world: Catalogue, plan: Plan, day: int, name: str, *, instead: bool) -> Iterator[float]:
    """The scores of all plans in which the activity is done on the day as well, or instead of one other."""
    days_of, chosen = TripWorld(world, plan.request), itinerary_of(plan)
    stops = chosen.days[day - 1]
    choices = [Choice(name, origin, with_car=True) for origin in origins(world.activities[name])]
    for rest in [stops[:n] + stops[n + 1 :] for n in range(len(stops))] if instead else [stops]:
        for place in range(len(rest) + 1):
            for choice in choices:
                days = (*chosen.days[: day - 1], (*rest[:place], choice, *rest[place:]), *chosen.days[day:])
                try:
                    changed = schedule(replace(chosen, days=days), days_of, plan.quality)
                except UnschedulableError:
                    continue
                if not check(changed, world):
                    yield score.points(score.plan_units(changed, world))


@pytest.mark.parametrize("case", CASES)
def test_the_loss_is_that_of_the_best_of_all_plans_that_have_it(case: str) -> None:
    world, asked, effort = CASES[case]
    plan = plan_trip(world, asked, effort=effort)
    found = nearly(world, plan)
    assert found
    for one in found:
        as_well = max(with_it(world, plan, one.day, one.activity.id, instead=False), default=None)
        best = as_well if as_well is not None else max(with_it(world, plan, one.day, one.activity.id, instead=True), default=None)
        assert (one.loss is None, one.hindrance is None, one.instead is None) == (best is None, best is not None, best == as_well)
        if best is not None and one.loss is not None:
            assert one.loss == pytest.approx(plan.quality.score - best, abs=0.011)


@pytest.mark.parametrize("case", CASES)
def test_it_is_open_and_not_in_the_plan_and_at_most_three_are_told_of_a_day(case: str) -> None:
    world, asked, effort = CASES[case]
    plan = plan_trip(world, asked, effort=effort)
    found = nearly(world, plan)
    done = {visit.activity.group for visit in plan.events(Visit)}
    for day in plan.days:
        told = [one for one in found if one.day == day.number]
        assert len({one.activity.id for one in told}) == len(told) <= MOST
        assert all(one.activity.open_on(day.date) and one.activity.group not in done for one in told)
        losses = [one.loss for one in told if one.loss is not None]
        assert losses == sorted(losses)
        assert [one.loss is None for one in told] == sorted(one.loss is None for one in told)


def one_place(*more: Activity) -> Catalogue:
    """Build a town with three things of two hours, and more."""
    things = [activity(name, f"The {name}", "avik", 120, 3) for name in ("church", "museum", "lake")]
    return catalogue((location("avik", "Avik", bed=900, hire="A"),), (), (*things, *more))


def test_why_something_does_not_fit_is_told_in_words() -> None:
    world = one_place(
        activity("march", "The march", "avik", 900, 5),
        activity("feast", "The feast", "avik", 400, 4),
        activity("flight", "The flight", "avik", 30, 3, price=Price(50_000)),
    )
    plan = plan_trip(
        world, request(days=1, budget=10_000, must=tuple(Wish(name, activities=(name,)) for name in ("church", "museum", "lake")))
    )
    assert plain_grid(nearly_grid(nearly(world, plan))) == (
        "What nearly made it\n"
        "day 1\tThe march\t\tno time for it, even with nothing else that day\n"
        "day 1\tThe feast\t\tno time for it, even in place of any one other thing\n"
        "day 1\tThe flight\t\tthe pace, the budget or what is demanded stands against it\n"
    )


def test_what_would_fit_is_told_with_its_points_and_what_goes_for_it() -> None:
    world = one_place(
        activity("bath", "The bath", "avik", 30, 3, price=Price(10_000)),
        activity("concert", "The concert", "avik", 300, 2),
    )
    plan = plan_trip(world, request(days=1))
    assert plain_grid(nearly_grid(nearly(world, plan))) == (
        "What nearly made it\nday 1\tThe concert\t-5.00\tin place of The lake\nday 1\tThe bath\t-12.00\tbesides all else\n"
    )


def test_a_plan_that_is_none_of_the_problem_has_nothing_near() -> None:
    plan = plan_trip(WORLD, request())
    assert nearly(WORLD, replace(plan, request=replace(plan.request, avoid=(Wish("tower", activities=("tower",)),)))) == ()
