"""The entry point: runs a command and turns whatever goes wrong into a sentence and an exit code."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

from mi_trip.errors import MiTripError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line; give the exit code: 0 done, 1 the answer is no, 2 could not try, 130 interrupted."""
    words = list(sys.argv[1:] if args is None else args)
    try:
        return _run(words)
    except KeyboardInterrupt:
        from mi_trip.cli.output import INTERRUPTED

        return INTERRUPTED


def _run(words: list[str]) -> int:
    from mi_trip.cli.output import forgive_streams
    from mi_trip.cli.telling import tell

    as_json = "--json" in words[: words.index("--")] if "--" in words else "--json" in words
    forgive_streams()
    try:
        return _command(words)
    except MiTripError as error:
        _debug()
        return tell(error, as_json=as_json)
    except Exception as error:
        _debug()
        return tell(_as_ours(error), as_json=as_json)


def _command(words: list[str]) -> int:
    """Hand the words to Typer, which gives back exit codes and raises the rest."""
    from typer.main import get_command

    from mi_trip.cli.app import app

    try:
        code = get_command(app).main(args=words, prog_name="mi-trip", standalone_mode=False)
    except SystemExit:  # Typer's way to end when a reader of its help has gone away
        return 0
    return code if isinstance(code, int) else 0


def _as_ours(error: Exception) -> MiTripError:
    import typer

    from mi_trip.cli.telling import UnexpectedError, usage_error

    if isinstance(error, typer.TyperException):
        return usage_error(error)
    if isinstance(error, OSError):
        from mi_trip.errors import FileError

        stream = "standard output" if error.errno == errno.ENOSPC else "the system"
        return FileError(error.filename or stream, (error.strerror or str(error)).lower())
    return UnexpectedError(error)


def _debug() -> None:
    if os.environ.get("MI_TRIP_DEBUG", "") not in ("", "0"):
        import traceback

        traceback.print_exc()
