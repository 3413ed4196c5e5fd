"""The road book, as text and as another reader (markdown-it) understands it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mi_trip.model.place import Booking, Scene, Source
from mi_trip.model.plan import Notice
from mi_trip.model.solution import Quality
from mi_trip.render import render
from mi_trip.render.markdown import plan_markdown
from mi_trip.render.marks import escaped, link
from mi_trip.render.rows import plan_rows
from mi_trip.render.units import plain
from worlds import fjord, fjord_request, flight_plan, foot_plan, plan_of

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
    plain_book, nasty_book = road_book("Lien"), road_book(name)
    harmless = [token.type for token in tokens(plain_book)]
    assert [token.type for token in tokens(nasty_book)] == harmless
    inline = {child.type for token in tokens(nasty_book) for child in token.children or ()}
    assert inline <= {"text", "strong_open", "strong_close", "em_open", "em_close", "text_special"}
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


def test_the_same_plan_gives_the_same_bytes():
    assert plan_markdown(plan_of(fjord()), fjord()) == render(plan_of(fjord()), fjord(), ".MD")


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
"""
