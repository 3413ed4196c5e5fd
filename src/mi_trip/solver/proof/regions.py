"""Finds violated cuts: regions away from the start in which more is done, or slept, than they are entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_trip.solver.proof.prices import Cut

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_trip.solver.proof.prices import Column, Rules
    from mi_trip.solver.proof.trips import Trips

VIOLATED = 0.02  # by less it is not worth a cut
MOST_CUTS, MOST_ALIKE = 60, 3  # in one round, and of one region in it


class Regions:
    """The regions of a problem's places: those near each other, and those a fractional solution hardly connects with the rest."""

    def __init__(self, trips: Trips) -> None:
        self.trips = trips
        apart = np.min([np.maximum(ways.least, ways.least.T) for ways in trips.ways.values()], axis=0)
        span = max(ways.span for ways in trips.ways.values())
        size = len(trips.nodes)
        near = sorted((int(apart[a, b]), a, b) for a in range(size) for b in range(a) if apart[a, b] <= span)
        self.near = _linked(size, ((a, b) for _, a, b in near))

    def violated(self, taken: list[tuple[Column, float]], rules: Rules) -> list[Cut]:
        """The cuts, none of them known, that the routes taken violate, the worst first."""
        known, groups = set(rules.cuts), rules.groups
        trips = self.trips
        size, days = len(trips.nodes), len(trips.days)
        flow = np.zeros((size, size))
        done, slept = np.zeros((size, groups)), np.zeros((size, days))
        for column, often in taken:
            facts = trips.days[column.day]
            for a, b in rules.moves(column):
                flow[a, b] += often
            for stop in np.searchsorted(facts.stops, column.stops).tolist():
                done[facts.begins[stop], facts.groups[stop]] += often
            if column.day < days - 1:
                slept[trips.bed_places[facts.sleeps[column.sleep]], column.day] += often
        np.fill_diagonal(flow, 0)
        both = np.round(flow + flow.T, 6)
        used = sorted((-both[a, b], a, b) for a in range(size) for b in range(a) if both[a, b] > VIOLATED / 10)
        start = int(trips.bed_places[trips.problem.start])
        found = []
        for region in sorted(set(self.near) | set(_linked(size, ((a, b) for _, a, b in used))), key=sorted):
            if start in region:
                continue
            inside = np.zeros(size, dtype=bool)
            inside[list(region)] = True
            entered = flow[~inside][:, inside].sum()
            over = np.concatenate([done[inside].sum(axis=0), slept[inside].sum(axis=0)]) - entered
            for which in np.argsort(-over, kind="stable")[:MOST_ALIKE].tolist():
                if over[which] > VIOLATED:
                    cut = Cut(region, which if which < groups else groups - 1 - which)
                    found.append((-round(float(over[which]), 6), len(region), sorted(region), which, cut))
        found.sort(key=lambda entry: entry[:4])
        return [cut for *_, cut in found if cut not in known][:MOST_CUTS]


def _linked(places: int, pairs: Iterable[tuple[int, int]]) -> list[frozenset[int]]:
    """Each place, and the regions that grow as the pairs are joined in their order."""
    regions = {place: frozenset({place}) for place in range(places)}
    grown = list(regions.values())
    for a, b in pairs:
        if regions[a] is not regions[b]:
            both = regions[a] | regions[b]
            for place in both:
                regions[place] = both
            grown.append(both)
    return grown
