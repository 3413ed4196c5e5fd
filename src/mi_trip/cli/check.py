"""``mi-trip check``: what does not hold in a trip that somebody has edited."""

import json
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from mi_trip.cli import options
from mi_trip.cli.completing import trips
from mi_trip.cli.opened import name_of
from mi_trip.cli.options import option
from mi_trip.cli.output import print_json, print_text, screen
from mi_trip.errors import UsageError

if TYPE_CHECKING:
    from mi_trip.cli.trips import OpenTrip
    from mi_trip.model.finding import Finding

HELP = """Check a trip. Work out its clock times, and report all that does not hold with its line and what would help.

\b
Examples:
  mi-trip check trip.yaml
  mi-trip check trip.yaml --date 2027-09-01
  mi-trip check reference-tour --ignore weather,queue
  mi-trip check --schema > itinerary.schema.json

A trip is an itinerary file, a plan saved as JSON, a ready-made itinerary, or - for standard input.
The exit code is 0 when it holds, 1 when there are errors; warnings and hints are only told.
"""


def check(
    source: Annotated[
        str, typer.Argument(metavar="[TRIP]", help="An itinerary file, a saved plan, or a ready-made itinerary.", autocompletion=trips)
    ] = "",
    ignore: Annotated[
        list[str] | None,
        option("--ignore", read=options.read_words, metavar="CODE[,CODE]", text="Do not report these. Repeatable; --codes lists them."),
    ] = None,
    first_day: Annotated[
        date | None,
        option("--date", read=options.read_date, metavar="YYYY-MM-DD", text="Check it moved to this first day; bookings keep their date."),
    ] = None,
    catalogue: options.Place = None,
    codes: Annotated[bool, typer.Option("--codes", help="List the codes of all that may be found.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of itinerary files, for editors.")] = False,
    as_json: options.AsJson = False,
    color: options.Colour = "auto",
) -> None:
    """Check a trip."""
    if codes or schema:
        _print_known(codes=codes, as_json=as_json)
        return
    if not source:
        raise UsageError("TRIP is missing: give an itinerary file, such as `mi-trip check trip.yaml`, or a ready-made itinerary")
    ignored = _ignored(ignore or ())
    from mi_trip.cli.trips import open_trip

    name = name_of(source)
    found = [one for one in _findings(open_trip(source, catalogue), name, first_day) if one.code not in ignored]
    _report(found, name, color, as_json=as_json)


def _print_known(*, codes: bool, as_json: bool) -> None:
    """The codes, or the schema of itinerary files."""
    if codes:
        from mi_trip.render.findings import CODES, codes_text

        if as_json:
            print_json(json.dumps({"schema_version": 1, "codes": CODES}, ensure_ascii=False, indent=2))
        else:
            print_text(codes_text())
        return
    from mi_trip.itinerary import itinerary_schema

    print_json(json.dumps(itinerary_schema(), ensure_ascii=False, indent=2))


def _ignored(given: list[str] | tuple[str, ...]) -> frozenset[str]:
    """The codes that are not to be reported."""
    from mi_trip.render.findings import CODES

    words = [word.strip().lower() for words in given for word in words.split(",") if word.strip()]
    for word in words:
        if word not in CODES:
            near = get_close_matches(word, CODES, 1)
            meant = f"did you mean {near[0]}?" if near else "`mi-trip check --codes` lists them"
            raise UsageError(f"--ignore: nothing has the code '{word}'; {meant}")
    return frozenset(words)


def _findings(trip: "OpenTrip", name: str, first_day: date | None) -> "list[Finding]":
    """All that is to be said: of an exported plan what breaks a rule as it is timed, else what there is to know of the trip."""
    from dataclasses import replace

    if trip.plan is not None and first_day is None and (broken := _of_plan(trip, name)):
        return broken
    saved = trip.saved
    if first_day is not None:
        saved = saved.with_request(replace(saved.request, first_day=first_day, assumed_date=False))
    from mi_trip.worked import work_out

    return list(work_out(saved, trip.catalogue).findings)


def _of_plan(trip: "OpenTrip", name: str) -> "list[Finding]":
    from mi_trip.checker import check as violations
    from mi_trip.model.finding import Finding

    assert trip.plan is not None  # noqa: S101 - only asked of plans
    found = violations(trip.plan, trip.catalogue)
    return [
        Finding(one.code, one.severity, one.day, one.sentence.removeprefix(f"day {one.day}: "), one.subject, name)
        for one in sorted(found, key=lambda one: one.day)
    ]


def _report(found: "list[Finding]", name: str, color: str, *, as_json: bool) -> None:
    from mi_trip.model.violation import Severity
    from mi_trip.render.findings import findings_json, findings_text, laid_out_findings

    on = screen(color)
    if as_json:
        print_json(findings_json(found, name))
    elif on.laid_out:
        print_text(laid_out_findings(found, name, width=on.width, colour=on.colour))
    else:
        print_text(findings_text(found, name))
    if any(one.severity is Severity.ERROR for one in found):
        raise typer.Exit(1)
