"""How near the solver comes to the best known answers of public instances: `python tests/benchmarks/bench_public.py FOLDER`.

FOLDER holds `best-known.csv`, `ophs/` and `toptw/`; the files are not part of the project. Every answer is checked by the file's
own numbers. Effort is work, not time: `--seconds` chooses as much of it as takes so long to search (the bound excluded) on a machine
that looks at PACE places a second. Seconds are those of the processor; each instance is solved in a process of its own, so that its
peak memory is its own.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from figures import write_csv
from mi_trip.score import UNITS
from mi_trip.solver import search
from mi_trip.solver.bound import upper_bound
from mi_trip.solver.search import EFFORTS, Effort, solve
from public_instances.checking import mistakes, score
from public_instances.plane import answer_of, problem_of
from public_instances.reading import read_folder

if TYPE_CHECKING:
    from mi_trip.problem import Problem
    from public_instances.reading import Instance

COLUMNS = ["family", "instance", "score", "best_known", "gap_percent", "bound", "seconds", "bound_seconds", "peak_mb"]
PACE = 50_000_000  # places looked at for a visit in a second


class TimedBound:
    """The solver's bound, and how long it took."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, problem: Problem, score: int) -> int:
        begun = time.process_time()
        bound = upper_bound(problem, score)
        self.seconds = time.process_time() - begun
        return bound


def measured(family: str, instance: Instance, effort: Effort, seed: int, *, bounded: bool = True) -> dict[str, object]:
    """Solves and checks one instance; ``seconds`` are those of reading it into a problem and searching."""
    begun = time.process_time()
    timed = TimedBound()
    with mock.patch.object(search, "upper_bound", timed if bounded else lambda _, score: score):
        solution = solve(problem_of(instance), effort, seed=seed)
    seconds = time.process_time() - begun - timed.seconds
    answer = answer_of(solution.trip)
    wrong = mistakes(instance, answer)
    if wrong:
        sys.exit(f"{instance.name}: {'; '.join(wrong)}")
    found = score(instance, answer)
    known = instance.best_known or found
    return {
        "family": family,
        "instance": instance.name,
        "score": found,
        "best_known": known,
        "gap_percent": round(100 * (1 - found / known), 2),
        "bound": round(solution.bound / UNITS, 1) if bounded else "",
        "seconds": round(seconds, 2),
        "bound_seconds": round(timed.seconds, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def summary(rows: list[dict[str, object]]) -> str:
    """Mean gap, how many reach the best known, the time and the memory, for each family."""
    lines = []
    for family in sorted({str(row["family"]) for row in rows}):
        mine = [row for row in rows if row["family"] == family]
        gaps = [float(str(row["gap_percent"])) for row in mine]
        seconds = [float(str(row["seconds"])) for row in mine]
        lines.append(
            f"{family}: {len(mine)} instances, mean gap {statistics.mean(gaps):.2f} %, worst {max(gaps):.2f} %, "
            f"{sum(gap <= 0 for gap in gaps)} at the best known, seconds {statistics.mean(seconds):.1f} (most {max(seconds):.1f}), "
            f"most memory {max(int(str(row['peak_mb'])) for row in mine)} MB"
        )
    return "\n".join(lines)


def main() -> None:
    """Measures, prints each row as it comes, then the summary; writes CSV where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kind", choices=["ophs", "toptw"], action="append")
    parser.add_argument("--effort", choices=EFFORTS, default="normal")
    parser.add_argument("--seconds", type=float, help="of searching, instead of the effort's work")
    parser.add_argument("--no-bound", action="store_true")
    parser.add_argument("--only", default="", help="part of the names of the instances to solve")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--csv", type=Path)
    chosen = parser.parse_args()
    effort = EFFORTS[chosen.effort]
    if chosen.seconds:
        effort = replace(effort, steady=round(chosen.seconds * PACE))
    rows = []
    for family in chosen.kind or ["ophs", "toptw"]:
        for instance in read_folder(chosen.folder, family):
            if chosen.only in instance.name:
                with ProcessPoolExecutor(1, get_context("spawn")) as alone:
                    rows.append(alone.submit(measured, family, instance, effort, chosen.seed, bounded=not chosen.no_bound).result())
                print(*rows[-1].values(), sep=", ", flush=True)  # noqa: T201 - a script
    print(summary(rows))  # noqa: T201 - a script
    write_csv(chosen.csv, rows, COLUMNS)


if __name__ == "__main__":
    main()
