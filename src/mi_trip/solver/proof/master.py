"""The linear program over day routes found so far, whose duals are the prices that come near to the least bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import highspy
import numpy as np

from mi_trip.score import UNITS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mi_trip.solver.proof.prices import Column, Rules
    from mi_trip.solver.proof.trips import Trips

    Numbers = NDArray[np.float64]

UNMET = 1000.0  # points by which a program that meets a demand with no route yet is the worse


class Master:
    """Columns are routes; rows are the limits and cuts, then one start and, for each night and bed, as many routes in as out."""

    def __init__(self, trips: Trips, rules: Rules) -> None:
        self.trips, self.rules = trips, rules
        self.columns: list[Column] = []
        self.known: dict[Column, int] = {}
        self._moves: list[list[tuple[int, int]]] = []
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call] # its typing is not complete
        for option, value in (("output_flag", False), ("threads", 1), ("parallel", "off"), ("solver", "simplex"), ("random_seed", 0)):
            self._highs.setOptionValue(option, value)
        self._highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        empty = (np.zeros(0, dtype=np.int32), np.zeros(0))
        for limit in rules.limits:
            self._highs.addRow(-highspy.kHighsInf, limit, 0, *empty)
        self.start = len(rules.limits)
        self._highs.addRow(1, 1, 0, *empty)
        self._night: dict[tuple[int, int], int] = {}
        for night, facts in enumerate(trips.days[:-1]):
            for bed in facts.sleeps.tolist():
                self._night[night, bed] = self.start + 1 + len(self._night)
                self._highs.addRow(0, 0, 0, *empty)
        self._cut_rows = self.start + 1 + len(self._night)
        for _ in rules.cuts:
            self._highs.addRow(-highspy.kHighsInf, 0, 0, *empty)
        for demand in range(rules.demands):
            self._highs.addCol(-UNMET, 0, 1, 1, np.array([rules.groups + demand], dtype=np.int32), np.array([-1.0]))
        self._slack = rules.demands

    def add(self, column: Column) -> bool:
        """One route more; whether it is new."""
        if column in self.known or not self.trips.holds(column):
            return False
        self.known[column] = len(self.columns)
        self.columns.append(column)
        self._moves.append(self.rules.moves(column))
        rows = {self._row(row): amount for row, amount in self.rules.rows(column).items()}
        facts = self.trips.days[column.day]
        rows[self._night[column.day - 1, int(facts.wakes[column.wake])] if column.day else self.start] = -1.0 if column.day else 1.0
        if column.day < len(self.trips.days) - 1:
            rows[self._night[column.day, int(facts.sleeps[column.sleep])]] = 1.0
        index, value = np.array(list(rows), dtype=np.int32), np.array(list(rows.values()), dtype=np.float64)
        self._highs.addCol(column.worth / UNITS, 0, highspy.kHighsInf, len(rows), index, value)
        return True

    def _row(self, row: int) -> int:
        return row if row < self.start else self._cut_rows + row - self.start

    def cut(self) -> None:
        """The rules' last cut as a row."""
        number = len(self.rules.cuts) - 1
        amounts = [self.rules.amount(number, column, moves) for column, moves in zip(self.columns, self._moves, strict=True)]
        index = np.flatnonzero(amounts)
        value = np.array(amounts, dtype=np.float64)[index]
        self._highs.addRow(-highspy.kHighsInf, 0, len(index), (index + self._slack).astype(np.int32), value)

    def strike(self, column: Column) -> None:
        """Leaves out a route that is no relaxed route any more."""
        number = self.known.pop(column)
        self._highs.changeColBounds(number + self._slack, 0, 0)

    def solve(self) -> tuple[Numbers, Numbers] | None:
        """The duals of the rules' rows and how often each route is taken; None if the routes make no trip."""
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._highs.getSolution()
        duals = np.array(solution.row_dual)
        return np.concatenate([duals[: self.start], duals[self._cut_rows :]]), np.array(solution.col_value)[self._slack :]

    def taken(self, often: Numbers) -> list[tuple[Column, float, list[tuple[int, int]]]]:
        """The routes taken, how often, and their moves."""
        return [(self.columns[n], float(often[n]), self._moves[n]) for n in np.flatnonzero(often > 1e-7).tolist()]
