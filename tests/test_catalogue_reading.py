"""One YAML file becomes plain values with their places; files from strangers are refused.

Without its guards the reader would need minutes or gigabytes for the hostile files here.
"""

from __future__ import annotations

import json
import os
import string
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from catalogue_files import EXAMPLE, example_in, mistakes_in
from mi_trip.catalogue import reading
from mi_trip.catalogue.reading import DEEPEST, MOST_VALUES, Plain, read_yaml
from mi_trip.catalogue.text import clean, forbidden
from mi_trip.errors import FileError

if TYPE_CHECKING:
    from pathlib import Path


def plain(text: str) -> Plain:
    root, mistakes = read_yaml(text.encode(), "file.yaml")
    assert mistakes == []
    assert root is not None
    return root.plain


def told(content: str | bytes) -> list[str]:
    root, mistakes = read_yaml(content.encode() if isinstance(content, str) else content, "file.yaml")
    assert root is None or mistakes
    return [str(mistake) for mistake in mistakes]


# -- what values mean ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("off", "off"),
        ("true", True),
        ("False", False),
        ("12:30", "12:30"),
        ("08:30", "08:30"),
        ("0123", "0123"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1000", 1000),
        ("-5", -5),
        ("+5", 5),
        ("6.5", 6.5),
        ("1e3", 1000.0),
        (".5", ".5"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("9" * 5000, "9" * 5000),
        ("2026-11-20", "2026-11-20"),
        ("~", None),
        ("null", None),
        ("none", "none"),
        ('"12"', "12"),
        ("'true'", "true"),
        ("=", "="),
        ("Jun 20-Sep 15", "Jun 20-Sep 15"),
    ],
)
def test_a_value_means_what_it_looks_like(written: str, meant: Plain) -> None:
    assert plain(f"key: {written}\n") == {"key": meant}


def test_keys_are_texts_whatever_they_look_like() -> None:
    assert plain("1: a\nNO: b\ntrue: c\n") == {"1": "a", "NO": "b", "true": "c"}


def test_lines_may_end_as_on_windows_and_a_byte_order_mark_is_passed_over() -> None:
    root, mistakes = read_yaml(b"\xef\xbb\xbfa: 1\r\nb:\r\n  - x\r\n", "file.yaml")

    assert mistakes == []
    assert root is not None
    assert root.plain == {"a": 1, "b": ["x"]}
    found, path = root.follow(("b", 0, "deeper"))
    assert (found.line, found.column, path) == (3, 5, ("b", 0))


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp"]), max_size=20)
scalars = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | texts
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=20)


@given(st.dictionaries(st.text(string.ascii_letters, min_size=1, max_size=8), values, min_size=1, max_size=4))
def test_what_json_says_is_read_as_json_reads_it(written: dict[str, Plain]) -> None:
    assert plain(json.dumps(written, ensure_ascii=False)) == written


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_told_of(content: bytes) -> None:
    root, mistakes = read_yaml(content, "file.yaml")

    assert (root is None) <= bool(mistakes)
    assert all(mistake.line >= 1 and mistake.column >= 1 and str(mistake).isprintable() for mistake in mistakes)


@given(st.text(st.characters(codec="utf-8"), max_size=100))
def test_a_text_is_one_line_without_control_characters_or_refused(text: str) -> None:
    refused = any(forbidden(char) for char in " ".join(text.split()))

    with pytest.raises(ValueError, match="contains the control character U") if refused else nullcontext():
        cleaned = clean(text)
        assert cleaned == clean(cleaned)
        assert not any(forbidden(char) for char in cleaned)


