"""The user's cache folder, and files in it whose content is known to be whole and the user's own."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 64 * 1024 * 1024  # bytes; the entry of the shipped catalogue and the code of the largest loop have half a megabyte


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


def read_kept(path: Path) -> bytes:
    """The content of a file of ours; raises OSError where there is none, ValueError where it is damaged."""
    digest, _, body = _own_bytes(path).partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != digest:
        raise ValueError("not what was written")
    return body


def write_kept(path: Path, body: bytes) -> None:
    """Keeps the content, its hash before it, whole or not at all; raises OSError where that cannot be."""
    import tempfile  # not at every start

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        Path(temporary).replace(path)
    except BaseException:  # an interrupt as well
        Path(temporary).unlink(missing_ok=True)
        raise


def _own_bytes(path: Path) -> bytes:
    """The content of a regular file that belongs to the user and that nobody else may write."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(file.fileno())
        strange = hasattr(os, "getuid") and (about.st_uid != os.getuid() or about.st_mode & 0o022)
        if strange or not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
            raise OSError("not a file of ours")
        return file.read(LARGEST)
