"""What the pages of the road book say, as the template takes it: texts in JSON, nothing escaped, for nothing is read as markup."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from mi_trip.maps.colours import LIGHT
from mi_trip.model.driving import driving
from mi_trip.model.plan import Night, Visit
from mi_trip.model.request import CarChoice
from mi_trip.render import totals, words
from mi_trip.render.addresses import phone_address, web_address
from mi_trip.render.book import ABOUT_NOTE, NOTHING_TO_BOOK
from mi_trip.render.links import day_links
from mi_trip.render.scene_times import stop_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mi_trip.maps.scene import Scene
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.render.book import Book, BookDay, NumberedSource, OnScreen
    from mi_trip.render.bookings import BookingRow
    from mi_trip.render.rows import Row

RUNNING_TITLE = 80  # characters of the title that fit the head of a page


def pages(book: Book, plan: Plan, catalogue: Catalogue, scene: Scene) -> dict[str, object]:
    """All but the maps."""
    facts = {fact.label: fact.text for fact in book.summary}
    return {
        "title": book.title,
        "running-title": book.title if len(book.title) <= RUNNING_TITLE else f"{book.title[: RUNNING_TITLE - 1].rstrip()}…",
        "subtitle": book.subtitle,
        "note": book.note,
        "dates": facts["When"],
        "who": facts.get("Travellers", facts["Who"]),
        "route": facts["Route"],
        "about": ABOUT_NOTE,
        "about-short": f"{words.ABOUT} estimated or assumed",
        "facts": [{"label": label, "text": text} for label, text in facts.items()],
        "driven": plan.request.car is not CarChoice.NONE,
        "currency": book.costs.currency,
        "days": [_day(day, catalogue, scene) for day in book.days],
        "bookings": list(_bookings(book.bookings, plan)),
        "nothing-to-book": NOTHING_TO_BOOK,
        "costs": _costs(book),
        "notices": list(book.notices),
        "sources": [_source(source) for source in book.sources],
        "checked": book.checked,
    }


def _day(page: BookDay, catalogue: Catalogue, scene: Scene) -> dict[str, object]:
    day = page.day
    films = {shown.film for shown in page.screen}
    film = films.pop() if len(films) == 1 else ""
    nights = [words.location_name(night.location, catalogue) for night in day.only(Night)]
    numbers = stop_numbers(day, scene)
    links = day_links(day, catalogue)
    return {
        "number": day.number,
        "name": f"Day {day.number}",
        "title": page.title,
        "colour": LIGHT.day(day.number),
        "date": page.date_text,
        "short-date": words.short_day(day.date),
        "ends": page.ends,
        "line": page.line,
        "note": page.note,
        "driving": totals.driving_text(driving((day,))),
        "night": ", ".join(nights),
        "links": [{"label": way.label, "url": way.url} for way in links.google],
        "places": [{"name": place.name, "geo": place.geo, "openstreetmap": place.openstreetmap} for place in links.places],
        "rows": [_row(row, numbers.get(row.event.start)) for row in page.rows],
        "worth": [{"name": worth.name, "rating": worth.rating, "told": worth.told} for worth in page.worth],
        "film": film,
        "screen": [_on_screen(shown, film) for shown in page.screen],
    }


def _row(row: Row, stop: int | None) -> dict[str, object]:
    return {
        "stop": stop,
        "time": row.time_text,
        "what": row.what,
        "where": row.where,
        "done": isinstance(row.event, Visit | Night),
        "night": isinstance(row.event, Night),
        "duration": row.duration_text,
        "km": row.km_text,
        "cost": row.cost_text,
        "notes": "; ".join(row.notes),
        "own": row.own,
    }


def _on_screen(shown: OnScreen, film: str) -> dict[str, object]:
    """What was filmed, without the film where the heading says it."""
    return {
        "place": shown.place,
        "film": "" if shown.film == film else shown.film,
        "relation": shown.relation,
        "told": shown.told,
        "sources": list(shown.sources),
    }


def _bookings(rows: Sequence[BookingRow], plan: Plan) -> Iterator[dict[str, object]]:
    """The bookings by how urgent they are, what is booked as the last."""
    for need, group in groupby(rows, key=lambda row: row.need_text):
        yield {"need": words.sentence_case(need), "rows": [_booking(row, plan) for row in group]}


def _booking(row: BookingRow, plan: Plan) -> dict[str, object]:
    contact = ((row.who, ""), (row.web, web_address(row.web)), (row.phone, phone_address(row.phone)))
    return {
        "booked": row.booked,
        "by": row.by_text(plan.request.first_day),
        "for-day": words.short_day(row.date),
        "what": row.what,
        "contact": [{"text": text, "url": url} for text, url in contact if text],
        "note": row.note,
    }


def _costs(book: Book) -> dict[str, object]:
    costs = book.costs
    return {
        "party": costs.party,
        "currency": costs.currency,
        "lines": [{"label": line.label, "text": line.text} for line in costs.lines],
        "total": costs.total,
        "each": costs.each,
        "included": costs.included,
        "not-included": costs.not_included,
    }


def _source(source: NumberedSource) -> dict[str, object]:
    return {"number": source.number, "text": source.text, "shown": words.plain(source.url), "url": web_address(source.url)}
