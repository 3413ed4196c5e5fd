"""A search for worlds in which every way takes as long at any minute: there a visit more in a day is judged by a few sums.

None of the shipped catalogue's days is one: they have lunch. Its modules look at all places for all visits at once, in numpy's arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.travel.walk import LUNCH_FROM

if TYPE_CHECKING:
    from mi_trip.problem import Problem


def is_steady(problem: Problem) -> bool:
    """Whether nothing binds but ways that take as long at any minute, windows and the hours of the day."""
    full = problem.visits < sum(facts.counted for facts in problem.stops)
    pace = full or any(facts.strenuous for facts in problem.stops)
    if any(map(any, problem.bed_values)):
        return False
    if problem.demands or problem.budget is not None or problem.hires or pace or len(problem.ends) != 1:
        return False
    return all(_is_steady_day(problem, day) for day in range(problem.days))


def _is_steady_day(problem: Problem, day: int) -> bool:
    world = problem.world.days[day]
    hours, network = world.hours, world.network
    if hours.first < LUNCH_FROM or hours.driving < hours.last - hours.first:
        return False
    spots = [spot for stop in range(len(problem.stops)) if (spot := problem.day_stop(day, stop)) is not None]
    beds = {problem.bed_node(bed) for bed in range(len(problem.beds))}
    begins, ends = {*(spot.begin for spot in spots), *beds}, {*(spot.end for spot in spots), *beds}
    return all(end == begin or network.plain_way(end, begin) is not None for end in ends for begin in begins)
