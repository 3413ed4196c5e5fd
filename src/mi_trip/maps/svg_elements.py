"""The elements of an SVG picture: numbers, paths, texts."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from mi_trip.maps.colours import LIGHT
from mi_trip.render.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mi_trip.maps.projection import Spot

SMALL = 10.0  # the height of small letters


def text(data: str) -> str:
    """Text from data as XML text or an attribute's value has it.

    >>> text('<b> & "c"')
    '&lt;b&gt; &amp; &quot;c&quot;'
    """
    return plain(data).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def number(value: float) -> str:
    """A length to a tenth of a pixel.

    >>> [number(value) for value in (12.0, 0.25, -0.04, 7.96)]
    ['12', '.2', '0', '8']
    """
    tenths = round(value * 10)
    told = f"{tenths / 10:g}"
    return told.replace("0.", ".", 1) if abs(tenths) < 10 and tenths else told


def path(lines: Iterable[Sequence[Spot]], *, closed: bool = False) -> str:
    """Lines as the data of a path: each from its start in steps of tenths of a pixel, which adds up without rounding errors."""
    parts = []
    for line in lines:
        tenths = [(round(x * 10), round(y * 10)) for x, y in line]
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(tenths)]
        steps = [step for step in steps if step != (0, 0)]
        if not steps:
            continue
        words = "".join(pair(step) for step in steps)
        parts.append(f"M{pair(tenths[0]).lstrip()}l{words.lstrip()}{'z' if closed else ''}")
    return "".join(parts)


@lru_cache(maxsize=10_000)  # most steps of a coast are short, and taken again and again
def pair(tenths: tuple[int, int]) -> str:
    """A step in tenths of a pixel, as short as paths allow."""
    x, y = (number(value / 10) for value in tenths)
    return (x if x.startswith("-") else f" {x}") + (y if y.startswith("-") else f" {y}")


def at(spot: Spot) -> str:
    """Where the middle of a circle is."""
    return f'cx="{number(spot[0])}" cy="{number(spot[1])}"'


def haloed(told: str, spot: Spot, size: float, kind: str, *, anchor: str = "start", bold: bool = False) -> str:
    """A text twice: a halo, and the letters on it."""
    fill = LIGHT.faint if kind == "faint" else LIGHT.ink
    place = f'x="{number(spot[0])}" y="{number(spot[1])}" font-size="{number(size)}"' + (' font-weight="bold"' if bold else "")
    place += "" if anchor == "start" else f' text-anchor="{anchor}"'
    halo = f'<text class="halo" aria-hidden="true" fill="none" stroke="{LIGHT.halo}" stroke-width="3" stroke-linejoin="round" {place}>'
    return f'{halo}{text(told)}</text><text class="{kind}" fill="{fill}" {place}>{text(told)}</text>'


def small(told: str, x: float, y: float, *, anchor: str = "start", size: float = SMALL) -> str:
    """A text in small letters, without a halo."""
    turn = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="faint" fill="{LIGHT.faint}" x="{number(x)}" y="{number(y)}" font-size="{number(size)}"{turn}>{text(told)}</text>'
