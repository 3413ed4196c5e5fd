"""Catalogue folders for tests: the example of ``itineraries/README.md`` with one thing added or changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from mi_trip.catalogue import check_catalogue

EXAMPLE = Path(__file__).parent.parent / "itineraries" / "example"
MISTAKES = Path(__file__).parent / "data" / "mistakes"
EXPECTED = "# => "


def example_in(folder: Path, added: dict[str, str | bytes] | None = None) -> Path:
    """Copy the example into a folder, and add files to it."""
    for file in EXAMPLE.glob("*.yaml"):
        shutil.copy(file, folder)
    for name, content in (added or {}).items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def example_where(folder: Path, file: str, old: str, new: str) -> Path:
    """Copy the example into a folder, with one text in one file replaced."""
    text = (EXAMPLE / file).read_text("utf-8")
    assert text.count(old) == 1, old
    return example_in(folder, {file: text.replace(old, new)})


def mistakes_in(folder: Path) -> list[str]:
    """Check a catalogue, and give its mistakes with the files as they are called inside the folder."""
    return [str(mistake).removeprefix(f"{folder}/") for mistake in check_catalogue(str(folder))]
