"""The traveller's own words and holds, put onto a plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mi_trip.model.plan import Hold, Night, Travel, Visit
from mi_trip.model.solution import RIDE

if TYPE_CHECKING:
    from datetime import date, datetime

    from mi_trip.model.plan import Event, Plan
    from mi_trip.model.request import Request
    from mi_trip.model.saved import SavedTrip


def dress(plan: Plan, saved: SavedTrip) -> Plan:
    """The plan with title, travellers and notes of the file; what the plan's request pins or has booked is marked so.

    A note goes with its activity or its bed, also to another day; the note of a day stays with the day's number.
    """
    notes = _notes(saved)
    days = []
    for number, day in enumerate(plan.days, 1):
        note = saved.days[number - 1].note if number <= len(saved.days) else ""
        events = tuple(_dressed(event, number, day.date, plan.request, notes) for event in day.events)
        days.append(replace(day, events=events, note=note))
    return replace(plan, days=tuple(days), title=saved.title, travellers=saved.travellers, note=saved.note)


def _notes(saved: SavedTrip) -> dict[tuple[str, int], str]:
    """The notes by activity or location and day; day 0: the first note that one of its entries has."""
    notes: dict[tuple[str, int], str] = {}
    for number, day in enumerate(saved.days, 1):
        for entry in day.choices:
            notes.setdefault((entry.activity, number), entry.note)
        if day.night:
            notes.setdefault((day.night.location, number), day.night.note)
    for (name, _), note in tuple(notes.items()):
        if note:
            notes.setdefault((name, 0), note)
    return notes


def _dressed(event: Event, number: int, day: date, request: Request, notes: dict[tuple[str, int], str]) -> Event:
    match event:
        case Visit():
            name = event.activity.id
        case Travel(demanded=True):
            name = f"{RIDE}{event.rides[0].route.id}"
        case Night():
            beds = [bed for bed in request.pinned_nights if (bed.location, bed.date) == (event.location, day)]
            hold = Hold.BOOKED if any(bed.booked for bed in beds) else Hold.PINNED if beds else Hold.FREE
            return replace(event, hold=hold, note=_note(notes, event.location, number))
        case _:
            return event
    return replace(event, hold=_hold(name, event.start, request), note=_note(notes, name, number))


def _note(notes: dict[tuple[str, int], str], name: str, number: int) -> str:
    return notes.get((name, number), notes.get((name, 0), ""))


def _hold(name: str, start: datetime, request: Request) -> Hold:
    pins = [pin for pin in request.pins if (pin.activity, pin.date) == (name, start.date())]
    if any(pin.at == start.time() for pin in pins):
        return Hold.BOOKED
    return Hold.PINNED if pins else Hold.FREE
