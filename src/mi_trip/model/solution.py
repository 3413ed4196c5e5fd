"""Choices, and why there are none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import time


RIDE = "ride "  # begins the id of a choice that is no activity: a route ridden because the request names it


@dataclass(frozen=True, slots=True)
class Choice:
    """An activity on a day; a journey also from which end. ``with_car``: the car stands where it begins; ``at``: booked for that hour."""

    activity: str
    origin: str
    with_car: bool
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Bed:
    """Where a night is spent, and whether the car stands there."""

    location: str
    with_car: bool


@dataclass(frozen=True, slots=True)
class Itinerary:
    """The choices of a trip: the activities of each day in order, the bed of each night between two days, and how it ends."""

    days: tuple[tuple[Choice, ...], ...]
    nights: tuple[Bed, ...]
    end: Bed


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a demand cannot be met: a stable code, what it is about (as the user named it), and facts for the sentence."""

    code: str
    subject: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quality:
    """How good a plan is: its score and a bound that no plan can pass, in points. ``proved``: nothing is better."""

    score: float
    bound: float
    proved: bool

    @property
    def gap(self) -> float:
        """How far below the bound the score is, as a share of the bound."""
        return 0.0 if self.proved or self.bound <= 0 else max(0.0, (self.bound - self.score) / self.bound)
