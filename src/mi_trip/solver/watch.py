"""Watching a search: what it tells while it goes on, and what becomes of it when it is interrupted. Nobody need listen."""

from __future__ import annotations


class Watch:
    """Told of each better trip and each closer bound (in units of the score); does nothing by itself."""

    def begin(self, about: str) -> None:
        """Another search begins: what it is for."""

    def better(self, score: int) -> None:
        """A better trip was found."""

    def bounded(self, bound: int) -> None:
        """No trip can score more than that."""

    def going_on(self) -> None:
        """The search goes on, without anything better."""

    def interrupted(self) -> bool:
        """Whether the best trip so far is wanted of a search that was interrupted; else it ends with the interrupt."""
        return False


SILENT = Watch()
