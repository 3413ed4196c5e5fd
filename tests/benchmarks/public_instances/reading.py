"""Reads OPHS and TOPTW files into one kind of instance, in the files' own numbers."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SOLOMON = 4  # the first number of a file with distances cut off after one decimal; Cordeau's have two


@dataclass(frozen=True, slots=True)
class Place:
    """A hotel or a thing to see: where it is, what seeing it gives and takes, and between when one may begin."""

    x: float
    y: float
    score: int = 0
    service: float = 0
    opens: float = 0
    closes: float = float("inf")


@dataclass(frozen=True, slots=True)
class Instance:
    """Hotels (the start first, the end second, or both the one) and places; each day lasts from ``opens`` to ``opens`` + its limit.

    ``decimals``: after how many a distance is cut off; None where it is not.
    """

    name: str
    hotels: tuple[Place, ...]
    places: tuple[Place, ...]
    limits: tuple[float, ...]
    opens: float = 0
    decimals: int | None = None
    best_known: int | None = None

    @property
    def end(self) -> int:
        """The hotel where the trip ends."""
        return min(1, len(self.hotels) - 1)


def read_ophs(text: str, name: str, best_known: int | None = None) -> Instance:
    """An instance with hotels: `N H D`, `Tmax`, the limit of each day, then `x y score` a line, the hotels first."""
    rows = [[float(field) for field in line.split()] for line in text.splitlines() if line.strip() and not line.startswith("--")]
    extra, days = int(rows[0][1]), int(rows[0][2])
    places = [Place(x, y, round(score)) for x, y, score in rows[3:]]
    if len(places) != int(rows[0][0]) + extra:
        raise ValueError(f"{name}: {len(places)} places instead of {int(rows[0][0]) + extra}")
    return Instance(name, tuple(places[: extra + 2]), tuple(places[extra + 2 :]), tuple(rows[2][:days]), best_known=best_known)


def read_toptw(text: str, name: str, days: int, best_known: int | None = None) -> Instance:
    """An instance with windows: the depot in the third line, then `number x y service score ... opens closes` a line."""
    rows = [[float(field) for field in line.split()] for line in text.splitlines() if line.strip()]
    depot, *places = [Place(row[1], row[2], round(row[4]), row[3], row[-2], row[-1]) for row in rows[2:]]
    decimals = 1 if rows[0][0] == SOLOMON else 2
    limits = (depot.closes - depot.opens,) * days
    return Instance(f"{name}/{days}", (depot,), tuple(places), limits, depot.opens, decimals, best_known)


def read_folder(folder: Path, family: str) -> list[Instance]:
    """The instances of a family (`ophs` or `toptw`) that `best-known.csv` in the folder names."""
    with (folder / "best-known.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["family"] == family]
    found = []
    for row in rows:
        name, known = row["instance"], int(row["best_known"])
        if family == "ophs":
            found.append(read_ophs((folder / "ophs" / f"{name}.ophs").read_text("utf-8"), name, known))
        else:
            found.append(read_toptw((folder / "toptw" / f"{name}.txt").read_text("utf-8"), name, int(row["days"]), known))
    return found
