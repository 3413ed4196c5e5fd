"""Proof of how good a trip is: a bound from day routes that are relaxed but little, and prices for what they forget.

The trip is a chain of day routes between beds, one a day (the model of Divsalar, Vansteenwegen and Cattrysse 2013; bounds by
column generation as Boussier, Feillet and Gendreau 2007). What ties the days together has a price: any prices give a bound,
those of a linear program over the best routes so far nearly the least. At any prices moves that no better trip makes are
struck out (as Irnich, Desaulniers, Desrosiers and Hadjar 2010 do with arcs). What remains is divided by the beds and days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_trip.problem import Problem
    from mi_trip.solver.trip import Trip

STEP = 5  # minutes between the moments of a day at first
ROUNDS = 40  # that it takes to come near to the least bound
NO_BOUND = 10**12
Route = tuple[int, int, tuple[int, ...], int]  # day, bed one wakes in, stops, bed one sleeps in


class Proof(NamedTuple):
    """A bound in units (very large where nothing was begun), and a trip that scores more than the one known, if one was found."""

    bound: int
    trip: Trip | None


def prove(problem: Problem, score: int, *, work: int, limit: int, routes: Iterable[Route] = (), step: int = STEP) -> Proof:
    """Bounds the score of any trip that meets every demand, part by part of all trips, until none is better than ``score``.

    Where a part has few day routes of better trips, ``limit`` at most, they are listed and the best trip is chosen from them.
    ``work`` is how many moves may be looked at (times beds): nothing is begun that will hardly be of use; ``routes`` are good ones
    to begin with; ``step``: minutes between the moments of a day at first.
    """
    if _round(problem, step) * ROUNDS > work:
        return Proof(NO_BOUND, None)
    from mi_trip.solver.proof.bounding import Bounding
    from mi_trip.solver.proof.branching import Branching

    branching = Branching(Bounding(problem, score, routes, step), limit)
    branching.run(work)
    return Proof(branching.bound, branching.trip)


def _round(problem: Problem, step: int) -> int:
    """About how many moves are looked at in one round: half of those from stop to stop at any moment lead somewhere."""
    moves = 0
    for day, world in enumerate(problem.world.days):
        stops = sum(value is not None for value in problem.values[day])
        beds = sum(cost is not None for cost in problem.bed_costs[day]) if day < problem.days - 1 else len(problem.ends)
        moves += stops * stops * beds * (world.hours.last - world.hours.first) // (2 * step)
    return moves
