"""A plan: an itinerary with every clock time and cost worked out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from mi_trip.model.money import Amount
from mi_trip.model.route import Mode
from mi_trip.model.solution import RIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.activity import Activity
    from mi_trip.model.request import Request
    from mi_trip.model.route import Route
    from mi_trip.model.solution import Quality


class Hold(StrEnum):
    """How fast a choice is: the planner may change it, it stays on its day, or it is booked (an activity for its hour)."""

    FREE = "free"
    PINNED = "pinned"
    BOOKED = "booked"


@dataclass(frozen=True, slots=True)
class Ride:
    """One route from one end to the other. ``estimated``: the departure is assumed; ``every``: only the interval is known."""

    route: Route
    origin: str
    destination: str
    departs: datetime
    arrives: datetime
    estimated: bool = False
    every: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Travel:
    """Rides of one mode, one after the other without a wait, with the car or without.

    ``demanded``: it is a choice of its own, because the request names the route; only such a one is held or has a note.
    """

    rides: tuple[Ride, ...]
    with_car: bool
    demanded: bool = False
    hold: Hold = Hold.FREE
    note: str = ""

    @property
    def start(self) -> datetime:
        """When it begins."""
        return self.rides[0].departs

    @property
    def end(self) -> datetime:
        """When it ends."""
        return self.rides[-1].arrives

    @property
    def origin(self) -> str:
        """The location it begins at."""
        return self.rides[0].origin

    @property
    def destination(self) -> str:
        """The location it ends at."""
        return self.rides[-1].destination

    @property
    def mode(self) -> Mode:
        """How one travels."""
        return self.rides[0].route.mode

    @property
    def km(self) -> float:
        """Kilometres."""
        return sum(ride.route.km for ride in self.rides)

    @property
    def choice(self) -> str:
        """The id of the choice that it is; empty for a mere way."""
        return f"{RIDE}{self.rides[0].route.id}" if self.demanded else ""


class WaitFor(StrEnum):
    """What a wait is for. Only free time is not on the way."""

    DEPARTURE = "departure"
    START = "start"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Wait:
    """Time at a location before a departure (of ``route``), before an activity starts, or free."""

    location: str
    start: datetime
    end: datetime
    reason: WaitFor
    route: Route | None = None
    activity: Activity | None = None

    @property
    def origin(self) -> str:
        """The location."""
        return self.location

    @property
    def destination(self) -> str:
        """The location."""
        return self.location


@dataclass(frozen=True, slots=True)
class Visit:
    """An activity done: at a location, or a journey with its rides. ``note``: the traveller's own."""

    activity: Activity
    origin: str
    destination: str
    start: datetime
    end: datetime
    with_car: bool
    rides: tuple[Ride, ...] = ()
    estimated: bool = False
    hold: Hold = Hold.FREE
    note: str = ""

    @property
    def choice(self) -> str:
        """The id of the choice that it is."""
        return self.activity.id


@dataclass(frozen=True, slots=True)
class Meal:
    """Lunch at a location."""

    location: str
    start: datetime
    end: datetime

    @property
    def origin(self) -> str:
        """The location."""
        return self.location

    @property
    def destination(self) -> str:
        """The location."""
        return self.location


@dataclass(frozen=True, slots=True)
class Handover:
    """A hired car taken (``takes``) or handed back."""

    location: str
    start: datetime
    end: datetime
    takes: bool

    @property
    def origin(self) -> str:
        """The location."""
        return self.location

    @property
    def destination(self) -> str:
        """The location."""
        return self.location


@dataclass(frozen=True, slots=True)
class Night:
    """A night in a bed, from the evening's arrival to the next morning's start. ``note``: the traveller's own."""

    location: str
    start: datetime
    end: datetime
    with_car: bool
    hold: Hold = Hold.FREE
    note: str = ""

    @property
    def origin(self) -> str:
        """The location."""
        return self.location

    @property
    def destination(self) -> str:
        """The location."""
        return self.location


Event: TypeAlias = Travel | Wait | Visit | Meal | Handover | Night

E = TypeVar("E", Travel, Wait, Visit, Meal, Handover, Night)


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One day: its number from 1, its date and its events in order; the night after it comes last. ``note``: the traveller's own."""

    number: int
    date: date
    events: tuple[Event, ...]
    note: str = ""

    def only(self, kind: type[E]) -> tuple[E, ...]:
        """The day's events of one kind."""
        return tuple(event for event in self.events if isinstance(event, kind))

    @property
    def night(self) -> Night | None:
        """The night after the day; none after the last."""
        last = self.events[-1] if self.events else None
        return last if isinstance(last, Night) else None

    @property
    def on_the_way(self) -> timedelta:
        """Travel, waits and handovers; a journey taken for itself is not on the way, nor is free time."""
        total = timedelta(0)
        for event in self.events:
            if isinstance(event, Travel | Handover) or (isinstance(event, Wait) and event.reason is not WaitFor.FREE):
                total += event.end - event.start
        return total

    @property
    def chosen(self) -> tuple[Visit | Travel, ...]:
        """What was chosen to do, in order."""
        return tuple(event for event in self.events if isinstance(event, Visit | Travel) and event.choice)

    @property
    def driven(self) -> tuple[Ride, ...]:
        """The rides at the wheel, those of journeys included."""
        rides: list[Ride] = []
        for event in self.events:
            if isinstance(event, Travel | Visit) and event.with_car:
                rides.extend(ride for ride in event.rides if ride.route.mode is Mode.DRIVE)
        return tuple(rides)

    @property
    def rides(self) -> tuple[Ride, ...]:
        """All rides of the day in order, those of journeys included."""
        rides: list[Ride] = []
        for event in self.events:
            if isinstance(event, Travel | Visit):
                rides.extend(event.rides)
        return tuple(rides)


class CostKind(StrEnum):
    """What money is spent on; all of these are included."""

    BED = "bed"
    FARE = "fare"
    TOLL = "toll"
    TICKET = "ticket"
    HIRE = "hire"
    FUEL = "fuel"


@dataclass(frozen=True, slots=True)
class CostItem:
    """One thing the party pays; ``day`` from 1, 0 for the whole trip. ``about``: the id of what it is for."""

    kind: CostKind
    about: str
    day: int
    amount: Amount


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One line of the score, in points; ``about`` names the activity or the item."""

    code: str
    about: str
    day: int
    points: float


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the traveller must know: a stable code, the day (0: the trip), the subject's id and facts for the sentence."""

    code: str
    day: int
    subject: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is shown: the request, the days, the costs, the score line by line, the notices, and how good it is.

    ``title``, ``travellers`` and ``note`` are the traveller's own words.
    """

    catalogue: str
    request: Request
    days: tuple[PlannedDay, ...]
    costs: tuple[CostItem, ...]
    score: tuple[ScoreLine, ...]
    quality: Quality
    notices: tuple[Notice, ...] = ()
    title: str = ""
    travellers: tuple[str, ...] = ()
    note: str = ""

    def events(self, kind: type[E]) -> Iterator[E]:
        """All events of one kind, in order."""
        for day in self.days:
            yield from day.only(kind)

    @property
    def ridden(self) -> tuple[str, ...]:
        """The routes that were chosen to be ridden for themselves."""
        return tuple(travel.rides[0].route.id for travel in self.events(Travel) if travel.demanded)

    @property
    def cost(self) -> Amount:
        """What the party pays for all that is included."""
        total = Amount()
        for item in self.costs:
            total = total + item.amount
        return total
