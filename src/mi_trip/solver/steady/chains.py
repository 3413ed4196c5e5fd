"""Chains of beds: which are promising, by what each day alone would give from bed to bed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_trip.solver.steady.tables import POWERS

if TYPE_CHECKING:
    from mi_trip.solver.steady.change import Changer
    from mi_trip.solver.steady.tables import Steady

PARTS = 1_000  # half-made chains gone on from after each night


class Alone(NamedTuple):
    """What a day alone gives between two beds, roughly, and the visits it then has, with what each gives."""

    gives: int
    visits: tuple[tuple[int, int], ...]


class Chains:
    """The chains of a problem's beds, by a rough worth of each day between two of them."""

    def __init__(self, steady: Steady, changer: Changer) -> None:
        self.steady, self.changer = steady, changer
        self._alone: dict[tuple[int, int, int], Alone | None] = {}

    def alone(self, day: int, wakes: int, sleeps: int) -> Alone | None:
        """The day alone; None if it cannot be."""
        table = self.steady.days[day]
        key = (table.number, wakes, sleeps)
        if key not in self._alone:
            visits = self.steady.visits
            draft = self.changer.filled([(visits + wakes, visits + sleeps)], 0.0, POWERS - 1, (table,))
            found = None
            if draft is not None:
                found = Alone(draft.gives, tuple((visit, table.gives[visit]) for visit in draft.courses[0].nodes[1:-1]))
            self._alone[key] = found
        return self._alone[key]

    def best(self, most: int) -> list[tuple[int, ...]]:
        """So many chains at most, the most promising first; a chain is the bed of each night. No visit counts twice."""
        problem = self.steady.problem
        rest = self._rest()
        parts: list[tuple[int, int, tuple[int, ...]]] = [(0, 0, (problem.start,))]
        for day in range(problem.days):
            longer = []
            for so_far, done, chain in parts:
                for sleeps, onward in rest[day + 1].items():
                    alone = self.alone(day, chain[-1], sleeps)
                    if alone is not None:
                        gains, after = alone.gives, done
                        for visit, gives in alone.visits:
                            if done >> visit & 1:
                                gains -= gives
                            after |= 1 << visit
                        longer.append((-(so_far + gains + onward), so_far + gains, after, (*chain, sleeps)))
            longer.sort()
            parts = [(so_far, done, chain) for _, so_far, done, chain in longer[:PARTS]]
        return [chain[1:-1] for _, _, chain in parts[:most]]

    def _rest(self) -> list[dict[int, int]]:
        """For each morning and bed what the days from then on give at best, were each alone."""
        problem = self.steady.problem
        beds = [(problem.start,), *(tuple(b for b, c in enumerate(row) if c is not None) for row in problem.bed_costs), problem.ends[:1]]
        rest: list[dict[int, int]] = [{} for _ in beds]
        rest[-1] = dict.fromkeys(beds[-1], 0)
        for day in range(problem.days - 1, -1, -1):
            for wakes in beds[day]:
                sums = [found.gives + onward for s, onward in rest[day + 1].items() if (found := self.alone(day, wakes, s)) is not None]
                if sums:
                    rest[day][wakes] = max(sums)
        return rest
