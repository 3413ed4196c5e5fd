"""What is saved loads equal: a plan written as an itinerary file and read back is the same trip."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import time
from functools import partial
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from mi_trip.catalogue import load_catalogue
from mi_trip.catalogue.reading import read_yaml
from mi_trip.catalogue.text import forbidden
from mi_trip.itinerary import itinerary_schema, read_itinerary
from mi_trip.model.activity import Difficulty
from mi_trip.model.money import Party
from mi_trip.model.plan import Hold, Night, PlannedDay, Travel, Visit
from mi_trip.model.request import CarChoice, FixedNight, PaceName, Pin, PinnedNight, Request, Wish
from mi_trip.model.saved import KnownBound, Mark, bound_digest, saved_of, tidy
from mi_trip.model.solution import Bed, Choice, Itinerary, Quality
from mi_trip.render import render
from mi_trip.render.itinerary import plan_yaml
from mi_trip.schedule import UnschedulableError, schedule
from mi_trip.worked import work_out
from mi_trip.world import TripWorld
from worlds import FIRST_DAY, fjord, fjord_request, flight_plan, foot_plan, plan_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Event, Plan
    from mi_trip.model.saved import SavedDay, SavedTrip

WORLD = fjord()


def read(text: str, world: Catalogue = WORLD) -> SavedTrip:
    def load(name: str) -> Catalogue:
        assert name == world.id
        return world

    return read_itinerary(text, "trip.yaml", load)[0]


def filled(saved: SavedTrip) -> SavedTrip:
    """The trip with the car where it is not said, as it is worked out where nothing else is possible."""
    car = saved.request.car is not CarChoice.NONE

    def with_car(said: bool | None) -> bool:
        return car if said is None else said

    def day(kept: SavedDay) -> SavedDay:
        choices = tuple(replace(choice, with_car=with_car(choice.with_car)) for choice in kept.choices)
        night = replace(kept.night, with_car=with_car(kept.night.with_car)) if kept.night else None
        return replace(kept, choices=choices, night=night)

    return replace(saved, days=tuple(map(day, saved.days)), ends_with_car=with_car(saved.ends_with_car))


def same(plan: Plan, world: Catalogue = WORLD) -> None:
    """Save, load: the same trip; its bound holds for the request that is read."""
    found = filled(read(plan_yaml(plan, world), world))

    kept = saved_of(plan, "trip.yaml")
    digest = bound_digest(kept.request, world.digest)
    assert found == replace(kept, bound=KnownBound(plan.quality.bound, plan.quality.proved, digest))


def with_days(plan: Plan, days: Iterable[PlannedDay], **more: Any) -> Plan:
    return replace(plan, days=tuple(days), **more)


# -- one plan, in full ---------------------------------------------------------------------------------------------------------------

TWO_DAYS = """\
#| A trip kept by mi-trip. Change what you like, then ask: mi-trip check FILE
#| Comments with #| are mi-trip's own and are written anew; all others are yours and stay.
#|
#| When: Tue 15 – Wed 16 June 2027
#| Who: 2 adults, balanced pace, with a hired car
#| Route: Fjord → Pass → Fjord
#| Nights: Lien
#| Driving: 2 h 15, 116 km
#| Rides: 1 ferry
#| Cost: ≈ NOK 5,288 for 2 adults, ≈ NOK 2,644 each
itinerary: 1
catalogue: fjord
title: Over the pass
travellers: [Anna, "Bo, the younger"]

request:
  date: 2027-06-15                            #| Tue 15 June 2027, the first day
  from: vik                                   #| Vik
  to: vik                                     #| Vik
  pace: balanced
  car: hire
  adults: 2

quality: {bound: 393.63, proved: no, of: DIGEST}  #| at most 10.0 % below the best possible (score 354.3, bound 393.6)

