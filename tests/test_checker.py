"""The checker as a whole: right plans give nothing, and whatever chance does to them is found."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mi_trip.checker
from faults import told, with_day, with_events
from mi_trip.model.money import Amount
from mi_trip.model.plan import Handover, Meal, Night, Travel, Visit, Wait, WaitFor
from worlds import fjord, flight_plan, foot_plan, plan_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from mi_trip.model.plan import Event, Plan

WORLD = fjord()
RIGHT = {"by car": plan_of(WORLD), "by air": flight_plan(WORLD), "on foot": foot_plan(WORLD)}


@pytest.mark.parametrize("plan", RIGHT.values(), ids=RIGHT)
def test_a_right_plan_gives_nothing(plan: Plan) -> None:
    assert told(plan, WORLD) == []


def test_every_code_has_a_test_that_compares_its_sentence() -> None:
    sources = "".join(path.read_text("utf-8") for path in Path(mi_trip.checker.__file__).parent.glob("*.py"))
    codes = set(re.findall(r'fault\(\s*"([a-z-]+)"', sources))
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_checker_*.py"))
    assert len(codes) > 40
    assert {code for code in codes if f'"{code}: ' not in tests} == set()


def test_every_rule_of_the_checker_is_run() -> None:
    package = Path(mi_trip.checker.__file__).parent
    rule = re.compile(r"^def ([a-z]\w*)\(plan: Plan, (?:catalogue|_): Catalogue\) -> Iterator", re.MULTILINE)
    rules = {name for path in package.glob("*.py") for name in rule.findall(path.read_text("utf-8"))}
    assert rules - {run.__name__ for run in mi_trip.checker.RULES} == {"shape"}


# -- chance -------------------------------------------------------------------------------------------------------------------------


@st.composite
def places_in_plans(draw: st.DrawFn) -> tuple[Plan, int, int]:
    """Draw a right plan, one of its days and one of the day's events."""
    plan = draw(st.sampled_from(list(RIGHT.values())))
    day = draw(st.sampled_from(plan.days))
    return plan, day.number, draw(st.integers(0, len(day.events) - 1))


def moved(event: Any, by: timedelta) -> Any:
    """Give the event at another time, its rides with it."""
    if isinstance(event, Travel | Visit):
        rides = tuple(replace(ride, departs=ride.departs + by, arrives=ride.arrives + by) for ride in event.rides)
        event = replace(event, rides=rides)
    return event if isinstance(event, Travel) else replace(event, start=event.start + by, end=event.end + by)


def put(event: Any, old: str, new: str) -> Any:
    """Give the event with one location in the place of another, in its rides too."""
    if isinstance(event, Travel | Visit):
        ends = [(new if ride.origin == old else ride.origin, new if ride.destination == old else ride.destination) for ride in event.rides]
        rides = tuple(replace(ride, origin=a, destination=b) for ride, (a, b) in zip(event.rides, ends, strict=True))
        event = replace(event, rides=rides)
    if isinstance(event, Travel):
        return event
    if isinstance(event, Visit):
        return replace(
            event,
            origin=new if event.origin == old else event.origin,
            destination=new if event.destination == old else event.destination,
        )
    return replace(event, location=new)


MINUTES = st.integers(-180, 180).filter(bool).map(lambda minutes: timedelta(minutes=minutes))
CHANCE = settings(deadline=None, database=None, derandomize=True, max_examples=150)


@CHANCE
@given(places_in_plans(), MINUTES)
def test_an_event_moved_by_minutes_is_found(where: tuple[Plan, int, int], by: timedelta) -> None:
    plan, day, index = where
    assert told(with_events(plan, day, index, moved(plan.days[day - 1].events[index], by)), WORLD)


@CHANCE
@given(places_in_plans())
def test_an_event_left_out_is_found(where: tuple[Plan, int, int]) -> None:
    plan, day, index = where
    assert told(with_events(plan, day, index), WORLD)


@CHANCE
@given(places_in_plans())
def test_an_event_told_twice_is_found(where: tuple[Plan, int, int]) -> None:
    plan, day, index = where
    event = plan.days[day - 1].events[index]
    assert told(with_events(plan, day, index, event, event), WORLD)


@CHANCE
@given(places_in_plans(), st.integers(0, 8))
def test_two_events_in_the_wrong_order_are_found(where: tuple[Plan, int, int], other: int) -> None:
    plan, day, index = where
    events = list(plan.days[day - 1].events)
    other %= len(events)
    events[index], events[other] = events[other], events[index]
    assert index == other or told(with_day(plan, day, replace(plan.days[day - 1], events=tuple(events))), WORLD)


@pytest.mark.parametrize("plan", RIGHT.values(), ids=RIGHT)
def test_the_days_in_the_wrong_order_are_found(plan: Plan) -> None:
    first, second = plan.days
    assert told(replace(plan, days=(second, first)), WORLD)
    swapped = (replace(first, events=second.events), replace(second, events=first.events))
    assert told(replace(plan, days=swapped), WORLD)
    assert told(replace(plan, days=(first, first)), WORLD)
    assert told(replace(plan, days=(first,)), WORLD)


