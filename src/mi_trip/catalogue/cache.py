"""The checked plain data of a catalogue, kept between runs in the user's cache folder.

An entry is found by a hash of everything it was made from. One that is damaged or that somebody else wrote is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mi_trip import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mi_trip.catalogue.shipped import SourceFile

LARGEST = 64 * 1024 * 1024  # bytes; the shipped catalogue's entry has half a megabyte


@dataclass(frozen=True, slots=True)
class Entry:
    """The place of one catalogue, as its files are now, in the cache; ``folder`` is None where nothing is kept.

    ``content``: a fingerprint of what is in the files, wherever they lie and whichever program reads them.
    """

    folder: Path | None
    catalogue: str
    key: str
    content: str = ""

    @classmethod
    def of(cls, catalogue: Path, sources: Iterable[SourceFile], environ: Mapping[str, str] = os.environ) -> Entry:
        """The entry of the catalogue at a path, with these files."""
        digest, content = hashlib.sha256(f"{__version__}\0{_program()}".encode()), hashlib.sha256()
        for source in sources:
            of_file = hashlib.sha256(source.content).digest()
            digest.update(f"\0{source.path}\0".encode("utf-8", "surrogateescape") + of_file)
            content.update(of_file)
        where = hashlib.sha256(os.fsencode(catalogue.absolute())).hexdigest()[:16]
        return cls(cache_folder(environ), where, digest.hexdigest()[:32], content.hexdigest()[:16])

    @property
    def path(self) -> Path | None:
        """Its file."""
        return self.folder / f"{self.catalogue}-{self.key}.json" if self.folder else None

    def load(self) -> dict[str, Any] | None:
        """What is kept, None where that is nothing of ours."""
        if not self.path:
            return None
        try:
            content = _own_bytes(self.path)
            digest, _, body = content.partition(b"\n")
            if hashlib.sha256(body).hexdigest().encode() != digest:
                return None
            plain = json.loads(body)
        except (OSError, ValueError, RecursionError):
            return None
        return plain if isinstance(plain, dict) else None

    def store(self, plain: dict[str, Any]) -> None:
        """Keeps the data and drops what was kept of the same catalogue before; where that cannot be done, nothing is."""
        if not (self.folder and self.path):
            return
        import tempfile  # not at every start

        body = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
                Path(temporary).replace(self.path)
            except OSError:
                Path(temporary).unlink(missing_ok=True)
                raise
            for old in self.folder.glob(f"{self.catalogue}-*.json"):
                if old != self.path:
                    old.unlink(missing_ok=True)


def cache_folder(environ: Mapping[str, str]) -> Path | None:
    """Where entries are kept: `MI_TRIP_CACHE` (empty: nowhere), else the system's folder for such things."""
    if "MI_TRIP_CACHE" in environ:
        return Path(environ["MI_TRIP_CACHE"]) if environ["MI_TRIP_CACHE"] else None
    home = environ.get("HOME") or environ.get("USERPROFILE")
    if sys.platform == "win32":
        base = environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = f"{home}/Library/Caches" if home else None
    else:  # relative paths are to be ignored, says the XDG base directory specification
        given = environ.get("XDG_CACHE_HOME", "")
        base = given if given.startswith("/") else f"{home}/.cache" if home else None
    return Path(base) / "mi-trip" if base else None


def _own_bytes(path: Path) -> bytes:
    """The content of a regular file that belongs to the user and that nobody else may write."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(file.fileno())
        strange = hasattr(os, "getuid") and (about.st_uid != os.getuid() or about.st_mode & 0o022)
        if strange or not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
            raise OSError("not a file of ours")
        return file.read(LARGEST)


def _program() -> str:
    """A fingerprint of the code that reads catalogues: what it wrote yesterday may mean something else today."""
    digest = hashlib.sha256()
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()
