"""Planning a saved trip anew: what of it goes is told, and its file can be written back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mi_trip.cli.output import STANDARD, may_write, print_error, read_text, write_file
from mi_trip.errors import FileError, UsageError

if TYPE_CHECKING:
    from mi_trip.cli.asking import Asked
    from mi_trip.cli.progress import Progress
    from mi_trip.cli.trips import OpenTrip
    from mi_trip.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Replanning:
    """A saved trip to be planned anew. ``text``: what its file says, where it is to be written back."""

    name: str
    keep_most: bool
    text: str | None = None

    @classmethod
    def of(cls, from_itinerary: str | None, update: str | None, *, keep_most: bool) -> Replanning | None:
        """Read what the options say; None if no saved trip is asked for."""
        if update and from_itinerary:
            raise UsageError("--update FILE plans FILE anew: leave out --from-itinerary, or write elsewhere with -o")
        if update:
            return cls(update, keep_most, _text_of(update))
        if from_itinerary:
            return cls(from_itinerary, keep_most)
        if keep_most:
            raise UsageError("--keep-most keeps what a saved trip has: give --from-itinerary FILE or --update FILE")
        return None

    def work_out(self, asked: Asked, catalogue: str | None, effort: str, seed: int, progress: Progress) -> tuple[OpenTrip, Plan]:
        """Plan the trip anew, and tell on stderr what of it went."""
        from mi_trip.cli.asking import request_of
        from mi_trip.cli.trips import open_trip

        trip = open_trip(self.name, catalogue)
        if self.text is not None and trip.plan is not None:
            raise FileError(self.name, "is an exported plan, not an itinerary file: give it to --from-itinerary, and write with -o")
        saved, world = trip.saved, trip.catalogue
        request = request_of(asked, world, saved.request.first_day, saved.request)
        from mi_trip.render.gone import gone_lines
        from mi_trip.replan import replan
        from mi_trip.solver.search import EFFORTS

        with progress:
            found = replan(world, saved, request, keep_most=self.keep_most, effort=EFFORTS[effort], seed=seed, watch=progress)
        for line in gone_lines(found.gone):
            print_error(line)
        return trip, found.plan

    def dressed(self, plans: tuple[Plan, ...], found: Plan, trip: OpenTrip) -> tuple[Plan, ...]:
        """The plan that was told of first, then the others, all with the titles and notes of the file."""
        from mi_trip.worked import dress

        return found, *(dress(plan, trip.saved) for plan in plans if plan is not found)

    def write_back(self, plan: Plan, trip: OpenTrip) -> None:
        """Write the plan into the file it came from, with the comments that a person put there."""
        from mi_trip.itinerary.comments import carried
        from mi_trip.render import render

        if self.text is None:
            raise UsageError(f"{self.name} is not written back: give it to --update")
        try:
            text = carried(self.text, render(plan, trip.catalogue, ".yaml"), trip.saved)
        except UsageError as error:
            raise FileError(self.name, f"is left as it is: {error.sentence()}") from error
        if read_text(self.name) != self.text:
            raise FileError(self.name, "has changed since it was read, and is left as it is: try again")
        write_file(self.name, text, force=True)


def _text_of(path: str) -> str:
    """What the file to be written back says; refuse what is no file."""
    if path == STANDARD:
        raise UsageError("--update writes a file back: - is none; give --from-itinerary -")
    if Path(path).exists():
        may_write(path, force=True)
    return read_text(path)
