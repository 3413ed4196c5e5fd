"""The score of a plan, in exact whole units: a minute and a unit of money count exactly, so equal scores are equal.

``UNITS`` units are one point; with constants of at most two decimals everything below is a whole number of units.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.model.plan import Visit

if TYPE_CHECKING:
    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.request import Request

UNITS = 60_000  # of a point: 60 minutes times 1,000 units of money


def points(units: float) -> float:
    """Units as points, to the hundredth."""
    return round(units / UNITS, 2)


def minute_units(catalogue: Catalogue) -> int:
    """What a minute on the way costs."""
    return round(catalogue.score.per_hour_on_the_way.value * UNITS / 60)


def bed_units(catalogue: Catalogue) -> int:
    """What a night in another bed than the one before costs."""
    return round(catalogue.score.per_change_of_bed.value * UNITS)


def money_units(catalogue: Catalogue) -> int:
    """What a unit of money costs."""
    return round(catalogue.score.per_1000.value * UNITS / 1000)


def weight(catalogue: Catalogue, request: Request, activity: Activity) -> float:
    """The largest weight among the activity's tags: what the traveller likes, else what the catalogue says, else 1."""
    likes = {tag: constant.value for tag, constant in catalogue.score.interests.items()} | dict(request.likes)
    return max((likes[tag] for tag in activity.tags if tag in likes), default=1.0)


def activity_units(catalogue: Catalogue, request: Request, activity: Activity) -> int:
    """What doing the activity gives; a ride that is only demanded gives nothing."""
    if not activity.rating:
        return 0
    return round(catalogue.score.ratings[activity.rating - 1] * weight(catalogue, request, activity) * UNITS)


def pull_units(catalogue: Catalogue, request: Request, activity: Activity, number: int) -> int:
    """What doing it on that day (from 1) gives for keeping to the recommended order of areas."""
    tour = catalogue.tour
    if activity.area not in tour or request.days < 2 or len(tour) < 2:
        return 0
    apart = abs(tour.index(activity.area) / (len(tour) - 1) - (number - 1) / (request.days - 1))
    return round(catalogue.score.pull.value * (1 - apart) * UNITS)


def plan_units(plan: Plan, catalogue: Catalogue) -> int:
    """The score of a plan, exact: its lines are rounded each for itself."""
    request = plan.request
    units = -plan.cost.units * money_units(catalogue)
    before: str | None = None
    for day in plan.days:
        for visit in day.only(Visit):
            units += activity_units(catalogue, request, visit.activity) + pull_units(catalogue, request, visit.activity, day.number)
        units -= int(day.on_the_way.total_seconds()) // 60 * minute_units(catalogue)
        if day.night:
            units -= bed_units(catalogue) * (before not in (None, day.night.location))
            before = day.night.location
    return units
