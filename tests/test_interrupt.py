"""A search that is interrupted: what there is by then is a right plan, and it is said that it may not be the best."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from heapq import heappop
from typing import TYPE_CHECKING

import pytest

from cli_runner import runner
from mi_trip.catalogue import load_catalogue
from mi_trip.checker import check
from mi_trip.cli.progress import Progress
from mi_trip.model.request import Request
from mi_trip.planner import plan_trip
from mi_trip.score import points
from mi_trip.solver.search import QUICK
from mi_trip.solver.watch import Watch
from worlds import fjord, fjord_request

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli_runner import Result
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan

SEARCHED = replace(QUICK, listed=0, tries=12, times=(1.0,))  # the small world is not listed but searched
STOPPED = "stopped early: this is the best plan found so far\n"


class Impatient(Watch):
    """Interrupts at so many better trips, and wants what there is then, or does not."""

    def __init__(self, at: int, *, wants: bool = True) -> None:
        self.left, self.wants, self.score = at, wants, 0

    def better(self, score: int) -> None:
        self.score = score
        self.left -= 1
        if not self.left:
            raise KeyboardInterrupt

    def interrupted(self) -> bool:
        return self.wants


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue(None)


@pytest.mark.parametrize("at", [1, 2, 4, 6])
def test_what_is_known_when_it_is_interrupted_is_a_right_plan(shipped: Catalogue, at: int) -> None:
    watch = Impatient(at)
    request = Request(date(2027, 6, 22), 3, shipped.start, shipped.end)
    plan = plan_trip(shipped, request, effort=QUICK, watch=watch)
    assert check(plan, shipped) == ()
    assert (plan.quality.score, plan.quality.bound, plan.quality.proved) == (points(watch.score), math.inf, False)


def test_what_is_known_when_the_proof_is_interrupted_is_a_right_plan_below_the_bound_there_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mi_trip.solver.search.prove", interrupted)
    world = fjord()
    plan = plan_trip(world, fjord_request(), effort=replace(SEARCHED, proof=10**9, routes=1000), watch=Impatient(-1))
    assert check(plan, world) == ()
    assert plan.quality.score < plan.quality.bound < math.inf
    assert not plan.quality.proved


def test_who_does_not_want_what_there_is_gets_the_interrupt() -> None:
    with pytest.raises(KeyboardInterrupt):
        plan_trip(fjord(), fjord_request(), effort=SEARCHED, watch=Impatient(2, wants=False))


@pytest.mark.parametrize("at", [100, 400, 700])
def test_what_was_known_by_half_of_the_ways_does_no_harm(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    world, left = fjord(), at

    def interrupted(heap: list[object]) -> object:
        nonlocal left
        left -= 1
        if not left:
            raise KeyboardInterrupt
        return heappop(heap)

    monkeypatch.setattr("mi_trip.travel.network.heappop", interrupted)
    try:
        plan = plan_trip(world, fjord_request(), effort=SEARCHED, watch=Impatient(-1))
    except KeyboardInterrupt:  # there was no plan yet
        return
    assert check(plan, world) == ()


# -- on the command line -----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """Over the fjord, searched and not listed, and interrupted at the second better trip."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mi_trip.solver.search.EFFORTS", {"normal": SEARCHED})
    interrupt(monkeypatch, 2)
    return runner(monkeypatch, fjord())


def interrupt(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    better = Progress.better

    def told(self: Progress, score: int, left: list[int] = [at]) -> None:  # noqa: B006 - counts from call to call
        better(self, score)
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt

    monkeypatch.setattr(Progress, "better", told)


def test_the_plan_is_printed_and_the_exit_code_is_that_of_an_interrupt(run: Callable[..., Result]) -> None:
    done = run("plan", "--days", "2")
    assert (done.code, done.err) == (130, STOPPED)
    assert "was not worked out" in done.out.splitlines()[-1]


def test_it_is_written_where_it_is_to_be_written(run: Callable[..., Result], tmp_path: Path) -> None:
    done = run("plan", "--days", "2", "-o", "trip.json")
    assert (done.code, done.out, done.err) == (130, "", f"wrote trip.json\n{STOPPED}")
    quality = json.loads((tmp_path / "trip.json").read_text("utf-8"))["quality"]
    assert (quality["bound"], quality["gap"], quality["proved"]) == (None, None, False)


def test_before_there_is_any_plan_nothing_is_printed(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    def too_early(*_: object, **__: object) -> Plan:
        raise KeyboardInterrupt

    monkeypatch.setattr("mi_trip.planner.plan_trip", too_early)
    done = run("plan")
    assert (done.code, done.out, done.err) == (130, "", "")


def test_a_question_that_takes_many_searches_ends_with_the_interrupt(run: Callable[..., Result]) -> None:
    done = run("why", "museum", "--days", "2")
    assert (done.code, done.out, done.err) == (130, "", "")
