"""What is to be said of an entry that cannot be done on its day, or not at its hour: why, and what would help."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mi_trip.checker.say import at, length, on, way
from mi_trip.model.plan import Travel
from mi_trip.model.request import CarChoice
from mi_trip.travel.edges import moment_of
from mi_trip.travel.network import NEVER
from mi_trip.travel.stops import rides_of
from mi_trip.travel.ways import find_way, shut_on_the_way
from mi_trip.worked.making_do import NIGHT
from mi_trip.worked.remedies import another_day, another_order, naming, next_day, runs, turned, ways_out, without_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from mi_trip.model.finding import Finding
    from mi_trip.model.place import Season
    from mi_trip.model.route import Route
    from mi_trip.model.saved import SavedChoice
    from mi_trip.model.solution import Choice
    from mi_trip.travel.ways import Way
    from mi_trip.worked.making_do import Trouble
    from mi_trip.worked.trip import Trip

TOWNS = ("town", "city", "village")


def entry_findings(trip: Trip, number: int) -> Iterator[Finding]:
    """The errors of a day's entries: those that cannot be had, and those that cannot be when one is there."""
    made = trip.made.get(number)
    troubles = {trouble.entry: trouble for trouble in made.troubles} if made else {}
    for index, entry in enumerate(trip.entries(number)):
        if (number, index) in trip.repeated or (entry.booked and entry.booked.date() != trip.day(number).date):
            continue  # it does not belong there, which is told
        if trouble := troubles.get(index):
            yield _troubled(trip, number, index, trouble)
        elif made and index in made.choices:
            yield from _at_its_hour(trip, number, index, made.choices[index])
    if NIGHT in troubles:
        yield _no_way_to_the_night(trip, number, troubles[NIGHT])


def _troubled(trip: Trip, number: int, index: int, trouble: Trouble) -> Finding:
    entry, meant = trip.entries(number)[index], trip.days[number - 1].variants[index][0]
    if not trouble.gone:
        return trip.error("booking", number, entry.mark, _booked_hour(trip, number, index, meant), entry.activity)
    date = trip.day(number).date
    if closed := _closed(trip, meant, date):
        what = _shut_road(trip, entry, meant, moment_of(trouble.ready, date), closed)
        return trip.error("shut", number, entry.mark, what, entry.activity)
    if entry.with_car is not None and (what := _other_car(trip, number, trouble, meant.origin, with_car=meant.with_car)):
        return trip.error("no-way", number, entry.mark, what, entry.activity)
    code, what = _unreached(trip, number, trouble, meant.origin, trip.activity(entry).name, with_car=meant.with_car)
    return trip.error(code, number, entry.mark, f"{what}; {another_day(trip, number, entry) or 'leave it out'}", entry.activity)


def _booked_hour(trip: Trip, number: int, index: int, meant: Choice) -> str:
    """Why a booked hour cannot be kept."""
    entry = trip.entries(number)[index]
    assert entry.booked is not None  # noqa: S101 - only asked of what is booked
    activity, day = trip.activity(entry), trip.loose.days[number - 1]
    fact = f"{activity.name} is booked for {at(entry.booked)}"
    if trip.loose.stop(day, meant) is None:
        free = trip.loose.stop(day, replace(meant, at=None))
        starts = _windows(trip, number, free.windows) if free else ""
        return f"{fact} and cannot begin then: it begins {starts}" if starts else f"{fact} and cannot be done on {on(day.date)}: drop it"
    begins = _starts(trip, number, index)
    remedy = turned(trip, number) or another_order(trip, number) or without_one(trip, number, entry) or "book a later hour"
    return f"{fact}, and one is there for {at(begins)} at the earliest; {remedy}"


def _windows(trip: Trip, number: int, windows: tuple[tuple[int, int], ...]) -> str:
    """When something begins, in words."""
    date = trip.day(number).date
    told = [at(moment_of(a, date)) if a == b else f"from {at(moment_of(a, date))} to {at(moment_of(b, date))}" for a, b in windows]
    return f"{', '.join(told[:-1])} or {told[-1]}" if len(told) > 1 else told[0]


# -- when it is shut, or one is there too late --------------------------------------------------------------------------------


