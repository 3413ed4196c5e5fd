"""Planning again and again, as often as is bearable and never twice the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mi_trip.catalogue.estimate import straight_km
from mi_trip.causes import feasible
from mi_trip.errors import ImpossibleError
from mi_trip.model.request import FixedNight
from mi_trip.model.solution import Cause
from mi_trip.planner import plan_trip
from mi_trip.problem import meets_wish
from mi_trip.solver.watch import Watch
from mi_trip.why.changes import sleeps_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.request import Request
    from mi_trip.model.why import Question
    from mi_trip.solver.search import Effort

MOST_PLANS = 8  # of one question: at a few seconds each, as long as anybody waits for an answer
MOST_CHECKS = 24  # of whether a changed request is possible at all: each takes a tenth of a plan's time
MOST_NIGHTS = 3  # of a bed asked for that are planned: those that lie nearest to where one sleeps anyway

Demand = tuple[str, str]  # an option and its word


class Watching(Watch):
    """Told also of what is being tried; does nothing by itself."""

    def trying(self, words: tuple[str, ...]) -> None:
        """A request with these options is being planned."""


class Solver:
    """Plans requests over one catalogue; counts what it does. ``plans``: how many more may be worked out."""

    def __init__(self, catalogue: Catalogue, effort: Effort, seed: int, watch: Watching) -> None:
        self.catalogue, self.seed, self.watch = catalogue, seed, watch
        self.effort = replace(effort, proof=effort.proof // MOST_PLANS)  # of all plans together
        self.plans, self.checks = MOST_PLANS, MOST_CHECKS

    def plan(self, request: Request, words: tuple[str, ...] = ()) -> Plan | tuple[Cause, ...]:
        """The best plan found, or why there is none."""
        self.watch.trying(words)
        self.plans -= 1
        try:
            return plan_trip(self.catalogue, request, effort=self.effort, seed=self.seed, watch=self.watch)
        except ImpossibleError as error:
            return error.causes

    def possible(self, question: Question, request: Request) -> tuple[Demand, Request] | None:
        """The request with what was asked about demanded of it, if that looks possible; only a plan tells whether it is."""
        self.checks -= 1
        asked = demanding(self.catalogue, question, request)
        return next(((demand, demanded) for demand, demanded in asked if feasible(self.catalogue, demanded)), None)

    def demanded(self, question: Question, plan: Plan) -> tuple[Plan | tuple[Cause, ...], Demand]:
        """The best plan found that has what was asked about, or why none can have it, and the demand for it."""
        asked = list(demanding(self.catalogue, question, question.request))
        if not asked:
            return (Cause("no-night", question.wish.name, {"days": question.request.days}),), ("--night", f"{question.name}@1")
        if len(asked) == 1:
            (words, request) = asked[0]
            return self.plan(request, words), words
        possible = [(words, request) for words, request in asked if feasible(self.catalogue, request)]
        if not possible:
            ((words, request), *_) = asked
            return self.plan(request, words), words
        nearest = sorted(possible, key=lambda one: _apart(self.catalogue, plan, one[1]))[:MOST_NIGHTS]
        found = [(self.plan(request, words), words) for words, request in nearest]
        return max(found, key=lambda one: -1.0 if isinstance(one[0], tuple) else one[0].quality.score)


def demanding(catalogue: Catalogue, question: Question, request: Request) -> Iterator[tuple[Demand, Request]]:
    """The request with what was asked about demanded; a mere bed for each of the nights that are still free."""
    wish = question.wish
    beds = tuple(place.id for place in catalogue.locations.values() if sleeps_at(place, wish))
    if wish.routes or not beds or any(meets_wish(activity, wish) for activity in catalogue.activities.values()):
        yield ("--must", question.name), replace(request, must=tuple(dict.fromkeys((*request.must, wish))))
        return
    taken = {night.day for night in request.nights}
    for day in range(1, request.days):
        if day not in taken:
            nights = sorted((*request.nights, FixedNight(wish.name, day, beds)), key=lambda night: night.day)
            yield ("--night", f"{question.name}@{day}"), replace(request, nights=tuple(nights))


def without(question: Question) -> Request:
    """The request that avoids what was asked about, and demands it no more."""
    request, wish = question.request, question.wish
    kept = [one for one in request.must if one != wish]
    nights = [night for night in request.nights if not set(night.locations) <= set(wish.locations)]
    return replace(request, must=tuple(kept), nights=tuple(nights), avoid=tuple(dict.fromkeys((*request.avoid, wish))))


def _apart(catalogue: Catalogue, plan: Plan, request: Request) -> float:
    """How many kilometres the night that is asked for lies from where one sleeps in the plan, in a straight line."""
    fixed = next(night for night in request.nights if night not in plan.request.nights)
    night = plan.days[fixed.day - 1].night
    slept = catalogue.locations[night.location if night else request.start]
    beds = (catalogue.locations[bed] for bed in fixed.locations)
    return min(straight_km((slept.latitude, slept.longitude), (bed.latitude, bed.longitude)) for bed in beds)
