"""Which moves, nodes and columns are in trips that are worth enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_trip.solver.proof.kernels.compiled import compiled
from mi_trip.solver.proof.kernels.tables import HOPELESS, IMPOSSIBLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mi_trip.solver.proof.kernels.tables import Arcs, Day, Nodes, Terms

    Numbers = NDArray[np.int64]
    Units = NDArray[np.int32]

_IMPOSSIBLE, _HOPELESS = np.int64(IMPOSSIBLE), np.int64(HOPELESS)


@compiled
def alive(arcs: Arcs, nodes: Nodes, day: Day, terms: Terms, come: Numbers, entered: Numbers, least: int) -> NDArray[np.bool_]:
    """Which moves are in a trip worth more than ``least``, or in one that is somewhere later than such a trip."""
    stops, total, columns = len(day.begins), len(nodes.stop), terms.columns
    found = np.zeros(len(arcs.stop), np.bool_)
    lately = np.full((total, columns), _IMPOSSIBLE, np.int64)
    for moment in range(len(day.nights)):
        if moment == day.before:
            lately[:] = _IMPOSSIBLE
        lately = np.maximum(lately, come[moment])
        for s in range(stops):
            for k in range(arcs.first[moment * stops + s], arcs.first[moment * stops + s + 1]):
                t = arcs.stop[k]
                units = arcs.units[k] + terms.pairs[s, t] + terms.values[s]
                for n in range(nodes.first[s], nodes.first[s + 1]):
                    to = nodes.onward[n, t]
                    if to >= 0:
                        for c in range(columns):
                            if lately[n, c] > _HOPELESS and lately[n, c] + units + entered[arcs.moment[k], to, c] > least:
                                found[k] = True
                    if found[k]:
                        break
    return found


@compiled
def column_worths(come: Numbers, entered: Numbers) -> Numbers:
    """What a trip is worth at most that is once in each column."""
    moments, total, columns = come.shape
    worth = np.full(columns, IMPOSSIBLE, np.int64)
    for moment in range(moments):
        for n in range(total):
            for c in range(columns):
                if come[moment, n, c] > _HOPELESS and entered[moment, n, c] > _HOPELESS:
                    worth[c] = max(worth[c], np.int64(come[moment, n, c]) + entered[moment, n, c])
    return worth


@compiled
def worthwhile(before: int, come: Numbers, entered: Numbers, least: int) -> NDArray[np.bool_]:
    """Which nodes are in a trip worth more than ``least``, or in one that is somewhere later than such a trip."""
    moments, total, columns = come.shape
    found = np.zeros(total, np.bool_)
    for n in range(total):
        for c in range(columns):
            lately = _IMPOSSIBLE
            for moment in range(moments):
                if moment == before:
                    lately = _IMPOSSIBLE
                lately = max(lately, come[moment, n, c])
                if lately > _HOPELESS and lately + entered[moment, n, c] > least:
                    found[n] = True
                    break
            if found[n]:
                break
    return found
