"""Comments that a person wrote stay beside what they are about, whatever becomes of the trip; none is ever lost."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mi_trip.catalogue.reading import read_yaml
from mi_trip.errors import UsageError
from mi_trip.itinerary import read_itinerary
from mi_trip.itinerary.comments import carried, lost
from mi_trip.model.plan import Hold, Plan
from mi_trip.render.itinerary import plan_yaml
from worlds import fjord, flight_plan, foot_plan, plan_of

WORLD = fjord()

OLD = """\
# yaml-language-server: $schema=itinerary.schema.json
# Our summer trip.
itinerary: 1  # the format
catalogue: fjord
title: "# 1 trip"
note: |  # for all
  # no comment
  but a note
# asked by all of us
request:
  date: 2027-06-15  # school is out
  budget: 9000      # not a krone more
  must:
    - Vik museum  # Anna
    - Lien
days:
  # a slow first day
  - do:
      - museum  # shut on Mondays
      # the early one!
      - activity: cruise  # window seats
        from: vestkai     # park at the quay
      - Fast boat  #no kayak
    # quiet rooms, please
    night: lien  # booked by phone

  - do:
      - {activity: view, note: "a # b"}#at noon
    note: rain  # or shine
# the end
"""

NEW = """\
#| ours
itinerary: 1
catalogue: fjord

request:
  date: 2027-06-16
  must: [Vik museum, Lien]

days:
  #| Day 1
  - do:
      #| 09:00 Drive
      - activity: cruise          #| 10:00 Crossing
        from: austkai
    night: lien                   #| Lien Hotel

  #| Day 2
  - do:
      - museum                    #| 10:00 Museum
      - view
"""

WHOLE = """\
# yaml-language-server: $schema=itinerary.schema.json
# Our summer trip.
#| ours
itinerary: 1  # the format
catalogue: fjord

# asked by all of us
request:
  date: 2027-06-16  # school is out
  must: [Vik museum, Lien]  # Anna

days:
  #| Day 1
  # a slow first day
  - do:
      #| 09:00 Drive
      # the early one!
      - activity: cruise          #| 10:00 Crossing  # window seats
        from: austkai  # park at the quay
    # quiet rooms, please
    night: lien                   #| Lien Hotel  # booked by phone

  #| Day 2
  - do:  # or shine
      - museum                    #| 10:00 Museum  # shut on Mondays
      - view  #at noon

# (was beside note) for all
# (was beside budget) not a krone more
# (was beside Fast boat on day 1) no kayak
# the end
"""


def test_comments_go_where_their_things_are() -> None:
    assert carried(OLD, NEW) == WHOLE


def test_carrying_twice_changes_nothing() -> None:
    assert carried(WHOLE, NEW) == WHOLE
    assert carried(OLD, WHOLE) == WHOLE
    assert carried(WHOLE, WHOLE) == WHOLE


def test_what_carries_no_comments_stays_as_it_is() -> None:
    assert carried(NEW, NEW) == NEW
    assert carried(NEW, NEW.replace("\n\n", "\n")) == NEW.replace("\n\n", "\n")


def test_a_thing_is_known_by_whatever_name_the_file_calls_it() -> None:
    old = (
        plan_yaml(plan_of(), WORLD)
        .replace("      - museum  ", "      - Vik museum  # opens at ten")
        .replace("# opens at ten ", "# opens at ten\n#|")
    )
    trip = read_itinerary(old, "trip.yaml", lambda _: WORLD)[0]

    assert "(was beside Vik museum on day 1)" in carried(old, plan_yaml(plan_of(), WORLD))
    assert re.search(r"- museum +#\| 10:00.* {2}# opens at ten\n", carried(old, plan_yaml(plan_of(), WORLD), trip))


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    assert carried("\ufeff" + OLD.replace("\n", "\r\n"), NEW) == WHOLE


@pytest.mark.parametrize("name", ["./my region", "../fjord # 2", "fjørd", "yes"])
def test_the_catalogue_is_called_what_it_was_called(name: str) -> None:
    quoted = f"catalogue: {json.dumps(name, ensure_ascii=False)}\n"
    old = OLD.replace("catalogue: fjord\n", quoted)

    assert carried(old, NEW) == WHOLE.replace("catalogue: fjord\n", quoted)
    assert carried(NEW.replace("catalogue: fjord\n", quoted), NEW) == NEW.replace("catalogue: fjord\n", quoted)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("night: lien  #| Lien Hotel # mine", "# mine"),
        ("night: lien  # mine #| Lien Hotel", "# mine"),
        ("night: lien  ## mine", "## mine"),
        ("night: lien  #", "#"),
        ('night: "lien"#mine', "#mine"),
        ("night: 'lien'  # it's \"mine\"", "# it's \"mine\""),
    ],
)  # fmt: skip
def test_what_is_theirs_is_told_from_what_is_ours(line: str, kept: str) -> None:
    assert f"    night: lien                   #| Lien Hotel  {kept}\n" in carried(f"days:\n  - {line}\n", NEW)


@pytest.mark.parametrize(
    "line",
    ["night: lien  #| Lien Hotel", "night: 'a # b'", "night: a#b", "note: |\n      # b\n\n      # c", "note: >-\n      a\n       # b"],
)
def test_what_is_no_comment_of_theirs_is_left(line: str) -> None:
    assert lost(f"days:\n  - {line}\n", NEW) == ()


def test_what_was_lost_is_told() -> None:
    assert lost(OLD, WHOLE.replace("  # Anna\n", "").replace("# the end\n", "")) == ("# Anna", "# the end")


def test_a_file_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(UsageError) as error:
        carried("days: [\n", NEW)
    assert str(error.value) == "line 2: not YAML: did not find expected node content: the comments of such a file cannot be carried over"


# -- whatever is written, wherever -----------------------------------------------------------------------------------------------------

remarks = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=12).map(lambda text: f"# {text}".rstrip())


@st.composite
def remarked(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A saved trip with comments strewn over it, and these."""
    lines = plan_yaml(draw(plans()), WORLD).split("\n")
    said = []
    for _ in range(draw(st.integers(1, 12))):
        at, text = draw(st.integers(0, len(lines) - 1)), draw(remarks.filter(lambda text: " #|" not in text and "|" not in text))
        if draw(st.booleans()) and lines[at] and "|-" not in lines[at] and " #" not in lines[at].split("#|")[-1]:
            lines[at] += f"  {text}"
        else:
            lines.insert(at, draw(st.sampled_from(["", "  ", "      "])) + text)
        said.append(text)
    return "\n".join(lines), said


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    plan = draw(st.sampled_from([plan_of(), flight_plan(), foot_plan()]))
    first, *rest = plan.days
    night = replace(first.events[-1], hold=draw(st.sampled_from(Hold)), note=draw(st.sampled_from(["", "a # b"])))  # type: ignore[arg-type]
    return replace(plan, title=draw(st.sampled_from(["", "# one"])), days=(replace(first, events=(*first.events[:-1], night)), *rest))


@given(remarked(), plans())
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_no_comment_is_ever_lost(old: tuple[str, list[str]], plan: Plan) -> None:
    text, said = old
    new = plan_yaml(plan, WORLD)
    whole = carried(text, new)

    assert lost(text, whole) == ()
    assert all(whole.count(remark[1:].strip()) >= said.count(remark) for remark in said)
    assert carried(whole, new) == whole
    assert carried(text, whole) == whole
    kept, _ = read_yaml(whole.encode(), "whole")
    wanted, _ = read_yaml(new.encode(), "new")
    assert kept
    assert wanted
    assert kept.plain == wanted.plain
