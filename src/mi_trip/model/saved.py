"""A trip as its file keeps it: the request and the choices, without clock times, and where each stands in the file."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, assert_never

from mi_trip.model.plan import Handover, Hold, Meal, Night, Travel, Visit, Wait
from mi_trip.model.request import CarChoice, Pin, PinnedNight, Request
from mi_trip.model.solution import Bed, Choice, Itinerary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mi_trip.model.plan import Plan, PlannedDay


class Mark(NamedTuple):
    """A line and column of a file, from 1; zeros where there is none."""

    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class SavedChoice:
    """An activity, or with :data:`RIDE` before its id a route, on a day. What is None was not said and is worked out.

    ``booked``: the date and hour it is booked for, which need not be those of the day it stands on.
    """

    activity: str
    origin: str | None = None
    with_car: bool | None = None
    hold: Hold = Hold.FREE
    booked: datetime | None = None
    note: str = ""
    mark: Mark = field(default=Mark(), compare=False)


@dataclass(frozen=True, slots=True)
class SavedNight:
    """The bed of a night. ``booked``: the evening it is booked for."""

    location: str
    with_car: bool | None = None
    hold: Hold = Hold.FREE
    booked: date | None = None
    note: str = ""
    mark: Mark = field(default=Mark(), compare=False)


@dataclass(frozen=True, slots=True)
class SavedDay:
    """The choices of a day in order, and the night after it; None on the last day, or where nobody chose a bed."""

    choices: tuple[SavedChoice, ...] = ()
    night: SavedNight | None = None
    note: str = ""
    mark: Mark = field(default=Mark(), compare=False)


@dataclass(frozen=True, slots=True)
class KnownBound:
    """A bound in points that was once worked out, and the digest of the request and catalogue it holds for."""

    points: float
    proved: bool
    digest: str


@dataclass(frozen=True, slots=True)
class SavedTrip:
    """What an itinerary file says. ``request.days`` is the number of its days, ``request.pins`` what its choices hold.

    ``ends_with_car``: whether one stands at the end with the car; None where it was not said. ``marks``: where in the file the keys
    of the request stand, as in "date" or "must.0", and "request" itself.
    """

    source: str
    catalogue: str
    request: Request
    days: tuple[SavedDay, ...]
    ends_with_car: bool | None = None
    title: str = ""
    travellers: tuple[str, ...] = ()
    note: str = ""
    bound: KnownBound | None = None
    marks: Mapping[str, Mark] = field(default_factory=dict, compare=False)

    def with_request(self, request: Request) -> SavedTrip:
        """The same choices for another request: what is pinned moves with its day, what is booked keeps its date."""
        pins, nights = holds(self.days, request.first_day)
        return replace(self, request=replace(request, pins=pins, pinned_nights=nights))


def bound_digest(request: Request, catalogue: str) -> str:
    """What a bound holds for, in short: the request with all it pins, and the catalogue with this digest."""
    import hashlib  # not at every start
    import json

    asked = replace(  # who chose the date does not matter, nor how things are called
        request,
        assumed_date=False,
        must=tuple(replace(wish, name="") for wish in request.must),
        avoid=tuple(replace(wish, name="") for wish in request.avoid),
        nights=tuple(replace(night, name="") for night in request.nights),
    )
    said = json.dumps([asdict(asked), catalogue], default=str, ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:8]


def tidy(text: str) -> str:
    r"""A text of the traveller's as it is kept: without blank lines around it and spaces at the ends of its lines.

    >>> tidy("\n  boots \n  water\n\n")
    '  boots\n  water'
    """
    return "\n".join(line.rstrip() for line in text.expandtabs(4).splitlines()).strip("\n")


def holds(days: Iterable[SavedDay], first_day: date) -> tuple[tuple[Pin, ...], tuple[PinnedNight, ...]]:
    """What the choices hold, with its dates when the trip begins on ``first_day``."""
    pins: list[Pin] = []
    nights: list[PinnedNight] = []
    for number, day in enumerate(days):
        today = date.fromordinal(first_day.toordinal() + number)
        for choice in day.choices:
            origin = choice.origin or ""
            if choice.booked:
                pins.append(Pin(choice.activity, choice.booked.date(), origin, choice.booked.time()))
            elif choice.hold is not Hold.FREE:
                pins.append(Pin(choice.activity, today, origin))
        night = day.night
        if night and night.hold is not Hold.FREE:
            nights.append(PinnedNight(night.location, night.booked or today, night.hold is Hold.BOOKED))
    return tuple(pins), tuple(nights)


def saved_of(plan: Plan, source: str = "") -> SavedTrip:
    """What a file that keeps the plan says. Nothing is left to be worked out. What is booked stays booked for when the request says."""
    days = tuple(_saved_day(day, plan.request) for day in plan.days)
    pins, nights = holds(days, plan.request.first_day)
    request = replace(plan.request, pins=pins, pinned_nights=nights)
    return SavedTrip(source, plan.catalogue, request, days, _ends_with_car(plan), plan.title, plan.travellers, plan.note)


def itinerary_of(plan: Plan) -> Itinerary:
    """The choices of a plan."""
    kept = saved_of(plan)
    days = tuple(
        tuple(Choice(c.activity, c.origin or "", bool(c.with_car), c.booked.time() if c.booked else None) for c in day.choices)
        for day in kept.days
    )
    nights = tuple(Bed(day.night.location, bool(day.night.with_car)) for day in kept.days[:-1] if day.night)
    return Itinerary(days, nights, Bed(plan.request.end, bool(kept.ends_with_car)))


def _saved_day(day: PlannedDay, request: Request) -> SavedDay:
    choices = tuple(_saved_choice(event, request) for event in day.chosen)
    night = day.night
    kept = None
    if night:
        booked = None
        if night.hold is Hold.BOOKED:
            dates = [pin.date for pin in request.pinned_nights if pin.booked and pin.location == night.location]
            booked = day.date if day.date in dates or not dates else dates[0]
        kept = SavedNight(night.location, night.with_car, night.hold, booked, night.note)
    return SavedDay(choices, kept, day.note)


def _saved_choice(event: Visit | Travel, request: Request) -> SavedChoice:
    booked = None
    if event.hold is Hold.BOOKED:
        hours = [datetime.combine(pin.date, pin.at) for pin in request.pins if pin.activity == event.choice and pin.at]
        booked = event.start if event.start in hours or not hours else hours[0]
    return SavedChoice(event.choice, event.origin, event.with_car, event.hold, booked, event.note)


def _ends_with_car(plan: Plan) -> bool:
    """Whether the trip ends with the car, as the last event that tells says."""
    if plan.request.car is not CarChoice.HIRE:
        return plan.request.car is CarChoice.OWN
    for day in reversed(plan.days):
        for event in reversed(day.events):
            match event:
                case Travel() | Visit() | Night():
                    return event.with_car
                case Handover():
                    return event.takes
                case Wait() | Meal():
                    continue
                case _:
                    assert_never(event)
    return True
