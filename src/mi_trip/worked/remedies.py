"""What would let a day hold. Nothing is proposed that was not tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import TYPE_CHECKING

from mi_trip import score
from mi_trip.checker.say import at, way
from mi_trip.model.plan import Hold
from mi_trip.model.solution import Bed
from mi_trip.problem import meets_wish
from mi_trip.travel.edges import moment_of
from mi_trip.travel.stops import origins
from mi_trip.worked.trip import held

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mi_trip.model.activity import Activity
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
    if held(entry) or not allowed(trip, trip.activity(entry)):
        return ""
    for day in range(1, len(trip.days) + 1):
        told = trip.entries(day)
        if day == number or trip.days[day - 1].walked is None or not _rested(trip, day, entry):
            continue
        if any(holds(trip, day, (*told[:at_], entry, *told[at_:])) for at_ in range(len(told) + 1)):
            return f"move it to day {day}, where it fits"
    return ""


def allowed(trip: Trip, activity: Activity) -> bool:
    """Whether the party may do it, and it is neither too hard nor to be avoided."""
    request = trip.world.request
    avoided = any(meets_wish(activity, wish) for wish in request.avoid)
    return activity.suits(request.party) and activity.difficulty <= request.max_difficulty and not avoided


def _rested(trip: Trip, day: int, entry: SavedChoice) -> bool:
    """Whether the entry may be done on the day as far as the days of rest go; where it stands now it is not done then."""
    pace = trip.catalogue.paces[trip.world.request.pace]
    if not pace.rest_after_strenuous or not trip.activity(entry).strenuous:
        return True
    beside = [other for near in (day - 1, day + 1) if 1 <= near <= len(trip.days) for other in trip.entries(near)]
    return not any(other is not entry and trip.activity(other).strenuous for other in beside)


def without_one(trip: Trip, number: int, besides: SavedChoice | None = None) -> str:
    """The entry of least worth without which the day holds, in words; what is held stays if anything else will do.

    ``besides``: the one that is spoken of.
    """
    told = trip.entries(number)
    fewer = [(one, told[:n] + told[n + 1 :]) for n, one in enumerate(told) if not demanded(trip, one)]
    enough = [one for one, rest in fewer if holds(trip, number, rest)]
    if not enough:
        return ""
    least = min(enough, key=lambda one: (held(one), worth(trip, one)))
    return "leave it out" if least is besides else f"it holds without {trip.activity(least).name}"


def demanded(trip: Trip, entry: SavedChoice) -> bool:
    """Whether the trip must have something that no other entry of it is."""
    others = [other for day in trip.saved.days for other in day.choices if other is not entry]
    met = [wish for wish in trip.world.request.must if meets_wish(trip.activity(entry), wish)]
    return any(not any(meets_wish(trip.activity(other), wish) for other in others) for wish in met)


def worth(trip: Trip, entry: SavedChoice) -> int:
    """What doing it gives."""
    return score.activity_units(trip.catalogue, trip.world.request, trip.activity(entry))


def sleeping_there(trip: Trip, number: int) -> str:
    """That one may sleep at the last place of a day that does not fit, in words."""
    made = trip.made.get(number)
    if not made or not made.choices:
        return ""
    last, bed = _last_place(trip, number), trip.days[number - 1].sleeps
    if last == bed.location or not _may_sleep(trip, number, Bed(last, bed.with_car)):
        return ""
    return f"sleep at {trip.place(last)}"


def latest_leave(trip: Trip, number: int) -> str:
    """When one would have to leave the last place of a day that ends too late, in words; empty where one could."""
    made, day = trip.made.get(number), trip.day(number)
    if not made or not made.choices:
        return ""
    last, bed, network = _last_place(trip, number), trip.days[number - 1].sleeps, day.network
    target = day.node(bed.location, with_car=bed.with_car)
    origin = day.node(last, with_car=made.choices[max(made.choices)].with_car)
    by = network.latest(target, day.hours.last)[origin]
    done = trip.planned(number).events[max(trip.doings(number))].end
    if origin == target or by < day.hours.first or done <= moment_of(by, day.date):
        return ""
    leave, chance = f"leave {trip.place(last)} by {at(moment_of(by, day.date))}", _last_chance(network.pieces(origin, target, by), day.date)
    return f"{chance}, for which one would have to {leave}" if chance else f"one would have to {leave}"


def _last_place(trip: Trip, number: int) -> str:
    return trip.planned(number).events[max(trip.doings(number))].destination


def _last_chance(pieces: Sequence[Piece], date: date) -> str:
    """The first departure on the latest way that is in time, in words; empty if it waits for none."""
    for piece in pieces:
        if piece.gate and piece.edge.routes and piece.edge.routes[0].timetabled:
            route, leaves = piece.edge.routes[0], moment_of(piece.departs, date)
            last = route.last_departure(date, piece.edge.stops[0])
            in_time = " in time" if last and last > leaves else ""
            return f"the last {route.mode}{in_time}, {route.name}, leaves {at(leaves)}"
    return ""


def _may_sleep(trip: Trip, number: int, bed: Bed) -> bool:
    """Whether the night may be there, and the day and the one after it hold with it."""
    if number >= len(trip.days) or not trip.resolver.may_sleep(number, bed.location) or _bed_held(trip, number, bed.location):
        return False
    return holds(trip, number, trip.entries(number), sleeps=bed) and holds(trip, number + 1, trip.entries(number + 1), wakes=bed)


def _bed_held(trip: Trip, number: int, location: str) -> bool:
    """Whether a bed elsewhere is pinned or booked for the night."""
    night, date = trip.saved.days[number - 1].night, trip.day(number).date
    held_ = [pinned.location for pinned in trip.world.request.pinned_nights if pinned.date == date]
    return any(place != location for place in held_) or (night is not None and night.hold is not Hold.FREE)


def ways_out(trip: Trip, number: int, less: str, *, late: bool = False) -> str:
    """What lets a day that does not fit hold, nothing lost first, in words; ``less`` if nothing was found. ``late``: it ends too late."""
    found = [turned(trip, number) or another_order(trip, number), sleeping_there(trip, number), without_one(trip, number)]
    remedies = "; or ".join(one for one in found if one) or less
    leave = latest_leave(trip, number) if late else ""
    return f"{leave}: {remedies}" if leave else remedies


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