days:
  #| Day 1, Tue 15 June 2027: Vik → Lien
  #| driving 50 min, 43 km · on the way 1 h 45 · 3 activities
  - do:
      - museum                                #| 10:00–11:00 Vik museum (NOK 240)
      #| 11:00–11:40 Drive Vik → Vestkai (40 min, 35 km)
      #| 11:40–12:25 Lunch at Vestkai
      - activity: cruise                      #| 13:00–13:30 Fjord crossing: Vestkai → Austkai (12 km, NOK 250; be there 15 min early: check-in; wait 20 min)
        from: vestkai
      #| 13:30–13:40 Drive Austkai → Lien (10 min, 8 km)
      - activity: kayak                       #| 14:00–15:30 Kayak tour, Lien (≈ NOK 1,200; booked for 14:00; be there 15 min early: dress; wait 5 min)
        booked: 2027-06-15 14:00
        note: |-
          dry suits
            in three sizes
    night: lien                               #| from 15:30 Night at Lien Hotel (NOK 1,400)

  #| Day 2, Wed 16 June 2027: Lien → Vik
  #| driving 1 h 25, 73 km · on the way 50 min · 3 activities
  - do:
      #| 09:00–09:20 Drive Lien → Utsikten (20 min, 15 km)
      - view                                  #| 09:20–09:40 Utsikten viewpoint
      - activity: pass_drive                  #| 09:40–10:15 Over Skaret: Utsikten → Skaret (28 km)
        from: utsikten
      - hike                                  #| 10:15–13:15 Skaret ridge (strenuous)
      #| 13:15–14:00 Lunch at Skaret
      #| 14:00–14:30 Drive Skaret → Vik (30 min, 30 km, NOK 40)
    note: "rain: museum instead"
"""  # noqa: E501


def held(event: Event) -> Event:
    if isinstance(event, Visit) and event.activity.id == "kayak":
        return replace(event, hold=Hold.BOOKED, note="dry suits\n  in three sizes")
    return event


def told_plan() -> Plan:
    plan = plan_of()
    first, second = plan.days
    days = (replace(first, events=tuple(map(held, first.events))), replace(second, note="rain: museum instead"))
    return with_days(
        plan, days, title="Over the pass", travellers=("Anna", "Bo, the younger"), quality=Quality(354.3, 393.63, proved=False)
    )


def test_a_saved_plan_reads_well() -> None:
    plan = told_plan()

    digest = bound_digest(saved_of(plan).request, "")
    assert plan_yaml(plan, WORLD) == TWO_DAYS.replace("DIGEST", digest)


def test_a_saved_plan_is_read_with_the_lines_of_everything() -> None:
    saved = read(plan_yaml(told_plan(), WORLD))

    assert [[choice.mark for choice in day.choices] for day in saved.days] == [
        [Mark(30, 9), Mark(33, 9), Mark(36, 9)],
        [Mark(47, 9), Mark(48, 9), Mark(50, 9)],
    ]
    assert [day.mark for day in saved.days] == [Mark(29, 5), Mark(45, 5)]
    assert [day.night.mark for day in saved.days if day.night] == [Mark(41, 12)]
    assert saved.marks["date"] == Mark(17, 9)
    assert saved.marks["request"] == Mark(16, 1)
    assert saved.marks["title"] == Mark(13, 8)


@pytest.mark.parametrize("plan", [plan_of(), flight_plan(), foot_plan(), told_plan()], ids=["drive", "flight", "foot", "told"])
def test_what_is_saved_loads_equal(plan: Plan) -> None:
    same(plan)


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".YAML"])
def test_the_suffix_chooses_the_format(suffix: str) -> None:
    assert render(plan_of(), WORLD, suffix) == plan_yaml(plan_of(), WORLD)


def test_a_bound_that_nobody_knows_is_left_out() -> None:
    plan = replace(plan_of(), quality=Quality(20.0, float("inf"), proved=False))

    assert "quality" not in plan_yaml(plan, WORLD)
    assert read(plan_yaml(plan, WORLD)).bound is None


# -- whatever people write -------------------------------------------------------------------------------------------------------------

NASTY = [
    "# not a comment", "a # b", "a: b", "- a", "yes", "No", "12:00", "2027-06-22", "null", "~", "&anchor", "*alias", "!tag", "{a: b}",
    "[a]", "'quoted'", '"double"', "back\\slash", "ends with:", "%directive", "@at", "`tick`", "| pipe", "> more", "#| ours", "--- ", "...",
    "1e5",
    "0x1F", "\U0001f3d4 fjell \U0001f468\u200d\U0001f469\u200d\U0001f467", "\ufeffmark",
    "n\u00a0b", "x" * 300, "many words " * 30, "two  spaces " * 20, " leads " + "and goes on " * 20, "# " + "looks like a comment " * 10,
    "Ålesund–Åndalsnes (E136)", "=cmd()", "<b>",
]  # fmt: skip
texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=40)).map(
    lambda text: "".join(char for char in text if char == "\n" or not forbidden(char))
)
lines = texts.map(lambda text: " ".join(text.split())).map(partial(unicodedata.normalize, "NFC"))
notes = st.lists(texts, min_size=1, max_size=3).map("\n".join).map(tidy)
holds = st.sampled_from(Hold)


def decorated(draw: st.DrawFn, plan: Plan) -> Plan:
    def event(told: Event) -> Event:
        if isinstance(told, Visit | Night) or (isinstance(told, Travel) and told.demanded):
            return replace(told, hold=draw(holds), note=draw(notes))
        return told

    days = [replace(day, events=tuple(map(event, day.events)), note=draw(notes)) for day in plan.days]
    travellers = draw(st.lists(lines.filter(bool), max_size=3))
    plan = with_days(plan, days, title=draw(lines), travellers=tuple(travellers), note=draw(notes))
    kept = saved_of(plan).request
    return replace(plan, request=replace(kept, pins=kept.pins, pinned_nights=kept.pinned_nights))


@st.composite
def told_plans(draw: st.DrawFn) -> Plan:
    """A right plan with words and holds of a traveller's."""
    return decorated(draw, draw(st.sampled_from([plan_of(), flight_plan(), foot_plan()])))


