"""What pydantic finds in an entry, as plain sentences at the line and column where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel

from mi_trip.catalogue.text import did_you_mean, shown
from mi_trip.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from mi_trip.catalogue.reading import Node, Path

_WHOLE = {"minutes": "whole minutes", "lunch": "whole minutes", "driving": "whole minutes", "handover": "whole minutes"}
_PATTERNS = {
    "country": "two capital letters such as NO",
    "currency": "three capital letters such as NOK",
    "url": "an address that begins with http:// or https://",
}


def findings(error: ValidationError, kind: type[BaseModel], node: Node, file: str) -> Iterator[Mistake]:
    """The mistakes of one entry, at most one a value: of the branches of a choice the first speaks."""
    told: set[Path] = set()
    for found in error.errors(include_url=False):
        at, path = node.follow(found["loc"])
        if path in told and found["type"] not in ("missing", "extra_forbidden"):
            continue
        line, column = at.line, at.column
        if found["type"] == "extra_forbidden":
            mother, _ = node.follow(path[:-1])
            line, column = mother.keys[str(path[-1])]
            yield Mistake(file, line, column, unknown_key(str(path[-1]), keys_at(kind, path[:-1])))
            continue
        if at.plain is None and not at.said:
            if not path:
                yield Mistake(file, line, column, "nothing is written here: remove the '-', or put something after it")
            continue  # else told as a key with nothing after it
        told.add(path)
        yield Mistake(file, line, column, _sentence(found, path, at))


def left_empty(node: Node, file: str, may_be: Container[str] = ()) -> Iterator[Mistake]:
    """A key with nothing after it, where what was meant to stand there would be silently missing; ``may_be``: keys that say so."""
    if isinstance(node.inside, list):
        for item in node.inside:
            if item.plain is None and not item.said:
                yield Mistake(file, item.line, item.column, "nothing is written here: remove the '-', or put something after it")
            else:
                yield from left_empty(item, file, may_be)
        return
    for key, value in node.inside.items():
        if value.plain is not None or value.said:
            yield from left_empty(value, file, may_be)
        elif key not in may_be:
            yield Mistake(file, *node.keys[key], f"{shown(key)}: nothing is written here; leave the key out, or give a value")


def unknown_key(key: str, known: Iterable[str]) -> str:
    """The sentence for a key that nobody reads, with what was meant or what may stand there."""
    if key == "<<":
        return "merge keys are not read: write out what is meant"
    known = list(known)
    return f"unknown key {shown(key)}{did_you_mean(key, known) or '; known here: ' + ', '.join(known)}"


def keys_at(kind: type[BaseModel], path: Path) -> list[str]:
    """The keys that an entry knows at a path inside it."""
    model: Any = kind
    for step in path:
        if isinstance(step, str) and isinstance(model, type) and issubclass(model, BaseModel):
            fields = {field.alias or name: field.annotation for name, field in model.model_fields.items()}
            model = fields.get(step)
        elif get_origin(model) is dict:
            model = get_args(model)[1]
        if get_origin(model) is not dict:
            model = _model_in(model) or model
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def _sentence(found: ErrorDetails, path: Path, at: Node) -> str:
    """What is wrong with the value at a path, named by the nearest key."""
    kind = found["type"]
    if kind == "missing":
        missing = found["loc"][-1]
        if isinstance(missing, str):
            return f"'{missing}' is missing"
        return f"{_named(path)}expected {'[latitude, longitude]' if path[-1] == 'at' else '[south, west, north, east]'}"
    named = "" if isinstance(at.plain, dict) and (not path or isinstance(path[-1], int)) else _named(path)
    context = found.get("ctx", {})
    if kind == "value_error":
        return named + str(context["error"])
    expected = _expected(kind, context, _key(path), at.plain)
    return named + expected.replace("expected at", f"expected {_side(path)}at", 1)


def _expected(kind: str, context: Mapping[str, Any], key: str, value: object) -> str:
    not_this = f"not {shown(value)}"
    match kind:
        case "int_type" | "int_from_float" | "int_parsing":
            return f"expected {_WHOLE.get(key, 'a whole number')}, {not_this}"
        case "float_type" | "float_parsing" | "finite_number":
            return f"expected a number, {not_this}"
        case "bool_type" | "bool_parsing":
            return f"expected true or false, {not_this}"
        case "string_type":
            quotes = ": put it in quotes" if isinstance(value, bool | int | float) else ""
            return f"expected a text, {not_this}{quotes}"
        case "literal_error":
            words = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
            return f"expected {_one_of(words)}, {not_this}{did_you_mean(value, words) if isinstance(value, str) else ''}"
        case "list_type" | "tuple_type":
            return f"expected a list, {not_this}"
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"expected keys and values, {not_this}"
        case "greater_than_equal":
            return f"expected at least {context['ge']:g}, {not_this}"
        case "greater_than":
            return f"expected more than {context['gt']:g}, {not_this}"
        case "less_than_equal":
            return f"expected at most {context['le']:g}, {not_this}"
        case "string_pattern_mismatch":
            return f"expected {_PATTERNS.get(key, 'an id of small letters, digits, - and _')}, {not_this}"
        case "string_too_long":
            return f"longer than {context['max_length']:,} characters"
        case "too_short" if isinstance(value, str):
            return "the text is empty"
        case "too_short":
            return f"expected at least {context['min_length']} {'entries' if context['min_length'] > 1 else 'entry'}, {_count(value)}"
        case "too_long":
            return f"expected at most {context['max_length']} entries, {_count(value)}"
        case _:
            return f"{kind.replace('_', ' ')}, {not_this}"


def _one_of(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _count(value: object) -> str:
    return f"not {len(value)}" if isinstance(value, list) and value else "not none"


def _key(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _named(path: Path) -> str:
    return f"{shown(_key(path))}: " if _key(path) else ""


def _side(path: Path) -> str:
    """Which of the two coordinates of a location is meant."""
    return ("a latitude of ", "a longitude of ")[int(path[1])] if len(path) == 2 and path[0] == "at" else ""
