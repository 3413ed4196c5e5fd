"""A calendar file that takes the place of an earlier one: what has changed since says so, as calendars that read both need it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mi_trip.render.calendar_lines import calendar, unfolded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mi_trip.render.calendar_lines import Event

OURS = "PRODID:-//mi-trip//mi-trip//EN"
CANCELLED = "STATUS:CANCELLED"
OWN_UID = re.compile(r"[0-9a-f]{32}@mi-trip")
_NUMBER = re.compile(r"\d{1,9}")


def trip_of(content: str) -> str:
    """The uid of the trip that a calendar of ours is of; nothing of what is no calendar of ours."""
    head, _ = _read(content)
    uid = _value(head, "UID")
    return uid if OURS in head and OWN_UID.fullmatch(uid) else ""


def same_trip(new: str, old: str) -> bool:
    """Whether two calendars whose events have the uids of one trip are of one: of the same name, or with two thirds in common.

    Of the ready-made trips no two have half in common, even where they go to the same places (that is twice what both have, out of all
    events of the two).
    """
    head, events = _read(new)
    old_head, old_events = _read(old)
    if _value(head, "NAME") == _value(old_head, "NAME"):
        return True
    uids, old_uids = ({_value(event, "UID") for event in found if CANCELLED not in event} for found in (events, old_events))
    return 3 * len(uids & old_uids) >= len(uids) + len(old_uids)


def succeeding(new: str, old: str) -> str:
    """The new calendar as the successor of the old one, both as text.

    The sequence of an event that is another than it was rises by one; that of one that is as it was stays. An event that is gone is kept
    as cancelled, in every later file too: nobody knows which of them a calendar has read. An old text that is no calendar of ours changes
    nothing.
    """
    head, events = _read(new)
    old_head, old_events = _read(old)
    if OURS not in old_head:
        return new
    before = {uid: event for event in old_events if (uid := _value(event, "UID"))}
    there = {_value(event, "UID") for event in events}
    zone = _value(head, "X-WR-TIMEZONE")
    kept = [_succeeding(event, before.get(_value(event, "UID"))) for event in events]
    kept += [_cancelled(event) for uid, event in before.items() if uid not in there and _local(event, zone)]
    return calendar(head, kept)


def _read(content: str) -> tuple[list[str], list[Event]]:
    """The calendar's own properties, and its events."""
    head: list[str] = []
    events: list[Event] = []
    event: list[str] = []
    within = ""
    for line in unfolded(content):
        if not within and line in ("BEGIN:VEVENT", "BEGIN:VTIMEZONE"):
            within, event = line.removeprefix("BEGIN:"), [line]
        elif within:
            event.append(line)
            if line == f"END:{within}":
                events += [tuple(event)] if within == "VEVENT" else []
                within = ""
        elif line not in ("", "BEGIN:VCALENDAR", "END:VCALENDAR"):
            head.append(line)
    return head, events


def _value(lines: Sequence[str], name: str) -> str:
    """The value of a property without parameters; nothing where there is none."""
    return next((line.removeprefix(f"{name}:") for line in lines if line.startswith(f"{name}:")), "")


def _number(text: str) -> int:
    return int(text) if _NUMBER.fullmatch(text) else 0


def _sequence(event: Event) -> int:
    return _number(_value(event, "SEQUENCE"))


def _local(event: Event, zone: str) -> bool:
    """Whether its times are of our age and in the zone, if it has any."""
    times = [line for line in event if ";TZID=" in line.partition(":")[0]]
    return all(re.fullmatch(rf"DT(START|END);TZID={re.escape(zone)}:(19[7-9]|20|21)\d+T\d{{6}}", line) for line in times)


def _succeeding(event: Event, before: Event | None) -> Event:
    """The event with the sequence that follows from what it was."""
    if before is None:
        return event
    return _numbered(event, _sequence(before) + (_matter(event) != _matter(before)))


def _matter(event: Event) -> list[str]:
    """The event without what does not matter to anybody who has it."""
    return [line for line in event if not line.startswith(("SEQUENCE:", "DTSTAMP:"))]


def _numbered(event: Event, sequence: int) -> Event:
    return tuple(f"SEQUENCE:{sequence}" if line.startswith("SEQUENCE:") else line for line in event)


def _cancelled(event: Event) -> Event:
    """The event as one that will not take place, without its reminder; one that is cancelled already as it is."""
    if CANCELLED in event:
        return event
    lines = [line for line in _without_alarms(event) if not line.startswith("STATUS:")]
    return _numbered((*lines[:-1], CANCELLED, lines[-1]), _sequence(event) + 1)


def _without_alarms(event: Event) -> Iterator[str]:
    within = False
    for line in event:
        within = within or line == "BEGIN:VALARM"
        if not within:
            yield line
        within = within and line != "END:VALARM"
