"""A catalogue and a request as the solver sees them: numbers for stops, beds and days, minutes and whole score units.

The solver knows no names. It asks :meth:`Problem.walk` for the times of a day's stops and :meth:`Problem.hire` for
what hired cars cost; everything else is in the tables.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mi_trip import score
from mi_trip.costs import DAY_MINUTES, hire_cost, hires
from mi_trip.model.request import CarChoice
from mi_trip.model.solution import Bed, Choice, Itinerary
from mi_trip.travel.network import NEVER, Node
from mi_trip.travel.stops import origins
from mi_trip.world import TripWorld

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.request import Request, Wish
    from mi_trip.travel.walk import Stop, Walked


@dataclass(frozen=True, slots=True)
class StopFacts:
    """What holds of a stop on every day: its group (done at most once), the demands it meets (bits), and what it counts as."""

    group: int
    meets: int
    counted: bool
    strenuous: bool
    order: int


@dataclass(frozen=True)
class Problem:
    """Choose for each day an order of stops and for each night a bed.

    Days and nights count from 0; ``values[day][stop]`` is in score units, None where the stop cannot be done that day.
    Beds: the last ones are no beds but how one may stand at the trip's end. ``bed_costs[night][bed]``: None where it is shut.
    ``demands`` is the mask of all demands.
    """

    world: TripWorld
    choices: tuple[Choice, ...]
    beds: tuple[Bed, ...]
    stops: tuple[StopFacts, ...]
    values: tuple[tuple[int | None, ...], ...]
    places: tuple[int, ...]
    bed_costs: tuple[tuple[int | None, ...], ...]
    start: int
    ends: tuple[int, ...]
    demands: int
    budget: int | None
    visits: int
    rest: bool
    minute: int
    change: int
    money: int
    _walks: dict[tuple[int, int, tuple[int, ...], int], Walked | None] = field(default_factory=dict, repr=False)

    @property
    def days(self) -> int:
        """How many days."""
        return len(self.world.days)

    def day_stop(self, day: int, stop: int) -> Stop | None:
        """The stop's nodes, windows and minutes on the day."""
        return self.world.stop(self.world.days[day], self.choices[stop])

    def bed_node(self, bed: int) -> int:
        """The network's node of a bed."""
        where = self.beds[bed]
        return self.world.days[0].node(where.location, with_car=where.with_car)

    def walk(self, day: int, wakes: int, stops: tuple[int, ...], sleeps: int) -> Walked | None:
        """The times of a day; None if the stops do not fit into it."""
        key = (day, wakes, stops, sleeps)
        if key not in self._walks:
            world = self.world
            self._walks[key] = world.walk(world.days[day], self.beds[wakes], [self.choices[s] for s in stops], self.beds[sleeps])
        return self._walks[key]

    @property
    def hires(self) -> bool:
        """Whether cars are hired."""
        return self.world.request.car is CarChoice.HIRE

    @property
    def least_hire(self) -> int:
        """What a car hired for the whole trip costs."""
        return self.days * self.world.catalogue.costs.hire_per_day if self.hires else 0

    def hire(self, walks: Sequence[Walked]) -> int:
        """What the hired cars of a whole trip cost."""
        return _hire(self.world, walks) if self.hires else 0

    def itinerary(self, days: Iterable[tuple[int, ...]], nights: Iterable[int], end: int) -> Itinerary:
        """The numbers of a solution as choices."""
        chosen = tuple(tuple(self.choices[s] for s in day) for day in days)
        return Itinerary(chosen, tuple(self.beds[b] for b in nights), self.beds[end])

    @classmethod
    def of(cls, catalogue: Catalogue, request: Request) -> Problem:
        """The problem of a request over a catalogue."""
        world = TripWorld(catalogue, request)
        allowed = [a for a in catalogue.activities.values() if _allowed(request, a)] + list(world.rides.values())
        near = world.near
        choices = [c for a in allowed for c in _variants(world, a, near)]
        groups: dict[str, int] = {}
        stops, values = [], []
        for order, choice in enumerate(choices):
            activity = world.activity(choice.activity)
            meets = sum(1 << n for n, wish in enumerate(request.must) if meets_wish(activity, wish))
            stops.append(StopFacts(groups.setdefault(activity.group, len(groups)), meets, activity.counted, activity.strenuous, order))
        for day in world.days:
            row: list[int | None] = []
            for choice in choices:
                activity = world.activity(choice.activity)
                gives = score.activity_units(catalogue, request, activity) + score.pull_units(catalogue, request, activity, day.number)
                row.append(gives if world.stop(day, choice) else None)
            values.append(tuple(row))
        beds = [bed for bed in _beds(world, near) if bed.location not in _no_nights(request)]
        nights = [_night_costs(world, beds, night) for night in range(request.days - 1)]
        ends = world.ends()
        all_beds = (*beds, world.start, *ends)
        places = {place: number for number, place in enumerate(catalogue.locations)}
        pace = catalogue.paces[request.pace]
        return cls(
            world, tuple(choices), all_beds, tuple(stops), tuple(values), tuple(places[b.location] for b in all_beds),
            tuple((*row, *[None] * (1 + len(ends))) for row in nights), len(beds), tuple(range(len(beds) + 1, len(all_beds))),
            (1 << len(request.must)) - 1, request.budget, pace.visits, pace.rest_after_strenuous,
            score.minute_units(catalogue), score.bed_units(catalogue), score.money_units(catalogue),
        )  # fmt: skip


