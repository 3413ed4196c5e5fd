"""The wording that all formats share, compared sentence by sentence."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from mi_trip.model.activity import Difficulty
from mi_trip.model.place import Booking
from mi_trip.model.plan import Handover, Hold, Meal, Night, Notice, Travel, Visit, Wait
from mi_trip.model.request import CarChoice, Pin
from mi_trip.model.route import Mode
from mi_trip.model.solution import RIDE, Cause, Quality
from mi_trip.render import words
from mi_trip.render.causes import _SENTENCES as CAUSES
from mi_trip.render.notices import _SENTENCES as NOTICES
from worlds import be_there, fjord, fjord_request, flight_plan, foot_plan, headway, plan_of, times

WORLD = fjord()

CAUSE_SENTENCES = {
    ("pin-outside", "Aksla"): (
        {"date": "2027-06-22", "at": ""},
        "Aksla is kept for Tue 22 June 2027, which is no such day or night of this trip: ask for other dates or release it",
    ),
    ("pin-shut", "Trollstigen"): (
        {"date": "2027-01-20", "opens": "2027-05-20"},
        "Trollstigen is kept for Wed 20 January 2027, when it is shut; it opens on Thu 20 May 2027: ask for another --date or release it",
    ),
    ("pin-hour", "The Golden Train"): (
        {"date": "2027-06-22", "at": "12:00"},
        ("The Golden Train is kept for 12:00 on Tue 22 June 2027, and does not begin then: book it for another hour or day, or release it"),
    ),
    ("pin-way", "Trollstigen"): (
        {"date": "2027-06-22", "at": ""},
        "Trollstigen is kept for Tue 22 June 2027, and cannot be had in that direction then: turn it round or release it",
    ),
    ("pin-unreachable", "Preikestolen"): (
        {"date": "2027-06-22", "at": ""},
        (
            "Preikestolen is kept for Tue 22 June 2027, which leaves no time for the way there and back, and lunch:"
            " keep it for another day or release it"
        ),
    ),
    ("night-outside", "Valldal"): (
        {"day": 4, "days": 3},
        "Valldal is asked for the night of day 4, which a trip of 3 days does not have: ask for more --days or an earlier day",
    ),
    ("alternatives", "Kayak tour"): (
        {"others": ["Fast boat"]},
        "Kayak tour and Fast boat are alternatives, of which a trip has one: drop one of them",
    ),
    ("shut-throughout", "Trollstigen"): (
        {"opens": "2027-05-25"},
        "Trollstigen is shut on all these days: it opens on Tue 25 May 2027; ask for a later --date or drop it",
    ),
    ("too-young", "Helsetkopen"): (
        {"min_age": 12, "youngest": 7},
        "Helsetkopen takes nobody under 12, and the youngest of the party is 7: drop it or travel without the younger ones",
    ),
    ("too-hard", "Romsdalseggen"): (
        {"difficulty": "hard"},
        "Romsdalseggen is hard, harder than you asked for: allow it with --max-difficulty hard or drop it",
    ),
    ("needs-car", "Trollstigen"): ({}, "Trollstigen cannot be had without a car: ask for --car hire or --car own, or drop it"),
    ("no-hire", "Geiranger"): (
        {},
        "no car can be hired at Geiranger: start where cars are hired, or ask for --car own or --car none",
    ),
    ("unreachable", "Svalbard"): (
        {"days": 1},
        "Svalbard cannot be reached in 1 day: no open way leads there in time; ask for another --date, more --days, or drop it",
    ),
    ("not-in-days", "Preikestolen"): ({"days": 3}, "Preikestolen cannot be had in 3 days: ask for more --days or drop it"),
    ("needs-days", "Svalbard"): (
        {"days": 3, "needed": 4},
        "Svalbard cannot be had in 3 days: getting there and back takes at least 4; ask for --days 4 or drop it",
    ),
    ("together", "Svalbard"): (
        {"others": ["Preikestolen", "Trollstigen"]},
        "Svalbard cannot be had together with Preikestolen and Trollstigen in this trip: ask for more --days or drop one of them",
    ),
    ("bed-shut", "Juvet"): (
        {"day": 2, "date": "2027-01-21"},
        "nobody can sleep at Juvet on the night of day 2 (Thu 21 January 2027): it is shut then; ask for another --night or --date",
    ),
    ("bed-unreachable", "Longyearbyen"): (
        {"day": 1},
        "Longyearbyen cannot be reached by the night of day 1: ask for a nearer --night or a later day",
    ),
    ("no-way-home", "Ålesund"): (
        {"days": 1, "end": "Stavanger"},
        "there is no way from Ålesund to Stavanger within 1 day: ask for more --days or another --to",
    ),
    ("over-budget", ""): (
        {"budget": 8000, "needed": 12500},
        "the cheapest trip found costs 12,500, more than the budget of 8,000: ask for --budget 12500, fewer --days or fewer demands",
    ),
    ("no-cars-taken", "The Rauma Railway"): (
        {},
        "The Rauma Railway takes no cars along, and the car cannot be left behind for it: ask for --car none, more --days, or drop it",
    ),
    ("nothing-to-do", "Moa"): ({}, "there is nothing to do at Moa: ask for a --night there, or drop it"),
    ("avoided", "Trollstigen"): (
        {"by": "Romsdalen"},
        "Trollstigen is both demanded and avoided: drop its --must or --night, or --avoid Romsdalen",
    ),
}

NOTICE_SENTENCES = {
    "season-risk": (
        {"name": "Trollstigen", "shut": "2", "recorded": "5", "detour_minutes": "117", "via": "Sjøholt"},
        "Trollstigen was shut on this date in 2 of 5 recorded years: check before you set out; the detour via Sjøholt takes 1 h 57",
    ),
    "shut": ({"name": "Trollstigen", "opens": "2027-05-25"}, "Trollstigen is shut on these dates; it opens on Tue 25 May 2027"),
    "shut-activity": ({"name": "Romsdalseggen", "opens": ""}, "Romsdalseggen cannot be done on these dates"),
    "queue": ({"name": "Eidsdal–Linge", "minutes": "30", "why": "queue"}, "Eidsdal–Linge: be there 30 min early: queue"),
    "dark": (
        {"minutes": "65", "sunrise": "09:10", "sunset": "15:20"},
        "1 h 05 of the driving is in the dark: the sun rises at 09:10 and sets at 15:20",
    ),
    "short-daylight": (
        {"sunrise": "09:10", "sunset": "15:20"},
        "the days are short: on the first the sun rises at 09:10 and sets at 15:20",
    ),
    "polar-night": ({}, "the sun does not rise: polar night"),
    "midnight-sun": ({}, "the sun does not set: midnight sun"),
    "assumed-departures": (
        {"assumed": "3", "all": "8"},
        "3 of 8 departures and starts are assumed or known only by the interval (≈): check before booking",
    ),
    "on-request": ({"name": "Helsetkopen"}, "Helsetkopen is on request: agree on the hour with the operator"),
    "weather": ({"name": "Romsdalseggen"}, "good weather is needed for Romsdalseggen: have something else in mind"),
    "avoid-peak": (
        {"name": "Preikestolen", "hours": "11:00–14:00"},
        "Preikestolen is crowded at its busiest hours (11:00–14:00): come early or late",
    ),
    "passport": ({"name": "Svalbard"}, "everybody needs a passport for Svalbard"),
    "no-car-end": ({}, "the trip ends without the hired car: it was handed back before"),
    "free-day": ({}, "nothing is planned: a free day"),
}


@pytest.mark.parametrize(("code", "subject"), CAUSE_SENTENCES)
def test_a_cause_says_what_cannot_be_had_and_what_to_do(code, subject):
    facts, sentence = CAUSE_SENTENCES[code, subject]
    assert words.cause_sentence(Cause(code, subject, facts)) == sentence


def test_every_code_has_its_sentence_here():
    assert {code for code, _ in CAUSE_SENTENCES} == set(CAUSES)
    assert set(NOTICE_SENTENCES) == set(NOTICES)


def test_an_opening_that_is_not_known_is_not_made_up():
    sentence = words.cause_sentence(Cause("shut-throughout", "Trollstigen", {"opens": ""}))
    assert sentence == "Trollstigen is shut on all these days, and no opening is known: ask for another --date or drop it"


def test_a_budget_without_a_price_says_so():
    sentence = words.cause_sentence(Cause("over-budget", "", {"budget": 100, "needed": None}))
    assert sentence == "no trip that meets the request costs 100 or less: ask for a higher --budget, fewer --days or fewer demands"


def test_an_unknown_cause_still_makes_a_sentence():
    sentence = words.cause_sentence(Cause("no-tide", "the causeway", {"day": 2}))
    assert sentence == "the causeway cannot be had (no tide, day 2): drop it or ask for other days"


@pytest.mark.parametrize("code", CAUSE_SENTENCES)
def test_a_cause_without_its_facts_still_makes_a_sentence(code):
    sentence = words.cause_sentence(Cause(code[0], "X"))
    assert sentence.endswith((" it", "demands", "ones", "--car none", "them", "day", "--to", "--date", "--avoid X"))


@pytest.mark.parametrize("code", NOTICE_SENTENCES)
def test_a_notice_is_a_sentence(code):
    facts, sentence = NOTICE_SENTENCES[code]
    assert words.notice_sentence(Notice(code, 0, "", tuple(facts.items())), WORLD) == sentence


def test_a_notice_without_a_name_uses_that_of_its_subject():
    assert (
        words.notice_sentence(Notice("weather", 2, "hike"), WORLD) == "good weather is needed for Skaret ridge: have something else in mind"
    )
    assert words.notice_sentence(Notice("shut", 2, "pass"), WORLD) == "Skaret pass is shut on that day"


def test_an_unknown_notice_still_makes_a_sentence():
    notice = Notice("high-tide", 1, "lien", (("water_level", "2 m"),))
    assert words.notice_sentence(notice, WORLD) == "Lien: high tide (water level 2 m)"


def test_what_holds_on_several_days_is_said_once_and_after_what_holds_for_the_trip():
    notices = (Notice("midnight-sun", 1, ""), Notice("free-day", 2, ""), Notice("midnight-sun", 3, ""), Notice("no-car-end", 0, ""))
    assert words.notice_lines(notices, WORLD) == [
        "the trip ends without the hired car: it was handed back before",
        "Days 1 and 3: the sun does not set: midnight sun",
        "Day 2: nothing is planned: a free day",
    ]


def titles(plan, kind):
    return [words.event_title(event, WORLD) for event in plan.events(kind)]


def test_events_have_titles():
    assert titles(plan_of(WORLD), Travel) == ["Drive Vik → Vestkai", "Drive Austkai → Lien", "Drive Lien → Utsikten", "Drive Skaret → Vik"]
    assert titles(plan_of(WORLD), Visit)[:3] == ["Vik museum", "Fjord crossing: Vestkai → Austkai", "Kayak tour, Lien"]
    assert titles(plan_of(WORLD), Wait)[1] == "Wait for Kayak tour, Lien"
    assert titles(plan_of(WORLD), Meal) == ["Lunch at Vestkai", "Lunch at Skaret"]
    assert titles(plan_of(WORLD), Night) == ["Night at Lien Hotel"]
    assert titles(flight_plan(WORLD), Handover)[:2] == ["Hand back the hired car, Vik airport", "Take the hired car, Byen airport"]
    assert titles(foot_plan(WORLD), Wait)[1] == "Free time, Austkai"


def test_the_route_line_names_areas_once():
    assert words.route_line(flight_plan(WORLD), WORLD) == "Fjord → City → Fjord"
    assert words.route_line(plan_of(WORLD), WORLD) == "Fjord → Pass → Fjord"


def ferry_ride(**changes):
    plan = plan_of(WORLD)
    visit = next(visit for visit in plan.events(Visit) if visit.activity.id == "cruise")
    wait = next(plan.events(Wait))
    ride = visit.rides[0]
    ride_changes = {key: changes.pop(key) for key in ("estimated", "every") if key in changes}
    return replace(ride, route=replace(ride.route, **changes), **ride_changes), wait


def test_notes_of_a_ferry_say_when_to_be_there_how_long_one_waits_and_when_the_last_leaves():
    ride, wait = ferry_ride(be_there=(be_there(15, "check-in"),), services=(times("13:00 15:00", origin="vestkai"),))
    assert words.ride_notes(ride, wait) == ["be there 15 min early: check-in", "wait 20 min", "last ferry 15:00"]


def test_notes_of_the_last_ferry_say_that_it_is():
    ride, _ = ferry_ride(services=(times("13:00", origin="vestkai"),), booking=Booking("required"))
    assert words.ride_notes(ride) == ["the last ferry", "book"]


def test_a_last_ferry_late_in_the_night_is_no_news():
    ride, _ = ferry_ride(services=(times("13:00 23:00", origin="vestkai"),), booking=Booking("optional"))
    assert words.ride_notes(ride) == []


def test_notes_mark_assumed_times_and_intervals():
    assumed, _ = ferry_ride(estimated=True, services=(times("13:00 23:00", origin="vestkai", estimate=True),))
    assert words.ride_notes(assumed) == ["≈ assumed time, check before booking"]
    interval, wait = ferry_ride(every=timedelta(minutes=20), estimated=True, be_there=(), services=(headway("06:00", "23:00", 20),))
    assert words.ride_notes(interval, wait) == ["≈ every 20 min", "wait 15 min"]


def test_notes_of_an_activity_say_whom_to_ask_and_how_hard_it_is():
    plan = plan_of(WORLD)
    visit = next(visit for visit in plan.events(Visit) if visit.activity.id == "kayak")
    hard = replace(visit.activity, difficulty=Difficulty.HARD, on_request=True, booking=Booking("recommended"))
    assert words.activity_notes(replace(visit, activity=hard, estimated=True)) == [
        "≈ assumed time, check before booking",
        "on request",
        "better book",
        "strenuous",
    ]


@pytest.mark.parametrize(
    ("quality", "line"),
    [
        (Quality(101.2, 101.2, proved=True), "the best possible plan for this request"),
        (Quality(101.0, 115.4, proved=False), "at most 12.5 % below the best possible (score 101.0, bound 115.4)"),
        (Quality(301.2, math.inf, proved=False), "score 301.2; how near to the best possible was not worked out"),
        (Quality(-3.0, -1.0, proved=False), "a good plan, how far below the best possible is not known (score -3.0)"),
    ],
)
def test_one_line_says_how_good_the_plan_is(quality, line):
    assert words.quality_line(quality) == line


def test_dates_need_no_locale():
    assert words.date_range(date(2027, 6, 15), date(2027, 6, 20)) == "Tue 15 – Sun 20 June 2027"
    assert words.date_range(date(2027, 6, 29), date(2027, 7, 2)) == "Tue 29 June – Fri 2 July 2027"
    assert words.date_range(date(2027, 12, 30), date(2028, 1, 2)) == "Thu 30 December 2027 – Sun 2 January 2028"
    assert words.date_range(date(2027, 6, 15), date(2027, 6, 15)) == "Tue 15 June 2027"


def test_whose_car_it_is_said():
    assert [words.car_text(fjord_request(car=car)) for car in CarChoice] == ["with a hired car", "with your own car", "without a car"]


def held(hold, **pin):
    plan = plan_of(WORLD)
    visit = next(visit for visit in plan.events(Visit) if visit.activity.id == "kayak")
    pins = (Pin("kayak", **{"date": visit.start.date(), **pin}),) if pin else ()
    return words.hold_note(replace(visit, hold=hold), replace(plan.request, pins=pins))


def test_what_is_held_is_said_with_the_hour_of_a_booking():
    assert [held(hold) for hold in Hold] == ["", "kept on this day", "booked for 14:00"]
    assert held(Hold.BOOKED, at=time(14)) == "booked for 14:00"


def test_a_booking_for_another_time_than_the_plan_s_says_for_when_it_is():
    assert held(Hold.BOOKED, at=time(10)) == "booked for 10:00"
    assert held(Hold.BOOKED, at=time(10), date=date(2027, 6, 17)) == "booked for Thu 17 June, 10:00"


def test_a_route_that_is_held_is_found_among_the_pins():
    plan = flight_plan(WORLD)
    flight = next(travel for travel in plan.events(Travel) if travel.mode is Mode.FLIGHT)
    assert words.hold_note(replace(flight, demanded=True, hold=Hold.BOOKED), plan.request) == "booked for 16:00"
    request = replace(plan.request, pins=(Pin(f"{RIDE}flight", flight.start.date(), at=time(9, 30)),))
    assert words.hold_note(replace(flight, demanded=True, hold=Hold.BOOKED), request) == "booked for 09:30"


def test_a_bed_that_is_held_is_said():
    night = next(plan_of(WORLD).events(Night))
    notes = [words.hold_note(replace(night, hold=hold), fjord_request()) for hold in Hold]
    assert notes == ["", "kept on this day", "booked"]


def test_the_title_and_the_travellers_are_the_traveller_s_own_words():
    plan = plan_of(WORLD)
    assert words.heading(plan, WORLD) == words.heading(replace(plan, title=" \n"), WORLD) == "The small fjord: 2 days"
    assert words.heading(replace(plan, title="Two days\nwith Hunt"), WORLD) == "Two days with Hunt"
    assert words.travellers_text(plan) == ""
    assert words.travellers_text(replace(plan, travellers=("Anna", " ", "Bo\u202e", "Cy"))) == "Anna, Bo\\u202e and Cy"


def test_roads_are_told_by_their_numbers():
    ride, _ = ferry_ride(road="E136 (Tresfjordbrua, Ørskogfjellet), E39")
    other, _ = ferry_ride(road="E39 and the old road")
    gravel, _ = ferry_ride(road="gravel")
    assert words.roads((ride, other)) == "on E136 and E39"
    assert words.roads((gravel,)) == "on gravel"
    assert words.roads(()) == ""


def test_a_bed_that_is_described_is_not_named():
    lien = WORLD.locations["lien"]
    described = replace(lien, stay=replace(lien.stay, name="A farm by the fjord"))
    world = replace(WORLD, locations={**WORLD.locations, "lien": described})
    night = next(plan_of(WORLD).events(Night))
    assert words.event_title(night, world) == "Night at a farm by the fjord, Lien"
