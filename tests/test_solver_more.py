"""More to choose from never makes a trip worse, and the order of a catalogue's entries tells nothing: on tiny worlds, proved by listing.

Of what is demanded, routes are left out: without one other ways are the quickest, and a stop begins as early as it can. Neither is a
hired car given up for anything but a demand, so that no demand made by name of an activity is taken back of those who hire.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import time
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from mi_trip import score
from mi_trip.model.activity import Difficulty
from mi_trip.model.request import CarChoice
from mi_trip.problem import Problem
from mi_trip.solver.search import QUICK, NoTripError, solve
from tiny_worlds import CONSTRAINTS, tiny

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mi_trip.keep import Keep
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.request import Request

LISTED = replace(QUICK, listed=10**6)
ABOUT_ROUTES = {"must route", "avoid route", "pinned ride", "hire and must"}
DEMANDS = ("must", "avoid", "pins", "nights", "pinned_nights", "budget", "max_difficulty")
NO_DEMAND: dict[str, Any] = {"budget": None, "max_difficulty": Difficulty.HARD}
HOPELESS = -(10**12)  # units: no trip at all


def proved(world: Catalogue, request: Request, keep: Keep) -> int:
    """The score of the best trip, in units."""
    try:
        solution = solve(Problem.of(world, request, keep), LISTED)
    except NoTripError:
        return HOPELESS
    assert solution.proved
    return solution.value.score


def later(constraint: str, seed: int) -> None:
    """Whether later last hours lower no score: on the last day, and on every day."""
    draft = tiny(constraint, seed)
    world, request = draft.world(), draft.request()
    longer = replace(world, paces={name: replace(pace, end=time(21, 15)) for name, pace in world.paces.items()})
    by_hour = [proved(world, replace(request, depart=at), draft.keep) for at in (time(9 + seed % 3, 30), time(15), None)]
    by_hour.append(proved(longer, replace(request, depart=None), draft.keep))
    assert by_hour == sorted(by_hour), f"{constraint} {seed}"


def fewer_demands(constraint: str, seed: int) -> None:
    """Whether a trip of which less is demanded scores no less."""
    draft = tiny(constraint, seed)
    world, request = draft.world(), draft.request()
    least = proved(world, request, draft.keep)
    for demand in DEMANDS:
        less = replace(request, **{demand: NO_DEMAND.get(demand, ())})
        assert less == request or proved(world, less, draft.keep) >= least, f"{constraint} {seed} {demand}"


def more_days(constraint: str, seed: int) -> None:
    """Whether one day more, which may be spent doing nothing, costs no more than that: a bed at the end and a day of hire."""
    draft = tiny(constraint, seed)
    world, request = draft.world(), replace(draft.request(), depart=None, budget=None)
    stay = world.locations[request.end].stay
    if stay is None or not stay.open.always or len(world.tour) > 1:  # with a tour, more days move its areas to other days
        return
    hire = world.costs.hire_per_day if request.car is CarChoice.HIRE else 0
    nothing = score.money_units(world) * (stay.room * request.party.rooms + hire) + score.bed_units(world)
    longer = proved(world, replace(request, days=request.days + 1), draft.keep)
    assert longer >= proved(world, request, draft.keep) - nothing, f"{constraint} {seed}"


def any_order(constraint: str, seed: int) -> None:
    """Whether the entries of the catalogue in another order give the same score."""
    draft, luck = tiny(constraint, seed), random.Random(seed)  # noqa: S311 - an order, no secret
    world, request = draft.world(), draft.request()

    def shuffled(entries: Mapping[str, Any]) -> dict[str, Any]:
        return dict(luck.sample(list(entries.items()), len(entries)))

    other = replace(
        world, locations=shuffled(world.locations), routes=shuffled(world.routes), activities=shuffled(world.activities),
    )  # fmt: skip
    assert proved(other, request, draft.keep) == proved(world, request, draft.keep), f"{constraint} {seed}"


seeds = pytest.mark.parametrize("seeds", [range(200, 201), pytest.param(range(201, 209), marks=pytest.mark.slow)], ids=["few", "many"])


@seeds
def test_later_last_hours_lower_no_proved_score(seeds: range) -> None:
    for constraint, seed in product(CONSTRAINTS, seeds):
        later(constraint, seed)


@seeds
def test_fewer_demands_lower_no_proved_score(seeds: range) -> None:
    for constraint, seed in product(CONSTRAINTS.keys() - ABOUT_ROUTES, seeds):
        fewer_demands(constraint, seed)


@seeds
def test_one_day_more_lowers_no_proved_score_by_more_than_a_day_of_nothing_costs(seeds: range) -> None:
    for constraint, seed in product(CONSTRAINTS, seeds):
        more_days(constraint, seed)


@seeds
def test_a_proved_score_does_not_hang_on_the_order_of_the_entries(seeds: range) -> None:
    for constraint, seed in product(CONSTRAINTS, seeds):
        any_order(constraint, seed)
