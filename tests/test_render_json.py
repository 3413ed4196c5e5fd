"""The exported plan: its schema, its reading back, and what is not a plan."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from importlib.resources import files
from itertools import cycle
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mi_trip.errors import FileError, UsageError
from mi_trip.model.activity import Difficulty
from mi_trip.model.money import Party
from mi_trip.model.plan import Hold, Meal, Night, Notice, PlannedDay, ScoreLine, Travel, Visit
from mi_trip.model.request import CarChoice, FixedNight, PaceName, Pin, PinnedNight, Wish
from mi_trip.model.solution import RIDE, Quality
from mi_trip.render import TEXTS, plan_file, render
from mi_trip.render.json_plan import plan_json
from mi_trip.render.read_plan import read_plan
from mi_trip.render.units import unseen
from worlds import FIRST_DAY, fjord, fjord_request, flight_plan, foot_plan, plan_of

WORLD = fjord()
SECOND_DAY = FIRST_DAY + timedelta(days=1)
SCHEMA = json.loads((files("mi_trip") / "render" / "plan.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
AGAIN = "export the plan again with `mi-trip plan -o`"


def full_plan():
    """Build a plan in which nothing is left out."""
    request = fjord_request(
        pace=PaceName.PACKED,
        car=CarChoice.OWN,
        party=Party(2, (7, 12)),
        arrive=time(9, 30),
        depart=time(20, 0),
        likes=(("hiking", 2.5), ("film", 0.1)),
        must=(Wish("Lien | [x]", areas=("fjord_area",), locations=("lien",), activities=("kayak",), routes=("crossing",)),),
        avoid=(Wish("Byen", locations=("byen",)),),
        nights=(FixedNight("Lien", 1, ("lien",)),),
        pins=(Pin("kayak", FIRST_DAY, "lien", time(14)), Pin(f"{RIDE}pass", FIRST_DAY), Pin("museum", date(2027, 7, 1))),
        pinned_nights=(PinnedNight("lien", FIRST_DAY, booked=True), PinnedNight("vik", FIRST_DAY)),
        max_difficulty=Difficulty.MEDIUM,
        budget=20000,
        assumed_date=True,
    )
    return replace(
        plan_of(WORLD),
        request=request,
        score=(ScoreLine("activity", "kayak", 1, 8.25), ScoreLine("way", "", 0, -3.1)),
        quality=Quality(101.2, 115.4, proved=False),
        notices=(Notice("shut", 2, "pass", (("opens", "2027-06-01"), ("name", "Skaret"))), Notice("free-day", 0, "")),
        title="Six days with Hunt",
        travellers=("Anna", "Bo <b>"),
        note="Two lines,\nboth kept",
    )


def annotated(plan, notes, holds):
    """Give every choice of the plan a note and a hold, and every day a note, in turn."""
    words, kinds = cycle(notes), cycle(holds)

    def with_words(event):
        if isinstance(event, Travel):
            return replace(event, demanded=True, hold=next(kinds), note=next(words))
        return replace(event, hold=next(kinds), note=next(words)) if isinstance(event, Visit | Night) else event

    days = tuple(replace(day, note=next(words), events=tuple(map(with_words, day.events))) for day in plan.days)
    return replace(plan, title=next(words), travellers=(next(words), next(words)), note=next(words), days=days)


HOSTILE = [
    *("<script>alert(1)</script>", "a | b", "one\ntwo\r\n\ttwo", "[/red]", "\u202etxet", "x" * 300, "=cmd()", "\x1b[31mred", "\x9b31m"),
    *(" ", "\u2028", "\x00\x7f", "\U000f0000", '"quoted" \\ ', "🏔 ﷽", "# head", "yes", ""),
]


PLANS = {
    "with a car": plan_of(WORLD),
    "with flights": flight_plan(WORLD),
    "on foot": foot_plan(WORLD),
    "in full": full_plan(),
    "with the traveller's words": annotated(plan_of(WORLD), ("windows seat", "", "ask for Kari"), (Hold.BOOKED, Hold.FREE, Hold.PINNED)),
    "with hostile words": annotated(foot_plan(WORLD), HOSTILE, tuple(Hold)),
    "without a bound": replace(plan_of(WORLD), quality=Quality(3.0, math.inf, proved=False)),
}


def read(text):
    return read_plan(text, "trip.json", lambda _: WORLD)


def complaint(text):
    with pytest.raises(FileError) as caught:
        read(text)
    return str(caught.value)


def changed(**parts):
    return json.dumps({**json.loads(plan_json(full_plan(), WORLD)), **parts})


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_what_is_written_is_read_as_the_same_plan(plan):
    assert read(plan_json(plan, WORLD)) == (plan, WORLD)


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_what_is_written_fits_the_published_schema(plan):
    Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(json.loads(plan_json(plan, WORLD)))


def objects(value, path=()):
    """Every object in a piece of JSON with the way to it; maps by id or fact hold free keys and are left out."""
    if isinstance(value, dict):
        if path[-1:] not in (("facts",), ("locations",)):
            yield path
        for key, part in value.items():
            yield from objects(part, (*path, key))
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from objects(part, (*path, at))


def at(value, path):
    for part in path:
        value = value[part]
    return value


def test_schema_and_reader_refuse_an_unknown_and_a_missing_key_in_every_object():
    kinds = {tuple(part for part in path if isinstance(part, str)): path for path in objects(json.loads(plan_json(full_plan(), WORLD)))}
    assert len(kinds) > 15
    for path in kinds.values():
        for break_it in (lambda found: found.update(surprise=1), lambda found: found.popitem()):
            broken = json.loads(plan_json(full_plan(), WORLD))
            break_it(at(broken, path))
            assert not VALIDATOR.is_valid(broken), path
            assert complaint(json.dumps(broken)).startswith("trip.json: "), path


def test_the_published_schema_and_the_types_that_read_have_the_same_keys():
    types = {name: kind for name, kind in vars(plan_file).items() if isinstance(kind, type) and issubclass(kind, plan_file.Part)}
    published = {"PlanFile": SCHEMA, **SCHEMA["$defs"]}
    assert set(types) - {"Part", "Timed"} == set(published)
    for name, schema in published.items():
        fields = types[name].model_fields
        assert set(schema["properties"]) == set(fields), name
        assert set(schema["required"]) == {key for key, field in fields.items() if field.is_required()}, name
        assert schema["additionalProperties"] is False, name


def test_times_carry_the_offset_of_their_date():
    summer = json.loads(plan_json(plan_of(WORLD), WORLD))
    assert summer["days"][0]["events"][0]["start"] == "2027-06-15T10:00:00+02:00"
    winter = replace(plan_of(WORLD), days=(lunch_at(datetime(2027, 1, 20, 12)),))
    assert json.loads(plan_json(winter, WORLD))["days"][0]["events"][0]["start"] == "2027-01-20T12:00:00+01:00"


def lunch_at(start):
    return PlannedDay(1, start.date(), (Meal("vik", start, start + timedelta(minutes=45)),))


def test_minutes_are_those_between_the_times_also_when_the_clocks_change():
    night = Night("vik", datetime(2027, 10, 30, 20), datetime(2027, 10, 31, 8), with_car=True)
    plan = replace(plan_of(WORLD), days=(PlannedDay(1, night.start.date(), (night,)),))
    assert json.loads(plan_json(plan, WORLD))["days"][0]["events"][0]["duration_minutes"] == 13 * 60


@settings(max_examples=200, deadline=None)
@given(st.datetimes(datetime(2027, 3, 27), datetime(2027, 3, 29)) | st.datetimes(datetime(2027, 10, 30), datetime(2027, 11, 1)))
def test_hours_that_the_clock_skips_or_repeats_are_read_as_written(moment):
    plan = replace(plan_of(WORLD), days=(lunch_at(moment.replace(second=0, microsecond=0, fold=0)),))
    assert read(plan_json(plan, WORLD))[0] == plan


def test_times_in_another_offset_are_the_same_moments():
    text = plan_json(plan_of(WORLD), WORLD)
    assert read(text.replace("T10:00:00+02:00", "T08:00:00Z"))[0] == plan_of(WORLD)
    there = datetime(2027, 6, 15, 10, tzinfo=ZoneInfo("Europe/Oslo")).astimezone(timezone(timedelta(hours=5, minutes=45)))
    assert read(text.replace("2027-06-15T10:00:00+02:00", there.isoformat()))[0] == plan_of(WORLD)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=("C", "Z")), max_size=300), st.floats(-1e9, 1e9), st.integers(0, 10**9))
def test_any_name_and_number_survives(name, number, budget):
    wish = Wish(name, locations=("lien",))
    request = fjord_request(must=(wish,), likes=((name, number),), budget=budget)
    plan = replace(
        plan_of(WORLD), request=request, notices=(Notice(name, 0, name, ((name, name),)),), quality=Quality(number, number, proved=True)
    )
    text = plan_json(plan, WORLD)
    VALIDATOR.validate(json.loads(text))
    assert read(text)[0] == plan


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=50), min_size=1, max_size=8),
    st.lists(st.sampled_from(Hold), min_size=1, max_size=5),
    st.sampled_from([plan_of, flight_plan, foot_plan]),
)
def test_any_words_and_holds_of_the_traveller_survive(notes, holds, make):
    plan = annotated(make(WORLD), notes, holds)
    text = plan_json(plan, WORLD)
    VALIDATOR.validate(json.loads(text))
    assert not any(map(unseen, text.replace("\n", "")))
    assert read(text)[0] == plan


def test_what_is_not_to_be_seen_is_written_as_an_escape():
    text = plan_json(replace(plan_of(WORLD), title="a\u202eb\x9b\x1bc Ålesund"), WORLD)
    assert '\n  "title": "a\\u202eb\\u009b\\u001bc Ålesund",\n' in text


def test_the_words_and_holds_stand_beside_what_they_are_about():
    plan = PLANS["with the traveller's words"]
    written = json.loads(plan_json(plan, WORLD))
    assert (written["title"], written["travellers"], written["note"]) == ("", ["ask for Kari", "windows seat"], "")
    assert [day["note"] for day in written["days"]] == ["windows seat", ""]
    told = [(e["type"], e["hold"], e["note"], e.get("demanded")) for e in written["days"][0]["events"] if "hold" in e]
    assert told == [
        ("visit", "booked", "", None),
        ("travel", "free", "ask for Kari", True),
        ("visit", "pinned", "windows seat", None),
        ("travel", "booked", "", True),
        ("visit", "free", "ask for Kari", None),
        ("night", "pinned", "windows seat", None),
    ]
    assert [(row["name"], row["booked"]) for row in written["bookings"]] == [
        ("Hired car from Vik", False),
        ("Lien Hotel, 1 night, 1 double room", False),
        ("Vik museum, 10:00", True),
        ("Road Austkai → Lien, 13:30", True),
        ("Skaret ridge, 10:15", True),
        ("Road Lien → Utsikten, 09:00", True),
    ]


def older(text, *, with_holds):
    """Give a plan without the keys that came later, as it was written before them."""
    late = {"title", "travellers", "note", "pins", "pinned_nights", "demanded", "booked"} | ({"hold"} if not with_holds else set())

    def without(value, *, top=False):
        if isinstance(value, dict):
            return {key: without(part) for key, part in value.items() if key not in late or (key == "title" and not top)}
        return [without(part) for part in value] if isinstance(value, list) else value

    return without(json.loads(text), top=True)


def test_a_file_without_the_words_of_travellers_is_still_read():
    old = older(plan_json(plan_of(WORLD), WORLD), with_holds=False)
    assert "hold" not in json.dumps(old)
    VALIDATOR.validate(old)
    assert read(json.dumps(old))[0] == plan_of(WORLD)


def test_what_the_choices_hold_is_demanded_where_the_request_does_not_say():
    plan = annotated(plan_of(WORLD), ("",), (Hold.PINNED, Hold.FREE, Hold.BOOKED))
    held = older(plan_json(plan, WORLD), with_holds=True)
    request = read(json.dumps(held))[0].request
    assert request.pins == (
        Pin("museum", FIRST_DAY, "vik"),
        Pin("cruise", FIRST_DAY, "vestkai", time(13)),
        Pin("pass_drive", SECOND_DAY, "utsikten", time(9, 40)),
        Pin("hike", SECOND_DAY, "skaret"),
    )
    assert request.pinned_nights == (PinnedNight("lien", FIRST_DAY, booked=True),)


def test_a_pin_is_of_an_activity_or_of_a_route():
    broken = json.loads(plan_json(full_plan(), WORLD))
    broken["request"]["pins"][0]["route"] = "pass"
    assert complaint(json.dumps(broken)).startswith("trip.json: 'request.pins[0]': expected either an activity or a route, not ")
    broken["request"]["pins"][0] = {"date": "2027-06-15", "at": None, "activity": None, "route": "atlantis", "origin": None}
    assert complaint(json.dumps(broken)) == (
        "trip.json: names the route 'atlantis', which the catalogue 'fjord' does not know: make the plan again"
    )


def test_the_catalogue_that_is_named_is_loaded():
    asked = []
    read_plan(plan_json(plan_of(WORLD), WORLD), "trip.json", lambda name: asked.append(name) or WORLD)
    assert asked == ["fjord"]


def test_a_byte_order_mark_does_no_harm():
    assert read("\ufeff" + plan_json(plan_of(WORLD), WORLD))[0] == plan_of(WORLD)


def test_another_version_is_named():
    assert complaint(changed(schema_version=2)) == f"trip.json: has schema_version 2, and this mi-trip reads 1: {AGAIN} of this version"


@pytest.mark.parametrize("text", ["{}", "[]", "null", "3", '"plan"', '{"type": "FeatureCollection"}'])
def test_other_json_is_not_a_plan(text):
    assert complaint(text) == f"trip.json: is not an exported plan: give a file that `mi-trip plan -o FILE.json` wrote, or {AGAIN}"


@pytest.mark.parametrize("share", [0, 0.001, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_told(share):
    text = plan_json(full_plan(), WORLD)
    told = complaint(text[: int(len(text) * share)])
    assert told.startswith("trip.json: is not whole JSON (")
    assert told.endswith(f"): it is damaged or was cut off; {AGAIN}")


@pytest.mark.parametrize("text", ["[" * 1_000_000, '{"a":' * 100_000, "1" * 100_000, "\x00", "\ud800", '{"schema_version": 1e999}', "NaN"])
def test_hostile_text_is_refused(text):
    assert complaint(text).endswith(AGAIN) or "schema_version" in complaint(text)


def test_a_file_of_many_megabytes_is_not_read():
    assert complaint(" " * 16_000_001) == f"trip.json: is too long for a plan (16,000,001 characters): {AGAIN}"


@pytest.mark.parametrize(
    ("old", "kind"),
    [
        ('"start": "vik"', "location"),
        ('"location": "lien"', "location"),
        ('"route": "crossing"', "route"),
        ('"activity": "kayak",\n          "name"', "activity"),
    ],
)
def test_an_id_that_the_catalogue_does_not_know_is_named(old, kind):
    text = plan_json(full_plan(), WORLD)
    assert old in text
    value = old.split('"')[3]
    told = complaint(text.replace(old, old.replace(value, "atlantis")))
    assert told == f"trip.json: names the {kind} 'atlantis', which the catalogue 'fjord' does not know: make the plan again"


@pytest.mark.parametrize("kind", ["areas", "locations", "activities", "routes"])
def test_an_unknown_wish_is_named(kind):
    broken = json.loads(plan_json(full_plan(), WORLD))
    broken["request"]["must"][0][kind] = ["atlantis"]
    assert "'atlantis', which the catalogue 'fjord' does not know" in complaint(json.dumps(broken))


def test_a_wrong_value_is_named_with_its_place():
    broken = json.loads(plan_json(full_plan(), WORLD))
    broken["days"][0]["events"][1]["rides"][0]["departs"] = 7
    broken["request"]["surprise"] = 1
    del broken["quality"]["proved"]
    assert complaint(json.dumps(broken)).startswith("trip.json: 'request.surprise': is an unknown key (and 2 more); ")
    del broken["request"]["surprise"]
    assert complaint(json.dumps(broken)).startswith("trip.json: 'days[0].events[1].rides[0].departs': input should be a valid datetime")


@pytest.mark.parametrize(
    "change",
    [
        {"days": []},
        {"days": [{"number": 1, "date": "2027-06-15", "events": []}]},
        {"days": [{"number": 1, "date": "9999-12-31", "events": [{"type": "tour"}]}]},
        {"notices": [{"code": "shut\u001b[31m", "day": 1, "subject": "", "facts": {}}]},
        {"notices": [{"code": "shut", "day": 61, "subject": "", "facts": {}}]},
        {"quality": {"score": 1e300, "bound": None, "proved": True, "gap": None}},
    ],
)
def test_values_that_no_plan_has_are_refused(change):
    assert complaint(changed(**change)).startswith(f"trip.json: '{next(iter(change))}")


def test_every_suffix_has_its_format():
    assert set(TEXTS) == {".json", ".md", ".yaml", ".yml"}
    assert json.loads(render(plan_of(WORLD), WORLD, ".json"))["schema_version"] == 1


@pytest.mark.parametrize(("suffix", "given"), [(".pdf", "'.pdf'"), ("", "a name without a suffix")])
def test_an_unknown_suffix_is_refused_with_the_known(suffix, given):
    with pytest.raises(UsageError) as caught:
        render(plan_of(WORLD), WORLD, suffix)
    assert str(caught.value).startswith(f"no format belongs to {given}: the known suffixes are .json")
    assert all(suffix in str(caught.value) for suffix in TEXTS)
