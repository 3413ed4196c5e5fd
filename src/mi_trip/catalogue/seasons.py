"""Hours that never open, and what can therefore never be used: seasons, beds, departures, activities.

There is no clock here: the years looked at are those after the day on which the catalogue was checked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from mi_trip.model.hours import DAY
from mi_trip.model.request import PaceName
from mi_trip.model.route import Mode, Times

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mi_trip.catalogue import schema
    from mi_trip.catalogue.draft import Draft, Written
    from mi_trip.catalogue.reading import Path
    from mi_trip.errors import Mistake
    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue, Pace
    from mi_trip.model.hours import Hours
    from mi_trip.model.route import Route

YEARS = 6  # long enough for one leap day and a few exceptions of named years
MOST_DAYS = 370  # days tried until something is said to be impossible: every day of the year, and every kind of day


def season_mistakes(draft: Draft, catalogue: Catalogue) -> Iterator[Mistake]:
    """All mistakes of time in a catalogue; entries of the draft that the catalogue lacks are passed over."""
    for season in draft.seasons:
        if season.entry.id in catalogue.seasons:
            yield from _opens(season, ("open",), catalogue.seasons[season.entry.id].open, catalogue.checked)
    for location in draft.locations:
        stay = catalogue.locations[location.entry.id].stay if location.entry.id in catalogue.locations else None
        if stay:
            yield from _opens(location, ("stay", "open"), stay.open, catalogue.checked)
    for route in draft.routes:
        if route.entry.id in catalogue.routes:
            yield from _route(route, catalogue.routes[route.entry.id], catalogue.checked)
    for activity in draft.activities:
        if activity.entry.id in catalogue.activities:
            yield from _activity(activity, catalogue.activities[activity.entry.id], catalogue)


def open_days(hours: Iterable[Hours], checked: date) -> Iterator[date]:
    """The days of the next years on which all the hours open, at some hour each."""
    limited = [each for each in dict.fromkeys(hours) if not each.always]
    day, last = checked, checked + YEARS * 365.25 * DAY
    while day < last:
        later = [_next_opening(each, day, last) for each in limited]
        if None in later:
            return
        opens = max((found for found in later if found), default=day)
        if opens == day:
            yield day
            day += DAY
        else:
            day = opens


def _next_opening(hours: Hours, day: date, last: date) -> date | None:
    while day < last:
        found = hours.next_opening(day)
        if found and hours.open_on(found):
            return found
        day = found + DAY if found else day + 365 * DAY
    return None


def _opens(written: Written[schema.Entry], path: Path, hours: Hours, checked: date) -> Iterator[Mistake]:
    if next(open_days((hours,), checked), None) is None:
        yield written.mistake(path, f"'{_key(path)}': \"{hours.text}\" never opens in the {YEARS} years after {checked}")


# -- routes ----------------------------------------------------------------------------------------------------------------------------


def _route(written: Written[schema.Route], route: Route, checked: date) -> Iterator[Mistake]:
    alone = [*_opens(written, ("open",), route.open, checked)]
    for number, rule in enumerate(route.be_there):
        alone += _opens(written, ("be_there", number, "on"), rule.on, checked)
    for number, service in enumerate(route.services):
        alone += _opens(written, ("departures", number, "on"), service.on, checked)
    yield from alone
    if alone or (route.open.always and route.season.open.always):
        return
    if next(open_days((route.open, route.season.open), checked), None) is None:
        yield written.mistake(("open",), "never passable: its season and its hours never meet")
        return
    for number, service in enumerate(route.services):
        times = service.times if isinstance(service, Times) else (service.first, service.last)
        never = list(times)
        for day in _some(open_days((service.on, route.open, route.season.open), checked)):
            never = [at for at in never if not _passable(route, day, at)]
            if not never:
                break
        if len(never) == len(times):
            what = "'departures': never leaves: its days and times are never within the season and hours"
            yield written.mistake(("departures", number), what)
        elif never:
            what = f"'departures': {_clock(never)} never within the route's season and hours"
            yield written.mistake(("departures", number, "times"), what)


def _passable(route: Route, day: date, at: time) -> bool:
    leaves = datetime.combine(day, at)
    return route.passable(leaves, leaves + route.duration) or route.passable(leaves + DAY, leaves + DAY + route.duration)


# -- activities ------------------------------------------------------------------------------------------------------------------------


def _activity(written: Written[schema.Activity], activity: Activity, catalogue: Catalogue) -> Iterator[Mistake]:
    packed = catalogue.paces[PaceName.PACKED]
    longest = datetime.combine(date.min, packed.end) - datetime.combine(date.min, packed.start)
    if activity.duration > longest:
        yield written.mistake(
            ("minutes",), f"takes {_minutes(activity.duration)} minutes, more than the {_minutes(longest)} of a packed day"
        )
        return
    rides = [catalogue.routes[ride] for ride in activity.rides]
    driving = sum((ride.duration for ride in rides if ride.mode is Mode.DRIVE), timedelta())
    if driving > packed.driving:
        yield written.mistake(
            ("rides",), f"{_minutes(driving)} minutes at the wheel, more than the {_minutes(packed.driving)} of a packed day"
        )
    alone = [*_opens(written, ("open",), activity.open, catalogue.checked)]
    for number, rule in enumerate(activity.be_there):
        alone += _opens(written, ("be_there", number, "on"), rule.on, catalogue.checked)
    for number, start in enumerate(activity.starts):
        alone += _opens(written, ("starts", number, "on"), start.on, catalogue.checked)
    yield from alone or _never_possible(written, activity, rides, catalogue)


def _never_possible(written: Written[schema.Activity], activity: Activity, rides: list[Route], catalogue: Catalogue) -> Iterator[Mistake]:
    hours = [activity.season.open, activity.open, *((activity.daylight,) if activity.daylight else ())]
    hours += [each for ride in rides for each in (ride.season.open, ride.open)]
    found = _Possible(activity, catalogue.paces[PaceName.PACKED])
    for day in _some(open_days(hours, catalogue.checked)):
        found.look(day)
        if found.nothing_left:
            return
    if not found.opens:
        yield written.mistake(("open",), "can never be done: its season, its hours and those of its routes never meet")
    elif not found.fits:
        yield written.mistake(("minutes",), f"can never be done: never open for {_minutes(activity.duration)} minutes on end")
    elif found.never:
        number, at = next(iter(found.never))
        what = f"'starts': {at:%H:%M} is never within its season and hours, from start to end"
        yield written.mistake(("starts", number, "times"), what)
    else:
        pace = found.packed
        yield written.mistake(("open",), f"can never be done: always outside a packed day, {pace.start:%H:%M}-{pace.end:%H:%M}")


class _Possible:
    """What of an activity has been found possible on the days looked at."""

    def __init__(self, activity: Activity, packed: Pace) -> None:
        self.activity, self.packed = activity, packed
        self.never = dict.fromkeys((number, at) for number, rule in enumerate(activity.starts) for at in rule.times)
        self.opens = self.fits = self.within_day = False

    @property
    def nothing_left(self) -> bool:
        """Whether the activity can be done, at each of its start times."""
        return self.within_day and not self.never

    def look(self, day: date) -> None:
        """Take in what is possible on a day."""
        self.opens = True
        self.fits |= bool(replace(self.activity, starts=()).windows(day))
        for number, at in list(self.never):
            start = datetime.combine(day, at)
            if self.activity.starts[number].on.open_on(day) and self.activity.fits(start, start + self.activity.duration):
                del self.never[number, at]
        first, last = datetime.combine(day, self.packed.start), datetime.combine(day, self.packed.end) - self.activity.duration
        self.within_day |= any(max(opens, first) <= min(closes, last) for opens, closes in self.activity.windows(day))


# -- words -----------------------------------------------------------------------------------------------------------------------------


def _some(days: Iterator[date]) -> Iterator[date]:
    return (day for _, day in zip(range(MOST_DAYS), days, strict=False))


def _minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)


def _clock(times: Iterable[time]) -> str:
    told = [f"{at:%H:%M}" for at in times]
    return f"{', '.join(told)} {'is' if len(told) == 1 else 'are'}"


def _key(path: Path) -> str:
    return next(step for step in reversed(path) if isinstance(step, str))
