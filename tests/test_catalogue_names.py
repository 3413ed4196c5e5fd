"""What a name stands for, as people write it; nothing is corrected silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue_files import example_in
from mi_trip.catalogue.build import build
from mi_trip.catalogue.check import read_catalogue
from mi_trip.catalogue.names import find, fold, resolve_location, resolve_night, resolve_wish
from mi_trip.catalogue.shipped import read_sources
from mi_trip.errors import UnknownNameError, UsageError
from mi_trip.model.request import FixedNight, Wish

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue

NORSE = """
areas:
  - {id: preikestolen_area, name: Preikestolen, also: [Pulpit Rock]}
  - {id: skerries, name: The Skerries}
locations:
  - {id: preikestolen, name: Preikestolen, kind: viewpoint, area: preikestolen_area, at: [53.461, -10.11], source: [editors]}
  - {id: basecamp, name: Basecamp, kind: lodge, area: preikestolen_area, at: [53.461, -10.12], stay: {room: 90}, source: [editors]}
  - {id: orsta, name: Ørsta, kind: village, area: skerries, at: [53.47, -10.12], stay: {room: 90}, source: [editors]}
  - {id: alesund, name: Ålesund, kind: town, area: skerries, at: [53.48, -10.12], stay: {room: 90}, source: [editors]}
  - {id: bridge, name: Kylling bru, also: [Chicken Bridge], kind: bridge, area: skerries, at: [53.47, -10.13], source: [editors]}
routes:
  - {id: r1, name: Old road, mode: drive, from: inish_village, to: preikestolen, km: 3, minutes: 4, source: [editors]}
  - {id: r2, name: Old road, mode: drive, from: inish_village, to: basecamp, km: 3, minutes: 4, source: [editors]}
  - {id: r3, name: North road, mode: drive, from: inish_village, to: orsta, km: 3, minutes: 4, source: [editors]}
  - {id: r4, name: East road, mode: drive, from: inish_village, to: alesund, km: 3, minutes: 4, source: [editors]}
  - {id: r5, name: West road, mode: drive, from: inish_village, to: bridge, km: 3, minutes: 4, source: [editors]}
activities:
  - id: pulpit_walk
    name: Up Preikestolen
    also: [Preikestolen]
    at: basecamp
    tags: [hiking]
    rating: 5
    why: Steep.
    minutes: 240
    source: [editors]
films:
  - {id: fallout, title: Fallout, released: 2018-07-27, source: [editors]}
"""


@pytest.fixture(scope="module")
def norse(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The example with some names from the north."""
    folder = example_in(tmp_path_factory.mktemp("norse"), {"norse.yaml": NORSE})
    return build(read_catalogue(*read_sources(folder)), str(folder))


@pytest.mark.parametrize("written", ["Ålesund", "ÅLESUND", "alesund", "Aalesund", "A\u030alesund", " ålesund ", "AALESUND"])
def test_a_town_is_found_however_its_letters_are_written(written: str, norse: Catalogue) -> None:
    assert [location.id for location in find(norse, written).locations] == ["alesund"]


@pytest.mark.parametrize("written", ["Ørsta", "orsta", "Oersta", "ørsta"])
def test_a_village_is_found_with_and_without_its_slash(written: str, norse: Catalogue) -> None:
    assert [location.id for location in find(norse, written).locations] == ["orsta"]


@pytest.mark.parametrize("written", ["Kylling bru", "kylling-bru", "kylling_bru", "KYLLING  BRU", "chicken bridge", "bridge"])
def test_a_bridge_is_found_by_its_name_its_other_name_and_its_id(written: str, norse: Catalogue) -> None:
    assert [location.id for location in find(norse, written).locations] == ["bridge"]


def test_a_name_may_be_shared_and_all_that_bear_it_are_found(norse: Catalogue) -> None:
    assert [route.id for route in find(norse, "old road").routes] == ["r1", "r2"]
    found = find(norse, "preikestolen")
    assert [named.id for named in found.all] == ["preikestolen_area", "preikestolen", "pulpit_walk"]


def test_only_the_kinds_asked_for_are_found(norse: Catalogue) -> None:
    assert [film.title for film in find(norse, "FALLOUT", ["films"]).films] == ["Fallout"]
    assert not find(norse, "fallout", ["locations", "areas"])


@pytest.mark.parametrize("written", ["Preikestol", "Kylling", "", "   ", "---", "x" * 10_000])
def test_the_beginning_of_a_name_is_not_the_name(written: str, norse: Catalogue) -> None:
    assert not find(norse, written)


def test_a_wish_is_met_by_any_that_bears_the_name(norse: Catalogue) -> None:
    assert resolve_wish(norse, "Preikestolen") == Wish("Preikestolen", ("preikestolen_area",), ("preikestolen",), ("pulpit_walk",), ())
    assert resolve_wish(norse, "old road") == Wish("Old road", routes=("r1", "r2"))


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("Preikstolen", "no area, location, activity or route is called 'Preikstolen'; did you mean Preikestolen or Up Preikestolen?"),
        ("Kylling", "no area, location, activity or route is called 'Kylling'; did you mean Kylling bru?"),
        ("Atlantis", "no area, location, activity or route is called 'Atlantis': `mi-trip list` shows the names"),
        ("Fallout", "no area, location, activity or route is called 'Fallout': `mi-trip list` shows the names"),
        ("", "no area, location, activity or route is called '': `mi-trip list` shows the names"),
        ("a\x1b[2Jb", r"no area, location, activity or route is called 'a\x1b[2Jb': `mi-trip list` shows the names"),
    ],
)
def test_a_wish_for_nothing_says_what_was_perhaps_meant(written: str, sentence: str, norse: Catalogue) -> None:
    with pytest.raises(UnknownNameError) as error:
        resolve_wish(norse, written)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("written", "location"),
    [("preikestolen", "preikestolen"), ("Preikestolen", "preikestolen"), ("Up Preikestolen", "basecamp"), ("Aalesund", "alesund")],
)
def test_a_trip_starts_at_the_one_location_of_the_name(written: str, location: str, norse: Catalogue) -> None:
    assert resolve_location(norse, written).id == location


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("Pulpit Rock", "'Pulpit Rock' may be preikestolen or basecamp: say which"),
        ("The Skerries", "'The Skerries' may be orsta, alesund or bridge: say which"),
        ("Lighthous", "no area or location is called 'Lighthous'; did you mean lighthouse or lighthouse_tour?"),
        ("The crossing among the seals", "'The crossing among the seals' may be carrick_pier or inish_quay: say which"),
    ],
)
def test_a_start_that_is_not_one_location_is_asked_back(written: str, sentence: str, norse: Catalogue) -> None:
    with pytest.raises(UsageError) as error:
        resolve_location(norse, written)
    assert str(error.value) == sentence


def test_a_night_is_at_any_bed_of_the_name(norse: Catalogue) -> None:
    assert resolve_night(norse, "Preikestolen", 2) == FixedNight("Preikestolen", 2, ("basecamp",))
    assert resolve_night(norse, "skerries", 1) == FixedNight("skerries", 1, ("orsta", "alesund"))


def test_where_nobody_can_sleep_the_nearest_beds_are_named(norse: Catalogue) -> None:
    with pytest.raises(UsageError) as error:
        resolve_night(norse, "kylling bru", 2)
    assert (
        str(error.value) == "nobody can sleep at 'Kylling bru': it has no bed; beds near it: Ørsta (1 km), Basecamp (1 km), Ålesund (1 km)"
    )


@given(st.text(max_size=30))
def test_a_folded_name_is_folded_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text.upper().lower()) == fold(text.lower())
