"""Why a request is impossible, as data: each demand by itself first, then the smallest set that cannot hold together."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias, assert_never

from mi_trip.model.request import CarChoice, FixedNight, Pin, PinnedNight, Wish
from mi_trip.model.solution import RIDE, Cause
from mi_trip.problem import Problem, meets_wish
from mi_trip.solver.completion import Completion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.request import Request

Demand: TypeAlias = Wish | FixedNight | Pin | PinnedNight

MORE_DAYS = 8  # how many more days are tried before a demand is called out of reach
LONGEST = 60  # days a trip may have
FEW_DEMANDS = 4  # of no more than these each is tried by itself


def causes(catalogue: Catalogue, request: Request) -> tuple[Cause, ...]:
    """The causes for which no trip meets the request; the number of trips tried is bounded by the demands."""
    bare = replace(request, must=(), nights=(), pins=(), pinned_nights=(), budget=None)
    if not feasible(catalogue, bare):
        return (_no_way_home(catalogue, bare),)
    alone = [cause for wish in request.must for cause in _of_wish(catalogue, bare, wish)]
    alone += [cause for night in request.nights for cause in _of_night(catalogue, bare, night)]
    alone += [cause for pin in request.pins if (cause := of_pin(catalogue, bare, pin))]
    alone += [cause for bed in request.pinned_nights if (cause := of_pinned_night(catalogue, bare, bed))]
    if alone:
        return tuple(alone)
    if not feasible(catalogue, replace(request, budget=None)):
        return (_together(catalogue, bare, request),)
    if clash := _alternatives(catalogue, request):
        return (clash,)
    if request.budget is not None:
        return (_over_budget(catalogue, request, request.budget),)
    demands: list[Demand] = [*request.must, *request.nights, *request.pins, *request.pinned_nights]
    names = [demand_name(catalogue, bare, demand) for demand in demands]
    return (Cause("together", names[0], {"others": names[1:], "days": request.days}),) if names else ()


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


def _needs_car(catalogue: Catalogue, activity: Activity) -> bool:
    """Whether it cannot be done without a car: it says so, or it rides a road that nobody walks."""
    return activity.needs_car or not all(catalogue.routes[route].foot for route in activity.rides)


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
    drivable = [a for a in easy if bare.car is not CarChoice.NONE or not _needs_car(catalogue, a)]
    if not drivable:
        return Cause("needs-car", wish.name)
    dates = [bare.date_of(number) for number in range(1, bare.days + 1)]
    if not any(catalogue.open_on(activity, date) for activity in drivable for date in dates):
        openings = [_next_opening(catalogue, activity, bare) for activity in drivable]
        return Cause("shut-throughout", wish.name, {"opens": min((o for o in openings if o), default="")})
    return None


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
    if not 1 <= night.day < bare.days:
        yield Cause("night-outside", night.name, {"day": night.day, "days": bare.days})
        return
    stays = [catalogue.locations[location].stay for location in night.locations]
    if not any(stay and stay.open.open_on(date) for stay in stays):
        yield Cause("bed-shut", night.name, {"day": night.day, "date": date.isoformat()})
    elif not feasible(catalogue, replace(bare, nights=(night,))):
        yield Cause("bed-unreachable", night.name, {"day": night.day, "date": date.isoformat()})


# -- what is pinned ---------------------------------------------------------------------------------------------------


def of_pin(catalogue: Catalogue, bare: Request, pin: Pin) -> Cause | None:
    """Why nothing can meet the pin, whatever else is in the trip, as far as that is known without looking for a trip."""
    name = pin_name(catalogue, pin)
    facts: dict[str, object] = {"date": pin.date.isoformat(), "at": f"{pin.at:%H:%M}" if pin.at else ""}
    if not bare.first_day <= pin.date <= bare.last_day:
        return Cause("pin-outside", name, facts)
    if pin.activity.startswith(RIDE):
        route = catalogue.routes[pin.activity.removeprefix(RIDE)]
        shut = None if route.open_on(pin.date) else Cause("pin-shut", name, facts)
        avoided = next((wish for wish in bare.avoid if route.id in wish.routes), None)
        return Cause("avoided", name, {"by": avoided.name}) if avoided else shut
    activity = catalogue.activities[pin.activity]
    told = _of_members(bare, Wish(name), [activity], catalogue)
    if told and told.code != "shut-throughout":
        return told
    if not catalogue.open_on(activity, pin.date):
        return Cause("pin-shut", name, {**facts, "opens": _next_opening(catalogue, activity, replace(bare, days=1, first_day=pin.date))})
    return None


def of_pinned_night(catalogue: Catalogue, bare: Request, bed: PinnedNight) -> Cause | None:
    """Why nobody can sleep there then, as far as that is known without looking for a trip."""
    place = catalogue.locations[bed.location]
    facts: dict[str, object] = {"date": bed.date.isoformat(), "day": _day_of(bare, bed.date)}
    if not bare.first_day <= bed.date < bare.last_day:
        return Cause("pin-outside", place.name, {**facts, "day": ""})
    for wish in bare.avoid:
        if place.id in wish.locations or place.area in wish.areas:
            return Cause("avoided", place.name, {"by": wish.name})
    return None if place.stay and place.stay.open.open_on(bed.date) else Cause("bed-shut", place.name, facts)


def alone(catalogue: Catalogue, request: Request, pin: Pin | PinnedNight) -> Cause:
    """Why the pin alone cannot hold, though nothing speaks against it: no trip leads there then."""
    date = pin.date
    facts: dict[str, object] = {"date": date.isoformat(), "day": _day_of(request, date)}
    if isinstance(pin, PinnedNight):
        return Cause("bed-unreachable", catalogue.locations[pin.location].name, facts)
    name, at = pin_name(catalogue, pin), f"{pin.at:%H:%M}" if pin.at else ""
    problem = Problem.of(catalogue, replace(request, pins=(pin,), pinned_nights=()))
    row = problem.values[(date - request.first_day).days]
    if all(row[stop] is None for stop, choice in enumerate(problem.choices) if choice.activity == pin.activity):
        return Cause("pin-hour" if at or not pin.origin else "pin-way", name, {**facts, "at": at})
    return Cause("pin-unreachable", name, {**facts, "at": at})


def pin_name(catalogue: Catalogue, pin: Pin) -> str:
    """What is pinned: the name of the activity, or of the route."""
    if pin.activity.startswith(RIDE):
        return catalogue.routes[pin.activity.removeprefix(RIDE)].name
    return catalogue.activities[pin.activity].name


def _day_of(request: Request, date: date) -> int:
    return (date - request.first_day).days + 1


def _alternatives(catalogue: Catalogue, request: Request) -> Cause | None:
    """Two demands that only alternatives would meet, of which one is done in a trip."""
    for one, other in combinations(request.must, 2):
        if one.routes or other.routes:
            continue
        ours, theirs = ([a for a in catalogue.activities.values() if meets_wish(a, wish)] for wish in (one, other))
        if all(a.group == b.group and a is not b for a in ours for b in theirs):
            return Cause("alternatives", one.name, {"others": [other.name]})
    return None


# -- what cannot hold together ----------------------------------------------------------------------------------------


def _together(catalogue: Catalogue, bare: Request, request: Request) -> Cause:
    """A smallest set of demands that cannot hold together; one that cannot hold alone says why."""
    demands: list[Demand] = [*request.must, *request.nights, *request.pins, *request.pinned_nights]
    few = Trying(catalogue, bare, demands).smallest(demands)
    names = [demand_name(catalogue, bare, demand) for demand in few]
    if len(few) == 1 and isinstance(few[0], Pin | PinnedNight):
        return alone(catalogue, bare, few[0])
    return Cause("together", names[0], {"others": names[1:], "days": request.days})


class Trying:
    """Tries which of some demands can hold together on top of a request; what is known of its days is kept."""

    def __init__(self, catalogue: Catalogue, base: Request, demands: Iterable[Demand]) -> None:
        self.base = base
        self._problem = Problem.of(catalogue, demanding(base, demands))
        self._tried: dict[frozenset[Demand], bool] = {}

    def feasible(self, demands: Iterable[Demand]) -> bool:
        """Whether some trip meets them all."""
        key = frozenset(demands)
        if key not in self._tried:
            request = demanding(self.base, sorted(key, key=repr))
            self._tried[key] = Completion(self._problem.demanding(request), every_way=True).trip() is not None
        return self._tried[key]

    def smallest(self, demands: Sequence[Demand]) -> tuple[Demand, ...]:
        """Of demands that cannot hold together a smallest set: each is dropped that is not needed for it.

        Whole runs of them are tried first: of many demands few clash.
        """
        left = list(demands)
        size = len(left) // 2 if len(left) > FEW_DEMANDS else 1
        while size:
            first = 0
            while first < len(left):
                fewer = left[:first] + left[first + size :]
                if fewer and not self.feasible(fewer):
                    left = fewer
                else:
                    first += size
            size //= 2
        return tuple(left)


def demanding(base: Request, demands: Iterable[Demand]) -> Request:
    """The request with demands added."""
    must, nights, pins, beds = list(base.must), list(base.nights), list(base.pins), list(base.pinned_nights)
    for demand in demands:
        match demand:
            case Wish():
                must.append(demand)
            case FixedNight():
                nights.append(demand)
            case Pin():
                pins.append(demand)
            case PinnedNight():
                beds.append(demand)
            case _:
                assert_never(demand)
    return replace(base, must=tuple(must), nights=tuple(nights), pins=tuple(pins), pinned_nights=tuple(beds))


def demand_name(catalogue: Catalogue, request: Request, demand: Demand) -> str:
    """What a demand is called beside others."""
    match demand:
        case Wish():
            return demand.name
        case FixedNight():
            return f"the night of day {demand.day} at {demand.name}"
        case PinnedNight():
            return f"the night of day {_day_of(request, demand.date)} at {catalogue.locations[demand.location].name}"
        case Pin():
            hour = f" at {demand.at:%H:%M}" if demand.at else ""
            return f"{pin_name(catalogue, demand)} on day {_day_of(request, demand.date)}{hour}"
        case _:
            assert_never(demand)


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
