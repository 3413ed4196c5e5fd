"""A plan as a road book in Markdown that reads well raw and rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.model.plan import Night, Visit
from mi_trip.render import words
from mi_trip.render.book import ABOUT_NOTE, NOTHING_TO_BOOK, book_of
from mi_trip.render.marks import escaped, link, table
from mi_trip.render.on_a_map import MapReferences

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.render.book import Book, BookDay
    from mi_trip.render.rows import Row

LONG_NOTES = 60  # characters from which on notes stand below the table


def plan_markdown(plan: Plan, catalogue: Catalogue) -> str:
    """Write the road book: summary, days, bookings, cost, what to know, sources."""
    book = book_of(plan, catalogue)
    maps = MapReferences(catalogue)
    days = [[*_day_table(day, escaped(book.costs.currency)), *_worth(day), *_screen(day), *maps.day(day.day)] for day in book.days]
    sections = [_head(book), *days, _bookings(book, plan), _cost(book), _good_to_know(book), _sources(book), maps.definitions()]
    return "\n".join(line for section in sections for line in section).rstrip() + "\n"


def _head(book: Book) -> list[str]:
    lines = [f"- **{fact.label}:** {escaped(fact.text)}" for fact in book.summary]
    below = [escaped(book.subtitle), ""] if book.subtitle else []
    return [f"# {escaped(book.title)}", "", *below, *_quoted(book.note), *lines, "", ABOUT_NOTE, ""]


def _quoted(note: str) -> list[str]:
    """The traveller's own words."""
    return [f"> {escaped(note)}", ""] if note else []


def _day_table(day: BookDay, currency: str) -> list[str]:
    title = f"## {escaped(day.title)}"
    below: list[str] = []
    heads = ["Time", "What", "Where", "How long", "km", currency, "Notes"]
    rows = [
        [
            row.time_text,
            _marked(row.what, row.event),
            escaped(row.where),
            row.duration_text,
            row.km_text,
            row.cost_text,
            escaped(_notes(row, below)),
        ]
        for row in day.rows
    ]
    lines = [f"{number}. {escaped(note)}" for number, note in enumerate(below, 1)]
    return [title, "", day.line, "", *_quoted(day.note), *table(heads, rows, right=heads[3:6]), "", *([*lines, ""] if lines else [])]


def _notes(row: Row, below: list[str]) -> str:
    """The notes for the last column; what is too long for it goes below the table, under a number."""
    told = "; ".join(row.all_notes)
    if len(told) <= LONG_NOTES:
        return told
    see = f"see note {len(below) + 1}"
    beside = "; ".join((*row.notes, see))
    if row.own and len(beside) <= LONG_NOTES:
        below.append(row.own)
        return beside
    below.append(told)
    return see


def _marked(text: str, event: object) -> str:
    return f"**{escaped(text)}**" if isinstance(event, Visit | Night) else escaped(text)


def _worth(day: BookDay) -> list[str]:
    lines = [f"- **{escaped(one.name)}** ({one.rating}): {escaped(one.told)}".removesuffix(": ") for one in day.worth]
    return [*lines, ""] if lines else []


def _screen(day: BookDay) -> list[str]:
    lines = [
        f"- {escaped(one.place)}, *{escaped(one.film)}*, {escaped(one.relation)}: {escaped(one.told)}"
        + (f" ({one.cited})" if one.cited else "")
        for one in day.screen
    ]
    return ["On screen:", "", *lines, ""] if lines else []


def _bookings(book: Book, plan: Plan) -> list[str]:
    rows = [
        [
            escaped(row.need_text),
            row.by_text(plan.request.first_day),
            words.short_day(row.date),
            escaped(row.what),
            ", ".join(part for part in (escaped(row.who), link(row.web) if row.web else "", escaped(row.phone)) if part),
            escaped(row.note),
        ]
        for row in book.bookings
    ]
    if not rows:
        return ["## To book", "", NOTHING_TO_BOOK, ""]
    return ["## To book", "", *table(["Need", "Book by", "For", "What", "With whom", "Note"], rows), ""]


def _cost(book: Book) -> list[str]:
    costs = book.costs
    rows = [[line.label, line.text] for line in costs.lines]
    rows.append(["**In all**", f"**{costs.total}**"])
    if costs.each:
        rows.append(["Each", costs.each])
    currency = escaped(costs.currency)
    return [
        "## Cost",
        "",
        *table([escaped(costs.party), currency], rows, right=[currency]),
        "",
        f"- **Included:** {escaped(costs.included)}",
        f"- **Not included:** {escaped(costs.not_included)}",
        "",
    ]


def _good_to_know(book: Book) -> list[str]:
    lines = [f"- {escaped(line)}" for line in book.notices]
    return ["## Good to know", "", *lines, ""] if lines else []


def _sources(book: Book) -> list[str]:
    lines = []
    for source in book.sources:
        text = " ".join(part for part in (escaped(source.text), link(source.url) if source.url else "") if part)
        lines.append(f"{source.number}. {text}")
    return ["## Sources", "", *lines, "", book.checked, ""]
