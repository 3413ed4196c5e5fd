"""The checked plain data of a catalogue, kept between runs in the user's cache folder.

An entry is found by a hash of everything it was made from. One that is damaged or that somebody else wrote is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mi_trip import __version__
from mi_trip.cache import cache_folder, read_kept, write_kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mi_trip.catalogue.shipped import SourceFile


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
            plain = json.loads(read_kept(self.path))
        except (OSError, ValueError, RecursionError):
            return None
        return plain if isinstance(plain, dict) else None

    def store(self, plain: dict[str, Any]) -> None:
        """Keeps the data and drops what was kept of the same catalogue before; where that cannot be done, nothing is."""
        if not (self.folder and self.path):
            return
        body = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
        with contextlib.suppress(OSError):
            write_kept(self.path, body)
            for old in self.folder.glob(f"{self.catalogue}-*.json"):
                if old != self.path:
                    old.unlink(missing_ok=True)


def _program() -> str:
    """A fingerprint of the code that reads catalogues: what it wrote yesterday may mean something else today."""
    digest = hashlib.sha256()
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()
