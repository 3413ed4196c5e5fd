"""A plan on a terminal, as tables, and through a pipe, one record a line."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Self

from mi_trip.model.plan import Handover, Meal, Night, Travel, Visit, Wait
from mi_trip.model.route import Mode
from mi_trip.render import totals, words
from mi_trip.render.bookings import BookingRow, bookings
from mi_trip.render.rows import DayRows, Row, plan_rows

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Event, Plan

WIDE = 104  # from here on places and notes have columns of their own
NARROW = 64  # below, numbers join the text as well
ASSUMED_DATE = "nobody gave the date, this one is assumed: --date asks for another"


def plan_table(plan: Plan, catalogue: Catalogue, *, width: int, colour: bool) -> str:
    """The plan for a terminal of this width, with or without colour."""
    console = _console(width, colour=colour)
    _head(console, plan, catalogue)
    days = plan_rows(plan, catalogue)
    widths = _Widths.of(days)
    for day in days:
        _day(console, day, catalogue, widths)
    _totals(console, plan, catalogue)
    _warnings(console, plan, catalogue)
    _bookings(console, bookings(plan, catalogue), plan.request.first_day)
    _line(console, f"How good: {words.quality_line(plan.quality)}", "bold")
    return "\n".join(line.rstrip() for line in _written(console).splitlines()) + "\n"


@dataclass(frozen=True, slots=True)
class _Widths:
    """The widest number of each column, so that the days' tables stand in line."""

    time: int
    duration: int
    km: int
    cost: int

    @classmethod
    def of(cls, days: tuple[DayRows, ...]) -> Self:
        rows = [row for day in days for row in day.rows]
        return cls(
            *(
                max(map(len, texts), default=0)
                for texts in zip(*((r.time_text, r.duration_text, r.km_text, r.cost_text) for r in rows), strict=True)
            )
        )


def _console(width: int, *, colour: bool) -> Console:
    from rich.console import Console

    return Console(
        file=StringIO(),
        width=max(width, 20),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )


def _written(console: Console) -> str:
    file = console.file
    return file.getvalue() if isinstance(file, StringIO) else ""


def _text(text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(text, style=style, overflow="fold")


def _line(console: Console, text: str = "", style: str = "") -> None:
    console.print(_text(text, style))


def _head(console: Console, plan: Plan, catalogue: Catalogue) -> None:
    title, worked_out = words.heading(plan, catalogue), words.title_line(plan, catalogue)
    _line(console, title, "bold")
    if title != worked_out:
        _line(console, worked_out)
    facts = dict(totals.summary(plan, catalogue))
    _line(console, facts["When"])
    if plan.request.assumed_date:
        _line(console, f"({ASSUMED_DATE})", "yellow")
    if "Travellers" in facts:
        _line(console, facts["Travellers"])
    _line(console, facts["Who"])
    _line(console, facts["Route"], "bold cyan")
    _own(console, plan.note)


def _own(console: Console, note: str, *, indent: int = 0) -> None:
    """The traveller's own words."""
    from rich.padding import Padding

    if shown := words.plain(note):
        console.print(Padding(_text(shown, "italic"), (0, 0, 0, indent)))


def _grid(*, head: bool) -> Table:
    from rich import box
    from rich.table import Table

    return Table(
        box=box.SIMPLE_HEAD if head else None,
        show_header=head,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0) if head else (0, 2, 0, 0),
        header_style="dim",
    )


def _day(console: Console, day: DayRows, catalogue: Catalogue, widths: _Widths) -> None:
    _line(console)
    _line(console, f"Day {day.day.number} · {words.day_text(day.day.date)} · {words.day_ends(day.day, catalogue)}", "bold green")
    _own(console, day.day.note)
    table = _day_table(console, catalogue.currency, widths)
    for row in day.rows:
        table.add_row(*_cells(row, console.width, catalogue.currency))
        if row.own_line and console.width >= NARROW:
            console.print(table)
            _own(console, row.own_line, indent=widths.time + 2)
            table = _day_table(console, catalogue.currency, widths)
            table.show_header = False
    if table.rows:
        console.print(table)
    _line(console, totals.day_line(day.day), "dim")


def _day_table(console: Console, currency: str, widths: _Widths) -> Table:
    table = _grid(head=True)
    table.add_column("Time", no_wrap=console.width >= NARROW, min_width=widths.time if console.width >= NARROW else 0)
    table.add_column("What", ratio=5)
    if console.width >= WIDE:
        table.add_column("Where", ratio=5)
    if console.width >= NARROW:
        for name, least in (("How long", widths.duration), ("km", widths.km), (currency, widths.cost)):
            table.add_column(name, justify="right", no_wrap=True, min_width=max(least, len(name)))
    if console.width >= WIDE:
        table.add_column("Notes", ratio=5)
    table.expand = True
    return table


