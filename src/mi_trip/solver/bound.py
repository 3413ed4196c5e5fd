"""A score that no trip can pass.

A relaxation: every group of stops is worth its best on any day, less the least way and money it can take, and fills at least its
own minutes and that way; what fits into the hours of all days together is chosen, in parts where need be. The limits on visits and
strenuous outings are priced (Lagrange), for which any prices give a bound; the best of a grid is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_trip.score import UNITS
from mi_trip.travel.network import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.problem import Problem

VISIT_PRICES = (0, 2, 4, 6, 8, 10, 13, 16, 20, 25)  # points asked for a visit, and for a strenuous outing below
STRENUOUS_PRICES = (0, 5, 10, 15, 20, 30)


class _Item(NamedTuple):
    """The most a group can give, in units, the least minutes it fills, and whether every stop of it counts as a visit or is hard."""

    units: int
    minutes: int
    counted: bool
    strenuous: bool


def upper_bound(problem: Problem, score: int) -> int:
    """An upper bound of the score in units, never below the score of the best trip found."""
    items = list(_items(problem))
    room = sum(day.hours.last - day.hours.first for day in problem.world.days)
    spent = _least_spent(problem)
    best: int | None = None
    for visit in VISIT_PRICES:
        for strenuous in STRENUOUS_PRICES:
            prices = visit * UNITS, strenuous * UNITS
            paid = prices[0] * problem.visits * problem.days + prices[1] * problem.days
            bound = paid - spent + _filled([_priced(item, prices) for item in items], room)
            best = bound if best is None else min(best, bound)
    return max(score, best or 0)


def _priced(item: _Item, prices: tuple[int, int]) -> tuple[int, int]:
    return item.units - item.counted * prices[0] - item.strenuous * prices[1], item.minutes


def _filled(items: list[tuple[int, int]], room: int) -> int:
    """The most that fits into the minutes, the last item in part."""
    total = 0
    for units, minutes in sorted((i for i in items if i[0] > 0), key=lambda i: -i[0] / max(1, i[1])):
        if minutes >= room:
            return total + -(-units * room // max(1, minutes))
        room -= minutes
        total += units
    return total


def _items(problem: Problem) -> Iterator[_Item]:
    """What each group can give at most, over all its stops and days."""
    sources = _sources(problem)
    by_group: dict[int, list[tuple[int, int]]] = {}
    counted: dict[int, bool] = {}
    strenuous: dict[int, bool] = {}
    for stop, facts in enumerate(problem.stops):
        for day, row in enumerate(problem.values):
            value, spot = row[stop], problem.day_stop(day, stop)
            if value is None or spot is None:
                continue
            network = problem.world.days[day].network
            way = min((network.least_minutes(node, spot.begin) for node in sources if node != spot.end or node == spot.begin), default=0)
            if way >= NEVER:
                continue
            gives = value - problem.minute * (way + spot.early) - problem.money * spot.cost
            by_group.setdefault(facts.group, []).append((gives, way + spot.early + spot.minutes))
            counted[facts.group] = counted.get(facts.group, True) and facts.counted
            strenuous[facts.group] = strenuous.get(facts.group, True) and facts.strenuous
    for group, found in by_group.items():
        yield _Item(max(g for g, _ in found), min(m for _, m in found), counted[group], strenuous[group])


def _sources(problem: Problem) -> tuple[int, ...]:
    """The nodes from which one can come to a stop: beds, start, and where other stops end."""
    beds = {problem.bed_node(bed) for bed in range(len(problem.beds))}
    ends = {spot.end for day in range(problem.days) for stop in range(len(problem.stops)) if (spot := problem.day_stop(day, stop))}
    return tuple(sorted(beds | ends))


def _least_spent(problem: Problem) -> int:
    """Units that every trip spends: the cheapest bed of each night, and a day of a hired car."""
    money = sum(min((cost for cost in row if cost is not None), default=0) for row in problem.bed_costs)
    if problem.hires:
        money += problem.world.catalogue.costs.hire_per_day
    return problem.money * money
