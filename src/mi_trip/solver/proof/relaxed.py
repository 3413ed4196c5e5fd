"""The best relaxed routes of a day between all beds at once: a dynamic program backward over its moments.

A relaxed route has optimistic times and prices. It may come to a group of stops again unless all stops between remember it (the
ng-routes of Baldacci, Mingozzi and Roberti 2011), and limits of the whole day are left to prices. It is never worth less than
the real one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_trip.solver.proof.moves import IMPOSSIBLE, NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mi_trip.solver.proof.moves import Moves, Onward

    Numbers = NDArray[np.int64]
    Units = NDArray[np.int32]

HOPELESS = IMPOSSIBLE // 2  # below it is what something impossible was added to


class _Step(NamedTuple):
    """Some moves from all nodes at one moment: which pairs of nodes, where the run of each source starts, moments and units."""

    pairs: Numbers
    starts: Numbers
    sources: Numbers
    moments: Numbers
    units: Units


class Solved(NamedTuple):
    """The worth of the best route from each wake to each sleep, and what the rest of a day is worth on entering a node at a moment.

    ``entered[moment, node, sleep]``, the node's own value included; ``values`` are those of the nodes.
    """

    worth: Numbers
    entered: Units
    values: Units
    bonus: Numbers
    wakes: Numbers
    sleeps: Numbers


class Relaxed:
    """The relaxed routes of the days with the same moves. A node is a stop with the groups it remembers to be done before it."""

    def __init__(self, moves: Moves, groups: Sequence[int], remembered: Sequence[frozenset[int]]) -> None:
        self.moves = moves
        numbers: dict[tuple[int, frozenset[int]], int] = {(stop, frozenset()): stop for stop in range(len(groups))}
        nodes = list(numbers)
        pairs: list[tuple[int, int]] = []
        for source, (stop, memory) in enumerate(nodes):  # the list grows on the way
            done = memory | {groups[stop]}
            for target, group in enumerate(groups):
                if group not in done:
                    node = (target, done & remembered[target])
                    if node not in numbers:
                        numbers[node] = len(nodes)
                        nodes.append(node)
                    pairs.append((source, numbers[node]))
        self.stop: Numbers = np.array([stop for stop, _ in nodes], dtype=np.int64)
        self.source, self.target = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        self.ends, self.begins = moves.ends[self.stop], moves.begins[self.stop]
        self.steps = [[self._step(onward) for onward in moves.onward(moment)] for moment in range(moves.moments.total)]

    @property
    def size(self) -> int:
        """How many moves are looked at for each bed."""
        return sum(len(step.pairs) for steps in self.steps for step in steps)

    def _step(self, onward: Onward) -> _Step:
        moment = onward.moment[self.moves.ends][self.stop[self.source], self.stop[self.target]]
        pairs = np.flatnonzero(moment != NONE)
        source, target = self.source[pairs], self.target[pairs]
        units = -onward.units[self.ends[source], self.stop[target]]
        starts = np.flatnonzero(np.diff(source, prepend=-1))
        return _Step(pairs, starts, source[starts], moment[pairs], units.astype(np.int32))

    def solve(self, values: Numbers, bonus: Numbers, wakes: Numbers, sleeps: Numbers) -> Solved:
        """The best routes, the stops being worth ``values`` and going from place to place ``bonus`` more than it is."""
        moves = self.moves
        count = moves.moments.total
        entered = np.full((count, len(self.stop), len(sleeps)), IMPOSSIBLE, dtype=np.int32)
        of_nodes = values[self.stop].astype(np.int32)
        of_pairs = bonus[self.ends[self.source], self.begins[self.target]].astype(np.int32)
        of_sleeps = bonus[self.ends][:, sleeps].astype(np.int32)
        before = len(moves.moments.before)
        for moment in (*range(count - 1, before - 1, -1), *range(before - 1, -1, -1)):
            best = moves.nights[moment][self.ends][:, sleeps] + of_sleeps
            for step in self.steps[moment]:
                if len(step.pairs):
                    rows = entered[step.moments, self.target[step.pairs]]
                    rows += (step.units + of_pairs[step.pairs])[:, None]
                    best[step.sources] = np.maximum(best[step.sources], np.maximum.reduceat(rows, step.starts, axis=0))
            entered[moment] = np.where(best > HOPELESS, best + of_nodes[:, None], IMPOSSIBLE)
        solved = Solved(np.zeros(0, dtype=np.int64), entered, of_nodes, bonus, wakes, sleeps)
        worth = np.array([self.onward_from(solved, int(wake)).max(axis=0) for wake in wakes])
        return solved._replace(worth=worth.reshape(len(wakes), len(sleeps)).astype(np.int64))

    def onward_from(self, solved: Solved, wake: int) -> Numbers:
        """What a day begun at the place is worth by its first stop and the kind of move there; straight to bed comes last."""
        moves, (bonus, sleeps) = self.moves, (solved.bonus, solved.sleeps)
        rows = []
        for onward in moves.onward(0):
            moment = onward.moment[wake]
            units = bonus[wake, moves.begins] - onward.units[wake]
            worth = solved.entered[moment, np.arange(len(moment))].astype(np.int64) + units[:, None]
            rows.append(np.where((moment != NONE)[:, None], worth, IMPOSSIBLE))
        straight = moves.nights[0][wake][sleeps].astype(np.int64) + bonus[wake, sleeps]
        return np.concatenate([*rows, straight[None, :]])

    def route(self, solved: Solved, wake: int, sleep: int) -> list[int]:
        """The stops of the best route between a wake and a sleep (by their numbers in ``solved``)."""
        moves, place = self.moves, int(solved.wakes[wake])
        if not len(moves.stops):
            return []
        choice = int(self.onward_from(solved, place)[:, sleep].argmax())
        kind, node = divmod(choice, len(moves.stops))
        onwards = moves.onward(0)
        if kind == len(onwards):
            return []
        moment = int(onwards[kind].moment[place, node])
        stops = []
        while True:
            stops.append(int(self.stop[node]))
            rest = int(solved.entered[moment, node, sleep]) - int(solved.values[node])
            end = self.ends[node]
            going = self._going_on(solved, moment, node, sleep, rest)
            if going is None or moves.nights[moment][end, solved.sleeps[sleep]] + solved.bonus[end, solved.sleeps[sleep]] == rest:
                return stops
            moment, node = going

    def _going_on(self, solved: Solved, moment: int, node: int, sleep: int, rest: int) -> tuple[int, int] | None:
        """The move that leaves as much as the rest of the day is worth."""
        for step in self.steps[moment]:
            at = int(np.searchsorted(step.sources, node))
            if at < len(step.sources) and step.sources[at] == node:
                until = step.starts[at + 1] if at + 1 < len(step.starts) else len(step.pairs)
                run = slice(int(step.starts[at]), int(until))
                targets = self.target[step.pairs[run]]
                worth = solved.entered[step.moments[run], targets, sleep] + step.units[run]
                worth = worth + solved.bonus[self.ends[node], self.begins[targets]]
                found = np.flatnonzero(worth == rest)
                if len(found):
                    return int(step.moments[run][found[0]]), int(targets[found[0]])
        return None
