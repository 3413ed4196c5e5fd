"""Plans side by side: what becomes possible and what is lost against the first of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_trip.diff import differences
from mi_trip.model.solution import RIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.diff import Doing
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.request import Request
    from mi_trip.sweep.planning import Tried


@dataclass(frozen=True, slots=True)
class Compared:
    """A request that was tried, and what its plan has that the first plan does not, and the other way round: best rated first.

    ``opened``: what of the gained could not be done on any day of the first trip; ``shut``: what of the lost cannot on any of this.
    """

    tried: Tried
    gained: tuple[Doing, ...] = ()
    lost: tuple[Doing, ...] = ()
    opened: frozenset[str] = frozenset()
    shut: frozenset[str] = frozenset()

    @property
    def request(self) -> Request:
        """What was asked."""
        return self.tried.request

    @property
    def plan(self) -> Plan | None:
        """The plan found, if there is one."""
        return self.tried.plan


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows in the order asked. ``first``: the number of the row that the others are compared with; None where no trip is possible.

    Not ``complete``: an interruption left some out.
    """

    rows: tuple[Compared, ...]
    first: int | None
    effort: str
    seed: int
    complete: bool


def compared(tries: Sequence[Tried], catalogue: Catalogue, *, effort: str, seed: int = 0, complete: bool = True) -> Comparison:
    """Each try against the first that has a plan."""
    first = next((number for number, tried in enumerate(tries) if tried.plan), None)
    base = None if first is None else tries[first]
    return Comparison(tuple(_against(base, tried, catalogue) for tried in tries), first, effort, seed, complete)


def _against(base: Tried | None, tried: Tried, catalogue: Catalogue) -> Compared:
    if base is None or base.plan is None or tried.plan is None:
        return Compared(tried)
    found = differences(base.plan, tried.plan)
    gained, lost = _best_first(found.gained, catalogue), _best_first(found.lost, catalogue)
    opened = {doing.activity for doing in gained} - base.possible
    shut = {doing.activity for doing in lost} - tried.possible
    return Compared(tried, gained, lost, frozenset(opened), frozenset(shut))


def _best_first(doings: Sequence[Doing], catalogue: Catalogue) -> tuple[Doing, ...]:
    """What is done by its rating, the highest first; a route ridden for itself has none."""

    def rating(doing: Doing) -> int:
        return 0 if doing.activity.startswith(RIDE) else catalogue.activities[doing.activity].rating

    return tuple(sorted(doings, key=lambda doing: -rating(doing)))
