"""What relaxed trips are worth: until they enter each node at each moment, and from then on, for all columns at once.

A *column* says what a day costs for a change of bed: the first is for those who sleep elsewhere than they woke, each other for those
who stay at one place. Everything counts in whole units and gives the same on any machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_trip.solver.proof.kernels.compiled import compiled
from mi_trip.solver.proof.kernels.tables import BARELY_NIGHT, HOPELESS, IMPOSSIBLE, NONE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mi_trip.solver.proof.kernels.tables import Arcs, Day, Nodes, Terms, Wakings

    Numbers = NDArray[np.int64]
    Units = NDArray[np.int32]

_IMPOSSIBLE, _HOPELESS = np.int64(IMPOSSIBLE), np.int64(HOPELESS)


@compiled
def forward(
    arcs: Arcs, nodes: Nodes, wakings: Wakings, day: Day, terms: Terms, worth: Numbers, states: int
) -> tuple[Numbers, Units, Numbers, Units, int]:
    """What trips are worth until they enter each node at each moment, and until they sleep in each state, and from where they came.

    ``worth``: until they wake; ``states`` are there to sleep in. Sources: a node at a moment (moment * nodes + node), or waking in a
    state (-2 less the state).
    """
    stops, moments, beds, columns = len(day.begins), len(day.nights), len(day.sleeps), terms.columns
    total = len(nodes.stop)
    come = np.full((moments, total, columns), _IMPOSSIBLE, np.int64)
    source = np.full((moments, total, columns), NONE, np.int32)
    asleep = np.full(states, _IMPOSSIBLE, np.int64)
    slept = np.full((states, 2), NONE, np.int32)
    work = 0
    for a in range(len(wakings.bed)):
        if worth[a] <= _HOPELESS:
            continue
        place, column = day.wakes[wakings.bed[a]], terms.wake_column[wakings.bed[a]]
        for t in range(stops):
            node = wakings.first[a, t]
            if node < 0:
                continue
            for k in range(len(day.starts)):
                moment = day.starts[k, place, t]
                if moment >= 0:
                    value = worth[a] + terms.bonus[place, day.begins[t]] - day.fares[k, place, t]
                    for which in range(2):
                        c = which * column
                        if value > come[moment, node, c]:
                            come[moment, node, c] = value
                            source[moment, node, c] = -2 - a
        for b in range(beds):
            units = day.nights[0, place, b]
            if units > BARELY_NIGHT and terms.night[b] > BARELY_NIGHT:
                value = worth[a] + units + terms.bonus[place, day.sleeps[b]] + terms.night[b]
                if not day.stays[wakings.bed[a], b]:
                    value -= terms.change
                state = wakings.idle[a, b]
                if value > asleep[state]:
                    asleep[state] = value
                    slept[state, 0] = -2 - a
    most = np.full((total, columns), _IMPOSSIBLE, np.int64)  # since the units of ending the day changed last
    when = np.zeros((total, columns), np.int32)
    for moment in range(moments):
        last = moment == moments - 1 or moment == day.before - 1
        for s in range(stops):
            place = day.ends[s]
            flush = last or not day.alike[moment, place]
            for n in range(nodes.first[s], nodes.first[s + 1]):
                hope = False
                here = come[moment, n]
                for c in range(columns):
                    if here[c] > _HOPELESS:
                        hope = True
                        if here[c] > most[n, c]:
                            most[n, c] = here[c]
                            when[n, c] = moment
                if hope:
                    at = np.int32(moment * total + n)
                    for k in range(arcs.first[moment * stops + s], arcs.first[moment * stops + s + 1]):
                        t = arcs.stop[k]
                        to = nodes.onward[n, t]
                        if to >= 0:
                            units = np.int64(arcs.units[k]) + terms.pairs[s, t] + terms.values[s]
                            there, sources = come[arcs.moment[k], to], source[arcs.moment[k], to]
                            work += 1
                            for c in range(columns):
                                value = here[c] + units
                                better = value > there[c]
                                there[c] = value if better else there[c]
                                sources[c] = at if better else sources[c]
                if flush and nodes.asleep[n, 0] >= 0:
                    for c in range(columns):
                        if most[n, c] <= _HOPELESS:
                            continue
                        for b in range(beds):
                            units = day.nights[moment, place, b]
                            if units > BARELY_NIGHT and terms.night[b] > BARELY_NIGHT and (c == 0 or terms.sleep_column[b] == c):
                                value = most[n, c] + terms.values[s] + units + terms.bonus[place, day.sleeps[b]] + terms.night[b]
                                if c == 0:
                                    value -= terms.change
                                state = nodes.asleep[n, b]
                                if value > asleep[state]:
                                    asleep[state] = value
                                    slept[state, 0] = when[n, c] * total + n
                                    slept[state, 1] = c
                        most[n, c] = _IMPOSSIBLE
    return come, source, asleep, slept, work


@compiled
def backward(arcs: Arcs, nodes: Nodes, wakings: Wakings, day: Day, terms: Terms, rest: Numbers, come: Numbers) -> tuple[Numbers, Numbers]:
    """What the rest of a trip is worth on entering each node at each moment, and on waking in each state.

    ``rest``: on sleeping in each state. Nodes that nobody can have come to by then (``come``) are left out.
    """
    stops, moments, beds, columns = len(day.begins), len(day.nights), len(day.sleeps), terms.columns
    total = len(nodes.stop)
    entered = np.full((moments, total, columns), _IMPOSSIBLE, np.int64)
    since = np.full(total, moments, np.int32)  # the first moment, before lunch or after, at which one can have come
    since_lunch = np.full(total, moments, np.int32)
    for moment in range(moments):
        for n in range(total):
            for c in range(columns):
                if come[moment, n, c] > _HOPELESS:
                    if moment < day.before:
                        since[n] = min(since[n], moment)
                    else:
                        since_lunch[n] = min(since_lunch[n], moment)
                    break
    ending = np.full((total, columns), _IMPOSSIBLE, np.int64)
    known = np.zeros(total, np.bool_)
    best = np.empty(columns, np.int64)
    for moment in range(moments - 1, -1, -1):
        last = moment == moments - 1 or moment == day.before - 1
        reached = since if moment < day.before else since_lunch
        for s in range(stops):
            place = day.ends[s]
            stale = last or not day.alike[moment, place]
            for n in range(nodes.first[s], nodes.first[s + 1]):
                if stale:
                    known[n] = False
                if moment < reached[n] or nodes.asleep[n, 0] < 0:
                    continue
                if not known[n]:
                    known[n] = True
                    ending[n] = _IMPOSSIBLE
                    for b in range(beds):
                        units = day.nights[moment, place, b]
                        if units > BARELY_NIGHT and terms.night[b] > BARELY_NIGHT:
                            value = rest[nodes.asleep[n, b]] + units + terms.bonus[place, day.sleeps[b]] + terms.night[b]
                            if value > _HOPELESS:
                                ending[n, 0] = max(ending[n, 0], value - terms.change)
                                c = terms.sleep_column[b]
                                if c:
                                    ending[n, c] = max(ending[n, c], value)
                for c in range(columns):
                    best[c] = ending[n, c]
                for k in range(arcs.first[moment * stops + s], arcs.first[moment * stops + s + 1]):
                    t = arcs.stop[k]
                    to = nodes.onward[n, t]
                    if to >= 0:
                        units = np.int64(arcs.units[k]) + terms.pairs[s, t]
                        there = entered[arcs.moment[k], to]
                        for c in range(columns):
                            value = there[c] + units
                            best[c] = max(best[c], value)
                for c in range(columns):
                    if best[c] > _HOPELESS:
                        entered[moment, n, c] = best[c] + terms.values[s]
    waking = np.full(len(wakings.bed), _IMPOSSIBLE, np.int64)
    for a in range(len(wakings.bed)):
        place, column = day.wakes[wakings.bed[a]], terms.wake_column[wakings.bed[a]]
        most = _IMPOSSIBLE
        for t in range(stops):
            node = wakings.first[a, t]
            if node < 0:
                continue
            for k in range(len(day.starts)):
                moment = day.starts[k, place, t]
                if moment >= 0:
                    units = terms.bonus[place, day.begins[t]] - day.fares[k, place, t]
                    most = max(most, max(entered[moment, node, 0], entered[moment, node, column]) + units)
        for b in range(beds):
            units = day.nights[0, place, b]
            if units > BARELY_NIGHT and terms.night[b] > BARELY_NIGHT:
                value = rest[wakings.idle[a, b]] + units + terms.bonus[place, day.sleeps[b]] + terms.night[b]
                if not day.stays[wakings.bed[a], b]:
                    value -= terms.change
                most = max(most, value)
        if most > _HOPELESS:
            waking[a] = most
    return entered, waking
