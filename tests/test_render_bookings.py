"""What has to be booked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mi_trip.model.place import Booking
from mi_trip.model.request import CarChoice
from mi_trip.render.bookings import bookings
from mi_trip.render.rows import plan_rows
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


def test_a_ride_on_the_way_is_booked_with_its_departure():
    world = fjord()
    flight = replace(world.routes["flight"], booking=Booking("required", who="The airline"))
    world = replace(world, routes={**world.routes, "flight": flight})
    rows = [row.what for row in bookings(flight_plan(world), world) if row.about == "flight"]
    assert rows == ["Flight Vik airport → Byen airport, 16:00", "Flight Byen airport → Vik airport, 18:00"]
