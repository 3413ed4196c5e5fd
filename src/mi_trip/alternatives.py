"""Other plans for the same request: each sleeps elsewhere or leaves out one of the main activities, and is the best found that does.

The best trip is barred from one of its main activities, or from the place of one of its nights, in turn; a quick search tells what that
costs, and those that cost least are searched for with the effort that was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from mi_trip.chosen import problem_of, trip_of
from mi_trip.model.plan import Visit
from mi_trip.planner import checked
from mi_trip.score import UNITS, points
from mi_trip.solver.search import NORMAL, QUICK, Effort, NoTripError, Solution, solve
from mi_trip.solver.trip import Trip, Value, evaluate
from mi_trip.solver.watch import SILENT, Watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.problem import Problem

MAIN = 4  # the rating from which an activity is what one comes for
MOST_BARS = 12  # tried of one trip, each with a quick search: half a second each on six days of the shipped catalogue
MOST_TRIPS = 3  # of which bars are tried; where one is not enough, the world is so small that these are quick

Signature = tuple[tuple[str, ...], frozenset[str]]


def alternatives(
    catalogue: Catalogue, best: Plan, count: int, *, effort: Effort = NORMAL, seed: int = 0, watch: Watch = SILENT
) -> tuple[Plan, ...]:
    """The best plan and up to so many others, no two with the same nights and the same main activities, the best first.

    Where a better plan than the best is come upon, that is the first. An interrupt gives those found so far where the watch wants that.
    """
    found = [best]
    try:
        for plan in _Looking(catalogue, best, effort, seed, watch).look(count):
            found.append(plan)  # noqa: PERF402 - those before an interrupt are kept
    except KeyboardInterrupt:
        if not watch.interrupted():
            raise
    return tuple(sorted(found, key=lambda plan: -plan.quality.score))


def signature(plan: Plan) -> Signature:
    """What makes a plan another one to a traveller: where the nights are, and the main activities."""
    nights = tuple(day.night.location for day in plan.days if day.night)
    return nights, frozenset(visit.activity.id for visit in plan.events(Visit) if visit.activity.rating >= MAIN)


@dataclass(frozen=True, slots=True)
class _Bars:
    """What is not to be had: activities, and places on nights (from 0)."""

    activities: frozenset[str] = frozenset()
    nights: frozenset[tuple[int, str]] = frozenset()

    def applied(self, problem: Problem) -> Problem:
        """The problem without what is barred."""
        barred = {stop for stop, choice in enumerate(problem.choices) if choice.activity in self.activities}
        values = tuple(tuple(None if stop in barred else value for stop, value in enumerate(row)) for row in problem.values)
        costs = tuple(
            tuple(None if (night, bed.location) in self.nights else cost for bed, cost in zip(problem.beds, row, strict=True))
            for night, row in enumerate(problem.bed_costs)
        )
        return replace(problem, values=values, bed_costs=costs)


class _Lead(NamedTuple):
    """A trip found quickly under some bars."""

    value: Value
    trip: Trip
    bars: _Bars


class _Through(Watch):
    """Hands on what is told, but wants nothing of a search that was interrupted: half an alternative is none."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def better(self, score: int) -> None:
        self._watch.better(score)

    def going_on(self) -> None:
        self._watch.going_on()