def meets_wish(activity: Activity, wish: Wish) -> bool:
    """Whether doing the activity meets the demand."""
    return (
        activity.id in wish.activities
        or activity.area in wish.areas
        or bool({activity.start, activity.end} & set(wish.locations))
        or bool(set(activity.rides) & set(wish.routes))
    )


def _allowed(request: Request, activity: Activity) -> bool:
    if not activity.suits(request.party) or activity.difficulty > request.max_difficulty:
        return False
    avoided = any(
        activity.id in w.activities or activity.area in w.areas or {activity.start, activity.end} & set(w.locations) for w in request.avoid
    )
    return not avoided


def _no_nights(request: Request) -> frozenset[str]:
    return frozenset(location for wish in request.avoid for location in wish.locations)


def _cars(world: TripWorld, location: str, near: frozenset[str]) -> tuple[bool, ...]:
    match world.request.car:
        case CarChoice.OWN:
            return (True,)
        case CarChoice.NONE:
            return (False,)
        case CarChoice.HIRE:
            return (True,) if location in near else (True, False)


def _variants(world: TripWorld, activity: Activity, near: frozenset[str]) -> Iterator[Choice]:
    for origin in origins(activity):
        for with_car in _cars(world, origin, frozenset() if _demanded(world, activity) else near):
            choice = Choice(activity.id, origin, with_car)
            if any(world.stop(day, choice) for day in world.days) and _reachable(world, origin, with_car=with_car):
                yield choice


def _demanded(world: TripWorld, activity: Activity) -> bool:
    """Whether it is a demanded ride, or itself demanded: then a hired car may be given up for it."""
    return activity.id in world.rides or any(activity.id in wish.activities for wish in world.request.must)


def _reachable(world: TripWorld, location: str, *, with_car: bool) -> bool:
    """Whether any way leads there on any of the days, however long it takes."""
    return any(
        day.network.least_minutes(day.node(world.start.location, with_car=world.start.with_car), day.node(location, with_car=with_car))
        < NEVER
        for day in {id(day.network): day for day in world.days}.values()
    )


def _beds(world: TripWorld, near: frozenset[str]) -> Iterator[Bed]:
    for place in world.catalogue.locations.values():
        if place.stay and place.area not in {area for wish in world.request.avoid for area in wish.areas}:
            for with_car in _cars(world, place.id, near):
                if Node(place.id, with_car) in world.days[0].network.index and _reachable(world, place.id, with_car=with_car):
                    yield Bed(place.id, with_car)


def _night_costs(world: TripWorld, beds: list[Bed], night: int) -> list[int | None]:
    request = world.request
    fixed = [f for f in request.nights if f.day == night + 1]
    date = request.date_of(night + 1)
    row: list[int | None] = []
    for bed in beds:
        stay = world.catalogue.locations[bed.location].stay
        fits = stay is not None and stay.open.open_on(date) and all(bed.location in f.locations for f in fixed)
        row.append(stay.room * request.party.rooms if stay and fits else None)
    return row


def _hire(world: TripWorld, walks: Sequence[Walked]) -> int:
    changes = [(day * DAY_MINUTES + minute, at, takes) for day, walked in enumerate(walks) for minute, at, takes in walked.handovers]
    first = next((day * DAY_MINUTES + walked.leaves for day, walked in enumerate(walks) if walked.leaves >= 0), 0)
    last = walks[-1].ends if walks[-1].ends > walks[-1].leaves else world.days[-1].hours.last  # a free day ends with its hours
    end = (len(walks) - 1) * DAY_MINUTES + last
    request = world.request
    return sum(hire_cost(world.catalogue, hire) for hire in hires((first, request.start), changes, (end, request.end)))
