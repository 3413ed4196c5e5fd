"""Where a plan goes: the screen, stdout in a format, or a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mi_trip.cli.output import STANDARD, may_write, print_json, print_text, write_file
from mi_trip.errors import UsageError

JSON = ".json"


@dataclass(frozen=True, slots=True)
class Target:
    """A format by its suffix (empty: as people read it on a screen) and a file (none: stdout)."""

    suffix: str
    path: str | None
    force: bool

    @classmethod
    def of(cls, output: str | None, format_: str | None, *, as_json: bool, force: bool) -> Target:
        """Read what the options say, and refuse before any work is done what cannot be written."""
        path = None if output in (None, STANDARD) else output
        asked = _suffix_of(format_) if format_ else ""
        if as_json and asked not in ("", JSON):
            raise UsageError(f"--json and --format {format_} do not go together: give one")
        asked = JSON if as_json else asked
        if path is None:
            return cls(asked, None, force)
        may_write(path, force=force)
        own = Path(path).suffix.lower()
        if as_json and own not in ("", JSON):
            raise UsageError(f"--json and -o {path} do not go together: leave out --json, the suffix chooses the format")
        if not asked:
            asked = _known(own, f"-o {path}")
        return cls(asked, path, force)

    def put(self, text: str) -> None:
        """Write the text."""
        if self.path is not None:
            write_file(self.path, text, force=self.force)
        elif self.suffix == JSON:
            print_json(text)
        else:
            print_text(text)


def _suffix_of(format_: str) -> str:
    return _known(f".{format_.lower().lstrip('.')}", f"--format {format_}")


def _known(suffix: str, given: str) -> str:
    from mi_trip.render import RENDERERS

    if suffix in RENDERERS:
        return suffix
    formats = " or ".join(RENDERERS)
    raise UsageError(
        f"{given}: {f'no format has the suffix {suffix}' if suffix else 'a suffix chooses the format'}; the formats are {formats}"
    )
