"""Activities: each is done where, when and for as long as the catalogue says, by people it suits, and once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mi_trip.checker.say import at, fault, length, on, place
from mi_trip.model.plan import Visit, Wait, WaitFor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.violation import Violation


def visits(plan: Plan) -> Iterator[tuple[int, Visit]]:
    """All visits of the plan with the numbers of their days."""
    for day in plan.days:
        for visit in day.only(Visit):
            yield day.number, visit


def places(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Visits are at their activity's location; journeys ride their routes from end to end, in a direction that counts."""
    for day, visit in visits(plan):
        activity = visit.activity
        if not activity.journey:
            if (visit.origin, visit.destination) != (activity.start, activity.start):
                here, there = place(catalogue, visit.origin), place(catalogue, activity.start)
                ends = here if visit.destination == visit.origin else f"{here} and {place(catalogue, visit.destination)}"
                yield fault("visit-place", day, f"{activity.name} is planned at {ends}: it is at {there}", activity.id)
            if visit.rides:
                yield fault("visit-rides", day, f"{activity.name} is planned with rides: it has none", activity.id)
        else:
            yield from _journey(day, visit, catalogue)
        if visit.end - visit.start != activity.duration:
            got, wanted = length(visit.end - visit.start), length(activity.duration)
            yield fault("visit-length", day, f"{activity.name} is given {got}: it takes {wanted}", activity.id)
        if catalogue.locations[activity.start].private:
            what = f"{place(catalogue, activity.start)} is where people live: drop {activity.name}"
            yield fault("private", day, what, activity.id)


def _journey(day: int, visit: Visit, catalogue: Catalogue) -> Iterator[Violation]:
    activity = visit.activity
    directions = [(activity.start, activity.end, activity.rides)]
    if not activity.one_way:
        directions.append((activity.end, activity.start, activity.rides[::-1]))
    if (visit.origin, visit.destination, tuple(ride.route.id for ride in visit.rides)) not in directions:
        here, there = place(catalogue, visit.origin), place(catalogue, visit.destination)
        start, end = place(catalogue, activity.start), place(catalogue, activity.end)
        ways = f"from {start} to {end}" + ("" if activity.one_way else " or back")
        routes = ", ".join(activity.rides)
        yield fault("visit-rides", day, f"{activity.name} goes from {here} to {there}: it rides {routes} {ways}", activity.id)
    elif (visit.origin, visit.start, visit.destination, visit.end) != (
        visit.rides[0].origin,
        visit.rides[0].departs,
        visit.rides[-1].destination,
        visit.rides[-1].arrives,
    ):
        what = f"{activity.name} at {at(visit.start)} is not as long as its rides: it lasts from the first's start to the last's end"
        yield fault("visit-rides", day, what, activity.id)


def open_then(plan: Plan, _: Catalogue) -> Iterator[Violation]:
    """Visits lie wholly inside their activity's season and hours, and in daylight where it needs it."""
    for day, visit in visits(plan):
        activity = visit.activity
        if activity.fits(visit.start, visit.end):
            continue
        date = visit.start.date()
        when = f"{activity.name} cannot be done {at(visit.start)}-{at(visit.end)} on {on(date)}"
        shut = next((hours for hours in (activity.season.open, activity.open) if not hours.open_throughout(visit.start, visit.end)), None)
        if shut:
            yield fault("activity-shut", day, f"{when}: it is open {shut.text}", activity.id)
        elif activity.daylight:
            light = [f"{at(rise)}-{at(set_)}" for rise, set_ in activity.daylight.spans(date) if rise.date() == date]
            remedy = f"it needs daylight, {light[0]}" if light else "it needs daylight, and the sun does not rise"
            yield fault("dark", day, f"{when}: {remedy}", activity.id)


def starts(plan: Plan, _: Catalogue) -> Iterator[Violation]:
    """Activities with start times start at one of them, and say whether it is assumed."""
    for day, visit in visits(plan):
        activity, date = visit.activity, visit.start.date()
        times = activity.start_times(date)
        if times is None:
            continue
        known = dict(times)
        if visit.start not in known:
            remedy = f"it starts {', '.join(at(time) for time in known)}" if known else "it does not start that day"
            yield fault("start-time", day, f"{activity.name} does not start at {at(visit.start)} on {on(date)}: {remedy}", activity.id)
        elif known[visit.start] and not visit.estimated:
            what = f"the start of {activity.name} at {at(visit.start)} is assumed, not known: mark it so"
            yield fault("start-mark", day, what, activity.id)


def early(plan: Plan, catalogue: Catalogue) -> Iterator[Violation]:
    """Before an activity one waits there as long as it asks for; before a journey the wait for its departure counts as well."""
    for day in plan.days:
        for index, visit in enumerate(day.events):
            if not isinstance(visit, Visit):
                continue
            rule = visit.activity.early(visit.start.date())
            needed = timedelta(minutes=rule.minutes if rule else 0)
            ready = visit.start
            for event in reversed(day.events[:index]):
                if not isinstance(event, Wait) or not _for(event, visit):
                    break
                ready = event.start
            if rule and visit.start - ready < needed:
                what = f"{visit.activity.name} at {at(visit.start)} wants everyone there {length(needed)} before ({rule.why})"
                where = place(catalogue, visit.origin)
                remedy = f"wait at {where} from {at(visit.start - needed)}"
                yield fault("activity-early", day.number, f"{what}: {remedy}", visit.activity.id)


def _for(wait: Wait, visit: Visit) -> bool:
    if wait.reason is WaitFor.START:
        return wait.activity == visit.activity
    return wait.reason is WaitFor.DEPARTURE and bool(visit.rides) and wait.route == visit.rides[0].route


def suitable(plan: Plan, _: Catalogue) -> Iterator[Violation]:
    """Everyone is old enough, nothing is harder than asked for, and what needs a car is done with one."""
    request = plan.request
    for day, visit in visits(plan):
        activity = visit.activity
        if not activity.suits(request.party):
            what = f"{activity.name} is for ages from {activity.min_age}, and the youngest is {request.party.youngest}: drop it"
            yield fault("too-young", day, what, activity.id)
        if activity.difficulty > request.max_difficulty:
            what = f"{activity.name} is {activity.difficulty.word}, and {request.max_difficulty.word} is the most asked for: drop it"
            yield fault("too-hard", day, what, activity.id)
        if activity.needs_car and not visit.with_car:
            yield fault("needs-car", day, f"{activity.name} needs a car: do it while there is one, or drop it", activity.id)


def once(plan: Plan, _: Catalogue) -> Iterator[Violation]:
    """Each activity, or one of its alternatives, is done at most once in a trip."""
    done: dict[str, tuple[int, Visit]] = {}
    for day, visit in visits(plan):
        group = visit.activity.group
        if group not in done:
            done[group] = day, visit
            continue
        earlier, other = done[group]
        if other.activity.id == visit.activity.id:
            what = f"{visit.activity.name} is done on day {earlier} already: drop one of the two"
        else:
            what = f"{visit.activity.name} and {other.activity.name} on day {earlier} are alternatives: drop one of the two"
        yield fault("twice", day, what, visit.activity.id)
