"""The README shows real output, and names nothing that does not exist."""

from __future__ import annotations

import io
import os
import re
import subprocess
from contextlib import redirect_stdout
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.main import get_command

import mi_trip
import readme_blocks
from mi_trip.catalogue import load_catalogue
from mi_trip.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.catalogue import Pace

CHECKOUT = Path(__file__).resolve().parent.parent
README = (CHECKOUT / "README.md").read_text("utf-8")
LONG = {  # take several seconds of a processor
    "mi-trip compare --days 2,3 --date 2027-06-22",
    "mi-trip plan --days 3 --date 2027-06-22 -o - --format yaml",
    "mi-trip plan --days 3 --date 2027-06-22 --effort quick --explain --alternatives 2",
    "mi-trip plan --days 6 --date 2027-06-22",
    "mi-trip plan --from-itinerary reference-tour --date 2027-09-12 --keep-most",
    "mi-trip why 'loen skylift' --days 3 --effort quick",
    "mi-trip why trollstigen --date 2027-01-20",
}
COMMANDS = re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def marks() -> dict[str, list[tuple[str, str]]]:
    """By command: each call that cog makes, and what stands below it."""
    found: dict[str, list[tuple[str, str]]] = {}
    marked = r"^<!-- \[\[\[cog import readme_blocks; (readme_blocks\.shell\(\"(.*?)\".*?\)) \]\]\] -->\n(.*?)^<!-- \[\[\[end\]\]\] -->$"
    for call, command, block in re.findall(marked, README, re.MULTILINE | re.DOTALL):
        found.setdefault(command, []).append((call, block))
    return found


@pytest.mark.parametrize("command", [pytest.param(one, marks=pytest.mark.slow if one in LONG else ()) for one in marks()])
def test_every_block_is_what_its_command_prints_today(command: str) -> None:
    """Cog does the same for all of them, one after the other."""
    for call, block in marks()[command]:
        printed = io.StringIO()
        with redirect_stdout(printed):
            eval(call, {"readme_blocks": readme_blocks})  # noqa: S307 - the README is our own
        assert printed.getvalue() == block, "`cog -r -P -I tests README.md` makes it again"


def test_no_block_is_passed_over() -> None:
    assert sum(map(len, marks().values())) == README.count("[[[cog") == README.count("[[[end]]]") == README.count("```console")
    assert set(marks()) >= LONG


def test_one_command_plans_and_one_runs_everything_that_is_checked() -> None:
    main_job, checks = COMMANDS
    assert main_job.endswith("&& .venv/bin/mi-trip plan --days 6 --date 2027-06-22\n")
    assert [step.split()[0] for step in checks.split(" && ")[2:]] == [f".venv/bin/{tool}" for tool in ("ruff", "ruff", "mypy", "pytest")]


def test_the_continuous_integration_runs_the_second_command_as_it_stands() -> None:
    script = (CHECKOUT / ".ci" / "run").read_text("utf-8")
    (awk,) = re.findall(r"^command=\$\((awk .*)\)$", script, re.MULTILINE)
    found = subprocess.run(["bash", "-c", awk], capture_output=True, check=True, encoding="utf-8", cwd=CHECKOUT)
    assert found.stdout == COMMANDS[1]
    assert os.access(CHECKOUT / ".ci" / "run", os.X_OK)


def test_every_option_and_command_it_names_exists() -> None:
    described = re.sub(r"^```sh\n.*?^```$", "", README, flags=re.MULTILINE | re.DOTALL)
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", described))
    subcommands = set(re.findall(r"mi-trip ([a-z]+)", described))

    assert named - set(options(get_command(app))) == set()
    known = {"plan", "show", "list", "route", "export", "check", "why", "diff", "compare", "when", "map", "catalogue"}
    assert subcommands - {"stands"} <= known


def options(command: object) -> Iterator[str]:
    for parameter in getattr(command, "params", ()):
        yield from parameter.opts
    for below in getattr(command, "commands", {}).values():
        yield from options(below)


def test_every_file_it_names_exists() -> None:
    links = set(re.findall(r"\]\(([^)#]+)\)", README)) | set(re.findall(r"(?:tests|itineraries|\.ci)/[\w./-]+", README))
    assert [link for link in sorted(links) if not (CHECKOUT / link).exists()] == []


def test_it_names_every_variable_that_the_program_reads() -> None:
    source = "\n".join(file.read_text("utf-8") for file in Path(mi_trip.__file__).parent.rglob("*.py"))
    read = set(re.findall(r"\"(MI_TRIP_[A-Z]+|NO_COLOR)\"", source))
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)) == read


def test_its_table_of_paces_is_the_catalogue_s() -> None:
    rows = [line for line in README.splitlines() if re.match(r"\| `(relaxed|balanced|packed)`", line)]
    assert rows == [row(pace) for pace in load_catalogue().paces.values()]


def row(pace: Pace) -> str:
    hours, minutes = divmod(pace.driving // timedelta(minutes=1), 60)
    driving = f"{hours} h {minutes:02}" if minutes else f"{hours} h"
    lunch = pace.lunch // timedelta(minutes=1)
    strenuous = "every other day" if pace.rest_after_strenuous else "one a day"
    return f"| `{pace.name}` | {pace.start:%H:%M}–{pace.end:%H:%M} | {lunch} min | {driving} | {pace.visits} | {strenuous} |"


def test_the_changes_begin_with_this_version() -> None:
    headings = re.findall(r"^## (\S+)", (CHECKOUT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == mi_trip.__version__
