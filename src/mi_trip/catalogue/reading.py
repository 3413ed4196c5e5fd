"""One YAML file as plain values, with the line and column of every one.

A small part of YAML 1.2 is read: mappings, lists, and plain or quoted values. `NO` and `12:30` are texts; anchors, aliases, tags and
several documents in a file are mistakes, and so is a key written twice. Files from strangers are refused before they cost time or memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from mi_trip.catalogue.text import shown
from mi_trip.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 30  # levels; a catalogue needs eight
MOST_VALUES = 250_000  # values in one file; two hundred routes need six thousand, five thousand plain ones 150,000

Plain: TypeAlias = bool | int | float | str | list[Any] | dict[str, Any] | None
Path: TypeAlias = tuple[str | int, ...]

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_NULL = {"", "~", "null", "Null", "NULL"}
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})(\.[0-9]+([eE][-+]?[0-9]{1,2})?|[eE][-+]?[0-9]{1,2})")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_PLAINER = {  # what the parser says -> what a person can do about it
    "mapping values are not allowed in this context": "a ': ' is not expected here: put the text in quotes, or look at the indentation",
    "did not find expected key": "a key was expected here: look at the indentation, and at quotes within quotes",
    "could not find expected ':'": "a key without ':' after it",
    "did not find expected '-' indicator": "a list entry was expected here: look at the indentation",
    "found character that cannot start any token": "a tab, or another character that cannot stand here: indent with spaces, quote texts",
    "did not find expected ',' or ']'": "a list that is not closed: ',' or ']' expected",
    "did not find expected ',' or '}'": "a mapping that is not closed: ',' or '}' expected",
    "found unexpected end of stream": "a quote that is never closed",
}


@dataclass(slots=True)
class Node:
    """A value and where it stands; ``keys`` says where each key of a mapping stands. Lines and columns count from 1.

    ``said`` is false for a value that was left empty, as opposed to a `null` or `~` that somebody wrote.
    """

    line: int
    column: int
    plain: Plain
    inside: dict[str, Node] | list[Node] = field(default_factory=dict)
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    said: bool = True

    def follow(self, path: Path) -> tuple[Node, Path]:
        """The node at the path, or the last one on the way to it, and the path as far as it went."""
        node, gone = self, 0
        for step in path:
            inside = node.inside
            if isinstance(inside, dict):
                below = inside.get(step) if isinstance(step, str) else None
            else:
                below = inside[step] if isinstance(step, int) and step < len(inside) else None
            if below is None:
                break
            node, gone = below, gone + 1
        return node, path[:gone]


class UnreadableError(Exception):
    """A file in which nothing can be read, because of one mistake."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake)
        self.mistake = mistake


def read_yaml(content: bytes, file: str, such_as: str = "locations") -> tuple[Node | None, list[Mistake]]:
    """The root of a file, None where it could not be read to its end, and the mistakes in it; ``such_as``: a key it should have."""
    reader = _Reader(file, such_as)
    try:
        return reader.document(reader.text(content)), reader.mistakes
    except UnreadableError as error:
        return None, [*reader.mistakes, error.mistake]


class _Reader:
    """Puts the events of the parser together, and looks at each one before it costs anything."""

    def __init__(self, file: str, such_as: str) -> None:
        self.file, self.such_as = file, such_as
        self.mistakes: list[Mistake] = []
        self.values = 0

    def text(self, content: bytes) -> str:
        """The content as text, without a byte order mark."""
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = content[: error.start].decode("utf-8", "replace")
            raise UnreadableError(self._at(before, "is not UTF-8 from here on: save the file as UTF-8")) from error
        if found := _CONTROL.search(text):
            what = f"contains the control character U+{ord(found[0]):04X}: remove it"
            raise UnreadableError(self._at(text[: found.start()], what))
        return text

    def document(self, text: str) -> Node:
        """The one document of the text, a mapping."""
        try:
            events = yaml.parse(text, Loader=_LOADER)
            root = self._documents(events)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            problem = (error.problem or "cannot be read").strip()
            what = _PLAINER.get(problem) or f"not YAML: {problem}"
            raise UnreadableError(self._mistake(mark, what)) from error
        except yaml.YAMLError as error:
            raise UnreadableError(Mistake(self.file, 1, 1, "not YAML: cannot be read")) from error
        if not isinstance(root.plain, dict):
            what = f"expected keys such as '{self.such_as}', not {shown(root.plain)}"
            raise UnreadableError(Mistake(self.file, root.line, root.column, what))
        return root

    def _documents(self, events: Iterator[Any]) -> Node:
        root = None
        for event in events:
            match event:
                case yaml.DocumentStartEvent() if root is not None:
                    raise UnreadableError(self._mistake(event.start_mark, "a second document begins: one file holds one"))
                case yaml.ScalarEvent() | yaml.MappingStartEvent() | yaml.SequenceStartEvent() | yaml.AliasEvent():
                    root = self._node(event, events, 1)
                case _:
                    pass
        if root is None:
            what = f"nothing is written in this file: remove it, or put something under '{self.such_as}'"
            raise UnreadableError(Mistake(self.file, 1, 1, what))
        return root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        self._guard(event, depth)
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            plain: Plain = event.value if event.style else _value(event.value)  # the C parser says "" for plain, the other None
            return Node(line, column, plain, said=bool(event.value or event.style))
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self._node(event, events, depth + 1))
            return Node(line, column, [item.plain for item in items], items)
        return self._mapping(line, column, events, depth)

    def _mapping(self, line: int, column: int, events: Iterator[Any], depth: int) -> Node:
        inside: dict[str, Node] = {}
        keys: dict[str, tuple[int, int]] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            mark = event.start_mark
            if not isinstance(event, yaml.ScalarEvent):
                raise UnreadableError(self._mistake(mark, "a key must be one word; is a text with { or [ in it without quotes?"))
            self._guard(event, depth)
            value = self._node(next(events), events, depth + 1)
            if event.value in keys:
                first = keys[event.value][0]
                self.mistakes.append(self._mistake(mark, f"{shown(event.value)} stands here twice, first in line {first}"))
            else:
                inside[event.value], keys[event.value] = value, (mark.line + 1, mark.column + 1)
        return Node(line, column, {key: node.plain for key, node in inside.items()}, inside, keys)

    def _guard(self, event: Any, depth: int) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            raise UnreadableError(self._mistake(event.start_mark, f"more than {MOST_VALUES:,} values in one file: split it"))
        if depth > DEEPEST:
            raise UnreadableError(self._mistake(event.start_mark, f"nested more than {DEEPEST} deep"))
        if isinstance(event, yaml.AliasEvent):
            raise UnreadableError(self._mistake(event.start_mark, f"aliases are not read: write out what *{event.anchor} stands for"))
        if event.anchor is not None:
            raise UnreadableError(self._mistake(event.start_mark, f"anchors are not read: remove &{event.anchor}"))
        if event.tag is not None:
            raise UnreadableError(self._mistake(event.start_mark, "tags are not read: remove the word that starts with !"))

    def _at(self, before: str, what: str) -> Mistake:
        """The mistake that comes after the text before it."""
        return Mistake(self.file, before.count("\n") + 1, len(before) - before.rfind("\n"), what)

    def _mistake(self, mark: Any, what: str) -> Mistake:
        return Mistake(self.file, mark.line + 1, mark.column + 1, what)


def _value(text: str) -> Plain:
    """What a plain scalar stands for: nothing, a truth value, a decimal number or a text."""
    if text in _NULL:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
