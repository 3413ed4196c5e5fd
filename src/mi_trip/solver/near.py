"""What lies near: for each day and place the stops one may go on to and the beds one may end in, with what a search asks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mi_trip.problem import Problem
    from mi_trip.travel.walk import Stop

NEAR_BEDS = 12


class Onward(NamedTuple):
    """A stop one may go on to, until ``latest``: its group as a bit, what it counts as, and its value in units."""

    stop: int
    bit: int
    latest: int
    counted: bool
    strenuous: bool
    meets: int
    value: int
    spot: Stop


class Home(NamedTuple):
    """A bed (or end) one may go to, until ``latest``: at least its price in units, way and room, and the place it is at."""

    bed: int
    latest: int
    price: int
    place: int


class Near:
    """The tables of a problem, worked out as they are asked for."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._onward: dict[tuple[int, int], tuple[Onward, ...]] = {}
        self._last_calls: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}
        self._homes: dict[tuple[int, int, int, tuple[int, ...]], tuple[Home, ...]] = {}

    def onward(self, day: int, node: int) -> tuple[Onward, ...]:
        """The stops that can be done on the day from the node: those bound to it, then those that give most for their time first."""
        key = (day, node)
        found = self._onward.get(key)
        if found is None:
            found = self._onward[key] = tuple(near for *_, near in sorted(self._ranked(day, node), key=lambda r: (r[:2], r[2].stop)))
        return found

    def too_late(self, day: int, node: int, ready: int, met: int) -> bool:
        """Whether something that is bound to the day cannot be done any more."""
        if not self.problem.bound_to[day] & ~met:
            return False
        calls = self._last_calls.get((day, node))
        if calls is None:
            bound = self.problem.bound_to[day]
            bits = [1 << n for n in range(bound.bit_length()) if bound >> n & 1]
            stops = self.onward(day, node)
            calls = tuple((bit, max((stop.latest for stop in stops if stop.meets & bit), default=-1)) for bit in bits)
            self._last_calls[day, node] = calls
        return any(ready > latest and not met & bit for bit, latest in calls)

    def _ranked(self, day: int, node: int) -> list[tuple[bool, float, Onward]]:
        problem = self.problem
        network, hours = problem.world.days[day].network, problem.world.days[day].hours
        ranked = []
        for stop, value in enumerate(problem.values[day]):
            spot = problem.day_stop(day, stop)
            if value is None or spot is None:
                continue
            there = network.least_minutes(node, spot.begin)
            takes = there + spot.early + spot.minutes
            if takes > hours.last - hours.first:
                continue
            latest = network.latest(spot.begin, min(spot.windows[-1][1], hours.last - spot.minutes) - spot.early)[node]
            facts = problem.stops[stop]
            gain = value - problem.minute * (there + spot.early) - problem.money * spot.cost
            near = Onward(stop, 1 << facts.group, latest, facts.counted, facts.strenuous, facts.meets, value, spot)
            ranked.append((not facts.meets & problem.bound_to[day], -gain / max(1, takes), near))
        return ranked

    def homes(self, day: int, node: int, beds: tuple[int, ...], most: int = NEAR_BEDS) -> tuple[Home, ...]:
        """The beds nearest to a node: after an outing nobody goes on for long."""
        key = (day, node, most, beds)
        found = self._homes.get(key)
        if found is None:
            problem = self.problem
            network, last = problem.world.days[day].network, problem.world.days[day].hours.last
            rooms = problem.bed_costs[day] if day < problem.days - 1 else None
            worth = problem.bed_values[day] if rooms else (0,) * len(problem.beds)
            homes = []
            for bed in beds:
                target = problem.bed_node(bed)
                minutes = network.least_minutes(node, target)
                room = rooms[bed] if rooms else 0
                latest = network.latest(target, last)[node]
                if room is not None and latest >= 0:
                    price = problem.minute * minutes + problem.money * room - worth[bed]
                    homes.append((-worth[bed], minutes, Home(bed, latest, price, problem.places[bed])))
            homes.sort()
            found = self._homes[key] = tuple(home for *_, home in homes[:most])
        return found
