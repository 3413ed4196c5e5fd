"""The clock times of a day: always within its hours, its driving and its lunch, and as early as trying everything gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

import worlds
from mi_trip.model.request import CarChoice
from mi_trip.travel.network import NEVER
from mi_trip.travel.walk import LUNCH_FROM, LUNCH_UNTIL, Hours, Stop, first_start, lunch_within, walk
from travel_worlds import PLACES, network_of, node, small_worlds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.travel.network import Network
    from mi_trip.travel.walk import Step, Walked

FEW = settings(max_examples=40, deadline=None)
CARS = st.sampled_from(CarChoice)
Drawn: TypeAlias = tuple[str, tuple[tuple[int, int], ...], int, int, int, bool]
FAR = 24 * 60  # more driving than a day has


@st.composite
def stops_at(draw: st.DrawFn) -> Drawn:
    """A place, when one may start there, minutes, minutes to be there before, at the wheel, and whether lunch is inside."""
    opens = draw(st.integers(7 * 60, 19 * 60))
    windows = draw(st.sampled_from([((0, FAR),), ((opens, opens + 90),), ((opens, opens), (opens + 120, opens + 120))]))
    place, minutes = draw(st.sampled_from(PLACES)), draw(st.integers(1, 30)) * 10
    return place, windows, minutes, draw(st.sampled_from((0, 0, 15))), draw(st.sampled_from((0, 0, 40))), draw(st.booleans())


HOURS = st.builds(
    Hours,
    first=st.integers(7, 13).map(lambda hour: hour * 60),
    last=st.integers(13, 20).map(lambda hour: hour * 60),
    lunch=st.sampled_from((30, 45, 60)),
    driving=st.sampled_from((60, 120, FAR)),
)


def stops_of(network: Network, drawn: Sequence[Drawn], car: CarChoice) -> list[Stop]:
    """The stops as the network knows them."""
    stops = []
    for place, windows, minutes, early, driving, lunch in drawn:
        at = node(network, place, with_car=car is not CarChoice.NONE)
        stops.append(Stop(at, at, windows, minutes, early, driving, 0, lunch))
    return stops


@FEW
@given(small_worlds(), CARS, HOURS, st.lists(stops_at(), max_size=3), st.permutations(PLACES))
def test_a_day_keeps_its_hours_its_driving_and_its_lunch(
    world: Catalogue, car: CarChoice, hours: Hours, drawn: list[Drawn], ends: list[str]
) -> None:
    network = network_of(world, car, (hours.first, max(hours.first, hours.last)))
    stops = stops_of(network, drawn, car)
    start, target = (node(network, place, with_car=car is not CarChoice.NONE) for place in ends[:2])
    found = walk(network, hours, start, stops, target)
    if found:
        assert list(broken(network, hours, found, start, stops)) == []


def broken(network: Network, hours: Hours, found: Walked, node: int, stops: Sequence[Stop]) -> Iterator[str]:
    """What does not hold of a day, step by step."""
    steps, minute, eaten = found.steps(), hours.first, hours.first >= LUNCH_FROM
    if not (hours.first <= found.leaves and found.ends <= hours.last):
        yield "hours"
    if found.driving > hours.driving:
        yield "driving"
    for step, stop in zip(steps, [*stops, None], strict=True):
        if (step.origin, step.ready) != (node, minute):
            yield f"{step} does not begin where and when the one before ended"
        if not rideable(network, hours, step):
            yield f"{step} cannot be ridden"
        eaten = eaten or step.lunch >= 0
        if stop:
            if step.start != step.deadline + stop.early or first_start(stop.windows, step.start) != step.start:
                yield f"{step} starts when it may not"
            if (step.end, step.target) != (step.start + stop.minutes, stop.begin):
                yield f"{step} ends when or where it should not"
            eaten = eaten or (stop.lunch and lunch_within(step.start, step.end, hours.lunch))
            node = stop.end
        minute = step.end
    if found.ends != minute:
        yield "end"
    if found.ends > LUNCH_UNTIL and not eaten:
        yield "lunch"


def rideable(network: Network, hours: Hours, step: Step) -> bool:
    """Whether one is there in time, lunch included."""
    if step.lunch < 0:
        return network.arrival(step.origin, step.target, step.ready) <= step.deadline
    there, rises = network.arrival(step.origin, step.table, step.ready), step.lunch + hours.lunch
    in_time = there <= step.lunch and network.arrival(step.table, step.target, rises) <= step.deadline
    return in_time and LUNCH_FROM <= step.lunch <= LUNCH_UNTIL


@FEW
@given(small_worlds(), CARS, HOURS, st.lists(stops_at(), max_size=3), st.permutations(PLACES))
def test_a_day_ends_as_early_as_trying_every_lunch_gives(
    world: Catalogue, car: CarChoice, hours: Hours, drawn: list[Drawn], ends: list[str]
) -> None:
    hours = Hours(hours.first, hours.last, hours.lunch, FAR)
    network = network_of(world, car, (hours.first, max(hours.first, hours.last)))
    stops = stops_of(network, [(*stop[:4], 0, stop[5]) for stop in drawn], car)
    start, target = (node(network, place, with_car=car is not CarChoice.NONE) for place in ends[:2])
    found = walk(network, hours, start, stops, target)
    ended = found.ends if found else NEVER
    had = hours.first >= LUNCH_FROM
    assert ended <= min(tried(network, hours, (start, hours.first, had), stops, target, on_the_way=False), default=NEVER)
    assert ended >= min(tried(network, hours, (start, hours.first, had), stops, target, on_the_way=True), default=NEVER)


def tried(
    network: Network, hours: Hours, state: tuple[int, int, bool], stops: Sequence[Stop], target: int, *, on_the_way: bool
) -> Iterator[int]:
    """When the day can end, whichever way lunch is had: before leaving, after arriving, inside a stop or at any place between."""
    at, ready, had = state
    goal = stops[0].begin if stops else target
    tables = range(len(network.nodes)) if on_the_way else (at,)
    arrivals = [(network.arrival(at, goal, ready), had)]
    if not had:
        for table in tables:
            begins = max(network.arrival(at, table, ready), LUNCH_FROM)
            if begins <= LUNCH_UNTIL:
                arrivals.append((network.arrival(table, goal, begins + hours.lunch), True))
        begins = max(arrivals[0][0], LUNCH_FROM)
        if stops and begins <= LUNCH_UNTIL:
            arrivals.append((begins + hours.lunch, True))
    for arrival, eaten in arrivals:
        if not stops:
            if arrival <= hours.last and (eaten or arrival <= LUNCH_UNTIL):
                yield arrival
            continue
        start = first_start(stops[0].windows, arrival + stops[0].early)
        end = start + stops[0].minutes
        inside = stops[0].lunch and lunch_within(start, end, hours.lunch)
        if end <= hours.last:
            yield from tried(network, hours, (stops[0].end, end, eaten or inside), stops[1:], target, on_the_way=on_the_way)


# -- small stories -------------------------------------------------------------------------------------------------------------------

DAY = Hours(8 * 60 + 30, 19 * 60 + 30, 45, 270)


def street() -> Network:
    """A, an hour's drive to B, another to C."""
    roads = [worlds.drive("a", "b", 60, 60), worlds.drive("b", "c", 60, 60)]
    return network_of(worlds.catalogue([worlds.location(place, place.upper()) for place in "abc"], roads), CarChoice.OWN)


