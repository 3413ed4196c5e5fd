"""A table: laid out for a terminal, or one record a line for a pipe."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows; ``title`` and ``after`` stand above and below them.

    ``right``: the columns that hold figures. ``spare``: those left out, in this order, where a terminal is narrow.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[str] = frozenset()
    spare: tuple[str, ...] = ()
    title: str = ""
    after: tuple[str, ...] = ()


def plain_grid(grid: Grid) -> str:
    """The rows with tabs between the columns, and no heading, as other programs read them."""
    lines = [*([grid.title] if grid.title else []), *("\t".join(row) for row in grid.rows), *grid.after]
    return "\n".join(lines) + "\n" if lines else ""


def laid_out_grid(grid: Grid, *, width: int, colour: bool) -> str:
    """The table for a terminal of so many columns; boxes come with colour. Columns that are empty throughout are left out."""
    from io import StringIO

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    filled = _columns(grid, width)
    table = Table(box=box.SIMPLE_HEAD if colour else None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold" if colour else "")
    for number in filled:
        figure = grid.columns[number] in grid.right
        table.add_column(Text(grid.columns[number]), justify="right" if figure else "left", no_wrap=figure, overflow="fold")
    for row in grid.rows:
        table.add_row(*(Text(row[number]) for number in filled))
    console = Console(
        file=StringIO(), width=width, force_terminal=colour, color_system="standard" if colour else None, no_color=not colour,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    with console.capture() as shown:
        if grid.title:
            console.print(Text(grid.title, style="bold" if colour else ""))
        if grid.rows:
            console.print(table)
        for line in grid.after:
            console.print(Text(line))
    lines = [line.rstrip() for line in shown.get().rstrip().splitlines()]
    return "\n".join(lines if grid.title or not lines or lines[0] else lines[1:]) + "\n"


def _columns(grid: Grid, width: int) -> list[int]:
    """The columns to show: those with something in them, less the spare ones that do not fit."""
    shown = [number for number, _ in enumerate(grid.columns) if any(row[number] for row in grid.rows)]
    widths = [max(len(name), *(len(row[number]) for row in grid.rows), 0) for number, name in enumerate(grid.columns)]
    for name in grid.spare:
        if sum(widths[number] + 3 for number in shown) <= width:
            break
        shown = [number for number in shown if grid.columns[number] != name]
    return shown
