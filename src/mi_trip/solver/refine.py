"""A trip changed bit by bit: some stops are taken out, beds moved, and what fits best is put in.

The moves of large neighbourhood search (Shaw 1998; Pisinger and Ropke 2007), on the days as they really are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.solver.days import Day, Days
from mi_trip.solver.trip import Trip, changes_bed, strenuous

if TYPE_CHECKING:
    from random import Random

    from mi_trip.problem import Problem
    from mi_trip.solver.days import Worth
    from mi_trip.solver.near import Near

WHOLE_DAYS = 0.3  # how often some days are emptied: of the shipped catalogue's short trips the best is seldom found without
FEWEST_SHIFTED = 3  # days of a trip
CLEARED = (1, 2, 2, 3)  # days then
SHIFTED = 0.1  # how often one day is left out and another put in elsewhere
NEAREST = 0.7  # how often the bed nearest to a stop is then taken, else one of a few
RUN, CLOSE_BY = 0.6, 0.2  # else how often a run of stops is taken out, and how often some close together; else only a bed moves
BED_AS_WELL = 0.3
STAYS_OUT = 0.03
MOST_OUT = 20  # stops taken out at once: with few a trip never comes off a bad order of areas
FEW_BEDS = 3  # looked at closely for a night, and besides the nearest after whole days
RATES = (0.0, 0.25, 0.5)  # what a minute by which the day ends later may be taken to be worth, of one on the way
NOISES = (0.0, 0.05, 0.15)  # by how much what a stop gives is shaken


class Refiner:
    """Changes trips of one problem."""

    def __init__(self, problem: Problem, near: Near, random: Random) -> None:
        self.problem, self.near, self.random = problem, near, random
        self.days = Days(problem)
        self.beds_on = [tuple(b for b, cost in enumerate(row) if cost is not None) for row in problem.bed_costs]

    def changed(self, trip: Trip) -> Trip | None:
        """The trip with a few stops taken out or a bed moved, then filled up again; None if that leads nowhere."""
        draft = _Draft(self, trip)
        if not draft.ruin():
            return None
        draft.fill()
        if draft.rebed():
            draft.fill()
        return draft.trip()


class _Draft:
    """A trip being changed: the stops of each day, and the start, the beds and the end in one list."""

    def __init__(self, refiner: Refiner, trip: Trip) -> None:
        self.problem, self.near, self.random, self.days = refiner.problem, refiner.near, refiner.random, refiner.days
        self.beds_on = refiner.beds_on
        self.stops = list(trip.days)
        self.beds = [self.problem.start, *trip.nights, trip.end]
        self.touched: set[int] = set()  # the days that are not as they were
        self.barred = 0  # groups that are done, or not to be put in again
        for day in trip.days:
            for stop in day:
                self.barred |= 1 << self.problem.stops[stop].group
        random = self.random
        self.rate = random.choice(RATES) * self.problem.minute
        noise = random.choice(NOISES)
        self.shaken = [max(0.1, random.gauss(1, noise)) if noise else 1.0 for _ in self.problem.stops]
        self.most_shaken = max(self.shaken, default=1.0)
        self.hire = 0 if self.problem.budget is None else self.problem.least_hire + random.choice((0, self.problem.hire_per_day))

    def trip(self) -> Trip:
        return Trip(tuple(self.stops), tuple(self.beds[1:-1]), self.beds[-1])

    def day(self, number: int) -> Day:
        return Day(number, self.beds[number], self.stops[number], self.beds[number + 1])

    def worth(self, number: int) -> Worth | None:
        return self.days.worth(self.day(number))

    # -- taking out ---------------------------------------------------------------------------------------------

    def ruin(self) -> bool:
        """Takes out whole days, or a run of stops, or some that lie close together, or moves a bed, or both."""
        random = self.random
        facts, rigid = self.problem.stops, random.random() < 0.9  # what is demanded mostly stays where it is
        order = [(day, n) for day, stops in enumerate(self.stops) for n in range(len(stops)) if not (rigid and facts[stops[n]].meets)]
        kind = random.random()
        if kind < SHIFTED and len(self.stops) >= FEWEST_SHIFTED:
            self._shift_days(order)
        elif kind < SHIFTED + WHOLE_DAYS:
            self._clear_days(order)
        else:
            self._take_some(order)
        return all(self._make_fit(day) for day in range(len(self.stops)))

    def _take_some(self, order: list[tuple[int, int]]) -> None:
        random = self.random
        out: list[tuple[int, int]] = []
        kind = random.random()
        if order and kind < RUN:
            first = random.randrange(len(order))
            out = order[first : first + random.randint(1, MOST_OUT)]
        elif order and kind < RUN + CLOSE_BY:
            out = self._close_by(order, random.choice(order))
        if len(self.beds) > 2 and (not out or random.random() < BED_AS_WELL):
            self._move_bed(min(out[0][0], len(self.beds) - 3) if out else random.randrange(len(self.beds) - 2))
        for day, n in sorted(out, reverse=True):
            self._take_out(day, n)

    def _clear_days(self, order: list[tuple[int, int]]) -> None:
        """Empties some days in a row, and moves the nights between them, and maybe one beside, to where something is not done yet."""
        random, days = self.random, len(self.stops)
        length = min(random.choice(CLEARED), days)
        first = random.randrange(days - length + 1)
        for day, n in reversed(order):
            if first <= day < first + length:
                self._take_out(day, n)
        nights = list(range(first, first + length - 1))
        beside = [night for night in (first - 1, first + length - 1) if 0 <= night < days - 1]
        if beside and random.random() < 0.5:
            nights.append(random.choice(beside))
        for night in nights:
            self._settle(night)

    def _shift_days(self, order: list[tuple[int, int]]) -> None:
        """Leaves out a day and the night after it, and puts in an empty one elsewhere: those between come a day earlier or later."""
        random, last = self.random, len(self.stops) - 1
        out, into = random.sample(range(last + 1), 2)
        for day, n in reversed(order):
            if day == out:
                self._take_out(day, n)
        if self.stops[out]:
            return  # something demanded stays
        del self.stops[out], self.beds[min(out + 1, last)]
        night = min(into, last - 1)
        self.stops.insert(into, ())
        self.beds.insert(night + 1, self.beds[night] if night else self.beds[1])
        for day in range(min(out, into), max(out, into) + 1):
            self.touched.add(day)
            for n, stop in reversed(list(enumerate(self.stops[day]))):
                if self.problem.values[day][stop] is None:
                    self._take_out(day, n)
        self._settle(night)

    def _settle(self, night: int) -> None:
        """Moves a night near to a stop that is not done, rather to one that gives much."""
        values, facts, random = self.problem.values[night], self.problem.stops, self.random
        free = [
            (stop, max(1, value)) for stop, value in enumerate(values) if value is not None and not self.barred >> facts[stop].group & 1
        ]
        if not free:
            return
        stop = random.choices([stop for stop, _ in free], [weight for _, weight in free])[0]
        homes = self.near.homes(night, self.days.spot(night, stop).end, self.beds_on[night])
        if homes:
            self.beds[night + 1] = (homes[0] if random.random() < NEAREST else random.choice(homes[: FEW_BEDS + 1])).bed
            self.touched |= {night, night + 1}

    def _close_by(self, order: list[tuple[int, int]], seed: tuple[int, int]) -> list[tuple[int, int]]:
        least = self.problem.world.days[seed[0]].network.least_from(self._begin(*seed))
        return sorted(order, key=lambda at: (least[self._begin(*at)], at))[: self.random.randint(2, MOST_OUT + 1)]

    def _begin(self, day: int, n: int) -> int:
        return self.days.spot(day, self.stops[day][n]).begin

    def _move_bed(self, night: int) -> None:
        homes = self.near.homes(night, self._last_node(night), self.beds_on[night])
        if homes:
            self.beds[night + 1] = self.random.choice(homes).bed
            self.touched |= {night, night + 1}

    def _last_node(self, day: int) -> int:
        return self.days.node(day, self.beds[day], self.stops[day])

    def _take_out(self, day: int, n: int) -> None:
        self.touched.add(day)
        stops = self.stops[day]
        self.stops[day] = stops[:n] + stops[n + 1 :]
        if self.random.random() >= STAYS_OUT:  # else it stays out
            self.barred &= ~(1 << self.problem.stops[stops[n]].group)

    def _make_fit(self, day: int) -> bool:
        while self.worth(day) is None:
            if not self.stops[day]:
                return False
            loose = [n for n, stop in enumerate(self.stops[day]) if not self.problem.stops[stop].meets]
            self._take_out(day, self.random.choice(loose or range(len(self.stops[day]))))
        return True

    # -- putting in ---------------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Puts in the best stop as long as any is worth it."""
        facts = self.problem.stops
        best: dict[int, tuple[float, int, int] | None] = {}
        stale = set(range(len(self.stops)))
        left = self._money_left()
        while True:
            for day in sorted(stale):
                best[day] = self._best(day, left)
            choices = [(found[0], -day, found) for day, found in best.items() if found is not None]
            if not choices:
                return
            _, minus_day, (_, stop, n) = max(choices)
            day = -minus_day
            self.touched.add(day)
            self.stops[day] = (*self.stops[day][:n], stop, *self.stops[day][n:])
            self.barred |= 1 << facts[stop].group
            if self.problem.budget is not None:
                left = self._money_left()
                stale = set(best)
            else:
                stale = {day}
            stale |= {*(d for d, found in best.items() if found and facts[found[1]].group == facts[stop].group)}
            if facts[stop].strenuous:
                stale |= {d for d in (day - 1, day + 1) if d in best}

    def _money_left(self) -> float:
        """What may still be spent; without end where no budget was given. Whether the last day needs the car is not known yet."""
        if self.problem.budget is None:
            return float("inf")
        days = [self.worth(day) for day in range(len(self.stops))]
        return self.problem.budget - self.hire - sum(day.cost for day in days if day is not None)

    def _best(self, number: int, left: float) -> tuple[float, int, int] | None:
        """What is best put into the day for the money left: its rank, the stop, and before which other."""
        problem = self.problem
        day = self.day(number)
        now = self.days.worth(day)
        if now is None:
            return None
        _, wakes, stops, sleeps = day
        full = sum(problem.stops[s].counted for s in stops) >= problem.visits
        tired = strenuous(problem, stops) or self._must_rest(number)
        best: tuple[float, int, int] | None = None
        vain: set[int] = set()
        for gap, (most, stop, n) in enumerate(self.days.gaps(day)):
            if best is not None and most * self.most_shaken <= best[0]:
                break
            facts = problem.stops[stop]
            if self.barred >> facts.group & 1 or (full and facts.counted) or (tired and facts.strenuous):
                continue
            new = self.days.worth(Day(number, wakes, (*stops[:n], stop, *stops[n:]), sleeps))
            if new is None or new.units <= now.units:
                vain.add(gap)
                continue
            if new.cost - now.cost > left:
                continue
            rank = (new.units - now.units) * self.shaken[stop] - self.rate * (new.ends - now.ends)
            if best is None or rank > best[0]:
                best = (rank, stop, n)
        if vain:
            self.days.strike_out(day, vain)
        return best

    def _must_rest(self, day: int) -> bool:
        if not self.problem.rest:
            return False
        return any(strenuous(self.problem, self.stops[d]) for d in (day - 1, day + 1) if 0 <= d < len(self.stops))

    # -- beds ---------------------------------------------------------------------------------------------------

    def rebed(self) -> bool:
        """Moves single nights next to changed days to better beds; whether any was."""
        moved = False
        for night in range(len(self.beds) - 2):
            if not {night, night + 1} & self.touched:
                continue
            now = self.beds[night + 1]
            best: tuple[int, int] | None = None
            for bed in (now, *(bed for bed in self._promising_beds(night) if bed != now)):
                self.beds[night + 1] = bed
                one, two = self.worth(night), self.worth(night + 1)
                if one is not None and two is not None:
                    rank = one.units + two.units - self.problem.change * changes_bed(self.problem, tuple(self.beds[1:-1]))
                    if best is None or rank > best[0]:
                        best = (rank, bed)
            self.beds[night + 1] = best[1] if best else now
            moved = moved or self.beds[night + 1] != now
        return moved

    def _promising_beds(self, night: int) -> list[int]:
        """The best few beds, by the least price of the ways to and from them."""
        problem = self.problem
        homes = self.near.homes(night, self._last_node(night), self.beds_on[night])
        morning = problem.world.days[night + 1].network
        stops = self.stops[night + 1]
        goes_to = self.days.spot(night + 1, stops[0]).begin if stops else problem.bed_node(self.beds[night + 2])
        around = [problem.places[bed] for bed in (self.beds[night], self.beds[night + 2])]
        ranked = []
        for home in homes:
            away = problem.minute * morning.least_minutes(problem.bed_node(home.bed), goes_to)
            changes = sum(home.place != place for place in around)
            ranked.append((home.price + away + problem.change * changes, home.bed))
        return [bed for _, bed in sorted(ranked)[:FEW_BEDS]]
