"""The map in a terminal."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from rich.cells import cell_len

from hostile import HOSTILE
from maps_scenes import FJORD, SEA, random_scene, scene, stop, way
from mi_trip.cli.output import forgive_streams
from mi_trip.maps.braille import Dots, Ink, Page, dots_along
from mi_trip.maps.drawing import draw
from mi_trip.maps.scene import Place
from mi_trip.maps.sheet import terminal
from mi_trip.maps.terminal import map_text, rows_for, shortened_to
from mi_trip.model.route import Mode

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
STOPS = [
    stop(1, 0, FJORD, "Vik"),
    stop(1, 1, (6.5, 62.4), "Fjellstova", night=True),
    stop(2, 0, (6.5, 62.4), "Fjellstova"),
    stop(2, 1, (6.7, 62.2), "Øye"),
]
TRIP = scene([way(1, FJORD, (6.5, 62.4)), way(2, (6.5, 62.4), (6.7, 62.2), mode=Mode.FERRY)], STOPS)


def bare(text):
    return ESCAPE.sub("", text)


def test_the_coastlines_source_is_told_on_a_narrow_terminal_too():
    assert "Coastline: GSHHG, LGPL" in map_text(TRIP, columns=40, colour=False).splitlines()


@pytest.mark.parametrize(("columns", "seed"), [(40, 2), (80, 1), (120, 4)])
@pytest.mark.parametrize("colour", [False, True])
def test_no_line_is_wider_than_the_terminal(columns, colour, seed):
    text = map_text(random_scene(seed, around=FJORD if seed % 2 else SEA), columns=columns, colour=colour)
    assert max(cell_len(line) for line in bare(text).splitlines()) <= columns


def test_without_colour_there_is_no_escape_and_with_it_each_is_a_colour_that_ends():
    assert "\x1b" not in map_text(TRIP, columns=80, colour=False)
    coloured = map_text(TRIP, columns=80, colour=True)
    assert "\x1b" not in bare(coloured)
    assert all(not ESCAPE.findall(line) or ESCAPE.findall(line)[-1] == "\x1b[0m" for line in coloured.splitlines())


def test_a_map_has_the_places_the_scale_the_coastlines_source_and_the_days():
    lines = map_text(TRIP, columns=80, colour=False).splitlines()
    assert all(any(name in line for line in lines[:-3]) for name in ("Vik", "Fjellstova", "⌂", "Øye"))
    assert re.fullmatch(r"├─+┤ \d+ km +Coastline: GSHHG, LGPL", lines[-3])
    assert lines[-2:] == [" 1 ── Vik → Fjellstova", " 2 ── Fjellstova → Øye"]


def test_without_colour_every_day_is_told_by_its_number_along_its_line():
    far = [way(day, (FJORD[0], FJORD[1] + day / 5), (FJORD[0] + 3, FJORD[1] + day / 5)) for day in (1, 2, 3, 4)]
    rows = map_text(scene(far, [stop(1, 0, FJORD)]), columns=80, colour=False).splitlines()[:-5]
    for day in "1234":
        assert max(row.count(day) for row in rows) >= 3


def test_with_colour_every_day_has_its_own():
    text = map_text(random_scene(7, days=6), columns=100, colour=True)
    legend = [ESCAPE.findall(line)[0] for line in text.splitlines()[-6:]]
    assert len(set(legend)) == 6
    assert all(text.count(each[2:-1]) > 1 for each in legend)


def test_the_map_of_a_day_shows_that_day_and_the_numbers_of_its_stops():
    lines = map_text(TRIP, columns=80, colour=False, day=1).splitlines()
    assert any("1⌂" in line for line in lines)
    assert any("Fjellstova" in line for line in lines)
    assert not any("Øye" in line for line in lines)
    assert lines[-1] == " 1 ── Vik → Fjellstova"


def test_what_there_is_to_tell_of_a_day_stands_behind_its_ends_where_there_is_room():
    notes = {1: "driving 2 h 16, 110 km"}
    long = scene(TRIP.ways, [stop(1, 0, FJORD, "Vik by the long fjord"), stop(1, 1, (6.5, 62.4), "Upper Fjellstova")])
    last = {columns: map_text(long, columns=columns, colour=False, notes=notes).splitlines()[-2] for columns in (80, 60, 40)}
    assert last == {
        80: " 1 ── Vik by the long fjord → Upper Fjellstova · driving 2 h 16, 110 km",
        60: " 1 ── Vik by the long fjord → Uppe… · driving 2 h 16, 110 km",
        40: " 1 ── Vik by the long fjord → Upper Fje…",
    }


def test_a_day_that_ends_where_it_began_goes_there_and_back():
    there = (6.5, 62.4)
    shown = scene(
        [way(1, FJORD, there), way(1, there, FJORD)], [stop(1, 0, FJORD, "Vik"), stop(1, 1, there, "Top"), stop(1, 2, FJORD, "Vik")]
    )
    assert map_text(shown, columns=80, colour=False).splitlines()[-1] == " 1 ── Vik and back"


def test_the_dense_part_of_a_trip_that_reaches_far_stands_in_a_frame_with_its_names_whole():
    nights = [(6.2, 62.4), (6.9, 62.3), (7.2, 62.1), (7.6, 62.5), (15.6, 78.2)]
    stops = [stop(day, 1, point, f"Inn {day}", night=True) for day, point in enumerate(nights, 1)]
    ways = [way(day, a.point, b.point) for day, (a, b) in enumerate(pairwise(stops), 2)]
    rows = map_text(scene(ways, stops), columns=80, colour=False).splitlines()
    inside = [row[1:39] for row in rows if row.startswith("│") and row[39] == "│"]
    assert (rows[0][0], rows[len(inside) + 1][39]) == ("┌", "┘")
    assert all(any(f"Inn {day}" in row for row in inside) for day in (1, 2, 3, 4))
    assert not any("Inn 5" in row for row in inside)


def test_the_sea_is_filled_and_the_land_is_empty():
    at_sea = map_text(scene([], [stop(1, 1, (4.6, 63.3), "Rig")]), columns=40, colour=True)
    inland = map_text(scene([], [stop(1, 1, (8.6, 61.7), "Hut")]), columns=40, colour=True)
    assert bare(at_sea).count("⣿") > 300
    assert bare(inland).count("⣿") == 0


def test_without_colour_the_sea_is_a_texture_so_that_lines_stand_out():
    at_sea = map_text(scene([], [stop(1, 1, (4.6, 63.3), "Rig")]), columns=40, colour=False)
    assert at_sea.count("⢕") > 300
    assert "⣿" not in at_sea


def test_a_map_is_as_high_as_the_trip_is_long_from_north_to_south():
    wide = scene([way(1, (5.0, 62.0), (9.0, 62.0))])
    square = scene([way(1, (6.0, 62.0), (7.0, 62.46))])
    high = scene([way(1, (6.0, 60.0), (6.0, 64.0))])
    assert rows_for(wide, 80) == 12
    assert rows_for(square, 80) == pytest.approx(40, abs=1)
    assert rows_for(high, 80) == 40


@pytest.mark.parametrize("told", HOSTILE)
def test_names_that_mean_harm_break_no_line(told):
    shown = scene([way(1, FJORD, (6.5, 62.4))], [stop(1, 1, FJORD, told)], [Place("x", told, (6.6, 62.3))], title=told)
    text = map_text(shown, columns=60, colour=False)
    assert max(cell_len(line) for line in text.split("\n")) <= 60
    assert not [char for char in text if char != "\n" and unicodedata.category(char) in ("Cc", "Cn", "Zl", "Zp")]
    assert "\u202e" not in text


def test_places_on_a_map_without_days_have_no_list_of_days():
    lines = map_text(scene([way(0, FJORD, (6.5, 62.4))], [stop(0, 1, FJORD, "Vik")]), columns=60, colour=False).splitlines()
    assert lines[-1].startswith("├")
    assert any("Vik" in line for line in lines)
    assert any("◦" in line for line in lines)  # a place by itself has no number


def test_the_numbers_of_places_are_told_below_the_map_to_be_read_downwards():
    names = ("Vik", "A small and far too long name for the map", "Øye", "一二三四", "Hut")
    shown = scene([way(0, FJORD, (6.5, 62.4))], [stop(0, n, (6.5 + n / 20, 62.3), name) for n, name in enumerate(names, 1)])
    assert map_text(shown, columns=100, colour=False).splitlines()[-3:] == [
        " 1 Vik                                          4 一二三四",
        " 2 A small and far too long name for the map    5 Hut",
        " 3 Øye",
    ]
    assert map_text(shown, columns=30, colour=False).splitlines()[-4] == " 2 A small and far too long n…"


@pytest.mark.parametrize("seed", range(8))
def test_the_degrees_of_a_graticule_stand_whole_or_not_at_all(seed):
    shown = random_scene(seed, days=3)
    drawing = draw(shown, terminal(60, rows_for(shown, 60)))
    names = {line.name for line in (*drawing.grid, *(drawing.inset.drawing.grid if drawing.inset else ()))}
    text = "\n".join(map_text(shown, columns=60, colour=False).splitlines()[:-4])
    found = set(re.findall(r"[^ \u2500-\u28ff\n]*°(?: [NESW])?", text))
    assert found
    assert found <= names


def test_where_a_part_of_the_coast_is_not_known_there_are_sparse_dots_and_a_word():
    far = map_text(scene([way(1, FJORD, (15.6, 78.2), mode=Mode.FLIGHT)]), columns=60, colour=True)
    nowhere = map_text(random_scene(1), columns=60, colour=True)
    near = map_text(TRIP, columns=60, colour=True)
    assert ["Sparse dots: coast not drawn" in text.splitlines() for text in (far, nowhere, near)] == [True, False, False]
    assert bare(far).count("⠁ ⠁ ⠁") > 30
    assert bare(nowhere + near).count("⠁ ⠁ ⠁") == 0


def test_the_gaps_of_dashes_are_blanks():
    assert "\u2800" not in map_text(random_scene(2), columns=80, colour=True)


def test_on_a_terminal_of_ascii_sparse_dots_are_dots():
    forgive_streams()
    text = (
        map_text(scene([way(1, FJORD, (15.6, 78.2), mode=Mode.FLIGHT)]), columns=60, colour=False)
        .encode("ascii", "nearest-letters")
        .decode()
    )
    assert text.count(". . . .") > 30


def test_on_a_terminal_of_ascii_a_map_has_no_question_marks():
    forgive_streams()
    text = map_text(random_scene(1, around=FJORD), columns=80, colour=False).encode("ascii", "nearest-letters").decode()
    assert "~~~" in text
    assert "?" not in text.replace("????", "")  # the name in Chinese


# -- dots and pages --------------------------------------------------------------------------------------------------------------------


def test_a_filled_ring_fills_its_dots_and_a_hole_in_it_stays_empty():
    dots = Dots.none(4, 2)
    dots.fill([[(0, 0), (8, 0), (8, 8), (0, 8)], [(2, 2), (6, 2), (6, 6), (2, 6)]], 1)
    assert [bytes(row).hex() for row in dots.rows] == ["01" * 8] * 2 + ["0101" + "00" * 4 + "0101"] * 4 + ["01" * 8] * 2
    assert dots.character(0, 0) == 0xFF
    assert dots.character(1, 0) == 0x01 | 0x02 | 0x08 | 0x10


def test_a_line_of_dots_has_no_gaps():
    found = list(dots_along([(0.5, 0.5), (20.5, 7.5), (3.5, 9.5)]))
    assert (found[0], found[-1]) == ((0, 0), (3, 9))
    assert all(max(abs(a[0] - b[0]), abs(a[1] - b[1])) == 1 for a, b in pairwise(found))


def test_wide_letters_take_two_columns_and_are_not_cut_in_half():
    page = Page(5, [[(" ", Ink())] * 5])
    page.write(0, 0, "一二三")
    assert page.lines(colour=False) == ["一二"]


def test_a_text_is_cut_to_its_columns():
    assert shortened_to("一二三四", 5) == "一二…"
