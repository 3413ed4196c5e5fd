"""A plan as a calendar: an iCalendar file (RFC 5545, 7986) that a phone shows and reminds of.

An entry for each row of the plan that is something to do, in local time with its zone; nights and the last dates to book are entries of
whole days. Waits are told with what they are for, and free time is free.

The uid of an entry stands for what is done, not for when: it is made of the uid of the trip, the kind of thing, its id (of a way: its two
ends; of a lunch: the day's number) and how many times it came up before. So the same thing at another hour or on another day keeps it. The
uid of the trip is that of the calendar whose place this one takes, if that is of the same trip; else it is made of the catalogue, the
traveller's title, the first day and the start. Nothing is from the clock: the time stamp of all entries is the date on which the catalogue
was last checked.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, assert_never

from mi_trip.model.plan import Handover, Hold, Meal, Night, Travel, Visit, Wait
from mi_trip.render import words
from mi_trip.render.addresses import place_link, web_address
from mi_trip.render.arrangements import arrangement, contact
from mi_trip.render.bookings import bookings
from mi_trip.render.calendar_lines import address, calendar, local_time, text, texts, whole_day
from mi_trip.render.calendar_saves import OURS, same_trip, succeeding, trip_of
from mi_trip.render.rows import plan_rows
from mi_trip.render.units import whole_minutes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.place import Booking, Location
    from mi_trip.model.plan import Event as PlanEvent
    from mi_trip.model.plan import Plan, PlannedDay, Ride
    from mi_trip.render.calendar_lines import Event
    from mi_trip.render.rows import Row

GET_READY = timedelta(minutes=15)  # a reminder comes so long before one has to be there
NO_GREAT_LOSS = timedelta(hours=1)  # of a departure that another follows so soon nobody needs reminding
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``start`` and ``end`` are dates where it is of whole days; ``alarm``: so long before it a reminder comes."""

    uid: str
    start: datetime | date
    end: datetime | date
    summary: str
    category: str
    told: tuple[str, ...]
    place: Location | None = None
    web: str = ""
    status: str = ""
    alarm: timedelta | None = None


def plan_ics(plan: Plan, catalogue: Catalogue, *, old: str = "") -> str:
    """Write the plan as a calendar file, with lines that end as the RFC wants them; ``old``: the file whose place it takes."""
    if trip := trip_of(old):
        continued = _calendar(plan, catalogue, trip)
        if same_trip(continued, old):
            return succeeding(continued, old)
    return succeeding(_calendar(plan, catalogue, _trip(plan)), old)


def _calendar(plan: Plan, catalogue: Catalogue, trip: str) -> str:
    """The calendar of the trip of this uid."""
    head = [
        "VERSION:2.0",
        OURS,
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"UID:{trip}",
        text("NAME", words.heading(plan, catalogue)),
        text("X-WR-CALNAME", words.heading(plan, catalogue)),
        text("X-WR-TIMEZONE", catalogue.timezone),
    ]
    entries = [*_deadlines(plan, catalogue, _Uids(trip)), *_doings(plan, catalogue, _Uids(trip))]
    return calendar(head, [_event(entry, catalogue) for entry in entries])


def _trip(plan: Plan) -> str:
    """The uid of a trip that no calendar is of yet."""
    return _uid(plan.catalogue, words.plain(plan.title), plan.request.first_day.isoformat(), plan.request.start)


def _uid(*parts: str) -> str:
    told = "\0".join(parts)
    return f"{hashlib.sha256(told.encode(errors='replace')).hexdigest()[:32]}@mi-trip"


class _Uids:
    """Gives each entry its uid, the n-th of the same thing the n-th of its uids."""

    def __init__(self, trip: str) -> None:
        self._trip = trip
        self._seen: Counter[tuple[str, ...]] = Counter()

    def __call__(self, *thing: str) -> str:
        self._seen[thing] += 1
        return _uid(self._trip, *thing, str(self._seen[thing]))


def _doings(plan: Plan, catalogue: Catalogue, uid: _Uids) -> Iterator[Entry]:
    """What is done and where one sleeps, in order."""
    for day in plan_rows(plan, catalogue):
        for row in day.rows:
            if not isinstance(row.event, Wait):
                yield _doing(row, day.day, catalogue, uid(*_thing(row.event, day.day)))


def _doing(row: Row, day: PlannedDay, catalogue: Catalogue, uid: str) -> Entry:
    """The entry of a row; a night is the day of its evening, however late one comes."""
    event = row.event
    whole = isinstance(event, Night)
    asked = arrangement(event, catalogue)
    return Entry(
        uid=uid,
        start=day.date if whole else row.start,
        end=day.date + A_DAY if whole else row.end,
        summary=words.about(row.title, guessed=row.assumed),
        category=_category(event),
        told=tuple(_told(row, asked, catalogue)),
        place=catalogue.locations[event.origin],
        web=web_address(words.plain(asked.web)) if asked else "",
        status="CONFIRMED" if _hold(event) is Hold.BOOKED else "TENTATIVE" if row.assumed else "",
        alarm=None if whole else _alarm(row),
    )


