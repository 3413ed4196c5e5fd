"""Random trips of small worlds, worked out as they were saved and after edits of every kind."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import worlds
from mi_trip.checker import check
from mi_trip.errors import ImpossibleError
from mi_trip.model.plan import Hold
from mi_trip.model.request import CarChoice, PaceName
from mi_trip.model.saved import Mark, SavedChoice, SavedDay, SavedNight, saved_of
from mi_trip.model.violation import Severity
from mi_trip.planner import plan_trip
from mi_trip.solver.search import QUICK
from mi_trip.worked import work_out
from test_brute_force import requests, tiny_worlds

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.request import Request
    from mi_trip.model.saved import SavedTrip

FJORD = worlds.fjord()
SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)


@cache
def fjord_trips() -> tuple[SavedTrip, ...]:
    """Trips of one to three days by the fjord with every kind of car, in June and in November."""
    later = [worlds.FIRST_DAY, worlds.FIRST_DAY + timedelta(days=160)]
    asked = [worlds.fjord_request(days=days, car=car, first_day=first) for days in (1, 2, 3) for car in CarChoice for first in later]
    return tuple(saved_of(plan_trip(FJORD, request, effort=QUICK)) for request in asked)


def planned(world: Catalogue, request: Request) -> Plan:
    """The plan of a request that can be had."""
    try:
        return plan_trip(world, request, effort=QUICK)
    except ImpossibleError:
        assume(False)
        raise


@st.composite
def fjord_requests(draw: st.DrawFn) -> Request:
    """One to three days by the fjord, at any time of the year."""
    return worlds.fjord_request(
        days=draw(st.integers(1, 3)),
        first_day=worlds.FIRST_DAY + timedelta(days=draw(st.sampled_from([0, 0, 3, 20, 90, 160]))),
        car=draw(st.sampled_from(CarChoice)),
        pace=draw(st.sampled_from(PaceName)),
        end=draw(st.sampled_from(["vik", "vik", "byen"])),
        arrive=draw(st.sampled_from([None, time(13, 0)])),
        depart=draw(st.sampled_from([None, time(15, 0)])),
    )


def holds_as_saved(world: Catalogue, request: Request) -> None:
    plan = planned(world, request)
    worked = work_out(saved_of(plan), world)
    assert [finding for finding in worked.findings if finding.severity is Severity.ERROR] == []
    assert replace(worked.plan, quality=plan.quality) == plan
    assert worked.plan.quality.score == plan.quality.score


@given(tiny_worlds(), requests())
@settings(max_examples=15, suppress_health_check=SLOW)
def test_a_saved_trip_of_a_tiny_world_is_the_plan_it_was(world: Catalogue, request: Request) -> None:
    holds_as_saved(world, request)


@given(fjord_requests())
@settings(max_examples=15, suppress_health_check=SLOW)
def test_a_saved_trip_of_the_fjord_is_the_plan_it_was(request: Request) -> None:
    holds_as_saved(FJORD, request)


# -- edits -----------------------------------------------------------------------------------------------------------------------------


@st.composite
def edits(draw: st.DrawFn, saved: SavedTrip, world: Catalogue) -> SavedTrip:
    """The trip after up to four edits, such as somebody makes who does not look at the clock."""
    days = list(saved.days)
    for _ in range(draw(st.integers(1, 4))):
        number = draw(st.integers(0, len(days) - 1))
        days = _edited(draw, days, number, world)
    first = saved.request.first_day + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 100, 180])))
    request = replace(saved.request, days=len(days), first_day=first, budget=draw(st.sampled_from([None, None, 4000])))
    told = draw(st.sampled_from([saved.ends_with_car, None]))
    return replace(saved, days=tuple(days), ends_with_car=told).with_request(request)


def _edited(draw: st.DrawFn, days: list[SavedDay], number: int, world: Catalogue) -> list[SavedDay]:
    day, choices = days[number], list(days[number].choices)
    match draw(st.sampled_from(["delete", "add", "add", "swap", "move", "bed", "no bed", "day", "hold", "unsaid", "turn"])):
        case "delete" if choices:
            choices.pop(draw(st.integers(0, len(choices) - 1)))
        case "add":
            choices.insert(draw(st.integers(0, len(choices))), SavedChoice(draw(st.sampled_from(sorted(world.activities)))))
        case "swap":
            choices = list(draw(st.permutations(choices)))
        case "move" if choices:
            moved = choices.pop(draw(st.integers(0, len(choices) - 1)))
            other = draw(st.integers(0, len(days) - 1))
            days[number] = replace(day, choices=tuple(choices))
            days[other] = replace(days[other], choices=(*days[other].choices, moved))
            return days
        case "bed":
            night = SavedNight(draw(st.sampled_from(sorted(world.locations))), draw(st.sampled_from([None, True, False])))
            return [*days[:number], replace(day, night=night), *days[number + 1 :]]
        case "no bed":
            return [*days[:number], replace(day, night=None), *days[number + 1 :]]
        case "day" if len(days) > 1:
            return [*days[:number], *days[number + 1 :]]
        case "hold":
            at = datetime.combine(worlds.FIRST_DAY, time(draw(st.integers(7, 20)), draw(st.sampled_from([0, 30]))))
            choices = [replace(one, hold=Hold.BOOKED, booked=at + timedelta(days=draw(st.integers(0, 2)))) for one in choices]
        case "unsaid":
            choices = [replace(one, with_car=draw(st.sampled_from([None, True, False])), origin=None) for one in choices]
        case "turn":
            choices = [replace(one, origin=draw(st.sampled_from(sorted(world.locations)))) for one in choices]
        case _:
            pass
    return [*days[:number], replace(day, choices=tuple(choices)), *days[number + 1 :]]


def is_told(saved: SavedTrip, world: Catalogue) -> None:
    """Whatever was edited: the checker accepts the plan, or there is an error; each says where it stands, and nothing is told twice."""
    saved = marked(saved)
    worked = work_out(saved, world)
    broken = [violation for violation in check(worked.plan, world) if violation.severity is Severity.ERROR]
    errors = [finding for finding in worked.findings if finding.severity is Severity.ERROR]
    assert errors or not broken
    told = [(finding.mark, finding.code) for finding in errors]
    assert len(told) == len(set(told)), "one thing is told twice"
    assert all(finding.sentence and finding.mark.line // 100 in (0, finding.day) for finding in worked.findings)


def marked(saved: SavedTrip) -> SavedTrip:
    """The trip with day n at line 100 n, its entries at the lines after it, and its night at 100 n + 99."""
    days = []
    for number, day in enumerate(saved.days, 1):
        choices = tuple(replace(entry, mark=Mark(100 * number + at, 1)) for at, entry in enumerate(day.choices, 1))
        night = day.night and replace(day.night, mark=Mark(100 * number + 99, 1))
        days.append(replace(day, choices=choices, night=night, mark=Mark(100 * number, 1)))
    return replace(saved, days=tuple(days), marks={"request": Mark(1, 1)})


@given(st.data(), tiny_worlds(), requests())
@settings(max_examples=15, suppress_health_check=SLOW)
def test_every_edit_in_a_tiny_world_holds_or_is_told(data: st.DataObject, world: Catalogue, request: Request) -> None:
    is_told(data.draw(edits(saved_of(planned(world, request)), world)), world)


@given(st.data())
@settings(max_examples=60, suppress_health_check=SLOW)
def test_every_edit_by_the_fjord_holds_or_is_told(data: st.DataObject) -> None:
    is_told(data.draw(edits(data.draw(st.sampled_from(fjord_trips())), FJORD)), FJORD)


@pytest.mark.slow
@given(st.data())
@settings(max_examples=2000, suppress_health_check=SLOW)
def test_many_edits_by_the_fjord_hold_or_are_told(data: st.DataObject) -> None:
    is_told(data.draw(edits(data.draw(st.sampled_from(fjord_trips())), FJORD)), FJORD)


# -- remedies --------------------------------------------------------------------------------------------------------------------------

FULL = {"last-hour", "driving", "lunch", "meal", "too-late", "visits", "day", "no-way"}


def remedied(saved: SavedTrip, number: int, sentence: str, world: Catalogue) -> SavedTrip | None:
    """The trip with the first remedy of a sentence about a day applied; None if it has none that is known here."""
    days, names = list(saved.days), {one.name: one.id for one in world.activities.values()}
    told = list(days[number - 1].choices)
    if found := re.search(r"it holds without (.+?)(?:;|$)", sentence):
        told.pop(next(n for n, entry in enumerate(told) if entry.activity == names[found[1]]))
    elif found := re.search(r"it holds in the order (.+?)(?:;|$)", sentence):
        order = [names[name] for name in found[1].split(", ")]
        told.sort(key=lambda entry: order.index(entry.activity))
    elif found := re.search(r"it holds with (.+?) the other way, `from: (\w+)`", sentence):
        told = [replace(entry, origin=found[2]) if entry.activity == names[found[1]] else entry for entry in told]
    else:
        return None
    days[number - 1] = replace(days[number - 1], choices=tuple(told))
    return replace(saved, days=tuple(days)).with_request(saved.request)


def remedies_are_true(saved: SavedTrip, world: Catalogue) -> int:
    """Apply each remedy in turn: the day that it is said of then holds. Give how many there were."""
    tried = 0
    for finding in work_out(saved, world).findings:
        whole = len({entry.activity for entry in saved.days[finding.day - 1].choices}) == len(saved.days[finding.day - 1].choices)
        better = remedied(saved, finding.day, finding.sentence, world) if finding.code in FULL and finding.day and whole else None
        if better:
            tried += 1
            left = [one for one in work_out(better, world).findings if one.day == finding.day and one.code in FULL]
            assert left == [], (finding.sentence, left)
    return tried


@st.composite
def crowded(draw: st.DrawFn) -> SavedTrip:
    """A trip with one to three things more than there was time for, or in another order."""
    saved = draw(st.sampled_from(fjord_trips()))
    days = list(saved.days)
    for _ in range(draw(st.integers(1, 3))):
        number = draw(st.integers(0, len(days) - 1))
        told = list(draw(st.permutations(days[number].choices))) if draw(st.booleans()) else list(days[number].choices)
        done = {entry.activity for day in days for entry in day.choices}
        if more := sorted(set(FJORD.activities) - done):
            told.insert(draw(st.integers(0, len(told))), SavedChoice(draw(st.sampled_from(more))))
        days[number] = replace(days[number], choices=tuple(told))
    return replace(saved, days=tuple(days)).with_request(saved.request)


def test_what_is_proposed_lets_the_day_hold() -> None:
    tried = 0

    @given(crowded())
    @settings(max_examples=60, suppress_health_check=SLOW)
    def edited(saved: SavedTrip) -> None:
        nonlocal tried
        tried += remedies_are_true(saved, FJORD)

    edited()
    assert tried > 15
