"""A whole trip and its exact value."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mi_trip.problem import Problem
    from mi_trip.travel.walk import Walked


class Trip(NamedTuple):
    """The stops of each day in order, and the bed of each night; ``end`` says how one stands at the end."""

    days: tuple[tuple[int, ...], ...]
    nights: tuple[int, ...]
    end: int


class Value(NamedTuple):
    """What a trip is worth: compared in this order, the first differing figure decides; larger is better.

    Demands met, score in units, then (negated) minutes on the way, cost, and the catalogue's order of the stops day by day.
    """

    met: int
    score: int
    less_way: int
    less_cost: int
    order: tuple[tuple[int, ...], ...]


def wakes(problem: Problem, trip: Trip, day: int) -> int:
    """The bed (or start) in which the day begins."""
    return trip.nights[day - 1] if day else problem.start


def sleeps(trip: Trip, day: int) -> int:
    """The bed (or end) in which the day ends."""
    return trip.nights[day] if day < len(trip.nights) else trip.end


def changes_bed(problem: Problem, nights: tuple[int, ...]) -> int:
    """How many nights are in another place than the night before."""
    return sum(problem.places[a] != problem.places[b] for a, b in pairwise(nights))


def day_allows(problem: Problem, stops: tuple[int, ...]) -> bool:
    """Whether the visits and strenuous outings are within the pace."""
    facts = [problem.stops[s] for s in stops]
    return sum(f.counted for f in facts) <= problem.visits and sum(f.strenuous for f in facts) <= 1


def strenuous(problem: Problem, stops: tuple[int, ...]) -> bool:
    """Whether the day has a strenuous outing."""
    return any(problem.stops[s].strenuous for s in stops)


def kept(problem: Problem, trip: Trip) -> int:
    """What of the trip's score is for what it keeps of an earlier plan."""
    units = sum(problem.keeps[day][stop] for day, stops in enumerate(trip.days) for stop in stops)
    return units + sum(problem.bed_values[night][bed] for night, bed in enumerate(trip.nights))


def evaluate(problem: Problem, trip: Trip) -> Value | None:
    """The trip's value; None where it breaks a rule. Unmet demands only lower it."""
    walks: list[Walked] = []
    gains = met = ridden = 0
    groups: set[int] = set()
    tired = False
    for day, stops in enumerate(trip.days):
        walked = problem.walk(day, wakes(problem, trip, day), stops, sleeps(trip, day))
        if walked is None or not day_allows(problem, stops):
            return None
        hard = strenuous(problem, stops)
        if hard and tired and problem.rest:
            return None
        tired = hard
        walks.append(walked)
        for stop in stops:
            value, facts = problem.values[day][stop], problem.stops[stop]
            if value is None or facts.group in groups:
                return None
            groups.add(facts.group)
            met |= facts.meets
            gains += value
            ridden += facts.way
    beds = [problem.bed_costs[night][bed] for night, bed in enumerate(trip.nights)]
    if any(bed is None for bed in beds):
        return None
    cost = sum(w.cost for w in walks) + sum(b for b in beds if b is not None) + problem.hire(walks)
    if problem.budget is not None and cost > problem.budget:
        return None
    way = sum(w.way for w in walks)
    gains += sum(problem.bed_values[night][bed] for night, bed in enumerate(trip.nights))
    total = gains - problem.minute * way - problem.change * changes_bed(problem, trip.nights) - problem.money * cost
    order = tuple(tuple(-problem.stops[s].order for s in day) for day in trip.days)
    return Value((met & problem.demands).bit_count(), total, -way - ridden, -cost, order)
