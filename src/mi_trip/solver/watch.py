"""Watching a search: what it tells while it goes on. Nobody need listen."""

from __future__ import annotations


class Watch:
    """Told of each better trip (its score in units); does nothing by itself."""

    def better(self, score: int) -> None:
        """A better trip was found."""


SILENT = Watch()
