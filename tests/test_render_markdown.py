"""The road book, as text and as another reader (markdown-it) understands it."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mi_trip.model.place import Booking, Scene, Source
from mi_trip.model.plan import Hold, Night, Notice, Visit
from mi_trip.model.solution import Quality
from mi_trip.render import render
from mi_trip.render.markdown import plan_markdown
from mi_trip.render.marks import escaped, link
from mi_trip.render.rows import plan_rows
from mi_trip.render.units import plain
from worlds import be_there, fjord, fjord_request, flight_plan, foot_plan, plan_of

NASTY = [
    "Hotel | Bar",
    "<script>alert(1)</script>",
    "[/oops]",
    "[text](javascript:x)",
    "=cmd()",
    "# head",
    "- item",
    "1. first",
    "**bold** _em_ __init__ `code` ~~gone~~",
    "AT&amp;T &lt;b&gt;",
    "back\\slash\\|",
    "![image](x.png)",
    "<https://evil.example>",
    "פונדק הפיורד",
    "x" * 300,
    "!--",
    "---",
    "|---|",
]


LONG = "Kari at the desk keeps the keys; she wants a call the day before, and the small boat is left of the quay."


def with_own_words(plan, *, short="ask for Kari", long=LONG, day="Bring boots: it was wet last year.", title="Two days with Hunt"):
    """Give the plan of the fjord the words of its travellers: a museum kept, a kayak tour and a bed booked."""

    def told(event):
        match event:
            case Visit() if event.activity.id == "museum":
                return replace(event, hold=Hold.PINNED, note=short)
            case Visit() if event.activity.id == "kayak":
                return replace(event, hold=Hold.BOOKED, note=long)
            case Night():
                return replace(event, hold=Hold.BOOKED, note=short)
        return event

    first, second = (replace(each, events=tuple(map(told, each.events))) for each in plan.days)
    return replace(plan, days=(replace(first, note=day), second), title=title, travellers=("Anna", "Bo"), note=short)


def named(name):
    """Build the fjord with everything called the same."""
    world = fjord()
    locations = {
        key: replace(
            place,
            name=name,
            stay=replace(place.stay, name=name, booking=Booking("required", 30, name, name, name, name)) if place.stay else None,
        )
        for key, place in world.locations.items()
    }
    activities = {
        key: replace(activity, name=name, why=name, note=name, scenes=(Scene("the_film", "shot_here", name, ("editors",)),))
        for key, activity in world.activities.items()
    }
    return replace(
        world,
        title=name,
        locations=locations,
        activities=activities,
        routes={key: replace(route, name=name, road=name) for key, route in world.routes.items()},
        areas={key: replace(area, name=name) for key, area in world.areas.items()},
        films={key: replace(film, title=name) for key, film in world.films.items()},
        sources={"editors": Source("editors", name)},
    )


def road_book(name):
    world = named(name)
    notices = (Notice("weather", 1, "hike"), Notice(name, 1, name, ((name, name),)))
    return plan_markdown(replace(plan_of(world), notices=notices), world)


def tokens(text):
    return MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(text)


def shown(token):
    """Give the text of a piece of Markdown as a reader sees it."""
    return "".join(child.content for child in token.children if child.type in ("text", "code_inline"))


def tables(text):
    found, row = [], []
    for before, token in zip([None, *tokens(text)], tokens(text), strict=False):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            row = []
        elif token.type == "inline" and before.type in ("th_open", "td_open"):
            row.append(shown(token))
        elif token.type == "tr_close":
            found[-1].append(row)
    return found


def headings(text):
    found = tokens(text)
    return [(token.tag, shown(found[at + 1])) for at, token in enumerate(found) if token.type == "heading_open"]


@pytest.mark.parametrize("make", [plan_of, flight_plan, foot_plan])
def test_another_reader_finds_the_days_as_they_are_planned(make):
    world = fjord()
    plan = make(world)
    read = tables(plan_markdown(plan, world))
    for day, (head, *rows) in zip(plan_rows(plan, world), read, strict=False):
        assert head == ["Time", "What", "Where", "How long", "km", "NOK", "Notes"]
        assert rows == [[r.time_text, r.what, r.where, r.duration_text, r.km_text, r.cost_text, "; ".join(r.notes)] for r in day.rows]


def test_headings_are_in_order():
    world = fjord()
    plan = replace(plan_of(world), notices=(Notice("midnight-sun", 1, ""),))
    assert headings(plan_markdown(plan, world)) == [
        ("h1", "The small fjord: 2 days"),
        ("h2", "Day 1: Tue 15 June 2027, Vik → Lien"),
        ("h2", "Day 2: Wed 16 June 2027, Lien → Vik"),
        ("h2", "To book"),
        ("h2", "Cost"),
        ("h2", "Good to know"),
        ("h2", "Sources"),
    ]


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_name_acts_on_nothing(name):
    plain_book, nasty_book = road_book("Lien".ljust(len(name), "n")), road_book(name)
    harmless = [token.type for token in tokens(plain_book)]
    assert [token.type for token in tokens(nasty_book)] == harmless
    inline = {child.type for token in tokens(nasty_book) for child in token.children or ()}
    assert inline <= {"text", "strong_open", "strong_close", "em_open", "em_close", "text_special", "link_open", "link_close"}
    assert tables(nasty_book)[0][1][1] == name


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_whatever_a_name_is_another_reader_sees_just_that(name):
    text = f"| A | B |\n| --- | --- |\n| **{escaped('a' + name)}** | {escaped(name)} |\n\n- {escaped(name)}\n"
    read = tokens(text)
    assert tables(text)[1:] == []
    assert tables(text)[0][1][1] == plain(name)
    if plain(name):
        item = next(at for at, token in enumerate(read) if token.type == "list_item_open")
        assert shown(read[item + 2]) == plain(name)


def test_a_link_is_a_link_only_if_it_looks_like_one():
    assert link("62.no") == "<https://62.no>"
    assert link("https://example.org/a_b?c=1&d=2#e") == "<https://example.org/a_b?c=1&d=2#e>"
    assert link("javascript:alert(1)") == "javascript:alert(1)"
    assert link("https://example.org/>x|y") == "https://example.org/\\>x\\|y"


def test_bookings_say_by_when_and_with_whom():
    world = fjord()
    lien = world.locations["lien"]
    booking = Booking("required", 14, "The host", "lien.example.org", "+47 70 00 00 00", "ask for a room to the fjord")
    world = replace(world, locations={**world.locations, "lien": replace(lien, stay=replace(lien.stay, booking=booking))})
    rows = next(table for table in tables(plan_markdown(plan_of(world), world)) if table[0][0] == "Need")
    assert rows[1] == [
        "required",
        "Tue 1 June",
        "Tue 15 June",
        "Lien Hotel, 1 night, 1 double room",
        "The host, https://lien.example.org, +47 70 00 00 00",
        "ask for a room to the fjord",
    ]


def test_an_assumed_date_and_a_proof_are_said():
    world = fjord()
    plan = replace(plan_of(world), request=fjord_request(assumed_date=True), quality=Quality(50.0, 50.0, proved=True))
    text = plan_markdown(plan, world)
    assert "- **When:** Tue 15 – Wed 16 June 2027 (assumed: nobody gave the date)\n" in text
    assert "- **How good:** the best possible plan for this request\n" in text


def test_a_score_that_can_be_compared_with_nothing_is_left_out():
    plan = replace(plan_of(fjord()), quality=Quality(301.2, math.inf, proved=False))
    assert "How good" in plan_markdown(plan_of(fjord()), fjord())
    assert "How good" not in plan_markdown(plan, fjord())


def test_the_same_plan_gives_the_same_bytes():
    assert plan_markdown(plan_of(fjord()), fjord()) == render(plan_of(fjord()), fjord(), ".MD")


def test_the_words_of_the_travellers_stand_where_they_belong():
    world = fjord()
    before, after = (
        re.sub(" {2,}", "  ", plan_markdown(plan, world)).splitlines() for plan in (plan_of(world), with_own_words(plan_of(world)))
    )
    assert [line for line in after if line not in before and "---" not in line and "Need" not in line] == OWN_WORDS
    assert [line for line in before if line not in after and "---" not in line and "Need" not in line] == [
        "# The small fjord: 2 days",
        "| 10:00–11:00 | **Vik museum**  | Vik  |  1 h |  |  240 |  |",
        "| 14:00–15:30 | **Kayak tour**  | Lien  |  1 h 30 |  | ≈ 1,200 | be there 15 min early: dress; wait 5 min  |",
        "| from 15:30  | **Night at Lien Hotel** |  |  |  |  1,400 |  |",
        "| required  |  | Tue 15 June | Hired car from Vik  |  |  |",
        "| recommended |  | Tue 15 June | Lien Hotel, 1 night, 1 double room |  |  |",
    ]


OWN_WORDS = [
    "# Two days with Hunt",
    "The small fjord: 2 days",
    "> ask for Kari",
    "- **Travellers:** Anna and Bo",
    "> Bring boots: it was wet last year.",
    "| 10:00–11:00 | **Vik museum**  | Vik  |  1 h |  |  240 | kept on this day; ask for Kari  |",
    "| 14:00–15:30 | **Kayak tour**  | Lien  |  1 h 30 |  | ≈ 1,200 | see note 1  |",
    "| from 15:30  | **Night at Lien Hotel** |  |  |  |  1,400 | booked; ask for Kari  |",
    f"1. booked for 14:00; be there 15 min early: dress; wait 5 min; {LONG}",
    "| required |  | Tue 15 June | Hired car from Vik  |  |  |",
    "| booked  |  | Tue 15 June | Lien Hotel, 1 night, 1 double room |  |  |",
    "| booked  |  | Tue 15 June | Kayak tour, 14:00  |  |  |",
]


def day_tables(plan, world):
    return [table for table in tables(plan_markdown(plan, world)) if table[0][0] == "Time"]


def lists(text):
    """The items of every numbered list, as another reader finds them."""
    found, read = [], tokens(text)
    for at, token in enumerate(read):
        if token.type == "ordered_list_open":
            found.append([])
        elif token.type == "list_item_open" and token.info:
            found[-1].append(shown(read[at + 2]))
    return found


@pytest.mark.parametrize("words", [*NASTY, "a\nb", "[/red]", "\u202etxet", "", " "])
def test_nasty_words_of_the_travellers_act_on_nothing(words):
    world = fjord()
    as_long = "n" * len(plain(words))
    plan, harmless = (
        with_own_words(plan_of(world), short=each, long=each, day=each, title=plain(each) or "Lien") for each in (words, as_long)
    )
    nasty_book, plain_book = plan_markdown(plan, world), plan_markdown(harmless, world)
    assert [token.type for token in tokens(nasty_book)] == [token.type for token in tokens(plain_book)]
    inline = {child.type for token in tokens(nasty_book) for child in token.children or ()}
    assert inline <= {"text", "strong_open", "strong_close", "em_open", "em_close", "text_special", "link_open", "link_close"}
    told = "; ".join(part for part in ("kept on this day", plain(words)) if part)
    if len(words) < 30:
        assert day_tables(plan, world)[0][1][6] == told
    else:
        assert any(item.endswith(plain(words)) for item in lists(nasty_book)[0])
    assert "\u202e" not in nasty_book


def test_notes_that_are_too_long_for_their_column_stand_below_the_table_under_a_number():
    world = fjord()
    crossing = replace(world.routes["crossing"], be_there=(be_there(15, "check-in, and in July a queue to the main road"),))
    kayak = replace(world.activities["kayak"], on_request=True, be_there=(be_there(15, "dress, and learn how to steer"),))
    world = replace(world, routes={**world.routes, "crossing": crossing}, activities={**world.activities, "kayak": kayak})
    plan = plan_of(world)
    (first, second), numbered = day_tables(plan, world), lists(plan_markdown(plan, world))
    assert [row[6] for row in first[1:]] == ["", "", "", "see note 1", "", "see note 2", ""]
    assert [row[6] for row in second[1:]] == ["", "", "", "strenuous", "", ""]
    assert numbered[0] == [
        "be there 15 min early: check-in, and in July a queue to the main road; wait 20 min",
        "be there 15 min early: dress, and learn how to steer; wait 5 min; on request",
    ]


def test_a_long_note_of_the_traveller_leaves_the_others_in_their_column():
    world = fjord()
    plan = plan_of(world)
    night = replace(plan.days[0].events[-1], note=LONG, hold=Hold.BOOKED)
    plan = replace(plan, days=(replace(plan.days[0], events=(*plan.days[0].events[:-1], night)), plan.days[1]))
    assert day_tables(plan, world)[0][-1][6] == "booked; see note 1"
    assert lists(plan_markdown(plan, world))[0] == [LONG]


def test_the_road_book_reads_well_raw():
    world = fjord()
    assert plan_markdown(plan_of(world), world) == ROAD_BOOK


ROAD_BOOK = """\
# The small fjord: 2 days

