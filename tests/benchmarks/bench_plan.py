"""Figures of the main job, measured on this machine: `python tests/benchmarks/bench_plan.py [--csv FILE]`.

Start-up of `mi-trip show` against the floor of a Typer program that prints one Rich table, and whole runs of `mi-trip plan`
from process start to exit: seconds (median), peak memory of the process, score and bound.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from figures import print_heads, print_row, write_csv

DATE = "2027-06-22"
FLOOR = """
import typer
app = typer.Typer(pretty_exceptions_enable=False)
@app.command()
def table() -> None:
    from rich.console import Console
    from rich.table import Table
    shown = Table("what")
    shown.add_row("one")
    Console().print(shown)
app()
"""


def timed(command: list[str], runs: int) -> tuple[float, float, str]:
    """Median seconds, the largest peak memory of any run so far in MB, and what the last run printed."""
    seconds = []
    printed = ""
    for _ in range(runs):
        begun = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "100"})
        seconds.append(time.perf_counter() - begun)
        printed = done.stdout
    return statistics.median(seconds), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, printed


def main() -> None:
    """Measures, prints a Markdown table, and writes CSV where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--csv", type=Path)
    parser.add_argument("--days", type=int, nargs="*", default=[3, 6, 10, 14])
    chosen = parser.parse_args()
    mi_trip = [sys.executable, "-m", "mi_trip"]
    rows: list[dict[str, object]] = []
    floor, _, _ = timed([sys.executable, "-c", FLOOR], 20)
    timed([*mi_trip, "show", "hellesylt"], 1)  # warms the cache
    show, memory, _ = timed([*mi_trip, "show", "hellesylt"], 20)
    rows.append({"what": "floor: typer and one rich table", "seconds": round(floor, 3)})
    rows.append({"what": f"show hellesylt ({show / floor:.2f} of the floor)", "seconds": round(show, 3), "peak_mb": round(memory)})
    for days in chosen.days:
        seconds, memory, printed = timed([*mi_trip, "plan", "--days", str(days), "--date", DATE, "--json"], 3)
        quality = json.loads(printed)["quality"]
        rows.append({
            "what": f"plan --days {days} --date {DATE}", "seconds": round(seconds, 2), "peak_mb": round(memory),
            "score": quality["score"], "bound": quality["bound"],
        })  # fmt: skip
    columns = ["what", "seconds", "peak_mb", "score", "bound"]
    print_heads(columns)
    for row in rows:
        print_row(row, columns)
    write_csv(chosen.csv, rows, columns)


if __name__ == "__main__":
    main()
