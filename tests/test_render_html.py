"""The web page, as another reader (html5lib) understands it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import pairwise

import html5lib
import pytest

import hostile
from hostile import HOSTILE, hostile_plan, spread_fjord
from mi_trip.maps.drawing import NOTICE
from mi_trip.maps.scenes import trip_scene
from mi_trip.model.place import Booking, Scene
from mi_trip.model.plan import Hold, Night, Notice, Travel, Visit, Wait, WaitFor
from mi_trip.render.book import book_of
from mi_trip.render.html import plan_html
from mi_trip.render.html.markup import Markup, joined, tag
from mi_trip.render.html.timeline import hours_of
from mi_trip.render.rows import WORTH_TELLING
from mi_trip.render.units import clock, plain
from worlds import flight_plan, foot_plan, plan_of

FJORD = spread_fjord()
PLANS = {"by car": plan_of, "by air": flight_plan, "on foot": foot_plan}
SCHEMES = ("#", "https://", "http://", "mailto:", "tel:", "geo:")
LONG = "Kari at the desk keeps the keys; she wants a call the day before, and the small boat is left of the quay."


def read(text):
    """Read the page, and fail where it is not HTML."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def page(plan, world=FJORD):
    return read(plan_html(plan, world))


@cache
def text_of(name):
    return plan_html(PLANS[name](FJORD), FJORD)


@cache
def page_of(name):
    return read(text_of(name))


@cache
def hostile_text():
    return plan_html(*hostile_plan())


@cache
def hostile_page():
    return read(hostile_text())


@pytest.fixture(params=PLANS)
def made(request):
    """A plan and its page."""
    return PLANS[request.param](FJORD), page_of(request.param)


def shown(element):
    """Give the text of an element as a reader sees it."""
    return " ".join("".join(element.itertext()).split())


def of_class(root, name):
    return [element for element in root.iter() if name in element.get("class", "").split()]


def day_sections(root):
    return of_class(root, "day")


def rows(table):
    return [list(row) for row in table.iter("tr")][1:]


def outline(root):
    """Count the elements with their classes, those in maps left out, where names take the room there is."""
    for map_ in [element for element in root.iter() if element.tag.endswith("svg")]:
        map_.clear()
    return Counter((element.tag, element.get("class", ""), *sorted(set(element.attrib) - {"href"})) for element in root.iter())


def test_the_page_is_one_of_html_with_all_that_a_reader_of_any_kind_needs(made):
    _, root = made
    assert root.get("lang") == "en"
    names = {
        meta.get("name") or meta.get("http-equiv") or "charset": meta.get("content") or meta.get("charset") for meta in root.iter("meta")
    }
    assert (names["charset"], names["viewport"]) == ("utf-8", "width=device-width, initial-scale=1")
    assert names["color-scheme"] == "light dark"
    assert [len(list(root.iter(landmark))) for landmark in ("main", "nav", "footer", "h1")] == [1, 1, 1, 1]
    assert [child.tag for child in root.find("body")] == ["a", "header", "nav", "main", "footer"]


def test_ids_are_unique_and_whatever_is_referred_to_is_there(made):
    _, root = made
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert [id_ for id_, times in Counter(ids).items() if times > 1] == []
    named = [name for element in root.iter() for name in element.get("aria-labelledby", "").split()]
    linked = [link.get("href")[1:] for link in root.iter("a") if link.get("href").startswith("#")]
    assert named
    assert {*named, *linked} - set(ids) == set()


