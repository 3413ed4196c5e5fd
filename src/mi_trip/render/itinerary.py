"""A plan as an itinerary file: the request and the choices as YAML, with the clock times and the ways between as comments."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

from mi_trip.catalogue.names import wish_text
from mi_trip.model.activity import Activity, Difficulty
from mi_trip.model.plan import Hold, Night, Travel, Visit
from mi_trip.model.request import CarChoice
from mi_trip.model.saved import bound_digest, saved_of
from mi_trip.model.solution import RIDE
from mi_trip.render import words
from mi_trip.render.rows import plan_rows
from mi_trip.render.scalars import OWN, beside, block, listed, own, scalar
from mi_trip.render.totals import day_line, summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Event, Plan
    from mi_trip.model.request import Request
    from mi_trip.model.saved import SavedChoice, SavedDay, SavedNight, SavedTrip
    from mi_trip.render.rows import DayRows, Row

VERSION = 1
HEAD = (
    "A trip kept by mi-trip. Change what you like, then ask: mi-trip check FILE",
    f"Comments with {OWN} are mi-trip's own and are written anew; all others are yours and stay.",
)
TOLD = ("When", "Who", "Route", "Nights", "Driving", "Rides", "Cost")  # of the summary


def plan_yaml(plan: Plan, catalogue: Catalogue) -> str:
    """Write the plan as an itinerary file; what it leaves out is worked out when it is read."""
    saved = saved_of(plan)
    lines = [*_head(plan, saved, catalogue), "", *_request(saved.request, catalogue), ""]
    if math.isfinite(plan.quality.bound):
        lines += [_quality(plan, saved, catalogue), ""]
    lines += ["days:"]
    for number, (rows, day) in enumerate(zip(plan_rows(plan, catalogue), saved.days, strict=True)):
        lines += [*([""] if number else []), *_Day(rows, day, saved.request, catalogue).lines()]
    if saved.request.car is CarChoice.HIRE and not saved.ends_with_car:
        lines += ["", beside("car_at_end: no", "the hired car is handed back before the end")]
    return "\n".join(lines) + "\n"


def _head(plan: Plan, saved: SavedTrip, catalogue: Catalogue) -> Iterator[str]:
    yield from (own("", line) for line in HEAD)
    yield own("", "")
    yield from (own("", f"{label}: {text}") for label, text in summary(plan, catalogue) if label in TOLD)
    yield f"itinerary: {VERSION}"
    yield f"catalogue: {scalar(saved.catalogue)}"
    if saved.title:
        yield f"title: {scalar(words.plain(saved.title))}"
    yield from listed("travellers", (scalar(words.plain(name), inside=True) for name in saved.travellers), "")
    if saved.note:
        yield from block("note", saved.note, "")


def _request(request: Request, catalogue: Catalogue) -> Iterator[str]:
    yield "request:"
    yield beside(f"  date: {request.first_day}", f"{words.day_text(request.first_day)}, the first day")
    if request.assumed_date:
        yield beside("  date_assumed: yes", "nobody gave the date; take this line out when you choose one")
    yield beside(f"  from: {scalar(request.start)}", words.location_name(request.start, catalogue))
    yield beside(f"  to: {scalar(request.end)}", words.location_name(request.end, catalogue))
    for key, hour in (("arrive", request.arrive), ("depart", request.depart)):
        if hour:
            yield f'  {key}: "{words.clock(hour)}"'
    yield f"  pace: {request.pace}"
    yield f"  car: {request.car}"
    yield f"  adults: {request.party.adults}"
    yield from listed("children", map(str, request.party.children), "  ")
    if request.likes:
        yield f"  like: {{{', '.join(f'{scalar(tag, inside=True)}: {weight:g}' for tag, weight in request.likes)}}}"
    for key, wishes in (("must", request.must), ("avoid", request.avoid)):
        yield from listed(key, (scalar(wish_text(catalogue, wish), inside=True) for wish in wishes), "  ")
    yield from listed("nights", (f"{{at: {scalar(night.name, inside=True)}, after_day: {night.day}}}" for night in request.nights), "  ")
    if request.max_difficulty is not Difficulty.HARD:
        yield f"  max_difficulty: {request.max_difficulty.word}"
    if request.budget is not None:
        yield beside(f"  budget: {request.budget}", catalogue.currency)


def _quality(plan: Plan, saved: SavedTrip, catalogue: Catalogue) -> str:
    quality, digest = plan.quality, bound_digest(saved.request, catalogue.digest)
    line = f"quality: {{bound: {quality.bound!r}, proved: {'yes' if quality.proved else 'no'}, of: {scalar(digest, inside=True)}}}"
    return beside(line, words.quality_line(quality))


class _Day:
    """Writes one day: its choices in order, and between them as comments how one gets there."""

    def __init__(self, rows: DayRows, saved: SavedDay, request: Request, catalogue: Catalogue) -> None:
        self.day, self.rows, self.saved = rows.day, rows.rows, saved
        self.request, self.catalogue = request, catalogue

    def lines(self) -> Iterator[str]:
        """The block of the day."""
        yield own("  ", f"Day {self.day.number}, {words.day_text(self.day.date)}: {words.day_ends(self.day, self.catalogue)}")
        yield own("  ", day_line(self.day))
        yield "  - do:" if self.saved.choices else "  - do: []"
        yield from self._doings()
        if self.saved.night:
            told = next((_told(row, self.catalogue.currency) for row in self.rows if isinstance(row.event, Night)), "")
            yield from self._night(self.saved.night, told)
        if self.saved.note:
            yield from block("note", self.saved.note, "    ")

    def _doings(self) -> Iterator[str]:
        """The choices and the ways between; a ride that is shown together with others comes after them."""
        waiting = deque(zip((event for event in self.day.events if _chosen(event)), self.saved.choices, strict=True))
        for row in self.rows:
            if isinstance(row.event, Night):
                continue
            told = _told(row, self.catalogue.currency)
            own_line = any(event is row.event for event, _ in waiting)
            if not own_line:
                yield own("      ", told)
            while waiting and (waiting[0][0] is row.event or waiting[0][0].start < row.end):
                event, choice = waiting.popleft()
                yield from self._choice(choice, told if event is row.event else "")
        for _, choice in waiting:
            yield from self._choice(choice, "")

    def _choice(self, choice: SavedChoice, told: str) -> Iterator[str]:
        route = choice.activity.startswith(RIDE)
        id_ = choice.activity.removeprefix(RIDE)
        fields = [*self._origin(choice), *self._car(choice.with_car)]
        if choice.booked:
            fields.append(f"booked: {choice.booked:%Y-%m-%d %H:%M}")
        yield from _entry("      - ", "ride" if route else "activity", id_, fields, choice, told, alone=not route)

    def _origin(self, choice: SavedChoice) -> list[str]:
        """From which end, where that is not the only one."""
        id_ = choice.activity.removeprefix(RIDE)
        thing = self.catalogue.routes[id_] if choice.activity.startswith(RIDE) else self.catalogue.activities[id_]
        only = thing.start if thing.one_way or (isinstance(thing, Activity) and not thing.journey) else None
        return [f"from: {scalar(choice.origin)}"] if choice.origin and choice.origin != only else []

    def _night(self, night: SavedNight, told: str) -> Iterator[str]:
        fields = self._car(night.with_car)
        if night.booked:
            fields.append(f"booked: {night.booked}")
        if not fields and night.hold is Hold.FREE and not night.note:
            yield beside(f"    night: {scalar(night.location)}", told)
            return
        yield "    night:"
        yield from _entry("      ", "at", night.location, fields, night, told, alone=False)

    def _car(self, with_car: bool | None) -> list[str]:
        return ["car: no"] if with_car is False and self.request.car is not CarChoice.NONE else []


def _entry(
    begin: str, key: str, id_: str, fields: Sequence[str], held: SavedChoice | SavedNight, told: str, *, alone: bool
) -> Iterator[str]:
    """An entry with its keys below each other; one that needs no other may be the name alone."""
    fields = [*fields, *(["pinned: yes"] if held.hold is Hold.PINNED else [])]
    if alone and not fields and not held.note:
        yield beside(f"{begin}{scalar(id_)}", told)
        return
    below = " " * len(begin)
    yield beside(f"{begin}{key}: {scalar(id_)}", told)
    yield from (f"{below}{field}" for field in fields)
    if held.note:
        yield from block("note", held.note, below)


def _chosen(event: Event) -> bool:
    return isinstance(event, Visit) or (isinstance(event, Travel) and event.demanded)


def _told(row: Row, currency: str) -> str:
    """The row in one line, without what its entry says itself."""
    facts = [row.duration_text] if isinstance(row.event, Travel) else []
    facts += [f"{row.km_text} km"] if row.km_text else []
    facts += [words.money(row.cost, currency)] if row.cost.units else []
    title = f"{row.time_text}  {row.title}"
    notes = "; ".join((*([", ".join(facts)] if facts else []), *row.notes))
    return f"{title} ({notes})" if notes else title
