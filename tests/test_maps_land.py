"""Where land and water are: the coastline that is shipped, cut to a box and laid over a grid."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mi_trip.maps.ground import Grid, lakes, near, sea, shore
from mi_trip.maps.land import COAST, coast, land_around
from shorelines import edges_of, odd, on_land

FJORDS = (4.4, 61.4, 9.0, 63.5)  # where the coastline is true to 80 m


# -- the coastline ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "point"),
    [
        ("Geiranger church", (7.2066, 62.0996)),
        ("Dalsnibba", (7.2705, 62.0495)),
        ("Aksla above Ålesund", (6.1645, 62.4746)),
        ("Galdhøpiggen", (8.3126, 61.6364)),
        ("the middle of Oslo", (10.7528, 59.9111)),
        ("Preikestolen", (6.1904, 58.9864)),
    ],
)
def test_what_is_land_is_land(place: str, point: tuple[float, float]) -> None:
    assert on_land(point), place


@pytest.mark.parametrize(
    ("place", "point"),
    [
        ("the Geirangerfjord below the Seven Sisters", (7.106, 62.107)),
        ("the Sunnylvsfjord", (6.98, 62.14)),
        ("the Storfjord off Stranda", (6.99, 62.30)),
        ("the Romsdalsfjord", (7.40, 62.60)),
        ("the Hjørundfjord", (6.50, 62.26)),
        ("the open sea", (4.5, 62.5)),
    ],
)
def test_what_is_water_is_water(place: str, point: tuple[float, float]) -> None:
    assert not on_land(point), place


def test_the_coastline_brings_its_notice() -> None:
    notice = (COAST.parent / "NOTICE").read_text("utf-8")

    assert [file.name for file in sorted(COAST.parent.iterdir())] == ["COPYING", "COPYING.LESSER", "NOTICE", "norway.geojson"]
    for said in ("GSHHG 2.3.7", "Wessel, P., and W. H. F. Smith (1996)", "Lesser General Public License", "80 m", "COPYING.LESSER"):
        assert said in notice


def test_the_coastline_is_geojson_within_its_box() -> None:
    read = json.loads(COAST.read_text("utf-8"))
    west, south, east, north = read["bbox"]
    rings = [ring for feature in read["features"] for polygon in feature["geometry"]["coordinates"] for ring in polygon]

    assert {feature["geometry"]["type"] for feature in read["features"]} == {"MultiPolygon"}
    assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in rings)
    assert all(west <= x <= east and south <= y <= north for ring in rings for x, y in ring)


# -- cut to a box ----------------------------------------------------------------------------------------------------------------------


@st.composite
def boxes(draw: st.DrawFn) -> tuple[float, float, float, float]:
    """Boxes among the fjords, from a village to all of them."""
    west, south = draw(st.floats(FJORDS[0], FJORDS[2] - 0.1)), draw(st.floats(FJORDS[1], FJORDS[3] - 0.1))
    return west, south, west + draw(st.floats(0.05, 2)), south + draw(st.floats(0.05, 1))


@settings(max_examples=25)
@given(boxes(), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_land_cut_to_a_box_is_the_same_land(box: tuple[float, float, float, float], across: float, up: float) -> None:
    land = land_around(box)
    assert land
    assert land.bounds == box
    assert all(box[0] <= x <= box[2] and box[1] <= y <= box[3] for ring in land.rings for x, y in ring)
    point = (box[0] + across * (box[2] - box[0]), box[1] + up * (box[3] - box[1]))
    assert odd(point, [edge for ring in land.rings for edge in edges_of(ring)]) == on_land(point)


def test_beyond_the_coastline_no_land_is_known() -> None:
    assert land_around((10, 77, 20, 80)) is None  # Svalbard
    assert land_around((-10, 50, 0, 56)) is None


def test_a_box_that_reaches_beyond_the_coastline_says_how_far_it_is_known() -> None:
    land = land_around((5, 58, 17, 79))
    assert land
    assert land.bounds == (5, 58, 17, 71.6)
    assert land.rings


def test_the_lakes_lie_in_the_land() -> None:
    assert len(coast().lakes) == 4
    assert all(on_land((sum(x for x, _ in lake) / len(lake), sum(y for _, y in lake) / len(lake))) for lake in coast().lakes[:2])
    hornindalsvatnet = land_around((6.0, 61.85, 6.6, 62.0))
    assert hornindalsvatnet
    assert len(hornindalsvatnet.lakes) == 1


# -- laid over a grid ------------------------------------------------------------------------------------------------------------------

GEIRANGER = Grid.over(((6.872, 62.0867), (7.204, 62.1022)), cell_km=0.5, margin_km=2)


def test_a_grid_holds_its_ends_and_the_margin_in_square_cells() -> None:
    assert (GEIRANGER.rows, GEIRANGER.columns) == (12, 43)
    assert GEIRANGER.high / GEIRANGER.wide == pytest.approx(0.4681, abs=1e-4)  # the cosine of 62.09 degrees
    row, column = GEIRANGER.spot((6.872, 62.0867))
    assert (row, column) == pytest.approx((3.5, 3.5))  # the edge between two cells
    assert GEIRANGER.point((row, column)) == pytest.approx((6.872, 62.0867))


def test_the_cells_of_the_sea_are_those_whose_middles_are_not_on_land() -> None:
    found = sea(GEIRANGER)
    middles = [[GEIRANGER.point((row, column)) for column in range(GEIRANGER.columns)] for row in range(GEIRANGER.rows)]

    assert found.tolist() == [[not on_land(point) for point in row] for row in middles]
    assert 0 < found.sum() < found.size


def test_the_shore_lies_between_land_and_sea() -> None:
    water, coastline = sea(GEIRANGER), shore(GEIRANGER)
    changes = water[:, 1:] != water[:, :-1]

    assert not (changes & ~coastline[:, 1:] & ~coastline[:, :-1]).any()
    assert (coastline & ~near(water, 2)).sum() == 0


def test_a_lake_is_no_sea() -> None:
    grid = Grid.over(((6.1, 61.92), (6.4, 61.94)), cell_km=0.4, margin_km=2)  # Hornindalsvatnet
    assert lakes(grid).any()
    assert not (lakes(grid) & sea(grid)).any()
