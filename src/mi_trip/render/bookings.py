"""What has to be arranged before the trip, from the visits, rides and beds of a plan."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING

from mi_trip.model.place import Booking
from mi_trip.model.plan import Handover, Hold, Night, Travel, Visit
from mi_trip.model.request import CarChoice
from mi_trip.model.route import Mode
from mi_trip.render import words
from mi_trip.render.rows import joined, stays_aboard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan, PlannedDay, Ride

NEEDS = ("required", "recommended", "optional")
NEED_TEXT = {"required": "required", "recommended": "recommended", "optional": "if you like"}


@dataclass(frozen=True, slots=True)
class BookingRow:
    """One thing to arrange for a day; ``book_by``: the latest date where one is known. ``booked``: it is done."""

    day: int
    date: datetime.date
    what: str
    need: str
    about: str
    book_by: datetime.date | None = None
    who: str = ""
    web: str = ""
    phone: str = ""
    note: str = ""
    booked: bool = False

    @property
    def need_text(self) -> str:
        """How urgent it is, or that it is done."""
        return "booked" if self.booked else NEED_TEXT.get(self.need, self.need)

    @property
    def contact(self) -> str:
        """Whom to ask and where."""
        return ", ".join(part for part in (self.who, self.web, self.phone) if part)

    def by_text(self, first_day: datetime.date) -> str:
        """The latest date to book, with its year where it is not the trip's."""
        if self.book_by is None:
            return ""
        return words.short_day(self.book_by) if self.book_by.year == first_day.year else words.day_text(self.book_by)


def bookings(plan: Plan, catalogue: Catalogue) -> tuple[BookingRow, ...]:
    """All that has to be arranged: what is required first, then by the date it has to be done; last what is booked."""
    rows = [*_beds(plan, catalogue), *_cars(plan, catalogue)]
    for day in plan.days:
        rows += [*_done(day), *_ridden(day, catalogue)]
    rank = {need: number for number, need in enumerate(NEEDS)}

    def order(row: BookingRow) -> tuple[bool, int, datetime.date, datetime.date]:
        urgent = 0 if row.booked else rank.get(row.need, len(rank))
        return row.booked, urgent, row.book_by or row.date, row.date

    return tuple(sorted(rows, key=order))


def _row(day: PlannedDay, what: str, about: str, booking: Booking, *, booked: bool = False) -> BookingRow:
    book_by = None if booking.days_before is None or booked else day.date - datetime.timedelta(days=booking.days_before)
    who, web, phone, note = (words.plain(text) for text in (booking.who, booking.web, booking.phone, booking.note))
    return BookingRow(day.number, day.date, what, booking.need, about, book_by, who, web, phone, note, booked)


def _done(day: PlannedDay) -> Iterator[BookingRow]:
    """The bookings of what is done; those of a journey and of the ride it is are one."""
    for visit in day.only(Visit):
        activity = visit.activity
        booked = visit.hold is Hold.BOOKED
        asked = Booking("required", note="on request: agree on the hour") if activity.on_request and not booked else None
        found = [booking for booking in (activity.booking, *(ride.route.booking for ride in visit.rides), asked) if booking]
        if found or booked:
            first = visit.rides[0] if visit.rides else None
            at = _at(first) if first else words.about(words.clock(visit.start), guessed=visit.estimated)
            known = booked or not (activity.on_request or (first and not first.route.timetabled))
            what = f"{words.plain(activity.name)}, {at}" if known else words.plain(activity.name)
            yield _row(day, what, activity.id, reduce(_both, found or [Booking("optional")]), booked=booked)


def _both(one: Booking, other: Booking) -> Booking:
    """One booking of two for the same thing: the stronger need, what one of them does not know from the other."""
    need = min(one.need, other.need, key=lambda word: NEEDS.index(word) if word in NEEDS else len(NEEDS))
    days = [booking.days_before for booking in (one, other) if booking.days_before is not None]
    return Booking(
        need, max(days, default=None), one.who or other.who, one.web or other.web, one.phone or other.phone, one.note or other.note
    )


def _ridden(day: PlannedDay, catalogue: Catalogue) -> Iterator[BookingRow]:
    """The bookings of rides on the way; those of rides that one stays aboard for are one."""
    for travel in joined(day.events):
        if not isinstance(travel, Travel):
            continue
        booked = travel.hold is Hold.BOOKED
        for rides in [travel.rides] if booked else _aboard(travel.rides):
            asked = [number for number, ride in enumerate(rides) if ride.route.booking]
            if not asked and not booked:
                continue
            first, last = (rides[0], rides[-1]) if booked else (rides[asked[0]], rides[asked[-1]])
            ends = " → ".join(words.location_name(end, catalogue) for end in (first.origin, last.destination))
            kind = words.MODE_WORDS[first.route.mode] if first.route.mode is not Mode.DRIVE else "Road"
            booking = reduce(_both, [ride.route.booking for ride in rides if ride.route.booking] or [Booking("optional")])
            yield _row(day, f"{kind} {ends}, {_at(first)}", first.route.id, booking, booked=booked)


def _aboard(rides: Sequence[Ride]) -> list[tuple[Ride, ...]]:
    """The rides, with those that one stays aboard for together."""
    found: list[tuple[Ride, ...]] = []
    for ride in rides:
        if found and stays_aboard(found[-1][-1], ride):
            found[-1] += (ride,)
        else:
            found.append((ride,))
    return found


def _at(ride: Ride) -> str:
    if ride.every:
        return f"{words.ABOUT} every {words.duration_text(ride.every)}"
    return words.about(words.clock(ride.departs), guessed=ride.estimated)


def _beds(plan: Plan, catalogue: Catalogue) -> Iterator[BookingRow]:
    """The nights in one bed are one booking, apart from those that are booked. A bed is asked for whether the data says how or not."""
    nights = [(day, night) for day in plan.days for night in day.only(Night)]
    for (location, booked), run in groupby(nights, key=lambda pair: (pair[1].location, pair[1].hold is Hold.BOOKED)):
        stays = list(run)
        stay = catalogue.locations[location].stay
        booking = (stay.booking if stay else None) or Booking("recommended")
        rooms = words.count(plan.request.party.rooms, "double room")
        what = f"{words.stay_name(location, catalogue)}, {words.count(len(stays), 'night')}, {rooms}"
        yield _row(stays[0][0], what, location, booking, booked=booked)


def _cars(plan: Plan, catalogue: Catalogue) -> Iterator[BookingRow]:
    """The hired cars, each from where it is taken."""
    if plan.request.car is not CarChoice.HIRE or not plan.days:
        return
    taken = [(plan.days[0], plan.request.start)]
    taken += [(day, event.location) for day in plan.days for event in day.only(Handover) if event.takes]
    for day, location in taken:
        hire = catalogue.locations[location].car_hire
        booking = Booking("required", who=hire.who if hire else "")
        yield _row(day, f"Hired car from {words.location_name(location, catalogue)}", location, booking)
