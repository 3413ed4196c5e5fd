"""What is told of a catalogue with mistakes, word for word.

Each file of ``tests/data/mistakes`` is added to the example catalogue. It has one mistake, is named for it, and says in its first
lines what must be told of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from catalogue_files import EXAMPLE, EXPECTED, MISTAKES, example_in, example_where, mistakes_in
from mi_trip.catalogue import load_catalogue
from mi_trip.errors import CatalogueError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_example_has_no_mistake() -> None:
    assert mistakes_in(EXAMPLE) == []


@pytest.mark.parametrize("name", sorted(file.stem for file in MISTAKES.glob("*.yaml")))
def test_a_mistake_is_told_with_its_line_and_what_was_meant(name: str, tmp_path: Path) -> None:
    text = (MISTAKES / f"{name}.yaml").read_text("utf-8")
    expected = [f"{name}.yaml:{line.removeprefix(EXPECTED)}" for line in text.splitlines() if line.startswith(EXPECTED)]

    assert expected
    assert mistakes_in(example_in(tmp_path, {f"{name}.yaml": text})) == expected


HEADER = [
    ("timezone: Europe/Dublin", "timezone: Europe/Dubin",
     "6:13: 'timezone': unknown time zone 'Europe/Dubin'; did you mean 'Europe/Dublin'?"),
    ("timezone: Europe/Dublin", "timezone: /etc/passwd", "6:13: 'timezone': unknown time zone '/etc/passwd'"),
    ("country: IE  ", "country: QQ", "5:12: 'country': no public holidays are known of a country 'QQ'"),
    ("country: IE  ", "country: ie", "5:12: 'country': expected two capital letters such as NO, not 'ie'"),
    ("currency: EUR", "currency: euro", "7:13: 'currency': expected three capital letters such as NOK, not 'euro'"),
    ('date: "Jun 22"', 'date: "Feb 30"', "10:9: 'date': expected a day of the year such as Jun 22, not 'Feb 30'"),
    ("checked: 2026-11-20\n", "# checked\n", "3:3: 'checked' is missing"),
    ("start: kilmore", "start: kilmor", "8:10: 'start': 'kilmor' is not a location; did you mean 'kilmore'?"),
    ("[mainland, island]", "[mainland, isle]", "14:20: 'tour': 'isle' is not an area"),
    ("53.40, -10.20, 53.60, -9.80", "53.40, -9.80, 53.60, -10.20",
     "13:11: 'bounds': expected [south, west, north, east] in degrees, south and west the smaller"),
    ("53.40, -10.20, 53.60, -9.80", "53.40, -10.20, 53.60", "13:11: 'bounds': expected [south, west, north, east]"),
    ("visits: 6, ", "", "18:13: 'visits' is missing"),
    ('from: "07:30", to: "21:00"', 'from: "21:00", to: "07:30"', "18:13: 'packed': the day ends at 07:30, before it starts at 21:00"),
    ("one_a_day}\n    packed", "sometimes}\n    packed", "17:91: 'strenuous': expected one_a_day or every_other_day, not 'sometimes'"),
    ("ratings: [1, 3, 8, 18, 35]", "ratings: [1, 3, 8]", "20:14: 'ratings': expected at least 5 entries, not 3"),
    ("hiking: {value: 1.2", "hikking: {value: 1.2", "27:16: no activity has the tag 'hikking'; did you mean 'hiking'?"),
    ("per_day: 60", "per_day: 60.5", "29:19: 'per_day': expected a whole number, not 60.5"),
    ("source: [editors]}\n  hire", "source: [me]}\n  hire", "28:76: 'source': 'me' is not a source"),
    ("https://example.org/timetable", "example.org",
     "34:68: 'url': expected an address that begins with http:// or https://, not 'example.org'"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), HEADER, ids=[new[:30] for _, new, _ in HEADER])
def test_a_mistake_in_the_header_is_told(old: str, new: str, expected: str, tmp_path: Path) -> None:
    assert mistakes_in(example_where(tmp_path, "catalogue.yaml", old, new)) == [f"catalogue.yaml:{expected}"]


def test_mistakes_of_every_kind_in_several_files_are_told_together_in_order(tmp_path: Path) -> None:
    added: dict[str, str | bytes] = {
        "a.yaml": "areas:\n  - {id: sea, nam: Sea}\n",
        "b.yaml": (MISTAKES / "season_unknown.yaml").read_text() + (MISTAKES / "hours_that_never_open.yaml").read_text(),
    }
    assert mistakes_in(example_in(tmp_path, added)) == [
        "a.yaml:2:5: 'name' is missing",
        "a.yaml:2:15: unknown key 'nam'; did you mean 'name'?",
        "b.yaml:11:13: 'season': 'hill_road_seson' is not a season; did you mean 'hill_road_season'?",
        "b.yaml:22:11: 'open': \"2019 Jun-Aug\" never opens in the 6 years after 2026-11-20",
    ]


def test_references_to_a_broken_entry_are_no_second_mistake(tmp_path: Path) -> None:
    folder = example_where(tmp_path, "places.yaml", "mode: drive, from: inish_quay", "mode: driv, from: inish_quay")

    expected = "drive, ferry, train, bus, boat, gondola, flight, walk or taxi"
    assert mistakes_in(folder) == [f"places.yaml:53:44: 'mode': expected {expected}, not 'driv'; did you mean 'drive'?"]


def test_what_a_file_that_cannot_be_read_may_hold_is_not_missed(tmp_path: Path) -> None:
    folder = example_where(tmp_path, "places.yaml", "locations:\n", "locations: [\n")

    assert [mistake.split(":")[0] for mistake in mistakes_in(folder)] == ["places.yaml"]


def test_a_catalogue_without_a_header_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "areas.yaml").write_text("areas:\n  - {id: sea, name: Sea}\n")

    what = "no file of the folder has the key 'catalogue' with title, country, time zone and the rest"
    assert mistakes_in(tmp_path) == [f"areas.yaml:1:1: {what}"]


def test_two_headers_are_one_too_many(tmp_path: Path) -> None:
    header = (EXAMPLE / "catalogue.yaml").read_text().split("sources:")[0]

    assert mistakes_in(example_in(tmp_path, {"other.yaml": header})) == [
        "other.yaml:3:3: 'catalogue' stands already in catalogue.yaml, line 3"
    ]


def test_an_estimate_needs_its_rules(tmp_path: Path) -> None:
    folder = example_where(tmp_path, "catalogue.yaml", "  estimates:", "  # estimates:")

    what = "'km': to estimate it, the catalogue needs 'estimates' with 'detour' and 'km_per_hour'"
    assert mistakes_in(folder) == [f"places.yaml:60:9: {what}"]


def test_loading_tells_all_mistakes_and_their_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MI_TRIP_CACHE", "")
    folder = example_where(tmp_path, "catalogue.yaml", "start: kilmore", "start: kilmor")

    with pytest.raises(CatalogueError) as error:
        load_catalogue(str(folder))
    assert str(error.value) == (
        f"{folder}/catalogue.yaml:8:10: 'start': 'kilmor' is not a location; did you mean 'kilmore'?\n1 mistake in the catalogue"
    )
