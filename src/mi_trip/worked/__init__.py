"""A saved trip worked out: its clock times and costs, and all that does not hold, with the line and the remedy."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from mi_trip.advice import advice
from mi_trip.model.finding import Finding
from mi_trip.model.request import CarChoice
from mi_trip.model.solution import RIDE, Bed, Quality
from mi_trip.model.violation import Severity
from mi_trip.schedule import events_of, plan_of
from mi_trip.travel.edges import moment_of
from mi_trip.travel.network import NEVER
from mi_trip.travel.ways import find_way
from mi_trip.worked.dress import dress
from mi_trip.worked.entries import entry_findings
from mi_trip.worked.making_do import NIGHT, Maker, without_limits
from mi_trip.worked.notices import notice_findings
from mi_trip.worked.quality import quality_of
from mi_trip.worked.remedies import ways_out
from mi_trip.worked.resolve import Resolver
from mi_trip.worked.rules import LESS, rule_findings
from mi_trip.worked.told import told
from mi_trip.worked.trip import Trip
from mi_trip.worked.worked import Worked
from mi_trip.world import TripWorld

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Event, Plan
    from mi_trip.model.saved import SavedTrip
    from mi_trip.worked.making_do import MadeDay
    from mi_trip.worked.resolve import ResolvedDay
    from mi_trip.world import DayWorld

__all__ = ["Finding", "Worked", "dress", "work_out"]

UNKNOWN = Quality(0.0, math.inf, proved=False)


def work_out(saved: SavedTrip, catalogue: Catalogue) -> Worked:
    """The plan of the choices, and all that is to be said about it, by line.

    For choices that hold it is the plan that was saved. Of others each day is timed as well as can be: late, or when a place is
    shut; what cannot be reached on its day is left out. After a bed that is not reached in time the trip goes on as if it had been.
    """
    if saved.request.days != len(saved.days):
        saved = saved.with_request(replace(saved.request, days=len(saved.days)))
    trip = _trip(saved, catalogue)
    findings = [*told(trip)]
    for number in range(1, len(trip.days) + 1):
        findings += entry_findings(trip, number)
    findings += rule_findings(trip, tuple(findings))
    findings += _unexplained(trip, findings)
    findings += notice_findings(trip)
    worked = Worked(trip.plan, tuple(sorted(findings, key=lambda finding: (finding.mark, finding.day))))
    return (
        worked
        if worked.holds
        else replace(worked, plan=replace(trip.plan, quality=replace(trip.plan.quality, bound=math.inf, proved=False)))
    )


def _trip(saved: SavedTrip, catalogue: Catalogue) -> Trip:
    rides = [choice.activity.removeprefix(RIDE) for day in saved.days for choice in day.choices if choice.activity.startswith(RIDE)]
    resolver = Resolver(TripWorld(catalogue, saved.request, rides), saved)
    days, made = _days(resolver, resolver.days(list(_beds(resolver, saved))))
    plan = _plan(resolver.world, days, made)
    plan = dress(plan, saved)
    plan = replace(plan, quality=quality_of(plan, saved, catalogue), notices=advice(plan, catalogue))
    return Trip(saved, catalogue, resolver, days, made, plan)


def _beds(resolver: Resolver, saved: SavedTrip) -> Iterator[tuple[Bed, ...]]:
    """How one may stand at the bed of each night; where none was chosen, at the open one that is nearest to where the day ends."""
    at = saved.request.start
    for number, day in enumerate(saved.days[:-1], 1):
        if day.choices:
            at = resolver.ends_at(day.choices[-1], number)
        if day.night:
            beds = resolver.beds(day.night.location, day.night.with_car)
        else:
            beds = resolver.beds(resolver.nearest_bed(number, at) or at, None)
        at = beds[0].location
        yield beds


def _days(resolver: Resolver, meant: tuple[ResolvedDay, ...]) -> tuple[tuple[ResolvedDay, ...], dict[int, MadeDay]]:
    """The days, and those among them that do not fit, made to; from a bed to which no way leads the trip does not go on."""
    world = resolver.world
    if all(resolved.walked for resolved in meant):
        return meant, {}
    loose = without_limits(world)
    days: list[ResolvedDay] = []
    made: dict[int, MadeDay] = {}
    stays: Bed | None = None
    for day, page, resolved in zip(world.days, resolver.saved.days, meant, strict=True):
        here = resolver.day(day, page.choices, stays, resolved.sleeps)[0] if stays else resolved
        days.append(here)
        stays = None
        if here.walked is None:
            made[day.number] = Maker(loose, day, here).make()
            stays = _left_behind(loose, loose.days[day.number - 1], made[day.number], here.sleeps)
    return tuple(days), made


def _left_behind(world: TripWorld, day: DayWorld, made: MadeDay, bed: Bed) -> Bed | None:
    """Where one is the next morning if no way leads to the bed, on no later day either: where one was, or there with what car one has."""
    lost = next((trouble for trouble in made.troubles if trouble.entry == NIGHT), None)
    if lost is None:
        return None
    stood, request, network = Bed(*lost.stood), world.request, day.network
    other = Bed(bed.location, not bed.with_car)
    origin, target = (day.node(place.location, with_car=place.with_car) for place in (stood, other))
    if network.arrival(origin, target, lost.ready) < NEVER:
        return other
    if stood.location != bed.location:
        car = request.car if stood.with_car else CarChoice.NONE
        ready = moment_of(lost.ready, day.date)
        if find_way(world.catalogue, stood.location, bed.location, ready, car=car, party=request.party, avoid=world.avoid):
            return None
    return stood


def _plan(world: TripWorld, days: tuple[ResolvedDay, ...], made: dict[int, MadeDay]) -> Plan:
    events: list[list[Event]] = []
    for day, resolved in zip(world.days, days, strict=True):
        if resolved.walked is None:
            events.append(made[day.number].events)
        else:
            events.append(events_of(world, day, resolved.walked, resolved.choices, (resolved.wakes, resolved.sleeps)))
    return plan_of(world, events, [day.sleeps for day in days[:-1]], UNKNOWN)


def _unexplained(trip: Trip, findings: list[Finding]) -> Iterator[Finding]:
    """A day that does not fit always has an error; where no rule names one, the day is told as a whole."""
    wrong = {finding.day for finding in findings if finding.severity is Severity.ERROR}
    for number in sorted(trip.made.keys() - wrong):
        what = f"what day {number} holds does not fit into it; {ways_out(trip, number, LESS)}"
        yield trip.error("day", number, trip.day_mark(number), what)
