"""What holds of any region, that is any set of places, in a real tour but not yet in the program's.

Whatever is done in a region away from the start, it is entered for; and only on days that begin in it or on which it is
entered: so many, at most, have minutes and visits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from mi_trip.solver.bound.tour import Tour

    Numbers = NDArray[np.float64]
    Mask = NDArray[np.bool_]

VIOLATED = 0.01  # by less it is not worth a cut
MOST_CUTS = 150  # in one round, the most violated
MOST_ALIKE = 4  # of a group or night in one round


class Cut(NamedTuple):
    """So much of arcs, spots and nights is at most the limit."""

    arcs: Numbers
    spots: Numbers
    nights: Numbers
    limit: float


class Cutter:
    """Finds violated cuts: for regions of places near each other, and those the program's tour hardly connects with the rest."""

    def __init__(self, tour: Tour) -> None:
        self.tour = tour
        problem = tour.problem
        self.start, self.end = np.array([(a.start, a.end) for a in tour.arcs], dtype=np.int64).reshape(-1, 2).T
        self.begins, self.ends = np.array([(s.begin, s.end) for s in tour.spots], dtype=np.int64).reshape(-1, 2).T
        self.sleeps = np.array([n.place for n in tour.nights], dtype=np.int64)
        self.on = _indicator([n.night for n in tour.nights])
        self.groups = _indicator([problem.stops[s.stop].group for s in tour.spots])
        facts = [problem.stops[s.stop] for s in tour.spots]
        self.day = max(1, *tour.budgets)
        takes = np.array([s.takes for s in tour.spots], dtype=np.float64) / self.day
        counted = np.array([f.counted for f in facts], dtype=np.float64) / max(1, problem.visits)
        strenuous = np.array([f.strenuous for f in facts], dtype=np.float64)
        none = np.zeros(len(tour.arcs))
        minutes = np.array([a.takes for a in tour.arcs], dtype=np.float64) / self.day
        self.shares = ((takes, minutes), (counted, none), (strenuous, none))  # of a day: what each spot and each arc uses up
        apart = np.maximum(tour.apart, tour.apart.T)
        near = sorted((int(apart[a, b]), a, b) for a in range(len(apart)) for b in range(a) if apart[a, b] <= tour.span)
        self.near = _regions(len(apart), ((a, b) for _, a, b in near))

    def violated(self, arcs: Numbers, spots: Numbers, nights: Numbers) -> list[Cut]:
        """The cuts that the program's solution violates, the worst first."""
        regions = self._looked_at(arcs, spots)
        entered = self._enters(regions) @ arcs + self._journeys_in(regions) @ spots
        sleeps = regions[:, self.sleeps]
        away = ~regions[:, self.tour.start]
        begun = (regions[:, self.begins] * spots) @ self.groups - entered[:, None]
        slept = (sleeps * nights) @ self.on - entered[:, None]
        days = entered + sleeps @ nights + ~away
        touched = regions[:, self.begins] | regions[:, self.ends]
        beside = regions[:, self.start] | regions[:, self.end]
        used = np.stack([touched @ (of_spots * spots) + beside @ (of_arcs * arcs) - days for of_spots, of_arcs in self.shares], axis=1)
        found: list[tuple[float, int, int, int]] = []
        connected = (np.where(away[:, None], over, 0) for over in (begun, slept))
        for kind, (over, most) in enumerate(zip((*connected, used), (MOST_ALIKE, MOST_ALIKE, len(regions)), strict=True)):
            for rows in np.argsort(-over, axis=0, kind="stable")[:most].tolist():
                found += [(-round(over[row, n], 9), kind, row, n) for n, row in enumerate(rows) if over[row, n] > VIOLATED]
        chosen = sorted(found)[:MOST_CUTS]
        return [self._connects(regions[row], kind, n) if kind < 2 else self._fits(regions[row], n) for _, kind, row, n in chosen]

    def _looked_at(self, arcs: Numbers, spots: Numbers) -> Mask:
        """Regions that may be violated, one row each, and all the rest of the places for each of them."""
        flow: dict[tuple[int, int], float] = {}
        for ends, often in ((zip(self.start, self.end, strict=True), arcs), (zip(self.begins, self.ends, strict=True), spots)):
            for (a, b), times in zip(ends, often.tolist(), strict=True):
                if times > VIOLATED / 10 and a != b:
                    key = (min(int(a), int(b)), max(int(a), int(b)))
                    flow[key] = flow.get(key, 0.0) + times
        used = sorted(flow, key=lambda pair: (-round(flow[pair], 6), pair))
        places = len(self.tour.apart)
        regions = sorted(set(self.near) | set(_regions(places, used)), key=lambda r: (len(r), sorted(r)))
        mask = np.zeros((len(regions), places), dtype=bool)
        for row, region in zip(mask, regions, strict=True):
            row[list(region)] = True
        return np.unique(np.concatenate([mask, ~mask]), axis=0)

    def _enters(self, regions: Mask) -> Mask:
        return ~regions[..., self.start] & regions[..., self.end]

    def _journeys_in(self, regions: Mask) -> Mask:
        return ~regions[..., self.begins] & regions[..., self.ends]

    def _connects(self, region: Mask, kind: int, which: int) -> Cut:
        """What is begun in the region (of a group), or slept in it (on a night), is at most how often it is entered."""
        spots = -self._journeys_in(region).astype(np.float64)
        nights = np.zeros(len(self.sleeps))
        if kind == 0:
            spots += region[self.begins] * self.groups[:, which]
        else:
            nights += region[self.sleeps] * self.on[:, which]
        return Cut(-self._enters(region).astype(np.float64), spots, nights, 0.0)

    def _fits(self, region: Mask, which: int) -> Cut:
        """What is used up by spots in the region and arcs in, to or from it is at most the days on which it can be."""
        of_spots, of_arcs = self.shares[which]
        return Cut(
            (region[self.start] | region[self.end]) * of_arcs - self._enters(region),
            (region[self.begins] | region[self.ends]) * of_spots - self._journeys_in(region),
            -region[self.sleeps].astype(np.float64),
            float(region[self.tour.start]),
        )


def _indicator(numbers: list[int]) -> Numbers:
    """A column for each of the numbers that occur, with ones in the rows where it does."""
    columns = sorted(set(numbers))
    return np.array([[float(number == column) for column in columns] for number in numbers]).reshape(len(numbers), len(columns))


def _regions(places: int, pairs: Iterable[tuple[int, int]]) -> list[frozenset[int]]:
    """Each place, and the regions that grow as the pairs are joined in their order, short of all places."""
    regions = {place: frozenset({place}) for place in range(places)}

    def grow() -> Iterator[frozenset[int]]:
        yield from list(regions.values())
        for a, b in pairs:
            if regions[a] is not regions[b]:
                both = regions[a] | regions[b]
                for place in both:
                    regions[place] = both
                yield both

    return [region for region in grow() if len(region) < places]
