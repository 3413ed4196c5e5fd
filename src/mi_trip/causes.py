"""Why a request is impossible, as data: each demand by itself first, then the smallest set that cannot hold together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mi_trip.model.request import CarChoice
from mi_trip.model.solution import Cause
from mi_trip.problem import Problem, meets_wish
from mi_trip.solver.completion import Completion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.request import FixedNight, Request, Wish

MORE_DAYS = 8  # how many more days are tried before a demand is called out of reach
LONGEST = 60  # days a trip may have


def causes(catalogue: Catalogue, request: Request) -> tuple[Cause, ...]:
    """The causes for which no trip meets the request; the number of trips tried is bounded by the demands."""
    bare = replace(request, must=(), nights=(), budget=None)
    if not feasible(catalogue, bare):
        return (_no_way_home(catalogue, bare),)
    alone = [cause for wish in request.must for cause in _of_wish(catalogue, bare, wish)]
    alone += [cause for night in request.nights for cause in _of_night(catalogue, bare, night)]
    if alone:
        return tuple(alone)
    if not feasible(catalogue, replace(request, budget=None)):
        return (_together(catalogue, replace(request, budget=None)),)
    if request.budget is not None:
        return (_over_budget(catalogue, request, request.budget),)
    return ()


def feasible(catalogue: Catalogue, request: Request) -> bool:
    """Whether some trip meets every demand."""
    return Completion(Problem.of(catalogue, request), every_way=True).trip() is not None


def _no_way_home(catalogue: Catalogue, request: Request) -> Cause:
    names = {"end": catalogue.locations[request.end].name, "days": request.days}
    return Cause("no-way-home", catalogue.locations[request.start].name, names)


def _of_wish(catalogue: Catalogue, bare: Request, wish: Wish) -> Iterator[Cause]:
    """Why this demand cannot be met even if it were the only one."""
    members = [activity for activity in catalogue.activities.values() if meets_wish(activity, wish)]
    if not members and not wish.routes:
        yield Cause("nothing-to-do", wish.name)
        return
    if members and not wish.routes:
        told = _of_members(bare, wish, members, catalogue)
        if told:
            yield told
            return
    request = replace(bare, must=(wish,))
    if feasible(catalogue, request):
        return
    if bare.car is not CarChoice.NONE and members and not any(_takes_cars(catalogue, activity) for activity in members):
        yield Cause("no-cars-taken", wish.name)
        return
    for days in range(bare.days + 1, min(bare.days + MORE_DAYS, LONGEST) + 1):
        if feasible(catalogue, replace(request, days=days)):
            yield Cause("needs-days", wish.name, {"days": bare.days, "needed": days})
            return
    yield Cause("unreachable", wish.name, {"days": bare.days})


def _takes_cars(catalogue: Catalogue, activity: Activity) -> bool:
    """Whether one can do it and have the car with one, or parked where one comes back."""
    return all(catalogue.routes[route].cars for route in activity.rides)


def _of_members(bare: Request, wish: Wish, members: list[Activity], catalogue: Catalogue) -> Cause | None:
    """What keeps out every activity that would meet the demand."""
    for avoided in bare.avoid:
        if all(meets_wish(activity, avoided) for activity in members):
            return Cause("avoided", wish.name, {"by": avoided.name})
    young = [a for a in members if a.suits(bare.party)]
    if not young:
        least = min(activity.min_age for activity in members)
        return Cause("too-young", wish.name, {"min_age": least, "youngest": bare.party.youngest})
    easy = [a for a in young if a.difficulty <= bare.max_difficulty]
    if not easy:
        return Cause("too-hard", wish.name, {"difficulty": min(a.difficulty for a in young).word})
    drivable = [a for a in easy if not a.needs_car or bare.car is not CarChoice.NONE]
    if not drivable:
        return Cause("needs-car", wish.name)
    dates = [bare.date_of(number) for number in range(1, bare.days + 1)]
    if not any(_open(catalogue, activity, date) for activity in drivable for date in dates):
        openings = [_next_opening(catalogue, activity, bare) for activity in drivable]
        return Cause("shut-throughout", wish.name, {"opens": min((o for o in openings if o), default="")})
    return None


def _open(catalogue: Catalogue, activity: Activity, date: date) -> bool:
    return activity.open_on(date) and all(catalogue.routes[route].open_on(date) for route in activity.rides)


def _next_opening(catalogue: Catalogue, activity: Activity, request: Request) -> str:
    """The first day after the trip on which season, hours and routes are open, as far as their own next openings tell."""
    day = request.last_day
    hours = [activity.season.open, activity.open, *(catalogue.routes[route].season.open for route in activity.rides)]
    for _ in range(12):
        openings = [when.next_opening(day) for when in hours]
        if None in openings:
            return ""
        latest = max(opening for opening in openings if opening)
        if latest == day:
            return day.isoformat() if day > request.last_day else ""
        day = latest
    return ""


def _of_night(catalogue: Catalogue, bare: Request, night: FixedNight) -> Iterator[Cause]:
    date = bare.date_of(night.day)
    stays = [catalogue.locations[location].stay for location in night.locations]
    if not any(stay and stay.open.open_on(date) for stay in stays):
        yield Cause("bed-shut", night.name, {"day": night.day, "date": date.isoformat()})
    elif not feasible(catalogue, replace(bare, nights=(night,))):
        yield Cause("bed-unreachable", night.name, {"day": night.day, "date": date.isoformat()})


def _together(catalogue: Catalogue, request: Request) -> Cause:
    """A smallest set of demands that cannot hold together: each is dropped that is not needed for it."""
    must, nights = list(request.must), list(request.nights)
    for wish in request.must:
        fewer = [w for w in must if w is not wish]
        if not feasible(catalogue, replace(request, must=tuple(fewer), nights=tuple(nights))):
            must = fewer
    for night in request.nights:
        less = [n for n in nights if n is not night]
        if not feasible(catalogue, replace(request, must=tuple(must), nights=tuple(less))):
            nights = less
    names = [wish.name for wish in must] + [f"the night of day {night.day} at {night.name}" for night in nights]
    return Cause("together", names[0], {"others": names[1:], "days": request.days})


def _over_budget(catalogue: Catalogue, request: Request, budget: int) -> Cause:
    problem = replace(Problem.of(catalogue, replace(request, budget=None)), minute=0, change=0)
    cheapest = Completion(problem, every_way=True).trip()
    needed = ""
    if cheapest is not None:
        days, beds = cheapest
        starts = (problem.start, *beds[:-1])
        walks = [w for day, stops in enumerate(days) if (w := problem.walk(day, starts[day], stops, beds[day]))]
        rooms = sum(problem.bed_costs[night][bed] or 0 for night, bed in enumerate(beds[:-1]))
        needed = str(sum(walked.cost for walked in walks) + rooms + problem.hire(walks))
    return Cause("over-budget", "", {"budget": str(budget), "needed": needed})
