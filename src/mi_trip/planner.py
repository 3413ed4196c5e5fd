"""The pipeline: a request over a catalogue becomes a problem, the problem a solution, the solution a checked plan."""

from __future__ import annotations

import math
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
from mi_trip.solver.bound import upper_bound
from mi_trip.solver.search import NORMAL, Effort, NoTripError, solve
from mi_trip.solver.trip import evaluate
from mi_trip.solver.watch import SILENT

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.request import Request
    from mi_trip.solver.search import Solution
    from mi_trip.solver.trip import Trip
    from mi_trip.solver.watch import Watch


def plan_trip(catalogue: Catalogue, request: Request, *, effort: Effort = NORMAL, seed: int = 0, watch: Watch = SILENT) -> Plan:
    """The best plan found for the request; every plan has passed the checker. An interrupt gives the best so far if the watch wants it.

    Raises :class:`ImpossibleError` with the causes where the demands cannot hold together.
    """
    try:
        return plan_of(Problem.of(catalogue, request), effort=effort, seed=seed, watch=watch)
    except NoTripError:
        raise ImpossibleError(causes(catalogue, request)) from None


def plan_of(
    problem: Problem, *, effort: Effort = NORMAL, seed: int = 0, watch: Watch = SILENT, known: Trip | None = None, bounded: bool = True
) -> Plan:
    """The best plan found for the problem, no worse than a trip that is known; raises :class:`NoTripError` where there is none.

    What was to be kept of an earlier plan counts in the search alone, neither in the plan's score nor in its bound. Not ``bounded``:
    without the work of finding a bound.
    """
    solution = solve(problem, effort, seed=seed, watch=watch, known=known, bounded=bounded)
    if any(map(any, (*problem.keeps, *problem.bed_values))):
        solution = _for_its_own_sake(problem, solution)
    return checked(problem, solution)


def checked(problem: Problem, solution: Solution) -> Plan:
    """The plan of a solution, which must pass the checker."""
    quality = Quality(score.points(solution.value.score), score.points(solution.bound), solution.proved)
    catalogue = problem.world.catalogue
    world = problem.world.anew() if solution.stopped else problem.world
    plan = schedule(problem.itinerary(*solution.trip), world, quality)
    plan = replace(plan, notices=advice(plan, catalogue))
    errors = [violation for violation in check(plan, catalogue) if violation.severity is Severity.ERROR]
    if errors:
        raise InvalidPlanError(errors)
    return plan


def _for_its_own_sake(problem: Problem, solution: Solution) -> Solution:
    own = problem.for_its_own_sake()
    value = evaluate(own, solution.trip)
    assert value is not None  # noqa: S101 - what a trip is worth does not change whether it holds
    bound = math.inf if solution.stopped else max(value.score, upper_bound(own, value.score))
    return replace(solution, value=value, bound=bound, proved=bound == value.score)
