"""The closer bound is never below the best trip of a small world, and what it proves the best is that."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mi_trip.catalogue import load_catalogue
from mi_trip.model.request import CarChoice, Request
from mi_trip.problem import Problem
from mi_trip.solver.exact import Lister
from mi_trip.solver.proof import NO_BOUND, Proof, prove
from mi_trip.solver.proof.ways import LATE, Ways
from mi_trip.solver.search import NORMAL, solve
from mi_trip.solver.trip import evaluate
from test_solver_bound import ASKED, NOTHING_FOUND, problem_of, small_worlds
from worlds import fjord, fjord_request

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue

ENOUGH = 10**12
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def proof_of(problem: Problem, score: int, limit: int = 20_000) -> Proof:
    return prove(problem, score, work=ENOUGH, limit=limit, step=10)


@pytest.mark.parametrize("asked", ASKED)
@settings(max_examples=4, deadline=None, suppress_health_check=SLOW)
@given(world=small_worlds(), days=st.integers(1, 3))
def test_the_best_of_a_small_world_is_found_from_nothing(asked: str, world: Catalogue, days: int) -> None:
    problem = problem_of(world, asked, days)
    best = Lister(problem, 100_000).best()
    if best is None or best[1].met < problem.demands.bit_count():
        return
    proof = proof_of(problem, NOTHING_FOUND)
    assert best[1].score <= proof.bound
    if proof.trip is not None:
        value = evaluate(problem, proof.trip)
        assert value is not None
        assert value.score <= best[1].score
        assert value.score < proof.bound or value.score == best[1].score


@pytest.mark.parametrize("asked", ASKED)
@settings(max_examples=4, deadline=None, suppress_health_check=SLOW)
@given(world=small_worlds(), days=st.integers(1, 3), worse=st.sampled_from([0, 1, 60_000, 600_000]))
def test_a_worse_trip_is_never_proved_the_best(asked: str, world: Catalogue, days: int, worse: int) -> None:
    problem = problem_of(world, asked, days)
    best = Lister(problem, 100_000).best()
    if best is None or best[1].met < problem.demands.bit_count():
        return
    assert best[1].score <= proof_of(problem, best[1].score - worse).bound


@pytest.mark.parametrize("asked", ASKED)
@settings(max_examples=2, deadline=None, suppress_health_check=SLOW)
@given(world=small_worlds(), days=st.integers(2, 3), worse=st.sampled_from([1, 60_000, 600_000]))
def test_divided_into_parts_a_worse_trip_is_not_proved_the_best_either(asked: str, world: Catalogue, days: int, worse: int) -> None:
    problem = problem_of(world, asked, days)
    best = Lister(problem, 100_000).best()
    if best is None or best[1].met < problem.demands.bit_count():
        return
    assert best[1].score <= proof_of(problem, best[1].score - worse, limit=10).bound


@pytest.mark.parametrize("asked", ASKED)
@settings(max_examples=3, deadline=None, suppress_health_check=SLOW)
@given(world=small_worlds(), days=st.integers(1, 3))
def test_of_trips_as_good_the_best_by_the_further_rules_is_found(asked: str, world: Catalogue, days: int) -> None:
    problem = problem_of(world, asked, days)
    best = Lister(problem, 100_000).best()
    if best is None or best[1].met < problem.demands.bit_count():
        return
    proof = proof_of(problem, best[1].score)
    if proof.bound == best[1].score:
        assert proof.trip is not None
        assert evaluate(problem, proof.trip) == best[1]


@pytest.mark.slow
@pytest.mark.parametrize("car", CarChoice)
def test_no_trip_on_the_fjord_passes_the_bound(car: CarChoice) -> None:
    problem = Problem.of(fjord(), fjord_request(days=3, car=car))
    found = solve(problem, NORMAL)
    assert found.value.score <= proof_of(problem, NOTHING_FOUND).bound


def test_with_little_work_the_bound_is_loose_but_right(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem.of(fjord(), fjord_request(days=3))
    best = solve(problem, NORMAL).value.score
    assert prove(problem, best, work=1, limit=1) == Proof(NO_BOUND, None)
    monkeypatch.setattr("mi_trip.solver.proof.ROUNDS", 0)
    bounds = [prove(problem, best, work=work, limit=1).bound for work in (1, 10**8)]
    assert NO_BOUND > bounds[0] >= bounds[1] >= best


def test_nothing_is_begun_that_would_take_too_much_room(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem.of(fjord(), fjord_request(days=3))
    monkeypatch.setattr("mi_trip.solver.proof.MOST_ROOM", 1000)
    assert prove(problem, 0, work=10**15, limit=1) == Proof(NO_BOUND, None)


def test_the_earliest_arrivals_are_those_of_the_network() -> None:
    problem = Problem.of(fjord(), fjord_request(days=2))
    day = problem.world.days[0]
    nodes = sorted({problem.bed_node(bed) for bed in range(len(problem.beds))})
    ways = Ways(day.network, day.hours, nodes, problem.minute, problem.money)
    for a, one in enumerate(nodes):
        for b, other in enumerate(nodes):
            for minute in range(0, ways.span + 1, 7):
                arrives = day.network.arrival(one, other, day.hours.first + minute) - day.hours.first
                assert ways.arrives[a, minute, b] == (arrives if arrives <= ways.span else LATE)


@pytest.mark.slow
def test_three_days_in_january_are_proved_the_best() -> None:
    world = load_catalogue()
    found = solve(Problem.of(world, Request(date(2027, 1, 20), 3, world.start, world.end)), NORMAL)
    assert found.proved
