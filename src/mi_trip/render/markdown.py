"""A plan as a road book in Markdown that reads well raw and rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.model.plan import Night, Visit
from mi_trip.render import totals, words
from mi_trip.render.bookings import bookings
from mi_trip.render.marks import escaped, link, table
from mi_trip.render.rows import DayRows, plan_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.place import Scene
    from mi_trip.model.plan import Plan
    from mi_trip.render.rows import Row

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
LONG_NOTES = 60  # characters from which on notes stand below the table
ABOUT_NOTE = (
    "≈ marks what is estimated or assumed; a sum with an estimate in it is an estimate. Check such times and prices before booking."
)


def plan_markdown(plan: Plan, catalogue: Catalogue) -> str:
    """Write the road book: summary, days, bookings, cost, what to know, sources."""
    sources = _Sources(catalogue)
    sections = [
        _head(plan, catalogue),
        *_days(plan, catalogue, sources),
        _bookings(plan, catalogue),
        _cost(plan, catalogue, sources),
        _good_to_know(plan, catalogue),
    ]
    lines = [line for section in (*sections, sources.section()) for line in section]
    return "\n".join(lines).rstrip() + "\n"


class _Sources:
    """The sources used so far, numbered in the order of their first use."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._numbers: dict[str, int] = {}

    def use(self, sources: Iterable[str]) -> list[int]:
        return [self._numbers.setdefault(source, len(self._numbers) + 1) for source in sources]

    def section(self) -> list[str]:
        lines = [f"{number}. {self._text(source)}" for source, number in self._numbers.items()]
        return ["## Sources", "", *lines, "", f"The catalogue's facts were last checked on {words.day_text(self._catalogue.checked)}.", ""]

    def _text(self, source: str) -> str:
        known = self._catalogue.sources.get(source)
        if known is None:
            return escaped(source)
        return " ".join(part for part in (escaped(known.text), link(known.url) if known.url else "") if part)


def _head(plan: Plan, catalogue: Catalogue) -> list[str]:
    facts = totals.summary(plan, catalogue)
    lines = [f"- **{label}:** {escaped(told)}" for label, told in facts]
    if plan.request.assumed_date:
        lines[0] += " (assumed: nobody gave the date)"
    lines.append(f"- **How good:** {escaped(words.quality_line(plan.quality))}")
    title, worked_out = words.heading(plan, catalogue), words.title_line(plan, catalogue)
    below = [escaped(worked_out), ""] if title != worked_out else []
    return [f"# {escaped(title)}", "", *below, *_quoted(plan.note), *lines, "", ABOUT_NOTE, ""]


def _quoted(note: str) -> list[str]:
    """The traveller's own words."""
    return [f"> {shown}", ""] if (shown := escaped(note)) else []


def _days(plan: Plan, catalogue: Catalogue, sources: _Sources) -> Iterator[list[str]]:
    screened: set[Scene] = set()
    for day in plan_rows(plan, catalogue):
        yield [*_day_table(day, catalogue), *_visits(day, sources), *_scenes(day, catalogue, sources, screened)]
        for night in day.day.only(Night):
            sources.use(catalogue.locations[night.location].evidence.sources)


def _day_table(day: DayRows, catalogue: Catalogue) -> list[str]:
    events = day.day.events
    ends = words.compressed([words.location_name(event, catalogue) for event in (events[0].origin, events[-1].destination)])
    title = f"## Day {day.day.number}: {words.day_text(day.day.date)}, {escaped(' → '.join(ends))}"
    below: list[str] = []
    heads = ["Time", "What", "Where", "How long", "km", escaped(catalogue.currency), "Notes"]
    rows = [
        [
            row.time_text,
            _marked(row.what, row.event),
            escaped(row.where),
            row.duration_text,
            row.km_text,
            row.cost_text,
            escaped(_notes(row, below)),
        ]
        for row in day.rows
    ]
    lines = [f"{number}. {escaped(note)}" for number, note in enumerate(below, 1)]
    told = [words.sentence_case(totals.day_line(day.day)), "", *_quoted(day.day.note)]
    return [title, "", *told, *table(heads, rows, right=heads[3:6]), "", *([*lines, ""] if lines else [])]


