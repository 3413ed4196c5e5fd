"""The pipeline: a request over a catalogue becomes a problem, the problem a solution, the solution a checked plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mi_trip import score
from mi_trip.advice import advice
from mi_trip.causes import causes
from mi_trip.checker import check
from mi_trip.errors import ImpossibleError, InvalidPlanError
from mi_trip.model.solution import Quality
from mi_trip.model.violation import Severity
from mi_trip.problem import Problem
from mi_trip.schedule import schedule
from mi_trip.solver.search import NORMAL, Effort, NoTripError, solve
from mi_trip.solver.watch import SILENT

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.request import Request
    from mi_trip.solver.watch import Watch


def plan_trip(catalogue: Catalogue, request: Request, *, effort: Effort = NORMAL, seed: int = 0, watch: Watch = SILENT) -> Plan:
    """The best plan found for the request; every plan has passed the checker.

    Raises :class:`ImpossibleError` with the causes where the demands cannot hold together.
    """
    problem = Problem.of(catalogue, request)
    try:
        solution = solve(problem, effort, seed=seed, watch=watch)
    except NoTripError:
        raise ImpossibleError(causes(catalogue, request)) from None
    quality = Quality(score.points(solution.value.score), score.points(solution.bound), solution.proved)
    itinerary = problem.itinerary(*solution.trip)
    plan = schedule(itinerary, problem.world, quality)
    plan = replace(plan, notices=advice(plan, catalogue))
    errors = [violation for violation in check(plan, catalogue) if violation.severity is Severity.ERROR]
    if errors:
        raise InvalidPlanError(errors)
    return plan
