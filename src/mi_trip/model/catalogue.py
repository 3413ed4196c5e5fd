"""A catalogue: the locations, routes and activities of a region, and its constants."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time, timedelta

    from mi_trip.model.activity import Activity
    from mi_trip.model.place import Area, Disagreement, Evidence, Film, Location, Season, Source
    from mi_trip.model.request import PaceName
    from mi_trip.model.route import Route


@dataclass(frozen=True, slots=True)
class Pace:
    """How full a day may be. ``rest_after_strenuous``: strenuous outings only every other day."""

    name: PaceName
    start: time
    end: time
    lunch: timedelta
    driving: timedelta
    visits: int
    rest_after_strenuous: bool


@dataclass(frozen=True, slots=True)
class Constant:
    """A number of the score with its reason."""

    value: float
    why: str


@dataclass(frozen=True, slots=True)
class ScoreRules:
    """The numbers of the score, in points."""

    ratings: tuple[int, ...]
    ratings_why: str
    per_hour_on_the_way: Constant
    per_change_of_bed: Constant
    per_1000: Constant
    pull: Constant
    interests: Mapping[str, Constant]


@dataclass(frozen=True, slots=True)
class Costs:
    """What driving costs: fuel, and a hired car per started 24 hours."""

    litres_per_100_km: float
    per_litre: float
    fuel_estimate: bool
    hire_per_day: int
    one_way_fee: int
    hire_estimate: bool
    evidence: Evidence


@dataclass(frozen=True)
class Catalogue:
    """All that is known of a region, in the order of its files. Maps are by id and never changed.

    ``digest``: a fingerprint of its files, wherever they lie; nothing for a catalogue that was not read from files.
    """

    id: str
    title: str
    country: str
    timezone: str
    currency: str
    start: str
    end: str
    default_day: tuple[int, int]
    bounds: tuple[float, float, float, float]
    child_under: int
    checked: date
    tour: tuple[str, ...]
    paces: Mapping[PaceName, Pace]
    score: ScoreRules
    costs: Costs
    sources: Mapping[str, Source]
    areas: Mapping[str, Area]
    films: Mapping[str, Film]
    seasons: Mapping[str, Season]
    locations: Mapping[str, Location]
    routes: Mapping[str, Route]
    activities: Mapping[str, Activity]
    disagreements: tuple[Disagreement, ...] = ()
    folder: str = ""
    digest: str = ""

    @cached_property
    def routes_at(self) -> Mapping[str, tuple[Route, ...]]:
        """The routes that touch each location, in the catalogue's order."""
        at: dict[str, list[Route]] = {location: [] for location in self.locations}
        for route in self.routes.values():
            at[route.start].append(route)
            at[route.end].append(route)
        return {location: tuple(routes) for location, routes in at.items()}

    def open_on(self, activity: Activity, day: date) -> bool:
        """Whether the activity can be done on the day, and every route that it rides is open then."""
        return activity.open_on(day) and all(self.routes[route].open_on(day) for route in activity.rides)

    @cached_property
    def journeys_on(self) -> Mapping[str, tuple[Activity, ...]]:
        """The journeys that ride each route."""
        on: dict[str, list[Activity]] = {route: [] for route in self.routes}
        for activity in self.activities.values():
            for route in activity.rides:
                on[route].append(activity)
        return {route: tuple(activities) for route, activities in on.items()}

    def bed(self, location: str) -> bool:
        """Whether one can sleep at the location."""
        return self.locations[location].stay is not None
