"""A plan as one web page that needs nothing beside it: maps, days, bookings, costs, sources; for a desk, a phone and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.maps.scenes import trip_scene
from mi_trip.render.book import book_of
from mi_trip.render.html.closing import closing, section
from mi_trip.render.html.day import day_section
from mi_trip.render.html.markup import tag
from mi_trip.render.html.page import DAYS, contents, cover, document, foot
from mi_trip.render.html.timeline import hours_of

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan


def plan_html(plan: Plan, catalogue: Catalogue) -> str:
    """Write the road book as a page: no script, nothing fetched, light and dark."""
    book, scene, hours = book_of(plan, catalogue), trip_scene(plan, catalogue), hours_of(plan.days)
    parts = tuple(closing(book, plan.request.first_day))
    front = cover(book, scene)
    days = (day_section(day, scene, hours, catalogue) for day in book.days)
    return document(
        book,
        front,
        contents(book.days, [(id_, title) for id_, title, _ in parts]),
        tag("main", *days, *(section(*part) for part in parts), id=DAYS),
        foot(book, front),
    )
