"""The cheapest way from cell to cell of a grid."""

from __future__ import annotations

import math
from heapq import heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Cell: TypeAlias = tuple[int, int]  # row, column

STRAIGHT, DIAGONAL = 10, 14  # lengths of steps in tenths of a cell: whole numbers, so that ties are ties everywhere


def cheapest(costs: NDArray[np.int64], start: Cell, goal: Cell) -> list[Cell]:
    """The cheapest way over the cells (A*, Hart, Nilsson and Raphael 1968): each step costs its length times the cost of where it leads.

    Of ways that cost the same, always the same.
    """
    width = costs.shape[1] + 2
    flat = np.pad(costs, 1).ravel().tolist()  # the rim costs nothing, by which it is known
    first, last = ((row + 1) * width + column + 1 for row, column in (start, goal))
    left = _left(costs.shape, goal, int(costs.min()))
    steps = [(d_row * width + d_column, DIAGONAL if d_row and d_column else STRAIGHT) for d_row, d_column in _NEIGHBOURS]
    spent, came, done = [math.inf] * len(flat), [first] * len(flat), bytearray(len(flat))
    spent[first] = 0
    queue: list[tuple[float, int]] = [(0, first)]
    while queue:
        _, cell = heappop(queue)
        if cell == last:
            break
        if done[cell]:
            continue
        done[cell] = True
        so_far = spent[cell]
        for step, length in steps:
            to = cell + step
            cost = flat[to]
            if not cost or done[to]:
                continue
            total = so_far + length * cost
            if total < spent[to]:
                spent[to], came[to] = total, cell
                heappush(queue, (total + left[to], to))
    way = [last]
    while way[-1] != first:
        way.append(came[way[-1]])
    return [(cell // width - 1, cell % width - 1) for cell in reversed(way)]


def _left(shape: tuple[int, ...], goal: Cell, least: int) -> list[int]:
    """What is at least left to pay from each cell, those of the rim with them."""
    up = np.abs(np.arange(-1, shape[0] + 1) - goal[0])[:, np.newaxis]
    across = np.abs(np.arange(-1, shape[1] + 1) - goal[1])[np.newaxis, :]
    steps = STRAIGHT * np.maximum(up, across) + (DIAGONAL - STRAIGHT) * np.minimum(up, across)
    left: list[int] = (least * steps).ravel().tolist()
    return left


_NEIGHBOURS = [(row, column) for row in (-1, 0, 1) for column in (-1, 0, 1) if row or column]


def line_cost(costs: NDArray[np.int64], line: Sequence[tuple[float, float]]) -> float:
    """What a line of straight pieces costs: of each its length times the mean of the costs under it, looked at four times a cell."""
    total = 0.0
    for start, end in pairwise(line):
        length = math.dist(start, end)
        share = (np.arange(math.ceil(4 * length) + 1) + 0.5) / (math.ceil(4 * length) + 1)
        rows = (start[0] + (end[0] - start[0]) * share + 0.5).astype(int)
        columns = (start[1] + (end[1] - start[1]) * share + 0.5).astype(int)
        total += length * float(costs[rows, columns].mean())
    return total
