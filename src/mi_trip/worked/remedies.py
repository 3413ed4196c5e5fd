"""What would let a day hold. Nothing is proposed that was not tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import TYPE_CHECKING

from mi_trip import score
from mi_trip.checker.say import at, way
from mi_trip.model.solution import Bed
from mi_trip.travel.edges import moment_of
from mi_trip.travel.stops import origins
from mi_trip.worked.trip import held

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mi_trip.model.route import Route
    from mi_trip.model.saved import SavedChoice
    from mi_trip.travel.network import Piece
    from mi_trip.worked.trip import Trip

MOST_ORDERED = 6  # entries whose every order is tried: 720 days to walk
LONGEST_AHEAD = 731  # days to look for the next time something is open


def holds(trip: Trip, number: int, told: Sequence[SavedChoice], wakes: Bed | None = None, sleeps: Bed | None = None) -> bool:
    """Whether the day would hold with these entries, slept before and after where it is, or elsewhere."""
    resolved = trip.days[number - 1]
    pace = trip.catalogue.paces[trip.world.request.pace]
    activities = [trip.activity(entry) for entry in told]
    if sum(one.counted for one in activities) > pace.visits or sum(one.strenuous for one in activities) > 1:
        return False
    found, _ = trip.resolver.day(trip.day(number), told, wakes or resolved.wakes, sleeps or resolved.sleeps)
    return found.walked is not None


def another_order(trip: Trip, number: int) -> str:
    """An order in which the day's entries fit into it, in words."""
    told = trip.entries(number)
    if not 2 <= len(told) <= MOST_ORDERED:
        return ""
    for order in permutations(told):
        if order != told and holds(trip, number, order):
            return f"it holds in the order {', '.join(trip.activity(entry).name for entry in order)}"
    return ""


def turned(trip: Trip, number: int) -> str:
    """A journey that lets the day hold when it is taken the other way, in words."""
    told = trip.entries(number)
    for index, entry in enumerate(told):
        ends = origins(trip.activity(entry))
        for end in ends:
            round_ = (*told[:index], replace(entry, origin=end), *told[index + 1 :])
            if entry.origin in ends and entry.origin != end and holds(trip, number, round_):
                return f"it holds with {trip.activity(entry).name} the other way, `from: {end}`"
    return ""


def another_day(trip: Trip, number: int, entry: SavedChoice) -> str:
    """Another day into which the entry fits, in words."""
    if held(entry):
        return ""
    for day in range(1, len(trip.days) + 1):
        told = trip.entries(day)
        if day == number or trip.days[day - 1].walked is None:
            continue
        if any(holds(trip, day, (*told[:at_], entry, *told[at_:])) for at_ in range(len(told) + 1)):
            return f"move it to day {day}, where it fits"
    return ""


def without_one(trip: Trip, number: int, besides: SavedChoice | None = None) -> str:
    """The entry of least worth without which the day holds, in words; what is held stays if anything else will do.

    ``besides``: the one that is spoken of.
    """
    told = trip.entries(number)
    fewer = [(one, told[:n] + told[n + 1 :]) for n, one in enumerate(told)]
    enough = [one for one, rest in fewer if holds(trip, number, rest)]
    if not enough:
        return ""
    least = min(enough, key=lambda one: (held(one), worth(trip, one)))
    return "leave it out" if least is besides else f"it holds without {trip.activity(least).name}"


def worth(trip: Trip, entry: SavedChoice) -> int:
    """What doing it gives."""
    return score.activity_units(trip.catalogue, trip.world.request, trip.activity(entry))


def leave_in_time(trip: Trip, number: int, *, late: bool) -> str:
    """When one has to leave the last place of a day that ends too late, in words, and whether one may sleep there instead."""
    made, day, resolved = trip.made.get(number), trip.day(number), trip.days[number - 1]
    if not made or not made.choices:
        return ""
    last = trip.planned(number).events[max(trip.doings(number))].destination
    bed, network = resolved.sleeps, day.network
    target = day.node(bed.location, with_car=bed.with_car)
    origin = day.node(last, with_car=made.choices[max(made.choices)].with_car)
    if origin == target:
        return ""
    by = network.latest(target, day.hours.last)[origin]
    leave = f"leave {trip.place(last)} by {at(moment_of(by, day.date))}" if late and by >= day.hours.first else ""
    if leave:
        leave = _last_chance(network.pieces(origin, target, by), day.date) + leave
    if not _may_sleep(trip, number, Bed(last, bed.with_car)):
        return leave
    return f"{leave}, or sleep there" if leave else f"sleep at {trip.place(last)}"


def _last_chance(pieces: Sequence[Piece], date: date) -> str:
    """The first departure on the latest way that is in time, in words; empty if it waits for none."""
    for piece in pieces:
        if piece.gate and piece.edge.routes and piece.edge.routes[0].timetabled:
            route, leaves = piece.edge.routes[0], moment_of(piece.departs, date)
            last = route.last_departure(date, piece.edge.stops[0])
            in_time = " in time" if last and last > leaves else ""
            return f"the last {route.mode}{in_time}, {route.name}, leaves {at(leaves)}: "
    return ""


def _may_sleep(trip: Trip, number: int, bed: Bed) -> bool:
    """Whether the day and the one after it hold with the night there."""
    stay = trip.catalogue.locations[bed.location].stay
    if number >= len(trip.days) or stay is None or not stay.open.open_on(trip.day(number).date):
        return False
    return holds(trip, number, trip.entries(number), sleeps=bed) and holds(trip, number + 1, trip.entries(number + 1), wakes=bed)


def ways_out(trip: Trip, number: int, *, late: bool = False) -> str:
    """What lets a day that does not fit (``late``: that ends too late) hold, nothing lost first, in words; empty if nothing was found."""
    found = [turned(trip, number) or another_order(trip, number), leave_in_time(trip, number, late=late), without_one(trip, number)]
    return "; or ".join(one for one in found if one)


# -- when and where else ---------------------------------------------------------------------------------------------------


def runs(route: Route, day: date) -> bool:
    """Whether it can be ridden at some hour of the day."""
    return route.open_on(day) and (not route.timetabled or any(service.on.open_on(day) for service in route.services))


def next_day(trip: Trip, entry: SavedChoice, after: date) -> date | None:
    """The first day after one on which the entry can be done, as far as hours, seasons and timetables go."""
    activity = trip.activity(entry)
    routes = [trip.catalogue.routes[ride] for ride in activity.rides]
    days = (after + timedelta(days=ahead) for ahead in range(1, LONGEST_AHEAD))
    return next((day for day in days if activity.open_on(day) and all(runs(route, day) for route in routes)), None)


def naming(routes: Sequence[Route], trip: Trip) -> str:
    """Shut routes by the names people know, that of their road if it is a known one, as in "the pass and the ferry are"."""
    known = trip.catalogue.seasons
    names = [known[route.season.id].name if route.season.id in known else way(route) for route in routes]
    told = list(dict.fromkeys(name[0].lower() + name[1:] if name.startswith("The ") else name for name in names))
    return f"{' and '.join(told)} {'are' if len(told) > 1 else 'is'}"
