"""Dots of braille in the characters of a terminal: areas filled, lines drawn, text over both."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from mi_trip.maps.sheet import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mi_trip.maps.projection import Spot

ACROSS, DOWN = 2, 4  # dots in a character
BLANK = 0x2800  # the character without dots; Unicode 15, Braille Patterns
BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # of the dots of a character, row by row


@dataclass(frozen=True, slots=True)
class Dots:
    """A field of dots, row by row from the top, each 0 or 1."""

    width: int
    height: int
    rows: list[bytearray]

    @classmethod
    def none(cls, columns: int, rows: int) -> Dots:
        """The empty field of so many characters."""
        return cls(columns * ACROSS, rows * DOWN, [bytearray(columns * ACROSS) for _ in range(rows * DOWN)])

    def fill(self, rings: Iterable[Sequence[Spot]], value: int) -> None:
        """Set all dots whose middles lie within the rings, taken together (what lies within two is outside)."""
        crossings: list[list[float]] = [[] for _ in range(self.height)]
        for ring in rings:
            for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True):
                if a[1] == b[1]:
                    continue
                upper, lower = (a, b) if a[1] < b[1] else (b, a)
                slope = (lower[0] - upper[0]) / (lower[1] - upper[1])
                for row in range(max(0, math.ceil(upper[1] - 0.5)), min(self.height, math.ceil(lower[1] - 0.5))):
                    crossings[row].append(upper[0] + (row + 0.5 - upper[1]) * slope)
        for dots, found in zip(self.rows, crossings, strict=True):
            found.sort()
            for enters, leaves in zip(found[::2], found[1::2], strict=False):
                first, last = max(0, math.ceil(enters - 0.5)), min(self.width, math.ceil(leaves - 0.5))
                if first < last:
                    dots[first:last] = bytes([value]) * (last - first)

    def dot(self, apart: int, but: Dots) -> None:
        """Set single dots, so far apart in staggered rows, where the other field has none."""
        for y in range(0, self.height, apart):
            for x in range(y // apart % 2 * (apart // 2), self.width, apart):
                self.rows[y][x] |= not but.rows[y][x]

    def thinned(self) -> Dots:
        """Every other dot alone, but those at the edges all."""
        rows = []
        for y, row in enumerate(self.rows):
            above, below = self.rows[max(y - 1, 0)], self.rows[min(y + 1, self.height - 1)]
            kept = bytearray(row)
            for x in range(1, self.width - 1):
                if (x + y) % 2 and row[x - 1] and row[x + 1] and above[x] and below[x]:
                    kept[x] = 0
            rows.append(kept)
        return Dots(self.width, self.height, rows)

    def character(self, column: int, row: int) -> int:
        """The bits of the dots in a character."""
        bits = 0
        for down in range(DOWN):
            dots = self.rows[row * DOWN + down]
            for across in range(ACROSS):
                if dots[column * ACROSS + across]:
                    bits |= BITS[down][across]
        return bits


def dots_along(line: Sequence[Spot]) -> Iterator[tuple[int, int]]:
    """The dots of a line in its order, without gaps."""
    last: tuple[int, int] | None = None
    for a, b in pairwise(line):
        steps = max(1, math.ceil(max(abs(b[0] - a[0]), abs(b[1] - a[1])) * 2))
        for step in range(steps + 1):
            dot = math.floor(a[0] + (b[0] - a[0]) * step / steps), math.floor(a[1] + (b[1] - a[1]) * step / steps)
            if dot != last:
                yield dot
            last = dot


@dataclass(frozen=True, slots=True)
class Ink:
    """How characters look on a terminal that has colours: one of the 256, bold, or light on dark turned round."""

    colour: int | None = None
    bold: bool = False
    turned: bool = False

    @property
    def codes(self) -> str:
        """As ECMA-48 writes it (SGR)."""
        codes = ["1"] if self.bold else []
        codes += ["7"] if self.turned else []
        codes += [f"38;5;{self.colour}"] if self.colour is not None else []
        return ";".join(codes)


PLAIN = Ink()


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of characters with their inks. A character two columns wide is followed by an empty one."""

    columns: int
    rows: list[list[tuple[str, Ink]]] = field(default_factory=list)

    def write(self, column: int, row: int, text: str, ink: Ink = PLAIN) -> None:
        """Put text over what is there, as far as it fits."""
        for char in text:
            wide = cells(char)
            if not wide or not 0 <= row < len(self.rows) or not 0 <= column <= self.columns - wide:
                continue
            self.rows[row][column] = (char, ink)
            if wide > 1:
                self.rows[row][column + 1] = ("", ink)
            column += wide

    def paste(self, other: Page, column: int, row: int) -> None:
        """Put another page over a part of this, with a frame on its outermost characters."""
        last_column, last_row = other.columns - 1, len(other.rows) - 1
        other.write(0, 0, f"┌{'─' * (last_column - 1)}┐")
        other.write(0, last_row, f"└{'─' * (last_column - 1)}┘")
        for inner in range(1, last_row):
            other.write(0, inner, "│")
            other.write(last_column, inner, "│")
        for index, cut in enumerate(other.rows):
            self.rows[row + index][column : column + other.columns] = cut

    def lines(self, *, colour: bool) -> list[str]:
        """The rows as text, without blanks at their ends."""
        return [_line(row, colour=colour) for row in self.rows]


def _line(row: list[tuple[str, Ink]], *, colour: bool) -> str:
    last = max((index for index, (char, _) in enumerate(row) if char != " "), default=-1)
    parts: list[str] = []
    on = PLAIN
    for char, wanted in row[: last + 1]:
        ink = PLAIN if char == " " and not wanted.turned else wanted
        if colour and ink != on:
            parts.append(("\x1b[0m" if on != PLAIN else "") + (f"\x1b[{ink.codes}m" if ink != PLAIN else ""))
            on = ink
        parts.append(char)
    return "".join(parts) + ("\x1b[0m" if on != PLAIN else "")