class _Looking:
    def __init__(self, catalogue: Catalogue, best: Plan, effort: Effort, seed: int, watch: Watch) -> None:
        self.problem = problem_of(catalogue, best)
        self.best, self.effort, self.seed, self.watch = best, effort, seed, watch
        self.seen = {signature(best)}
        self.trips: list[tuple[Trip, _Bars]] = []  # whose bars have not been tried yet
        trip = trip_of(self.problem, best)
        if trip is not None:
            self.trips.append((trip, _Bars()))

    def look(self, count: int) -> Iterator[Plan]:
        """So many others, or as many as there are."""
        leads: list[_Lead] = []
        tried = found = 0
        while found < count:
            self.watch.begin(f"looking for alternative {found + 1} of {count}")
            if not leads:
                if not self.trips or tried == MOST_TRIPS:
                    return
                tried += 1
                leads = sorted(self._leads(*self.trips.pop(0)), key=lambda lead: lead.value)
                continue
            lead = leads.pop()
            plan = None if self._signature(lead.trip) in self.seen else self._followed(lead)
            if plan is not None:
                found += 1
                yield plan

    def _followed(self, lead: _Lead) -> Plan | None:
        """What a lead leads to when it is searched on from; the lead itself where that is known already."""
        solution = self._solve(lead.bars.applied(self.problem), self.effort, lead.trip)
        trip = lead.trip if solution is None or self._signature(solution.trip) in self.seen else solution.trip
        value = evaluate(self.problem, trip)
        if value is None:
            return None
        plan = self._plan(trip, value)
        self.seen.add(signature(plan))
        self.trips.append((trip, lead.bars))
        return plan

    def _plan(self, trip: Trip, value: Value) -> Plan:
        """The plan; what no plan for the request can pass is known from the best."""
        quality = self.best.quality
        proved = quality.proved and points(value.score) >= quality.score
        return checked(self.problem, Solution(trip, value, max(value.score, quality.bound * UNITS), proved=proved))

    def _solve(self, problem: Problem, effort: Effort, known: Trip | None) -> Solution | None:
        try:
            return solve(problem, effort, seed=self.seed, watch=_Through(self.watch), known=known, bounded=False)
        except NoTripError:
            return None

    def _leads(self, trip: Trip, bars: _Bars) -> Iterator[_Lead]:
        """What each bar more leads to; first those without which the trip itself loses least."""
        bars_with = [(more, more.applied(self.problem)) for more in self._bars(trip, bars)]
        nears = [(self._near(barred, trip), more, barred) for more, barred in bars_with]
        held = [one for one in nears if one[0] is not None]
        held.sort(key=lambda one: one[0][0] if one[0] else (), reverse=True)
        for near, more, barred in (held + [one for one in nears if one[0] is None])[:MOST_BARS]:
            solution = self._solve(barred, QUICK, near[1] if near else None)
            if solution is not None and solution.value.met == self.problem.demands.bit_count():
                yield _Lead(solution.value, solution.trip, more)

    def _bars(self, trip: Trip, bars: _Bars) -> Iterator[_Bars]:
        """The bars with one more: a main activity of the trip, or the place of one of its nights."""
        nights, main = self._signature(trip)
        for activity in sorted(main):
            yield replace(bars, activities=bars.activities | {activity})
        for night in enumerate(nights):
            yield replace(bars, nights=bars.nights | {night})

    def _near(self, barred: Problem, trip: Trip) -> tuple[Value, Trip] | None:
        """The trip with what is barred taken out of it, and its barred nights moved to where it loses least; None if that fails."""
        days = tuple(tuple(stop for stop in stops if barred.values[day][stop] is not None) for day, stops in enumerate(trip.days))
        moved = [night for night, bed in enumerate(trip.nights) if barred.bed_costs[night][bed] is None]
        best: tuple[Value, Trip] | None = None
        for bed in range(barred.start) if moved else (None,):
            nights = tuple(bed if bed is not None and night in moved else own for night, own in enumerate(trip.nights))
            changed = Trip(days, nights, trip.end)
            value = evaluate(barred, changed)
            if value is not None and (best is None or value > best[0]):
                best = (value, changed)
        return best

    def _signature(self, trip: Trip) -> Signature:
        problem = self.problem
        names = {problem.choices[stop].activity for stops in trip.days for stop in stops}
        main = frozenset(name for name in names if problem.world.activity(name).rating >= MAIN)
        return tuple(problem.beds[bed].location for bed in trip.nights), main
