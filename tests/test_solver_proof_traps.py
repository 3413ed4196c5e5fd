"""Worlds in which a proof is easily led astray: high prices, lunch before a boat, and orders that prices rank otherwise than money."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mi_trip.model.request import CarChoice, Request, Wish
from mi_trip.problem import Problem
from mi_trip.score import UNITS
from mi_trip.solver.exact import Lister
from mi_trip.solver.proof import prove
from mi_trip.solver.proof.joining import Joining
from mi_trip.solver.proof.prices import Cut, Rules
from mi_trip.solver.proof.relaxed import Relaxed
from mi_trip.solver.proof.trips import Trips
from worlds import FIRST_DAY, activity, catalogue, drive, ferry, location, paces

if TYPE_CHECKING:
    from mi_trip.solver.trip import Value


def best_of(problem: Problem) -> Value:
    found = Lister(problem, 100_000).best()
    assert found is not None
    return found[1]


@pytest.mark.parametrize("days", [1, 2, 3])
@pytest.mark.parametrize("minutes", [5, 10])
@pytest.mark.parametrize("musts", [1, 2])
def test_what_is_demanded_is_not_priced_beyond_all_numbers(musts: int, minutes: int, days: int) -> None:
    things = [activity(f"t{n}", f"T{n}", "b", minutes, 3, area="far_area") for n in range(3)]
    world = catalogue([location("a", "A", bed=900), location("b", "B", bed=900)], [drive("a", "b", 10, 5)], things)
    must = (Wish("Far", areas=("far_area",)), Wish("B", locations=("b",)))[:musts]
    problem = Problem.of(world, Request(first_day=FIRST_DAY, days=days, start="a", end="a", car=CarChoice.OWN, must=must))
    best = best_of(problem).score
    assert all(prove(problem, best - worse, work=10**12, limit=30_000).bound >= best for worse in (1, 60_000, 300_000))


@pytest.mark.parametrize("step", [1, 5])
def test_lunch_at_the_quay_before_a_boat_that_lands_just_in_time_is_not_forgotten(step: int) -> None:
    boat = ferry("q", "b", 30, 9, id="boat", out="12:00 13:00", back="17:30")
    hike = activity("hike", "Hike", "b", 205, 5, starts="12:35")
    short = {name: replace(pace, lunch=timedelta(minutes=30)) for name, pace in paces().items()}
    places = [location("a", "A", bed=900), location("q", "Q"), location("b", "B")]
    world = catalogue(places, [drive("a", "q", 60, 30), boat], [hike], paces=short)
    problem = Problem.of(world, Request(first_day=FIRST_DAY, days=1, start="a", end="a", car=CarChoice.OWN))
    best = best_of(problem).score
    assert best > 0
    assert prove(problem, -(10**12), work=10**12, limit=1000, step=step).bound >= best


def test_of_the_orders_of_a_day_the_best_is_kept_at_any_prices() -> None:
    things = [activity("x", "X", "b", 30, 5), activity("y", "Y", "b", 30, 5), activity("z", "Z", "a", 30, 5)]
    world = catalogue([location("a", "A", bed=900), location("b", "B")], [drive("a", "b", 10, 5)], things)
    problem = Problem.of(world, Request(first_day=FIRST_DAY, days=1, start="a", end="a", car=CarChoice.OWN))
    best = best_of(problem)
    trips = Trips(problem, 5)
    rules, relaxed = Rules(trips), Relaxed(trips)
    relaxed.changes = True
    spot = problem.day_stop(0, 0)
    assert spot is not None
    rules.add(Cut(frozenset({trips.place[spot.begin]}), problem.stops[0].group))  # who enters it twice is paid for it twice
    duals = np.zeros(rules.first_cut + 1)
    duals[-1] = 20
    prices = rules.prices(duals, UNITS)
    solved = relaxed.solve(prices)
    assert solved.bound >= best.score
    found = Joining(relaxed, prices, solved, best.score - 10 * UNITS, 1000).best(None)
    assert found is not None
    assert found[0] == best
