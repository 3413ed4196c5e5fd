"""Values as YAML that means the same to every reader: plain where it may be, else in quotes, and comments of our own."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from typing import TYPE_CHECKING

from mi_trip.model.saved import tidy
from mi_trip.render.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

OWN = "#|"  # begins our comments
_ALIGNED = 46  # the column at which comments beside values begin, if the values leave room
_SAFE = re.compile(r"[^\W\d_][\w ,;./()'’&+!?–—…-]*", re.UNICODE)
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"}  # no texts to some reader or other
_BEGINS = re.compile(r"#(?!\|)")
_SHORT = {"\n": "\\n", '"': '\\"', "\\": "\\\\"}


def spelt(text: str) -> str:
    r"""The text, its lines kept, with what no reader may get spelt out.

    >>> spelt("one\n  two\x1b[31m")
    'one\n  two\\x1b[31m'
    """
    return "".join(char if _harmless(char) else plain(f"x{char}x")[1:-1] for char in text)


def scalar(text: str, *, inside: bool = False) -> str:
    r"""The text in one line of YAML; ``inside``: within brackets or braces.

    >>> scalar("Hellesylt quay"), scalar("12:00"), scalar("yes"), scalar("a # b"), scalar("one\ntwo")
    ('Hellesylt quay', '"12:00"', '"yes"', '"a # b"', '"one\\ntwo"')
    >>> scalar("Bo, the younger"), scalar("Bo, the younger", inside=True)
    ('Bo, the younger', '"Bo, the younger"')
    """
    safe = spelt(text)
    if _SAFE.fullmatch(safe) and not safe.endswith(" ") and safe.lower() not in _WORDS and not (inside and "," in safe):
        return safe
    return '"' + "".join(_SHORT.get(char) or (f"\\u{ord(char):04X}" if char == "\ufeff" else char) for char in safe) + '"'


def block(key: str, text: str, indent: str, *, widest: int = 100) -> list[str]:
    """A key with a text of one or more lines, the lines below each other where they can be, and a long one folded."""
    safe = spelt(tidy(text))
    lines, style = safe.split("\n"), "|-"
    if len(lines) == 1 and len(safe) > widest:
        lines, style = textwrap.wrap(safe, widest, break_long_words=False, break_on_hyphens=False), ">-"
    folds = style == "|-" or " ".join(lines) == safe
    if len(lines) == 1 or not folds or lines[0].startswith(" ") or "\ufeff" in safe:
        return [f"{indent}{key}: {scalar(safe)}"]
    return [f"{indent}{key}: {style}", *(f"{indent}  {line}" if line else "" for line in lines)]


def listed(key: str, entries: Iterable[str], indent: str, *, widest: int = 100) -> list[str]:
    """A key with entries that are YAML already: in one line, or one below the other; nothing for none."""
    entries = list(entries)
    if not entries:
        return []
    line = f"{indent}{key}: [{', '.join(entries)}]"
    return [line] if len(line) <= widest else [f"{indent}{key}:", *(f"{indent}  - {entry}" for entry in entries)]


def own(indent: str, text: str) -> str:
    """A line that is a comment of ours."""
    return f"{indent}{OWN} {_comment(text)}".rstrip()


def beside(line: str, text: str) -> str:
    """The line with a comment of ours beside it."""
    return f"{line.ljust(_ALIGNED - 2)}  {OWN} {_comment(text)}" if text else line


def _comment(text: str) -> str:
    """In a comment of ours no other begins, so that what people write behind it is known for theirs."""
    return _BEGINS.sub("＃", plain(text)).replace("\ufeff", "")


def _harmless(char: str) -> bool:
    return char == "\n" or char.isprintable() or unicodedata.category(char) == "Zs"
