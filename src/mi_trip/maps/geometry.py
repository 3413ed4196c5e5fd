"""Lines and rings in a box: cut to it, thinned to what the eye sees, moved aside."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from mi_trip.maps.projection import Spot

Ring: TypeAlias = "NDArray[np.float64]"  # a closed line, a point a row; the first is not repeated at the end

SPARSE = 0.4  # of how exact a thinned line is, what its points may lie apart to be taken for one
LONG = 100  # points from which on it is quicker to look at all of them at once


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the picture; ``y`` grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, spot: Spot, width: float, height: float) -> Box:
        """The box of a size with its middle at a spot."""
        return cls(spot[0] - width / 2, spot[1] - height / 2, spot[0] + width / 2, spot[1] + height / 2)

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    @property
    def middle(self) -> Spot:
        """Its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def grown(self, by: float) -> Box:
        """The same with a rim around it (negative: without it)."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def holds(self, other: Box) -> bool:
        """Whether the other lies within."""
        return self.left <= other.left and self.top <= other.top and other.right <= self.right and other.bottom <= self.bottom

    def has(self, spot: Spot) -> bool:
        """Whether a spot lies within."""
        return self.left <= spot[0] <= self.right and self.top <= spot[1] <= self.bottom

    def meets(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


def cut_line(line: Sequence[Spot], box: Box) -> list[list[Spot]]:
    """The parts of a line that lie in the box (Liang and Barsky 1984)."""
    parts: list[list[Spot]] = []
    for a, b in pairwise(line):
        if (shares := _inside(a, b, box)) is None:
            continue
        enters, leaves = (between(a, b, share) for share in shares)
        if parts and parts[-1][-1] == enters:
            parts[-1].append(leaves)
        else:
            parts.append([enters, leaves])
    return parts


def _inside(a: Spot, b: Spot, box: Box) -> tuple[float, float] | None:
    """Between which shares of its length a segment lies in the box."""
    first, last = 0.0, 1.0
    for step, low, high in ((b[0] - a[0], box.left - a[0], box.right - a[0]), (b[1] - a[1], box.top - a[1], box.bottom - a[1])):
        if step == 0:
            if low > 0 or high < 0:
                return None
            continue
        one, other = sorted((low / step, high / step))
        first, last = max(first, one), min(last, other)
    return (first, last) if first < last else None


def between(a: Spot, b: Spot, share: float) -> Spot:
    """The spot at a share of a straight line."""
    if share in (0.0, 1.0):
        return b if share else a
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def cut_rings(rings: Sequence[Ring], box: Box) -> tuple[Ring, ...]:
    """The parts of the rings that lie in the box, without those of which none does."""
    low, high = extents(rings)
    (left, top), (right, bottom) = low.T, high.T
    near = (left <= box.right) & (right >= box.left) & (top <= box.bottom) & (bottom >= box.top)
    within = (left >= box.left) & (right <= box.right) & (top >= box.top) & (bottom <= box.bottom)
    cut = (rings[index] if within[index] else cut_ring(rings[index], box) for index in np.flatnonzero(near).tolist())
    return tuple(ring for ring in cut if len(ring) > 2)


def extents(rings: Sequence[Ring]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The upper left and the lower right corners of the boxes around the rings, one a row."""
    if not rings:
        return np.empty((0, 2)), np.empty((0, 2))
    points, starts = np.concatenate(rings), np.cumsum([0, *(len(ring) for ring in rings[:-1])])
    return np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)


def cut_ring(ring: Ring, box: Box) -> Ring:
    """The part of a ring that lies in the box, closed along its edges (Sutherland and Hodgman 1974); empty where none does."""
    cut = ring
    edges: tuple[tuple[int, float, Callable[[Ring, float], NDArray[np.bool_]]], ...] = (
        (0, box.left, np.greater_equal),
        (0, box.right, np.less_equal),
        (1, box.top, np.greater_equal),
        (1, box.bottom, np.less_equal),
    )
    for axis, edge, within in edges:
        inside = within(cut[:, axis], edge)
        if inside.all():
            continue
        if not inside.any():
            return cut[:0]
        before = np.concatenate((cut[-1:], cut[:-1]))
        crosses = inside != np.concatenate((inside[-1:], inside[:-1]))
        start, end = before[crosses], cut[crosses]
        crossings = start + (end - start) * ((edge - start[:, axis]) / (end[:, axis] - start[:, axis]))[:, np.newaxis]
        crossings[:, axis] = edge
        where = np.cumsum(crosses.astype(int) + inside)  # how many points there are up to each of the old ones
        kept = np.empty((where[-1], 2))
        kept[where[crosses] - inside[crosses] - 1] = crossings
        kept[where[inside] - 1] = cut[inside]
        cut = kept
    return cut if len(cut) > 2 else cut[:0]


