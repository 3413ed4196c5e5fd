"""Tiny random worlds and requests in which one constraint after the other is switched on, made from a seed.

Three places on a road, with a ferry between the outer two, some beds and two or three things to do: small enough that every
trip can be tried. A constraint changes what is there, or what is asked.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from mi_trip.keep import NOTHING_KEPT, Keep
from mi_trip.model.activity import Difficulty
from mi_trip.model.money import Fare, Party, Price
from mi_trip.model.request import CarChoice, FixedNight, PaceName, Pin, PinnedNight, Request, Wish
from mi_trip.model.route import Mode
from mi_trip.model.solution import RIDE
from worlds import FIRST_DAY, activity, be_there, catalogue, drive, ferry, headway, journey, location, paces, route, times, walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.place import Location
    from mi_trip.model.route import Route

SECOND_DAY = FIRST_DAY + timedelta(days=1)
WINTER = date(2027, 1, 19)  # a Tuesday; the sun is up from about 9:30 to 15:30


@dataclass
class Draft:
    """A world and a request in the making; ``luck`` is all the randomness there is."""

    luck: random.Random
    places: dict[str, dict[str, Any]] = field(default_factory=dict)
    roads: dict[str, dict[str, Any]] = field(default_factory=dict)
    boat: dict[str, Any] = field(default_factory=dict)
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    more: list[Route] = field(default_factory=list)
    cruise: bool = False
    pace: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    keep: Keep = NOTHING_KEPT

    def minutes(self, least: int = 10, most: int = 150) -> int:
        """Some minutes, in fives."""
        return self.luck.randint(least // 5, most // 5) * 5

    def some(self, **more: Any) -> None:
        """Give these fields to about two in three of the things, and to one at least."""
        names = list(self.things)
        sure = self.luck.choice(names)
        for name in names:
            if name == sure or self.luck.random() < 0.6:
                self.things[name].update(more)

    @classmethod
    def of(cls, luck: random.Random) -> Draft:
        """Begin with two days with one's own car from A to A, where nothing is in the way."""
        draft = cls(luck)
        draft.places = {"a": {"bed": 900}, "b": {"bed": luck.choice([None, 0, 700])}, "c": {"bed": luck.choice([700, 1100])}}
        draft.roads = {"a b": {"minutes": draft.minutes()}, "b c": {"minutes": draft.minutes()}}
        draft.boat = {"minutes": 40, "out": "08:00 11:00 15:00", "back": "09:30 13:00 17:00"}
        for number in range(2):
            draft.things[f"t{number}"] = {"at": luck.choice("abc"), "minutes": draft.minutes(20, 240), "rating": luck.randint(2, 5)}
        draft.cruise = luck.random() < 0.4
        draft.asked = {"car": CarChoice.OWN}
        return draft

    def world(self) -> Catalogue:
        """Build the catalogue."""
        places: list[Location] = [location(id_, id_.upper(), **more) for id_, more in self.places.items()]
        roads: list[Route] = [drive(*ends.split(), km=30, **more) for ends, more in self.roads.items()]
        boat = ferry("a", "c", km=9, id="crossing", **self.boat)
        things: list[Activity] = [activity(id_, id_.upper(), **more) for id_, more in self.things.items()]
        if self.cruise:
            things.append(journey("cruise", "Cruise", (boat,), 3))
        changes = dict(self.changes)
        if self.pace:
            changes["paces"] = {name: replace(pace, **self.pace) for name, pace in paces().items()}
        return catalogue(places, [*roads, boat, *self.more], things, **changes)

    def request(self) -> Request:
        """Build the request."""
        return Request(**{"first_day": FIRST_DAY, "days": 2, "start": "a", "end": "a", **self.asked})


def _nothing(_: Draft) -> None:
    pass


def _three_things(draft: Draft) -> None:
    draft.things["t2"] = {"at": draft.luck.choice("abc"), "minutes": draft.minutes(20, 120), "rating": draft.luck.randint(1, 5)}
    draft.asked["days"] = draft.luck.choice([1, 2])


def _three_days(draft: Draft) -> None:
    draft.asked["days"] = 3
    draft.cruise = False


def _opening_hours(draft: Draft) -> None:
    for thing in draft.things.values():
        thing["open"] = draft.luck.choice(["09:00-12:00", "13:00-18:00", "09:00-10:30,15:00-19:00", "08:00-14:00"])


def _start_times(draft: Draft) -> None:
    draft.some(starts=draft.luck.choice(["10:00 14:30", "09:15", "08:45 12:00 17:15"]))


def _weekdays(draft: Draft) -> None:
    for thing in draft.things.values():
        thing["open"] = draft.luck.choice(["Tu", "We 10:00-16:00", "Tu 09:00-12:00; We 13:00-17:00", "We", "Th"])


