"""The plan on a terminal and through a pipe."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from rich.cells import cell_len

from mi_trip.model.place import Booking
from mi_trip.model.plan import Hold, Notice, Ride, Travel, Visit, Wait, WaitFor
from mi_trip.model.request import CarChoice
from mi_trip.model.solution import Quality
from mi_trip.render.json_plan import plan_json
from mi_trip.render.rows import plan_rows
from mi_trip.render.table import plan_plain, plan_table
from mi_trip.render.totals import ride_counts
from mi_trip.render.units import plain
from test_render_markdown import LONG, NASTY, named, with_own_words
from worlds import Pen, cost, fjord, fjord_request, flight_plan, foot_plan, plan_by_hand, plan_of, times

NOTICES = (
    Notice("season-risk", 2, "pass", (("shut", "2"), ("recorded", "5"), ("detour_minutes", "95"), ("via", "Lien"))),
    Notice("midnight-sun", 1, ""),
    Notice("midnight-sun", 2, ""),
)


def rich_plan():
    return replace(plan_of(fjord()), notices=NOTICES, quality=Quality(101.2, 115.4, proved=False))


def table(plan, width, *, colour=False, world=None):
    return plan_table(plan, world or fjord(), width=width, colour=colour)


def test_eighty_columns_are_enough():
    assert table(rich_plan(), 80) == AT_80


def test_wider_terminals_give_places_and_notes_their_columns():
    text = table(rich_plan(), 120)
    assert "Time         What                         Where                       How long  km      NOK  Notes\n" in text
    assert "13:00–13:30  Fjord crossing               Vestkai → Austkai             30 min  12      250  be there 15 min early:\n" in text


@pytest.mark.parametrize("width", [20, 40, 63, 64, 80, 103, 104, 120, 200])
@pytest.mark.parametrize("make", [plan_of, flight_plan, foot_plan])
def test_no_line_is_wider_than_the_terminal(make, width):
    assert max(map(cell_len, table(make(fjord()), width).splitlines())) <= width


def words_of(text):
    return set(re.sub(r"\s+", " ", text).split())


@pytest.mark.parametrize("width", [40, 80, 120])
def test_nothing_is_cut(width):
    told = words_of(table(rich_plan(), width))
    for day in plan_rows(rich_plan(), fjord()):
        for row in day.rows:
            assert words_of(f"{row.time_text} {row.what} {row.where} {row.duration_text} {row.cost_text} {' '.join(row.notes)}") <= {
                *told,
                *(word.rstrip(",;:") for word in told),
            }


def test_colour_is_given_only_when_asked_for():
    assert "\x1b[" in table(rich_plan(), 80, colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", table(rich_plan(), 80, colour=True)).split() == table(rich_plan(), 80).split()
    assert "\x1b" not in table(rich_plan(), 80)


def test_the_environment_changes_nothing(monkeypatch):
    before = table(rich_plan(), 80), table(rich_plan(), 80, colour=True)
    for name, value in {"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "33", "TTY_COMPATIBLE": "0"}.items():
        monkeypatch.setenv(name, value)
    assert (table(rich_plan(), 80), table(rich_plan(), 80, colour=True)) == before


@pytest.mark.parametrize("name", [*NASTY, ":smile:", "\x1b[31mred\x1b[0m", "\u202etxet", "[red]x[/red]"])
def test_a_nasty_name_is_harmless(name):
    world = named(name)
    for text in (table(plan_of(world), 80, world=world), plan_plain(plan_of(world), world)):
        assert "\x1b" not in text
        assert "\u202e" not in text
    if len(name) < 40:
        shown = name.replace("\x1b", "\\x1b").replace("\u202e", "\\u202e")
        assert shown.split()[0] in table(plan_of(world), 80, world=world)
        assert shown in plan_plain(plan_of(world), world)


def test_an_assumed_date_is_said():
    plan = replace(plan_of(fjord()), request=fjord_request(assumed_date=True))
    assert "\n(nobody gave the date, this one is assumed: --date asks for another)\n" in table(plan, 80)
    assert "\nnote\tnobody gave the date, this one is assumed: --date asks for another\n" in plan_plain(plan, fjord())


def test_a_pipe_gets_one_record_a_line():
    assert plan_plain(rich_plan(), fjord()) == PIPED


def test_drives_that_follow_each_other_are_one_row():
    plan = plan_of(fjord())
    last = plan.days[1].events[-1]
    assert isinstance(last, Travel)
    ride = last.rides[0]
    middle = ride.departs + (ride.arrives - ride.departs) / 2
    halves = (
        Travel((Ride(ride.route, "skaret", "lien", ride.departs, middle),), with_car=True),
        Travel((Ride(ride.route, "lien", "vik", middle, ride.arrives),), with_car=True),
    )
    day = replace(plan.days[1], events=(*plan.days[1].events[:-1], *halves))
    rows = plan_rows(replace(plan, days=(plan.days[0], day)), fjord())[1].rows
    assert [row.title for row in rows[-2:]] == ["Lunch at Skaret", "Drive Skaret → Vik"]


def test_a_ride_at_an_unknown_minute_claims_no_clock_time():
    world = fjord()
    bus = world.routes["airport_bus"]
    plan = plan_of(world)
    start = plan.days[0].events[0].start
    wait = Wait("vik", start, start + (every := bus.services[0].every), plan.days[0].events[3].reason, bus)
    ride = Ride(bus, "vik", "vik_airport", wait.end, wait.end + bus.duration, estimated=True, every=every)
    day = replace(plan.days[0], events=(wait, Travel((ride,), with_car=False)))
    (row,) = plan_rows(replace(plan, days=(day,)), world)[0].rows
    assert (row.time_text, row.duration_text, row.notes) == ("≈ 10:00–10:50", "≈ 50 min", ("≈ every 30 min",))


OWN_WORDS_AT_80 = f"""\
Two days with Hunt
Anna and Bo
ask for Kari
Bring boots: it was wet last year.
             kept on this day; ask for Kari
             booked for 14:00; be there 15 min early:
             dress; wait 5 min
             {LONG[:65]}
             {LONG[66:]}
             booked; ask for Kari
