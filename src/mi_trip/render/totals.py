"""What a plan adds up to: hours at the wheel, ferries, nights, money, and what that money covers."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from mi_trip.model.driving import driving
from mi_trip.model.money import Amount
from mi_trip.model.plan import CostKind, Night, PlannedDay, Visit
from mi_trip.model.request import CarChoice
from mi_trip.model.route import Mode
from mi_trip.render import words
from mi_trip.render.rows import stays_aboard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.driving import Driving
    from mi_trip.model.plan import Plan, Ride

COST_WORDS = {
    CostKind.BED: "beds",
    CostKind.FARE: "fares",
    CostKind.TOLL: "tolls",
    CostKind.TICKET: "activities",
    CostKind.HIRE: "hired car",
    CostKind.FUEL: "fuel",
}
SERVICES = {
    Mode.FERRY: ("ferry", "ferries"),
    Mode.TRAIN: ("train", "trains"),
    Mode.BUS: ("bus", "buses"),
    Mode.BOAT: ("boat", "boats"),
    Mode.GONDOLA: ("gondola", "gondolas"),
    Mode.FLIGHT: ("flight", "flights"),
    Mode.TAXI: ("taxi", "taxis"),
}


def driving_text(at_wheel: Driving) -> str:
    """Time at the wheel and kilometres in words."""
    told = f"{words.duration_text(at_wheel.duration)}, {words.km_text(at_wheel.km)} km"
    return words.about(told, guessed=at_wheel.guessed) if at_wheel.duration else "none"


def day_driving(day: PlannedDay) -> str:
    """The driving of a day, such as `driving 1 h 05, 67 km`; nothing where there is none."""
    at_wheel = driving((day,))
    return f"driving {driving_text(at_wheel)}" if at_wheel.duration else ""


def day_line(day: PlannedDay) -> str:
    """A day in short: driving, time on the way, how much is done."""
    parts = [told] if (told := day_driving(day)) else []
    if day.on_the_way:
        parts.append(f"on the way {words.duration_text(day.on_the_way)}")
    visits = len(day.only(Visit))
    free = "no activity" if parts else "a free day"
    return " · ".join([*parts, words.count(visits, "activity", "activities") if visits else free])


def ride_counts(plan: Plan) -> str:
    """How many ferries, trains and other services are taken, such as `2 ferries, 1 train`."""
    counted = dict.fromkeys(SERVICES, 0)
    for day in plan.days:
        for ride in _boarded(day):
            counted[ride.route.mode] += 1
    return ", ".join(words.count(number, *SERVICES[mode]) for mode, number in counted.items() if number) or "none"


def _boarded(day: PlannedDay) -> Iterator[Ride]:
    """The rides of services; one that stays on board for the next counts once."""
    before: Ride | None = None
    for ride in day.rides:
        if ride.route.mode in SERVICES and not stays_aboard(before, ride):
            yield ride
        before = ride


def nights_text(plan: Plan, catalogue: Catalogue) -> str:
    """Where the nights are spent, in order, such as `Stranda, Åndalsnes (2 nights)`."""
    beds = [words.location_name(night.location, catalogue) for night in plan.events(Night)]
    runs = [(name, len(list(run))) for name, run in groupby(beds)]
    return ", ".join(name if nights == 1 else f"{name} ({nights} nights)" for name, nights in runs) or "none"


def cost_lines(plan: Plan) -> list[tuple[str, Amount]]:
    """What the party pays for each kind of thing, those that cost nothing left out."""
    sums = dict.fromkeys(COST_WORDS, Amount())
    for item in plan.costs:
        sums[item.kind] = sums[item.kind] + item.amount
    return [(COST_WORDS[kind], amount) for kind, amount in sums.items() if amount.units]


def per_person(plan: Plan) -> Amount:
    """The party's cost divided by its heads, rounded up."""
    heads = max(plan.request.party.size, 1)
    return Amount(-(-plan.cost.units // heads), plan.cost.estimate)


def cost_line(plan: Plan, catalogue: Catalogue) -> str:
    """The cost for the party and for each."""
    total = words.money(plan.cost, catalogue.currency)
    if plan.request.party.size < 2:
        return total
    return f"{total} for {words.party_text(plan.request.party)}, {words.money(per_person(plan), catalogue.currency)} each"


def included(plan: Plan) -> str:
    """What the cost covers."""
    nights, rooms = len(list(plan.events(Night))), plan.request.party.rooms
    ridden = {ride.route.mode for day in plan.days for ride in day.rides}
    modes = words.listed(one for mode, (one, _) in SERVICES.items() if mode in ridden)
    told = {
        COST_WORDS[CostKind.BED]: f"{words.count(nights, 'night')} in {words.count(rooms, 'double room')}",
        COST_WORDS[CostKind.FARE]: f"{modes} fares".strip(),
        COST_WORDS[CostKind.TICKET]: "tickets and guides",
        COST_WORDS[CostKind.HIRE]: "the hired car",
    }
    return ", ".join(told.get(name, name) for name, _ in cost_lines(plan)) or "nothing: all of it is free"


def not_included(plan: Plan, catalogue: Catalogue) -> str:
    """What the cost leaves out."""
    start, end = (words.location_name(place, catalogue) for place in (plan.request.start, plan.request.end))
    journey = f"the journey to {start} and home" if start == end else f"the journey to {start} and home from {end}"
    car = "" if plan.request.car is not CarChoice.OWN else "wear of the car, "
    return f"{journey} (flights to the country), {car}parking and meals without a price, insurance, shopping"


def summary(plan: Plan, catalogue: Catalogue) -> list[tuple[str, str]]:
    """The trip in short: labels with what belongs to them."""
    request, travellers = plan.request, words.travellers_text(plan)
    return [
        ("When", words.date_range(request.first_day, request.last_day)),
        *([("Travellers", travellers)] if travellers else []),
        ("Who", f"{words.party_text(request.party)}, {request.pace} pace, {words.car_text(request)}"),
        ("Route", words.route_line(plan, catalogue)),
        ("Nights", nights_text(plan, catalogue)),
        ("Driving", driving_text(driving(plan.days))),
        ("Rides", ride_counts(plan)),
        ("Cost", cost_line(plan, catalogue)),
    ]
