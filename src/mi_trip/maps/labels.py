"""Where the names and numbers of a map stand: none on another, none over the edge, the weightier first."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise, product
from typing import TYPE_CHECKING

from mi_trip.maps.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mi_trip.maps.projection import Spot

# Widths in twentieths of the letters' height, measured in DejaVu Sans 2.37, the widest of the common fonts, and rounded up: a font that
# is narrower leaves a little air.
_WIDTHS = {
    **dict.fromkeys("'ijlIJ", 6),
    **dict.fromkeys(" ,.·:;/\\|’", 7),
    **dict.fromkeys("-()[]ft", 8),
    **dict.fromkeys("!r", 9),
    **dict.fromkeys('"*_`–', 10),
    **dict.fromkeys("?csz", 12),
    **dict.fromkeys("FLkvxy", 12),
    **dict.fromkeys("ABCKRVXZÅ", 14),
    **dict.fromkeys("NU", 15),
    **dict.fromkeys("DGHOQØ&", 16),
    **dict.fromkeys("#+<=>^~→w", 17),
    "M": 18,
    **dict.fromkeys("%@WmÆæ…", 20),
}
_LETTER = 13  # most small letters and the digits
_OTHER = 20  # letters of other scripts are up to as wide as high
BOLD = 1.13  # how much wider bold letters are: the mean of the same letters in DejaVu Sans Bold 2.37
LONGEST = 26  # letters in a line; a longer name is cut
LOWER = 0.4  # gaps above and below, to those beside: letters have air in their own line
TUCKED = 0.3  # how far a name above or below reaches over what it names, of its width
ONE_LINE = 16  # letters; a longer name of several words takes two lines


def text_width(text: str, height: float, *, bold: bool = False) -> float:
    """How wide a text is at most in a common sans-serif font of a size.

    >>> text_width("Geiranger", 10)
    52.5
    """
    twentieths = sum(_WIDTHS.get(char, _LETTER if char.isascii() or char in "åéèöøäü" else _OTHER) for char in text)
    return twentieths * height * (BOLD if bold else 1) / 20


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text, cut where it is too long for a map.

    >>> shortened("Preikestolen parking and hikers' camp", 24)
    'Preikestolen parking an…'
    """
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def brief(name: str, longest: int = LONGEST) -> str:
    """The name, where it is too long without what stands in brackets or behind a comma, and cut if it still is.

    >>> brief("Ålesund lufthavn, Vigra (AES)", 22), brief("Øye (Hotel Union Øye)", 18), brief("Gudbrandsjuvet", 10)
    ('Ålesund lufthavn', 'Øye', 'Gudbrands…')
    """
    for mark in (" (", ", "):
        if len(name) > longest:
            name = name.partition(mark)[0] or name
    return shortened(name, longest)


def lines_of(name: str) -> tuple[str, ...]:
    """The one or two lines in which a name is written.

    >>> lines_of("Geiranger"), lines_of("Hellesylt ferry quay")
    (('Geiranger',), ('Hellesylt', 'ferry quay'))
    """
    words = name.split(" ")
    if len(name) <= ONE_LINE or len(words) == 1:
        return (shortened(name),)
    splits = [(" ".join(words[:index]), " ".join(words[index:])) for index in range(1, len(words))]
    first, second = min(splits, key=lambda split: max(len(part) for part in split))
    return shortened(first), shortened(second)


@dataclass(frozen=True, slots=True)
class Position:
    """One place where something could stand, and what is against it (0: the best)."""

    box: Box
    against: float = 0.0


@dataclass(frozen=True, slots=True)
class Board:
    """What of a map is taken: boxes that nothing else may touch, and cells that are better left to the lines that run there."""

    frame: Box
    cell: float
    air: tuple[float, float]  # across and down, between what stands on it
    boxes: list[Box] = field(default_factory=list)
    crossed: set[tuple[int, int]] = field(default_factory=set)

    def cross(self, line: Sequence[Spot]) -> None:
        """Note where a line runs."""
        for a, b in pairwise(line):
            steps = 1 + int(max(abs(b[0] - a[0]), abs(b[1] - a[1])) / self.cell)
            for step in range(steps + 1):
                x, y = a[0] + (b[0] - a[0]) * step / steps, a[1] + (b[1] - a[1]) * step / steps
                self.crossed.add((int(x // self.cell), int(y // self.cell)))

    def free(self, box: Box) -> bool:
        """Whether something may stand there."""
        wide = self.aired(box)
        return self.frame.holds(box) and not any(wide.meets(taken) for taken in self.boxes)

    def aired(self, box: Box) -> Box:
        """A box with the air around it."""
        return Box(box.left - self.air[0], box.top - self.air[1], box.right + self.air[0], box.bottom + self.air[1])

    def crossings(self, box: Box) -> int:
        """How many cells with lines a box would cover."""
        columns = range(int(box.left // self.cell), int(box.right // self.cell) + 1)
        rows = range(int(box.top // self.cell), int(box.bottom // self.cell) + 1)
        return sum(map(self.crossed.__contains__, product(columns, rows)))

    def place(self, positions: Iterable[Position], *, per_crossing: float = 1.0, most: int | None = None) -> Box | None:
        """Take the best free position that covers at most so many cells with lines, the earlier of equals; None where there is none."""
        free = []
        for index, position in enumerate(positions):
            covered = self.crossings(position.box) if self.free(position.box) else None
            if covered is not None and (most is None or covered <= most):
                against = position.against + per_crossing * self.crossings(self.aired(position.box))
                free.append((against, index, position.box))
        if not free:
            return None
        box = min(free, key=lambda each: each[:2])[2]
        self.boxes.append(box)
        return box


def around(anchor: Box, width: float, height: float, gaps: Sequence[float], snap: Callable[[Box], Box]) -> Iterator[Position]:
    """Where a text of a size can stand around a box: beside it, then above and below, ever farther from it."""
    x, y = anchor.middle
    for ring, gap in enumerate(gaps):
        right, left = anchor.right + gap + width / 2, anchor.left - gap - width / 2
        above, below = anchor.top - gap * LOWER - height / 2, anchor.bottom + gap * LOWER + height / 2
        tucked = anchor.width * TUCKED + gap
        spots = (
            *((right, y), (left, y), (right - tucked, above), (right - tucked, below)),
            *((left + tucked, above), (left + tucked, below), (x, above), (x, below)),
        )
        for order, spot in enumerate(spots):
            yield Position(snap(Box.around(spot, width, height)), ring * 6 + order * 0.5)
