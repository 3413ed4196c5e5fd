"""A world built around a path: a trip is planted, cut into days with a hotel at each cut, and everything else is laid round it.

The planted trip is an **optimum**, not only a lower bound; no other trip scores more, for these reasons:

- Only the planted visits have rating 5 (35 points), ``VISITS`` of them on each day, which is as many as the pace allows. All
  other visits count as visits too and are worth 18 points at most: no trip gets more than the planted one for its visits.
- The planted visits and hotels lie in order along one chain of roads and ferries from the trip's start to its end. No way between
  them costs less, time and fares together (fuel is free here): shorter roads are shut, those round the water are longer and have
  tolls, those through the valleys are longer. Whatever a trip does, it gets from the start to the end, so it pays no less for its
  way. The planted trip waits nowhere: at each of its quays a ferry leaves just then.
- The planted hotels are the cheapest beds. A trip may save the 4 points of a change of bed by coming back to one; but then that
  day either has a planted visit less, which loses 17 points at least, or goes to ``VISITS`` of them and back, which takes at
  least 2 x (VISITS - 1) x ``APART`` = 96 minutes more on the way and loses 6.
- Journeys (rides worth taking) are no visits, so that any number of them may be done. Each is alone on a spur an hour from the
  chain and worth 3 points; getting there and back loses 8.

:func:`ceiling` is what this adds up to, worked out from the world's routes alone; the tests compare it with the planted score.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from heapq import heappop, heappush

FIRST_DAY = date(2027, 6, 22)
VISITS = 4  # a day, as the balanced pace has it
APART = 16  # minutes at least between neighbours on the chain
RATINGS = (1, 3, 8, 18, 35)
OPENS, LUNCH_FROM, LUNCH = 8 * 60 + 30, 11 * 60 + 30, 45
ROOM, FARE, TOLL = 1000, 90, 150
PER_HOUR = PER_CHANGE = 4  # points
SHUT = ("Oct-Apr", "May 25-Oct 20; 2027 Jun 10-2027 Aug 5 off", "Dec 1-Mar 15")  # on every day of the trips
PER_DEGREE_KM, KM_PER_MINUTE = 111.2, 0.3  # as the crow flies; a kilometre of road a minute
ROUND = 60  # minutes by which a road round some water is longer: more than anybody waits for the planted ferry


@dataclass(slots=True)
class Place:
    """A location: how far along the chain its root is and how far it lies from that root, in minutes; where it is; its room's price."""

    root: int
    along: int
    off: int
    at: tuple[float, float]
    room: int = 0


@dataclass(slots=True)
class Road:
    """A route between two places (by number). ``sails``: departures from its first and from its second end, in minutes."""

    ends: tuple[int, int]
    minutes: int
    sails: tuple[tuple[int, ...], tuple[int, ...]] | None = None
    early: int = 0
    fare: int = 0
    toll: int = 0
    open: str = "24/7"
    season: int | None = None


@dataclass(slots=True)
class Thing:
    """An activity at a place, or the journey over a road (by number)."""

    place: int
    minutes: int
    rating: int
    open: str = "24/7"
    price: int = 0
    road: int | None = None


@dataclass(slots=True)
class World:
    """A generated world. ``planted``: the activities of each day in order; ``hotels``: where each night is; all by number."""

    days: int
    seed: int
    places: list[Place] = field(default_factory=list)
    roads: list[Road] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    planted: list[list[int]] = field(default_factory=list)
    hotels: list[int] = field(default_factory=list)
    start: int = 0
    end: int = 0


