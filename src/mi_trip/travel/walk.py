"""The clock times of one day's choices: one rule, used to search and to schedule.

From the day's first hour each stop begins as early as it can; then the ways are drawn back, so that one leaves as late as
keeps every later time. Lunch is had at a stop before leaving or after arriving, on the way when neither can be, or inside a
stop or ride that has it: whichever lets the next stop begin earliest, then with the least time on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mi_trip.travel.network import NEVER, Leg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mi_trip.travel.network import Network

LUNCH_FROM, LUNCH_UNTIL = 11 * 60 + 30, 14 * 60  # lunch begins between these; the design's rule 6


@dataclass(frozen=True, slots=True, eq=False)
class Stop:
    """An activity on one day: from node to node, its first and last starts, minutes, and minutes to be there before.

    Compared by identity, so that what is known of the ways to it is found quickly.
    """

    begin: int
    end: int
    windows: tuple[tuple[int, int], ...]
    minutes: int
    early: int
    driving: int = 0
    cost: int = 0
    lunch: bool = False


class Hours(NamedTuple):
    """A day's first and last minute, minutes for lunch, and minutes at the wheel."""

    first: int
    last: int
    lunch: int
    driving: int


class Step(NamedTuple):
    """The way to one stop (or to the night) and the stop, at their minutes.

    One stands ready at ``origin`` at ``ready``, has lunch at minute ``lunch`` at node ``table`` (-1: no lunch now), is at the
    target by ``deadline`` and begins at ``start``.
    """

    origin: int
    target: int
    ready: int
    lunch: int
    table: int
    deadline: int
    start: int
    end: int


class Trail(NamedTuple):
    """The steps so far, the latest first."""

    step: Step
    before: Trail | None


class State(NamedTuple):
    """Where a day stands after a stop."""

    ready: int
    way: int
    driving: int
    cost: int
    left: int
    handovers: tuple[tuple[int, str, bool], ...]
    trail: Trail | None


class Move(NamedTuple):
    """Going on to a stop (or to where the day ends) from one minute: what it adds to a state. ``end``: when one is done there."""

    eaten: bool
    end: int
    way: int
    driving: int
    cost: int
    left: int
    handovers: tuple[tuple[int, str, bool], ...]
    step: Step


class Walked(NamedTuple):
    """A day with its times: first departure, end, minutes on the way and at the wheel, cost, hired cars, and the steps."""

    leaves: int
    ends: int
    way: int
    driving: int
    cost: int
    handovers: tuple[tuple[int, str, bool], ...]
    trail: Trail | None

    def steps(self) -> list[Step]:
        """The steps in order."""
        steps = []
        trail = self.trail
        while trail is not None:
            steps.append(trail.step)
            trail = trail.before
        return steps[::-1]


def lunch_within(start: int, end: int, lunch: int) -> bool:
    """Whether a lunch fits into what lasts from start to end.

    >>> lunch_within(12 * 60, 13 * 60, 45), lunch_within(8 * 60, 12 * 60, 45)
    (True, False)
    """
    begins = max(start, LUNCH_FROM)
    return begins <= LUNCH_UNTIL and begins + lunch <= end


def first_start(windows: tuple[tuple[int, int], ...], minute: int) -> int:
    """The earliest start at or after the minute; NEVER if there is none."""
    for opens, closes in windows:
        if minute <= closes:
            return max(opens, minute)
    return NEVER


def walk(network: Network, hours: Hours, origin: int, stops: Sequence[Stop], target: int, *, eaten: bool = False) -> Walked | None:
    """The times of a day from a node over the stops to a node; None if it does not fit into the day. ``eaten``: without lunch."""
    states = begin(hours)
    if eaten:
        states = (None, states[0] or states[1])
    node = origin
    for stop in stops:
        reached: list[State | None] = [None, None]
        for had in (0, 1):
            state = states[had]
            if state is not None:
                reach(network, hours, node, state, bool(had), stop, reached)
        states = (reached[0], reached[1])
        if states == (None, None):
            return None
        node = stop.end
    return finish(network, hours, node, states, target)


