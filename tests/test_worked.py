"""Saved trips worked out: what is left open, what is kept, and what would let a day hold."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

import worlds
from mi_trip.model.activity import Difficulty
from mi_trip.model.money import Party
from mi_trip.model.place import Booking, Season, YearRecord
from mi_trip.model.plan import Hold, Night, Visit
from mi_trip.model.request import CarChoice, FixedNight, PaceName, Wish
from mi_trip.model.saved import KnownBound, Mark, SavedChoice, SavedDay, SavedNight, SavedTrip, bound_digest, saved_of
from mi_trip.model.violation import Severity
from mi_trip.planner import plan_trip
from mi_trip.worked import dress, work_out
from worlds import activity, catalogue, drive, ferry, fjord_request, location

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.request import Request
    from mi_trip.worked import Worked

FJORD = worlds.fjord()
PLAN = plan_trip(FJORD, fjord_request())
Day: TypeAlias = "tuple[Sequence[str | SavedChoice], str | SavedNight | None]"


def trip(request: Request, *days: Day, **more: Any) -> SavedTrip:
    """Build a saved trip; day n stands at line 10 n, its entries at the lines after it and its night at 10 n + 9."""
    pages = []
    for number, (told, bed) in enumerate(days, 1):
        entries = [entry if isinstance(entry, SavedChoice) else SavedChoice(entry) for entry in told]
        choices = tuple(replace(entry, mark=Mark(10 * number + at, 7)) for at, entry in enumerate(entries, 1))
        night = bed if isinstance(bed, SavedNight) or bed is None else SavedNight(bed)
        pages.append(SavedDay(choices, night and replace(night, mark=Mark(10 * number + 9, 5)), mark=Mark(10 * number, 3)))
    saved = SavedTrip("trip", "small", replace(request, days=len(days)), tuple(pages), marks={"request": Mark(1, 1)}, **more)
    return saved.with_request(saved.request)


def said(worked: Worked, *severities: Severity) -> list[str]:
    """What is said, with the line."""
    told = [one for one in worked.findings if not severities or one.severity in severities]
    return [f"{one.mark.line}: {one.code}: {one.sentence}" for one in told]


# -- what is left open -----------------------------------------------------------------------------------------------------------------


def test_from_which_end_and_with_which_car_is_worked_out() -> None:
    open_ = trip(fjord_request(), (["museum", "cruise", "kayak"], "lien"), (["view", "pass_drive", "hike"], None))
    worked = work_out(open_, FJORD)
    assert worked.findings == ()
    by_hand = worlds.plan_of(FJORD)
    done = [[(visit.activity.id, visit.origin, visit.with_car) for visit in plan.events(Visit)] for plan in (worked.plan, by_hand)]
    assert done[0] == done[1]
    assert worked.plan.cost == by_hand.cost


def test_a_journey_is_taken_from_the_end_that_lets_the_day_end_earliest() -> None:
    back = trip(fjord_request(start="lien", end="vik"), (["cruise"], None))
    assert [visit.origin for visit in work_out(back, FJORD).plan.events(Visit)] == ["austkai"]


def test_a_hired_car_is_given_up_where_nothing_else_will_do() -> None:
    plan = work_out(trip(fjord_request(end="byen"), (["museum"], "byen"), (["cathedral"], None)), FJORD).plan
    assert [night.with_car for night in plan.events(Night)] == [True]
    cathedral = SavedChoice("cathedral", with_car=False)
    without = trip(fjord_request(end="byen"), (["museum"], SavedNight("byen", with_car=False)), ([cathedral], None), ends_with_car=False)
    assert [visit.with_car for visit in work_out(without, FJORD).plan.events(Visit)] == [True, False]


def test_without_a_night_the_nearest_open_bed_is_taken_for_the_time_being() -> None:
    worked = work_out(trip(fjord_request(), (["museum"], None), ([], "lien"), ([], None)), FJORD)
    assert [night.location for night in worked.plan.events(Night)] == ["vik", "lien"]
    assert said(worked, Severity.ERROR) == [
        "10: no-night: day 1 has no night: write one, such as `night: vik`, which is the nearest open bed"
    ]


def test_without_a_night_no_bed_is_named_that_is_not_to_be_had() -> None:
    def errors(**changes: Any) -> list[str]:
        return said(work_out(trip(fjord_request(**changes), ([], None), ([], None)), FJORD), Severity.ERROR)

    no_bed = "10: no-night: day 1 has no night, and no bed{} that is open and may be had is reached from Vik: end the day elsewhere"
    assert errors(avoid=(Wish("all", locations=tuple(FJORD.locations)),))[0] == no_bed.format("")
    assert errors(nights=(FixedNight("Vestkai", 1, ("vestkai",)),))[0] == no_bed.format(" at Vestkai")
    assert errors(nights=(FixedNight("Lien", 1, ("lien",)),)) == [
        "10: no-night: day 1 has no night: write one, such as `night: lien`, for it must be at Lien"
    ]
    assert errors(avoid=(Wish("Vik", locations=("vik",)),)) == [
        "10: no-night: day 1 has no night: write one, such as `night: lien`, which is the nearest open bed"
    ]


# -- what is kept ----------------------------------------------------------------------------------------------------------------------


def test_words_and_holds_are_put_onto_the_plan() -> None:
    booked = SavedChoice("museum", hold=Hold.BOOKED, booked=datetime(2027, 6, 15, 11, 0), note="tickets in the bag")
    days = (
        ([booked, SavedChoice("kayak", hold=Hold.PINNED)], SavedNight("lien", hold=Hold.PINNED, note="late arrival")),
        (["view"], None),
    )
    saved = trip(fjord_request(), *days, title="By the fjord", travellers=("Anna", "Bo"), note="bring boots")
    saved = replace(saved, days=(replace(saved.days[0], note="a long day"), saved.days[1]))
    plan = work_out(saved, FJORD).plan
    assert (plan.title, plan.travellers, plan.note, [day.note for day in plan.days]) == (
        "By the fjord", ("Anna", "Bo"), "bring boots", ["a long day", ""],
    )  # fmt: skip
    done = [(visit.activity.id, f"{visit.start:%H:%M}", visit.hold, visit.note) for visit in plan.events(Visit)]
    assert done[0] == ("museum", "11:00", Hold.BOOKED, "tickets in the bag")
    assert done[1] == ("kayak", "14:00", Hold.PINNED, "")
    assert [(night.hold, night.note) for night in plan.events(Night)] == [(Hold.PINNED, "late arrival")]
    again = saved_of(plan)
    assert (again.request.pins[0].at, again.days[0].choices[0].note, again.days[0].night) == (
        saved.request.pins[0].at, "tickets in the bag", replace(saved.days[0].night or SavedNight(""), with_car=True),
    )  # fmt: skip


def test_notes_follow_their_activity_and_their_bed_to_another_day() -> None:
    saved = trip(fjord_request(), ([SavedChoice("view", note="coffee here")], SavedNight("lien", note="key at the bar")), ([], None))
    other = work_out(trip(fjord_request(), ([], "vik"), (["view"], "lien"), ([], None)), FJORD).plan
    dressed = dress(other, saved)
    assert [visit.note for visit in dressed.events(Visit)] == ["coffee here"]
    assert [night.note for night in dressed.events(Night)] == ["", "key at the bar"]


def notes_on(plan: Plan, saved: SavedTrip) -> list[list[str]]:
    """The notes of the visits and of the nights of a plan that is dressed in the words of another trip."""
    dressed = dress(plan, saved)
    return [[visit.note for visit in dressed.events(Visit)], [night.note for night in dressed.events(Night)]]


def test_the_note_of_a_bed_is_on_one_night_only() -> None:
    plan = work_out(trip(fjord_request(), ([], "vik"), ([], "vik"), ([], "vik"), ([], None)), FJORD).plan
    room = SavedNight("vik", note="room 5")
    assert notes_on(plan, trip(fjord_request(), ([], room), ([], "lien"), ([], None))) == [[], ["room 5", "", ""]]
    assert notes_on(plan, trip(fjord_request(), ([], "lien"), ([], "lien"), ([], "lien"), ([], room))) == [[], ["room 5", "", ""]]
    assert notes_on(plan, trip(fjord_request(), ([], SavedNight("vik", note="a")), ([], "lien"), ([], SavedNight("vik", note="c")))) == [
        [], ["a", "", "c"],
    ]  # fmt: skip


def test_what_stands_twice_keeps_both_its_notes() -> None:
    first, second = SavedChoice("museum", note="first"), SavedChoice("museum", note="second")
    same_day = trip(fjord_request(), ([first, second], "vik"), ([], None))
    other_day = trip(fjord_request(), ([first], "vik"), ([second], None))
    assert [[visit.note for visit in work_out(one, FJORD).plan.events(Visit)] for one in (same_day, other_day)] == [["first", "second"]] * 2


def test_of_what_is_booked_and_stands_free_as_well_the_booked_one_keeps_its_note() -> None:
    tomorrow = SavedChoice("kayak", hold=Hold.BOOKED, booked=datetime(2027, 6, 16, 14, 0), note="voucher")
    saved = trip(fjord_request(), ([tomorrow], "lien"), ([SavedChoice("kayak", note="if there is time")], None))
    booked = work_out(trip(fjord_request(), ([], "lien"), ([replace(tomorrow, note="")], None)), FJORD).plan
    assert notes_on(booked, saved) == [["voucher"], [""]]


def test_what_is_pinned_to_another_day_than_it_is_done_on_is_not_marked_so() -> None:
    saved = trip(fjord_request(), ([SavedChoice("view", hold=Hold.PINNED)], "lien"), ([], None))
    other = trip(fjord_request(), ([], "lien"), (["view"], None))
    plan = work_out(other, FJORD).plan
    dressed = dress(replace(plan, request=replace(plan.request, pins=saved.request.pins)), saved)
    assert [visit.hold for visit in dressed.events(Visit)] == [Hold.FREE]


def kept(bound: KnownBound | None, **changes: Any) -> tuple[float, bool]:
    """The bound of the plan when it is worked out again from a file that remembers one."""
    saved = replace(saved_of(PLAN), bound=bound)
    worked = work_out(saved.with_request(replace(saved.request, **changes)), FJORD)
    assert worked.plan.quality.score == PLAN.quality.score
    return worked.plan.quality.bound, worked.plan.quality.proved


def test_a_bound_holds_for_the_request_it_was_worked_out_for() -> None:
    digest = bound_digest(saved_of(PLAN).request, FJORD.digest)
    score = PLAN.quality.score
    assert kept(None) == (math.inf, False)
    assert kept(KnownBound(score + 5, proved=False, digest=digest)) == (score + 5, False)
    assert kept(KnownBound(score, proved=True, digest=digest)) == (score, True)
    assert kept(KnownBound(score + 5, proved=True, digest=digest)) == (score + 5, False)
    assert kept(KnownBound(score - 5, proved=True, digest=digest)) == (math.inf, False)
    assert kept(KnownBound(score, proved=True, digest="of something else")) == (math.inf, False)
    assert kept(KnownBound(score, proved=True, digest=digest), budget=90_000) == (math.inf, False)


def test_a_bound_without_pins_says_nothing_of_a_trip_with_them() -> None:
    saved = saved_of(PLAN)
    bound = KnownBound(PLAN.quality.score, proved=True, digest=bound_digest(saved.request, FJORD.digest))
    first = saved.days[0]
    pinned = replace(first, choices=tuple(replace(entry, hold=Hold.PINNED) for entry in first.choices))
    held = replace(saved, days=(pinned, *saved.days[1:]), bound=bound)
    held = held.with_request(held.request)
    quality = work_out(held, FJORD).plan.quality
    assert (quality.score, quality.bound, quality.proved) == (PLAN.quality.score, math.inf, False)
    bound = replace(bound, digest=bound_digest(held.request, FJORD.digest))
    assert work_out(replace(held, bound=bound), FJORD).plan.quality.proved


# -- days that are too full ------------------------------------------------------------------------------------------------------------


def island() -> Catalogue:
    """Build two shores and a ferry that is the only way between them."""
    crossing = ferry("north", "south", 30, 10, id="crossing", name="North-South", out="09:00 12:00 19:00", back="10:00 13:00 15:00")
    return catalogue(
        [location("home", "Home", bed=900, hire="Home"), location("north", "North"), location("south", "South"),
         location("far", "Far", bed=700)],
        [drive("home", "north", 15, 12), crossing, drive("south", "far", 40, 35)],
        [activity("cave", "The cave", "far", 90, 4), activity("lake", "The lake", "far", 240, 3)],
    )  # fmt: skip


def test_the_last_ferry_tells_when_to_leave() -> None:
    worked = work_out(trip(fjord_request(start="home", end="home"), (["cave", "lake"], "home"), ([], None)), island())
    assert said(worked, Severity.ERROR) == [
        (
            "19: no-way: Home is not reached from Far on 15 June, but on 16 June at 10:45; "
            "the last ferry, North-South, leaves 15:00, for which one would have to leave Far by 14:20: "
            "sleep at Far; or it holds without The lake"
        )
    ]


def test_what_it_says_of_the_last_ferry_is_true() -> None:
    request = fjord_request(start="home", end="home")
    assert work_out(trip(request, (["cave", "lake"], "far"), ([], None)), island()).holds
    assert work_out(trip(request, (["cave"], "home"), ([], None)), island()).holds


def valley() -> Catalogue:
    """Build two villages with much to do in them, 80 minutes apart."""
    huts = [activity(f"hut{n}", f"Hut {n}", "a", 45, n) for n in (1, 2, 3, 4, 5)]
    gunner = Booking("required", days_before=7, who="the gunner")
    other = [
        activity("peak", "The peak", "a", 120, 5, difficulty=Difficulty.HARD),
        activity("ridge", "The ridge", "b", 120, 3, difficulty=Difficulty.HARD),
        activity("inn", "The inn", "b", 30, 2),
        activity("stars", "The stars", "b", 60, 2, open="20:00-23:00"),
        activity("gun", "The noon gun", "b", 60, 3, starts="12:00", booking=gunner),
    ]
    roads = [drive("a", "b", 80, 70, season="Apr-Nov")]
    return catalogue([location("a", "A", bed=500, hire="A"), location("b", "B", bed=400)], roads, [*huts, *other])


def told(*days: Day, **changes: Any) -> list[str]:
    """The errors of days in the valley."""
    request = replace(fjord_request(start="a", end="a"), **changes)
    return said(work_out(trip(request, *days), valley()), Severity.ERROR)


def test_too_many_visits_name_the_one_of_least_worth() -> None:
    assert told((["hut1", "hut2", "hut3", "hut4", "hut5"], "a"), ([], None)) == [
        (
            "10: visits: day 1 has 5 visits of 45 min and more (Hut 1, Hut 2, Hut 3, Hut 4, Hut 5): balanced is at most 4; "
            "it holds without Hut 1"
        )
    ]


def test_of_two_strenuous_outings_one_is_moved() -> None:
    assert told((["peak", "ridge"], "b"), ([], None)) == [
        "12: strenuous: The peak and The ridge are both strenuous: do one a day; move The ridge to day 2, where it fits"
    ]


def test_a_day_of_rest_is_asked_for() -> None:
    assert told((["peak"], "b"), (["ridge"], None), pace=PaceName.RELAXED) == [
        "21: rest: The ridge is strenuous, and so is The peak the day before: relaxed rests a day in between; leave out The ridge"
    ]


def test_a_strenuous_outing_is_moved_to_a_day_with_rest_around_it() -> None:
    relaxed = {"pace": PaceName.RELAXED}
    assert told((["peak"], "b"), (["ridge"], "b"), ([], None), **relaxed) == [
        (
            "21: rest: The ridge is strenuous, and so is The peak the day before: relaxed rests a day in between; "
            "move The ridge to day 3, where it fits"
        )
    ]
    assert told((["peak", "ridge"], "b"), ([], "a"), ([], None), **relaxed)[-1] == (
        "12: strenuous: The peak and The ridge are both strenuous: do one a day; move The ridge to day 3, where it fits"
    )


def test_what_is_added_for_a_demand_is_what_the_party_may_do_and_wants() -> None:
    demand = {"must": (Wish("A", locations=("a",)),), "max_difficulty": Difficulty.MEDIUM}
    add = "1: must: A must be in the trip and is not; add Hut {} on day 1, where it fits"
    assert told((["inn"], "b"), ([], None), **demand) == [add.format(5)]
    not_five = (Wish("Hut 5", activities=("hut5",)),)
    assert told((["inn"], "b"), ([], None), **demand, avoid=not_five) == [add.format(4)]
    not_a = (Wish("all of it", locations=("a",)),)
    assert told((["inn"], "b"), ([], None), **demand, avoid=not_a) == [
        "1: must: A must be in the trip and is not; add it, or take the demand back"
    ]


def test_an_alternative_of_what_is_done_is_not_added() -> None:
    trip_ = trip(fjord_request(must=(Wish("Fast boat", activities=("rib",)),)), (["kayak"], "lien"), ([], None))
    assert said(work_out(trip_, FJORD), Severity.ERROR) == [
        "1: must: Fast boat must be in the trip and is not; add it, or take the demand back"
    ]


def test_what_is_to_be_avoided_is_not_moved_to_another_day() -> None:
    days: list[Day] = [(["museum", "hike", "kayak"], "lien"), ([], None)]
    late = "13: too-late: Kayak tour can begin at 16:25 at the earliest, and its last start on 15 June is 14:00; "
    assert said(work_out(trip(fjord_request(), *days), FJORD), Severity.ERROR) == [f"{late}move it to day 2, where it fits"]
    avoid = (Wish("Kayak tour", activities=("kayak",)),)
    assert said(work_out(trip(fjord_request(avoid=avoid), *days), FJORD), Severity.ERROR) == [f"{late}it holds without Vik museum"]


def test_what_the_trip_must_have_is_not_what_it_holds_without() -> None:
    huts = ["hut1", "hut2", "hut3", "hut4", "hut5"]
    assert told((huts, "a"), ([], None), must=(Wish("Hut 1", activities=("hut1",)),))[0].endswith("; it holds without Hut 2")
    assert told((huts, "a"), ([], None), must=(Wish("A", locations=("a",)),))[0].endswith("; it holds without Hut 1")


def test_a_bed_is_not_proposed_where_the_night_is_asked_for_held_or_avoided() -> None:
    days = (["inn", "hut1", "ridge"], "a"), (["peak"], None)
    less = "it holds in the order The inn, The ridge, Hut 1; or it holds without Hut 1"
    changes: list[dict[str, Any]] = [
        {"nights": (FixedNight("A", 1, ("a",)),)},
        {"avoid": (Wish("The bed at B", locations=("b",)),)},
    ]
    for change in changes:
        assert [line.rpartition("30 min; ")[2] for line in told(*days, **change) if " driving: " in line] == [less]
    booked = SavedNight("a", hold=Hold.BOOKED, booked=worlds.FIRST_DAY)
    for night in (booked, SavedNight("a", hold=Hold.PINNED)):
        assert [line.rpartition("30 min; ")[2] for line in told((days[0][0], night), days[1])] == [less]


def test_too_much_driving_names_another_order_a_bed_and_what_to_drop() -> None:
    days = (["inn", "hut1", "ridge"], "a"), (["peak"], None)
    assert told(*days) == [
        (
            "10: driving: day 1 has 5 h 20 min of driving: balanced is at most 4 h 30 min; "
            "it holds in the order The inn, The ridge, Hut 1; or sleep at B; or it holds without Hut 1"
        )
    ]
    assert told((["inn", "ridge", "hut1"], "a"), days[1]) == []
    assert told((["inn", "hut1", "ridge"], "b"), days[1]) == []
    assert told((["inn", "ridge"], "a"), days[1]) == []


def test_a_day_that_ends_late_names_what_ends_it_so_late() -> None:
    assert told((["inn", "stars"], "b"), ([], None)) == [
        "10: last-hour: day 1 ends at B at 21:00, and is over at 19:30; it holds without The stars"
    ]


def test_a_day_that_is_too_long_because_of_a_shut_road_says_so() -> None:
    request = fjord_request(first_day=date(2027, 5, 20), depart=time(17, 0))
    assert said(work_out(trip(request, (["kayak", "view"], None)), FJORD)) == [
        (
            "10: last-hour: day 1 ends at Vik at 19:00, and is over at 17:00 (the road Skaret pass is shut or not running); "
            "one would have to leave Utsikten by 14:10: it holds without Kayak tour"
        )
    ]


def test_a_day_that_is_too_full_of_what_is_shut_is_not_told_to_be_full() -> None:
    request = fjord_request(first_day=date(2027, 5, 20))
    worked = work_out(trip(request, (["cruise", "kayak", "hike"], None)), FJORD)
    assert [finding.code for finding in worked.findings] == ["activity-shut"]
    assert work_out(trip(request, (["cruise", "kayak"], None)), FJORD).holds


def test_what_is_reached_too_late_is_told_once_although_the_day_is_too_full_as_well() -> None:
    assert told((["inn", "hut1", "gun"], "a"), ([], None)) == [
        (
            "13: too-late: The noon gun can begin at 14:30 at the earliest, and its last start on 15 June is 12:00; "
            "it holds in the order The inn, The noon gun, Hut 1"
        )
    ]


def test_a_day_without_lunch_is_told() -> None:
    worked = work_out(trip(fjord_request(start="home", end="home"), (["lake"], "home"), ([], None)), island())
    assert said(worked, Severity.ERROR) == [
        "10: lunch: day 1 has no lunch: plan 45 min that start between 11:30 and 14:00; sleep at Far; or it holds without The lake"
    ]


# -- where nothing helps -----------------------------------------------------------------------------------------------------------------


def test_a_shut_road_is_named_with_its_opening_and_the_trip_goes_on_from_where_it_is() -> None:
    winter = worlds.FIRST_DAY + timedelta(days=200)
    shut = "no way leads from A to B on 1 January: the road A-B is shut or not running before 1 April 2028"
    assert told((["inn"], "b"), (["hut1"], None), first_day=winter) == [
        f"11: no-way: {shut}; leave it out",
        f"19: no-way: {shut}; sleep nearer to A",
    ]


def test_a_bed_that_is_reached_with_the_car_alone_says_so_and_the_trip_goes_on_with_it() -> None:
    worked = work_out(trip(fjord_request(), (["museum"], SavedNight("lien", with_car=False)), (["view"], None)), FJORD)
    assert said(worked) == ["19: no-way: Lien cannot be reached without the car; write `car: yes`"]


def test_cars_that_are_not_there_are_told_and_nothing_of_what_follows() -> None:
    inn, hut = SavedChoice("inn", with_car=False), SavedChoice("hut1", with_car=True)
    assert told(([inn], "b"), ([], None), car=CarChoice.OWN) == [
        "11: car-left: The inn is without the car, and one's own car is never left behind: take out `car: no`, or hire a car"
    ]
    assert told(([hut], "a"), ([], None), car=CarChoice.NONE) == [
        "11: no-car: Hut 1 is with a car, and there is none on this trip: take out `car: yes`"
    ]


# -- warnings and hints ----------------------------------------------------------------------------------------------------------------


def test_what_must_be_booked_is_a_hint_with_its_last_day() -> None:
    worked = work_out(trip(fjord_request(start="a", end="a"), (["gun"], "a"), (["hut1"], None)), valley())
    assert worked.holds
    assert said(worked) == ["11: book: book The noon gun, 12:00, by Tue 8 June 2027: the gunner"]


def test_an_assumed_departure_is_a_hint_where_one_travels_to() -> None:
    worked = work_out(trip(fjord_request(car=CarChoice.NONE), (["cruise"], "lien"), (["cruise"], None)), FJORD)
    assert "11: assumed-departure: the departure of Vik-Vestkai bus at 09:00 from Vik is assumed: check it before booking" in said(
        worked, Severity.HINT
    )


def test_a_road_that_was_shut_in_some_years_is_a_warning() -> None:
    season = FJORD.routes["pass"].season
    years = (YearRecord(2025, worlds.hours("Jul-Sep")), YearRecord(2026, worlds.hours("Jun-Sep")))
    risky = Season("skaret", "Skaret", season.open, history=years)
    world = replace(FJORD, routes={**FJORD.routes, "pass": replace(FJORD.routes["pass"], season=risky)})
    worked = work_out(trip(fjord_request(party=Party(2)), (["museum", "cruise"], "lien"), (["view", "pass_drive"], None)), world)
    assert said(worked, Severity.WARNING) == [
        "22: season-risk: Skaret was shut on this date in 1 of 2 recorded years: check before you set out; the detour via Vik takes 3 h 15"
    ]
