"""The web page in a real browser: nothing asked of a network, nothing wider than a telephone, nothing an accessibility checker finds."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from browser import CHROMIUM, running
from hostile import hostile_plan
from mi_trip.catalogue import load_catalogue
from mi_trip.cli.opened import sound_plan
from mi_trip.cli.trips import open_trip
from mi_trip.model.plan import Visit
from mi_trip.render.html import plan_html
from mi_trip.render.rows import plan_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from browser import Browser, Tab
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CHROMIUM, reason="no chromium here")]

TELEPHONE, DESK = 390, 1280
LARGEST = 400_000  # bytes of a page for six days
LONGEST_PRINT = 12  # sheets, of six days
WIDER = """[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > WIDTH + .5
  && !e.closest('.band, .skip, .unseen, svg')).map(e => e.outerHTML.slice(0, 80))"""
CHECKED = """axe.run().then(found => found.violations.map(v =>
  v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | ')))"""


@pytest.fixture(scope="module")
def trip() -> tuple[Plan, Catalogue]:
    return sound_plan(open_trip("reference-tour", None)), load_catalogue()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    profile = tmp_path_factory.mktemp("browser")
    with running(profile) as started:
        yield started
    shutil.rmtree(profile, ignore_errors=True)


@pytest.fixture(scope="module")
def pages(trip: tuple[Plan, Catalogue], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    texts = {"trip": plan_html(*trip), "hostile": plan_html(*hostile_plan())}
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}


def opened(browser: Browser, page: Path, width: int = DESK, *, dark: bool = False) -> Tab:
    tab = browser.tab()
    tab.look(width, dark=dark)
    tab.open(page)
    return tab


def changed(page: Path, old: str, new: str) -> Path:
    """Write the page beside itself with a fault planted."""
    text = page.read_text("utf-8")
    assert old in text
    other = page.with_name("changed.html")
    other.write_text(text.replace(old, new), encoding="utf-8")
    return other


def faults(tab: Tab) -> list[str]:
    """What the accessibility checker axe finds in the page."""
    tab.ask(resources.files("axe_core_python").joinpath("axe.min.js").read_text("utf-8") + "; undefined")
    found: list[str] = tab.ask(CHECKED)
    return found


def wider(tab: Tab, width: int) -> list[str]:
    """The beginnings of all elements that reach beyond the window."""
    found: list[str] = tab.ask(WIDER.replace("WIDTH", str(width)))
    return found


def test_a_page_for_six_days_is_small(pages: dict[str, Path], trip: tuple[Plan, Catalogue]) -> None:
    assert len(trip[0].days) == 6
    assert pages["trip"].stat().st_size < LARGEST


@pytest.mark.parametrize("name", ["trip", "hostile"])
def test_nothing_is_asked_of_a_network_and_the_browser_complains_of_nothing(browser: Browser, pages: dict[str, Path], name: str) -> None:
    tab = opened(browser, pages[name])
    assert (tab.requests, tab.complaints) == ([pages[name].as_uri()], [])


def test_a_picture_from_a_network_would_be_noticed(browser: Browser, pages: dict[str, Path]) -> None:
    page = changed(pages["trip"], "default-src 'none';", "default-src *;").read_text("utf-8").replace("img-src data:;", "")
    (other := pages["trip"].with_name("fetching.html")).write_text(page.replace("<main", '<img src="http://127.0.0.1:9/x.png"><main'))
    assert "http://127.0.0.1:9/x.png" in opened(browser, other).requests


def test_a_script_that_got_in_would_not_run(browser: Browser, pages: dict[str, Path]) -> None:
    tab = opened(browser, changed(pages["trip"], "<main", "<script>document.title = 'run'</script><main"))
    assert tab.ask("document.title") != "run"
    assert len(tab.complaints) == 1
    assert "Content Security Policy" in tab.complaints[0]


@pytest.mark.parametrize("name", ["trip", "hostile"])
@pytest.mark.parametrize("width", [320, TELEPHONE, 768, DESK])
def test_nothing_is_wider_than_the_window(browser: Browser, pages: dict[str, Path], name: str, width: int) -> None:
    tab = opened(browser, pages[name], width)
    tab.ask("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert wider(tab, width) == []
    assert tab.ask("document.documentElement.scrollWidth") == width


def test_something_wider_would_be_noticed(browser: Browser, pages: dict[str, Path]) -> None:
    tab = opened(browser, changed(pages["trip"], "<main", '<p style="width:900px">wide</p><main'), TELEPHONE)
    assert tab.ask("document.documentElement.scrollWidth") > TELEPHONE
    assert wider(tab, TELEPHONE) == ['<p style="width:900px">wide</p>']


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [TELEPHONE, DESK])
def test_the_accessibility_checker_finds_nothing(browser: Browser, pages: dict[str, Path], width: int, *, dark: bool) -> None:
    tab = opened(browser, pages["trip"], width, dark=dark)
    tab.ask("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert faults(tab) == []


def test_the_accessibility_checker_finds_nothing_in_a_hostile_trip(browser: Browser, pages: dict[str, Path]) -> None:
    assert faults(opened(browser, pages["hostile"], TELEPHONE)) == []


FAULTS = {
    "html-has-lang": ('<html lang="en">', "<html>"),
    "color-contrast": ("--soft: #576167", "--soft: #b9b5aa"),
    "role-img-alt": ('<div class="band" role="img" aria-label=', '<div class="band" role="img" title=" " data-was='),
    "duplicate-id-aria": ('id="day-2-title"', 'id="day-1-title"'),
    "landmark-one-main": ("<main", "<div"),
    "list": ("<ol><li><a", "<ol><b><a"),
    "meta-viewport": ("initial-scale=1", "initial-scale=1, user-scalable=no"),
}


def test_the_accessibility_checker_finds_planted_faults(browser: Browser, pages: dict[str, Path]) -> None:
    page = pages["hostile"]
    for old, new in FAULTS.values():
        page = changed(page, old, new)
    found = {told.partition(":")[0] for told in faults(opened(browser, page))}
    assert set(FAULTS) - found == set()


@pytest.mark.parametrize("width", [TELEPHONE, DESK])
def test_a_table_is_one_to_those_who_listen_even_where_its_rows_are_cards(
    browser: Browser, pages: dict[str, Path], trip: tuple[Plan, Catalogue], width: int
) -> None:
    tree = opened(browser, pages["trip"], width).do("Accessibility.getFullAXTree")["nodes"]
    roles = Counter(node["role"]["value"] for node in tree if not node["ignored"])
    days, rows = len(trip[0].days), sum(len(day.rows) for day in plan_rows(*trip))
    assert roles["table"] == days + 2
    assert roles["rowheader"] > rows
    assert roles["columnheader"] == 6 * (days + 1) + 2
    assert roles["image"] == 1 + 2 * days


def test_the_first_key_leads_past_the_cover(browser: Browser, pages: dict[str, Path]) -> None:
    tab = opened(browser, pages["trip"])
    assert tab.ask("document.querySelector('.skip').getBoundingClientRect().right") < 0
    for kind in ("keyDown", "keyUp"):
        tab.do("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
    assert tab.ask("[document.activeElement.textContent, document.activeElement.getBoundingClientRect().left]") == ["Skip to the days", 0]
    assert tab.ask("document.querySelector(document.activeElement.hash).tagName") == "MAIN"


def test_the_dark_is_dark_and_paper_is_white(browser: Browser, pages: dict[str, Path]) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    sea = "getComputedStyle(document.querySelector('svg .sea')).fill"
    tab = opened(browser, pages["trip"])
    light, light_sea = tab.ask(ground), tab.ask(sea)
    tab.look(DESK, dark=True)
    dark, dark_sea = tab.ask(ground), tab.ask(sea)
    tab.look(DESK, dark=True, media="print")
    assert (light, dark, tab.ask(ground)) == ("rgb(251, 250, 246)", "rgb(20, 25, 28)", "rgb(255, 255, 255)")
    assert dark_sea != light_sea == tab.ask(sea)


def test_every_day_begins_a_page_on_paper(browser: Browser, pages: dict[str, Path], trip: tuple[Plan, Catalogue]) -> None:
    tab = opened(browser, pages["trip"])
    tab.look(DESK, media="print")
    breaks = tab.ask("[...document.querySelectorAll('.day')].map(day => getComputedStyle(day).breakBefore)")
    assert breaks == ["page"] * len(trip[0].days)
    assert tab.printed().count(b"/Type /Page\n") >= len(trip[0].days)


@pytest.mark.parametrize("width", [768, DESK, 1440])
def test_how_pressing_a_booking_is_stands_in_one_line(browser: Browser, pages: dict[str, Path], width: int) -> None:
    tab = opened(browser, pages["trip"], width)
    lines = tab.ask("[...document.querySelectorAll('.bookings .need span')].map(word => word.getClientRects().length)")
    assert lines
    assert set(lines) == {1}


def test_on_paper_the_contents_are_on_the_cover_and_no_row_stands_alone(
    browser: Browser, pages: dict[str, Path], trip: tuple[Plan, Catalogue]
) -> None:
    tab = opened(browser, pages["trip"])
    tab.look(DESK, media="print")
    sheets = [page.extract_text() for page in PdfReader(BytesIO(tab.printed())).pages]
    assert f"Day {len(trip[0].days)}" in sheets[0].partition("Contents")[2]
    assert "DAY 1" in sheets[1]
    assert len(sheets) <= LONGEST_PRINT
    begun = [len(re.findall(r"\d\d:\d\d", sheet)) for sheet in sheets if sheet.lstrip().startswith("Time")]
    assert all(times >= 3 for times in begun), "from and to of one row, and the night's from"


def test_the_browser_shows_what_the_plan_has(browser: Browser, pages: dict[str, Path], trip: tuple[Plan, Catalogue]) -> None:
    plan, catalogue = trip
    tab = opened(browser, pages["trip"], TELEPHONE)
    times = tab.ask("[...document.querySelectorAll('.day')].map(d => [...d.querySelectorAll('.hours td.time')].map(t => t.innerText))")
    assert times == [[row.time_text.replace("≈ ", "≈\xa0") for row in day.rows] for day in plan_rows(plan, catalogue)]
    done = tab.ask("[...document.querySelectorAll('.day')].map(d => [...d.querySelectorAll('.hours strong')].map(t => t.innerText))")
    nights = [[f"{row.what}" for row in day.rows if row.event is day.day.night] for day in plan_rows(plan, catalogue)]
    visits = [[visit.activity.name for visit in day.only(Visit)] for day in plan.days]
    assert done == [both + night for both, night in zip(visits, nights, strict=True)]