def finish(network: Network, hours: Hours, node: int, states: tuple[State | None, State | None], target: int) -> Walked | None:
    """Ends a day, standing at a node in one of the states (without and with lunch had), at the target; None if it cannot."""
    best: State | None = None
    for had in (0, 1):
        state = states[had]
        if state is None:
            continue
        for move in ends(network, hours, node, state.ready, bool(had), target):
            if state.driving + move.driving <= hours.driving and (best is None or (move.end, state.way + move.way) < best[:2]):
                best = _moved(state, move)
    return None if best is None else Walked(best.left, best.ready, best.way, best.driving, best.cost, best.handovers, best.trail)


def begin(hours: Hours) -> tuple[State | None, State | None]:
    """The states in which a day begins: lunch is not asked of a day that begins after its hour."""
    begun = State(hours.first, 0, 0, 0, -1, (), None)
    return (None, begun) if hours.first >= LUNCH_FROM else (begun, None)


def _ways(
    network: Network, hours: Hours, node: int, ready: int, target: int, by: int, *, had: bool
) -> Iterator[tuple[int, int, int, int, bool]]:
    """Ways to be at the target by a minute, the one without a lunch first.

    Each is (ready there, lunch minute or -1, its node, minute of leaving at the earliest, whether lunch is after arriving).
    """
    plain = network.plain_way(node, target)
    latest = network.latest(target, by)[node] if plain is None else by - plain[0]
    if ready > latest:
        return
    arrival = network.arrival(node, target, ready) if plain is None else ready + plain[0]
    yield arrival, -1, node, ready, False
    if had:
        return
    begins = max(ready, LUNCH_FROM)
    if begins <= LUNCH_UNTIL and begins + hours.lunch <= latest:
        left = begins + hours.lunch
        yield network.arrival(node, target, left), begins, node, left, False
    if node == target:
        return
    begins = max(arrival, LUNCH_FROM)
    if begins <= LUNCH_UNTIL and begins + hours.lunch <= by:
        yield begins + hours.lunch, begins, target, ready, True
    elif ready < LUNCH_FROM:
        for piece in network.pieces(node, target, ready)[1:]:
            table = network.start_of(piece.edge)
            begins = max(network.arrival(node, table, ready), LUNCH_FROM)
            left = begins + hours.lunch
            if begins <= LUNCH_UNTIL and left <= network.latest(target, by)[table]:
                yield network.arrival(table, target, left), begins, table, left, False


def reach(network: Network, hours: Hours, node: int, state: State, had: bool, stop: Stop, reached: list[State | None]) -> None:
    """Goes on from a state to a stop: puts into ``reached`` the best states without and with lunch had after it.

    The earliest is the best, then the one with least time on the way.
    """
    for move in moves(network, hours, node, state.ready, had, stop):
        if state.driving + move.driving <= hours.driving:
            known = reached[move.eaten]
            if known is None or (move.end, state.way + move.way) < known[:2]:
                reached[move.eaten] = _moved(state, move)


def moves(network: Network, hours: Hours, node: int, ready: int, had: bool, stop: Stop) -> tuple[Move, ...]:
    """What going to the stop from a node at a minute may lead to; ``had``: after lunch."""
    key = (node, ready, had, stop, hours)
    found = network.moves.get(key)
    if found is None:
        found = network.moves[key] = tuple(_undominated(_moves(network, hours, node, ready, had, stop)))
    return found


def ends(network: Network, hours: Hours, node: int, ready: int, had: bool, target: int) -> tuple[Move, ...]:
    """The ways of ending the day at the target, from a node at a minute; ``had``: after lunch."""
    key = (node, ready, had, target, hours)
    found = network.moves.get(key)
    if found is None:
        found = network.moves[key] = tuple(_ends(network, hours, node, ready, had, target))
    return found


def _moved(state: State, move: Move) -> State:
    return State(
        move.end, state.way + move.way, state.driving + move.driving, state.cost + move.cost,
        state.left if state.left >= 0 else move.left, state.handovers + move.handovers, Trail(move.step, state.trail),
    )  # fmt: skip


def _undominated(moves: Iterator[Move]) -> Iterator[Move]:
    """Those that no move before them equals or beats in every respect."""
    kept: list[Move] = []
    for move in moves:
        if all(m.eaten != move.eaten or m[1:3] > move[1:3] or m.driving > move.driving for m in kept):
            kept.append(move)
            yield move


