"""What is to be kept of an earlier plan, and what keeping it is worth to a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_trip.model.solution import RIDE
from mi_trip.score import UNITS

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.request import Request

KEPT = 40 * UNITS  # for each choice of an earlier plan that stays, at least: it is given up only for what is worth more by itself, or
# because it cannot be done any more
OVER = 5 * UNITS  # by which an activity that stays is worth more than the best there can be
MOVED = 10 * UNITS  # for an activity that stays in the trip, on another day: better than not at all, and far from as good


@dataclass(frozen=True, slots=True)
class Keep:
    """What is to be kept of an earlier plan where it can be: activities with their days and beds with their nights, from 1.

    ``worth``: what an activity that stays on its day is worth for it, in units.
    """

    activities: frozenset[tuple[str, int]] = frozenset()
    nights: frozenset[tuple[str, int]] = frozenset()
    worth: int = KEPT

    @property
    def rides(self) -> list[str]:
        """The routes among them that are ridden for themselves."""
        return sorted({name.removeprefix(RIDE) for name, _ in self.activities if name.startswith(RIDE)})

    def units(self, activity: str, day: int) -> int:
        """What doing the activity on the day is worth for having been kept."""
        if (activity, day) in self.activities:
            return self.worth
        return MOVED if any(activity == name for name, _ in self.activities) else 0


def worth_keeping(catalogue: Catalogue, request: Request) -> int:
    """What an activity that stays on its day is worth for it: more than the best there can be is to this traveller."""
    weights = {tag: constant.value for tag, constant in catalogue.score.interests.items()} | dict(request.likes)
    return max(KEPT, OVER + round(max(catalogue.score.ratings) * max(1.0, *weights.values()) * UNITS))


NOTHING_KEPT = Keep()
