"""Trips of steady days changed bit by bit: visits taken out, and what gives most for its time put in (large neighbourhood search)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_trip.solver.steady.tables import POWERS
from mi_trip.solver.trip import changes_bed

if TYPE_CHECKING:
    from random import Random

    from mi_trip.solver.steady.course import Course, Courses
    from mi_trip.solver.steady.tables import Steady, Table


BED_MOVES = 0.15  # how often a bed is moved
NEAR_BEDS = 12  # to choose from then
CHANGE = 3_000  # places looked at in the time a change takes besides
NOISES = (0.0, 0.3, 0.6)  # by how much of itself at most what a visit gives is lowered
STALE = 600  # changes without a better draft after which the best is gone on from


class Draft(NamedTuple):
    """A trip: the course of each day, and what it gives, beds paid; ``takes`` breaks ties, less being better."""

    courses: tuple[Course, ...]
    gives: int
    takes: int

    @property
    def beds(self) -> tuple[int, ...]:
        """Where each day ends, as nodes."""
        return tuple(course.nodes[-1] for course in self.courses)


class Changer:
    """Ruins and refills drafts of one problem."""

    def __init__(self, steady: Steady, courses: Courses, random: Random) -> None:
        self.steady, self.courses, self.random = steady, courses, random
        self._beds: dict[tuple[int, int], list[int]] = {}
        self.movable = any(sum(cost is not None for cost in row) > 1 for row in steady.problem.bed_costs)
        self._noises = np.random.default_rng(random.getrandbits(32))

    def _summed(self, courses: list[Course]) -> Draft:
        problem = self.steady.problem
        gives = sum(course.gives for course in courses)
        if (problem.money or problem.change) and len(courses) == problem.days:
            nights = tuple(course.nodes[-1] - self.steady.visits for course in courses[:-1])
            rooms = sum(row[bed] or 0 for row, bed in zip(problem.bed_costs, nights, strict=True))
            gives -= problem.money * rooms + problem.change * changes_bed(problem, nights)
        return Draft(tuple(courses), gives, sum(course.takes for course in courses))

    # -- taking out -------------------------------------------------------------------------------------------------

    def ruined(self, draft: Draft, most: int) -> list[tuple[int, ...]]:
        """The courses with at most so many visits taken out: a run, some close together, or any."""
        random = self.random
        days = [course.nodes for course in draft.courses]
        if len(days) > 1 and self.movable and random.random() < BED_MOVES:
            self._move_bed(days, random.randrange(len(days) - 1))
            if random.random() < 0.5:
                return days
        there = [(visit, day) for day, nodes in enumerate(days) for visit in nodes[1:-1]]
        if not there:
            return days
        many = random.randint(1, max(1, min(most, max(5, len(there) // 2), len(there))))
        kind = random.random()
        if kind < 0.45:
            out = self._runs(days, many)
        elif kind < 0.85:
            seed = random.choice(there)[0]
            inside = {visit for visit, _ in there}
            out = set()
            for other in self.steady.near[seed]:
                if other in inside and (random.random() < 0.8 or other == seed):
                    out.add(other)
                    if len(out) == many:
                        break
        else:
            out = {visit for visit, _ in random.sample(there, many)}
        return [nodes if out.isdisjoint(nodes) else tuple(n for n in nodes if n not in out) for nodes in days]

    def _move_bed(self, days: list[tuple[int, ...]], night: int) -> None:
        """Moves the bed of a night, and leaves out what cannot be done on the days before and after it then, the nearest to it first."""
        bed = self.random.choice(self._beds_near(night, days[night][-2]))
        tables = self.steady.days
        before, after = (*days[night][:-1], bed), (bed, *days[night + 1][1:])
        while len(before) > 2 and self.courses.course(tables[night], before) is None:
            before = (*before[:-2], bed)
        while len(after) > 2 and self.courses.course(tables[night + 1], after) is None:
            after = (bed, *after[2:])
        days[night], days[night + 1] = before, after

    def _beds_near(self, night: int, node: int) -> list[int]:
        """The beds of a night that are nearest to a node, as nodes."""
        key = (night, node)
        if key not in self._beds:
            takes = self.steady.days[night].ways.takes[node]
            beds = (self.steady.visits + bed for bed, cost in enumerate(self.steady.problem.bed_costs[night]) if cost is not None)
            self._beds[key] = sorted(beds, key=lambda bed: (takes[bed], bed))[:NEAR_BEDS]
        return self._beds[key]

    def _runs(self, days: list[tuple[int, ...]], many: int) -> set[int]:
        random = self.random
        out: set[int] = set()
        order = random.sample(range(len(days)), len(days))
        for day in order:
            inner = days[day][1:-1]
            if not inner:
                continue
            length = min(len(inner), many if len(days) == 1 else random.randint(1, many))
            first = random.randint(0, len(inner) - length)
            out.update(inner[first : first + length])
            many -= length
            if many <= 0:
                break
        return out

    # -- putting in -------------------------------------------------------------------------------------------------

    def filled(self, days: list[tuple[int, ...]], noise: float, power: int, tables: tuple[Table, ...] | None = None) -> Draft | None:
        """The courses (of all days, or of those given) with the best visits put in as long as any fits."""
        steady, courses = self.steady, self.courses
        tables, rivals = tables or steady.days, steady.rivals
        free = np.ones(steady.visits)
        for nodes in days:
            for visit in nodes[1:-1]:
                free[rivals[visit]] = 0
        if noise:
            free *= 1 - noise * self._noises.random(steady.visits)
        weights = {table.number: free * table.weights[power] for table in tables}
        days = list(days)
        now: list[Course] = []
        ranks = np.zeros((len(days), steady.visits))
        where: list[list[int]] = []
        for day, table in enumerate(tables):
            course = courses.course(table, days[day])
            if course is None:
                return None
            now.append(course)
            grows, at = courses.fits(table, course)
            np.divide(weights[table.number], grows, out=ranks[day])
            where.append(at)
        while True:
            best = int(ranks.argmax())
            day, visit = divmod(best, steady.visits)
            if ranks[day, visit] <= 0:
                break
            table, nodes = tables[day], days[day]
            after = where[day][visit] + 1
            nodes = (*nodes[:after], visit, *nodes[after:])
            course = courses.course(table, nodes)
            if course is None or course.gives <= now[day].gives:
                ranks[day, visit] = 0
                continue
            days[day], now[day] = nodes, course
            mine = rivals[visit]
            if len(mine) == 1:
                ranks[:, visit] = 0
                for weight in weights.values():
                    weight[visit] = 0
            else:
                ranks[:, mine] = 0
                for weight in weights.values():
                    weight[mine] = 0
            grows, where[day] = courses.fits(table, course)
            np.divide(weights[table.number], grows, out=ranks[day])
        return self._summed(now)

    # -- the search -------------------------------------------------------------------------------------------------

    def improved(self, draft: Draft, work: int, *, most: int, warm: float, cold: float) -> Draft:
        """The best draft found with so much work, going on from worse ones less and less often (``warm`` to ``cold``, units)."""
        random, courses = self.random, self.courses
        now = best = draft
        begun = courses.work
        stale = 0
        while (spent := courses.work - begun) < work:
            courses.work += CHANGE
            new = self.filled(self.ruined(now, most), random.choice(NOISES), random.randrange(POWERS))
            if new is None:
                continue
            cooled = 1 - spent / work
            allowed = (cold + (warm - cold) * cooled * cooled) * random.random()
            less = now.gives - new.gives
            if less < allowed or (less == 0 and new.takes < now.takes):
                now = new
            stale += 1
            if (new.gives, -new.takes) > (best.gives, -best.takes):
                best, stale = new, 0
            elif stale > STALE:
                now, stale = best, 0
        return best
