"""The best trip of listed day routes: an integer program, solved to the end by HiGHS."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

import highspy
import numpy as np

from mi_trip.score import UNITS
from mi_trip.solver.proof import NO_BOUND
from mi_trip.solver.trip import Trip, strenuous

if TYPE_CHECKING:
    from mi_trip.solver.proof.listing import Listed
    from mi_trip.solver.proof.prices import Rules
    from mi_trip.solver.proof.trips import Trips

ROUNDING = 0.0001  # points added to a bound for the rounding errors of floating point
MOST_NODES = 20_000


class Choice(NamedTuple):
    """A bound of all trips of the routes, in units, and the best trip (None: there is none, or the program gave up)."""

    bound: int
    trip: Trip | None


class _Rows:
    """The rows of a program as they are collected: coefficients by column, and what they may sum up to."""

    def __init__(self) -> None:
        self.rows: dict[object, dict[int, float]] = {}
        self.limits: dict[object, tuple[float, float]] = {}

    def add(self, key: object, column: int, amount: float, limits: tuple[float, float]) -> None:
        row = self.rows.setdefault(key, {})
        row[column] = row.get(column, 0) + amount
        self.limits[key] = limits


def choose(trips: Trips, rules: Rules, routes: list[Listed], score: int) -> Choice | None:
    """The best trip of the routes that scores more than ``score``, in units; None if they make none."""
    problem = trips.problem
    rows = _Rows()
    for column, route in enumerate(routes):
        _chain(rows, column, trips, route)
        for stop in route.stops:
            rows.add(("group", problem.stops[stop].group), column, 1, (-highspy.kHighsInf, 1))
        for demand in range(problem.demands.bit_length()):
            if any(problem.stops[stop].meets >> demand & 1 for stop in route.stops):
                rows.add(("demand", demand), column, 1, (1, highspy.kHighsInf))
        if problem.rest and strenuous(problem, route.stops):
            for day in (route.day, route.day + 1):
                rows.add(("rest", day), column, 1, (-highspy.kHighsInf, 1))
        if problem.budget is not None:
            rows.add("budget", column, float(_money(trips, route)), (-highspy.kHighsInf, float(problem.budget)))
        for number, amount in rules.rows(route.column).items():
            if number >= rules.first_cut:
                rows.add(("cut", number), column, amount, (-highspy.kHighsInf, 0))
    if any(("demand", demand) not in rows.rows for demand in range(problem.demands.bit_length())) or "start" not in rows.rows:
        return None
    worths = [route.worth / UNITS for route in routes]
    if problem.hires:
        columns = _last_day_of_hire(rows, trips, routes)
        worths += [-problem.money * problem.hire_per_day / UNITS] + [0.0] * (columns - len(routes) - 1)
    for column, worth in enumerate(worths):
        rows.add("better", column, worth, ((score + 0.5) / UNITS, highspy.kHighsInf))
    return _solve(trips, routes, rows, worths)


def _chain(rows: _Rows, column: int, trips: Trips, route: Listed) -> None:
    """One route begins the trip; from each bed goes on whoever came to it."""
    facts = trips.days[route.day]
    if route.day == 0:
        rows.add("start", column, 1, (1, 1))
    else:
        rows.add(("night", route.day - 1, int(facts.wakes[route.wake])), column, -1, (0, 0))
    if route.day < len(trips.days) - 1:
        rows.add(("night", route.day, int(facts.sleeps[route.sleep])), column, 1, (0, 0))


def _money(trips: Trips, route: Listed) -> int:
    """Money for the ways, tickets, the night and the least hire."""
    problem, facts = trips.problem, trips.days[route.day]
    if route.day == problem.days - 1:
        return route.walked.cost
    bed = int(facts.sleeps[route.sleep])
    return route.walked.cost + (problem.bed_costs[route.day][bed] or 0) + problem.hire_of_night(bed)


def _last_day_of_hire(rows: _Rows, trips: Trips, routes: list[Listed]) -> int:
    """Who keeps one car and hands it back later in the day than it was taken, pays 24 hours more than nights: the column after the routes.

    Further columns: whether one is ever without a car, and for each minute at which the last day may end whether the first begins
    before it, and whether the last does not end before. Gives how many columns there are in all.
    """
    problem = trips.problem
    last, extra, carless = problem.days - 1, len(routes), len(routes) + 1

    def ends(route: Listed) -> int:
        return route.walked.ends if route.walked.ends > route.walked.leaves else problem.world.days[-1].hours.first

    rows.add("carless", carless, 1, (-highspy.kHighsInf, 0))
    for column, route in enumerate(routes):
        if route.walked.handovers or not problem.beds[int(trips.days[route.day].sleeps[route.sleep])].with_car:
            rows.add("carless", column, -1, (-highspy.kHighsInf, 0))
    minutes = sorted({ends(route) for route in routes if route.day == last})
    for number, minute in enumerate(minutes):
        begun, after = carless + 1 + 2 * number, carless + 2 + 2 * number
        rows.add(("begun", number), begun, -1, (0, 0))
        rows.add(("after", number), after, -1, (0, 0))
        if number:
            rows.add(("begun", number), begun - 2, 1, (0, 0))
        if number + 1 < len(minutes):
            rows.add(("after", number), after + 2, 1, (0, 0))
        for column, amount in ((begun, 1), (after, 1), (extra, -1), (carless, -1)):
            rows.add(("hire", minute), column, amount, (-highspy.kHighsInf, 1))
    for column, route in enumerate(routes):
        if route.day == 0 and (number := bisect_right(minutes, route.walked.leaves)) < len(minutes):
            rows.add(("begun", number), column, 1, (0, 0))
        if route.day == last:
            rows.add(("after", minutes.index(ends(route))), column, 1, (0, 0))
    if problem.budget is not None:
        rows.add("budget", extra, float(problem.hire_per_day), rows.limits["budget"])
    return carless + 1 + 2 * len(minutes)


def _solve(trips: Trips, routes: list[Listed], rows: _Rows, worths: list[float]) -> Choice | None:
    highs = highspy.Highs()  # type: ignore[no-untyped-call] # its typing is not complete
    for option, value in (
        ("output_flag", False), ("threads", 1), ("parallel", "off"), ("random_seed", 0),
        ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.1 / UNITS), ("mip_max_nodes", MOST_NODES),
    ):  # fmt: skip
        highs.setOptionValue(option, value)
    count = len(worths)
    highs.addVars(count, np.zeros(count), np.ones(count))
    highs.changeColsCost(count, np.arange(count, dtype=np.int32), np.array(worths))
    whole = min(count, len(routes) + 1)  # the columns after the hire's follow from those
    highs.changeColsIntegrality(whole, np.arange(whole, dtype=np.int32), np.array([highspy.HighsVarType.kInteger] * whole))
    highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
    for key, row in rows.rows.items():
        low, high = rows.limits[key]
        highs.addRow(low, high, len(row), np.array(list(row), dtype=np.int32), np.array(list(row.values()), dtype=np.float64))
    highs.run()
    status, info = highs.getModelStatus(), highs.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    bound = math.ceil((info.mip_dual_bound + ROUNDING) * UNITS) if math.isfinite(info.mip_dual_bound) else NO_BOUND
    if status != highspy.HighsModelStatus.kOptimal:
        return Choice(bound, None)
    often = np.array(highs.getSolution().col_value)
    chosen = np.flatnonzero(often > 0.5).tolist()
    worth = sum(round(worths[n] * UNITS) for n in chosen)
    taken = sorted((routes[n] for n in chosen if n < len(routes)), key=lambda route: route.day)
    beds = tuple(int(trips.days[route.day].sleeps[route.sleep]) for route in taken)
    return Choice(worth, Trip(tuple(route.stops for route in taken), beds[:-1], beds[-1]))
