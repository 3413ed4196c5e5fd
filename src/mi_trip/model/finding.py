"""What is to be said about a trip that somebody has edited."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mi_trip.model.saved import Mark

if TYPE_CHECKING:
    from mi_trip.model.violation import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to be said: a stable code, how bad it is, the day (from 1; 0: the whole trip), and a sentence with the remedy.

    ``subject`` is the id of what it is about; ``source`` and ``mark`` say where it stands, zeros where nothing stands anywhere.
    """

    code: str
    severity: Severity
    day: int
    sentence: str
    subject: str = ""
    source: str = ""
    mark: Mark = field(default=Mark())
