"""An opened trip with its clock times, whatever kind of file it came from, and how a plan is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.cli.output import STANDARD, print_error, screen
from mi_trip.errors import MiTripError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.cli.trips import OpenTrip
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.finding import Finding
    from mi_trip.model.plan import Plan
    from mi_trip.model.violation import Violation
    from mi_trip.render.grid import Grid


class UnsoundPlanError(MiTripError):
    """A trip that does not hold over the catalogue as it is now: each reason, and what to do."""

    exit_code = 1
    code = "unsound-plan"

    def __init__(self, source: str, errors: Sequence[Finding | Violation], remedy: str) -> None:
        super().__init__(source, errors, remedy)
        self.source, self.errors, self.remedy = source, tuple(errors), remedy

    def sentence(self) -> str:
        """Give each reason, and what to do."""
        return "\n".join([*map(_line, self.errors), f"{self.source}: {self.remedy}"])

    def details(self) -> list[dict[str, object]]:
        """Give the reasons with their codes."""
        return [{"code": one.code, "day": one.day, "sentence": one.sentence} for one in self.errors]


def _line(error: Finding | Violation) -> str:
    """The reason, with the place in the file where it has one."""
    mark = getattr(error, "mark", None)
    return f"{getattr(error, 'source', '')}:{mark.line}:{mark.column}: {error.sentence}" if mark and mark.line else error.sentence


def worked_plan(trip: OpenTrip) -> tuple[Plan, tuple[Finding | Violation, ...]]:
    """The trip's plan, and what does not hold in it: of an exported plan as it was timed, of an itinerary worked out now."""
    from mi_trip.model.violation import Severity

    if trip.plan is not None:
        from mi_trip.checker import check

        return trip.plan, tuple(one for one in check(trip.plan, trip.catalogue) if one.severity is Severity.ERROR)
    from mi_trip.worked import work_out

    worked = work_out(trip.saved, trip.catalogue)
    return worked.plan, tuple(one for one in worked.findings if one.severity is Severity.ERROR)


def plan_as_it_is(trip: OpenTrip) -> Plan:
    """The trip's plan, whether it holds or not; where it does not, a word on stderr."""
    plan, errors = worked_plan(trip)
    if errors:
        count = f"{len(errors)} error{'s' if len(errors) > 1 else ''}"
        print_error(f"{name_of(trip.name)}: does not hold as it stands ({count}): `mi-trip check` tells why")
    return plan


def sound_plan(trip: OpenTrip) -> Plan:
    """The trip's plan, ready to be handed on; raises UnsoundPlanError where it does not hold."""
    plan, errors = worked_plan(trip)
    name = name_of(trip.name)
    if errors and trip.plan is not None:
        raise UnsoundPlanError(name, errors, "this plan does not hold any more, and is not exported: plan it again")
    if errors:
        raise UnsoundPlanError(name, errors, "this trip does not hold, and is not exported: `mi-trip check` tells more")
    return plan


def name_of(given: str) -> str:
    """What a trip that was given on the command line is called in sentences."""
    return "standard input" if given == STANDARD else given


def one_dash(*given: str) -> None:
    """Refuse to read standard input twice."""
    if given.count(STANDARD) > 1:
        raise UsageError("standard input can be read once: give a file or a name for the other trip")


def plan_on_screen(plan: Plan, catalogue: Catalogue, color: str) -> str:
    """The plan as tables on a terminal, and as records through a pipe."""
    from mi_trip.render.table import plan_plain, plan_table

    on = screen(color)
    return plan_table(plan, catalogue, width=on.width, colour=on.colour) if on.laid_out else plan_plain(plan, catalogue)


def map_on_screen(plan: Plan, catalogue: Catalogue, color: str, *, day: int | None = None) -> str:
    """The map of the trip, or of one of its days, as wide as the terminal."""
    from mi_trip.maps.scenes import trip_scene
    from mi_trip.maps.terminal import map_text
    from mi_trip.render.totals import day_driving

    on = screen(color)
    notes = {each.number: day_driving(each) for each in plan.days}
    return map_text(trip_scene(plan, catalogue), columns=on.width, colour=on.colour, day=day, notes=notes)


def grid_on_screen(grid: Grid, color: str) -> str:
    """The table on a terminal, its rows through a pipe."""
    from mi_trip.render.grid import laid_out_grid, plain_grid

    on = screen(color)
    return laid_out_grid(grid, width=on.width, colour=on.colour) if on.laid_out else plain_grid(grid)