def _dated(draft: Draft) -> None:
    """The days differ: something ends its season on the first day, or begins it on the second."""
    draft.some(season=draft.luck.choice(["Jun 15", "Jun 16-Sep 1"]))
    draft.roads["a b"]["season"] = draft.luck.choice(["24/7", "Jun 16-Oct 1"])
    draft.boat["season"] = draft.luck.choice(["24/7", "Apr 1-Jun 15"])


def _ferries(draft: Draft) -> None:
    """The road is long and the boat short, with few departures."""
    draft.roads["b c"]["minutes"] = draft.minutes(120, 240)
    hours = ["08:40", "10:00", "12:20", "14:05", "16:30", "18:00"]
    draft.boat.update(out=" ".join(sorted(draft.luck.sample(hours, 2))), back=" ".join(sorted(draft.luck.sample(hours, 2))))
    draft.boat["be_there"] = (be_there(draft.luck.choice([0, 10, 25])),)
    draft.things["t0"]["at"] = "c"


def _ferries_by_the_day(draft: Draft) -> None:
    """The boat sails at other hours on Wednesday than on Tuesday."""
    draft.roads["b c"]["minutes"] = draft.minutes(120, 240)
    services = [times("09:00 16:00", on="Tu"), times("12:00", origin="a", on="We"), times("10:30 18:00", origin="c", on="We")]
    draft.boat["services"] = tuple(draft.luck.sample(services, 2))
    draft.things["t0"]["at"] = "c"


def _assumed_minutes(draft: Draft) -> None:
    """The boat sails every so often, nobody knows at which minute."""
    draft.roads["b c"]["minutes"] = draft.minutes(90, 200)
    draft.boat["services"] = (headway(draft.luck.choice(["07:00", "10:15"]), draft.luck.choice(["16:00", "22:00"]), 35),)
    draft.boat["be_there"] = (be_there(draft.luck.choice([0, 15])),)
    draft.things["t0"]["at"] = "c"


def _closure_by_hour(draft: Draft) -> None:
    draft.roads["a b"]["open"] = draft.luck.choice(["08:00-10:30,12:00-20:00", "00:00-09:00,13:00-24:00", "10:00-16:00"])
    draft.things["t0"]["at"] = "b"


def _lunch(draft: Draft) -> None:
    draft.some(lunch_inside=True)
    draft.things["t0"]["minutes"] = draft.minutes(120, 400)


def _lunch_that_fills_the_day(draft: Draft) -> None:
    draft.pace = {"lunch": timedelta(minutes=draft.luck.choice([90, 150]))}
    draft.things["t0"]["minutes"], draft.things["t1"]["minutes"] = draft.minutes(200, 330), draft.minutes(150, 330)


def _driving(draft: Draft) -> None:
    draft.asked["pace"] = PaceName.RELAXED
    for road in draft.roads.values():
        road["minutes"] = draft.minutes(75, 130)
    draft.places["b"]["bed"] = None
    for name, at in zip(draft.things, "bc", strict=True):
        draft.things[name].update(at=at, minutes=draft.minutes(20, 60), rating=5)


def _visits(draft: Draft) -> None:
    _three_things(draft)
    draft.pace = {"visits": draft.luck.choice([1, 1, 2])}
    for thing in draft.things.values():
        thing["minutes"] = draft.luck.choice([40, 45, 60, 90])


def _rest(draft: Draft) -> None:
    draft.asked["pace"] = PaceName.RELAXED
    draft.some(difficulty=Difficulty.HARD)
    if draft.luck.random() < 0.3:
        _three_days(draft)


def _strenuous(draft: Draft) -> None:
    draft.some(difficulty=Difficulty.HARD)
    draft.asked["days"] = draft.luck.choice([1, 2])


def _budget(draft: Draft) -> None:
    draft.some(price=Price(draft.luck.choice([300, 900])))
    draft.asked["budget"] = draft.luck.choice([900, 1600, 2500, 3400])


def _must_activity(draft: Draft) -> None:
    draft.things["t0"].update(rating=1, price=Price(2000))
    draft.asked["must"] = (Wish("t0", activities=("t0",)),)


def _must_area(draft: Draft) -> None:
    draft.some(area="far_area", rating=1)
    draft.asked["must"] = (Wish("Far", areas=("far_area",)),)


def _must_location(draft: Draft) -> None:
    draft.asked["must"] = (Wish("C", locations=("c",)), Wish("t1", activities=("t1",)))


