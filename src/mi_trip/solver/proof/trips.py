"""A problem as day routes between beds: what each day's stops, beds and places are, and which beds and stops are still allowed."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_trip.solver.proof.moves import Moves
from mi_trip.solver.proof.ways import Ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mi_trip.problem import Problem

    Numbers = NDArray[np.int64]


class DayFacts(NamedTuple):
    """A day: the problem's stops that can be done, the beds one may wake and sleep in, their places, and the stops' facts.

    ``nights[sleep]``: units of the night (negative). ``stays[wake, sleep]``: no change of bed, or none that is counted.
    ``drives[a, b]``: minutes at the wheel at least.
    """

    stops: Numbers
    wakes: Numbers
    sleeps: Numbers
    values: Numbers
    groups: Numbers
    begins: Numbers
    ends: Numbers
    counted: Numbers
    strenuous: Numbers
    driving: Numbers
    nights: Numbers
    stays: NDArray[np.bool_]
    drives: Numbers

    def numbers(self, stops: Sequence[int]) -> Numbers:
        """The problem's stops by their numbers in these facts."""
        found: Numbers = np.searchsorted(self.stops, np.array(stops, dtype=np.int64))
        return found


class Trips:
    """The trips of a problem, or a part of them.

    ``beds[day][sleep]`` are the beds that may still be in a better one, ``barred[day]`` the stops that may not.
    """

    def __init__(self, problem: Problem, step: int) -> None:
        self.problem = problem
        bed_nodes = [problem.bed_node(bed) for bed in range(len(problem.beds))]
        spots = [[problem.day_stop(day, stop) for stop in range(len(problem.stops))] for day in range(problem.days)]
        nodes = {node for row in spots for spot in row if spot for node in (spot.begin, spot.end)} | set(bed_nodes)
        self.nodes = sorted(nodes)
        self.place = {node: number for number, node in enumerate(self.nodes)}
        self.bed_places = np.array([self.place[node] for node in bed_nodes], dtype=np.int64)
        shortest = min((spot.minutes for row in spots for spot in row if spot), default=step)
        self.step = max(1, min(step, shortest))
        self.ways: dict[object, Ways] = {}
        self._moves: dict[tuple[object, int], Moves] = {}
        self.keys: list[object] = []
        self.days = [self._facts(day) for day in range(problem.days)]
        self.beds = [np.ones(len(facts.sleeps), dtype=bool) for facts in self.days]
        self.barred = [np.zeros(len(facts.stops), dtype=bool) for facts in self.days]

    def _facts(self, day: int) -> DayFacts:
        problem = self.problem
        world = problem.world.days[day]
        stops = [stop for stop, value in enumerate(problem.values[day]) if value is not None]
        spots = [spot for stop in stops if (spot := problem.day_stop(day, stop)) is not None]
        key = (id(world.network), world.hours)
        if key not in self.ways:
            self.ways[key] = Ways(world.network, world.hours, self.nodes, problem.minute, problem.money)
        ways = self.ways[key]
        moves_key = (key, tuple(map(id, spots)), tuple(stops))
        if (moves_key, self.step) not in self._moves:
            self._moves[moves_key, self.step] = Moves(ways, world.hours, spots, self.step, (problem.minute, problem.money))
        self.keys.append(moves_key)
        last = day == problem.days - 1
        wakes = self._beds(day - 1) if day else [problem.start]
        sleeps = list(problem.ends) if last else self._beds(day)
        stays = [[not day or last or problem.places[wake] == problem.places[sleep] for sleep in sleeps] for wake in wakes]
        nights = np.array([0 if last else -self._night(day, sleep) for sleep in sleeps], dtype=np.int64)
        facts = problem.stops
        return DayFacts(
            _numbers(stops), _numbers(wakes), _numbers(sleeps),
            _numbers([problem.values[day][s] for s in stops]), _numbers([facts[s].group for s in stops]),
            _numbers([self.place[spot.begin] for spot in spots]), _numbers([self.place[spot.end] for spot in spots]),
            _numbers([facts[s].counted for s in stops]), _numbers([facts[s].strenuous for s in stops]),
            _numbers([spot.driving for spot in spots]), nights, np.array(stays, dtype=bool).reshape(len(wakes), len(sleeps)), ways.drives,
        )  # fmt: skip

    def _beds(self, night: int) -> list[int]:
        return [bed for bed, cost in enumerate(self.problem.bed_costs[night]) if cost is not None]

    def _night(self, night: int, bed: int) -> int:
        """Units of a night, a hired car included."""
        problem = self.problem
        return problem.money * ((problem.bed_costs[night][bed] or 0) + problem.hire_of_night(bed))

    def sleeping(self, night: int, places: frozenset[int], *, inside: bool) -> Trips:
        """The trips that sleep in one of the places that night, or do not."""
        part = self._part()
        part.beds[night] &= np.isin(self.bed_places[self.days[night].sleeps], list(places)) == inside
        return part

    def doing(self, day: int, group: int, *, then: bool) -> Trips:
        """The trips that do something of the group on the day if on any, or do not do it then."""
        part = self._part()
        for number, facts in enumerate(self.days):
            if (number != day) == then:
                part.barred[number] |= facts.groups == group
        return part

    def _part(self) -> Trips:
        part = copy(self)
        part.beds, part.barred = [beds.copy() for beds in self.beds], [barred.copy() for barred in self.barred]
        return part

    def moves(self, day: int) -> Moves:
        """The moves of a day."""
        return self._moves[self.keys[day], self.step]

    def finer(self, step: int) -> None:
        """Makes the moments ``step`` minutes apart."""
        coarse, self.step = [self.moves(day) for day in range(self.problem.days)], step
        for key, moves in zip(self.keys, coarse, strict=True):
            if (key, step) not in self._moves:
                self._moves[key, step] = Moves(moves.ways, moves.hours, moves.stops, step, (moves.minute, moves.money))


def _numbers(values: Sequence[int | None]) -> Numbers:
    return np.array(values, dtype=np.int64)
