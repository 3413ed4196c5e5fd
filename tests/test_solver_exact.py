"""The solver on worlds small enough to try every trip: the best is found, and what is found without listing is right and never better."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import time
from itertools import permutations, product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mi_trip.checker import check
from mi_trip.model.activity import Difficulty
from mi_trip.model.money import Fare, Price
from mi_trip.model.request import CarChoice, FixedNight, PaceName, Request, Wish
from mi_trip.model.route import Mode
from mi_trip.model.solution import Quality
from mi_trip.problem import Problem
from mi_trip.schedule import schedule
from mi_trip.score import UNITS
from mi_trip.solver.exact import Lister, TooLarge
from mi_trip.solver.search import QUICK, NoTripError, Solution, solve
from worlds import activity, be_there, catalogue, drive, ferry, fjord, fjord_request, journey, location, route, times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.solution import Bed, Choice

LISTED = replace(QUICK, listed=100_000)
SEARCHED = replace(QUICK, listed=0, tries=1, more=1, times=(1.0,))
MINUTES = st.integers(2, 30).map(lambda fives: 5 * fives)

# Each constraint in turn: what it changes in the things there are to do, and in what is asked.
THINGS: dict[str, dict[str, Any]] = {
    "lunch": {"lunch_inside": True},
    "opening hours": {"open": "Tu 09:00-12:00; We 13:00-17:00"},
    "start times": {"starts": "10:00 14:30"},
    "alternatives": {"one_of": "pair"},
    "rest": {"difficulty": Difficulty.HARD},
    "prices": {"price": Price(900)},
}
ASKED: dict[str, dict[str, Any]] = {
    "nothing": {},
    "rest": {"pace": PaceName.RELAXED},
    "driving": {"pace": PaceName.RELAXED},
    "budget": {"budget": 5500},
    "must": {"must": (Wish("t0", activities=("t0",)), Wish("c", locations=("c",)))},
    "avoid": {"avoid": (Wish("t1", activities=("t1",)), Wish("crossing", routes=("crossing",)))},
    "a night": {"nights": (FixedNight("c", 1, ("c",)),)},
    "hours": {"arrive": time(11, 45), "depart": time(15, 0)},
    "own car": {"car": CarChoice.OWN},
}
CONSTRAINTS = sorted({*THINGS, *ASKED})


@st.composite
def small_worlds(draw: st.DrawFn, constraint: str) -> Catalogue:
    """Three places on a road with a ferry across that is worth taking, beds, and two things to do."""
    crossing = ferry("a", "c", 40, 9, id="crossing", out="08:00 11:00 15:00", back="09:30 13:00 17:00", be_there=(be_there(20),))
    longer = 60 if constraint == "driving" else 0
    roads = [drive("a", "b", draw(MINUTES) + longer, 30), drive("b", "c", draw(MINUTES) + longer, 30)]
    things = [
        activity(f"t{n}", f"Thing {n}", draw(st.sampled_from("abc")), draw(MINUTES), draw(st.integers(1, 5)), **THINGS.get(constraint, {}))
        for n in range(2)
    ]
    beds = [location("a", "A", bed=900, hire="A"), location("b", "B", bed=draw(st.sampled_from([None, 700]))), location("c", "C", bed=1100)]
    return catalogue(beds, [*roads, crossing], [*things, journey("cruise", "Crossing", (crossing,), 3)])


@st.composite
def far_worlds(draw: st.DrawFn) -> Catalogue:
    """Two towns with a flight between their airports; cars are hired at either, and a bus goes into the farther town."""
    flight = route(
        Mode.FLIGHT, "a_air", "b_air", draw(MINUTES), 300, id="flight", fare=Fare(draw(st.integers(1, 9)) * 100),
        services=(times("09:30 16:00", origin="a_air"), times("11:00 18:00", origin="b_air")), be_there=(be_there(40),),
    )  # fmt: skip
    bus = route(Mode.BUS, "b_air", "b", 30, 15, id="bus", services=(times("08:00 11:00 14:00 17:00 19:00"),))
    places = [
        location("a", "A", bed=900),
        location("a_air", "A airport", hire="A"),
        location("b_air", "B airport", hire="B"),
        location("b", "B", bed=800),
    ]
    things = [activity(f"t{n}", f"Thing {n}", at, draw(MINUTES), draw(st.integers(3, 5))) for n, at in enumerate("ab")]
    return catalogue(places, [drive("a", "a_air", 20, 15), flight, bus, drive("b_air", "b", draw(MINUTES), 15)], things)


def every_plan(problem: Problem) -> Iterator[Plan]:
    """Each way to order stops, none twice, and to choose beds that keeps to the clock; many break other rules."""
    world, request = problem.world, problem.world.request
    beds = problem.beds[: problem.start]

    def fitting(number: int, wakes: Bed, sleeps: Bed) -> list[tuple[Choice, ...]]:
        orders = [order for size in range(len(problem.choices) + 1) for order in permutations(problem.choices, size)]
        once = [order for order in orders if len({choice.activity for choice in order}) == len(order)]
        return [order for order in once if world.walk(world.days[number], wakes, order, sleeps) is not None]

    for nights in product(beds, repeat=request.days - 1):
        for end in world.ends():
            stands = (world.start, *nights, end)
            for days in product(*(fitting(n, *stands[n : n + 2]) for n in range(request.days))):
                done = [choice.activity for day in days for choice in day]
                if len(set(done)) < len(done):
                    continue
                itinerary = problem.itinerary((), (), problem.ends[0])
                yield schedule(replace(itinerary, days=days, nights=nights, end=end), world, Quality(0, 0, proved=False))


def best_of_all(problem: Problem) -> float | None:
    plans = every_plan(problem)
    return max((points(plan) for plan in plans if check(plan, problem.world.catalogue) == ()), default=None)


def points(plan: Plan) -> float:
    return sum(line.points for line in plan.score)


def solved(problem: Problem, solution: Solution) -> Plan:
    quality = Quality(solution.value.score / UNITS, solution.bound / UNITS, proved=solution.proved)
    return schedule(problem.itinerary(*solution.trip), problem.world, quality)


def agree(world: Catalogue, request: Request) -> None:
    """Whether listing finds the best of all plans, and the search one that is right, no better and below its bound."""
    problem = Problem.of(world, request)
    best = best_of_all(problem)
    if best is None:
        for effort in (LISTED, SEARCHED):
            with pytest.raises(NoTripError):
                solve(problem, effort)
        return
    listed = solve(problem, LISTED)
    assert listed.proved
    assert points(solved(problem, listed)) == pytest.approx(listed.value.score / UNITS, abs=0.05) == best
    try:
        searched = solve(problem, SEARCHED)
    except NoTripError:
        assert request.budget is not None  # the search knows no cheapest trip, only a cheap one
        return
    assert check(solved(problem, searched), world) == ()
    assert searched.value.score <= listed.value.score <= searched.bound


few = settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
many = settings(few, max_examples=60)


@pytest.mark.parametrize("constraint", CONSTRAINTS)
@given(data=st.data())
@few
def test_nothing_beats_what_is_listed(constraint: str, data: st.DataObject) -> None:
    agree(data.draw(small_worlds(constraint)), fjord_request(**{"start": "a", "end": "a", **ASKED.get(constraint, {})}))


@given(far_worlds(), st.sampled_from(["a", "b", "b_air"]))
@few
def test_nothing_beats_what_is_listed_where_one_flies_and_hires_again(world: Catalogue, end: str) -> None:
    agree(world, fjord_request(start="a", end=end))


@pytest.mark.slow
@pytest.mark.parametrize("constraint", CONSTRAINTS)
@given(data=st.data())
@many
def test_nothing_beats_what_is_listed_in_many_worlds(constraint: str, data: st.DataObject) -> None:
    agree(data.draw(small_worlds(constraint)), fjord_request(**{"start": "a", "end": "a", **ASKED.get(constraint, {})}))


@pytest.mark.slow
@given(far_worlds(), st.sampled_from(["a", "b", "b_air"]))
@many
def test_nothing_beats_what_is_listed_in_many_worlds_where_one_flies(world: Catalogue, end: str) -> None:
    agree(world, fjord_request(start="a", end=end))


def test_a_world_with_too_much_to_list_is_given_up() -> None:
    with pytest.raises(TooLarge):
        Lister(Problem.of(fjord(), fjord_request()), 10).best()


def test_more_groups_than_can_be_listed_are_not_begun_with() -> None:
    things = [activity(f"t{n}", f"Thing {n}", "a", 30) for n in range(15)]
    world = catalogue([location("a", "A", bed=900)], [], things)
    lister = Lister(Problem.of(world, fjord_request(start="a", end="a", car=CarChoice.NONE)), 10**9)
    with pytest.raises(TooLarge):
        lister.best()
    assert lister.work == 0


def test_the_search_is_not_called_the_best_without_a_proof() -> None:
    searched = solve(Problem.of(fjord(), fjord_request()), SEARCHED)
    assert searched.proved == (searched.bound == searched.value.score)


TELL = """
from worlds import fjord, fjord_request
from mi_trip.problem import Problem
from mi_trip.solver.search import NORMAL, solve
from dataclasses import replace
solution = solve(Problem.of(fjord(), fjord_request(days=3)), replace(NORMAL, listed=0), seed=7)
print(solution.trip, solution.value)
"""


def test_the_same_seed_gives_the_same_trip_whatever_the_hash_seed() -> None:
    told = set()
    for hash_seed in ("0", "1", "4711"):
        done = subprocess.run(
            [sys.executable, "-c", TELL],
            capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)},  # noqa: E501
        )  # fmt: skip
        told.add(done.stdout)
    assert len(told) == 1
