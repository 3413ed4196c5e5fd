"""The worlds of the benchmark: made from a seed round a trip that is known to be the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.generated.files import planted_trip, request_of, write
from benchmarks.generated.world import VISITS, ceiling, world_of
from mi_trip.catalogue import load_catalogue
from mi_trip.planner import plan_trip
from mi_trip.problem import Problem
from mi_trip.score import UNITS
from mi_trip.solver.bound import upper_bound
from mi_trip.solver.completion import Completion
from mi_trip.solver.search import QUICK
from mi_trip.solver.trip import evaluate

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.generated.world import World
    from mi_trip.model.catalogue import Catalogue


@pytest.fixture(autouse=True)
def _keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MI_TRIP_CACHE", "")


def made(folder: Path, seed: int, days: int, activities: int) -> tuple[World, Catalogue]:
    world = world_of(seed, days, activities)
    write(world, folder)
    return world, load_catalogue(str(folder))


@pytest.mark.parametrize(("seed", "days", "activities"), [(seed, 1 + seed % 5, 12 + 9 * seed) for seed in range(1, 6)])
def test_the_planted_trip_is_worth_just_what_no_trip_can_pass(tmp_path: Path, seed: int, days: int, activities: int) -> None:
    world, catalogue = made(tmp_path, seed, days, activities)
    problem = Problem.of(catalogue, request_of(world, catalogue))
    value = evaluate(problem, planted_trip(world, problem))
    assert value is not None
    assert value.score / UNITS == pytest.approx(ceiling(world), abs=1e-6)
    assert upper_bound(problem, 0) >= value.score


def test_no_trip_that_is_found_scores_more_and_the_checker_agrees_with_it(tmp_path: Path) -> None:
    world, catalogue = made(tmp_path, 1, 3, 25)
    plan = plan_trip(catalogue, request_of(world, catalogue), effort=QUICK)
    assert plan.quality is not None
    assert plan.quality.score <= round(ceiling(world), 2) <= plan.quality.bound


def test_the_same_seed_makes_the_same_files_and_another_one_others(tmp_path: Path) -> None:
    for name, seed in (("one", 7), ("two", 7), ("three", 8)):
        write(world_of(seed, 2, 40), tmp_path / name)
    one, two, three = ({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("one", "two", "three"))
    assert one == two
    assert one["routes.yaml"] != three["routes.yaml"]


def test_a_world_has_what_it_is_asked_for(tmp_path: Path) -> None:
    world = world_of(3, 4, 120, locations=150, routes=400)
    assert (len(world.things), len(world.places), len(world.roads)) == (120, 150, 400)
    assert any(road.sails for road in world.roads)
    assert any(road.season is not None for road in world.roads)
    assert any(road.open != "24/7" for road in world.roads)


def test_days_need_their_planted_visits() -> None:
    with pytest.raises(ValueError, match=f"3 days need {3 * VISITS} activities at least"):
        world_of(1, 3, 11)


def test_the_order_of_the_entries_tells_nothing(tmp_path: Path) -> None:
    world, catalogue = made(tmp_path, 2, 3, 60)
    problem = Problem.of(catalogue, request_of(world, catalogue))
    planted = [stop for day in planted_trip(world, problem).days for stop in day]
    assert planted != sorted(planted)
    assert max(planted) > 2 * len(planted)


class _BeginsAnew(Completion):
    """Forgets everything when a way is struck out, not only what it spoils."""

    def _strike_out(self, bare: tuple[int, int, int, int]) -> None:
        super()._strike_out(bare)
        self._worth.clear()
        self._best.clear()


@pytest.mark.parametrize("seed", [1, 2])
def test_striking_a_way_out_spoils_only_what_was_built_on_it(tmp_path: Path, seed: int) -> None:
    world, catalogue = made(tmp_path, seed, 4, 90)
    problem = Problem.of(catalogue, request_of(world, catalogue))
    assert Completion(problem).trip() == _BeginsAnew(problem).trip() is not None
