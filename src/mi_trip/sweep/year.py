"""When to go: the first days of a year planned week by week, closer where something changes, and the best windows among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from mi_trip.model.hours import DAY
from mi_trip.model.route import Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.hours import Hours
    from mi_trip.model.request import Request
    from mi_trip.sweep.planning import Sweep, Tried

WEEK = 7 * DAY
ROUNDS = 2  # of looking closer: a week is halved, and its halves
CLOSER = 12  # first days more in each round, where most changes
CHANGED = 0.05  # of the best score, from which on two neighbouring first days differ
GOOD = 0.9  # of the best score: what a quick search may miss must not break a window
WINDOWS = 3


@dataclass(frozen=True, slots=True)
class Shut:
    """A road or a season by name, and from when to when it is shut in the year."""

    id: str
    name: str
    spans: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """First days, one after the other, whose trips are nearly as good as the best.

    ``opens``: the activities that can be done then and cannot on most first days outside all windows, best rated first.
    """

    first: date
    last: date
    best: Tried
    opens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A year's first days in order, each with its trip; the best windows, the best of them first; and what is shut when."""

    year: int
    request: Request
    starts: tuple[Tried, ...]
    windows: tuple[Window, ...]
    shut: tuple[Shut, ...]
    effort: str
    seed: int

    @property
    def best(self) -> Tried | None:
        """The start of the best trip, the earliest where several are equal."""
        return max((one for one in self.starts if one.plan), key=_score, default=None)


def sweep_year(catalogue: Catalogue, request: Request, sweep: Sweep, counting: Callable[[Iterator[Tried], int], Iterator[Tried]]) -> Year:
    """Every week of the year in which the request begins, on its weekday, and closer where the score or what is open changes."""
    year = request.first_day.year
    days = _weekly(request.first_day)
    found: dict[date, Tried] = {}
    for round_ in range(ROUNDS + 1):
        asked = [replace(request, first_day=day) for day in days]
        found |= {one.request.first_day: one for one in counting(sweep.plan(asked), len(asked))}
        days = _closer(catalogue, [found[day] for day in sorted(found)]) if round_ < ROUNDS else []
    starts = tuple(found[day] for day in sorted(found))
    return Year(year, request, starts, tuple(_windows(catalogue, starts)), tuple(_shut(catalogue, year)), sweep.effort, sweep.seed)


def _weekly(day: date) -> list[date]:
    """The days of the year on the weekday of one of them."""
    first = date(day.year, 1, 1) + (day.timetuple().tm_yday - 1) % 7 * DAY
    return [first + number * WEEK for number in range(53) if (first + number * WEEK).year == day.year]


def _closer(catalogue: Catalogue, starts: Sequence[Tried]) -> list[date]:
    """Days between neighbours that differ, where most changes first."""
    best = max(map(_score, starts))
    seasons = _seasons(catalogue)
    changes = []
    for one, other in pairwise(starts):
        apart = other.request.first_day - one.request.first_day
        change = abs(_score(one) - _score(other))
        if apart > DAY and (change >= CHANGED * best > 0 or _open(seasons, one.request) != _open(seasons, other.request)):
            changes.append((-change, one.request.first_day + apart.days // 2 * DAY))
    return sorted(day for _, day in sorted(changes)[:CLOSER])


def _score(tried: Tried) -> float:
    """The score; of what is impossible less than of any trip that gives something."""
    return tried.score or 0.0


class _Season(NamedTuple):
    """The name of what is open at times, and the hours that all bind it."""

    name: str
    open: tuple[Hours, ...]


def _open(seasons: Mapping[str, _Season], request: Request) -> frozenset[str]:
    """The named roads and seasons that are open on all days of a trip."""
    days = [request.date_of(number) for number in range(1, request.days + 1)]
    return frozenset(id_ for id_, season in seasons.items() if all(one.open_on(day) for one in season.open for day in days))


def _seasons(catalogue: Catalogue) -> Mapping[str, _Season]:
    """The seasons that the catalogue names, and roads with hours of their own: by id, the name and the hours that all bind."""
    named: dict[str, _Season] = {season.id: _Season(season.name, (season.open,)) for season in catalogue.seasons.values()}
    for route in catalogue.routes.values():
        own = tuple(hours for hours in (route.season.open, route.open) if not hours.always)
        if route.mode is Mode.DRIVE and own and (not route.open.always or route.season.id not in catalogue.seasons):
            named.setdefault(route.id, _Season(route.name, own))
    return named


def _shut(catalogue: Catalogue, year: int) -> Iterator[Shut]:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
    for name, (title, hours) in _seasons(catalogue).items():
        shut = [day for day in days if not all(one.open_on(day) for one in hours)]
        spans = [(run[0], run[-1]) for run in _runs(shut)]
        if spans:
            yield Shut(name, title, tuple(spans))


def _runs(days: Sequence[date]) -> list[list[date]]:
    """The days, split where one is not the day after the one before it."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _windows(catalogue: Catalogue, starts: Sequence[Tried]) -> Iterator[Window]:
    best = max(map(_score, starts))
    runs = [list(run) for good, run in groupby(starts, key=lambda one: bool(one.plan) and _score(one) >= GOOD * best) if good]
    inside = {one.request for run in runs for one in run}
    outside = [one for one in starts if one.request not in inside]
    for run in sorted(runs, key=lambda run: -max(map(_score, run)))[:WINDOWS]:
        top = max(run, key=_score)
        rare = [name for name in top.possible if sum(name not in one.possible for one in outside) * 2 > len(outside)]
        order = {name: number for number, name in enumerate(catalogue.activities)}
        opens = sorted((name for name in rare if name in order), key=lambda name: (-catalogue.activities[name].rating, order[name]))
        yield Window(run[0].request.first_day, run[-1].request.first_day, top, tuple(opens))
