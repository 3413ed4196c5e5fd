"""No trip scores more than the bound: not the best of a small world, not any other, and none of the shipped catalogue's."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mi_trip.catalogue import load_catalogue
from mi_trip.model.activity import Difficulty
from mi_trip.model.money import Fare, Price
from mi_trip.model.request import CarChoice, FixedNight, PaceName, Request, Wish
from mi_trip.model.route import Mode
from mi_trip.problem import Problem
from mi_trip.score import UNITS
from mi_trip.solver.bound import upper_bound
from mi_trip.solver.exact import Lister
from mi_trip.solver.search import NORMAL, QUICK, Effort, solve
from mi_trip.solver.trip import Trip, evaluate
from worlds import activity, be_there, catalogue, drive, ferry, fjord, fjord_request, journey, location, route, times

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue

NOTHING_FOUND = -(10**12)  # a score so low that the bound is the relaxation's own
MINUTES = st.integers(1, 30).map(lambda fives: 5 * fives)
DATES = ("2027-06-22", "2027-09-14", "2027-01-20")  # summer, the last weeks of the season, winter
ASKED: dict[str, dict[str, Any]] = {
    "nothing": {},
    "an own car": {"car": CarChoice.OWN},
    "no car": {"car": CarChoice.NONE},
    "rest": {"pace": PaceName.RELAXED},
    "a budget": {"budget": 6500},
    "a demand": {"must": (Wish("the crossing", routes=("crossing",)),)},
    "a night": {"nights": (FixedNight("C", 1, ("c",)),)},
    "late and early hours": {"arrive": time(11, 45), "depart": time(13, 0)},
    "the farther end": {"end": "c"},
}


@st.composite
def small_worlds(draw: st.DrawFn) -> Catalogue:
    """Three places with beds or without, a ferry worth taking, a train with lunch on board, and things to do of many kinds."""
    crossing = ferry("a", "c", draw(MINUTES), 9, id="crossing", out="08:00 11:00 15:00", back="09:30 13:00 17:00", be_there=(be_there(20),))
    train = route(
        Mode.TRAIN, "a", "b", draw(MINUTES), 60, id="train", services=(times("09:00 11:30 16:00"),), lunch_inside=True, fare=Fare(100),
    )  # fmt: skip
    kinds: list[dict[str, Any]] = [
        {},
        {"lunch_inside": True},
        {"open": "09:00-12:00"},
        {"starts": "10:00 14:30", "be_there": (be_there(15),)},
        {"one_of": "pair", "price": Price(900)},
        {"difficulty": Difficulty.HARD, "one_of": "pair"},
    ]
    things = [
        activity(
            f"t{n}", f"Thing {n}", draw(st.sampled_from("abc")), draw(MINUTES), draw(st.integers(1, 5)), **draw(st.sampled_from(kinds))
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    beds = [
        location("a", "A", bed=900, hire="A"),
        location("b", "B", bed=draw(st.sampled_from([None, 700])), hire="B"),
        location("c", "C", bed=1100),
    ]
    roads = [drive("a", "b", draw(MINUTES), 30), drive("b", "c", draw(MINUTES), 30, foot=True, toll=Price(group=50))]
    return catalogue(beds, [*roads, crossing, train], [*things, journey("cruise", "Crossing", (crossing,), 3)])


def problem_of(world: Catalogue, asked: str, days: int) -> Problem:
    changes = dict(ASKED[asked])
    if days == 1:
        changes.pop("nights", None)
    return Problem.of(world, Request(**{"first_day": date(2027, 6, 15), "days": days, "start": "a", "end": "a", **changes}))


@pytest.mark.parametrize("asked", ASKED)
@settings(max_examples=10)
@given(world=small_worlds(), days=st.integers(1, 3))
def test_the_best_of_a_small_world_does_not_pass_the_bound(asked: str, world: Catalogue, days: int) -> None:
    problem = problem_of(world, asked, days)
    best = Lister(problem, 100_000).best()
    bound = upper_bound(problem, NOTHING_FOUND)
    assert best is None or best[1].met < problem.demands.bit_count() or best[1].score <= bound


@pytest.mark.parametrize("car", CarChoice)
@pytest.mark.parametrize("days", [1, 2, 4])
def test_no_trip_on_the_fjord_passes_the_bound(car: CarChoice, days: int) -> None:
    problem = Problem.of(fjord(), fjord_request(days=days, car=car))
    bound = upper_bound(problem, NOTHING_FOUND)
    luck = random.Random(1)  # noqa: S311 - no secret
    scores = []
    for _ in range(3000):
        stops = [stop for stop in range(len(problem.stops)) if luck.random() < 0.3]
        luck.shuffle(stops)
        on = [luck.randrange(days) for _ in stops]
        nights = tuple(luck.choice([bed for bed, cost in enumerate(row) if cost is not None]) for row in problem.bed_costs)
        by_day = tuple(tuple(stop for stop, day in zip(stops, on, strict=True) if day == number) for number in range(days))
        value = evaluate(problem, Trip(by_day, nights, luck.choice(problem.ends)))
        if value is not None:
            scores.append(value.score)
    assert scores
    assert max(scores) <= bound


def test_the_bound_is_never_below_what_was_found() -> None:
    problem = Problem.of(fjord(), fjord_request())
    assert upper_bound(problem, 500 * UNITS) == 500 * UNITS


def test_more_rounds_of_cuts_never_raise_the_bound() -> None:
    problem = Problem.of(fjord(), fjord_request(days=4))
    bounds = [upper_bound(problem, NOTHING_FOUND, rounds=rounds) for rounds in (0, 1, 2, 8)]
    assert bounds == sorted(bounds, reverse=True)


def test_the_same_problem_has_the_same_bound() -> None:
    assert len({upper_bound(Problem.of(fjord(), fjord_request(days=4)), NOTHING_FOUND) for _ in range(3)}) == 1


def test_a_place_too_far_for_a_day_adds_nothing_to_the_bound() -> None:
    """There and back takes longer than the day, and nobody can sleep there."""
    near, far = location("a", "A", bed=900), location("far", "Far")
    things = [activity("here", "Here", "a", 60, 3), activity("there", "There", "far", 60, 5)]
    world = catalogue([near, far], [drive("a", "far", 320, 300)], things)
    request = Request(date(2027, 6, 15), 2, "a", "a", car=CarChoice.OWN, pace=PaceName.PACKED)
    without = Problem.of(replace(world, activities={"here": things[0]}), request)
    assert upper_bound(Problem.of(world, request), NOTHING_FOUND) == upper_bound(without, NOTHING_FOUND)


def test_where_everything_fits_the_bound_is_the_best_score() -> None:
    """Two things at the place where the trip starts, ends and sleeps: nothing is on the way, nothing is left out."""
    things = [activity("one", "One", "a", 60, 3), activity("two", "Two", "a", 60, 4)]
    world = catalogue([location("a", "A", bed=900)], [], things)
    problem = Problem.of(world, Request(date(2027, 6, 15), 2, "a", "a", car=CarChoice.OWN))
    best = Lister(problem, 10_000).best()
    assert best is not None
    assert upper_bound(problem, NOTHING_FOUND) == pytest.approx(best[1].score, rel=1e-5)


FULL: dict[str, tuple[list[dict[str, Any]], dict[str, Any]]] = {
    "with lunch between": ([{"minutes": 300}, {"minutes": 315}], {}),
    "with lunch inside one": ([{"minutes": 600, "lunch_inside": True}, {"minutes": 60}], {}),
    "and over before lunch is asked for": ([{"minutes": 200}, {"minutes": 130}], {"depart": time(14, 0)}),
    "begun after lunch": ([{"minutes": 200}, {"minutes": 250}], {"arrive": time(12, 0)}),
    "with time to be there early": ([{"minutes": 300, "be_there": (be_there(40),)}, {"minutes": 275}], {}),
}


@pytest.mark.parametrize("day", FULL)
def test_a_day_full_to_the_minute_reaches_the_bound(day: str) -> None:
    """One minute less in the relaxation, and the bound would be wrong."""
    things, asked = FULL[day]
    done = [activity(f"t{n}", f"T{n}", "a", **{"rating": 5, **thing}) for n, thing in enumerate(things)]
    world = catalogue([location("a", "A")], [], done)
    problem = Problem.of(world, Request(date(2027, 6, 15), 1, "a", "a", car=CarChoice.OWN, **asked))
    best = Lister(problem, 10_000).best()
    assert best is not None
    assert len(best[0].days[0]) == 2
    assert best[1].score <= upper_bound(problem, NOTHING_FOUND) <= best[1].score * 1.00001


def test_lunch_on_board_leaves_the_whole_day() -> None:
    """The train takes four hours with lunch, and what is done at its end the rest of the day."""
    train = route(Mode.TRAIN, "a", "b", 240, 200, id="train", services=(times("08:30"),), lunch_inside=True)
    world = catalogue([location("a", "A"), location("b", "B")], [train], [activity("there", "There", "b", 420, 5)])
    problem = Problem.of(world, Request(date(2027, 6, 15), 1, "a", "b", car=CarChoice.NONE))
    best = Lister(problem, 10_000).best()
    assert best is not None
    assert best[0].days != ((),)
    assert best[1].score <= upper_bound(problem, NOTHING_FOUND) <= best[1].score * 1.00001


def test_each_night_pays_its_bed_and_the_hired_car() -> None:
    """Nothing is on the way: the trip gives the thing's points, less two nights at 900 and less than three days of hire at 1000."""
    world = catalogue([location("a", "A", bed=900, hire="A")], [], [activity("one", "One", "a", 60, 5)])
    problem = Problem.of(world, Request(date(2027, 6, 15), 3, "a", "a"))
    gives = max(value for row in problem.values for value in row if value is not None)
    assert upper_bound(problem, NOTHING_FOUND) == pytest.approx(gives - problem.money * 2 * (900 + 1000), rel=1e-5)


def assert_bounded(day: str, days: int, effort: Effort) -> None:
    world = load_catalogue()
    problem = Problem.of(world, Request(date.fromisoformat(day), days, world.start, world.end))
    assert solve(problem, effort).value.score <= upper_bound(problem, NOTHING_FOUND)


@pytest.mark.parametrize("day", DATES)
def test_a_quick_trip_through_the_shipped_catalogue_does_not_pass_the_bound(day: str) -> None:
    assert_bounded(day, 3, QUICK)


@pytest.mark.slow
@pytest.mark.parametrize("days", [3, 6])
@pytest.mark.parametrize("day", DATES)
def test_the_best_known_trip_through_the_shipped_catalogue_does_not_pass_the_bound(day: str, days: int) -> None:
    assert_bounded(day, days, NORMAL)