def thinned(line: Sequence[Spot], within: float) -> list[Spot]:
    """The line with as few of its points as keep it within a distance of what it was (Douglas and Peucker 1973)."""
    line = _sparse(line, within * SPARSE)
    if len(line) < 3:
        return line
    kept = [False] * len(line)
    kept[0] = kept[-1] = True
    spans = [(0, len(line) - 1)]
    points = np.array(line if len(line) > LONG else ())
    while spans:
        first, last = spans.pop()
        far, index = _farthest_of_many(points, first, last) if last - first > LONG else _farthest(line, first, last)
        if far > within * (1 - SPARSE):
            kept[index] = True
            spans += [span for span in ((first, index), (index, last)) if span[1] - span[0] > 1]
    return [spot for spot, keep in zip(line, kept, strict=True) if keep]


def _farthest(line: Sequence[Spot], first: int, last: int) -> tuple[float, int]:
    """How far from the segment between two spots of a line that between them lies which is farthest, and its index."""
    (x, y), (end_x, end_y) = line[first], line[last]
    along_x, along_y = end_x - x, end_y - y
    square = along_x * along_x + along_y * along_y or 1.0
    farthest, index = -1.0, first
    for inner, (to_x, to_y) in enumerate(line[first + 1 : last], first + 1):
        off_x, off_y = to_x - x, to_y - y
        share = (off_x * along_x + off_y * along_y) / square
        if share > 1:
            off_x, off_y = to_x - end_x, to_y - end_y
        elif share > 0:
            off_x, off_y = off_x - share * along_x, off_y - share * along_y
        if (far := off_x * off_x + off_y * off_y) > farthest:
            farthest, index = far, inner
    return math.sqrt(max(farthest, 0.0)), index


def _farthest_of_many(line: NDArray[np.float64], first: int, last: int) -> tuple[float, int]:
    """The same of a long line."""
    start, end = line[first], line[last]
    (off_x, off_y), (along_x, along_y) = (line[first + 1 : last] - start).T, end - start
    share = (off_x * along_x + off_y * along_y) / (along_x * along_x + along_y * along_y or 1.0)
    beyond_x, beyond_y = (line[first + 1 : last] - end).T
    share[share < 0] = 0.0
    off_x = np.where(share > 1, beyond_x, off_x - share * along_x)
    off_y = np.where(share > 1, beyond_y, off_y - share * along_y)
    squares = off_x * off_x + off_y * off_y
    index = int(np.argmax(squares))
    return math.sqrt(squares[index]), first + 1 + index


def _sparse(line: Sequence[Spot], least: float) -> list[Spot]:
    """The line without the points that lie that near to the last one kept: quick, and most of a coast on a small map."""
    kept = list(line[:1])
    for spot in line[1:-1]:
        if abs(spot[0] - kept[-1][0]) > least or abs(spot[1] - kept[-1][1]) > least:
            kept.append(spot)
    return kept + list(line[1:][-1:])


def thinned_ring(ring: Sequence[Spot], within: float) -> list[Spot]:
    """The same of a ring, which has no ends: it is taken apart at its first point and the one farthest from that."""
    if len(ring) < 4:
        return list(ring)
    start = ring[0]
    far = max(range(len(ring)), key=lambda index: (math.dist(ring[index], start), -index))
    return thinned(ring[: far + 1], within)[:-1] + thinned([*ring[far:], start], within)[:-1]


def area(ring: Sequence[Spot] | Ring) -> float:
    """The area inside a ring."""
    x, y = np.asarray(ring).T
    return abs(float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) + x[-1] * y[0] - x[0] * y[-1])) / 2


def length(line: Sequence[Spot]) -> float:
    """How long a line is."""
    return sum(math.dist(a, b) for a, b in pairwise(line))


def along(line: Sequence[Spot], share: float) -> Spot:
    """The spot at a share of a line's length."""
    left = length(line) * share
    for a, b in pairwise(line):
        if (step := math.dist(a, b)) >= left > 0:
            return between(a, b, left / step)
        left -= step
    return line[-1] if share > 0.5 else line[0]


def aside(line: Sequence[Spot], by: float) -> list[Spot]:
    """The line moved to its right (``y`` grows downwards) by a distance, its corners mitred."""
    if not by or len(line) < 2:
        return list(line)
    normals = []
    for a, b in pairwise(line):
        step = math.dist(a, b) or 1.0
        normals.append((-(b[1] - a[1]) / step, (b[0] - a[0]) / step))
    moved = []
    for index, spot in enumerate(line):
        before, after = normals[max(index - 1, 0)], normals[min(index, len(normals) - 1)]
        across = (before[0] + after[0], before[1] + after[1])
        square = across[0] ** 2 + across[1] ** 2
        scale = by * min(2 / square if square else 0.0, 1.0)  # a hairpin's corner would fly far off
        moved.append((spot[0] + across[0] * scale, spot[1] + across[1] * scale))
    return moved
