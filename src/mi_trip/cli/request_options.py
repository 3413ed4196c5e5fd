"""The options that say what trip is asked for, shared by the commands that plan one. None: not given."""

# No `from __future__ import annotations` in the modules of the commands: Typer reads the types when it starts.
from datetime import date, time
from typing import Annotated

from mi_trip.cli import options
from mi_trip.cli.completing import PLACES, WISHES, ids_of, tags
from mi_trip.cli.options import choice, option

Names = list[str] | None

Days = Annotated[
    int | None,
    option("--days", read=options.whole(1, options.LONGEST_TRIP), metavar="N", text="How many days, 1 to 60.", show_default="6"),
]
FirstDay = Annotated[date | None, option("--date", read=options.read_date, metavar="YYYY-MM-DD", text="The first day.")]
Start = Annotated[
    str | None, option("--from", read=options.read_words, metavar="PLACE", text="Where the trip starts.", autocompletion=ids_of(*PLACES))
]
End = Annotated[
    str | None,
    option(
        "--to",
        read=options.read_words,
        metavar="PLACE",
        text="Where it ends; with --from alone where it starts.",
        autocompletion=ids_of(*PLACES),
    ),
]
Arrive = Annotated[time | None, option("--arrive", read=options.read_time, metavar="HH:MM", text="When the first day begins.")]
Depart = Annotated[time | None, option("--depart", read=options.read_time, metavar="HH:MM", text="When the last day ends.")]
Pace = Annotated[str | None, choice("--pace", options.PACES, "How full the days are.", show_default="balanced")]
Likes = Annotated[
    list[options.Like] | None,
    option(
        "--like",
        read=options.read_like,
        metavar="TAG[=WEIGHT]",
        text="What you like, 0 to 10 times as much (2). Repeatable.",
        autocompletion=tags,
    ),
]
Must = Annotated[
    Names,
    option("--must", read=options.read_words, metavar="NAME", text="What must be in the trip. Repeatable.", autocompletion=ids_of(*WISHES)),
]
Avoid = Annotated[
    Names,
    option("--avoid", read=options.read_words, metavar="NAME", text="What must not be in it. Repeatable.", autocompletion=ids_of(*WISHES)),
]
Nights = Annotated[
    list[options.WantedNight] | None,
    option(
        "--night",
        read=options.read_night,
        metavar="PLACE@DAY",
        text="Where to sleep after a day. Repeatable.",
        autocompletion=ids_of(*PLACES),
    ),
]
Adults = Annotated[
    int | None,
    option("--adults", read=options.whole(1, options.MOST_PEOPLE), metavar="N", text="How many adults travel.", show_default="2"),
]
MaxDifficulty = Annotated[str | None, choice("--max-difficulty", options.DIFFICULTIES, "The hardest outing you want.", show_default="hard")]
Car = Annotated[str | None, choice("--car", options.CARS, "A hired car, your own, or none.", show_default="hire")]
Budget = Annotated[
    int | None, option("--budget", read=options.read_amount, metavar="AMOUNT", text="What the party may spend on all that is included.")
]
Effort = Annotated[str, choice("--effort", options.EFFORTS, "How hard to search for a better plan.")]
Seed = Annotated[int, option("--seed", read=options.whole(0, 2**31 - 1), metavar="N", text="Where the search takes its randomness from.")]
