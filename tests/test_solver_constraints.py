"""Tiny random worlds with one constraint after the other: the plan is the best of all, and no bound is below it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from brute_force import Everything, Worth
from mi_trip.checker import check
from mi_trip.model.solution import Quality
from mi_trip.problem import Problem
from mi_trip.schedule import schedule
from mi_trip.solver.bound import upper_bound
from mi_trip.solver.proof import prove
from mi_trip.solver.search import QUICK, NoTripError, Solution, solve
from mi_trip.solver.trip import evaluate
from tiny_worlds import CONSTRAINTS, tiny

LISTED = replace(QUICK, listed=10**6)
SEARCHED = replace(QUICK, listed=0, tries=12, times=(1.0,))
NOTHING_FOUND = -(10**12)  # a score so low that a bound is the relaxation's own
FEW, MANY = range(4), range(4, 49)
FEWER, MORE = range(100, 101), range(101, 106)


def worth(every: Everything, problem: Problem, solution: Solution) -> Worth:
    """What the solution's plan is worth, which the checker must find right, and the solver must know."""
    itinerary = problem.itinerary(*solution.trip)
    plan = schedule(itinerary, every.world, Quality(0, 0, proved=False))
    assert check(plan, every.catalogue) == ()
    found = every.worth(plan, itinerary)
    assert found[:3] == solution.value[1:4]
    return found


def agree(constraint: str, seed: int) -> None:
    """Whether listing finds the best of all plans, by score and by the rule for equal ones."""
    every, problem = drawn(constraint, seed)
    best = every.best()
    if best is None:
        with pytest.raises(NoTripError):
            solve(problem, LISTED)
        return
    listed = solve(problem, LISTED)
    assert listed.proved
    found = worth(every, problem, listed)
    if every.world.rides:  # what is demanded is ridden for itself, or as the way to something: the order tells no difference
        found, best = found[:3], (best[0][:3], best[1])
    assert found == best[0], f"{constraint} {seed}"


def bounded(constraint: str, seed: int) -> None:
    """Whether what is searched is right and no better than the best, and no bound below the best."""
    every, problem = drawn(constraint, seed)
    best = every.best()
    try:
        searched = solve(problem, SEARCHED)
    except NoTripError:
        assert best is None or every.request.budget is not None  # the search knows no cheapest trip, only a cheap one
        return
    assert best is not None, f"{constraint} {seed}"
    units = best[0].units
    assert worth(every, problem, searched).units <= units <= searched.bound, f"{constraint} {seed}"
    assert upper_bound(problem, NOTHING_FOUND) >= units, f"{constraint} {seed}"
    if every.keep.nights:  # to the proof a bed is its cost
        return
    proof = prove(problem, searched.value.score, work=10**12, limit=20_000, step=10)
    value = evaluate(problem, proof.trip) if proof.trip else searched.value
    assert value is not None
    assert value.score <= units <= proof.bound, f"{constraint} {seed}"


def drawn(constraint: str, seed: int) -> tuple[Everything, Problem]:
    """All itineraries of a tiny world, and its problem."""
    draft = tiny(constraint, seed)
    world, request = draft.world(), draft.request()
    return Everything(world, request, draft.keep), Problem.of(world, request, draft.keep)


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_no_plan_of_a_tiny_world_beats_the_planner_s(constraint: str) -> None:
    for seed in FEW:
        agree(constraint, seed)


@pytest.mark.slow
@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_no_plan_of_many_tiny_worlds_beats_the_planner_s(constraint: str) -> None:
    for seed in MANY:
        agree(constraint, seed)


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_no_bound_is_below_the_best_plan_of_a_tiny_world(constraint: str) -> None:
    for seed in FEWER:
        bounded(constraint, seed)


@pytest.mark.slow
@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_no_bound_is_below_the_best_plan_of_many_tiny_worlds(constraint: str) -> None:
    for seed in MORE:
        bounded(constraint, seed)
