"""What comes of working out a saved trip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_trip.model.violation import Severity

if TYPE_CHECKING:
    from mi_trip.model.finding import Finding
    from mi_trip.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Worked:
    """A saved trip worked out: its plan, timed as well as can be where a day does not hold, and what is to be said, by line."""

    plan: Plan
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong with it; there may be warnings and hints."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)
