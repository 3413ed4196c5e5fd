"""The road book on paper, read back with pypdf and with poppler's pdftotext."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from pypdf.generic import PdfObject

from hostile import hostile_plan, spread_fjord
from mi_trip.catalogue import load_catalogue
from mi_trip.catalogue.trips import shipped_trips
from mi_trip.errors import MissingExtraError
from mi_trip.itinerary import read_itinerary
from mi_trip.render.book import book_of
from mi_trip.render.bookings import bookings
from mi_trip.render.links import day_links
from mi_trip.render.pdf import plan_pdf
from mi_trip.render.rows import plan_rows
from mi_trip.render.units import short_day
from mi_trip.worked import work_out
from worlds import FIRST_DAY, Pen, fjord_request, flight_plan, foot_plan, plan_by_hand, plan_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pypdf.generic import DictionaryObject

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan

A4 = (595.3, 841.9)  # points
MARGIN = 20 / 25.4 * 72
WORLD = spread_fjord()


def read(plan: Plan, world: Catalogue = WORLD) -> PdfReader:
    return PdfReader(BytesIO(plan_pdf(plan, world)))


@cache
def printed(name: str) -> bytes:
    """Give the road book of a plan by its name, of those written here, of the hostile one, or of those that are shipped."""
    return plan_pdf(*known(name))


@cache
def known(name: str) -> tuple[Plan, Catalogue]:
    if name in PLANS:
        return PLANS[name], WORLD
    if name == "hostile":
        return hostile_plan()
    file, catalogue = shipped_trips()[name], shipped_catalogue()
    return work_out(read_itinerary(file.read_text("utf-8"), file.name, lambda _named: catalogue)[0], catalogue).plan, catalogue


shipped_catalogue = cache(load_catalogue)


@cache
def reader(name: str) -> PdfReader:
    return PdfReader(BytesIO(printed(name)))


def solid(text: str) -> str:
    """Give the text without the white that a reader finds between its letters, and without the places where a word may break."""
    return re.sub(r"[\s\u200b]+", "", text)


@cache
def texts(pdf: PdfReader) -> list[str]:
    """Give the text of each page."""
    return [solid(page.extract_text()) for page in pdf.pages]


def in_order(wanted: Iterable[str], text: str) -> bool:
    """Tell whether the wanted texts stand in the text one after the other."""
    at = 0
    for each in map(solid, wanted):
        at = text.find(each, at)
        if at < 0:
            return False
        at += len(each)
    return True


def outline(pdf: PdfReader) -> list[tuple[str, int]]:
    """Give the bookmarks: their titles and the numbers of their pages, from 1."""
    return [(str(mark.title), (pdf.get_destination_page_number(mark) or 0) + 1) for mark in pdf.outline if not isinstance(mark, list)]


def pages_of_days(pdf: PdfReader) -> list[str]:
    """Give the text of each day, however many pages it has."""
    marks, pages = outline(pdf), texts(pdf)
    starts = [page for title, page in marks if title.startswith("Day ")]
    ends = [*starts[1:], next(page for title, page in marks if title == "To book")]
    return ["".join(pages[start - 1 : end - 1]) for start, end in zip(starts, ends, strict=True)]


def days_of(days: int) -> Plan:
    """Write a plan of as many days between Vik and Lien, each going over."""
    pens = []
    for number in range(days):
        day = FIRST_DAY + timedelta(days=number)
        if number % 2 == 0:
            pen = Pen(WORLD, day, "vik", "10:00").visit("museum").travel("vik_vestkai").meal().until("13:00", route="crossing")
            pen.visit("cruise").travel("austkai_lien")
        else:
            pen = Pen(WORLD, day, "lien", "09:00").travel("lien_utsikten").visit("view").visit("pass_drive").meal().travel("skaret_vik")
        pens.append(pen.night("09:00" if number % 2 == 0 else "10:00") if number < days - 1 else pen)
    return plan_by_hand(WORLD, fjord_request(days=days), pens, ())


# -- what it says ----------------------------------------------------------------------------------------------------------------------

OWN_WORDS = {"title": "Two days", "note": "Take it easy.", "travellers": ("Anna", "Bo")}
PLANS = {
    "by-air": flight_plan(WORLD),
    "on-foot": foot_plan(WORLD),
    "own-words": replace(plan_of(WORLD), **OWN_WORDS),
    "one-day": days_of(1),
    "8-days": days_of(8),
}


@pytest.mark.parametrize("name", PLANS)
def test_each_day_tells_its_events_in_order_at_the_plans_hours(name: str) -> None:
    days = pages_of_days(reader(name))
    for day, text in zip(plan_rows(*known(name)), days, strict=True):
        told = [part for row in day.rows for part in (row.time_text, row.what, row.where, row.duration_text, row.cost_text) if part]
        assert in_order(told, text), (day.day.number, told, text)


@pytest.mark.parametrize("name", PLANS)
def test_the_bookmarks_are_the_days_and_the_lists(name: str) -> None:
    pdf, book = reader(name), book_of(PLANS[name], WORLD)
    marks = outline(pdf)
    days = [f"Day {day.day.number}: {day.date_text}, {day.ends}" for day in book.days]

    assert [title for title, _ in marks if title != "Good to know"] == ["At a glance", *days, "To book", "Cost", "Sources"]
    pages = [page for title, page in marks if title.startswith("Day ")]
    assert pages == sorted(set(pages)), "each day begins a page of its own"


def test_the_contents_name_the_page_of_each_day() -> None:
    pdf = reader("8-days")
    days = book_of(*known("8-days")).days
    marks = [(title, page) for title, page in outline(pdf) if title.startswith("Day ")]
    told = [f"{day.day.number} {short_day(day.day.date)} {day.ends}" for day in days]
    for line, after, (_, page) in zip(told, [*told[1:], "To book"], marks, strict=True):
        row = texts(pdf)[1].partition(solid(line))[2].partition(solid(after))[0]
        assert row.endswith(str(page)), (line, row, page)


def test_the_summary_the_cost_and_the_sources_are_those_of_the_book() -> None:
    book, pages = book_of(*known("own-words")), texts(reader("own-words"))
    text = "".join(pages)

    assert in_order([book.title, book.subtitle, book.note], pages[0])
    assert in_order([part for fact in book.summary for part in (fact.label, fact.text)], pages[1])
    assert in_order([part for line in book.costs.lines for part in (line.label, line.text)] + ["In all", book.costs.total], text)
    assert in_order([book.costs.included, book.costs.not_included, *(source.text for source in book.sources), book.checked], text)
    assert solid("≈ marks what is estimated or assumed") in pages[1]


@pytest.mark.parametrize("name", ["8-days"])
def test_every_booking_stands_in_the_list(name: str) -> None:
    plan, catalogue = known(name)
    pdf = reader(name)
    text = "".join(texts(pdf)[dict(outline(pdf))["To book"] - 1 :])
    for row in bookings(plan, catalogue):
        assert in_order([row.by_text(plan.request.first_day), row.what, row.who], text), row


@pytest.mark.parametrize("name", ["8-days"])
def test_every_note_and_every_scene_stands_with_its_day(name: str) -> None:
    days = pages_of_days(reader(name))
    for day, text in zip(book_of(*known(name)).days, days, strict=True):
        notes = [note for row in day.rows for note in row.all_notes]
        told = [part for item in day.worth for part in (item.name, item.rating, item.told)]
        scenes = [part for item in day.screen for part in (item.place, item.film, item.relation, item.told)]
        assert [part for part in (day.line, day.note, *notes, *told, *scenes) if solid(part) not in text] == []


# -- what kind of file it is -------------------------------------------------------------------------------------------------------------


def test_it_knows_its_title_and_language_and_no_date() -> None:
    pdf = reader("own-words")
    about = pdf.metadata

    assert about is not None
    assert (about.title, about.author, about.creation_date, about.modification_date) == ("Two days", None, None, None)
    assert pdf.root_object["/Lang"] == "en-GB"
    assert b"Date>" not in pdf.root_object["/Metadata"].get_data()


def test_it_claims_and_has_what_those_who_hear_it_need() -> None:
    pdf = reader("own-words")
    tags = list(tagged(pdf.root_object["/StructTreeRoot"]))
    kinds = [str(tag["/S"]) for tag in tags]
    alts = [str(tag["/Alt"]) for tag in tags if tag["/S"] == "/Figure"]

    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.root_object["/Metadata"].get_data()
    assert pdf.root_object["/MarkInfo"]["/Marked"]
    assert alts[0] == "Map of the trip: Two days"
    assert alts[1] == "Map of day 1, Vik → Lien: 1 Vik museum; 2 Fjord crossing; 3 Kayak tour"
    assert len(alts) == 3
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Link"} <= set(kinds)


def tagged(node: DictionaryObject) -> Iterator[DictionaryObject]:
    """Give the tags below a node, in the order of reading."""
    below = resolved(node.get("/K", []))
    for child in map(resolved, below if isinstance(below, list) else [below]):
        if isinstance(child, dict) and "/S" in child:
            yield child
            yield from tagged(child)


def resolved(node: PdfObject) -> PdfObject:
    return node.get_object() or node if isinstance(node, PdfObject) else node


SCRIPT = """
import hashlib
from dataclasses import replace
from hostile import spread_fjord
from mi_trip.render.pdf import plan_pdf
from worlds import plan_of
world = spread_fjord()
plan = replace(plan_of(world), title="Two days", note="Take it easy.", travellers=("Anna", "Bo"))
print(hashlib.sha256(plan_pdf(plan, world)).hexdigest())
"""


def test_the_bytes_are_the_same_whatever_the_clock_the_zone_the_language_and_the_hashes() -> None:
    here = {**os.environ, "PYTHONPATH": os.pathsep.join((str(Path(__file__).parent), *sys.path))}
    strange = {"TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "77", "SOURCE_DATE_EPOCH": "1"}
    run = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, check=True, text=True, env={**here, **strange})

    assert run.stdout.strip() == hashlib.sha256(printed("own-words")).hexdigest()


def test_without_typst_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError) as refused:
        plan_pdf(plan_of(WORLD), WORLD)

    assert str(refused.value) == "a PDF needs the package typst, which is not installed: pip install '.[pdf]' in the folder of mi-trip"
    assert refused.value.exit_code == 2


# -- text that does its worst ------------------------------------------------------------------------------------------------------------


def test_names_that_would_act_anywhere_are_only_text() -> None:
    pdf = reader("hostile")
    text = "".join(texts(pdf))

    for harmless in ("<script>alert(1)</script>", "#settext(red);$x$@ref`raw`*b*_e_[l](javascript:alert(1))", "=cmd|'/Ccalc'!A0"):
        assert harmless in text
    maps = ("https://www.google.com/maps/dir/?api=1&", "https://www.openstreetmap.org/?mlat=", "geo:")
    assert {url for url in links(pdf) if not url.startswith(maps)} <= {"https://fjord.example.org"}


@pytest.mark.parametrize("name", PLANS)
def test_a_day_opens_in_all_the_maps(name: str) -> None:
    plan, world = known(name)
    days = [day_links(day, world) for day in plan.days]
    ways = {way.url for day in days for way in day.google}
    places = {address for day in days for place in day.places for address in (place.geo, place.openstreetmap)}
    assert places
    assert ways | places <= set(links(reader(name)))


def links(pdf: PdfReader) -> Iterator[str]:
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            action = note.get_object().get("/A", {})
            assert action.get("/S", "/GoTo") in ("/GoTo", "/URI")
            if "/URI" in action:
                yield str(action["/URI"])


@pytest.mark.parametrize(("title", "claims"), [("פונדק הפיורד, Гостиница", True), ("一二三 \U0001f3d4", False)])
def test_letters_of_any_script_do_not_keep_it_from_being_printed(title: str, claims: bool) -> None:
    pdf = read(replace(PLANS["one-day"], title=title))
    told = pdf.root_object["/Metadata"].get_data()

    assert pdf.metadata is not None
    assert pdf.metadata.title == title
    assert "Vikmuseum" in "".join(texts(pdf))
    assert b"pdfuaid" in told or not claims, "the letters that come with Typst suffice"


# -- how it looks ------------------------------------------------------------------------------------------------------------------------


ON_THE_GRID = re.compile(r"[\d.]+°|[NESW]")  # degrees at the edge of a map, which clips them


def words_of(name: str, folder: Path) -> list[list[tuple[float, float, float, float]]]:
    """Give where the words of each page stand, as poppler sees them: left, top, right and foot, in points."""
    (folder / "book.pdf").write_bytes(printed(name))
    told = subprocess.run(["pdftotext", "-bbox", folder / "book.pdf", "-"], capture_output=True, check=True, text=True).stdout
    box = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
    return [
        [(float(a), float(b), float(c), float(d)) for a, b, c, d, word in box.findall(page) if not ON_THE_GRID.fullmatch(word)]
        for page in told.split("<page ")[1:]
    ]


needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")


@needs_poppler
@pytest.mark.parametrize("name", ["hostile", "8-days"])
def test_no_word_stands_outside_the_margins(name: str, tmp_path: Path) -> None:
    for number, page in enumerate(words_of(name, tmp_path), 1):
        outside = [box for box in page if box[0] < MARGIN - 1 or box[2] > A4[0] - MARGIN + 1 or box[1] < 0 or box[3] > A4[1]]
        assert outside == [], number


@needs_poppler
@pytest.mark.parametrize("name", ["hostile", "8-days"])
def test_no_heading_is_left_alone_at_the_foot_of_a_page(name: str, tmp_path: Path) -> None:
    pages, pdf = words_of(name, tmp_path), reader(name)
    for mark in pdf.outline:
        assert not isinstance(mark, list)
        top = A4[1] - float(mark.top or 0)
        below = [box for box in pages[pdf.get_destination_page_number(mark) or 0] if top + 40 < box[1] < A4[1] - MARGIN]
        assert below, mark.title


def pages_a_day(name: str) -> list[int]:
    starts = [page for title, page in outline(reader(name)) if title.startswith(("Day ", "To book"))]
    return [after - before for before, after in pairwise(starts)]


def test_a_quiet_day_has_a_page_to_itself() -> None:
    assert pages_a_day("8-days") == [1] * 8


@pytest.mark.slow
def test_a_day_of_a_tour_has_one_page_or_two() -> None:
    assert set(pages_a_day("reference-tour")) <= {1, 2}
    assert sum(pages_a_day("reference-tour")) <= 8


@pytest.mark.slow
@pytest.mark.parametrize("name", ["film-weekend", "grand-tour", "reference-tour", "winter-weekend", "without-a-car"])
def test_every_shipped_trip_is_printed_right(name: str, tmp_path: Path) -> None:
    test_each_day_tells_its_events_in_order_at_the_plans_hours(name)
    test_every_booking_stands_in_the_list(name)
    test_every_note_and_every_scene_stands_with_its_day(name)
    if shutil.which("pdftotext"):
        test_no_word_stands_outside_the_margins(name, tmp_path)
        test_no_heading_is_left_alone_at_the_foot_of_a_page(name, tmp_path)
