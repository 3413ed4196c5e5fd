"""A map in the characters of a terminal: the sea in braille, the ways over it, and below what the days or the numbers are."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING

from mi_trip.maps.braille import ACROSS, BLANK, DOWN, PLAIN, Dots, Ink, Page, dots_along
from mi_trip.maps.colours import TERMINAL_DAYS, TERMINAL_SEA
from mi_trip.maps.drawing import LEAST_KM, NOTICE, Drawing, draw, extent, round_km
from mi_trip.maps.geometry import Box
from mi_trip.maps.lettering import Sign
from mi_trip.maps.projection import extent_km
from mi_trip.maps.sheet import Rank, cells, terminal
from mi_trip.model.route import Mode
from mi_trip.render.words import compressed, km_text, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mi_trip.maps.lettering import Mark
    from mi_trip.maps.scene import Scene

FEWEST_ROWS, MOST_ROWS = 12, 46
MOST_OF_WIDTH = 0.5  # rows a column at most: a map that is higher does not fit the screen
NIGHT, START, DOT = "⌂", "◦", "•"  # of one column also where ambiguous characters take two (Unicode 15, EastAsianWidth)
EVERY = 8  # characters from number to number along a way where no colour tells the days apart
LONGEST_SCALE = 24  # characters
FAINT = 244  # a grey of the palette of 256
NO_NOTES: Mapping[int, str] = MappingProxyType({})
STIPPLE = 4  # dots from one to the next where no coast is known
UNKNOWN = "Sparse dots: coast not drawn"
BETWEEN = 3  # characters between the columns of a list
SHORTEST_ENDS = 32  # characters; where there are fewer for the ends of a day, nothing more is told of it

# Dots drawn and left out, in turn.
DASHES: dict[Mode, tuple[int, int]] = {
    Mode.FERRY: (4, 2),
    Mode.BOAT: (4, 2),
    Mode.FLIGHT: (1, 2),
    Mode.WALK: (1, 1),
    Mode.GONDOLA: (2, 1),
}


def map_text(scene: Scene, *, columns: int, colour: bool, day: int | None = None, notes: Mapping[int, str] = NO_NOTES) -> str:
    """The map of a trip, or of one of its days, in lines of at most so many columns; without ``colour`` no escapes are in it.

    ``notes``: what to tell of the days, by number, behind their ends.
    """
    drawing = draw(scene, terminal(columns, rows_for(scene if day is None else scene.of_day(day), columns)), day=day)
    page = _page(drawing, colour=colour)
    days = [_day_line(scene, number, notes.get(number, ""), columns, colour=colour) for number in drawing.days if number]
    return "\n".join([*page.lines(colour=colour), *_foot(drawing, columns), *_numbered(scene, columns), *days])


def _page(drawing: Drawing, *, colour: bool, rim: int = 0) -> Page:
    """All of a map from the ground up, what is drawn larger in a corner on top, in a frame; ``rim``: characters left to that of its own."""
    page = _ground(drawing, colour=colour)
    degrees = _degrees(drawing, rim)
    _ways(drawing, page, numbers=not colour and len(drawing.days) > 1, taken=[box for box, _ in degrees])
    for box, told in degrees:
        _write(page, box, told, Ink(FAINT))
    for mark in drawing.marks:
        _mark(mark, page)
    for name in drawing.names:
        ink = Ink(bold=True) if name.rank is Rank.NIGHT else Ink(FAINT) if name.rank is Rank.PLACE else PLAIN
        if name.rank is Rank.PLACE:
            _write(page, name.anchor, "·", ink)
        _clear_sea(page, name.box)
        _write(page, name.box, name.lines[0], ink)
    if inset := drawing.inset:
        box = inset.box
        page.paste(_page(inset.drawing, colour=colour, rim=1), int(box.left) // ACROSS, int(box.top) // DOWN)
    return page


def rows_for(scene: Scene, columns: int) -> int:
    """How many rows show a scene without waste at a width."""
    margin = terminal(columns, 1).margin
    east, north = (max(reach, LEAST_KM) for reach in extent_km(extent(scene)))
    unit_km = east / max(columns * ACROSS - 2 * margin, 1)
    rows = round((north / unit_km + 2 * margin) / DOWN)
    return max(FEWEST_ROWS, min(rows, MOST_ROWS, int(columns * MOST_OF_WIDTH)))


def _ground(drawing: Drawing, *, colour: bool) -> Page:
    """The sea, and where no coast is known the lines of the graticule; where it ends, dots beyond it."""
    columns, rows = int(drawing.view.width) // ACROSS, int(drawing.view.height) // DOWN
    sea, grid, known = (Dots.none(columns, rows) for _ in range(3))
    sea.fill(drawing.known, 1)
    sea.fill(drawing.land, 0)
    sea.fill(drawing.lakes, 1)
    known.fill(drawing.known, 1)
    if not colour:
        sea = sea.thinned()
    if drawing.known and drawing.grid:
        grid.dot(STIPPLE, known)
    for line in drawing.grid:
        for index, (x, y) in enumerate(dots_along(line.line)):
            if index % 4 == 0 and 0 <= x < grid.width and 0 <= y < grid.height:
                grid.rows[y][x] = 1
    page = Page(columns)
    for row in range(rows):
        found = [(sea.character(column, row), grid.character(column, row)) for column in range(columns)]
        page.rows.append([_braille(*((bits, TERMINAL_SEA) if bits else (thin, FAINT))) for bits, thin in found])
    return page


def _braille(bits: int, colour: int) -> tuple[str, Ink]:
    return (chr(BLANK + bits), Ink(colour)) if bits else (" ", PLAIN)


def _degrees(drawing: Drawing, rim: int) -> list[tuple[Box, str]]:
    """The names of the lines of the graticule, each at its foot, those alone that nothing else stands on."""
    right, bottom = drawing.view.width - rim * ACROSS, drawing.view.height - rim * DOWN
    standing = [mark.box for mark in drawing.marks] + [name.box for name in drawing.names]
    taken = [box.grown(ACROSS) for box in standing]
    taken += [drawing.inset.box] if drawing.inset else []
    found: list[tuple[Box, str]] = []
    for line in drawing.grid:
        width = cells(line.name) * ACROSS
        left = min(line.foot[0] // ACROSS * ACROSS, right - width)
        top = min(line.foot[1] // DOWN * DOWN, bottom - DOWN)
        box = Box(left, top, left + width, top + DOWN)
        if not any(box.meets(other) for other in taken):
            found.append((box, line.name))
            taken.append(box.grown(ACROSS))
    return found


def _ways(drawing: Drawing, page: Page, *, numbers: bool, taken: Sequence[Box]) -> None:
    """The lines over the ground: a character with a line in it shows no sea, which makes a rim on the water."""
    columns, rows = page.columns, len(page.rows)
    digits: list[tuple[int, int, str]] = []
    for lane in drawing.lanes:
        dots = Dots.none(columns, rows)
        on, off = DASHES.get(lane.mode, (1, 0))
        touched: dict[tuple[int, int], None] = {}
        for line in lane.lines:
            for index, (x, y) in enumerate(dots_along(line)):
                for thick_x, thick_y in ((x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)):
                    if 0 <= thick_x < dots.width and 0 <= thick_y < dots.height:
                        touched[thick_x // ACROSS, thick_y // DOWN] = None
                        dots.rows[thick_y][thick_x] |= index % (on + off) < on
        for column, row in touched:
            under, ink = page.rows[row][column]
            bits = dots.character(column, row) | (ord(under) - BLANK if ink == ink_of(lane.day) else 0)
            page.rows[row][column] = (chr(BLANK + bits) if bits else " ", ink_of(lane.day) if bits else PLAIN)
        digits += [(*cell, str(lane.day)) for index, cell in enumerate(touched) if index % EVERY == EVERY // 2]
    if numbers:
        told = {(column, int(box.top) // DOWN) for box in taken for column in range(int(box.left) // ACROSS, int(box.right) // ACROSS)}
        for column, row, day in digits:
            if not any((column + near, row) in told for near in range(-3, 4)):
                page.write(column, row, day)
                told.add((column, row))


def ink_of(day: int) -> Ink:
    """The colour of a day; that of ways on no day is the first."""
    return Ink(TERMINAL_DAYS[(max(day, 1) - 1) % len(TERMINAL_DAYS)])


def _mark(mark: Mark, page: Page) -> None:
    ink = ink_of(mark.day)
    match mark.sign:
        case Sign.NIGHT:
            _write(page, mark.box, f"{mark.text}{NIGHT}", Ink(bold=True))
        case Sign.START:
            _write(page, mark.box, START, Ink(bold=True))
        case Sign.DOT:
            _write(page, mark.box, DOT, ink)
        case _:
            _write(page, mark.box, mark.text or DOT, Ink(ink.colour, bold=True, turned=bool(mark.text)))


def _write(page: Page, box: Box, text: str, ink: Ink) -> None:
    page.write(int(box.left) // ACROSS, int(box.top) // DOWN, plain(text), ink)


def _clear_sea(page: Page, box: Box) -> None:
    """Leave a blank to the left and to the right of a name in the sea."""
    row = int(box.top) // DOWN
    for column in (int(box.left) // ACROSS - 1, int(box.right) // ACROSS):
        if 0 <= column < page.columns and page.rows[row][column][1] == Ink(TERMINAL_SEA):
            page.rows[row][column] = (" ", PLAIN)


def _foot(drawing: Drawing, columns: int) -> Iterator[str]:
    """The scale, and where the coastline is from."""
    km = round_km(LONGEST_SCALE * ACROSS * drawing.view.unit_km)
    long = max(3, round(km / drawing.view.unit_km / ACROSS))
    scale = f"├{'─' * (long - 2)}┤ {km_text(km)} km"
    notice = NOTICE if drawing.known else ""
    gap = columns - cells(scale) - len(notice)
    yield from [f"{scale}{' ' * gap}{notice}".rstrip()] if gap > 1 else [scale, shortened_to(notice, columns)]
    if drawing.coast_ends:
        yield shortened_to(UNKNOWN, columns)


def _numbered(scene: Scene, columns: int) -> Iterator[str]:
    """What the numbers of places on no day stand for, in as many columns as fit, to be read downwards."""
    stops = [stop for stop in scene.stops if not stop.day]
    if len(stops) < 2:
        return
    told = [shortened_to(f"{stop.number:>2} {plain(stop.name)}", columns) for stop in stops]
    wide = max(map(cells, told)) + BETWEEN
    high = math.ceil(len(told) / max((columns + BETWEEN) // wide, 1))
    for row in range(high):
        yield "".join(f"{each}{' ' * (wide - cells(each))}" for each in told[row::high]).rstrip()


def _day_line(scene: Scene, day: int, note: str, columns: int, *, colour: bool) -> str:
    """The line of a day: its number with its colour, its ends, and behind them the note where there is room for it."""
    behind = f" · {plain(note)}" if note else ""
    if columns - cells(behind) < SHORTEST_ENDS:
        behind = ""
    told = shortened_to(f"{day:>2} ── {_from_to(scene, day)}", columns - cells(behind)) + behind
    return f"\x1b[{ink_of(day).codes}m{told[:5]}\x1b[0m{told[5:]}" if colour else told


def _from_to(scene: Scene, day: int) -> str:
    """Where a day begins and where it ends."""
    of_day = scene.of_day(day)
    ends = [plain(stop.name) for stop in (*of_day.stops[:1], *of_day.stops[-1:])]
    if of_day.ways and len(set(ends)) == 1:
        return f"{ends[0]} and back"
    return " → ".join(compressed(ends))


def shortened_to(text: str, columns: int) -> str:
    """The text, cut where it takes more columns.

    >>> shortened_to("Ålesund → Stranda", 10)
    'Ålesund →…'
    """
    if cells(text) <= columns:
        return text
    while cells(text) > columns - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"
