"""The plan on a terminal and through a pipe."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from mi_trip.model.plan import Notice, Ride, Travel, Wait
from mi_trip.model.solution import Quality
from mi_trip.render.rows import plan_rows
from mi_trip.render.table import plan_plain, plan_table
from test_render_markdown import NASTY, named
from worlds import fjord, fjord_request, flight_plan, foot_plan, plan_of

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
