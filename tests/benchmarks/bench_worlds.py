"""How time, memory and gap grow with the world, on this machine: `python tests/benchmarks/bench_worlds.py [--csv FILE]`.

Worlds are generated with a planted trip that is known to be the best there is (see generated/world.py). Each is read, built and
solved in a process of its own, so that its peak memory is its own; seconds are of the processor, whatever else runs beside it. The
smaller ones are also planned as the command line does, checker and all. A world is `ACTIVITIESxDAYS`: `--worlds 1000x10 3000x21`.
`--reading` reads a catalogue of 1,000 locations and 5,000 routes, cold and from the cache.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.generated.files import planted_trip, request_of, write
from benchmarks.generated.world import World, world_of
from figures import print_heads, print_row, write_csv
from mi_trip.catalogue import load_catalogue
from mi_trip.planner import plan_trip
from mi_trip.problem import Problem
from mi_trip.score import UNITS
from mi_trip.solver.search import EFFORTS, solve
from mi_trip.solver.trip import evaluate
from mi_trip.solver.watch import Watch

SIZES = ("25x3", "50x3", "50x6", "100x6", "200x6", "200x10", "400x10", "1000x10", "400x21", "1000x21", "3000x21")
CHECKED = 100  # activities up to which the whole pipeline is run as well
COLUMNS = (
    "activities", "locations", "routes", "days", "seed", "effort", "seconds_reading", "seconds_building", "seconds_first_plan",
    "seconds_search", "bound", "score", "planted", "gap_to_planted_pct", "gap_to_bound_pct", "peak_mb", "checked",
)  # fmt: skip
GROWING = ("seconds_building", "seconds_search", "peak_mb")


class _First(Watch):
    """Notes when the first plan was there."""

    def __init__(self) -> None:
        self.begun = time.process_time()
        self.seconds: float | None = None

    def better(self, score: int) -> None:  # noqa: ARG002 - the first moment alone counts
        """Keeps the first moment only."""
        if self.seconds is None:
            self.seconds = time.process_time() - self.begun


def measure(activities: int, days: int, seed: int, effort: str) -> dict[str, Any]:
    """The figures of one world, taken in this process."""
    world = world_of(seed, days, activities)
    with tempfile.TemporaryDirectory() as folder:
        write(world, Path(folder))
        clock = _Stopwatch()
        catalogue = load_catalogue(folder)
        reading = clock.lap()
        problem = Problem.of(catalogue, request_of(world, catalogue))
        building = clock.lap()
        watch = _First()
        solution = solve(problem, EFFORTS[effort], watch=watch)
        search = clock.lap()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    planted = evaluate(problem, planted_trip(world, problem))
    if planted is None or solution.bound < planted.score or solution.value.score > planted.score:
        raise AssertionError(f"the planted trip is not the best: {world.seed}, {activities}x{days}")
    if activities <= CHECKED:
        plan_trip(catalogue, request_of(world, catalogue), effort=EFFORTS[effort])  # raises where its checker finds anything
    figures = (
        activities, len(world.places), len(world.roads), days, seed, effort, round(reading, 2), round(building, 2),
        round(watch.seconds or 0, 2), round(search, 2), solution.bound / UNITS, solution.value.score / UNITS, planted.score / UNITS,
        100 * (1 - solution.value.score / planted.score), 100 * (1 - solution.value.score / solution.bound), peak, activities <= CHECKED,
    )  # fmt: skip
    return dict(zip(COLUMNS, (round(f, 2) if isinstance(f, float) else f for f in figures), strict=True))


class _Stopwatch:
    def __init__(self) -> None:
        self.at = time.process_time()

    def lap(self) -> float:
        before, self.at = self.at, time.process_time()
        return self.at - before


def apart(activities: int, days: int, seed: int, effort: str, limit: int) -> dict[str, Any]:
    """The figures of one world, taken in a process of its own; without a score where that takes too long."""
    command = [sys.executable, __file__, "--one", f"{activities}x{days}", "--seeds", str(seed), "--effort", effort]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, env={**os.environ, "MI_TRIP_CACHE": ""}, check=False)
    except subprocess.TimeoutExpired:
        return {"activities": activities, "days": days, "seed": seed, "effort": effort, "checked": f"stopped after {limit} s"}
    if done.returncode:
        sys.stderr.write(done.stderr)
        return {"activities": activities, "days": days, "seed": seed, "effort": effort, "checked": "failed"}
    return json.loads(done.stdout)


def reading() -> list[str]:
    """How long a catalogue of 1,000 locations and 5,000 routes is read: a whole command, less one that reads nothing."""
    world: World = world_of(1, 10, 1000, locations=1000, routes=5000)
    with tempfile.TemporaryDirectory() as folder:
        write(world, Path(folder, "world"))
        environment = {**os.environ, "MI_TRIP_CACHE": str(Path(folder, "cache"))}
        load = ["-c", "import sys; from mi_trip.catalogue import load_catalogue; load_catalogue(sys.argv[1])", str(Path(folder, "world"))]
        nothing = ["-c", "import mi_trip.catalogue"]
        lines = [f"{len(world.places)} locations, {len(world.roads)} routes, {len(world.things)} activities"]
        for what, arguments in (("start-up alone", nothing), ("cold", load), ("from the cache", load), ("from the cache again", load)):
            before, begun = _used(), time.perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, env=environment)
            lines.append(f"{what}: {_used() - before:.2f} s of the processor, {time.perf_counter() - begun:.2f} s by the clock")
    return lines


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def summary(rows: list[dict[str, Any]]) -> list[str]:
    """How the figures grow with the activities, for each number of days: as which power of their number; and the gaps."""
    lines = []
    solved = [row for row in rows if row.get("score")]
    for days in sorted({row["days"] for row in solved}):
        of = sorted((row for row in solved if row["days"] == days), key=lambda row: row["activities"])
        least, most = of[0], of[-1]
        if least["activities"] < most["activities"]:
            grown = math.log(most["activities"] / least["activities"])
            powers = (f"{column} as n^{math.log(max(most[column], 0.01) / max(least[column], 0.01)) / grown:.1f}" for column in GROWING)
            lines.append(f"{days} days, {least['activities']} to {most['activities']} activities: {', '.join(powers)}")
    for name in ("gap_to_planted_pct", "gap_to_bound_pct"):
        gaps = [row[name] for row in solved]
        if gaps:
            lines.append(f"{name}: mean {sum(gaps) / len(gaps):.1f}, largest {max(gaps):.1f}, over {len(gaps)} worlds")
    return lines


def main() -> None:
    """Measures, prints a Markdown table and a summary, and writes CSV where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worlds", nargs="*", default=SIZES, help="ACTIVITIESxDAYS ...")
    parser.add_argument("--seeds", type=int, nargs="*", default=[1])
    parser.add_argument("--effort", choices=EFFORTS, default="normal")
    parser.add_argument("--limit", type=int, default=600, help="seconds by the clock for one world")
    parser.add_argument("--csv", type=Path)
    parser.add_argument("--reading", action="store_true", help="only how long a large catalogue is read")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        activities, days = map(int, chosen.one.split("x"))
        sys.stdout.write(json.dumps(measure(activities, days, chosen.seeds[0], chosen.effort)))
        return
    if chosen.reading:
        sys.stdout.write("\n".join(reading()) + "\n")
        return
    rows = []
    print_heads(COLUMNS)
    for size in chosen.worlds:
        for seed in chosen.seeds:
            rows.append(apart(*map(int, size.split("x")), seed, chosen.effort, chosen.limit))
            print_row(rows[-1], COLUMNS)
    sys.stdout.write("\n" + "\n".join(summary(rows)) + "\n")
    write_csv(chosen.csv, rows, COLUMNS)


if __name__ == "__main__":
    main()
