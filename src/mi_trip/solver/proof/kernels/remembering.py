"""The nodes of a day, which are stops with what they remember, and the states one wakes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_trip.solver.proof.kernels.compiled import compiled
from mi_trip.solver.proof.kernels.tables import NONE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Units = NDArray[np.int32]


@compiled
def squeezed(mask: int, bits: Numbers) -> int:
    """Which of the bits are in the mask, as a number."""
    found = 0
    for n in range(len(bits)):
        if mask >> bits[n] & 1:
            found |= 1 << n
    return found


@compiled
def spread(number: int, bits: Numbers) -> int:
    """The mask of which a number is left by :func:`squeezed`."""
    mask = 0
    for n in range(len(bits)):
        if number >> n & 1:
            mask |= 1 << bits[n]
    return mask


@compiled
def nodes_of(
    own: Numbers, memory: Numbers, sizes: Numbers, counted: Numbers, levels: int, kept: Numbers, kept_sizes: Numbers, states: Units
) -> tuple[Units, Units, Units, Units]:
    """The nodes of a day: stops of whose bits ``own`` they remember ``memory[stop, :sizes[stop]]`` and beds ``kept``."""
    stops, beds = len(own), len(kept_sizes)
    first = np.zeros(stops + 1, np.int32)
    for s in range(stops):
        first[s + 1] = first[s] + (1 << sizes[s]) * levels
    total = first[stops]
    stop = np.empty(total, np.int32)
    onward = np.full((total, stops), NONE, np.int32)
    asleep = np.full((total, beds), NONE, np.int32)
    for s in range(stops):
        for n in range(first[s], first[s + 1]):
            stop[n] = s
            mask, visits = spread((n - first[s]) // levels, memory[s, : sizes[s]]), (n - first[s]) % levels
            if mask & own[s]:
                continue
            mask |= own[s]
            after = visits + counted[s] if levels > 1 else 0
            for t in range(stops):
                if not mask & own[t] and (levels == 1 or after + counted[t] < levels):
                    onward[n, t] = first[t] + squeezed(mask, memory[t, : sizes[t]]) * levels + after
            for b in range(beds):
                asleep[n, b] = states[b] + squeezed(mask, kept[b, : kept_sizes[b]])
    return first, stop, onward, asleep


@compiled
def wakings_of(
    own: Numbers, memory: Numbers, sizes: Numbers, nodes: Units, levels: int, before: Numbers, before_sizes: Numbers, begun: Units,
    kept: Numbers, kept_sizes: Numbers, states: Units,
) -> tuple[Units, Units, Units]:  # fmt: skip
    """The states in which the day begins, of beds that remember ``before``."""
    stops, beds, sleeps = len(own), len(before_sizes), len(kept_sizes)
    total = begun[beds]
    bed = np.empty(total, np.int32)
    first = np.full((total, stops), NONE, np.int32)
    idle = np.empty((total, sleeps), np.int32)
    for b in range(beds):
        for a in range(begun[b], begun[b + 1]):
            bed[a] = b
            mask = spread(a - begun[b], before[b, : before_sizes[b]])
            for t in range(stops):
                if not mask & own[t]:
                    first[a, t] = nodes[t] + squeezed(mask, memory[t, : sizes[t]]) * levels
            for c in range(sleeps):
                idle[a, c] = states[c] + squeezed(mask, kept[c, : kept_sizes[c]])
    return bed, first, idle


@compiled
def reached(onward: Units, linked: NDArray[np.bool_], stop: Units, begun: Units) -> NDArray[np.bool_]:
    """Which nodes one can come to from those with which days begin; ``linked[stop, stop]``: whether a move ever leads there."""
    found = np.zeros(len(stop), np.bool_)
    waiting = np.empty(len(stop), np.int32)
    count = 0
    for a in range(len(begun)):
        for t in range(begun.shape[1]):
            node = begun[a, t]
            if node >= 0 and not found[node]:
                found[node] = True
                waiting[count] = node
                count += 1
    while count:
        count -= 1
        node = waiting[count]
        for t in range(onward.shape[1]):
            to = onward[node, t]
            if to >= 0 and linked[stop[node], t] and not found[to]:
                found[to] = True
                waiting[count] = to
                count += 1
    return found
