"""What changed between two trips, as data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING

import pytest

import worlds
from mi_trip.diff import Arrival, Changed, Differences, Figures, OtherDay, OtherNight, differences
from mi_trip.model.money import Amount, Party
from mi_trip.model.plan import Plan, Travel, Visit
from mi_trip.model.request import CarChoice, PaceName
from mi_trip.model.solution import Quality
from worlds import FIRST_DAY, Pen

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue

WORLD = worlds.fjord()
PLAN = worlds.plan_of(WORLD)
MORNING = datetime.combine(FIRST_DAY, datetime.min.time())
DAY = timedelta(days=1)


def trip(*days: Pen, world: Catalogue = WORLD, **asked: object) -> Plan:
    """Build a plan of the days without costs."""
    return worlds.plan_by_hand(world, worlds.fjord_request(days=len(days), **asked), days, ())


def in_vik(start: str = "10:00", day: int = 0) -> Pen:
    return Pen(WORLD, FIRST_DAY + day * DAY, "vik", start)


def names(doings: tuple[object, ...]) -> list[tuple[str, int]]:
    return [(doing.activity, doing.day) for doing in doings]  # type: ignore[attr-defined]


def test_a_trip_does_not_differ_from_itself() -> None:
    found = differences(PLAN, PLAN)
    assert found == Differences()
    assert not found


def test_a_title_and_notes_are_no_difference_to_travellers() -> None:
    assert not differences(PLAN, replace(PLAN, title="Another title", note="and a note", travellers=("Anna",)))


def test_the_same_trip_on_other_dates_differs_in_its_dates_alone() -> None:
    def from_day(first: date) -> Plan:
        days = Pen(WORLD, first, "vik", "10:00").visit("museum").night("09:00"), Pen(WORLD, first + DAY, "vik", "09:00").visit("museum")
        return trip(*days, first_day=first)

    early, late = from_day(FIRST_DAY), from_day(date(2027, 7, 6))
    assert differences(early, late) == Differences(first_day=Changed(FIRST_DAY, date(2027, 7, 6)))


def test_what_is_done_in_one_trip_alone_is_lost_or_gained() -> None:
    found = differences(trip(in_vik().visit("museum")), trip(in_vik().travel("vik_vestkai").until("11:30").visit("cruise")))
    assert names(found.lost) == [("museum", 1)]
    assert names(found.gained) == [("cruise", 1)]
    assert (found.lost[0].hour, found.gained[0].start) == (timedelta(hours=10), MORNING + timedelta(hours=11, minutes=30))
    assert (found.moved, found.orders) == ((), ())


def test_what_is_done_on_another_day_has_moved() -> None:
    before = trip(in_vik().visit("museum").night("09:00"), in_vik("09:00", 1))
    after = trip(in_vik().until("12:00").night("10:00"), in_vik("10:00", 1).visit("museum"))
    (moved,) = differences(before, after).moved
    assert (moved.before.day, moved.after.day, moved.other_day, moved.other_hour, moved.other_way) == (1, 2, True, False, False)


@pytest.mark.parametrize(("start", "other"), [("10:29", False), ("10:30", True), ("09:30", True), ("09:31", False)])
def test_an_hour_counts_from_half_an_hour_on(start: str, *, other: bool) -> None:
    found = differences(trip(in_vik().visit("museum")), trip(in_vik(start).visit("museum")))
    assert [moved.other_hour for moved in found.moved] == ([True] if other else [])
    assert bool(found) is other


def test_a_journey_in_the_other_direction() -> None:
    out = trip(Pen(WORLD, FIRST_DAY, "vestkai", "10:00").visit("cruise"), start="vestkai", end="austkai")
    back = trip(Pen(WORLD, FIRST_DAY, "austkai", "10:00").visit("cruise"), start="austkai", end="vestkai")
    found = differences(out, back)
    (moved,) = found.moved
    assert (moved.other_day, moved.other_hour, moved.other_way) == (False, False, True)
    assert found.asked == (("start", Changed("vestkai", "austkai")), ("end", Changed("austkai", "vestkai")))


def test_the_same_things_in_another_order() -> None:
    before = trip(Pen(WORLD, FIRST_DAY, "vestkai", "10:00").visit("cruise").travel("austkai_lien").visit("rib"))
    after = trip(Pen(WORLD, FIRST_DAY, "lien", "10:00").visit("rib").travel("austkai_lien").visit("cruise"))
    (order,) = differences(before, after).orders
    assert (order.day, names(order.before), names(order.after)) == (1, [("cruise", 1), ("rib", 1)], [("rib", 1), ("cruise", 1)])


def test_what_is_done_twice_is_compared_one_by_one() -> None:
    """An edited trip may hold an activity twice; the one on the same day is the same one."""
    once = trip(in_vik().until("11:00").night("10:00"), in_vik("10:00", 1).visit("museum"))
    twice = trip(in_vik().visit("museum").night("10:00"), in_vik("10:00", 1).visit("museum"))
    assert (names(differences(once, twice).gained), differences(once, twice).moved) == ([("museum", 1)], ())
    assert (names(differences(twice, once).lost), differences(twice, once).moved) == ([("museum", 1)], ())


def test_a_route_ridden_for_itself_is_something_done() -> None:
    rides = trip(Pen(WORLD, FIRST_DAY, "vestkai", "10:00").travel("crossing"))
    first = rides.days[0].events[0]
    assert isinstance(first, Travel)
    demanded = replace(rides, days=(replace(rides.days[0], events=(replace(first, demanded=True),)),))
    assert names(differences(rides, demanded).gained) == [("ride crossing", 1)]


def test_other_beds_and_nights_that_are_not_there() -> None:
    two = trip(in_vik().night("09:00"), in_vik("09:00", 1))
    elsewhere = trip(Pen(WORLD, FIRST_DAY, "lien", "10:00").night("09:00"), Pen(WORLD, FIRST_DAY + DAY, "lien", "09:00"))
    assert differences(two, elsewhere).nights == (OtherNight(1, "vik", "lien"),)
    found = differences(two, trip(in_vik()))
    assert (found.nights, found.days) == ((OtherNight(1, "vik", None),), Changed(2, 1))


def test_driving_and_visits_a_day_and_in_all() -> None:
    before = trip(in_vik().visit("museum").night("09:00"), in_vik("09:00", 1).travel("vik_vestkai"))
    after = trip(in_vik().visit("museum").night("09:00"), in_vik("09:00", 1).travel("vik_vestkai").travel("vik_vestkai").visit("museum"))
    found = differences(before, after)
    one_way, both_ways = (Figures(timedelta(minutes=40 * n), 35.0 * n, guessed=False, visits=n - 1) for n in (1, 2))
    assert found.figures == (OtherDay(2, one_way, both_ways),)
    assert found.total == Changed(replace(one_way, visits=1), replace(both_ways, visits=2))


def test_a_day_that_is_not_there_any_more_has_no_figures() -> None:
    whole = trip(in_vik().visit("museum").night("09:00"), in_vik("09:00", 1).visit("museum"))
    short = trip(in_vik().visit("museum"))
    assert differences(whole, short).figures == (OtherDay(2, Figures(timedelta(0), 0, guessed=False, visits=1), None),)


def test_the_latest_arrival_may_lie_after_midnight() -> None:
    early = trip(in_vik("20:00").night("09:00"), in_vik("09:00", 1))
    late = trip(in_vik("20:00").night("09:00"), in_vik("09:00", 1))
    night = late.days[0].night
    assert night
    after_midnight = replace(night, start=MORNING + timedelta(hours=24, minutes=20))
    late = replace(late, days=(replace(late.days[0], events=(after_midnight,)), late.days[1]))
    found = differences(early, late).latest_arrival
    assert found == Changed(
        Arrival(1, MORNING + timedelta(hours=20), timedelta(hours=20)),
        Arrival(1, MORNING + timedelta(hours=24, minutes=20), timedelta(hours=24, minutes=20)),
    )


def test_cost_score_and_what_is_asked() -> None:
    request = replace(PLAN.request, pace=PaceName.PACKED, car=CarChoice.OWN, party=Party(2, (7,)))
    other = replace(PLAN, request=request, costs=PLAN.costs[:1], quality=Quality(12.5, 20.0, proved=False))
    found = differences(PLAN, other)
    assert found == Differences(
        asked=(
            ("car", Changed("hire", "own")),
            ("pace", Changed("balanced", "packed")),
            ("party", Changed(Party(2), Party(2, (7,)))),
        ),
        cost=Changed(PLAN.cost, Amount(240)),
        score=Changed(0.0, 12.5),
    )


PLANS = (PLAN, worlds.flight_plan(WORLD), worlds.foot_plan(WORLD), trip(in_vik().visit("museum").night("09:00"), in_vik("09:00", 1)))


@pytest.mark.parametrize(("before", "after"), [*product(PLANS, PLANS)])
def test_between_any_two_trips_nothing_is_forgotten(before: Plan, after: Plan) -> None:
    there, back = differences(before, after), differences(after, before)
    assert bool(there) is bool(back) is (before is not after)
    assert (there.lost, there.gained) == (back.gained, back.lost)
    assert {(pair.before, pair.after) for pair in there.moved} == {(pair.after, pair.before) for pair in back.moved}
    assert [(night.before, night.after) for night in there.nights] == [(night.after, night.before) for night in back.nights]
    done = [[visit.activity.id for visit in plan.events(Visit)] for plan in (before, after)]
    assert len(done[0]) - len(there.lost) == len(done[1]) - len(there.gained)
    assert {doing.activity for doing in there.lost} == set(done[0]) - set(done[1])
