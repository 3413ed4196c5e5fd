"""The days of the best trips, read back from what they are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_trip.solver.proof.kernels.compiled import compiled
from mi_trip.solver.proof.kernels.tables import BARELY_NIGHT, HOPELESS, NONE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mi_trip.solver.proof.kernels.tables import Arcs, Day, Nodes, Terms, Wakings

    Numbers = NDArray[np.int64]
    Units = NDArray[np.int32]

_HOPELESS = np.int64(HOPELESS)


@compiled
def came_from(nodes: Nodes, source: Units, slept: Units, state: int) -> tuple[Units, int]:
    """The stops of the best day that ends asleep in the state, the last first, and the state in which it began."""
    total = len(nodes.stop)
    stops = np.empty(len(source) + 1, np.int32)
    count = 0
    at, c = slept[state, 0], slept[state, 1]
    while at >= 0:
        moment, node = at // total, at % total
        stops[count] = nodes.stop[node]
        count += 1
        at = source[moment, node, c]
    return stops[:count], -2 - at


@compiled
def goes_on(
    arcs: Arcs, nodes: Nodes, wakings: Wakings, day: Day, terms: Terms, rest: Numbers, entered: Numbers, state: int, worth: int
) -> tuple[Units, int]:
    """The stops of the best day that begins in the state, being worth so much with the rest of the trip, and the state slept in."""
    stops, beds = len(day.begins), len(day.sleeps)
    found = np.empty(len(day.nights) + 1, np.int32)
    count = 0
    place, column = day.wakes[wakings.bed[state]], terms.wake_column[wakings.bed[state]]
    for b in range(beds):
        units = day.nights[0, place, b]
        if units > BARELY_NIGHT and terms.night[b] > BARELY_NIGHT:
            value = rest[wakings.idle[state, b]] + units + terms.bonus[place, day.sleeps[b]] + terms.night[b]
            if not day.stays[wakings.bed[state], b]:
                value -= terms.change
            if value == worth:
                return found[:0], wakings.idle[state, b]
    moment, node, c = -1, -1, 0
    for t in range(stops):
        to = wakings.first[state, t]
        if to < 0 or node >= 0:
            continue
        for k in range(len(day.starts)):
            at = day.starts[k, place, t]
            if at >= 0 and node < 0:
                for which in range(2):
                    value = entered[at, to, which * column] + terms.bonus[place, day.begins[t]] - day.fares[k, place, t]
                    if node < 0 and value == worth:
                        moment, node, c = at, to, which * column
    while True:
        s = nodes.stop[node]
        found[count] = s
        count += 1
        left = entered[moment, node, c] - terms.values[s]
        place = day.ends[s]
        for b in range(beds):
            units = day.nights[moment, place, b]
            if units > BARELY_NIGHT and terms.night[b] > BARELY_NIGHT and (c == 0 or terms.sleep_column[b] == c):
                value = rest[nodes.asleep[node, b]] + units + terms.bonus[place, day.sleeps[b]] + terms.night[b]
                if c == 0:
                    value -= terms.change
                if value == left:
                    return found[:count], nodes.asleep[node, b]
        going = NONE
        for k in range(arcs.first[moment * stops + s], arcs.first[moment * stops + s + 1]):
            t = arcs.stop[k]
            to = nodes.onward[node, t]
            if to >= 0 and entered[arcs.moment[k], to, c] + arcs.units[k] + terms.pairs[s, t] == left:
                going = k
                break
        node = nodes.onward[node, arcs.stop[going]]
        moment = arcs.moment[going]
