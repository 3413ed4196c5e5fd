"""The linear program over day routes found so far, whose duals are the prices that come near to the least bound."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import highspy
import numpy as np

from mi_trip.score import UNITS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mi_trip.solver.proof.memory import Path
    from mi_trip.solver.proof.prices import Column, Rules
    from mi_trip.solver.proof.relaxed import Relaxed

    Numbers = NDArray[np.float64]

UNMET = 1000.0  # points by which a program that meets a demand with no route yet is the worse
LEAST = 1e-6  # of a route: less is none


class Route(NamedTuple):
    """A day route from state to state."""

    day: int
    wakes: int
    column: Column
    sleeps: int


class Master:
    """Columns are day routes of relaxed trips; rows are the limits and cuts, one start, and for each state as many in as out."""

    def __init__(self, rules: Rules, relaxed: Relaxed) -> None:
        self.rules, self.relaxed = rules, relaxed
        self.routes: list[Route] = []
        self._known: set[tuple[int, int, tuple[int, ...], int]] = set()
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call] # its typing is not complete
        for option, value in (("output_flag", False), ("threads", 1), ("parallel", "off"), ("solver", "simplex"), ("random_seed", 0)):
            self._highs.setOptionValue(option, value)
        self._highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self._rows = 0
        self._states: dict[tuple[int, int], int] = {}
        for limit in rules.limits:
            self._row(-highspy.kHighsInf, limit)
        self.cuts = len(rules.cuts)
        for _ in rules.cuts:
            self._row(-highspy.kHighsInf, 0)
        self._priced = self._rows
        self._row(1, 1)
        for demand in range(rules.demands):
            self._highs.addCol(-UNMET, 0, 1, 1, np.array([rules.groups + demand], dtype=np.int32), np.array([-1.0]))

    def _row(self, low: float, high: float) -> int:
        self._highs.addRow(low, high, 0, np.zeros(0, dtype=np.int32), np.zeros(0))
        self._rows += 1
        return self._rows - 1

    def _state(self, night: int, state: int) -> int:
        if (night, state) not in self._states:
            self._states[night, state] = self._row(0, 0)
        return self._states[night, state]

    def add(self, trip: list[tuple[int, Column, int]]) -> int:
        """The day routes of a trip, with the states in which one wakes and sleeps; how many are new."""
        new = 0
        last = len(self.relaxed.trips.days) - 1
        for day, (wakes, column, sleeps) in enumerate(trip):
            key = (day, wakes, column.stops, sleeps)
            if key in self._known:
                continue
            self._known.add(key)
            new += 1
            rows: dict[int, float] = dict(self.rules.rows(column))
            rows[self._state(day - 1, wakes) if day else self._priced] = -1.0 if day else 1.0
            if day < last:
                rows[self._state(day, sleeps)] = 1.0
            index, value = np.array(list(rows), dtype=np.int32), np.array(list(rows.values()), dtype=np.float64)
            self._highs.addCol(column.worth / UNITS, 0, highspy.kHighsInf, len(rows), index, value)
            self.routes.append(Route(day, wakes, column, sleeps))
        return new

    def solve(self) -> tuple[Numbers, Numbers, float] | None:
        """The duals of the rules' rows, how often each route is taken, and what they are worth; None if the routes make no trip."""
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._highs.getSolution()
        worth = float(self._highs.getInfo().objective_function_value)
        return np.array(solution.row_dual)[: self._priced], np.array(solution.col_value)[self.rules.demands :], worth

    def taken(self, often: Numbers) -> list[tuple[Column, float]]:
        """The routes taken, and how often."""
        return [(self.routes[n].column, float(often[n])) for n in np.flatnonzero(often > LEAST).tolist()]

    def paths(self, often: Numbers) -> list[tuple[float, list[Column]]]:
        """Trips that the routes taken make up, and how often each is made, the first those of the routes taken most."""
        left = {n: float(often[n]) for n in np.flatnonzero(often > LEAST).tolist()}
        out: dict[tuple[int, int], list[int]] = {}
        for n in left:
            out.setdefault((self.routes[n].day, self.routes[n].wakes), []).append(n)
        paths: list[tuple[float, list[Column]]] = []
        while True:
            chosen: list[int] = []
            state = 0
            for day in range(len(self.relaxed.trips.days)):
                going = [n for n in out.get((day, state), ()) if left[n] > LEAST]
                if not going:
                    return paths
                chosen.append(max(going, key=lambda n: (left[n], -n)))
                state = self.routes[chosen[-1]].sleeps
            amount = min(left[n] for n in chosen)
            for n in chosen:
                left[n] -= amount
            paths.append((amount, [self.routes[n].column for n in chosen]))


def path_of(columns: list[Column], relaxed: Relaxed) -> Path:
    """The routes of a trip by the numbers in the facts of their days."""
    days = relaxed.trips.days
    return [(tuple(days[column.day].numbers(column.stops).tolist()), column.sleep) for column in columns]