def _thing(event: PlanEvent, day: PlannedDay) -> tuple[str, ...]:
    """What stays the same when it moves to another hour or another day."""
    match event:
        case Visit():
            return "visit", event.activity.id
        case Travel():
            return ("ride", event.choice) if event.choice else ("travel", str(event.mode), event.origin, event.destination)
        case Meal():
            return "lunch", str(day.number)
        case Handover():
            return "take" if event.takes else "hand back", event.location
        case Night() | Wait():
            return "night", event.location
        case _:
            assert_never(event)


def _category(event: PlanEvent) -> str:
    match event:
        case Visit():
            return "Visit"
        case Travel():
            return words.MODE_WORDS[event.mode]
        case Meal():
            return "Lunch"
        case Handover():
            return "Hired car"
        case Night() | Wait():
            return "Night"
        case _:
            assert_never(event)


def _hold(event: PlanEvent) -> Hold:
    return event.hold if isinstance(event, Travel | Visit | Night) else Hold.FREE


def _told(row: Row, asked: Booking | None, catalogue: Catalogue) -> Iterator[str]:
    """What there is to know of a row, a paragraph each."""
    event = row.event
    yield ", ".join(part for part in (row.duration_text, f"{row.km_text} km" if row.km_text else "") if part)
    yield words.sentence_case("; ".join(row.notes))
    yield row.own
    if isinstance(event, Visit):
        yield words.sentence_case(words.plain(event.activity.why))
        yield words.sentence_case(words.plain(event.activity.note))
    if row.cost.units:
        yield f"Cost: {words.money(row.cost, catalogue.currency)}"
    if asked:
        yield from _contact(asked)
    yield f"Map: {place_link(catalogue.locations[event.origin]).openstreetmap}"


def _contact(booking: Booking) -> Iterator[str]:
    """With whom to book, and what to know of that."""
    yield f"Booking: {told}" if (told := contact(booking)) else ""
    yield words.sentence_case(words.plain(booking.note))


def _alarm(row: Row) -> timedelta | None:
    """How long before the start a reminder comes; none for what can wait, or where the minute is unknown."""
    event = row.event
    if not isinstance(event, Travel | Visit):
        return None
    booked = event.hold is Hold.BOOKED
    if event.rides:
        ride = event.rides[0]
        early = timedelta(minutes=ride.route.early_minutes(ride.departs.date()))
        return early + GET_READY if ride.route.timetabled and not ride.every and (booked or early or _would_be_missed(ride)) else None
    if isinstance(event, Travel):
        return None
    rule = event.activity.early(event.start.date())
    early = timedelta(minutes=rule.minutes) if rule else timedelta(0)
    return early + GET_READY if booked or early or event.activity.starts else None


def _would_be_missed(ride: Ride) -> bool:
    """Whether nothing else leaves soon after."""
    route, day = ride.route, ride.departs.date()
    if any(first <= ride.departs + NO_GREAT_LOSS and ride.departs < last for first, last, _ in route.headways(day, ride.origin)):
        return False
    later = (departure.departs - ride.departs for departure in route.departures(day, ride.origin))
    return not any(timedelta(0) < wait <= NO_GREAT_LOSS for wait in later)


def _deadlines(plan: Plan, catalogue: Catalogue, uid: _Uids) -> Iterator[Entry]:
    """The last dates to book, by date."""
    rows = sorted((row.book_by, number, row) for number, row in enumerate(bookings(plan, catalogue)) if row.book_by)
    for book_by, _, row in rows:
        yield Entry(
            uid=uid("book", row.about),
            start=book_by,
            end=book_by + A_DAY,
            summary=f"Last day to book: {row.what}",
            category="Booking",
            told=(f"For {words.day_text(row.date)}", f"Booking: {row.contact}" if row.contact else "", words.sentence_case(row.note)),
            web=web_address(row.web),
        )


def _event(entry: Entry, catalogue: Catalogue) -> Event:
    place = entry.place
    return (
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{catalogue.checked:%Y%m%d}T000000Z",
        "SEQUENCE:0",
        *_times(entry, catalogue.timezone),
        text("SUMMARY", entry.summary),
        *([text("LOCATION", place.name), f"GEO:{place.latitude:z.6f};{place.longitude:z.6f}"] if place else []),
        text("DESCRIPTION", *entry.told),
        *([address("URL", entry.web)] if entry.web else []),
        texts("CATEGORIES", [entry.category]),
        *([f"STATUS:{entry.status}"] if entry.status else []),
        *_reminder(entry),
        "END:VEVENT",
    )


def _times(entry: Entry, timezone: str) -> Iterator[str]:
    """When it is, and whether one is busy then."""
    if isinstance(entry.start, datetime) and isinstance(entry.end, datetime):
        yield local_time("DTSTART", entry.start, timezone)
        if entry.end > entry.start:
            yield local_time("DTEND", entry.end, timezone)
        yield "TRANSP:OPAQUE"
    else:
        yield whole_day("DTSTART", entry.start)
        yield whole_day("DTEND", entry.end)
        yield "TRANSP:TRANSPARENT"


def _reminder(entry: Entry) -> Iterator[str]:
    if entry.alarm is not None:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield text("DESCRIPTION", entry.summary)
        yield f"TRIGGER:-PT{whole_minutes(entry.alarm)}M"
        yield "END:VALARM"
