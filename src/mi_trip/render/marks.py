"""Markdown's marks: text from data that acts on nothing, links, and tables that read well raw."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mi_trip.render.addresses import web_address
from mi_trip.render.units import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

_ACTS = re.compile(r"[\\`*\[\]<>|~$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")  # _ and & act only in some places
_LEADS = re.compile(r"^([#+=-]|:(?=-))")
_NUMBERS = re.compile(r"^(\d+)([.)])(?=\s|$)")
_WIDEST = 48  # characters to which a column is filled up


def escaped(text: str) -> str:
    r"""The text with everything escaped that would act in Markdown or HTML.

    >>> escaped("Hotel [closed] <b>A_B</b> | 1*2")
    'Hotel \\[closed\\] \\<b\\>A_B\\</b\\> \\| 1\\*2'
    """
    shown = _ACTS.sub(lambda found: "\\" + found[0], plain(text))
    return _NUMBERS.sub(r"\1\\\2", _LEADS.sub(r"\\\1", shown))


def link(web: str) -> str:
    """A link to a web page or a bare domain; anything else as text.

    >>> link("hotelaak.no"), link("ask them")
    ('<https://hotelaak.no>', 'ask them')
    """
    address = web_address(web)
    return f"<{address}>" if address else escaped(web)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[str] = ()) -> list[str]:
    """The lines of a table of escaped cells, filled up so that its columns stand in line; ``right`` names the columns of numbers."""
    widths = [min(max(3, *(len(row[i]) for row in (heads, *rows))), _WIDEST) for i in range(len(heads))]
    ruler = ["-" * (width - 1) + ":" if head in right else "-" * width for head, width in zip(heads, widths, strict=True)]

    def line(cells: Sequence[str]) -> str:
        filled = (cell.rjust(width) if head in right else cell.ljust(width) for head, cell, width in zip(heads, cells, widths, strict=True))
        return f"| {' | '.join(filled)} |"

    return [line(heads), line(ruler), *(line(row) for row in rows)]
