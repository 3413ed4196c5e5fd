"""On worlds small enough to enumerate, the planner's plan is the best of all plans, found here by trying every one."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from itertools import permutations, product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mi_trip.checker import check
from mi_trip.errors import ImpossibleError
from mi_trip.model.activity import Difficulty
from mi_trip.model.money import Price
from mi_trip.model.request import CarChoice, FixedNight, PaceName, Pin, PinnedNight, Request, Wish
from mi_trip.model.solution import Bed, Choice, Itinerary, Quality
from mi_trip.planner import plan_trip
from mi_trip.schedule import UnschedulableError, schedule
from mi_trip.world import TripWorld
from worlds import FIRST_DAY, activity, catalogue, drive, ferry, fjord_request, journey, location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.catalogue import Catalogue

OPEN = ("24/7", "09:00-13:00", "10:00-18:00", "Tu 12:00-16:00")


@st.composite
def tiny_worlds(draw: st.DrawFn) -> Catalogue:
    """Three places on a road with a ferry across, two beds, and three or four things to do."""
    minutes = st.integers(10, 150)
    crossing = ferry("a", "c", 40, 9, id="crossing", out="08:00 11:00 15:00", back="09:30 13:00 17:00")
    roads = [drive("a", "b", draw(minutes), 30), drive("b", "c", draw(minutes), 30), crossing]
    things: list[Any] = []
    for number in range(draw(st.integers(2, 3))):
        at = draw(st.sampled_from("abc"))
        more: dict[str, Any] = {
            "open": draw(st.sampled_from(OPEN)),
            "price": Price(draw(st.sampled_from([0, 400]))),
            "difficulty": draw(st.sampled_from([Difficulty.EASY, Difficulty.HARD])),
            "one_of": draw(st.sampled_from(["", "pair"])),
        }
        things.append(activity(f"t{number}", f"Thing {number}", at, draw(st.integers(3, 36)) * 5, draw(st.integers(1, 5)), **more))
    if draw(st.booleans()):
        things.append(journey("cruise", "Crossing", (crossing,), 4, light=True))
    beds = [location("a", "A", bed=900, hire="A"), location("b", "B", bed=draw(st.sampled_from([None, 700]))), location("c", "C", bed=1100)]
    return catalogue(beds, roads, things)


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """Two days from A to A with one demand or limit or another."""
    return fjord_request(
        start="a",
        end="a",
        days=draw(st.sampled_from([1, 2, 2])),
        car=draw(st.sampled_from([CarChoice.OWN, CarChoice.HIRE])),
        pace=draw(st.sampled_from(PaceName)),
        must=draw(st.sampled_from([(), (Wish("t0", activities=("t0",)),)])),
        avoid=draw(st.sampled_from([(), (Wish("t1", activities=("t1",)),), (Wish("crossing", routes=("crossing",)),)])),
        budget=draw(st.sampled_from([None, 3500, 6000])),
        arrive=draw(st.sampled_from([None, time(12, 0)])),
    )


def every_plan(world: Catalogue, request: Request) -> Iterator[float]:
    """The score of every plan that passes the checker."""
    days = TripWorld(world, request)
    at = {pin.activity: pin.at for pin in request.pins}
    choices = [Choice(a.id, o, True, at.get(a.id)) for a in world.activities.values() for o in dict.fromkeys((a.start, a.end))]
    orders = [
        order for size in range(len(choices) + 1) for order in permutations(choices, size) if len({c.activity for c in order}) == size
    ]
    beds = [Bed(place.id, with_car=True) for place in world.locations.values() if place.stay]
    for nights in product(beds, repeat=request.days - 1):
        for chosen in product(orders, repeat=request.days):
            if len({c.activity for order in chosen for c in order}) < sum(map(len, chosen)):
                continue
            try:
                plan = schedule(Itinerary(chosen, nights, Bed("a", with_car=True)), days, Quality(0, 0, proved=False))
            except UnschedulableError:
                continue
            if not check(plan, world):
                yield sum(line.points for line in plan.score)


def agree(world: Catalogue, request: Request) -> None:
    best = max(every_plan(world, request), default=None)
    try:
        plan = plan_trip(world, request)
    except ImpossibleError:
        assert best is None
        return
    assert best is not None
    assert plan.quality.proved
    assert plan.quality.score == pytest.approx(best, abs=0.05)


@given(tiny_worlds(), requests())
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_nothing_beats_the_plan(world: Catalogue, request: Request) -> None:
    agree(world, request)


@given(tiny_worlds(), st.sampled_from(["b", "c"]))
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_nothing_beats_the_plan_with_a_night_fixed(world: Catalogue, bed: str) -> None:
    assume(world.locations[bed].stay is not None)
    agree(world, fjord_request(start="a", end="a", nights=(FixedNight(bed, 1, (bed,)),)))


@st.composite
def pinned(draw: st.DrawFn) -> Request:
    """Two days with one or two things pinned to a day, an end or an hour, and a bed pinned or not."""
    first = draw(st.sampled_from([0, 1]))
    hour, end = draw(st.sampled_from([None, time(10), time(13)])), draw(st.sampled_from(["", "a", "c"]))
    pins = [Pin("t0", FIRST_DAY + timedelta(days=first), at=hour)]
    pins += [Pin("t1", FIRST_DAY + timedelta(days=draw(st.sampled_from([0, 1]))))] if draw(st.booleans()) else []
    pins += [Pin("cruise", FIRST_DAY, end)] if draw(st.booleans()) else []
    nights = [PinnedNight(draw(st.sampled_from("ac")), FIRST_DAY)] if draw(st.booleans()) else []
    must = draw(st.sampled_from([(), (Wish("t0", activities=("t0",)),)]))
    return fjord_request(start="a", end="a", car=CarChoice.OWN, must=must, pins=tuple(pins), pinned_nights=tuple(nights))


@given(tiny_worlds(), pinned())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_nothing_beats_the_plan_among_those_that_do_what_is_pinned(world: Catalogue, request: Request) -> None:
    agree(world, replace(request, pins=tuple(pin for pin in request.pins if pin.activity in world.activities)))


@pytest.mark.slow
@given(tiny_worlds(), requests())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_nothing_beats_the_plan_in_many_worlds(world: Catalogue, request: Request) -> None:
    agree(world, request)