# -- files that are not what they should be --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a: 1\nb: \x00\n", "file.yaml:2:4: contains the control character U+0000: remove it"),
        (b"a: \x1b[2J\n", "file.yaml:1:4: contains the control character U+001B: remove it"),
        ("a: x\u2028y\n".encode(), "file.yaml:1:5: contains the control character U+2028: remove it"),
        (b"a: 1\nb: caf\xe9\n", "file.yaml:2:7: is not UTF-8 from here on: save the file as UTF-8"),
        ("a: 1\n".encode("utf-16"), "file.yaml:1:1: is not UTF-8 from here on: save the file as UTF-8"),
        (b"", "file.yaml:1:1: nothing is written in this file: remove it, or put something under 'locations'"),
        (b"just words\n", "file.yaml:1:1: expected keys such as 'locations', not 'just words'"),
        (b"a: *b\n", "file.yaml:1:4: aliases are not read: write out what *b stands for"),
        (b"a: !!binary x\n", "file.yaml:1:4: tags are not read: remove the word that starts with !"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_where_it_stops(content: bytes, expected: str) -> None:
    assert told(content) == [expected]


BOMB = "a: &a [x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join(['*' + a] * 8)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a: " + "[" * 1_000_000, f"file.yaml:1:33: nested more than {DEEPEST} deep"),
        ("- " * 1_000_000, f"file.yaml:1:61: nested more than {DEEPEST} deep"),
        ("{a: " * 1_000_000, f"file.yaml:1:121: nested more than {DEEPEST} deep"),
        (BOMB, "file.yaml:1:4: anchors are not read: remove &a"),
        ("a: [" + "1," * 1_900_000 + "]", f"file.yaml:1:{2 * MOST_VALUES - 1}: more than {MOST_VALUES:,} values in one file: split it"),
        ("a: [" + "?" * 3_000_000, "file.yaml:1:6: not YAML: did not find expected node content"),
    ],
    ids=["brackets", "dashes", "braces", "alias bomb", "values", "question marks"],
)
def test_a_hostile_file_is_refused_before_it_costs_anything(content: str, expected: str) -> None:
    assert told(content) == [expected]


def test_a_thousand_mistakes_are_not_all_told(tmp_path: Path) -> None:
    found = mistakes_in(example_in(tmp_path, {"areas.yaml": "areas:\n" + "- {id: A}\n" * 20_000}))
    assert len(found) == 500
    assert found[0] == "areas.yaml:2:3: 'name' is missing"


# -- files that cannot be opened -------------------------------------------------------------------------------------------------------


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (example_in(tmp_path) / "huge.yaml").open("wb") as file:
        file.truncate(100 * 2**20)

    assert mistakes_in(tmp_path) == ["huge.yaml:1:1: 105 MB: a catalogue's file has at most 4 MB; split it"]


def test_a_folder_called_like_a_file_is_told_of(tmp_path: Path) -> None:
    (example_in(tmp_path) / "routes.yaml").mkdir()

    assert mistakes_in(tmp_path) == ["routes.yaml:1:1: is a folder, not a file"]


def test_a_link_to_nothing_is_told_of(tmp_path: Path) -> None:
    (example_in(tmp_path) / "routes.yaml").symlink_to(tmp_path / "gone.txt")

    assert mistakes_in(tmp_path) == ["routes.yaml:1:1: a link to something that does not exist"]


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    places = example_in(tmp_path) / "places.yaml"
    places.rename(tmp_path / "places.txt")
    places.symlink_to(tmp_path / "places.txt")

    assert mistakes_in(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(example_in(tmp_path) / "pipe.yaml")

    assert mistakes_in(tmp_path) == ["pipe.yaml:1:1: is not a regular file"]


def test_a_file_name_with_a_terminal_escape_is_written_out(tmp_path: Path) -> None:
    (example_in(tmp_path) / "\x1b[2J.yaml").write_text("")

    assert mistakes_in(tmp_path) == [r"\x1b[2J.yaml:1:1: nothing is written in this file: remove it, or put something under 'locations'"]


def test_a_folder_without_files_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing")

    with pytest.raises(FileError, match=r"there is no file ending in \.yaml in this folder$"):
        mistakes_in(tmp_path)


def test_without_the_c_parser_the_same_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    content = (EXAMPLE / "places.yaml").read_bytes()
    fast = read_yaml(content, "places.yaml")
    monkeypatch.setattr(reading, "_LOADER", yaml.SafeLoader)

    assert read_yaml(content, "places.yaml") == fast
    assert told("a: " + "[" * 100_000) == [f"file.yaml:1:33: nested more than {DEEPEST} deep"]
