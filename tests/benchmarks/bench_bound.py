"""How far the bound lies above the best trip found, on this machine: `python tests/benchmarks/bench_bound.py [--effort NAME]`."""

from __future__ import annotations

import argparse
import time
from datetime import date

from mi_trip.catalogue import load_catalogue
from mi_trip.model.request import Request
from mi_trip.problem import Problem
from mi_trip.score import UNITS
from mi_trip.solver.bound import upper_bound
from mi_trip.solver.search import EFFORTS, solve

DATES = ("2027-06-22", "2027-09-14", "2027-01-20")


def main() -> None:
    """Measures and prints a Markdown table; the gap is by how much the score lies below the bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--effort", choices=EFFORTS, default="normal")
    parser.add_argument("--days", type=int, nargs="*", default=[3, 6, 10, 14])
    chosen = parser.parse_args()
    world = load_catalogue()
    print("| date | days | score | bound | gap, % | seconds |\n| --- | --- | --- | --- | --- | --- |")  # noqa: T201 - a script
    for day in DATES:
        for days in chosen.days:
            problem = Problem.of(world, Request(date.fromisoformat(day), days, world.start, world.end))
            score = solve(problem, EFFORTS[chosen.effort]).value.score
            begun = time.perf_counter()
            bound = upper_bound(problem, score)
            seconds = time.perf_counter() - begun
            figures = f"{score / UNITS:.1f} | {bound / UNITS:.1f} | {100 * (1 - score / bound):.1f} | {seconds:.2f}"
            print(f"| {day} | {days} | {figures} |", flush=True)  # noqa: T201 - a script


if __name__ == "__main__":
    main()