Need      For          What
─────────────────────────────────────────────────────────
required  Tue 15 June  Hired car from Vik
booked    Tue 15 June  Lien Hotel, 1 night, 1 double room
booked    Tue 15 June  Kayak tour, 14:00
"""


def added(before, after):
    """The lines of one text that the other has not, and what the other has that it has not."""
    one, other = before.splitlines(), after.splitlines()
    return [line for line in other if line not in one], [line for line in one if line not in other]


def test_the_words_of_the_travellers_stand_where_they_belong():
    new, gone = added(table(rich_plan(), 80), table(with_own_words(rich_plan()), 80))
    assert "".join(f"{line}\n" for line in new) == OWN_WORDS_AT_80
    head = table(with_own_words(rich_plan()), 80).splitlines()[:4]
    assert head == ["Two days with Hunt", "The small fjord: 2 days", "Tue 15 – Wed 16 June 2027", "Anna and Bo"]
    assert gone == [
        "             be there 15 min early: dress; wait 5 min",
        "Need         For          What",
        "────────────────────────────────────────────────────────────",
        "required     Tue 15 June  Hired car from Vik",
        "recommended  Tue 15 June  Lien Hotel, 1 night, 1 double room",
    ]


def test_a_pipe_gets_the_words_of_the_travellers_in_the_records_they_belong_to():
    new, gone = added(PIPED, plan_plain(with_own_words(rich_plan()), fjord()))
    kayak = "day 1\t2027-06-15\t14:00–15:30\tKayak tour\tLien\t1 h 30\t\t≈ NOK 1,200\t"
    assert new == [
        "trip\tTwo days with Hunt\tThe small fjord: 2 days",
        "travellers\tAnna and Bo",
        "trip note\task for Kari",
        "day 1\t2027-06-15\tnote\tBring boots: it was wet last year.",
        "day 1\t2027-06-15\t10:00–11:00\tVik museum\tVik\t1 h\t\tNOK 240\tkept on this day; ask for Kari",
        f"{kayak}booked for 14:00; be there 15 min early: dress; wait 5 min; {LONG}",
        "day 1\t2027-06-15\tfrom 15:30\tNight at Lien Hotel\t\t\t\tNOK 1,400\tbooked; ask for Kari",
        "book\tbooked\t\t2027-06-15\tLien Hotel, 1 night, 1 double room",
        "book\tbooked\t\t2027-06-15\tKayak tour, 14:00",
    ]
    assert [line.split("\t")[0] for line in gone] == ["trip", "day 1", "day 1", "day 1", "book"]


@pytest.mark.parametrize("width", [80, 104, 120, 200])
def test_the_columns_go_on_in_line_below_a_long_note(width):
    plain_lines, lines = (table(plan, width).splitlines() for plan in (rich_plan(), with_own_words(rich_plan(), short="")))
    night = next(line for line in plain_lines if line.startswith("from 15:30"))
    assert night in [line.removesuffix("booked").rstrip() for line in lines]
    assert [line for line in lines if line.startswith("Time ")] == [line for line in plain_lines if line.startswith("Time ")]


@pytest.mark.parametrize("width", [20, 40, 63, 64, 80, 103, 104, 120, 200])
def test_the_words_of_the_travellers_fit_into_every_width_and_none_is_lost(width):
    text = table(with_own_words(plan_of(fjord())), width)
    assert max(map(cell_len, text.splitlines())) <= width
    if width >= 40:
        assert words_of(f"{LONG} ask for Kari Bring boots: it was wet last year. Two days with Hunt Anna and Bo") <= words_of(text)


HOSTILE = [
    *NASTY,
    "[red]x[/red]",
    "\x1b[31mred\x1b[0m",
    "\x9b31mred",
    "\u202etxet",
    "one\ntwo\tthree\r",
    "=cmd()|' /C calc'!A0",
    ":smile:",
    "é" * 300,
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("width", [40, 80, 120])
def test_hostile_words_of_the_travellers_are_shown_and_nothing_else(words, width):
    plan = with_own_words(plan_of(fjord()), short=words, long=words, day=words, title=words)
    text, piped = table(plan, width), plan_plain(plan, fjord())
    for shown in (text, piped, table(plan, width, colour=True).replace("\x1b[", "")):
        assert not {"\x1b", "\x9b", "\u202e", "\r"} & set(shown)
    assert piped.startswith(f"trip\t{plain(words)}\tThe small fjord: 2 days\nwhen\t")
    assert f"\nday 1\t2027-06-15\tnote\t{plain(words)}\nday 1\t" in piped
    assert plain(words).replace(" ", "") in re.sub(r"\s", "", text)
    harmless = with_own_words(plan_of(fjord()), short="x", long="x", day="x", title="x")
    assert len(piped.splitlines()) == len(plan_plain(harmless, fjord()).splitlines())


def bus_plan():
    """Write a day in the fjord on two buses that are one: the second leaves Vestkai as the first arrives there."""
    world = fjord()
    bus = world.routes["bus"]
    on = replace(
        bus,
        id="shore_bus",
        name="Shore bus",
        start="vestkai",
        end="lien",
        km=20.0,
        fare=replace(bus.fare, adult=40),
        services=(times("09:45 16:45", origin="vestkai"),),
        booking=Booking("recommended", 1, web="bus.example.org"),
    )
    world = replace(world, routes={**world.routes, "shore_bus": on})
    day = Pen(world, fjord_request().first_day, "vik", "09:00", with_car=False).travel("bus").travel("shore_bus")
    costs = (cost("fare", "bus", 1, 180), cost("fare", "shore_bus", 1, 80))
    return plan_by_hand(world, fjord_request(days=1, end="lien", car=CarChoice.NONE), (day,), costs), world


ASSUMED = "≈ assumed time, check before booking"


def test_staying_aboard_is_one_ride():
    plan, world = bus_plan()
    told = [line for line in plan_plain(plan, world).splitlines() if line.startswith(("rides", "day", "cost of", "book"))]
    assert told == [
        "rides\t1 bus",
        "day 1\t2027-06-15\t≈ 09:00–10:30\tBus\tVik → Lien, via Vestkai\t1 h 30\t55 km\tNOK 260\t" + ASSUMED + "; better book",
        "cost of\tfares\tNOK 260",
        "book\trecommended\t2027-06-14\t2027-06-15\tBus Vestkai → Lien, 09:45\tbus.example.org",
    ]
    (row,) = plan_rows(plan, world)[0].rows
    assert row.title == "Bus Vik → Lien, via Vestkai"
    assert [len(event["rides"]) for event in json.loads(plan_json(plan, world))["days"][0]["events"]] == [1, 1]


def test_who_changes_to_a_later_bus_rides_two():
    plan, world = bus_plan()
    first, second = plan.days[0].events
    later = replace(second.rides[0], departs=second.start.replace(hour=16), arrives=second.end.replace(hour=17))
    wait = Wait("vestkai", first.end, later.departs, WaitFor.DEPARTURE, later.route)
    plan = replace(plan, days=(replace(plan.days[0], events=(first, wait, replace(second, rides=(later,)))),))
    assert [row.where for row in plan_rows(plan, world)[0].rows] == ["Vik → Vestkai", "Vestkai → Lien"]
    assert ride_counts(plan) == "2 buses"


def test_nobody_stays_aboard_of_a_bus_whose_minute_is_unknown():
    plan, world = bus_plan()
    first, second = plan.days[0].events
    first = replace(first, rides=(replace(first.rides[0], every=timedelta(minutes=20)),))
    plan = replace(plan, days=(replace(plan.days[0], events=(first, second)),))
    assert [row.where for row in plan_rows(plan, world)[0].rows] == ["Vik → Vestkai", "Vestkai → Lien"]
    assert ride_counts(plan) == "2 buses"


@pytest.mark.parametrize("changes", [{"hold": Hold.BOOKED}, {"hold": Hold.PINNED}, {"note": "sit on the left"}])
def test_a_ride_that_is_held_or_has_a_note_keeps_its_row(changes):
    plan, world = bus_plan()
    first, second = plan.days[0].events
    plan = replace(plan, days=(replace(plan.days[0], events=(first, replace(second, demanded=True, **changes))),))
    rows = plan_rows(plan, world)[0].rows
    assert [row.where for row in rows] == ["Vik → Vestkai", "Vestkai → Lien"]
    said = {Hold.BOOKED: "booked for 09:45", Hold.PINNED: "kept on this day; better book"}
    assert rows[1].notes_text == said.get(changes.get("hold"), "better book; sit on the left")


def test_a_drive_that_is_demanded_keeps_its_note_among_others():
    plan = plan_of(fjord())
    last = plan.days[1].events[-1]
    noted = replace(last, demanded=True, note="the old road")
    day = replace(plan.days[1], events=(*plan.days[1].events[:-1], noted))
    on = replace(last, rides=(replace(last.rides[0], origin="vik", destination="lien", departs=last.end, arrives=last.end),))
    day = replace(day, events=(*day.events, on))
    rows = plan_rows(replace(plan, days=(plan.days[0], day)), fjord())[1].rows
    assert [(row.title, row.own) for row in rows[-2:]] == [("Drive Skaret → Vik", "the old road"), ("Drive Vik → Lien", "")]


def test_what_is_booked_has_not_to_be_checked_or_booked():
    world = fjord()
    plan = plan_of(world)
    hard = replace(world.activities["kayak"], on_request=True, booking=Booking("required"))
    events = [
        replace(event, activity=hard, estimated=True, hold=Hold.BOOKED)
        if isinstance(event, Visit) and event.activity.id == "kayak"
        else event
        for event in plan.days[0].events
    ]
    plan = replace(plan, days=(replace(plan.days[0], events=tuple(events)), plan.days[1]))
    row = next(row for row in plan_rows(plan, world)[0].rows if row.what == "Kayak tour")
    assert row.notes == ("booked for 14:00", "≈ assumed time", "be there 15 min early: dress", "wait 5 min")


def test_a_plan_without_a_known_bound_says_so():
    plan = replace(plan_of(fjord()), quality=Quality(301.2, math.inf, proved=False))
    assert table(plan, 80).splitlines()[-1] == "How good: score 301.2; how near to the best possible was not worked out"
    assert plan_plain(plan, fjord()).splitlines()[-1] == "quality\tscore 301.2; how near to the best possible was not worked out"


AT_80 = """\
The small fjord: 2 days
Tue 15 – Wed 16 June 2027
2 adults, balanced pace, with a hired car
Fjord → Pass → Fjord

