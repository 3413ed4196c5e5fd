"""Where text goes: the screen, a pipe, a file."""

from __future__ import annotations

import codecs
import os
import shutil
import stat
import sys
import unicodedata
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, TextIO

from mi_trip.errors import FileError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERRUPTED = 130  # the exit code
STANDARD = "-"  # stdin or stdout, where a file is asked for
LARGEST_INPUT = 32 * 2**20  # bytes; a plan of 60 days is about one hundredth of it
_ASCII = {"→": "->", "–": "-", "—": "-", "≈": "~", "·": "-", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "…": "...", "’": "'", "×": "x"}
_ASCII |= dict(zip("▁▂▃▄▅▆▇█", "12345678", strict=True)) | {"≤": "<=", "°": "o"}
_ASCII |= {chr(0x2800 + dots): ":" for dots in range(1, 256)} | dict.fromkeys("⢕⡪⣿", "~")  # lines and the sea on a map
_ASCII |= dict.fromkeys("⠁⠂⠄⡀⠈⠐⠠⢀", ".")  # single dots
_ASCII |= {"⌂": "^", "•": "*", "◦": "o", "─": "-"} | dict.fromkeys("├┤│", "|") | dict.fromkeys("┌┐└┘", "+")


@dataclass(frozen=True, slots=True)
class Screen:
    """What stdout can show. Not ``laid_out`` (a pipe, a dumb terminal): one record a line, never cut."""

    laid_out: bool
    colour: bool
    width: int


def screen(colour: str) -> Screen:
    """Look at stdout; ``colour`` is what ``--color`` says: auto, always or never."""
    dumb = os.environ.get("TERM") == "dumb"
    terminal = sys.stdout is not None and sys.stdout.isatty() and not dumb
    allowed = terminal and not os.environ.get("NO_COLOR")
    return Screen(
        laid_out=terminal or colour == "always",
        colour=colour == "always" or (colour == "auto" and allowed),
        width=max(40, shutil.get_terminal_size((80, 24)).columns),
    )


def forgive_streams() -> None:
    """Let streams that are not UTF-8 print the nearest letters instead of failing."""
    codecs.register_error("nearest-letters", _nearest_letters)
    for stream in (sys.stdout, sys.stderr):
        encoding = getattr(stream, "encoding", None)
        if encoding and codecs.lookup(encoding).name != "utf-8" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="nearest-letters")


def _nearest_letters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = []
    for char in error.object[error.start : error.end]:
        plain = _ASCII.get(char) or "".join(c for c in unicodedata.normalize("NFKD", char) if c.isascii())
        letters.append(plain or "?")
    return "".join(letters), error.end


def print_text(text: str) -> None:
    """Print on stdout. A reader that has gone away is no error; a full disk is."""
    with _standard_output() as stdout:
        stdout.write(text if text.endswith("\n") or not text else f"{text}\n")


def print_bytes(content: bytes) -> None:
    """Print a file's bytes on stdout, whatever its encoding."""
    with _standard_output() as stdout:
        stdout.buffer.write(content)


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    """Where to write; what is written is out at the end, or it is told why not."""
    if sys.stdout is None:
        raise FileError("standard output", "is closed")
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go(sys.stdout)
    except OSError as error:
        _let_go(sys.stdout)
        raise FileError("standard output", _reason(error)) from error


def print_json(text: str) -> None:
    """Print JSON on stdout, escaped where stdout is not UTF-8, so that it stays true."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    if codecs.lookup(encoding).name != "utf-8":
        text = "".join(char if char.isascii() else _escaped(char) for char in text)
    print_text(text)


def _escaped(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))


def print_error(text: str, end: str = "\n") -> None:
    """Say something on stderr; where that fails, nothing is left to say."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.write(f"{text}{end}")
            sys.stderr.flush()


def _let_go(stream: TextIO | IO[str]) -> None:
    """Point the stream at nothing, so that Python does not complain about it at the end."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


# -- files ---------------------------------------------------------------------------------------------------------------------------


def may_write(path: str, *, force: bool) -> None:
    """Refuse, before any work is done, a file that :func:`write_file` would refuse."""
    if not path.strip():
        raise UsageError(f"'{path}' is no name of a file: give one, or - for standard output")
    target = Path(path)
    if Path(os.path.realpath(path)).is_symlink():  # unlike Path.resolve, it fails at none
        raise FileError(path, "is a link that leads back to itself")
    if target.is_dir():
        raise FileError(path, "is a folder: give the name of a file")
    if not target.parent.is_dir():
        raise FileError(path, "its folder does not exist")
    if _is_regular(target) and not force:
        raise UsageError(f"{path} exists: --force replaces it")
    if _replaceable(target) and not os.access(target.resolve().parent, os.W_OK | os.X_OK):
        raise FileError(path, "its folder cannot be written to")


def make_folder(path: str) -> None:
    """Make a folder for files, if it does not exist."""
    try:
        Path(path).mkdir(exist_ok=True)
    except OSError as error:
        raise FileError(path, f"cannot be made: {_reason(error)}") from error


def write_file(path: str, content: str | bytes, *, force: bool) -> None:
    """Write the file whole or not at all, text as UTF-8, and say so on stderr."""
    may_write(path, force=force)
    target = Path(path).resolve()
    content = content.encode() if isinstance(content, str) else content
    try:
        if _replaceable(target):
            _replace(target, content)
        else:
            target.write_bytes(content)
    except OSError as error:
        raise FileError(path, f"cannot be written: {_reason(error)}") from error
    print_error(f"wrote {path}")


def _replace(target: Path, content: bytes) -> None:
    import tempfile

    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a file descriptor
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        os.replace(name, target)  # noqa: PTH105 - the one atomic call
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _is_regular(path: Path) -> bool:
    return path.is_file()


def _replaceable(path: Path) -> bool:
    """Whether a new file can take its place: not that of a device or a pipe."""
    return _is_regular(path) or not path.exists()


def read_text(path: str) -> str:
    """Read a file, or stdin for ``-``; at most :data:`LARGEST_INPUT`."""
    name = "standard input" if path == STANDARD else path
    try:
        found = sys.stdin.buffer.read(LARGEST_INPUT + 1) if path == STANDARD else _read_file(Path(path))
    except FileNotFoundError as error:
        raise FileError(path, "no such file") from error
    except IsADirectoryError as error:
        raise FileError(path, "is a folder, not a file") from error
    except OSError as error:
        raise FileError(name, f"cannot be read: {_reason(error)}") from error
    if len(found) > LARGEST_INPUT:
        raise FileError(name, f"is larger than {LARGEST_INPUT // 2**20} MB: that is no exported plan")
    try:
        return found.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(name, f"is not UTF-8 text (byte {error.start})") from error


def bytes_there(path: str) -> bytes:
    """The bytes of a file that is about to be replaced; none where there is no file."""
    try:
        return Path(path).read_bytes() if _is_regular(Path(path)) else b""
    except OSError as error:
        raise FileError(path, f"cannot be read: {_reason(error)}") from error


def _read_file(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_INPUT + 1)
