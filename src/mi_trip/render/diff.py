"""The differences between two trips: as tables, as records for a pipe, and as JSON (``diff.schema.json`` beside this module)."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from mi_trip.model.money import Party
from mi_trip.model.request import CarChoice
from mi_trip.render import words
from mi_trip.render.grid import Grid
from mi_trip.render.json_plan import amount_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mi_trip.diff import Arrival, Asked, Changed, Differences, Doing, Figures, Moved
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.money import Amount

SCHEMA_VERSION = 1
SAME = "no differences: the same days, beds, activities and hours"
ASKED = {"start": "from", "end": "to", "car": "car", "pace": "pace", "party": "party", "likes": "likes"}
CARS = {CarChoice.HIRE: "a hired car", CarChoice.OWN: "your own car", CarChoice.NONE: "no car"}
WHOLE = "in all"
MOVES = ("moved", "hour", "way")
FIGURES = ("driving", "visits", "latest at a bed", "cost", "score")


@dataclass(frozen=True, slots=True)
class _Line:
    """One difference: its kind, the day or the days, what it is about, and how it was and is."""

    kind: str
    day: str
    about: str
    before: str
    after: str


def differences_grid(found: Differences, names: tuple[str, str], catalogue: Catalogue) -> Grid:
    """All differences in one table: kind, day, what, and how it is in the one and in the other trip; ``names``: what they are called."""
    return Grid(("", "day", "what", *(words.plain(name) for name in names)), tuple(astuple(line) for line in _lines(found, catalogue)))


def differences_grids(found: Differences, names: tuple[str, str], catalogue: Catalogue) -> tuple[Grid, ...]:
    """The differences as tables for a terminal, one for each sort of them."""
    lines = tuple(_lines(found, catalogue))
    one, other = (words.plain(name) for name in names)

    def grid(title: str, columns: tuple[str, ...], kinds: Iterable[str], cells: Callable[[_Line], tuple[str, ...]]) -> Grid:
        return Grid(columns, tuple(cells(line) for line in lines if line.kind in kinds), frozenset({"day"}), title=title)

    grids = (
        grid("The trip", ("", one, other), ("dates", "days", *ASKED.values()), lambda line: (line.kind, line.before, line.after)),
        grid("Nights", ("day", one, other), ("night",), lambda line: (line.day, line.before, line.after)),
        grid(f"Only in {one}", ("day", "at", "what"), ("lost",), lambda line: (line.day, line.before, line.about)),
        grid(f"Only in {other}", ("day", "at", "what"), ("gained",), lambda line: (line.day, line.after, line.about)),
        grid("Moved", ("day", "what", one, other), MOVES, lambda line: (line.day, line.about, line.before, line.after)),
        grid("In another order", ("day", one, other), ("order",), lambda line: (line.day, line.before, line.after)),
        grid("In figures", ("", one, other), FIGURES, lambda line: (_figure_name(line), line.before, line.after)),
    )
    return tuple(grid for grid in grids if grid.rows)


def _figure_name(line: _Line) -> str:
    return f"{line.kind}, day {line.day}" if line.day not in ("", WHOLE) else line.kind + (f" {WHOLE}" if line.day else "")


def _lines(found: Differences, catalogue: Catalogue) -> Iterator[_Line]:
    if found.first_day:
        yield _Line("dates", "", "", *(words.day_text(day) for day in (found.first_day.before, found.first_day.after)))
    if found.days:
        yield _Line("days", "", "", str(found.days.before), _and_more(str(found.days.after), found.days.after - found.days.before))
    for key, asked in found.asked:
        yield _Line(ASKED[key], "", "", *(_asked(key, value, catalogue) for value in (asked.before, asked.after)))
    for night in found.nights:
        beds = (words.location_name(bed, catalogue) if bed else "none" for bed in (night.before, night.after))
        yield _Line("night", str(night.day), "", *beds)
    yield from _doing_lines(found, catalogue)
    yield from _figure_lines(found, catalogue)


def _asked(key: str, value: Asked, catalogue: Catalogue) -> str:
    if isinstance(value, Party):
        return words.party_text(value)
    if isinstance(value, tuple):
        return ", ".join(f"{words.plain(tag)} {weight:g}" for tag, weight in value) or "none"
    if key == "car":
        return CARS[CarChoice(value)]
    return words.location_name(value, catalogue) if key in ("start", "end") else str(value)


def _doing_lines(found: Differences, catalogue: Catalogue) -> Iterator[_Line]:
    for doing in found.lost:
        yield _Line("lost", str(doing.day), words.plain(doing.name), words.clock(doing.start), "")
    for doing in found.gained:
        yield _Line("gained", str(doing.day), words.plain(doing.name), "", words.clock(doing.start))
    for moved in found.moved:
        before, after = moved.before, moved.after
        name = words.plain(before.name)
        if moved.other_day:
            yield _Line("moved", f"{before.day} → {after.day}", name, words.clock(before.start), words.clock(after.start))
        elif moved.other_hour:
            yield _Line("hour", str(before.day), name, words.clock(before.start), words.clock(after.start))
        if moved.other_way:
            yield _Line("way", str(after.day), name, *(f"from {words.location_name(one.origin, catalogue)}" for one in (before, after)))
    for order in found.orders:
        yield _Line(
            "order", str(order.day), "", *(", ".join(words.plain(one.name) for one in side) for side in (order.before, order.after))
        )


def _figure_lines(found: Differences, catalogue: Catalogue) -> Iterator[_Line]:
    for day in found.figures:
        yield from _both_figures(str(day.day), day.before, day.after)
    if found.total:
        yield from _both_figures(WHOLE, found.total.before, found.total.after)
    if found.latest_arrival:
        arrivals = found.latest_arrival
        yield _Line("latest at a bed", "", "", *(_arrival(one) for one in (arrivals.before, arrivals.after)))
    if found.cost:
        yield _Line("cost", WHOLE, "", *_costs(found.cost, catalogue.currency))
    if found.score:
        before, after = round(found.score.before, 1), round(found.score.after, 1)  # so that the difference is that of what is shown
        yield _Line("score", WHOLE, "", f"{before:.1f}", f"{after:.1f} ({after - before:+.1f})")


def _both_figures(day: str, before: Figures | None, after: Figures | None) -> Iterator[_Line]:
    if before is None or after is None:
        yield _Line("driving", day, "", _driving(before), _driving(after))
        return
    if before.shown[:2] != after.shown[:2]:
        longer = f" ({_more(after.driving - before.driving)})" if before.shown[0] != after.shown[0] else ""
        yield _Line("driving", day, "", _driving(before), f"{_driving(after)}{longer}")
    if before.visits != after.visits:
        yield _Line("visits", day, "", str(before.visits), _and_more(str(after.visits), after.visits - before.visits))


def _driving(figures: Figures | None) -> str:
    if figures is None:
        return "no such day"
    if not figures.driving:
        return "none"
    return words.about(f"{words.duration_text(figures.driving)}, {words.km_text(figures.km)} km", guessed=figures.guessed)


def _more(longer: timedelta) -> str:
    return f"{'+' if longer > timedelta(0) else '-'}{words.duration_text(abs(longer))}"


def _and_more(text: str, more: int) -> str:
    return f"{text} ({more:+,})"


def _arrival(arrival: Arrival | None) -> str:
    return f"day {arrival.day}, {words.clock(arrival.at)}" if arrival else "no night"


def _costs(cost: Changed[Amount], currency: str) -> tuple[str, str]:
    before, after = (words.money(amount, currency) for amount in (cost.before, cost.after))
    more = cost.after.units - cost.before.units
    return before, f"{after} ({more:+,})" if more else after


# -- JSON ----------------------------------------------------------------------------------------------------------------------------


def differences_json(found: Differences, names: tuple[str, str], catalogue: Catalogue) -> str:
    """What ``mi-trip diff --json`` prints."""
    return json.dumps(differences_object(found, names, catalogue), ensure_ascii=False, indent=2) + "\n"


def differences_object(found: Differences, names: tuple[str, str], catalogue: Catalogue) -> dict[str, Any]:
    """The differences as an object. Every key is always there: null and empty lists where nothing changed."""
    zone = catalogue.timezone
    head = {"schema_version": SCHEMA_VERSION, "catalogue": catalogue.id, "currency": catalogue.currency, "timezone": catalogue.timezone}
    return {
        **head,
        "before": names[0],
        "after": names[1],
        "same": not found,
        "first_day": _pair(found.first_day, lambda day: day.isoformat()),
        "days": _pair(found.days, lambda days: days),
        "asked": [{"key": key, **(_pair(asked, _plain) or {})} for key, asked in found.asked],
        "nights": [{"day": one.day, "before": one.before, "after": one.after} for one in found.nights],
        "lost": [_doing(one, zone) for one in found.lost],
        "gained": [_doing(one, zone) for one in found.gained],
        "moved": [_moved(one, zone) for one in found.moved],
        "orders": [{"day": one.day, "before": _ids(one.before), "after": _ids(one.after)} for one in found.orders],
        "figures": [{"day": one.day, "before": _figures(one.before), "after": _figures(one.after)} for one in found.figures],
        "total": _pair(found.total, _figures),
        "latest_arrival": _pair(found.latest_arrival, lambda one: one and {"day": one.day, "at": words.with_offset(one.at, zone)}),
        "cost": _pair(found.cost, amount_object),
        "score": _pair(found.score, lambda score: score),
    }


def _pair(changed: Changed[Any] | None, told: Any) -> dict[str, Any] | None:
    return {"before": told(changed.before), "after": told(changed.after)} if changed else None


def _plain(value: Asked) -> Any:
    if isinstance(value, Party):
        return {"adults": value.adults, "children": list(value.children)}
    return [{"tag": tag, "weight": weight} for tag, weight in value] if isinstance(value, tuple) else str(value)


def _ids(doings: Iterable[Doing]) -> list[str]:
    return [doing.activity for doing in doings]


def _doing(doing: Doing, zone: str) -> dict[str, Any]:
    return {"activity": doing.activity, "name": doing.name, **_place(doing, zone)}


def _place(doing: Doing, zone: str) -> dict[str, Any]:
    return {"day": doing.day, "start": words.with_offset(doing.start, zone), "origin": doing.origin}


def _moved(moved: Moved, zone: str) -> dict[str, Any]:
    what = {"activity": moved.after.activity, "name": moved.after.name}
    told = {"other_day": moved.other_day, "other_hour": moved.other_hour, "other_way": moved.other_way}
    return {**what, **told, "before": _place(moved.before, zone), "after": _place(moved.after, zone)}


def _figures(figures: Figures | None) -> dict[str, Any] | None:
    if figures is None:
        return None
    minutes, _, visits = figures.shown
    return {"driving_minutes": minutes, "driving_km": round(figures.km, 3), "estimate": figures.guessed, "visits": visits}
