"""What single days are worth, and what could be put into them: asked again and again while a trip is changed, so all is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from mi_trip.travel.walk import begin, finish, reach

if TYPE_CHECKING:
    from mi_trip.problem import Problem
    from mi_trip.travel.walk import State, Stop

    States: TypeAlias = tuple[State | None, State | None]


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


class Gap(NamedTuple):
    """A stop that may fit into a day before its ``place``-th one, and no less than what it would give, in units."""

    most: int
    stop: int
    place: int


class _Candidate(NamedTuple):
    """A stop on a day: what it gives at most, where it begins, the least minutes from its end to everywhere, and its times."""

    stop: int
    group: int
    most: int
    begin: int
    on: list[int]
    early: int
    minutes: int
    windows: tuple[tuple[int, int], ...]


class Days:
    """The days of a problem. Counts its work in ways tried."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.work = problem, 0
        self._spots = [[problem.day_stop(day, stop) for stop in range(len(problem.stops))] for day in range(problem.days)]
        self._states: dict[tuple[int, int, tuple[int, ...]], States | None] = {}
        self._worths: dict[Day, Worth | None] = {}
        self._gaps: dict[Day, list[Gap]] = {}
        self._all: dict[int, list[_Candidate]] = {}

    def spot(self, day: int, stop: int) -> Stop:
        """The stop on a day on which it can be done."""
        spot = self._spots[day][stop]
        assert spot is not None  # noqa: S101 - the problem gives it a value on that day
        return spot

    def states(self, day: int, wakes: int, stops: tuple[int, ...]) -> States | None:
        """How one stands after the stops, without and with lunch; None if they do not fit into the day."""
        key = (day, wakes, stops)
        if key in self._states:
            return self._states[key]
        world = self.problem.world.days[day]
        found: States | None = None
        if not stops:
            found = begin(world.hours)
        else:
            before, spot = self.states(day, wakes, stops[:-1]), self._spots[day][stops[-1]]
            if before is not None and spot is not None:
                self.work += 1
                node = self.node(day, wakes, stops[:-1])
                reached: list[State | None] = [None, None]
                for had in (0, 1):
                    state = before[had]
                    if state is not None:
                        reach(world.network, world.hours, node, state, bool(had), spot, reached)
                found = None if reached[0] is None and reached[1] is None else (reached[0], reached[1])
        self._states[key] = found
        return found

    def node(self, day: int, wakes: int, stops: tuple[int, ...]) -> int:
        """Where one stands after the stops."""
        return self.spot(day, stops[-1]).end if stops else self.problem.bed_node(wakes)

    def worth(self, day: Day) -> Worth | None:
        """What the day gives; None if it cannot be done. Moving from one bed to another is not counted."""
        if day not in self._worths:
            self._worths[day] = self._work_out(day)
        return self._worths[day]

    def _work_out(self, day: Day) -> Worth | None:
        problem = self.problem
        number, wakes, stops, sleeps = day
        world = problem.world.days[number]
        room = problem.bed_costs[number][sleeps] if number < problem.days - 1 else 0
        states = self.states(number, wakes, stops)
        if states is None or room is None:
            return None
        self.work += 1
        walked = finish(world.network, world.hours, self.node(number, wakes, stops), states, problem.bed_node(sleeps))
        if walked is None:
            return None
        cost = walked.cost + room
        gains = sum(problem.values[number][stop] or 0 for stop in stops)
        gains += problem.bed_values[number][sleeps] if number < problem.days - 1 else 0
        return Worth(gains - problem.minute * walked.way - problem.money * cost, cost, walked.ends)

    def gaps(self, day: Day) -> list[Gap]:
        """What might be put into the day, the best first: judged by the least times, and only what does not pay or fit is left out."""
        found = self._gaps.get(day)
        if found is None:
            found = self._gaps[day] = sorted(self._find_gaps(day), reverse=True)
        return found

    def _find_gaps(self, day: Day) -> list[Gap]:
        problem = self.problem
        number, wakes, stops, sleeps = day
        world = problem.world.days[number]
        spots = [self.spot(number, stop) for stop in stops]
        starts = [problem.bed_node(wakes), *(spot.end for spot in spots)]
        ends = [*(spot.begin for spot in spots), problem.bed_node(sleeps)]
        rows = [world.network.least_from(node) for node in starts]
        ready = [min(s.ready for s in self.states(number, wakes, stops[:n]) or () if s) for n in range(len(stops) + 1)]
        latest = [world.hours.last] * len(starts)  # when one must be at the end of the n-th way
        for n in range(len(stops) - 1, -1, -1):
            begins = latest[n + 1] - rows[n + 1][ends[n + 1]] - spots[n].minutes
            latest[n] = max((min(b, begins) for a, b in spots[n].windows if a <= begins), default=-1) - spots[n].early
        ways = [(n, rows[n], ready[n], ends[n], rows[n][ends[n]], latest[n]) for n in range(len(starts))]
        groups = {problem.stops[stop].group for stop in stops}
        minute = problem.minute
        gaps = []
        for stop, group, most, there, on, early, minutes, windows in self._candidates(number):
            if group in groups:
                continue
            for n, row, since, end, direct, until in ways:
                detour = row[there] + on[end] - direct
                if minute * detour < most:
                    arrives = since + row[there] + early
                    for opens, closes in windows:
                        if arrives <= closes:
                            if max(opens, arrives) + minutes + on[end] <= until:
                                gaps.append(Gap(most - minute * detour, stop, n))
                            break
        return gaps

    def _candidates(self, day: int) -> list[_Candidate]:
        """All stops of a day with what is asked of each again and again."""
        found = self._all.get(day)
        if found is None:
            problem = self.problem
            network = problem.world.days[day].network
            found = self._all[day] = []
            for stop, (value, spot) in enumerate(zip(problem.values[day], self._spots[day], strict=True)):
                if value is not None and spot is not None:
                    most = value - problem.money * spot.cost - problem.minute * spot.early
                    on = network.least_from(spot.end)
                    found.append(_Candidate(stop, problem.stops[stop].group, most, spot.begin, on, spot.early, spot.minutes, spot.windows))
        return found
