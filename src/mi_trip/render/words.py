"""The wording that every format shares: names, titles of events, notes beside them, the route line, and how good a plan is.

What writes single values is in :mod:`mi_trip.render.units`, the sentences in ``causes`` and ``notices``; all are given here too.
"""

from __future__ import annotations

import math
import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, assert_never

from mi_trip.model.plan import Event, Handover, Hold, Meal, Night, Ride, Travel, Visit, Wait, WaitFor
from mi_trip.model.request import CarChoice
from mi_trip.model.route import Mode
from mi_trip.model.solution import RIDE
from mi_trip.render.causes import cause_sentence
from mi_trip.render.notices import notice_lines, notice_sentence, subject_name
from mi_trip.render.units import (
    ABOUT,
    about,
    clock,
    compressed,
    count,
    date_range,
    day_text,
    duration_text,
    gap_text,
    km_text,
    listed,
    minutes_between,
    money,
    party_text,
    plain,
    sentence_case,
    short_day,
    span,
    units,
    with_offset,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.place import Booking
    from mi_trip.model.plan import Plan, PlannedDay
    from mi_trip.model.request import Request
    from mi_trip.model.route import BeThere
    from mi_trip.model.solution import Quality

__all__ = [
    "ABOUT",
    "about",
    "activity_notes",
    "area_name",
    "booking_note",
    "car_text",
    "cause_sentence",
    "clock",
    "compressed",
    "count",
    "date_range",
    "day_ends",
    "day_text",
    "day_title",
    "duration_text",
    "event_title",
    "heading",
    "hold_note",
    "km_text",
    "listed",
    "location_name",
    "minutes_between",
    "money",
    "notice_lines",
    "notice_sentence",
    "party_text",
    "plain",
    "quality_line",
    "ride_notes",
    "rides_notes",
    "route_line",
    "sentence_case",
    "short_day",
    "span",
    "stay_name",
    "subject_name",
    "title_line",
    "travellers_text",
    "units",
    "what",
    "where",
    "with_offset",
]

MODE_WORDS = {
    Mode.DRIVE: "Drive",
    Mode.FERRY: "Ferry",
    Mode.TRAIN: "Train",
    Mode.BUS: "Bus",
    Mode.BOAT: "Boat",
    Mode.GONDOLA: "Gondola",
    Mode.FLIGHT: "Flight",
    Mode.WALK: "Walk",
    Mode.TAXI: "Taxi",
}
ASSUMED_TIME = f"{ABOUT} assumed time, check before booking"
NEED_WORDS = {"required": "book", "recommended": "better book", "optional": ""}
ON_REQUEST = "on request"
LAST_MATTERS = timedelta(hours=3)  # a last ferry long after ours is no news
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
LUNCH_FROM, LUNCH_TO = time(11, 30), time(14, 0)


def location_name(location: str, catalogue: Catalogue) -> str:
    """The name of a location."""
    known = catalogue.locations.get(location)
    return plain(known.name if known else location)


def area_name(area: str, catalogue: Catalogue) -> str:
    """The name of an area."""
    known = catalogue.areas.get(area)
    return plain(known.name if known else area)


def stay_name(location: str, catalogue: Catalogue) -> str:
    """Where one sleeps: the house and its place, nothing said twice."""
    place, stay = location_name(location, catalogue), catalogue.locations[location].stay
    house = plain(stay.name) if stay else ""
    if not house or house == place:
        return place
    return house if place in house else f"{house}, {place}"


def _amid(name: str) -> str:
    """A name that is a description, such as `A farm by the fjord`, as it stands amid a sentence."""
    return name[0].lower() + name[1:] if name.startswith(("A ", "An ", "The ")) else name


def what(event: Event, catalogue: Catalogue) -> str:
    """What happens: the kind of travel, or what is done."""
    match event:
        case Travel():
            return MODE_WORDS[event.mode]
        case Visit():
            return plain(event.activity.name)
        case Wait(reason=WaitFor.FREE):
            return "Free time"
        case Wait():
            return f"Wait for {plain(event.route.name if event.route else event.activity.name if event.activity else 'the start')}"
        case Meal():
            return "Lunch"
        case Handover():
            return "Take the hired car" if event.takes else "Hand back the hired car"
        case Night():
            return f"Night at {_amid(stay_name(event.location, catalogue))}"
        case _:
            assert_never(event)


def where(event: Event, catalogue: Catalogue) -> str:
    """Where it happens: a place, or from one to another; empty where the words for what say it already."""
    if isinstance(event, Night):
        return ""
    origin, destination = location_name(event.origin, catalogue), location_name(event.destination, catalogue)
    if not isinstance(event, Travel | Visit) or not event.rides:
        return origin
    via = [location_name(ride.origin, catalogue) for ride in event.rides[1:] if ride.route.timetabled and isinstance(event, Travel)]
    return f"{origin} → {destination}" + (f", via {listed(via)}" if via else "")


def event_title(event: Event, catalogue: Catalogue) -> str:
    """What and where in one, such as `Drive Stranda → Hellesylt`."""
    done, place = what(event, catalogue), where(event, catalogue)
    match event:
        case Travel():
            return f"{done} {place}"
        case Visit(rides=()):
            return done if place in done else f"{done}, {place}"
        case Visit():
            return f"{done}: {place}"
        case Night():
            return done
        case _:
            return f"{done} at {place}" if isinstance(event, Meal) else f"{done}, {place}"


def booking_note(booking: Booking | None) -> str:
    """The one word of a booking beside an event."""
    return NEED_WORDS.get(booking.need, "") if booking else ""


def ride_notes(ride: Ride, wait: Wait | None = None) -> list[str]:
    """What to mind before a ride: how sure its time is, when to be there, the last departure, a booking."""
    route, notes = ride.route, []
    if ride.every:
        notes.append(f"{ABOUT} every {duration_text(ride.every)}")
    elif ride.estimated:
        notes.append(ASSUMED_TIME)
    if wait:
        notes += _before(wait, route.early(ride.departs.date()), interval=ride.every or timedelta(0))
    notes.append(last_departure(ride))
    notes.append(booking_note(route.booking))
    return [note for note in notes if note]


def rides_notes(rides: Sequence[Ride], wait: Wait | None = None) -> list[str]:
    """What to mind before rides that one stays aboard for: of the first all, of those after it what it does not say."""
    first, *later = rides
    notes = ride_notes(first, wait)
    later = [ride for ride in later if ride.route.timetabled]
    if any(ride.estimated for ride in later):
        notes.append(ASSUMED_TIME)
    lasts = [told for ride in later if (told := last_departure(ride)).startswith("the last")]
    if lasts:
        notes = [note for note in notes if note != last_departure(first)] + lasts[:1]
    return notes + [told for ride in later if (told := booking_note(ride.route.booking))]


def hold_note(event: Travel | Visit | Night, request: Request) -> str:
    """How fast the choice is: booked (of a booking for another time than the plan's, for when), or kept where it is."""
    if event.hold is Hold.FREE:
        return ""
    if event.hold is Hold.PINNED:
        return "kept on this day"
    if isinstance(event, Night):
        return "booked"
    held = event.activity.id if isinstance(event, Visit) else f"{RIDE}{event.rides[0].route.id}"
    hours = [datetime.combine(pin.date, pin.at) for pin in request.pins if pin.activity == held and pin.at]
    when = hours[0] if hours else event.start
    return f"booked for {clock(when)}" if when.date() == event.start.date() else f"booked for {short_day(when)}, {clock(when)}"


def _before(wait: Wait, rule: BeThere | None, *, interval: timedelta) -> list[str]:
    early = timedelta(minutes=rule.minutes) if rule else timedelta(0)
    notes = [f"be there {duration_text(early)} early: {plain(rule.why)}"] if rule and early else []
    spare = wait.end - wait.start - early - interval
    if spare > timedelta(0):
        notes.append(f"wait {duration_text(spare)}")
    return notes


def last_departure(ride: Ride) -> str:
    """The last departure of the day, where missing this one could mean missing all."""
    route = ride.route
    last = route.last_departure(ride.departs.date(), ride.origin) if route.timetabled else None
    if last is None or last - ride.departs > LAST_MATTERS:
        return ""
    word = MODE_WORDS[route.mode].lower()
    return f"last {word} {clock(last)}" if last > ride.departs else f"the last {word}"


def activity_notes(visit: Visit, wait: Wait | None = None) -> list[str]:
    """What to mind before a visit: an assumed start, when to be there, whom to ask, how hard it is."""
    activity = visit.activity
    notes = [ASSUMED_TIME] if visit.estimated and not visit.rides else []
    if wait:
        notes += _before(wait, activity.early(visit.start.date()), interval=timedelta(0))
    notes.append(ON_REQUEST if activity.on_request else "")
    notes.append(booking_note(activity.booking))
    notes.append("strenuous" if activity.strenuous else "")
    return [note for note in notes if note]


def lunch_note(start: datetime, end: datetime) -> str:
    """The note of what has lunch inside, if it lies around midday."""
    noon = max(start, datetime.combine(start.date(), LUNCH_FROM))
    return "lunch on the way" if noon <= datetime.combine(start.date(), LUNCH_TO) and noon < end else ""


def roads(rides: tuple[Ride, ...]) -> str:
    """The roads of a drive, in order, such as `on E136 and Fv63`: their numbers, or what they are called where none has a number."""
    told = []
    for ride in rides:
        parts = re.split(r", | and |/", _IN_BRACKETS.sub("", plain(ride.route.road)))
        told += parts if ride.origin == ride.route.start else parts[::-1]
    named = list(dict.fromkeys(part.strip() for part in told if part.strip()))
    numbered = [part for part in named if any(char.isdigit() for char in part)]
    return f"on {listed(numbered or named[:1])}" if named else ""


def route_line(plan: Plan, catalogue: Catalogue) -> str:
    """The places of the trip in order, such as `Ålesund → Stranda → Hellesylt`: where it starts and ends, areas of what is done, nights."""

    def area(location: str) -> str:
        known = catalogue.locations.get(location)
        return area_name(known.area, catalogue) if known else plain(location)

    names = [area(plan.request.start)]
    for day in plan.days:
        for event in day.events:
            if isinstance(event, Visit):
                names.append(area_name(event.activity.area, catalogue))
            elif isinstance(event, Night):
                names.append(area(event.location))
    return " → ".join(compressed([name for name in (*names, area(plan.request.end)) if name]))


def day_ends(day: PlannedDay, catalogue: Catalogue) -> str:
    """From where to where a day leads, such as `Ålesund → Stranda`; one place where it ends as it began."""
    ends = [event.origin for event in day.events[:1]] + [event.destination for event in day.events[-1:]]
    return " → ".join(compressed([location_name(end, catalogue) for end in ends]))


def day_title(day: PlannedDay, catalogue: Catalogue) -> str:
    """A day with its date and from where to where it leads."""
    return f"Day {day.number}: {day_text(day.date)}, {day_ends(day, catalogue)}".removesuffix(", ")


def title_line(plan: Plan, catalogue: Catalogue) -> str:
    """What trip it is and how long."""
    return f"{plain(catalogue.title)}: {count(plan.request.days, 'day')}"


def heading(plan: Plan, catalogue: Catalogue) -> str:
    """The traveller's own title, or what trip it is and how long."""
    return plain(plan.title) or title_line(plan, catalogue)


def travellers_text(plan: Plan) -> str:
    """The travellers by name; empty where nobody named them."""
    return listed(name for traveller in plan.travellers if (name := plain(traveller)))


def car_text(request: Request) -> str:
    """With which car one travels."""
    return {CarChoice.HIRE: "with a hired car", CarChoice.OWN: "with your own car", CarChoice.NONE: "without a car"}[request.car]


def quality_line(quality: Quality) -> str:
    """How good the plan is, and how sure that is.

    >>> from mi_trip.model.solution import Quality
    >>> quality_line(Quality(101.2, 115.4, proved=False))
    'at most 12.4 % below the best possible (score 101.2, bound 115.4)'
    >>> quality_line(Quality(301.2, math.inf, proved=False))
    'score 301.2; how near to the best possible was not worked out'
    """
    if quality.proved:
        return "the best possible plan for this request"
    if not math.isfinite(quality.bound):
        return f"score {quality.score:.1f}; how near to the best possible was not worked out"
    if quality.bound <= 0:
        return f"a good plan, how far below the best possible is not known (score {quality.score:.1f})"
    return f"at most {gap_text(quality.gap)} below the best possible (score {quality.score:.1f}, bound {quality.bound:.1f})"
