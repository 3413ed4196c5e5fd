"""Demands that cannot be meant, whatever the trip: hours that leave nothing of a day, nights that are none, tags nobody has."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from mi_trip.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from datetime import time

    from mi_trip.model.catalogue import Catalogue, Pace


def no_such_night(day: int, days: int) -> str:
    """What is wrong with a night after a day of a trip of so many days; nothing where there is such a night.

    >>> no_such_night(6, 6)
    'a trip of 6 days has nights after days 1 to 5 only'
    """
    if 1 <= day < days:
        return ""
    wrong = f"a trip of {days} day{'s' if days > 1 else ''} has"
    if days == 1:
        return f"{wrong} no night"
    return f"{wrong} nights after day{'s 1 to' if days > 2 else ''} {days - 1} only"


def too_late(arrive: time, depart: time | None, days: int, pace: Pace) -> str:
    """What is wrong with arriving so late that nothing is left of the first day; nothing where something is."""
    last = depart if days == 1 and depart else pace.end
    if arrive < last:
        return ""
    return f"the day ends at {last:%H:%M} at the {pace.name} pace: give an earlier hour, or start a day later"


def too_early(depart: time, arrive: time | None, days: int, pace: Pace) -> str:
    """What is wrong with leaving so early that nothing is left of the last day; nothing where something is."""
    if depart > pace.start or (days == 1 and arrive):
        return ""
    return f"the day begins at {pace.start:%H:%M} at the {pace.name} pace: give a later hour, or end a day earlier"


def tags_of(catalogue: Catalogue) -> tuple[str, ...]:
    """The tags that activities have, in alphabetical order."""
    found = {tag for activity in catalogue.activities.values() for tag in activity.tags}
    return tuple(sorted(found | set(catalogue.score.interests)))


def tag_of(catalogue: Catalogue, name: str) -> str:
    """The tag that is meant."""
    from mi_trip.catalogue.names import fold
    from mi_trip.catalogue.text import shown

    tags = {fold(tag): tag for tag in tags_of(catalogue)}
    if fold(name) in tags:
        return tags[fold(name)]
    near = [tags[word] for word in get_close_matches(fold(name), tags, 3)]
    if near:
        raise UnknownNameError(shown(name)[1:-1], "tag", near)
    raise UsageError(f"no tag is called {shown(name)}; the tags are {', '.join(tags.values())}")
