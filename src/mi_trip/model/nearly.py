"""What nearly made it into a plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mi_trip.model.activity import Activity


class Hindrance(StrEnum):
    """Why something does not fit into a day, even in place of one other thing."""

    ALONE = "alone"  # not even with nothing else to do on the day
    TIME = "time"  # only where two or more other things are left out
    RULES = "rules"  # it would fit by the clock: the pace, the budget or what is demanded forbids it


@dataclass(frozen=True, slots=True)
class Nearly:
    """An activity that is open on a day (from 1) and not in the plan.

    ``loss``: by how many points the trip would score less with it; None where it does not fit. ``instead``: of what; None: of nothing.
    """

    day: int
    activity: Activity
    loss: float | None
    instead: Activity | None = None
    hindrance: Hindrance | None = None
