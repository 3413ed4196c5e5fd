"""Every plan of a tiny world, and the best of them by the documented rule, found without problem, search or bound.

Itineraries are enumerated from the catalogue, given their times by the schedule and judged by the checker. All of them are
looked at, but only those that could still be the best are written out: what an itinerary is worth before its hired cars is
an upper bound of what it is worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import permutations, product
from typing import TYPE_CHECKING, NamedTuple

from mi_trip import score
from mi_trip.checker import check
from mi_trip.keep import KEPT, NOTHING_KEPT
from mi_trip.model.plan import PlannedDay, Visit
from mi_trip.model.solution import Bed, Choice, Itinerary, Quality
from mi_trip.schedule import events_of, plan_of
from mi_trip.world import TripWorld

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.keep import Keep
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Event, Plan
    from mi_trip.model.request import Request

UNKNOWN = Quality(0, 0, proved=False)


class Worth(NamedTuple):
    """What a plan is worth, larger is better: the score, then less travel, then cheaper, then the catalogue's order."""

    units: int
    less_way: int
    less_cost: int
    stops: tuple[tuple[int, ...], ...]
    beds: tuple[int, ...]


class _Day(NamedTuple):
    """One way to spend a day: the choices, their events, and the most they give."""

    choices: tuple[Choice, ...]
    events: list[Event]
    units: int


@dataclass(frozen=True)
class Everything:
    """All itineraries of a request over a catalogue."""

    catalogue: Catalogue
    request: Request
    keep: Keep = NOTHING_KEPT

    @cached_property
    def world(self) -> TripWorld:
        return TripWorld(self.catalogue, self.request, self.keep.rides)

    @cached_property
    def choices(self) -> list[Choice]:
        """Each activity and ride that is demanded: from either end, with a car or without, at any hour or at the one it is booked for."""
        named = {
            *self.world.rides,
            *(id_ for wish in self.request.must for id_ in wish.activities),
            *(pin.activity for pin in self.request.pins),
        }
        booked = {pin.activity: pin.at for pin in self.request.pins}
        return [
            Choice(thing.id, origin, with_car, booked.get(thing.id))
            for thing in (*self.catalogue.activities.values(), *self.world.rides.values())
            for origin in dict.fromkeys((thing.start, thing.end))
            for with_car in self._cars(origin, named=thing.id in named)
        ]

    @cached_property
    def beds(self) -> list[Bed]:
        places = [place.id for place in self.catalogue.locations.values() if place.stay]
        return [Bed(place, with_car) for place in places for with_car in self._cars(place)]

    def best(self) -> tuple[Worth, Plan] | None:
        """The best of all right plans; None if there is none."""
        best: tuple[Worth, Plan] | None = None
        for most, itinerary, days in sorted(self._itineraries(), key=lambda found: -found[0]):
            if best is not None and most < best[0].units:
                break
            plan = plan_of(self.world, [day.events for day in days], itinerary.nights, UNKNOWN)
            worth = self.worth(plan, itinerary)
            assert worth.units <= most
            if (best is None or worth > best[0]) and not check(plan, self.catalogue):
                best = worth, plan
        return best

    def worth(self, plan: Plan, itinerary: Itinerary) -> Worth:
        """What a plan is worth that was made of the itinerary."""
        kept = sum(self.keep.units(choice.activity, number) for number, day in enumerate(itinerary.days, 1) for choice in day)
        kept += sum(self._kept_bed(bed, number) for number, bed in enumerate(itinerary.nights, 1))
        way = sum(int(day.on_the_way.total_seconds()) // 60 for day in plan.days)
        stops = tuple(tuple(-self.choices.index(choice) for choice in day) for day in itinerary.days)
        beds = tuple(-self.beds.index(bed) for bed in itinerary.nights)
        return Worth(score.plan_units(plan, self.catalogue) + kept, -way, -plan.cost.units, stops, beds)

    def _itineraries(self) -> Iterator[tuple[int, Itinerary, tuple[_Day, ...]]]:
        """Each choice of days and nights in which nothing is done twice, with the most that it can be worth."""
        world, known = self.world, {}
        rooms = self.request.party.rooms
        for nights in product(self.beds, repeat=self.request.days - 1):
            beds = 0
            for number, bed in enumerate(nights):
                stay = self.catalogue.locations[bed.location].stay
                assert stay is not None
                moved = number > 0 and nights[number - 1].location != bed.location
                beds += self._kept_bed(bed, number + 1) - score.bed_units(self.catalogue) * moved
                beds -= score.money_units(self.catalogue) * stay.room * rooms
            for end in world.ends():
                stands = (world.start, *nights, end)
                ways = [(number, *stands[number : number + 2]) for number in range(self.request.days)]
                for way in ways:
                    if way not in known:
                        known[way] = list(self._days(*way))
                for days in product(*(known[way] for way in ways)):
                    done = [choice.activity for day in days for choice in day.choices]
                    if len(set(done)) == len(done):
                        itinerary = Itinerary(tuple(day.choices for day in days), nights, end)
                        yield beds + sum(day.units for day in days), itinerary, days

    def _days(self, number: int, wakes: Bed, sleeps: Bed) -> Iterator[_Day]:
        """Each order of choices that keeps to the clock; many break other rules."""
        world = self.world
        day = world.days[number]
        elsewhere = {pin.activity for pin in self.request.pins if pin.date != day.date} & world.rides.keys()
        for order in self._orders:
            walked = world.walk(day, wakes, order, sleeps)
            if walked is None or any(choice.activity in elsewhere for choice in order):
                continue
            events = events_of(world, day, walked, order, (wakes, sleeps))
            planned = PlannedDay(day.number, day.date, tuple(events))
            units = sum(self.keep.units(choice.activity, day.number) for choice in order)
            for visit in planned.only(Visit):
                units += score.activity_units(self.catalogue, self.request, visit.activity)
                units += score.pull_units(self.catalogue, self.request, visit.activity, day.number)
            units -= int(planned.on_the_way.total_seconds()) // 60 * score.minute_units(self.catalogue)
            yield _Day(order, events, units - score.money_units(self.catalogue) * walked.cost)

    @cached_property
    def _orders(self) -> list[tuple[Choice, ...]]:
        orders = [order for size in range(len(self.choices) + 1) for order in permutations(self.choices, size)]
        return [order for order in orders if len({choice.activity for choice in order}) == len(order)]

    def _cars(self, location: str, *, named: bool = False) -> tuple[bool, ...]:
        """Whether one may have the car there: a hired one is kept within a day's drive, but for what is demanded by name."""
        return (True,) if location in self.world.near and not named else self.request.car.with_car

    def _kept_bed(self, bed: Bed, night: int) -> int:
        return KEPT if (bed.location, night) in self.keep.nights else 0
