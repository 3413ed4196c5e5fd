"""The checker on the frame of a plan: what is named exists, days follow each other, each ends in an open bed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from faults import asked, change, change_ride, having, told, with_day, with_events, without_costs
from mi_trip.model.place import Stay
from mi_trip.model.plan import Night
from worlds import FIRST_DAY, Pen, clock, cost, fjord, fjord_request, hours, plan_by_hand, plan_of

WORLD, PLAN = fjord(), plan_of()
SECOND_DAY = FIRST_DAY + timedelta(days=1)


def at(day: date, text: str) -> datetime:
    return datetime.combine(day, clock(text))


def test_a_day_without_events_is_found_and_nothing_else_is_said() -> None:
    plan = with_day(PLAN, 2, replace(PLAN.days[1], events=()))
    assert told(plan, WORLD) == [
        "empty-day: day 2: nothing is planned, not even free time: add what is done, or a free wait",
    ]


def test_a_day_of_nothing_but_its_night_is_found() -> None:
    plan = with_day(PLAN, 1, replace(PLAN.days[0], events=PLAN.days[0].events[-1:]))
    assert told(plan, WORLD) == [
        "empty-day: day 1: nothing is planned, not even free time: add what is done, or a free wait",
    ]


def test_travel_without_rides_is_found() -> None:
    assert told(change(PLAN, 1, 1, rides=()), WORLD) == [
        "no-rides: day 1: a piece of travel has no rides: name its routes or drop it",
    ]


def test_a_location_that_the_catalogue_does_not_know_is_found() -> None:
    assert told(change(PLAN, 1, 2, location="atlantis"), WORLD) == [
        "unknown-location: day 1: the catalogue knows no location 'atlantis': use one of its ids",
    ]


def test_a_route_of_another_catalogue_is_found() -> None:
    faster = having(WORLD, "routes", "vik_vestkai", duration=timedelta(minutes=20)).routes["vik_vestkai"]
    assert told(change_ride(PLAN, 1, 1, route=faster), WORLD) == [
        "unknown-route: day 1: the catalogue knows no such route 'vik_vestkai': take it as the catalogue has it",
    ]


def test_a_wait_for_a_route_of_another_catalogue_is_found() -> None:
    earlier = having(WORLD, "routes", "crossing", be_there=()).routes["crossing"]
    assert told(change(PLAN, 1, 3, route=earlier), WORLD) == [
        "unknown-route: day 1: the catalogue knows no such route 'crossing': take it as the catalogue has it",
    ]


def test_an_activity_of_another_catalogue_is_found() -> None:
    shorter = having(WORLD, "activities", "museum", duration=timedelta(minutes=10)).activities["museum"]
    assert told(change(PLAN, 1, 0, activity=shorter), WORLD) == [
        "unknown-activity: day 1: the catalogue knows no such activity 'museum': take it as the catalogue has it",
    ]


def test_a_wait_for_an_activity_of_another_catalogue_is_found() -> None:
    looser = having(WORLD, "activities", "kayak", be_there=()).activities["kayak"]
    assert told(change(PLAN, 1, 6, activity=looser), WORLD) == [
        "unknown-activity: day 1: the catalogue knows no such activity 'kayak': take it as the catalogue has it",
    ]


def test_a_meal_of_no_minutes_is_found() -> None:
    assert told(change(PLAN, 1, 2, end=at(FIRST_DAY, "11:40")), WORLD) == [
        "no-time: day 1: the meal at Vestkai takes no time, from 11:40 to 11:40: drop it or give it its time",
    ]


def test_a_wait_that_ends_before_it_starts_is_found() -> None:
    assert told(change(PLAN, 1, 3, end=at(FIRST_DAY, "12:00")), WORLD) == [
        "no-time: day 1: the wait at Vestkai takes no time, from 12:25 to 12:00: drop it or give it its time",
    ]


def test_a_plan_without_days_is_found() -> None:
    assert told(replace(PLAN, days=(), costs=()), WORLD) == [
        "days: the plan has 0 days where 2 are asked for: plan each of them",
    ]


def test_fewer_days_than_asked_for_are_found() -> None:
    assert told(asked(PLAN, days=3), WORLD) == [
        "days: the plan has 2 days where 3 are asked for: plan each of them",
    ]


def test_days_in_the_wrong_order_are_found() -> None:
    plan = replace(PLAN, days=PLAN.days[::-1])
    assert without_costs(told(plan, WORLD))[:8] == [
        "date: day 1: it is numbered 2 and dated 16 June: day 1 is 15 June 2027",
        "date: day 2: it is numbered 1 and dated 15 June: day 2 is 16 June 2027",
        "gap: day 1: Vik museum starts at 10:00 on 15 June, but the road Skaret-Vik ends at 14:30 on 16 June: join them",
        "start: day 2: the trip starts at Lien: it must start at Vik",
        "end: day 1: the trip ends at Lien: it must end at Vik",
        "night: day 2: it has no night: end it at a bed",
        "night: day 1: the night at Lien stands where none may: no night follows the last day",
    ]


def test_a_plan_of_the_day_after_is_found() -> None:
    assert told(asked(PLAN, first_day=SECOND_DAY), WORLD) == [
        "date: day 1: it is numbered 1 and dated 15 June: day 1 is 16 June 2027",
        "date: day 2: it is numbered 2 and dated 16 June: day 2 is 17 June 2027",
        "night: day 1: the night at Lien ends on 16 June: a night ends the next morning",
    ]


def test_an_event_on_another_date_is_found() -> None:
    wait = PLAN.days[0].events[3]
    plan = change(PLAN, 1, 3, start=wait.start - timedelta(days=1), end=wait.end - timedelta(days=1))
    assert told(plan, WORLD) == [
        "date: day 1: the wait at Vestkai at 12:25 is not on 15 June alone: move it to its own day",
        "gap: day 1: the wait at Vestkai starts at 12:25 on 14 June, but the meal at Vestkai ends at 12:25 on 15 June: join them",
        "gap: day 1: Fjord crossing starts at 13:00 on 15 June, but the wait at Vestkai ends at 13:00 on 14 June: join them",
    ]


def test_a_hole_between_two_events_is_found() -> None:
    assert told(change(PLAN, 1, 2, end=at(FIRST_DAY, "12:26")), WORLD) == [
        "gap: day 1: the wait at Vestkai starts at 12:25, but the meal at Vestkai ends at 12:26: join them",
    ]


def test_a_jump_from_place_to_place_is_found() -> None:
    assert told(change(PLAN, 1, 2, location="austkai"), WORLD) == [
        "jump: day 1: the meal at Austkai cannot follow the road Vik-Vestkai, which ends at Vestkai: travel to Austkai first",
        "jump: day 1: the wait at Vestkai cannot follow the meal at Austkai, which ends at Austkai: travel to Vestkai first",
    ]


def test_a_morning_elsewhere_than_the_night_is_found() -> None:
    plan = with_events(PLAN, 2, 0, *Pen(WORLD, SECOND_DAY, "austkai", "08:50").travel("austkai_lien", "lien_utsikten").events)
    assert without_costs(told(plan, WORLD)) == [
        "gap: day 2: the road Austkai-Lien starts at 08:50, but the night at Lien ends at 09:00: join them",
        "jump: day 2: the road Austkai-Lien cannot follow the night at Lien, which ends at Lien: travel to Austkai first",
    ]


def test_a_trip_that_starts_elsewhere_is_found() -> None:
    assert told(asked(PLAN, start="vik_airport"), WORLD) == [
        "start: day 1: the trip starts at Vik: it must start at Vik airport",
    ]


def test_a_trip_that_ends_elsewhere_is_found() -> None:
    assert told(asked(PLAN, end="vik_airport"), WORLD) == [
        "end: day 2: the trip ends at Vik: it must end at Vik airport",
    ]


def test_a_start_before_the_first_hour_is_found() -> None:
    plan = with_day(
        PLAN, 1, replace(PLAN.days[0], events=(*Pen(WORLD, FIRST_DAY, "vik", "08:29").until("10:00").events, *PLAN.days[0].events))
    )
    assert told(plan, WORLD) == [
        "first-hour: day 1: the wait at Vik starts at 08:29: the day begins at 08:30, start later",
    ]


def test_a_start_before_one_arrives_is_found() -> None:
    assert told(asked(PLAN, arrive=clock("10:30")), WORLD) == [
        "first-hour: day 1: Vik museum starts at 10:00: the day begins at 10:30, start later",
    ]


def test_the_hour_of_arrival_takes_the_place_of_the_first_hour() -> None:
    plan = with_day(
        PLAN, 1, replace(PLAN.days[0], events=(*Pen(WORLD, FIRST_DAY, "vik", "07:00").until("10:00").events, *PLAN.days[0].events))
    )
    assert told(asked(plan, arrive=clock("07:00")), WORLD) == []


def test_an_end_after_the_last_hour_is_found() -> None:
    late = Pen(WORLD, FIRST_DAY, "lien", "15:30").until("19:31").night("09:00")
    plan = with_events(PLAN, 1, -1, *late.events)
    assert told(plan, WORLD) == [
        "last-hour: day 1: the wait at Lien ends at 19:31: the day is over at 19:30, plan less",
    ]


def test_an_end_after_one_departs_is_found() -> None:
    assert told(asked(PLAN, depart=clock("14:15")), WORLD) == [
        "last-hour: day 2: the road Skaret-Vik ends at 14:30: the day is over at 14:15, plan less",
    ]


def test_a_missing_night_is_found() -> None:
    plan = with_day(PLAN, 1, replace(PLAN.days[0], events=PLAN.days[0].events[:-1]))
    assert without_costs(told(plan, WORLD)) == [
        "gap: day 2: the road Lien-Utsikten starts at 09:00 on 16 June, but Kayak tour ends at 15:30 on 15 June: join them",
        "night: day 1: it has no night: end it at a bed",
    ]


def test_a_night_after_the_last_day_is_found() -> None:
    day = PLAN.days[1]
    night = Night("vik", day.events[-1].end, at(FIRST_DAY + timedelta(days=2), "09:00"), with_car=True)
    plan = with_day(PLAN, 2, replace(day, events=(*day.events, night)))
    assert without_costs(told(plan, WORLD)) == [
        "night: day 2: the night at Vik stands where none may: no night follows the last day",
    ]


def test_a_night_in_the_middle_of_a_day_is_found() -> None:
    nap = Night("vestkai", at(FIRST_DAY, "12:25"), at(FIRST_DAY, "13:00"), with_car=True)
    assert told(with_events(PLAN, 1, 3, nap), WORLD) == [
        "night: day 1: the night at Vestkai stands where none may: the night comes last",
        "no-bed: day 1: nobody can sleep at Vestkai: choose a location with a bed",
        "be-there: day 1: the ferry Vestkai-Austkai at 13:00 wants everyone there 15 min before (check-in): wait at Vestkai from 12:45",
    ]


def test_a_night_of_two_dates_is_found() -> None:
    plan = change(PLAN, 1, -1, end=at(FIRST_DAY + timedelta(days=2), "09:00"))
    assert told(plan, WORLD) == [
        "gap: day 2: the road Lien-Utsikten starts at 09:00 on 16 June, but the night at Lien ends at 09:00 on 17 June: join them",
        "night: day 1: the night at Lien ends on 17 June: a night ends the next morning",
    ]


def test_a_night_without_a_bed_is_found() -> None:
    world = having(WORLD, "locations", "lien", stay=None)
    assert without_costs(told(plan_of(world), world)) == [
        "no-bed: day 1: nobody can sleep at Lien: choose a location with a bed",
    ]


def test_a_night_in_a_bed_that_is_shut_is_found() -> None:
    world = having(WORLD, "locations", "lien", stay=Stay("Lien Hotel", 1400, estimate=False, open=hours("Jun 16-Sep 30")))
    assert told(plan_of(world), world) == [
        "bed-shut: day 1: the bed at Lien is not open on 15 June: it is open Jun 16-Sep 30",
    ]


def free_plan(start: str, end: str) -> tuple[Pen, ...]:
    return (Pen(WORLD, FIRST_DAY, "vik", start).until(end),)


def test_a_free_day_from_the_first_to_the_last_hour_is_right() -> None:
    plan = plan_by_hand(WORLD, fjord_request(days=1), free_plan("08:30", "19:30"), (cost("hire", "vik", 1, 1000, estimate=True),))
    assert told(plan, WORLD) == []


def test_a_free_day_that_is_over_at_noon_is_found() -> None:
    plan = plan_by_hand(WORLD, fjord_request(days=1), free_plan("08:30", "12:00"), (cost("hire", "vik", 1, 1000, estimate=True),))
    assert told(plan, WORLD) == [
        "free-day: day 1: it has nothing but waits: a free day is one free wait from 08:30 to 19:30",
    ]


def test_a_day_that_only_waits_for_a_ferry_is_found() -> None:
    pen = Pen(WORLD, FIRST_DAY, "vestkai", "08:30").until("19:30", route="crossing")
    request = fjord_request(days=1, start="vestkai", end="vestkai")
    plan = plan_by_hand(WORLD, request, (pen,), (cost("hire", "vestkai", 1, 1000, estimate=True),))
    assert told(plan, WORLD) == [
        "free-day: day 1: it has nothing but waits: a free day is one free wait from 08:30 to 19:30",
        "wait: day 1: the wait at Vestkai at 08:30 is for the ferry Vestkai-Austkai, which does not leave after it: make it free time",
        "lunch: day 1: it has no lunch: plan 45 min that start between 11:30 and 14:00",
    ]
