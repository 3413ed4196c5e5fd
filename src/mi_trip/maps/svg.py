"""A map as an SVG picture: plain enough for browsers and for those who print, light by itself, and dark where a page asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.maps.colours import LIGHT, kind_of_line
from mi_trip.maps.drawing import NOTICE, Drawing, draw, round_km
from mi_trip.maps.labels import text_width
from mi_trip.maps.lettering import Sign
from mi_trip.maps.sheet import picture
from mi_trip.maps.svg_dark import DARK_STYLE
from mi_trip.maps.svg_elements import SMALL, at, haloed, number, path, small, text
from mi_trip.maps.svg_marks import day_class, mark_svg, name_svg
from mi_trip.model.route import Mode
from mi_trip.render.words import compressed, km_text, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.maps.geometry import Box
    from mi_trip.maps.projection import Spot
    from mi_trip.maps.scene import Scene

__all__ = ["DARK_STYLE", "map_svg"]

FOOT = 24.0  # the strip under the map, with the scale, the kinds of lines and where the coastline is from
LONGEST_SCALE = 90.0
LINE_WIDTH = 3.0
SAMPLE = 21.0  # how long a kind of line is drawn in the strip

# Width and dashes of each kind of way, in the order in which they are explained.
STROKES: dict[str, tuple[float, str, tuple[Mode, ...]]] = {
    "road": (LINE_WIDTH, "", (Mode.DRIVE, Mode.BUS, Mode.TAXI)),
    "ferry": (LINE_WIDTH, "7 4.5", (Mode.FERRY, Mode.BOAT)),
    "rail": (LINE_WIDTH + 0.6, "", (Mode.TRAIN,)),
    "gondola": (2.2, "9 3 2 3", (Mode.GONDOLA,)),
    "walk": (2.6, "0.1 4.6", (Mode.WALK,)),
    "flight": (1.7, "0.1 4", (Mode.FLIGHT,)),
}
CORE = 0.4  # of a line's width, what runs in its middle: on railways, and on the lines of days after the eighth
HOLLOW = 1.4  # how much wider a line with a core is
SLEEPERS = "5 5"
KIND = {mode: kind for kind, (_, _, modes) in STROKES.items() for mode in modes}


def map_svg(scene: Scene, *, day: int | None = None, size: tuple[int, int] = (720, 540), label: str = "", name: str = "") -> str:
    """The map of a trip, or of one of its days, as one ``svg`` element.

    ``size`` is in pixels: letters are made to be read at it. ``label`` is its title instead of the trip's. Identifiers within it begin with
    ``name``, or ``map-`` and the day, so that the maps of all days can stand on one page. A page in the dark adds :data:`DARK_STYLE`.
    """
    width, height = size
    drawing = draw(scene, picture(width, height - FOOT), day=day)
    name = name or f"map-{'all' if day is None else day}"
    title = plain(label or (drawing.title if day is None else f"Day {day}: {drawing.title}"))
    frame = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    told = f'role="img" aria-labelledby="{name}-title {name}-desc"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" {frame} {told} font-family="sans-serif">',
        f'<title id="{name}-title">{text(title)}</title>',
        f'<desc id="{name}-desc">{text(described(scene, drawing))}</desc>',
        *_layers(drawing),
        *_foot(drawing, width, height),
        f'<rect class="frame" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" fill="none" stroke="{LIGHT.shore}"/>',
        "</svg>",
    ]
    return "\n".join(parts)


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
        yield from _scale(view.unit_km, 8, view.height - 8)
        yield f'<rect class="outline" width="{number(view.width)}" height="{number(view.height)}" fill="none" stroke="{LIGHT.ink}"/>'
        yield "</g>"


def _ground(drawing: Drawing) -> Iterator[str]:
    box = drawing.view
    yield f'<rect class="beyond" width="{number(box.width)}" height="{number(box.height)}" fill="{LIGHT.beyond}"/>'
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
        yield f'<path class="{day_class(lane.day)} {kind}" stroke="{LIGHT.day(lane.day)}" {_stroke(width, dashes)} d="{data}"/>'
        if kind == "rail" or core:
            look = f'class="core dark-core" stroke="{LIGHT.ink}"' if core == 2 else f'class="core" stroke="{LIGHT.halo}"'
            yield f'<path {look} {_stroke(width * CORE, SLEEPERS if kind == "rail" else dashes)} d="{data}"/>'
    yield "</g>"


def _stroke(width: float, dashes: str) -> str:
    cap = ' stroke-linecap="butt"' if dashes and not dashes.startswith("0.1") else ""
    return f'stroke-width="{number(width)}"' + (f' stroke-dasharray="{dashes}"{cap}' if dashes else "")


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


def _foot(drawing: Drawing, width: int, height: int) -> Iterator[str]:
    """The strip under the map."""
    top = height - FOOT
    yield f'<rect class="foot" y="{number(top)}" width="{width}" height="{number(FOOT)}" fill="{LIGHT.halo}"/>'
    y = top + FOOT * 0.62
    yield from _scale(drawing.view.unit_km, 10, y)
    x = 10 + _scale_width(drawing.view.unit_km) + 12
    room = width - 10 - (text_width(NOTICE, SMALL * 0.9) if drawing.known else 0)
    present = {KIND[lane.mode] for lane in drawing.lanes}
    for kind, (thick, dashes, _) in STROKES.items():
        wide = SAMPLE + 5 + text_width(kind, SMALL)
        if kind in present and x + wide < room:
            line = path([((x, y - 3), (x + SAMPLE, y - 3))])
            sample = f'<path class="sample" fill="none" stroke="{LIGHT.faint}" {_stroke(thick, dashes)} d="{line}"/>'
            yield f'<g stroke-linecap="round">{sample}</g>'
            yield small(kind, x + SAMPLE + 5, y)
            if kind == "rail":
                yield f'<path class="core" stroke="{LIGHT.halo}" fill="none" {_stroke(thick * CORE, SLEEPERS)} d="{line}"/>'
            x += wide + 10
    if drawing.known:
        yield small(NOTICE, width - 10, y, anchor="end", size=SMALL * 0.9)


def _scale(unit_km: float, x: float, y: float) -> Iterator[str]:
    """The scale: a round number of kilometres, and how long they are."""
    km = round_km(LONGEST_SCALE * unit_km)
    bar = path([((x, y - 6), (x, y - 2), (x + km / unit_km, y - 2), (x + km / unit_km, y - 6))])
    yield f'<path class="scale" fill="none" stroke="{LIGHT.ink}" stroke-width="1.2" d="{bar}"/>'
    yield small(f"{km_text(km)} km", x + km / unit_km + 6, y)


def _scale_width(unit_km: float) -> float:
    km = round_km(LONGEST_SCALE * unit_km)
    return km / unit_km + 6 + text_width(f"{km_text(km)} km", SMALL)
