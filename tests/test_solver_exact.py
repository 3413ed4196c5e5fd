"""Listing: when it is given up, and what is found without it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from mi_trip.model.request import CarChoice
from mi_trip.problem import Problem
from mi_trip.solver.exact import Lister, TooLarge
from mi_trip.solver.search import QUICK, solve
from worlds import activity, catalogue, fjord, fjord_request, location

SEARCHED = replace(QUICK, listed=0, tries=12, times=(1.0,))


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
solution = solve(Problem.of(fjord(), fjord_request(days=2)), replace(NORMAL, listed=0), seed=7)
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
