"""The traveller's own words and holds, put onto a plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from mi_trip.model.plan import Hold, Night, Travel, Visit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from mi_trip.model.plan import Event, Plan
    from mi_trip.model.request import Request
    from mi_trip.model.saved import SavedTrip

BED = "night:"  # before the location of a night, to tell it from an activity


class _Told(NamedTuple):
    """A note of the file: the day it stands on, the day it is meant for, and whether what it is of is pinned or booked."""

    page: int
    day: int
    held: bool
    note: str


class _Place(NamedTuple):
    """Where an event stands in a plan: the number of the day from 1, and of the event in it from 0."""

    day: int
    event: int


def dress(plan: Plan, saved: SavedTrip) -> Plan:
    """The plan with title, travellers and notes of the file; what the plan's request pins or has booked is marked so.

    A note goes with its activity or its bed, also to another day, and is on one event only; that of a day stays with the day's number.
    """
    notes = _notes(plan, saved)
    days = []
    for number, day in enumerate(plan.days, 1):
        note = saved.days[number - 1].note if number <= len(saved.days) else ""
        events = tuple(_dressed(event, day.date, plan.request, notes.get(_Place(number, at), "")) for at, event in enumerate(day.events))
        days.append(replace(day, events=events, note=note))
    return replace(plan, days=tuple(days), title=saved.title, travellers=saved.travellers, note=saved.note)


def _notes(plan: Plan, saved: SavedTrip) -> Mapping[_Place, str]:
    """The notes by the events they go to."""
    told: dict[str, list[_Told]] = {}
    for name, one in _told(saved, plan.request.first_day):
        told.setdefault(name, []).append(one)
    places: dict[str, list[_Place]] = {}
    for number, day in enumerate(plan.days, 1):
        for at, event in enumerate(day.events):
            places.setdefault(_name(event), []).append(_Place(number, at))
    return {place: note for name, there in places.items() for place, note in _handed_out(told.get(name, []), there)}


def _told(saved: SavedTrip, first_day: date) -> Iterator[tuple[str, _Told]]:
    """The notes of the file in order, also the empty ones, each with the name of what it is of."""
    for page, day in enumerate(saved.days, 1):
        for entry in day.choices:
            meant = (entry.booked.date() - first_day).days + 1 if entry.booked else page
            yield entry.activity, _Told(page, meant, entry.hold is not Hold.FREE or entry.booked is not None, entry.note)
        night = day.night
        if night:
            meant = (night.booked - first_day).days + 1 if night.booked else page
            yield f"{BED}{night.location}", _Told(page, meant, night.hold is not Hold.FREE, night.note)


def _name(event: Event) -> str:
    """What the event is of, as the file names it; empty if it is nothing that one chooses."""
    match event:
        case Visit() | Travel():
            return event.choice
        case Night():
            return f"{BED}{event.location}"
        case _:
            return ""


def _handed_out(told: Sequence[_Told], places: Sequence[_Place]) -> Iterator[tuple[_Place, str]]:
    """The notes of one thing, each to one of its events: that of its own day, and what has none there to those that are left."""
    if [one.page for one in told] == [place.day for place in places]:  # all stands as in the file
        yield from ((place, one.note) for place, one in zip(places, told, strict=True))
        return
    left, moved = list(places), []
    for one in sorted(told, key=lambda one: not one.held):
        there = next((place for place in left if place.day == one.day), None)
        if there:
            left.remove(there)
            yield there, one.note
        elif one.note:
            moved.append(one.note)
    yield from zip(left, moved, strict=False)


def _dressed(event: Event, day: date, request: Request, note: str) -> Event:
    match event:
        case Visit() | Travel(demanded=True):
            return replace(event, hold=_hold(event.choice, event.start, request), note=note)
        case Night():
            beds = [bed for bed in request.pinned_nights if (bed.location, bed.date) == (event.location, day)]
            hold = Hold.BOOKED if any(bed.booked for bed in beds) else Hold.PINNED if beds else Hold.FREE
            return replace(event, hold=hold, note=note)
        case _:
            return event


def _hold(name: str, start: datetime, request: Request) -> Hold:
    pins = [pin for pin in request.pins if (pin.activity, pin.date) == (name, start.date())]
    if any(pin.at == start.time() for pin in pins):
        return Hold.BOOKED
    return Hold.PINNED if pins else Hold.FREE
