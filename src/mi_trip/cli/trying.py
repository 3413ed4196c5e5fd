"""How a search of many plans is going: what is being tried, on a terminal only, and only once it has become slow."""

from __future__ import annotations

import shlex

from mi_trip.cli.progress import Progress
from mi_trip.render.units import plain
from mi_trip.why import Watching


class Trying(Progress, Watching):
    """Tells what is being tried and the best trip so far, and wipes it away at the end."""

    def trying(self, words: tuple[str, ...]) -> None:
        """Remember what is tried from now on, and tell it."""
        self.begin(f"trying {plain(shlex.join(words))}" if words else "planning")