- **When:** Tue 15 – Wed 16 June 2027
- **Who:** 2 adults, balanced pace, with a hired car
- **Route:** Fjord → Pass → Fjord
- **Nights:** Lien
- **Driving:** 2 h 15, 116 km
- **Rides:** 1 ferry
- **Cost:** ≈ NOK 5,288 for 2 adults, ≈ NOK 2,644 each
- **How good:** a good plan, how far below the best possible is not known (score 0.0)

≈ marks what is estimated or assumed; a sum with an estimate in it is an estimate. Check such times and prices before booking.

## Day 1: Tue 15 June 2027, Vik → Lien

Driving 50 min, 43 km · on the way 1 h 45 · 3 activities

| Time        | What                    | Where             | How long |  km |     NOK | Notes                                        |
| ----------- | ----------------------- | ----------------- | -------: | --: | ------: | -------------------------------------------- |
| 10:00–11:00 | **Vik museum**          | Vik               |      1 h |     |     240 |                                              |
| 11:00–11:40 | Drive                   | Vik → Vestkai     |   40 min |  35 |         |                                              |
| 11:40–12:25 | Lunch                   | Vestkai           |   45 min |     |         |                                              |
| 13:00–13:30 | **Fjord crossing**      | Vestkai → Austkai |   30 min |  12 |     250 | be there 15 min early: check-in; wait 20 min |
| 13:30–13:40 | Drive                   | Austkai → Lien    |   10 min |   8 |         |                                              |
| 14:00–15:30 | **Kayak tour**          | Lien              |   1 h 30 |     | ≈ 1,200 | be there 15 min early: dress; wait 5 min     |
| from 15:30  | **Night at Lien Hotel** |                   |          |     |   1,400 |                                              |

