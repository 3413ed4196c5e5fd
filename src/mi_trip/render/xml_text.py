"""XML documents: elements with text from data in them, in the order given, written the same every time."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mi_trip.render.units import plain

if TYPE_CHECKING:
    from collections.abc import Mapping


def element(name: str, attributes: Mapping[str, str] | None = None) -> ET.Element:
    """An element without a parent."""
    return ET.Element(name, {key: plain(value) for key, value in (attributes or {}).items()})


def add(parent: ET.Element, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> ET.Element:
    """A new last child of the parent; what XML cannot carry is spelt out in its text."""
    child = element(name, attributes)
    child.text = plain(text) or None
    parent.append(child)
    return child


def add_text(parent: ET.Element, name: str, text: str) -> None:
    """A new last child with the text, if there is any."""
    if plain(text):
        add(parent, name, text)


def document(root: ET.Element) -> str:
    """The document as text, indented."""
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'
