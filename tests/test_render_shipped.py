"""The ready-made trips in every format for programs: whole, right in the eyes of other readers, and free of what those let through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gpxpy
import pytest
from geojson_pydantic import FeatureCollection

import test_render_calendar as calendars
import test_render_geojson as geojsons
import test_render_gpx as gpxs
import test_render_kml as kmls
import test_render_links as links
import test_render_sheet as sheets
from mi_trip.catalogue import load_catalogue
from mi_trip.catalogue.trips import shipped_trips
from mi_trip.itinerary import read_itinerary
from mi_trip.maps.scenes import trip_scene
from mi_trip.render.calendar import plan_ics
from mi_trip.render.geojson import plan_geojson
from mi_trip.render.gpx import plan_gpx
from mi_trip.render.kml import plan_kml
from mi_trip.render.links import day_links
from mi_trip.render.scene_times import timed_stops, timed_ways
from mi_trip.render.sheet import plan_csv
from mi_trip.worked import work_out

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan

pytestmark = pytest.mark.slow
TRIPS = shipped_trips()


@pytest.fixture(scope="module")
def world() -> Catalogue:
    return load_catalogue()


@pytest.fixture(params=TRIPS)
def plan(request: pytest.FixtureRequest, world: Catalogue) -> Plan:
    file = TRIPS[request.param]
    return work_out(read_itinerary(file.read_text("utf-8"), file.name, lambda _named: world)[0], world).plan


def test_the_calendar(plan: Plan, world: Catalogue) -> None:
    content = plan_ics(plan, world)
    assert calendars.faults(content, world) == []
    for name, reader in calendars.READERS.items():
        seen = [event for event in reader(content) if not event[0].startswith("Last day to book")]
        assert calendars.in_order(seen) == calendars.in_order(calendars.planned(plan, world)), name


def test_the_sheet(plan: Plan, world: Catalogue) -> None:
    content = plan_csv(plan, world)
    assert sheets.faults(content, world) == []
    read = sheets.lines(content)
    assert [after["start"] for after in read[1:]] == [before["end"] for before in read[:-1]]


def test_the_navigator(plan: Plan, world: Catalogue) -> None:
    content = plan_gpx(plan, world)
    assert gpxs.faults(content, world) == []
    assert [[point.name for point in route.points] for route in gpxpy.parse(content).routes] == gpxs.planned(plan, world)


def test_the_maps(plan: Plan, world: Catalogue) -> None:
    geojson, kml, scene = plan_geojson(plan, world), plan_kml(plan, world), trip_scene(plan, world)
    assert (geojsons.faults(geojson, world), kmls.faults(kml, world)) == ([], [])
    assert len(list(timed_stops(plan, scene))) == len(scene.stops)
    assert len(list(timed_ways(plan, scene))) == len(scene.ways)
    features = len(FeatureCollection.model_validate_json(geojson).features)
    assert sum(map(len, kmls.days(kml))) == features == len(scene.stops) + len(scene.ways)


def test_the_links(plan: Plan, world: Catalogue) -> None:
    for day in plan.days:
        assert links.limits(day_links(day, world)) == []
