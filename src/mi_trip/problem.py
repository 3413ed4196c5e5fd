"""A catalogue and a request as the solver sees them: numbers for stops, beds and days, minutes and whole score units.

The solver knows no names. It asks :meth:`Problem.walk` for the times of a day's stops and :meth:`Problem.hire` for
what hired cars cost; everything else is in the tables.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from mi_trip import score
from mi_trip.costs import DAY_MINUTES, hire_cost, hires
from mi_trip.keep import KEPT, NOTHING_KEPT
from mi_trip.model.request import CarChoice
from mi_trip.model.solution import Bed, Choice, Itinerary
from mi_trip.travel.network import NEVER, Node
from mi_trip.travel.stops import origins
from mi_trip.world import TripWorld

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import time

    from mi_trip.keep import Keep
    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.request import Pin, Request, Wish
    from mi_trip.travel.walk import Stop, Walked
    from mi_trip.world import DayWorld


@dataclass(frozen=True, slots=True)
class StopFacts:
    """What holds of a stop on every day: its group (done at most once), the demands it meets (bits), and what it counts as.

    ``way``: the minutes of a ride that is only demanded; its value has paid for them.
    """

    group: int
    meets: int
    counted: bool
    strenuous: bool
    order: int
    way: int = 0


@dataclass(frozen=True)
class Problem:
    """Choose for each day an order of stops and for each night a bed.

    Days and nights count from 0; ``values[day][stop]`` is in score units, None where the stop cannot be done that day.
    Beds: the last ones are no beds but how one may stand at the trip's end. ``bed_costs[night][bed]``: None where it is shut.
    ``demands`` is the mask of all demands. What is to be kept of an earlier plan counts in ``values`` and ``bed_values``; ``keeps``
    says how much of the values that is.
    """

    world: TripWorld
    choices: tuple[Choice, ...]
    beds: tuple[Bed, ...]
    stops: tuple[StopFacts, ...]
    values: tuple[tuple[int | None, ...], ...]
    places: tuple[int, ...]
    bed_costs: tuple[tuple[int | None, ...], ...]
    bed_values: tuple[tuple[int, ...], ...]
    keeps: tuple[tuple[int, ...], ...]
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

    @cached_property
    def due(self) -> tuple[int, ...]:
        """For each day, and for after the last, the mask of the demands that neither it nor a later one can meet."""
        due = [self.demands]
        for meets in reversed(self._can_meet):
            due.append(due[-1] & ~meets)
        return tuple(reversed(due))

    @cached_property
    def bound_to(self) -> tuple[int, ...]:
        """For each day the mask of the demands that it alone can meet."""
        once = often = 0
        for meets in self._can_meet:
            often |= once & meets
            once |= meets
        return tuple(meets & ~often for meets in self._can_meet)

    @property
    def _can_meet(self) -> list[int]:
        masks = []
        for row in self.values:
            mask = 0
            for facts, value in zip(self.stops, row, strict=True):
                mask |= facts.meets if value is not None else 0
            masks.append(mask)
        return masks

    @property
    def hires(self) -> bool:
        """Whether cars are hired."""
        return self.world.request.car is CarChoice.HIRE

    @property
    def least_hire(self) -> int:
        """What a car hired for the whole trip costs at least: as many started 24 hours as nights."""
        return max(1, self.days - 1) * self.hire_per_day

    @property
    def hire_per_day(self) -> int:
        """What a hired car costs for each started 24 hours; nothing where none is hired."""
        return self.world.catalogue.costs.hire_per_day if self.hires else 0

    def hire_of_night(self, bed: int) -> int:
        """What a hired car adds to a night at least: a hire of so many nights, begun and ended by day, costs as many started 24 hours."""
        return self.hire_per_day if self.beds[bed].with_car else 0

    def hire(self, walks: Sequence[Walked]) -> int:
        """What the hired cars of a whole trip cost."""
        return _hire(self.world, walks) if self.hires else 0

    def itinerary(self, days: Iterable[tuple[int, ...]], nights: Iterable[int], end: int) -> Itinerary:
        """The numbers of a solution as choices."""
        chosen = tuple(tuple(self.choices[s] for s in day) for day in days)
        return Itinerary(chosen, tuple(self.beds[b] for b in nights), self.beds[end])

    def for_its_own_sake(self) -> Problem:
        """The same problem, in which nothing is worth more for having been in an earlier plan."""
        values = tuple(
            tuple(None if value is None else value - keep for value, keep in zip(row, keeps, strict=True))
            for row, keeps in zip(self.values, self.keeps, strict=True)
        )
        none = tuple((0,) * len(self.stops) for _ in self.keeps)
        return replace(self, values=values, keeps=none, bed_values=tuple((0,) * len(row) for row in self.bed_values))

    @classmethod
    def of(cls, catalogue: Catalogue, request: Request, keep: Keep = NOTHING_KEPT) -> Problem:
        """The problem of a request over a catalogue."""
        return cls.over(TripWorld(catalogue, request, keep.rides), keep)

    def demanding(self, request: Request) -> Problem:
        """The problem of a request that differs from this one's only in what must be, is pinned, or may be spent.

        What is known of the days is shared. Routes to be ridden for themselves must be in the first of the two.
        """
        world = copy(self.world)
        world.request = request
        return self.over(world)

    @classmethod
    def over(cls, world: TripWorld, keep: Keep = NOTHING_KEPT) -> Problem:
        """The problem of a world's request."""
        catalogue, request = world.catalogue, world.request
        choices = _choices(world)
        stops = _stops(world, choices)
        keeps = tuple(tuple(keep.units(choice.activity, day.number) for choice in choices) for day in world.days)
        values = tuple(tuple(_value(world, day, choice, keep) for choice in choices) for day in world.days)
        beds = _beds(world)
        nights = [_night_costs(world, beds, night) for night in range(request.days - 1)]
        kept_beds = [[KEPT if (bed.location, night + 1) in keep.nights else 0 for bed in beds] for night in range(request.days - 1)]
        ends = world.ends()
        all_beds = (*beds, world.start, *ends)
        no_beds = 1 + len(ends)
        places = {place: number for number, place in enumerate(catalogue.locations)}
        pace = catalogue.paces[request.pace]
        demands = (1 << len(request.must) + len(request.pins) + _beyond(request)) - 1
        return cls(
            world, choices, all_beds, stops, values, tuple(places[b.location] for b in all_beds),
            tuple((*row, *[None] * no_beds) for row in nights), tuple((*row, *[0] * no_beds) for row in kept_beds), keeps,
            len(beds), tuple(range(len(beds) + 1, len(all_beds))), demands,
            request.budget, pace.visits, pace.rest_after_strenuous,
            score.minute_units(catalogue), score.bed_units(catalogue), score.money_units(catalogue),
        )  # fmt: skip


