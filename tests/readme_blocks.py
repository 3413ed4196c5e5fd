"""Makes the README's blocks out of real runs; cog calls :func:`shell` at its marks (see the README, "Working on it")."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from functools import cache

SETTLED = {"MI_TRIP_TODAY": "2027-06-01", "COLUMNS": "80", "TERM": "xterm-256color", "PYTHONUTF8": "1"}
COLOURLESS = {"export", "catalogue", "map"}  # the commands that print the same everywhere


def shell(command: str, *, since: str = "", until: str = "", code: int = 0) -> None:
    """Print a block with a command and what it prints on a terminal of 80 columns, the colours left out.

    ``since`` and ``until``: only from the first line that begins so, and up to the one before.
    """
    lines = run(command, code)
    first = next(number for number, line in enumerate(lines) if line.startswith(since))
    last = next((number for number, line in enumerate(lines) if until and line.startswith(until)), len(lines))
    while not lines[last - 1]:
        last -= 1
    shown = [*(["…"] if first else []), *lines[first:last], *(["…"] if last < len(lines) else [])]
    print("", "```console", f"$ {command}", *shown, "```", "", sep="\n")  # noqa: T201 - cog reads it


@cache
def run(command: str, code: int) -> list[str]:
    """Run a command of the program as on a terminal; give its lines, errors after what is printed."""
    program, subcommand, *words = shlex.split(command)
    assert program == "mi-trip", command
    colour = [] if subcommand in COLOURLESS else ["--color", "always"]
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "MI_TRIP_DEBUG")}
    done = subprocess.run(
        [sys.executable, "-m", "mi_trip", subcommand, *words, *colour],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**environment, **SETTLED},
    )
    assert done.returncode == code, done.stderr
    printed = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
    return [line.rstrip() for line in printed.strip("\n").splitlines()]
