"""A score that no trip can pass: the best of a relaxed problem, in which the whole trip is one long tour.

The relaxation forgets which stop is done on which day and in which order, and when departures and opening hours are. It keeps
that one goes from place to place without a break, sleeps each night in a bed, does each group once, and that all days together,
and the days that touch any one region, have only so many minutes and visits. Its linear program is small whatever the number
of days: the team orienteering problem in two indices with connectivity and capacity cuts (Bianchessi, Mansini and Speranza 2018).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mi_trip.problem import Problem

ROUNDS = 16  # of cuts; on the shipped catalogue as many more lower the bound by less than half a per cent


def upper_bound(problem: Problem, score: int, *, rounds: int = ROUNDS) -> int:
    """An upper bound, in units, of the score of any trip that meets every demand; never below ``score``, one that was found.

    More ``rounds`` of cuts make it lower and take longer.
    """
    from mi_trip.solver.bound.program import TourProgram  # numpy and HiGHS are slow to import
    from mi_trip.solver.bound.tour import Tour

    everything = _all_values(problem)
    if everything <= score:
        return score
    least = TourProgram(Tour.of(problem)).solve(rounds, until=score)
    return max(score, everything if least is None else min(everything, least))


def _all_values(problem: Problem) -> int:
    """What every group would give on its best day."""
    best: dict[int, int] = {}
    for row in problem.values:
        for value, facts in zip(row, problem.stops, strict=True):
            if value is not None:
                best[facts.group] = max(best.get(facts.group, 0), value)
    return sum(best.values()) + sum(max(row) for row in problem.bed_values)
