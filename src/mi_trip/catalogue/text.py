"""Text from YAML: what may stand in it, and how a value is shown in a sentence."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_SHOWN = 60  # characters of a value that a sentence quotes

_FORBIDDEN = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_MARKS = {0x200E, 0x200F, 0x061C}  # which way the letters beside them read: right in a Hebrew or Arabic name, and nothing is seen of them
_DIRECTION = {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *_MARKS)}


def forbidden(char: str) -> bool:
    """Whether the character may not stand in a text: a control character, or a mark that turns the reading direction."""
    return unicodedata.category(char) in _FORBIDDEN or char in _DIRECTION


def without_marks(text: str) -> str:
    r"""The text without the marks that only hint at the reading direction.

    >>> without_marks("פונדק\u200f")
    'פונדק'
    """
    return text if text.isascii() else text.translate(dict.fromkeys(_MARKS))


def clean(text: str) -> str:
    r"""The text in one line, composed (NFC), without hints at the reading direction; refuses control characters and what turns it.

    >>> clean("  one\n two ")
    'one two'
    """
    folded = unicodedata.normalize("NFC", " ".join(without_marks(text).split()))
    for char in folded:
        if forbidden(char):
            raise ValueError(f"contains the control character U+{ord(char):04X}: remove it")
    return folded


def shown(value: object) -> str:
    r"""A value from YAML as a sentence quotes it: short, and safe on a terminal.

    >>> shown("an hour"), shown(True), shown(["a"]), shown("\x1b[2J")
    ("'an hour'", 'true', 'a list', "'\\x1b[2J'")
    """
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            short = value if len(value) <= LONGEST_SHOWN else value[: LONGEST_SHOWN - 1] + "…"
            return f"'{printable(short)}'"
        case list():
            return "a list"
        case dict():
            return "keys and values"
        case _:
            return repr(value)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'timetable'?` where a known word is near, else nothing.

    >>> did_you_mean("timetabel", ["timetable", "name"])
    "; did you mean 'timetable'?"
    """
    if len(word) > LONGEST_SHOWN:  # comparing is quadratic
        return ""
    import difflib  # not at every start

    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.7)
    return f"; did you mean {shown(near[0])}?" if near else ""


def printable(text: str) -> str:
    """The text with its control characters written out."""
    return "".join(char.encode("unicode_escape").decode() if forbidden(char) else char for char in text)
