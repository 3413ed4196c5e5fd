"""The same command gives the same bytes: on another hash seed, in another time zone, language or terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

ASKED = ("plan", "--days", "2", "--date", "2027-06-22", "--effort", "quick")

HERE = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "COLUMNS": "80"}
ELSEWHERE = {
    "a day ahead": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "nb_NO.UTF-8", "COLUMNS": "200"},
    "a day behind": {"PYTHONHASHSEED": "4294967295", "TZ": "America/Anchorage", "LC_ALL": "C", "COLUMNS": "40"},
}


def run(environment: dict[str, str], folder: Path, *words: str) -> bytes:
    """Run the program in an environment of its own, with the cache of all tests or another one; give its stdout."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT", "PYTHONPATH", "MI_TRIP_CACHE") if name in os.environ}
    mine = {**kept, **environment}
    done = subprocess.run([sys.executable, "-m", "mi_trip", *words], capture_output=True, check=False, env=mine, cwd=folder)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What is written and printed here."""
    return written(HERE, tmp_path_factory.mktemp("here"))


def written(environment: dict[str, str], folder: Path) -> dict[str, bytes]:
    """A trip as files and as printed into a pipe: planned twice, so that the cache is empty once and full once."""
    mine = {**environment, "MI_TRIP_CACHE": str(folder / "cache")}
    run(mine, folder, *ASKED, "-o", "trip.json")
    piped = run(mine, folder, *ASKED)
    run(environment, folder, "export", "trip.json", "-o", "trip.md")
    return {"piped": piped, **{name: (folder / name).read_bytes() for name in ("trip.json", "trip.md")}}


@pytest.mark.parametrize(
    "environment", [pytest.param(ELSEWHERE["a day ahead"], marks=pytest.mark.slow), ELSEWHERE["a day behind"]], ids=ELSEWHERE
)
def test_a_trip_is_the_same_bytes_everywhere(environment: dict[str, str], here: dict[str, bytes], tmp_path: Path) -> None:
    elsewhere = written(environment, tmp_path)
    assert {name: text == here[name] for name, text in elsewhere.items()} == dict.fromkeys(here, True)


def test_a_trip_is_the_same_bytes_while_the_machine_is_busy(here: dict[str, bytes], tmp_path: Path) -> None:
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    try:
        assert run(HERE, tmp_path, *ASKED) == here["piped"]
    finally:
        for other in others:
            other.kill()
            other.wait()


def test_markdown_is_the_same_whether_planned_or_exported(here: dict[str, bytes], tmp_path: Path) -> None:
    run(HERE, tmp_path, *ASKED, "-o", "trip.md")
    assert (tmp_path / "trip.md").read_bytes() == here["trip.md"]


@pytest.mark.parametrize(
    "words",
    [
        ("show", "trollstigen", "--date", "2027-05-28"),
        ("list",),
        ("list", "activities", "--json"),
        ("route", "hellesylt", "valldal", "--at", "09:00", "--date", "2027-06-16"),
        ("catalogue", "schema"),
    ],
    ids=" ".join,
)
def test_what_is_looked_up_is_the_same_bytes_everywhere(words: tuple[str, ...], tmp_path: Path) -> None:
    assert run(ELSEWHERE["a day behind"], tmp_path, *words) == run(HERE, tmp_path, *words)


def test_today_chooses_nothing_but_the_date_nobody_gave(here: dict[str, bytes], tmp_path: Path) -> None:
    assert run({**HERE, "MI_TRIP_TODAY": "2031-02-03"}, tmp_path, *ASKED) == here["piped"]
    run({**HERE, "MI_TRIP_TODAY": "2027-06-22"}, tmp_path, "plan", "--days", "2", "--effort", "quick", "-o", "trip.json")
    assumed = (tmp_path / "trip.json").read_bytes()
    assert assumed.replace(b'"assumed_date": true', b'"assumed_date": false') == here["trip.json"]
