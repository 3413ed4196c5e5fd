"""The style that turns the maps of a page dark."""

from __future__ import annotations

from mi_trip.maps.colours import DARK


def _dark_style() -> str:
    """The rules that turn the map dark, for a page's style."""
    rules = [
        *(f".map .{kind} {{ fill: {colour} }}" for kind, colour in (("beyond", DARK.beyond), ("sea", DARK.sea), ("foot", DARK.beyond))),
        f".map .land {{ fill: {DARK.land}; stroke: {DARK.shore} }}",
        f".map .lake {{ fill: {DARK.sea}; stroke: {DARK.shore} }}",
        f".map .frame {{ stroke: {DARK.shore} }}",
        f".map .grid {{ stroke: {DARK.grid} }}",
        f".map .casing, .map .halo, .map .core {{ stroke: {DARK.halo} }}",
        f".map .dark-core, .map .scale, .map .leader, .map .outline {{ stroke: {DARK.ink} }}",
        f".map .sample {{ stroke: {DARK.faint} }}",
        f".map .ink {{ fill: {DARK.ink} }}",
        f".map .faint, .map .place {{ fill: {DARK.faint} }}",
        f".map .night {{ fill: {DARK.night}; stroke: {DARK.halo} }}",
        f".map .start {{ fill: {DARK.halo}; stroke: {DARK.night} }}",
        f".map .on-night {{ fill: {DARK.on_night} }}",
        f".map .bed {{ stroke: {DARK.on_night} }}",
        f".map .on-day {{ fill: {DARK.on_day} }}",
        f".map .mark, .map .dot {{ stroke: {DARK.halo} }}",
    ]
    for index, colour in enumerate(DARK.days, 1):
        rules.append(f".map .ways .day-{index} {{ stroke: {colour} }}")
        rules.append(f".map .mark.day-{index}, .map .dot.day-{index} {{ fill: {colour} }}")
    rules.append(f".map .ways .day-none {{ stroke: {DARK.ink} }}")
    rules.append(f".map .mark.day-none, .map .dot.day-none {{ fill: {DARK.ink} }}")
    return "\n".join(rules)


DARK_STYLE = _dark_style()
