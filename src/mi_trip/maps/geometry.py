"""Lines and rings in a box: cut to it, thinned to what the eye sees, moved aside."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mi_trip.maps.projection import Spot


SPARSE = 0.4  # of how exact a thinned line is, what its points may lie apart to be taken for one


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
        enters, leaves = (_between(a, b, share) for share in shares)
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


def _between(a: Spot, b: Spot, share: float) -> Spot:
    if share in (0.0, 1.0):
        return b if share else a
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def cut_ring(ring: Sequence[Spot], box: Box) -> list[Spot]:
    """The part of a ring that lies in the box, closed along its edges (Sutherland and Hodgman 1974); empty where none does."""
    cut = list(ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring)
    edges: tuple[tuple[int, float, Callable[[float, float], bool]], ...] = (
        (0, box.left, float.__ge__),
        (0, box.right, float.__le__),
        (1, box.top, float.__ge__),
        (1, box.bottom, float.__le__),
    )
    for axis, edge, within in edges:
        if not cut:
            break
        inside = [within(float(spot[axis]), float(edge)) for spot in cut]
        if all(inside):
            continue
        kept: list[Spot] = []
        for index, spot in enumerate(cut):
            before = cut[index - 1]
            if inside[index] != inside[index - 1]:
                share = (edge - before[axis]) / (spot[axis] - before[axis])
                crossing = [before[0] + (spot[0] - before[0]) * share, before[1] + (spot[1] - before[1]) * share]
                crossing[axis] = edge
                kept.append((crossing[0], crossing[1]))
            if inside[index]:
                kept.append(spot)
        cut = kept
    return cut if len(cut) > 2 else []


def thinned(line: Sequence[Spot], within: float) -> list[Spot]:
    """The line with as few of its points as keep it within a distance of what it was (Douglas and Peucker 1973)."""
    line = _sparse(line, within * SPARSE)
    if len(line) < 3:
        return line
    kept = [False] * len(line)
    kept[0] = kept[-1] = True
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        far, index = _farthest(line, first, last)
        if far > within * (1 - SPARSE):
            kept[index] = True
            spans += [(first, index), (index, last)]
    return [spot for spot, keep in zip(line, kept, strict=True) if keep]


def _farthest(line: Sequence[Spot], first: int, last: int) -> tuple[float, int]:
    """How far from the segment between two spots of a line that between them lies which is farthest, and its index."""
    (x, y), (end_x, end_y) = line[first], line[last]
    along_x, along_y = end_x - x, end_y - y
    square = along_x * along_x + along_y * along_y or 1.0
    farthest, index = -1.0, first
    for inner in range(first + 1, last):
        off_x, off_y = line[inner][0] - x, line[inner][1] - y
        share = (off_x * along_x + off_y * along_y) / square
        if share > 1:
            off_x, off_y = line[inner][0] - end_x, line[inner][1] - end_y
        elif share > 0:
            off_x, off_y = off_x - share * along_x, off_y - share * along_y
        if (far := off_x * off_x + off_y * off_y) > farthest:
            farthest, index = far, inner
    return math.sqrt(max(farthest, 0.0)), index


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


def area(ring: Sequence[Spot]) -> float:
    """The area inside a ring."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True))) / 2


def distance(spot: Spot, a: Spot, b: Spot) -> float:
    """How far a spot is from a segment."""
    along = (b[0] - a[0], b[1] - a[1])
    square = along[0] ** 2 + along[1] ** 2
    share = ((spot[0] - a[0]) * along[0] + (spot[1] - a[1]) * along[1]) / square if square else 0.0
    share = max(0.0, min(1.0, share))
    return math.hypot(spot[0] - a[0] - share * along[0], spot[1] - a[1] - share * along[1])


def length(line: Sequence[Spot]) -> float:
    """How long a line is."""
    return sum(math.dist(a, b) for a, b in pairwise(line))


def along(line: Sequence[Spot], share: float) -> Spot:
    """The spot at a share of a line's length."""
    left = length(line) * share
    for a, b in pairwise(line):
        if (step := math.dist(a, b)) >= left > 0:
            return _between(a, b, left / step)
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
