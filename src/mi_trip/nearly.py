"""What nearly made it into a plan: for each day the activities that could be put into it at the least loss, or why none can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip import score
from mi_trip.chosen import problem_of, trip_of
from mi_trip.model.nearly import Hindrance, Nearly
from mi_trip.solver.trip import Trip, Value, evaluate, sleeps, wakes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.problem import Problem

MOST = 3  # of a day


def nearly(catalogue: Catalogue, plan: Plan) -> tuple[Nearly, ...]:
    """At most three a day: first what would cost the fewest points, then what does not fit and gives most, less the way there and on.

    What lies so far off that one could not even pass by is not among them.
    """
    problem = problem_of(catalogue, plan)
    trip = trip_of(problem, plan)
    now = trip and evaluate(problem, trip)
    if trip is None or now is None:
        return ()
    near = _Near(problem, trip, now)
    return tuple(one for day in range(problem.days) for one in near.of(day))


class _Near:
    def __init__(self, problem: Problem, trip: Trip, now: Value) -> None:
        self.problem, self.trip, self.now = problem, trip, now
        self.done = {problem.stops[stop].group for stops in trip.days for stop in stops}

    def of(self, day: int) -> list[Nearly]:
        """What nearly made it into the day (from 0)."""
        found: dict[str, tuple[tuple[int, int], Nearly]] = {}  # of the ways of doing an activity the best
        for stop, value in enumerate(self.problem.values[day]):
            if value is None or self.problem.stops[stop].group in self.done or not self._activity(stop).rating:
                continue
            if self._way(day, stop) > self._span(day):
                continue
            ranked = self._ranked(day, stop, value)
            name = ranked[1].activity.id
            if name not in found or ranked[0] > found[name][0]:
                found[name] = ranked
        best = sorted(found.values(), key=lambda one: one[0], reverse=True)
        return [one for _, one in best[:MOST]]

    def _ranked(self, day: int, stop: int, value: int) -> tuple[tuple[int, int], Nearly]:
        """How it could be put into the day, and its rank: what fits comes first."""
        activity = self._activity(stop)
        put_in = self._best(self._longer(day, stop)) or self._best(self._exchanged(day, stop))
        if put_in is None:
            return (0, value - self.problem.minute * self._way(day, stop)), Nearly(
                day + 1, activity, None, hindrance=self._hindrance(day, stop)
            )
        worth, out = put_in
        loss = self.now.score - worth.score
        return (1, -loss), Nearly(day + 1, activity, score.points(loss), None if out is None else self._activity(out))

    def _best(self, changes: Iterator[tuple[tuple[tuple[int, ...], ...], int | None]]) -> tuple[Value, int | None] | None:
        """The best of changed days, with what was taken out; None where none holds and meets as much as before."""
        best: tuple[Value, int | None] | None = None
        for days, out in changes:
            value = evaluate(self.problem, self.trip._replace(days=days))
            if value is not None and value.met >= self.now.met and (best is None or value > best[0]):
                best = (value, out)
        return best

    def _longer(self, day: int, stop: int) -> Iterator[tuple[tuple[tuple[int, ...], ...], int | None]]:
        """The days with the stop put in anywhere."""
        stops = self.trip.days[day]
        for place in range(len(stops) + 1):
            yield self._days(day, (*stops[:place], stop, *stops[place:])), None

    def _exchanged(self, day: int, stop: int) -> Iterator[tuple[tuple[tuple[int, ...], ...], int | None]]:
        """The days with the stop put in anywhere, and any one other taken out."""
        stops = self.trip.days[day]
        for number, out in enumerate(stops):
            rest = (*stops[:number], *stops[number + 1 :])
            for place in range(len(stops)):
                yield self._days(day, (*rest[:place], stop, *rest[place:])), out

    def _days(self, day: int, stops: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
        return (*self.trip.days[:day], stops, *self.trip.days[day + 1 :])

    def _hindrance(self, day: int, stop: int) -> Hindrance:
        problem, bed = self.problem, (wakes(self.problem, self.trip, day), sleeps(self.trip, day))
        if problem.walk(day, bed[0], (stop,), bed[1]) is None:
            return Hindrance.ALONE
        for days, _ in (*self._longer(day, stop), *self._exchanged(day, stop)):
            if problem.walk(day, bed[0], days[day], bed[1]) is not None:
                return Hindrance.RULES
        return Hindrance.TIME

    def _way(self, day: int, stop: int) -> int:
        """The least minutes on the way there from the bed, and on to the next."""
        problem, spot = self.problem, self.problem.day_stop(day, stop)
        assert spot is not None  # noqa: S101 - it has a value on the day
        network = problem.world.days[day].network
        there = network.least_minutes(problem.bed_node(wakes(problem, self.trip, day)), spot.begin)
        return there + network.least_minutes(spot.end, problem.bed_node(sleeps(self.trip, day)))

    def _span(self, day: int) -> int:
        """How many minutes the day has."""
        hours = self.problem.world.days[day].hours
        return hours.last - hours.first

    def _activity(self, stop: int) -> Activity:
        return self.problem.world.activity(self.problem.choices[stop].activity)
