"""What of a saved trip is not in the new plan, or not where it was, and why: from the days as they are, never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.causes import of_pin, of_pinned_night, pin_name
from mi_trip.model.gone import Gone
from mi_trip.model.plan import Hold, Night, Travel, Visit
from mi_trip.model.request import Pin, PinnedNight
from mi_trip.model.saved import saved_of
from mi_trip.model.solution import RIDE, Bed, Cause, Choice
from mi_trip.travel.stops import origins
from mi_trip.world import TripWorld

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.saved import SavedChoice, SavedDay, SavedNight, SavedTrip
    from mi_trip.replan.held import Held


def dropped(catalogue: Catalogue, plan: Plan, reasons: Mapping[Held, Cause]) -> Iterator[Gone]:
    """What was pinned or booked and cannot be any more."""
    for one, cause in reasons.items():
        pin, entry = one.pin, one.entry
        note = _left_out(plan, entry.note)
        if isinstance(pin, PinnedNight):
            yield Gone(catalogue.locations[pin.location].name, one.day, cause, entry.hold, note, night=True)
        else:
            yield Gone(pin_name(catalogue, pin), one.day, cause, entry.hold, note, next(iter(_days_of(plan, pin.activity)), 0))


def lost(catalogue: Catalogue, plan: Plan, saved: SavedTrip, reasons: Iterable[Held], *, keep_most: bool) -> Iterator[Gone]:
    """What was free and is not in the plan, and the notes that are not; what was dropped has been told of."""
    told = {id(one.entry) for one in reasons}
    finder = _Finder(catalogue, plan) if keep_most else None
    for number, day in enumerate(saved.days, 1):
        for choice in day.choices:
            days, note = _days_of(plan, choice.activity), _left_out(plan, choice.note)
            name = pin_name(catalogue, Pin(choice.activity, plan.request.first_day))
            if choice.hold is Hold.FREE and not choice.booked and number not in days and (finder or not days):
                cause = finder.why(choice, number) if finder else Cause("not-kept", "")
                yield Gone(name, number, cause, note=note, now=next(iter(days), 0))
            elif note and id(choice) not in told:  # the same thing stands twice in the file, and the other one's note is in the plan
                yield Gone(name, number, Cause("done-already", "", {"day": next(iter(days), 0)}), note=note)
        if day.night and day.night.hold is Hold.FREE and number < len(saved.days):
            slept = plan.days[number - 1].night if number <= len(plan.days) else None
            if slept is None or slept.location != day.night.location:
                cause = finder.why_not_slept(day.night, number) if finder else Cause("not-kept", "")
                yield Gone(catalogue.locations[day.night.location].name, number, cause, note=_left_out(plan, day.night.note), night=True)
        if number > len(plan.days) and day.note:
            yield Gone("", number, Cause("day-gone", "", {"day": number}), note=day.note)


def _left_out(plan: Plan, note: str) -> str:
    """The note, unless something in the plan has it."""
    noted = {event.note for day in plan.days for event in day.events if isinstance(event, Visit | Travel | Night)}
    return "" if note in noted else note


def _days_of(plan: Plan, activity: str) -> list[int]:
    """The days on which it is done."""
    days = []
    for day in plan.days:
        names = [event.activity.id for event in day.only(Visit)]
        names += [f"{RIDE}{event.rides[0].route.id}" for event in day.only(Travel) if event.demanded]
        days += [day.number] if activity in names else []
    return days


class _Finder:
    """Finds reasons: tries what went at every place of its day in the new plan."""

    def __init__(self, catalogue: Catalogue, plan: Plan) -> None:
        self.catalogue, self.plan, self.request = catalogue, plan, plan.request
        self.now = saved_of(plan)
        rides = [c.activity.removeprefix(RIDE) for day in self.now.days for c in day.choices if c.activity.startswith(RIDE)]
        self.world = TripWorld(catalogue, plan.request, rides)

    def why(self, choice: SavedChoice, number: int) -> Cause:
        """Why a free choice is not on its day any more."""
        if number > self.request.days:
            return Cause("day-gone", choice.activity, {"day": number})
        pin = Pin(choice.activity, self.request.date_of(number), choice.origin or "")
        cause = of_pin(self.catalogue, self.request, pin)
        if cause:
            return cause
        if number in _days_of(self.plan, choice.activity):
            return Cause("done-already", choice.activity, {"day": number})
        if choice.activity.startswith(RIDE):
            return Cause("less-worth", choice.activity)
        group = self.catalogue.activities[choice.activity].group
        for visit in self.plan.events(Visit):
            if visit.activity.group == group and visit.activity.id != choice.activity:
                return Cause("alternative", choice.activity, {"done": visit.activity.name})
        beside = [self.world.activity(one.activity).name for one in self.now.days[number - 1].choices]
        facts = {"day": number, "beside": beside}
        return Cause("less-worth" if self._fits(choice, number) else "no-room", choice.activity, facts)

    def why_not_slept(self, night: SavedNight, number: int) -> Cause:
        """Why a free bed is not slept in any more."""
        if number >= self.request.days:
            return Cause("day-gone", night.location, {"day": number})
        cause = of_pinned_night(self.catalogue, self.request, PinnedNight(night.location, self.request.date_of(number)))
        return cause or Cause("less-worth", night.location)

    def _fits(self, choice: SavedChoice, number: int) -> bool:
        """Whether it could be put in somewhere among the day's choices, between its beds as they now are."""
        world, day = self.world, self.world.days[number - 1]
        today = self.now.days[number - 1]
        wakes = _bed(self.now.days[number - 2]) if number > 1 else world.start
        end = Bed(self.request.end, with_car=self.now.ends_with_car is not False)
        sleeps = _bed(today) if number < self.request.days else end
        now = [_choice(one) for one in today.choices]
        done = self.catalogue.activities[choice.activity]
        if self._too_much(done, number):
            return False
        for origin in origins(done):
            for with_car in (True, False):
                new = Choice(done.id, origin, with_car)
                if any(world.walk(day, wakes, [*now[:n], new, *now[n:]], sleeps) for n in range(len(now) + 1)):
                    return True
        return False

    def _too_much(self, done: Activity, number: int) -> bool:
        """Whether the pace allows no more such visits that day."""
        pace = self.catalogue.paces[self.request.pace]
        doing = [[visit.activity for visit in day.only(Visit)] for day in self.plan.days]
        near = doing[max(0, number - 2) : number + 1] if pace.rest_after_strenuous else [doing[number - 1]]
        full = done.counted and sum(one.counted for one in doing[number - 1]) >= pace.visits
        return full or (done.strenuous and any(one.strenuous for day in near for one in day))


def _choice(one: SavedChoice) -> Choice:
    return Choice(one.activity, one.origin or "", one.with_car is not False, one.booked.time() if one.booked else None)


def _bed(day: SavedDay) -> Bed:
    night = day.night
    assert night is not None  # noqa: S101 - each day of a plan but the last has one
    return Bed(night.location, night.with_car is not False)