def _cells(row: Row, width: int, currency: str) -> list[Text]:
    style = _style(row.event)
    time = _text(row.time_text, "bold" if style else "")
    numbers = [_text(text) for text in (row.duration_text, row.km_text, row.cost_text)]
    if width >= WIDE:
        return [time, _text(row.what, style), _text(row.where), *numbers, _text(row.notes_text, "yellow")]
    title = _text(row.title, style)
    if width >= NARROW:
        return [time, _noted(title, row.notes_text), *numbers]
    km, cost = (f"{row.km_text} km" if row.km_text else ""), (words.money(row.cost, currency) if row.cost_text else "")
    return [time, _noted(title, "; ".join(part for part in (row.duration_text, km, cost, *row.all_notes) if part))]


def _noted(title: Text, note: str) -> Text:
    from rich.text import Text

    return Text.assemble(title, "\n", (note, "yellow"), overflow="fold") if note else title


def _style(event: Event) -> str:
    """What the eye should find: ferries and other departures, what is done, where one sleeps."""
    match event:
        case Travel():
            return "" if event.mode in (Mode.DRIVE, Mode.WALK) else "bold cyan"
        case Visit():
            return "bold cyan" if event.rides and event.rides[0].route.timetabled else "bold"
        case Night():
            return "bold magenta"
        case Wait() | Meal() | Handover():
            return ""


def _totals(console: Console, plan: Plan, catalogue: Catalogue) -> None:
    facts = [fact for fact in totals.summary(plan, catalogue) if fact[0] not in ("When", "Travellers", "Who", "Route")]
    costs = " · ".join(f"{name} {words.units(amount)}" for name, amount in totals.cost_lines(plan))
    facts += [("of which", costs)] if costs else []
    facts += [("Included", totals.included(plan)), ("Not included", totals.not_included(plan, catalogue))]
    _section(console, "In all")
    grid = _grid(head=False)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for label, told in facts:
        grid.add_row(_text(label, "dim"), _text(told))
    console.print(grid)


def _section(console: Console, title: str) -> None:
    _line(console)
    _line(console, title, "bold green")


def _warnings(console: Console, plan: Plan, catalogue: Catalogue) -> None:
    lines = words.notice_lines(plan.notices, catalogue)
    if not lines:
        return
    _section(console, "Good to know")
    grid = _grid(head=False)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for line in lines:
        grid.add_row(_text("!", "bold yellow"), _text(words.sentence_case(line)))
    console.print(grid)


def _bookings(console: Console, rows: tuple[BookingRow, ...], first_day: date) -> None:
    if rows:
        _section(console, "To book")
        table = _grid(head=True)
        table.add_column("Need", no_wrap=console.width >= NARROW)
        dated = any(row.book_by for row in rows)
        if dated:
            table.add_column("By", no_wrap=console.width >= NARROW)
        table.add_column("For", no_wrap=console.width >= NARROW)
        table.add_column("What", ratio=1)
        for row in rows:
            what = _noted(_text(row.what), "; ".join(part for part in (row.contact, row.note) if part))
            need, day = _text(row.need_text), _text(words.short_day(row.date))
            table.add_row(need, *([_text(row.by_text(first_day))] if dated else []), day, what)
        console.print(table)
    _line(console)


def plan_plain(plan: Plan, catalogue: Catalogue) -> str:
    """The plan for a pipe: a record a line, the fields apart by tabs, nothing cut.

    An event is ``day N, date, time, what, where, how long, km, cost, notes``; the other records begin with what they are.
    """
    facts = totals.summary(plan, catalogue)
    records: list[list[str]] = [["trip", *dict.fromkeys((words.heading(plan, catalogue), words.title_line(plan, catalogue)))]]
    records += [[label.lower(), told] for label, told in facts]
    if note := words.plain(plan.note):
        records.append(["trip note", note])
    if plan.request.assumed_date:
        records.append(["note", ASSUMED_DATE])
    for day in plan_rows(plan, catalogue):
        if note := words.plain(day.day.note):
            records.append([f"day {day.day.number}", day.day.date.isoformat(), "note", note])
        records += [_record(day, row, catalogue.currency) for row in day.rows]
    records += [["cost of", name, words.money(amount, catalogue.currency)] for name, amount in totals.cost_lines(plan)]
    records += [["included", totals.included(plan)], ["not included", totals.not_included(plan, catalogue)]]
    records += [["warning", line] for line in words.notice_lines(plan.notices, catalogue)]
    for row in bookings(plan, catalogue):
        book_by = row.book_by.isoformat() if row.book_by else ""
        records.append(["book", "booked" if row.booked else row.need, book_by, row.date.isoformat(), row.what, row.contact, row.note])
    records.append(["quality", words.quality_line(plan.quality)])
    return "".join("\t".join(fields).rstrip("\t") + "\n" for fields in records)


def _record(day: DayRows, row: Row, currency: str) -> list[str]:
    cost = words.money(row.cost, currency) if row.cost_text else ""
    km = f"{row.km_text} km" if row.km_text else ""
    head = [f"day {day.day.number}", day.day.date.isoformat(), row.time_text]
    return [*head, row.what, row.where, row.duration_text, km, cost, "; ".join(row.all_notes)]
