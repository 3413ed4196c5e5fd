"""The strip under a map as a picture: the scale, the kinds of lines, and what to know of the coast, in as many rows as they take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_trip.maps.colours import LIGHT
from mi_trip.maps.drawing import NOTICE, round_km
from mi_trip.maps.graticule import hatching
from mi_trip.maps.labels import text_width
from mi_trip.maps.svg_elements import SMALL, number, path, small
from mi_trip.maps.svg_lines import CORE, KIND, SLEEPERS, STROKES, stroke
from mi_trip.render.words import km_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.maps.drawing import Drawing

FIRST, NEXT = 24.0, 15.0  # the heights of the first row and of those after it
EDGE, GAP = 10.0, 10.0  # beside the rows, and between what stands in them
LONGEST_SCALE = 90.0
SAMPLE = 21.0  # how long a kind of line is drawn
UNKNOWN = "coast not drawn"  # what hatching says
NOTICE_SIZE = SMALL * 0.9
HATCHED = 5.0  # between the lines of a sample of hatching


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands in the strip: the scale, a kind of line, the hatching or the notice; how wide it is, and its left end in its row."""

    what: str
    width: float
    row: int
    left: float


def foot_pieces(drawing: Drawing, width: float) -> list[Piece]:
    """What is told under a map, in rows from the left; the notice ends its row."""
    present = {KIND[lane.mode] for lane in drawing.lanes}
    kinds = [*(kind for kind in STROKES if kind in present), *([UNKNOWN] if drawing.coast_ends else [])]
    wanted = [("scale", _scale_width(drawing.view.unit_km)), *((kind, SAMPLE + 5 + text_width(kind, SMALL)) for kind in kinds)]
    wanted += [(NOTICE, text_width(NOTICE, NOTICE_SIZE))] if drawing.known else []
    pieces: list[Piece] = []
    row, left = 0, EDGE
    for what, wide in wanted:
        if left > EDGE and left + wide > width - EDGE:
            row, left = row + 1, EDGE
        pieces.append(Piece(what, wide, row, width - EDGE - wide if what == NOTICE else left))
        left += wide + GAP
    return pieces


def foot_height(rows: int) -> float:
    """How high the strip is with so many rows."""
    return FIRST + (rows - 1) * NEXT


def foot_svg(drawing: Drawing, width: float, height: float, rows: int) -> Iterator[str]:
    """The strip under the map of a picture that is so wide and high."""
    top = height - foot_height(rows)
    yield f'<rect class="foot" y="{number(top)}" width="{number(width)}" height="{number(height - top)}" fill="{LIGHT.halo}"/>'
    for piece in foot_pieces(drawing, width):
        y = top + FIRST * 0.62 + piece.row * NEXT
        if piece.what == "scale":
            yield from scale_svg(drawing.view.unit_km, piece.left, y)
        elif piece.what == NOTICE:
            yield small(NOTICE, width - EDGE, y, anchor="end", size=NOTICE_SIZE)
        else:
            yield from _sample(piece.what, piece.left, y)
            yield small(piece.what, piece.left + SAMPLE + 5, y)


def scale_svg(unit_km: float, x: float, y: float) -> Iterator[str]:
    """The scale: a round number of kilometres, and how long they are."""
    km = round_km(LONGEST_SCALE * unit_km)
    bar = path([((x, y - 6), (x, y - 2), (x + km / unit_km, y - 2), (x + km / unit_km, y - 6))])
    yield f'<path class="scale" fill="none" stroke="{LIGHT.ink}" stroke-width="1.2" d="{bar}"/>'
    yield small(f"{km_text(km)} km", x + km / unit_km + 6, y)


def _scale_width(unit_km: float) -> float:
    km = round_km(LONGEST_SCALE * unit_km)
    return km / unit_km + 6 + text_width(f"{km_text(km)} km", SMALL)


def _sample(what: str, x: float, y: float) -> Iterator[str]:
    """A little of a kind of line, or of the hatching."""
    if what == UNKNOWN:
        yield f'<rect class="beyond" x="{number(x)}" y="{number(y - 9)}" width="{number(SAMPLE)}" height="11" fill="{LIGHT.beyond}"/>'
        lines = [[(x + a, y - 9 + b) for a, b in line] for line in hatching(SAMPLE, 11.0, HATCHED)]
        yield f'<path class="grid" fill="none" stroke="{LIGHT.grid}" stroke-width="0.6" d="{path(lines)}"/>'
        return
    thick, dashes, _ = STROKES[what]
    line = path([((x, y - 3), (x + SAMPLE, y - 3))])
    sample = f'<path class="sample" fill="none" stroke="{LIGHT.faint}" {stroke(thick, dashes)} d="{line}"/>'
    yield f'<g stroke-linecap="round">{sample}</g>'
    if what == "rail":
        yield f'<path class="core" stroke="{LIGHT.halo}" fill="none" {stroke(thick * CORE, SLEEPERS)} d="{line}"/>'
