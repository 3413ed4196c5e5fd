"""What is to be kept of an earlier plan, and what keeping it is worth to a search."""

from __future__ import annotations

from dataclasses import dataclass

from mi_trip.model.solution import RIDE
from mi_trip.score import UNITS

KEPT = 40 * UNITS  # for each choice of an earlier plan that stays: more than the 35 points of the best of activities, so that one
# is given up only for what is worth more than such a one by itself, or because it cannot be done any more
MOVED = 10 * UNITS  # for an activity that stays in the trip, on another day: better than not at all, and far from as good


@dataclass(frozen=True, slots=True)
class Keep:
    """What is to be kept of an earlier plan where it can be: activities with their days and beds with their nights, from 1."""

    activities: frozenset[tuple[str, int]] = frozenset()
    nights: frozenset[tuple[str, int]] = frozenset()

    @property
    def rides(self) -> list[str]:
        """The routes among them that are ridden for themselves."""
        return sorted({name.removeprefix(RIDE) for name, _ in self.activities if name.startswith(RIDE)})

    def units(self, activity: str, day: int) -> int:
        """What doing the activity on the day is worth for having been kept."""
        if (activity, day) in self.activities:
            return KEPT
        return MOVED if any(activity == name for name, _ in self.activities) else 0


NOTHING_KEPT = Keep()
