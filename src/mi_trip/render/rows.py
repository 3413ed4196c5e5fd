"""A plan as the rows that people read: one for each thing that happens, with its costs and what to mind.

A wait joins the ferry or the start it is for; drives that follow each other are one row, and so are the rides one stays aboard for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING

from mi_trip.model.money import Amount
from mi_trip.model.plan import CostKind, Event, Hold, Meal, Night, PlannedDay, Travel, Visit, Wait, WaitFor
from mi_trip.model.route import Mode
from mi_trip.render import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan, Ride
    from mi_trip.model.request import Request

NOTHING = Amount()


WORTH_TELLING = timedelta(minutes=10)  # shorter free time is not worth a line
LONG_NOTE = 40  # characters of a traveller's note from which on it has a line of its own


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a day. ``assumed``: the hours are; ``loose``: how long it takes is a guess, ``guessed``: how far it is.

    ``own``: the traveller's note.
    """

    event: Event
    start: datetime
    end: datetime
    what: str
    where: str
    title: str
    notes: tuple[str, ...] = ()
    cost: Amount = NOTHING
    km: float = 0.0
    assumed: bool = False
    loose: bool = False
    guessed: bool = False
    own: str = ""

    @property
    def all_notes(self) -> tuple[str, ...]:
        """The notes with the traveller's as the last."""
        return (*self.notes, self.own) if self.own else self.notes

    @property
    def notes_text(self) -> str:
        """The notes in one line, the traveller's with them where it is short."""
        return "; ".join(self.notes if self.own_line else self.all_notes)

    @property
    def own_line(self) -> str:
        """The traveller's note where it is too long to stand among the others."""
        return self.own if len(self.own) > LONG_NOTE else ""

    @property
    def duration(self) -> timedelta:
        """How long it takes, the wait for a departure at an unknown minute included."""
        return self.end - self.start

    @property
    def time_text(self) -> str:
        """From when to when; of a night, when it begins."""
        if isinstance(self.event, Night):
            return f"from {words.clock(self.start)}"
        return words.about(words.span(self.start, self.end), guessed=self.assumed)

    @property
    def duration_text(self) -> str:
        """How long it takes; nothing for a night."""
        return "" if isinstance(self.event, Night) else words.about(words.duration_text(self.duration), guessed=self.loose)

    @property
    def km_text(self) -> str:
        """How far it goes, in kilometres; nothing where one stays."""
        return words.about(words.km_text(self.km), guessed=self.guessed) if self.km else ""

    @property
    def cost_text(self) -> str:
        """What is paid there and then, without the currency; nothing where nothing is."""
        return words.units(self.cost) if self.cost.units else ""


@dataclass(frozen=True, slots=True)
class DayRows:
    """A day with its rows; the night is the last of them."""

    day: PlannedDay
    rows: tuple[Row, ...]


def plan_rows(plan: Plan, catalogue: Catalogue) -> tuple[DayRows, ...]:
    """The rows of every day, in order."""
    purse = _Purse(plan)
    return tuple(DayRows(day, tuple(_rows(day, plan.request, catalogue, purse))) for day in plan.days)


class _Purse:
    """What is paid, by day, kind and subject: each item is handed out once, in the order of the plan."""

    def __init__(self, plan: Plan) -> None:
        self._items: dict[tuple[int, CostKind, str], list[Amount]] = defaultdict(list)
        for item in plan.costs:
            self._items[item.day, item.kind, item.about].append(item.amount)

    def take(self, day: int, kind: CostKind, subject: str) -> Amount:
        items = self._items[day, kind, subject]
        return items.pop(0) if items else NOTHING

    def rides(self, day: int, rides: Iterable[Ride]) -> Amount:
        total = NOTHING
        for ride in rides:
            for kind in (CostKind.FARE, CostKind.TOLL):
                total = total + self.take(day, kind, ride.route.id)
        return total


def stays_aboard(before: Ride | None, ride: Ride) -> bool:
    """Whether a ride goes on at once with what one sits in already; where only an interval is known nobody can tell."""
    if before is None or before.every or ride.every or not ride.route.timetabled or before.route.mode is not ride.route.mode:
        return False
    return (before.destination, before.arrives) == (ride.origin, ride.departs)


def joined(events: Sequence[Event]) -> list[Event]:
    """The events, with drives that follow each other made one, and with the rides one stays aboard for."""
    found: list[Event] = []
    for event in events:
        before = found[-1] if found else None
        if isinstance(event, Travel) and isinstance(before, Travel) and _goes_on(before, event):
            found[-1] = replace(before, rides=before.rides + event.rides)
        else:
            found.append(event)
    return found


