"""Runs the command line in this process, over a small world instead of the shipped catalogue."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import worlds
from mi_trip.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from mi_trip.model.catalogue import Catalogue


@dataclass(frozen=True)
class Result:
    """What a run gave."""

    code: int
    out: str
    err: str


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Pipe(io.TextIOWrapper):
    """A stream that is none, and takes bytes as well."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")

    def getvalue(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode()


TODAY = date(2027, 6, 23)


def runner(monkeypatch: pytest.MonkeyPatch, world: Catalogue) -> Callable[..., Result]:
    """Give a function that runs the words of a command over the world; ``terminal=True``: on a terminal of 80 columns."""
    for name in ("NO_COLOR", "MI_TRIP_DEBUG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MI_TRIP_TODAY", TODAY.isoformat())
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("mi_trip.catalogue.load_catalogue", lambda _where=None: world)

    def run(*words: str, terminal: bool = False) -> Result:
        out, err = (Terminal(), Terminal()) if terminal else (Pipe(), Pipe())
        with monkeypatch.context() as streams:
            streams.setattr("sys.stdout", out)
            streams.setattr("sys.stderr", err)
            code = main(words)
        return Result(code, out.getvalue(), err.getvalue())

    return run


def fjord_runner(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Give a runner over the small fjord."""
    return runner(monkeypatch, worlds.fjord())
