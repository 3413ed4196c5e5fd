"""What can go wrong, and the exit code of each.

    MiTripError
    ├── UsageError            2  the command cannot be tried as it was given
    │   ├── UnknownNameError  2  a name that the catalogue does not know
    │   ├── FileError         2  a file that cannot be read or written
    │   └── MissingExtraError 2  a format whose package is not installed
    ├── MistakesError         2  mistakes in files, all of them
    │   ├── CatalogueError    2  in those of a catalogue
    │   └── ItineraryError    2  in that of an itinerary
    ├── ImpossibleError       1  the request is understood, but its demands cannot hold together
    └── InvalidPlanError      2  a plan that fails its own check: our bug, never shown as a plan

Each error carries data and builds its own sentence. Only :func:`mi_trip.cli.main.main` catches them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mi_trip.model.solution import Cause
    from mi_trip.model.violation import Violation


class MiTripError(Exception):
    """Something to tell the user; ``code`` names the kind for machines."""

    exit_code: ClassVar[int] = 2
    code: ClassVar[str] = "error"

    def __str__(self) -> str:
        return self.sentence()

    def sentence(self) -> str:
        """What is wrong, where, and what to do about it."""
        return " ".join(str(arg) for arg in self.args)

    def details(self) -> list[dict[str, object]]:
        """The error's data for ``--json``, one entry a finding."""
        return []


class UsageError(MiTripError):
    """The command cannot be tried as it was given."""

    code = "usage"


class UnknownNameError(UsageError):
    """A name that stands for nothing in the catalogue."""

    code = "unknown-name"

    def __init__(self, name: str, kinds: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__(name)
        self.name, self.kinds, self.suggestions = name, kinds, tuple(suggestions)

    def sentence(self) -> str:
        meant = f"; did you mean {' or '.join(self.suggestions)}?" if self.suggestions else ": `mi-trip list` shows the names"
        return f"no {self.kinds} is called '{self.name}'{meant}"

    def details(self) -> list[dict[str, object]]:
        return [{"name": self.name, "suggestions": list(self.suggestions)}]


class FileError(UsageError):
    """A file that cannot be read or written."""

    code = "file"

    def __init__(self, path: Path | str, what: str) -> None:
        super().__init__(path, what)
        self.path, self.what = path, what

    def sentence(self) -> str:
        return f"{self.path}: {self.what}"


class MissingExtraError(UsageError):
    """A format that needs a package which is an extra of ours, and is not installed."""

    code = "missing-extra"

    def __init__(self, what: str, package: str, extra: str) -> None:
        super().__init__(what, package, extra)
        self.what, self.package, self.extra = what, package, extra

    def sentence(self) -> str:
        remedy = f"pip install '.[{self.extra}]' in the folder of mi-trip"
        return f"{self.what} needs the package {self.package}, which is not installed: {remedy}"

    def details(self) -> list[dict[str, object]]:
        return [{"package": self.package, "extra": self.extra}]


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake in a file: lines and columns count from 1."""

    file: str
    line: int
    column: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.what}"


class MistakesError(MiTripError):
    """Files with mistakes: all of them, in the order of the files; ``what`` is what the files make up."""

    what: ClassVar[str]

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(mistakes)
        self.mistakes = tuple(sorted(set(mistakes)))

    def sentence(self) -> str:
        count = f"{len(self.mistakes)} mistake{'s' if len(self.mistakes) > 1 else ''} in the {self.what}"
        return "\n".join([*(str(mistake) for mistake in self.mistakes), count])

    def details(self) -> list[dict[str, object]]:
        return [{"file": m.file, "line": m.line, "column": m.column, "what": m.what} for m in self.mistakes]


class CatalogueError(MistakesError):
    """A catalogue with mistakes."""

    code = what = "catalogue"


class ItineraryError(MistakesError):
    """An itinerary file with mistakes."""

    code = what = "itinerary"


class ImpossibleError(MiTripError):
    """Demands that cannot hold together: the causes, as data."""

    exit_code = 1
    code = "impossible"

    def __init__(self, causes: Sequence[Cause]) -> None:
        super().__init__(causes)
        self.causes = tuple(causes)

    def sentence(self) -> str:
        from mi_trip.render.words import cause_sentence

        return "\n".join(cause_sentence(cause) for cause in self.causes)

    def details(self) -> list[dict[str, object]]:
        return [{"code": cause.code, "subject": cause.subject, **cause.facts} for cause in self.causes]


class InvalidPlanError(MiTripError):
    """A plan that its checker refuses: a fault of the planner, told with the violations."""

    code = "internal"

    def __init__(self, violations: Sequence[Violation]) -> None:
        super().__init__(violations)
        self.violations = tuple(violations)

    def sentence(self) -> str:
        found = "\n".join(f"{violation.code}: {violation.sentence}" for violation in self.violations)
        return f"{found}\nthe planner made a plan that does not hold, and does not show it: please report this with the command you gave"
