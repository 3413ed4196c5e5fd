"""The comments that a person wrote into an itinerary file, carried into the file that takes its place.

Comments that begin with `#|` are our own and are written anew.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from mi_trip.catalogue.reading import read_yaml
from mi_trip.errors import UsageError
from mi_trip.itinerary.things import TAIL, TOP, mother, things_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mi_trip.catalogue.reading import Node
    from mi_trip.itinerary.things import Standing, Thing
    from mi_trip.model.saved import Mark, SavedTrip

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_LINES = re.compile(r"\r\n|\r|\n")
_OURS = re.compile(r"\s*#\|")
_THEIRS = re.compile(r"(?<=\s)#(?!\|)")
_GONE = re.compile(r"^\(was beside [^)]*\) ?")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of a person's, from its `#` on: above a thing, on lines of its own, or beside it. ``label`` names the thing."""

    text: str
    thing: Thing
    above: bool
    label: str


def carried(old_text: str, new_text: str, old: SavedTrip | None = None) -> str:
    """The new text with the comments that people wrote into the old one, each beside the same thing.

    The thing may stand on another day now; where it is gone its comments come last and say where they were. The catalogue is called
    what the old text calls it, be it a path. ``old`` is what was read from the old text, and tells which names in it mean the same.
    Raises UsageError rather than lose a comment.
    """
    before = _File(old_text, _ids(old) if old else {})
    new_text = _same_catalogue(before.root, new_text)
    if not before.comments:
        return new_text
    whole = _File(new_text, {}).with_comments(before.comments)
    if missing := lost(old_text, whole):
        raise UsageError(f"{len(missing)} of the file's own comments would be lost, the first is: {missing[0]}")
    if _root(whole).plain != _root(new_text).plain:
        raise UsageError("the file's own comments cannot be put into the new one without changing what it says")
    return whole


def lost(old_text: str, new_text: str) -> tuple[str, ...]:
    """The comments that people wrote into the old text and that the new one has not."""
    had, has = (Counter(_bare(comment.text) for comment in _File(text, {}).comments) for text in (old_text, new_text))
    return tuple(f"# {text}" for text, number in had.items() if has[text] < number)


def _bare(text: str) -> str:
    """What a comment says, without the words for where it stood."""
    return _GONE.sub("", text[1:].strip())


def _ids(trip: SavedTrip) -> Mapping[Mark, str]:
    return {choice.mark: choice.activity for day in trip.days for choice in day.choices}


def _same_catalogue(before: Node, text: str) -> str:
    """The text with the catalogue's name or path from before."""
    (said, had), (made, has) = (root.follow(("catalogue",)) for root in (before, _root(text)))
    if not (had and has) or not isinstance(said.plain, str) or said.plain == made.plain:
        return text
    lines = text.split("\n")
    lines[made.line - 1] = f"catalogue: {json.dumps(said.plain, ensure_ascii=False)}"
    return "\n".join(lines)


def _root(text: str) -> Node:
    root, mistakes = read_yaml(text.encode("utf-8", "surrogatepass"), "")
    if root is None or mistakes:
        first = mistakes[0]
        raise UsageError(f"line {first.line}: {first.what}: the comments of such a file cannot be carried over")
    return root