def test_one_leaves_as_late_as_the_first_stop_allows() -> None:
    network = street()
    museum = Stop(1, 1, ((11 * 60, 15 * 60),), 60, 0)
    found = walk(network, DAY, 0, [museum], 2)
    assert found
    assert (found.leaves, found.ends, found.way, found.driving) == (10 * 60, 13 * 60, 120, 120)


def test_lunch_is_had_where_it_delays_nothing() -> None:
    network = street()
    show = Stop(1, 1, ((13 * 60, 13 * 60),), 120, 0)
    found = walk(network, DAY, 0, [show], 2)
    assert found
    (to_show, _) = found.steps()
    assert (found.leaves, to_show.table, to_show.lunch, found.ends) == (11 * 60 + 15, 1, 12 * 60 + 15, 16 * 60)


def test_a_drive_over_noon_is_broken_for_lunch() -> None:
    roads = [worlds.drive("a", "b", 150, 150), worlds.drive("b", "c", 150, 150)]
    world = worlds.catalogue([worlds.location(place, place.upper()) for place in "abc"], roads)
    hours = Hours(10 * 60 + 30, 19 * 60, 45, 300)
    found = walk(network_of(world, CarChoice.OWN), hours, 0, [], 2)
    assert found
    assert (found.leaves, found.steps()[0].table, found.steps()[0].lunch, found.ends) == (10 * 60 + 30, 1, 13 * 60, 16 * 60 + 15)


def test_more_driving_than_the_pace_allows_is_no_day() -> None:
    network = street()
    assert walk(network, Hours(510, 1170, 45, 120), 0, [], 2)
    assert walk(network, Hours(510, 1170, 45, 119), 0, [], 2) is None