- **Vik museum** (nice): It is what the tests are about.
- **Fjord crossing** (worth a detour): It is what the tests are about.
- **Kayak tour** (worth a stop): It is what the tests are about.

On a map:

- Places: [Vik][map 1], [Vestkai][map 1], [Austkai][map 1], [Lien][map 1]

## Day 2: Wed 16 June 2027, Lien → Vik

Driving 1 h 25, 73 km · on the way 50 min · 3 activities

| Time        | What                   | Where             | How long |  km | NOK | Notes     |
| ----------- | ---------------------- | ----------------- | -------: | --: | --: | --------- |
| 09:00–09:20 | Drive                  | Lien → Utsikten   |   20 min |  15 |     |           |
| 09:20–09:40 | **Utsikten viewpoint** | Utsikten          |   20 min |     |     |           |
| 09:40–10:15 | **Over Skaret**        | Utsikten → Skaret |   35 min |  28 |     |           |
| 10:15–13:15 | **Skaret ridge**       | Skaret            |      3 h |     |     | strenuous |
| 13:15–14:00 | Lunch                  | Skaret            |   45 min |     |     |           |
| 14:00–14:30 | Drive                  | Skaret → Vik      |   30 min |  30 |  40 |           |

- **Utsikten viewpoint** (worth a stop): It is what the tests are about.
- **Over Skaret** (worth a detour): It is what the tests are about.
- **Skaret ridge** (worth the trip): It is what the tests are about.

