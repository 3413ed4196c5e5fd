"""A day on which many things are pinned: the orders in which they can be done are found quickly, and none that cannot."""

from __future__ import annotations

from datetime import time, timedelta
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mi_trip.model.request import CarChoice, PaceName, Pin, Wish
from mi_trip.problem import Problem
from mi_trip.solver.completion import Completion
from mi_trip.solver.search import EFFORTS, solve
from mi_trip.solver.tours import Tours
from test_brute_force import tiny_worlds
from worlds import FIRST_DAY, activity, catalogue, drive, fjord, fjord_request, location

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue


def street(many: int, minutes: int) -> Catalogue:
    """Build a street with something short to do every ten minutes, each open at its own hour only or all day."""
    places = [location(f"p{n}", f"P{n}", bed=900 if n == 0 else None) for n in range(many)]
    roads = [drive(f"p{n}", f"p{n + 1}", 10, 8) for n in range(many - 1)]
    return catalogue(places, roads, [activity(f"t{n}", f"T{n}", f"p{n}", minutes, 1) for n in range(many)])


def all_pinned(world: Catalogue) -> Problem:
    pins = tuple(Pin(name, FIRST_DAY) for name in world.activities)
    return Problem.of(world, fjord_request(start="p0", end="p0", days=1, car=CarChoice.OWN, pace=PaceName.PACKED, pins=pins))


@pytest.mark.parametrize("many", [5, 10, 14])
@pytest.mark.parametrize("effort", ["quick", pytest.param("normal", marks=pytest.mark.slow)])
def test_a_day_full_of_pins_is_planned(many: int, effort: str) -> None:
    problem = all_pinned(street(many, 30))
    found = solve(problem, EFFORTS[effort])
    assert found.value.met == many
    assert len(found.trip.days[0]) == many
    assert found.value.less_way == -(many - 1) * 20


def test_one_pin_too_many_cannot_be_had() -> None:
    """Packed days are 13 and a half hours long, half an hour of it lunch."""
    assert Completion(all_pinned(street(4, 180)), every_way=True).trip() is not None
    assert Completion(all_pinned(street(4, 185)), every_way=True).trip() is None


def test_a_demand_is_due_on_the_last_day_that_can_meet_it() -> None:
    must = (Wish("museum", activities=("museum",)), Wish("hike", activities=("hike",)))
    pin = Pin("kayak", FIRST_DAY + timedelta(days=1), at=time(14))
    problem = Problem.of(fjord(), fjord_request(days=3, must=must, pins=(pin,)))
    assert problem.demands == 0b111
    assert problem.due == (0, 0, 0b100, 0b111)
    assert problem.bound_to == (0, 0b100, 0)


@pytest.mark.parametrize("beside", [3, 4])
@pytest.mark.parametrize("hours", ["Tu 08:00-08:30", "Tu 15:00-15:30"], ids=["bound one first", "bound one last"])
def test_many_demands_are_met_on_a_day_that_one_is_bound_to(beside: int, hours: str) -> None:
    """The second day is full, so all the short ones have to be done on the first."""
    short = [activity(f"t{n}", f"T{n}", "p0", 20, 1) for n in range(beside)]
    full = [activity(f"long{n}", f"Long {n}", "p0", 385, 1, open="We") for n in range(2)]
    world = catalogue([location("p0", "P0", bed=900)], [], [activity("early", "Early", "p0", 30, 1, open=hours), *short, *full])
    must = tuple(Wish(name, activities=(name,)) for name in world.activities)
    problem = Problem.of(world, fjord_request(start="p0", end="p0", car=CarChoice.OWN, pace=PaceName.PACKED, must=must))
    found = Completion(problem, every_way=True).trip()
    assert found is not None
    assert [len(stops) for stops in found[0]] == [1 + beside, 2]


def test_more_demands_than_usual_are_met_on_a_day_that_none_is_bound_to() -> None:
    """Two of the three long ones fill a day, whichever it is."""
    short = [activity(f"t{n}", f"T{n}", "p0", 20, 1) for n in range(5)]
    full = [activity(f"long{n}", f"Long {n}", "p0", 385, 1) for n in range(3)]
    world = catalogue([location("p0", "P0", bed=900)], [], [*short, *full])
    must = tuple(Wish(name, activities=(name,)) for name in world.activities)
    problem = Problem.of(world, fjord_request(start="p0", end="p0", car=CarChoice.OWN, pace=PaceName.PACKED, must=must))
    found = Completion(problem, every_way=True).trip()
    assert found is not None
    assert sorted(len(stops) for stops in found[0]) == [2, 6]


@given(tiny_worlds(), st.integers(1, 3))
@settings(max_examples=25, deadline=None)
def test_the_tours_are_the_orders_that_fit(world: Catalogue, many: int) -> None:
    """Each tour goes through all that is pinned, and there is one for each stop that an order of it may end with."""
    names = sorted(world.activities)[:many]
    pins = tuple(Pin(name, FIRST_DAY) for name in names)
    problem = Problem.of(world, fjord_request(start="a", end="a", days=2, car=CarChoice.OWN, pins=pins))
    meeting = tuple(stop for stop, facts in enumerate(problem.stops) if facts.meets)
    assume(problem.bound_to[0] == problem.demands)  # else something is shut that day, or of one kind with another
    ends = [bed for bed, cost in enumerate(problem.bed_costs[0]) if cost is not None]
    some = {
        order[-1]
        for order in permutations(meeting, len(names))
        if len({problem.choices[stop].activity for stop in order}) == len(names)
        and any(problem.walk(0, problem.start, order, bed) for bed in ends)
    }
    tours = list(Tours(problem, 0, meeting).of(problem.start))
    assert some <= {tour.stops[-1] for tour in tours}
    assert all(len(tour.stops) == len(names) for tour in tours)
