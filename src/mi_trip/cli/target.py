"""Where a plan goes: the screen, stdout in a format, or files."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mi_trip.cli.output import STANDARD, bytes_there, may_write, print_bytes, print_error, print_json, print_text, write_file
from mi_trip.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan

JSON = ".json"
CALENDAR = ".ics"  # the one format in which a new file goes on from the old one


@dataclass(frozen=True, slots=True)
class Output:
    """A file (none: stdout) and a format by its suffix (empty: as people read it on a screen)."""

    path: str | None
    suffix: str


@dataclass(frozen=True, slots=True)
class Target:
    """All that was asked for; the screen alone where nothing was."""

    outputs: tuple[Output, ...]
    force: bool

    @classmethod
    def of(cls, given: Sequence[str] | None, format_: str | None, *, as_json: bool, force: bool, otherwise: str = "") -> Target:
        """Read what the options say, and refuse before any work is done what cannot be written.

        ``otherwise``: the format of stdout where none is named.
        """
        asked = _suffix_of(format_) if format_ else ""
        if as_json and asked not in ("", JSON):
            raise UsageError(f"--json and --format {format_} do not go together: give one")
        asked = JSON if as_json else asked
        if format_ and len(given or ()) > 1:
            raise UsageError(f"--format {format_} is for one output: with several -o the suffix of each chooses its format")
        outputs = tuple(_output(one, asked, otherwise, as_json=as_json, force=force) for one in given or (STANDARD,))
        refuse_twice(outputs)
        return cls(outputs, force)

    @property
    def on_screen(self) -> bool:
        """Whether the plan is shown as people read it."""
        return Output(None, "") in self.outputs

    def put(self, plan: Plan, catalogue: Catalogue) -> None:
        """Write the plan in every format but that of the screen: all are made before the first is written."""
        for output, content in [(output, made(plan, catalogue, output)) for output in self.outputs if output.suffix]:
            if output.path is not None:
                write_file(output.path, content, force=self.force)
            elif isinstance(content, bytes):
                print_bytes(content)
            elif output.suffix == JSON:
                print_json(content)
            else:
                print_text(content)


def made(plan: Plan, catalogue: Catalogue, output: Output) -> str | bytes:
    """The plan in the format of the output: text where it is printed to be read, else the bytes of a file."""
    from mi_trip.render import TEXTS, render, render_file

    if output.path is None:
        return render(plan, catalogue, output.suffix) if output.suffix in TEXTS else render_file(plan, catalogue, output.suffix)
    from mi_trip.cli.progress import slowly

    old = bytes_there(output.path) if output.suffix == CALENDAR else b""
    with slowly(f"writing {output.path}"):
        content = render_file(plan, catalogue, output.suffix, old=old)
    if old:
        _tell_another_trip(output.path, content, old)
    return content


def _tell_another_trip(path: str, new: bytes, old: bytes) -> None:
    """Say on stderr when a calendar takes the place of that of another trip."""
    from mi_trip.render.calendar_saves import trip_of

    before, after = (trip_of(content.decode(errors="replace")) for content in (old, new))
    if before not in ("", after):
        print_error(f"{path} was the calendar of another trip: its events stand in the new one as cancelled")


def _output(given: str, asked: str, otherwise: str, *, as_json: bool, force: bool) -> Output:
    if given == STANDARD:
        return Output(None, _printable(asked or otherwise))
    may_write(given, force=force)
    own = Path(given).suffix.lower()
    if as_json and own not in ("", JSON):
        raise UsageError(f"--json and -o {given} do not go together: leave out --json, the suffix chooses the format")
    return Output(given, asked or _known(own, f"-o {given}"))


def _printable(suffix: str) -> str:
    """The suffix, if stdout can take the format: a terminal does not show every one."""
    from mi_trip.render import BINARY

    if suffix in BINARY and sys.stdout is not None and sys.stdout.isatty():
        raise UsageError(f"a {suffix.removeprefix('.').upper()} cannot be shown on a terminal: write a file with -o")
    return suffix


def refuse_twice(outputs: Iterable[Output]) -> None:
    """Refuse outputs of which one would overwrite another."""
    seen: set[Path | None] = set()
    for output in outputs:
        place = None if output.path is None else Path(output.path).resolve()
        if place in seen:
            raise UsageError(f"{output.path or STANDARD} would be written twice: each output needs a place of its own")
        seen.add(place)


def _suffix_of(format_: str) -> str:
    return _known(f".{format_.lower().lstrip('.')}", f"--format {format_}")


def _known(suffix: str, given: str) -> str:
    from mi_trip.render import SUFFIXES, check_extra

    if suffix in SUFFIXES:
        check_extra(suffix)
        return suffix
    *formats, last = SUFFIXES
    wrong = f"no format has the suffix {suffix}" if suffix else "a suffix chooses the format"
    raise UsageError(f"{given}: {wrong}; the formats are {', '.join(formats)} and {last}")
