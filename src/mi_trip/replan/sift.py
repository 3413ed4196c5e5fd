"""Which pins cannot hold in a request, and why: each by itself, then those that clash, then those with which no trip is found."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from mi_trip.causes import Trying, alone, demand_name, of_pin, of_pinned_night, pin_name
from mi_trip.model.request import Pin
from mi_trip.model.solution import Cause
from mi_trip.problem import Problem
from mi_trip.replan.held import without
from mi_trip.solver.search import NORMAL, NoTripError, solve

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mi_trip.causes import Demand
    from mi_trip.keep import Keep
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.request import Request
    from mi_trip.replan.held import Held
    from mi_trip.solver.search import Effort
    from mi_trip.solver.trip import Trip


def hopeless(catalogue: Catalogue, request: Request, pinned: Sequence[Held]) -> dict[Held, Cause]:
    """The pins that nothing can meet, whatever else is in the trip."""
    reasons = {}
    for one in pinned:
        pin = one.pin
        cause = of_pin(catalogue, request, pin) if isinstance(pin, Pin) else of_pinned_night(catalogue, request, pin)
        if cause:
            reasons[one] = cause
    return reasons


def clashes(catalogue: Catalogue, request: Request, pinned: Sequence[Held]) -> dict[Held, Cause]:
    """Pins without which the rest of them can hold, each with what it clashes with; none if the request alone is at fault.

    Of pins that clash one goes: rather what is pinned than what is booked, rather one without which all the others can hold,
    rather the later one.
    """
    return _Sifter(catalogue, replace(request, pins=(), pinned_nights=(), budget=None), pinned).sift()


class _Sifter:
    def __init__(self, catalogue: Catalogue, base: Request, pinned: Sequence[Held]) -> None:
        self.catalogue, self.base, self.pinned = catalogue, base, pinned
        self.trying = Trying(catalogue, base, [one.pin for one in pinned])
        self.reasons: dict[Held, Cause] = {}

    def sift(self) -> dict[Held, Cause]:
        if not self.trying.feasible(()):
            return {}
        while not self._feasible(self._left()):
            left = self._left()
            few = self.trying.smallest([one.pin for one in left])
            several = [one for one in left if one.pin in few]
            goes = self._least(several)
            others = [one for one in several if one is not goes]
            self._let_go(goes, others)
            if others and all(one.booked for one in others):  # whatever else cannot be had beside them goes as well
                for one in self._left():
                    if not one.booked and not self._feasible([*others, one]):
                        self._let_go(one, others)
        for one in sorted(self.reasons, key=lambda one: not one.booked) if len(self.reasons) > 1 else ():
            if self._feasible([*self._left(), one]):  # what it clashed with has gone itself
                del self.reasons[one]
        return self.reasons

    def _left(self) -> list[Held]:
        return [one for one in self.pinned if one not in self.reasons]

    def _feasible(self, some: Iterable[Held]) -> bool:
        return self.trying.feasible(one.pin for one in some)

    def _least(self, several: Sequence[Held]) -> Held:
        """The one of several that is best let go."""
        loose = [one for one in several if not one.booked] or list(several)
        if len(loose) > 1:
            for goes in reversed(loose):
                if self._feasible(one for one in self._left() if one is not goes):
                    return goes
        return loose[-1]

    def _let_go(self, goes: Held, others: Sequence[Held]) -> None:
        """Notes why it cannot hold beside others; if there are none, what of the request it clashes with, or why it is out of reach."""
        catalogue, base = self.catalogue, self.base
        names = [demand_name(catalogue, base, one.pin) for one in others]
        if not names:
            free = replace(base, must=(), nights=())
            wanted: list[Demand] = [*base.must, *base.nights]
            trying = Trying(catalogue, free, [goes.pin, *wanted])
            if not trying.feasible([goes.pin]):
                self.reasons[goes] = alone(catalogue, free, goes.pin)
                return
            needed = trying.smallest([*wanted, goes.pin])
            names = [demand_name(catalogue, base, demand) for demand in needed if demand is not goes.pin]
        self.reasons[goes] = Cause("together", demand_name(catalogue, base, goes.pin), {"others": names, "days": base.days})


class Solving:
    """Looks for trips that do what is pinned, within the budget and with the days of rest, which :func:`clashes` does not regard."""

    def __init__(self, catalogue: Catalogue, request: Request, pinned: Sequence[Held], keep: Keep, effort: Effort) -> None:
        self.catalogue, self.request, self.pinned, self.keep = catalogue, request, pinned, keep
        self.effort = replace(effort, times=effort.times or NORMAL.times, tries=0, ways=0)

    def misfits(self) -> tuple[dict[Held, Cause], Trip | None]:
        """Pins without which there is a trip with the rest of them, and that trip; nothing and None if there is none without any.

        What is booked is let go after what is pinned, and what is later before what is earlier.
        """
        reasons: dict[Held, Cause] = {}
        kept: list[Held] = []
        rest = sorted(self.pinned, key=lambda one: not one.booked)
        found = self._trip(rest)
        if found is None and (not rest or self._trip(()) is None):
            return {}, None
        while found is None:
            first = bisect_left(range(1, len(rest)), True, key=lambda many: self._trip([*kept, *rest[:many]]) is None)
            kept += rest[:first]
            goes, rest = rest[first], rest[first + 1 :]
            reasons[goes] = self._reason(goes, kept)
            found = self._trip([*kept, *rest])
        return reasons, found

    def _trip(self, pinned: Sequence[Held], request: Request | None = None) -> Trip | None:
        asked = without(request or self.request, [one for one in self.pinned if one in pinned], ())
        try:
            return solve(Problem.of(self.catalogue, asked, self.keep), self.effort).trip
        except NoTripError:
            return None

    def _reason(self, goes: Held, kept: Sequence[Held]) -> Cause:
        """Why there is no trip with the one beside the others."""
        name = demand_name(self.catalogue, self.request, goes.pin)
        hard = next((one for one in kept if self._no_rest(goes, one)), None)
        if hard and isinstance(hard.pin, Pin):
            day = (hard.pin.date - self.request.first_day).days + 1
            return Cause("no-rest", name, {"done": pin_name(self.catalogue, hard.pin), "day": day})
        budget = self.request.budget
        if budget is not None and self._trip([*kept, goes], replace(self.request, budget=None)):
            return Cause("too-dear", name, {"budget": budget})
        return Cause("not-found", name, {})

    def _no_rest(self, one: Held, other: Held) -> bool:
        """Whether both are strenuous, on following days, at a pace that has a day of rest between."""
        if not self.catalogue.paces[self.request.pace].rest_after_strenuous:
            return False
        pins = [held.pin for held in (one, other) if isinstance(held.pin, Pin) and held.pin.activity in self.catalogue.activities]
        hard = [pin.date for pin in pins if self.catalogue.activities[pin.activity].strenuous]
        return len(hard) == len((one, other)) and abs(hard[0] - hard[1]) == timedelta(days=1)
