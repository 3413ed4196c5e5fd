"""Figures of the exports, measured on this machine: `python tests/benchmarks/bench_export.py [--csv FILE]`.

Of each format, for a short trip and a long one: seconds of the processor (the least of some runs), and bytes. The ways over land and water
are found once for all formats, which is measured apart; a PDF needs the extra `pdf`.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from figures import print_heads, print_row, write_csv
from mi_trip.catalogue import load_catalogue
from mi_trip.catalogue.trips import shipped_trips
from mi_trip.itinerary import read_itinerary
from mi_trip.maps.scenes import trip_scene
from mi_trip.maps.terminal import map_text
from mi_trip.render import SUFFIXES, render_file
from mi_trip.worked import work_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan

TRIPS = ("reference-tour", "grand-tour")
COLUMNS = 100  # of the terminal on which the map is drawn


def timed(written: Callable[[], bytes], runs: int) -> tuple[float, int]:
    """The least seconds of the processor that a run takes, and how many bytes it gives."""
    seconds, content = [], b""
    for _ in range(runs):
        begun = time.process_time()
        content = written()
        seconds.append(time.process_time() - begun)
    return min(seconds), len(content)


def ready_made(name: str, catalogue: Catalogue) -> Plan:
    """The plan of a ready-made itinerary."""
    file = shipped_trips()[name]
    return work_out(read_itinerary(file.read_text("utf-8"), file.name, lambda _: catalogue)[0], catalogue).plan


def measured(name: str, catalogue: Catalogue, runs: int) -> Iterator[dict[str, object]]:
    """A row for the ways of a trip, for each format, and for its map on a terminal."""
    plan = ready_made(name, catalogue)

    def ways() -> bytes:
        trip_scene(plan, catalogue)
        return b""

    def drawn() -> bytes:
        return map_text(trip_scene(plan, catalogue), columns=COLUMNS, colour=True).encode()

    jobs: dict[str, tuple[Callable[[], bytes], int]] = {"ways, found once": (ways, 1)}
    for suffix in (suffix for suffix in SUFFIXES if suffix != ".yml"):
        jobs[suffix] = (lambda suffix=suffix: render_file(plan, catalogue, suffix), runs)
    jobs["map on a terminal"] = (drawn, runs)
    for what, (written, times) in jobs.items():
        seconds, size = timed(written, times)
        yield {"trip": name, "days": len(plan.days), "what": what, "seconds": round(seconds, 3), "bytes": size or ""}


def main() -> None:
    """Measures, prints a Markdown table, and writes CSV where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--csv", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    catalogue = load_catalogue()
    rows = [row for name in TRIPS for row in measured(name, catalogue, chosen.runs)]
    columns = list(rows[0])
    print_heads(columns)
    for row in rows:
        print_row(row, columns)
    write_csv(chosen.csv, rows, columns)


if __name__ == "__main__":
    main()
