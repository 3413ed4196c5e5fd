"""A plan as a road book: all that is told of a trip, in order and in plain text, for every format in which people read it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_trip.model.plan import Night, Visit
from mi_trip.render import totals, words
from mi_trip.render.bookings import bookings
from mi_trip.render.rows import plan_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.place import Scene
    from mi_trip.model.plan import Plan, PlannedDay
    from mi_trip.render.bookings import BookingRow
    from mi_trip.render.rows import DayRows, Row

RATING_WORDS = {1: "fills a gap", 2: "nice", 3: "worth a stop", 4: "worth a detour", 5: "worth the trip"}
RELATION_WORDS = {
    "shot_here": "filmed here",
    "cast_base": "where the cast stayed",
    "cast_visit": "the cast came by",
    "exhibit": "on show",
    "view_of_location": "in view",
    "production_story": "from the making of the film",
    "background": "background",
    "themed_activity": "in its spirit",
}
ABOUT_NOTE = (
    "≈ marks what is estimated or assumed; a sum with an estimate in it is an estimate. Check such times and prices before booking."
)
ASSUMED_DATE = "(assumed: nobody gave the date)"
NOTHING_TO_BOOK = "Nothing has to be booked."


@dataclass(frozen=True, slots=True)
class Fact:
    """Something told under a label."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Worth:
    """What makes an activity worth it: how much, in words, and in sentences why, with what to know of it."""

    name: str
    rating: str
    told: str


@dataclass(frozen=True, slots=True)
class OnScreen:
    """What a film has to do with a place of the day; ``sources`` are numbers of the book's sources."""

    place: str
    film: str
    relation: str
    told: str
    sources: tuple[int, ...]

    @property
    def cited(self) -> str:
        """Where that is known from, such as `source 3`."""
        return f"{'source' if len(self.sources) == 1 else 'sources'} {', '.join(map(str, self.sources))}" if self.sources else ""


@dataclass(frozen=True, slots=True)
class BookDay:
    """A day: its title and its ends, what it adds up to, the traveller's note, its rows, what is worth it and what was filmed there."""

    day: PlannedDay
    title: str
    ends: str
    line: str
    note: str
    rows: tuple[Row, ...]
    worth: tuple[Worth, ...]
    screen: tuple[OnScreen, ...]

    @property
    def date_text(self) -> str:
        """The day of the week and the date."""
        return words.day_text(self.day.date)


@dataclass(frozen=True, slots=True)
class Costs:
    """What the party pays: a sum for each kind of thing and in all, for each person where there are several, and what that covers."""

    party: str
    currency: str
    lines: tuple[Fact, ...]
    total: str
    each: str
    included: str
    not_included: str


@dataclass(frozen=True, slots=True)
class NumberedSource:
    """Where facts of the book come from, under the number by which it cites them; ``url``: nothing where there is none."""

    number: int
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Book:
    """All that is told of a trip. ``subtitle``: what was planned, where the traveller's title does not say so itself."""

    title: str
    subtitle: str
    note: str
    summary: tuple[Fact, ...]
    days: tuple[BookDay, ...]
    bookings: tuple[BookingRow, ...]
    costs: Costs
    notices: tuple[str, ...]
    sources: tuple[NumberedSource, ...]
    checked: str


def book_of(plan: Plan, catalogue: Catalogue) -> Book:
    """Tell the trip: summary, days, what to book, what it costs, what to know, and where all that is known from."""
    cited = _Cited(catalogue)
    title, worked_out = words.heading(plan, catalogue), words.title_line(plan, catalogue)
    days = tuple(_days(plan, catalogue, cited))
    cited.use(catalogue.costs.evidence.sources)
    return Book(
        title=words.plain(title),
        subtitle=words.plain(worked_out) if title != worked_out else "",
        note=words.plain(plan.note),
        summary=tuple(_summary(plan, catalogue)),
        days=days,
        bookings=bookings(plan, catalogue),
        costs=_costs(plan, catalogue),
        notices=tuple(words.sentence_case(line) for line in words.notice_lines(plan.notices, catalogue)),
        sources=tuple(cited.sources()),
        checked=f"The catalogue's facts were last checked on {words.day_text(catalogue.checked)}.",
    )