def _moves(network: Network, hours: Hours, node: int, ready: int, had: bool, stop: Stop) -> Iterator[Move]:
    """What going to the stop may lead to, straight there first, then with lunch on the way."""
    plain = network.plain_way(node, stop.begin)
    if plain is not None:  # the most frequent case, and the quickest: straight there, the same at any minute
        start = first_start(stop.windows, ready + plain[0] + stop.early)
        end = start + stop.minutes
        if end > hours.last:
            return
        deadline = start - stop.early
        eaten = had or (stop.lunch and lunch_within(start, end, hours.lunch))
        step = Step(node, stop.begin, ready, -1, node, deadline, start, end)
        leaves = deadline - plain[0]
        yield Move(eaten, end, plain[0] + stop.early, plain[1] + stop.driving, plain[2] + stop.cost, leaves, (), step)
        if had or end <= LUNCH_FROM:
            return  # lunch is better had after this stop
    by = min(stop.windows[-1][1], hours.last - stop.minutes) - stop.early
    for arrival, lunch, table, leave, after in _ways(network, hours, node, ready, stop.begin, by, had=had):
        if plain is not None and lunch < 0:
            continue
        start = first_start(stop.windows, arrival + stop.early)
        end = start + stop.minutes
        if end > hours.last:
            if lunch < 0:
                return  # lunch first makes it no earlier
            continue
        deadline = start - stop.early
        if after:
            leg = network.leg(node, stop.begin, leave, min(LUNCH_UNTIL, deadline - hours.lunch))
            way = _Way(leg, (), max(leg.arrives, LUNCH_FROM), stop.begin, ready, start, after=True)
        else:
            before = (network.leg(node, table, ready, lunch),) if table != node else ()
            way = _Way(network.leg(table, stop.begin, leave, deadline), before, lunch, table, ready, start)
        yield _move(hours, node, had, stop, way)
        if lunch < 0 and end <= LUNCH_FROM:
            return


class _Way(NamedTuple):
    """A way to a stop that begins at ``start``: its leg, one before lunch on the way, and where and when lunch is had."""

    leg: Leg
    before: tuple[Leg, ...]
    lunch: int
    table: int
    ready: int
    start: int
    after: bool = False

    def minutes(self, early: int) -> int:
        """Time on the way, waits included; what is left around a lunch is free."""
        until = self.leg.arrives + early if self.after else self.start
        return until - self.leg.leaves + sum(self.lunch - leg.leaves for leg in self.before)

    @property
    def leaves(self) -> int:
        """When one has to leave, or sits down to lunch."""
        if self.before:
            return self.before[0].leaves
        return self.leg.leaves if self.lunch < 0 or self.after else self.lunch


def _move(hours: Hours, node: int, had: bool, stop: Stop, way: _Way) -> Move:
    legs = (*way.before, way.leg)
    end = way.start + stop.minutes
    inside = stop.lunch and lunch_within(way.start, end, hours.lunch)
    eaten = had or way.lunch >= 0 or inside or any(lunch_within(a, b, hours.lunch) for leg in legs for a, b in leg.rides)
    step = Step(node, stop.begin, way.ready, way.lunch, way.table, way.start - stop.early, way.start, end)
    return Move(
        eaten, end, way.minutes(stop.early), stop.driving + sum(leg.driving for leg in legs), stop.cost + sum(leg.cost for leg in legs),
        way.leaves, tuple(change for leg in legs for change in leg.handovers), step,
    )  # fmt: skip


def _ends(network: Network, hours: Hours, node: int, ready: int, had: bool, target: int) -> Iterator[Move]:
    """The ways of getting to where the day ends, with lunch on it where it must be."""
    for arrival, lunch, table, leave, after in _ways(network, hours, node, ready, target, hours.last, had=had):
        if after:
            continue
        legs = [network.leg(table, target, leave, arrival)]
        way = arrival - legs[0].leaves
        if lunch >= 0 and table != node:
            legs.insert(0, network.leg(node, table, ready, lunch))
            way += lunch - legs[0].leaves
        eaten = had or lunch >= 0 or any(lunch_within(a, b, hours.lunch) for a, b in legs[0].rides)
        if arrival > LUNCH_UNTIL and not eaten:
            continue
        left = lunch if lunch >= 0 and table == node else legs[0].leaves
        step = Step(node, target, ready, lunch, table, arrival, arrival, arrival)
        yield Move(
            eaten, arrival, way, sum(leg.driving for leg in legs), sum(leg.cost for leg in legs), left,
            tuple(change for leg in legs for change in leg.handovers), step,
        )  # fmt: skip
        if lunch < 0:
            return
