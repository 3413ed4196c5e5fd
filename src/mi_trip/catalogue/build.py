"""Checked plain data -> the model's catalogue. Runs at every start: imports the model only."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from mi_trip.catalogue.clock import minutes_of, month_and_day
from mi_trip.model.activity import Activity, Difficulty, OnFoot, StartTimes, Weather
from mi_trip.model.catalogue import Catalogue, Constant, Costs, Pace, ScoreRules
from mi_trip.model.hours import Hours, Spot, daylight
from mi_trip.model.money import Fare, Price
from mi_trip.model.place import (
    Area,
    Booking,
    CarHire,
    Claim,
    Confidence,
    Disagreement,
    Evidence,
    Film,
    Location,
    Scene,
    Season,
    Source,
    Stay,
    YearRecord,
)
from mi_trip.model.request import PaceName
from mi_trip.model.route import BeThere, Headway, Mode, Route, Service, Times

Plain = dict[str, Any]

ALWAYS = "24/7"
_SUN = ("sun", "dawn", "dusk")  # words of opening hours that mean another hour at another place


def build(plain: Plain, folder: str, digest: str = "") -> Catalogue:
    """The catalogue of checked plain data, as :func:`mi_trip.catalogue.check.read_catalogue` gives it."""
    return _Builder(plain).catalogue(folder, digest)


class _Builder:
    """Holds what entries of one catalogue share: its country, its date, its seasons and its locations."""

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self.header: Plain = plain["catalogue"]
        self.checked = date.fromisoformat(self.header["checked"])
        self.locations = {entry["id"]: self._location(entry) for entry in plain["locations"]}
        self.home = self.locations[self.header["start"]].spot
        self.seasons = {entry["id"]: self._season(entry) for entry in plain["seasons"]}
        self.routes = {entry["id"]: self._route(entry) for entry in plain["routes"]}

    def catalogue(self, folder: str, digest: str) -> Catalogue:
        header = self.header
        return Catalogue(
            id=header["id"],
            title=header["title"],
            country=header["country"],
            timezone=header["timezone"],
            currency=header["currency"],
            start=header["start"],
            end=header["end"],
            default_day=month_and_day(header["date"]),
            bounds=tuple(header["bounds"]),
            child_under=header["child_under"],
            checked=self.checked,
            tour=tuple(header["tour"]),
            paces={PaceName(name): _pace(name, pace) for name, pace in header["paces"].items()},
            score=_score(header["score"]),
            costs=self._costs(header["fuel"], header["hire"]),
            sources={key: Source(key, entry["text"], entry.get("url", "")) for key, entry in self.plain["sources"].items()},
            areas={
                entry["id"]: Area(entry["id"], entry["name"], tuple(entry["also"]), entry.get("note", "")) for entry in self.plain["areas"]
            },
            films={entry["id"]: self._film(entry) for entry in self.plain["films"]},
            seasons=self.seasons,
            locations=self.locations,
            routes=self.routes,
            activities={entry["id"]: self._activity(entry) for entry in self.plain["activities"]},
            disagreements=tuple(_disagreement(entry) for entry in self.plain["disagreements"]),
            folder=folder,
            digest=digest,
        )

    def _evidence(self, entry: Plain) -> Evidence:
        checked = date.fromisoformat(entry["checked"]) if "checked" in entry else self.checked
        return Evidence(tuple(entry["source"]), Confidence(entry["confidence"]), checked)

    def _film(self, entry: Plain) -> Film:
        released = date.fromisoformat(entry["released"])
        return Film(entry["id"], entry["title"], released, self._evidence(entry), tuple(entry["also"]), entry.get("note", ""))

    def _location(self, entry: Plain) -> Location:
        spot = Spot(entry["at"][0], entry["at"][1], self.header["country"], self.header["timezone"])
        hire = entry.get("car_hire")
        return Location(
            id=entry["id"],
            name=entry["name"],
            kind=entry["kind"],
            area=entry["area"],
            spot=spot,
            precision=Confidence(entry["precision"]),
            evidence=self._evidence(entry),
            also=tuple(entry["also"]),
            municipality=entry.get("municipality", ""),
            region=entry.get("region", ""),
            note=entry.get("note", ""),
            stay=_stay(entry["stay"], spot) if "stay" in entry else None,
            car_hire=CarHire(hire["handover"], hire["city"], hire.get("who", "")) if hire else None,
            scenes=_scenes(entry["scenes"]),
            private=entry["private"],
            unreachable=entry.get("unreachable", ""),
        )

    def _season(self, entry: Plain) -> Season:
        history = (YearRecord(year["year"], Hours(year["open"], self.home), year.get("note", "")) for year in entry["history"])
        opens = Hours(entry["open"], self.home)
        return Season(entry["id"], entry["name"], opens, self._evidence(entry), tuple(history), entry.get("note", ""))

    def _season_at(self, name: str | None, spot: Spot) -> Season:
        if name is None:
            return Season("", "", Hours(ALWAYS, spot))
        season = self.seasons[name]
        if any(word in season.open.text for word in _SUN):
            return replace(season, open=Hours(season.open.text, spot))
        return season

    def _route(self, entry: Plain) -> Route:
        mode, spot = Mode(entry["mode"]), self.locations[entry["start"]].spot
        fare = ChainMap(entry["fare"], {"child": None, "basis": ""})
        return Route(
            id=entry["id"],
            name=entry["name"],
            mode=mode,
            start=entry["start"],
            end=entry["end"],
            one_way=entry["one_way"],
            km=entry["km"],
            duration=timedelta(minutes=entry["minutes"]),
            season=self._season_at(entry.get("season"), spot),
            open=Hours(entry["open"], spot),
            evidence=self._evidence(entry),
            cars=entry.get("cars", mode in (Mode.DRIVE, Mode.FERRY)),
            foot=entry.get("foot", mode is not Mode.DRIVE),
            estimate=entry["estimate"],
            estimated_distance=entry.get("estimated_distance", False),
            road=entry.get("road", ""),
            services=tuple(made for service in entry["departures"] if (made := _service(service, spot))),
            be_there=_be_there(entry["be_there"], spot),
            fare=Fare(**fare),
            toll=_price(entry["toll"]) if "toll" in entry else Price(),
            toll_at=entry.get("toll_at", ""),
            booking=_booking(entry),
            lunch_inside="lunch" in entry,
            note=entry.get("note", ""),
        )

    def _activity(self, entry: Plain) -> Activity:
        start = entry.get("at") or entry["start"]
        rides = tuple(entry["rides"])
        location = self.locations[start]
        walk = entry["on_foot"]
        return Activity(
            id=entry["id"],
            name=entry["name"],
            start=start,
            end=entry.get("at") or entry["end"],
            area=entry.get("area") or location.area,
            tags=tuple(entry["tags"]),
            rating=entry["rating"],
            why=entry["why"],
            duration=timedelta(minutes=entry["minutes"])
            if "minutes" in entry
            else sum((self.routes[r].duration for r in rides), timedelta()),
            season=self._season_at(entry.get("season"), location.spot),
            open=Hours(entry["open"], location.spot),
            evidence=self._evidence(entry),
            also=tuple(entry["also"]),
            rides=rides,
            one_way=entry["one_way"],
            starts=tuple(
                StartTimes(Hours(rule["on"], location.spot), tuple(map(time.fromisoformat, rule["times"])), rule["estimate"])
                for rule in entry["starts"]
            ),
            daylight=daylight(location.spot) if entry["daylight"] else None,
            on_request=entry["on_request"],
            price=_price(entry["price"]),
            min_age=entry.get("min_age", 0),
            driver_age=entry.get("driver_age", 0),
            difficulty=Difficulty[entry["difficulty"].upper()],
            on_foot=OnFoot(walk.get("km"), walk.get("ascent_m"), timedelta(minutes=walk.get("minutes", 0))),
            needs_car=entry["needs_car"],
            one_of=entry.get("one_of", ""),
            booking=_booking(entry),
            be_there=_be_there(entry["be_there"], location.spot),
            lunch_inside="lunch" in entry,
            weather=Weather(entry["weather"]),
            scenes=_scenes(entry["scenes"]),
            note=entry.get("note", ""),
        )

    def _costs(self, fuel: Plain, hire: Plain) -> Costs:
        proofs = [self._evidence(fuel), self._evidence(hire)]
        weakest = max(proofs, key=lambda proof: list(Confidence).index(proof.confidence)).confidence
        sources = tuple(dict.fromkeys(source for proof in proofs for source in proof.sources))
        return Costs(
            litres_per_100_km=fuel["litres_per_100_km"],
            per_litre=fuel["per_litre"],
            fuel_estimate=fuel["estimate"],
            hire_per_day=hire["per_day"],
            one_way_fee=hire["one_way_fee"],
            hire_estimate=hire["estimate"],
            evidence=Evidence(sources, weakest, min(proof.checked for proof in proofs)),
        )


def _pace(name: str, pace: Plain) -> Pace:
    return Pace(
        name=PaceName(name),
        start=time.fromisoformat(pace["start"]),
        end=time.fromisoformat(pace["end"]),
        lunch=timedelta(minutes=pace["lunch"]),
        driving=timedelta(minutes=pace["driving"]),
        visits=pace["visits"],
        rest_after_strenuous=pace["strenuous"] == "every_other_day",
    )


def _score(rules: Plain) -> ScoreRules:
    def constant(plain: Plain) -> Constant:
        return Constant(plain["value"], plain["why"])

    return ScoreRules(
        ratings=tuple(rules["ratings"]),
        ratings_why=rules["ratings_why"],
        per_hour_on_the_way=constant(rules["per_hour_on_the_way"]),
        per_change_of_bed=constant(rules["per_change_of_bed"]),
        per_1000=constant(rules["per_1000"]),
        pull=constant(rules["pull"]),
        interests={tag: constant(weight) for tag, weight in rules["interests"].items()},
    )


def _disagreement(entry: Plain) -> Disagreement:
    claims = tuple(Claim(claim["says"], tuple(claim["source"])) for claim in entry["claims"])
    return Disagreement(entry["about"], entry["question"], claims, entry.get("use", ""))


def _stay(stay: Plain, spot: Spot) -> Stay:
    opens = Hours(stay["open"], spot)
    return Stay(stay.get("name", ""), stay["room"], stay["estimate"], opens, stay.get("basis", ""), _booking(stay))


def _scenes(scenes: list[Plain]) -> tuple[Scene, ...]:
    return tuple(Scene(scene["film"], scene["relation"], scene["scene"], tuple(scene["source"])) for scene in scenes)


def _booking(entry: Plain) -> Booking | None:
    return Booking(**entry["booking"]) if "booking" in entry else None


def _price(price: Plain) -> Price:
    return Price(**price)


def _be_there(rules: list[Plain], spot: Spot) -> tuple[BeThere, ...]:
    return tuple(BeThere(rule["minutes"], rule["why"], Hours(rule.get("on", ALWAYS), spot)) for rule in rules)


def _service(service: Plain, spot: Spot) -> Service | None:
    """The departures of one service; a known grid becomes its times.

    The hours of a grid after midnight belong to the next date. They are kept where the service runs every day, when that date has
    them as well; else they are left out rather than told of a day on which nothing sails.
    """
    on, origin, basis = Hours(service["on"], spot), service.get("start"), service.get("basis", "")
    if service["times"]:
        return Times(on, origin, tuple(sorted(map(time.fromisoformat, service["times"]))), service["estimate"], basis)
    every = timedelta(minutes=service["every"])
    if service["estimate"]:
        return Headway(on, origin, time.fromisoformat(service["first"]), time.fromisoformat(service["last"]), every, basis)
    first, last = minutes_of(service["first"]), minutes_of(service["last"])
    minutes = range(first, (last if last >= first else last + 24 * 60) + 1, service["every"])
    kept = sorted({minute % (24 * 60) for minute in minutes if minute < 24 * 60 or on.always})
    return Times(on, origin, tuple(_time(minute) for minute in kept), estimate=False, basis=basis)


def _time(minute: int) -> time:
    return (datetime.min + timedelta(minutes=minute)).time()
