"""The tables of a problem whose ways take as long at any minute: from start to start, with windows, for whole days of stops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mi_trip.problem import Problem
    from mi_trip.travel.walk import Stop

    Numbers = NDArray[np.float64]

POWERS = 3
SHUT = -1  # a window's end on days without it


@dataclass(frozen=True, eq=False)
class Ways:
    """From any visit or bed to any other, counted from start to start: the stay at the first, the way, and being there early.

    ``takes``: as a table of whole numbers and ``out``, ``into`` as arrays by their origin and by their target; ``price``: units.
    """

    takes: list[list[int]]
    out: Numbers
    into: Numbers
    price: list[list[int]] | None


@dataclass(frozen=True, eq=False)
class Table:
    """One day: its ways and first minute, the first and last start of each visit, what it gives in units. Beds follow the visits.

    ``weights``: what the visits give to the powers of 1, 1.5 and 2, to rank them by.
    """

    number: int
    ways: Ways
    first: int
    opens: list[int]
    closes: list[int]
    gives: list[int]
    opens_at: Numbers
    closes_at: Numbers
    weights: tuple[Numbers, ...]


@dataclass(frozen=True, eq=False)
class Steady:
    """A problem in tables. A visit is a stop with one of its windows; ``rivals``: the visits of the same group, itself included."""

    problem: Problem
    stops: list[int]
    rivals: list[list[int]]
    days: tuple[Table, ...]
    near: list[list[int]]

    @property
    def visits(self) -> int:
        """How many visits there are to choose from."""
        return len(self.stops)

    @property
    def usual(self) -> float:
        """The mean of what the visits give at best."""
        best = [max(day.gives[visit] for day in self.days) for visit in range(self.visits)]
        return sum(best) / max(1, len(best))

    @classmethod
    def of(cls, problem: Problem) -> Steady:
        """The tables of a problem that is steady."""
        windows = max((len(spot.windows) for day in range(problem.days) for spot in _spots(problem, day) if spot), default=1)
        pairs = [
            (stop, number)
            for stop in range(len(problem.stops))
            for number in range(windows)
            if any((spot := problem.day_stop(day, stop)) is not None and number < len(spot.windows) for day in range(problem.days))
        ]
        stops = [stop for stop, _ in pairs]
        of_group: dict[int, list[int]] = {}
        for visit, stop in enumerate(stops):
            of_group.setdefault(problem.stops[stop].group, []).append(visit)
        ways: dict[object, Ways] = {}
        tables: dict[object, Table] = {}
        days = []
        for day in range(problem.days):
            spots = _spots(problem, day)
            network, hours = problem.world.days[day].network, problem.world.days[day].hours
            key = (id(network), tuple((s.begin, s.end, s.minutes, s.early, s.cost) if s else None for s in spots))
            if key not in ways:
                ways[key] = _ways(problem, day, [spots[stop] or _any_day(problem, stop) for stop in stops])
            gives, opens, closes = [], [], []
            for stop, number in pairs:
                spot, value = spots[stop], problem.values[day][stop]
                able = spot is not None and value is not None and number < len(spot.windows)
                gives.append(value if able and value is not None else 0)
                opens.append(spot.windows[number][0] if able and spot else 0)
                closes.append(spot.windows[number][1] if able and spot else SHUT)
            full = (key, hours.first, hours.last, tuple(gives), tuple(opens), tuple(closes))
            if full not in tables:
                tables[full] = _table(len(tables), ways[key], (hours.first, hours.last), (opens, closes, gives), len(problem.beds))
            days.append(tables[full])
        rivals = [of_group[problem.stops[stop].group] for stop in stops]
        return cls(problem, stops, rivals, tuple(days), _near(days[0].ways, len(stops)))


def _spots(problem: Problem, day: int) -> list[Stop | None]:
    return [problem.day_stop(day, stop) if value is not None else None for stop, value in enumerate(problem.values[day])]


def _any_day(problem: Problem, stop: int) -> Stop:
    return next(spot for day in range(problem.days) if (spot := problem.day_stop(day, stop)) is not None)


def _ways(problem: Problem, day: int, spots: list[Stop]) -> Ways:
    network = problem.world.days[day].network
    beds = [problem.bed_node(bed) for bed in range(len(problem.beds))]
    ends = [*((s.end, s.minutes) for s in spots), *((bed, 0) for bed in beds)]
    begins = [*((s.begin, s.early, s.cost) for s in spots), *((bed, 0, 0) for bed in beds)]
    takes = [[network.least_from(end)[begin] + stay + early for begin, early, _ in begins] for end, stay in ends]
    price = None
    if problem.minute or problem.money:
        price = [[_price(problem, day, end, begin) for begin in begins] for end, _ in ends]
    out = np.array(takes, dtype=np.float64)
    return Ways(takes, out, np.ascontiguousarray(out.T), price)


def _price(problem: Problem, day: int, end: int, begin: tuple[int, int, int]) -> int:
    node, early, cost = begin
    plain = problem.world.days[day].network.plain_way(end, node) if end != node else (0, 0, 0)
    minutes, _, fare = plain or (0, 0, 0)
    return problem.minute * (minutes + early) + problem.money * (fare + cost)


def _table(number: int, ways: Ways, hours: tuple[int, int], rows: tuple[list[int], list[int], list[int]], beds: int) -> Table:
    opens, closes, gives = rows
    first, last = hours
    what = np.array(gives, dtype=np.float64)
    return Table(
        number, ways, first, [*opens, *[first] * beds], [*closes, *[last] * beds], [*gives, *[0] * beds],
        np.array(opens, dtype=np.float64), np.array(closes, dtype=np.float64), (what, what * np.sqrt(what), what * what),
    )  # fmt: skip


def _near(ways: Ways, visits: int) -> list[list[int]]:
    """For each visit all others, the nearest first."""
    both = ways.out[:visits, :visits] + ways.into[:visits, :visits]
    return [list(map(int, row)) for row in np.argsort(both, axis=1, kind="stable")]
