"""The ways of all days as lines side by side where days take the same road."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from mi_trip.maps.geometry import aside, cut_line, thinned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mi_trip.maps.geometry import Box
    from mi_trip.maps.projection import Spot
    from mi_trip.model.route import Mode

Edge: TypeAlias = tuple["Spot", "Spot"]


@dataclass(frozen=True, slots=True)
class Lane:
    """All that one does on a day in one mode, as lines in the picture."""

    day: int
    mode: Mode
    lines: tuple[tuple[Spot, ...], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a way along which the same days run in the same direction; ``back``: against that of who came there first."""

    days: tuple[int, ...]
    back: bool
    line: tuple[Spot, ...]


def lanes(ways: Sequence[tuple[int, Mode, Sequence[Spot]]], box: Box, *, gap: float, within: float) -> list[Lane]:
    """The ways (day, mode, line) as lanes, a gap apart where days share a road, cut to the box and thinned within a distance."""
    lines = [(day, mode, _rounded(line)) for day, mode, line in ways]
    users: dict[Edge, set[int]] = defaultdict(set)
    first: dict[Edge, Edge] = {}  # how the first who took an edge took it
    for day, _, line in sorted(lines, key=lambda way: way[0]):
        for edge in pairwise(line):
            users[_either_way(edge)].add(day)
            first.setdefault(_either_way(edge), edge)
    drawn: set[tuple[int, Mode, Edge]] = set()
    found: dict[tuple[int, Mode], list[tuple[Spot, ...]]] = defaultdict(list)
    for day, mode, line in lines:
        for part in _anew(day, mode, line, drawn):
            joined = _joined(day, _runs(part, users, first), gap=gap, within=within)
            found[day, mode] += [tuple(piece) for piece in cut_line(joined, box)]
    return [Lane(day, mode, tuple(pieces)) for (day, mode), pieces in found.items() if pieces]


def _rounded(line: Sequence[Spot]) -> list[Spot]:
    return _compressed([(round(x, 2), round(y, 2)) for x, y in line])


def _compressed(line: list[Spot]) -> list[Spot]:
    """The line without immediate repetitions of a spot."""
    return [spot for index, spot in enumerate(line) if not index or spot != line[index - 1]]


def _either_way(edge: Edge) -> Edge:
    return min(edge, (edge[1], edge[0]))


def _anew(day: int, mode: Mode, line: list[Spot], drawn: set[tuple[int, Mode, Edge]]) -> Iterator[list[Spot]]:
    """The parts of a line that the day has not drawn yet: dashes over dashes would close the gaps."""
    part: list[Spot] = []
    for edge in pairwise(line):
        key = (day, mode, _either_way(edge))
        if key not in drawn:
            drawn.add(key)
            part += [edge[1]] if part else edge
        elif part:
            yield part
            part = []
    if part:
        yield part


def _runs(line: Sequence[Spot], users: dict[Edge, set[int]], first: dict[Edge, Edge]) -> Iterator[Run]:
    run: list[Spot] = []
    kind: tuple[tuple[int, ...], bool] | None = None
    for edge in pairwise(line):
        key = _either_way(edge)
        this = (tuple(sorted(users[key])), first[key] != edge)
        if this != kind and kind:
            yield Run(*kind, tuple(run))
            run = []
        kind = this
        run += [edge[1]] if run else edge
    if kind:
        yield Run(*kind, tuple(run))


def _joined(day: int, runs: Iterable[Run], *, gap: float, within: float) -> list[Spot]:
    """The runs as one line, each moved to the day's side of the road as those see it who came there first."""
    joined: list[Spot] = []
    for run in runs:
        line = thinned(run.line[::-1] if run.back else run.line, within)
        rank = run.days.index(day) - (len(run.days) - 1) / 2
        moved = aside(line, rank * gap)
        joined += moved[::-1] if run.back else moved
    return _compressed(joined)
