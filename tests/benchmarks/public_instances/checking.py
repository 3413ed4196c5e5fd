"""Checks an answer by the numbers of the file alone, and adds up what it scores."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from public_instances.reading import Instance, Place

TOLERANCE = 1e-3  # of a day's limit: the limits of OPHS files are rounded and have no slack at all


class Answer(NamedTuple):
    """The places seen on each day in order, and the hotel of each night, both numbered from 0 as in the file."""

    days: tuple[tuple[int, ...], ...]
    nights: tuple[int, ...]


def distance(instance: Instance, one: Place, other: Place) -> float:
    """The length of the straight line, cut off where the family's custom is to do so."""
    length = math.hypot(one.x - other.x, one.y - other.y)
    if instance.decimals is None:
        return length
    unit = 10**instance.decimals
    return math.floor(length * unit + 1e-9) / unit


def mistakes(instance: Instance, answer: Answer) -> list[str]:
    """All that is wrong with an answer."""
    found = []
    if len(answer.days) != len(instance.limits) or len(answer.nights) != len(instance.limits) - 1:
        found.append(f"{len(answer.days)} days and {len(answer.nights)} nights instead of {len(instance.limits)} days")
    seen = [place for day in answer.days for place in day]
    found += [f"place {place} is seen {seen.count(place)} times" for place in sorted(set(seen)) if seen.count(place) > 1]
    for number, (day, hotels) in enumerate(zip(answer.days, pairwise((0, *answer.nights, instance.end)), strict=False), 1):
        found += [f"day {number}: {what}" for what in _day(instance, day, hotels, instance.limits[number - 1])]
    return found


def score(instance: Instance, answer: Answer) -> int:
    """What an answer without mistakes scores."""
    return sum(instance.places[place].score for day in answer.days for place in day)


def _day(instance: Instance, day: tuple[int, ...], hotels: tuple[int, int], limit: float) -> list[str]:
    found = []
    tolerance = TOLERANCE if instance.decimals is None else 1e-6
    now, here = instance.opens, instance.hotels[hotels[0]]
    for place in day:
        there = instance.places[place]
        now = max(now + distance(instance, here, there), there.opens)
        if now > there.closes + tolerance:
            found.append(f"place {place} is shut from {there.closes:g} on, reached at {now:.3f}")
        now, here = now + there.service, there
    now += distance(instance, here, instance.hotels[hotels[1]])
    if now > instance.opens + limit + tolerance:
        found.append(f"over at {now:.4f} instead of {instance.opens + limit:.4f}")
    return found