class _File:
    """The lines of a file, the things in it and the comments that are not ours."""

    def __init__(self, text: str, ids: Mapping[Mark, str]) -> None:
        self.text = text.removeprefix("\ufeff")
        self.lines = _LINES.split(self.text)
        self.root = _root(self.text)
        self.things = things_in(self.root, ids)
        self._starts = [standing.mark.line for standing in self.things]
        self.comments = tuple(self._comments())

    def _comments(self) -> Iterator[Comment]:
        ours_yet = False
        for number, column in _comment_starts(self.text, self.lines):
            line = self.lines[number - 1]
            alone = not line[:column].strip()
            text = _theirs(line[column:])
            first = bisect_right(self._starts, number - 1)  # the first thing that begins on this line or later
            if text and alone:
                at_top = not ours_yet and not first
                yield self._above(text, first, at_top=at_top)
            elif text:
                yield self._beside(text, number)
            ours_yet |= bool(_OURS.match(line[column:]))

    def _above(self, text: str, following: int, *, at_top: bool) -> Comment:
        if at_top or following == len(self.things):
            return Comment(text, TOP if at_top else TAIL, above=True, label="")
        standing = self.things[following]
        return Comment(text, standing.thing, above=True, label=standing.label)

    def _beside(self, text: str, line: int) -> Comment:
        standing = self._last_at(line)
        if standing is None:  # beside a `---`
            return Comment(text, TOP, above=True, label="")
        return Comment(text, standing.thing, above=False, label=standing.label)

    def _last_at(self, line: int) -> Standing | None:
        after = bisect_right(self._starts, line)
        return self.things[after - 1] if after else None

    def with_comments(self, comments: Sequence[Comment]) -> str:
        """The text with these comments as well, save those that stand there already."""
        at = {TOP: 0, TAIL: len(self.lines) + 1, **{standing.thing: standing.mark.line for standing in reversed(self.things)}}
        there = Counter((at[comment.thing], comment.text) for comment in self.comments)
        taken = {at[comment.thing] for comment in self.comments if not comment.above}
        above: dict[int, list[str]] = defaultdict(list)
        beside: dict[int, str] = {}
        for comment in comments:
            thing = _nearest(comment.thing, at)
            line = at[thing or TAIL]
            text = comment.text if thing else f"# (was beside {comment.label}) {comment.text[1:].strip()}".rstrip()
            if there[line, text]:
                there[line, text] -= 1
            elif comment.above or not thing or line in taken:
                above[line].append(text)
            else:
                taken.add(line)
                beside[line] = text
        return self._put_together(above, beside)

    def _put_together(self, above: Mapping[int, list[str]], beside: Mapping[int, str]) -> str:
        lines = list(above.get(0, ()))
        for number, line in enumerate(self.lines, 1):
            indent = line[: len(line) - len(line.lstrip())]
            lines += [indent + text for text in above.get(number, ())]
            lines.append(f"{line.rstrip()}  {beside[number]}" if number in beside else line)
        if tail := above.get(len(self.lines) + 1):
            while lines and not lines[-1]:
                lines.pop()
            last = lines[-1].lstrip() if lines else ""
            lines += [*([] if last.startswith("#") and not _OURS.match(last) else [""]), *tail, ""]
        return "\n".join(lines)


def _nearest(thing: Thing, at: Mapping[Thing, int]) -> Thing | None:
    """The thing, or what it is part of, as far as that is still there."""
    here: Thing | None = thing
    while here is not None and here not in at:
        here = mother(here)
    return here


def _theirs(comment: str) -> str:
    """The part of a comment that is not ours: what is ours begins with `#|`, before it or after it."""
    if _OURS.match(comment):
        found = _THEIRS.search(comment)
        comment = comment[found.start() :] if found else ""
    return re.split(r"\s#\|", comment, maxsplit=1)[0].rstrip()


def _comment_starts(text: str, lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The line, from 1, and the column, from 0, at which each comment begins: the first `#` of a line that is in no value."""
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    for event in events:
        begin, end = event.start_mark, event.end_mark
        if isinstance(event, yaml.ScalarEvent):
            first = begin.line + 1 if event.style in ("|", ">") else begin.line  # a comment may stand beside the | itself
            for line in range(first, min(end.line + 1, len(lines))):
                until = end.column if line == end.line else len(lines[line])
                spans[line].append((begin.column if line == begin.line else 0, until))
    for number, text_of_line in enumerate(lines):
        inside = spans[number]
        for found in re.finditer("#", text_of_line):
            if not any(start <= found.start() < until for start, until in inside):
                yield number + 1, found.start()
                break
