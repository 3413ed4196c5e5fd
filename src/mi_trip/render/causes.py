"""Sentences for what makes a request impossible: each names the subject and the remedy."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mi_trip.render.units import count, day_text, listed, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mi_trip.model.solution import Cause

Facts = dict[str, str]


def cause_sentence(cause: Cause) -> str:
    """Why the demand cannot be met and what to do about it.

    >>> from mi_trip.model.solution import Cause
    >>> cause_sentence(Cause("needs-days", "Svalbard", {"days": 3, "needed": 4}))
    'Svalbard cannot be had in 3 days: getting there and back takes at least 4; ask for --days 4 or drop it'
    """
    facts = {name: _text(value) for name, value in cause.facts.items()}
    return _SENTENCES.get(cause.code, _unknown(cause.code))(plain(cause.subject), facts)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple | set | frozenset):
        return listed(plain(str(one)) for one in value)
    return plain(str(value))


def opens_text(iso: str) -> str:
    """An opening date from its ISO form, in full; anything else as it is."""
    try:
        return day_text(date.fromisoformat(iso))
    except ValueError:
        return plain(iso)


def _days(facts: Mapping[str, str]) -> str:
    days = facts.get("days", "")
    return count(int(days), "day") if days.isdecimal() else "these days"


def _night(facts: Mapping[str, str]) -> str:
    day = f"day {facts['day']}" if facts.get("day") else "that day"
    return f"{day} ({opens_text(facts['date'])})" if facts.get("date") else day


def _amount(text: str) -> str:
    return f"{int(text):,}" if text.isdecimal() else text


def _shut_throughout(subject: str, facts: Facts) -> str:
    if facts.get("opens"):
        return f"{subject} is shut on all these days: it opens on {opens_text(facts['opens'])}; ask for a later --date or drop it"
    return f"{subject} is shut on all these days, and no opening is known: ask for another --date or drop it"


def _too_young(subject: str, facts: Facts) -> str:
    youngest = f", and the youngest of the party is {facts['youngest']}" if facts.get("youngest") else ""
    return f"{subject} takes nobody under {facts.get('min_age') or 'its age limit'}{youngest}: drop it or travel without the younger ones"


def _too_hard(subject: str, facts: Facts) -> str:
    difficulty = facts.get("difficulty") or "hard"
    return f"{subject} is {difficulty}, harder than you asked for: allow it with --max-difficulty {difficulty} or drop it"


def _needs_car(subject: str, _: Facts) -> str:
    return f"{subject} cannot be had without a car: ask for --car hire or --car own, or drop it"


def _no_cars_taken(subject: str, _: Facts) -> str:
    return f"{subject} takes no cars along, and the car cannot be left behind for it: ask for --car none, more --days, or drop it"


def _no_hire(subject: str, _: Facts) -> str:
    return f"no car can be hired at {subject}: start where cars are hired, or ask for --car own or --car none"


def _unreachable(subject: str, facts: Facts) -> str:
    return (
        f"{subject} cannot be reached in {_days(facts)}: no open way leads there in time; ask for another --date, more --days, or drop it"
    )


def _not_in_days(subject: str, facts: Facts) -> str:
    return f"{subject} cannot be had in {_days(facts)}: ask for more --days or drop it"


def _needs_days(subject: str, facts: Facts) -> str:
    needed = facts.get("needed") or "more"
    return f"{subject} cannot be had in {_days(facts)}: getting there and back takes at least {needed}; ask for --days {needed} or drop it"


def _together(subject: str, facts: Facts) -> str:
    others = facts.get("others") or "the other demands"
    return f"{subject} cannot be had together with {others} in this trip: ask for more --days or drop one of them"


def _alternatives(subject: str, facts: Facts) -> str:
    return f"{subject} and {facts.get('others') or 'another demand'} are alternatives, of which a trip has one: drop one of them"


def _bed_shut(subject: str, facts: Facts) -> str:
    return f"nobody can sleep at {subject} on the night of {_night(facts)}: it is shut then; ask for another --night or --date"


def _bed_unreachable(subject: str, facts: Facts) -> str:
    return f"{subject} cannot be reached by the night of {_night(facts)}: ask for a nearer --night or a later day"


def _on(facts: Mapping[str, str]) -> str:
    return opens_text(facts["date"]) if facts.get("date") else "a day"


def _pin_outside(subject: str, facts: Facts) -> str:
    return f"{subject} is kept for {_on(facts)}, which is no such day or night of this trip: ask for other dates or release it"


def _pin_shut(subject: str, facts: Facts) -> str:
    opens = f"; it opens on {opens_text(facts['opens'])}" if facts.get("opens") else ""
    return f"{subject} is kept for {_on(facts)}, when it is shut{opens}: ask for another --date or release it"


def _pin_hour(subject: str, facts: Facts) -> str:
    hour = f"{facts['at']} on " if facts.get("at") else ""
    return f"{subject} is kept for {hour}{_on(facts)}, and does not begin then: book it for another hour or day, or release it"


def _pin_way(subject: str, facts: Facts) -> str:
    return f"{subject} is kept for {_on(facts)}, and cannot be had in that direction then: turn it round or release it"


def _pin_unreachable(subject: str, facts: Facts) -> str:
    hour = f"{facts['at']} on " if facts.get("at") else ""
    no_time = "which leaves no time for the way there and back, and lunch"
    return f"{subject} is kept for {hour}{_on(facts)}, {no_time}: keep it for another day or release it"


def _night_outside(subject: str, facts: Facts) -> str:
    day = f"day {facts['day']}" if facts.get("day") else "a day"
    return f"{subject} is asked for the night of {day}, which a trip of {_days(facts)} does not have: ask for more --days or an earlier day"


def _no_way_home(subject: str, facts: Facts) -> str:
    end = facts.get("end") or "the end of the trip"
    start = f" from {subject}" if subject and subject != end else ""
    return f"there is no way{start} to {end} within {_days(facts)}: ask for more --days or another --to"


def _over_budget(_: str, facts: Facts) -> str:
    budget, needed = facts.get("budget", ""), facts.get("needed", "")
    if not needed:
        return f"no trip that meets the request costs {_amount(budget)} or less: ask for a higher --budget, fewer --days or fewer demands"
    more = f"more than the budget of {_amount(budget)}"
    return f"the cheapest trip found costs {_amount(needed)}, {more}: ask for --budget {needed}, fewer --days or fewer demands"


def _nothing(subject: str, _: Facts) -> str:
    return f"there is nothing to do at {subject}: ask for a --night there, or drop it"


def _avoided(subject: str, facts: Facts) -> str:
    by = facts.get("by") or subject
    return f"{subject} is both demanded and avoided: drop its --must or --night, or --avoid {by}"


def _unknown(code: str) -> Callable[[str, Facts], str]:
    def sentence(subject: str, facts: Facts) -> str:
        told = "".join(f", {name} {value}" for name, value in facts.items() if value)
        return f"{subject or 'the request'} cannot be had ({code.replace('-', ' ')}{told}): drop it or ask for other days"

    return sentence


_SENTENCES: Mapping[str, Callable[[str, Facts], str]] = {
    "shut-throughout": _shut_throughout,
    "too-young": _too_young,
    "too-hard": _too_hard,
    "needs-car": _needs_car,
    "no-hire": _no_hire,
    "no-cars-taken": _no_cars_taken,
    "unreachable": _unreachable,
    "not-in-days": _not_in_days,
    "needs-days": _needs_days,
    "together": _together,
    "alternatives": _alternatives,
    "pin-outside": _pin_outside,
    "pin-shut": _pin_shut,
    "pin-hour": _pin_hour,
    "pin-way": _pin_way,
    "pin-unreachable": _pin_unreachable,
    "night-outside": _night_outside,
    "bed-shut": _bed_shut,
    "bed-unreachable": _bed_unreachable,
    "no-way-home": _no_way_home,
    "over-budget": _over_budget,
    "avoided": _avoided,
    "nothing-to-do": _nothing,
}