class _Cited:
    """The sources used so far, numbered in the order of their first use."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._numbers: dict[str, int] = {}

    def use(self, sources: Iterable[str]) -> tuple[int, ...]:
        return tuple(self._numbers.setdefault(source, len(self._numbers) + 1) for source in sources)

    def sources(self) -> Iterator[NumberedSource]:
        for source, number in self._numbers.items():
            known = self._catalogue.sources.get(source)
            yield NumberedSource(number, words.plain(known.text if known else source), known.url if known else "")


def _summary(plan: Plan, catalogue: Catalogue) -> Iterator[Fact]:
    for number, (label, told) in enumerate(totals.summary(plan, catalogue)):
        assumed = f" {ASSUMED_DATE}" if not number and plan.request.assumed_date else ""
        yield Fact(label, f"{words.plain(told)}{assumed}")
    if math.isfinite(plan.quality.bound):  # a score by itself tells a reader nothing
        yield Fact("How good", words.quality_line(plan.quality))


def _days(plan: Plan, catalogue: Catalogue, cited: _Cited) -> Iterator[BookDay]:
    screened: set[Scene] = set()
    for day in plan_rows(plan, catalogue):
        worth = tuple(_worth(day, cited))
        for ride in day.day.rides:
            cited.use(ride.route.evidence.sources)
        yield BookDay(
            day=day.day,
            title=words.day_title(day.day, catalogue),
            ends=words.day_ends(day.day, catalogue),
            line=words.sentence_case(totals.day_line(day.day)),
            note=words.plain(day.day.note),
            rows=day.rows,
            worth=worth,
            screen=tuple(_screen(day, catalogue, cited, screened)),
        )
        for night in day.day.only(Night):
            cited.use(catalogue.locations[night.location].evidence.sources)


def _worth(day: DayRows, cited: _Cited) -> Iterator[Worth]:
    """What makes each activity worth it, and what to know of it."""
    for visit in day.day.only(Visit):
        activity = visit.activity
        cited.use(activity.evidence.sources)
        told = " ".join(_sentence(text) for text in (activity.why, activity.note) if text)
        yield Worth(words.plain(activity.name), RATING_WORDS.get(activity.rating, "asked for"), told)


def _sentence(text: str) -> str:
    shown = words.sentence_case(words.plain(text))
    return shown if shown.endswith((".", "!", "?")) else f"{shown}."


def _screen(day: DayRows, catalogue: Catalogue, cited: _Cited, screened: set[Scene]) -> Iterator[OnScreen]:
    """What the films have to do with the places of the day, each told once a trip."""
    for place, scene in _found_scenes(day, catalogue):
        if scene in screened:
            continue
        screened.add(scene)
        film = catalogue.films.get(scene.film)
        relation = RELATION_WORDS.get(scene.relation, scene.relation.replace("_", " "))
        title = words.plain(film.title if film else scene.film)
        yield OnScreen(place, title, words.plain(relation), _sentence(scene.scene), cited.use(scene.sources))


def _found_scenes(day: DayRows, catalogue: Catalogue) -> Iterator[tuple[str, Scene]]:
    for event in day.day.events:
        if isinstance(event, Visit):
            for scene in event.activity.scenes:
                yield words.plain(event.activity.name), scene
        if isinstance(event, Visit | Night):
            for place in dict.fromkeys((event.origin, event.destination)):
                for scene in catalogue.locations[place].scenes:
                    yield words.location_name(place, catalogue), scene


def _costs(plan: Plan, catalogue: Catalogue) -> Costs:
    several = plan.request.party.size > 1
    return Costs(
        party=words.sentence_case(words.party_text(plan.request.party)),
        currency=words.plain(catalogue.currency),
        lines=tuple(Fact(words.sentence_case(name), words.units(amount)) for name, amount in totals.cost_lines(plan)),
        total=words.units(plan.cost),
        each=words.units(totals.per_person(plan)) if several else "",
        included=totals.included(plan),
        not_included=totals.not_included(plan, catalogue),
    )
