"""The ways on which one has lunch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_trip.solver.proof.kernels.compiled import compiled
from mi_trip.solver.proof.kernels.tables import LATE

if TYPE_CHECKING:
    from numpy.typing import NDArray


@compiled
def with_lunch(
    arrives: NDArray[np.int16], onward: NDArray[np.int16], plain: NDArray[np.bool_], first: int, until: int, takes: int
) -> NDArray[np.int16]:
    """When one is at each place at the earliest who leaves another before ``first`` and has lunch on the way; LATE where never.

    ``arrives[place, minute, node]`` and ``onward[node, minute, place]`` are earliest arrivals, the first nodes being the places.
    ``plain``: the way is the same at any minute; then lunch is never better on the way than at its end, if it can be had there.
    """
    places, minutes, nodes = arrives.shape
    found = np.full((places, max(0, first), places), LATE, np.int16)
    for a in range(places):
        for b in range(places):
            if a == b or first <= 0 or (plain[a, b] and arrives[a, min(first, minutes) - 1, b] <= until):
                continue
            for minute in range(min(first, minutes)):
                best = np.int64(LATE)
                for x in range(nodes):
                    begins = max(np.int64(arrives[a, minute, x]), np.int64(first))
                    if begins <= until and begins + takes < minutes:
                        best = min(best, np.int64(onward[x, begins + takes, b]))
                found[a, minute, b] = best
    return found
