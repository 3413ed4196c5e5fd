"""Random trips of small worlds, worked out as they were saved and after edits of every kind."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import worlds
from mi_trip.checker import check
from mi_trip.errors import ImpossibleError
from mi_trip.model.activity import Difficulty
from mi_trip.model.plan import Hold
from mi_trip.model.request import CarChoice, FixedNight, PaceName, Wish
from mi_trip.model.saved import Mark, SavedChoice, SavedDay, SavedNight, saved_of
from mi_trip.model.violation import Severity
from mi_trip.planner import plan_trip
from mi_trip.solver.search import QUICK
from mi_trip.worked import work_out
from test_brute_force import requests, tiny_worlds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.finding import Finding
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

FULL = frozenset({"last-hour", "driving", "lunch", "meal", "too-late", "visits", "day", "no-way"})
LIMITS = frozenset({"rest", "strenuous", "must", "avoid", "fixed-night", "pinned", "twice", "too-young", "too-hard", "no-bed", "bed-shut"})


class Remedy(NamedTuple):
    """What a sentence proposes: trips that do so, one of which must do, and the days that then hold."""

    kind: str
    trips: tuple[SavedTrip, ...]
    holds: frozenset[int] = frozenset()


def changed(saved: SavedTrip, days: Mapping[int, SavedDay]) -> SavedTrip:
    """The trip with other days, by their number from 1."""
    pages = tuple(days.get(number, day) for number, day in enumerate(saved.days, 1))
    return replace(saved, days=pages).with_request(saved.request)


def put_into(saved: SavedTrip, number: int, entry: SavedChoice) -> tuple[SavedTrip, ...]:
    """The trip with one entry more on a day, at every place in it."""
    day = saved.days[number - 1]
    told = day.choices
    return tuple(changed(saved, {number: replace(day, choices=(*told[:at], entry, *told[at:]))}) for at in range(len(told) + 1))


def remedies(saved: SavedTrip, finding: Finding, world: Catalogue) -> Iterator[Remedy]:
    """What a sentence about a marked trip proposes, as far as it was tried before it was said."""
    names, places = ({one.name: one.id for one in table.values()} for table in (world.activities, world.locations))
    number, said = finding.day, finding.sentence
    if found := re.search(r"; add (.+?) on day (\d+), where it fits$", said):
        yield Remedy("add", put_into(saved, int(found[2]), SavedChoice(names[found[1]])))
    if not number:
        return
    day, holds = saved.days[number - 1], frozenset({number})
    told = day.choices
    if found := re.search(r"; move (.+?) to day (\d+), where it fits$", said):
        named = [entry for entry in told if entry.activity == finding.subject]
        left = changed(saved, {number: replace(day, choices=tuple(entry for entry in told if entry is not named[-1]))})
        yield Remedy("move", put_into(left, int(found[2]), named[-1]))
    if found := re.search(r"it holds without (.+?)(?:;|$)", said):
        least = next(entry for entry in told if entry.activity == names[found[1]])
        fewer = replace(day, choices=tuple(entry for entry in told if entry is not least))
        yield Remedy("without", (changed(saved, {number: fewer}),), holds)
    if found := re.search(r"it holds in the order (.+?)(?:;|$)", said):
        order = [names[name] for name in found[1].split(", ")]
        ordered = replace(day, choices=tuple(sorted(told, key=lambda entry: order.index(entry.activity))))
        yield Remedy("order", (changed(saved, {number: ordered}),), holds)
    if found := re.search(r"it holds with (.+?) the other way, `from: (\w+)`", said):
        turned = tuple(replace(entry, origin=found[2]) if entry.activity == names[found[1]] else entry for entry in told)
        yield Remedy("turn", (changed(saved, {number: replace(day, choices=turned)}),), holds)
    if found := re.search(r"(?:; |; or |: )sleep at (.+?)(?:;|$)", said):
        beds = [SavedNight(places[found[1]], with_car) for with_car in (True, False, None)]
        nights = tuple(changed(saved, {number: replace(day, night=bed)}) for bed in beds)
        yield Remedy("sleep", nights, frozenset({number, number + 1}))
    bed = re.search(r"write one, such as `night: (\w+)`", said)
    near = re.search(r"the nearest open bed is at (.+), [^,]+ away$", said)
    if bed or near:
        location = bed[1] if bed else places[near[1]] if near else ""
        yield Remedy("bed", (changed(saved, {number: replace(day, night=SavedNight(location))}),))


def errors_of(saved: SavedTrip, world: Catalogue) -> list[Finding]:
    """What is wrong with a trip."""
    return [finding for finding in work_out(saved, world).findings if finding.severity is Severity.ERROR]


def named(finding: Finding) -> tuple[str, str]:
    """An error wherever it stands; of two alternatives it does not matter which comes first."""
    return (finding.code, "" if finding.code == "twice" else finding.subject)


def stood(saved: SavedTrip, finding: Finding) -> bool:
    """Whether what an error is of stands on its day in the trip already: what is told of it is not told for the first time."""
    day = saved.days[finding.day - 1] if finding.day else SavedDay()
    return finding.subject in {*(entry.activity for entry in day.choices), day.night.location if day.night else ""}


def helps(saved: SavedTrip, remedy: Remedy, finding: Finding, world: Catalogue) -> list[Finding]:
    """What is still wrong, or newly so, when a remedy is applied as it helps best; empty if it does what is said of it."""
    before = {named(one) for one in errors_of(saved, world)}
    least: list[Finding] | None = None
    for trip in remedy.trips:
        found = errors_of(trip, world)
        left = [one for one in found if (one.code, one.day, one.subject) == (finding.code, finding.day, finding.subject)]
        left += [one for one in found if one.day in remedy.holds and one.code in FULL]
        left += [one for one in found if one.code in LIMITS and named(one) not in before and not stood(saved, one)]
        if least is None or len(left) < len(least):
            least = left
    assert least is not None
    return least


def remedies_are_true(saved: SavedTrip, world: Catalogue) -> Counter[str]:
    """Apply each remedy: what it is said of is gone, its day holds, and nothing else is wrong for it. Give how many of which kind."""
    tried: Counter[str] = Counter()
    saved = marked(saved)
    found = errors_of(saved, world)
    for finding in found:
        done = [entry.activity for entry in saved.days[finding.day - 1].choices] if finding.day else []
        for remedy in remedies(saved, finding, world) if len(set(done)) == len(done) else ():
            tried[remedy.kind] += 1
            left = helps(saved, remedy, finding, world)
            assert left == [], (finding.sentence, left)
    return tried


PEAK = worlds.activity("peak", "The peak", "vik", 90, 4, difficulty=Difficulty.HARD)
BUSY = replace(FJORD, activities={**FJORD.activities, "peak": PEAK})  # two strenuous things, so that there are days of rest
WISHES = [
    *(Wish(one.name, activities=(one.id,)) for one in BUSY.activities.values()),
    *(Wish(one.name, locations=(one.id,)) for one in FJORD.locations.values()),
    *(Wish(area, areas=(area,)) for area in FJORD.areas),
]
NIGHTS = [FixedNight(place, day, (place,)) for place in ("vik", "lien", "byen") for day in (1, 2)]


@st.composite
def crowded(draw: st.DrawFn) -> SavedTrip:
    """A trip of which days are emptied, filled beyond their time, put into another order, or slept after elsewhere; more may be asked."""
    saved = draw(st.sampled_from(fjord_trips()))
    days = list(saved.days)
    for _ in range(draw(st.integers(1, 4))):
        number = draw(st.integers(0, len(days) - 1))
        told, night = list(days[number].choices), days[number].night
        match draw(st.sampled_from(["more", "more", "more", "order", "turn", "bed", "bed", "empty"])):
            case "more":
                done = {entry.activity for day in days for entry in day.choices}
                if more := sorted(set(BUSY.activities) - done):
                    told.insert(draw(st.integers(0, len(told))), SavedChoice(draw(st.sampled_from(more))))
            case "order":
                told = list(draw(st.permutations(told)))
            case "turn":
                ends = {"cruise": "austkai", "pass_drive": "skaret"}
                told = [replace(entry, origin=ends.get(entry.activity, entry.origin)) for entry in told]
            case "bed" if night:
                beds = [SavedNight(place) for place in ("vik", "lien", "byen", "austkai")]
                night = draw(st.sampled_from([*beds, None, replace(night, hold=Hold.PINNED)]))
            case "empty":
                told = []
            case _:
                pass
        days[number] = replace(days[number], choices=tuple(told), night=night)
    asked = replace(
        saved.request,
        pace=draw(st.sampled_from([PaceName.BALANCED, PaceName.RELAXED])),
        must=tuple(draw(st.lists(st.sampled_from(WISHES), max_size=1))),
        avoid=tuple(draw(st.lists(st.sampled_from(WISHES), max_size=1))),
        nights=tuple(night for night in draw(st.lists(st.sampled_from(NIGHTS), max_size=1)) if night.day < len(days)),
        max_difficulty=draw(st.sampled_from([Difficulty.HARD, Difficulty.HARD, Difficulty.MEDIUM])),
    )
    return replace(saved, days=tuple(days)).with_request(asked)


def test_what_is_proposed_does_what_is_said_of_it() -> None:
    tried: Counter[str] = Counter()

    @given(crowded())
    @settings(max_examples=60, suppress_health_check=SLOW)
    def edited(saved: SavedTrip) -> None:
        tried.update(remedies_are_true(saved, BUSY))

    edited()
    assert tried.total() > 15


@pytest.mark.slow
def test_what_is_proposed_of_any_kind_does_what_is_said_of_it() -> None:
    tried: Counter[str] = Counter()

    @given(crowded())
    @settings(max_examples=1000, suppress_health_check=SLOW)
    def edited(saved: SavedTrip) -> None:
        tried.update(remedies_are_true(saved, BUSY))

    edited()
    assert set(tried) == {"add", "move", "without", "order", "turn", "sleep", "bed"}
