"""What ``mi-trip route`` shows: the way between two places at a moment, what is shut then, and what that costs in time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

from mi_trip.model.money import Amount
from mi_trip.model.plan import Handover, Travel, Wait, WaitFor
from mi_trip.model.route import Mode
from mi_trip.render import facts
from mi_trip.render.grid import Grid
from mi_trip.render.units import (
    WEEKDAYS,
    about,
    clock,
    count,
    day_text,
    duration_text,
    km_text,
    money,
    party_text,
    plain,
    span,
    units,
    whole_minutes,
    with_offset,
)
from mi_trip.render.words import MODE_WORDS, location_name, ride_notes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.money import Party
    from mi_trip.model.plan import Ride
    from mi_trip.model.request import CarChoice
    from mi_trip.model.route import Route

SCHEMA_VERSION = 1

WayEvent: TypeAlias = Travel | Wait | Handover


@dataclass(frozen=True, slots=True)
class Shut:
    """A route that would be on the way were it open. ``saves``: how much sooner one arrives on the day it opens."""

    route: Route
    opens: date | None
    saves: timedelta | None


@dataclass(frozen=True, slots=True)
class Risk:
    """A route on the way that was shut on this date in some recorded years. ``detour``: how much later without it; none: no way."""

    route: Route
    shut: int
    recorded: int
    detour: timedelta | None


@dataclass(frozen=True, slots=True)
class RouteView:
    """A way, and what was asked: from ``ready`` on, with which car, for whom."""

    events: tuple[WayEvent, ...]
    origin: str
    destination: str
    ready: datetime
    car: CarChoice
    party: Party
    assumed_date: bool
    shut: tuple[Shut, ...] = ()
    risks: tuple[Risk, ...] = ()

    @property
    def rides(self) -> tuple[tuple[Ride, bool], ...]:
        """All rides in order, each with whether the car comes along."""
        return tuple((ride, event.with_car) for event in self.events if isinstance(event, Travel) for ride in event.rides)

    @property
    def leaves(self) -> datetime:
        """When one has to leave at the latest."""
        return self.events[0].start

    @property
    def arrives(self) -> datetime:
        """When one is there."""
        return self.events[-1].end

    @property
    def km(self) -> float:
        """Kilometres in all."""
        return sum(ride.route.km for ride, _ in self.rides)

    @property
    def driving(self) -> timedelta:
        """Time at the wheel."""
        rides = self.rides
        return sum((ride.route.duration for ride, car in rides if car and ride.route.mode is Mode.DRIVE), timedelta(0))

    @property
    def waiting(self) -> timedelta:
        """Time spent waiting; hours of one's own and nights are not."""
        waits = (event for event in self.events if isinstance(event, Wait) and event.reason is not WaitFor.FREE)
        return sum((wait.end - wait.start for wait in waits), timedelta(0))

    @property
    def guessed(self) -> bool:
        """Whether some length or departure is an estimate."""
        return any(ride.estimated or ride.route.estimate or ride.route.estimated_distance for ride, _ in self.rides)

    def cost(self, catalogue: Catalogue) -> Amount:
        """Fares and tolls of the party."""
        total = Amount()
        for ride, with_car in self.rides:
            total = total + ride_cost(ride, self.party, catalogue, with_car=with_car)
        return total


def ride_cost(ride: Ride, party: Party, catalogue: Catalogue, *, with_car: bool) -> Amount:
    """The fare of a ride and, at the wheel, its toll."""
    fare = ride.route.fare.of(party, catalogue.child_under, with_car=with_car)
    tolled = with_car and ride.route.mode is Mode.DRIVE
    return fare + ride.route.toll_from(ride.origin).of(party, catalogue.child_under) if tolled else fare


# -- for people ----------------------------------------------------------------------------------------------------------------------


