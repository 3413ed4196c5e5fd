"""What has to be booked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mi_trip.model.place import Booking
from mi_trip.model.plan import Hold, PlannedDay, Travel, Visit
from mi_trip.model.request import CarChoice
from mi_trip.model.route import Mode
from mi_trip.render.bookings import bookings
from mi_trip.render.rows import plan_rows
from test_render_markdown import with_own_words
from worlds import fjord, flight_plan, plan_of


def with_bookings():
    """Build the fjord where the ferry, the kayak tour and the bed are booked, each with another urgency."""
    world = fjord()
    crossing = replace(world.routes["crossing"], booking=Booking("recommended", 3, web="ferry.example.org"))
    kayak = replace(world.activities["kayak"], booking=Booking("optional", phone="+47 1"))
    hike = replace(world.activities["hike"], on_request=True)
    lien = world.locations["lien"]
    stay = replace(lien.stay, booking=Booking("required", 60, who="The host", note="two rooms only"))
    return replace(
        world,
        routes={**world.routes, "crossing": crossing},
        activities={**world.activities, "kayak": kayak, "hike": hike},
        locations={**world.locations, "lien": replace(lien, stay=stay)},
    )


def test_what_is_required_comes_first_then_what_is_due_first():
    world = with_bookings()
    rows = bookings(plan_of(world), world)
    assert [(row.need, row.what, row.book_by) for row in rows] == [
        ("required", "Lien Hotel, 1 night, 1 double room", date(2027, 4, 16)),
        ("required", "Hired car from Vik", None),
        ("required", "Skaret ridge", None),
        ("recommended", "Fjord crossing, 13:00", date(2027, 6, 12)),
        ("optional", "Kayak tour, 14:00", None),
    ]
    assert [(row.day, row.date, row.contact, row.note) for row in rows] == [
        (1, date(2027, 6, 15), "The host", "two rooms only"),
        (1, date(2027, 6, 15), "", ""),
        (2, date(2027, 6, 16), "", "on request: agree on the hour"),
        (1, date(2027, 6, 15), "ferry.example.org", ""),
        (1, date(2027, 6, 15), "+47 1", ""),
    ]


def test_a_bed_of_which_nothing_is_known_is_still_to_be_booked():
    plan = plan_of(fjord())
    own = replace(plan, request=replace(plan.request, car=CarChoice.OWN))
    assert [(row.need, row.what) for row in bookings(own, fjord())] == [("recommended", "Lien Hotel, 1 night, 1 double room")]


def test_every_hired_car_is_booked():
    rows = bookings(flight_plan(fjord()), fjord())
    assert [row.what for row in rows if row.need == "required"] == ["Hired car from Vik", "Hired car from Byen airport"]


def test_a_journey_and_the_ride_it_is_are_booked_once():
    world = with_bookings()
    cruise = replace(world.activities["cruise"], booking=Booking("required", 1, note="by car"))
    world = replace(world, activities={**world.activities, "cruise": cruise})
    row = next(row for row in bookings(plan_of(world), world) if row.about == "cruise")
    assert (row.need, row.book_by, row.contact, row.note) == ("required", date(2027, 6, 12), "ferry.example.org", "by car")
    assert not [row for row in bookings(plan_of(world), world) if row.about == "crossing"]
    crossing = next(row for row in plan_rows(plan_of(world), world)[0].rows if row.what == "Fjord crossing")
    assert crossing.notes == ("be there 15 min early: check-in", "wait 20 min", "book")


def test_what_is_booked_comes_last_with_no_date_to_book_by():
    world = with_bookings()
    rows = bookings(with_own_words(plan_of(world)), world)
    assert [(row.need_text, row.what, row.book_by) for row in rows] == [
        ("required", "Hired car from Vik", None),
        ("required", "Skaret ridge", None),
        ("recommended", "Fjord crossing, 13:00", date(2027, 6, 12)),
        ("booked", "Lien Hotel, 1 night, 1 double room", None),
        ("booked", "Kayak tour, 14:00", None),
    ]
    assert [row.contact for row in rows[3:]] == ["The host", "+47 1"]


def test_what_is_booked_is_told_though_the_data_asks_for_no_booking_and_with_its_hour_though_it_is_on_request():
    world = with_bookings()
    plan = plan_of(world)
    second = replace(plan.days[1], events=tuple(booked(event) if isinstance(event, Visit) else event for event in plan.days[1].events))
    rows = bookings(replace(plan, days=(plan.days[0], second)), world)
    assert [(row.what, row.note) for row in rows if row.booked] == [
        ("Utsikten viewpoint, 09:20", ""),
        ("Over Skaret, 09:40", ""),
        ("Skaret ridge, 10:15", ""),
    ]


def booked(event):
    return replace(event, hold=Hold.BOOKED)


def test_nights_in_one_bed_are_one_booking_apart_from_those_that_are_booked():
    world = fjord()
    plan = plan_of(world)
    night = plan.days[0].night
    days = tuple(
        PlannedDay(number, date(2027, 6, 14 + number), (replace(night, hold=hold),))
        for number, hold in enumerate((Hold.FREE, Hold.PINNED, Hold.BOOKED, Hold.BOOKED), 1)
    )
    rows = bookings(replace(plan, days=days), world)
    assert [(row.need_text, row.what, row.day) for row in rows if row.about == "lien"] == [
        ("recommended", "Lien Hotel, 2 nights, 1 double room", 1),
        ("booked", "Lien Hotel, 2 nights, 1 double room", 3),
    ]


def test_a_ride_that_is_booked_is_told():
    world = fjord()
    plan = flight_plan(world)
    events = tuple(
        replace(event, demanded=True, hold=Hold.BOOKED) if isinstance(event, Travel) and event.mode is Mode.FLIGHT else event
        for event in plan.days[0].events
    )
    rows = bookings(replace(plan, days=(replace(plan.days[0], events=events), plan.days[1])), world)
    assert [row.what for row in rows if row.booked] == ["Flight Vik airport → Byen airport, 16:00"]


def test_a_ride_on_the_way_is_booked_with_its_departure():
    world = fjord()
    flight = replace(world.routes["flight"], booking=Booking("required", who="The airline"))
    world = replace(world, routes={**world.routes, "flight": flight})
    rows = [row.what for row in bookings(flight_plan(world), world) if row.about == "flight"]
    assert rows == ["Flight Vik airport → Byen airport, 16:00", "Flight Byen airport → Vik airport, 18:00"]
