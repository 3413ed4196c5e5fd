"""From choices to a plan: every clock time, cost and line of the score of an itinerary."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mi_trip import score
from mi_trip.costs import DAY_MINUTES, Hire, hire_cost, hires
from mi_trip.later import begun_later
from mi_trip.model.money import Amount
from mi_trip.model.plan import (
    CostItem,
    CostKind,
    Handover,
    Hold,
    Meal,
    Night,
    Plan,
    PlannedDay,
    Ride,
    ScoreLine,
    Travel,
    Visit,
    Wait,
    WaitFor,
)
from mi_trip.model.request import CarChoice
from mi_trip.travel.edges import fuel_cost, minute_of, moment_of
from mi_trip.travel.stops import rides_of
from mi_trip.travel.walk import LUNCH_UNTIL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.money import Party
    from mi_trip.model.plan import Event
    from mi_trip.model.request import Request
    from mi_trip.model.route import Route
    from mi_trip.model.solution import Bed, Choice, Itinerary, Quality
    from mi_trip.travel.network import Piece
    from mi_trip.travel.walk import Step, Walked
    from mi_trip.world import DayWorld, TripWorld


class UnschedulableError(ValueError):
    """Choices that do not fit into a day."""

    def __init__(self, number: int) -> None:
        super().__init__(f"the choices of day {number} do not fit into it")
        self.number = number


def schedule(itinerary: Itinerary, world: TripWorld, quality: Quality) -> Plan:
    """The plan of the itinerary; raises :class:`UnschedulableError` where the choices of a day do not fit."""
    mornings = [world.start, *itinerary.nights]
    evenings = [*itinerary.nights, itinerary.end]
    days: list[list[Event]] = []
    for day, wakes, choices, sleeps in zip(world.days, mornings, itinerary.days, evenings, strict=True):
        walked = world.walk(day, wakes, choices, sleeps)
        if walked is None:
            raise UnschedulableError(day.number)
        days.append(events_of(world, day, walked, choices, (wakes, sleeps)))
    return plan_of(world, days, itinerary.nights, quality)


def plan_of(world: TripWorld, days: Sequence[list[Event]], nights: Sequence[Bed], quality: Quality) -> Plan:
    """The plan of days whose events are known, with what it costs and scores."""
    catalogue, request = world.catalogue, world.request
    planned = tuple(_with_nights(world, nights, days))
    lines, costs = tuple(_score_lines(catalogue, request, planned)), tuple(_costs(catalogue, request, planned))
    spent = sum((item.amount.units for item in costs), 0)
    price = ScoreLine("cost", "", 0, score.points(-spent * score.money_units(catalogue)))
    return Plan(catalogue.id, request, planned, costs, (*lines, price), quality)


def events_of(world: TripWorld, day: DayWorld, walked: Walked, choices: Sequence[Choice], beds: tuple[Bed, Bed]) -> list[Event]:
    """The events of one day between two beds, without the night."""
    wakes, sleeps = beds
    if not choices and wakes == sleeps:
        return [Wait(wakes.location, _at(day, day.hours.first), _at(day, day.hours.last), WaitFor.FREE)]
    events: list[Event] = []
    for step, choice in zip(walked.steps(), [*choices, None], strict=True):
        events.extend(_going(day, step))
        if choice is not None:
            events.extend(_doing(world, day, step, choice))
    whole = list(_without_gaps(events))
    return begun_later(whole) if day.number > 1 else whole  # the first day begins the hire


def _at(day: DayWorld, minute: int) -> datetime:
    return moment_of(minute, day.date)


def _going(day: DayWorld, step: Step) -> Iterator[Event]:
    """The way of a step, with lunch where it is had; gaps are left as gaps."""
    network = day.network
    lunch = day.hours.lunch
    if step.lunch < 0:
        yield from _rides(day, network.pieces(step.origin, step.target, step.ready, step.deadline))
        return
    meal = Meal(network.nodes[step.table].location, _at(day, step.lunch), _at(day, step.lunch + lunch))
    if step.table == step.target and step.table != step.origin:
        yield from _rides(day, network.pieces(step.origin, step.target, step.ready, min(LUNCH_UNTIL, step.deadline - lunch)))
        yield meal
        return
    if step.table != step.origin:
        yield from _rides(day, network.pieces(step.origin, step.table, step.ready, step.lunch))
    yield meal
    yield from _rides(day, network.pieces(step.table, step.target, step.lunch + lunch, step.deadline))


def _rides(day: DayWorld, pieces: list[Piece]) -> Iterator[Event]:
    """Pieces of a way as events: rides of one mode without a wait between are one travel."""
    run: list[Ride] = []
    with_car = False
    before = pieces[0].ready if pieces else 0
    for piece in pieces:
        edge = piece.edge
        waits = piece.departs > before and not edge.handover
        if run and (edge.handover or waits or not _goes_on(run[-1], edge.routes[0]) or edge.with_car != with_car):
            yield Travel(tuple(run), with_car)
            run = []
        if waits:
            yield Wait(edge.stops[0], _at(day, before), _at(day, piece.departs), WaitFor.DEPARTURE, route=edge.routes[0])
        if edge.handover:
            yield Handover(edge.stops[0], _at(day, piece.ready), _at(day, piece.arrives), edge.with_car)
        else:
            run += _edge_rides(day, piece)
            with_car = edge.with_car
        before = piece.arrives
    if run:
        yield Travel(tuple(run), with_car)


def _goes_on(before: Ride, route: Route) -> bool:
    """Whether riding on is the same travel: driving or walking on; from one bus to another one changes."""
    return route.mode is before.route.mode and not route.timetabled


def _edge_rides(day: DayWorld, piece: Piece) -> list[Ride]:
    rides = []
    departs = _at(day, piece.departs)
    every = piece.gate.every if piece.gate else piece.edge.every
    for route, origin, target in zip(piece.edge.routes, piece.edge.stops, piece.edge.stops[1:], strict=False):
        arrives = departs + route.duration
        assumed = bool(every) or any(d.estimated for d in route.departures(day.date, origin) if d.departs == departs)
        rides.append(Ride(route, origin, target, departs, arrives, assumed, timedelta(minutes=every) if every else None))
        departs = arrives
    return rides


def _doing(world: TripWorld, day: DayWorld, step: Step, choice: Choice) -> Iterator[Event]:
    """A stop with the wait before it."""
    catalogue = world.catalogue
    activity = world.activity(choice.activity)
    start, end = _at(day, step.start), _at(day, step.end)
    rides = tuple(_journey(catalogue, activity, choice.origin, day, start)) if activity.journey else ()
    target = rides[-1].destination if rides else choice.origin
    if step.start > step.deadline:
        by_timetable = bool(rides) and (rides[0].route.timetabled or activity.id in world.rides)
        yield Wait(
            choice.origin, _at(day, step.deadline), start, WaitFor.DEPARTURE if by_timetable else WaitFor.START,
            route=rides[0].route if by_timetable else None, activity=None if by_timetable else activity,
        )  # fmt: skip
    hold = Hold.BOOKED if choice.at else Hold.FREE
    if activity.id in world.rides:
        yield Travel(rides, choice.with_car, demanded=True, hold=hold)
        return
    times = activity.start_times(day.date)
    assumed = any(estimate for at, estimate in times or () if at == start) or any(ride.estimated for ride in rides)
    yield Visit(activity, choice.origin, target, start, end, choice.with_car, rides, assumed, hold)


def _journey(catalogue: Catalogue, activity: Activity, origin: str, day: DayWorld, start: datetime) -> Iterator[Ride]:
    for route, at in rides_of(catalogue, activity, origin):
        sails = {d.departs: d.estimated for d in route.departures(day.date, at)}
        every = None
        if route.timetabled and start not in sails:
            every = next((n for _, _, n in route.headways(day.date, at)), None)
        yield Ride(route, at, route.other_end(at), start, start + route.duration, sails.get(start, every is not None), every)
        start += route.duration


def _without_gaps(events: list[Event]) -> Iterator[Event]:
    """Fills what is left between events: at a place one has travelled to, waiting for what begins; elsewhere free time.

    A ride that is demanded is done for itself: what is left after it is free.
    """
    before: Event | None = None
    for event in events:
        if before is not None and event.start > before.end:
            arrived = isinstance(before, Travel) and not before.demanded
            if isinstance(event, Wait) and arrived:
                yield Wait(event.location, before.end, event.end, event.reason, event.route, event.activity)
                before = event
                continue
            if isinstance(event, Visit) and arrived:
                yield Wait(event.origin, before.end, event.start, WaitFor.START, activity=event.activity)
            else:
                yield Wait(before.destination, before.end, event.start, WaitFor.FREE)
        yield event
        before = event


def _with_nights(world: TripWorld, nights: Sequence[Bed], days: Sequence[list[Event]]) -> Iterator[PlannedDay]:
    for number, (day, doings) in enumerate(zip(world.days, days, strict=True)):
        events = doings
        if number < len(nights):
            bed = nights[number]
            arrives, leaves = events[-1].end, days[number + 1][0].start
            events = [*events, Night(bed.location, arrives, leaves, bed.with_car)]
        yield PlannedDay(day.number, day.date, tuple(events))


# -- money and points ----------------------------------------------------------------------------------------------------


def _costs(catalogue: Catalogue, request: Request, days: Sequence[PlannedDay]) -> Iterator[CostItem]:
    party, child_under = request.party, catalogue.child_under
    for day in days:
        for event in day.events:
            if isinstance(event, Travel | Visit):
                for ride in event.rides:
                    yield from _ride_costs(catalogue, party, day.number, ride, with_car=event.with_car)
            if isinstance(event, Visit) and not event.activity.price.free:
                yield CostItem(CostKind.TICKET, event.activity.id, day.number, event.activity.price.of(party, child_under))
            if isinstance(event, Night):
                stay = catalogue.locations[event.location].stay
                if stay:
                    yield CostItem(CostKind.BED, event.location, day.number, Amount(stay.room * party.rooms, stay.estimate))
    if request.car is CarChoice.HIRE:
        for hire in _hires(request, days):
            day_number = hire.taken // DAY_MINUTES + 1
            yield CostItem(CostKind.HIRE, hire.taken_at, day_number, Amount(hire_cost(catalogue, hire), catalogue.costs.hire_estimate))


def _ride_costs(catalogue: Catalogue, party: Party, day: int, ride: Ride, *, with_car: bool) -> Iterator[CostItem]:
    route = ride.route
    fare = route.fare.of(party, catalogue.child_under, with_car=with_car)
    if fare.units:
        yield CostItem(CostKind.FARE, route.id, day, fare)
    if with_car:
        toll = route.toll_from(ride.origin).of(party, catalogue.child_under)
        if toll.units:
            yield CostItem(CostKind.TOLL, route.id, day, toll)
        fuel = fuel_cost(catalogue, route)
        if fuel:
            guessed = catalogue.costs.fuel_estimate or route.estimated_distance
            yield CostItem(CostKind.FUEL, route.id, day, Amount(fuel, guessed))


def _hires(request: Request, days: Sequence[PlannedDay]) -> Iterator[Hire]:
    def minute(moment: datetime) -> int:
        return minute_of(moment, request.first_day)

    changes = [(minute(h.start if h.takes else h.end), h.location, h.takes) for day in days for h in day.only(Handover)]
    first, last = days[0].events[0], days[-1].events[-1]
    free = isinstance(last, Wait) and last is days[-1].events[0]  # nobody keeps a car for a free last day
    return hires((minute(first.start), request.start), changes, (minute(last.start if free else last.end), request.end))


def _score_lines(catalogue: Catalogue, request: Request, days: Sequence[PlannedDay]) -> Iterator[ScoreLine]:
    before: str | None = None
    for day in days:
        for visit in day.only(Visit):
            gives = score.activity_units(catalogue, request, visit.activity)
            yield ScoreLine("activity", visit.activity.id, day.number, score.points(gives))
            pull = score.pull_units(catalogue, request, visit.activity, day.number)
            if pull:
                yield ScoreLine("pull", visit.activity.id, day.number, score.points(pull))
        minutes = int(day.on_the_way.total_seconds()) // 60
        if minutes:
            yield ScoreLine("way", "", day.number, score.points(-minutes * score.minute_units(catalogue)))
        if day.night:
            if before is not None and before != day.night.location:
                yield ScoreLine("bed", day.night.location, day.number, score.points(-score.bed_units(catalogue)))
            before = day.night.location
