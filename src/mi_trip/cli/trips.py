"""Opening trips: an itinerary file, a plan saved as JSON, standard input, or a ready-made itinerary by its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.saved import SavedTrip


@dataclass(frozen=True, slots=True)
class OpenTrip:
    """A trip that was opened: what it keeps, and where from. ``plan``: its clock times, where the file had them (JSON)."""

    name: str
    text: str
    saved: SavedTrip
    catalogue: Catalogue
    plan: Plan | None