def test_no_level_of_heading_is_left_out(made):
    levels = [int(element.tag[1]) for element in made[1].iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_nothing_is_fetched_and_nothing_is_run():
    text, root = text_of("by car"), page_of("by car")
    assert [element.tag for element in root.iter() if element.tag in ("script", "link", "iframe", "img", "form", "object", "base")] == []
    assert [name for element in root.iter() for name in element.attrib if name.startswith("on") or name in ("src", "srcset")] == []
    assert re.findall(r"url\(|@import|expression\(", text) == []
    (policy,) = [meta.get("content") for meta in root.iter("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")


def test_no_line_ends_between_a_mark_or_a_currency_and_its_number():
    assert joined("≈ NOK 1,250 for TWO, ≈ 20 min") == "≈\xa0NOK\xa01,250 for TWO, ≈\xa020 min"
    text = text_of("by car")
    assert (re.findall("≈ ", text), re.findall(r"NOK \d", text)) == ([], [])
    assert "≈\xa0NOK\xa0" in text


def test_the_same_plan_gives_the_same_bytes():
    assert text_of("by car") == plan_html(plan_of(spread_fjord()), spread_fjord())


def test_the_tables_tell_the_days_in_order_with_their_times(made):
    plan, root = made
    sections = day_sections(root)
    assert [section.find(".//time").get("datetime") for section in sections] == [day.date.isoformat() for day in plan.days]
    for section, day in zip(sections, plan.days, strict=True):
        (table,) = of_class(section, "hours")
        told = [(shown(time), shown(of_what)) for time, of_what, *_ in rows(table)]
        for event in day.events:
            if isinstance(event, Wait) and (event.reason is not WaitFor.FREE or event.end - event.start < WORTH_TELLING):
                continue
            time, what = told.pop(0)
            if isinstance(event, Night):
                assert time == f"from {clock(event.start)}"
            else:
                assert time.endswith(f"{clock(event.start)}–{clock(event.end)}")
            if isinstance(event, Visit):
                assert event.activity.name in what
            if isinstance(event, Travel):
                assert FJORD.locations[event.origin].name in what
                assert FJORD.locations[event.destination].name in what
        assert told == []


def test_a_number_in_the_table_is_the_stop_of_that_number_on_the_map(made):
    plan, root = made
    stops = {(stop.day, stop.number): stop for stop in trip_scene(plan, FJORD).stops if stop.number}
    found = set()
    for section, day in zip(day_sections(root), plan.days, strict=True):
        for cell in of_class(section, "what"):
            for mark in of_class(cell, "stop"):
                number = int(shown(mark).removeprefix("stop "))
                stop = stops[day.number, number]
                assert any(name in shown(cell) for name in stop.done) or (stop.night and "Night at" in shown(cell))
                found.add((day.number, number))
    assert found == set(stops)


def test_the_band_of_a_day_shows_every_event_at_its_hour(made):
    plan, root = made
    hours = hours_of(plan.days)
    span = hours.last - hours.first
    for section, day in zip(day_sections(root), plan.days, strict=True):
        (band,) = of_class(section, "band")
        assert band.get("role") == "img"
        assert f"Day {day.number}" in band.get("aria-label")
        blocks = [block for block in band if block.tag == "div"]
        lasting = [event for event in day.events if event.end > event.start]
        assert len(blocks) == len(lasting)
        for block, event in zip(blocks, lasting, strict=True):
            left, width = (float(share) for share in re.findall(r"([\d.]+)%", block.get("style")))
            minutes = (event.start.hour - hours.first) * 60 + event.start.minute
            assert left * span * 60 / 100 == pytest.approx(minutes, abs=0.2)
            if not isinstance(event, Night):
                long = (event.end - event.start) / timedelta(minutes=1)
                assert width * span * 60 / 100 == pytest.approx(long, abs=0.3)
            assert left + width < 100.02


def test_the_band_tells_kinds_apart_and_explains_only_those_of_the_day():
    first, second = day_sections(page_of("by car"))
    explained = [shown(item) for item in first.find(".//figcaption").iter("li")]
    assert explained == ["Driving", "Waiting", "Activities", "Lunch", "Night"]
    assert "Night" not in [shown(item) for item in second.find(".//figcaption").iter("li")]
    assert "Rides" in [shown(item) for item in day_sections(page_of("on foot"))[0].find(".//figcaption").iter("li")]


def test_the_page_has_all_that_the_book_tells():
    world = replace(FJORD, activities={**FJORD.activities, "museum": with_contact(FJORD.activities["museum"])})
    plan = replace(plan_of(world), notices=(Notice("weather", 2, "hike"),))
    book, root = book_of(plan, world), page(plan, world)
    text = shown(root)
    told = [book.title, *(f"{fact.label} {fact.text}" for fact in book.summary), book.checked]
    told += [day.line for day in book.days]
    told += [part for day in book.days for one in day.worth for part in (one.name, one.rating, one.told)]
    told += [part for day in book.days for one in day.screen for part in (one.place, one.film, one.relation, one.told)]
    told += [part for row in book.bookings for part in (row.need_text, row.what, row.who, row.web, row.phone, row.note)]
    told += [f"{fact.label} {fact.text}" for fact in book.costs.lines]
    told += [book.costs.total, book.costs.each, book.costs.included, book.costs.not_included]
    told += [*book.notices, *(source.text for source in book.sources)]
    assert [part for part in told if part not in text] == []
    assert len(of_class(root, "bookings")) == 1
    assert [row.what for row in book.bookings] == [shown(list(row)[3]) for row in rows(of_class(root, "bookings")[0])]


def with_contact(activity):
    booking = Booking("required", 3, "Kari", "museum.example.org/book", "+47 71 22 15 00", "the back door")
    return replace(activity, booking=booking, scenes=(Scene("the_film", "shot_here", "the chase", ("editors",)),))


def test_addresses_and_numbers_can_be_followed_and_sources_found():
    world = replace(FJORD, activities={**FJORD.activities, "museum": with_contact(FJORD.activities["museum"])})
    root = page(plan_of(world), world)
    links = {shown(link): link.get("href") for link in root.iter("a")}
    assert links["museum.example.org/book"] == "https://museum.example.org/book"
    assert links["+47 71 22 15 00"] == "tel:+4771221500"
    assert links["[1]"] == "#source-1"


def test_a_trip_that_needs_no_booking_says_so():
    world = replace(
        FJORD,
        activities={id_: replace(activity, booking=None) for id_, activity in FJORD.activities.items()},
        routes={id_: replace(route, booking=None) for id_, route in FJORD.routes.items()},
    )
    plan = plan_of(world)
    bedless = replace(plan, request=replace(plan.request, car="own"), days=plan.days[1:])
    (section,) = [element for element in page(bedless, world).iter("section") if element.get("id") == "to-book"]
    assert shown(section) == "To book Nothing has to be booked."


def test_the_traveller_s_own_words_and_what_is_held_are_shown():
    plan = plan_of(FJORD)

    def told(event):
        match event:
            case Visit() if event.activity.id == "museum":
                return replace(event, hold=Hold.PINNED, note="ask for Kari")
            case Night():
                return replace(event, hold=Hold.BOOKED, note=LONG)
        return event

    first, second = (replace(day, events=tuple(map(told, day.events))) for day in plan.days)
    days = (replace(first, note="Bring boots."), second)
    root = page(replace(plan, days=days, title="With Hunt", travellers=("Anna", "Bo"), note="Our first."))
    assert shown(root.find(".//h1")) == "With Hunt"
    assert [shown(quote) for quote in root.iter("blockquote")] == ["Our first.", "Bring boots."]
    notes = [shown(cell) for cell in of_class(day_sections(root)[0], "notes")]
    assert "kept on this day; strenuous" not in notes
    assert any(note.startswith("kept on this day") and note.endswith("your note: ask for Kari") for note in notes)
    assert any(note.startswith("booked") and note.endswith(f"your note: {LONG}") for note in notes)
    assert "Travellers Anna and Bo" in shown(root)


def test_where_the_coast_is_from_is_told_at_the_foot_of_a_page_that_shows_one():
    desert = {id_: replace(place, spot=replace(place.spot, latitude=place.latitude - 40)) for id_, place in FJORD.locations.items()}
    coast, inland = page_of("by car"), page(plan_of(), replace(FJORD, locations=desert))
    assert of_class(coast, "land") != []
    assert of_class(inland, "land") == []
    assert [NOTICE in shown(root.find(".//footer")) for root in (coast, inland)] == [True, False]


def test_a_day_has_the_colour_of_its_way_on_the_map():
    for section in day_sections(page_of("by car")):
        (light,) = re.findall(r"--day: (#\w+);", section.get("style"))
        ways = {way.get("stroke") for ways in of_class(section, "ways") for way in ways if way.get("class").startswith("day-")}
        assert ways == {light}


# -- texts that do their worst -----------------------------------------------------------------------------------------------------------


def test_no_text_of_the_data_makes_an_element_or_an_attribute(monkeypatch):
    harmless = tuple(f"Name {number} of {len(HOSTILE)}" for number in range(len(HOSTILE)))
    worst = read(hostile_text())
    monkeypatch.setattr(hostile, "HOSTILE", harmless)
    assert outline(worst) == outline(page(*hostile_plan()))


def test_every_hostile_text_is_there_to_be_read():
    text = shown(hostile_page())
    assert [told for told in HOSTILE if " ".join(plain(told).split()) not in text] == []


def test_links_lead_only_where_links_may_lead():
    links = [link.get("href") for link in hostile_page().iter("a")]
    assert [link for link in links if not link.startswith(SCHEMES)] == []
    assert "https://fjord.example.org" in links


def test_what_is_escaped_once_is_not_escaped_again():
    assert joined(joined("a & b"), tag("b", joined("<c>"))) == "a &amp; b<b>&lt;c&gt;</b>"
    assert tag("a", "x", title='"><script>') == '<a title="&quot;&gt;&lt;script&gt;">x</a>'


def test_text_that_is_put_together_outside_is_escaped():
    assert joined(f"{Markup('<b>')}") == "&lt;b&gt;"
