"""A saved trip planned again: what is booked or pinned stays, and what cannot stay is told with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_trip.causes import causes
from mi_trip.errors import ImpossibleError
from mi_trip.keep import NOTHING_KEPT, Keep, worth_keeping
from mi_trip.planner import plan_of
from mi_trip.problem import Problem
from mi_trip.replan.gone import changed, dropped, lost
from mi_trip.replan.held import Held, held, without
from mi_trip.replan.known import known_trip
from mi_trip.replan.sift import Solving, clashes, hopeless
from mi_trip.solver.search import NORMAL, Effort, NoTripError
from mi_trip.solver.watch import SILENT
from mi_trip.worked import dress

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.gone import Gone
    from mi_trip.model.plan import Plan
    from mi_trip.model.request import Request
    from mi_trip.model.saved import SavedTrip
    from mi_trip.model.solution import Cause
    from mi_trip.solver.watch import Watch

__all__ = ["Replanned", "replan"]


@dataclass(frozen=True, slots=True)
class Replanned:
    """The new plan, and what of the saved trip is not in it as it was."""

    plan: Plan
    gone: tuple[Gone, ...]


def replan(
    catalogue: Catalogue,
    saved: SavedTrip,
    request: Request,
    *,
    keep_most: bool = False,
    effort: Effort = NORMAL,
    seed: int = 0,
    watch: Watch = SILENT,
) -> Replanned:
    """The best plan for the request that does what the trip has pinned and booked, or as much of it as can be.

    ``keep_most``: and changes as little as it can of the rest. Raises :class:`ImpossibleError` where the request cannot be met.
    """
    pinned = held(saved, request)
    keep = _keep(catalogue, saved, request) if keep_most else NOTHING_KEPT
    reasons: dict[Held, Cause] = hopeless(catalogue, request, pinned)
    plan = found = None
    while plan is None:
        asked = without(request, pinned, reasons)
        problem = Problem.of(catalogue, asked, keep)
        known = found or (known_trip(problem, saved) if keep_most else None)
        try:
            plan = plan_of(problem, effort=effort, seed=seed, watch=watch, known=known)
        except NoTripError:
            left = [one for one in pinned if one not in reasons]
            clash = clashes(catalogue, request, left)
            if not clash:
                clash, found = Solving(catalogue, request, left, keep, effort).misfits()
            if found is None and not clash:
                raise ImpossibleError(causes(catalogue, without(request, (), ()))) from None
            reasons |= clash
    plan = dress(plan, saved)
    gone = (
        *dropped(catalogue, plan, reasons),
        *changed(catalogue, plan, saved, reasons, keep_most=keep_most),
        *lost(catalogue, plan, saved, reasons, keep_most=keep_most),
    )
    return Replanned(plan, gone)


def _keep(catalogue: Catalogue, saved: SavedTrip, request: Request) -> Keep:
    """What the file says for the days that there are, worth more than the best of activities is to this traveller."""
    days = list(enumerate(saved.days, 1))[: request.days]
    activities = frozenset((choice.activity, number) for number, day in days for choice in day.choices)
    nights = frozenset((day.night.location, number) for number, day in days if day.night and number < request.days)
    return Keep(activities, nights, worth_keeping(catalogue, request))
