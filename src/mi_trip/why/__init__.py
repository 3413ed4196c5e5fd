"""Why something is in a plan or is not, found by planning again: nothing is said that was not tried."""

from mi_trip.why.answering import why, why_kept
from mi_trip.why.solving import Watching

__all__ = ["Watching", "why", "why_kept"]
