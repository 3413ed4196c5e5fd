"""The calendar as four other readers understand it, and our own look at what they let through."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import icalendar
import ics
import pytest
import vobject
from khal.icalendar import split_ics
from khal.khalendar.event import Event as KhalEvent

from hostile import HOSTILE, hostile_plan, spread_fjord
from mi_trip.model.place import Booking
from mi_trip.model.plan import Hold, Night, Plan, PlannedDay, Travel, Visit, Wait
from mi_trip.render.calendar import plan_ics
from mi_trip.render.calendar_lines import calendar, local_time, text
from mi_trip.render.calendar_saves import same_trip, succeeding, trip_of
from mi_trip.render.rows import plan_rows
from mi_trip.render.units import plain
from worlds import FIRST_DAY, Pen, fjord, fjord_request, flight_plan, foot_plan, plan_by_hand, plan_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mi_trip.model.catalogue import Catalogue

Seen = tuple[str, datetime | date, datetime | date]  # what a reader finds of an event: summary, start and end, in UTC or as dates

WORLD = spread_fjord()
PLANS = {"by car": plan_of(WORLD), "by air": flight_plan(WORLD), "on foot": foot_plan(WORLD)}
MORE_ZONES = (
    *("America/New_York", "America/St_Johns", "America/Santiago", "Atlantic/Azores"),
    *("Australia/Sydney", "Asia/Tokyo", "Asia/Kathmandu", "Asia/Jerusalem"),
)
ZONES = (
    *("Europe/Oslo", "Europe/Dublin", "America/Nuuk", "Australia/Lord_Howe", "UTC"),
    *(pytest.param(zone, marks=pytest.mark.slow) for zone in MORE_ZONES),
)


def in_utc(moment: datetime | date) -> datetime | date:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def by_icalendar(content: str) -> list[Seen]:
    read = icalendar.Calendar.from_ical(content)
    return [(str(event["SUMMARY"]), in_utc(event.start), in_utc(event.end)) for event in read.walk("VEVENT")]


def by_vobject(content: str) -> list[Seen]:
    read = vobject.readOne(content)
    return [(event.summary.value, in_utc(event.dtstart.value), in_utc(event.dtend.value)) for event in read.vevent_list]


def by_ics(content: str) -> list[Seen]:
    found = []
    for event in ics.Calendar(content).events:  # unordered
        days = event.all_day
        found.append(
            (
                event.name,
                event.begin.date() if days else in_utc(event.begin.datetime),
                event.end.date() if days else in_utc(event.end.datetime),
            )
        )
    return found


def by_khal(content: str) -> list[Seen]:
    far = ZoneInfo("Pacific/Auckland")  # a user who lives elsewhere
    names = ("timeformat", "dateformat", "longdateformat", "datetimeformat", "longdatetimeformat")
    locale = {**dict.fromkeys(names, "%H:%M"), "default_timezone": far, "local_timezone": far}
    found = []
    for one in split_ics(content):
        event = KhalEvent.fromString(one, calendar="trip", locale=locale, ref=None)
        days = timedelta(days=1) if event.allday else timedelta(0)  # the last day counts
        found.append(
            (icalendar.Calendar.from_ical(one).walk("VEVENT")[0]["SUMMARY"], in_utc(event.start_local), in_utc(event.end_local) + days)
        )
    return found


READERS: dict[str, Callable[[str], list[Seen]]] = {"icalendar": by_icalendar, "vobject": by_vobject, "ics": by_ics, "khal": by_khal}


def planned(plan: Plan, world: Catalogue) -> list[Seen]:
    """What the calendar must say: each row that is something to do, and the nights as whole days."""
    zone = ZoneInfo(world.timezone)
    found: list[Seen] = []
    for day in plan_rows(plan, world):
        for row in day.rows:
            summary = f"≈ {row.title}" if row.assumed else row.title
            if isinstance(row.event, Night):
                found.append((summary, day.day.date, day.day.date + timedelta(days=1)))
            elif not isinstance(row.event, Wait):
                found.append((summary, in_utc(row.start.replace(tzinfo=zone)), in_utc(row.end.replace(tzinfo=zone))))
    return found


def in_order(seen: Iterable[Seen]) -> list[tuple[str, str, str]]:
    return sorted((str(start), str(end), summary) for summary, start, end in seen)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", PLANS)
def test_another_reader_finds_what_is_planned(name: str, reader: str) -> None:
    plan = PLANS[name]
    assert in_order(READERS[reader](plan_ics(plan, WORLD))) == in_order(planned(plan, WORLD))


def test_the_events_stand_in_the_order_of_the_plan() -> None:
    for plan in PLANS.values():
        assert by_icalendar(plan_ics(plan, WORLD)) == planned(plan, WORLD)


# -- time zones ----------------------------------------------------------------------------------------------------------------------


def through_the_year(timezone: str, year: int) -> tuple[str, list[Seen]]:
    """A calendar with an hour in every month of a year, and before and after each change of the clocks, and when those hours are."""
    zone, half = ZoneInfo(timezone), timedelta(hours=12)
    halves = [datetime(year, 1, 1, 6) + number * half for number in range(730)]
    changed = [at for at in halves if at.replace(tzinfo=zone).utcoffset() != (at + half).replace(tzinfo=zone).utcoffset()]
    starts = sorted({*halves[::61], *changed, *(at + half for at in changed)})
    hour = timedelta(hours=1)
    events = [
        ("BEGIN:VEVENT", f"UID:{number}", "DTSTAMP:20260101T000000Z", local_time("DTSTART", start, timezone),
         local_time("DTEND", start + hour, timezone), text("SUMMARY", f"hour {number}"), "END:VEVENT")
        for number, start in enumerate(starts)
    ]  # fmt: skip
    seen = [
        (f"hour {number}", in_utc(at.replace(tzinfo=zone)), in_utc((at + hour).replace(tzinfo=zone))) for number, at in enumerate(starts)
    ]
    return calendar(["VERSION:2.0", "PRODID:test"], events), seen


@pytest.mark.parametrize("timezone", ZONES)
def test_every_reader_knows_when_it_is_in_any_zone_through_the_year(timezone: str) -> None:
    content, right = through_the_year(timezone, 2027)
    for name, reader in READERS.items():
        assert in_order(reader(content)) == in_order(right), name


@pytest.mark.parametrize("timezone", [*ZONES, "Africa/Casablanca"])  # there the clocks follow the moon: no yearly rule holds
def test_a_reader_that_has_never_heard_of_the_zone_goes_by_the_rules_in_the_file(timezone: str) -> None:
    content, right = through_the_year(timezone, 2027)
    unheard = re.sub(rf"TZID([:=]){timezone}", rf"TZID\1Nowhere {timezone.replace('/', ' ')}", content)  # readers keep zones by name
    assert in_order(by_icalendar(unheard)) == in_order(right)
    rules = vobject.readOne(content).vtimezone.gettzinfo()
    locals_ = [event["DTSTART"].dt.replace(tzinfo=rules) for event in icalendar.Calendar.from_ical(content).walk("VEVENT")]
    assert [in_utc(start) for start in locals_] == [start for _, start, _ in right]


def test_the_rules_of_oslo_are_two_short_ones() -> None:
    zone = re.findall(r"BEGIN:VTIMEZONE.*END:VTIMEZONE", plan_ics(PLANS["by car"], WORLD), re.DOTALL)
    assert [part.splitlines() for part in zone] == [
        [
            "BEGIN:VTIMEZONE",
            "TZID:Europe/Oslo",
            "BEGIN:DAYLIGHT",
            "DTSTART:20260329T020000",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0200",
            "TZNAME:CEST",
            "END:DAYLIGHT",
            "BEGIN:STANDARD",
            "DTSTART:20261025T030000",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            "TZOFFSETFROM:+0200",
            "TZOFFSETTO:+0100",
            "TZNAME:CET",
            "END:STANDARD",
            "END:VTIMEZONE",
        ]
    ]


@pytest.mark.parametrize("first", [date(2027, 3, 27), date(2027, 10, 30), date(2026, 12, 31)])
@pytest.mark.parametrize("reader", READERS)
def test_a_trip_over_a_change_of_the_clocks_or_of_the_year_is_right_on_both_sides(reader: str, first: date) -> None:
    days = [Pen(WORLD, first, "vik", "10:00").meal().until("22:00").night("09:00")]
    days.append(Pen(WORLD, first + timedelta(days=1), "vik", "09:00").meal())
    plan = plan_by_hand(WORLD, fjord_request(first_day=first), days, ())
    assert in_order(READERS[reader](plan_ics(plan, WORLD))) == in_order(planned(plan, WORLD))


# -- what an event says --------------------------------------------------------------------------------------------------------------


def events(content: str) -> dict[str, icalendar.Event]:
    """The events by what they are called."""
    return {str(event["SUMMARY"]): event for event in icalendar.Calendar.from_ical(content).walk("VEVENT")}


def minutes_before(event: icalendar.Event) -> list[float]:
    return [-alarm["TRIGGER"].dt.total_seconds() / 60 for alarm in event.walk("VALARM")]


def test_a_visit_says_where_and_what_to_know() -> None:
    event = events(plan_ics(PLANS["by car"], WORLD))["Vik museum"]
    assert (event["LOCATION"], event["GEO"].to_ical(), event["CATEGORIES"].to_ical().decode()) == ("Vik", "62.47;6.15", "Visit")
    assert str(event["DESCRIPTION"]).splitlines() == [
        "1 h",
        "It is what the tests are about",
        "Cost: NOK 240",
        "Map: https://www.openstreetmap.org/?mlat=62.47000&mlon=6.15000&zoom=15",
    ]
    assert ("STATUS" in event, str(event["TRANSP"])) == (False, "OPAQUE")


def test_one_is_reminded_of_what_must_not_be_missed_and_of_nothing_else() -> None:
    found = events(plan_ics(PLANS["by car"], WORLD)) | events(plan_ics(PLANS["by air"], WORLD))
    reminded = {name: minutes_before(event) for name, event in found.items() if minutes_before(event)}
    assert reminded == {
        "Fjord crossing: Vestkai → Austkai": [30],  # be there 15 minutes early, and a quarter of an hour to get ready
        "Kayak tour, Lien": [30],
        "Flight Vik airport → Byen airport": [75],
        "Flight Byen airport → Vik airport": [75],
    }


def test_of_a_bus_that_another_follows_soon_nobody_is_reminded() -> None:
    plan = PLANS["on foot"]
    assert minutes_before(events(plan_ics(plan, WORLD))["≈ Bus Vik → Vestkai"]) == [15]  # the next is four hours later
    bus = WORLD.routes["bus"]
    times = (replace(bus.services[0], times=(*bus.services[0].times, (FIRST_NOON + timedelta(minutes=50)).time())), *bus.services[1:])
    often = replace(bus, services=times)
    days = tuple(
        replace(
            day,
            events=tuple(
                replace(e, rides=tuple(replace(r, route=often) for r in e.rides))
                if isinstance(e, Travel) and e.rides[0].route is bus
                else e
                for e in day.events
            ),
        )
        for day in plan.days
    )
    assert minutes_before(events(plan_ics(replace(plan, days=days), WORLD))["≈ Bus Vik → Vestkai"]) == []


FIRST_NOON = datetime(2027, 6, 15, 12)


def test_assumed_times_are_tentative_and_booked_ones_confirmed() -> None:
    plan = held(PLANS["on foot"], "rib", Hold.BOOKED)
    found = events(plan_ics(plan, WORLD))
    assert {name: str(event["STATUS"]) for name, event in found.items() if "STATUS" in event} == {
        "≈ Bus Vik → Vestkai": "TENTATIVE",
        "≈ Bus Vestkai → Vik": "TENTATIVE",
        "Fast boat, Lien": "CONFIRMED",
    }
    assert minutes_before(found["Fast boat, Lien"]) == [15]


def held(plan: Plan, activity: str, hold: Hold) -> Plan:
    def told(event: object) -> object:
        return replace(event, hold=hold) if isinstance(event, Visit) and event.activity.id == activity else event

    return replace(plan, days=tuple(replace(day, events=tuple(map(told, day.events))) for day in plan.days))


def test_nights_are_whole_days_on_which_one_is_not_busy() -> None:
    night = events(plan_ics(PLANS["by car"], WORLD))["Night at Lien Hotel"]
    assert (night["DTSTART"].params["VALUE"], night.start, night.end, night["TRANSP"]) == (
        "DATE",
        FIRST_DAY,
        FIRST_DAY + timedelta(days=1),
        "TRANSPARENT",
    )


def bookable(world: Catalogue) -> Catalogue:
    lien = world.locations["lien"]
    booking = Booking("required", 14, "The host", "lien.example.org/rooms?a=1&b=2", "+47 70 00 00 00", "ask for a room to the fjord")
    assert lien.stay
    return replace(world, locations={**world.locations, "lien": replace(lien, stay=replace(lien.stay, booking=booking))})


def test_the_last_date_to_book_is_a_day_of_the_calendar() -> None:
    world = bookable(WORLD)
    found = events(plan_ics(plan_of(world), world))
    deadline = found["Last day to book: Lien Hotel, 1 night, 1 double room"]
    assert (deadline.start, deadline.end, deadline["TRANSP"]) == (date(2027, 6, 1), date(2027, 6, 2), "TRANSPARENT")
    contact = "Booking: The host, lien.example.org/rooms?a=1&b=2, +47 70 00 00 00"
    assert str(deadline["DESCRIPTION"]).splitlines() == ["For Tue 15 June 2027", contact, "Ask for a room to the fjord"]
    assert deadline["URL"] == found["Night at Lien Hotel"]["URL"] == "https://lien.example.org/rooms?a=1&b=2"
    assert contact in str(found["Night at Lien Hotel"]["DESCRIPTION"])


def test_what_takes_no_time_has_no_end() -> None:
    day = Pen(WORLD, FIRST_DAY, "vik", "10:00").meal(0)
    content = plan_ics(plan_by_hand(WORLD, fjord_request(days=1), [day], ()), WORLD)
    assert "DTEND" not in content
    assert [faults(content, WORLD), [event[0] for event in by_icalendar(content)]] == [[], ["Lunch at Vik"]]


# -- uids ----------------------------------------------------------------------------------------------------------------------------


def uids(plan: Plan, world: Catalogue = WORLD) -> dict[str, str]:
    return {name.removeprefix("≈ "): str(event["UID"]) for name, event in events(plan_ics(plan, world)).items()}


def later(plan: Plan, by: timedelta) -> Plan:
    """The plan with everything so much later; the days are numbered as before."""

    def moved(event: object) -> object:
        if isinstance(event, Travel):
            return replace(event, rides=tuple(replace(r, departs=r.departs + by, arrives=r.arrives + by) for r in event.rides))
        return replace(event, start=event.start + by, end=event.end + by)

    days = tuple(replace(day, date=day.date + timedelta(days=by.days), events=tuple(map(moved, day.events))) for day in plan.days)
    return replace(plan, days=days)


@pytest.mark.parametrize("by", [timedelta(minutes=20), timedelta(days=1), timedelta(days=9, hours=-1)])
@pytest.mark.parametrize("name", PLANS)
def test_what_moves_to_another_hour_or_day_keeps_its_uid(name: str, by: timedelta) -> None:
    assert uids(later(PLANS[name], by)) == uids(PLANS[name])


def test_two_trips_share_no_uid() -> None:
    plan = PLANS["by car"]
    others = [
        replace(plan, request=fjord_request(first_day=FIRST_DAY + timedelta(days=1))),
        replace(plan, request=fjord_request(start="lien")),
        replace(plan, catalogue="another"),
        replace(plan, title="With a title"),
        replace(plan, title="With a title", request=fjord_request(first_day=FIRST_DAY + timedelta(days=1))),
    ]
    found = Counter(uid for one in (plan, *others) for uid in uids(one).values())
    assert max(found.values()) == 1


def test_the_same_way_taken_twice_has_two_uids() -> None:
    there = Pen(WORLD, FIRST_DAY, "vik", "10:00").travel("vik_vestkai").travel("vik_vestkai").meal().travel("vik_vestkai")
    content = plan_ics(plan_by_hand(WORLD, fjord_request(days=1), [there.meal()], ()), WORLD)
    assert faults(content, WORLD) == []


# -- saved again ---------------------------------------------------------------------------------------------------------------------


def sequences(content: str) -> dict[str, int]:
    return {name.removeprefix("≈ "): int(event["SEQUENCE"]) for name, event in events(content).items()}


BEFORE = plan_ics(PLANS["by car"], WORLD)


def without(plan: Plan, activity: str) -> Plan:
    days = tuple(
        replace(day, events=tuple(e for e in day.events if not (isinstance(e, Visit) and e.activity.id == activity))) for day in plan.days
    )
    return replace(plan, days=days)


def test_saved_again_unchanged_it_is_the_same_file() -> None:
    assert succeeding(BEFORE, BEFORE) == BEFORE
    assert set(sequences(BEFORE).values()) == {0}


def test_what_has_changed_has_a_higher_sequence() -> None:
    booked = plan_ics(held(PLANS["by car"], "museum", Hold.BOOKED), WORLD)
    once = succeeding(booked, BEFORE)
    assert sequences(once) == {**sequences(BEFORE), "Vik museum": 1}
    assert succeeding(booked, once) == once
    assert sequences(succeeding(BEFORE, once))["Vik museum"] == 2


def test_another_date_of_the_catalogue_changes_no_sequence() -> None:
    newer = replace(WORLD, checked=date(2027, 1, 1))
    assert set(sequences(succeeding(plan_ics(PLANS["by car"], newer), BEFORE)).values()) == {0}


def test_what_is_gone_is_cancelled_and_stays_so() -> None:
    shorter = plan_ics(without(PLANS["by car"], "museum"), WORLD)
    once = succeeding(shorter, BEFORE)
    gone = events(once)["Vik museum"]
    assert (str(gone["STATUS"]), int(gone["SEQUENCE"]), minutes_before(gone)) == ("CANCELLED", 1, [])
    assert [event for event in by_icalendar(once) if event[0] != "Vik museum"] == by_icalendar(shorter)
    assert faults(once, WORLD) == []
    assert succeeding(shorter, once) == once, "whoever missed the file in between has to hear of it too"


def test_nobody_is_reminded_of_what_is_cancelled() -> None:
    gone = events(succeeding(plan_ics(without(PLANS["by car"], "kayak"), WORLD), BEFORE))["Kayak tour, Lien"]
    assert (str(gone["STATUS"]), minutes_before(gone), minutes_before(events(BEFORE)["Kayak tour, Lien"])) == ("CANCELLED", [], [30])


def test_what_comes_back_has_a_higher_sequence_than_it_ever_had() -> None:
    shorter = plan_ics(without(PLANS["by car"], "kayak"), WORLD)
    again = succeeding(BEFORE, succeeding(shorter, BEFORE))
    assert (sequences(again)["Kayak tour, Lien"], "CANCELLED" in again) == (2, False)


def test_a_trip_that_moved_to_another_year_keeps_the_time_zone_of_what_is_cancelled() -> None:
    far = FIRST_DAY.replace(year=2031)
    moved = replace(later(PLANS["by car"], far - FIRST_DAY), request=fjord_request(first_day=far))
    shorter = without(moved, "museum")
    content = plan_ics(shorter, WORLD, old=BEFORE)
    (gone,) = [event for event in planned(PLANS["by car"], WORLD) if event[0] == "Vik museum"]
    for name, reader in READERS.items():
        assert in_order(reader(content)) == in_order([*planned(shorter, WORLD), gone]), name


TITLED = replace(PLANS["by car"], title="Two days with Hunt")


@pytest.mark.parametrize(
    "changed",
    [
        replace(TITLED, title="Two days with Faust"),
        replace(TITLED, title=""),
        replace(without(TITLED, "museum"), title="Two days without a museum"),
        replace(later(TITLED, timedelta(days=7)), request=fjord_request(first_day=FIRST_DAY + timedelta(days=7))),
        replace(TITLED, request=fjord_request(start="lien")),
    ],
    ids=["another title", "no title", "another title and less of it", "another week", "another start"],
)
def test_the_same_trip_keeps_its_uids_in_the_file_of_its_calendar(changed: Plan) -> None:
    before = plan_ics(TITLED, WORLD)
    after = plan_ics(changed, WORLD, old=before)
    assert trip_of(after) == trip_of(before) != trip_of(plan_ics(changed, WORLD))
    assert set(re.findall("UID:.*", after)) == set(re.findall("UID:.*", before))
    assert plan_ics(changed, WORLD, old=after) == after
    assert re.findall("UID:.*", plan_ics(TITLED, WORLD, old=after)) == re.findall("UID:.*", before), "and back again"


def test_a_trip_of_the_same_name_is_the_same_whatever_is_done() -> None:
    other = replace(PLANS["on foot"], title=TITLED.title, request=fjord_request(first_day=FIRST_DAY + timedelta(days=7)))
    before = plan_ics(TITLED, WORLD)
    assert trip_of(plan_ics(other, WORLD, old=before)) == trip_of(before) != trip_of(plan_ics(other, WORLD))


def test_another_trip_over_the_calendar_cancels_it_and_has_its_own_uids() -> None:
    other = replace(PLANS["by air"], title="Over the fjord")
    before, fresh = plan_ics(TITLED, WORLD), plan_ics(other, WORLD)
    after = plan_ics(other, WORLD, old=before)
    assert trip_of(after) == trip_of(fresh)
    assert by_icalendar(after) == [*by_icalendar(fresh), *by_icalendar(before)]
    assert after.count("STATUS:CANCELLED") == len(by_icalendar(before))
    assert not same_trip(fresh, before)


@pytest.mark.parametrize(
    "old",
    [
        "",
        "nonsense",
        "BEGIN:VCALENDAR\r\nPRODID:-//somebody//else//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        BEFORE[: len(BEFORE) // 5],
        BEFORE.replace("UID:", "X-UID:"),
        BEFORE.replace("\r\n", "\n"),
        BEFORE.replace("SEQUENCE:0", "SEQUENCE:many"),
    ],
)
def test_an_old_file_that_says_nothing_changes_nothing(old: str) -> None:
    assert plan_ics(PLANS["by car"], WORLD, old=old) == BEFORE


def test_the_uid_of_a_spoilt_calendar_is_not_carried_on() -> None:
    spoilt = BEFORE.replace(f"UID:{trip_of(BEFORE)}", "UID:../../etc", 1)
    assert (trip_of(spoilt), plan_ics(PLANS["by car"], WORLD, old=spoilt)) == ("", BEFORE)


def test_a_spoilt_event_of_an_old_file_is_not_carried_on() -> None:
    shorter = plan_ics(without(PLANS["by car"], "museum"), WORLD)
    for spoilt in ("99990615T100000", "20270615", "20270615T100000Z"):
        assert succeeding(shorter, BEFORE.replace("Europe/Oslo:20270615T100000", f"Europe/Oslo:{spoilt}")) == shorter
    assert succeeding(shorter, BEFORE.replace("TZID=Europe/Oslo:20270615T100000", "TZID=../../etc:20270615T100000")) == shorter


# -- what no reader notices ----------------------------------------------------------------------------------------------------------


def faults(content: str, world: Catalogue) -> list[str]:
    """What is wrong with a calendar though readers take it."""
    found = []
    if re.search(r"(?<!\r)\n|\r(?!\n)", content) or not content.endswith("\r\n"):
        found.append("line ends")
    found += ["long line" for line in content.split("\r\n") if len(line.encode()) > 75]
    lines = re.sub(r"\r?\n[ \t]", "", content).splitlines()
    uid = Counter(line for line in lines if line.startswith("UID:"))
    found += ["uid twice" for count in uid.values() if count > 1]
    found += ["uid without a domain" for line in uid if not re.fullmatch(r"UID:[0-9a-f]{32}@mi-trip", line)]
    south, west, north, east = world.bounds
    for line in lines:
        if geo := re.match(r"GEO:(.*);(.*)$", line):
            found += [] if south <= float(geo[1]) <= north and west <= float(geo[2]) <= east else ["out of bounds"]
        if line.startswith("DTSTAMP") and not re.fullmatch(r"DTSTAMP:\d{8}T000000Z", line):
            found.append("time stamp")
        if re.match(r"(SUMMARY|DESCRIPTION|LOCATION|NAME)[:;]", line) and re.search(
            r"(?<!\\)(\\\\)*(\\[^n,;\\]|[,;])", line.partition(":")[2]
        ):
            found.append("not escaped")
        found += ["control character" for char in line if ord(char) < 32 or char in "\x7f\u202a\u202b\u202d\u202e\u200f"]
    zones = Counter(line.partition(":")[2] for line in lines if line.startswith("TZID:"))
    used = {tz[1] for line in lines if (tz := re.match(r"[A-Z]+;TZID=([^:]+):", line))}
    found += [] if set(zones) == used and set(zones.values()) <= {1} else ["time zones"]
    kinds = {"DAYLIGHT", "STANDARD"} & {line.removeprefix("BEGIN:") for line in lines}
    found += [] if kinds == {"DAYLIGHT", "STANDARD"} else ["half a time zone"]
    inside = re.findall(r"BEGIN:VEVENT.*?END:VEVENT", "\n".join(lines), re.DOTALL)
    for name in ("UID", "DTSTAMP", "SEQUENCE", "DTSTART", "TRANSP", "SUMMARY"):
        found += [f"{name} not once" for event in inside if len(re.findall(rf"^{name}[:;]", event, re.MULTILINE)) != 1]
    return found


@pytest.mark.parametrize("name", PLANS)
def test_nothing_is_wrong_that_readers_let_through(name: str) -> None:
    assert faults(plan_ics(PLANS[name], WORLD), WORLD) == []


UID = re.findall(r"UID:.*@mi-trip", BEFORE)


@pytest.mark.parametrize(
    ("fault", "planted"),
    [
        ("line ends", BEFORE.replace("\r\n", "\n")),
        ("line ends", BEFORE.removesuffix("\r\n")),
        ("long line", re.sub("\r\n ", "", BEFORE)),
        ("uid twice", BEFORE.replace(UID[1], UID[0])),
        ("uid without a domain", BEFORE.replace("@mi-trip", "", 1)),
        ("out of bounds", re.sub("GEO:.*;.*", "GEO:200;999", BEFORE, count=1)),
        ("out of bounds", re.sub("GEO:(.*);(.*)\r", r"GEO:\2;\1\r", BEFORE, count=1)),
        ("time stamp", BEFORE.replace("T000000Z", "T123456", 1)),
        ("not escaped", BEFORE.replace("tour\\,", "tour,")),
        ("not escaped", BEFORE.replace("tour\\,", "tour\\")),
        ("control character", BEFORE.replace("museum", "museum\x07")),
        ("time zones", BEFORE.replace("TZID:Europe", "TZID:Europa")),
        ("half a time zone", re.sub("BEGIN:STANDARD.*END:STANDARD\r\n", "", BEFORE, flags=re.DOTALL)),
        ("SEQUENCE not once", BEFORE.replace("SEQUENCE:0\r\n", "", 1)),
        ("TRANSP not once", BEFORE.replace("TRANSP:OPAQUE\r\n", "", 1)),
    ],
)
def test_a_planted_fault_is_found(fault: str, planted: str) -> None:
    assert planted != BEFORE
    assert fault in faults(planted, WORLD)


# -- whatever a name is --------------------------------------------------------------------------------------------------------------


def test_hostile_texts_act_on_nothing() -> None:
    plan, world = hostile_plan()
    content = plan_ics(plan, world)
    assert faults(content, world) == []
    harmless = plan_ics(plan_of(bookable(WORLD)), bookable(WORLD))
    assert len(events(content)) >= len(events(harmless))
    for name, reader in READERS.items():
        seen = [event for event in reader(content) if not event[0].startswith("Last day to book")]
        assert in_order(seen) == in_order(planned(plan, world)), name
    assert {line for line in content.splitlines() if line.startswith("BEGIN:")} == {
        *("BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "BEGIN:DAYLIGHT", "BEGIN:STANDARD", "BEGIN:VEVENT", "BEGIN:VALARM")
    }
    assert "X-EVIL" not in {line.partition(":")[0] for line in content.splitlines()}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_name_is_read_as_it_is(hostile: str) -> None:
    museum = replace(WORLD.activities["museum"], name=hostile, note=hostile)
    plan = plan_by_hand(WORLD, fjord_request(days=1), [], ())
    visit = replace(next(PLANS["by car"].events(Visit)), activity=museum, note=hostile)
    plan = replace(plan, title=hostile, days=(PlannedDay(1, FIRST_DAY, (visit,)),))
    content = plan_ics(plan, WORLD)
    assert faults(content, WORLD) == []
    name = plain(hostile)
    by_others = icalendar.Calendar.from_ical(content).walk("VEVENT")[0], vobject.readOne(content).vevent
    read = [(str(event["SUMMARY"]), str(event["DESCRIPTION"])) for event in by_others[:1]]
    read.append((by_others[1].summary.value, by_others[1].description.value))
    for summary, told in read:
        assert summary in (name, f"{name}, Vik")
        assert told.splitlines()[1:3] == [name, "It is what the tests are about"]


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert plan_ics(plan_of(fjord()), fjord()) == plan_ics(plan_of(fjord()), fjord())
