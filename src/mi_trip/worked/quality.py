"""How good a trip is that somebody has chosen: its exact score, and the bound its file remembers where it still holds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mi_trip import score
from mi_trip.model.saved import bound_digest
from mi_trip.model.solution import Quality

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.saved import SavedTrip


def quality_of(plan: Plan, saved: SavedTrip, catalogue: Catalogue) -> Quality:
    """The plan's score, and the bound of its file if that was worked out for the same request, pins and all, and is not passed.

    With a pin there may be more to score than without: what is booked need not be done at its best hour, and what is pinned may be
    done without the hired car.
    """
    reached = score.points(score.plan_units(plan, catalogue))
    bound = saved.bound
    if bound is None or bound.digest != bound_digest(saved.request, catalogue.digest) or reached > bound.points:
        return Quality(reached, math.inf, proved=False)
    return Quality(reached, bound.points, proved=bound.proved and reached == bound.points)
