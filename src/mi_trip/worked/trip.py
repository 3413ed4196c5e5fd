"""A trip while it is worked out: what its file says, what that means, and the plan it makes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mi_trip.model.finding import Finding
from mi_trip.model.plan import Hold, Night, Travel, Visit
from mi_trip.model.saved import Mark
from mi_trip.model.violation import Severity
from mi_trip.worked.making_do import without_limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan, PlannedDay, Ride
    from mi_trip.model.saved import SavedChoice, SavedTrip
    from mi_trip.worked.making_do import MadeDay
    from mi_trip.worked.resolve import ResolvedDay, Resolver
    from mi_trip.world import DayWorld, TripWorld


@dataclass(frozen=True)
class Trip:
    """A saved trip, what its days mean, those that had to be made do with (by number, from 1), and the plan."""

    saved: SavedTrip
    catalogue: Catalogue
    resolver: Resolver
    days: tuple[ResolvedDay, ...]
    made: Mapping[int, MadeDay]
    plan: Plan

    @property
    def world(self) -> TripWorld:
        """The days as they are."""
        return self.resolver.world

    @cached_property
    def loose(self) -> TripWorld:
        """The days without their limits."""
        return without_limits(self.world)

    @cached_property
    def repeated(self) -> Mapping[tuple[int, int], int]:
        """Entries, by day and number in it (from 0), that were done before, or their alternative: on which day."""
        done: dict[str, int] = {}
        found: dict[tuple[int, int], int] = {}
        for number, day in enumerate(self.saved.days, 1):
            for index, entry in enumerate(day.choices):
                group = self.activity(entry).group
                if group in done:
                    found[number, index] = done[group]
                done.setdefault(group, number)
        return found

    def day(self, number: int) -> DayWorld:
        """A day by its number, from 1."""
        return self.world.days[number - 1]

    def entries(self, number: int) -> tuple[SavedChoice, ...]:
        """What the file has on a day."""
        return self.saved.days[number - 1].choices

    def activity(self, entry: SavedChoice) -> Activity:
        """What an entry is."""
        return self.world.activity(entry.activity)

    def place(self, location: str) -> str:
        """A location's name."""
        return self.catalogue.locations[location].name

    # -- where things stand in the file ------------------------------------------------------------------------------------

    def mark(self, *keys: str) -> Mark:
        """Where the first of some keys stands that the file has."""
        return next((self.saved.marks[key] for key in keys if key in self.saved.marks), Mark())

    def day_mark(self, number: int) -> Mark:
        """Where a day stands; what has no day stands with the request."""
        return self.saved.days[number - 1].mark if 1 <= number <= len(self.saved.days) else self.mark("request")

    def night_mark(self, number: int) -> Mark:
        """Where the night after a day stands, and where the trip ends after the last."""
        if number >= len(self.saved.days):
            return self.mark("to", "request")
        night = self.saved.days[number - 1].night
        return night.mark if night else self.day_mark(number)

    def doings(self, number: int) -> dict[int, int]:
        """The numbers of the entries (from 0) by those of the events of the day in which they are done."""
        made = self.made.get(number)
        numbers = iter(made.choices if made else range(len(self.entries(number))))
        events = self.plan.days[number - 1].events
        done = (n for n, event in enumerate(events) if isinstance(event, Visit | Travel) and event.choice)
        return dict(zip(done, numbers, strict=False))

    def towards(self, number: int, event: int) -> int | None:
        """The entry that is done in an event of the day, or that one travels to in it; None for the night."""
        return next((entry for at, entry in self.doings(number).items() if at >= event), None)

    def riding(self, number: int, what: str) -> Iterator[tuple[int, Ride]]:
        """The rides of the day on a route, or on any route of a season, each with the number of its event."""
        for at, event in enumerate(self.plan.days[number - 1].events):
            if isinstance(event, Travel | Visit):
                yield from ((at, ride) for ride in event.rides if what in (ride.route.id, ride.route.season.id))

    def mark_of(self, number: int, subject: str) -> Mark:
        """Where in the file stands what a rule says of a day: an entry, what one travels to, the night, or the day itself."""
        if not 1 <= number <= len(self.saved.days):
            return self.mark("request")
        entries = self.entries(number)
        if not subject:
            return self.day_mark(number)
        named = [entry for entry in entries if entry.activity == subject]
        if named:
            return named[-1].mark
        night = self.saved.days[number - 1].night
        if night and night.location == subject and isinstance(self.plan.days[number - 1].events[-1], Night):
            return night.mark
        for at, _ in self.riding(number, subject):
            towards = self.towards(number, at)
            return self.night_mark(number) if towards is None else entries[towards].mark
        return self.day_mark(number)

    # -- saying it ---------------------------------------------------------------------------------------------------------

    def error(self, code: str, number: int, mark: Mark, sentence: str, subject: str = "") -> Finding:
        """Something wrong."""
        return Finding(code, Severity.ERROR, number, sentence, subject, self.saved.source, mark)

    def say(self, severity: Severity, code: str, number: int, mark: Mark, sentence: str, subject: str = "") -> Finding:
        """Something to be known."""
        return Finding(code, severity, number, sentence, subject, self.saved.source, mark)

    def planned(self, number: int) -> PlannedDay:
        """The day as it is planned."""
        return self.plan.days[number - 1]


def held(entry: SavedChoice) -> bool:
    """Whether the traveller wants the entry to stay where it is."""
    return entry.hold is not Hold.FREE or entry.booked is not None
