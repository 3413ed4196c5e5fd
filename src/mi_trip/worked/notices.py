"""What is to be known of a trip that holds: risks, guesses, and what is to be booked by when, each at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.model.plan import Travel, Visit
from mi_trip.model.violation import Severity
from mi_trip.render.bookings import bookings
from mi_trip.render.causes import opens_text
from mi_trip.render.words import day_text, notice_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.finding import Finding
    from mi_trip.model.plan import Notice, Ride
    from mi_trip.model.saved import Mark
    from mi_trip.worked.trip import Trip

TOLD_ELSEWHERE = frozenset({"shut", "assumed-departures", "on-request"})  # together, at their lines, and among the bookings
RENAMED = {"dark": "dark-drive", "free-day": "nothing-planned"}  # the codes of errors are others


def notice_findings(trip: Trip) -> Iterator[Finding]:
    """The plan's notices, its assumed departures and its bookings, of the days that hold: the hours of others are not meant to stay."""
    for finding in (*_notices(trip), *_assumed(trip), *_bookings(trip)):
        if finding.day not in trip.made:
            yield finding


def _notices(trip: Trip) -> Iterator[Finding]:
    shut = [dict(notice.facts) for notice in trip.plan.notices if notice.code == "shut"]
    if shut:
        told = [f"{one['name']} (until {opens_text(one['opens'])})" if one["opens"] else one["name"] for one in shut]
        yield trip.say(Severity.HINT, "roads-shut", 0, trip.mark("request"), f"shut on all these days: {'; '.join(told)}")
    for notice in trip.plan.notices:
        if notice.code not in TOLD_ELSEWHERE:
            severity = Severity.WARNING if notice.code == "season-risk" else Severity.HINT
            sentence = notice_sentence(notice, trip.catalogue)
            yield trip.say(severity, RENAMED.get(notice.code, notice.code), notice.day, _mark(trip, notice), sentence, notice.subject)


def _mark(trip: Trip, notice: Notice) -> Mark:
    return trip.mark_of(notice.day, notice.subject) if notice.day else trip.mark("request")


def _assumed(trip: Trip) -> Iterator[Finding]:
    """Departures and starts that are assumed; of those known by their interval the plan waits out the whole."""
    before: Ride | None = None
    for number, event in [(day.number, event) for day in trip.plan.days for event in day.events]:
        if isinstance(event, Travel | Visit):
            for ride in event.rides:
                goes_on = before and before.estimated and before.route.mode is ride.route.mode and before.arrives == ride.departs
                before = ride
                if ride.route.timetabled and ride.estimated and ride.every is None and not goes_on:
                    leaves = f"{ride.route.name} at {ride.departs:%H:%M} from {trip.place(ride.origin)}"
                    what = f"the departure of {leaves} is assumed: check it before booking"
                    yield trip.say(Severity.HINT, "assumed-departure", number, trip.mark_of(number, ride.route.id), what, ride.route.id)
        if isinstance(event, Visit) and event.estimated and event.activity.starts:
            what = f"the start of {event.activity.name} at {event.start:%H:%M} is assumed: check it before booking"
            mark = trip.mark_of(number, event.activity.id)
            yield trip.say(Severity.HINT, "assumed-departure", number, mark, what, event.activity.id)


def _bookings(trip: Trip) -> Iterator[Finding]:
    """What must be booked, and by when where that is known."""
    for row in bookings(trip.plan, trip.catalogue):
        if row.need == "required" and row.about not in trip.catalogue.locations:
            by = f", by {day_text(row.book_by)}" if row.book_by else ""
            contact = f": {row.contact}" if row.contact else ""
            yield trip.say(Severity.HINT, "book", row.day, trip.mark_of(row.day, row.about), f"book {row.what}{by}{contact}", row.about)
