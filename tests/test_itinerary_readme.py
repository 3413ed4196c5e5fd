"""What ``itineraries/README.md`` shows of itinerary files is what `mi-trip` reads and writes."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

import pytest

from catalogue_files import EXAMPLE
from mi_trip.catalogue import load_catalogue
from mi_trip.errors import ItineraryError
from mi_trip.itinerary import read_itinerary
from mi_trip.model.plan import Hold
from mi_trip.render.itinerary import plan_yaml
from mi_trip.worked import work_out

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.saved import SavedTrip

README = (EXAMPLE.parent / "README.md").read_text("utf-8")
SECTION = README.split("\n## Itinerary files\n")[1]
SAVED, BOOKED, BY_HAND = (textwrap.dedent(block) for block in re.findall(r"^ *```yaml\n(.*?)^ *```$", SECTION, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def example() -> Catalogue:
    return load_catalogue("example")


def read(text: str, catalogue: Catalogue) -> SavedTrip:
    return read_itinerary(text, "trip.yaml", lambda _: catalogue)[0]


def test_the_saved_trip_is_what_is_written_when_it_is_saved_again(example: Catalogue) -> None:
    worked = work_out(read(SAVED, example), example)

    assert worked.holds
    assert plan_yaml(worked.plan, example) == SAVED


def test_the_trip_by_hand_holds(example: Catalogue) -> None:
    assert work_out(read(BY_HAND, example), example).holds


def test_the_entry_that_is_booked_takes_the_place_of_the_one_that_is_not(example: Catalogue) -> None:
    text = re.sub(r" +- lighthouse_tour .*\n", lambda _: textwrap.indent(BOOKED, "      "), SAVED)
    trip = read(text, example)

    tour = next(choice for day in trip.days for choice in day.choices if choice.activity == "lighthouse_tour")
    assert (tour.hold, tour.note) == (Hold.BOOKED, "two tickets, paid; code # 4711")
    assert work_out(trip, example).holds


def test_the_mistakes_are_told_as_they_are_shown(example: Catalogue) -> None:
    shown = re.findall(r"^    (trip\.yaml:\d.*)$", SECTION, re.MULTILINE)
    text = SAVED.replace("- hill_walk  ", "- hill walc  ").replace("        from: carrick_pier", "        booked: yes")

    with pytest.raises(ItineraryError) as error:
        read(text, example)
    assert [str(mistake) for mistake in error.value.mistakes] == shown
