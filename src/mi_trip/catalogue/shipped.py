"""Where catalogues lie: the shipped ones, and the one a user names; and the bytes of their files."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from mi_trip.catalogue.text import printable, shown
from mi_trip.errors import FileError, Mistake

DEFAULT = "mission-impossible-norway"
LARGEST = 4 * 1024 * 1024  # bytes of one file; the shipped catalogue's largest has a tenth of it
MOST_FILES = 200

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One YAML file of a catalogue: its path as users would type it, and what is in it."""

    path: str
    content: bytes


def shipped_folder() -> Path:
    """The folder of the shipped catalogues: inside the installed package, else that of the checkout."""
    packaged = _PACKAGE / "itineraries"
    return packaged if packaged.is_dir() else _PACKAGE.parent.parent / "itineraries"


def shipped_ids() -> tuple[str, ...]:
    """The ids of the shipped catalogues, in order."""
    folder = shipped_folder()
    return tuple(sorted(path.parent.name for path in folder.glob("*/catalogue.yaml"))) if folder.is_dir() else ()


def find_catalogue(where: str | None) -> Path:
    """The folder (or single file) of a catalogue: a path, the id of a shipped one, or None for the default."""
    if where is None:
        return shipped_folder() / DEFAULT
    if not where or "\0" in where:
        raise FileError(ascii(where), "not the name of a folder")
    path = Path(where)
    try:
        if path.exists():
            return path
        leads_nowhere = path.is_symlink()
    except OSError:  # a name that no file can have
        leads_nowhere = False
    if where in shipped_ids():
        return shipped_folder() / where
    name = shown(where)[1:-1]
    if leads_nowhere:
        raise FileError(name, "a link to something that does not exist")
    import difflib  # not at every start

    near = difflib.get_close_matches(where, shipped_ids(), n=1)
    meant = f"did you mean {near[0]}?" if near else f"shipped are {', '.join(shipped_ids())}"
    raise FileError(name, f"no such folder, and no shipped catalogue is called so; {meant}")


def read_sources(path: Path) -> tuple[tuple[SourceFile, ...], tuple[Mistake, ...]]:
    """The YAML files directly in a catalogue's folder, in the order of their names, and what could not be read."""
    sources, mistakes = [], []
    for file in _yaml_files(path):
        try:
            sources.append(SourceFile(printable(str(file)), _content(file)))
        except FileError as error:
            mistakes.append(Mistake(printable(str(file)), 1, 1, error.what))
    return tuple(sources), tuple(mistakes)


def _yaml_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    try:
        names = sorted(entry.name for entry in path.iterdir())
    except OSError as error:
        raise FileError(path, _reason(error)) from error
    files = [path / name for name in names if name.lower().endswith((".yaml", ".yml")) and not name.startswith(".")]
    if not files:
        raise FileError(path, "there is no file ending in .yaml in this folder")
    if len(files) > MOST_FILES:
        raise FileError(path, f"more than {MOST_FILES} files: this is not a catalogue's folder")
    return files


def _content(file: Path) -> bytes:
    try:
        about = file.stat()
        if stat.S_ISDIR(about.st_mode):
            raise FileError(file, "is a folder, not a file")
        if not stat.S_ISREG(about.st_mode):
            raise FileError(file, "is not a regular file")
        if about.st_size > LARGEST:
            raise FileError(file, f"{about.st_size / 1e6:.0f} MB: a catalogue's file has at most {LARGEST // 2**20} MB; split it")
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        what = "a link to something that does not exist" if file.is_symlink() else _reason(error)
        raise FileError(file, what) from error
    if len(content) > LARGEST:
        raise FileError(file, f"grew beyond {LARGEST // 2**20} MB while it was read")
    return content


def _reason(error: OSError) -> str:
    return f"cannot be read: {(error.strerror or str(error)).lower()}"
