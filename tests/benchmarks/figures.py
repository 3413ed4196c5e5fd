"""How the benchmarks write what they measured: a Markdown table on stdout, and a CSV file where one is asked for."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path


def print_heads(columns: Sequence[str]) -> None:
    sys.stdout.write("| " + " | ".join(columns) + " |\n|" + " --- |" * len(columns) + "\n")


def print_row(row: Mapping[str, object], columns: Sequence[str]) -> None:
    sys.stdout.write("| " + " | ".join(str(row.get(column, "")) for column in columns) + " |\n")
    sys.stdout.flush()


def write_csv(path: Path | None, rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> None:
    """Write the rows, if there is a path."""
    if path:
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
