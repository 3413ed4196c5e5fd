"""The options that several commands share, and how their words are read."""

# No `from __future__ import annotations` in the modules of the commands: Typer reads the types when it starts.
import os
import re
from collections.abc import Callable, Sequence
from datetime import date, time
from difflib import get_close_matches
from typing import Annotated, Any, NamedTuple

import typer

from mi_trip.errors import UsageError

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
LONGEST_TRIP = 60  # days
MOST_PEOPLE = 50

PACES = ("relaxed", "balanced", "packed")
CARS = ("hire", "own", "none")
DIFFICULTIES = ("easy", "medium", "hard")
MODES = ("drive", "ferry", "train", "bus", "boat", "gondola", "flight", "walk", "taxi")
COLOURS = ("auto", "always", "never")
EFFORTS = ("quick", "normal", "thorough")


class Like(NamedTuple):
    """A tag that is liked, and how much."""

    tag: str
    weight: float


class WantedNight(NamedTuple):
    """A place to sleep at, and the day after which."""

    place: str
    day: int


class Ages(tuple[int, ...]):
    """The ages of children."""

    __slots__ = ()


# -- reading words: each refuses with what it expects ---------------------------------------------------------------------------------


def refuse(expected: str, given: object, meant: str = "") -> typer.BadParameter:
    """What to raise at a word that cannot be read; Typer adds the option's name."""
    return typer.BadParameter(f"expected {expected}, not '{given}'" + (f"; did you mean '{meant}'?" if meant else ""))


def whole(least: int, most: int, what: str = "a whole number") -> Callable[[object], int]:
    """A reader of whole numbers within bounds."""

    def read(given: object) -> int:
        text = str(given).strip()
        if not re.fullmatch(r"[+-]?[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise refuse(f"{what} from {least} to {most}", given)
        return int(text)

    return read


def one_of(*words: str) -> Callable[[object], str]:
    """A reader of one of some words, with a did-you-mean."""

    def read(given: object) -> str:
        text = str(given).strip().lower()
        if text in words:
            return text
        near = [*get_close_matches(text, words, 1), ""]
        raise refuse(f"{', '.join(words[:-1])} or {words[-1]}", given, near[0])

    return read


def read_date(given: object) -> date:
    """A date as YYYY-MM-DD."""
    text = str(given).strip()
    try:
        found = date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:  # such as month 13
        found = None
    if found is None or not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise refuse(f"a date such as 2027-06-15, between {EARLIEST_YEAR} and {LATEST_YEAR}", given)
    return found


def read_time(given: object) -> time:
    """A time of the day as HH:MM."""
    found = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", str(given).strip())
    if not found:
        raise refuse("a time of the day such as 09:30", given)
    return time(int(found[1]), int(found[2]))


def read_ages(given: object) -> Ages:
    """Ages of children, separated by commas."""
    words = [word.strip() for word in str(given).split(",")]
    if not all(re.fullmatch(r"[0-9]{1,2}", word) and int(word) < 18 for word in words):
        raise refuse("the ages of the children from 0 to 17, such as 7,12", given)
    if len(words) > MOST_PEOPLE:
        raise typer.BadParameter(f"expected at most {MOST_PEOPLE} children, not {len(words)}")
    return Ages(map(int, words))


def read_amount(given: object) -> int:
    """A sum of money in whole units, thousands set apart or not."""
    text = str(given).strip()
    if not re.fullmatch(r"[0-9]{1,9}|[0-9]{1,3}([ ,_][0-9]{3}){1,2}", text):
        raise refuse("a whole amount such as 25000", given)
    return int(re.sub(r"[ ,_]", "", text))


def read_like(given: object) -> Like:
    """A tag and its weight, 2 when none is given."""
    tag, equals, weight = str(given).partition("=")
    if not equals:
        return Like(tag.strip(), 2.0)
    if not re.fullmatch(r"[0-9]{1,2}(\.[0-9]{1,4})?", weight.strip()) or float(weight) > 10:
        raise refuse("TAG or TAG=WEIGHT with a weight from 0 to 10, such as hiking=2", given)
    return Like(tag.strip(), float(weight))


def read_night(given: object) -> WantedNight:
    """A place and the day after which the night is."""
    place, at, day = str(given).rpartition("@")
    if not at or not place.strip() or not re.fullmatch(r"[0-9]{1,4}", day.strip()):
        raise refuse("PLACE@DAY, such as Valldal@2 for the night after day 2", given)
    return WantedNight(place.strip(), int(day))


def read_distance(given: object) -> float:
    """Kilometres."""
    text = str(given).strip().removesuffix("km").strip()
    if not re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,3})?", text):
        raise refuse("kilometres such as 30", given)
    return float(text)


def read_words(given: object) -> str:
    """Words that say something."""
    text = " ".join(str(given).split())
    if not text:
        raise typer.BadParameter("expected a name, not nothing")
    return text


def today() -> date:
    """Today, or what MI_TRIP_TODAY says; asked for only to choose a date nobody gave."""
    told = os.environ.get("MI_TRIP_TODAY")
    if not told:
        return date.today()
    try:
        return read_date(told)
    except typer.BadParameter as error:
        raise UsageError(f"MI_TRIP_TODAY: {error.message}") from error


# -- options -------------------------------------------------------------------------------------------------------------------------


def option(*names: str, read: Callable[[object], Any], metavar: str, text: str, **more: Any) -> Any:
    """Describe an option whose words are read by ``read``."""
    return typer.Option(*names, parser=read, metavar=metavar, help=text, **more)


def choice(name: str, words: Sequence[str], text: str, **more: Any) -> Any:
    """Describe an option that takes one of some words."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete.lower())]

    return option(name, read=one_of(*words), metavar="|".join(words), text=text, autocompletion=complete, **more)


Place = Annotated[
    str | None, option("--catalogue", read=read_words, metavar="PATH", text="A folder with a catalogue, or the id of a shipped one.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Colour = Annotated[str, choice("--color", COLOURS, "Colour and boxes: on a terminal, always or never.")]
Output = Annotated[
    list[str] | None,
    option("-o", "--output", read=str, metavar="FILE", text="Write a file; its suffix chooses the format. - is stdout. Repeatable."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")]
Format = Annotated[str | None, option("--format", read=str, metavar="FORMAT", text="The format, whatever the suffix, such as md or ics.")]
Day = Annotated[date | None, option("--date", read=read_date, metavar="YYYY-MM-DD", text="The day to look at.")]
Car = Annotated[str, choice("--car", CARS, "A hired car, your own, or none.")]
Adults = Annotated[int, option("--adults", read=whole(1, MOST_PEOPLE), metavar="N", text="How many adults travel.")]
Children = Annotated[
    Ages | None, option("--children", read=read_ages, metavar="AGES", text="The children's ages, such as 7,12.", show_default=False)
]
