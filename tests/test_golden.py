"""Whole plans as people read them, kept to be looked at: `python tests/test_golden.py` writes them anew, and a person reads the change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mi_trip.catalogue import load_catalogue
from mi_trip.model.request import CarChoice, PaceName, Request
from mi_trip.planner import plan_trip
from mi_trip.render import render
from mi_trip.solver.search import QUICK

FOLDER = Path(__file__).parent / "golden"
REQUESTS = {
    "three-days-in-june": Request(date(2027, 6, 22), 3, "alesund", "alesund"),
    "a-winter-weekend": Request(date(2027, 1, 22), 3, "alesund", "alesund", pace=PaceName.RELAXED),
    "september-without-a-car": Request(date(2027, 9, 7), 3, "alesund", "alesund", car=CarChoice.NONE),
    "trollstigen-shut-in-2024": Request(date(2024, 7, 1), 2, "alesund", "andalsnes", car=CarChoice.OWN),
}


def road_book(name: str) -> str:
    world = load_catalogue()
    return render(plan_trip(world, REQUESTS[name], effort=QUICK), world, ".md")


@pytest.mark.parametrize("name", REQUESTS)
def test_the_road_book_is_the_one_that_was_read(name: str) -> None:
    assert road_book(name) == (FOLDER / f"{name}.md").read_text(encoding="utf-8")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in REQUESTS:
        (FOLDER / f"{each}.md").write_text(road_book(each), encoding="utf-8")
