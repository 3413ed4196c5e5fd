"""What changed from one trip to another, in travellers' terms: days, beds, what is done and when, the driving and the money.

Days are compared by their number, so that a trip moved to other dates differs in its dates alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from mi_trip.model.driving import driving
from mi_trip.model.plan import Travel, Visit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from mi_trip.model.money import Amount, Party
    from mi_trip.model.plan import Event, Plan, PlannedDay

LEAST_SHIFT = timedelta(minutes=30)  # a visit that begins less than half an hour earlier or later is the same to a traveller

T = TypeVar("T")

Asked: TypeAlias = "str | Party | tuple[tuple[str, float], ...]"  # a place, a word, who travels, or what is liked how much


@dataclass(frozen=True, slots=True)
class Changed(Generic[T]):
    """Something that is not the same any more."""

    before: T
    after: T


@dataclass(frozen=True, slots=True)
class Doing:
    """An activity, or a route ridden for itself (its id after :data:`RIDE`), as it stands in a trip.

    ``origin``: where it begins. ``hour``: how long after the midnight its day begins with.
    """

    activity: str
    name: str
    day: int
    start: datetime
    hour: timedelta
    origin: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Something done in both trips, on another day, at another hour or in the other direction."""

    before: Doing
    after: Doing

    @property
    def other_day(self) -> bool:
        """Whether it is on another day."""
        return self.before.day != self.after.day

    @property
    def other_hour(self) -> bool:
        """Whether it begins at another time of day, by :data:`LEAST_SHIFT` or more."""
        return abs(self.before.hour - self.after.hour) >= LEAST_SHIFT

    @property
    def other_way(self) -> bool:
        """Whether it begins at another place: a journey in the other direction."""
        return self.before.origin != self.after.origin


