"""The checker on the car and on money: never left behind, hired where cars are hired, and every cost once and right."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from faults import asked, change, having, told, with_day, with_events, without_costs
from mi_trip.model.money import Amount, Party, Price
from mi_trip.model.place import CarHire
from mi_trip.model.request import CarChoice
from worlds import FIRST_DAY, Pen, cost, fjord, fjord_request, flight_plan, foot_plan, plan_by_hand, plan_of

if TYPE_CHECKING:
    from mi_trip.model.plan import CostItem, Plan

WORLD, PLAN, FLIGHT, ON_FOOT = fjord(), plan_of(), flight_plan(), foot_plan()
SECOND_DAY = FIRST_DAY + timedelta(days=1)


# -- the car ------------------------------------------------------------------------------------------------------------------------


def test_a_drive_without_the_car_one_has_is_found() -> None:
    assert without_costs(told(change(PLAN, 1, 1, with_car=False), WORLD)) == [
        "car-left: day 1: the road Vik-Vestkai is without the car, which stays behind at Vik: take it along",
        "needs-own-car: day 1: the road Vik-Vestkai cannot be used without a car: go another way",
    ]


def test_a_visit_without_the_car_one_has_is_found() -> None:
    assert told(change(PLAN, 1, 0, with_car=False), WORLD) == [
        "car-left: day 1: Vik museum is without the car, which stays behind at Vik: take it along",
    ]


def test_a_night_without_the_car_one_has_is_found() -> None:
    assert told(change(PLAN, 1, -1, with_car=False), WORLD) == [
        "car-left: day 1: the night at Lien is without the car, which stays behind at Lien: take it along",
    ]


def test_a_ferry_on_foot_leaves_the_car_behind() -> None:
    assert without_costs(told(change(PLAN, 1, 4, with_car=False), WORLD)) == [
        "car-left: day 1: Fjord crossing is without the car, which stays behind at Vestkai: take it along",
    ]


def test_a_drive_with_a_car_nobody_has_is_found() -> None:
    plan = with_events(ON_FOOT, 1, 0, *Pen(WORLD, FIRST_DAY, "vik", "12:05").travel("vik_vestkai").events)
    assert without_costs(told(plan, WORLD)) == [
        "no-car: day 1: the road Vik-Vestkai is with a car, and there is none: go without",
    ]


def test_a_car_on_a_bus_is_found() -> None:
    plan = with_events(PLAN, 1, 1, *Pen(WORLD, FIRST_DAY, "vik", "11:00").travel("bus").events)
    assert without_costs(told(plan, WORLD)) == [
        "gap: day 1: the meal at Vestkai starts at 11:40, but the Vik-Vestkai bus ends at 11:45: join them",
        "no-such-departure: day 1: the Vik-Vestkai bus at 11:00 does not leave Vik on 15 June: the next leaves 12:00",
        "takes-no-car: day 1: the Vik-Vestkai bus takes no cars: go another way",
    ]


def test_driving_without_a_car_is_found() -> None:
    pen = Pen(WORLD, FIRST_DAY, "vik", "12:00", with_car=False).travel("vik_vestkai")
    plan = plan_by_hand(WORLD, fjord_request(days=1, car=CarChoice.NONE, end="vestkai"), (pen,), ())
    assert told(plan, WORLD) == [
        "needs-own-car: day 1: the road Vik-Vestkai cannot be used without a car: go another way",
    ]


def test_the_trip_with_ones_own_car_costs_no_hire() -> None:
    costs = tuple(item for item in PLAN.costs if item.kind != "hire")
    assert told(asked(replace(PLAN, costs=costs), car=CarChoice.OWN), WORLD) == []


def test_ones_own_car_cannot_be_handed_back() -> None:
    costs = tuple(item for item in FLIGHT.costs if item.kind != "hire")
    assert told(asked(replace(FLIGHT, costs=costs), car=CarChoice.OWN), WORLD) == [
        "no-hire: day 1: handing back the car at Vik airport is for hired cars, and the trip has its own: drop it",
        "no-hire: day 1: taking the car at Byen airport is for hired cars, and the trip has its own: drop it",
        "no-hire: day 2: handing back the car at Byen airport is for hired cars, and the trip has its own: drop it",
    ]


def test_nobody_takes_a_second_car() -> None:
    pen = Pen(WORLD, FIRST_DAY, "vik", "09:00").hand_over(takes=True).until("10:00")
    plan = with_day(PLAN, 1, replace(PLAN.days[0], events=(*pen.events, *PLAN.days[0].events)))
    assert told(plan, WORLD) == [
        "handover-twice: day 1: taking the car at Vik cannot be, there is one already: hand it back first",
    ]


def test_nobody_hands_back_a_car_twice() -> None:
    assert without_costs(told(change(FLIGHT, 1, 5, takes=False), WORLD)) == [
        "handover-twice: day 1: handing back the car at Byen airport cannot be, there is none: take one first",
        "no-car: day 1: the road Byen airport-Byen is with a car, and there is none: go without",
        "no-car: day 1: the night at Byen is with a car, and there is none: go without",
        "no-car: day 2: Byen cathedral is with a car, and there is none: go without",
        "no-car: day 2: the road Byen airport-Byen is with a car, and there is none: go without",
        "handover-twice: day 2: handing back the car at Byen airport cannot be, there is none: take one first",
    ]


def test_a_car_handed_back_where_none_are_hired_is_found() -> None:
    world = having(WORLD, "locations", "byen_airport", car_hire=None)
    assert without_costs(told(flight_plan(world), world)) == [
        "handover-place: day 1: no cars are hired at Byen airport: choose a place where they are",
        "handover-place: day 2: no cars are hired at Byen airport: choose a place where they are",
    ]


def test_a_hasty_handover_is_found() -> None:
    plan = change(FLIGHT, 1, 2, end=datetime.combine(FIRST_DAY, time(14, 50)))
    plan = change(plan, 1, 3, start=datetime.combine(FIRST_DAY, time(14, 50)))
    assert told(plan, WORLD) == [
        "handover-length: day 1: handing back the car at Vik airport is given 20 min: it takes 30 min",
    ]


# -- money --------------------------------------------------------------------------------------------------------------------------


def pays(plan: Plan, index: int, *items: CostItem) -> Plan:
    """Put other costs into the plan in the place of one."""
    return replace(plan, costs=(*plan.costs[:index], *items, *plan.costs[index + 1 :]))


def amount(plan: Plan, index: int, units: int, *, estimate: bool = True) -> Plan:
    return pays(plan, index, replace(plan.costs[index], amount=Amount(units, estimate)))


def test_a_cost_that_is_left_out_is_found() -> None:
    for index in range(len(PLAN.costs)):
        assert len(told(pays(PLAN, index), WORLD)) == 1
    assert told(pays(PLAN, 2), WORLD) == [
        "cost-missing: day 1: the fare of the ferry Vestkai-Austkai is missing: it is NOK 250",
    ]


def test_a_cost_that_is_counted_twice_is_found() -> None:
    for index, item in enumerate(PLAN.costs):
        assert len(told(pays(PLAN, index, item, item), WORLD)) == 1
    assert told(pays(PLAN, 5, PLAN.costs[5], PLAN.costs[5]), WORLD) == [
        "cost: day 1: the bed at Lien is NOK 2,800: it must be NOK 1,400",
    ]


def test_a_cost_for_nothing_is_found() -> None:
    assert told(replace(PLAN, costs=(*PLAN.costs, cost("toll", "round", 1, 60))), WORLD) == [
        "cost-extra: day 1: the toll of the road Lien-Vik round the fjord is NOK 60: the plan has nothing to pay it for, drop it",
    ]
    assert told(replace(PLAN, costs=(*PLAN.costs, cost("ticket", "atlantis", 0, 60))), WORLD) == [
        "cost-extra: the ticket of 'atlantis' is NOK 60: the plan has nothing to pay it for, drop it",
    ]


def test_a_cost_on_another_day_is_found() -> None:
    assert told(pays(PLAN, 9, replace(PLAN.costs[9], day=1)), WORLD) == [
        "cost-missing: day 2: the toll of the road Skaret-Vik is missing: it is NOK 40",
        "cost-extra: day 1: the toll of the road Skaret-Vik is NOK 40: the plan has nothing to pay it for, drop it",
    ]


def test_costs_that_cancel_out_are_found() -> None:
    assert told(replace(PLAN, costs=(*PLAN.costs, cost("bed", "lien", 1, -400), cost("bed", "lien", 1, 400))), WORLD) == [
        "cost: day 1: the bed at Lien is NOK -400: nothing costs less than nothing",
    ]


def test_a_wrong_fuel_price_is_found_but_not_its_rounding() -> None:
    assert told(amount(PLAN, 1, 47), WORLD) == []
    assert told(amount(PLAN, 1, 40), WORLD) == [
        "cost: day 1: the fuel of the road Vik-Vestkai is NOK 40: it must be NOK 48",
    ]


def test_an_estimate_that_is_not_marked_is_found() -> None:
    assert told(amount(PLAN, 1, 48, estimate=False), WORLD) == [
        "cost-mark: day 1: the fuel of the road Vik-Vestkai is an estimate and not marked: mark it so",
    ]


def test_the_fare_of_the_people_is_not_that_of_the_car() -> None:
    assert told(amount(PLAN, 2, 100), WORLD) == [
        "cost: day 1: the fare of the ferry Vestkai-Austkai is NOK 100: it must be NOK 250",
    ]


def test_children_and_rooms_are_counted() -> None:
    assert told(asked(PLAN, party=Party(2, (13, 14))), WORLD) == [
        "cost: day 1: the bed at Lien is NOK 1,400: it must be NOK 2,800",
        "cost: day 1: the ticket of Vik museum is NOK 240: it must be NOK 360",
        "cost: day 1: the ticket of Kayak tour is NOK 1,200: it must be NOK 2,400",
        "cost: day 1: the fare of the ferry Vestkai-Austkai is NOK 250: it must be NOK 300",
    ]


def test_a_ticket_for_the_party_is_counted_once() -> None:
    world = having(WORLD, "activities", "view", price=Price(group=80))
    assert told(plan_of(world), world) == [
        "cost-missing: day 2: the ticket of Utsikten viewpoint is missing: it is NOK 80",
    ]


def test_a_hire_is_counted_per_started_day_from_taking_to_handing_back() -> None:
    pen = Pen(WORLD, SECOND_DAY, "byen", "12:45").until("16:10").travel("byen_airport_byen").hand_over(takes=False)
    pen.until("18:00", route="flight").travel("flight")
    page = FLIGHT.days[1]
    assert told(with_day(FLIGHT, 2, replace(page, events=(*page.events[:3], *pen.events))), WORLD) == [
        "cost: day 1: the car hired at Byen airport is NOK 1,000: it must be NOK 2,000",
    ]


def test_a_car_handed_back_in_another_city_costs_the_fee() -> None:
    world = having(WORLD, "locations", "vik_airport", car_hire=CarHire(30, "Elsewhere"))
    assert told(flight_plan(world), world) == [
        "cost: day 1: the car hired at Vik is NOK 1,000: it must be NOK 3,500",
    ]


def test_a_trip_that_ends_where_no_cars_are_hired_costs_no_fee() -> None:
    world = having(WORLD, "locations", "vik", car_hire=None)
    assert told(plan_of(world), world) == []


def test_the_events_of_a_plan_decide_what_it_costs() -> None:
    again = with_events(FLIGHT, 2, 0, *Pen(WORLD, SECOND_DAY, "byen", "09:00").until("10:00").events)
    assert told(again, WORLD) == []
