"""``mi-trip catalogue``: mistakes as file:line:column, and the schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

import mi_trip
from catalogue_files import example_in
from cli_runner import fjord_runner
from mi_trip.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli_runner import Result

MISTAKES = (Mistake("x/routes.yaml", 3, 7, "unknown key 'timetabel'; did you mean 'timetable'?"), Mistake("x/routes.yaml", 9, 1, "no"))
SCHEMA = json.loads((Path(mi_trip.__file__).parent / "render" / "mistakes.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    return fjord_runner(monkeypatch)


def test_a_catalogue_without_mistakes_says_so(run: Callable[..., Result]) -> None:
    done = run("catalogue", "check", "example")
    assert (done.code, done.out, done.err) == (0, "example: no mistakes\n", "")


def test_the_mistakes_of_its_itineraries_are_told_as_well(run: Callable[..., Result], tmp_path: Path) -> None:
    example_in(tmp_path)
    (tmp_path / "trips").mkdir()
    (tmp_path / "trips" / "lien.yaml").write_text("itinerary: 1\ncatalogue: fjord\nrequest: {date: 2027-06-15, from: vik, to: vik}\n")
    done = run("catalogue", "check", str(tmp_path))
    assert (done.code, done.err) == (1, "")
    assert done.out == (
        f"{tmp_path}/trips/lien.yaml:1:1: 'lien' is already the id of the catalogue's location: call the file otherwise\n"
        f"{tmp_path}/trips/lien.yaml:1:1: 'days' is missing\n"
        "2 mistakes\n"
    )


def test_mistakes_are_the_answer_no_each_on_a_line(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mi_trip.catalogue.check_catalogue", lambda _where: MISTAKES)
    done = run("catalogue", "check", "x")
    assert (done.code, done.err) == (1, "")
    assert done.out == "x/routes.yaml:3:7: unknown key 'timetabel'; did you mean 'timetable'?\nx/routes.yaml:9:1: no\n2 mistakes\n"


def test_mistakes_are_data_too(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mi_trip.catalogue.check_catalogue", lambda _where: MISTAKES)
    done = run("catalogue", "check", "x", "--json")
    told = json.loads(done.out)
    jsonschema.validate(told, SCHEMA)
    assert (done.code, done.err, told["mistakes"][1]) == (1, "", {"file": "x/routes.yaml", "line": 9, "column": 1, "what": "no"})


def test_no_catalogue_cannot_be_checked(run: Callable[..., Result], tmp_path: Path) -> None:
    refused = run("catalogue", "check", str(tmp_path))
    assert (refused.code, refused.out, refused.err) == (2, "", f"error: {tmp_path}: there is no file ending in .yaml in this folder\n")


def test_the_schema_is_a_schema(run: Callable[..., Result]) -> None:
    schema = json.loads(run("catalogue", "schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert jsonschema.Draft202012Validator(schema).is_valid({"locations": []})
    assert not jsonschema.Draft202012Validator(schema).is_valid({"lokations": []})
