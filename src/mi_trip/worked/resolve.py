"""What a saved trip leaves open, worked out: whether the car is there, and from which end a journey is taken."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple

from mi_trip.model.request import CarChoice
from mi_trip.model.solution import Bed, Choice
from mi_trip.travel.network import NEVER
from mi_trip.travel.stops import origins

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.request import Request
    from mi_trip.model.saved import SavedChoice, SavedTrip
    from mi_trip.travel.walk import Walked
    from mi_trip.world import DayWorld, TripWorld

MOST_WAYS = 64  # of taking a day's journeys from one end or the other, and the car along or not, that are tried

Variants = tuple[Choice, ...]  # all that one entry of a file may mean, the likeliest first


@dataclass(frozen=True, slots=True)
class ResolvedDay:
    """A day with nothing left open. ``walked`` is None where its choices do not fit into it; then ``choices`` are what is likeliest."""

    wakes: Bed
    choices: tuple[Choice, ...]
    sleeps: Bed
    walked: Walked | None
    variants: tuple[Variants, ...]


class _Chain(NamedTuple):
    """A trip up to an evening: days that do not fit, entries meant otherwise than is likeliest, and the sum of the days' ends."""

    failed: int
    unlikely: int
    ends: int
    number: int  # decides between equals: what is likelier comes first
    days: tuple[ResolvedDay, ...]


def drivable(catalogue: Catalogue, request: Request) -> frozenset[str]:
    """The locations one can be at with the car, whatever the date: it is driven there, or hired cars are had there."""
    if request.car is CarChoice.NONE:
        return frozenset()
    reached = {(request.start, True)}
    todo = [(request.start, True)]
    while todo:
        place, with_car = todo.pop()
        ends = [
            (route.other_end(place), with_car)
            for route in catalogue.routes_at[place]
            if route.leads_from(place) and (route.cars if with_car else route.foot)
        ]
        if request.car is CarChoice.HIRE and catalogue.locations[place].car_hire:
            ends.append((place, not with_car))
        todo += [end for end in dict.fromkeys(ends) if end not in reached]
        reached.update(ends)
    return frozenset(place for place, with_car in reached if with_car)


class Resolver:
    """Gives every entry of a saved trip all it may mean, and chooses what lets the days hold."""

    def __init__(self, world: TripWorld, saved: SavedTrip) -> None:
        self.world, self.saved = world, saved
        self.drivable = drivable(world.catalogue, world.request)

    def variants(self, entry: SavedChoice, day: date) -> Variants:
        """All that the entry may mean on the date."""
        activity = self.world.activity(entry.activity)
        begins = tuple(end for end in origins(activity) if end == entry.origin) or origins(activity)
        at = entry.booked.time() if entry.booked and entry.booked.date() == day else None
        return tuple(
            Choice(entry.activity, origin, with_car, at)
            for with_car in self._cars(entry.with_car, begins[0], activity)
            for origin in begins
        )

    def beds(self, location: str, with_car: bool | None) -> tuple[Bed, ...]:
        """How one may stand at a bed."""
        return tuple(Bed(location, car) for car in self._cars(with_car, location))

    def _cars(self, said: bool | None, location: str, activity: Activity | None = None) -> tuple[bool, ...]:
        match self.world.request.car:
            case CarChoice.OWN:  # whatever is said: one's own car is never left behind
                return (True,)
            case CarChoice.NONE:
                return (False,)
            case CarChoice.HIRE if said is not None:
                return (said,)
            case CarChoice.HIRE:
                taken = activity is None or all(self.world.catalogue.routes[ride].cars for ride in activity.rides)
                likely = location in self.drivable and taken
                return (likely, not likely)

    def ends_at(self, entry: SavedChoice, number: int) -> str:
        """Where one is after an entry of a day, as is likeliest."""
        activity = self.world.activity(entry.activity)
        begins = self.variants(entry, self.world.days[number - 1].date)[0].origin
        return (activity.end if begins == activity.start else activity.start) if activity.journey else begins

    def nearest_bed(self, number: int, location: str) -> str:
        """The location where one may sleep that is reached soonest from one, or that one itself; empty if there is none."""
        found = [
            (self.least_minutes(number, location, place), place)
            for place in self.world.catalogue.locations
            if self.may_sleep(number, place)
        ]
        minutes, nearest = min(found, default=(NEVER, ""))
        return nearest if minutes < NEVER else ""

    def may_sleep(self, number: int, location: str) -> bool:
        """Whether a bed is open there on the day, it is not to be avoided, and the request does not ask for that night elsewhere."""
        request, place = self.world.request, self.world.catalogue.locations[location]
        if place.stay is None or not place.stay.open.open_on(self.world.days[number - 1].date):
            return False
        if any(location in wish.locations or place.area in wish.areas for wish in request.avoid):
            return False
        return all(location in night.locations for night in request.nights if night.day == number)

    def least_minutes(self, number: int, origin: str, target: str) -> int:
        """The minutes from one place to another on the day at best, with the car if there is one."""
        day, with_car = self.world.days[number - 1], self.world.start.with_car
        return day.network.least_minutes(day.node(origin, with_car=with_car), day.node(target, with_car=with_car))

    def ends(self) -> tuple[Bed, ...]:
        """How one may stand at the trip's end."""
        return self.beds(self.world.request.end, self.saved.ends_with_car)

    def days(self, beds: Sequence[tuple[Bed, ...]]) -> tuple[ResolvedDay, ...]:
        """The days with what they mean; ``beds``: how one may stand at the bed of each night."""
        mornings = [(self.world.start,), *beds]
        evenings = [*beds, self.ends()]
        chains = {self.world.start: _Chain(0, 0, 0, 0, ())}
        for day, told, wakes, sleeps in zip(self.world.days, self.saved.days, mornings, evenings, strict=True):
            longer: dict[Bed, _Chain] = {}
            for (n, wake), (m, sleep) in product(enumerate(wakes), enumerate(sleeps)):
                before = chains[wake]
                resolved, unlikely = self.day(day, told.choices, wake, sleep)
                ends = before.ends + (resolved.walked.ends if resolved.walked else 0)
                chain = _Chain(
                    before.failed + (resolved.walked is None), before.unlikely + unlikely + (m > 0), ends, 2 * n + m,
                    (*before.days, resolved),
                )  # fmt: skip
                if sleep not in longer or chain[:4] < longer[sleep][:4]:
                    longer[sleep] = chain
            chains = longer
        return min(chains.values(), key=lambda chain: chain[:4]).days

    def day(self, day: DayWorld, told: Sequence[SavedChoice], wakes: Bed, sleeps: Bed) -> tuple[ResolvedDay, int]:
        """The day as it ends earliest, and how many of its entries then mean something unlikely."""
        variants = tuple(self.variants(entry, day.date) for entry in told)
        likely = tuple(tuple(one for one in meant if one.with_car == meant[0].with_car) for meant in variants)
        for meant in dict.fromkeys((likely, variants)):
            found = [
                (walked.ends, number, choices, walked)
                for number, choices in enumerate(islice(product(*meant), MOST_WAYS))
                if (walked := self.world.walk(day, wakes, choices, sleeps))
            ]
            if found:
                _, _, choices, walked = min(found, key=lambda one: one[:2])
                unlikely = sum(one.with_car != options[0].with_car for one, options in zip(choices, variants, strict=True))
                return ResolvedDay(wakes, choices, sleeps, walked, variants), unlikely
        return ResolvedDay(wakes, tuple(meant[0] for meant in variants), sleeps, None, variants), 0
