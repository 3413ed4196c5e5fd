"""The frame of the page: what a browser must know, the cover, the contents, and what stands at the foot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mi_trip.maps.colours import DARK, LIGHT
from mi_trip.maps.drawing import NOTICE
from mi_trip.maps.svg import DARK_STYLE, map_svg
from mi_trip.render.book import ABOUT_NOTE
from mi_trip.render.html.markup import NONE, Markup, each, joined, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.maps.scene import Scene
    from mi_trip.render.book import Book, BookDay

# Nothing is fetched and nothing is run, whatever might have got into the page.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
OVERVIEW = (720, 560)
NARROW_OVERVIEW = (390, 440)
DAYS = "trip"  # what the skip link leads to


def document(book: Book, *body: Markup) -> str:
    """The whole file."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("title", book.title),
        tag("style", _style()),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, tag('body', *body), lang='en')}"


def _style() -> Markup:
    style = Path(__file__).with_name("style.css").read_text("utf-8")
    return Markup(f"\n{style}@media screen and (prefers-color-scheme: dark) {{\n{DARK_STYLE}\n}}\n")


def cover(book: Book, scene: Scene) -> Markup:
    """The title, the trip in short and its map."""
    told = (
        tag("p", "Road book", class_="kicker"),
        tag("h1", book.title),
        tag("p", book.subtitle, class_="subtitle") if book.subtitle else NONE,
        own_words(book.note),
        tag("dl", *(tag("div", tag("dt", fact.label), tag("dd", fact.text)) for fact in book.summary), class_="summary"),
        tag("p", ABOUT_NOTE, class_="about"),
    )
    skip = tag("a", "Skip to the days", class_="skip", href=f"#{DAYS}")
    return joined(skip, tag("header", tag("div", *told), _overview(scene), class_="cover"))


def _overview(scene: Scene) -> Markup:
    """The map of the trip twice, of which the window shows the one that suits its width."""
    label = "The whole trip"
    wide = Markup(map_svg(scene, size=OVERVIEW, label=label))
    narrow = Markup(map_svg(scene, size=NARROW_OVERVIEW, label=label, name="narrow-map"))
    return tag("figure", tag("div", wide, class_="wide"), tag("div", narrow, class_="narrow"), class_="chart overview")


def own_words(note: str) -> Markup:
    """What the traveller has written."""
    return tag("blockquote", tag("p", note), class_="own") if note else NONE


def contents(days: Sequence[BookDay], sections: Sequence[tuple[str, str]]) -> Markup:
    """Links to the days and to the other sections, which are given by id and title."""
    listed = [
        tag(
            "a",
            *(tag("b", f"Day {day.day.number}"), " ", tag("span", day.ends), " ", date_of(day)),
            href=f"#day-{day.day.number}",
            style=colours_of(day),
        )
        for day in days
    ]
    others = [tag("a", tag("b", title), href=f"#{id_}") for id_, title in sections]
    return tag(
        "nav",
        tag("h2", "Contents", id="contents"),
        tag("ol", each("li", listed)),
        tag("ul", each("li", others)),
        aria_labelledby="contents",
    )


def date_of(day: BookDay) -> Markup:
    """The date of a day."""
    return tag("time", day.date_text, datetime=day.day.date.isoformat())


def colours_of(day: BookDay) -> str:
    """The colours that the day has on the map, by light and in the dark, for the style."""
    return f"--day: {LIGHT.day(day.day.number)}; --day-dark: {DARK.day(day.day.number)}"


def foot(book: Book, front: Markup) -> Markup:
    """What holds for the whole page: when its facts were checked, and where the coast is from if the map on the front shows one."""
    return tag("footer", each("p", [book.checked, *([f"{NOTICE}."] if NOTICE in front else [])]))
