"""How the lines of each kind of way look in a picture."""

from __future__ import annotations

from mi_trip.maps.svg_elements import number
from mi_trip.model.route import Mode

LINE_WIDTH = 3.0

# Width and dashes of each kind of way, in the order in which they are explained.
STROKES: dict[str, tuple[float, str, tuple[Mode, ...]]] = {
    "road": (LINE_WIDTH, "", (Mode.DRIVE, Mode.BUS, Mode.TAXI)),
    "ferry": (LINE_WIDTH, "7 4.5", (Mode.FERRY, Mode.BOAT)),
    "rail": (LINE_WIDTH + 0.6, "", (Mode.TRAIN,)),
    "gondola": (2.2, "9 3 2 3", (Mode.GONDOLA,)),
    "walk": (2.6, "0.1 4.6", (Mode.WALK,)),
    "flight": (1.7, "0.1 4", (Mode.FLIGHT,)),
}
KIND = {mode: kind for kind, (_, _, modes) in STROKES.items() for mode in modes}
CORE = 0.4  # of a line's width, what runs in its middle: on railways, and on the lines of days after the eighth
HOLLOW = 1.4  # how much wider a line with a core is
SLEEPERS = "5 5"


def stroke(width: float, dashes: str) -> str:
    """The attributes of a line."""
    cap = ' stroke-linecap="butt"' if dashes and not dashes.startswith("0.1") else ""
    return f'stroke-width="{number(width)}"' + (f' stroke-dasharray="{dashes}"{cap}' if dashes else "")