On screen:

- Utsikten viewpoint, *The Film*, filmed here: The jump. (source 1)

On a map:

- Places: [Lien][map 1], [Utsikten][map 1], [Skaret][map 1], [Vik][map 1]

## To book

| Need        | Book by | For         | What                               | With whom | Note |
| ----------- | ------- | ----------- | ---------------------------------- | --------- | ---- |
| required    |         | Tue 15 June | Hired car from Vik                 |           |      |
| recommended |         | Tue 15 June | Lien Hotel, 1 night, 1 double room |           |      |

## Cost

| 2 adults   |         NOK |
| ---------- | ----------: |
| Beds       |       1,400 |
| Fares      |         250 |
| Tolls      |          40 |
| Activities |     ≈ 1,440 |
| Hired car  |     ≈ 2,000 |
| Fuel       |       ≈ 158 |
| **In all** | **≈ 5,288** |
| Each       |     ≈ 2,644 |

- **Included:** 1 night in 1 double room, ferry fares, tolls, tickets and guides, the hired car, fuel
- **Not included:** the journey to Vik and home (flights to the country), parking and meals without a price, insurance, shopping

## Sources

1. The makers of this world

The catalogue's facts were last checked on Fri 20 November 2026.

[map 1]: geo:62.30000,7.00000
"""
