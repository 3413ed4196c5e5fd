"""Every relaxed day route that could be in a good trip, compiled: grown stop by stop, cut off by what the rest can be worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_trip.solver.proof.kernels.compiled import compiled
from mi_trip.solver.proof.kernels.tables import BARELY_NIGHT, HOPELESS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mi_trip.solver.proof.kernels.tables import Arcs, Day, Nodes, Terms, Wakings

    Numbers = NDArray[np.int64]
    Units = NDArray[np.int32]

LONGEST = 40  # stops of a day
_HOPELESS = np.int64(HOPELESS)


class Pace(NamedTuple):
    """What the stops of a day may be: groups done once, visits counted, one strenuous outing, and minutes at the wheel at least."""

    groups: Numbers
    counted: Numbers
    strenuous: Numbers
    driving: Numbers
    drives: Numbers
    visits: int
    wheel: int


@compiled
def routes_from(
    arcs: Arcs, nodes: Nodes, wakings: Wakings, day: Day, terms: Terms, pace: Pace, bed: int, roots: Numbers, since: Numbers, rest: Numbers,
    entered: Numbers, least: int, limit: int,
) -> tuple[Units, NDArray[np.int16], Units, Numbers, bool, int]:  # fmt: skip
    """The routes from a bed, woken in one of the states ``roots``, that are in trips worth more than ``least``; ``limit`` at most.

    ``since``: what a trip is worth until it wakes in each state, ``rest``: from sleeping in each on.
    Gives where the stops of each route begin, the stops, the beds slept in, what the routes are worth with prices (the night's included),
    whether none is left out, and how many moves were looked at.
    """
    stops, beds = len(day.begins), len(day.sleeps)
    first = np.zeros(limit + 1, np.int32)
    found = np.empty(limit * 8 + LONGEST, np.int16)
    sleeps, worths = np.empty(limit, np.int32), np.empty(limit, np.int64)
    count = work = 0
    column = terms.wake_column[bed]
    place = day.wakes[bed]
    done = np.zeros(pace.groups.max() + 1 if stops else 1, np.bool_)
    at_nodes = np.full((LONGEST + 1, len(roots)), -1, np.int32)
    at_stop, at_moment, at_arc = np.zeros(LONGEST + 1, np.int32), np.zeros(LONGEST + 1, np.int32), np.zeros(LONGEST + 1, np.int32)
    gains, visits, hard, wheel = (
        np.zeros(LONGEST + 1, np.int64),
        np.zeros(LONGEST + 1, np.int64),
        np.zeros(LONGEST + 1, np.int64),
        np.zeros(LONGEST + 1, np.int64),
    )
    for b in range(beds):
        units = day.nights[0, place, b]
        if units > BARELY_NIGHT and terms.night[b] > BARELY_NIGHT:
            worth = np.int64(units) + terms.bonus[place, day.sleeps[b]] + terms.night[b]
            if not day.stays[bed, b]:
                worth -= terms.change
            for r in range(len(roots)):
                if worth + since[roots[r]] + rest[wakings.idle[roots[r], b]] > least:
                    if count >= limit:
                        return first, found, sleeps, worths, False, work
                    sleeps[count], worths[count] = b, worth
                    count += 1
                    first[count] = first[count - 1]
                    break
    kinds = len(day.starts)
    for start in range(stops * kinds):
        t, k = start // kinds, start % kinds
        moment = day.starts[k, place, t]
        if moment < 0:
            continue
        depth = 0
        arriving, going = np.int64(terms.bonus[place, day.begins[t]]) - day.fares[k, place, t], t
        from_root = True
        while depth >= 0:
            # here a stop (going) is come to at a moment from where depth says, for units (arriving)
            if going >= 0:
                s = going
                if depth >= LONGEST - 1:
                    return first, found, sleeps, worths, False, work
                may = not done[pace.groups[s]]
                driven = pace.driving[s]
                if from_root:
                    driven += pace.drives[place, day.begins[s]]
                    so_far, counted, strenuous = np.int64(0), np.int64(0), np.int64(0)
                else:
                    driven += wheel[depth] + pace.drives[day.ends[at_stop[depth]], day.begins[s]]
                    so_far, counted, strenuous = gains[depth], visits[depth], hard[depth]
                counted += pace.counted[s]
                strenuous += pace.strenuous[s]
                may = may and counted <= pace.visits and strenuous <= 1 and driven <= pace.wheel
                hope = False
                if may:
                    to = 1 if from_root else depth + 1
                    for r in range(len(roots)):
                        if from_root:
                            node = wakings.first[roots[r], s]
                        else:
                            node = nodes.onward[at_nodes[depth, r], s] if at_nodes[depth, r] >= 0 else -1
                        at_nodes[to, r] = -1
                        if node >= 0:
                            ahead = max(entered[moment, node, 0], entered[moment, node, column])
                            if ahead > _HOPELESS and since[roots[r]] + so_far + arriving + ahead > least:
                                at_nodes[to, r] = node
                                hope = True
                work += 1
                if hope:
                    depth = 1 if from_root else depth + 1
                    from_root = False
                    at_stop[depth], at_moment[depth] = s, moment
                    gains[depth] = so_far + arriving + terms.values[s]
                    visits[depth], hard[depth], wheel[depth] = counted, strenuous, driven
                    done[pace.groups[s]] = True
                    at_arc[depth] = arcs.first[moment * stops + s]
                    here = day.ends[s]
                    for b in range(beds):
                        units = day.nights[moment, here, b]
                        if (
                            units > BARELY_NIGHT
                            and terms.night[b] > BARELY_NIGHT
                            and driven + pace.drives[here, day.sleeps[b]] <= pace.wheel
                        ):
                            worth = gains[depth] + units + terms.bonus[here, day.sleeps[b]] + terms.night[b]
                            if not day.stays[bed, b]:
                                worth -= terms.change
                            for r in range(len(roots)):
                                node = at_nodes[depth, r]
                                if node >= 0 and worth + since[roots[r]] + rest[nodes.asleep[node, b]] > least:
                                    if count >= limit or first[count] + depth > len(found) - LONGEST:
                                        return first, found, sleeps, worths, False, work
                                    sleeps[count], worths[count] = b, worth
                                    for n in range(depth):
                                        found[first[count] + n] = at_stop[n + 1]
                                    count += 1
                                    first[count] = first[count - 1] + depth
                                    break
                elif from_root:
                    break
            # the next move from here
            going = -1
            while depth > 0 and going < 0:
                s, m = at_stop[depth], at_moment[depth]
                if at_arc[depth] < arcs.first[m * stops + s + 1]:
                    k = at_arc[depth]
                    at_arc[depth] += 1
                    going, moment = arcs.stop[k], arcs.moment[k]
                    arriving = np.int64(arcs.units[k]) + terms.pairs[s, going]
                else:
                    done[pace.groups[s]] = False
                    depth -= 1
            if going < 0:
                break
    return first[: count + 1], found[: first[count]], sleeps[:count], worths[:count], True, work