def _goes_on(before: Travel, travel: Travel) -> bool:
    """Whether both are one row; what is held or has a note keeps its own."""
    if any(part.note or part.hold is not Hold.FREE for part in (before, travel)):
        return False
    drives = travel.mode is before.mode is Mode.DRIVE
    return drives or (travel.with_car == before.with_car and stays_aboard(before.rides[-1], travel.rides[0]))


def _rows(day: PlannedDay, request: Request, catalogue: Catalogue, purse: _Purse) -> Iterator[Row]:
    ate = bool(day.only(Meal))
    for wait, event in _paired(joined(day.events)):
        row = Row(
            event, event.start, event.end, words.what(event, catalogue), words.where(event, catalogue), words.event_title(event, catalogue)
        )
        match event:
            case Travel():
                row = _travel(row, event, wait, purse.rides(day.number, event.rides), lunch=not ate)
                yield _held(row, event, request)
            case Visit():
                cost = purse.take(day.number, CostKind.TICKET, event.activity.id) + purse.rides(day.number, event.rides)
                yield _held(_visit(row, event, wait, cost, lunch=not ate), event, request)
            case Night():
                stay = catalogue.locations[event.location].stay
                cost = purse.take(day.number, CostKind.BED, event.location)
                row = replace(row, notes=_told([words.booking_note(stay.booking) if stay else ""]), cost=cost)
                yield _held(row, event, request)
            case Wait(reason=WaitFor.FREE) if row.duration < WORTH_TELLING:
                continue
            case _:
                yield row


def _held(row: Row, event: Travel | Visit | Night, request: Request) -> Row:
    """Add how fast the choice is and the traveller's note; what is booked has not to be booked."""
    notes = row.notes
    if event.hold is Hold.BOOKED:
        done = {words.ON_REQUEST, *words.NEED_WORDS.values()}
        notes = tuple(note.replace(words.ASSUMED_TIME, f"{words.ABOUT} assumed time") for note in notes if note not in done)
    return replace(row, notes=_told([words.hold_note(event, request), *notes]), own=words.plain(event.note))


def _travel(row: Row, travel: Travel, wait: Wait | None, cost: Amount, *, lunch: bool) -> Row:
    notes = words.rides_notes(travel.rides, wait)
    if lunch and any(ride.route.lunch_inside for ride in travel.rides):
        notes.append(words.lunch_note(row.start, row.end))
    notes.append(words.roads(travel.rides) if travel.mode is Mode.DRIVE else "")
    return _ridden(replace(row, notes=_told(notes), cost=cost), travel.rides, wait)


def _visit(row: Row, visit: Visit, wait: Wait | None, cost: Amount, *, lunch: bool) -> Row:
    notes = words.ride_notes(visit.rides[0], wait) if visit.rides else []
    notes += words.activity_notes(visit, None if visit.rides else wait)
    if lunch and visit.activity.lunch_inside:
        notes.append(words.lunch_note(row.start, row.end))
    row = replace(row, notes=_told(notes), cost=cost, assumed=visit.estimated)
    return _ridden(row, visit.rides, wait) if visit.rides else row


def _ridden(row: Row, rides: tuple[Ride, ...], wait: Wait | None) -> Row:
    """Add how far it goes; of a ride whose minute is unknown the wait is a part, for no clock time is claimed."""
    first = rides[0]
    guessed = any(ride.route.estimate or ride.route.estimated_distance for ride in rides)
    row = replace(row, km=sum(ride.route.km for ride in rides), loose=guessed, guessed=guessed)
    if first.every:
        return replace(row, start=wait.start if wait else row.start, assumed=True, loose=True)
    return replace(row, assumed=row.assumed or any(ride.estimated for ride in rides))


def _told(notes: Iterable[str]) -> tuple[str, ...]:
    """The notes, each once; of two bookings for the same thing the more urgent."""
    told = dict.fromkeys(note for note in notes if note)
    if words.NEED_WORDS["required"] in told:
        told.pop(words.NEED_WORDS["recommended"], None)
    return tuple(told)


def _paired(events: Sequence[Event]) -> Iterator[tuple[Wait | None, Event]]:
    """Each event with the wait for it."""
    held: Wait | None = None
    for event, after in zip_longest(events, events[1:]):
        if isinstance(event, Wait) and _is_for(event, after):
            held = event
            continue
        yield held, event
        held = None


def _is_for(wait: Wait, event: Event | None) -> bool:
    if wait.reason is WaitFor.DEPARTURE:
        return isinstance(event, Travel | Visit) and bool(event.rides)
    return wait.reason is WaitFor.START and isinstance(event, Visit)
