"""How many plans of a sweep are made, told on a terminal once it is slow; and how many cores there are for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mi_trip.cli.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.sweep import Tried

MOST_CORES = 8  # each has the whole program in its memory


class Sweeping(Progress):
    """Tells how many plans are made of how many, and the best of them, and wipes it away at the end."""

    def __init__(self) -> None:
        super().__init__()
        self._made, self._of = 0, 0
        self._top: float | None = None

    def counting(self, found: Iterator[Tried], more: int) -> Iterator[Tried]:
        """What is found, counted; ``more``: how many are asked for."""
        self._of += more
        self.going_on()
        for tried in found:
            self._made += 1
            if tried.score is not None and (self._top is None or tried.score > self._top):
                self._top = tried.score
            self.going_on()
            yield tried

    def _text(self) -> str:
        best = "" if self._top is None else f": best so far {self._top:.1f} points"
        return f"planned {self._made} of {self._of}{best}"


def cores() -> int:
    """How many cores this process may use, up to some."""
    try:
        allowed = len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        allowed = os.cpu_count() or 1
    return min(allowed, MOST_CORES)
