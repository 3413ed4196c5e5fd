"""Orders of stops that meet demands on one day: all short ones, or those through everything that can be done on that day alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_trip.solver.trip import day_allows
from mi_trip.travel.walk import begin, reach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.problem import Problem
    from mi_trip.travel.walk import State, Stop

    States = tuple[State | None, State | None]

MOST_STOPS = 4  # that meet demands on one day, where none is bound to it, unless all are looked for
MOST_BESIDE = 2  # demands met on a day beside those that are bound to it, unless all are looked for
MOST_ORDERS = 1000  # gone on with at each length, the earliest: ten stops of a full day needed less than a tenth of it


class Tour(NamedTuple):
    """Stops of a day that meet demands, the node one then stands at and the earliest minute."""

    stops: tuple[int, ...]
    node: int
    ready: int


class _Order(NamedTuple):
    """Stops so far: the node one stands at, how, the earliest minute, and the demands met."""

    stops: tuple[int, ...]
    node: int
    states: States
    ready: int
    met: int


class Tours:
    """The tours of one day through some stops. ``bound``: the demands that no other day meets; each tour meets them all.

    ``long``: also those that meet more demands than is usual. ``cut``: whether there might be others that are longer.
    """

    def __init__(self, problem: Problem, day: int, meeting: tuple[int, ...], *, long: bool = False) -> None:
        self.problem, self.long, self.cut = problem, long, False
        self.world = problem.world.days[day]
        self.bound = problem.bound_to[day]
        self.spots: dict[int, Stop] = {}
        for stop in meeting:
            spot = problem.day_stop(day, stop)
            if spot is not None and problem.values[day][stop] is not None:
                self.spots[stop] = spot
        demands = [1 << n for n in range(self.bound.bit_length()) if self.bound >> n & 1]
        self.through = [(bit, [(s, spot) for s, spot in self.spots.items() if problem.stops[s].meets & bit]) for bit in demands]
        self._takes: dict[int, int] = {}  # of demands that no one stop can meet together
        taken: set[int] = set()
        for bit, stops in sorted(self.through, key=lambda one: len(one[1])):
            if taken.isdisjoint(stop for stop, _ in stops):
                taken.update(stop for stop, _ in stops)
                self._takes[bit] = self._least(bit, stops)

    def of(self, wakes: int) -> Iterator[Tour]:
        """The tours of the day begun in a bed."""
        orders = [_Order((), self.problem.bed_node(wakes), begin(self.world.hours), self.world.hours.first, 0)]
        if not self._may_end(orders[0]):
            return
        while orders:
            longer = [long for order in orders for long in self._longer(order)]
            if self.bound or (longer and len(longer[0].stops) > MOST_STOPS):
                longer = self._undominated(longer)
            for order in longer:
                if not self.bound & ~order.met:
                    yield Tour(order.stops, order.node, order.ready)
            orders = [order for order in longer if self._goes_on(order)]

    def _goes_on(self, order: _Order) -> bool:
        if not self.problem.demands & ~order.met:
            return False
        if self.long or self.bound & ~order.met:
            return True
        beside = sum(not self.problem.stops[stop].meets & self.bound for stop in order.stops)
        if beside < (MOST_BESIDE if self.bound else MOST_STOPS):
            return True
        self.cut = True
        return False

    def _longer(self, order: _Order) -> Iterator[_Order]:
        problem, world = self.problem, self.world
        groups = {problem.stops[stop].group for stop in order.stops}
        for stop, spot in self.spots.items():
            facts = problem.stops[stop]
            stops = (*order.stops, stop)
            if not facts.meets & ~order.met or facts.group in groups or not day_allows(problem, stops):
                continue
            reached: list[State | None] = [None, None]
            for had in (0, 1):
                state = order.states[had]
                if state is not None:
                    reach(world.network, world.hours, order.node, state, bool(had), spot, reached)
            if reached[0] is None and reached[1] is None:
                continue
            ready = min(state.ready for state in reached if state)
            longer = _Order(stops, spot.end, (reached[0], reached[1]), ready, order.met | facts.meets)
            if self._may_end(longer):
                yield longer

    # -- what cannot become a tour, or no better one ----------------------------------------------------------------

    def _may_end(self, order: _Order) -> bool:
        """Whether by the least times all that is bound to the day can still be done in it."""
        row = self.world.network.least_from(order.node)
        total = order.ready
        for bit, stops in self.through:
            if order.met & bit:
                continue
            there = [row[spot.begin] + spot.early + spot.minutes for _, spot in stops if _in_time(order.ready + row[spot.begin], spot)]
            if not there:
                return False
            total += min(self._takes.get(bit, 0), *there)
        return total <= self.world.hours.last

    def _least(self, bit: int, stops: list[tuple[int, Stop]]) -> int:
        """The least minutes that meeting a demand takes after another stop."""
        network, facts = self.world.network, self.problem.stops
        ends = {spot.end for stop, spot in self.spots.items() if facts[stop].meets & ~bit}
        rows = [network.least_from(end) for end in ends]
        return min((min((row[s.begin] for row in rows), default=0) + s.early + s.minutes for _, s in stops), default=0)

    def _undominated(self, orders: list[_Order]) -> list[_Order]:
        """Those of the orders of the same stops with the same last one that none is better than in all respects."""
        orders = sorted(orders, key=lambda order: (order.ready, order.stops))
        known: dict[tuple[frozenset[int], int, int], list[State]] = {}
        kept: list[_Order] = []
        for order in orders:
            of_it = frozenset(order.stops)
            better = False
            for had in (0, 1):
                state = order.states[had]
                others = known.setdefault((of_it, order.stops[-1], had), [])
                if state is not None and not any(_as_good(other, state) for other in others):
                    others.append(state)
                    better = True
            if better:
                kept.append(order)
        return kept[:MOST_ORDERS]


def _in_time(minute: int, spot: Stop) -> bool:
    return minute + spot.early <= spot.windows[-1][1]


def _as_good(one: State, other: State) -> bool:
    return one.ready <= other.ready and one.way <= other.way and one.driving <= other.driving and one.cost <= other.cost
