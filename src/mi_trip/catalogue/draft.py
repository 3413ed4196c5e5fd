"""A catalogue as it was written: every entry that holds for itself, with the place in the file where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING, Generic, TypeVar

from mi_trip.catalogue import schema
from mi_trip.catalogue.findings import findings, left_empty, unknown_key
from mi_trip.catalogue.reading import Node, Path, read_yaml
from mi_trip.catalogue.text import shown
from mi_trip.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mi_trip.catalogue.shipped import SourceFile

E = TypeVar("E", bound=schema.Entry)
E_co = TypeVar("E_co", bound=schema.Entry, covariant=True)

LISTS: Mapping[str, type[schema.Entry]] = {
    "areas": schema.Area,
    "films": schema.Film,
    "seasons": schema.Season,
    "locations": schema.Location,
    "routes": schema.Route,
    "activities": schema.Activity,
    "disagreements": schema.Disagreement,
}
MOST_MISTAKES = 500  # who has made more reads the first ones only
SECTIONS = ("catalogue", "sources", *LISTS)


@dataclass(frozen=True, slots=True)
class Written(Generic[E_co]):
    """An entry and where it stands."""

    entry: E_co
    node: Node
    file: str

    @property
    def place(self) -> str:
        """The file and line, for a sentence about another entry."""
        return f"{PurePath(self.file).name}, line {self.node.line}"

    def mistake(self, path: Path, what: str) -> Mistake:
        """A mistake at a value of the entry; at the entry itself where that has no value of its own."""
        node, _ = self.node.follow(path)
        return Mistake(self.file, node.line, node.column, what)


@dataclass(slots=True)
class Draft:
    """All entries of a catalogue that hold for themselves.

    ``broken`` has the ids of those that do not, so that references to them are no second mistake; ``whole`` is false where a file or
    a section could not be read, and one cannot say what the catalogue lacks.
    """

    headers: list[Written[schema.Header]] = field(default_factory=list)
    sources: dict[str, Written[schema.Source]] = field(default_factory=dict)
    areas: list[Written[schema.Area]] = field(default_factory=list)
    films: list[Written[schema.Film]] = field(default_factory=list)
    seasons: list[Written[schema.Season]] = field(default_factory=list)
    locations: list[Written[schema.Location]] = field(default_factory=list)
    routes: list[Written[schema.Route]] = field(default_factory=list)
    activities: list[Written[schema.Activity]] = field(default_factory=list)
    disagreements: list[Written[schema.Disagreement]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    whole: bool = True
    mistakes: list[Mistake] = field(default_factory=list)

    def full(self) -> bool:
        """Whether so many mistakes are known that looking for more is of no use."""
        return len(self.mistakes) >= MOST_MISTAKES


def read_draft(sources: Iterable[SourceFile], *, whole: bool) -> Draft:
    """The files of a catalogue read as one; ``whole``: there are no others that could not be opened."""
    draft = Draft(whole=whole)
    for source in sources:
        draft.files.append(source.path)
        root, mistakes = read_yaml(source.content, source.path)
        draft.mistakes += mistakes
        if root is None:
            draft.whole = False
        else:
            _add(draft, root, source.path)
    return draft


def sound_part(draft: Draft) -> Draft | None:
    """What of a draft can be built into a catalogue: the entries whose references lead somewhere; None without a header."""
    locations = {written.entry.id for written in draft.locations}
    seasons = {written.entry.id for written in draft.seasons}
    header = draft.headers[0] if draft.headers else None
    if header is None or not {header.entry.start, header.entry.end} <= locations:
        return None
    estimates = header.entry.estimates is not None
    routes = [
        written
        for written in draft.routes
        if {written.entry.start, written.entry.end} <= locations
        and written.entry.season in (None, *seasons)
        and (estimates or "estimate" not in (written.entry.km, written.entry.minutes))
    ]
    known = {written.entry.id for written in routes}
    activities = [
        written
        for written in draft.activities
        if {written.entry.at or written.entry.start, written.entry.at or written.entry.end} <= locations
        and written.entry.season in (None, *seasons)
        and set(written.entry.rides) <= known
    ]
    return replace(draft, routes=routes, activities=activities)


def _add(draft: Draft, root: Node, file: str) -> None:
    assert isinstance(root.inside, dict)  # noqa: S101 - the reader gives mappings only
    for section, node in root.inside.items():
        if draft.full():
            return
        if section not in SECTIONS:
            draft.mistakes.append(Mistake(file, *root.keys[section], unknown_key(section, SECTIONS)))
        elif section == "catalogue":
            header = _entry(draft, schema.Header, node, file)
            draft.headers += [header] if header else []
            draft.whole &= header is not None
        elif section == "sources":
            _add_sources(draft, node, file)
        elif isinstance(node.inside, list):
            into = getattr(draft, section)
            into += [entry for item in node.inside if not draft.full() and (entry := _entry(draft, LISTS[section], item, file))]
        else:
            draft.whole = False
            draft.mistakes.append(_no_entries(section, node, file, "a list of entries that begin with '- '"))


def _add_sources(draft: Draft, node: Node, file: str) -> None:
    if not isinstance(node.plain, dict):
        draft.whole = False
        draft.mistakes.append(_no_entries("sources", node, file, "an id and a source in every line"))
        return
    assert isinstance(node.inside, dict)  # noqa: S101 - a mapping has a mapping inside
    for key, value in node.inside.items():
        if draft.full():
            return
        at = node.keys[key]
        if not schema.is_id(key):
            draft.mistakes.append(Mistake(file, *at, f"{shown(key)}: an id has small letters, digits, - and _ only"))
        elif key in draft.sources:
            draft.mistakes.append(Mistake(file, *at, f"the source '{key}' stands already in {draft.sources[key].place}"))
        elif source := _entry(draft, schema.Source, value, file):
            draft.sources[key] = source
        else:
            draft.broken.add(key)


def _no_entries(section: str, node: Node, file: str, expected: str) -> Mistake:
    nothing = "; remove it where it has none" if node.plain is None else f", not {shown(node.plain)}"
    return Mistake(file, node.line, node.column, f"'{section}': expected {expected}{nothing}")


def _entry(draft: Draft, kind: type[E], node: Node, file: str) -> Written[E] | None:
    from pydantic import ValidationError

    draft.mistakes += left_empty(node, file)
    try:
        return Written(kind.model_validate(node.plain), node, file)
    except ValidationError as error:
        draft.mistakes += islice(findings(error, kind, node, file), MOST_MISTAKES)
        if isinstance(node.plain, dict) and isinstance(name := node.plain.get("id"), str):
            draft.broken.add(name)
        elif kind is not schema.Source:
            draft.whole = False
        return None