@given(told_plans())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_what_people_write_survives(plan: Plan) -> None:
    same(plan)


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_each_nasty_text_survives_everywhere(text: str) -> None:
    first, second = plan_of().days
    visit = replace(first.events[0], note=text)  # type: ignore[arg-type]
    days = (replace(first, events=(visit, *first.events[1:]), note=text), second)
    saved = read(plan_yaml(with_days(plan_of(), days, title=text, travellers=(text,), note=text), WORLD))

    line, note = " ".join(text.split()), tidy(text)
    assert (saved.title, saved.travellers, saved.note, saved.days[0].note, saved.days[0].choices[0].note) == (
        line,
        (line,),
        note,
        note,
        note,
    )


def test_hints_at_the_reading_direction_are_dropped_from_names_and_notes() -> None:
    text = plan_yaml(replace(plan_of(), title="T", travellers=("U",), note="V"), WORLD)
    for mark in "\u200e\u200f\u061c":
        saved = read(text.replace("title: T", f"title: פונדק{mark}").replace("[U]", f"[שרה{mark}]").replace("note: V", f"note: כאן{mark}"))
        assert (saved.title, saved.travellers, saved.note) == ("פונדק", ("שרה",), "כאן")


def test_control_characters_are_spelt_out() -> None:
    plan = replace(plan_of(), title="a\x1b[31mb", note="one\x00two\u202e\nthree\x85four")

    saved = read(plan_yaml(plan, WORLD))
    assert saved.title == "a\\x1b[31mb"
    assert saved.note == "one\\x00two\\u202e\nthree\nfour"


