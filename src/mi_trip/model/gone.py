"""What of a saved trip is not in the plan that was made of it anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_trip.model.plan import Hold

if TYPE_CHECKING:
    from mi_trip.model.solution import Cause


@dataclass(frozen=True, slots=True)
class Gone:
    """An entry of a saved trip that is not in the plan as it was: its name, the day in the file, how fast it was, and its note.

    ``now``: the day that it is on instead, 0 for none. ``night``: it is a bed. The cause's code is "not-kept" where nobody asked
    for it to be kept, "car" or "way" where it is on its day, but with the car or without it, or the other way. Without a name it is
    the day itself, whose note went with it, or with "car" the end of the trip.
    """

    name: str
    day: int
    cause: Cause
    hold: Hold = Hold.FREE
    note: str = ""
    now: int = 0
    night: bool = False
