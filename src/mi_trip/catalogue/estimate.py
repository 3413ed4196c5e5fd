"""Distances: straight lines, and kilometres and minutes guessed from them where a catalogue asks for it."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Any

EARTH_KM = 6371.0088  # mean radius, IUGG

Point = tuple[float, float]  # latitude, longitude in degrees


def straight_km(a: Point, b: Point) -> float:
    """Kilometres along the great circle, within 0.6 % of the ellipsoid's.

    >>> round(straight_km((62.4722, 6.1549), (62.5675, 7.6871)))  # Ålesund, Åndalsnes
    79
    """
    (south, west), (north, east) = ((radians(x), radians(y)) for x, y in (a, b))
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))


def fill_estimates(catalogue: dict[str, Any]) -> None:
    """Replaces each `estimate` in the plain routes by a figure, and marks the route as estimated.

    Kilometres are the geodesic times the catalogue's `detour`; minutes come from the kilometres and `km_per_hour`.
    """
    guessed = [r for r in catalogue["routes"] if "estimate" in (r["km"], r["minutes"])]
    if not guessed:
        return
    rules = catalogue["catalogue"]["estimates"]
    at = {location["id"]: tuple(location["at"]) for location in catalogue["locations"]}
    for route in guessed:
        route["estimate"] = True
        if route["km"] == "estimate":
            route["estimated_distance"] = True
            route["km"] = round(_geodesic_km(at[route["start"]], at[route["end"]]) * rules["detour"], 1)
        if route["minutes"] == "estimate":
            route["minutes"] = max(1, round(route["km"] / rules["km_per_hour"] * 60))


def _geodesic_km(a: Point, b: Point) -> float:
    from geopy.distance import geodesic  # type: ignore[import-untyped]

    return float(geodesic(a, b).km)
