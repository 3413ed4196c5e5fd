"""What a map is drawn on: how large it is, and how large what stands on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from mi_trip.maps.geometry import Box
from mi_trip.maps.labels import brief, lines_of, text_width

IN_CHARACTERS = 20  # the longest name in a terminal
PART_MARGIN = 0.8  # of that of a whole map
LETTERS = (13.0, 12.0, 11.0)  # the heights of names in a picture, by rank
LINE = 1.15  # from line to line of a name, in heights of its letters


class Rank(IntEnum):
    """How much a name matters: the first are written first."""

    NIGHT = 0
    STOP = 1
    PLACE = 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet in its own units, pixels of a picture or dots of a terminal.

    ``margin``: from its edge to the nearest place, ``rim`` to the nearest text; ``lane_gap``: between days on the same road;
    ``within``: how exact lines are; ``speck``: the area of islands too small to draw; ``air``: between texts, across and down;
    ``cell``: the steps of what looks for lines under names; ``letters``: the heights of names by rank;
    ``mark``: the height of a numbered mark; ``gaps``: how far from a mark its name may stand; ``covers``: how many of the cells
    with lines a name may hide, by rank; ``grid``: the width and height of a character where texts stand only in rows and columns.
    """

    width: float
    height: float
    margin: float
    rim: float
    lane_gap: float
    within: float
    speck: float
    air: tuple[float, float]
    cell: float
    letters: tuple[float, float, float]
    mark: float
    gaps: tuple[float, ...]
    covers: tuple[int | None, ...]
    grid: tuple[int, int] | None = None

    def part(self, box: Box) -> Sheet:
        """The sheet of a part in a frame, smaller all round."""
        rim = self.grid[1] if self.grid else self.rim
        return replace(self, width=box.width, height=box.height, margin=self.margin * PART_MARGIN, rim=rim)

    @property
    def box(self) -> Box:
        """All of it."""
        return Box(0.0, 0.0, self.width, self.height)

    def snapped(self, box: Box) -> Box:
        """The box moved to where text can stand."""
        if not self.grid:
            return box
        left, top = round(box.left / self.grid[0]) * self.grid[0], round(box.top / self.grid[1]) * self.grid[1]
        return Box(left, top, left + box.right - box.left, top + box.bottom - box.top)

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines in which a name is written."""
        return (brief(name, IN_CHARACTERS),) if self.grid else lines_of(name)

    def name_size(self, lines: tuple[str, ...], rank: Rank) -> tuple[float, float]:
        """How wide and high a name is."""
        if self.grid:
            return cells(lines[0]) * self.grid[0], self.grid[1]
        height = self.letters[rank]
        return max(text_width(line, height, bold=rank is Rank.NIGHT) for line in lines), height * LINE * len(lines)

    def mark_size(self, text: str, *, night: bool) -> tuple[float, float]:
        """How wide and high a mark with a text (its number) is, with a bed in it for a night."""
        if self.grid:
            return max(1, len(text) + (night and bool(text))) * self.grid[0], self.grid[1]
        wide = text_width(text, self.mark * LETTER_IN_MARK, bold=True) + (self.mark * BED if night else 0)
        return max(self.mark, wide + self.mark * (0.62 if night and text else 0.45)), self.mark

    def number_size(self, text: str) -> tuple[float, float]:
        """How wide and high the number of a day is on its line."""
        width, height = self.mark_size(text, night=False)
        return (width, height) if self.grid else (width * ON_LINE, height * ON_LINE)


ON_LINE = 0.85  # how much smaller numbers on lines are
LETTER_IN_MARK = 0.62  # of the mark's height
BED = 0.8  # the width of a bed, of the mark's height


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    from rich.cells import cell_len

    return cell_len(text)


def picture(width: float, height: float) -> Sheet:
    """The sheet of a picture in pixels."""
    return Sheet(
        width=width,
        height=height,
        margin=38,
        rim=3,
        lane_gap=3.6,
        within=0.6,
        speck=1.5,
        air=(2, 1),
        cell=4,
        letters=LETTERS,
        mark=18,
        gaps=(3, 12, 26, 44, 70, 110),
        covers=(None, 3, 3),
    )


def terminal(columns: int, rows: int) -> Sheet:
    """The sheet of a terminal in dots of braille, two across and four down in each character."""
    return Sheet(
        width=columns * 2,
        height=rows * 4,
        margin=8,
        rim=0,
        lane_gap=2,
        within=0.5,
        speck=0.7,
        air=(1.5, 0),
        cell=2,
        letters=(4, 4, 4),
        mark=4,
        gaps=(2, 6, 10),
        covers=(None, 2, 0),
        grid=(2, 4),
    )
