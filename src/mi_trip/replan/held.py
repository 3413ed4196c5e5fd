"""What a saved trip holds fast: each pin with its entry in the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mi_trip.model.plan import Hold
from mi_trip.model.request import Pin, PinnedNight

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mi_trip.model.request import Request
    from mi_trip.model.saved import SavedChoice, SavedNight, SavedTrip


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A pin, the day in the file (from 1) and the entry that it comes from."""

    pin: Pin | PinnedNight
    day: int
    entry: SavedChoice | SavedNight

    @property
    def booked(self) -> bool:
        """Whether it is for an hour or a night that somebody else was promised."""
        return self.entry.hold is Hold.BOOKED


def held(saved: SavedTrip, request: Request) -> tuple[Held, ...]:
    """All that is pinned or booked, with the dates it has in the request, in the order of the file."""
    moved = saved.with_request(request).request
    pins, nights = iter(moved.pins), iter(moved.pinned_nights)
    found: list[Held] = []
    for number, day in enumerate(saved.days, 1):
        found += [Held(next(pins), number, choice) for choice in day.choices if choice.booked or choice.hold is not Hold.FREE]
        if day.night and day.night.hold is not Hold.FREE:
            found.append(Held(next(nights), number, day.night))
    return tuple(found)


def without(request: Request, pinned: Sequence[Held], left_out: Collection[Held]) -> Request:
    """The request with the pins, but for some."""
    pins = [one.pin for one in pinned if one not in left_out]
    activities = tuple(pin for pin in pins if isinstance(pin, Pin))
    return replace(request, pins=activities, pinned_nights=tuple(pin for pin in pins if isinstance(pin, PinnedNight)))
