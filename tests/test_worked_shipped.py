"""Edits of a ready-made itinerary over the shipped catalogue: what a person would hope to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mi_trip.catalogue import load_catalogue
from mi_trip.catalogue.trips import shipped_trips
from mi_trip.itinerary import read_itinerary
from mi_trip.model.violation import Severity
from mi_trip.worked import work_out

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Give the shipped catalogue."""
    return load_catalogue()


def line_of(text: str, part: str) -> int:
    """The line of a text on which a part of it ends."""
    assert text.count(part) == 1, part
    return text[: text.index(part) + len(part)].count("\n") + 1


def after(catalogue: Catalogue, old: str, new: str) -> tuple[str, list[tuple[int, str, str]]]:
    """The text of the reference tour after one edit, and the errors with their lines."""
    text = shipped_trips()["reference-tour"].read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    text = text.replace(old, new)
    saved, _ = read_itinerary(text, "trip.yaml", lambda _: catalogue)
    found = work_out(saved, catalogue).findings
    return text, [(one.mark.line, one.code, one.sentence) for one in found if one.severity is Severity.ERROR]


def test_a_bed_too_far_on_names_the_last_minute_to_leave_and_what_else_would_do(catalogue: Catalogue) -> None:
    text, errors = after(catalogue, "    night: valldal\n", "    night: hellesylt\n")
    late, next_day = errors
    assert late[:2] == (line_of(text, "night: stranda") + 4, "last-hour")
    assert late[2] == (
        "day 2 ends at Hellesylt at 20:05, and is over at 19:30; "
        "the last ferry in time, Ferry Stranda–Liabygda, leaves 18:42, for which one would have to leave Valldal (Sylte) by 17:54: "
        "sleep at Valldal (Sylte); or it holds without A swim in the fjord, as Cruise did"
    )
    assert next_day[1] == "last-hour"


def test_a_booked_ferry_that_is_missed_names_what_to_leave_out(catalogue: Catalogue) -> None:
    ferry = "      - activity: geirangerfjord_ferry_cruise\n"
    text, errors = after(catalogue, ferry, f"{ferry}        booked: 11:00\n")
    assert errors == [
        (
            line_of(text, "activity: geirangerfjord_ferry_cruise"),
            "booking",
            (
                "The Geirangerfjord by car ferry is booked for 11:00, and one is there for 15:30 at the earliest; "
                "it holds without Half a day by hired e-bike in the Hellesylt valley"
            ),
        )
    ]


def test_at_the_end_of_august_the_rafting_is_over(catalogue: Catalogue) -> None:
    text, errors = after(catalogue, "date: 2027-06-22", "date: 2027-08-29")
    assert (line_of(text, "activity: valldal_rafting"), "activity-shut") == errors[-1][:2]
    assert errors[-1][2] == (
        "White-water rafting on Valldøla is shut on Tuesday 31 August, it is open May 20-Aug 10; "
        "after the trip it is open again on 20 May 2028: drop it"
    )
