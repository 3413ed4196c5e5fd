"""Proof of how good a trip is: a bound from day routes that are relaxed but little, and prices for what they forget.

The trip is a chain of day routes between beds, one a day (the model of Divsalar, Vansteenwegen and Cattrysse 2013; bounds by
column generation as Boussier, Feillet and Gendreau 2007). What ties the days together has a price: any prices give a bound,
those of a linear program over the best routes so far nearly the least. At any prices moves that no better trip makes are
struck out (as Irnich, Desaulniers, Desrosiers and Hadjar 2010 do with arcs). What remains is divided by the beds and days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_trip.problem import Problem
    from mi_trip.solver.trip import Trip

STEP = 5  # minutes between the moments of a day at first
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
    """
    from mi_trip.solver.proof.bounding import Bounding
    from mi_trip.solver.proof.branching import Branching

    branching = Branching(Bounding(problem, score, step), limit, better, closer)
    branching.run(work)
    return Proof(branching.bound, branching.trip)