def route_grid(view: RouteView, catalogue: Catalogue) -> Grid:
    """The way as a table with its sums and warnings."""
    columns = ("time", "what", "where", "how long", "km", "cost", "notes")
    title = f"{location_name(view.origin, catalogue)} → {location_name(view.destination, catalogue)}, {day_text(view.ready.date())}"
    assumed = " (date assumed: --date sets it)" if view.assumed_date else ""
    rows = tuple(row for event in view.events for row in _rows(event, view, catalogue))
    after = (_sums(view, catalogue), *_shut_lines(view, catalogue), *_risk_lines(view))
    title = f"{title} from {clock(view.ready)}{assumed}"
    return Grid(columns, rows, frozenset({"how long", "km", "cost"}), title=title, after=after)


def _rows(event: WayEvent, view: RouteView, catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    match event:
        case Travel():
            for ride in event.rides:
                yield _ride_row(ride, view, catalogue, with_car=event.with_car)
        case Wait(reason=WaitFor.FREE):
            done = "Free time" if event.start.date() == event.end.date() else "Overnight"
            yield _still_row(event, done, "", view, catalogue)
        case Wait():
            yield _still_row(event, "Wait", _why(event), view, catalogue)
        case Handover():
            yield _still_row(event, "Take car" if event.takes else "Return car", "", view, catalogue)
        case _:
            assert_never(event)


def _why(wait: Wait) -> str:
    """What a wait is for, where the ride after it does not say so."""
    early = wait.route.early(wait.end.date()) if wait.route else None
    if early and early.minutes:
        return f"be there {facts.duration_text_of(early.minutes)} early: {plain(early.why)}"
    return f"opens {clock(wait.end)}" if wait.route and not wait.route.timetabled else ""


def _still_row(event: Wait | Handover, done: str, note: str, view: RouteView, catalogue: Catalogue) -> tuple[str, ...]:
    place, took = location_name(event.location, catalogue), duration_text(event.end - event.start)
    return _when(event.start, event.end, view), done, place, took, "", "", note


def _when(start: datetime, end: datetime, view: RouteView) -> str:
    """The hours, on a later day than asked for with the weekday."""
    day = "" if start.date() == view.ready.date() else f"{WEEKDAYS[start.weekday()]} "
    return f"{day}{span(start, end)}"


def _ride_row(ride: Ride, view: RouteView, catalogue: Catalogue, *, with_car: bool) -> tuple[str, ...]:
    route = ride.route
    cost = ride_cost(ride, view.party, catalogue, with_car=with_car)
    notes = [f"on {plain(route.road)}" if route.road and route.mode is Mode.DRIVE else "", *ride_notes(ride)]
    return (
        about(_when(ride.departs, ride.arrives, view), guessed=ride.estimated),
        MODE_WORDS[route.mode],
        f"{location_name(ride.origin, catalogue)} → {location_name(ride.destination, catalogue)}",
        about(duration_text(route.duration), guessed=route.estimate),
        about(km_text(route.km), guessed=route.estimate or route.estimated_distance),
        units(cost) if cost.units else "",
        "; ".join(note for note in notes if note),
    )


def _sums(view: RouteView, catalogue: Catalogue) -> str:
    took = about(duration_text(view.arrives - view.leaves), guessed=view.guessed)
    parts = [f"leave by {_moment_text(view.leaves, view)}" if view.leaves > view.ready else ""]
    parts.append(f"arrives {_moment_text(view.arrives, view)}")
    parts.append(f"{took} in all")
    parts.append(f"{duration_text(view.driving)} driving" if view.driving else "")
    parts.append(f"{duration_text(view.waiting)} waiting" if view.waiting else "")
    parts.append(about(f"{km_text(view.km)} km", guessed=view.guessed))
    cost = view.cost(catalogue)
    parts.append(f"fares and tolls {money(cost, catalogue.currency)} for {party_text(view.party)}" if cost.units else "no fares or tolls")
    return ", ".join(part for part in parts if part)


def _moment_text(moment: datetime, view: RouteView) -> str:
    """The hour, on a later day than asked for with the date."""
    return clock(moment) + (f" on {day_text(moment.date())}" if moment.date() != view.ready.date() else "")


def _shut_lines(view: RouteView, catalogue: Catalogue) -> Iterator[str]:
    for shut in view.shut:
        ends = " – ".join(location_name(end, catalogue) for end in (shut.route.start, shut.route.end))
        opens = f"; it opens {day_text(shut.opens)}" if shut.opens else ""
        saves = f", and the way is then {duration_text(shut.saves)} shorter" if shut.opens and shut.saves else ""
        yield f"shut: {plain(shut.route.name)} ({ends}){opens}{saves}"


def _risk_lines(view: RouteView) -> Iterator[str]:
    for risk in view.risks:
        without = f"the way round takes {duration_text(risk.detour)} more" if risk.detour is not None else "without it there is no way"
        years = count(risk.recorded, "recorded year")
        yield f"may be shut: {plain(risk.route.name)} was shut on this date in {risk.shut} of {years}; {without}"


# -- for machines --------------------------------------------------------------------------------------------------------------------


def route_json(view: RouteView, catalogue: Catalogue) -> str:
    """The way as JSON; ``route.schema.json`` beside this module is the schema."""
    zone = catalogue.timezone
    cost = view.cost(catalogue)
    found = {
        "schema_version": SCHEMA_VERSION,
        "catalogue": catalogue.id,
        "currency": catalogue.currency,
        "from": view.origin,
        "to": view.destination,
        "car": view.car.value,
        "party": {"adults": view.party.adults, "children": list(view.party.children)},
        "assumed_date": view.assumed_date,
        "ready": with_offset(view.ready, zone),
        "arrives": with_offset(view.arrives, zone),
        "duration_minutes": whole_minutes(view.arrives - view.ready),
        "driving_minutes": whole_minutes(view.driving),
        "waiting_minutes": whole_minutes(view.waiting),
        "distance_km": round(view.km, 1),
        "cost": {"units": cost.units, "estimate": cost.estimate},
        "estimate": view.guessed,
        "events": [_event(event, view, catalogue, zone) for event in view.events],
        "shut": [
            {
                "route": shut.route.id,
                "opens": shut.opens.isoformat() if shut.opens else None,
                "saves_minutes": whole_minutes(shut.saves) if shut.saves is not None else None,
            }
            for shut in view.shut
        ],
        "risks": [
            {
                "route": risk.route.id,
                "shut_years": risk.shut,
                "recorded_years": risk.recorded,
                "detour_minutes": whole_minutes(risk.detour) if risk.detour is not None else None,
            }
            for risk in view.risks
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _event(event: WayEvent, view: RouteView, catalogue: Catalogue, zone: str) -> dict[str, Any]:
    times = {"start": with_offset(event.start, zone), "end": with_offset(event.end, zone)}
    match event:
        case Travel():
            rides = [_ride(ride, view, catalogue, zone, with_car=event.with_car) for ride in event.rides]
            return {"type": "travel", **times, "mode": event.mode.value, "with_car": event.with_car, "rides": rides}
        case Wait():
            return {"type": "wait", **times, "location": event.location, "route": event.route.id if event.route else None}
        case Handover():
            return {"type": "handover", **times, "location": event.location, "takes": event.takes}
    assert_never(event)


def _ride(ride: Ride, view: RouteView, catalogue: Catalogue, zone: str, *, with_car: bool) -> dict[str, Any]:
    cost = ride_cost(ride, view.party, catalogue, with_car=with_car)
    return {
        "route": ride.route.id,
        "from": ride.origin,
        "to": ride.destination,
        "departs": with_offset(ride.departs, zone),
        "arrives": with_offset(ride.arrives, zone),
        "assumed_departure": ride.estimated,
        "every_minutes": whole_minutes(ride.every) if ride.every else None,
        "distance_km": ride.route.km,
        "duration_minutes": whole_minutes(ride.route.duration),
        "estimate": ride.route.estimate or ride.route.estimated_distance,
        "cost": {"units": cost.units, "estimate": cost.estimate},
    }