@dataclass(frozen=True, slots=True)
class OtherNight:
    """The night after a day at another location; None: no night."""

    day: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class OtherOrder:
    """A day on which the same things are done in another order."""

    day: int
    before: tuple[Doing, ...]
    after: tuple[Doing, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a day or a whole trip adds up to: time at the wheel, kilometres driven, things done. ``guessed``: a road is an estimate."""

    driving: timedelta
    km: float
    guessed: bool
    visits: int

    @property
    def shown(self) -> tuple[int, int, int]:
        """What a traveller can tell apart: minutes, whole kilometres, visits."""
        return round(self.driving.total_seconds() / 60), round(self.km), self.visits


@dataclass(frozen=True, slots=True)
class OtherDay:
    """A day with other figures; None: the trip has no such day."""

    day: int
    before: Figures | None
    after: Figures | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """When one is at the bed after a day. ``hour``: how long after the midnight the day begins with; may be more than a day."""

    day: int
    at: datetime
    hour: timedelta


@dataclass(frozen=True, slots=True)
class Differences:
    """What changed. ``asked``: what the request says otherwise, by its key; None and empty: nothing."""

    first_day: Changed[date] | None = None
    days: Changed[int] | None = None
    asked: tuple[tuple[str, Changed[Asked]], ...] = ()
    nights: tuple[OtherNight, ...] = ()
    lost: tuple[Doing, ...] = ()
    gained: tuple[Doing, ...] = ()
    moved: tuple[Moved, ...] = ()
    orders: tuple[OtherOrder, ...] = ()
    figures: tuple[OtherDay, ...] = ()
    total: Changed[Figures] | None = None
    latest_arrival: Changed[Arrival | None] | None = None
    cost: Changed[Amount] | None = None
    score: Changed[float] | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__)


def differences(before: Plan, after: Plan) -> Differences:
    """What changed from one plan to another over the same catalogue. Titles, travellers and notes are not compared."""
    old, new = _doings(before), _doings(after)
    lost, gained, both = _paired(old, new)
    return Differences(
        first_day=_changed(before.request.first_day, after.request.first_day),
        days=_changed(len(before.days), len(after.days)),
        asked=tuple(_asked(before, after)),
        nights=tuple(_nights(before, after)),
        lost=lost,
        gained=gained,
        moved=tuple(pair for pair in both if pair.other_day or pair.other_hour or pair.other_way),
        orders=tuple(_orders(both)),
        figures=tuple(_days(before, after)),
        total=_changed_figures(_figures(before.days), _figures(after.days)),
        latest_arrival=_changed_arrival(latest_arrival(before), latest_arrival(after)),
        cost=_changed(before.cost, after.cost),
        score=_changed(before.quality.score, after.quality.score),
    )


def _changed(before: T, after: T) -> Changed[T] | None:
    return Changed(before, after) if before != after else None


def _asked(before: Plan, after: Plan) -> Iterator[tuple[str, Changed[Asked]]]:
    """What is asked otherwise and shapes the whole trip; single wishes show in what is done."""
    for key in ("start", "end", "car", "pace", "party", "likes"):
        if changed := _changed(getattr(before.request, key), getattr(after.request, key)):
            yield key, changed


# -- what is done, and where one sleeps ----------------------------------------------------------------------------------------------


def _doings(plan: Plan) -> list[Doing]:
    return [_doing(day, event) for day in plan.days for event in day.chosen]


def _doing(day: PlannedDay, event: Visit | Travel) -> Doing:
    name = event.activity.name if isinstance(event, Visit) else event.rides[0].route.name
    return Doing(event.choice, name, day.number, event.start, _hour(day, event), event.origin)


def _hour(day: PlannedDay, event: Event) -> timedelta:
    return event.start - datetime.combine(day.date, time())


def _paired(old: Sequence[Doing], new: Sequence[Doing]) -> tuple[tuple[Doing, ...], tuple[Doing, ...], tuple[Moved, ...]]:
    """What is only in the old trip, what only in the new, and what is in both; of what is done twice, first what is on the same day."""
    both: dict[Doing, Doing] = {}
    left = list(new)
    for same_day in (True, False):
        for doing in old:
            others = (o for o in left if o.activity == doing.activity and (o.day == doing.day or not same_day))
            other = None if doing in both else next(others, None)
            if other:
                both[doing] = other
                left.remove(other)
    lost = tuple(doing for doing in old if doing not in both)
    return lost, tuple(left), tuple(Moved(doing, both[doing]) for doing in old if doing in both)


def _orders(both: Sequence[Moved]) -> Iterator[OtherOrder]:
    for day in sorted({pair.before.day for pair in both}):
        stayed = [pair for pair in both if pair.before.day == pair.after.day == day]
        after = sorted(stayed, key=lambda pair: pair.after.start)
        if stayed != after:
            yield OtherOrder(day, tuple(pair.before for pair in stayed), tuple(pair.after for pair in after))


def _nights(before: Plan, after: Plan) -> Iterator[OtherNight]:
    old, new = ([day.night.location if day.night else None for day in plan.days] for plan in (before, after))
    for number in range(max(len(old), len(new))):
        beds = (nights[number] if number < len(nights) else None for nights in (old, new))
        night = OtherNight(number + 1, *beds)
        if night.before != night.after:
            yield night


# -- figures -------------------------------------------------------------------------------------------------------------------------


def _figures(days: Sequence[PlannedDay]) -> Figures:
    wheel = driving(days)
    return Figures(wheel.duration, wheel.km, wheel.guessed, sum(len(day.only(Visit)) for day in days))


def _changed_figures(before: Figures, after: Figures) -> Changed[Figures] | None:
    return Changed(before, after) if before.shown != after.shown else None


def _days(before: Plan, after: Plan) -> Iterator[OtherDay]:
    for number in range(max(len(before.days), len(after.days))):
        old, new = (_figures(plan.days[number : number + 1]) if number < len(plan.days) else None for plan in (before, after))
        if old is None or new is None or old.shown != new.shown:
            yield OtherDay(number + 1, old, new)


def latest_arrival(plan: Plan) -> Arrival | None:
    """The latest arrival at a bed; None for a trip without a night."""
    arrivals = [Arrival(day.number, day.night.start, _hour(day, day.night)) for day in plan.days if day.night]
    return max(arrivals, key=lambda arrival: arrival.hour, default=None)


def _changed_arrival(before: Arrival | None, after: Arrival | None) -> Changed[Arrival | None] | None:
    same = (before and (before.day, before.hour)) == (after and (after.day, after.hour))
    return None if same else Changed(before, after)
