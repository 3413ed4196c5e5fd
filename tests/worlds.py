"""Small worlds that the tests are told in, built in Python without YAML, and right plans written by hand for them.

:func:`fjord` is the world most tests use: it has one of everything, and no more. ::

    Byen ··(flight, bus)·· Vik airport -15- VIK -40- Vestkai ~ferry 30~ Austkai -10- LIEN -20- Utsikten -pass 35- Skaret -30- VIK
                                             `------------- round the fjord, 150, toll -----------´

Capitals have beds. The ferry sails at known times from May to September, the pass is open from June to October.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from mi_trip.model.activity import Activity, Difficulty, StartTimes
from mi_trip.model.catalogue import Catalogue, Constant, Costs, Pace, ScoreRules
from mi_trip.model.hours import Hours, Spot, daylight
from mi_trip.model.money import Amount, Fare, Price
from mi_trip.model.place import Area, CarHire, Confidence, Evidence, Film, Location, Scene, Season, Source, Stay
from mi_trip.model.plan import CostItem, CostKind, Event, Handover, Meal, Night, Plan, PlannedDay, Ride, Travel, Visit, Wait, WaitFor
from mi_trip.model.request import CarChoice, PaceName, Request
from mi_trip.model.route import BeThere, Headway, Mode, Route, Service, Times
from mi_trip.model.solution import Quality

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HERE = Spot(62.3, 7.0, "NO", "Europe/Oslo")
FIRST_DAY = date(2027, 6, 15)  # a Tuesday
KNOWN = Evidence(("editors",), Confidence.HIGH, date(2026, 11, 20))


# -- the parts of a world ------------------------------------------------------------------------------------------------------------


def hours(text: str = "24/7") -> Hours:
    """Hours read in the fjord country."""
    return Hours(text, HERE)


def clock(text: str) -> time:
    """Read a clock time such as 09:30."""
    return time.fromisoformat(text)


def location(id: str, name: str, *, bed: int | None = None, bed_open: str = "24/7", hire: str = "", **more: Any) -> Location:  # noqa: A002
    """Build a location; ``bed`` is the price of its double room, ``hire`` the city its hired cars belong to."""
    fields: dict[str, Any] = {"kind": "village", "area": "fjord_area", "spot": HERE, "precision": Confidence.HIGH, "evidence": KNOWN}
    stay = None if bed is None else Stay(f"{name} Hotel", bed, estimate=False, open=hours(bed_open))
    return Location(id, name, stay=stay, car_hire=CarHire(30, hire) if hire else None, **{**fields, **more})


def route(mode: Mode, start: str, end: str, minutes: int, km: float, **more: Any) -> Route:
    """Build a route; its id is made of its ends unless given, ``season`` and ``open`` are opening_hours texts."""
    always_open = {"season": "24/7", "open": "24/7"}
    texts = {key: str(more.pop(key, text)) for key, text in always_open.items()}
    fields: dict[str, Any] = {
        "id": f"{start}_{end}",
        "name": f"{start}-{end}".replace("_", " ").title(),
        "one_way": False,
        "cars": mode in (Mode.DRIVE, Mode.FERRY),
        "foot": mode is not Mode.DRIVE,
        "season": Season(f"{start}_{end}_season", "the season", hours(texts["season"])),
        "open": hours(texts["open"]),
        "evidence": KNOWN,
    }
    return Route(mode=mode, start=start, end=end, km=km, duration=timedelta(minutes=minutes), **{**fields, **more})


def drive(start: str, end: str, minutes: int, km: float, **more: Any) -> Route:
    """Build a road."""
    return route(Mode.DRIVE, start, end, minutes, km, **more)


def walk(start: str, end: str, minutes: int, km: float, **more: Any) -> Route:
    """Build a path."""
    return route(Mode.WALK, start, end, minutes, km, **more)


def ferry(start: str, end: str, minutes: int, km: float, *, out: str, back: str, **more: Any) -> Route:
    """Build a car ferry with the departures from its start (``out``) and from its end (``back``), as in "08:00 09:30"."""
    services: tuple[Service, ...] = (times(out, origin=start), times(back, origin=end))
    return route(Mode.FERRY, start, end, minutes, km, **{"services": services, **more})


def times(text: str, *, origin: str | None = None, on: str = "24/7", estimate: bool = False) -> Times:
    """Build departures at the clock times in the text; without an origin from either end."""
    return Times(hours(on), origin, tuple(clock(at) for at in text.split()), estimate)


def headway(first: str, last: str, every: int, *, origin: str | None = None, on: str = "24/7") -> Headway:
    """Build departures every so many minutes from the first to the last, the minute unknown."""
    return Headway(hours(on), origin, clock(first), clock(last), timedelta(minutes=every))


def be_there(minutes: int, why: str = "check-in", on: str = "24/7") -> BeThere:
    """Build a rule to be somewhere early."""
    return BeThere(minutes, why, hours(on))


def activity(id: str, name: str, at: str, minutes: int, rating: int = 3, **more: Any) -> Activity:  # noqa: A002
    """Something to do at a location; ``season`` and ``open`` are opening_hours texts, ``light`` asks for daylight."""
    return _activity(id, name, (at, at), minutes, {"rating": rating, **more})


def journey(id: str, name: str, routes: Sequence[Route], rating: int = 3, **more: Any) -> Activity:  # noqa: A002
    """Build a way taken for itself, over the routes in order from the first one's start."""
    origin = end = more.pop("origin", routes[0].start)
    for one in routes:
        end = one.other_end(end)
    minutes = sum(int(one.duration.total_seconds()) // 60 for one in routes)
    return _activity(id, name, (origin, end), minutes, {"rating": rating, "rides": tuple(one.id for one in routes), **more})


def _activity(id: str, name: str, ends: tuple[str, str], minutes: int, more: dict[str, Any]) -> Activity:  # noqa: A002
    season, open_, light = (more.pop(key, default) for key, default in (("season", "24/7"), ("open", "24/7"), ("light", False)))
    starts = more.pop("starts", "")
    fields: dict[str, Any] = {
        "area": "fjord_area",
        "tags": ("nature",),
        "why": "it is what the tests are about",
        "season": Season(f"{id}_season", "the season", hours(season)),
        "open": hours(open_),
        "evidence": KNOWN,
        "daylight": daylight(HERE) if light else None,
        "starts": (StartTimes(hours(), tuple(clock(at) for at in starts.split()), estimate=False),) if starts else (),
    }
    return Activity(id, name, ends[0], ends[1], duration=timedelta(minutes=minutes), **{**fields, **more})


def paces() -> dict[PaceName, Pace]:
    """Give the three paces of the design."""
    rows = (
        (PaceName.RELAXED, "09:00", "18:00", 60, 180, 3, True),
        (PaceName.BALANCED, "08:30", "19:30", 45, 270, 4, False),
        (PaceName.PACKED, "07:30", "21:00", 30, 390, 6, False),
    )
    return {
        name: Pace(name, clock(first), clock(last), timedelta(minutes=lunch), timedelta(minutes=driving), visits, rest)
        for name, first, last, lunch, driving, visits, rest in rows
    }


def score_rules() -> ScoreRules:
    """Give the score of the design."""
    why = "the design says so"
    four, one = Constant(4, why), Constant(1, why)
    return ScoreRules((1, 3, 8, 18, 35), why, four, four, one, one, {"film": Constant(1.5, why)})


def catalogue(locations: Iterable[Location], routes: Iterable[Route], activities: Iterable[Activity] = (), **changes: Any) -> Catalogue:
    """Build a catalogue of these things that starts and ends at the first location; its areas are those the things name."""
    places, ways, things = tuple(locations), tuple(routes), tuple(activities)
    areas = dict.fromkeys([*(place.area for place in places), *(thing.area for thing in things)])
    fields: dict[str, Any] = {
        "id": "small-world",
        "title": "A small world",
        "country": "NO",
        "timezone": "Europe/Oslo",
        "currency": "NOK",
        "start": places[0].id,
        "end": places[0].id,
        "default_day": (6, 22),
        "bounds": (58.0, 4.0, 79.0, 20.0),
        "child_under": 16,
        "checked": KNOWN.checked,
        "tour": tuple(areas),
        "paces": paces(),
        "score": score_rules(),
        "costs": Costs(6.5, 21, fuel_estimate=True, hire_per_day=1000, one_way_fee=2500, hire_estimate=True, evidence=KNOWN),
        "sources": {"editors": Source("editors", "The makers of this world")},
        "areas": {area: Area(area, area.removesuffix("_area").title()) for area in areas},
        "films": {},
        "seasons": {},
        "locations": {place.id: place for place in places},
        "routes": {way.id: way for way in ways},
        "activities": {thing.id: thing for thing in things},
    }
    return Catalogue(**{**fields, **changes})


# -- worlds with a name and a reason -------------------------------------------------------------------------------------------------


def fjord(**changes: Any) -> Catalogue:
    """Build a fjord with one of everything.

    A town and a village with beds, airports, car hire, a ferry with known times, a road round with a toll, a seasonal pass,
    a bus with assumed times, one with a headway and a walk for those without a car, things to do of every kind. ``changes``
    are fields of the catalogue.
    """
    crossing = ferry(
        "vestkai", "austkai", 30, 12,
        id="crossing",
        name="Vestkai-Austkai",
        out="08:30 10:00 11:30 13:00 15:00 17:00 19:00",
        back="09:15 10:45 12:15 14:00 16:00 18:00",
        season="May-Sep",
        be_there=(be_there(30, "queue", "Jul"), be_there(15)),
        fare=Fare(50, 25, 200, driver_included=True),
    )  # fmt: skip
    pass_road = drive("utsikten", "skaret", 35, 28, id="pass", name="Skaret pass", season="Jun 1-Oct 15")
    routes = (
        drive("vik", "vik_airport", 15, 12, name="Vik-Vik airport"),
        drive("vik", "vestkai", 40, 35, name="Vik-Vestkai"),
        crossing,
        drive("austkai", "lien", 10, 8, name="Austkai-Lien"),
        drive("lien", "utsikten", 20, 15, name="Lien-Utsikten"),
        pass_road,
        drive("skaret", "vik", 30, 30, name="Skaret-Vik", toll=Price(group=40)),
        drive("lien", "vik", 150, 140, id="round", name="Lien-Vik round the fjord", toll=Price(group=60)),
        route(Mode.BUS, "vik", "vestkai", 45, 35, id="bus", name="Vik-Vestkai bus", fare=Fare(90, 45), services=(
            times("09:00 12:00 16:00", origin="vik", estimate=True),
            times("10:00 13:00 17:30", origin="vestkai", estimate=True),
        )),
        walk("austkai", "lien", 60, 5, id="shore_path", name="Shore path"),
        route(Mode.BUS, "vik", "vik_airport", 20, 12, id="airport_bus", name="Airport bus", fare=Fare(50),
              services=(headway("06:00", "23:00", 30),)),
        route(Mode.FLIGHT, "vik_airport", "byen_airport", 50, 300, id="flight", name="Vik-Byen", fare=Fare(900, estimate=True),
              services=(times("09:30 16:00", origin="vik_airport"), times("11:00 18:00", origin="byen_airport")),
              be_there=(be_there(60),)),
        drive("byen_airport", "byen", 20, 18, name="Byen airport-Byen"),
        route(Mode.BUS, "byen_airport", "byen", 25, 18, id="city_bus", name="City bus", fare=Fare(100),
              services=(headway("06:00", "23:30", 20),)),
    )  # fmt: skip
    activities = (
        activity("museum", "Vik museum", "vik", 60, 2, open="Tu-Su 10:00-17:00", price=Price(120, 60), tags=("culture",)),
        journey("cruise", "Fjord crossing", (crossing,), 4, light=True, tags=("boat", "nature")),
        activity("kayak", "Kayak tour", "lien", 90, 3, season="May-Sep", starts="10:00 14:00", be_there=(be_there(15, "dress"),),
                 price=Price(600, estimate=True), min_age=12, difficulty=Difficulty.MEDIUM, one_of="water", tags=("boat",)),
        activity("rib", "Fast boat", "lien", 60, 2, season="May-Sep", open="09:00-18:00", price=Price(500), one_of="water"),
        activity("view", "Utsikten viewpoint", "utsikten", 20, 3, area="pass_area", light=True, tags=("film", "view"),
                 scenes=(Scene("the_film", "shot_here", "The jump.", ("editors",)),)),
        journey("pass_drive", "Over Skaret", (pass_road,), 4, area="pass_area", light=True, needs_car=True, tags=("scenic",)),
        activity("hike", "Skaret ridge", "skaret", 180, 5, area="pass_area", season="Jun-Sep", light=True,
                 difficulty=Difficulty.HARD, tags=("hiking",)),
        activity("cathedral", "Byen cathedral", "byen", 60, 3, open="09:00-18:00", area="city_area", tags=("culture",)),
    )  # fmt: skip
    return catalogue(
        (
            location("vik", "Vik", bed=1200, hire="Vik", kind="town"),
            location("vik_airport", "Vik airport", hire="Vik", kind="airport"),
            location("vestkai", "Vestkai", kind="quay"),
            location("austkai", "Austkai", kind="quay"),
            location("lien", "Lien", bed=1400, bed_open="May-Sep"),
            location("utsikten", "Utsikten", kind="viewpoint", area="pass_area"),
            location("skaret", "Skaret", kind="trailhead", area="pass_area"),
            location("byen_airport", "Byen airport", hire="Byen", kind="airport", area="city_area"),
            location("byen", "Byen", bed=1600, hire="Byen", kind="town", area="city_area"),
        ),
        routes,
        activities,
        **{
            "id": "fjord",
            "title": "The small fjord",
            "films": {"the_film": Film("the_film", "The Film", date(2023, 7, 12), KNOWN)},
            **changes,
        },
    )


# -- plans by hand -------------------------------------------------------------------------------------------------------------------


def fjord_request(**changes: Any) -> Request:
    """Ask for two days from Vik to Vik with a hired car, from Tuesday 15 June 2027."""
    return Request(**{"first_day": FIRST_DAY, "days": 2, "start": "vik", "end": "vik", **changes})


class Pen:
    """Writes a day of a plan by hand, each event from where and when the last one ended."""

    def __init__(self, world: Catalogue, day: date, location: str, start: str, *, with_car: bool = True) -> None:
        self.world, self.day, self.at, self.with_car = world, day, location, with_car
        self.now = datetime.combine(day, clock(start))
        self.events: list[Event] = []

    def _add(self, event: Event, at: str) -> Pen:
        self.events.append(event)
        self.now, self.at = event.end, at
        return self

    def _rides(self, routes: Iterable[str]) -> tuple[Ride, ...]:
        rides, at, now = [], self.at, self.now
        for id_ in routes:
            taken = self.world.routes[id_]
            known = next((d for d in taken.departures(self.day, at) if d.departs == now), None)
            every = next((every for first, last, every in taken.headways(self.day, at) if first <= now <= last), None)
            estimated = known.estimated if known else every is not None
            ride = Ride(taken, at, taken.other_end(at), now, now + taken.duration, estimated, None if known else every)
            rides.append(ride)
            at, now = ride.destination, ride.arrives
        return tuple(rides)

    def travel(self, *routes: str) -> Pen:
        """Ride these routes of one mode, one after the other, at once."""
        rides = self._rides(routes)
        return self._add(Travel(rides, self.with_car), rides[-1].destination)

    def until(self, end: str, *, route: str = "", activity: str = "") -> Pen:
        """Wait for a departure of the route, for the activity to begin, or freely."""
        reason = WaitFor.DEPARTURE if route else WaitFor.START if activity else WaitFor.FREE
        for_route = self.world.routes[route] if route else None
        for_activity = self.world.activities[activity] if activity else None
        return self._add(Wait(self.at, self.now, datetime.combine(self.day, clock(end)), reason, for_route, for_activity), self.at)

    def visit(self, id: str) -> Pen:  # noqa: A002
        """Do the activity; a journey from whichever end one is at."""
        done = self.world.activities[id]
        rides = self._rides(done.rides if self.at == done.start else reversed(done.rides))
        to = rides[-1].destination if rides else self.at
        end = rides[-1].arrives if rides else self.now + done.duration
        return self._add(Visit(done, self.at, to, self.now, end, self.with_car, rides), to)

    def meal(self, minutes: int = 45) -> Pen:
        """Have lunch."""
        return self._add(Meal(self.at, self.now, self.now + timedelta(minutes=minutes)), self.at)

    def hand_over(self, *, takes: bool, minutes: int = 30) -> Pen:
        """Take a hired car or hand it back."""
        self.with_car = takes
        return self._add(Handover(self.at, self.now, self.now + timedelta(minutes=minutes), takes), self.at)

    def night(self, start: str) -> Pen:
        """Sleep here, and start the next day at the given hour."""
        morning = datetime.combine(self.day + timedelta(days=1), clock(start))
        return self._add(Night(self.at, self.now, morning, self.with_car), self.at)

    def page(self, number: int) -> PlannedDay:
        """Give the day as written."""
        return PlannedDay(number, self.day, tuple(self.events))


def cost(kind: str, about: str, day: int, units: int, *, estimate: bool = False) -> CostItem:
    """Build one thing the party pays."""
    return CostItem(CostKind(kind), about, day, Amount(units, estimate))


def plan_by_hand(world: Catalogue, request: Request, days: Iterable[Pen], costs: Iterable[CostItem]) -> Plan:
    """Build a plan of these days, without a score."""
    pages = tuple(pen.page(number) for number, pen in enumerate(days, 1))
    return Plan(world.id, request, pages, tuple(costs), (), Quality(0.0, 0.0, proved=False))


def plan_of(world: Catalogue | None = None) -> Plan:
    """Write the right two days in :func:`fjord`: museum, crossing and kayak, a night in Lien, then viewpoint, pass and ridge."""
    world = world or fjord()
    first = Pen(world, FIRST_DAY, "vik", "10:00").visit("museum").travel("vik_vestkai").meal().until("13:00", route="crossing")
    first.visit("cruise").travel("austkai_lien").until("14:00", activity="kayak").visit("kayak").night("09:00")
    second = Pen(world, FIRST_DAY + timedelta(days=1), "lien", "09:00").travel("lien_utsikten").visit("view").visit("pass_drive")
    second.visit("hike").meal().travel("skaret_vik")
    costs = (
        cost("ticket", "museum", 1, 240),
        cost("fuel", "vik_vestkai", 1, 48, estimate=True),
        cost("fare", "crossing", 1, 250),
        cost("fuel", "austkai_lien", 1, 11, estimate=True),
        cost("ticket", "kayak", 1, 1200, estimate=True),
        cost("bed", "lien", 1, 1400),
        cost("fuel", "lien_utsikten", 2, 20, estimate=True),
        cost("fuel", "pass", 2, 38, estimate=True),
        cost("fuel", "skaret_vik", 2, 41, estimate=True),
        cost("toll", "skaret_vik", 2, 40),
        cost("hire", "vik", 1, 2000, estimate=True),
    )
    return plan_by_hand(world, fjord_request(), (first, second), costs)


def flight_plan(world: Catalogue | None = None) -> Plan:
    """Write the right two days to Byen and back in :func:`fjord`: the car is handed back for the flights and another taken in between."""
    world = world or fjord()
    first = Pen(world, FIRST_DAY, "vik", "13:30").meal().travel("vik_vik_airport").hand_over(takes=False)
    first.until("16:00", route="flight").travel("flight").hand_over(takes=True).travel("byen_airport_byen").night("09:00")
    second = Pen(world, FIRST_DAY + timedelta(days=1), "byen", "09:00").visit("cathedral").until("12:00").meal().until("15:50")
    second.travel("byen_airport_byen").hand_over(takes=False).until("18:00", route="flight").travel("flight")
    costs = (
        cost("fuel", "vik_vik_airport", 1, 16, estimate=True),
        cost("hire", "vik", 1, 1000, estimate=True),
        cost("fare", "flight", 1, 1800, estimate=True),
        cost("fuel", "byen_airport_byen", 1, 25, estimate=True),
        cost("bed", "byen", 1, 1600),
        cost("fuel", "byen_airport_byen", 2, 25, estimate=True),
        cost("hire", "byen_airport", 1, 1000, estimate=True),
        cost("fare", "flight", 2, 1800, estimate=True),
    )
    return plan_by_hand(world, fjord_request(end="vik_airport"), (first, second), costs)


def foot_plan(world: Catalogue | None = None) -> Plan:
    """Write the right two days without a car in :func:`fjord`: bus, ferry and walk to Lien, and back the same way."""
    world = world or fjord()
    first = Pen(world, FIRST_DAY, "vik", "12:00", with_car=False).travel("bus").meal().until("15:00", route="crossing")
    first.visit("cruise").travel("shore_path").visit("rib").night("10:00")
    second = Pen(world, FIRST_DAY + timedelta(days=1), "lien", "10:00", with_car=False).travel("shore_path").until("11:30").meal()
    second.until("14:00", route="crossing").travel("crossing").until("17:30", route="bus").travel("bus")
    costs = (
        cost("fare", "bus", 1, 180),
        cost("fare", "crossing", 1, 100),
        cost("ticket", "rib", 1, 1000),
        cost("bed", "lien", 1, 1400),
        cost("fare", "crossing", 2, 100),
        cost("fare", "bus", 2, 180),
    )
    return plan_by_hand(world, fjord_request(car=CarChoice.NONE), (first, second), costs)