def _choices(world: TripWorld) -> tuple[Choice, ...]:
    request = world.request
    allowed = [a for a in world.catalogue.activities.values() if _allowed(request, a)] + list(world.rides.values())
    return tuple(choice for activity in allowed for choice in _variants(world, activity))


def _stops(world: TripWorld, choices: Sequence[Choice]) -> tuple[StopFacts, ...]:
    """What holds of the choices; demands are numbered: what must be done, then what is pinned, then what no stop can meet."""
    request = world.request
    groups: dict[str, int] = {}
    stops = []
    for order, choice in enumerate(choices):
        activity = world.activity(choice.activity)
        meets = sum(1 << n for n, wish in enumerate(request.must) if meets_wish(activity, wish))
        meets |= sum(1 << n for n, pin in enumerate(request.pins, len(request.must)) if pin.activity == choice.activity)
        group = groups.setdefault(activity.group, len(groups))
        way = _minutes(activity) if choice.activity in world.rides else 0
        stops.append(StopFacts(group, meets, activity.counted, activity.strenuous, order, way))
    return tuple(stops)


def _value(world: TripWorld, day: DayWorld, choice: Choice, keep: Keep) -> int | None:
    """What the choice gives on the day; None where it cannot be done, or something of its kind is pinned otherwise."""
    catalogue, request = world.catalogue, world.request
    activity = world.activity(choice.activity)
    pins = [pin for pin in request.pins if world.activity(pin.activity).group == activity.group]
    if not all(_fits(pin, day, choice) for pin in pins) or not world.stop(day, choice):
        return None
    kept = keep.units(choice.activity, day.number)
    if choice.activity in world.rides:  # worth nothing in itself, it is time on the way
        return kept - score.minute_units(catalogue) * _minutes(activity)
    return kept + score.activity_units(catalogue, request, activity) + score.pull_units(catalogue, request, activity, day.number)


