"""A page about something: a title, what it is, and sections of entries. For a terminal or for a pipe."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BOLD, NORMAL = "\x1b[1m", "\x1b[0m"
WIDEST = 110  # columns; longer lines are hard to read


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a section: what it is, and what there is to know of it."""

    head: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under a title; one without entries is not shown."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All there is to say about one thing."""

    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...] = ()


def entry(head: str, *details: str) -> Entry:
    """Build an entry of the details that say something."""
    return Entry(head, tuple(detail for detail in details if detail))


def page(title: str, lines: Iterable[str], *sections: Section) -> Page:
    """Build a page of the lines and sections that say something."""
    return Page(title, tuple(line for line in lines if line), tuple(section for section in sections if section.entries))


def plain_page(one: Page) -> str:
    """The page for a pipe: one record a line, its parts set apart by tabs, never cut."""
    lines = [one.title, *one.lines]
    for section in one.sections:
        lines += ["", section.title]
        lines += ("\t".join((item.head, *item.details)) for item in section.entries)
    return "\n".join(lines) + "\n"


def laid_out_page(one: Page, *, width: int, colour: bool) -> str:
    """The page for a terminal of so many columns."""
    columns = min(width, WIDEST)
    lines = [_bold(line, colour=colour) for line in _wrapped(one.title, columns, 0)]
    for line in one.lines:
        lines += _wrapped(line, columns, 0)
    for section in one.sections:
        lines += ["", _bold(section.title, colour=colour)]
        for item in section.entries:
            lines += _wrapped(item.head, columns, 2)
            for detail in item.details:
                lines += _wrapped(detail, columns, 6)
    return "\n".join(lines) + "\n"


def _wrapped(text: str, columns: int, indent: int) -> Iterator[str]:
    first, after = " " * indent, " " * (indent + 2 if indent else 0)
    yield from textwrap.wrap(
        text, columns, initial_indent=first, subsequent_indent=after, break_long_words=False, break_on_hyphens=False
    ) or [""]


def _bold(text: str, *, colour: bool) -> str:
    return f"{BOLD}{text}{NORMAL}" if colour else text
