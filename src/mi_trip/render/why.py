"""Why something is in a plan or is not, in words: a page, and a table of what another trip would have instead."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from mi_trip.diff import differences
from mi_trip.model.money import Amount
from mi_trip.model.plan import CostKind, Travel, Visit
from mi_trip.model.request import CarChoice
from mi_trip.model.why import Beside, CannotBeHad, InPlan, NoTrip, Outweighed
from mi_trip.render import words
from mi_trip.render.diff import differences_grid
from mi_trip.render.facts import name_of
from mi_trip.render.page import Entry, Page, Section, entry, page
from mi_trip.render.why_causes import reason
from mi_trip.render.words import cause_sentence, count, day_text, duration_text, listed, plain, sentence_case, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import CostItem, Plan, ScoreLine
    from mi_trip.model.why import Answer, Change, Part, Question, Tried
    from mi_trip.render.grid import Grid

MOST_NAMES = 4  # of a kind that are named; more are counted
NOTHING_HELPS = "no change of the request was found that lets it in"
PAID = {
    CostKind.BED: "bed",
    CostKind.FARE: "fare",
    CostKind.TOLL: "toll",
    CostKind.TICKET: "ticket",
    CostKind.HIRE: "hire",
    CostKind.FUEL: "fuel",
}


def why_page(answer: Answer, catalogue: Catalogue) -> Page:
    """The answer, without what another trip would have instead."""
    match answer:
        case InPlan():
            return _in_plan(answer, catalogue)
        case Beside():
            return _beside(answer, catalogue)
        case Outweighed():
            return _outweighed(answer, catalogue)
        case CannotBeHad():
            return _cannot_be_had(answer, catalogue)
        case NoTrip():
            return _no_trip(answer, catalogue)
    assert_never(answer)


def instead_grid(answer: Answer, catalogue: Catalogue) -> Grid | None:
    """How the trip without it, or with it, differs from the plan: beds, things done, and the sums; None where there is none."""
    match answer:
        case InPlan(without=other) if other is not None and answer.question.kept is None:
            name = "without it"
        case Outweighed(other=other):
            name = "with it"
        case _:
            return None
    found = differences(answer.plan, other)
    elsewhere = tuple(moved for moved in found.moved if moved.other_day)
    shown = differences_grid(replace(found, moved=elsewhere, orders=(), figures=(), score=None), ("plan", name), catalogue)
    return replace(shown, title=f"The plan, and the best trip found {name}")


# -- the answers ---------------------------------------------------------------------------------------------------------------------


def _in_plan(answer: InPlan, catalogue: Catalogue) -> Page:
    days = dict.fromkeys(part.day for part in answer.parts)
    where = [f"on {_days(days)}"] if days else []
    where += [_slept(answer.nights)] if answer.nights else []
    lines = [_bearers(answer.question, catalogue), *_without(answer)]
    return page(f"{_name(answer)} is in {_the_plan(answer)}: {listed(where)}", lines, _parts("What it gives", answer.parts, catalogue))


def _without(answer: InPlan) -> Iterator[str]:
    if answer.without is None:
        causes = listed(cause_sentence(cause) for cause in answer.causes)
        yield "it cannot be taken out by itself" if answer.question.kept else f"no trip does without it: {causes or 'none was found'}"
        return
    score, other = answer.plan.quality.score, answer.without.quality.score
    avoid = _words(("--avoid", answer.question.name))
    how = f"{avoid} in place of the demand for it" if answer.demanded else avoid
    what = "taken out, the rest as it is," if answer.question.kept else f"the best trip found without it ({how})"
    yield f"{what} scores {_compared(other, score)}"
    if answer.question.kept is None and (answer.demanded or other <= score):
        yield _sureness(answer.plan, answer.without)
    if other > score and not answer.demanded and answer.question.kept is None:
        yield f"so the search had missed a better trip: add {avoid}"


def _beside(answer: Beside, catalogue: Catalogue) -> Page:
    gain = answer.fitted.quality.score - answer.plan.quality.score
    after = f"after {words.what(answer.after, catalogue)}" if answer.after else "before all else"
    if isinstance(answer.after, Travel):
        after = f"after the way over {plain(answer.after.rides[0].route.name)}"
    gives = f"{gain:+.2f} points" if gain >= 0 else f"but takes {-gain:.2f} points more than it gives"
    part = answer.part
    lines = [_bearers(answer.question, catalogue), f"write `- {_line(part, answer)}` there, and all else stays as it is"]
    title = f"{_name(answer)} is not in {_the_plan(answer)}, and fits on day {part.day} {after}: {gives}"
    return page(title, lines, _parts("What it gives", (part,), catalogue))


def _line(part: Part, answer: Beside) -> str:
    """The part as an itinerary file has it."""
    event = part.event
    key, name, start = ("activity", event.activity.id, event.activity.start) if isinstance(event, Visit) else _ride(event)
    more = [f"from: {event.origin}"] if event.origin != start else []
    more += ["car: no"] if not event.with_car and answer.plan.request.car is not CarChoice.NONE else []
    if more:
        return f"{{{', '.join([f'{key}: {name}', *more])}}}"
    return name if key == "activity" else f"{key}: {name}"


def _ride(travel: Travel) -> tuple[str, str, str]:
    route = travel.rides[0].route
    return "ride", route.id, route.start


def _outweighed(answer: Outweighed, catalogue: Catalogue) -> Page:
    score, other = answer.plan.quality.score, answer.other.quality.score
    demand = _words(answer.demand)
    if answer.question.kept and other >= score:
        why = "it does not fit beside the rest"
    elif other < score:
        why = f"it fits, but costs {score - other:.2f} points more than it gives"
    else:
        why = "the search had missed it" if other > score else "a trip with it is just as good"
    lines = [
        _bearers(answer.question, catalogue),
        f"all the same one sleeps there: {_slept(answer.nights)}" if answer.nights else "",
        _alternatives(answer.instead),
        f"the best trip found with it ({demand}) scores {_compared(other, score)}",
        _sureness(answer.plan, answer.other) if other <= score else "",
        _planned_how(answer.question),
    ]
    lets_in = Section("What lets it in", (entry(demand, _price(other - score)), *_working(answer.tried, catalogue)))
    return page(
        f"{_name(answer)} is not in {_the_plan(answer)}: {why}",
        lines,
        _parts("What it would be", answer.parts, catalogue),
        lets_in,
        _in_vain(answer.tried),
    )


def _price(gain: float) -> str:
    if gain < 0:
        return f"for {-gain:.2f} points of other things"
    return f"a better trip, by {gain:.2f} points" if gain else "at no loss of points"


def _alternatives(instead: Sequence[Visit]) -> str:
    if not instead:
        return ""
    named = listed(plain(visit.activity.name) for visit in instead)
    return f"the plan has an alternative to it, and only one of them is done in a trip: {named}"


def _cannot_be_had(answer: CannotBeHad, catalogue: Catalogue) -> Page:
    name = answer.question.wish.name
    entries = [entry(sentence_case(reason(cause, name))) for cause in answer.causes]
    for opening in answer.openings:
        opens = f"opens on {day_text(opening.opens)}" if opening.opens else "does not open within two years"
        entries.append(entry(f"{name_of(opening.subject, catalogue)} {opens}"))
    lets_in = Section("What lets it in", tuple(_working(answer.tried, catalogue)))
    lines = [_bearers(answer.question, catalogue), _planned_how(answer.question) if lets_in.entries else NOTHING_HELPS]
    why = Section("Why", tuple(entries))
    return page(f"{_name(answer)} cannot be had in this trip", lines, why, lets_in, _in_vain(answer.tried))


def _no_trip(answer: NoTrip, catalogue: Catalogue) -> Page:
    why = Section("Why", tuple(entry(sentence_case(cause_sentence(cause))) for cause in answer.causes))
    lets_in = Section("What lets it in", tuple(_working(answer.tried, catalogue)))
    lines = [_bearers(answer.question, catalogue), "" if lets_in.entries else NOTHING_HELPS]
    return page(
        f"There is no trip for this request, so {plain(answer.question.wish.name)} is in none", lines, why, lets_in, _in_vain(answer.tried)
    )


# -- what it gives -------------------------------------------------------------------------------------------------------------------


def _parts(title: str, parts: Iterable[Part], catalogue: Catalogue) -> Section:
    return Section(title, tuple(_part(part, catalogue) for part in parts))


def _part(part: Part, catalogue: Catalogue) -> Entry:
    event = part.event
    when = f"day {part.day}, {day_text(event.start.date())}, {span(event.start, event.end)}"
    wait = f"after a wait of {duration_text(part.wait)}" if part.wait else ""
    took = f"takes {duration_text(event.end - event.start)}{f' {wait}' if wait else ''}"
    if isinstance(event, Travel):
        return entry(
            f"{when}: {words.event_title(event, catalogue)}", "on the way: no points of its own", took, _costs(part.costs, catalogue)
        )
    lines = [_points(line, part, event) for line in part.points]
    return entry(f"{when}: {words.event_title(event, catalogue)}", *lines, took, _costs(part.costs, catalogue))


def _points(line: ScoreLine, part: Part, visit: Visit) -> str:
    if line.code == "pull":
        return f"{line.points:+.2f} points for the recommended order"
    weight = f", counted {part.weight:g} times" if part.weight != 1 else ""
    return f"{line.points:+.2f} points: rating {visit.activity.rating}{weight}"


def _costs(costs: Iterable[CostItem], catalogue: Catalogue) -> str:
    kinds = dict.fromkeys(item.kind for item in costs if item.amount.units)
    if not kinds:
        return "costs nothing"
    sums = [(kind, sum((item.amount for item in costs if item.kind is kind), Amount())) for kind in kinds]
    return f"costs {listed(f'{words.money(amount, catalogue.currency)} ({PAID[kind]})' for kind, amount in sums)}"


# -- what lets it in -----------------------------------------------------------------------------------------------------------------


def _working(tried: Iterable[Tried], catalogue: Catalogue) -> Iterator[Entry]:
    for one in tried:
        if one.lets_in:
            has = listed([f"{words.what(part.event, catalogue)} on day {part.day}" for part in one.parts] or [_slept(one.nights)])
            how = f"it can be had then, if asked for with {_words(one.demand)}" if one.demand else "the plan then has it"
            yield entry(_change(one.change), f"{how}: {has}")


def _in_vain(tried: Iterable[Tried]) -> Section:
    return Section("Tried in vain", tuple(entry(_change(one.change)) for one in tried if not one.lets_in))


def _change(change: Change) -> str:
    if change.give:
        return _words(change.give)
    return f"without {listed(_words(words) for words in change.leave_out)}"


# -- names ---------------------------------------------------------------------------------------------------------------------------


def _name(answer: Answer) -> str:
    return sentence_case(plain(answer.question.wish.name))


def _the_plan(answer: Answer) -> str:
    kept = answer.question.kept
    return plain(kept.source) or "the saved trip" if kept else "the plan"


def _words(words: Sequence[str]) -> str:
    return plain(shlex.join(words))


def _planned_how(question: Question) -> str:
    return f"the options go with `mi-trip plan --from-itinerary {plain(question.kept.source)}`" if question.kept else ""


def _days(numbers: Iterable[int]) -> str:
    numbers = list(numbers)
    return f"{'day' if len(numbers) == 1 else 'days'} {listed(map(str, numbers))}"


def _slept(nights: Sequence[int]) -> str:
    return f"the night after day {nights[0]}" if len(nights) == 1 else f"the nights after days {listed(map(str, nights))}"


def _compared(score: float, than: float) -> str:
    if score == than:
        return f"{score:.2f} points, as many as the plan"
    return f"{score:.2f} points, {abs(score - than):.2f} {'more' if score > than else 'fewer'} than the plan"


def _sureness(*plans: Plan) -> str:
    if all(plan.quality.proved for plan in plans):
        return "both are proved to be the best there are"
    return "these are the best that were found, and need not be the best there are: --effort thorough searches harder"


def _bearers(question: Question, catalogue: Catalogue) -> str:
    """All that bear the name, where there are several, or where the one that does is not the thing itself."""
    wish = question.wish
    kinds = (("area", wish.areas), ("location", wish.locations), ("activity", wish.activities), ("route", wish.routes))
    told = [f"the {kind} {name_of(id_, catalogue)}" for kind, ids in kinds for id_ in ids]
    if len(told) > MOST_NAMES:
        told = [count(len(ids), kind, "activities" if kind == "activity" else "") for kind, ids in kinds if ids]
    if len(told) > 1:
        which = "any of these counts" if wish.activities or wish.routes else "anything there counts"
    else:
        which = "" if wish.activities else "riding it counts" if wish.routes else "anything there counts"
    return f"the name stands for {listed(told)}: {which}" if which else ""