@CHANCE
@given(places_in_plans(), st.sampled_from(list(WORLD.locations)), st.booleans())
def test_another_location_is_found(where: tuple[Plan, int, int], new: str, at_the_end: bool) -> None:
    plan, day, index = where
    event = plan.days[day - 1].events[index]
    old = event.destination if at_the_end else event.origin
    assert new == old or told(with_events(plan, day, index, put(event, old, new)), WORLD)


@CHANCE
@given(places_in_plans(), st.sampled_from(list(WORLD.routes.values())))
def test_another_route_is_found(where: tuple[Plan, int, int], route: Any) -> None:
    plan, day, index = where
    match plan.days[day - 1].events[index]:
        case (Travel() | Visit()) as event if event.rides and event.rides[0].route != route:
            changed: Event = replace(event, rides=(replace(event.rides[0], route=route), *event.rides[1:]))
        case Wait() as event if event.route and event.route != route:
            changed = replace(event, route=route)
        case _:
            return
    assert told(with_events(plan, day, index, changed), WORLD)


@CHANCE
@given(places_in_plans(), st.sampled_from(list(WORLD.activities.values())))
def test_another_activity_is_found(where: tuple[Plan, int, int], activity: Any) -> None:
    plan, day, index = where
    match plan.days[day - 1].events[index]:
        case (Visit() | Wait()) as event if event.activity and event.activity != activity:
            assert told(with_events(plan, day, index, replace(event, activity=activity)), WORLD)


@CHANCE
@given(places_in_plans())
def test_the_car_forgotten_or_made_up_is_found(where: tuple[Plan, int, int]) -> None:
    plan, day, index = where
    event = plan.days[day - 1].events[index]
    if isinstance(event, Travel | Visit | Night):
        assert told(with_events(plan, day, index, replace(event, with_car=not event.with_car)), WORLD)
    elif isinstance(event, Handover):
        assert told(with_events(plan, day, index, replace(event, takes=not event.takes)), WORLD)


@CHANCE
@given(places_in_plans(), st.sampled_from(WaitFor))
def test_a_wait_for_something_else_is_found(where: tuple[Plan, int, int], reason: WaitFor) -> None:
    plan, day, index = where
    event = plan.days[day - 1].events[index]
    if isinstance(event, Wait) and event.reason is not reason:
        needless = event.reason is WaitFor.DEPARTURE and event.route is WORLD.routes["bus"]  # nobody must be there early for it
        changed = with_events(plan, day, index, replace(event, reason=reason))
        assert bool(told(changed, WORLD)) is not (needless and reason is WaitFor.FREE)


@CHANCE
@given(places_in_plans(), MINUTES)
def test_a_border_between_two_events_moved_is_found_unless_both_can_give(where: tuple[Plan, int, int], by: timedelta) -> None:
    plan, day, index = where
    events = list(plan.days[day - 1].events)
    if index + 1 == len(events):
        return
    before: Any = events[index]
    after: Any = events[index + 1]
    border = before.end + by
    if not before.start < border < after.end:
        return
    events[index : index + 2] = [_ending(before, border), _starting(after, border)]
    harmless = _can_give(events[index]) and _can_give(events[index + 1])
    changed = with_day(plan, day, replace(plan.days[day - 1], events=tuple(events)))
    assert bool(told(changed, WORLD)) is not harmless


def _ending(event: Any, end: datetime) -> Any:
    if isinstance(event, Travel):
        return replace(event, rides=(*event.rides[:-1], replace(event.rides[-1], arrives=end)))
    return replace(event, end=end)


def _starting(event: Any, start: datetime) -> Any:
    if isinstance(event, Travel):
        return replace(event, rides=(replace(event.rides[0], departs=start), *event.rides[1:]))
    return replace(event, start=start)


def _can_give(event: Event) -> bool:
    """Whether the event is right at any length it may have: a lunch that stays one, free time, a wait that is long enough."""
    span = event.end - event.start
    match event:
        case Meal():
            noon = event.start.replace(hour=11, minute=30)
            return noon <= event.start <= event.start.replace(hour=14, minute=0) and span >= timedelta(minutes=45)
        case Wait(reason=WaitFor.FREE):
            return True
        case Wait(route=route) if route is not None:
            return span >= timedelta(minutes=route.early_minutes(event.start.date()))
    return False


COST_CHANGES: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    "left out": lambda _: (),
    "twice": lambda item: (item, item),
    "dearer": lambda item: (replace(item, amount=Amount(item.amount.units + 2, item.amount.estimate)),),
    "cheaper": lambda item: (replace(item, amount=Amount(item.amount.units - 2, item.amount.estimate)),),
    "another day": lambda item: (replace(item, day=item.day + 1),),
    "for something else": lambda item: (replace(item, about="skaret"),),
    "of another kind": lambda item: (replace(item, kind="bed" if item.kind != "bed" else "hire"),),
}


@pytest.mark.parametrize("change", COST_CHANGES.values(), ids=COST_CHANGES)
@pytest.mark.parametrize("plan", RIGHT.values(), ids=RIGHT)
def test_a_changed_cost_is_found(plan: Plan, change: Callable[[Any], tuple[Any, ...]]) -> None:
    assert plan.costs
    for index, item in enumerate(plan.costs):
        costs = (*plan.costs[:index], *change(item), *plan.costs[index + 1 :])
        assert told(replace(plan, costs=costs), WORLD)