def world_of(seed: int, days: int, activities: int, *, locations: int = 0, routes: int = 0) -> World:
    """A world with so many activities for a trip of so many days; locations and routes are at least as many as it needs."""
    return _Maker(seed, days).make(activities, locations or activities * 2 // 3, routes or activities)


def ceiling(world: World, party: int = 2) -> float:
    """What no trip can score, in points, for the reasons above."""
    rooms = (party + 1) // 2 * ROOM * (world.days - 1)
    changes = PER_CHANGE * max(0, world.days - 2)
    return RATINGS[4] * VISITS * world.days - _least_way(world) / 60_000 - rooms / 1000 - changes


def _least_way(world: World) -> int:
    """What the way from the start to the end costs at least, time and fares together, in 60,000ths of a point."""
    out: list[list[tuple[int, int]]] = [[] for _ in world.places]
    for road in world.roads:
        if road.season is None:
            for one, other in (road.ends, road.ends[::-1]):
                out[one].append((other, PER_HOUR * 1000 * (road.minutes + road.early) + 60 * (road.fare + road.toll)))
    best, heap = {world.start: 0}, [(0, world.start)]
    while heap:
        far, here = heappop(heap)
        if far > best[here]:
            continue
        for other, more in out[here]:
            if far + more < best.get(other, far + more + 1):
                best[other] = far + more
                heappush(heap, (far + more, other))
    return best[world.end]


class _Maker:
    def __init__(self, seed: int, days: int) -> None:
        self.random = random.Random(f"{seed} {days}")  # noqa: S311 - a world, no secret
        self.world = World(days, seed)
        self.chain: list[int] = []
        self.waters: list[int] = []  # how far along the chain there is water to cross
        self.now = OPENS

    def make(self, activities: int, locations: int, routes: int) -> World:
        world = self.world
        if activities < VISITS * world.days:
            raise ValueError(f"{world.days} days need {VISITS * world.days} activities at least")
        self._chain()
        spur = self._spurs(max(1, activities // 40) if activities > VISITS * world.days else 0, activities)
        self._villages(locations)
        self._activities(activities - len(world.things), spur)
        self._shut_roads(max(2, world.days))
        self._more_roads(routes)
        return world

    # -- the planted trip -----------------------------------------------------------------------------------------------------------

    def _chain(self) -> None:
        """The chain with what is planted on it, timed as it is made."""
        world, draw = self.world, self.random
        here = world.start = self._place_along(0)
        world.places[here].room = ROOM
        for day in range(world.days):
            self.now, had = OPENS + draw.randrange(15), False
            done = []
            ferry = draw.randrange(VISITS) if draw.random() < 0.7 else -1
            for leg in range(VISITS):
                here, had = self._leg(here, had, with_ferry=leg == ferry)
                minutes = draw.randrange(50, 86, 5)
                world.things.append(Thing(here, minutes, 5, self._hours(minutes, 5 if leg == ferry else 90)))
                done.append(len(world.things) - 1)
                self.now += minutes
            here, _ = self._leg(here, had, with_ferry=False)
            world.places[here].room = ROOM
            world.planted.append(done)
            if day < world.days - 1:
                world.hotels.append(here)
        world.end = here

    def _leg(self, here: int, had: bool, *, with_ferry: bool) -> tuple[int, bool]:
        """On to the next place of the chain, after lunch where it is time for it."""
        if not had and self.now >= LUNCH_FROM:
            self.now, had = self.now + LUNCH, True
        if not with_ferry:
            return self._on(here, self.random.randrange(APART, 37)), had
        quay = self._on(here, self.random.randrange(APART, 25))
        sail, early = self.random.randrange(10, 26), self.random.choice((0, 5, 10))
        other = self._place_along(sail + early)
        out = {self.now + early, *self._timetable()}
        fixed = (tuple(sorted(out)), tuple(sorted(self._timetable())))
        self.world.roads.append(Road((quay, other), sail, fixed, early, FARE))
        self.world.roads.append(Road((quay, other), 3 * (sail + early) + ROUND, toll=TOLL))  # round the water
        self.now += early + sail
        self.waters.append(self.world.places[other].along)
        return self._on(other, self.random.randrange(APART, 25)), had

    def _timetable(self) -> set[int]:
        every = self.random.choice((35, 50, 75, 90))
        return set(range(7 * 60 + self.random.randrange(every), 21 * 60, every))

    def _on(self, here: int, minutes: int) -> int:
        there = self._place_along(minutes)
        self.world.roads.append(Road((here, there), minutes))
        self.now += minutes
        return there

    def _place_along(self, minutes: int) -> int:
        places = self.world.places
        along = (places[self.chain[-1]].along if self.chain else 0) + minutes
        number = len(places)
        places.append(Place(number, along, 0, (57.5 + along * KM_PER_MINUTE / PER_DEGREE_KM, 8.0)))
        self.chain.append(number)
        return number

    def _hours(self, minutes: int, early: int) -> str:
        """A window round the planted time, in which the whole visit fits; it opens less than ``early`` minutes before.

        Behind a ferry it opens just then: an earlier sailing would only be waited for on the other side.
        """
        draw = self.random
        opens, closes = self.now - draw.randrange(0, early, 5), self.now + minutes + LUNCH + draw.randrange(0, 120, 5)
        return f"{clock(max(0, opens))}-{clock(closes)}"

    # -- what lies round it ---------------------------------------------------------------------------------------------------------

    def _spurs(self, often: int, activities: int) -> list[int]:
        """Dead ends an hour off, with a ferry or a road at their end that is worth riding."""
        ends = []
        for _ in range(min(often, activities - len(self.world.things))):
            foot = self._place_off(self.random.choice(self.chain), self.random.randrange(60, 80))
            tip = self._place_off(foot, self.random.randrange(20, 40), by_ferry=True)
            self.world.things.append(Thing(foot, 0, 2, road=len(self.world.roads) - 1))
            ends.append(tip)
        return ends

    def _place_off(self, root: int, minutes: int, *, by_ferry: bool = False) -> int:
        """A new place that only one way leads to."""
        world, draw = self.world, self.random
        from_root = world.places[root]
        north, east = draw.uniform(-1, 1), draw.choice((-1, 1)) * draw.uniform(0.3, 1)
        length = minutes * KM_PER_MINUTE / PER_DEGREE_KM / (north**2 + east**2) ** 0.5
        at = (from_root.at[0] + north * length, from_root.at[1] + east * length)
        number = len(world.places)
        world.places.append(Place(from_root.root, from_root.along, from_root.off + minutes, at))
        sails = (tuple(sorted(self._timetable())), tuple(sorted(self._timetable()))) if by_ferry else None
        hours = draw.choice(("24/7", "24/7", "24/7", "24/7", "06:00-12:30,13:15-23:00")) if not by_ferry else "24/7"
        world.roads.append(Road((root, number), minutes, sails, fare=FARE if by_ferry else 0, open=hours))
        return number

    def _villages(self, locations: int) -> None:
        """Places up the valleys, some with beds; each hangs from the chain or from another, at most an hour and a half away."""
        world, draw = self.world, self.random
        spurs = len(world.places)
        while len(world.places) < locations:
            roots = [*draw.choices(self.chain, k=2), *([draw.randrange(spurs, len(world.places))] if len(world.places) > spurs else [])]
            root = draw.choice(roots)
            minutes = draw.randrange(6, 30)
            if world.places[root].off + minutes > 90:
                continue
            number = self._place_off(root, minutes, by_ferry=draw.random() < 0.05)
            if draw.random() < 0.12:
                world.places[number].room = draw.randrange(ROOM, 2 * ROOM, 50)

    def _activities(self, more: int, spurs: list[int]) -> None:
        """Visits worth less than the planted ones, the better of them further off."""
        world, draw = self.world, self.random
        barred = set(spurs)
        around = [number for number in range(len(world.places)) if number not in barred]
        for _ in range(more):
            place = draw.choice(around)
            rating = draw.choices((1, 2, 3, 4), (3, 4, 3, 1 if world.places[place].off >= 20 else 0))[0]
            minutes = draw.randrange(45, 241 if rating > 2 else 121, 5)
            opens = draw.randrange(8 * 60, 12 * 60, 15)
            hours = f"{clock(opens)}-{clock(opens + minutes + draw.randrange(60, 480, 15))}"
            shut = draw.choice(("", "", "; Mo off", "; Su off", "; 2027 Jun 24-2027 Jul 2 off"))
            world.things.append(Thing(place, minutes, rating, draw.choice(("24/7", f"{hours}{shut}")), draw.choice((0, 0, 100, 250))))

    def _shut_roads(self, often: int) -> None:
        """Short cuts along the chain, all of them shut."""
        world = self.world
        for _ in range(often):
            first = self.random.randrange(len(self.chain) - 3)
            ends = (self.chain[first], self.chain[first + 3])
            apart = world.places[ends[1]].along - world.places[ends[0]].along
            world.roads.append(Road(ends, max(5, apart // 2), season=self.random.randrange(len(SHUT))))

    def _more_roads(self, routes: int) -> None:
        """Roads between the valleys; none leads from one place of the chain to another sooner than the chain."""
        world, draw = self.world, self.random
        order = sorted((n for n, place in enumerate(world.places) if place.off), key=lambda n: (world.places[n].along, n))
        if len(order) < 2:
            return
        spurs = {world.roads[thing.road].ends[side] for thing in world.things if thing.road is not None for side in (0, 1)}
        taken = {frozenset(road.ends) for road in world.roads}
        for _ in range(20 * routes):
            if len(world.roads) >= routes:
                return
            first = draw.randrange(len(order))
            second = min(len(order) - 1, first + draw.randrange(1, 12))
            one, other = order[first], order[second]
            if one == other or {one, other} & spurs or frozenset((one, other)) in taken:
                continue
            taken.add(frozenset((one, other)))
            a, b = world.places[one], world.places[other]
            waters = bisect_right(self.waters, b.along) - bisect_right(self.waters, a.along)
            minutes = 2 + b.along - a.along + abs(a.off - b.off) + draw.randrange(25)
            world.roads.append(Road((one, other), minutes + ROUND * waters))


def clock(minute: int) -> str:
    """A minute of the day as on a clock."""
    return f"{minute // 60:02}:{minute % 60:02}"
