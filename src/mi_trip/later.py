"""A day begun as late as keeps every later time: nobody leaves the bed early to stand about after the first outing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from mi_trip.model.plan import Handover, Hold, Meal, Travel, Visit, Wait, WaitFor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.model.plan import Event, Ride

LUNCH_UNTIL = time(14, 0)  # lunch begins at the latest then; the design's rule 6
STEP = timedelta(minutes=5)
WORTH = timedelta(minutes=10)  # less is not worth a later start


def begun_later(events: Sequence[Event]) -> list[Event]:
    """The day's events with all before the first free time moved into it, as far as rides, hours and lunch allow."""
    free = next((n for n, event in enumerate(events) if n and isinstance(event, Wait) and event.reason is WaitFor.FREE), 0)
    if not free:
        return list(events)
    before, gap = events[:free], events[free]
    assert isinstance(gap, Wait)  # noqa: S101 - narrows for the type checker
    eats = any(isinstance(event, Meal) for event in events)
    shift = gap.end - gap.start
    while shift >= WORTH:
        if all(_may_move(event, shift, eats=eats) for event in before):
            rest = [replace(gap, start=gap.start + shift)] if gap.start + shift < gap.end else []
            return [*(_moved(event, shift) for event in before), *rest, *events[free + 1 :]]
        shift -= STEP
    return list(events)


def _may_move(event: Event, shift: timedelta, *, eats: bool) -> bool:
    match event:
        case Handover():
            return False  # what a hired car costs hangs on it
        case Travel(hold=Hold.BOOKED) | Visit(hold=Hold.BOOKED):
            return False
        case Meal():
            return (event.start + shift).time() <= LUNCH_UNTIL
        case Travel():
            return all(_runs(ride, shift) and (eats or not ride.route.lunch_inside) for ride in event.rides)
        case Visit():
            starts = event.activity.start_times(event.start.date())
            in_time = starts is None or event.start + shift in {at for at, _ in starts}
            fits = event.activity.fits(event.start + shift, event.end + shift)
            return in_time and fits and (eats or not event.activity.lunch_inside) and all(_runs(ride, shift) for ride in event.rides)
        case _:
            return True


def _runs(ride: Ride, shift: timedelta) -> bool:
    """Whether the ride can be had that much later."""
    departs: datetime = ride.departs + shift
    if ride.route.timetabled:
        lines = ride.route.headways(ride.departs.date(), ride.origin)
        if ride.every is None or not any(first <= departs <= last and every == ride.every for first, last, every in lines):
            return False
    return ride.route.passable(departs, ride.arrives + shift)


def _moved(event: Event, shift: timedelta) -> Event:
    match event:
        case Travel():
            return replace(event, rides=_rides(event.rides, shift))
        case Visit():
            return replace(event, start=event.start + shift, end=event.end + shift, rides=_rides(event.rides, shift))
        case _:
            return replace(event, start=event.start + shift, end=event.end + shift)


def _rides(rides: tuple[Ride, ...], shift: timedelta) -> tuple[Ride, ...]:
    return tuple(replace(ride, departs=ride.departs + shift, arrives=ride.arrives + shift) for ride in rides)
