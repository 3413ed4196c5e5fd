"""What hired cars cost: per started 24 hours, and a fee for handing back in another city."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mi_trip.model.catalogue import Catalogue

DAY_MINUTES = 24 * 60


class Hire(NamedTuple):
    """One hire: minutes since the trip's first midnight, and where."""

    taken: int
    taken_at: str
    back: int
    back_at: str


def hires(start: tuple[int, str], handovers: Iterable[tuple[int, str, bool]], end: tuple[int, str]) -> Iterator[Hire]:
    """The hires of a trip that starts with a car: (minute, location, whether a car is taken) in order."""
    taken: tuple[int, str] | None = start
    for minute, location, takes in handovers:
        if takes:
            taken = (minute, location)
        elif taken is not None:
            yield Hire(*taken, minute, location)
            taken = None
    if taken is not None:
        yield Hire(*taken, *end)


def hire_cost(catalogue: Catalogue, hire: Hire) -> int:
    """What one hire costs, the one-way fee included."""
    days = max(1, -(-(hire.back - hire.taken) // DAY_MINUTES))
    taken, back = catalogue.locations[hire.taken_at].car_hire, catalogue.locations[hire.back_at].car_hire
    same = hire.taken_at == hire.back_at or (taken and back and taken.city == back.city)
    one_way = 0 if same else catalogue.costs.one_way_fee
    return days * catalogue.costs.hire_per_day + one_way
