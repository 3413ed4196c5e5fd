"""Listed routes made fewer: their own linear program bounds better trips more closely than relaxed routes did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_trip.score import UNITS
from mi_trip.solver.proof import NO_BOUND
from mi_trip.solver.proof.master import Master
from mi_trip.solver.proof.moves import IMPOSSIBLE
from mi_trip.solver.proof.trips import chained

if TYPE_CHECKING:
    from mi_trip.solver.proof.listing import Listed
    from mi_trip.solver.proof.prices import Column, Prices, Rules
    from mi_trip.solver.proof.regions import Regions
    from mi_trip.solver.proof.trips import Trips

ROUNDS = 20


def condense(trips: Trips, rules: Rules, regions: Regions, routes: list[Listed], score: int) -> tuple[int, list[Listed]]:
    """A bound of the trips of the routes, and those routes that may be in one that scores more than ``score``, the best first."""
    master = Master(trips, rules)
    columns = [route.column for route in routes]
    for column in columns:
        master.add(column)
    bound, of_chains = NO_BOUND, [0] * len(routes)
    for _ in range(ROUNDS):
        found = master.solve()
        if found is None:
            return score, []
        duals, often = found
        most, of_chains = _bound(trips, rules.prices(duals, UNITS), columns)
        bound = min(bound, most)
        if bound <= score:
            return score, []
        kept = [n for n, of_chain in enumerate(of_chains) if of_chain > score]
        for column in {columns[n] for n in range(len(columns))} - {columns[n] for n in kept}:
            master.strike(column)
        fewer = len(kept) < len(routes)
        routes, columns, of_chains = [routes[n] for n in kept], [columns[n] for n in kept], [of_chains[n] for n in kept]
        if not regions.cut(master, often) and not fewer:
            break
    order = sorted(range(len(routes)), key=lambda n: (-of_chains[n], n))
    return bound, [routes[n] for n in order]


def _bound(trips: Trips, prices: Prices, columns: list[Column]) -> tuple[int, list[int]]:
    """The bound of a chain of the routes at the prices, and of the chains through each."""
    worths = []
    best = [np.full(facts.fixed.shape, IMPOSSIBLE, dtype=np.int64) for facts in trips.days]
    for column in columns:
        facts = trips.days[column.day]
        stops = np.searchsorted(facts.stops, column.stops)
        places = trips.bed_places[facts.wakes[column.wake]], trips.bed_places[facts.sleeps[column.sleep]]
        begins, ends = [*facts.begins[stops], places[1]], [places[0], *facts.ends[stops]]
        worth = column.worth + int(prices.bonus[column.day][ends, begins].sum())
        worth += int((prices.values[column.day][stops] - facts.values[stops]).sum())
        worth += int(prices.fixed[column.day][column.wake, column.sleep] - facts.fixed[column.wake, column.sleep])
        worths.append(worth)
        best[column.day][column.wake, column.sleep] = max(worth, best[column.day][column.wake, column.sleep])
    since, until = chained(best)
    through = [
        prices.constant + int(since[c.day][c.wake]) + worth + int(until[c.day + 1][c.sleep])
        for c, worth in zip(columns, worths, strict=True)
    ]
    return prices.constant + int(until[0].max()), through