def _at_its_hour(trip: Trip, number: int, index: int, choice: Choice) -> Iterator[Finding]:
    """What is wrong with when an entry of a day that does not fit is done, if anything."""
    entry, day = trip.entries(number)[index], trip.loose.days[number - 1]
    activity = trip.activity(entry)
    stop = trip.loose.stop(day, choice)
    start = _starts(trip, number, index)
    minute = int((start - datetime.combine(day.date, datetime.min.time())) / timedelta(minutes=1))
    if stop and any(a <= minute <= b for a, b in stop.windows):
        return
    if stop:
        last = at(moment_of(stop.windows[-1][1], day.date))
        remedy = turned(trip, number) or another_order(trip, number) or another_day(trip, number, entry) or without_one(trip, number, entry)
        what = f"{activity.name} can begin at {at(start)} at the earliest, and its last start on {on(day.date)} is {last}"
        what = f"{what}; {remedy or 'leave it out'}"
        yield trip.error("too-late", number, entry.mark, what, entry.activity)
        return
    closed = _closed(trip, choice, day.date)
    idle = [route for route in map(trip.catalogue.routes.__getitem__, activity.rides) if not runs(route, day.date)]
    if closed:
        yield trip.error("shut", number, entry.mark, _shut_road(trip, entry, choice, start, closed), entry.activity)
    elif idle:
        what = f"{way(idle[0])} does not run on {on(day.date)}{_again(trip, number, entry)}"
        yield trip.error("no-such-departure", number, entry.mark, what, entry.activity)
    elif not activity.open_on(day.date):
        yield trip.error("activity-shut", number, entry.mark, _shut(trip, number, entry), entry.activity)


def _starts(trip: Trip, number: int, index: int) -> datetime:
    doings = {entry: event for event, entry in trip.doings(number).items()}
    return trip.planned(number).events[doings[index]].start


def _shut(trip: Trip, number: int, entry: SavedChoice) -> str:
    activity, date = trip.activity(entry), trip.day(number).date
    for hours in (activity.season.open, activity.open):
        if not hours.open_on(date):
            return f"{activity.name} is shut on {_weekday(date)}, it is open {hours.text}{_again(trip, number, entry)}"
    if activity.daylight:
        light = [f"{at(rise)}-{at(set_)}" for rise, set_ in activity.daylight.spans(date) if rise.date() == date]
        sun = f"it is light {light[0]} on {on(date)}" if light else f"the sun does not rise on {on(date)}"
        return f"{activity.name} needs daylight, and {sun}{_again(trip, number, entry)}"
    return f"{activity.name} does not start on {_weekday(date)}{_again(trip, number, entry)}"


def _again(trip: Trip, number: int, entry: SavedChoice) -> str:
    """The remedy of what is shut: another day of the trip where it fits, or when it can be done next."""
    moved = another_day(trip, number, entry)
    if moved:
        return f"; {moved}"
    following = next_day(trip, entry, trip.world.request.last_day)
    return f"; after the trip it is open again on {on(following)} {following.year}: drop it" if following else "; drop it"


def _weekday(date: date) -> str:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return f"{names[date.weekday()]} {on(date)}"


def _closed(trip: Trip, choice: Choice, date: date) -> list[Route]:
    """The routes of a journey that are shut all day."""
    activity = trip.world.activity(choice.activity)
    rides = rides_of(trip.catalogue, activity, choice.origin) if activity.journey else []
    return [route for route, _ in rides if not route.open_on(date)]


def _shut_road(trip: Trip, entry: SavedChoice, choice: Choice, ready: datetime, shut: list[Route]) -> str:
    activity, date = trip.activity(entry), ready.date()
    end = activity.end if choice.origin == activity.start else activity.start
    fact = f"{naming(shut, trip)} shut on {on(date)} {date.year}"
    opens = _opens(shut[0].season, date)
    car = trip.world.request.car if choice.with_car else CarChoice.NONE
    round_ = find_way(trip.catalogue, choice.origin, end, ready, car=car, party=trip.world.request.party, avoid=trip.world.avoid)
    if round_ is None:
        return f"{fact}{opens}; there is no way round: drop {activity.name}"
    ends = f"from {trip.place(choice.origin)} to {trip.place(end)}"
    return f"{fact}{opens}; the way round {ends} takes {length(round_.end - ready)}{_via(trip, round_)}: drop {activity.name}"


