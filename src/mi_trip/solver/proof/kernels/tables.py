"""What the compiled loops go over: moves, stops with what they remember, moments and prices, as plain arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Units = NDArray[np.int32]

NONE = -1
LATE = 20_000  # a minute that no day has
IMPOSSIBLE = -(10**15)
HOPELESS = IMPOSSIBLE // 2  # below it is what something impossible was added to
NO_NIGHT = -(10**9)  # units of a night that cannot be
BARELY_NIGHT = NO_NIGHT // 2  # below it no night can be


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

    values: Numbers
    pairs: Units
    bonus: Units
    night: Units
    change: int
    wake_column: Units
    sleep_column: Units
    columns: int
