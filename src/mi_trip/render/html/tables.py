"""Tables that read well on a desk, on a phone, where each row becomes a card, and to those who listen to them.

The roles are written out: some browsers forget that a table is one once it is laid out as cards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_trip.render.html.markup import Markup, joined, tag, unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and the class of its cells."""

    head: str
    class_: str = ""


def table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[str]], *, class_: str, row_heads: int) -> Markup:
    """A table with a caption for those who listen; ``row_heads``: the column whose cells are the heads of their rows."""
    heads = tag("tr", *(tag("th", column.head, class_=column.class_, scope="col", role="columnheader") for column in columns), role="row")
    body = joined(*(_row(columns, row, row_heads) for row in rows))
    parts = (tag("thead", heads, role="rowgroup"), tag("tbody", body, role="rowgroup"))
    return tag("table", tag("caption", unseen(caption)), *parts, class_=class_, role="table")


def _row(columns: Sequence[Column], cells: Sequence[str], row_heads: int) -> Markup:
    written = []
    for index, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        if index == row_heads:
            written.append(tag("th", cell, class_=column.class_, scope="row", role="rowheader"))
        else:
            written.append(tag("td", cell, class_=column.class_, role="cell", data_head=column.head))
    return tag("tr", *written, role="row")
