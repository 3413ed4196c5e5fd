"""The best relaxed routes of a day between all beds at once: a dynamic program backward over its moments.

A relaxed route has optimistic times and prices. It may come to a group of stops again unless all stops between remember it (the
ng-routes of Baldacci, Mingozzi and Roberti 2011). Visits are counted where that matters; minutes at the wheel are left to prices.
It is never worth less than the real one.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_trip.solver.proof.moves import IMPOSSIBLE, NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mi_trip.solver.proof.moves import Moves, Onward

    Numbers = NDArray[np.int64]
    Units = NDArray[np.int32]
    Alive = list[list[Numbers]]

HOPELESS = IMPOSSIBLE // 2  # below it is what something impossible was added to


class _Step(NamedTuple):
    """Some moves from all nodes at one moment: which pairs of nodes, where the run of each source starts, moments and units."""

    pairs: Numbers
    starts: Numbers
    sources: Numbers
    moments: Numbers
    units: Units


def _step(source: Numbers, pairs: Numbers, moments: Numbers, units: Units) -> _Step:
    sources = source[pairs]
    starts = np.flatnonzero(np.diff(sources, prepend=-1))
    return _Step(pairs, starts, sources[starts], moments, units)


def _best_rest(entered: Units, after: Numbers) -> Units:
    """What the rest of the trip is worth at most from each row of ``entered`` on, for each wake."""
    of_sleeps = np.ascontiguousarray(entered.T)
    rest = np.full((len(after), len(entered)), IMPOSSIBLE, dtype=np.int32)
    for wake, sleep in zip(*np.nonzero(after > HOPELESS), strict=True):
        np.maximum(rest[wake], of_sleeps[sleep] + np.int32(after[wake, sleep]), out=rest[wake])
    return np.ascontiguousarray(rest.T)


class Limits(NamedTuple):
    """What a day's stops may not do together: bits that no two share, and how many at most may be visits that count (0 or 1 each)."""

    bits: Sequence[int]
    counted: Sequence[int]
    most: int


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
    """The relaxed routes of a day. A node is a stop with the groups (a mask) that it remembers to be done before it.

    The first nodes are the stops that remember nothing. ``alive``: at each moment, for each kind of move there, which pairs of
    stops (numbered row by row) may be in a better trip; None: all.
    """

    def __init__(self, moves: Moves, limits: Limits, remembered: Sequence[int], alive: Alive | None = None) -> None:
        self.moves, self.limits, self.remembered = moves, limits, remembered
        bits, counted, most = limits
        count = len(bits)
        follow = [list(range(count))] * count
        if alive is not None:
            ever = np.unique(np.concatenate([keys for kinds in alive for keys in kinds] or [np.zeros(0, dtype=np.int64)]))
            follow = [(ever[(ever >= stop * count) & (ever < (stop + 1) * count)] - stop * count).tolist() for stop in range(count)]
        numbers: dict[tuple[int, int, int], int] = {(stop, 0, 0): stop for stop in range(count)}
        nodes = list(numbers)
        pairs: list[tuple[int, int]] = []
        for source, (stop, memory, visits) in enumerate(nodes):  # the list grows on the way
            done, so_far = memory | bits[stop], visits + counted[stop]
            for target in follow[stop]:
                if not done & bits[target] and so_far + counted[target] <= most:
                    node = (target, done & remembered[target], so_far)
                    if node not in numbers:
                        numbers[node] = len(nodes)
                        nodes.append(node)
                    pairs.append((source, numbers[node]))
        self._numbers, self._nodes = numbers, nodes
        self._after: dict[int, Numbers] = {}
        self.stop: Numbers = np.array([stop for stop, _, _ in nodes], dtype=np.int64)
        self.source, self.target = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        self.key = self.stop[self.source] * count + self.stop[self.target]
        self._by_key = np.argsort(self.key, kind="stable")
        self._first = np.searchsorted(self.key[self._by_key], np.arange(count * count + 1))
        self.ends, self.begins = moves.ends[self.stop], moves.begins[self.stop]
        self.steps = [
            [self._step(onward, None if alive is None else alive[moment][kind]) for kind, onward in enumerate(moves.onward(moment))]
            for moment in range(moves.moments.total)
        ]

    @property
    def size(self) -> int:
        """How many moves are looked at for each bed."""
        return sum(len(step.pairs) for steps in self.steps for step in steps)

    def _step(self, onward: Onward, keys: Numbers | None) -> _Step:
        pairs = np.arange(len(self.source)) if keys is None else np.sort(self._of_keys(keys))
        ends, targets = self.ends[self.source[pairs]], self.stop[self.target[pairs]]
        moment = onward.moment[ends, targets]
        can = moment != NONE
        pairs, moment = pairs[can], moment[can]
        units = -onward.units[ends[can], targets[can]]
        return _step(self.source, pairs, moment, units.astype(np.int32))

    def _of_keys(self, keys: Numbers) -> Numbers:
        """The pairs of nodes that are of the pairs of stops."""
        first, count = self._first[keys], self._first[keys + 1] - self._first[keys]
        run = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        pairs: Numbers = self._by_key[np.repeat(first, count) + run]
        return pairs

    def after(self, node: int) -> Numbers:
        """For each stop the node that one comes to who goes on to it; NONE where that leads to no better trip."""
        if node not in self._after:
            (stop, memory, visits), (bits, counted, _) = self._nodes[node], self.limits
            done, so_far = memory | bits[stop], visits + counted[stop]
            nodes = [self._numbers.get((target, done & known, so_far), NONE) for target, known in enumerate(self.remembered)]
            self._after[node] = np.array([NONE if done & bit else n for n, bit in zip(nodes, bits, strict=True)], dtype=np.int64)
        return self._after[node]

    def narrowed(self, solved: Solved, before: Numbers, after: Numbers, least: int) -> tuple[Relaxed, Alive]:
        """Only the moves by which a route can be in a trip worth more than ``least``, from node to node and from stop to stop.

        ``before[wake]`` is what the trip is worth until then, ``after[wake, sleep]`` the night and the rest of the trip. Whoever
        is somewhere later than a relaxed route (really, or by finer moments) has been worth no more than that route.
        """
        moves, nodes, wakes = self.moves, len(self.stop), len(solved.wakes)
        rest = _best_rest(solved.entered.reshape(-1, len(solved.sleeps)), after)
        most_after = rest.max(axis=1, initial=IMPOSSIBLE).astype(np.int64)
        come = np.full((moves.moments.total * nodes, wakes), IMPOSSIBLE, dtype=np.int32)
        for wake, place in enumerate(solved.wakes.tolist()):
            for onward in moves.onward(0):
                reached = np.flatnonzero(onward.moment[place] != NONE)
                at = onward.moment[place][reached] * nodes + reached
                units = int(before[wake]) + solved.bonus[place, moves.begins[reached]] - onward.units[place, reached]
                come[at, wake] = np.maximum(come[at, wake], units)
        alive: Alive = []
        kept: list[list[_Step]] = []
        lately = come[:nodes]
        of_pairs = solved.bonus[self.ends[self.source], self.begins[self.target]].astype(np.int32)
        for moment, steps in enumerate(self.steps):
            now = come[moment * nodes : (moment + 1) * nodes]
            lately = now if moment == len(moves.moments.before) else np.maximum(now, lately)
            if not any(len(step.pairs) for step in steps):
                alive.append([step.pairs for step in steps])
                kept.append(steps)
                continue
            now = lately + solved.values[:, None]
            most = now.max(axis=1, initial=IMPOSSIBLE).astype(np.int64)
            kinds, left = [], []
            for step in steps:
                pairs, at = step.pairs, step.moments * nodes + self.target[step.pairs]
                units = step.units + of_pairs[pairs]
                lives = np.flatnonzero(most[self.source[pairs]] + units + most_after[at] > least)  # at first whatever the bed
                worth = now[self.source[pairs[lives]]] + units[lives, None]
                fits = (worth.astype(np.int64) + rest[at[lives]]).max(axis=1, initial=IMPOSSIBLE) > least
                worth, lives = worth[fits], lives[fits]
                kinds.append(np.unique(self.key[pairs[lives]]))
                left.append(_step(self.source, pairs[lives], step.moments[lives], step.units[lives]))
                if len(lives):
                    order = np.argsort(at[lives], kind="stable")
                    starts = np.flatnonzero(np.diff(at[lives[order]], prepend=-1))
                    to = at[lives[order[starts]]]
                    come[to] = np.maximum(come[to], np.maximum.reduceat(worth[order], starts, axis=0))
            alive.append(kinds)
            kept.append(left)
        part = copy(self)
        part.steps = kept
        return part, alive

    def solve(self, values: Numbers, bonus: Numbers, wakes: Numbers, sleeps: Numbers) -> Solved:
        """The best routes, the stops being worth ``values`` and going from place to place ``bonus`` more than it is."""
        moves = self.moves
        count = moves.moments.total
        of_nodes = values[self.stop].astype(np.int32)
        of_pairs = bonus[self.ends[self.source], self.begins[self.target]].astype(np.int32)
        of_sleeps = bonus[self.ends][:, sleeps].astype(np.int32)
        entered: Units = moves.nights[:, self.ends[:, None], sleeps[None, :]]  # to bed at once, or else on
        entered += of_sleeps + of_nodes[:, None]
        before = len(moves.moments.before)
        for moment in (*range(count - 1, before - 1, -1), *range(before - 1, -1, -1)):
            best = entered[moment]
            for step in self.steps[moment]:
                if len(step.pairs):
                    rows = entered[step.moments, self.target[step.pairs]]
                    rows += (step.units + of_pairs[step.pairs])[:, None]
                    rest = np.maximum.reduceat(rows, step.starts, axis=0) + of_nodes[step.sources, None]
                    best[step.sources] = np.maximum(best[step.sources], rest)
            best[best <= HOPELESS] = IMPOSSIBLE
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
