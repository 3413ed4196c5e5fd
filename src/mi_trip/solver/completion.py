"""What is still to come: whether from a bed on a night every demand can be met and the end be reached, and at what least price.

A dynamic program over nights, beds and unmet demands, in which each day only travels or meets demands. It tells the search
which half-made trips can still end well, and whether the demands can hold together at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.solver.tours import Tours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.problem import Problem
    from mi_trip.solver.tours import Tour

HOPELESS = -(10**15)
MOST_CHOICES = {1: 14, 2: 6}  # stops looked at for each demand, by the number of demands; 3 with more


class Completion:
    """The least price (as a negative value in units) of ending well from each morning on.

    ``every_way``: through every stop that meets a demand, and where nothing is found with few of them on a day, with more.
    """

    def __init__(self, problem: Problem, *, every_way: bool = False) -> None:
        self.problem, self.every_way, self._long = problem, every_way, False
        self._tours: dict[tuple[int, int], list[Tour]] = {}
        self._tours_of: dict[int, Tours] = {}
        self._worth: dict[tuple[int, int, int], int] = {}
        self._best: dict[tuple[int, int, int], tuple[tuple[int, ...], int] | None] = {}
        self._bare: dict[tuple[int, int, int, int], int] = {}
        self.meeting = tuple(stop for stop, facts in enumerate(problem.stops) if facts.meets)
        if not every_way:
            self.meeting = self._easiest()
        self.beds_on = [tuple(b for b, cost in enumerate(row) if cost is not None) for row in problem.bed_costs]

    def worth(self, day: int, wakes: int, unmet: int) -> int:
        """The best (least negative) worth of the days from ``day`` on, begun in a bed with demands unmet; HOPELESS if none."""
        if day == self.problem.days:
            return 0 if not unmet and wakes in self.problem.ends else HOPELESS
        if unmet & self.problem.due[day]:
            return HOPELESS
        key = (day, wakes, unmet)
        if key not in self._worth:
            self._worth[key] = HOPELESS  # while it is worked out
            best, choice = HOPELESS, None
            for sleeps in self.targets(day):
                for stops, price in self._days(day, wakes, sleeps, unmet):
                    rest = self.worth(day + 1, sleeps, unmet & ~self._meets(stops))
                    if rest > HOPELESS and price + rest > best:
                        best, choice = price + rest, (stops, sleeps)
            self._worth[key], self._best[key] = best, choice
        return self._worth[key]

    def trip(self) -> tuple[tuple[tuple[int, ...], ...], tuple[int, ...]] | None:
        """Days and beds (the end's last) of a cheap trip that meets every demand; None if there is none.

        Days that only travel are priced by the least times; one that does not hold when walked is struck out, and it begins anew.
        """
        while True:
            unmet, wakes = self.problem.demands, self.problem.start
            if self.worth(0, wakes, unmet) <= HOPELESS:
                if not self._lengthen():
                    return None
                continue
            days: list[tuple[int, ...]] = []
            beds: list[int] = []
            for day in range(self.problem.days):
                choice = self._best[day, wakes, unmet]
                assert choice is not None  # noqa: S101 - worth() found one
                stops, sleeps = choice
                if self.problem.walk(day, wakes, stops, sleeps) is None:
                    self._strike_out(self._bare_key(day, wakes, sleeps))
                    break
                wakes = sleeps
                unmet &= ~self._meets(stops)
                days.append(stops)
                beds.append(sleeps)
            else:
                return tuple(days), tuple(beds)

    def _strike_out(self, bare: tuple[int, int, int, int]) -> None:
        """Makes days that only travel that way hopeless, and forgets what was best with one: all else stays as good as it was."""
        self._bare[bare] = HOPELESS
        forgotten: set[tuple[int, int, int]] = set()
        for key, choice in sorted(self._best.items(), key=lambda item: -item[0][0]):
            if choice is not None:
                (day, wakes, unmet), (stops, sleeps) = key, choice
                onward = (day + 1, sleeps, unmet & ~self._meets(stops))
                if onward in forgotten or (not stops and self._bare_key(day, wakes, sleeps) == bare):
                    forgotten.add(key)
        for key in forgotten:
            del self._worth[key], self._best[key]

    def _lengthen(self) -> bool:
        """Begins anew with tours that meet more demands on a day, if some were left out for their length."""
        if self._long or not self.every_way or not any(tours.cut for tours in self._tours_of.values()):
            return False
        self._long = True
        for known in (self._tours, self._tours_of, self._worth, self._best):
            known.clear()
        return True

    def targets(self, day: int) -> tuple[int, ...]:
        """The beds (or ends) in which the day may end."""
        return self.beds_on[day] if day < self.problem.days - 1 else self.problem.ends

    def _meets(self, stops: tuple[int, ...]) -> int:
        met = 0
        for stop in stops:
            met |= self.problem.stops[stop].meets
        return met

    def _easiest(self) -> tuple[int, ...]:
        """For each demand the stops that meet it on most days, then in the shortest time: as many as can be combined quickly."""
        problem = self.problem
        ranked: list[list[tuple[int, int, int]]] = []
        for demand in range(problem.demands.bit_length()):
            ranked.append([])
            for stop in self.meeting:
                days = [day for day in range(problem.days) if problem.values[day][stop] is not None]
                if problem.stops[stop].meets >> demand & 1 and days:
                    spot = problem.day_stop(days[0], stop)
                    ranked[-1].append((-len(days), spot.minutes + spot.early if spot else 0, stop))
        bound = sum(mask.bit_count() for mask in problem.bound_to)
        most = MOST_CHOICES.get(max(1, len(ranked) - bound), 3)
        chosen: set[int] = set()
        for stops in ranked:
            chosen.update(stop for *_, stop in sorted(stops)[:most])
        return tuple(sorted(chosen))

    def _days(self, day: int, wakes: int, sleeps: int, unmet: int) -> Iterator[tuple[tuple[int, ...], int]]:
        bare = HOPELESS if unmet & self.problem.due[day + 1] else self._bare_price(day, wakes, sleeps)
        if bare > HOPELESS:
            yield (), bare
        if not unmet:
            return
        problem = self.problem
        world = problem.world.days[day]
        latest = world.network.latest(problem.bed_node(sleeps), world.hours.last)
        for tour in self._tours_from(day, wakes):
            if tour.ready <= latest[tour.node] and all(problem.stops[stop].meets & unmet for stop in tour.stops):
                walked = problem.walk(day, wakes, tour.stops, sleeps)
                if walked is not None:
                    yield tour.stops, self._price(day, wakes, sleeps, walked.way, walked.cost)

    def _tours_from(self, day: int, wakes: int) -> list[Tour]:
        """Orders of stops that meet demands, each a further one, that fit into the day begun in a bed."""
        key = (day, wakes)
        if key not in self._tours:
            if day not in self._tours_of:
                self._tours_of[day] = Tours(self.problem, day, self.meeting, long=self._long)
            self._tours[key] = list(self._tours_of[day].of(wakes))
        return self._tours[key]

    def _bare_key(self, day: int, wakes: int, sleeps: int) -> tuple[int, int, int, int]:
        world = self.problem.world.days[day]
        return id(world.network), world.hours.last, wakes, sleeps

    def _bare_price(self, day: int, wakes: int, sleeps: int) -> int:
        """The price of a day that only travels, at least; HOPELESS if it cannot be done."""
        key = self._bare_key(day, wakes, sleeps)
        price = self._bare.get(key)
        if price is None:
            price = self._bare[key] = self._travel_price(day, wakes, sleeps)
        return HOPELESS if price == HOPELESS else self._night(day, wakes, sleeps) - price

    def _travel_price(self, day: int, wakes: int, sleeps: int) -> int:
        problem = self.problem
        network, hours = problem.world.days[day].network, problem.world.days[day].hours
        origin, target = problem.bed_node(wakes), problem.bed_node(sleeps)
        if hours.first > network.latest(target, hours.last)[origin]:
            return HOPELESS
        plain = network.plain_way(origin, target)
        if plain is None:
            return network.least_minutes(origin, target) * problem.minute
        minutes, driving, cost = plain
        return minutes * problem.minute + cost * problem.money if driving <= hours.driving else HOPELESS

    def _price(self, day: int, wakes: int, sleeps: int, way: int, cost: int) -> int:
        return self._night(day, wakes, sleeps) - way * self.problem.minute - cost * self.problem.money

    def _night(self, day: int, wakes: int, sleeps: int) -> int:
        problem = self.problem
        if day == problem.days - 1:
            return 0
        price = problem.bed_values[day][sleeps] - problem.money * (problem.bed_costs[day][sleeps] or 0)
        return price - problem.change if day and problem.places[wakes] != problem.places[sleeps] else price
