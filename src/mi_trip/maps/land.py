"""Where land and water are, from the coastline that lies in ``coast/`` (its NOTICE says where it is from)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from mi_trip.maps.geometry import Box, cut_rings

if TYPE_CHECKING:
    from mi_trip.maps.geometry import Ring

Bounds: TypeAlias = tuple[float, float, float, float]  # degrees west, south, east, north, in the order of GeoJSON

COAST = Path(__file__).parent / "coast" / "norway.geojson"


@dataclass(frozen=True, slots=True, eq=False)
class Land:
    """The land within some bounds, and the lakes in it; all else there is sea. What lies beyond the bounds is not known."""

    bounds: Bounds
    rings: tuple[Ring, ...]
    lakes: tuple[Ring, ...] = ()


@cache
def coast() -> Land:
    """All of the coastline."""
    read = json.loads(COAST.read_text("utf-8"))
    land, lakes = (
        tuple(np.array(ring[:-1]) for polygon in feature["geometry"]["coordinates"] for ring in polygon) for feature in read["features"]
    )
    west, south, east, north = read["bbox"]
    return Land((west, south, east, north), land, lakes)


def land_around(bounds: Bounds) -> Land | None:
    """The land in a box, cut at its edges; of a box that the coastline covers in part, the land of that part, None where it ends."""
    whole = coast()
    west, south = max(bounds[0], whole.bounds[0]), max(bounds[1], whole.bounds[1])
    east, north = min(bounds[2], whole.bounds[2]), min(bounds[3], whole.bounds[3])
    if west >= east or south >= north:
        return None
    box = Box(west, south, east, north)
    return Land((west, south, east, north), cut_rings(whole.rings, box), cut_rings(whole.lakes, box))
