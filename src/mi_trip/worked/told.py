"""What a file itself says that cannot be, before any clock time is worked out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mi_trip.checker.say import on
from mi_trip.model.request import CarChoice
from mi_trip.model.violation import Severity
from mi_trip.travel.stops import origins

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mi_trip.model.finding import Finding
    from mi_trip.model.saved import SavedChoice
    from mi_trip.worked.trip import Trip


def told(trip: Trip) -> Iterator[Finding]:
    """Nights missing or too many, what is done twice, bookings for other dates, ends a journey does not have, cars that are not there."""
    for number, day in enumerate(trip.saved.days, 1):
        yield from _nights(trip, number)
        for index, entry in enumerate(day.choices):
            if (number, index) in trip.repeated:
                yield _twice(trip, number, entry, trip.repeated[number, index])
                continue
            yield from _booking(trip, number, entry)
            yield from _direction(trip, number, entry)
            yield from _car(trip, number, entry)


def _nights(trip: Trip, number: int) -> Iterator[Finding]:
    night = trip.saved.days[number - 1].night
    if number == len(trip.saved.days):
        if night:
            what = f"the trip ends on day {number}, and the night at {trip.place(night.location)} is not used: take it out, or add a day"
            yield trip.say(Severity.WARNING, "last-night", number, night.mark, what, night.location)
        return
    if night is None:
        yield trip.error("no-night", number, trip.day_mark(number), _no_night(trip, number))
        return
    date = trip.day(number).date
    if night.booked and night.booked != date:
        bed = f"the night at {trip.place(night.location)}"
        yield trip.error("booking", number, night.mark, _wrong_date(trip, bed, night.booked, number, nights=1), night.location)


def _no_night(trip: Trip, number: int) -> str:
    ends = trip.days[number - 1].sleeps.location
    asked = next((night for night in trip.world.request.nights if night.day == number), None)
    if trip.resolver.nearest_bed(number, ends) == ends:
        why = f"for it must be at {asked.name}" if asked else "which is the nearest open bed"
        return f"day {number} has no night: write one, such as `night: {ends}`, {why}"
    bed = f"no bed at {asked.name}" if asked else "no bed"
    return f"day {number} has no night, and {bed} that is open and may be had is reached from {trip.place(ends)}: end the day elsewhere"


def _wrong_date(trip: Trip, name: str, booked: date, number: int, nights: int = 0) -> str:
    date, request = trip.day(number).date, trip.world.request
    fact = f"{name} is booked for {on(booked)} {booked.year}, and day {number} is {on(date)} {date.year}"
    wanted = (booked - request.first_day).days + 1
    if 1 <= wanted <= len(trip.days) - nights:
        return f"{fact}: move it to day {wanted}, or book it anew"
    first, last = request.first_day, request.last_day - timedelta(days=nights)
    span = f"from {on(first)} to {on(last)} {last.year}" if first < last else f"{on(last)} {last.year}"
    what = (
        f"night, its only one is {span}"
        if nights and first == last
        else f"night, its nights are {span}"
        if nights
        else f"day, it is {span}"
    )
    return f"{fact}: the trip has no such {what}; move the trip or book it anew"


def _twice(trip: Trip, number: int, entry: SavedChoice, earlier: int) -> Finding:
    activity = trip.activity(entry)
    before = next(one for one in trip.entries(earlier) if trip.activity(one).group == activity.group)
    when = f"on day {earlier}" if earlier != number else "on the same day"
    if before.activity == entry.activity:
        what = f"{activity.name} is done {when} already: drop one of the two"
    else:
        what = f"{activity.name} and {trip.activity(before).name} {when} are alternatives: drop one of the two"
    return trip.error("twice", number, entry.mark, what, entry.activity)


def _booking(trip: Trip, number: int, entry: SavedChoice) -> Iterator[Finding]:
    if entry.booked and entry.booked.date() != trip.day(number).date:
        what = _wrong_date(trip, trip.activity(entry).name, entry.booked.date(), number)
        yield trip.error("booking", number, entry.mark, what, entry.activity)


def _direction(trip: Trip, number: int, entry: SavedChoice) -> Iterator[Finding]:
    activity = trip.activity(entry)
    ends = origins(activity)
    if entry.origin is None or entry.origin in ends:
        return
    begins = " or ".join(trip.place(end) for end in ends)
    what = f"{activity.name} does not begin at {trip.place(entry.origin)}: it begins at {begins}, write `from: {ends[0]}`"
    yield trip.error("direction", number, entry.mark, what, entry.activity)


def _car(trip: Trip, number: int, entry: SavedChoice) -> Iterator[Finding]:
    name, car = trip.activity(entry).name, trip.world.request.car
    if entry.with_car is False and car is CarChoice.OWN:
        what = f"{name} is without the car, and one's own car is never left behind: take out `car: no`, or hire a car"
        yield trip.error("car-left", number, entry.mark, what, entry.activity)
    elif entry.with_car and car is CarChoice.NONE:
        what = f"{name} is with a car, and there is none on this trip: take out `car: yes`"
        yield trip.error("no-car", number, entry.mark, what, entry.activity)
