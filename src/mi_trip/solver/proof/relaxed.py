"""The best relaxed trips at given prices: a dynamic program over the whole trip, forward and backward, and what no better trip does.

A relaxed trip has optimistic times and prices, and may come to a group again that it has forgotten (see :mod:`.memory`). Minutes at
the wheel are left to prices. It is never worth less than the real one.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_trip.solver.proof import kernels
from mi_trip.solver.proof.kernels import HOPELESS, IMPOSSIBLE, NO_NIGHT, NONE, Arcs, Day, Terms
from mi_trip.solver.proof.memory import Memory, only

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mi_trip.solver.proof.memory import DayMemory
    from mi_trip.solver.proof.prices import Prices
    from mi_trip.solver.proof.trips import Trips

    Numbers = NDArray[np.int64]
    Units = NDArray[np.int32]

PER_MOVE = 4  # columns whose work is as much as finding a move


class Leg(NamedTuple):
    """A day of a relaxed trip: the state one wakes in, the stops, the state one sleeps in, and what it is worth with prices."""

    wakes: int
    stops: tuple[int, ...]
    sleeps: int
    worth: int


class Solved(NamedTuple):
    """What trips are worth at some prices: until they sleep in each state (``since``, of the day before) and from waking in it on.

    ``come`` and ``entered``: until they enter each node at each moment, and from then on, for each column; by days.
    """

    bound: int
    constant: int
    terms: list[Terms]
    since: list[Numbers]
    until: list[Numbers]
    come: list[Numbers]
    entered: list[Numbers]
    source: list[Units]
    slept: list[Units]
    days: list[DayMemory]
    arcs: list[Arcs]
    work: int

    def through(self, night: int) -> Numbers:
        """What a trip is worth at most that sleeps in each state of the night."""
        worth = self.since[night + 1].astype(np.int64) + self.until[night + 1]
        return np.where(worth > HOPELESS, worth + self.constant, IMPOSSIBLE)


class Relaxed:
    """The relaxed trips of some trips: their moves that may be in a better one, and what they remember."""

    def __init__(self, trips: Trips) -> None:
        self.trips = trips
        self.memory = Memory(trips)
        self.arcs: list[Arcs] = []
        known: dict[object, Arcs] = {}
        for day, key in enumerate(trips.keys):
            if key not in known:
                known[key] = _arcs(trips, day, None)
            self.arcs.append(known[key])
        self.stays = [set(trips.problem.places) for _ in trips.days]
        self.changes = False  # whether a change of bed is counted: at first it costs nothing, which is much quicker
        self.entries = 0  # of the tables that were last made
        self._day: list[Day] = [_day(trips, day) for day in range(len(trips.days))]
        self.remember()

    def of(self, trips: Trips) -> Relaxed:
        """The relaxed trips of a part, as far as they are known."""
        part = copy(self)
        part.trips, part.memory = trips, self.memory.copied()
        part.arcs, part.stays, part.days = list(self.arcs), [set(places) for places in self.stays], list(self.days)
        return part

    def remember(self) -> None:
        """Makes the nodes anew, after more is to be remembered or fewer moves are left."""
        self.days: list[DayMemory] = []
        for day, arcs in enumerate(self.arcs):
            stops = len(self.trips.days[day].stops)
            linked = np.zeros((stops, stops), dtype=bool)
            linked[np.repeat(np.arange(len(arcs.first) - 1) % max(1, stops), np.diff(arcs.first)), arcs.stop] = True
            self.days.append(self.memory.of_day(self.trips, day, linked))

    @property
    def moves(self) -> int:
        """How many moves there are."""
        return sum(len(arcs.stop) for arcs in self.arcs)

    def _terms(self, prices: Prices, day: int) -> Terms:
        """The prices of a day, and its columns: each place where one may stay has one."""
        trips, facts = self.trips, self.trips.days[day]
        problem = trips.problem
        bonus = prices.bonus[day].astype(np.int32)
        alive = trips.beds[day]
        wake_column, sleep_column = np.zeros(len(facts.wakes), dtype=np.int32), np.zeros(len(facts.sleeps), dtype=np.int32)
        columns, change = 1, 0
        if self.changes and 0 < day < len(trips.days) - 1:
            change = problem.change
            wakes, sleeps = [problem.places[bed] for bed in facts.wakes.tolist()], [problem.places[bed] for bed in facts.sleeps.tolist()]
            may = {place for place, can in zip(wakes, trips.beds[day - 1].tolist(), strict=True) if can} & self.stays[day]
            places = sorted(may & {place for place, can in zip(sleeps, alive.tolist(), strict=True) if can})
            number = {place: n for n, place in enumerate(places, 1)}
            wake_column[:] = [number.get(place, 0) for place in wakes]
            sleep_column[:] = [number.get(place, 0) for place in sleeps]
            columns += len(places)
        night = np.where(alive, prices.nights[day], NO_NIGHT).astype(np.int32)
        pairs = np.ascontiguousarray(bonus[facts.ends][:, facts.begins])
        return Terms(prices.values[day], pairs, bonus, night, change, wake_column, sleep_column, columns)

    def solve(self, prices: Prices) -> Solved:
        """The best trips at the prices."""
        since, come, source, slept = [np.zeros(1, dtype=np.int64)], [], [], []
        terms = [self._terms(prices, day) for day in range(len(self.days))]
        work = 0
        for (nodes, wakings, states), arcs, day, term in zip(self.days, self.arcs, self._day, terms, strict=True):
            of_day = kernels.forward(arcs, nodes, wakings, day, term, since[-1], int(states[-1]))
            come.append(of_day[0])
            source.append(of_day[1])
            since.append(of_day[2])
            slept.append(of_day[3])
            work += (of_day[4] + of_day[0].size // max(1, term.columns) // 8) * (PER_MOVE + term.columns)
        until, entered = [np.zeros(len(since[-1]), dtype=np.int64)], []
        for number in range(len(self.days) - 1, -1, -1):
            nodes, wakings, _ = self.days[number]
            rest, waking = kernels.backward(self.arcs[number], nodes, wakings, self._day[number], terms[number], until[-1], come[number])
            entered.append(rest)
            until.append(waking)
        entered.reverse()
        until.reverse()
        self.entries = sum(worth.size for worth in come)
        bound = prices.constant + int(until[0][0]) if until[0][0] > HOPELESS else IMPOSSIBLE
        return Solved(bound, prices.constant, terms, since, until, come, entered, source, slept, list(self.days), list(self.arcs), 2 * work)

    def trip(self, solved: Solved, night: int, state: int) -> list[Leg]:
        """The best trip that sleeps in the state of the night."""
        legs, asleep = [], state
        for day in range(night, -1, -1):
            stops, wakes = kernels.came_from(solved.days[day].nodes, solved.source[day], solved.slept[day], asleep)
            legs.append(Leg(wakes, tuple(stops[::-1].tolist()), asleep, int(solved.since[day + 1][asleep]) - int(solved.since[day][wakes])))
            asleep = wakes
        legs.reverse()
        for day in range(night + 1, len(self.days)):
            nodes, wakings, _ = solved.days[day]
            worth, rest = int(solved.until[day][state]), solved.until[day + 1]
            stops, asleep = kernels.goes_on(
                solved.arcs[day], nodes, wakings, self._day[day], solved.terms[day], rest, solved.entered[day], state, worth
            )
            legs.append(Leg(state, tuple(stops.tolist()), int(asleep), worth - int(rest[asleep])))
            state = int(asleep)
        return legs

    def day(self, number: int) -> Day:
        """What a day's moves lead over."""
        return self._day[number]

    def bed(self, night: int, state: int) -> int:
        """The bed of a state slept in, by its number in the day's facts."""
        return int(np.searchsorted(self.days[night].states, state, side="right")) - 1

    def narrow(self, solved: Solved, score: int) -> None:
        """Strikes out the moves, nodes and stays that are in no trip that scores more."""
        least = score - solved.constant
        for number, (day, terms, come, entered) in enumerate(zip(self._day, solved.terms, solved.come, solved.entered, strict=True)):
            nodes, wakings, _ = self.days[number]
            arcs = self.arcs[number]
            keep = kernels.alive(arcs, nodes, day, terms, come, entered, least)
            self.arcs[number] = _kept(arcs, keep)
            if terms.columns > 1:
                worth = kernels.column_worths(come, entered)
                gone = {c for c in range(1, terms.columns) if worth[c] <= least}
                facts, places = self.trips.days[number], self.trips.problem.places
                columns = zip(facts.sleeps.tolist(), terms.sleep_column.tolist(), strict=True)
                self.stays[number] -= {places[bed] for bed, column in columns if column in gone}
            fewer, begun = only(nodes, wakings, kernels.worthwhile(day.before, come, entered, least))
            self.days[number] = self.days[number]._replace(nodes=fewer, wakings=begun)

    def narrow_beds(self, solved: Solved, score: int) -> None:
        """Strikes out the beds that are in no trip that scores more."""
        for night, day in enumerate(self.days):
            worth = np.maximum.reduceat(solved.through(night), day.states[:-1])
            self.trips.beds[night] &= worth > score

    def finer(self, step: int) -> None:
        """Makes the moments ``step`` minutes apart. What was struck out remains so."""
        trips = self.trips
        coarse = [trips.moves(day).moments for day in range(len(self.days))]
        trips.finer(step)
        for day, (moments, arcs) in enumerate(zip(coarse, self.arcs, strict=True)):
            stops = len(trips.days[day].stops)
            alive = np.zeros((moments.total, stops, stops), dtype=bool)
            source = np.repeat(np.arange(len(arcs.first) - 1), np.diff(arcs.first))
            alive[source // max(1, stops), source % max(1, stops), arcs.stop] = True
            moves = trips.moves(day)
            at = [moments.at(minute, had=had) for minute, had in map(moves.minute_of, range(moves.moments.total))]
            self.arcs[day] = _arcs(trips, day, alive[at])
        self._day = [_day(trips, day) for day in range(len(self.days))]
        self.remember()


def _arcs(trips: Trips, day: int, alive: NDArray[np.bool_] | None) -> Arcs:
    """The moves of a day, of those that are ``alive[moment, stop, stop]``."""
    facts, moves = trips.days[day], trips.moves(day)
    stops = len(facts.stops)
    apart = (facts.groups[:, None] != facts.groups) & ~((facts.strenuous[:, None] & facts.strenuous) > 0)
    counts, moments, targets, units = [], [], [], []
    for moment in range(moves.moments.total):
        may = apart if alive is None else apart & alive[moment]
        kinds = [(kind.moment[facts.ends], kind.units[facts.ends]) for kind in moves.onward(moment)] if may.any() else []
        can = np.stack([may & (to != NONE) for to, _ in kinds], axis=1) if kinds else np.zeros((stops, 1, stops), dtype=bool)
        counts.append(can.sum(axis=(1, 2)))
        source, which, target = np.nonzero(can)
        if len(source):
            moments.append(np.stack([to for to, _ in kinds])[which, source, target])
            units.append(-np.stack([np.asarray(fare, dtype=np.int64) for _, fare in kinds])[which, source, target])
            targets.append(target)
    first = np.concatenate([[0], np.cumsum(np.concatenate([*counts, np.zeros(0, dtype=np.int64)]))])
    none = [np.zeros(0, dtype=np.int64)]
    return Arcs(
        first.astype(np.int32), np.concatenate(moments or none).astype(np.int16), np.concatenate(targets or none).astype(np.int16),
        np.concatenate(units or none).astype(np.int32),
    )  # fmt: skip


def _kept(arcs: Arcs, keep: NDArray[np.bool_]) -> Arcs:
    first = np.concatenate([[0], np.cumsum(keep)])[arcs.first].astype(np.int32)
    return Arcs(first, arcs.moment[keep], arcs.stop[keep], arcs.units[keep])


def _day(trips: Trips, day: int) -> Day:
    facts, moves = trips.days[day], trips.moves(day)
    wakes, sleeps = trips.bed_places[facts.wakes], trips.bed_places[facts.sleeps]
    nights = np.ascontiguousarray(moves.nights[:, :, sleeps])
    alike = np.zeros(nights.shape[:2], dtype=bool)
    alike[:-1] = (nights[:-1] == nights[1:]).all(axis=2)
    first = moves.onward(0)
    starts, fares = (np.stack(rows).astype(np.int32) for rows in ([kind.moment for kind in first], [kind.units for kind in first]))
    return Day(len(moves.moments.before), facts.begins, facts.ends, wakes, sleeps, nights, alike, starts, fares, facts.stays)
