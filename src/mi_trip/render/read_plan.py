"""An exported plan read back: JSON -> Plan, its ids resolved against the catalogue it names."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, TypeVar, assert_never
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from mi_trip.errors import FileError
from mi_trip.model import plan as made
from mi_trip.model import request as asked
from mi_trip.model.activity import Difficulty
from mi_trip.model.money import Amount, Party
from mi_trip.model.saved import saved_of
from mi_trip.model.solution import RIDE, Quality
from mi_trip.render import plan_file as file
from mi_trip.render.json_plan import SCHEMA_VERSION
from mi_trip.render.units import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic_core import ErrorDetails

    from mi_trip.model.catalogue import Catalogue

MOST_CHARACTERS = 16_000_000  # sixty full days are below 2 million
KINDS = ("travel", "wait", "visit", "meal", "handover", "night")
AGAIN = "export the plan again with `mi-trip plan -o`"

T = TypeVar("T")


def read_plan(text: str, source_name: str, load: Callable[[str], Catalogue]) -> tuple[made.Plan, Catalogue]:
    """Read what :func:`mi_trip.render.json_plan.plan_json` wrote; ``load`` gives the catalogue of an id or a path.

    Whether the plan still holds is for the checker to say. Raises :class:`FileError` for anything that is not such a plan.
    """
    if len(text) > MOST_CHARACTERS:
        raise FileError(source_name, f"is too long for a plan ({len(text):,} characters): {AGAIN}")
    try:
        read = file.PlanFile.model_validate_json(text.removeprefix("\ufeff").encode("utf-8", "replace"))
    except ValidationError as error:
        raise FileError(source_name, _complaint(error)) from error
    catalogue = load(read.catalogue.id)
    return _Builder(read, source_name, catalogue).plan(), catalogue


def _complaint(error: ValidationError) -> str:
    """One sentence for the mistake that explains most."""
    found = error.errors(include_url=False, include_context=False)
    for mistake in found:
        if mistake["type"] == "json_invalid":
            why = mistake["msg"].removeprefix("Invalid JSON: ")
            return f"is not whole JSON ({plain(why)}): it is damaged or was cut off; {AGAIN}"
        if mistake["loc"] == ("schema_version",) and mistake["type"] != "missing":
            return f"has schema_version {_shown(mistake)}, and this mi-trip reads {SCHEMA_VERSION}: {AGAIN} of this version"
    first = found[0]
    if first["loc"] in ((), ("schema_version",)):
        return f"is not an exported plan: give a file that `mi-trip plan -o FILE.json` wrote, or {AGAIN}"
    where = _path(first["loc"])
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return f"'{where}': {_what(first)}{more}; {AGAIN}"


def _path(location: tuple[int | str, ...]) -> str:
    """Where in the file, such as `days[0].events[2].start`; the kind of an event is no part of it."""
    parts = [part for before, part in zip((None, *location), location, strict=False) if not (isinstance(before, int) and part in KINDS)]
    return "".join(f"[{part}]" if isinstance(part, int) else f".{plain(part)}" for part in parts).removeprefix(".")


def _shown(mistake: ErrorDetails) -> str:
    told = plain(str(mistake["input"]))
    return told if len(told) <= 40 else told[:37] + "..."


def _what(mistake: ErrorDetails) -> str:
    match mistake["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is an unknown key"
        case "too_long" | "string_too_long":
            return "is too long"
        case _:
            expected = mistake["msg"].removeprefix("Value error, ")
            return f"{expected[:1].lower()}{expected[1:]}, not '{_shown(mistake)}'"


class _Builder:
    """Builds a plan of what was read, with the things of the catalogue in place of their ids."""

    def __init__(self, read: file.PlanFile, source_name: str, catalogue: Catalogue) -> None:
        self._read, self._source, self._catalogue = read, source_name, catalogue
        self._zone = ZoneInfo(catalogue.timezone)

    def plan(self) -> made.Plan:
        read = self._read
        quality = read.quality
        plan = made.Plan(
            read.catalogue.id,
            self._request(),
            tuple(made.PlannedDay(day.number, day.date, tuple(map(self._event, day.events)), day.note) for day in read.days),
            tuple(made.CostItem(made.CostKind(i.kind), i.about, i.day, Amount(i.amount, i.estimate)) for i in read.costs),
            tuple(made.ScoreLine(line.code, line.about, line.day, line.points) for line in read.score),
            Quality(quality.score, math.inf if quality.bound is None else quality.bound, quality.proved),
            tuple(made.Notice(n.code, n.day, n.subject, tuple(n.facts.items())) for n in read.notices),
            read.title,
            tuple(read.travellers),
            read.note,
        )
        if {"pins", "pinned_nights"} <= read.request.model_fields_set:
            return plan
        return replace(plan, request=saved_of(plan).request)

    def _known(self, things: Mapping[str, T], id_: str, kind: str) -> T:
        if id_ not in things:
            name = plain(self._catalogue.id)
            raise FileError(self._source, f"names the {kind} '{id_}', which the catalogue '{name}' does not know: make the plan again")
        return things[id_]

    def _location(self, id_: str) -> str:
        return self._known(self._catalogue.locations, id_, "location").id

    def _locations(self, ids: list[str]) -> tuple[str, ...]:
        return tuple(self._location(id_) for id_ in ids)

    def _local(self, moment: datetime) -> datetime:
        """The catalogue's local time; of an hour that the clock skips or repeats, the one that is written."""
        written = moment.replace(tzinfo=None)
        if moment.utcoffset() in {written.replace(tzinfo=self._zone, fold=fold).utcoffset() for fold in (0, 1)}:
            return written
        return moment.astimezone(self._zone).replace(tzinfo=None)

    def _request(self) -> asked.Request:
        read = self._read.request
        return asked.Request(
            first_day=read.first_day,
            days=read.days,
            start=self._location(read.start),
            end=self._location(read.end),
            pace=asked.PaceName(read.pace),
            car=asked.CarChoice(read.car),
            party=Party(read.party.adults, tuple(read.party.children)),
            arrive=time.fromisoformat(read.arrive) if read.arrive else None,
            depart=time.fromisoformat(read.depart) if read.depart else None,
            likes=tuple((like.tag, like.weight) for like in read.likes),
            must=tuple(self._wish(wish) for wish in read.must),
            avoid=tuple(self._wish(wish) for wish in read.avoid),
            nights=tuple(asked.FixedNight(n.name, n.day, self._locations(n.locations)) for n in read.nights),
            pins=tuple(self._pin(pin) for pin in read.pins),
            pinned_nights=tuple(asked.PinnedNight(self._location(n.location), n.date, n.booked) for n in read.pinned_nights),
            max_difficulty=Difficulty[read.max_difficulty.upper()],
            budget=read.budget,
            assumed_date=read.assumed_date,
        )

    def _pin(self, pin: file.Pin) -> asked.Pin:
        if pin.route:
            held = RIDE + self._known(self._catalogue.routes, pin.route, "route").id
        else:
            held = self._known(self._catalogue.activities, pin.activity or "", "activity").id
        origin = self._location(pin.origin) if pin.origin else ""
        return asked.Pin(held, pin.date, origin, time.fromisoformat(pin.at) if pin.at else None)

    def _wish(self, wish: file.Wish) -> asked.Wish:
        known = self._catalogue
        return asked.Wish(
            wish.name,
            areas=tuple(self._known(known.areas, id_, "area").id for id_ in wish.areas),
            locations=self._locations(wish.locations),
            activities=tuple(self._known(known.activities, id_, "activity").id for id_ in wish.activities),
            routes=tuple(self._known(known.routes, id_, "route").id for id_ in wish.routes),
        )

    def _event(self, event: file.Event) -> made.Event:
        start, end = self._local(event.start), self._local(event.end)
        routes, activities = self._catalogue.routes, self._catalogue.activities
        match event:
            case file.Travel():
                return made.Travel(self._rides(event.rides), event.with_car, event.demanded, made.Hold(event.hold), event.note)
            case file.Wait():
                route = self._known(routes, event.route, "route") if event.route else None
                activity = self._known(activities, event.activity, "activity") if event.activity else None
                return made.Wait(self._location(event.location), start, end, made.WaitFor(event.reason), route, activity)
            case file.Visit():
                done = self._known(activities, event.activity, "activity")
                ends = self._location(event.origin), self._location(event.destination)
                held = made.Hold(event.hold), event.note
                return made.Visit(done, *ends, start, end, event.with_car, self._rides(event.rides), event.estimated, *held)
            case file.Meal():
                return made.Meal(self._location(event.location), start, end)
            case file.Handover():
                return made.Handover(self._location(event.location), start, end, event.takes)
            case file.Night():
                return made.Night(self._location(event.location), start, end, event.with_car, made.Hold(event.hold), event.note)
            case _:
                assert_never(event)

    def _rides(self, rides: list[file.Ride]) -> tuple[made.Ride, ...]:
        return tuple(
            made.Ride(
                self._known(self._catalogue.routes, ride.route, "route"),
                self._location(ride.origin),
                self._location(ride.destination),
                self._local(ride.departs),
                self._local(ride.arrives),
                ride.estimated,
                timedelta(minutes=ride.every_minutes) if ride.every_minutes is not None else None,
            )
            for ride in rides
        )