def _must_route(draft: Draft) -> None:
    draft.asked["must"] = (Wish("the crossing", routes=("crossing",)),)
    if draft.luck.random() < 0.5:
        del draft.things["t1"]
        draft.asked["must"] = (*draft.asked["must"], Wish("the road", routes=("a_b",)))
        draft.cruise = False


def _avoid_activity(draft: Draft) -> None:
    draft.asked["avoid"] = (Wish("t0", activities=("t0",)),)


def _avoid_place(draft: Draft) -> None:
    draft.places["c"].update(area="far_area", bed=0)
    draft.places["a"]["bed"] = draft.luck.choice([900, 6000])
    wish = draft.luck.choice([Wish("C", locations=("c",)), Wish("Far", areas=("far_area",))])
    draft.asked["avoid"] = (wish,)


def _avoid_route(draft: Draft) -> None:
    draft.asked["avoid"] = (Wish("a way", routes=(draft.luck.choice(["crossing", "a_b"]),)),)


def _pin(draft: Draft) -> None:
    draft.asked["pins"] = (Pin("t0", draft.luck.choice([FIRST_DAY, SECOND_DAY])),)


def _pin_with_hour(draft: Draft) -> None:
    draft.asked["pins"] = (Pin("t0", draft.luck.choice([FIRST_DAY, SECOND_DAY]), at=draft.luck.choice([time(10), time(13, 5), time(16)])),)


def _pin_with_end(draft: Draft) -> None:
    draft.cruise = True
    draft.things["t0"]["at"] = draft.luck.choice("ac")
    draft.asked["pins"] = (Pin("cruise", draft.luck.choice([FIRST_DAY, SECOND_DAY]), draft.luck.choice(["a", "c"])),)


def _pinned_ride(draft: Draft) -> None:
    hour = draft.luck.choice([None, time(11), time(15)])
    draft.asked["pins"] = (Pin(f"{RIDE}crossing", FIRST_DAY, "a", hour),)
    draft.cruise = False


def _fixed_night(draft: Draft) -> None:
    draft.asked["nights"] = (FixedNight("C", 1, draft.luck.choice([("c",), ("b", "c")])),)


def _pinned_night(draft: Draft) -> None:
    draft.asked["pinned_nights"] = (PinnedNight("c", FIRST_DAY),)


def _kept(draft: Draft) -> None:
    """A bed and an activity on its day are worth more for having been in an earlier plan."""
    draft.keep = Keep(frozenset({("t0", draft.luck.choice([1, 2]))}), frozenset({(draft.luck.choice("ac"), 1)}))


def _no_car(draft: Draft) -> None:
    draft.asked["car"] = CarChoice.NONE
    fare = Fare(draft.luck.choice([50, 400]), 25)
    draft.more = [
        route(Mode.BUS, "a", "b", draft.minutes(20, 90), 30, id="bus", fare=fare, services=(times("08:30 12:00 15:30 18:45"),)),
        walk("b", "c", draft.minutes(20, 200), 5, id="path"),
    ]


def _hire(draft: Draft) -> None:
    """Cars are hired at two places with a train between them, so that one may do a part without."""
    draft.asked["car"] = CarChoice.HIRE
    draft.cruise = False
    draft.places["a"]["hire"] = "A"
    draft.places[draft.luck.choice("bc")]["hire"] = draft.luck.choice(["A", "C"])
    train = route(Mode.TRAIN, "a", "c", draft.minutes(30, 200), 90, id="train", fare=Fare(draft.luck.choice([100, 500])), services=(
        times("09:00 14:00"),
    ))  # fmt: skip
    draft.more = [train]


def _hire_and_must(draft: Draft) -> None:
    """For what is asked for by its name the car may be given up."""
    _hire(draft)
    draft.things["t0"].update(at="c", rating=2)
    draft.asked["must"] = (draft.luck.choice([Wish("t0", activities=("t0",)), Wish("the train", routes=("train",))]),)


def _one_way(draft: Draft) -> None:
    _hire(draft)
    draft.asked["end"] = "c"
    draft.places["c"]["hire"] = draft.luck.choice(["A", "C"])


def _flight(draft: Draft) -> None:
    """The farther place can be flown to only, and cars are hired at both ends."""
    draft.asked["car"] = CarChoice.HIRE
    draft.cruise = False
    draft.places = {"a": {"bed": 900, "hire": "A"}, "b": {"bed": 800, "hire": "B"}, "c": {}}
    draft.roads = {"b c": {"minutes": draft.minutes(10, 90)}}
    draft.boat.update(out="06:00", back="06:30", cars=False)
    fare, services = Fare(draft.luck.choice([100, 900])), (times("09:30 16:00", origin="a"), times("11:00 18:00", origin="b"))
    minutes, early = draft.minutes(30, 90), (be_there(40),)
    draft.more = [route(Mode.FLIGHT, "a", "b", minutes, 300, id="flight", fare=fare, services=services, be_there=early)]
    if draft.luck.random() < 0.5:
        draft.more.append(route(Mode.BUS, "b", "c", 30, 15, id="bus", services=(times("08:00 11:00 14:00 17:00 19:00"),)))
    draft.things["t0"].update(at="c", rating=5)
    draft.asked["end"] = draft.luck.choice("aab")


