"""The checker's violations as findings: with their line, one for each cause, and a remedy that was tried."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from mi_trip.checker import check
from mi_trip.checker.say import at, length
from mi_trip.model.finding import Finding
from mi_trip.model.plan import Travel
from mi_trip.model.request import CarChoice
from mi_trip.model.saved import SavedChoice
from mi_trip.problem import meets_wish
from mi_trip.travel.ways import shut_on_the_way
from mi_trip.worked.budget import within_budget
from mi_trip.worked.remedies import allowed, another_day, holds, naming, ways_out, without_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mi_trip.model.activity import Activity
    from mi_trip.model.route import Route
    from mi_trip.model.saved import Mark
    from mi_trip.model.violation import Violation
    from mi_trip.worked.trip import Trip

# What only follows from something else, or is told by the file itself: days that were worked out are not out of joint by themselves.
FOLLOWS = frozenset(
    {
        "jump",
        "gap",
        "date",
        "end",
        "start",
        "night",
        "free-day",
        "empty-day",
        "no-time",
        "wait",
        "ride-gap",
        "first-hour",
        "handover-twice",
        "twice",
    }
)
FOLLOWS_WHERE_LOST = frozenset({"cost", "cost-missing", "cost-extra", "cost-mark", "no-car", "car-left"})  # where a place was not reached
LESS = "plan less for it, or sleep nearer"
MOST_TRIED = 8  # activities that would meet a demand
TOO_FULL = frozenset({"last-hour", "driving", "lunch", "meal"})  # one remedy helps against all of them


def rule_findings(trip: Trip, known: Sequence[Finding]) -> Iterator[Finding]:
    """What the checker finds in the plan, but for what follows from what is known already."""
    crowded = {number for number in trip.made if _full_of_wrong(trip, number, known)}
    said: set[tuple[str, int]] = set()
    for violation in check(trip.plan, trip.catalogue):
        number = violation.day
        out_of_joint = violation.code in FOLLOWS or (trip.made and violation.code in FOLLOWS_WHERE_LOST)
        if out_of_joint or _follows(trip, violation, known):
            continue
        if violation.code in TOO_FULL and (number in crowded or not said.isdisjoint((code, number) for code in TOO_FULL)):
            continue  # that the day is too full is told once
        said.add((violation.code, number))
        sentence = _sentence(trip, violation)
        mark = _mark(trip, violation)
        yield Finding(violation.code, violation.severity, number, sentence, violation.subject, trip.saved.source, mark)


def _full_of_wrong(trip: Trip, number: int, known: Sequence[Finding]) -> bool:
    """Whether a day that is too full is so because of what is told: it would hold without that, or one is somewhere too late."""
    wrong = {finding.subject: finding.code for finding in known if finding.day == number}
    fewer = [entry for entry in trip.entries(number) if entry.activity not in wrong]
    return "too-late" in wrong.values() or (len(fewer) < len(trip.entries(number)) and holds(trip, number, fewer))


def _follows(trip: Trip, violation: Violation, known: Sequence[Finding]) -> bool:
    """Whether it follows from what is known of the same entry, or of the entry that was to meet a demand."""
    wrong = {(finding.day, finding.subject) for finding in known}
    number, subject = violation.day, violation.subject
    if (number, subject) in wrong:
        return True
    if violation.code in ("booking", "pinned"):
        return subject in {finding.subject for finding in known}
    if violation.code == "must":
        entries = [entry for day in trip.saved.days for entry in day.choices]
        wishes = [wish for wish in trip.world.request.must if wish.name == subject]
        return any(meets_wish(trip.activity(entry), wish) for entry in entries for wish in wishes)
    if not 1 <= number <= len(trip.days):
        return False
    doings, entries_ = trip.doings(number), trip.entries(number)
    ridden = [doings.get(event) for event, _ in trip.riding(number, subject)]
    return any(entry is not None and (number, entries_[entry].activity) in wrong for entry in ridden)


def _mark(trip: Trip, violation: Violation) -> Mark:
    request, number = trip.world.request, violation.day
    match violation.code:
        case "must":
            keys = [f"must.{n}" for n, wish in enumerate(request.must) if wish.name == violation.subject]
            return trip.mark(*keys, "must", "request")
        case "fixed-night":
            if number:
                return trip.night_mark(number)
            keys = [f"nights.{n}" for n, night in enumerate(request.nights) if night.name == violation.subject]
            return trip.mark(*keys, "nights", "request")
        case "budget":
            return trip.mark("budget", "request")
        case _:
            return trip.mark_of(number, violation.subject)


def _sentence(trip: Trip, violation: Violation) -> str:
    """The checker's sentence about a day that has a line, with a remedy that was tried where one can be."""
    number, entry = violation.day, None
    told = violation.sentence.removeprefix(f"day {number}: ")
    told = f"day {number} {told.removeprefix('it ')}" if told.startswith("it ") else told
    if 1 <= number <= len(trip.days):
        entry = next((one for one in trip.entries(number)[::-1] if one.activity == violation.subject), None)
    match violation.code:
        case "last-hour":
            ends, last = trip.made[number].events[-1], trip.day(number).hours.last
            fact = f"day {number} ends at {trip.place(ends.destination)} at {at(ends.end)}, and is over at {last // 60:02}:{last % 60:02}"
            return f"{fact}{_for_shut_roads(trip, number)}; {ways_out(trip, number, LESS, late=True)}"
        case "driving":
            return f"{told.rpartition(', ')[0]}{_for_shut_roads(trip, number)}; {ways_out(trip, number, LESS)}"
        case "lunch" | "meal":
            return f"{told}; {ways_out(trip, number, LESS)}"
        case "visits":
            return f"{told.rpartition(', ')[0]}; {without_one(trip, number) or 'leave some out'}"
        case "strenuous" | "rest" if entry:
            name, moved = trip.activity(entry).name, another_day(trip, number, entry)
            return f"{told}; {moved.replace(' it ', f' {name} ', 1) if moved else f'leave out {name}'}"
        case "no-bed" | "bed-shut":
            near = trip.resolver.nearest_bed(number, violation.subject)
            if not near:
                return told
            minutes = trip.resolver.least_minutes(number, violation.subject, near)
            return f"{told}; the nearest open bed is at {trip.place(near)}, {length(timedelta(minutes=minutes))} away"
        case "avoid" | "needs-own-car" | "takes-no-car" | "one-way" if ridden := _riding(trip, number, violation.subject):
            return f"{told.rpartition(': ')[0]}: drop {ridden}"
        case "must":
            return f"{told.rpartition(': ')[0]}; {_where_it_fits(trip, violation.subject) or 'add it, or take the demand back'}"
        case "budget":
            fewer = within_budget(trip)
            return f"{told.rpartition(': ')[0]}; {fewer}" if fewer else told
        case _:
            return told


