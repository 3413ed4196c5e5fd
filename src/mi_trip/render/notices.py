"""Sentences for what the traveller must know about a plan."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mi_trip.render.causes import opens_text
from mi_trip.render.units import count, duration_text, listed, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Notice

Facts = dict[str, str]


def notice_sentence(notice: Notice, catalogue: Catalogue) -> str:
    """What is to be known, without the day."""
    facts = {plain(name): plain(value) for name, value in notice.facts}
    facts["name"] = facts.get("name") or subject_name(notice.subject, catalogue)
    facts["when"] = "on that day" if notice.day else "on these dates"
    return _SENTENCES.get(notice.code, _unknown(plain(notice.code)))(facts)


def notice_lines(notices: Sequence[Notice], catalogue: Catalogue) -> list[str]:
    """Every notice as a line that says its days, those of the whole trip first; what holds on several days is said once."""
    days: dict[str, list[int]] = {}
    for notice in notices:
        days.setdefault(notice_sentence(notice, catalogue), []).append(notice.day)
    ordered = sorted(days.items(), key=lambda item: min(item[1]) > 0)
    return [f"{_days(numbers)}{sentence}" for sentence, numbers in ordered]


def _days(numbers: Sequence[int]) -> str:
    named = sorted({number for number in numbers if number})
    if not named:
        return ""
    return f"{'Day' if len(named) == 1 else 'Days'} {listed(str(number) for number in named)}: "


def subject_name(subject: str, catalogue: Catalogue) -> str:
    """The name of whatever bears the id; the id itself where nothing does."""
    for kind in (catalogue.locations, catalogue.activities, catalogue.routes, catalogue.areas, catalogue.seasons):
        if subject in kind:
            return plain(kind[subject].name)
    return plain(subject)


def _minutes(text: str) -> str:
    return duration_text(timedelta(minutes=int(text))) if text.isdecimal() and len(text) < 6 else text


def _sun(facts: Facts) -> str:
    return f"the sun rises at {facts.get('sunrise') or '?'} and sets at {facts.get('sunset') or '?'}"


def _season_risk(facts: Facts) -> str:
    years = f"in {facts.get('shut')} of {facts.get('recorded')} recorded years" if facts.get("shut") else "in some years"
    via = f" via {facts['via']}" if facts.get("via") else ""
    detour = f"; the detour{via} takes {_minutes(facts['detour_minutes'])}" if facts.get("detour_minutes") else ""
    return f"{facts['name']} was shut on this date {years}: check before you set out{detour}"


def _shut(facts: Facts) -> str:
    opens = f"; it opens on {opens_text(facts['opens'])}" if facts.get("opens") else ""
    return f"{facts['name']} is shut {facts['when']}{opens}"


def _shut_activity(facts: Facts) -> str:
    opens = f"; it opens on {opens_text(facts['opens'])}" if facts.get("opens") else ""
    return f"{facts['name']} cannot be done {facts['when']}{opens}"


def _queue(facts: Facts) -> str:
    minutes = f"be there {_minutes(facts['minutes'])} early" if facts.get("minutes") else "be there early"
    why = f": {facts['why']}" if facts.get("why") else ""
    return f"{facts['name']}: {minutes}{why}"


def _dark(facts: Facts) -> str:
    return f"{_minutes(facts.get('minutes', '')) or 'some'} of the driving is in the dark: {_sun(facts)}"


def _short_daylight(facts: Facts) -> str:
    return f"the days are short: on the first {_sun(facts)}"


def _assumed(facts: Facts) -> str:
    assumed, total = facts.get("assumed", ""), facts.get("all", "")
    of = f" of {count(int(total), 'departure or start', 'departures and starts')}" if total.isdecimal() else ""
    verb = "is" if assumed == "1" else "are"
    return f"{assumed}{of} {verb} assumed or known only by the interval (≈): check before booking"


def _avoid_peak(facts: Facts) -> str:
    when = facts.get("when_busy") or facts.get("hours") or facts.get("why")
    return f"{facts['name']} is crowded at its busiest hours{f' ({when})' if when else ''}: come early or late"


def _passport(facts: Facts) -> str:
    where = f" for {facts['name']}" if facts["name"] else ""
    return f"everybody needs a passport{where}"


def _unknown(code: str) -> Callable[[Facts], str]:
    def sentence(facts: Facts) -> str:
        told = [f"{name.replace('_', ' ')} {value}" for name, value in facts.items() if value and name not in ("name", "when")]
        subject = f"{facts['name']}: " if facts["name"] else ""
        return f"{subject}{code.replace('-', ' ')}" + (f" ({', '.join(told)})" if told else "")

    return sentence


_SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "season-risk": _season_risk,
    "shut": _shut,
    "shut-activity": _shut_activity,
    "queue": _queue,
    "dark": _dark,
    "short-daylight": _short_daylight,
    "polar-night": lambda _: "the sun does not rise: polar night",
    "midnight-sun": lambda _: "the sun does not set: midnight sun",
    "assumed-departures": _assumed,
    "on-request": lambda facts: f"{facts['name']} is on request: agree on the hour with the operator",
    "weather": lambda facts: f"good weather is needed for {facts['name']}: have something else in mind",
    "avoid-peak": _avoid_peak,
    "passport": _passport,
    "no-car-end": lambda _: "the trip ends without the hired car: it was handed back before",
    "free-day": lambda _: "nothing is planned: a free day",
}
