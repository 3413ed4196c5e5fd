"""How a long search is going: on stderr, on a terminal only, and only once it has become slow."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

from mi_trip.cli.output import print_error
from mi_trip.score import points
from mi_trip.solver.watch import Watch

if TYPE_CHECKING:
    from types import TracebackType

SLOW = 2.0  # seconds
CLEAR = "\r\x1b[K"


class Progress(Watch):
    """Tells the score of the best trip so far, and wipes it away at the end."""

    def __init__(self) -> None:
        self._since = time.monotonic()
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._shown:
            _put(CLEAR)

    def better(self, score: int) -> None:
        """Tell of a better trip."""
        self.tell(f"searching: best so far {points(score):.1f} points")

    def tell(self, text: str) -> None:
        """Show the text in place of the one before it."""
        if sys.stderr is not None and sys.stderr.isatty() and time.monotonic() - self._since > SLOW:
            self._shown = True
            _put(f"{CLEAR}{text}")


def _put(text: str) -> None:
    print_error(text, end="")