def _opens(season: Season, after: date) -> str:
    opening = season.open.next_opening(after)
    return f" and opens on {on(opening)} {opening.year}" if opening and opening > after else ""


def _all_open(shut: Sequence[Route], after: date) -> str:
    """When the last of some roads opens, as far as their seasons tell."""
    openings = [opening for route in shut if (opening := route.season.open.next_opening(after)) and opening > after]
    return f" before {on(max(openings))} {max(openings).year}" if openings else ""


def _via(trip: Trip, round_: Way) -> str:
    """A place of some size in the middle of a way."""
    rides = [ride for event in round_.events if isinstance(event, Travel) for ride in event.rides][:-1]
    towns = [trip.catalogue.locations[ride.destination] for ride in rides]
    names = [place.name for place in towns if place.kind in TOWNS]
    return f" via {names[len(names) // 2]}" if names else ""


# -- when one cannot get there -------------------------------------------------------------------------------------------------


def _no_way_to_the_night(trip: Trip, number: int, trouble: Trouble) -> Finding:
    bed, mark = trip.days[number - 1].sleeps, trip.night_mark(number)
    last = number == len(trip.days)
    night = None if last else trip.saved.days[number - 1].night
    said = trip.saved.ends_with_car if last else night.with_car if night else None
    if said is not None and (what := _other_car(trip, number, trouble, bed.location, with_car=bed.with_car)):
        return trip.error("no-way", number, mark, what, bed.location)
    code, what = _unreached(trip, number, trouble, bed.location, "", with_car=bed.with_car)
    less = "end the trip elsewhere, or leave something out" if last else f"sleep nearer to {trip.place(trouble.stood.location)}"
    return trip.error(code, number, mark, f"{what}; {ways_out(trip, number, less, late=True)}", bed.location)


def _other_car(trip: Trip, number: int, trouble: Trouble, target: str, *, with_car: bool) -> str:
    """That a place is reached with the car and not without it, or the other way round; empty if it is not."""
    day = trip.loose.days[number - 1]
    stood = day.node(trouble.stood.location, with_car=trouble.stood.with_car)
    if day.network.arrival(stood, day.node(target, with_car=not with_car), trouble.ready) >= NEVER:
        return ""
    return f"{trip.place(target)} cannot be reached {'with' if with_car else 'without'} the car; write `car: {'no' if with_car else 'yes'}`"


def _unreached(trip: Trip, number: int, trouble: Trouble, target: str, doing: str, *, with_car: bool) -> tuple[str, str]:
    """The code and the reason for which one does not get to a place on a day, or not in time."""
    day, stood = trip.loose.days[number - 1], trouble.stood
    here, there = trip.place(stood.location), trip.place(target)
    network = day.network
    arrives = network.arrival(day.node(stood.location, with_car=stood.with_car), day.node(target, with_car=with_car), trouble.ready)
    if arrives < NEVER and doing:
        when = at(moment_of(arrives, day.date))
        return "too-late", f"{there} is reached at {when} at the earliest, too late for {doing} on {on(day.date)}"
    if arrives < NEVER:
        return "too-late", f"{there} is reached from {here} only after midnight"
    if stood.location == target:
        return "no-way", f"at {there} the car can be neither taken nor left"
    ready = moment_of(trouble.ready, day.date)
    car = trip.world.request.car if stood.with_car else CarChoice.NONE
    shut = shut_on_the_way(trip.catalogue, stood.location, target, ready, car)
    why = f": {naming(shut, trip)} shut or not running{_all_open(shut, day.date)}" if shut else ""
    found = find_way(trip.catalogue, stood.location, target, ready, car=car, party=trip.world.request.party, avoid=trip.world.avoid)
    if found and found.end.date() > day.date:
        return "no-way", f"{there} is not reached from {here} on {on(day.date)}, but on {on(found.end.date())} at {at(found.end)}{why}"
    without = "" if stood.with_car else " without a car"
    return "no-way", f"no way leads{without} from {here} to {there} on {on(day.date)}{why}"
