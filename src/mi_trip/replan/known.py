"""The saved choices as a trip of the problem: where a search for what is to be kept begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.model.request import CarChoice
from mi_trip.solver.trip import Trip, day_allows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mi_trip.model.saved import SavedChoice, SavedNight, SavedTrip
    from mi_trip.problem import Problem


def known_trip(problem: Problem, saved: SavedTrip) -> Trip | None:
    """The trip of the choices that can be made; what does not fit into its day is left out. None where that leads nowhere."""
    days = [day.choices for day in saved.days[: problem.days]]
    days += [()] * (problem.days - len(days))
    nights: list[int] = []
    for night in range(problem.days - 1):
        wanted = saved.days[night].night if night < len(saved.days) else None
        bed = _bed(problem, night, wanted, nights[-1] if nights else None)
        if bed is None:
            return None
        nights.append(bed)
    done: set[int] = set()
    for end in _ends(problem, saved):
        done.clear()
        routes = []
        for day, choices in enumerate(days):
            wakes, sleeps = nights[day - 1] if day else problem.start, nights[day] if day < len(nights) else end
            stops = _fitting(problem, day, wakes, _stops(problem, day, choices, done), sleeps)
            if stops is None:
                break
            done |= {problem.stops[stop].group for stop in stops}
            routes.append(stops)
        else:
            return Trip(tuple(routes), tuple(nights), end)
    return None


def _ends(problem: Problem, saved: SavedTrip) -> list[int]:
    """How one may stand at the end, what the file says first."""
    return sorted(problem.ends, key=lambda end: problem.beds[end].with_car is not (saved.ends_with_car is not False))


def _bed(problem: Problem, night: int, wanted: SavedNight | None, before: int | None) -> int | None:
    """The bed of a night: what is wanted, else where one slept before, else the only one that is allowed."""
    open_then = [bed for bed, cost in enumerate(problem.bed_costs[night]) if cost is not None]
    if wanted:
        with_car = problem.world.request.car is not CarChoice.NONE if wanted.with_car is None else wanted.with_car
        there = [bed for bed in open_then if problem.beds[bed].location == wanted.location]
        if there:
            return min(there, key=lambda bed: problem.beds[bed].with_car is not with_car)
    if before in open_then:
        return before
    return open_then[0] if len({problem.beds[bed].location for bed in open_then}) == 1 else None


def _stops(problem: Problem, day: int, choices: Iterable[SavedChoice], done: set[int]) -> list[int]:
    """The stops of a day's choices that can be done on it, and of what is bound to it besides."""
    stops: list[int] = []
    taken = set(done)
    for choice in choices:
        can = [stop for stop in _of(problem, day, choice.activity) if choice.origin in (None, problem.choices[stop].origin)]
        can = [stop for stop in can if problem.stops[stop].group not in taken]
        if can:
            with_car = choice.with_car is not False
            stops.append(min(can, key=lambda stop: (problem.choices[stop].with_car is not with_car, stop)))
            taken.add(problem.stops[stops[-1]].group)
    for stop, facts in enumerate(problem.stops):
        if facts.meets & problem.bound_to[day] and problem.values[day][stop] is not None and facts.group not in taken:
            stops.append(stop)
            taken.add(facts.group)
    return stops


def _of(problem: Problem, day: int, activity: str) -> list[int]:
    row = problem.values[day]
    return [stop for stop, choice in enumerate(problem.choices) if choice.activity == activity and row[stop] is not None]


def _fitting(problem: Problem, day: int, wakes: int, stops: Sequence[int], sleeps: int) -> tuple[int, ...] | None:
    """As many of the stops, in their order, as fit: put in one by one, first those that are bound to the day."""
    bound = [stop for stop in stops if problem.stops[stop].meets & problem.bound_to[day]]
    chosen: tuple[int, ...] = ()
    if problem.walk(day, wakes, tuple(stops), sleeps) and day_allows(problem, tuple(stops)):
        return tuple(stops)
    for stop in (*bound, *(stop for stop in stops if stop not in bound)):
        longer = tuple(sorted((*chosen, stop), key=stops.index))
        if problem.walk(day, wakes, longer, sleeps) and day_allows(problem, longer):
            chosen = longer
    return chosen if problem.walk(day, wakes, chosen, sleeps) else None
