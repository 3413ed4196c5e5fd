"""``mi-trip export``: a saved plan in another format, if it still holds."""

from __future__ import annotations

import errno
import io
import json
import sys
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest

import worlds
from cli_runner import runner
from mi_trip.catalogue import load_catalogue
from mi_trip.errors import FileError
from mi_trip.model.plan import Visit
from mi_trip.model.request import FixedNight
from mi_trip.planner import plan_trip
from mi_trip.render import SUFFIXES, render, render_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli_runner import Result
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Event, Plan

WORLD = worlds.fjord()
PLAN = worlds.plan_of(WORLD)
JSON, MARKDOWN = render(PLAN, WORLD, ".json"), render(PLAN, WORLD, ".md")


@cache
def planned() -> Plan:
    return plan_trip(WORLD, worlds.fjord_request())


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trip.json").write_text(JSON, encoding="utf-8")
    return runner(monkeypatch, WORLD)


def test_without_a_target_it_prints_markdown(run: Callable[..., Result]) -> None:
    done = run("export", "trip.json")
    assert (done.code, done.out, done.err) == (0, MARKDOWN, "")


def test_the_suffix_chooses_the_format(run: Callable[..., Result], tmp_path: Path) -> None:
    done = run("export", "trip.json", "-o", "trip.md")
    assert (done.code, done.out, done.err) == (0, "", "wrote trip.md\n")
    assert (tmp_path / "trip.md").read_text(encoding="utf-8") == MARKDOWN


