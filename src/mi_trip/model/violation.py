"""What the checker finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is: an error makes the plan wrong."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that does not hold: its stable code, the day (from 1; 0 for the whole trip) and a sentence with the remedy."""

    code: str
    day: int
    sentence: str
    severity: Severity = Severity.ERROR
    subject: str = ""
