"""What relaxed trips remember: for each stop and bed, which groups that were done before it are known to be done there.

The more is remembered between two stops of a group, the fewer trips do the group twice (the ng-routes of Baldacci, Mingozzi and
Roberti 2011, their memory going on overnight and growing where it is needed, as Roberti and Mingozzi 2014 let it grow).
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_trip.solver.proof import kernels
from mi_trip.solver.proof.kernels import NONE, Nodes, Wakings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mi_trip.solver.proof.trips import Trips

    Numbers = NDArray[np.int64]
    Units = NDArray[np.int32]

STRENUOUS = -1  # as a group: strenuous outings, of which a day has one at most; nobody remembers it overnight
MOST_BITS = 62
Path = list[tuple[tuple[int, ...], int]]  # for each day its stops and the bed slept in, by their numbers in the day's facts


class DayMemory(NamedTuple):
    """The nodes and waking states of a day, and where the states slept in stand: those of a bed from ``states[bed]`` on."""

    nodes: Nodes
    wakings: Wakings
    states: Units


class Memory:
    """The groups remembered by each stop of each day and by each bed of each night, and the days on which visits are counted."""

    def __init__(self, trips: Trips) -> None:
        self.stops: list[list[int]] = [[0] * len(facts.stops) for facts in trips.days]
        self.beds: list[list[int]] = [[0] * len(facts.sleeps) for facts in trips.days]
        self.counting = [False] * len(trips.days)
        self._bits: dict[int, int] = {}

    def copied(self) -> Memory:
        """One that grows by itself from now on."""
        memory = copy(self)
        memory.stops, memory.beds = [list(row) for row in self.stops], [list(row) for row in self.beds]
        memory.counting = list(self.counting)
        return memory

    def own(self, trips: Trips, day: int) -> list[int]:
        """The bits of each stop: no two of a trip share one that is remembered between them."""
        facts = trips.days[day]
        of_strenuous = self._bits.get(STRENUOUS)
        bits = [1 << bit if (bit := self._bits.get(group)) is not None else 0 for group in facts.groups.tolist()]
        if of_strenuous is None:
            return bits
        return [bit | hard << of_strenuous for bit, hard in zip(bits, facts.strenuous.tolist(), strict=True)]

    def learn(self, trips: Trips, path: Path, most: int, *, counting: bool) -> tuple[int, int]:
        """Remembers what keeps the path from being a trip, ``most`` groups at each stop and bed; how much is new, and how much is not."""
        new = not_new = 0
        since: dict[int, list[tuple[int, int, bool]]] = {}  # what lies between now and when each group was done last
        for day, (stops, bed) in enumerate(path):
            facts = trips.days[day]
            if facts.counted[list(stops)].sum() > trips.problem.visits:
                new, not_new = new + counting, not_new + (not counting)
                self.counting[day] |= counting
            for stop in stops:
                groups = (int(facts.groups[stop]), *[STRENUOUS] * int(facts.strenuous[stop]))
                for group in groups:
                    if group in since:
                        kept = self._keep(group, since[group], most)
                        new, not_new = new + kept, not_new + (not kept)
                for between in since.values():
                    between.append((day, stop, False))
                since.update((group, []) for group in groups)
            since.pop(STRENUOUS, None)
            for between in since.values():
                between.append((day, bed, True))
        return new, not_new

    def _keep(self, group: int, between: list[tuple[int, int, bool]], most: int) -> bool:
        """Lets all between remember the group; whether they can."""
        bit = self._bits.get(group, len(self._bits))
        if bit >= MOST_BITS:
            return False
        mask = 1 << bit
        rows = [(self.beds if night else self.stops)[day] for day, _, night in between]
        new = [(row, at) for row, (_, at, _) in zip(rows, between, strict=True) if not row[at] & mask]
        if not new or any(row[at].bit_count() >= most for row, at in new):
            return False
        self._bits[group] = bit
        for row, at in new:
            row[at] |= mask
        return True

    def of_day(self, trips: Trips, day: int, linked: NDArray[np.bool_]) -> DayMemory:
        """The nodes of a day that can be come to by moves between stops that are ``linked``."""
        own = np.array(self.own(trips, day), dtype=np.int64)
        levels = trips.problem.visits + 1 if self.counting[day] else 1
        memory, sizes = _rows(self.stops[day])
        kept, kept_sizes = _rows(self.beds[day])
        before, before_sizes = _rows(self.beds[day - 1] if day else [0])
        states, begun = _firsts(kept_sizes), _firsts(before_sizes)
        counted = trips.days[day].counted
        first, stop, onward, asleep = kernels.nodes_of(own, memory, sizes, counted, levels, kept, kept_sizes, states)
        bed, begins, idle = kernels.wakings_of(own, memory, sizes, first, levels, before, before_sizes, begun, kept, kept_sizes, states)
        nodes, wakings = Nodes(first, stop, onward, asleep), Wakings(bed, begins, idle)
        return DayMemory(*only(nodes, wakings, kernels.reached(onward, linked, stop, begins)), states)

    def follow(self, trips: Trips, path: Path, states: Sequence[Units]) -> list[tuple[int, int]] | None:
        """The states one wakes and sleeps in on each day of a path; None if it is no relaxed trip."""
        found, done, state = [], 0, 0
        for day, (stops, bed) in enumerate(path):
            own, memory = self.own(trips, day), self.stops[day]
            if self.counting[day] and trips.days[day].counted[list(stops)].sum() > trips.problem.visits:
                return None
            for stop in stops:
                if done & own[stop]:
                    return None
                done = done & memory[stop] | own[stop]
            done &= self.beds[day][bed]
            asleep = self.state(day, bed, done, states[day])
            found.append((state, asleep))
            state = asleep
        return found

    def state(self, night: int, bed: int, done: int, states: Units) -> int:
        """The state of one who sleeps in the bed and has done so much."""
        within = self.beds[night][bed]
        bits = [bit for bit in range(within.bit_length()) if within >> bit & 1]
        return int(states[bed]) + sum(1 << n for n, bit in enumerate(bits) if done >> bit & 1)


def only(nodes: Nodes, wakings: Wakings, keep: NDArray[np.bool_]) -> tuple[Nodes, Wakings]:
    """The nodes that are kept, numbered anew."""
    if keep.all():
        return nodes, wakings
    number = np.append(np.where(keep, np.cumsum(keep) - 1, NONE), NONE).astype(np.int32)
    counts = np.bincount(nodes.stop[keep], minlength=len(nodes.first) - 1)
    first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    kept = Nodes(first, nodes.stop[keep], number[nodes.onward[keep]], nodes.asleep[keep])
    return kept, wakings._replace(first=number[wakings.first])


def _rows(masks: Sequence[int]) -> tuple[Numbers, Numbers]:
    """The bits of each mask as a row, and how many they are."""
    bits = [[bit for bit in range(mask.bit_length()) if mask >> bit & 1] for mask in masks]
    sizes = np.array([len(row) for row in bits], dtype=np.int64)
    rows = np.zeros((len(bits), max(1, int(sizes.max(initial=0)))), dtype=np.int64)
    for number, row in enumerate(bits):
        rows[number, : len(row)] = row
    return rows, sizes


def _firsts(sizes: Numbers) -> Units:
    """Where the states of each bed begin that remembers so many groups."""
    firsts: Units = np.concatenate([[0], np.cumsum(1 << sizes)]).astype(np.int32)
    return firsts
