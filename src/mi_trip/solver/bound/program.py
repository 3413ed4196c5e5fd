"""The linear program of the relaxed tour, solved by HiGHS and cut round by round."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import highspy
import numpy as np

from mi_trip.score import UNITS
from mi_trip.solver.bound.cuts import Cutter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from mi_trip.solver.bound.cuts import Cut
    from mi_trip.solver.bound.tour import Tour

SLACK = 1e-6  # of the value, added for the rounding errors of floating point


class TourProgram:
    """Columns: how often each arc is gone, which spots are done, which bed is slept in, which end is reached."""

    def __init__(self, tour: Tour) -> None:
        self.tour = tour
        problem = tour.problem
        arcs, spots, nights = len(tour.arcs), len(tour.spots), len(tour.nights)
        self.arc, self.spot = np.arange(arcs), arcs + np.arange(spots)
        self.night, self.end = arcs + spots + np.arange(nights), arcs + spots + nights + np.arange(len(tour.ends))
        gains = [
            *(-problem.minute * arc.way for arc in tour.arcs),
            *(spot.gives for spot in tour.spots),
            *(night.gives - problem.money * night.cost for night in tour.nights),
            *(0 for _ in tour.ends),
        ]
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call] # its typing is not complete
        for option, value in (("output_flag", False), ("threads", 1), ("parallel", "off"), ("solver", "simplex"), ("random_seed", 0)):
            self._highs.setOptionValue(option, value)
        ones = np.ones(len(gains))
        ones[:arcs] = highspy.kHighsInf
        self._highs.addVars(len(gains), np.zeros(len(gains)), ones)
        self._highs.changeColsCost(len(gains), np.arange(len(gains), dtype=np.int32), np.array(gains) / UNITS)
        self._highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        for coefficients, low, high in (*self._flows(), *self._choices(), *self._resources(), *self._reach()):
            self._add(coefficients, low, high)

    def solve(self, rounds: int, until: int) -> int | None:
        """The value in units, rounded up safely; None without one. No more is cut once it is down to ``until``."""
        cutter = Cutter(self.tour)
        value = self._run()
        for _ in range(rounds):
            if value is None or value <= until:
                break
            done = np.array(self._highs.getSolution().col_value)
            cuts = cutter.violated(done[self.arc], done[self.spot], done[self.night])
            if not cuts:
                break
            self._cut(cuts)
            lower = self._run()
            value = None if lower is None else min(value, lower)
        return value

    def _run(self) -> int | None:
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        value = self._highs.getObjectiveValue() * UNITS
        return math.floor(value + SLACK * max(UNITS, abs(value)))

    def _cut(self, cuts: list[Cut]) -> None:
        rows = np.array([np.concatenate([cut.arcs, cut.spots, cut.nights]) for cut in cuts])
        row, column = np.nonzero(rows)
        begins = np.searchsorted(row, np.arange(len(cuts))).astype(np.int32)
        lows, highs = np.full(len(cuts), -highspy.kHighsInf), np.array([cut.limit for cut in cuts])
        self._highs.addRows(len(cuts), lows, highs, len(row), begins, column.astype(np.int32), rows[row, column])

    def _add(self, coefficients: Mapping[int, float], low: float, high: float) -> None:
        columns = np.array(list(coefficients), dtype=np.int32)
        self._highs.addRow(low, high, len(columns), columns, np.array(list(coefficients.values()), dtype=np.float64))

    def _flows(self) -> Iterator[tuple[dict[int, float], float, float]]:
        """One leaves each place as often as one comes to it, but for the start and the end."""
        out: list[dict[int, float]] = [{} for _ in range(len(self.tour.apart))]
        for column, arc in zip(self.arc.tolist(), self.tour.arcs, strict=True):
            out[arc.start][column], out[arc.end][column] = 1, -1
        for column, spot in zip(self.spot.tolist(), self.tour.spots, strict=True):
            if spot.begin != spot.end:
                out[spot.begin][column], out[spot.end][column] = 1, -1
        for column, place in zip(self.end.tolist(), self.tour.ends, strict=True):
            out[place][column] = 1
        for place, coefficients in enumerate(out):
            starts = float(place == self.tour.start)
            yield coefficients, starts, starts

    def _choices(self) -> Iterator[tuple[dict[int, float], float, float]]:
        """One end, one bed a night, each group once, every demand."""
        problem = self.tour.problem
        yield _sum(self.end), 1, 1
        for night in range(problem.days - 1):
            yield _sum(self.night[[n.night == night for n in self.tour.nights]]), 1, 1
        groups = np.array([problem.stops[s.stop].group for s in self.tour.spots], dtype=np.int64)
        for group in sorted(set(groups.tolist())):
            yield _sum(self.spot[groups == group]), 0, 1
        for demand in range(problem.demands.bit_length()):
            yield _sum(self.spot[[problem.stops[s.stop].meets >> demand & 1 == 1 for s in self.tour.spots]]), 1, highspy.kHighsInf

    def _resources(self) -> Iterator[tuple[dict[int, float], float, float]]:
        """The minutes, visits and strenuous outings of all days together, and the money."""
        tour, problem = self.tour, self.tour.problem
        facts = [problem.stops[s.stop] for s in tour.spots]
        takes = {c: float(a.takes) for c, a in zip(self.arc.tolist(), tour.arcs, strict=True)}
        takes |= {c: float(s.takes) for c, s in zip(self.spot.tolist(), tour.spots, strict=True)}
        yield takes, 0, sum(tour.budgets)
        yield _sum(self.spot[[f.counted for f in facts]]), 0, problem.visits * problem.days
        yield _sum(self.spot[[f.strenuous for f in facts]]), 0, (problem.days + 1) // 2 if problem.rest else problem.days
        if problem.budget is not None:
            costs = {c: float(s.cost) for c, s in zip(self.spot.tolist(), tour.spots, strict=True)}
            costs |= {c: float(n.cost) for c, n in zip(self.night.tolist(), tour.nights, strict=True)}
            yield costs, 0, problem.budget

    def _reach(self) -> Iterator[tuple[dict[int, float], float, float]]:
        """A spot is done on a day that begins and ends where there is time for the way to it and from it."""
        tour = self.tour
        places = np.array([n.place for n in tour.nights], dtype=np.int64)
        for column, spot in zip(self.spot.tolist(), tour.spots, strict=True):
            left = tour.span - spot.minutes
            if tour.apart[tour.start, spot.begin] > left:
                yield {column: -1.0, **_sum(self.night[tour.apart[places, spot.begin] <= left])}, 0, highspy.kHighsInf
            if all(tour.apart[spot.end, end] > left for end in tour.ends):
                yield {column: -1.0, **_sum(self.night[tour.apart[spot.end, places] <= left])}, 0, highspy.kHighsInf


def _sum(columns: NDArray[np.int64] | Iterable[int]) -> dict[int, float]:
    return dict.fromkeys((int(column) for column in columns), 1.0)