def _riding(trip: Trip, number: int, route: str) -> str:
    """The journey of the day that rides the route, by name; empty if none does."""
    entries = trip.entries(number) if 1 <= number <= len(trip.days) else ()
    return next((trip.activity(entry).name for entry in entries if route in trip.activity(entry).rides), "")


def _where_it_fits(trip: Trip, demand: str) -> str:
    """Something that would meet the demand and fits into a day, in words."""
    for wish in trip.world.request.must:
        if wish.name == demand:
            members = [one for one in trip.catalogue.activities.values() if meets_wish(one, wish) and _may_be_done(trip, one)]
            for activity in sorted(members, key=lambda one: -one.rating)[:MOST_TRIED]:
                if moved := another_day(trip, 0, SavedChoice(activity.id)):
                    return f"add {activity.name} on {moved.removeprefix('move it to ')}"
    return ""


def _may_be_done(trip: Trip, activity: Activity) -> bool:
    """Whether the party may do and wants it, and neither it nor an alternative is done already."""
    return allowed(trip, activity) and all(trip.activity(entry).group != activity.group for day in trip.saved.days for entry in day.choices)


def _for_shut_roads(trip: Trip, number: int) -> str:
    """What is shut on the day's ways, so that they are longer than they might be, in words."""
    request, day = trip.world.request, trip.planned(number)
    car = request.car if trip.world.start.with_car else CarChoice.NONE
    stops = [0, *(event + 1 for event in trip.doings(number)), len(day.events) - (day.night is not None)]
    shut: list[Route] = []
    for first, last in pairwise(stops):
        way = [event for event in day.events[first:last] if isinstance(event, Travel)]
        if way and way[0].origin != way[-1].destination:
            shut += shut_on_the_way(trip.catalogue, way[0].origin, way[-1].destination, way[0].start, car)
    return f" ({naming(shut, trip)} shut or not running)" if shut else ""
