"""Options of which several may be given: days, dates, paces and cars, and every combination of them."""

# No `from __future__ import annotations` in the modules of the commands: Typer reads the types when it starts.
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from mi_trip.cli import options
from mi_trip.cli.asking import DEFAULT_DAYS, Asked, request_of
from mi_trip.cli.options import option
from mi_trip.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.request import Request

MOST = 40  # combinations: at about a second each, as long as anybody waits
WEEK = 7


class Numbers(tuple[int, ...]):
    """Numbers of days."""

    __slots__ = ()


class Dates(NamedTuple):
    """First days from one to another; the same twice: this one."""

    first: date
    last: date


class Words(tuple[str, ...]):
    """Some of a few words."""

    __slots__ = ()


def read_days(given: object) -> Numbers:
    """Numbers of days as 6, 4-9 or 4,6,8."""
    found: list[int] = []
    for part in str(given).split(","):
        numbers = re.fullmatch(r"\s*([0-9]{1,4})\s*(?:-\s*([0-9]{1,4})\s*)?", part)
        first, last = (int(numbers[1]), int(numbers[2] or numbers[1])) if numbers else (0, 0)
        if not 1 <= first <= last <= options.LONGEST_TRIP:
            raise options.refuse(f"days from 1 to {options.LONGEST_TRIP} such as 6, 4-9 or 4,6,8", given)
        found += range(first, last + 1)
    return Numbers(found)


def read_dates(given: object) -> Dates:
    """A date, or two with two dots between them."""
    first, dots, last = str(given).partition("..")
    found = Dates(options.read_date(first), options.read_date(last if dots else first))
    if found.last < found.first:
        raise options.refuse("a range from an earlier to a later date", given)
    return found


def _some(name: str, words: Sequence[str], text: str, default: str) -> Any:
    """Describe an option that takes some of a few words, set apart by commas or given again and again."""
    read_one = options.one_of(*words)

    def read(given: object) -> Words:
        return Words(read_one(part) for part in str(given).split(","))

    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete.lower())]

    return option(name, read=read, metavar="|".join(words), text=text, autocompletion=complete, show_default=default)


SomeDays = Annotated[
    list[Numbers] | None,
    option("--days", read=read_days, metavar="N-M|N,M", text="How many days, such as 4-9 or 4,6,8. Repeatable.", show_default="6"),
]
SomeDates = Annotated[
    list[Dates] | None,
    option("--date", read=read_dates, metavar="DATE[..DATE]", text="The first day, or a range of first days. Repeatable."),
]
Every = Annotated[
    int | None, option("--every", read=options.whole(1, 366), metavar="DAYS", text="The step of a range of dates.", show_default="7")
]
SomePaces = Annotated[list[Words] | None, _some("--pace", options.PACES, "How full the days are. Repeatable, or with commas.", "balanced")]
SomeCars = Annotated[list[Words] | None, _some("--car", options.CARS, "A hired car, your own, or none. As --pace.", "hire")]


@dataclass(frozen=True, slots=True)
class Several:
    """What is to be combined; empty: what is usual."""

    days: tuple[int, ...]
    dates: tuple[date, ...]
    paces: tuple[str, ...]
    cars: tuple[str, ...]

    @classmethod
    def of(
        cls,
        days: Sequence[Numbers] | None,
        dates: Sequence[Dates] | None,
        every: int | None,
        paces: Sequence[Words] | None,
        cars: Sequence[Words] | None,
    ) -> "Several":
        """Build it of the words given, nothing twice and in their order."""
        if every is not None and not any(one.first < one.last for one in dates or ()):
            raise UsageError("--every is the step of a range of dates: give one, such as --date 2027-06-01..2027-06-29")
        step = every or WEEK
        first_days = (one.first + timedelta(days=n) for one in dates or () for n in range(0, (one.last - one.first).days + 1, step))
        return cls(
            tuple(dict.fromkeys(number for some in days or () for number in some)),
            tuple(dict.fromkeys(first_days)),
            tuple(dict.fromkeys(word for some in paces or () for word in some)),
            tuple(dict.fromkeys(word for some in cars or () for word in some)),
        )

    def combined(self, asked: Asked) -> list[Asked]:
        """Every combination, the days changing last; refuses more than can be waited for."""
        number = len(self.days or "1") * len(self.dates or "1") * len(self.paces or "1") * len(self.cars or "1")
        if number > MOST:
            raise UsageError(
                f"that makes {number} combinations, and at most {MOST} are compared: give fewer, or dates with a larger --every"
            )
        every = product(self.days or (DEFAULT_DAYS,), self.dates or (None,), self.paces or (None,), self.cars or (None,))
        return [replace(asked, days=days, date=day, pace=pace, car=car) for days, day, pace, car in every]


def requests_of(combined: Sequence[Asked], catalogue: "Catalogue", today: date) -> "list[tuple[Request, str]]":
    """The request of each combination, with why it cannot be meant; where none can be, that is refused."""
    found: list[tuple[Request, str]] = []
    refused: UsageError | None = None
    for asked in combined:
        try:
            found.append((request_of(asked, catalogue, today), ""))
        except UnknownNameError:
            raise
        except UsageError as error:
            refused = refused or error
            found.append((request_of(replace(asked, nights=(), arrive=None, depart=None), catalogue, today), error.sentence()))
    if refused and all(why for _, why in found):
        raise refused
    return found
