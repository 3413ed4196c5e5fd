"""Planning many requests: each once, and on all of a machine's cores where that is worth starting them.

What is found does not depend on how many cores there are: every request is planned by itself.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from mi_trip.causes import causes
from mi_trip.planner import plan_of
from mi_trip.problem import Problem
from mi_trip.solver.search import NoTripError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import ProcessPoolExecutor
    from types import TracebackType

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.request import Request
    from mi_trip.model.solution import Cause
    from mi_trip.solver.search import Effort

WORTH = 1500  # days times activities to plan: a second of work or two, about what it takes to start other processes


@dataclass(frozen=True, slots=True)
class Tried:
    """A request and the best plan found for it, or why there is none.

    ``refused``: why it cannot be meant at all. ``possible``: the activities that can be done on some day of it.
    """

    request: Request
    plan: Plan | None = None
    causes: tuple[Cause, ...] = ()
    refused: str = ""
    possible: frozenset[str] = frozenset()

    @property
    def score(self) -> float | None:
        """The plan's score in points."""
        return self.plan.quality.score if self.plan else None


@dataclass(frozen=True, slots=True)
class _Planner:
    catalogue: Catalogue
    effort: Effort
    seed: int
    bounded: bool

    def plan(self, request: Request) -> Tried:
        problem = Problem.of(self.catalogue, request)
        can = [any(row[number] is not None for row in problem.values) for number in range(len(problem.choices))]
        possible = frozenset(choice.activity for choice, done in zip(problem.choices, can, strict=True) if done)
        try:
            return Tried(request, plan_of(problem, effort=self.effort, seed=self.seed, bounded=self.bounded), possible=possible)
        except NoTripError:
            return Tried(request, causes=tuple(causes(self.catalogue, request)), possible=possible)


_IN_WORKER: list[_Planner] = []  # a worker's own, told once when it starts


def _start_worker(planner: _Planner) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started it is interrupted, and ends it
    _IN_WORKER.append(planner)


def _plan_in_worker(request: Request) -> Tried:
    return _IN_WORKER[-1].plan(request)


@contextmanager
def _interrupts_kept_back() -> Iterator[None]:
    """Keep an interruption until the end, and from processes started meanwhile for good, where the system can do that."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Sweep:
    """Plans requests over one catalogue, none of them twice; leaving the context ends what other processes still do.

    Not ``bounded``: without the work of finding how good each plan is at least.
    """

    def __init__(self, catalogue: Catalogue, effort: Effort, seed: int = 0, *, cores: int = 1, bounded: bool = True) -> None:
        self._planner = _Planner(catalogue, effort, seed, bounded)
        self._cores = cores
        self._known: dict[Request, Tried] = {}
        self._pool: ProcessPoolExecutor | None = None

    @property
    def effort(self) -> str:
        """How hard it searches, by name."""
        return self._planner.effort.name

    @property
    def seed(self) -> int:
        """Where the searches take their randomness from."""
        return self._planner.seed

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is None:
            return
        from multiprocessing import active_children

        if error is None:
            self._pool.shutdown()
            return
        self._pool.shutdown(wait=False, cancel_futures=True)
        for worker in active_children():
            worker.terminate()

    def plan(self, requests: Sequence[Request]) -> Iterator[Tried]:
        """Each request with its plan, in the order in which they are finished."""
        asked = dict.fromkeys(requests)
        yield from (self._known[request] for request in asked if request in self._known)
        left = [request for request in asked if request not in self._known]
        if self._pool or self._worth(left):
            with suppress(*_no_other_processes()):
                yield from self._side_by_side(left)
        for request in left:
            if request not in self._known:
                yield self._remember(self._planner.plan(request))

    def _remember(self, tried: Tried) -> Tried:
        self._known[tried.request] = tried
        return tried

    def _worth(self, requests: Sequence[Request]) -> bool:
        work = sum(request.days for request in requests) * len(self._planner.catalogue.activities)
        return self._cores > 1 and len(requests) > 1 and work >= WORTH

    def _side_by_side(self, requests: Sequence[Request]) -> Iterator[Tried]:
        from concurrent.futures import ProcessPoolExecutor, as_completed
        from multiprocessing import get_context

        if self._pool is None:
            cores = min(self._cores, len(requests))
            self._pool = ProcessPoolExecutor(cores, get_context("spawn"), _start_worker, (self._planner,))
        with _interrupts_kept_back():  # a process that is just starting does not yet know that it is not to be interrupted
            planning = [self._pool.submit(_plan_in_worker, request) for request in requests]
        for done in as_completed(planning):
            yield self._remember(done.result())


def _no_other_processes() -> tuple[type[Exception], ...]:
    """What says that there can be no other processes, or none any more: then this one does the work."""
    from concurrent.futures import BrokenExecutor

    return BrokenExecutor, OSError, ImportError, NotImplementedError
