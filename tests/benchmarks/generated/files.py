"""A generated world as a catalogue's YAML files, and its planted trip in the numbers of a problem."""

from __future__ import annotations

import random
from math import cos, radians
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.generated.world import FIRST_DAY, PER_DEGREE_KM, RATINGS, SHUT, clock
from mi_trip.model.request import CarChoice, Request
from mi_trip.solver.trip import Trip

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.generated.world import Place, Road, Thing, World
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.problem import Problem

Entry = dict[str, Any]
WHY = "so made"
FACT = {"source": ["maker"], "confidence": "high"}


class _Plain(yaml.CSafeDumper):
    """Writes everything out: the reader takes no aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - of any data
        return True


def write(world: World, folder: Path) -> None:
    """The files of the world; the order of the entries tells nothing of what is planted."""
    names = _Names(world)
    folder.mkdir(parents=True, exist_ok=True)
    shuffle = random.Random(world.seed).sample  # noqa: S311 - an order, no secret
    sections: dict[str, Entry] = {
        "catalogue.yaml": {
            "catalogue": _header(world, names),
            "sources": {"maker": {"text": "The maker of this world"}},
            "areas": [{"id": "the_land", "name": "The land"}],
        },
        "locations.yaml": {"locations": [names.location(n) for n in shuffle(range(len(world.places)), len(world.places))]},
        "routes.yaml": {
            "seasons": [{"id": f"shut_{n}", "name": f"Season {n}", "open": text, **FACT} for n, text in enumerate(SHUT)],
            "routes": [names.route(n) for n in shuffle(range(len(world.roads)), len(world.roads))],
        },
        "activities.yaml": {"activities": [names.activity(n) for n in shuffle(range(len(world.things)), len(world.things))]},
    }
    for file, content in sections.items():
        (folder / file).write_text(yaml.dump(content, Dumper=_Plain, sort_keys=False, allow_unicode=True), "utf-8")


def request_of(world: World, catalogue: Catalogue) -> Request:
    """The trip asked for: with one's own car, for two."""
    return Request(FIRST_DAY, world.days, catalogue.start, catalogue.end, car=CarChoice.OWN)


def planted_trip(world: World, problem: Problem) -> Trip:
    """The planted trip in the numbers of the problem."""
    names = _Names(world)
    stops = {choice.activity: number for number, choice in enumerate(problem.choices)}
    beds = {bed.location: number for number, bed in enumerate(problem.beds[: problem.start])}
    days = tuple(tuple(stops[names.things[n]] for n in day) for day in world.planted)
    return Trip(days, tuple(beds[names.places[n]] for n in world.hotels), problem.ends[0])


class _Names:
    """Ids of a world's things; their numbers are drawn, so that no id tells what is planted."""

    def __init__(self, world: World) -> None:
        self.world = world
        draw = random.Random(f"names {world.seed}")  # noqa: S311 - names, no secret
        self.places, self.roads, self.things = (
            [f"{kind}_{n}" for n in draw.sample(range(len(of)), len(of))]
            for kind, of in (("place", world.places), ("way", world.roads), ("thing", world.things))
        )

    def location(self, number: int) -> Entry:
        place: Place = self.world.places[number]
        name = self.places[number]
        entry = {"id": name, "name": _title(name), "kind": "village", "area": "the_land", "at": [round(x, 5) for x in place.at], **FACT}
        return {**entry, "stay": {"name": f"{_title(name)} Inn", "room": place.room}} if place.room else entry

    def route(self, number: int) -> Entry:
        road: Road = self.world.roads[number]
        one, other = (self.places[end] for end in road.ends)
        name = self.roads[number]
        entry: Entry = {
            "id": name, "name": f"{_title(one)}-{_title(other)}", "mode": "ferry" if road.sails else "drive", "from": one, "to": other,
            "km": max(road.minutes, round(1.05 * self._straight_km(road)) + 1), "minutes": road.minutes, **FACT,
        }  # fmt: skip
        if road.open != "24/7":
            entry["open"] = road.open
        if road.season is not None:
            entry["season"] = f"shut_{road.season}"
        if road.sails:
            entry["departures"] = [
                {"from": end, "times": [clock(at) for at in times]} for end, times in zip((one, other), road.sails, strict=True)
            ]
            entry["fare"] = {"car": road.fare}
        if road.early:
            entry["be_there"] = [{"minutes": road.early, "why": "queue"}]
        if road.toll:
            entry["toll"] = {"group": road.toll}
        return entry

    def activity(self, number: int) -> Entry:
        thing: Thing = self.world.things[number]
        entry: Entry = {"id": self.things[number], "name": _title(self.things[number])}
        if thing.road is None:
            entry |= {"at": self.places[thing.place], "minutes": thing.minutes}
        else:
            ends = (self.places[end] for end in self.world.roads[thing.road].ends)
            entry |= {**dict(zip(("from", "to"), ends, strict=True)), "rides": [self.roads[thing.road]]}
        entry |= {"tags": ["nature"], "rating": thing.rating, "why": WHY, **FACT}
        if thing.open != "24/7":
            entry["open"] = thing.open
        return {**entry, "price": {"adult": thing.price}} if thing.price else entry

    def _straight_km(self, road: Road) -> float:
        (a, b), (c, d) = (self.world.places[end].at for end in road.ends)
        return PER_DEGREE_KM * ((a - c) ** 2 + ((b - d) * cos(radians(min(a, c)))) ** 2) ** 0.5


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _header(world: World, names: _Names) -> Entry:
    def pace(opens: str, closes: str, lunch: int, driving: int, visits: int, strenuous: str) -> Entry:
        return {"from": opens, "to": closes, "lunch": lunch, "driving": driving, "visits": visits, "strenuous": strenuous}

    def constant(value: float) -> Entry:
        return {"value": value, "why": WHY}

    return {
        "id": "generated", "title": f"World {world.seed}", "country": "NO", "timezone": "Europe/Oslo", "currency": "NOK",
        "start": names.places[world.start], "end": names.places[world.end], "date": "Jun 22", "bounds": [50, -5, 72, 21],
        "paces": {
            "relaxed": pace("09:00", "18:00", 60, 180, 3, "every_other_day"),
            "balanced": pace("08:30", "19:30", 45, 270, 4, "one_a_day"),
            "packed": pace("07:30", "21:00", 30, 390, 6, "one_a_day"),
        },
        "score": {
            "ratings": list(RATINGS), "ratings_why": WHY, "per_hour_on_the_way": constant(4), "per_change_of_bed": constant(4),
            "per_1000": constant(1), "pull": constant(0),
        },
        "fuel": {"litres_per_100_km": 0, "per_litre": 0, **FACT},
        "hire": {"per_day": 1000, "one_way_fee": 0, **FACT},
        "checked": "2026-11-20", **FACT,
    }  # fmt: skip