def _prices(draft: Draft) -> None:
    draft.some(price=Price(draft.luck.choice([200, 1500]), draft.luck.choice([None, 100]), group=draft.luck.choice([0, 300])))
    draft.boat["fare"] = Fare(50, 25, 200, driver_included=True)
    draft.roads["a b"]["toll"] = Price(group=draft.luck.choice([60, 900]))


def _party(draft: Draft) -> None:
    _prices(draft)
    draft.asked["party"] = Party(draft.luck.choice([1, 2, 3]), draft.luck.choice([(), (7, 12), (3,)]))
    draft.things["t0"]["min_age"] = 10


def _arrive_and_depart(draft: Draft) -> None:
    draft.asked.update(arrive=draft.luck.choice([None, time(11, 45), time(17)]), depart=draft.luck.choice([None, time(15), time(10, 30)]))


def _daylight(draft: Draft) -> None:
    draft.asked["first_day"] = WINTER
    draft.some(light=True)


def _alternatives(draft: Draft) -> None:
    for thing in draft.things.values():
        thing["one_of"] = "pair"


def _bed_seasons(draft: Draft) -> None:
    _three_days(draft)
    for place in draft.places.values():
        if place["bed"] is not None:
            place["bed_open"] = draft.luck.choice(["24/7", "Tu", "Jun 16-Sep 1"])


def _difficulty(draft: Draft) -> None:
    draft.asked["max_difficulty"] = draft.luck.choice([Difficulty.EASY, Difficulty.MEDIUM])
    draft.some(difficulty=draft.luck.choice([Difficulty.MEDIUM, Difficulty.HARD]))


def _likes(draft: Draft) -> None:
    """What is liked counts more, and areas have an order."""
    draft.some(tags=("film",), area="far_area")
    draft.asked["likes"] = (("nature", draft.luck.choice([0.5, 2.0])),)


def _be_there(draft: Draft) -> None:
    draft.some(be_there=(be_there(30, "dress", draft.luck.choice(["24/7", "Tu"])),))
    draft.roads["b c"]["be_there"] = (be_there(20, "a queue"),)


def _one_way_road(draft: Draft) -> None:
    draft.roads["a b"]["one_way"] = True
    draft.things["t0"]["at"] = "b"


def _needs_car(draft: Draft) -> None:
    _no_car(draft)
    draft.asked["car"] = draft.luck.choice([CarChoice.NONE, CarChoice.OWN])
    draft.some(needs_car=True)


def _ties(draft: Draft) -> None:
    """The things and the beds are alike, so that the rule for equal scores decides."""
    for thing in draft.things.values():
        thing.update(minutes=60, rating=3, at="b")
    draft.roads["a b"]["minutes"] = draft.roads["b c"]["minutes"] = 30
    draft.places["b"]["bed"] = draft.places["c"]["bed"] = 900
    draft.some(price=Price(draft.luck.choice([0, 400])))


_DRAFTS: tuple[Callable[[Draft], None], ...] = (
    *(_nothing, _three_things, _three_days, _opening_hours, _start_times, _weekdays, _dated, _ferries, _ferries_by_the_day),
    *(_assumed_minutes, _closure_by_hour, _lunch, _lunch_that_fills_the_day, _driving, _visits, _rest, _strenuous, _budget),
    *(_must_activity, _must_area, _must_location, _must_route, _avoid_activity, _avoid_place, _avoid_route, _pin, _pin_with_hour),
    *(_pin_with_end, _pinned_ride, _fixed_night, _pinned_night, _kept, _no_car, _hire, _hire_and_must, _one_way, _flight, _prices),
    *(_party, _arrive_and_depart, _daylight, _alternatives, _bed_seasons, _difficulty, _likes, _be_there, _one_way_road),
    *(_needs_car, _ties),
)
CONSTRAINTS = {change.__name__.strip("_").replace("_", " "): change for change in _DRAFTS}


def tiny(constraint: str, seed: int) -> Draft:
    """Draw the world and the request of a seed with the constraint switched on."""
    draft = Draft.of(random.Random(f"{constraint} {seed}"))  # noqa: S311 - worlds, no secrets
    CONSTRAINTS[constraint](draft)
    return draft
