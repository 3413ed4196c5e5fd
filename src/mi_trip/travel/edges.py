"""The ways of one day: each route from each end, as minutes since midnight.

A *steady* edge takes the same time at any minute of the day's hours; any other is *timed*: it leaves at certain gates.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from mi_trip.model.hours import MIDNIGHT
from mi_trip.model.route import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.hours import Hours
    from mi_trip.model.money import Party
    from mi_trip.model.route import Route

DAY_MINUTES = 24 * 60
ALWAYS = 1_000_000  # minutes, beyond the end of any ride

Spans: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """One chance to leave: be there at ``ready`` at the latest, ride from ``departs`` to ``arrives``."""

    ready: int
    departs: int
    arrives: int
    estimated: bool = False
    every: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """A route (or several on which one stays aboard) from one end; no routes: a hired car handed over.

    Steady edges have no gates, and take ``wait + minutes`` from any minute. ``cost`` is the party's fares, tolls and fuel.
    """

    routes: tuple[Route, ...]
    stops: tuple[str, ...]
    with_car: bool
    minutes: int
    wait: int = 0
    every: int = 0
    cost: int = 0
    driving: int = 0
    gates: tuple[Gate, ...] = field(default=())

    @property
    def handover(self) -> bool:
        """Whether a hired car changes hands here instead of a ride."""
        return not self.routes


def minute_of(moment: datetime, day: date) -> int:
    """Minutes from the day's midnight."""
    return int((moment - datetime.combine(day, MIDNIGHT)).total_seconds()) // 60


def moment_of(minute: int, day: date) -> datetime:
    """The datetime of minutes from the day's midnight."""
    return datetime.combine(day, MIDNIGHT) + timedelta(minutes=minute)


def clock_minutes(clock: time) -> int:
    """Minutes from midnight of a time of the day."""
    return clock.hour * 60 + clock.minute


def fuel_cost(catalogue: Catalogue, route: Route) -> int:
    """What the fuel of one ride costs, rounded to whole units."""
    if route.mode is not Mode.DRIVE:
        return 0
    costs = catalogue.costs
    return round(route.km * costs.litres_per_100_km / 100 * costs.per_litre)


def ride_cost(catalogue: Catalogue, route: Route, origin: str, party: Party, *, with_car: bool) -> int:
    """Fare, toll and fuel of one ride from a location."""
    cost = route.fare.of(party, catalogue.child_under, with_car=with_car).units
    if with_car:
        cost += route.toll_from(origin).of(party, catalogue.child_under).units + fuel_cost(catalogue, route)
    return cost


def edges_of(catalogue: Catalogue, day: date, hours: tuple[int, int], party: Party, *, with_car: bool, avoid: frozenset[str]) -> list[Edge]:
    """All edges usable on the day within its hours (first and last minute), with the car or on foot and by public transport."""
    edges = []
    for route in catalogue.routes.values():
        if route.id in avoid or not (route.cars if with_car else route.foot):
            continue
        for origin in (route.start,) if route.one_way else (route.start, route.end):
            cost = ride_cost(catalogue, route, origin, party, with_car=with_car)
            edge = _edge(route, origin, day, hours, cost, with_car=with_car)
            if edge:
                edges.append(edge)
    return edges + list(_through(edges))


