"""A map as an SVG picture: plain enough for browsers and for those who print, light by itself, and dark where a page asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.maps.colours import LIGHT, kind_of_line
from mi_trip.maps.drawing import draw
from mi_trip.maps.graticule import hatching
from mi_trip.maps.lettering import Sign
from mi_trip.maps.sheet import picture
from mi_trip.maps.svg_dark import DARK_STYLE
from mi_trip.maps.svg_elements import at, haloed, number, path, text
from mi_trip.maps.svg_foot import foot_height, foot_pieces, foot_svg, scale_svg
from mi_trip.maps.svg_lines import CORE, HOLLOW, KIND, SLEEPERS, STROKES, stroke
from mi_trip.maps.svg_marks import day_class, mark_svg, name_svg
from mi_trip.render.words import compressed, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.maps.drawing import Drawing
    from mi_trip.maps.geometry import Box
    from mi_trip.maps.projection import Spot
    from mi_trip.maps.scene import Scene

__all__ = ["DARK_STYLE", "map_svg"]

HATCHED = 9.0  # between the lines where no coast is known


def map_svg(scene: Scene, *, day: int | None = None, size: tuple[int, int] = (720, 540), label: str = "", name: str = "") -> str:
    """The map of a trip, or of one of its days, as one ``svg`` element.

    ``size`` is in pixels: letters are made to be read at it. ``label`` is its title instead of the trip's. Identifiers within it begin with
    ``name``, or ``map-`` and the day, so that the maps of all days can stand on one page. A page in the dark adds :data:`DARK_STYLE`.
    """
    width, height = size
    rows, drawing = _drawn(scene, size, day)
    name = name or f"map-{'all' if day is None else day}"
    title = plain(label or (drawing.title if day is None else f"Day {day}: {drawing.title}"))
    frame = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    told = f'role="img" aria-labelledby="{name}-title {name}-desc"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" {frame} {told} font-family="sans-serif">',
        f'<title id="{name}-title">{text(title)}</title>',
        f'<desc id="{name}-desc">{text(described(scene, drawing))}</desc>',
        *_layers(drawing),
        *foot_svg(drawing, width, height, rows),
        f'<rect class="frame" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" fill="none" stroke="{LIGHT.shore}"/>',
        "</svg>",
    ]
    return "\n".join(parts)


def _drawn(scene: Scene, size: tuple[int, int], day: int | None) -> tuple[int, Drawing]:
    """How many rows are told under the map, and the map on what they leave of the picture."""
    rows, width, height = 1, *size
    while True:
        drawing = draw(scene, picture(width, height - foot_height(rows)), day=day)
        if (needed := foot_pieces(drawing, width)[-1].row + 1) <= rows:
            return rows, drawing
        rows = needed


def described(scene: Scene, drawing: Drawing) -> str:
    """What the map shows, in words, for those who do not see it."""
    days = []
    for day in drawing.days:
        names = compressed([stop.name for stop in scene.stops if stop.day == day])
        days.append((f"Day {day}: " if day else "") + " → ".join(names))
    return plain(". ".join(days))


def _layers(drawing: Drawing) -> Iterator[str]:
    """All of a map from the ground up, what is drawn larger in a corner on top."""
    yield from _ground(drawing)
    yield from _grid(drawing)
    yield from _ways(drawing)
    yield from _leaders(drawing)
    for mark in sorted(drawing.marks, key=lambda mark: mark.sign is not Sign.DOT):
        yield from mark_svg(mark)
    for name in drawing.names:
        yield from name_svg(name)
    if inset := drawing.inset:
        yield f'<path class="outline" fill="none" stroke="{LIGHT.ink}" d="{path([inset.outline], closed=True)}"/>'
        view = inset.drawing.view
        yield f'<g class="inset" transform="translate({number(inset.box.left)} {number(inset.box.top)})">'
        yield from _layers(inset.drawing)
        yield from scale_svg(view.unit_km, 8, view.height - 8)
        yield f'<rect class="outline" width="{number(view.width)}" height="{number(view.height)}" fill="none" stroke="{LIGHT.ink}"/>'
        yield "</g>"


def _ground(drawing: Drawing) -> Iterator[str]:
    box = drawing.view
    yield f'<rect class="beyond" width="{number(box.width)}" height="{number(box.height)}" fill="{LIGHT.beyond}"/>'
    if drawing.known and drawing.grid:
        data = path(hatching(box.width, box.height, HATCHED))
        yield f'<path class="grid" fill="none" stroke="{LIGHT.grid}" stroke-width="0.6" stroke-opacity="0.7" d="{data}"/>'
    if drawing.known:
        yield f'<path class="sea" fill="{LIGHT.sea}" d="{path(drawing.known, closed=True)}"/>'
    for kind, rings, fill in (("land", drawing.land, LIGHT.land), ("lake", drawing.lakes, LIGHT.sea)):
        if rings:
            data = path(rings, closed=True)
            yield f'<path class="{kind}" fill="{fill}" fill-rule="evenodd" stroke="{LIGHT.shore}" stroke-width="0.6" d="{data}"/>'


def _grid(drawing: Drawing) -> Iterator[str]:
    if not drawing.grid:
        return
    data = path(line.line for line in drawing.grid)
    yield f'<path class="grid" fill="none" stroke="{LIGHT.grid}" stroke-width="0.6" d="{data}"/>'
    for line in drawing.grid:
        x, y = line.foot
        turn = "end" if not line.meridian else "start"
        yield haloed(line.name, (x - 3 if turn == "end" else x + 3, y - 3), 9, "faint", anchor=turn)


def _ways(drawing: Drawing) -> Iterator[str]:
    yield '<g class="ways" fill="none" stroke-linejoin="round" stroke-linecap="round">'
    drawn = [(lane, KIND[lane.mode], path(lane.lines)) for lane in drawing.lanes]
    for _, kind, data in drawn:
        width = STROKES[kind][0] + 2
        yield f'<path class="casing" stroke="{LIGHT.halo}" stroke-width="{number(width)}" stroke-opacity="0.75" d="{data}"/>'
    for lane, kind, data in drawn:
        core = kind_of_line(lane.day)
        width, dashes = STROKES[kind][0] * (HOLLOW if core else 1), STROKES[kind][1]
        yield f'<path class="{day_class(lane.day)} {kind}" stroke="{LIGHT.day(lane.day)}" {stroke(width, dashes)} d="{data}"/>'
        if kind == "rail" or core:
            look = f'class="core dark-core" stroke="{LIGHT.ink}"' if core == 2 else f'class="core" stroke="{LIGHT.halo}"'
            yield f'<path {look} {stroke(width * CORE, SLEEPERS if kind == "rail" else dashes)} d="{data}"/>'
    yield "</g>"


def _leaders(drawing: Drawing) -> Iterator[str]:
    """Lines from what has moved aside to where it belongs."""
    lines = [(mark.anchor, _nearest(mark.box, mark.anchor)) for mark in drawing.marks if mark.moved]
    lines += [(name.anchor.middle, _nearest(name.box, name.anchor.middle)) for name in drawing.names if name.led]
    if lines:
        yield f'<path class="leader" fill="none" stroke="{LIGHT.ink}" stroke-width="0.8" d="{path(lines)}"/>'
    for mark in drawing.marks:
        if mark.moved:
            yield f'<circle class="{day_class(mark.day)} dot" fill="{LIGHT.day(mark.day)}" {at(mark.anchor)} r="2"/>'


def _nearest(box: Box, spot: Spot) -> Spot:
    return max(box.left, min(spot[0], box.right)), max(box.top, min(spot[1], box.bottom))