def _minutes(activity: Activity) -> int:
    return int(activity.duration.total_seconds()) // 60


def _fits(pin: Pin, day: DayWorld, choice: Choice) -> bool:
    """Whether the choice on the day is what is pinned."""
    if (pin.activity, pin.date) != (choice.activity, day.date):
        return False
    return pin.origin in ("", choice.origin) and pin.at in (None, choice.at)


def _beyond(request: Request) -> int:
    """How many nights are asked for that the trip does not have: demands that nothing meets."""
    nights = range(1, request.days)
    asked = [night.day for night in request.nights] + [(n.date - request.first_day).days + 1 for n in request.pinned_nights]
    return sum(day not in nights for day in asked)


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
    return (True,) if location in near else world.request.car.with_car


def _variants(world: TripWorld, activity: Activity) -> Iterator[Choice]:
    """The ways of doing an activity: from either end, with the car or without, and if it is booked at its hour."""
    booked = [pin.at for pin in world.request.pins if pin.activity == activity.id and pin.at]
    hours: list[time | None] = [*dict.fromkeys(booked)] or [None]
    for origin in origins(activity):
        for with_car in _cars(world, origin, frozenset() if _demanded(world, activity) else world.near):
            for at in hours:
                choice = Choice(activity.id, origin, with_car, at)
                if any(world.stop(day, choice) for day in world.days) and _reachable(world, origin, with_car=with_car):
                    yield choice


def _demanded(world: TripWorld, activity: Activity) -> bool:
    """Whether it is a demanded ride, or itself demanded or pinned: then a hired car may be given up for it."""
    pinned = any(pin.activity == activity.id for pin in world.request.pins)
    return pinned or activity.id in world.rides or any(activity.id in wish.activities for wish in world.request.must)


def _reachable(world: TripWorld, location: str, *, with_car: bool) -> bool:
    """Whether any way leads there on any of the days, however long it takes."""
    return any(
        day.network.least_minutes(day.node(world.start.location, with_car=world.start.with_car), day.node(location, with_car=with_car))
        < NEVER
        for day in {id(day.network): day for day in world.days}.values()
    )


def _beds(world: TripWorld) -> list[Bed]:
    avoided, areas = _no_nights(world.request), {area for wish in world.request.avoid for area in wish.areas}
    return [
        Bed(place.id, with_car)
        for place in world.catalogue.locations.values()
        if place.stay and place.area not in areas and place.id not in avoided
        for with_car in _cars(world, place.id, world.near)
        if Node(place.id, with_car) in world.days[0].network.index and _reachable(world, place.id, with_car=with_car)
    ]


def _night_costs(world: TripWorld, beds: list[Bed], night: int) -> list[int | None]:
    request = world.request
    date = request.date_of(night + 1)
    fixed = [f.locations for f in request.nights if f.day == night + 1]
    fixed += [(pinned.location,) for pinned in request.pinned_nights if pinned.date == date]
    row: list[int | None] = []
    for bed in beds:
        stay = world.catalogue.locations[bed.location].stay
        fits = stay is not None and stay.open.open_on(date) and all(bed.location in locations for locations in fixed)
        row.append(stay.room * request.party.rooms if stay and fits else None)
    return row


def _hire(world: TripWorld, walks: Sequence[Walked]) -> int:
    changes = [(day * DAY_MINUTES + minute, at, takes) for day, walked in enumerate(walks) for minute, at, takes in walked.handovers]
    first = next((day * DAY_MINUTES + walked.leaves for day, walked in enumerate(walks) if walked.leaves >= 0), 0)
    last = walks[-1].ends if walks[-1].ends > walks[-1].leaves else world.days[-1].hours.first  # nobody keeps a car for a free last day
    end = (len(walks) - 1) * DAY_MINUTES + last
    request = world.request
    return sum(hire_cost(world.catalogue, hire) for hire in hires((first, request.start), changes, (end, request.end)))
