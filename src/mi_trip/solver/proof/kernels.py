"""The loops of the relaxed trips, compiled: over moments, stops with what they remember, and moves, for all columns at once.

A *column* says what a day costs for a change of bed: the first is for those who sleep elsewhere than they woke, each other for those
who stay at one place. Everything counts in whole units and gives the same on any machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Units = NDArray[np.int32]
    Function = TypeVar("Function", bound=Callable[..., Any])

NONE = -1
LATE = 20_000  # a minute that no day has
IMPOSSIBLE = -(10**9)
HOPELESS = IMPOSSIBLE // 2  # below it is what something impossible was added to
_IMPOSSIBLE, _HOPELESS = np.int32(IMPOSSIBLE), np.int32(HOPELESS)


def compiled(function: Function) -> Function:
    """The function as machine code, which is kept on disk where that can be."""
    try:
        made: Function = numba.njit(cache=True)(function)
    except RuntimeError:  # nowhere to keep it
        made = numba.njit(function)
    return made


class Arcs(NamedTuple):
    """The moves from stop to stop: those from a stop at a moment stand from ``first[moment * stops + stop]`` on."""

    first: Units
    moment: NDArray[np.int16]
    stop: NDArray[np.int16]
    units: Units


class Nodes(NamedTuple):
    """Stops with what they remember and how many visits came before them; those of a stop stand from ``first[stop]`` on.

    ``onward[node, stop]``: the node one comes to at a stop; ``asleep[node, bed]``: the state one sleeps in; NONE where that may not be.
    """

    first: Units
    stop: Units
    onward: Units
    asleep: Units


class Wakings(NamedTuple):
    """The states one wakes in: its bed, the node that each stop then is, and the state one sleeps in who does nothing all day."""

    bed: Units
    first: Units
    idle: Units


class Day(NamedTuple):
    """What a day's moves lead over: moments in the order of time, how many come before lunch, and for stops and beds their places.

    ``nights[moment, place, bed]``: units of ending the day in a bed; ``alike[moment, place]``: those of the next moment are the same.
    ``starts`` and ``fares[kind, place, stop]``: moments and units of the first moves. ``stays[wake, sleep]``: no change of bed.
    """

    before: int
    begins: Numbers
    ends: Numbers
    wakes: Numbers
    sleeps: Numbers
    nights: Units
    alike: NDArray[np.bool_]
    starts: Units
    fares: Units
    stays: NDArray[np.bool_]


class Terms(NamedTuple):
    """The prices of a round: of stops, moves between stops or places, and nights, and the columns of those who wake and sleep."""

    values: Units
    pairs: Units
    bonus: Units
    night: Units
    change: int
    wake_column: Units
    sleep_column: Units
    columns: int


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
def forward(arcs: Arcs, nodes: Nodes, wakings: Wakings, day: Day, terms: Terms, worth: Units, states: int) -> tuple[Units, Units, Units, Units, int]:
    """What trips are worth until they enter each node at each moment, and until they sleep in each state, and from where they came.

    ``worth``: until they wake; ``states`` are there to sleep in. Sources: a node at a moment (moment * nodes + node), or waking in a state (-2 less the state).
    """
    stops, moments, beds, columns = len(day.begins), len(day.nights), len(day.sleeps), terms.columns
    total = len(nodes.stop)
    come = np.full((moments, total, columns), _IMPOSSIBLE, np.int32)
    source = np.full((moments, total, columns), NONE, np.int32)
    asleep = np.full(states, _IMPOSSIBLE, np.int32)
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
            if units > _HOPELESS and terms.night[b] > _HOPELESS:
                value = worth[a] + units + terms.bonus[place, day.sleeps[b]] + terms.night[b]
                if not day.stays[wakings.bed[a], b]:
                    value -= terms.change
                state = wakings.idle[a, b]
                if value > asleep[state]:
                    asleep[state] = value
                    slept[state, 0] = -2 - a
    most = np.full((total, columns), _IMPOSSIBLE, np.int32)  # since the units of ending the day changed last
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
                            units = np.int32(arcs.units[k] + terms.pairs[s, t] + terms.values[s])
                            there, sources = come[arcs.moment[k], to], source[arcs.moment[k], to]
                            work += 1
                            for c in range(columns):
                                value = np.int32(here[c] + units)
                                better = value > there[c]
                                there[c] = value if better else there[c]
                                sources[c] = at if better else sources[c]
                if flush and nodes.asleep[n, 0] >= 0:
                    for c in range(columns):
                        if most[n, c] <= _HOPELESS:
                            continue
                        for b in range(beds):
                            units = day.nights[moment, place, b]
                            if units > _HOPELESS and terms.night[b] > _HOPELESS and (c == 0 or terms.sleep_column[b] == c):
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
def backward(
    arcs: Arcs, nodes: Nodes, wakings: Wakings, day: Day, terms: Terms, rest: Units, come: Units
) -> tuple[Units, Units]:
    """What the rest of a trip is worth on entering each node at each moment, and on waking in each state.

    ``rest``: on sleeping in each state. Nodes that nobody can have come to by then (``come``) are left out.
    """
    stops, moments, beds, columns = len(day.begins), len(day.nights), len(day.sleeps), terms.columns
    total = len(nodes.stop)
    entered = np.full((moments, total, columns), _IMPOSSIBLE, np.int32)
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
    ending = np.full((total, columns), _IMPOSSIBLE, np.int32)
    known = np.zeros(total, np.bool_)
    best = np.empty(columns, np.int32)
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
                        if units > _HOPELESS and terms.night[b] > _HOPELESS:
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
                        units = np.int32(arcs.units[k] + terms.pairs[s, t])
                        there = entered[arcs.moment[k], to]
                        for c in range(columns):
                            value = np.int32(there[c] + units)
                            best[c] = value if value > best[c] else best[c]
                for c in range(columns):
                    if best[c] > _HOPELESS:
                        entered[moment, n, c] = best[c] + terms.values[s]
    waking = np.full(len(wakings.bed), _IMPOSSIBLE, np.int32)
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
            if units > _HOPELESS and terms.night[b] > _HOPELESS:
                value = rest[wakings.idle[a, b]] + units + terms.bonus[place, day.sleeps[b]] + terms.night[b]
                if not day.stays[wakings.bed[a], b]:
                    value -= terms.change
                most = max(most, value)
        if most > _HOPELESS:
            waking[a] = most
    return entered, waking


@compiled
def alive(arcs: Arcs, nodes: Nodes, day: Day, terms: Terms, come: Units, entered: Units, least: int) -> NDArray[np.bool_]:
    """Which moves are in a trip worth more than ``least``, or in one that is somewhere later than such a trip."""
    stops, total, columns = len(day.begins), len(nodes.stop), terms.columns
    found = np.zeros(len(arcs.stop), np.bool_)
    lately = np.full((total, columns), _IMPOSSIBLE, np.int32)
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
    arcs: Arcs, nodes: Nodes, wakings: Wakings, day: Day, terms: Terms, rest: Units, entered: Units, state: int, worth: int
) -> tuple[Units, int]:
    """The stops of the best day that begins in the state, being worth so much with the rest of the trip, and the state slept in."""
    total, stops, beds = len(nodes.stop), len(day.begins), len(day.sleeps)
    found = np.empty(len(day.nights) + 1, np.int32)
    count = 0
    place, column = day.wakes[wakings.bed[state]], terms.wake_column[wakings.bed[state]]
    for b in range(beds):
        units = day.nights[0, place, b]
        if units > _HOPELESS and terms.night[b] > _HOPELESS:
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
            if units > _HOPELESS and terms.night[b] > _HOPELESS and (c == 0 or terms.sleep_column[b] == c):
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


@compiled
def column_worths(come: Units, entered: Units) -> Numbers:
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
def reached(first: Units, onward: Units, linked: NDArray[np.bool_], stop: Units, begun: Units) -> NDArray[np.bool_]:
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


@compiled
def worthwhile(nodes: Nodes, before: int, come: Units, entered: Units, least: int) -> NDArray[np.bool_]:
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


@compiled
def with_lunch(
    arrives: NDArray[np.int16], onward: NDArray[np.int16], first: int, until: int, takes: int
) -> NDArray[np.int16]:
    """When one is at each place at the earliest who leaves another before ``first``, comes after ``until``, and has lunch on the way.

    ``arrives[place, minute, node]`` and ``onward[node, minute, place]`` are earliest arrivals, the first nodes being the places.
    """
    places, minutes, nodes = arrives.shape
    found = np.full((places, max(0, first), places), LATE, np.int16)
    for a in range(places):
        for b in range(places):
            if first <= 0 or arrives[a, min(first, minutes) - 1, b] <= until:
                continue
            for minute in range(min(first, minutes)):
                best = LATE
                for x in range(nodes):
                    begins = max(np.int64(arrives[a, minute, x]), first)
                    if begins <= until and begins + takes < minutes:
                        best = min(best, np.int64(onward[x, begins + takes, b]))
                found[a, minute, b] = best
    return found
