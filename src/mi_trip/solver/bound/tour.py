"""A problem as one long tour: its places, the arcs between them, what can be done at them and where one can sleep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_trip.travel.walk import LUNCH_FROM, LUNCH_UNTIL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mi_trip.problem import Problem
    from mi_trip.travel.walk import Hours, Stop

    Minutes = NDArray[np.int64]


class Spot(NamedTuple):
    """A stop of the problem at its best on any day.

    ``gives``: units, less its ticket and the time to be there before; ``minutes``: of the day, that time included; ``takes``:
    the same less the lunch that may be had inside.
    """

    stop: int
    begin: int
    end: int
    gives: int
    minutes: int
    takes: int
    cost: int


class Arc(NamedTuple):
    """Going straight from one place to another: minutes on the way at least, and minutes of the day less a lunch on board."""

    start: int
    end: int
    way: int
    takes: int


class NightSpot(NamedTuple):
    """A bed on one night: its place, what room and hired car cost, and what it is worth in units."""

    night: int
    place: int
    cost: int
    gives: int


@dataclass(frozen=True, slots=True)
class Tour:
    """Numbers of the relaxed problem. Places are numbered from 0; ``apart[a, b]`` are minutes at least from place to place.

    ``budgets``: minutes of each day without lunch; ``span``: of the longest day with it.
    """

    problem: Problem
    apart: Minutes
    arcs: tuple[Arc, ...]
    spots: tuple[Spot, ...]
    nights: tuple[NightSpot, ...]
    start: int
    ends: tuple[int, ...]
    budgets: tuple[int, ...]
    span: int

    @classmethod
    def of(cls, problem: Problem) -> Tour:
        """The tour of a problem."""
        days = problem.world.days
        best = [spot for stop in range(len(problem.stops)) if (spot := _at_best(problem, stop)) is not None]
        beds = [bed for bed in range(len(problem.beds)) if any(row[bed] is not None for row in problem.bed_costs)]
        standing = [problem.bed_node(bed) for bed in (*beds, problem.start, *problem.ends)]
        nodes = sorted({*(s.begin for s in best), *(s.end for s in best), *standing})
        place = {node: number for number, node in enumerate(nodes)}
        span = max(0, *(day.hours.last - day.hours.first for day in days))
        apart, takes = _distances(problem, nodes)
        return cls(
            problem,
            apart,
            tuple(_arcs(apart, takes, span)),
            tuple(s._replace(begin=place[s.begin], end=place[s.end]) for s in best),
            tuple(
                NightSpot(night, place[problem.bed_node(bed)], cost + problem.hire_of_night(bed), problem.bed_values[night][bed])
                for night, row in enumerate(problem.bed_costs)
                for bed, cost in enumerate(row)
                if cost is not None
            ),
            place[problem.bed_node(problem.start)],
            tuple(place[problem.bed_node(end)] for end in problem.ends),
            tuple(_budget(day.hours) for day in days),
            span,
        )


def _budget(hours: Hours) -> int:
    """Minutes of a day without lunch: it is had by all who are out after its hour."""
    if hours.first >= LUNCH_FROM:
        return max(0, hours.last - hours.first)
    return max(0, hours.last - hours.lunch - hours.first, min(LUNCH_UNTIL, hours.last) - hours.first)


def _at_best(problem: Problem, stop: int) -> Spot | None:
    """The stop as no day can better it; None where no trip is the worse without it. Places are still the network's nodes."""
    on = [
        (value, spot, problem.world.days[day].hours.lunch)
        for day, row in enumerate(problem.values)
        if (value := row[stop]) is not None and (spot := problem.day_stop(day, stop)) is not None
    ]
    if not on:
        return None
    gives = max(value - problem.minute * spot.early - problem.money * spot.cost for value, spot, _ in on)
    first = on[0][1]
    if gives <= 0 and first.begin == first.end and not problem.stops[stop].meets:
        return None
    return Spot(
        stop,
        first.begin,
        first.end,
        gives,
        min(spot.minutes + spot.early for _, spot, _ in on),
        min(_takes(spot, lunch) for _, spot, lunch in on),
        min(spot.cost for _, spot, _ in on),
    )


def _takes(spot: Stop, lunch: int) -> int:
    return spot.minutes + spot.early - (lunch if spot.lunch and spot.minutes >= lunch else 0)


def _distances(problem: Problem, nodes: Sequence[int]) -> tuple[Minutes, Minutes]:
    """Minutes at least between nodes on any day, and the same less a lunch where it may be had on board."""
    networks = {id(day.network): day.network for day in problem.world.days}.values()
    apart = np.min([np.array([network.least_from(node) for node in nodes])[:, nodes] for network in networks], axis=0)
    takes = apart.copy()
    lunch = min(day.hours.lunch for day in problem.world.days)
    for start, end, minutes in _lunch_rides(problem):
        if minutes >= lunch:
            to = np.min([[network.least_from(node)[start] for node in nodes] for network in networks], axis=0)
            onward = np.min([np.array(network.least_from(end))[nodes] for network in networks], axis=0)
            takes = np.minimum(takes, to[:, None] + minutes - lunch + onward[None, :])
    return _closed(apart), _closed(takes)


def _lunch_rides(problem: Problem) -> list[tuple[int, int, int]]:
    """The rides with lunch on board: from node to node, minutes."""
    day = problem.world.days[0]
    rides = []
    for route in problem.world.catalogue.routes.values():
        if route.lunch_inside:
            for with_car in (True, False):
                one, other = (day.node(end, with_car=with_car) for end in (route.start, route.end))
                minutes = int(route.duration.total_seconds()) // 60
                rides += [(one, other, minutes), (other, one, minutes)]
    return rides


def _closed(minutes: Minutes) -> Minutes:
    """With no way longer than one over a third place."""
    for over in range(len(minutes)):
        minutes = np.minimum(minutes, minutes[:, over, None] + minutes[None, over, :])
    return minutes


def _arcs(apart: Minutes, takes: Minutes, span: int) -> list[Arc]:
    """The arcs that are needed: one that leads over a third place, by either measure, is the sum of two others."""
    needed = (apart <= span) & ~np.eye(len(apart), dtype=bool)
    for over in range(len(apart)):
        to, onward = apart[:, over, None], apart[None, over, :]
        sum_of_two = (to > 0) & (onward > 0) & (to + onward <= apart) & (takes[:, over, None] + takes[None, over, :] <= takes)
        needed &= ~sum_of_two
    return [Arc(a, b, int(apart[a, b]), int(takes[a, b])) for a, b in np.argwhere(needed).tolist()]