Day 1 · Tue 15 June 2027 · Vik → Lien
Time         What                                          How long  km      NOK
────────────────────────────────────────────────────────────────────────────────
10:00–11:00  Vik museum                                         1 h          240
11:00–11:40  Drive Vik → Vestkai                             40 min  35
11:40–12:25  Lunch at Vestkai                                45 min
13:00–13:30  Fjord crossing: Vestkai → Austkai               30 min  12      250
             be there 15 min early: check-in; wait 20 min
13:30–13:40  Drive Austkai → Lien                            10 min   8
14:00–15:30  Kayak tour, Lien                                1 h 30      ≈ 1,200
             be there 15 min early: dress; wait 5 min
from 15:30   Night at Lien Hotel                                           1,400
driving 50 min, 43 km · on the way 1 h 45 · 3 activities

Day 2 · Wed 16 June 2027 · Lien → Vik
Time         What                                          How long  km      NOK
────────────────────────────────────────────────────────────────────────────────
09:00–09:20  Drive Lien → Utsikten                           20 min  15
09:20–09:40  Utsikten viewpoint                              20 min
09:40–10:15  Over Skaret: Utsikten → Skaret                  35 min  28
10:15–13:15  Skaret ridge                                       3 h
             strenuous
13:15–14:00  Lunch at Skaret                                 45 min
14:00–14:30  Drive Skaret → Vik                              30 min  30       40
driving 1 h 25, 73 km · on the way 50 min · 3 activities

