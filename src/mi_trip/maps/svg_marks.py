"""The marks and the names of an SVG map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.maps.colours import LIGHT
from mi_trip.maps.lettering import Sign
from mi_trip.maps.sheet import BED, LETTER_IN_MARK, LETTERS, LINE, Rank
from mi_trip.maps.svg_elements import at, haloed, number, path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.maps.geometry import Box
    from mi_trip.maps.lettering import Mark, Name
    from mi_trip.maps.projection import Spot


def day_class(day: int) -> str:
    """The class of all that has a day's colour."""
    return f"day-{(day - 1) % len(LIGHT.days) + 1}" if day else "day-none"


def mark_svg(mark: Mark) -> Iterator[str]:
    """A mark: a number in a disc, a bed, a ring, or a dot."""
    box, day = mark.box, day_class(mark.day)
    height = box.height
    colour = LIGHT.day(mark.day)
    match mark.sign:
        case Sign.START:
            yield f'<circle class="start" fill="{LIGHT.halo}" stroke="{LIGHT.night}" stroke-width="2" {at(box.middle)} r="3.6"/>'
        case Sign.DOT:
            yield f'<circle class="{day} dot" fill="{colour}" stroke="{LIGHT.halo}" {at(box.middle)} r="{number(height / 2)}"/>'
        case Sign.NIGHT:
            yield _pill(box, "night", LIGHT.night, radius=4)
            bed = height * BED
            left = box.right - bed - 0.24 * height if mark.text else box.middle[0] - bed / 2
            yield _bed(left, box.middle[1], bed)
            if mark.text:
                middle = (box.left + (left - box.left) / 2 + 0.8, box.middle[1])
                yield _number_in(mark.text, middle, height, "on-night", LIGHT.on_night)
        case _:
            yield _pill(box, f"{day} mark", colour, radius=min(box.width, height) / 2)
            yield _number_in(mark.text, box.middle, height, "on-day", LIGHT.on_day)


def _pill(box: Box, kind: str, fill: str, *, radius: float) -> str:
    place = f'x="{number(box.left)}" y="{number(box.top)}" width="{number(box.width)}" height="{number(box.height)}"'
    return f'<rect class="{kind}" fill="{fill}" stroke="{LIGHT.halo}" {place} rx="{number(radius)}"/>'


def _bed(left: float, y: float, width: float) -> str:
    """A bed from the side: the head's end, the pillow, the mattress, its legs."""
    unit = width / 14

    def spot(x: float, up: float) -> Spot:
        return left + x * unit, y + (4.2 - up) * unit

    lines = (
        (spot(0.5, 9), spot(0.5, 0)),
        (spot(0.5, 2.6), spot(13.5, 2.6)),
        (spot(13.5, 0), spot(13.5, 4.6), spot(12.4, 5.8), spot(6, 5.8), spot(6, 2.6)),
        (spot(2.4, 5), spot(3.8, 5)),
    )
    return (
        f'<path class="bed" fill="none" stroke="{LIGHT.on_night}" stroke-width="{number(1.5 * unit)}" '
        f'stroke-linecap="round" stroke-linejoin="round" d="{path(lines)}"/>'
    )


def _number_in(told: str, spot: Spot, height: float, kind: str, fill: str) -> str:
    size = height * LETTER_IN_MARK
    place = f'x="{number(spot[0])}" y="{number(spot[1] + size * 0.36)}"'
    return f'<text class="{kind}" fill="{fill}" font-size="{number(size)}" font-weight="bold" text-anchor="middle" {place}>{told}</text>'


def name_svg(name: Name) -> Iterator[str]:
    """A name, beside what it names."""
    box, size = name.box, LETTERS[name.rank]
    if box.left >= name.anchor.right:
        anchor, x = "start", box.left
    elif box.right <= name.anchor.left:
        anchor, x = "end", box.right
    else:
        anchor, x = "middle", box.middle[0]
    if name.rank is Rank.PLACE:
        yield f'<circle class="place" fill="{LIGHT.faint}" {at(name.anchor.middle)} r="1.8"/>'
    for index, line in enumerate(name.lines):
        y = box.top + size * (0.93 + LINE * index)
        yield haloed(line, (x, y), size, "faint" if name.rank is Rank.PLACE else "ink", anchor=anchor, bold=name.rank is Rank.NIGHT)
