"""Lines for what of a saved trip is not in the plan that was made of it anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mi_trip.model.plan import Hold
from mi_trip.render.causes import cause_sentence, opens_text
from mi_trip.render.units import count, listed, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mi_trip.model.gone import Gone

NOT_KEPT = "not-kept"


def gone_lines(gone: Sequence[Gone]) -> Iterator[str]:
    """A line for everything that was to stay or has a note, then one that counts the rest."""
    for one in gone:
        if one.cause.code != NOT_KEPT or one.note:
            yield gone_line(one)
    rest = [f"{_name(one)} (day {one.day})" for one in gone if one.cause.code == NOT_KEPT and not one.note]
    if rest:
        were = "was not pinned and is" if len(rest) == 1 else "were not pinned and are"
        yield f"{count(len(rest), 'choice')} of the file {were} not in the new plan: {listed(rest)}"


def gone_line(gone: Gone) -> str:
    """What went, why, and its note.

    >>> from mi_trip.model.gone import Gone
    >>> from mi_trip.model.solution import Cause
    >>> gone_line(Gone("Aksla", 2, Cause("day-gone", "", {"day": 2}), Hold.PINNED, note="sunset"))
    'left out: Aksla (pinned, day 2): the trip has no day 2 any more; its note was: sunset'
    """
    if gone.cause.code in _CHANGES:
        hold = "" if gone.hold is Hold.FREE else f"{gone.hold.value}, "
        entry = f"{_name(gone)} ({hold}day {gone.day})" if gone.name else "the end of the trip"
        return f"changed: {entry}: {_CHANGES[gone.cause.code](gone.cause.facts)}"
    what = _what(gone)
    why = "it was not pinned" if gone.cause.code == NOT_KEPT else _reason(gone)
    note = f"; its note was: {plain(gone.note)}" if gone.note and gone.name else f"; it was: {plain(gone.note)}" if gone.note else ""
    return f"{what}: {why}{note}"


def _what(gone: Gone) -> str:
    free = gone.hold is Hold.FREE
    if not gone.name:
        return f"left out: the note of day {gone.day}"
    if gone.now:
        return f"{'moved' if free else f'no longer {gone.hold.value}'}: {_name(gone)} (day {gone.day}), now on day {gone.now}"
    return f"left out: {_name(gone)} ({'' if free else f'{gone.hold.value}, '}day {gone.day})"


def _name(gone: Gone) -> str:
    return f"the night at {plain(gone.name)}" if gone.night else plain(gone.name)


def _reason(gone: Gone) -> str:
    facts = gone.cause.facts
    table = _NIGHTS if gone.night and gone.cause.code in _NIGHTS else _REASONS
    sentence = table.get(gone.cause.code)
    return sentence(facts) if sentence else cause_sentence(replace(gone.cause, subject="it"))


def _on(facts: Mapping[str, object]) -> str:
    hour = f"at {facts['at']} on " if facts.get("at") else "on "
    return f"{hour}{opens_text(str(facts.get('date', '')))}"


def _shut(facts: Mapping[str, object]) -> str:
    opens = f", and opens on {opens_text(str(facts['opens']))}" if facts.get("opens") else ""
    return f"it is shut {_on(facts)}{opens}"


def _beside(facts: Mapping[str, object]) -> str:
    others = facts.get("beside")
    names = [plain(str(name)) for name in others] if isinstance(others, list | tuple) else []
    return f"it does not fit into day {facts.get('day')}" + (f" beside {listed(names)}" if names else "")


def _together(facts: Mapping[str, object]) -> str:
    others = facts.get("others")
    names = [plain(str(name)) for name in others] if isinstance(others, list | tuple) else []
    return f"it cannot be had together with {listed(names)}" if names else "it cannot be had together with all that is asked for"


def _no_rest(facts: Mapping[str, object]) -> str:
    return f"after a strenuous day comes one of rest, and {plain(str(facts.get('done')))} is on day {facts.get('day')}"


def _too_dear(facts: Mapping[str, object]) -> str:
    return f"with it the trip would cost more than the budget of {facts.get('budget'):,}"


_CHANGES: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    "car": lambda facts: "now with the car" if facts.get("with_car") else "now without the car",
    "way": lambda facts: f"now the other way, from {plain(str(facts.get('origin')))}",
}
_REASONS: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    "pin-outside": lambda facts: f"{opens_text(str(facts.get('date', '')))} is not in this trip",
    "pin-shut": _shut,
    "pin-hour": lambda facts: f"it does not begin {_on(facts)}",
    "pin-way": lambda facts: f"it cannot be had in that direction {_on(facts)}",
    "pin-unreachable": lambda facts: f"there is no time for the way there and back, and lunch, {_on(facts)}",
    "together": _together,
    "day-gone": lambda facts: f"the trip has no day {facts.get('day')} any more",
    "done-already": lambda facts: f"it is done on day {facts.get('day')} already",
    "alternative": lambda facts: f"{plain(str(facts.get('done')))}, which is done instead, is an alternative to it",
    "no-room": _beside,
    "less-worth": lambda _: "the plan found without it scores more",
    "no-rest": _no_rest,
    "too-dear": _too_dear,
    "not-found": lambda _: "no trip was found that has it beside all else that is asked for",
    "too-young": lambda facts: f"it takes nobody under {facts.get('min_age')}, and the youngest is {facts.get('youngest')}",
    "too-hard": lambda facts: f"it is {facts.get('difficulty')}, harder than was asked for",
    "needs-car": lambda _: "it cannot be had without a car",
    "avoided": lambda facts: f"{plain(str(facts.get('by')))} is to be avoided",
}
_NIGHTS: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    "pin-outside": lambda facts: f"the night of {opens_text(str(facts.get('date', '')))} is not in this trip",
    "day-gone": lambda facts: f"the trip has no night after day {facts.get('day')}",
    "bed-shut": lambda facts: f"it is shut on {opens_text(str(facts.get('date', '')))}",
    "bed-unreachable": lambda facts: f"it cannot be reached by the evening of {opens_text(str(facts.get('date', '')))}",
    "night-asked": lambda facts: f"that night is asked for at {plain(str(facts.get('name')))}",
    "night-held": lambda facts: f"that night is {facts.get('hold')} at {plain(str(facts.get('name')))}",
}
