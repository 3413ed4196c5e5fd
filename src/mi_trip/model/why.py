"""Why something is in a plan or is not: what is asked about, and the answers, each with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date, timedelta

    from mi_trip.model.plan import CostItem, Event, Plan, ScoreLine, Travel, Visit
    from mi_trip.model.request import Request, Wish
    from mi_trip.model.saved import SavedTrip
    from mi_trip.model.solution import Cause


@dataclass(frozen=True, slots=True)
class Question:
    """Something by the name it was asked for, all that bear the name, and the trip that is asked for.

    ``kept``: the saved trip it is about, whose choices the request holds.
    """

    name: str
    wish: Wish
    request: Request
    kept: SavedTrip | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a plan that is what was asked about: something done, or a route on the way.

    ``points``: the lines of the score it stands behind; ``weight``: how much its rating counts; ``wait``: before it, for it alone.
    """

    day: int
    event: Visit | Travel
    points: tuple[ScoreLine, ...]
    weight: float
    wait: timedelta
    costs: tuple[CostItem, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """Something to do that is shut on all days of the trip, or a way to it that is shut, and when it opens; None: not within two years."""

    subject: str
    opens: date | None


class ChangeKind(StrEnum):
    """What of a request is changed."""

    PACE = "pace"
    DAYS = "days"
    NIGHT = "night"
    DATE = "date"
    CAR = "car"
    DIFFICULTY = "difficulty"
    BUDGET = "budget"
    LEAVE_OUT = "leave-out"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the request: ``give`` are the words of the option to add, ``leave_out`` those of the options to take away."""

    kind: ChangeKind
    give: tuple[str, ...]
    leave_out: tuple[tuple[str, str], ...]
    request: Request


@dataclass(frozen=True, slots=True)
class Tried:
    """A change that was tried. ``lets_in``: it is in the ``plan`` of the changed request, with these parts and nights.

    ``demand``: the option and its word with which it has to be asked for besides, where that plan has it only then.
    """

    change: Change
    lets_in: bool
    plan: Plan | None = None
    parts: tuple[Part, ...] = ()
    nights: tuple[int, ...] = ()
    demand: tuple[str, str] | None = None


# -- the answers ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InPlan:
    """It is in the plan, done or (``nights``: after which days) slept at.

    ``without``: the best trip found without it, of a saved trip the rest as it is; None with the ``causes`` for which there is none.
    ``demanded``: the request asks for it, and without it does so no more.
    """

    question: Question
    plan: Plan
    parts: tuple[Part, ...]
    nights: tuple[int, ...]
    without: Plan | None
    causes: tuple[Cause, ...] = ()
    demanded: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """It is not in a saved trip, and fits into it beside all else: on a day, after an event of its (None: first of all)."""

    question: Question
    plan: Plan
    fitted: Plan
    part: Part
    after: Event | None


@dataclass(frozen=True, slots=True)
class Outweighed:
    """It could be in the trip, but other things give more: ``other`` is the best trip found with the ``demand`` for it; it has the parts.

    A search may have missed a better plan: then ``other`` scores more than the plan. ``nights``: after which days one sleeps
    at it in the plan, all the same. ``instead``: what the plan has of alternatives that are done but once, one of which it is.
    """

    question: Question
    plan: Plan
    other: Plan
    parts: tuple[Part, ...]
    demand: tuple[str, str]
    tried: tuple[Tried, ...]
    nights: tuple[int, ...] = ()
    instead: tuple[Visit, ...] = ()


@dataclass(frozen=True, slots=True)
class CannotBeHad:
    """No trip of this request has it: the causes, and when each thing opens that is shut throughout."""

    question: Question
    plan: Plan
    causes: tuple[Cause, ...]
    openings: tuple[Opening, ...]
    tried: tuple[Tried, ...]


@dataclass(frozen=True, slots=True)
class NoTrip:
    """The request itself is impossible, whatever is asked about."""

    question: Question
    causes: tuple[Cause, ...]
    tried: tuple[Tried, ...]


Answer: TypeAlias = InPlan | Beside | Outweighed | CannotBeHad | NoTrip
