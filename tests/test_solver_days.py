"""What a day is taken to be worth while trips are changed is what it is worth when it is walked."""

from __future__ import annotations

import random
from datetime import time
from typing import TYPE_CHECKING

import pytest

from mi_trip.model.request import CarChoice, PaceName
from mi_trip.problem import Problem
from mi_trip.solver.days import Day, Days
from worlds import fjord, fjord_request

if TYPE_CHECKING:
    from mi_trip.solver.days import Worth

ASKED = {
    "own car": fjord_request(car=CarChoice.OWN),
    "hired car": fjord_request(car=CarChoice.HIRE),
    "no car": fjord_request(car=CarChoice.NONE),
    "relaxed": fjord_request(pace=PaceName.RELAXED),
    "late": fjord_request(arrive=time(12, 30)),
}


def walked(problem: Problem, day: Day) -> Worth | None:
    number, _, stops, sleeps = day
    room = problem.bed_costs[number][sleeps] if number < problem.days - 1 else 0
    found = problem.walk(*day)
    if found is None or room is None:
        return None
    cost = found.cost + room
    gains = sum(problem.values[number][stop] or 0 for stop in stops)
    return gains - problem.minute * found.way - problem.money * cost, cost, found.ends


@pytest.mark.parametrize("name", ASKED)
def test_a_day_is_worth_what_it_is_when_walked(name: str) -> None:
    problem = Problem.of(fjord(), ASKED[name])
    days, chance, fitting = Days(problem), random.Random(4), 0  # noqa: S311 - a test, no secret
    for _ in range(2_000):
        number = chance.randrange(problem.days)
        able = [stop for stop, value in enumerate(problem.values[number]) if value is not None]
        beds = [bed for bed, cost in enumerate(problem.bed_costs[0]) if cost is not None]
        wakes = chance.choice(beds) if number else problem.start
        sleeps = chance.choice(beds) if number < problem.days - 1 else chance.choice(problem.ends)
        day = Day(number, wakes, tuple(chance.sample(able, chance.randint(0, min(4, len(able))))), sleeps)
        assert days.worth(day) == walked(problem, day), day
        fitting += days.worth(day) is not None and bool(day.stops)
    assert fitting > 20
