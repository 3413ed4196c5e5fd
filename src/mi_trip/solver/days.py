"""What single days are worth, and what could be put into them: asked again and again while a trip is changed, so all is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from mi_trip.solver.clock import Clock

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mi_trip.problem import Problem
    from mi_trip.solver.clock import Stands
    from mi_trip.travel.walk import Stop

    Numbers: TypeAlias = NDArray[np.int64]
    Gap: TypeAlias = tuple[int, int, int]  # units it gives at most, a stop, and before which of the day's stops it may fit

NO_WINDOW = (0, -1)


class Day(NamedTuple):
    """A day by its number, the bed it begins in, its stops in order, and the bed (or end) it ends in."""

    number: int
    wakes: int
    stops: tuple[int, ...]
    sleeps: int


class Worth(NamedTuple):
    """What a day gives, in units, room included; what it costs in money; and when it ends."""

    units: int
    cost: int
    ends: int


class _Candidates(NamedTuple):
    """The stops of a day, one in each place of the arrays: what they give at most, their nodes, and their times.

    ``opens`` and ``closes`` have a row for each window; a stop with fewer begins with some that are never open.
    """

    stops: Numbers
    most: Numbers
    begins: Numbers
    ends: Numbers
    early: Numbers
    minutes: Numbers
    opens: Numbers
    closes: Numbers


class Days:
    """The days of a problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._spots = [[problem.day_stop(day, stop) for stop in range(len(problem.stops))] for day in range(problem.days)]
        self._beds = [problem.bed_node(bed) for bed in range(len(problem.beds))]
        clocks: dict[object, Clock] = {}
        self._clocks: list[Clock] = []
        for world in problem.world.days:
            key = (id(world.network), world.hours)
            if key not in clocks:
                clocks[key] = Clock(world.network, world.hours)
            self._clocks.append(clocks[key])
        self._stands: dict[tuple[int, int, tuple[int, ...]], Stands | None] = {}
        self._worths: dict[Day, Worth | None] = {}
        self._gaps: dict[Day, list[Gap]] = {}
        self._all: dict[int, _Candidates] = {}
        self._rows: dict[tuple[int, int], Numbers] = {}  # by the day and a node
        self._into: dict[tuple[int, int], Numbers] = {}

    def spot(self, day: int, stop: int) -> Stop:
        """The stop on a day on which it can be done."""
        spot = self._spots[day][stop]
        assert spot is not None  # noqa: S101 - the problem gives it a value on that day
        return spot

    def stands(self, day: int, wakes: int, stops: tuple[int, ...]) -> Stands | None:
        """How one stands after the stops, without and with lunch; None if they do not fit into the day."""
        known = self._stands
        length = len(stops)
        while length and (day, wakes, stops[:length]) not in known:
            length -= 1
        clock, spots = self._clocks[day], self._spots[day]
        found = known[day, wakes, stops[:length]] if length else clock.begun()
        while length < len(stops) and found is not None:
            spot = spots[stops[length]]
            found = None if spot is None else clock.reached(self.node(day, wakes, stops[:length]), found, spot)
            length += 1
            known[day, wakes, stops[:length]] = found
        return found

    def node(self, day: int, wakes: int, stops: tuple[int, ...]) -> int:
        """Where one stands after the stops."""
        return self.spot(day, stops[-1]).end if stops else self._beds[wakes]

    def worth(self, day: Day) -> Worth | None:
        """What the day gives; None if it cannot be done. Moving from one bed to another is not counted."""
        if day not in self._worths:
            self._worths[day] = self._work_out(day)
        return self._worths[day]

    def _work_out(self, day: Day) -> Worth | None:
        problem = self.problem
        number, wakes, stops, sleeps = day
        room = problem.bed_costs[number][sleeps] if number < problem.days - 1 else 0
        stands = self.stands(number, wakes, stops) if room is not None else None
        if stands is None or room is None:
            return None
        ended = self._clocks[number].ended(self.node(number, wakes, stops), stands, self._beds[sleeps])
        if ended is None:
            return None
        ends, way, _, fares = ended
        cost = fares + room
        row = problem.values[number]
        gains = sum([row[stop] or 0 for stop in stops])
        gains += problem.bed_values[number][sleeps] if number < problem.days - 1 else 0
        return Worth(gains - problem.minute * way - problem.money * cost, cost, ends)

    def gaps(self, day: Day) -> list[Gap]:
        """What might be put into the day, the best first: judged by the least times, and only what does not pay or fit is left out.

        Stops of the groups that are in the day already are among them.
        """
        found = self._gaps.get(day)
        if found is None:
            found = self._gaps[day] = self._find_gaps(day)
        return found

    def strike_out(self, day: Day, vain: set[int]) -> None:
        """Strikes out the gaps (by their places among all of the day) that were found to give nothing."""
        self._gaps[day] = [gap for n, gap in enumerate(self._gaps[day]) if n not in vain]

    def _find_gaps(self, day: Day) -> list[Gap]:
        problem = self.problem
        number, wakes, stops, sleeps = day
        network, hours = problem.world.days[number].network, problem.world.days[number].hours
        spots = [self.spot(number, stop) for stop in stops]
        starts = [self._beds[wakes], *(spot.end for spot in spots)]
        ends = [*(spot.begin for spot in spots), self._beds[sleeps]]
        direct = [network.least_minutes(start, end) for start, end in zip(starts, ends, strict=True)]
        ready = [min(s[0] for s in self.stands(number, wakes, stops[:n]) or () if s) for n in range(len(stops) + 1)]
        latest = [hours.last] * len(starts)  # when one must be at the end of the n-th way
        for n in range(len(stops) - 1, -1, -1):
            begins = latest[n + 1] - direct[n + 1] - spots[n].minutes
            latest[n] = max((min(b, begins) for a, b in spots[n].windows if a <= begins), default=-1) - spots[n].early
        of = self._candidates(number)
        out = np.array([self._out(number, node) for node in starts])
        on = np.array([self._to(number, node) for node in ends])
        times = np.array((direct, ready, latest))[:, :, None]
        most = of.most - problem.minute * (out + on - times[0])
        arrives = out + of.early + times[1]
        begin = np.maximum(of.opens[-1], arrives)
        for opens, closes in zip(of.opens[-2::-1], of.closes[-2::-1], strict=True):
            begin = np.where(arrives <= closes, np.maximum(opens, arrives), begin)
        fits = (begin + of.minutes + on <= times[2]) & (most > 0) & (arrives <= of.closes[-1])
        fitting = np.flatnonzero(fits)
        amounts = most.ravel()[fitting]
        order = np.argsort(-amounts, kind="stable")
        places, which = np.divmod(fitting[order], len(of.stops))
        return list(zip(amounts[order].tolist(), of.stops[which].tolist(), places.tolist(), strict=True))

    def _out(self, day: int, node: int) -> Numbers:
        """The least minutes from a node to the beginning of each stop of a day."""
        key = (day, node)
        found = self._rows.get(key)
        if found is None:
            least = self.problem.world.days[day].network.least_from(node)
            found = self._rows[key] = _numbers([least[begin] for begin in self._candidates(day).begins.tolist()])
        return found

    def _to(self, day: int, node: int) -> Numbers:
        """The least minutes from the end of each stop of a day to a node."""
        key = (day, node)
        found = self._into.get(key)
        if found is None:
            network = self.problem.world.days[day].network
            ends = self._candidates(day).ends.tolist()
            found = self._into[key] = np.array([network.least_minutes(end, node) for end in ends], dtype=np.int64)
        return found

    def _candidates(self, day: int) -> _Candidates:
        """All stops of a day with what is asked of each again and again."""
        found = self._all.get(day)
        if found is None:
            problem = self.problem
            pairs = list(zip(problem.values[day], self._spots[day], strict=True))
            able = [(stop, value, spot) for stop, (value, spot) in enumerate(pairs) if value is not None and spot is not None]
            windows = max((len(spot.windows) for *_, spot in able), default=1)
            padded = [[*[NO_WINDOW] * (windows - len(spot.windows)), *spot.windows] for *_, spot in able]
            found = self._all[day] = _Candidates(
                *map(_numbers, (
                    [stop for stop, *_ in able],
                    [value - problem.money * spot.cost - problem.minute * spot.early for _, value, spot in able],
                    [spot.begin for *_, spot in able], [spot.end for *_, spot in able],
                    [spot.early for *_, spot in able], [spot.minutes for *_, spot in able],
                    [[row[n][0] for row in padded] for n in range(windows)], [[row[n][1] for row in padded] for n in range(windows)],
                )),
            )  # fmt: skip
        return found


def _numbers(values: object) -> Numbers:
    return np.array(values, dtype=np.int64)
