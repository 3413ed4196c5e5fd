"""Every mistake in an itinerary file is told with its line and column and what was meant, all of them together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

from mi_trip.catalogue.reading import read_yaml
from mi_trip.errors import CatalogueError, FileError, ItineraryError, Mistake
from mi_trip.itinerary import itinerary_schema, read_itinerary
from mi_trip.model.plan import Hold
from mi_trip.model.saved import SavedChoice, SavedDay, SavedNight, SavedTrip
from mi_trip.render.itinerary import plan_yaml
from mi_trip.render.json_plan import plan_json
from worlds import activity, catalogue, drive, fjord, location, plan_of

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue

WORLD = fjord()

TRIP = """\
itinerary: 1
catalogue: fjord
title: Over the pass
request:
  date: 2027-06-15
  from: vik
  like: {boat: 2}
  must: [Vik museum]
  nights: [{at: Lien, after_day: 1}]
days:
  - do:
      - museum
      - activity: cruise
        from: vestkai
        booked: 2027-06-15 13:00
    night:
      at: lien
      pinned: yes
  - do: [hike, {ride: round}]
"""


def load(name: str) -> Catalogue:
    if name == "fjord":
        return WORLD
    if name == "broken":
        raise CatalogueError([Mistake("broken/places.yaml", 1, 1, "nothing is written in this file")])
    raise FileError(name, "no such folder, and no shipped catalogue is called so; did you mean fjord?")


def read(text: str) -> SavedTrip:
    return read_itinerary(text, "trip.yaml", load)[0]


def told(text: str) -> list[str]:
    """What is told of a file, without its name."""
    with pytest.raises(ItineraryError) as error:
        read(text)
    *mistakes, count = str(error.value).split("\n")
    assert len(mistakes) == len(error.value.mistakes)
    assert count == f"{len(mistakes)} mistake{'s' if len(mistakes) > 1 else ''} in the itinerary"
    return [mistake.removeprefix("trip.yaml:") for mistake in mistakes]


def answer(text: str) -> object:
    """The days of a trip, or mistakes: something in either case."""
    try:
        return read(text).days
    except ItineraryError as error:
        return error.mistakes


def test_the_trip_without_mistakes_is_read() -> None:
    assert [[choice.activity for choice in day.choices] for day in read(TRIP).days] == [["museum", "cruise"], ["hike", "ride round"]]


EDITS = {
    # the head
    "no version": ("itinerary: 1\n", "", "1:1: 'itinerary' is missing"),
    "another version": ("itinerary: 1", "itinerary: 2", "1:12: 'itinerary': the file says version 2, and this mi-trip reads version 1"),
    "version in words": (
        "itinerary: 1", "itinerary: one",
        "1:12: 'itinerary': the file says version 'one', and this mi-trip reads version 1",
    ),
    "no catalogue": ("catalogue: fjord\n", "", "1:1: 'catalogue' is missing"),
    "empty catalogue": ("catalogue: fjord", "catalogue:", "2:1: 'catalogue': nothing is written here; leave the key out, or give a value"),
    "unknown catalogue": (
        "catalogue: fjord", "catalogue: fiord",
        "2:12: 'catalogue': fiord: no such folder, and no shipped catalogue is called so; did you mean fjord?",
    ),
    "unknown key": ("title:", "titel:", "3:1: unknown key 'titel'; did you mean 'title'?"),
    "key twice": ("title: Over the pass\n", "title: a\ntitle: b\n", "4:1: 'title' stands here twice, first in line 3"),
    "number for a title": ("Over the pass", "2027", "3:8: 'title': expected a text, not 2027: put it in quotes"),
    "control character": ("Over the pass", '"a\\x1b[2J"', "3:8: 'title': contains the control character U+001B: remove it"),
    "one traveller": ("title: Over the pass", "travellers: Anna", "3:13: 'travellers': expected a list, not 'Anna'"),
    "bound in words": (
        "title: Over the pass", "quality: {bound: high, of: abc}", "3:18: 'bound': expected a number, not 'high'"
    ),
    "car_at_end": ("title: Over the pass", "car_at_end: maybe", "3:13: 'car_at_end': expected yes or no, not 'maybe'"),
    # the request
    "no date": ("  date: 2027-06-15\n", "", "5:3: 'date' is missing"),
    "30 February": ("date: 2027-06-15", "date: 2027-02-30", "5:9: 'date': there is no 2027-02-30"),
    "date in words": ("date: 2027-06-15", "date: in June", "5:9: 'date': expected a date such as 2026-11-20, not 'in June'"),
    "a far year": ("date: 2027-06-15", "date: 2527-06-15", "5:9: 'date': expected a year from 1900 to 2100, not 2527"),
    "unknown place": ("from: vik\n", "from: Lein\n", "6:9: no area or location is called 'Lein'; did you mean Lien?"),
    "unknown demand": (
        "[Vik museum]", "[Vik musem]",
        "8:10: no area, location, activity or route is called 'Vik musem'; did you mean Vik museum?",
    ),
    "demand that is no list": ("[Vik museum]", "Vik museum", "8:9: 'must': expected a list, not 'Vik museum'"),
    "unknown tag": ("{boat: 2}", "{boats: 2}", "7:17: no tag is called 'boats'; did you mean boat?"),
    "tag twice": ("{boat: 2}", "{boat: 2, Boat: 3}", "7:25: 'like': the tag 'boat' stands here twice"),
    "weight": ("{boat: 2}", "{boat: 11}", "7:16: 'boat': expected at most 10, not 11"),
    "pace": ("  from: vik", "  pace: slow", "6:9: 'pace': expected relaxed, balanced or packed, not 'slow'"),
    "car": ("  from: vik", "  car: hired", "6:8: 'car': expected hire, own or none, not 'hired'; did you mean 'hire'?"),
    "nobody": ("  from: vik", "  adults: 0", "6:11: 'adults': expected at least 1, not 0"),
    "grown-up child": ("  from: vik", "  children: [7, 18]", "6:17: 'children': expected at most 17, not 18"),
    "difficulty": ("  from: vik", "  max_difficulty: extreme", "6:19: 'max_difficulty': expected easy, medium or hard, not 'extreme'"),
    "negative budget": ("  from: vik", "  budget: -1", "6:11: 'budget': expected at least 0, not -1"),
    "arrival at 25:00": (
        "  from: vik", "  arrive: 25:00",
        "6:11: 'arrive': expected a time of the day between 00:00 and 23:59, such as 09:30, not '25:00'",
    ),
    "arrival at night": (
        "  from: vik", "  arrive: 22:00",
        "6:11: 'arrive': the day ends at 19:30 at the balanced pace: give an earlier hour, or start a day later",
    ),
    "departure before breakfast": (
        "  from: vik", "  depart: 06:00",
        "6:11: 'depart': the day begins at 08:30 at the balanced pace: give a later hour, or end a day earlier",
    ),
    "night that is none": ("after_day: 1", "after_day: 2", "9:34: 'after_day': a trip of 2 days has nights after day 1 only"),
    "night twice": (
        "after_day: 1}", "after_day: 1}, {at: vik, after_day: 1}", "9:59: 'after_day': the night after day 1 stands here twice"
    ),
    "night at the quay": (
        "{at: Lien,", "{at: Vestkai,",
        "9:17: nobody can sleep at 'Vestkai': it has no bed; beds near it: Vik (0 km), Lien (0 km), Byen (0 km)",
    ),
    # the days
    "no days": (TRIP[TRIP.index("days:") :], "", "1:1: 'days' is missing"),
    "days left empty": (
        TRIP[TRIP.index("days:") :], "days:\n", "10:1: 'days': nothing is written here; leave the key out, or give a value"
    ),
    "days that are none": (TRIP[TRIP.index("days:") :], "days: 6\n", "10:7: 'days': expected a list of days that begin with '- ', not 6"),
    "a list of no days": (TRIP[TRIP.index("days:") :], "days: []\n", "10:7: 'days': expected 1 to 60 days, not 0"),
    "61 days": (TRIP[TRIP.index("days:") :], "days:\n" + "  - do:\n" * 61, "11:3: 'days': expected 1 to 60 days, not 61"),
    "a day that is none": ("  - do: [hike, {ride: round}]", "  - hike", "19:5: expected a day with 'do' and 'night', not 'hike'"),
    "a day left empty": (
        "  - do: [hike, {ride: round}]", "  -", "19:4: nothing is written here: remove the '-', or put something after it"
    ),
    "unknown key of a day": ("  - do: [", "  - does: [", "19:5: unknown key 'does'; known here: note, do, night"),
    "one thing to do": ("[hike, {ride: round}]", "hike", "19:9: 'do': expected a list of what is done, each after '- ', not 'hike'"),
    "a number to do": ("[hike,", "[12,", "19:10: expected an activity, not 12: put it in quotes"),
    "nothing to do": ("      - museum\n", "      -\n", "12:8: nothing is written here: remove the '-', or put something after it"),
    "unknown activity": ("- museum\n", "- museeum\n", "12:9: no activity is called 'museeum'; did you mean museum?"),
    "a place to do": ("- museum\n", "- Vik\n", "12:9: 'Vik' is a location, not an activity; there: museum"),
    "a place with nothing to do": (
        "- museum\n", "- byen_airport\n",
        "12:9: 'byen_airport' is a location, not an activity: name an activity",
    ),
    "a film to do": ("- museum\n", "- The Film\n", "12:9: 'The Film' is a film, not an activity: name an activity"),
    "an area to do": ("- museum\n", "- pass_area\n", "12:9: 'pass_area' is an area, not an activity; there: view, pass_drive or hike"),
    "a route to do": (
        "- museum\n", "- crossing\n",
        "12:9: 'crossing' is a route, not an activity (cruise rides it): to ride it for itself write `ride: crossing`",
    ),
    "an activity to ride": ("{ride: round}", "{ride: museum}", "19:23: 'museum' is an activity, not a route: write `activity: museum`"),
    "a place to ride": ("{ride: round}", "{ride: Vik}", "19:23: 'Vik' is a location, not a route: name a route"),
    "unknown route": ("{ride: round}", "{ride: rond}", "19:23: no route is called 'rond'; did you mean round?"),
    "both": ("{ride: round}", "{ride: round, activity: hike}", "19:16: give either 'activity' or 'ride'"),
    "neither": ("{ride: round}", "{note: so}", "19:16: give either 'activity' or 'ride'"),
    "unknown key of a choice": ("        from: vestkai", "        form: vestkai", "14:9: unknown key 'form'; did you mean 'from'?"),
    "from elsewhere": ("from: vestkai", "from: Lien", "14:15: 'Fjord crossing' begins at vestkai or austkai, not at 'Lien'"),
    "from nowhere": ("from: vestkai", "from: Vestkay", "14:15: no area or location is called 'Vestkay'; did you mean Vestkai?"),
    "booked yes": (
        "booked: 2027-06-15 13:00", "booked: yes",
        "15:17: 'booked': expected the hour it is booked for, such as 12:00 or 2027-06-22 12:00, not 'yes'",
    ),
    "booked for a day": (
        "booked: 2027-06-15 13:00", "booked: 2027-06-15",
        "15:17: 'booked': expected the hour it is booked for, such as 12:00 or 2027-06-22 12:00, not '2027-06-15'",
    ),
    "booked for 24:00": (
        "booked: 2027-06-15 13:00", "booked: 24:00",
        "15:17: 'booked': expected a time of the day between 00:00 and 23:59, such as 09:30, not '24:00'",
    ),
    "booked for no date": ("booked: 2027-06-15 13:00", "booked: 2027-06-31 13:00", "15:17: 'booked': there is no 2027-06-31"),
    "left unbooked": (
        "booked: 2027-06-15 13:00", "booked:", "15:9: 'booked': nothing is written here; leave the key out, or give a value"
    ),
    "unknown bed": ("      at: lien", "      at: leen", "17:11: no area or location is called 'leen'; did you mean Lien?"),
    "many beds": ("      at: lien", "      at: Fjord", "17:11: 'Fjord' may be vik or lien: say which"),
    "no bed there": (
        "      at: lien", "      at: pass_area",
        "17:11: nobody can sleep at 'Pass': it has no bed; beds near it: Vik (0 km), Lien (0 km), Byen (0 km)",
    ),
    "pinned perhaps": ("pinned: yes", "pinned: perhaps", "18:15: 'pinned': expected yes or no, not 'perhaps'"),
    "a night booked for an hour": (
        "pinned: yes", "booked: at noon", "18:15: 'booked': expected yes, or the evening's date such as 2027-06-22, not 'at noon'"
    ),
    "a list for a night": (
        "    night:\n      at: lien\n      pinned: yes", "    night: [lien]",
        "16:12: expected a place to sleep at, not a list",
    ),
    # YAML
    "a quote in a quote": ("- museum\n", '- "museum"s\n', "12:17: a list entry was expected here: look at the indentation"),
    "a tab": (
        "      - museum\n", "\t- museum\n",
        "12:1: a tab, or another character that cannot stand here: indent with spaces, quote texts",
    ),
    "an anchor": ("- museum\n", "- &a museum\n", "12:9: anchors are not read: remove &a"),
    "an alias": ("- museum\n", "- *a\n", "12:9: aliases are not read: write out what *a stands for"),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_a_mistake_is_told_with_its_place_and_what_was_meant(name: str) -> None:
    before, after, mistake = EDITS[name]
    assert TRIP.count(before) == 1

    assert told(TRIP.replace(before, after)) == [mistake]


def test_all_mistakes_are_told_together() -> None:
    text = TRIP.replace("date: 2027-06-15", "date: soon").replace("- museum\n", "- musem\n").replace("at: lien", "at: lyen")

    assert told(text.replace("title", "titel").replace("{ride: round}", "{rode: round}")) == [
        "3:1: unknown key 'titel'; did you mean 'title'?",
        "5:9: 'date': expected a date such as 2026-11-20, not 'soon'",
        "12:9: no activity is called 'musem'; did you mean museum?",
        "17:11: no area or location is called 'lyen'; did you mean Lien or Byen?",
        "19:16: give either 'activity' or 'ride'",
        "19:17: unknown key 'rode'; did you mean 'ride'?",
    ]


def test_mistakes_in_the_catalogue_are_told_as_such() -> None:
    with pytest.raises(CatalogueError):
        read(TRIP.replace("catalogue: fjord", "catalogue: broken"))


def test_of_very_many_mistakes_the_first_are_told() -> None:
    text = TRIP + "".join("  - do: [" + ", ".join(f"x{day}_{n}" for n in range(50)) + "]\n" for day in range(50))

    assert len(told(text)) == 100


# -- what may be written in more than one way --------------------------------------------------------------------------------------------


def days(text: str) -> tuple[SavedDay, ...]:
    return read(TRIP[: TRIP.index("days:")] + text).days


def test_names_forgive_case_and_accents() -> None:
    assert days("days: [{do: [VIK MUSEUM, {ride: 'lien–vik round the FJORD'}], night: Lién}, {}]") == (
        SavedDay((SavedChoice("museum", "vik"), SavedChoice("ride round")), SavedNight("lien")),
        SavedDay(),
    )


@pytest.mark.parametrize(("word", "truth"), [("yes", True), ("No", False), ("true", True), ("FALSE", False), ('"yes"', True)])
def test_yes_and_no_are_said_in_many_ways(word: str, truth: bool) -> None:
    assert days(f"days: [{{do: [{{activity: museum, car: {word}}}], night: lien}}, {{}}]")[0].choices[0].with_car is truth


@pytest.mark.parametrize("hour", ["12:00", '"12:00"', "2027-06-15 12:00", "2027-06-15T12:00"])
def test_an_hour_alone_is_that_of_its_day(hour: str) -> None:
    choice = days(f"days: [{{do: [{{activity: museum, booked: {hour}}}], night: lien}}, {{}}]")[0].choices[0]

    assert (choice.hold, f"{choice.booked}") == (Hold.BOOKED, "2027-06-15 12:00:00")


@pytest.mark.parametrize(
    ("said", "hold", "date"), [("yes", Hold.BOOKED, "2027-06-15"), ("2027-06-17", Hold.BOOKED, "2027-06-17"), ("no", Hold.FREE, "None")]
)
def test_a_night_is_booked_for_its_evening_or_for_a_date(said: str, hold: Hold, date: str) -> None:
    night = days(f"days: [{{night: {{at: lien, booked: {said}}}}}, {{}}]")[0].night

    assert night
    assert (night.hold, str(night.booked)) == (hold, date)


def test_what_is_taken_out_may_leave_its_key() -> None:
    trip = read(
        TRIP.replace("- museum\n      - activity: cruise\n        from: vestkai\n        booked: 2027-06-15 13:00\n", "#\n").replace(
            "[Vik museum]", ""
        )
    )

    assert trip.days[0].choices == ()
    assert trip.request.must == ()


def test_a_direction_that_is_the_only_one_need_not_be_said() -> None:
    world = catalogue([location("a", "A", bed=900), location("b", "B")], [drive("a", "b", 30, 20)], [activity("top", "Top", "b", 60, 3)])
    text = "itinerary: 1\ncatalogue: small-world\nrequest: {date: 2027-06-15}\ndays: [{do: [Top, {ride: a_b, from: B}]}]\n"

    assert read_itinerary(text, "", lambda _: world)[0].days[0].choices == (SavedChoice("top", "b"), SavedChoice("ride a_b", "b"))


def test_a_name_that_two_bear_is_that_of_the_one_whose_own_it_is() -> None:
    town = [
        activity("old", "Old town", "a", 60, 3),
        activity("walk", "Town walk", "a", 60, 3, also=("Old town",)),
        activity("w2", "Town walk", "a", 60, 3),
    ]
    world = catalogue([location("a", "A", bed=900)], [], town)
    text = "itinerary: 1\ncatalogue: small-world\nrequest: {date: 2027-06-15}\ndays: [{do: [Old town]}]\n"

    assert read_itinerary(text, "", lambda _: world)[0].days[0].choices[0].activity == "old"
    with pytest.raises(ItineraryError) as error:
        read_itinerary(text.replace("Old town", "Town walk"), "f", lambda _: world)
    assert error.value.mistakes == (Mistake("f", 4, 14, "'Town walk' may be walk or w2: say which"),)


# -- files that are none -----------------------------------------------------------------------------------------------------------------

SAVED = plan_yaml(plan_of(), WORLD)

STRANGE = {
    "nothing": ("", "1:1: nothing is written in this file: remove it, or put something under 'days'"),
    "a list": ("- a\n- b\n", "1:1: expected keys such as 'days', not a list"),
    "a text": ("hello", "1:1: expected keys such as 'days', not 'hello'"),
    "an exported plan": (plan_json(plan_of(), WORLD), "1:1: this is a plan exported as JSON, not an itinerary file"),
    "other JSON": ('{"a": [1, 2]}', "1:1: this is no itinerary file: one has `itinerary: 1`, a 'catalogue', a 'request' and 'days'"),
    "a catalogue": (
        "catalogue: {id: x}\nlocations: []\n",
        "1:1: this is no itinerary file: one has `itinerary: 1`, a 'catalogue', a 'request' and 'days'",
    ),
    "bytes": (b"itinerary: 1\ntitle: \xff\n".decode("utf-8", "surrogateescape"), "2:8: is not UTF-8 from here on: save the file as UTF-8"),
    "a lone surrogate": ("itinerary: 1\ntitle: \ud812\n", "2:8: is not UTF-8 from here on: save the file as UTF-8"),
    "NUL": ("itinerary: 1\0", "1:13: contains the control character U+0000: remove it"),
    "ten megabytes": ("# x\n" * 2_500_000, "1:1: 10,000,000 characters: an itinerary has at most 1,000,000"),
    "a bomb": ("a: &a [x, x]\nb: &b [*a, *a]\n", "1:4: anchors are not read: remove &a"),
    "a pit": ("days: " + "[" * 500, "1:36: nested more than 30 deep"),
    "a flood": ("days: [" + "a," * 270_000 + "]", "1:500002: more than 250,000 values in one file: split it"),
    "two documents": (TRIP + "---\n" + TRIP, "20:1: a second document begins: one file holds one"),
}  # fmt: skip


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_no_itinerary_is_refused(name: str) -> None:
    text, mistake = STRANGE[name]

    assert told(text) == [mistake]


@pytest.mark.parametrize("text", [TRIP, SAVED], ids=["by hand", "saved"])
def test_a_file_that_was_cut_off_is_a_trip_or_a_clear_mistake(text: str) -> None:
    for end in range(0, len(text), 50):
        assert answer(text[:end])


@pytest.mark.parametrize("junk", ["\x00", "]", "- ", ": ", "#", '"', "|\n", "\t", "&x ", "12", "~", "{", "é"])
def test_a_file_that_was_damaged_is_a_trip_or_a_clear_mistake(junk: str) -> None:
    for at in range(0, len(TRIP), 3):
        for damaged in (TRIP[:at] + junk + TRIP[at:], TRIP[:at] + junk + TRIP[at + len(junk) :]):
            assert answer(damaged)


@pytest.mark.parametrize("value", ["null", "~", "[]", "{}", "12", "1.5", "true", '""', "[[]]", "{a: {b: c}}", "9999999999999999999999"])
def test_whatever_stands_at_a_key_is_a_trip_or_a_clear_mistake(value: str) -> None:
    keys = "itinerary catalogue title travellers note request days quality car_at_end"
    inside = "date date_assumed from to arrive depart pace car adults children like must avoid nights max_difficulty budget"
    texts = [TRIP.replace("title: Over the pass", f"{key}: {value}") for key in keys.split()]
    texts += [
        f"itinerary: 1\ncatalogue: fjord\ndays: [{{}}]\nrequest: {value}\n",
        f"itinerary: 1\ncatalogue: fjord\nrequest: {{date: 2027-06-15}}\ndays: {value}\n",
    ]
    texts += [TRIP.replace("  from: vik", f"  {key}: {value}") for key in inside.split()]
    for key in ("do", "night", "note"):
        texts += [TRIP.replace("do: [hike, {ride: round}]", f"{key}: {entry}") for entry in (value, f"[{value}]")]
    for key in ("activity", "ride", "from", "car", "pinned", "booked", "note"):
        texts += [
            TRIP.replace("{ride: round}", f"{{activity: hike, {key}: {value}}}"),
            TRIP.replace("{ride: round}", f"{{{key}: {value}}}"),
        ]
    texts += [TRIP.replace("      pinned: yes", f"      {key}: {value}") for key in ("at", "car", "pinned", "booked", "note")]
    for text in texts:
        assert answer(text)


# -- the schema that editors use ---------------------------------------------------------------------------------------------------------


def plain(text: str) -> object:
    root, _ = read_yaml(text.encode(), "trip.yaml")
    assert root
    return root.plain


def test_the_schema_is_one_that_editors_understand() -> None:
    made = itinerary_schema()

    jsonschema.Draft202012Validator.check_schema(made)
    assert made["title"] == "An itinerary of mi-trip"
    assert json.loads(json.dumps(made)) == made
    undescribed = [
        key for part in (made, *made["$defs"].values()) for key, about in part.get("properties", {}).items() if "description" not in about
    ]
    assert undescribed == []


def test_the_schema_accepts_what_is_read() -> None:
    validator = jsonschema.Draft202012Validator(itinerary_schema())

    assert [error.message for error in validator.iter_errors(plain(TRIP))] == []
    assert [error.message for error in validator.iter_errors(plain(SAVED))] == []


@pytest.mark.parametrize(
    "name",
    ["no version", "another version", "unknown key", "no date", "date in words", "weight", "pace", "nobody", "arrival at 25:00", "no days",
             "a list of no days", "a day that is none", "a number to do", "unknown key of a choice", "booked yes", "pinned perhaps"]
)  # fmt: skip
def test_the_schema_refuses_what_no_catalogue_is_needed_for(name: str) -> None:
    before, after, _ = EDITS[name]

    assert not jsonschema.Draft202012Validator(itinerary_schema()).is_valid(plain(TRIP.replace(before, after)))
