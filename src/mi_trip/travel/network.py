"""Earliest arrival on one day, from any node at any minute, fast enough to be asked a million times.

Most edges are steady, so shortest times over them alone are worked out once for each origin. Timed edges are added by asking,
for each of their gates, how early one can then be anywhere; an optimistic bound tells for which pairs of nodes
any timed edge can help at all. The method is that of connection scanning with transfers (Dibbelt, Pajor, Strasser and
Wagner 2013), worked out lazily.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from mi_trip.model.request import CarChoice
from mi_trip.travel.edges import Edge, edges_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.money import Party
    from mi_trip.travel.edges import Gate
    from mi_trip.travel.walk import Move

NEVER = 1_000_000  # minutes
MANY = 12  # timed edges that may help: with more, trying each of them as the first takes longer than going from place to place


class Node(NamedTuple):
    """A location, with the car or without it."""

    location: str
    with_car: bool


class Leg(NamedTuple):
    """The way from one node to another as drawn back: minutes, the wheel, money, and what happens to hired cars on it.

    ``leaves``: as late as keeps ``arrives``. ``handovers``: (minute the hire starts or ends, location, whether a car is taken).
    """

    leaves: int
    arrives: int
    driving: int
    cost: int
    handovers: tuple[tuple[int, str, bool], ...] = ()
    rides: tuple[tuple[int, int], ...] = ()  # departure and arrival of those on which lunch can be had


@dataclass(frozen=True, slots=True)
class Piece:
    """An edge at its time: ready at ``ready``, away at ``departs``, there at ``arrives``."""

    edge: Edge
    ready: int
    departs: int
    arrives: int
    gate: Gate | None = None


class _Row(NamedTuple):
    """Shortest times over steady edges from one node, to each node."""

    minutes: list[int]
    driving: list[int]
    cost: list[int]
    before: list[Edge | None]
    plain: list[bool]  # no car changes hands and nothing on the way counts as lunch


class _Timed(NamedTuple):
    """A timed edge between two nodes, the minutes at which its gates want one ready, and its quickest ride, waits excluded."""

    start: int
    end: int
    edge: Edge
    ready: list[int]
    quickest: int


class _Help(NamedTuple):
    """A timed edge (by number) that may quicken a way: a lower bound of the whole, the way to it and from it, and its gates."""

    least: int
    edge: int
    to_start: int
    rest: int
    ready: list[int]
    gates: tuple[Gate, ...]


class Network:
    """The ways of one day within its hours (first and last minute), for a party with its own car, hired cars or none.

    The routes of ``avoid`` are not used, those of ``idle`` not without a car.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        day: date,
        hours: tuple[int, int],
        party: Party,
        car: CarChoice,
        avoid: frozenset[str],
        idle: frozenset[str] = frozenset(),
    ) -> None:
        edges: list[Edge] = []
        if car is not CarChoice.OWN:
            edges += edges_of(catalogue, day, hours, party, with_car=False, avoid=avoid | idle)
        if car is not CarChoice.NONE:
            edges += edges_of(catalogue, day, hours, party, with_car=True, avoid=avoid)
        if car is CarChoice.HIRE:
            for place in catalogue.locations.values():
                if place.car_hire:
                    minutes = place.car_hire.handover_minutes
                    edges += [Edge((), (place.id, place.id), takes, minutes) for takes in (False, True)]
        self.signature = tuple((e.stops, e.with_car, e.wait, e.minutes, e.gates, tuple(r.id for r in e.routes)) for e in edges)
        self.nodes = [Node(place, with_car) for with_car in (True, False) for place in catalogue.locations]
        self.index = {node: i for i, node in enumerate(self.nodes)}
        self._steady: list[list[tuple[int, Edge]]] = [[] for _ in self.nodes]
        self._timed: list[_Timed] = []
        self._quickest: list[list[tuple[int, int]]] = []
        for edge in edges:
            start = Node(edge.stops[0], edge.with_car != edge.handover)
            ends = (self.index[start], self.index[Node(edge.stops[-1], edge.with_car)])
            if edge.gates:
                quickest = min(gate.arrives - gate.ready for gate in edge.gates)
                self._timed.append(_Timed(*ends, edge, [gate.ready for gate in edge.gates], quickest))
            else:
                self._steady[ends[0]].append((ends[1], edge))
        self._rows: dict[int, _Row] = {}
        self._optimistic: dict[int, list[int]] = {}
        self._optimistic_back: dict[int, Sequence[int]] = {}
        self._quickest_back: list[list[tuple[int, int]]] = []
        self._timed_out: list[list[_Timed]] = []
        self._useful: dict[tuple[int, int], tuple[_Help, ...]] = {}
        self._first_timed: dict[int, list[tuple[int, int, int]]] = {}
        self._arrivals: dict[tuple[int, int, int], int] = {}
        self._plain: dict[tuple[int, int], tuple[int, int, int] | None] = {}
        self._latest: dict[tuple[int, int], list[int]] = {}
        self._into: list[list[tuple[int, int, Sequence[int], Sequence[int]]]] = []
        self._legs: dict[tuple[int, int, int, int], Leg] = {}
        self.moves: dict[tuple[int, int, int, object, object], tuple[Move, ...]] = {}  # what :mod:`mi_trip.travel.walk` worked out

    # -- steady edges -------------------------------------------------------------------------------------------

    def _row(self, origin: int) -> _Row:
        row = self._rows.get(origin)
        if row is None:
            row = self._rows[origin] = self._steady_from(origin)
        return row

    def _steady_from(self, origin: int) -> _Row:
        size = len(self.nodes)
        row = _Row([NEVER] * size, [0] * size, [0] * size, [None] * size, [True] * size)
        row.minutes[origin] = 0
        heap = [(0, 0, 0, origin)]
        done = [False] * size
        best: list[tuple[int, int, int] | None] = [None] * size
        while heap:
            minutes, driving, cost, node = heappop(heap)
            if done[node]:
                continue
            done[node] = True
            for target, edge in self._steady[node]:
                label = (minutes + edge.wait + edge.minutes, driving + edge.driving, cost + edge.cost)
                known = best[target]
                if not done[target] and (known is None or label < known):
                    best[target] = label
                    row.minutes[target], row.driving[target], row.cost[target] = label
                    row.before[target] = edge
                    row.plain[target] = row.plain[node] and not edge.handover and not edge.routes[0].lunch_inside
                    heappush(heap, (*label, target))
        return row

    def _steady_path(self, origin: int, target: int) -> list[Edge]:
        row = self._row(origin)
        path: list[Edge] = []
        node = target
        while node != origin:
            edge = row.before[node]
            assert edge is not None  # noqa: S101 - only called for reachable nodes
            path.append(edge)
            node = self.start_of(edge)
        return path[::-1]

    # -- timed edges --------------------------------------------------------------------------------------------

    def _optimistic_from(self, origin: int) -> list[int]:
        """No way from the node to each node can be shorter, whenever one leaves."""
        found = self._optimistic.get(origin)
        if found is None:
            if not self._quickest:
                self._quickest = [[(t, e.wait + e.minutes) for t, e in out] for out in self._steady]
                for timed in self._timed:
                    self._quickest[timed.start].append((timed.end, timed.quickest))
            found = self._optimistic[origin] = _shortest(self._quickest, origin)
        return found

    def _helpful(self, origin: int, target: int) -> tuple[_Help, ...]:
        """The timed edges that could be the first on a way quicker than over steady edges alone, the most promising first."""
        key = (origin, target)
        found = self._useful.get(key)
        if found is None:
            steady = self._row(origin).minutes[target]
            helps = []
            if self._optimistic_from(origin)[target] < steady:
                for least, k, to_start in self._gates_from(origin):
                    if least >= steady:
                        break
                    timed = self._timed[k]
                    rest = self._optimistic_from(timed.end)[target]
                    if least + rest < steady:
                        helps.append(_Help(least + rest, k, to_start, rest, timed.ready, timed.edge.gates))
            found = self._useful[key] = tuple(sorted(helps, key=lambda h: (h.least, h.edge)))
        return found

    def _gates_from(self, origin: int) -> list[tuple[int, int, int]]:
        """The timed edges one can get to over steady ones: minutes to their end at best, number, and minutes to their start."""
        found = self._first_timed.get(origin)
        if found is None:
            row = self._row(origin).minutes
            reached = [(row[timed.start], k, timed.quickest) for k, timed in enumerate(self._timed) if row[timed.start] < NEVER]
            found = self._first_timed[origin] = sorted((to_start + quickest, k, to_start) for to_start, k, quickest in reached)
        return found

    def _from_gate(self, k: int, number: int, target: int) -> int:
        """The earliest arrival at the target of somebody who passes that gate."""
        timed = self._timed[k]
        return self.arrival(timed.end, target, timed.edge.gates[number].arrives)

    def arrival(self, origin: int, target: int, minute: int) -> int:
        """The earliest minute at which one can be at the target; NEVER if not on this day."""
        helps = self._useful.get((origin, target))
        if helps is None:
            helps = self._helpful(origin, target)
        steady = self._row(origin).minutes[target]
        best = minute + steady if steady < NEVER else NEVER
        if not helps:
            return best
        key = (origin, target, minute)
        known = self._arrivals.get(key)
        if known is not None:
            return known
        if len(helps) > MANY:
            best = self._explored(origin, target, minute)
        else:
            for least, k, to_start, rest, ready, gates in helps:
                if minute + least >= best:
                    break
                number = bisect_left(ready, minute + to_start)
                if number < len(ready) and gates[number].arrives + rest < best:
                    best = min(best, self._from_gate(k, number, target))
        self._arrivals[key] = best
        return best

    def _explored(self, origin: int, target: int, minute: int) -> int:
        """The same, place by place towards the target (A*, by the optimistic bound): where many timed edges follow on each other."""
        if not self._timed_out:
            self._timed_out.extend([] for _ in self.nodes)
            for timed in self._timed:
                self._timed_out[timed.start].append(timed)
        rest = self._optimistic_to(target)
        known = {origin: minute}
        heap = [(minute + rest[origin], minute, origin)]
        while heap:
            _, now, node = heappop(heap)
            if node == target:
                return now
            if now > known[node]:
                continue
            ways = [(end, now + edge.wait + edge.minutes) for end, edge in self._steady[node]]
            for timed in self._timed_out[node]:
                number = bisect_left(timed.ready, now)
                if number < len(timed.ready):
                    ways.append((timed.end, timed.edge.gates[number].arrives))
            for end, there in ways:
                if rest[end] < NEVER and there < known.get(end, NEVER):
                    known[end] = there
                    heappush(heap, (there + rest[end], there, end))
        return NEVER

    def _optimistic_to(self, target: int) -> Sequence[int]:
        """No way from each node to the target can be shorter, whenever one leaves."""
        found = self._optimistic_back.get(target)
        if found is None:
            if not self._quickest_back:
                self._optimistic_from(target)  # makes the table of quickest ways
                self._quickest_back.extend([] for _ in self.nodes)
                for start, out in enumerate(self._quickest):
                    for end, minutes in out:
                        self._quickest_back[end].append((start, minutes))
            found = self._optimistic_back[target] = array("l", _shortest(self._quickest_back, target))
        return found

    # -- ways ---------------------------------------------------------------------------------------------------

    def _edges(self, origin: int, target: int, minute: int) -> Iterator[tuple[Edge, int]]:
        """The edges of the quickest way and the minute at which one stands at each, drawn forward."""
        while origin != target:
            row = self._row(origin).minutes
            arrival = self.arrival(origin, target, minute)
            if arrival >= NEVER:
                raise LookupError(f"no way from {self.nodes[origin]} to {self.nodes[target]} at {minute}")
            first = None
            if minute + row[target] > arrival:
                for help_ in self._helpful(origin, target):
                    number = bisect_left(help_.ready, minute + help_.to_start)
                    if number < len(help_.ready) and self._from_gate(help_.edge, number, target) == arrival:
                        first = (help_.edge, number)
                        break
            for edge in self._steady_path(origin, target if first is None else self._timed[first[0]].start):
                yield edge, minute
                minute += edge.wait + edge.minutes
            if first is None:
                return
            timed = self._timed[first[0]]
            yield timed.edge, minute
            origin, minute = timed.end, timed.edge.gates[first[1]].arrives

    def pieces(self, origin: int, target: int, minute: int, deadline: int | None = None) -> list[Piece]:
        """The quickest way from the minute on, then drawn back: as late as still there by the deadline (or its own arrival)."""
        forward = list(self._edges(origin, target, minute))
        if not forward:
            return []
        latest = self.arrival(origin, target, minute) if deadline is None else deadline
        backward: list[Piece] = []
        for edge, _ in reversed(forward):
            if edge.gates:
                gate = edge.gates[bisect_right(edge.gates, latest, key=_arrives) - 1]
                piece = Piece(edge, gate.ready, gate.departs, gate.arrives, gate)
            else:
                piece = Piece(edge, latest - edge.wait - edge.minutes, latest - edge.minutes, latest)
            latest = piece.ready
            backward.append(piece)
        return list(_without_delay(backward[::-1]))

    def leg(self, origin: int, target: int, minute: int, deadline: int) -> Leg:
        """The drawn-back way in figures; ``deadline`` is at or after the earliest arrival."""
        if origin == target:
            return Leg(deadline, deadline, 0, 0)
        plain = self.plain_way(origin, target)
        if plain is not None:
            return Leg(deadline - plain[0], deadline, plain[1], plain[2])
        key = (origin, target, minute, deadline)
        found = self._legs.get(key)
        if found is None:
            pieces = self.pieces(origin, target, minute, deadline)
            found = self._legs[key] = Leg(
                pieces[0].ready,
                pieces[-1].arrives,
                sum(p.edge.driving for p in pieces),
                sum(p.edge.cost for p in pieces),
                tuple((p.ready if p.edge.with_car else p.arrives, p.edge.stops[0], p.edge.with_car) for p in pieces if p.edge.handover),
                tuple((p.departs, p.arrives) for p in pieces if p.edge.routes and all(r.lunch_inside for r in p.edge.routes)),
            )
        return found

    def edges(self) -> Iterator[tuple[int, int, Edge]]:
        """All edges, each with the nodes it leads from and to."""
        for start, out in enumerate(self._steady):
            yield from ((start, end, edge) for end, edge in out)
        yield from ((timed.start, timed.end, timed.edge) for timed in self._timed)

    def start_of(self, edge: Edge) -> int:
        """The node an edge leaves from."""
        return self.index[Node(edge.stops[0], edge.with_car != edge.handover)]

    def plain_way(self, origin: int, target: int) -> tuple[int, int, int] | None:
        """Minutes, minutes at the wheel and cost where the way is the same at any minute; None where it is not."""
        key = (origin, target)
        if key not in self._plain:
            row = self._row(origin)
            helped = self._optimistic_from(origin)[target] < row.minutes[target]  # then some timed edge is helpful
            same = not helped and row.plain[target] and row.minutes[target] < NEVER
            self._plain[key] = (row.minutes[target], row.driving[target], row.cost[target]) if same else None
        return self._plain[key]

    def latest(self, target: int, by: int) -> list[int]:
        """For each node the last minute at which one may leave it and be at the target by a minute; negative where there is none."""
        key = (target, by)
        found = self._latest.get(key)
        if found is None:
            found = self._latest[key] = self._backward(target, by)
        return found

    def _backward(self, target: int, by: int) -> list[int]:
        into = self._into
        if not into:
            into.extend([] for _ in self.nodes)
            for start, out in enumerate(self._steady):
                for end, edge in out:
                    into[end].append((start, edge.wait + edge.minutes, (), ()))
            for timed in self._timed:
                into[timed.end].append((timed.start, 0, [gate.arrives for gate in timed.edge.gates], timed.ready))
        latest = [-1] * len(self.nodes)
        latest[target] = by
        heap = [(-by, target)]
        while heap:
            minute, node = heappop(heap)
            if -minute < latest[node]:
                continue
            for start, takes, arrives, ready in into[node]:
                number = bisect_right(arrives, -minute) - 1 if arrives else 0
                if number >= 0:
                    leaves = ready[number] if arrives else -minute - takes
                    if leaves > latest[start]:
                        latest[start] = leaves
                        heappush(heap, (-leaves, start))
        return latest

    def least_minutes(self, origin: int, target: int) -> int:
        """A lower bound of the way at any minute of the day."""
        return self._optimistic_from(origin)[target]

    def least_from(self, origin: int) -> list[int]:
        """That bound to every node."""
        return self._optimistic_from(origin)


def _shortest(ways: Sequence[Sequence[tuple[int, int]]], origin: int) -> list[int]:
    """The least minutes from the origin to each node, over ways (target, minutes) from each node."""
    found = [NEVER] * len(ways)
    found[origin] = 0
    heap = [(0, origin)]
    while heap:
        minutes, node = heappop(heap)
        if minutes > found[node]:
            continue
        for target, more in ways[node]:
            if minutes + more < found[target]:
                found[target] = minutes + more
                heappush(heap, (minutes + more, target))
    return found


def _arrives(gate: Gate) -> int:
    return gate.arrives


def _without_delay(pieces: list[Piece]) -> Iterator[Piece]:
    """The same ways, going on at once behind the last departure one had to keep."""
    minute = pieces[0].ready
    for piece in pieces:
        edge = piece.edge
        kept = Piece(edge, minute, minute + edge.wait, minute + edge.wait + edge.minutes) if piece.gate is None else piece
        yield kept
        minute = kept.arrives
