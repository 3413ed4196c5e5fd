"""How a long search is going: on stderr, on a terminal only, and only once it has become slow; and whether it was stopped early."""

from __future__ import annotations

import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from mi_trip.cli.output import print_error
from mi_trip.score import points
from mi_trip.solver.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

SLOW = 1.0  # seconds
CLEAR = "\r\x1b[K"


class Progress(Watch):
    """Tells the score of the best trip so far and the bound, and wipes it away at the end."""

    def __init__(self, about: str = "searching") -> None:
        self.about = about
        self._since = time.monotonic()
        self._shown = ""
        self._best: int | None = None
        self._bound: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._shown:
            _put(CLEAR)
            self._shown = ""

    def begin(self, about: str) -> None:
        """Another search begins: what it is about."""
        self.about, self._best, self._bound = about, None, None
        self.going_on()

    def better(self, score: int) -> None:
        """Tell of a better trip."""
        self._best = score
        self.going_on()

    def bounded(self, bound: int) -> None:
        """Tell of a closer bound."""
        self._bound = bound
        self.going_on()

    def going_on(self) -> None:
        """Tell how it goes, once that takes long."""
        if sys.stderr is not None and sys.stderr.isatty() and time.monotonic() - self._since > SLOW:
            text = self._text()
            if text != self._shown:
                self._shown = text
                _put(f"{CLEAR}{text}")

    def _text(self) -> str:
        if self._best is None:
            return self.about
        possible = "" if self._bound is None else f", at most {points(self._bound):.1f} possible"
        return f"{self.about}: best so far {points(self._best):.1f} points{possible}"


class Stoppable(Progress):
    """The progress of a search whose best plan so far is wanted when it is interrupted. ``stopped``: it was; ``told``: what that means."""

    stopped = False
    told = "stopped early: this is the best plan found so far"

    def interrupted(self) -> bool:
        """Take what there is."""
        self.stopped = True
        return True


@contextmanager
def slowly(about: str) -> Iterator[None]:
    """Tell on a terminal what is being done, once that takes long; wiped away at the end."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    told = threading.Timer(SLOW, _put, [f"{CLEAR}{about}"])
    told.daemon = True
    told.start()
    try:
        yield
    finally:
        told.cancel()
        told.join()
        _put(CLEAR)


def _put(text: str) -> None:
    print_error(text, end="")
