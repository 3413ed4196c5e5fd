"""What follows the days: what to book, what it costs, what to know, and where all that is known from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.render import words
from mi_trip.render.book import NOTHING_TO_BOOK
from mi_trip.render.html.markup import NONE, Markup, each, joined, phone_link, tag, web_link
from mi_trip.render.html.tables import Column, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mi_trip.render.book import Book, Costs, NumberedSource
    from mi_trip.render.bookings import BookingRow


def closing(book: Book, first_day: date) -> Iterator[tuple[str, str, Markup]]:
    """The sections by id and title."""
    yield "to-book", "To book", _bookings(book.bookings, first_day)
    yield "cost", "Cost", _costs(book.costs)
    if book.notices:
        yield "good-to-know", "Good to know", tag("ul", each("li", book.notices))
    yield "sources", "Sources", _sources(book.sources)


def section(id_: str, title: str, inside: Markup) -> Markup:
    """A section with its heading."""
    return tag("section", tag("h2", title, id=f"{id_}-title"), inside, class_="closing", id=id_, aria_labelledby=f"{id_}-title")


def _bookings(rows: tuple[BookingRow, ...], first_day: date) -> Markup:
    if not rows:
        return tag("p", NOTHING_TO_BOOK)
    columns = [
        Column("Need", "need"),
        Column("Book by", "by"),
        Column("For", "for"),
        Column("What", "what"),
        Column("With whom", "whom"),
        Column("Note", "notes"),
    ]
    told = [
        (
            tag("span", words.plain(row.need_text), class_="booked" if row.booked else "pressing" if row.need == "required" else ""),
            row.by_text(first_day),
            words.short_day(row.date),
            row.what,
            _contact(row),
            row.note,
        )
        for row in rows
    ]
    return table("What has to be booked", columns, told, class_="bookings", row_heads=3)


def _contact(row: BookingRow) -> Markup:
    """Whom to ask and where."""
    told = [part for part in (joined(row.who), web_link(row.web), phone_link(row.phone)) if part]
    return joined(*(joined(", " if index else "", part) for index, part in enumerate(told)))


def _costs(costs: Costs) -> Markup:
    rows = [(fact.label, fact.text) for fact in costs.lines]
    rows.append((tag("strong", "In all"), tag("strong", costs.total)))
    if costs.each:
        rows.append(("Each", costs.each))
    sums = table("What it costs", [Column(costs.party, "what"), Column(costs.currency, "cost")], rows, class_="sums", row_heads=0)
    covers = (("Included", costs.included), ("Not included", costs.not_included))
    covered = [joined(tag("b", f"{label}:"), " ", told) for label, told in covers]
    return tag("div", sums, tag("ul", each("li", covered)), class_="costs")


def _sources(sources: tuple[NumberedSource, ...]) -> Markup:
    told = [(source, joined(" ", web_link(source.url)) if source.url else NONE) for source in sources]
    return tag("ol", *(tag("li", source.text, link, id=f"source-{source.number}") for source, link in told))
