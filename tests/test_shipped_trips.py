"""The ready-made itineraries: they hold, they fail where they must when moved, and our own plan beats the classic tour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from mi_trip.catalogue import check_catalogue, load_catalogue
from mi_trip.catalogue.shipped import DEFAULT, find_catalogue
from mi_trip.catalogue.trips import near_trips, shipped_trips
from mi_trip.checker import check
from mi_trip.diff import differences
from mi_trip.itinerary import read_itinerary
from mi_trip.model.driving import driving
from mi_trip.model.plan import Night, Visit
from mi_trip.model.request import PaceName
from mi_trip.model.violation import Severity
from mi_trip.planner import plan_trip
from mi_trip.ready import ready_trips, trip_mistakes
from mi_trip.solver.search import NORMAL
from mi_trip.worked import work_out

if TYPE_CHECKING:
    from pathlib import Path

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.saved import SavedTrip
    from mi_trip.worked import Finding

TRIPS = shipped_trips()
IDS = ("film-weekend", "grand-tour", "reference-tour", "winter-weekend", "without-a-car")
REFERENCE = "reference-tour"
LONG_VISIT = timedelta(minutes=45)  # what a pace counts as a visit


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def saved(name: str, catalogue: Catalogue) -> SavedTrip:
    return read_itinerary(TRIPS[name].read_text("utf-8"), TRIPS[name].name, lambda _named: catalogue)[0]


def plan_of(name: str, catalogue: Catalogue) -> Plan:
    return work_out(saved(name, catalogue), catalogue).plan


def moved(name: str, first_day: date, catalogue: Catalogue) -> tuple[Finding, ...]:
    """Give the errors of a trip on other dates."""
    trip = saved(name, catalogue)
    found = work_out(trip.with_request(replace(trip.request, first_day=first_day)), catalogue).findings
    return tuple(finding for finding in found if finding.severity is Severity.ERROR)


def line_of(name: str, text: str) -> int:
    """The line of the file on which a choice or a bed stands."""
    return next(number for number, line in enumerate(TRIPS[name].read_text("utf-8").splitlines(), 1) if text in line)


# -- all of them ---------------------------------------------------------------------------------------------------------------------


def test_these_are_shipped_and_no_others() -> None:
    assert tuple(TRIPS) == IDS
    assert {path.parent for path in TRIPS.values()} == {find_catalogue(None) / "trips"}


@pytest.mark.parametrize("name", IDS)
def test_a_ready_made_itinerary_holds(name: str, catalogue: Catalogue) -> None:
    worked = work_out(saved(name, catalogue), catalogue)
    assert [finding.sentence for finding in worked.findings if finding.severity is Severity.ERROR] == []
    assert [violation.sentence for violation in check(worked.plan, catalogue) if violation.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", IDS)
def test_it_has_a_title_and_says_what_it_is(name: str, catalogue: Catalogue) -> None:
    trip = saved(name, catalogue)
    assert trip.title
    assert trip.note.endswith(".")
    assert (trip.catalogue, trip.request.assumed_date, trip.request.pins) == (DEFAULT, False, ())


def test_the_itineraries_are_no_part_of_the_catalogue_but_are_checked_with_it(catalogue: Catalogue) -> None:
    assert check_catalogue(DEFAULT) == ()
    assert trip_mistakes(catalogue, DEFAULT) == ()
    assert tuple(trip.id for trip in ready_trips(catalogue, None)) == IDS


def test_a_name_that_is_nearly_right_is_guessed() -> None:
    assert near_trips("Refrence tour") == (REFERENCE,)
    assert near_trips("geiranger") == ()


# -- the classic tour ----------------------------------------------------------------------------------------------------------------


def test_the_reference_tour_is_the_six_days_it_stands_for(catalogue: Catalogue) -> None:
    plan = plan_of(REFERENCE, catalogue)
    assert (plan.request.start, plan.request.end, plan.request.first_day.month) == ("alesund_airport", "alesund_airport", 6)
    assert [night.location for night in plan.events(Night)] == ["stranda", "valldal", "hotel_aak", "hotel_aak", "alesund"]
    assert [[visit.activity.id for visit in day.only(Visit)] for day in plan.days] == [
        ["stranda_golf_round"],
        ["hellesylt_ebike_rental", "geirangerfjord_ferry_cruise", "ornevegen_drive", "valldal_fjord_swim"],
        ["valldal_rafting", "trollstigen_viewpoints", "trollstigen_drive"],
        ["rampestreken_hike", "romsdalsgondolen_ride", "litlefjellet_walk"],
        ["kylling_bru_walk", "trollveggen_view", "alesund_dinner"],
        ["alesund_art_nouveau_walk", "aksla_viewpoint"],
    ]


def test_what_rests_on_an_assumed_departure_says_so(catalogue: Catalogue) -> None:
    found = work_out(saved(REFERENCE, catalogue), catalogue).findings
    assumed = {(finding.subject, finding.mark.line) for finding in found if finding.code == "assumed-departure"}
    assert assumed >= {("geirangerfjord_ferry", line_of(REFERENCE, "geirangerfjord_ferry_cruise"))}


def test_in_january_it_fails_with_all_that_is_shut_each_on_its_line(catalogue: Catalogue) -> None:
    shut = {
        **dict.fromkeys(("stranda_golf_round", "hellesylt_ebike_rental", "valldal_fjord_swim", "valldal_rafting"), "activity-shut"),
        **dict.fromkeys(("rampestreken_hike", "romsdalsgondolen_ride", "trollveggen_view"), "activity-shut"),
        **dict.fromkeys(("geirangerfjord_ferry_cruise", "trollstigen_drive"), "shut"),
        **dict.fromkeys(("trollstigen_viewpoints", "litlefjellet_walk", "kylling_bru_walk"), "no-way"),
        **dict.fromkeys(("night: valldal", "night: hotel_aak"), "bed-shut"),
    }
    told = {(finding.mark.line, finding.code) for finding in moved(REFERENCE, date(2027, 1, 20), catalogue)}
    assert {(line_of(REFERENCE, text), code) for text, code in shut.items()} <= told


def test_in_july_2024_trollstigen_was_shut_and_the_detour_is_named(catalogue: Catalogue) -> None:
    errors = {finding.mark.line: finding.sentence for finding in moved(REFERENCE, date(2024, 7, 1), catalogue)}
    assert errors[line_of(REFERENCE, "trollstigen_drive")] == (
        "Trollstigen, the hairpins is shut on 3 July 2024 and opens on 11 July 2025; the way round from Trollstigen platået to "
        "Trollstigfoten (Isterdalen barrier) takes 2 h 56 min via Sjøholt: drop Trollstigen, the hairpins"
    )


# -- the yardstick -------------------------------------------------------------------------------------------------------------------


def wheel(plan: Plan) -> list[timedelta]:
    return [driving((day,)).duration for day in plan.days]


def visits(plan: Plan) -> list[int]:
    """How many visits each day has, as a pace counts them."""
    return [sum(visit.end - visit.start >= LONG_VISIT for visit in day.only(Visit)) for day in plan.days]


def no_busier_than(day_at_wheel: timedelta, day_visits: int, catalogue: Catalogue) -> Catalogue:
    """Give the catalogue with a balanced pace of at most so much a day."""
    pace = replace(catalogue.paces[PaceName.BALANCED], driving=day_at_wheel, visits=day_visits)
    return replace(catalogue, paces={**catalogue.paces, PaceName.BALANCED: pace})


@pytest.mark.slow
def test_our_own_plan_kept_to_its_fullest_day_scores_twice_as_much_and_says_what_it_lacks(catalogue: Catalogue) -> None:
    theirs = plan_of(REFERENCE, catalogue)
    kept_to = no_busier_than(max(wheel(theirs)), max(visits(theirs)), catalogue)
    ours = plan_trip(kept_to, saved(REFERENCE, catalogue).request, effort=replace(NORMAL, proof=0))

    assert max(wheel(ours)) <= max(wheel(theirs))
    assert max(visits(ours)) <= max(visits(theirs))
    assert ours.quality.score > 2 * theirs.quality.score
    lost = {doing.activity for doing in differences(theirs, ours).lost}
    assert lost == {visit.activity.id for visit in theirs.events(Visit)} - {visit.activity.id for visit in ours.events(Visit)}
    assert lost >= {"stranda_golf_round", "hellesylt_ebike_rental"}


@pytest.mark.slow
def test_even_one_that_drives_and_visits_no_more_in_all_scores_more(catalogue: Catalogue) -> None:
    theirs = plan_of(REFERENCE, catalogue)
    ours = plan_trip(
        no_busier_than(timedelta(minutes=90), 2, catalogue), saved(REFERENCE, catalogue).request, effort=replace(NORMAL, proof=0)
    )

    assert sum(wheel(ours), timedelta(0)) <= sum(wheel(theirs), timedelta(0))
    assert sum(visits(ours)) <= sum(visits(theirs))
    assert ours.quality.score > theirs.quality.score


# -- itineraries of other catalogues -------------------------------------------------------------------------------------------------


def test_mistakes_of_itineraries_are_told_with_their_line(tmp_path: Path, catalogue: Catalogue) -> None:
    folder = tmp_path / "trips"
    folder.mkdir()
    text = TRIPS["film-weekend"].read_text("utf-8")
    (folder / "geiranger.yaml").write_text(text, "utf-8")
    (folder / "misspelt.yaml").write_text(text.replace("- helset_landing_view", "- helset_landing_veiw"), "utf-8")
    (folder / "elsewhere.yaml").write_text(text.replace(f"catalogue: {DEFAULT}", "catalogue: elsewhere"), "utf-8")
    (folder / ".hidden.yaml").write_text("no", "utf-8")
    (folder / "notes.txt").write_text("no", "utf-8")
    line, catalogue_line = line_of("film-weekend", "helset_landing_view"), line_of("film-weekend", f"catalogue: {DEFAULT}")

    found = [str(mistake).removeprefix(f"{folder}/") for mistake in trip_mistakes(catalogue, str(tmp_path))]
    assert [mistake.partition(": ")[0] for mistake in found] == [
        f"elsewhere.yaml:{catalogue_line}:12",
        "geiranger.yaml:1:1",
        f"misspelt.yaml:{line}:9",
    ]
    assert found[0].endswith(": 'elsewhere' is another catalogue: this file lies with 'mission-impossible-norway'")
    assert found[1].endswith(": 'geiranger' is already the id of the catalogue's location: call the file otherwise")
    assert "helset_landing_view" in found[2]


def test_a_catalogue_without_itineraries_has_none(tmp_path: Path) -> None:
    assert shipped_trips("example") == {}
    (tmp_path / "trips").write_text("a file, no folder", "utf-8")
    assert shipped_trips(str(tmp_path)) == {}
