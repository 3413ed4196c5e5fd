"""How good a trip is that somebody has chosen: its exact score, and the bound its file remembers where it still holds."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from mi_trip import score
from mi_trip.model.saved import bound_digest
from mi_trip.model.solution import Quality

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.saved import SavedTrip


def quality_of(plan: Plan, saved: SavedTrip, catalogue: Catalogue) -> Quality:
    """The plan's score, and the bound of its file if that was worked out for the same request, or for it without its pins."""
    reached = score.points(score.plan_units(plan, catalogue))
    bound = saved.bound
    if bound is None or not _fits(bound.digest, saved, catalogue):
        return Quality(reached, math.inf, proved=False)
    return Quality(reached, max(bound.points, reached), proved=bound.proved and reached >= bound.points)


def _fits(digest: str, saved: SavedTrip, catalogue: Catalogue) -> bool:
    bare = replace(saved.request, pins=(), pinned_nights=())
    return digest in {bound_digest(request, catalogue.digest) for request in (saved.request, bare)}
