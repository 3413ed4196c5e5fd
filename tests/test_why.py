"""Why something is in a plan or is not: every kind of answer, whole, and that none contradicts the planner."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mi_trip.catalogue.names import resolve_wish
from mi_trip.errors import ImpossibleError
from mi_trip.model.activity import Difficulty
from mi_trip.model.money import Party, Price
from mi_trip.model.request import CarChoice, FixedNight, PaceName, Pin, Request
from mi_trip.model.saved import saved_of
from mi_trip.model.why import Beside, CannotBeHad, InPlan, NoTrip, Outweighed, Question
from mi_trip.planner import plan_trip
from mi_trip.render.grid import plain_grid
from mi_trip.render.page import plain_page
from mi_trip.render.why import instead_grid, why_page
from mi_trip.solver.search import QUICK
from mi_trip.why import why, why_kept
from mi_trip.why.parts import nights_at, parts
from mi_trip.why.solving import MOST_PLANS, demanding, without
from test_brute_force import requests, tiny_worlds
from worlds import activity, catalogue, drive, ferry, fjord_request, journey, location

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.why import Answer, Tried

LISTED = replace(QUICK, listed=200_000)  # every trip of these worlds is looked at: the best one is known


def valley(**changes: Any) -> Catalogue:
    """Build a valley: a town, a village an hour up, a cape two hours further on, and an island with a bed that nobody visits."""
    ferries = ferry("berg", "holm", 30, 10, id="holm_ferry", name="Berg-Holm", out="09:00 12:00 17:00", back="10:00 14:00 18:00")
    return catalogue(
        (
            location("avik", "Avik", bed=900, hire="A"),
            location("berg", "Berg", bed=700, area="berg_area"),
            location("cape", "The cape", area="berg_area"),
            location("holm", "Holm", bed=1000, bed_open="May-Sep", area="holm_area"),
        ),
        (drive("avik", "berg", 60, 50), drive("berg", "cape", 120, 90, id="cape_road"), ferries),
        (
            activity("market", "The market", "avik", 60, 3, open="We 09:00-12:00", price=Price(50)),
            activity("tower", "The tower", "berg", 90, 3, season="May-Sep", area="berg_area"),
            activity("cave", "The cave", "berg", 60, 2, min_age=12, difficulty=Difficulty.MEDIUM, season="Jun-Sep", area="berg_area"),
            activity("light", "The lighthouse", "cape", 30, 2, area="berg_area"),
            activity("boat", "By boat", "berg", 60, 3, one_of="water", area="berg_area", tags=("film",)),
            activity("raft", "By raft", "berg", 60, 2, one_of="water", area="berg_area"),
        ),
        **changes,
    )


WORLD = valley()


def request(**changes: Any) -> Request:
    return fjord_request(**{"start": "avik", "end": "avik", **changes})


def ask(name: str, world: Catalogue = WORLD, **changes: Any) -> Answer:
    return why(world, Question(name, resolve_wish(world, name), request(**changes)), effort=LISTED)


def told(answer: Answer, world: Catalogue = WORLD) -> str:
    grid = instead_grid(answer, world)
    return plain_page(why_page(answer, world)) + (f"\n{plain_grid(grid)}" if grid else "")


# -- in the plan ---------------------------------------------------------------------------------------------------------------------


def test_what_is_in_the_plan_tells_when_what_it_gives_and_what_would_come_instead() -> None:
    assert told(ask("tower")) == (
        "The tower is in the plan: on day 1\n"
        "the best trip found without it (--avoid tower) scores 13.06 points, 8.50 fewer than the plan\n"
        "both are proved to be the best there are\n"
        "\n"
        "What it gives\n"
        "day 1, Tue 15 June 2027, 09:30–11:00: The tower, Berg\t+8.00 points: rating 3\t+0.50 points for the recommended order"
        "\ttakes 1 h 30\tcosts nothing\n"
        "\n"
        "The plan, and the best trip found without it\n"
        "lost\t1\tThe tower\t09:30\t\n"
        "visits\tin all\t\t4\t3 (-1)\n"
        "latest at a bed\t\t\tday 1, 13:00\tday 1, 11:30\n"
    )


def test_an_area_is_all_that_is_done_there_and_the_nights() -> None:
    answer = ask("berg")
    assert isinstance(answer, InPlan)
    assert [(part.day, part.weight, [line.points for line in part.points]) for part in answer.parts] == [
        (1, 1.0, [8.0, 0.5]),
        (1, 1.0, [3.0, 0.5]),
        (1, 1.5, [12.0, 0.5]),
    ]
    assert told(answer).splitlines()[:3] == [
        "Berg is in the plan: on day 1 and the night after day 1",
        "the name stands for the area Berg and the location Berg: anything there counts",
        "the best trip found without it (--avoid berg) scores 5.00 points, 16.56 fewer than the plan",
    ]


def test_what_it_costs_is_told_with_its_kind() -> None:
    assert "takes 1 h\tcosts NOK 100 (ticket)\n" in told(ask("market"))


def test_without_what_is_demanded_the_demand_goes_too() -> None:
    answer = ask("tower", must=(resolve_wish(WORLD, "tower"),))
    assert isinstance(answer, InPlan)
    assert answer.without
    assert answer.without.request.must == ()
    assert told(answer).splitlines()[1] == (
        "the best trip found without it (--avoid tower in place of the demand for it) scores 13.06 points, 8.50 fewer than the plan"
    )


def test_where_no_trip_does_without_it_the_reason_is_given() -> None:
    answer = ask("berg", must=(resolve_wish(WORLD, "tower"),))
    assert (
        told(answer).splitlines()[2]
        == "no trip does without it: The tower is both demanded and avoided: drop its --must or --night, or --avoid Berg"
    )


# -- it fits, but other things give more ---------------------------------------------------------------------------------------------


def test_what_is_outweighed_tells_the_points_lost_and_what_was_tried() -> None:
    assert told(ask("raft")) == (
        "By raft is not in the plan: it fits, but costs 9.00 points more than it gives\n"
        "the plan has an alternative to it, and only one of them is done in a trip: By boat\n"
        "the best trip found with it (--must raft) scores 12.56 points, 9.00 fewer than the plan\n"
        "both are proved to be the best there are\n"
        "\n"
        "What it would be\n"
        "day 1, Tue 15 June 2027, 12:00–13:00: By raft, Berg\t+3.00 points: rating 2\t+0.50 points for the recommended order"
        "\ttakes 1 h\tcosts nothing\n"
        "\n"
        "What lets it in\n"
        "--must raft\tfor 9.00 points of other things\n"
        "\n"
        "Tried in vain\n"
        "--pace packed\n"
        "--days 3\n"
        "--days 4\n"
        "\n"
        "The plan, and the best trip found with it\n"
        "lost\t1\tBy boat\t12:00\t\n"
        "gained\t1\tBy raft\t\t12:00\n"
    )


def test_a_mere_bed_is_asked_for_as_a_night() -> None:
    answer = ask("holm")
    assert isinstance(answer, Outweighed)
    assert answer.demand == ("--night", "holm@1")
    assert told(answer).splitlines()[:3] == [
        "Holm is not in the plan: it fits, but costs 12.20 points more than it gives",
        "the name stands for the area Holm and the location Holm: anything there counts",
        "the best trip found with it (--night holm@1) scores 9.36 points, 12.20 fewer than the plan",
    ]


def test_a_route_that_is_only_ridden_has_no_points_of_its_own() -> None:
    answer = ask("holm_ferry")
    assert isinstance(answer, Outweighed)
    assert told(answer).splitlines()[:7] == [
        "Berg-Holm is not in the plan: it fits, but costs 3.00 points more than it gives",
        "the name stands for the route Berg-Holm: riding it counts",
        "the best trip found with it (--must holm_ferry) scores 18.56 points, 3.00 fewer than the plan",
        "both are proved to be the best there are",
        "",
        "What it would be",
        "day 1, Tue 15 June 2027, 12:00–12:30: Ferry Berg → Holm\ton the way: no points of its own\ttakes 30 min\tcosts nothing",
    ]


def test_more_days_make_room_where_they_do() -> None:
    answer = ask("light", pace=PaceName.PACKED)
    assert isinstance(answer, Outweighed)
    assert not any(one.lets_in for one in answer.tried), "four hours on the road for a lighthouse are never worth it"
    fair = activity("fair", "The fair", "avik", 480, 5, open="09:00-17:00", lunch_inside=True)
    busy = replace(WORLD, activities={**WORLD.activities, "fair": fair})
    answer = ask("boat", busy, days=1)
    assert isinstance(answer, Outweighed)
    assert [(one.change.give, one.lets_in) for one in answer.tried] == [(("--pace", "packed"), True), (("--days", "2"), True)]


def test_a_better_trip_that_the_search_had_missed_is_owned_up_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def hasty(catalogue: Catalogue, asked: Request, **more: Any) -> Plan:
        poor = request(avoid=(resolve_wish(WORLD, "tower"),))
        plan = plan_trip(catalogue, asked if asked.must else poor, **more)
        return plan if asked.must else replace(plan, request=asked)

    monkeypatch.setattr("mi_trip.why.solving.plan_trip", hasty)
    answer = ask("tower")
    assert told(answer).splitlines()[0] == "The tower is not in the plan: the search had missed it"
    assert "--must tower\ta better trip, by 8.50 points\n" in told(answer)


# -- it cannot be had ----------------------------------------------------------------------------------------------------------------


def page_of(answer: Answer) -> list[str]:
    assert isinstance(answer, CannotBeHad)
    return told(answer).splitlines()


def test_what_is_shut_says_when_it_opens_and_the_date_that_lets_it_in() -> None:
    assert page_of(ask("tower", first_day=date(2027, 1, 12))) == [
        "The tower cannot be had in this trip",
        "",
        "Why",
        "It is shut on all these days",
        "The tower opens on Sat 1 May 2027",
        "",
        "What lets it in",
        "--date 2027-04-30\tthe plan then has it: The tower on day 2",
    ]


def test_what_is_done_on_a_weekday_asks_for_the_nearest_such_day() -> None:
    assert page_of(ask("market", first_day=date(2027, 6, 17)))[-1] == "--date 2027-06-16\tthe plan then has it: The market on day 1"


def test_an_age_is_no_change_that_a_traveller_can_make() -> None:
    assert page_of(ask("cave", party=Party(2, (8,)))) == [
        "The cave cannot be had in this trip",
        "no change of the request was found that lets it in",
        "",
        "Why",
        "Nobody under 12 may do it, and the youngest of the party is 8",
    ]


def test_what_is_too_hard_asks_for_the_grade() -> None:
    page = page_of(ask("cave", max_difficulty=Difficulty.EASY))
    assert page[3:] == [
        "It is medium, harder than asked for",
        "",
        "What lets it in",
        "--max-difficulty medium\tthe plan then has it: The cave on day 1",
    ]


def test_what_is_far_asks_for_another_pace_and_for_more_days() -> None:
    assert page_of(ask("light")) == [
        "The lighthouse cannot be had in this trip",
        "",
        "Why",
        "At this pace getting there and back takes at least 3 days, and the trip has 2",
        "",
        "What lets it in",
        "--pace packed\tit can be had then, if asked for with --must light: The lighthouse on day 1",
        "--days 3\tit can be had then, if asked for with --must light: The lighthouse on day 2",
    ]


def test_a_budget_binds_the_changes_too() -> None:
    page = page_of(ask("light", budget=3500))
    assert page[page.index("What lets it in") + 1 :] == [
        "--pace packed\tit can be had then, if asked for with --must light: The lighthouse on day 1",
        "",
        "Tried in vain",
        "--days 3",
        "--days 4",
    ]


def test_what_is_avoided_names_the_word_that_keeps_it_out() -> None:
    assert page_of(ask("tower", avoid=(resolve_wish(WORLD, "berg_area"),)))[3:] == [
        "It is avoided: --avoid Berg",
        "",
        "What lets it in",
        "without --avoid Berg\tthe plan then has it: The tower on day 1",
    ]


def test_without_a_car_there_may_be_no_way() -> None:
    page = page_of(ask("cave", days=1, car=CarChoice.NONE))
    assert page[3:7] == [
        "At this pace no open way leads there and back in 1 day",
        "",
        "What lets it in",
        "--car hire\tthe plan then has it: The cave on day 1",
    ]


def test_a_drive_taken_for_itself_cannot_be_had_without_a_car() -> None:
    drives = journey("cape_drive", "The cape drive", (WORLD.routes["cape_road"],), area="berg_area")
    world = replace(WORLD, activities={**WORLD.activities, "cape_drive": drives})
    answer = ask("cape drive", world, car=CarChoice.NONE)
    assert told(answer, world).splitlines()[3:5] == ["Why", "It cannot be had without a car"]


def test_a_road_that_is_shut_is_named_with_its_opening() -> None:
    road = drive("berg", "cape", 60, 90, id="cape_road", name="Cape road", season="May 20-Oct 01")
    world = replace(WORLD, routes={**WORLD.routes, "cape_road": road})
    assert told(ask("light", world, first_day=date(2027, 5, 4)), world).splitlines()[2:] == [
        "Why",
        "At this pace no open way leads there and back in 2 days",
        "Cape road opens on Thu 20 May 2027",
        "",
        "What lets it in",
        "--date 2027-05-20\tit can be had then, if asked for with --must light: The lighthouse on day 1",
        "",
        "Tried in vain",
        "--pace packed",
        "--days 3",
        "--days 4",
        "--car own",
        "--car none",
    ]


def test_a_bed_that_is_shut_asks_for_a_date_when_it_is_open() -> None:
    assert page_of(ask("holm", first_day=date(2027, 1, 12)))[3:] == [
        "Why",
        "The bed is shut on the night after day 1 (Tue 12 January 2027)",
        "",
        "What lets it in",
        "--date 2027-05-01\tit can be had then, if asked for with --night holm@1: the night after day 1",
    ]


def test_a_trip_of_one_day_has_no_night_for_a_bed() -> None:
    assert page_of(ask("holm", days=1))[3:] == [
        "Why",
        "The trip has no night that could be spent there",
        "",
        "What lets it in",
        "--days 2\tit can be had then, if asked for with --night holm@1: the night after day 1",
    ]


def test_demands_that_stand_against_it_are_named_and_may_be_left_out() -> None:
    night = FixedNight("Holm", 1, ("holm",))
    page = page_of(ask("market", nights=(night,)))
    assert page[3:] == [
        "In 2 days it cannot be had together with the night of day 1 at Holm",
        "",
        "What lets it in",
        "without --night Holm@1\tthe plan then has it: The market on day 2",
        "",
        "Tried in vain",
        "--pace packed",
        "--days 3",
        "--days 4",
    ]


def test_of_alternatives_a_trip_has_one() -> None:
    assert page_of(ask("raft", must=(resolve_wish(WORLD, "boat"),)))[3:] == [
        "It is an alternative to By boat, and a trip has one of them",
        "",
        "What lets it in",
        "without --must 'By boat'\tit can be had then, if asked for with --must raft: By raft on day 1",
    ]


# -- a request that is impossible whatever is asked about ----------------------------------------------------------------------------


def test_an_impossible_request_names_its_demands_and_what_makes_it_possible() -> None:
    market, night = resolve_wish(WORLD, "market"), FixedNight("Holm", 1, ("holm",))
    answer = ask("tower", must=(market,), nights=(night,))
    assert isinstance(answer, NoTrip)
    assert told(answer) == (
        "There is no trip for this request, so The tower is in none\n"
        "\n"
        "Why\n"
        "The market cannot be had together with the night of day 1 at Holm in this trip: ask for more --days or drop one of them\n"
        "\n"
        "What lets it in\n"
        "without --must 'The market'\tthe plan then has it: The tower on day 1\n"
        "\n"
        "Tried in vain\n"
        "--pace packed\n"
        "--days 3\n"
        "--days 4\n"
    )


# -- a saved trip --------------------------------------------------------------------------------------------------------------------


def kept(name: str, plan: Plan, **changes: Any) -> Answer:
    trip = replace(saved_of(plan, "trip.yaml"), request=request(**changes))
    return why_kept(
        WORLD, Question(name, resolve_wish(WORLD, name), trip.request, trip), replace(plan, request=trip.request), effort=LISTED
    )


def plan_without(*names: str, **changes: Any) -> Plan:
    return plan_trip(WORLD, request(avoid=tuple(resolve_wish(WORLD, name) for name in names), **changes), effort=LISTED)


def test_what_fits_into_a_saved_trip_is_told_with_its_place_and_the_line_to_write() -> None:
    answer = kept("cave", plan_without("cave"))
    assert isinstance(answer, Beside)
    assert told(answer).splitlines()[:2] == [
        "The cave is not in trip.yaml, and fits on day 1 before all else: +3.50 points",
        "write `- cave` there, and all else stays as it is",
    ]


def test_what_is_in_a_saved_trip_is_taken_out_with_the_rest_as_it_is() -> None:
    assert told(kept("tower", plan_without())).splitlines()[:2] == [
        "The tower is in trip.yaml: on day 1",
        "taken out, the rest as it is, scores 13.06 points, 8.50 fewer than the plan",
    ]


def test_what_is_pinned_in_a_saved_trip_is_taken_out_as_well() -> None:
    pins = (Pin("tower", request().first_day),)
    assert (
        told(kept("tower", plan_without(pins=pins), pins=pins)).splitlines()[1]
        == "taken out, the rest as it is, scores 13.06 points, 8.50 fewer than the plan"
    )


def test_what_fits_nowhere_in_a_saved_trip_is_planned_anew() -> None:
    answer = kept("raft", plan_without())
    assert isinstance(answer, Outweighed)
    assert told(answer).splitlines()[:5] == [
        "By raft is not in trip.yaml: it fits, but costs 9.00 points more than it gives",
        "the plan has an alternative to it, and only one of them is done in a trip: By boat",
        "the best trip found with it (--must raft) scores 12.56 points, 9.00 fewer than the plan",
        "both are proved to be the best there are",
        "the options go with `mi-trip plan --from-itinerary trip.yaml`",
    ]


# -- no answer contradicts the planner -----------------------------------------------------------------------------------------------


def has(world: Catalogue, question: Question, plan: Plan) -> bool:
    mere_bed = question.name in world.locations and all(question.name not in (a.start, a.end) for a in world.activities.values())
    slept = mere_bed and bool(nights_at(world, plan, question.wish))
    return slept or bool(parts(world, plan, question.wish))


def planned(world: Catalogue, asked: Request) -> Plan | None:
    try:
        return plan_trip(world, asked, effort=LISTED)
    except ImpossibleError:
        return None


def really_lets_in(world: Catalogue, question: Question, one: Tried) -> bool:
    """Whether the trip of the changed request has it, demanded besides where the answer says so."""
    if one.demand is None:
        found = planned(world, one.change.request)
        return found is not None and has(world, question, found)
    asked = dict(demanding(world, question, one.change.request))
    found = planned(world, asked[one.demand])
    return found is not None and has(world, question, found)


@given(tiny_worlds(), requests(), st.sampled_from(["t0", "t1", "b", "c", "crossing"]))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_no_answer_contradicts_the_planner(world: Catalogue, asked: Request, name: str) -> None:
    question = Question(name, resolve_wish(world, name), asked)
    plan = planned(world, asked)
    answer = why(world, question, effort=LISTED)

    assert isinstance(answer, NoTrip) == (plan is None)
    if plan is None or isinstance(answer, NoTrip):
        assert all(really_lets_in(world, question, one) for one in answer.tried if one.lets_in)  # type: ignore[union-attr]
        return
    assert answer.plan == plan
    demands = list(demanding(world, question, asked))
    best = [found for _, demanded in demands if (found := planned(world, demanded))]
    match answer:
        case InPlan():
            assert has(world, question, plan)
            assert answer.without == planned(world, without(question))
            assert bool(answer.causes) == (answer.without is None)
        case Outweighed():
            assert not has(world, question, plan)
            assert answer.other.quality.score == max(found.quality.score for found in best)
            # What is demanded opens other ways: a hired car is given up for it, a route is ridden that is not the quickest.
            wider = question.wish.routes or asked.car is CarChoice.HIRE
            assert wider or answer.other.quality.score <= plan.quality.score
        case CannotBeHad():
            assert best == []
            assert answer.causes
        case _:
            pytest.fail("only a saved trip is left as it is")
    if not isinstance(answer, InPlan | Beside):
        assert len(answer.tried) <= MOST_PLANS * 4
        assert all(really_lets_in(world, question, one) for one in answer.tried if one.lets_in)


@given(tiny_worlds(), st.sampled_from(["t0", "t1", "c"]))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_what_fits_into_a_saved_trip_leaves_all_else_as_it_is(world: Catalogue, name: str) -> None:
    wish = resolve_wish(world, name)
    poor = planned(world, fjord_request(start="a", end="a", avoid=(wish,)))
    assert poor is not None
    asked = replace(poor.request, avoid=())
    trip = replace(saved_of(poor, "trip.yaml"), request=asked)
    answer = why_kept(world, Question(name, wish, asked, trip), replace(poor, request=asked), effort=LISTED)
    if isinstance(answer, Beside):
        before, after = saved_of(poor), saved_of(answer.fitted)
        added = [choice for old, new in zip(before.days, after.days, strict=True) for choice in new.choices if choice not in old.choices]
        assert len(added) == 1
        assert [day.night for day in before.days] == [day.night for day in after.days]
