"""The mistakes of one file while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from mi_trip.errors import ItineraryError, Mistake, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_trip.catalogue.reading import Node

MOST_MISTAKES = 100  # who has made more reads the first ones only

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Mistakes:
    """The mistakes found so far."""

    file: str
    found: list[Mistake] = field(default_factory=list)

    def full(self) -> bool:
        """Whether so many are known that looking for more is of no use."""
        return len(self.found) >= MOST_MISTAKES

    def error(self) -> ItineraryError:
        """What to raise."""
        return ItineraryError(self.found[:MOST_MISTAKES])

    def at(self, node: Node, what: str) -> None:
        """Remember a mistake at a value."""
        self.found.append(Mistake(self.file, node.line, node.column, what))

    def unless_refused(self, node: Node, look_up: Callable[P, T], *args: P.args, **options: P.kwargs) -> T | None:
        """What a look-up gives; where it refuses, its sentence is a mistake at the value."""
        if self.full():
            return None
        try:
            return look_up(*args, **options)
        except UsageError as error:
            self.at(node, str(error))
            return None
