"""``mi-trip map``, ``plan --map`` and ``show PLACE --map``: trips and places drawn in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

import worlds
from cli_runner import runner
from mi_trip.render import render, render_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli_runner import Result

WORLD = worlds.fjord()
PLAN = worlds.plan_of(WORLD)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trip.json").write_text(render(PLAN, WORLD, ".json"), encoding="utf-8")
    return runner(monkeypatch, WORLD)


def braille(text: str) -> int:
    """How many characters of the text are braille with a dot."""
    return sum("\u2801" <= char <= "\u28ff" for char in text)


def test_a_trip_is_drawn_as_wide_as_the_terminal(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in (80, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        drawn = run("map", "trip.json")
        assert (drawn.code, drawn.err) == (0, "")
        assert columns * 0.9 <= max(map(cell_len, drawn.out.splitlines())) <= columns
        assert braille(drawn.out) > columns


def test_the_days_are_listed_below_with_their_driving(run: Callable[..., Result]) -> None:
    assert run("map", "trip.json").out.splitlines()[-2:] == [
        " 1 ── Vik → Lien · driving 50 min, 43 km",
        " 2 ── Lien → Vik · driving 1 h 25, 73 km",
    ]


def test_a_pipe_and_no_colour_get_no_escapes(run: Callable[..., Result]) -> None:
    assert "\x1b" not in run("map", "trip.json").out
    assert "\x1b" not in run("map", "trip.json", "--color", "never", terminal=True).out
    assert "\x1b" in run("map", "trip.json", terminal=True).out


def test_one_day_is_drawn_alone(run: Callable[..., Result]) -> None:
    assert len({run("map", "trip.json", *day).out for day in ((), ("--day", "1"), ("--day", "2"))}) == 3
    refused = run("map", "trip.json", "--day", "3")
    assert (refused.code, refused.out, refused.err) == (2, "", "error: --day 3: the trip has 2 days\n")


def test_a_map_is_written_as_a_picture(run: Callable[..., Result], tmp_path: Path) -> None:
    assert run("map", "trip.json", "-o", "trip.svg").err == "wrote trip.svg\n"
    assert (tmp_path / "trip.svg").read_bytes() == render_file(PLAN, WORLD, ".svg")
    assert ElementTree.parse(tmp_path / "trip.svg").getroot().tag == "{http://www.w3.org/2000/svg}svg"
    assert run("map", "trip.json", "--day", "2", "-o", "day.svg").code == 0
    assert (tmp_path / "day.svg").read_bytes() != (tmp_path / "trip.svg").read_bytes()


def test_a_picture_is_printed_where_one_asks_for_it(run: Callable[..., Result], tmp_path: Path) -> None:
    picture = render_file(PLAN, WORLD, ".svg").decode()
    for words in (("--format", "svg"), ("--format", "SVG", "-o", "-")):
        assert run("map", "trip.json", *words).out == picture
    assert run("map", "trip.json", "--format", "svg", "-o", "picture").err == "wrote picture\n"
    assert (tmp_path / "picture").read_bytes() == picture.encode()


@pytest.mark.parametrize(("name", "elsewhere"), [("day.pdf", "; `mi-trip export` writes .pdf"), ("day.png", ""), ("day", "")])
def test_a_picture_has_one_format(run: Callable[..., Result], name: str, elsewhere: str) -> None:
    refused = run("map", "trip.json", "-o", name)
    assert (refused.code, refused.err) == (2, f"error: -o {name}: a map is written as .svg{elsewhere}\n")
    refused = run("map", "trip.json", "--format", "png")
    assert (refused.code, refused.err) == (2, "error: --format: expected svg, not 'png'\n")


def test_a_plan_is_drawn_below_its_table(run: Callable[..., Result]) -> None:
    request = ("plan", "--days", "2", "--from", "Byen", "--effort", "quick")
    bare, drawn = run(*request).out, run(*request, "--map").out
    assert drawn.startswith(bare)
    assert braille(drawn.removeprefix(bare)) > 80


@pytest.mark.parametrize("name", ["Vik", "Fjord", "The Film", "kayak", "crossing", "pass"])
def test_a_place_is_drawn_below_what_is_told_of_it(run: Callable[..., Result], name: str) -> None:
    bare, drawn = run("show", name), run("show", name, "--map")
    assert (bare.code, drawn.code) == (0, 0)
    assert drawn.out.startswith(bare.out.rstrip("\n"))
    assert braille(drawn.out.removeprefix(bare.out)) > 80
    refused = run("show", name, "--map", "--json")
    assert (refused.code, refused.out) == (2, "")


def test_a_trip_that_is_shown_tells_what_opens_its_days_elsewhere(run: Callable[..., Result]) -> None:
    piped = run("show", "trip.json").out
    record = "on a map\tday 1\tPlaces\tVestkai\tgeo:62.30000,7.00000\thttps://www.openstreetmap.org/?mlat=62.30000&mlon=7.00000&zoom=15"
    assert record in piped.splitlines()
    assert all("\t" in line for line in piped.splitlines()), "a record a line"
    shown = run("show", "trip.json", "--color", "always").out
    assert shown.index("On a map") > shown.index("How good")
    assert "  Vik, geo:62.30000,7.00000\n      https://www.openstreetmap.org/?mlat=62.30000&mlon=7.00000&zoom=15\n" in shown