In all
Nights        Lien
Driving       2 h 15, 116 km
Rides         1 ferry
Cost          ≈ NOK 5,288 for 2 adults, ≈ NOK 2,644 each
of which      beds 1,400 · fares 250 · tolls 40 · activities ≈ 1,440 · hired car
              ≈ 2,000 · fuel ≈ 158
Included      1 night in 1 double room, ferry fares, tolls, tickets and guides,
              the hired car, fuel
Not included  the journey to Vik and home (flights to the country), parking and
              meals without a price, insurance, shopping

Good to know
!  Day 2: Skaret pass was shut on this date in 2 of 5 recorded years: check
   before you set out; the detour via Lien takes 1 h 35
!  Days 1 and 2: the sun does not set: midnight sun

To book
Need         For          What
────────────────────────────────────────────────────────────
required     Tue 15 June  Hired car from Vik
recommended  Tue 15 June  Lien Hotel, 1 night, 1 double room

How good: at most 12.4 % below the best possible (score 101.2, bound 115.4)
"""

PIPED = """\
trip	The small fjord: 2 days
when	Tue 15 – Wed 16 June 2027
who	2 adults, balanced pace, with a hired car
route	Fjord → Pass → Fjord
nights	Lien
driving	2 h 15, 116 km
rides	1 ferry
cost	≈ NOK 5,288 for 2 adults, ≈ NOK 2,644 each
day 1	2027-06-15	10:00–11:00	Vik museum	Vik	1 h		NOK 240
day 1	2027-06-15	11:00–11:40	Drive	Vik → Vestkai	40 min	35 km
day 1	2027-06-15	11:40–12:25	Lunch	Vestkai	45 min
day 1	2027-06-15	13:00–13:30	Fjord crossing	Vestkai → Austkai	30 min	12 km	NOK 250	be there 15 min early: check-in; wait 20 min
day 1	2027-06-15	13:30–13:40	Drive	Austkai → Lien	10 min	8 km
day 1	2027-06-15	14:00–15:30	Kayak tour	Lien	1 h 30		≈ NOK 1,200	be there 15 min early: dress; wait 5 min
day 1	2027-06-15	from 15:30	Night at Lien Hotel				NOK 1,400
day 2	2027-06-16	09:00–09:20	Drive	Lien → Utsikten	20 min	15 km
day 2	2027-06-16	09:20–09:40	Utsikten viewpoint	Utsikten	20 min
day 2	2027-06-16	09:40–10:15	Over Skaret	Utsikten → Skaret	35 min	28 km
day 2	2027-06-16	10:15–13:15	Skaret ridge	Skaret	3 h			strenuous
day 2	2027-06-16	13:15–14:00	Lunch	Skaret	45 min
day 2	2027-06-16	14:00–14:30	Drive	Skaret → Vik	30 min	30 km	NOK 40
cost of	beds	NOK 1,400
cost of	fares	NOK 250
cost of	tolls	NOK 40
cost of	activities	≈ NOK 1,440
cost of	hired car	≈ NOK 2,000
cost of	fuel	≈ NOK 158
included	1 night in 1 double room, ferry fares, tolls, tickets and guides, the hired car, fuel
not included	the journey to Vik and home (flights to the country), parking and meals without a price, insurance, shopping
warning	Day 2: Skaret pass was shut on this date in 2 of 5 recorded years: check before you set out; the detour via Lien takes 1 h 35
warning	Days 1 and 2: the sun does not set: midnight sun
book	required		2027-06-15	Hired car from Vik
book	recommended		2027-06-15	Lien Hotel, 1 night, 1 double room
quality	at most 12.4 % below the best possible (score 101.2, bound 115.4)
"""