def _notes(row: Row, below: list[str]) -> str:
    """The notes for the last column; what is too long for it goes below the table, under a number."""
    told = "; ".join(row.all_notes)
    if len(told) <= LONG_NOTES:
        return told
    see = f"see note {len(below) + 1}"
    beside = "; ".join((*row.notes, see))
    if row.own and len(beside) <= LONG_NOTES:
        below.append(row.own)
        return beside
    below.append(told)
    return see


def _marked(text: str, event: object) -> str:
    return f"**{escaped(text)}**" if isinstance(event, Visit | Night) else escaped(text)


def _visits(day: DayRows, sources: _Sources) -> list[str]:
    """What makes each activity worth it, and what to know of it."""
    lines = []
    for visit in day.day.only(Visit):
        activity = visit.activity
        sources.use(activity.evidence.sources)
        told = " ".join(_sentence(text) for text in (activity.why, activity.note) if text)
        lines.append(f"- **{escaped(activity.name)}** ({RATING_WORDS.get(activity.rating, 'asked for')}): {told}".removesuffix(": "))
    for ride in day.day.rides:
        sources.use(ride.route.evidence.sources)
    return [*lines, ""] if lines else []


def _sentence(text: str) -> str:
    shown = escaped(words.sentence_case(words.plain(text)))
    return shown if shown.endswith((".", "!", "?")) else f"{shown}."


def _scenes(day: DayRows, catalogue: Catalogue, sources: _Sources, screened: set[Scene]) -> list[str]:
    """What the films have to do with the places of the day, each told once a trip."""
    lines = []
    for place, scene in _found_scenes(day, catalogue):
        if scene in screened:
            continue
        screened.add(scene)
        film = catalogue.films.get(scene.film)
        numbers = sources.use(scene.sources)
        cited = f" ({'source' if len(numbers) == 1 else 'sources'} {', '.join(map(str, numbers))})" if numbers else ""
        relation = RELATION_WORDS.get(scene.relation, scene.relation.replace("_", " "))
        lines.append(
            f"- {escaped(place)}, *{escaped(film.title if film else scene.film)}*, {escaped(relation)}: {_sentence(scene.scene)}{cited}"
        )
    return ["On screen:", "", *lines, ""] if lines else []


def _found_scenes(day: DayRows, catalogue: Catalogue) -> Iterator[tuple[str, Scene]]:
    for event in day.day.events:
        if isinstance(event, Visit):
            for scene in event.activity.scenes:
                yield words.plain(event.activity.name), scene
        if isinstance(event, Visit | Night):
            for place in dict.fromkeys((event.origin, event.destination)):
                for scene in catalogue.locations[place].scenes:
                    yield words.location_name(place, catalogue), scene


def _bookings(plan: Plan, catalogue: Catalogue) -> list[str]:
    rows = [
        [
            escaped(row.need_text),
            row.by_text(plan.request.first_day),
            words.short_day(row.date),
            escaped(row.what),
            ", ".join(part for part in (escaped(row.who), link(row.web) if row.web else "", escaped(row.phone)) if part),
            escaped(row.note),
        ]
        for row in bookings(plan, catalogue)
    ]
    if not rows:
        return ["## To book", "", "Nothing has to be booked.", ""]
    return ["## To book", "", *table(["Need", "Book by", "For", "What", "With whom", "Note"], rows), ""]


def _cost(plan: Plan, catalogue: Catalogue, sources: _Sources) -> list[str]:
    rows = [[words.sentence_case(name), words.units(amount)] for name, amount in totals.cost_lines(plan)]
    rows.append(["**In all**", f"**{words.units(plan.cost)}**"])
    if plan.request.party.size > 1:
        rows.append(["Each", words.units(totals.per_person(plan))])
    sources.use(catalogue.costs.evidence.sources)
    currency = escaped(catalogue.currency)
    return [
        "## Cost",
        "",
        *table([escaped(words.sentence_case(words.party_text(plan.request.party))), currency], rows, right=[currency]),
        "",
        f"- **Included:** {escaped(totals.included(plan))}",
        f"- **Not included:** {escaped(totals.not_included(plan, catalogue))}",
        "",
    ]


def _good_to_know(plan: Plan, catalogue: Catalogue) -> list[str]:
    lines = [f"- {escaped(words.sentence_case(line))}" for line in words.notice_lines(plan.notices, catalogue)]
    return ["## Good to know", "", *lines, ""] if lines else []