def _edge(route: Route, origin: str, day: date, hours: tuple[int, int], cost: int, *, with_car: bool) -> Edge | None:
    if not route.open_on(day):
        return None
    minutes = int(route.duration.total_seconds()) // 60
    driving = minutes if route.mode is Mode.DRIVE and with_car else 0
    early = route.early_minutes(day)
    stops = (origin, route.other_end(origin))
    first, last = hours
    always = route.passable(moment_of(first, day), moment_of(last, day))
    if not route.timetabled:
        if always:
            return Edge((route,), stops, with_car, minutes, early, 0, cost, driving)
        useful = _any_minute(_spans(route.season.open, day), _spans(route.open, day), early, minutes, hours)
    else:
        headways = [(minute_of(a, day), minute_of(b, day), int(n.total_seconds()) // 60) for a, b, n in route.headways(day, origin)]
        departures = route.departures(day, origin)
        if len(headways) == 1 and not departures and always:
            opens, closes, every = headways[0]
            if opens <= first + early and closes >= last:
                return Edge((route,), stops, with_car, minutes, early + every, every, cost, driving)
        gates = [
            Gate(minute_of(d.departs, day) - early, minute_of(d.departs, day), minute_of(d.arrives, day), d.estimated) for d in departures
        ]
        for opens, closes, every in headways:
            grid = _headway_gates((opens, closes, every), early, minutes, hours)
            gates += grid if always else [g for g in grid if route.passable(moment_of(g.departs, day), moment_of(g.arrives, day))]
        useful = _undominated(gates)
    return Edge((route,), stops, with_car, minutes, early, 0, cost, driving, useful) if useful else None


def _spans(hours: Hours, day: date) -> Spans:
    """The open spans in minutes of the day, from the first at which it is open to the one at which it shuts."""
    if hours.always:
        return ((0, ALWAYS),)
    midnight = moment_of(0, day)
    return tuple((-int((midnight - opens).total_seconds() // 60), minute_of(closes, day)) for opens, closes in hours.spans(day))


@lru_cache(maxsize=4096)
def _any_minute(season: Spans, open_: Spans, early: int, minutes: int, hours: tuple[int, int]) -> tuple[Gate, ...]:
    """Chances to leave, at any minute, on a way that is shut for a part of the day; the same for all that are shut alike."""
    gates = []
    for leaves in range(hours[0] + early, hours[1] + early):
        arrives = leaves + minutes
        if all(any(opens <= leaves and arrives <= closes for opens, closes in spans) for spans in (season, open_)):
            gates.append(Gate(leaves - early, leaves, arrives))
    return tuple(gates)


@lru_cache(maxsize=4096)
def _headway_gates(service: tuple[int, int, int], early: int, minutes: int, hours: tuple[int, int]) -> tuple[Gate, ...]:
    """Chances to leave with a service of which only first, last and interval are known: a whole interval is waited."""
    opens, closes, every = service
    readies = {opens - early, closes - early, *range(max(hours[0], opens - early), min(hours[1], closes - early - every) + 1)}
    leaves = ((ready, opens if ready + early <= opens else min(ready + early + every, closes)) for ready in sorted(readies))
    return tuple(Gate(ready, departs, departs + minutes, estimated=True, every=every) for ready, departs in leaves)


def _undominated(gates: Iterable[Gate]) -> tuple[Gate, ...]:
    """The gates that no later or equal gate with an earlier or equal arrival makes useless, in order."""
    kept: list[Gate] = []
    for gate in sorted(gates, key=lambda g: (-g.ready, g.arrives, g.estimated)):
        if not kept or gate.arrives < kept[-1].arrives:
            kept.append(gate)
    return tuple(reversed(kept))


def _through(edges: list[Edge]) -> Iterator[Edge]:
    """Edges on which one stays aboard: a ride of the same mode leaves just when and where the one before it arrives."""
    onward: dict[tuple[str, Mode], list[Edge]] = {}
    for edge in edges:
        if edge.gates and edge.routes[0].timetabled:
            onward.setdefault((edge.stops[0], edge.routes[0].mode), []).append(edge)
    chains = [edge for group in onward.values() for edge in group]
    while chains:
        longer = []
        for edge in chains:
            for after in onward.get((edge.stops[-1], edge.routes[0].mode), ()):
                if after.stops[-1] in edge.stops:
                    continue
                next_gate = {gate.departs: gate for gate in after.gates if not gate.every}
                gates = tuple(
                    Gate(g.ready, g.departs, next_gate[g.arrives].arrives, g.estimated or next_gate[g.arrives].estimated)
                    for g in edge.gates
                    if not g.every and g.arrives in next_gate
                )
                if gates:
                    longer.append(
                        Edge(
                            edge.routes + after.routes, edge.stops + after.stops[1:], edge.with_car, edge.minutes + after.minutes,
                            edge.wait, 0, edge.cost + after.cost, edge.driving + after.driving, gates,
                        )
                    )  # fmt: skip
        yield from longer
        chains = longer
