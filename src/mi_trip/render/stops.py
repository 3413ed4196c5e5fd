"""Which stop of the map each thing done on a day belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.model.plan import Night, Travel, Visit
from mi_trip.render import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from mi_trip.maps.scene import Stop
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Event, PlannedDay


def stop_numbers(day: PlannedDay, stops: Sequence[Stop], catalogue: Catalogue) -> dict[datetime, int]:
    """The numbers of the stops by when the events there begin; both are in the order of the day."""
    numbers: dict[datetime, int] = {}
    left = [stop for stop in stops if stop.day == day.number and stop.number]
    for event in day.events:
        fitting = next((index for index, stop in enumerate(left) if _belongs(event, stop, catalogue)), None)
        if fitting is not None:
            left = left[fitting:]
            numbers[event.start] = left[0].number
    return numbers


def _belongs(event: Event, stop: Stop, catalogue: Catalogue) -> bool:
    if event.origin != stop.location:
        return False
    match event:
        case Night():
            return stop.night
        case Visit():
            return words.plain(event.activity.name) in stop.done
        case Travel(demanded=True):
            return words.event_title(event, catalogue) in stop.done
        case _:
            return False
