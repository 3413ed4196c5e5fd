"""Proof of how good a trip is: a bound from day routes that are relaxed but little, and prices for what they forget.

The trip is a chain of day routes between beds, one a day (the model of Divsalar, Vansteenwegen and Cattrysse 2013; bounds by
column generation as Boussier, Feillet and Gendreau 2007). What ties the days together has a price: any prices give a bound,
those of a linear program over the best routes so far nearly the least.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_trip.solver.trip import evaluate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_trip.problem import Problem
    from mi_trip.solver.proof.listing import Listed
    from mi_trip.solver.proof.prices import Rules
    from mi_trip.solver.proof.trips import Trips
    from mi_trip.solver.trip import Trip

STEP = 2  # minutes between the moments of a day
ROUNDS = 40  # that it takes to come near to the least bound
NO_BOUND = 10**12
FIRST_CHOSEN_FROM, MOST_CHOSEN_FROM = 3_000, 12_000  # routes: a program of more may take minutes
Route = tuple[int, int, tuple[int, ...], int]  # day, bed one wakes in, stops, bed one sleeps in


class Proof(NamedTuple):
    """A bound in units (very large where nothing was begun), and a trip that scores more than the one known, if one was found."""

    bound: int
    trip: Trip | None


def prove(problem: Problem, score: int, *, work: int, limit: int, routes: Iterable[Route] = (), step: int = STEP) -> Proof:
    """Bounds the score of any trip that meets every demand, then lists the day routes of better trips, ``limit`` at most.

    Where the list is complete, the best trip is chosen from it, or none is better than the one that scores ``score``.
    ``work`` is how many moves may be looked at (times beds): nothing is begun that it will hardly end; ``routes`` are good ones to
    begin with; ``step``: minutes between the moments of a day.
    """
    if _round(problem, step) * ROUNDS > work:
        return Proof(NO_BOUND, None)
    from mi_trip.solver.proof.bounding import Bounding
    from mi_trip.solver.proof.listing import Listing, TooMany

    bounding = Bounding(problem, score, routes, step)
    bounding.run(work)
    if bounding.bound <= score:
        return Proof(score, None)
    prices = bounding.best_prices()
    chain = bounding.trips.chain(prices)
    bound = min(bounding.bound, chain.bound)
    try:
        listed = Listing(bounding.trips, prices, chain, score, limit).routes()
    except TooMany:
        return Proof(bound, None)
    return _chosen(bounding.trips, bounding.rules, listed, Proof(bound, None), score)


def _chosen(trips: Trips, rules: Rules, routes: list[Listed], proof: Proof, score: int) -> Proof:
    """The best trip of the routes: chosen from the most promising ones, then from all that could still be in a better one."""
    from mi_trip.solver.proof.choice import choose
    from mi_trip.solver.proof.condensing import condense

    for most in (FIRST_CHOSEN_FROM, MOST_CHOSEN_FROM):
        closer, routes = condense(trips, rules, routes, score)
        proof = Proof(max(score, min(proof.bound, closer)), proof.trip)
        if not routes or proof.bound == score:
            return Proof(score, proof.trip)
        whole = len(routes) <= most
        if most == MOST_CHOSEN_FROM and not whole:
            return proof
        choice = choose(trips, rules, routes[:most])
        value = evaluate(trips.problem, choice.trip) if choice is not None and choice.trip is not None else None
        if choice is not None and value is not None and value.score > score and value.met == trips.problem.demands.bit_count():
            score, proof = value.score, Proof(max(proof.bound, value.score), choice.trip)
        if whole:
            return Proof(score if choice is None else max(score, min(proof.bound, choice.bound)), proof.trip)
    return proof


def _round(problem: Problem, step: int) -> int:
    """About how many moves are looked at in one round: half of those from stop to stop at any moment lead somewhere."""
    moves = 0
    for day, world in enumerate(problem.world.days):
        stops = sum(value is not None for value in problem.values[day])
        beds = sum(cost is not None for cost in problem.bed_costs[day]) if day < problem.days - 1 else len(problem.ends)
        moves += stops * stops * beds * (world.hours.last - world.hours.first) // (2 * step)
    return moves