def test_only_a_calendar_is_written_on_from_what_was_there(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("trip.md", "trip.ics"):
        (tmp_path / name).write_text("mine", encoding="utf-8")

    def locked(_path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", locked)
    assert run("export", "trip.json", "-o", "trip.md", "--force").err == "wrote trip.md\n"
    assert run("export", "trip.json", "-o", "trip.ics", "--force").err == "error: trip.ics: cannot be read: permission denied\n"


def test_json_comes_out_as_it_went_in(run: Callable[..., Result]) -> None:
    assert run("export", "trip.json", "--json").out == run("export", "trip.json", "--format", "json").out == JSON


def test_a_dash_reads_stdin(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(JSON.encode())))
    assert run("export", "-").out == MARKDOWN


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema_version": 9}', JSON[: len(JSON) // 2]])
def test_what_is_no_plan_is_refused(run: Callable[..., Result], tmp_path: Path, text: str) -> None:
    (tmp_path / "trip.json").write_text(text, encoding="utf-8")
    refused = run("export", "trip.json", "-o", "trip.md")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith(("error: trip.json: ", "trip.json:1:1: "))  # JSON without keys is no plan, and no itinerary either
    assert not (tmp_path / "trip.md").exists()


def test_a_plan_that_does_not_hold_any_more_is_not_exported(run: Callable[..., Result], tmp_path: Path) -> None:
    request = replace(PLAN.request, nights=(FixedNight("Vik", 1, ("vik",)),))
    (tmp_path / "trip.json").write_text(render(replace(PLAN, request=request), WORLD, ".json"), encoding="utf-8")
    refused = run("export", "trip.json", "-o", "trip.md")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.splitlines()[-1] == "error: trip.json: this plan does not hold any more, and is not exported: plan it again"
    assert not (tmp_path / "trip.md").exists()
    told = json.loads(run("export", "trip.json", "--json").err)["error"]
    assert (told["code"], told["exit_code"], {one["day"] for one in told["details"]}) == ("unsound-plan", 1, {1})


def test_a_catalogue_that_is_not_found_is_asked_for(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    def load(where: str | None = None) -> Catalogue:
        if where == "fjord":
            raise FileError("fjord", "no such folder, and no shipped catalogue is called so; did you mean fjords?")
        return WORLD

    monkeypatch.setattr("mi_trip.catalogue.load_catalogue", load)
    assert run("export", "trip.json").err == (
        "error: trip.json: is of the catalogue 'fjord', which is not a shipped one (did you mean fjords?): "
        "say where it lies with --catalogue\n"
    )
    assert run("export", "trip.json", "--catalogue", "here").out == MARKDOWN


def test_a_departure_that_was_moved_by_hand_is_found(run: Callable[..., Result], tmp_path: Path) -> None:
    moved = PLAN.days[1].events[0]
    assert moved.end - moved.start > timedelta(0)
    (tmp_path / "trip.json").write_text(JSON.replace("T13:00:00", "T13:05:00"), encoding="utf-8")
    assert run("export", "trip.json").code == 1


# -- itinerary files -----------------------------------------------------------------------------------------------------------------


def test_an_itinerary_file_is_exported_with_its_title(run: Callable[..., Result], tmp_path: Path) -> None:
    plan = replace(planned(), title="Two days in the fjord")
    (tmp_path / "trip.yaml").write_text(render(plan, WORLD, ".yaml"), "utf-8")
    assert run("export", "trip.yaml").out == render(plan, WORLD, ".md")
    assert run("export", "trip.yaml", "--json").out == render(plan, WORLD, ".json")
    assert run("export", "trip.yaml", "-o", "again.yaml").err == "wrote again.yaml\n"
    assert (tmp_path / "again.yaml").read_bytes() == (tmp_path / "trip.yaml").read_bytes()


def test_an_itinerary_that_does_not_hold_is_not_exported(run: Callable[..., Result], tmp_path: Path) -> None:
    text = render(planned(), WORLD, ".yaml").replace("night: lien ", "night: byen ")
    (tmp_path / "trip.yaml").write_text(text, "utf-8")
    refused = run("export", "trip.yaml", "-o", "trip.md")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.splitlines()[-1] == "error: trip.yaml: this trip does not hold, and is not exported: `mi-trip check` tells more"
    assert all(line.startswith("trip.yaml:") for line in refused.err.splitlines()[:-1])
    assert not (tmp_path / "trip.md").exists()
    told = json.loads(run("export", "trip.yaml", "--json").err)["error"]
    assert (told["code"], told["exit_code"]) == ("unsound-plan", 1)
    assert told["details"]


def test_a_ready_made_itinerary_is_exported_by_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    run = runner(monkeypatch, load_catalogue())
    assert run("export", "film-weekend").out.startswith("# A film weekend in the tracks of Dead Reckoning\n")
    assert run("export", "film-weekend", "-o", "mine.yaml").err == "wrote mine.yaml\n"
    assert run("diff", "film-weekend", "mine.yaml").code == 0
    assert run("export", "filmweekend").err == ("error: filmweekend: no such file; did you mean the ready-made itinerary film-weekend?\n")


# -- several outputs, and all of them ------------------------------------------------------------------------------------------------


def test_several_outputs_are_written_at_once(run: Callable[..., Result], tmp_path: Path) -> None:
    done = run("export", "trip.json", "-o", "trip.md", "-o", "trip.ics", "-o", "-")
    assert (done.code, done.out, done.err) == (0, MARKDOWN, "wrote trip.md\nwrote trip.ics\n")
    assert (tmp_path / "trip.md").read_text(encoding="utf-8") == MARKDOWN
    assert (tmp_path / "trip.ics").read_bytes() == render_file(PLAN, WORLD, ".ics")


def test_nothing_is_written_where_one_output_cannot_be(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "trip.ics").write_text("mine", encoding="utf-8")
    refused = run("export", "trip.json", "-o", "trip.md", "-o", "trip.ics")
    assert (refused.code, refused.err) == (2, "error: trip.ics exists: --force replaces it\n")
    assert not (tmp_path / "trip.md").exists()


def test_all_formats_go_into_a_folder(run: Callable[..., Result], tmp_path: Path) -> None:
    done = run("export", "trip.json", "--all", "out")
    assert done.code == 0, done.err
    assert done.out == ""
    names = {f"trip{suffix}" for suffix in SUFFIXES if suffix != ".yml"}
    assert {file.name for file in (tmp_path / "out").iterdir()} == names
    for name in sorted(names):
        assert (tmp_path / "out" / name).read_bytes() == render_file(PLAN, WORLD, name.removeprefix("trip")), name
    again = run("export", "trip.json", "--all", "out")
    assert (again.code, again.err) == (2, "error: out/trip.json exists: --force replaces it\n")


def test_all_formats_leave_the_file_that_is_read(run: Callable[..., Result], tmp_path: Path) -> None:
    before = (tmp_path / "trip.json").read_bytes() + b"\n\n"
    (tmp_path / "trip.json").write_bytes(before)
    (tmp_path / "trip.md").write_text("old", encoding="utf-8")
    done = run("export", "trip.json", "--all", ".", "--force")
    assert done.code == 0, done.err
    assert {"left out trip.json: that is the trip which is read", "wrote trip.md"} <= set(done.err.splitlines())
    assert (tmp_path / "trip.json").read_bytes() == before
    assert (tmp_path / "trip.md").read_text(encoding="utf-8") == MARKDOWN
    assert (tmp_path / "trip.yaml").exists()


def test_all_formats_do_not_go_to_stdout(run: Callable[..., Result], tmp_path: Path) -> None:
    refused = run("export", "trip.json", "--all", "-")
    assert (refused.code, refused.err) == (
        2,
        "error: --all -: standard output takes one format, and --all writes them all: give a folder\n",
    )
    assert not (tmp_path / "-").exists()


def test_a_folder_that_takes_no_file_is_noticed_before_anything_is_written(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shut").mkdir()
    monkeypatch.setattr("os.access", lambda path, _how: path.name != "shut")  # root may write anywhere
    refused = run("export", "trip.json", "-o", "trip.md", "-o", "shut/trip.ics")
    assert (refused.code, refused.err) == (2, "error: shut/trip.ics: its folder cannot be written to\n")
    assert not (tmp_path / "trip.md").exists()


@pytest.mark.parametrize("name", ["", " "])
def test_an_output_without_a_name_is_refused(run: Callable[..., Result], name: str) -> None:
    refused = run("export", "trip.json", "-o", name)
    assert (refused.code, refused.err) == (2, f"error: '{name}' is no name of a file: give one, or - for standard output\n")


def test_a_link_that_leads_back_to_itself_is_no_output(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "loop.md").symlink_to("loop.md")
    assert run("export", "trip.json", "-o", "loop.md").err == "error: loop.md: is a link that leads back to itself\n"


def test_an_empty_pipe_is_called_so(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\n")))
    assert run("export", "-").err == "error: standard input: is empty: a trip was expected, as an itinerary or as JSON\n"


def test_without_the_extra_all_other_formats_are_written(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    done = run("export", "trip.json", "--all", "out")
    missing = "a PDF needs the package typst, which is not installed: pip install '.[pdf]' in the folder of mi-trip"
    assert done.code == 0
    assert f"left out out/trip.pdf: {missing}" in done.err.splitlines()
    assert not (tmp_path / "out" / "trip.pdf").exists()
    assert (tmp_path / "out" / "trip.html").exists()
    for words in (("-o", "trip.pdf"), ("--format", "pdf")):
        refused = run("export", "nothing.json", *words)
        assert (refused.code, refused.err) == (2, f"error: {missing}\n"), "before the trip is looked for"


def test_a_format_for_programs_is_the_same_bytes_on_stdout(run: Callable[..., Result]) -> None:
    assert run("export", "trip.json", "--format", "geojson").out.encode() == render_file(PLAN, WORLD, ".geojson")


def test_a_calendar_goes_on_from_the_one_it_replaces(run: Callable[..., Result], tmp_path: Path) -> None:
    run("export", "trip.json", "-o", "trip.ics")
    first = (tmp_path / "trip.ics").read_bytes()
    run("export", "trip.json", "-o", "trip.ics", "--force")
    assert (tmp_path / "trip.ics").read_bytes() == first, "nothing has changed"
    days = tuple(replace(day, events=tuple(map(_noted, day.events))) for day in PLAN.days)
    (tmp_path / "trip.json").write_text(render(replace(PLAN, days=days), WORLD, ".json"), encoding="utf-8")
    run("export", "trip.json", "-o", "trip.ics", "--force")
    second = (tmp_path / "trip.ics").read_bytes()
    assert (first.count(b"\nSEQUENCE:1\r"), second.count(b"\nSEQUENCE:1\r")) == (0, len(list(PLAN.events(Visit))))


def test_a_calendar_of_another_trip_is_not_replaced_without_a_word(run: Callable[..., Result], tmp_path: Path) -> None:
    run("export", "trip.json", "-o", "trip.ics")
    renamed, other = replace(PLAN, title="Two days with Hunt"), replace(worlds.foot_plan(WORLD), title="On foot")
    for plan, said in ((renamed, ""), (other, "trip.ics was the calendar of another trip: its events stand in the new one as cancelled\n")):
        (tmp_path / "trip.json").write_text(render(plan, WORLD, ".json"), encoding="utf-8")
        assert run("export", "trip.json", "-o", "trip.ics", "--force").err == f"{said}wrote trip.ics\n"


def _noted(event: Event) -> Event:
    return replace(event, note="take the boots") if isinstance(event, Visit) else event
