"""Proof of how good a trip is: a bound from whole trips that are relaxed but little, and prices for what they forget.

The trip is a chain of day routes between beds, one a day (the model of Divsalar, Vansteenwegen and Cattrysse 2013; bounds by
column generation as Boussier, Feillet and Gendreau 2007). What ties the days together has a price: any prices give a bound,
those of a linear program over the best routes so far nearly the least. A trip does a group twice only if it has forgotten it in
between; where that lowers the bound, more is remembered (the ng-routes of Baldacci, Mingozzi and Roberti 2011, here also overnight).
At any prices moves that no better trip makes are struck out (as Irnich, Desaulniers, Desrosiers and Hadjar 2010 do with arcs). Of
the routes left, if they are few, the best trip is joined; else the trips are divided by the beds and days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_trip.problem import Problem
    from mi_trip.solver.trip import Trip

STEP = 5  # minutes between the moments of a day at first
ROUNDS = 40  # that it takes to come near to the least bound at first
MOST_ROOM = 150_000_000  # entries of a table: 300 MB
NO_BOUND = 10**12


class Proof(NamedTuple):
    """A bound in units (very large where nothing was begun), and a trip that scores more than the one known, if one was found."""

    bound: int
    trip: Trip | None


def nothing(_: object) -> None:
    """Nobody is told."""


def prove(
    problem: Problem, score: int, *, work: int, limit: int, step: int = STEP,
    better: Callable[[Trip], object] = nothing, closer: Callable[[int], object] = nothing,
) -> Proof:  # fmt: skip
    """Bounds the score of any trip that meets every demand, part by part of all trips, until none is better than ``score``.

    Where a part has few day routes of better trips, ``limit`` at most, they are enumerated and the best trip is joined from them: the
    best by all further rules as well, if it scores no less than ``score``. ``work`` is how many moves may be looked at (times beds);
    ``step``: minutes between the moments of a day at first. Each better trip is told ``better`` at once, each lower bound ``closer``.
    Nothing is begun that would hardly be of use, or take too much room.
    """
    if _room(problem) > MOST_ROOM or _round(problem, step) * ROUNDS > work:
        return Proof(NO_BOUND, None)
    from mi_trip.solver.proof.bounding import Bounding
    from mi_trip.solver.proof.branching import Branching

    branching = Branching(Bounding(problem, score, step), limit, better, closer)
    branching.run(work)
    return Proof(branching.bound, branching.trip)


def _round(problem: Problem, step: int) -> int:
    """About how much work one of the first rounds is: half of the moves from stop to stop at any moment lead somewhere."""
    moves = 0
    for day, world in enumerate(problem.world.days):
        stops = sum(value is not None for value in problem.values[day])
        moves += stops * stops * (world.hours.last - world.hours.first) // (2 * step)
    return 10 * moves


def _room(problem: Problem) -> int:
    """How many earliest arrivals the largest table has: from each node of the network, at each minute, at each other."""
    return max((len(day.network.nodes) ** 2 * (day.hours.last - day.hours.first + 1) for day in problem.world.days), default=0)
