"""Changes of a request that may let something in, from small to large. Which of them do is found by trying."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from mi_trip.causes import LONGEST
from mi_trip.model.activity import Difficulty
from mi_trip.model.request import CarChoice, FixedNight, PaceName
from mi_trip.model.why import Change, ChangeKind
from mi_trip.problem import meets_wish
from mi_trip.travel.ways import shut_on_the_way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.place import Location
    from mi_trip.model.plan import Plan
    from mi_trip.model.request import Request, Wish
    from mi_trip.model.route import Route
    from mi_trip.model.solution import Cause
    from mi_trip.model.why import Part, Question

LONGER = 2  # more days that are tried
WEEK = 6  # days by which a trip is moved for what is done on some weekdays only
EARLIER, LATER = 28, 731  # days by which a trip is moved at most for what is shut
PACES = tuple(PaceName)  # from the calmest on


class Asked(NamedTuple):
    """What changes are sought for: a question over a catalogue, and the wish that cannot be met, which may be another one."""

    catalogue: Catalogue
    question: Question
    request: Request
    cause: Cause | None = None


def for_room(catalogue: Catalogue, question: Question, plan: Plan, other: Plan, parts: tuple[Part, ...]) -> Iterator[Change]:
    """What may make room in the plan for something that other things outweigh; ``other`` is a plan that has these parts of it."""
    asked = Asked(catalogue, question, question.request)
    yield from _paces(asked)
    yield from _longer(asked)
    yield from _nights(asked, plan, other, parts)
    yield from _other_weekdays(asked)


def for_causes(catalogue: Catalogue, question: Question, causes: tuple[Cause, ...]) -> Iterator[Change]:
    """What may take away the causes for which there is no trip."""
    asked = [Asked(catalogue, question, question.request, cause) for cause in causes]
    makers = dict.fromkeys(maker for cause in causes for maker in _REMEDIES.get(cause.code, ()))
    seen = set()
    for change in chain.from_iterable(maker(one) for maker in makers for one in asked if maker in _REMEDIES.get(_code(one), ())):
        if change.request not in seen:
            seen.add(change.request)
            yield change


def _code(asked: Asked) -> str:
    return asked.cause.code if asked.cause else ""


# -- one by one ----------------------------------------------------------------------------------------------------------------------


def _paces(asked: Asked) -> Iterator[Change]:
    """Fuller days."""
    for pace in PACES[PACES.index(asked.request.pace) + 1 :]:
        yield Change(ChangeKind.PACE, ("--pace", pace.value), (), replace(asked.request, pace=pace))


def _longer(asked: Asked) -> Iterator[Change]:
    """More days; as many as it takes at least, where that is known."""
    request = asked.request
    needed = asked.cause.facts.get("needed") if asked.cause else None
    least = needed if isinstance(needed, int) else request.days + 1
    for days in range(least, min(least + LONGER, LONGEST + 1)):
        if _code(asked) == "shut-throughout" and not _open_days(asked, replace(request, days=days)):
            continue
        yield Change(ChangeKind.DAYS, ("--days", str(days)), (), replace(request, days=days))


def _nights(asked: Asked, plan: Plan, other: Plan, parts: tuple[Part, ...]) -> Iterator[Change]:
    """The nights beside it where the other plan has them, one at a time."""
    request = asked.request
    taken = {night.day for night in request.nights}
    for day in dict.fromkeys(number for part in parts for number in (part.day, part.day - 1)):
        if not 1 <= day < request.days or day in taken:
            continue
        ours, theirs = plan.days[day - 1].night, other.days[day - 1].night
        if theirs and (ours is None or ours.location != theirs.location):
            night = FixedNight(asked.catalogue.locations[theirs.location].name, day, (theirs.location,))
            nights = tuple(sorted((*request.nights, night), key=lambda one: one.day))
            yield Change(ChangeKind.NIGHT, ("--night", f"{theirs.location}@{day}"), (), replace(request, nights=nights))


def _cars(asked: Asked) -> Iterator[Change]:
    for car in CarChoice:
        if car is not asked.request.car:
            yield Change(ChangeKind.CAR, ("--car", car.value), (), replace(asked.request, car=car))


def _harder(asked: Asked) -> Iterator[Change]:
    for difficulty in Difficulty:
        if difficulty > asked.request.max_difficulty:
            words = ("--max-difficulty", difficulty.word)
            yield Change(ChangeKind.DIFFICULTY, words, (), replace(asked.request, max_difficulty=difficulty))


def _richer(asked: Asked) -> Iterator[Change]:
    needed = str(asked.cause.facts.get("needed", "")) if asked.cause else ""
    if needed.isdecimal():
        yield Change(ChangeKind.BUDGET, ("--budget", needed), (), replace(asked.request, budget=int(needed)))


def _without_avoiding(asked: Asked) -> Iterator[Change]:
    """Avoiding no more what keeps it out."""
    by = asked.cause.facts.get("by") if asked.cause else None
    for wish in asked.request.avoid:
        if wish.name == by:
            kept = tuple(one for one in asked.request.avoid if one != wish)
            yield Change(ChangeKind.LEAVE_OUT, (), (("--avoid", wish.name),), replace(asked.request, avoid=kept))


def _without_demands(asked: Asked) -> Iterator[Change]:
    """Each demand left out that stands against it."""
    request, cause = asked.request, asked.cause
    others = cause.facts.get("others", ()) if cause else ()
    names = [str(name) for name in (cause.subject if cause else "", *(others if isinstance(others, list | tuple) else ()))]
    for wish in request.must:
        if wish.name in names and wish != asked.question.wish:
            kept = tuple(one for one in request.must if one != wish)
            yield Change(ChangeKind.LEAVE_OUT, (), (("--must", wish.name),), replace(request, must=kept))
    for night in request.nights:
        if any(name in (night.name, f"the night of day {night.day} at {night.name}") for name in names):
            left = tuple(one for one in request.nights if one != night)
            yield Change(ChangeKind.LEAVE_OUT, (), (("--night", f"{night.name}@{night.day}"),), replace(request, nights=left))


# -- other dates ---------------------------------------------------------------------------------------------------------------------


def _dates(asked: Asked) -> Iterator[Change]:
    """The trip moved, as little as possible at first, to where something of it is open; a few weeks earlier, or later."""
    shifts = [days for days in range(-EARLIER, LATER) if days]
    for days in sorted(shifts, key=lambda shift: (abs(shift), -shift)):
        if _open_days(asked, moved(asked.question, asked.request, days)):
            yield _on(asked, days)


def _seasons(asked: Asked) -> Iterator[Change]:
    """The trip moved to where a way that is shut now opens."""
    request = asked.request
    for _, opens in shut_ways(asked.catalogue, request, candidates(asked)):
        if opens:
            yield _on(asked, (opens - request.first_day).days)


def shut_ways(catalogue: Catalogue, request: Request, activities: Iterable[Activity]) -> list[tuple[Route, date | None]]:
    """The routes to any of them that are shut on the first day, with when they open, the first to open first."""
    ready = datetime.combine(request.first_day, catalogue.paces[request.pace].start)
    places = dict.fromkeys(activity.start for activity in activities if activity.start != request.start)
    found = {route.id: route for place in places for route in shut_on_the_way(catalogue, request.start, place, ready, request.car)}
    return sorted(((route, _opens(route, request.first_day)) for route in found.values()), key=lambda one: one[1] or request.date_of(LATER))


def _opens(route: Route, day: date) -> date | None:
    days = (day + timedelta(days=ahead) for ahead in range(1, LATER))
    return next((one for one in days if route.open_on(one)), None)


def _bed_dates(asked: Asked) -> Iterator[Change]:
    """The trip moved to where a bed of it is open."""
    request, catalogue = asked.request, asked.catalogue
    subject = asked.cause.subject if asked.cause else ""
    nights = [night for night in request.nights if night.name == subject]
    locations = [bed for night in nights for bed in night.locations]
    if not nights:
        locations = [place.id for place in catalogue.locations.values() if sleeps_at(place, asked.question.wish)]
    stays = [stay for place in locations if (stay := catalogue.locations[place].stay)]
    for days in range(1, LATER):
        later = moved(asked.question, request, days)
        evenings = [later.date_of(number) for number in ([night.day for night in nights] or range(1, request.days))]
        if any(stay.open.open_on(evening) for stay in stays for evening in evenings):
            yield _on(asked, days)


def _other_weekdays(asked: Asked) -> Iterator[Change]:
    """The trip begun a few days later, where that gives more days on which it is open."""
    now = _open_days(asked, asked.request)
    if now == asked.request.days:
        return
    best = max(range(1, WEEK + 1), key=lambda days: (_open_days(asked, moved(asked.question, asked.request, days)), -days))
    if _open_days(asked, moved(asked.question, asked.request, best)) > now:
        yield _on(asked, best)


def _on(asked: Asked, days: int) -> Change:
    request = moved(asked.question, asked.request, days)
    return Change(ChangeKind.DATE, ("--date", request.first_day.isoformat()), (), request)


def moved(question: Question, request: Request, days: int) -> Request:
    """The request with another first day; what a saved trip has pinned moves with its day, what it has booked stays."""
    later = replace(request, first_day=request.first_day + timedelta(days=days), assumed_date=False)
    return question.kept.with_request(later).request if question.kept else later


def _open_days(asked: Asked, request: Request) -> int:
    """On how many days of the trip something of it that the party may do is open."""
    members = candidates(asked)
    dates = (request.date_of(number) for number in range(1, request.days + 1))
    return sum(any(asked.catalogue.open_on(activity, day) for activity in members) for day in dates)


def sleeps_at(place: Location, wish: Wish) -> bool:
    """Whether the location has a bed that is meant."""
    return place.stay is not None and (place.id in wish.locations or place.area in wish.areas)


def candidates(asked: Asked) -> list[Activity]:
    """The activities that would meet the wish, of a cause the wish it is about, and that the party may do."""
    request = asked.request
    wish = next((one for one in request.must if asked.cause and one.name == asked.cause.subject), asked.question.wish)
    return [
        activity
        for activity in asked.catalogue.activities.values()
        if meets_wish(activity, wish) and activity.suits(request.party) and activity.difficulty <= request.max_difficulty
    ]


_REMEDIES: Mapping[str, tuple[Callable[[Asked], Iterator[Change]], ...]] = {
    "avoided": (_without_avoiding,),
    "too-hard": (_harder,),
    "needs-car": (_cars,),
    "no-cars-taken": (_paces, _longer, _cars),
    "shut-throughout": (_dates, _longer),
    "needs-days": (_paces, _longer, _cars),
    "unreachable": (_paces, _longer, _cars, _seasons),
    "no-way-home": (_paces, _longer, _cars),
    "together": (_paces, _longer, _without_demands),
    "alternatives": (_without_demands,),
    "over-budget": (_richer,),
    "no-night": (_longer,),
    "bed-shut": (_bed_dates, _without_demands),
    "bed-unreachable": (_paces, _without_demands),
}
