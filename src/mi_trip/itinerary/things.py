"""What stands where in an itinerary file, so that a comment is known by what it stands beside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mi_trip.catalogue.names import fold
from mi_trip.model.saved import Mark
from mi_trip.model.solution import RIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mi_trip.catalogue.reading import Node

Thing: TypeAlias = tuple[str | int, ...]  # such as ("request", "budget"), ("day", 2, "night"), ("choice", "aksla", 0, "note")

TOP: Thing = ("top",)
TAIL: Thing = ("tail",)


@dataclass(frozen=True, slots=True)
class Standing:
    """A thing and the line and column at which it begins; ``label`` is what a sentence calls it."""

    mark: Mark
    thing: Thing
    label: str


def things_in(root: Node, ids: Mapping[Mark, str]) -> list[Standing]:
    """All things of a file in the order of its lines, what holds others before them; ``ids``: what the choices are, where known."""
    return sorted(_Survey(ids).file(root), key=lambda standing: standing.mark)


def mother(thing: Thing) -> Thing | None:
    """What a thing is part of, and where its comment may stand as well; None for a choice, a night, a day or a demand."""
    match thing:
        case ("choice", name, int(number)) if number:
            return ("choice", name, 0)
        case ("choice", _, _, _) | ("day", _, "night", _) | ("day", _, "do" | "note"):
            return thing[:-1]
        case ("choice", *_) | ("day", *_) | ("request", _):
            return None
        case (_, _, *_):
            return thing[:-1]
        case _:
            return None


class _Survey:
    """Walks the nodes of a file."""

    def __init__(self, ids: Mapping[Mark, str]) -> None:
        self.ids = ids
        self.seen: Counter[str] = Counter()

    def file(self, root: Node) -> Iterator[Standing]:
        """All things, those of the days by what they are."""
        for thing, node, mark in _keys((), root):
            yield Standing(mark, thing, str(thing[-1]))
            if thing == ("days",):
                for number, day in enumerate(_items(node), 1):
                    yield from self._day(number, day)
            elif thing == ("request",):
                for key, below, at in _keys(thing, node):
                    yield Standing(at, key, str(key[-1]))
                    yield from _entries(key, below)
            else:
                yield from _entries(thing, node)

    def _day(self, number: int, node: Node) -> Iterator[Standing]:
        label = f"day {number}"
        yield Standing(Mark(node.line, node.column), ("day", number), label)
        for thing, below, mark in _keys(("day", number), node):
            of = f"the {thing[-1]} of {label}"
            yield Standing(mark, thing, label if thing[-1] == "do" else of)
            if thing[-1] == "do":
                for entry in _items(below):
                    yield from self._choice(entry, label)
            elif thing[-1] == "night":
                yield from (Standing(at, key, of) for key, _, at in _keys(thing, below))

    def _choice(self, node: Node, day: str) -> Iterator[Standing]:
        mark = Mark(node.line, node.column)
        name = self.ids.get(mark) or _name(node)
        folded = fold(name)
        thing: Thing = ("choice", folded, self.seen[folded])
        self.seen[folded] += 1
        label = f"{name} on {day}"
        yield Standing(mark, thing, label)
        yield from (Standing(at, key, label) for key, _, at in _keys(thing, node))


def _name(node: Node) -> str:
    """What is chosen, as the file calls it."""
    plain = node.plain
    if isinstance(plain, dict):
        return f"{RIDE}{plain['ride']}" if plain.get("ride") else str(plain.get("activity"))
    return str(plain)


def _keys(above: Thing, node: Node) -> Iterator[tuple[Thing, Node, Mark]]:
    """The keys at a node, with what stands at them and where they stand."""
    if isinstance(node.inside, dict):
        for key, below in node.inside.items():
            yield (*above, key), below, Mark(*node.keys[key])


def _items(node: Node) -> list[Node]:
    return node.inside if isinstance(node.inside, list) else []


def _entries(above: Thing, node: Node) -> Iterator[Standing]:
    """The entries of a list by what they say, and the keys of a mapping."""
    for key, _, mark in _keys(above, node):
        yield Standing(mark, key, str(key[-1]))
    for item in _items(node):
        said = item.plain.get("at") if isinstance(item.plain, dict) else item.plain
        yield Standing(Mark(item.line, item.column), (*above, f"- {said}"), f"{said} in {above[-1]}")
