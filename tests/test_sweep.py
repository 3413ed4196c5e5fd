"""Many requests planned: each once, the same on one core and on several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.solver.search import QUICK
from mi_trip.sweep import Sweep, planning
from test_why import WORLD, request

if TYPE_CHECKING:
    import pytest

ASKED = [request(days=days) for days in (1, 2, 3)]


def test_several_cores_find_the_same_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "WORTH", 0)
    with Sweep(WORLD, QUICK) as alone:
        one = {tried.request: tried for tried in alone.plan(ASKED)}
    with Sweep(WORLD, QUICK, cores=2) as sweep:
        assert {tried.request: tried for tried in sweep.plan(ASKED)} == one
        assert sweep._pool is not None


def test_where_there_can_be_no_other_processes_one_does_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(planning, "WORTH", 0)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refused)
    with Sweep(WORLD, QUICK, cores=2) as sweep:
        assert [tried.request for tried in sweep.plan(ASKED)] == ASKED


def test_nothing_is_planned_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    with Sweep(WORLD, QUICK) as sweep:
        first = list(sweep.plan([ASKED[0], ASKED[0]]))
        monkeypatch.setattr(planning, "plan_of", None)
        assert len(first) == 1
        assert next(sweep.plan(ASKED[:1])) is first[0]
