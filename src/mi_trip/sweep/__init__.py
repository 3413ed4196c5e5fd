"""Many requests planned over one catalogue, and what they tell when they are laid side by side."""

from mi_trip.sweep.planning import Sweep, Tried

__all__ = ["Sweep", "Tried"]
