"""The ways of one network as tables: the earliest arrivals at every minute of the day, and what a way costs at least."""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

from mi_trip.solver.proof.kernels import LATE, with_lunch
from mi_trip.travel.walk import LUNCH_FROM, LUNCH_UNTIL, Hours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mi_trip.travel.edges import Edge
    from mi_trip.travel.network import Network

    Minutes = NDArray[np.int16]
    Units = NDArray[np.int64]


class Ways:
    """Between the places (nodes of the network) of a day, by their numbers in ``nodes``; minutes count from the day's first.

    ``arrives[a, minute, b]``: when one who stands at a is at b at the earliest. ``aboard[a, minute, b]``: the same for those who
    ride something on which lunch can be had. ``least[a, b]`` and ``price[a, b]``: minutes and units of a way at any minute,
    ``lunched[a, minute, b]``: ``arrives`` for those who have lunch somewhere on the way, for minutes before its hour;
    ``broken[a, b]`` of one with lunch on it (waiting then costs nothing);
    ``way[a, minute, b]``: minutes from that minute on, lunch not had on the way; ``cost[a, b]`` is money.
    """

    def __init__(self, network: Network, hours: Hours, nodes: Sequence[int], minute: int, money: int) -> None:
        self.nodes, self.span = list(nodes), hours.last - hours.first
        self.number = {node: n for n, node in enumerate(nodes)}
        lunches = [
            (start, end, edge)
            for start, end, edge in network.edges()
            if edge.routes and all(route.lunch_inside for route in edge.routes) and _lunch_possible(edge, hours)
        ]
        targets = [*nodes, *sorted(set(range(len(network.nodes))) - set(nodes))]
        column = {node: n for n, node in enumerate(targets)}
        every = self._earliest(network, hours, targets)
        noon = (LUNCH_FROM - hours.first, LUNCH_UNTIL - hours.first, hours.lunch)
        steady = np.array([[network.plain_way(one, other) is not None for other in nodes] for one in nodes], dtype=bool)
        onward = np.ascontiguousarray(every[targets][:, :, : len(nodes)])
        self.lunched: Minutes = with_lunch(every[nodes], onward, steady.reshape(len(nodes), len(nodes)), *noon)
        self.arrives: Minutes = every[nodes][:, :, : len(nodes)].copy()
        self.aboard: Minutes = np.full_like(self.arrives, LATE)
        minutes = np.arange(self.span + 1)
        for start, end, edge in lunches:
            to = every[nodes][:, :, column[start]]
            there = _ridden(edge, hours, minutes)
            after = np.where(to <= self.span, there[np.minimum(to, self.span)], LATE)
            on = every[end][:, : len(nodes)]
            via = np.where((after <= self.span)[:, :, None], on[np.minimum(after, self.span)], LATE)
            np.minimum(self.aboard, via, out=self.aboard)
        lasts = np.where(self.arrives < LATE, self.arrives - minutes[None, :, None], LATE)
        self.way: Minutes = np.minimum.accumulate(lasts[:, ::-1], axis=1)[:, ::-1].astype(np.int16)
        self.least = self.way.min(axis=1).astype(np.int64)
        out: dict[int, list[tuple[int, int, int]]] = {}
        wheel: dict[int, list[tuple[int, int, int]]] = {}
        for start, end, edge in network.edges():
            quickest = min(g.arrives - g.ready for g in edge.gates) if edge.gates else edge.wait + edge.minutes
            out.setdefault(start, []).append((end, quickest, edge.cost))
            wheel.setdefault(start, []).append((end, edge.driving, 0))
        self.cost: Units = np.array([_dijkstra(out, a, 0, 1, nodes) for a in nodes])
        together = np.array([_dijkstra(out, a, minute, money, nodes) for a in nodes])
        drives = np.array([_dijkstra(wheel, a, 1, 0, nodes) for a in nodes])
        for a, one in enumerate(nodes):
            for b, other in enumerate(nodes):
                plain = network.plain_way(one, other)
                if plain is not None:
                    self.cost[a, b], drives[a, b], together[a, b] = plain[2], plain[1], plain[0] * minute + plain[2] * money
        self.drives: Units = np.minimum(drives, self.span + 1)
        self.broken: Units = together
        self.price: Units = np.maximum(together, self.least * minute + self.cost * money)

    def _earliest(self, network: Network, hours: Hours, targets: Sequence[int]) -> Minutes:
        """The earliest arrivals at the targets from every node and minute: labels corrected until none gets better."""
        size, length = len(network.nodes), self.span + 1
        best = np.full((size, length, len(targets)), LATE, dtype=np.int16)
        minutes = np.arange(length)
        into: list[list[tuple[int, NDArray[np.int64] | int]]] = [[] for _ in range(size)]
        for start, end, edge in network.edges():
            if edge.gates:
                there = _ridden(edge, hours, minutes)
                into[end].append((start, there[: int((there <= self.span).sum())]))
            elif edge.wait + edge.minutes <= self.span:
                into[end].append((start, edge.wait + edge.minutes))
        for n, node in enumerate(targets):
            best[node, :, n] = minutes
        waiting, queued = deque(targets), set(targets)
        while waiting:
            node = waiting.popleft()
            queued.discard(node)
            at = best[node]
            for start, takes in into[node]:
                to = at[takes:] if isinstance(takes, int) else at[takes]
                known = best[start, : len(to)]
                if (to < known).any():
                    np.minimum(known, to, out=known)
                    if start not in queued:
                        queued.add(start)
                        waiting.append(start)
        return best


def _ridden(edge: Edge, hours: Hours, minutes: NDArray[np.int64]) -> NDArray[np.int64]:
    """When one who is ready for the edge at each minute has ridden it; LATE where that is not today."""
    if not edge.gates:
        done = minutes + edge.wait + edge.minutes
    else:
        ready = np.array([gate.ready - hours.first for gate in edge.gates])
        arrives = np.array([*(gate.arrives - hours.first for gate in edge.gates), LATE])
        done = arrives[np.searchsorted(ready, minutes)]
    return np.where(done <= minutes[-1], done, LATE)


def _lunch_possible(edge: Edge, hours: Hours) -> bool:
    if edge.gates:
        return any(gate.departs <= LUNCH_UNTIL and gate.arrives - gate.departs >= hours.lunch for gate in edge.gates)
    return edge.minutes >= hours.lunch


def _dijkstra(out: dict[int, list[tuple[int, int, int]]], origin: int, minute: int, money: int, targets: Sequence[int]) -> list[int]:
    """The least price of a way from the origin to each target; a very large one where there is none."""
    far = 10**8
    found = {origin: 0}
    heap = [(0, origin)]
    while heap:
        so_far, node = heappop(heap)
        if so_far > found[node]:
            continue
        for end, minutes, cost in out.get(node, ()):
            more = so_far + minute * minutes + money * cost
            if more < found.get(end, far):
                found[end] = more
                heappush(heap, (more, end))
    return [found.get(target, far) for target in targets]