def test_a_name_of_the_catalogue_opens_no_comment_within_ours() -> None:
    lien = replace(WORLD.locations["lien"], name="Lien # 1 #| x\ufeff")
    text = plan_yaml(plan_of(), replace(WORLD, locations={**WORLD.locations, "lien": lien}))

    assert "#| 13:30–13:40 Drive Austkai → Lien ＃ 1 #| x (10 min, 8 km)\n" in text
    assert read(text).days


# -- requests ------------------------------------------------------------------------------------------------------------------------

WISHES = (
    Wish("Lien", locations=("lien",)),
    Wish("Vik museum", activities=("museum",)),
    Wish("Vestkai-Austkai", routes=("crossing",)),
    Wish("Fjord", areas=("fjord_area",)),
)


@st.composite
def asked(draw: st.DrawFn) -> Request:
    """Any request that can be meant."""
    return fjord_request(
        pace=draw(st.sampled_from(PaceName)),
        car=draw(st.sampled_from(CarChoice)),
        party=Party(draw(st.integers(1, 50)), tuple(draw(st.lists(st.integers(0, 17), max_size=20)))),
        arrive=draw(st.sampled_from([None, time(9, 5), time(17, 0)])),
        depart=draw(st.sampled_from([None, time(10, 0)])),
        likes=tuple(draw(st.dictionaries(st.sampled_from(["boat", "film"]), st.sampled_from([0.0, 1.0, 2.5, 10.0, 0.0001]))).items()),
        must=tuple(draw(st.lists(st.sampled_from(WISHES), unique=True))),
        avoid=tuple(draw(st.lists(st.sampled_from(WISHES), unique=True))),
        nights=draw(st.sampled_from([(), (FixedNight("Lien", 1, ("lien",)),), (FixedNight("fjord", 1, ("vik", "lien")),)])),
        max_difficulty=draw(st.sampled_from(Difficulty)),
        budget=draw(st.none() | st.integers(0, 999_999_999)),
        assumed_date=draw(st.booleans()),
    )  # fmt: skip


@given(asked())
def test_every_request_survives(request: Request) -> None:
    plan = replace(plan_of(), request=request)

    assert read(plan_yaml(plan, WORLD)).request == request


def test_a_demand_whose_name_others_bear_is_written_by_its_id() -> None:
    museum = replace(WORLD.activities["museum"], name="Lien")
    world = replace(WORLD, activities={**WORLD.activities, "museum": museum})
    plan = replace(plan_of(world), request=fjord_request(must=(Wish("Lien", activities=("museum",)),)))

    assert "  must: [museum]\n" in plan_yaml(plan, world)
    assert read(plan_yaml(plan, world), world).request == plan.request


# -- trips of all kinds ----------------------------------------------------------------------------------------------------------------

STOPS = [
    *(Choice(id_, at, with_car=True) for id_, at in (("museum", "vik"), ("kayak", "lien"), ("view", "utsikten"), ("hike", "skaret"))),
    *(Choice("cruise", at, with_car=True) for at in ("vestkai", "austkai")),
    *(Choice("pass_drive", at, with_car=True) for at in ("utsikten", "skaret")),
    *(Choice("ride round", at, with_car=True) for at in ("lien", "vik")),
    *(Choice("cruise", at, with_car=False) for at in ("vestkai", "austkai")),
    Choice("museum", "vik", with_car=False),
    Choice("rib", "lien", with_car=False),
]


@st.composite
def any_plans(draw: st.DrawFn, *, once: bool = False) -> Plan:
    """The plan of choices at random, where they fit into their days; ``once``: nothing is done twice."""
    days = draw(st.integers(1, 3))
    request = fjord_request(days=days, car=draw(st.sampled_from([CarChoice.HIRE, CarChoice.OWN])), pace=PaceName.PACKED)
    world = TripWorld(WORLD, request, ["round"])
    ends = draw(st.sampled_from(world.ends()))
    beds = [Bed(place, car) for place in ("vik", "lien", "byen") for car in (True, False)]
    nights = tuple(draw(st.sampled_from(beds)) for _ in range(days - 1))
    chosen = tuple(tuple(draw(st.lists(st.sampled_from(STOPS), max_size=2))) for _ in range(days))
    done = [choice.activity for day in chosen for choice in day]
    if once and len(set(done)) < len(done):
        reject()
    for fewer in (chosen, tuple(day[:1] for day in chosen), tuple(() for _ in chosen)):
        try:
            return decorated(draw, schedule(Itinerary(fewer, nights, ends), world, Quality(12.25, 99.5, proved=False)))
        except UnschedulableError:
            continue
    return reject()


