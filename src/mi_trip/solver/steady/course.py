"""One day's course over visits from bed to bed: when each can begin at the earliest and at the latest, and what fits between."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mi_trip.solver.steady.tables import Numbers, Table

KEPT = 30_000  # courses remembered at once


class Course:
    """Visits in order between two beds, with the earliest and latest start of each (Savelsbergh 1992)."""

    __slots__ = ("earliest", "fits", "gives", "latest", "nodes", "takes")

    def __init__(self, nodes: tuple[int, ...], earliest: list[int], latest: list[int], gives: int, takes: int) -> None:
        self.nodes, self.earliest, self.latest = nodes, earliest, latest
        self.gives = gives  # units, ways paid
        self.takes = takes  # minutes from start to start, without waits
        self.fits: tuple[Numbers, list[int]] | None = None


class Courses:
    """The courses of a problem's days, remembered; counts its work in places looked at."""

    def __init__(self, visits: int) -> None:
        self.visits, self.work = visits, 0
        self._known: dict[tuple[int, tuple[int, ...]], Course | None] = {}

    def course(self, table: Table, nodes: tuple[int, ...]) -> Course | None:
        """The course; None if a window or the day's end is missed."""
        key = (table.number, nodes)
        try:
            return self._known[key]
        except KeyError:
            pass
        if len(self._known) > KEPT:
            self._known.clear()
        found = self._known[key] = self._timed(table, nodes)
        return found

    def _timed(self, table: Table, nodes: tuple[int, ...]) -> Course | None:
        self.work += 10 * len(nodes)
        takes, opens, closes = table.ways.takes, table.opens, table.closes
        now, sum_of_takes = table.first, 0
        before = nodes[0]
        earliest = [now]
        for node in nodes[1:]:
            more = takes[before][node]
            sum_of_takes += more
            now += more
            now = max(now, opens[node])
            if now > closes[node]:
                return None
            earliest.append(now)
            before = node
        by = closes[before]
        latest = [by]
        for node in nodes[-2::-1]:
            by = min(by - takes[node][before], closes[node])
            latest.append(by)
            before = node
        latest.reverse()
        gives = sum([table.gives[node] for node in nodes])
        price = table.ways.price
        if price is not None:
            gives -= sum(price[a][b] for a, b in pairwise(nodes))
        return Course(nodes, earliest, latest, gives, sum_of_takes)

    def fits(self, table: Table, course: Course) -> tuple[Numbers, list[int]]:
        """For each visit by how much the course grows at least with it (infinite where it fits nowhere), and behind which of its nodes."""
        if course.fits is None:
            nodes = course.nodes
            gaps = len(nodes) - 1
            self.work += 3000 + gaps * self.visits
            ways = table.ways
            starts = np.array(course.earliest[:-1], dtype=np.float64)
            origins, targets = np.array(nodes[:-1]), np.array(nodes[1:])
            begins = ways.out[origins, : self.visits]
            begins += starts[:, None]
            np.maximum(begins, table.opens_at, out=begins)
            late = begins > table.closes_at
            begins += ways.into[targets, : self.visits]
            late |= begins > np.array(course.latest[1:], dtype=np.float64)[:, None]
            begins -= (starts + ways.out[origins, targets])[:, None]
            np.maximum(begins, 1.0, out=begins)
            begins[late] = np.inf
            at = begins.argmin(axis=0)
            course.fits = (begins[at, np.arange(self.visits)], at.tolist())
        return course.fits
