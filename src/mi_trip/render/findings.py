"""What `mi-trip check` finds: as lines that editors jump to, and as JSON (``findings.schema.json`` beside this module)."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from mi_trip.model.violation import Severity
from mi_trip.render.units import count, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mi_trip.model.finding import Finding

SCHEMA_VERSION = 1
COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.HINT: "36"}

CODES: Mapping[str, str] = {
    # what the file says
    "booking": "booked for another date or hour than it can be done at",
    "pinned": "pinned to a date, a place or a direction in which it is not",
    "direction": "a journey is to begin where it does not",
    "no-night": "a day but the last has no night",
    "last-night": "a night after the last day, which is not used",
    "day": "what a day holds does not fit into it",
    # getting there
    "no-way": "no way leads there on the day, or not with the car",
    "shut": "a road or a line is shut",
    "no-such-departure": "nothing leaves then",
    "too-late": "reached too late",
    "be-there": "not there as long before a departure as it asks for",
    "interval": "of a departure only the interval is known, and it is not waited out",
    "one-way": "a one-way route is ridden the wrong way",
    "no-such-way": "a route does not go there",
    "takes-no-car": "a route takes no cars",
    "needs-own-car": "a route cannot be used without a car",
    "car-left": "the car is left behind",
    "no-car": "with a car that is not there",
    "no-hire": "a hired car is handed over on a trip without one",
    "handover-place": "a car is handed over where none are hired",
    "handover-twice": "a car is taken or handed back twice",
    "handover-length": "a car is handed over in the wrong time",
    # activities
    "activity-shut": "an activity is shut",
    "activity-early": "not there as long before an activity as it asks for",
    "start-time": "an activity does not start then",
    "dark": "an activity needs daylight",
    "too-young": "somebody is too young",
    "too-hard": "harder than was asked for",
    "needs-car": "an activity needs a car",
    "twice": "done twice, or with its alternative",
    "private": "where people live",
    # beds
    "no-bed": "nobody can sleep there",
    "bed-shut": "a bed is shut",
    "night": "a night where none may be, or none where one must be",
    # how full a day is
    "first-hour": "a day begins too early",
    "last-hour": "a day ends too late",
    "driving": "too much driving in a day",
    "visits": "too many visits in a day",
    "strenuous": "two strenuous outings in a day",
    "rest": "no day of rest after a strenuous one",
    "lunch": "no lunch",
    "meal": "a meal that is no lunch",
    # what was asked for
    "must": "a demand is not met",
    "avoid": "something to be avoided",
    "fixed-night": "a night is not where it was asked for",
    "budget": "the trip costs too much",
    "start": "the trip starts elsewhere",
    "end": "the trip ends elsewhere",
    "days": "more or fewer days than were asked for",
    # exported plans only: their clock times may be anything
    "date": "something is not on its day",
    "gap": "time that nobody knows about",
    "jump": "from one place to another without a way",
    "ride-gap": "rides that do not meet",
    "duration": "a ride takes another time than the catalogue says",
    "mixed-modes": "rides of two kinds told as one",
    "departure-mark": "a departure is marked otherwise than it is known",
    "start-mark": "a start is marked otherwise than it is known",
    "wait": "a wait for nothing",
    "visit-length": "an activity takes another time than the catalogue says",
    "visit-place": "an activity is planned elsewhere than it is",
    "visit-rides": "a journey rides other routes than the catalogue says",
    "free-day": "a day of waits that is no free day",
    "empty-day": "a day with nothing in it",
    "no-rides": "a travel without rides",
    "no-time": "something takes no time",
    "unknown-location": "a location the catalogue does not know",
    "unknown-route": "a route the catalogue does not know",
    "unknown-activity": "an activity the catalogue does not know",
    "cost": "a cost is not what it must be",
    "cost-missing": "a cost is missing",
    "cost-extra": "a cost for nothing",
    "cost-mark": "a cost that is an estimate is not marked",
    # warnings and hints
    "season-risk": "a road was shut on that date in some recorded years",
    "assumed-departure": "a departure or a start is assumed, not known",
    "assumed-departures": "departures or starts are assumed, not known",
    "book": "must be booked",
    "on-request": "on request: the hour is to be agreed on",
    "queue": "a queue is likely",
    "roads-shut": "a road or a line is shut on all days of the trip",
    "weather": "good weather is needed",
    "dark-drive": "driving in the dark",
    "short-daylight": "short days",
    "polar-night": "the sun does not rise",
    "midnight-sun": "the sun does not set",
    "nothing-planned": "a free day",
}


def finding_line(finding: Finding) -> str:
    """The finding with the place it stands at, or where nothing stands anywhere its day."""
    return f"{plain(_place(finding))}: {finding.severity} {finding.code}: {plain(finding.sentence)}"


def _place(finding: Finding) -> str:
    if finding.mark.line:
        return f"{finding.source}:{finding.mark.line}:{finding.mark.column}"
    return f"{finding.source}: day {finding.day}" if finding.day else finding.source


def findings_text(findings: Sequence[Finding], name: str) -> str:
    """All findings, one a line, and last how many there are."""
    return "\n".join([*map(finding_line, findings), summary(findings, name)])


def laid_out_findings(findings: Sequence[Finding], name: str, *, width: int, colour: bool) -> str:
    """The same for a terminal of so many columns: long lines are folded, and the severity has its colour."""
    from textwrap import wrap

    lines: list[str] = []
    for finding in findings:
        told = wrap(finding_line(finding), width, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
        mark = f"\x1b[{COLOURS[finding.severity]}m{finding.severity}\x1b[0m {finding.code}: "
        lines += [line.replace(f"{finding.severity} {finding.code}: ", mark, 1) if colour else line for line in told]
    return "\n".join([*lines, summary(findings, name)])


def summary(findings: Sequence[Finding], name: str) -> str:
    """How many findings there are of each severity, and whether the trip holds.

    >>> summary((), "trip.yaml")
    'trip.yaml: holds'
    """
    found = Counter(finding.severity for finding in findings)
    told = ", ".join(count(found[severity], severity) for severity in Severity if found[severity])
    verdict = "does not hold" if found[Severity.ERROR] else "holds"
    return f"{plain(name)}: {verdict}; {told}" if told else f"{plain(name)}: {verdict}"


def findings_json(findings: Sequence[Finding], name: str) -> str:
    """The findings as JSON."""
    holds = all(finding.severity is not Severity.ERROR for finding in findings)
    found = [
        {
            "code": finding.code,
            "severity": str(finding.severity),
            "day": finding.day or None,
            "subject": finding.subject,
            "file": finding.source,
            "line": finding.mark.line or None,
            "column": finding.mark.column or None,
            "sentence": finding.sentence,
        }
        for finding in findings
    ]
    return json.dumps({"schema_version": SCHEMA_VERSION, "trip": name, "holds": holds, "findings": found}, ensure_ascii=False, indent=2)


def codes_text() -> str:
    """All codes with what they mean, one a line."""
    width = max(map(len, CODES))
    return "\n".join(f"{code:{width}}  {meaning}" for code, meaning in CODES.items())