@given(any_plans())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_whatever_is_chosen_survives(plan: Plan) -> None:
    same(plan)


@given(any_plans())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_the_schema_for_editors_accepts_what_is_saved(plan: Plan) -> None:
    root, _ = read_yaml(plan_yaml(plan, WORLD).encode(), "trip.yaml")
    assert root is not None

    assert [error.message for error in jsonschema.Draft202012Validator(itinerary_schema()).iter_errors(root.plain)] == []


def test_a_ride_that_is_shown_with_the_road_before_it_is_a_choice_of_its_own() -> None:
    world = TripWorld(WORLD, fjord_request(days=1), ["round"])
    trip = Itinerary(((Choice("ride round", "vik", with_car=True), Choice("kayak", "lien", with_car=True)),), (), Bed("vik", with_car=True))
    plan = schedule(trip, world, Quality(0, 9, proved=False))

    assert "      - ride: round" in plan_yaml(plan, WORLD)
    same(plan)


def test_what_is_booked_stays_booked_for_when_it_was() -> None:
    request = fjord_request(
        pins=(Pin("kayak", FIRST_DAY, "lien", time(10, 0)),), pinned_nights=(PinnedNight("lien", FIRST_DAY.replace(day=20), booked=True),)
    )
    first, second = told_plan().days
    night = first.events[-1]
    assert isinstance(night, Night)
    first = replace(first, events=(*first.events[:-1], replace(night, hold=Hold.BOOKED)))

    saved = read(plan_yaml(with_days(plan_of(), (first, second), request=request), WORLD))

    assert saved.request.pins == request.pins
    assert saved.request.pinned_nights == request.pinned_nights


# -- bounds --------------------------------------------------------------------------------------------------------------------------


def test_a_bound_holds_for_what_was_asked_and_for_the_catalogue_as_it_was() -> None:
    request = fjord_request()
    known = bound_digest(request, "abc")

    assert bound_digest(replace(request, assumed_date=True), "abc") == known
    assert bound_digest(replace(request, budget=5000), "abc") != known
    assert bound_digest(replace(request, pins=(Pin("museum", FIRST_DAY),)), "abc") != known
    assert bound_digest(request, "abd") != known


def test_a_catalogue_has_the_same_digest_wherever_it_lies(tmp_path: Any, checkout: Any) -> None:
    (tmp_path / "copy").mkdir()
    for file in (checkout / "itineraries" / "example").iterdir():
        (tmp_path / "copy" / file.name).write_bytes(file.read_bytes())

    there, again = load_catalogue(str(checkout / "itineraries" / "example")), load_catalogue(str(tmp_path / "copy"))
    assert there.digest == again.digest == load_catalogue(str(tmp_path / "copy")).digest != ""

    (tmp_path / "copy" / "more.yaml").write_text("locations: []\n")
    assert load_catalogue(str(tmp_path / "copy")).digest != again.digest


# -- worked out again ------------------------------------------------------------------------------------------------------------------


@given(any_plans(once=True))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_a_saved_plan_that_is_worked_out_and_saved_again_is_the_same_file(plan: Plan) -> None:
    worked = work_out(read(plan_yaml(plan, WORLD)), WORLD)
    assert [day.events for day in worked.plan.days] == [day.events for day in plan.days]

    text = plan_yaml(worked.plan, WORLD)
    assert plan_yaml(work_out(read(text), WORLD).plan, WORLD) == text
