"""What of a saved trip is not in the new plan, or not as it was, and why: as far as the days of the new plan tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.causes import of_pin, of_pinned_night, pin_name
from mi_trip.model.gone import Gone
from mi_trip.model.plan import Hold, Night, Visit
from mi_trip.model.request import CarChoice, Pin, PinnedNight
from mi_trip.model.saved import itinerary_of, saved_of
from mi_trip.model.solution import RIDE, Cause, Choice
from mi_trip.travel.stops import origins
from mi_trip.world import TripWorld

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.saved import SavedChoice, SavedNight, SavedTrip
    from mi_trip.replan.held import Held


def dropped(catalogue: Catalogue, plan: Plan, reasons: Mapping[Held, Cause]) -> Iterator[Gone]:
    """What was pinned or booked and cannot be any more."""
    for one, cause in reasons.items():
        pin, entry = one.pin, one.entry
        note = _left_out(plan, pin.location if isinstance(pin, PinnedNight) else pin.activity, entry.note)
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
            days, note = _days_of(plan, choice.activity), _left_out(plan, choice.activity, choice.note)
            name = pin_name(catalogue, Pin(choice.activity, plan.request.first_day))
            if choice.hold is Hold.FREE and not choice.booked and number not in days and (finder or not days):
                cause = finder.why(choice, number) if finder else Cause("not-kept", "")
                yield Gone(name, number, cause, note=note, now=next(iter(days), 0))
            elif note and id(choice) not in told:  # the same thing stands twice in the file, and the other one's note is in the plan
                yield Gone(name, number, Cause("done-already", "", {"day": next(iter(days), 0)}), note=note)
        if day.night and day.night.hold is Hold.FREE:
            slept = plan.days[number - 1].night if number <= len(plan.days) else None
            note = _left_out(plan, day.night.location, day.night.note)
            last = slept is None and number == len(saved.days)  # there is none after the last day
            if (slept is None or slept.location != day.night.location) and (note or not last or number > len(plan.days)):
                asked = Cause("day-gone", "", {"day": number}) if last else Cause("not-kept", "")
                cause = finder.why_not_slept(day.night, number) if finder else asked
                yield Gone(catalogue.locations[day.night.location].name, number, cause, note=note, night=True)
        if number > len(plan.days) and day.note:
            yield Gone("", number, Cause("day-gone", "", {"day": number}), note=day.note)


def changed(catalogue: Catalogue, plan: Plan, saved: SavedTrip, reasons: Iterable[Held], *, keep_most: bool) -> Iterator[Gone]:
    """What is done on its day but otherwise than the file says: without the hired car or with it, or the other way."""
    told = {id(one.entry) for one in reasons}
    for number, (day, now) in enumerate(zip(saved.days, plan.days, strict=False), 1):
        for choice in day.choices:
            days = plan.days if choice.booked else (now,)
            events = [event for one in days for event in one.chosen if event.choice == choice.activity]
            if id(choice) in told or not events or (choice.hold is Hold.FREE and not keep_most):
                continue
            name = pin_name(catalogue, Pin(choice.activity, plan.request.first_day))
            if choice.hold is not Hold.FREE and _otherwise(plan, choice.with_car, events[0].with_car):
                yield Gone(name, number, Cause("car", "", {"with_car": events[0].with_car}), choice.hold, now=number)
            if choice.origin and choice.origin not in [event.origin for event in events]:
                yield Gone(name, number, Cause("way", "", {"origin": catalogue.locations[events[0].origin].name}), choice.hold, now=number)
        night, slept = day.night, now.night
        if night is None or slept is None or night.hold is Hold.FREE or id(night) in told or night.location != slept.location:
            continue
        if _otherwise(plan, night.with_car, slept.with_car):
            name = catalogue.locations[night.location].name
            yield Gone(name, number, Cause("car", "", {"with_car": slept.with_car}), night.hold, now=number, night=True)
    ends = saved_of(plan).ends_with_car
    if keep_most and _otherwise(plan, saved.ends_with_car, ends):
        yield Gone("", len(plan.days), Cause("car", "", {"with_car": ends}), now=len(plan.days))


def _otherwise(plan: Plan, said: bool | None, now: bool | None) -> bool:
    """Whether something is with the hired car that was said to be without it, or the other way round."""
    return plan.request.car is CarChoice.HIRE and said is not None and said is not now


def _left_out(plan: Plan, name: str, note: str) -> str:
    """The note, unless the same thing in the plan has it."""
    noted = {event.note for day in plan.days for event in day.chosen if event.choice == name}
    noted |= {night.note for night in plan.events(Night) if night.location == name}
    return "" if note in noted else note


def _days_of(plan: Plan, activity: str) -> list[int]:
    """The days on which it is done."""
    return [day.number for day in plan.days if activity in [event.choice for event in day.chosen]]


class _Finder:
    """Finds reasons: tries what went at every place of its day in the new plan."""

    def __init__(self, catalogue: Catalogue, plan: Plan) -> None:
        self.catalogue, self.plan, self.request = catalogue, plan, plan.request
        self.now = itinerary_of(plan)
        self.world = TripWorld(catalogue, plan.request, plan.ridden)

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
        beside = [self.world.activity(one.activity).name for one in self.now.days[number - 1]]
        facts: dict[str, object] = {"day": number, "beside": beside}
        if hard := self._strenuous_near(choice, number):
            return Cause("no-rest", choice.activity, hard)
        costs = [] if self._full(choice, number) else self._costs(choice, number)
        if not costs:
            return Cause("no-room", choice.activity, facts)
        return self._too_dear(min(costs)) or Cause("less-worth", choice.activity)

    def why_not_slept(self, night: SavedNight, number: int) -> Cause:
        """Why a free bed is not slept in any more."""
        if number >= self.request.days:
            return Cause("day-gone", night.location, {"day": number})
        request = self.request
        date = request.date_of(number)
        cause = of_pinned_night(self.catalogue, request, PinnedNight(night.location, date))
        if cause:
            return cause
        for fixed in request.nights:
            if fixed.day == number and night.location not in fixed.locations:
                return Cause("night-asked", night.location, {"name": fixed.name})
        for pin in request.pinned_nights:
            if pin.date == date and pin.location != night.location:
                held = Hold.BOOKED if pin.booked else Hold.PINNED
                return Cause("night-held", night.location, {"name": self.catalogue.locations[pin.location].name, "hold": held.value})
        slept = self.plan.days[number - 1].night
        rooms = [self.catalogue.locations[place].stay for place in (night.location, slept.location if slept else "") if place]
        prices = [stay.room * request.party.rooms for stay in rooms if stay]
        return self._too_dear(prices[0] - sum(prices[1:])) or Cause("less-worth", night.location)

    def _costs(self, choice: SavedChoice, number: int) -> list[int]:
        """What putting it in among the day's choices would cost more, at each place where it fits, the beds as they now are."""
        world, day = self.world, self.world.days[number - 1]
        wakes, sleeps = (world.start, *self.now.nights)[number - 1], (*self.now.nights, self.now.end)[number - 1]
        now = self.now.days[number - 1]
        before = world.walk(day, wakes, now, sleeps)
        ends, cars = origins(world.activity(choice.activity)), self.request.car.with_car
        new = [Choice(choice.activity, origin, with_car) for origin in ends for with_car in cars]
        walks = [world.walk(day, wakes, [*now[:n], one, *now[n:]], sleeps) for one in new for n in range(len(now) + 1)]
        return [walked.cost - (before.cost if before else 0) for walked in walks if walked]

    def _too_dear(self, more: int) -> Cause | None:
        """The cause for something that would cost so much more than the plan does, if that is over the budget."""
        budget = self.request.budget
        return Cause("too-dear", "", {"budget": budget}) if budget is not None and self.plan.cost.units + more > budget else None

    def _full(self, choice: SavedChoice, number: int) -> bool:
        """Whether the pace allows no more such visits that day."""
        done = [visit.activity for visit in self.plan.days[number - 1].only(Visit)]
        new = self.catalogue.activities[choice.activity]
        full = new.counted and sum(one.counted for one in done) >= self.catalogue.paces[self.request.pace].visits
        return full or (new.strenuous and any(one.strenuous for one in done))

    def _strenuous_near(self, choice: SavedChoice, number: int) -> dict[str, object] | None:
        """What is strenuous on the day before or after, if this is as well and the pace has a day of rest between."""
        if self.catalogue.paces[self.request.pace].rest_after_strenuous and self.catalogue.activities[choice.activity].strenuous:
            for day in self.plan.days:
                for visit in day.only(Visit):
                    if visit.activity.strenuous and abs(day.number - number) == 1:
                        return {"done": visit.activity.name, "day": day.number}
        return None
