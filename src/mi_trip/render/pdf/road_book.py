"""A plan as a road book in A4, set by Typst: cover, the trip at a glance, a page a day, bookings, cost, what to know, sources."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from mi_trip.errors import MissingExtraError
from mi_trip.maps.scenes import trip_scene
from mi_trip.maps.svg import map_svg
from mi_trip.render import EXTRAS
from mi_trip.render.book import book_of
from mi_trip.render.pdf.pages import pages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mi_trip.maps.scene import Scene
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.render.book import Book

WIDTH_MM, HEIGHT_MM = 170, 254  # what text and maps may fill of a page
LOWEST_MM, USUAL_MM, HIGHEST_MM = 60, 85, 125  # of the map of a day
COVER_MM = 160  # of the map on the cover, at most
AROUND_MM = 8  # the white above and below a map, and what a page is kept short of its foot
PIXELS = 720  # of a drawing across the page: its letters come out as high as those of the notes


@dataclass(frozen=True, slots=True)
class _DayText:
    """How high the text of a day is, in mm, without its map: that of its hours, and all of it."""

    hours: float
    all: float

    def room(self) -> tuple[float, bool]:
        """How high the map may be, in mm, and whether it stands with the hours alone, all else on the page after."""
        whole = _left(self.all)
        return (whole, False) if whole else (_left(self.hours) or USUAL_MM, bool(_left(self.hours)))


def _left(text_mm: float, highest_mm: float = HIGHEST_MM) -> float:
    """How high a map may be beside a text on one page, in mm; nothing where there is no room for one."""
    left = HEIGHT_MM - AROUND_MM - text_mm
    return min(left, highest_mm) if left >= LOWEST_MM else 0


def plan_pdf(plan: Plan, catalogue: Catalogue) -> bytes:
    """Set the road book, the same bytes each time; raises MissingExtraError without Typst."""
    book, scene = book_of(plan, catalogue), trip_scene(plan, catalogue)
    told = {"book": json.dumps(pages(book, plan, catalogue, scene))}
    cover_mm, texts = _measured(told)
    return _printed({**told, "maps": json.dumps(_maps(book, scene, cover_mm, texts))})


def _maps(book: Book, scene: Scene, cover_mm: float, texts: Sequence[_DayText]) -> dict[str, object]:
    """The map of the cover and one of each day, as high as the text beside it leaves room for."""
    days = []
    for day, text in zip(book.days, texts, strict=True):
        number = day.day.number
        seen = scene.of_day(number)
        stops = [f"{stop.number} {', '.join(stop.done) or stop.name}" for stop in seen.stops if stop.number]
        alt = f"Map of day {number}, {day.ends}: {'; '.join(stops)}".removesuffix(": ")
        height_mm, alone = text.room()
        if not seen.ways:
            height_mm = min(height_mm, USUAL_MM)  # there is little to see of a day at one place
        days.append({**_map(scene, number, height_mm, alt), "alone": alone})
    return {"trip": _map(scene, None, _left(cover_mm, COVER_MM) or USUAL_MM, f"Map of the trip: {book.title}"), "days": days}


def _map(scene: Scene, day: int | None, height_mm: float, alt: str) -> dict[str, str]:
    """A drawing with what it shows in words; no drawing of a day that is nowhere."""
    if day not in (None, *(way.day for way in scene.ways), *(stop.day for stop in scene.stops)):
        return {"svg": "", "alt": alt}
    return {"svg": map_svg(scene, day=day, size=(PIXELS, round(PIXELS * height_mm / WIDTH_MM)), label=alt), "alt": alt}


# -- Typst -----------------------------------------------------------------------------------------------------------------------------


def _measured(inputs: Mapping[str, str]) -> tuple[float, list[_DayText]]:
    """How high the text of the cover comes out, in mm, and that of each day."""
    try:
        import typst
    except ImportError as error:
        raise MissingExtraError(*EXTRAS[".pdf"]) from error

    told = typst.query(_template(), "<heights>", field="value", one=True, sys_inputs=dict(inputs), ignore_system_fonts=True)
    heights = json.loads(told)
    return heights["cover"], [_DayText(day["hours"], day["all"]) for day in heights["days"]]


def _printed(inputs: Mapping[str, str]) -> bytes:
    """The pages: in the letters that come with Typst, the same everywhere, and in the machine's only where those are not enough.

    Where nobody has a letter, a box stands for it, and the pages are tagged but do not claim to be PDF/UA, which forbids that.
    """
    import typst

    for built_in in (True, False):
        try:
            return typst.compile(_template(), format="pdf", sys_inputs=dict(inputs), ignore_system_fonts=built_in, pdf_standards=["ua-1"])
        except typst.TypstError:
            continue
    return typst.compile(_template(), format="pdf", sys_inputs=dict(inputs))


def _template() -> bytes:
    return resources.files(__package__).joinpath("road_book.typ").read_bytes()
