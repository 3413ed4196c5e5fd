"""The best trip of a steady world: promising chains of beds filled, and the best of them changed for longer and longer."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mi_trip.solver.steady.chains import Chains
from mi_trip.solver.steady.change import Changer
from mi_trip.solver.steady.course import Courses
from mi_trip.solver.steady.tables import POWERS, Steady
from mi_trip.solver.trip import Trip

if TYPE_CHECKING:
    from random import Random

    from mi_trip.problem import Problem
    from mi_trip.solver.steady.change import Draft

CHAINS = 16  # begun with; after each round the better half goes on
MOST_OUT = 20  # visits taken out at once: with 8 a long day never came off a bad order
WARM, COLD = 3.0, 0.05  # by how many usual visits a trip may be worse and be gone on from, at first and at last


class SteadySearch:
    """Counts its work in places looked at for a visit."""

    def __init__(self, problem: Problem, random: Random) -> None:
        self.problem = problem
        self.steady = Steady.of(problem)
        self.courses = Courses(self.steady.visits)
        self.changer = Changer(self.steady, self.courses, random)

    def best(self, work: int) -> Trip | None:
        """The best trip found with so much work; None if there is none."""
        drafts = [draft for chain in Chains(self.steady, self.changer).best(CHAINS) if (draft := self._begun(chain)) is not None]
        rounds = len(drafts).bit_length()
        for left in range(rounds, 0, -1):
            share = (work - self.courses.work) // (left * len(drafts))
            drafts = sorted((self._changed(draft, share) for draft in drafts), key=self._worth, reverse=True)
            del drafts[max(1, len(drafts) // 2) :]
        return self._trip(drafts[0]) if drafts else None

    def _begun(self, chain: tuple[int, ...]) -> Draft | None:
        beds = [self.steady.visits + bed for bed in (self.problem.start, *chain, self.problem.ends[0])]
        return self.changer.filled(list(pairwise(beds)), 0.0, POWERS - 1)

    def _changed(self, draft: Draft, work: int) -> Draft:
        usual = self.steady.usual
        return self.changer.improved(draft, work, most=MOST_OUT, warm=WARM * usual, cold=COLD * usual)

    def _worth(self, draft: Draft) -> tuple[int, int]:
        """The quicker of equals is better."""
        return draft.gives, -draft.takes

    def _nights(self, draft: Draft) -> tuple[int, ...]:
        return tuple(bed - self.steady.visits for bed in draft.beds[:-1])

    def _trip(self, draft: Draft) -> Trip:
        stops = self.steady.stops
        days = tuple(tuple(stops[visit] for visit in course.nodes[1:-1]) for course in draft.courses)
        return Trip(days, self._nights(draft), self.problem.ends[0])
