"""The benchmark on public instances: its reader, its checker, and the solver on instances small enough to know the answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mi_trip.solver.search import EFFORTS, solve
from mi_trip.solver.steady import is_steady
from public_instances.checking import Answer, mistakes, score
from public_instances.plane import answer_of, problem_of
from public_instances.reading import read_ophs, read_toptw

LITTLE = replace(EFFORTS["quick"], listed=0, steady=300_000)

# A street from x = -1 to 7 with hotels at -1, 7 and 3; 2 off the street is too far.
STREET = """\
7 1 2
8
4 4

-1 0 0
7 0 0
3 0 0
0 0 5
2 0 10
4 0 10
6 0 5
3 2 100
---------
"""

# One is shut at noon, one opens in the evening.
WINDOWS = """\
4 1 3 1
0 40
0 0.00 0.00 0.00 0.00 0 0 0 40
1 3.00 0.00 2.00 7.00 1 1 1 0 4
2 6.00 0.00 2.00 7.00 1 1 1 20 25
3 20.00 9.00 2.00 50.00 1 1 1 0 40
"""


def test_hotels_come_before_places_in_a_file():
    street = read_ophs(STREET, "street")
    assert [(hotel.x, hotel.y) for hotel in street.hotels] == [(-1, 0), (7, 0), (3, 0)]
    assert [place.score for place in street.places] == [5, 10, 10, 5, 100]
    assert street.limits == (4, 4)


def test_a_file_that_lacks_a_line_is_not_read():
    with pytest.raises(ValueError, match="street: 7 places instead of 8"):
        read_ophs(STREET.replace("0 0 5\n", ""), "street")


def test_windows_are_read_and_the_depot_is_start_and_end():
    town = read_toptw(WINDOWS, "town", 1)
    assert town.end == 0
    assert town.limits == (40,)
    assert [(place.opens, place.closes, place.service) for place in town.places] == [(0, 4, 2), (20, 25, 2), (0, 40, 2)]


def test_the_checker_tells_what_is_wrong():
    street, town = read_ophs(STREET, "street"), read_toptw(WINDOWS, "town", 1)
    assert mistakes(street, Answer(((0, 1), (2, 3)), (2,))) == []
    assert mistakes(street, Answer(((0, 1), (1,)), (2,))) == ["place 1 is seen 2 times", "day 2: over at 6.0000 instead of 4.0000"]
    assert mistakes(street, Answer(((0, 1, 2), (3,)), (2,))) == ["day 1: over at 6.0000 instead of 4.0000"]
    assert mistakes(street, Answer(((0, 1),), ())) == [
        "1 days and 0 nights instead of 2 days",
        "day 1: over at 8.0000 instead of 4.0000",
    ]
    assert mistakes(town, Answer(((1, 0),), ())) == ["day 1: place 0 is shut from 4 on, reached at 25.000"]


def test_the_solver_sleeps_where_the_street_is_cut():
    street = read_ophs(STREET, "street")
    problem = problem_of(street)
    assert is_steady(problem)
    answer = answer_of(solve(problem, LITTLE).trip)
    assert answer == Answer(((0, 1), (2, 3)), (2,))
    assert mistakes(street, answer) == []
    assert score(street, answer) == 30


def test_the_solver_waits_for_a_window():
    town = read_toptw(WINDOWS, "town", 1)
    solution = solve(problem_of(town), LITTLE)
    assert answer_of(solution.trip) == Answer(((0, 1),), ())
    assert solution.bound >= solution.value.score


def test_the_same_seed_gives_the_same_trip():
    town = read_toptw(WINDOWS, "town", 2)
    assert solve(problem_of(town), LITTLE, seed=3).trip == solve(problem_of(town), LITTLE, seed=3).trip


@pytest.mark.parametrize("change", [{"visits": 1}, {"demands": 1}, {"budget": 1000}], ids=["visits", "demands", "budget"])
def test_what_the_sums_cannot_say_is_left_to_the_exact_search(change: dict[str, int]):
    assert not is_steady(replace(problem_of(read_ophs(STREET, "street")), **change))
