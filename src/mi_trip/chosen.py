"""What a plan has chosen, as numbers of its problem: where what is near it is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.model.saved import itinerary_of
from mi_trip.problem import Problem
from mi_trip.solver.trip import Trip
from mi_trip.world import TripWorld

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan


def problem_of(catalogue: Catalogue, plan: Plan) -> Problem:
    """The problem whose solution the plan is."""
    return Problem.over(TripWorld(catalogue, plan.request, plan.ridden))


def trip_of(problem: Problem, plan: Plan) -> Trip | None:
    """The plan's choices as a trip; None where the problem does not have one of them."""
    itinerary = itinerary_of(plan)
    stops = {choice: number for number, choice in enumerate(problem.choices)}
    beds = {bed: number for number, bed in enumerate(problem.beds[: problem.start])}
    ends = {problem.beds[number]: number for number in problem.ends}
    try:
        days = tuple(tuple(stops[choice] for choice in day) for day in itinerary.days)
        return Trip(days, tuple(beds[bed] for bed in itinerary.nights), ends[itinerary.end])
    except KeyError:
        return None
