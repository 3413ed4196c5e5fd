"""From a question to its answer: plan, look whether it is in the plan, else plan with it, and try what would let it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.model.plan import Visit
from mi_trip.model.why import Beside, CannotBeHad, Change, ChangeKind, InPlan, NoTrip, Opening, Outweighed, Tried
from mi_trip.solver.search import NORMAL
from mi_trip.why.changes import LATER, Asked, candidates, for_causes, for_room, shut_ways
from mi_trip.why.fitting import fitted, taken_out
from mi_trip.why.parts import nights_at, parts
from mi_trip.why.solving import Solver, Watching, demanding, without

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.request import Request
    from mi_trip.model.solution import Cause
    from mi_trip.model.why import Answer, Question
    from mi_trip.solver.search import Effort

ENOUGH = 2  # changes that let it in: the smallest, and one of another kind for those who cannot make that one
SILENT = Watching()


def why(catalogue: Catalogue, question: Question, *, effort: Effort = NORMAL, seed: int = 0, watch: Watching = SILENT) -> Answer:
    """Why what is asked about is in the plan of the request or is not."""
    solver = Solver(catalogue, effort, seed, watch)
    plan = solver.plan(question.request)
    if isinstance(plan, tuple):
        return NoTrip(question, plan, tuple(_possible(solver, question, plan)))
    done, nights = parts(catalogue, plan, question.wish), nights_at(catalogue, plan, question.wish)
    if done or (nights and _mere_bed(catalogue, question)):
        bare = without(question)
        other = solver.plan(bare, ("--avoid", question.name))
        causes = other if isinstance(other, tuple) else ()
        demanded = (bare.must, bare.nights) != (question.request.must, question.request.nights)
        return InPlan(question, plan, done, nights, None if isinstance(other, tuple) else other, causes, demanded)
    return _not_in(solver, question, plan)


def why_kept(
    catalogue: Catalogue, question: Question, plan: Plan, *, effort: Effort = NORMAL, seed: int = 0, watch: Watching = SILENT
) -> Answer:
    """Why what is asked about is in a plan that is there already, as of a saved trip, or is not; the rest of it is left as it is."""
    done, nights = parts(catalogue, plan, question.wish), nights_at(catalogue, plan, question.wish)
    if done or (nights and _mere_bed(catalogue, question)):
        return InPlan(question, plan, done, nights, taken_out(catalogue, plan, question.wish))
    found = fitted(catalogue, plan, question.wish)
    if found:
        part = next(part for part in parts(catalogue, found.plan, question.wish) if part.event == found.event)
        return Beside(question, plan, found.plan, part, found.after)
    return _not_in(Solver(catalogue, effort, seed, watch), question, plan)


def _mere_bed(catalogue: Catalogue, question: Question) -> bool:
    """Whether there is nothing to do or to ride, but a bed."""
    return all(option == "--night" for (option, _), _ in demanding(catalogue, question, question.request))


def _not_in(solver: Solver, question: Question, plan: Plan) -> Answer:
    catalogue = solver.catalogue
    other, demand = solver.demanded(question, plan)
    if isinstance(other, tuple):
        openings = tuple(_openings(catalogue, question, other))
        return CannotBeHad(question, plan, other, openings, tuple(_possible(solver, question, other)))
    done, nights = parts(catalogue, other, question.wish), nights_at(catalogue, plan, question.wish)
    missed = other.quality.score >= plan.quality.score
    changes = () if missed else for_room(catalogue, question, plan, other, done)
    tried = tuple(_planned(solver, question, changes))
    instead = tuple(_alternatives(catalogue, question, plan))
    return Outweighed(question, plan, other, done, demand, tried, nights, instead)


def _alternatives(catalogue: Catalogue, question: Question, plan: Plan) -> Iterator[Visit]:
    """What the plan does of the groups of which one thing is done in a trip, if all that is asked about is in such groups."""
    groups = {activity.group for activity in candidates(Asked(catalogue, question, question.request))}
    done = {visit.activity.group: visit for visit in plan.events(Visit)}
    if groups and groups <= set(done):
        yield from (done[group] for group in sorted(groups))


# -- what would let it in ------------------------------------------------------------------------------------------------------------


def _planned(solver: Solver, question: Question, changes: Iterable[Change]) -> Iterator[Tried]:
    """Changes with which it is in the plan of itself: planned one after the other until there are enough."""
    works: set[ChangeKind] = set()
    for change in changes:
        if change.kind in works:
            continue
        if len(works) == ENOUGH or not solver.plans:
            return
        one = _tried(solver, question, change)
        works |= {change.kind} if one.lets_in else set()
        yield one


def _possible(solver: Solver, question: Question, causes: tuple[Cause, ...]) -> Iterator[Tried]:
    """Changes with which it can be had at all: in the plan of itself, or else in one that is planned with the demand for it."""
    works: set[ChangeKind] = set()
    for change in for_causes(solver.catalogue, question, causes):
        if change.kind in works:
            continue
        if len(works) == ENOUGH or not solver.checks or solver.plans < 2:
            return
        found = solver.possible(question, change.request)
        one = Tried(change, lets_in=False) if found is None else _tried(solver, question, change)
        if found and not one.lets_in:
            demand, request = found
            plan = solver.plan(request, (*change.give, *demand))
            if not isinstance(plan, tuple):
                one = _has(solver.catalogue, question, change, plan, demand)
        works |= {change.kind} if one.lets_in else set()
        yield one


def _tried(solver: Solver, question: Question, change: Change) -> Tried:
    """Whether the plan of the changed request has it of itself."""
    plan = solver.plan(change.request, change.give)
    return Tried(change, lets_in=False) if isinstance(plan, tuple) else _has(solver.catalogue, question, change, plan)


def _has(catalogue: Catalogue, question: Question, change: Change, plan: Plan, demand: tuple[str, str] | None = None) -> Tried:
    done, nights = parts(catalogue, plan, question.wish), nights_at(catalogue, plan, question.wish)
    if done or (nights and _mere_bed(catalogue, question)):
        return Tried(change, True, plan, done, nights, demand)
    return Tried(change, lets_in=False)


# -- what is shut, and until when ----------------------------------------------------------------------------------------------------


def _openings(catalogue: Catalogue, question: Question, causes: tuple[Cause, ...]) -> Iterator[Opening]:
    """When each that is shut on all days of the trip opens, or each way to it that is shut; the first to open first."""
    request = question.request
    codes = {cause.code for cause in causes if cause.subject == question.wish.name}
    members = candidates(Asked(catalogue, question, request))
    if "shut-throughout" in codes:
        opens = [(_opens(catalogue, activity, request), activity) for activity in members]
        for day, activity in sorted(opens, key=lambda one: (one[0] is None, one[0] or request.last_day)):
            yield Opening(activity.id, day)
    elif codes & {"needs-days", "unreachable"}:
        yield from (Opening(route.id, day) for route, day in shut_ways(catalogue, request, members))


def _opens(catalogue: Catalogue, activity: Activity, request: Request) -> date | None:
    days = (request.date_of(request.days + ahead) for ahead in range(1, LATER))
    return next((day for day in days if catalogue.open_on(activity, day)), None)
