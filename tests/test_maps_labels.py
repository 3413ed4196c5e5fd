"""Where names and numbers stand on a map."""

from __future__ import annotations

from itertools import combinations

import pytest

from maps_scenes import FJORD, SEA, random_scene, scene, stop, way
from mi_trip.maps.drawing import draw
from mi_trip.maps.geometry import Box
from mi_trip.maps.labels import Board, Position, around, lines_of, shortened, text_width
from mi_trip.maps.lettering import Sign
from mi_trip.maps.scene import Place
from mi_trip.maps.sheet import Rank, picture, terminal

SHEETS = {"picture": picture(560, 420), "phone": picture(360, 300), "terminal": terminal(100, 40)}


def boxes(drawing):
    """All that must not touch: names, and marks except dots, which are drawn where they are."""
    return [name.box for name in drawing.names] + [mark.box for mark in drawing.marks if mark.sign not in (Sign.DOT, Sign.START)]


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
@pytest.mark.parametrize("seed", range(8))
def test_no_name_or_number_touches_another(sheet, seed):
    drawing = draw(random_scene(seed, days=3 + seed, around=SEA if seed % 4 else FJORD), sheet)
    for shown in (drawing, *([drawing.inset.drawing] if drawing.inset else [])):
        assert [(one, other) for one, other in combinations(boxes(shown), 2) if one.meets(other)] == []
        dots = [mark.box for mark in shown.marks if mark.sign is Sign.DOT]
        assert [name for name in shown.names for dot in dots if name.box.meets(dot)] == []


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
@pytest.mark.parametrize("day", [1, 2, 3])
def test_no_name_or_number_of_a_days_map_touches_another(sheet, day):
    drawing = draw(random_scene(day, spread=0.1), sheet, day=day)
    assert [(one, other) for one, other in combinations(boxes(drawing), 2) if one.meets(other)] == []


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_texts_of_a_terminal_stand_in_its_rows_and_columns(sheet):
    drawing = draw(random_scene(3), sheet)
    if sheet.grid:
        assert {(thing.box.left % 2, thing.box.top % 4) for thing in (*drawing.names, *drawing.marks)} == {(0, 0)}


def test_where_there_is_no_room_the_name_of_a_night_wins_over_a_stops_and_that_over_a_places():
    crowd = [stop(1, number, (FJORD[0] + number / 3000, FJORD[1]), f"A stop that has the number {number}") for number in range(1, 30)]
    night = stop(2, 1, (FJORD[0] + 0.005, FJORD[1]), "The inn", night=True)
    places = [Place(f"p{index}", f"Place {index}", (FJORD[0] + index / 3000, FJORD[1] + 0.0002)) for index in range(30)]
    drawing = draw(scene([way(1, FJORD, (6.95, 62.3))], [*crowd, night], places), picture(240, 180))
    ranks = [name.rank for name in drawing.names]
    assert ranks.count(Rank.NIGHT) == 1
    assert ranks == sorted(ranks)
    assert len(ranks) < 30


def test_marks_too_close_to_each_other_stand_apart_with_a_line_to_where_they_belong():
    close = [stop(1, number, (FJORD[0] + number / 2000, FJORD[1])) for number in range(1, 8)]
    drawing = draw(scene([way(1, (6.5, 62.2), FJORD)], close), picture(400, 300), day=1)
    assert sorted(mark.text for mark in drawing.marks) == ["1", "2", "3", "4", "5", "6", "7"]
    assert [mark.text for mark in drawing.marks if not mark.moved] == ["1"]


def test_a_place_that_a_stop_has_named_is_not_named_again():
    here = stop(1, 1, FJORD, "Geiranger")
    other = (7.1, 62.3)
    drawing = draw(scene([way(1, FJORD, other)], [here], [Place("g", "Geiranger", other), Place("v", "Valldal", other)]), picture(400, 300))
    assert sorted(name.lines[0] for name in drawing.names) == ["Geiranger", "Valldal"]


# -- the board -------------------------------------------------------------------------------------------------------------------------

FRAME = Box(0, 0, 100, 100)


def test_the_best_free_position_is_taken():
    board = Board(FRAME, 4, (0, 0), [Box(0, 0, 50, 100)])
    left, right, worse = (Position(Box.around((x, 50), 20, 10), against) for x, against in ((30, 0), (70, 1), (70, 2)))
    assert board.place([worse, left, right]) == right.box
    assert board.place([right]) is None


def test_nothing_stands_over_the_edge():
    assert Board(FRAME, 4, (0, 0)).place([Position(Box(90, 90, 110, 95))]) is None


def test_a_position_off_the_lines_is_better():
    board = Board(FRAME, 4, (0, 0))
    board.cross([(0, 20), (100, 20)])
    on, off = Position(Box(10, 15, 50, 25)), Position(Box(10, 60, 50, 70), 3)
    assert board.place([on, off]) == off.box
    assert board.place([on], most=2) is None


def test_the_positions_around_a_mark_leave_it_free():
    mark = Box.around((50, 50), 18, 18)
    for position in around(mark, 60, 12, (3, 12), lambda box: box):
        assert not position.box.meets(mark)


# -- texts -----------------------------------------------------------------------------------------------------------------------------


def test_a_long_name_is_cut_and_one_of_two_words_is_broken():
    assert shortened("x" * 300) == "x" * 25 + "…"
    assert lines_of("y" * 300) == ("y" * 25 + "…",)
    assert lines_of("Preikestolen BaseCamp (Preikestolhytta)") == ("Preikestolen BaseCamp", "(Preikestolhytta)")
    assert max(map(len, lines_of("word " * 60))) <= 26


@pytest.mark.parametrize("text", ["Geiranger", "Åndalsnes", "ÆØÅ WM%@", "一二三", "iiii"])
def test_bold_letters_are_wider_and_twice_the_letters_twice_as_wide(text):
    assert text_width(text, 12, bold=True) > text_width(text, 12)
    assert text_width(text * 2, 12) == pytest.approx(2 * text_width(text, 12))
