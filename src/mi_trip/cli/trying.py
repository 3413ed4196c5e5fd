"""How a search of many plans is going: what is being tried, on a terminal only, and only once it has become slow."""

from __future__ import annotations

import shlex

from mi_trip.cli.progress import Progress
from mi_trip.render.units import plain
from mi_trip.score import points
from mi_trip.why import Watching


class Trying(Progress, Watching):
    """Tells what is being tried and the best trip so far, and wipes it away at the end."""

    _tried = ""

    def trying(self, words: tuple[str, ...]) -> None:
        """Remember what is tried from now on, and tell it."""
        self._tried = f"trying {plain(shlex.join(words))}" if words else "planning"
        self.tell(self._tried)

    def better(self, score: int) -> None:
        """Tell of a better trip."""
        self.tell(f"{self._tried}: best so far {points(score):.1f} points")
