"""``mi-trip catalogue``: for those who write one."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from mi_trip.cli import options
from mi_trip.cli.output import print_json, print_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.errors import Mistake

HELP = """Check a catalogue, or print its schema.

\b
Examples:
  mi-trip catalogue check my-region/
  mi-trip catalogue schema > catalogue.schema.json
"""

CHECK_HELP = """Report every mistake of a catalogue, and of the itineraries in its folder `trips`, as file:line:column.

\b
Examples:
  mi-trip catalogue check my-region/
  mi-trip catalogue check my-region/ --json

The exit code is 0 when there is none, 1 when there are some, 2 when there is no catalogue.
"""

SCHEMA_HELP = """Print the JSON Schema of a catalogue's files, which editors use to complete and check them.

\b
Examples:
  mi-trip catalogue schema > catalogue.schema.json
"""

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.callback(invoke_without_command=True)
def group(context: typer.Context) -> None:
    """Print the help when no command is given."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command("check", help=CHECK_HELP)
def check(
    path: Annotated[
        str, typer.Argument(metavar="PATH", parser=options.read_words, help="A folder with a catalogue, or the id of a shipped one.")
    ],
    as_json: options.AsJson = False,
) -> None:
    """Print every mistake of a catalogue."""
    from mi_trip.catalogue import check_catalogue

    mistakes = check_catalogue(path) or _trip_mistakes(path)
    if as_json:
        found = [{"file": one.file, "line": one.line, "column": one.column, "what": one.what} for one in mistakes]
        print_json(json.dumps({"schema_version": 1, "path": path, "mistakes": found}, ensure_ascii=False, indent=2))
    else:
        print_text(_report(path, mistakes))
    if mistakes:
        raise typer.Exit(1)


def _trip_mistakes(path: str) -> "tuple[Mistake, ...]":
    """The mistakes of the ready-made itineraries, which can be read only over a catalogue without mistakes."""
    from mi_trip.catalogue.trips import shipped_trips

    if not shipped_trips(path):
        return ()
    from mi_trip.catalogue import load_catalogue
    from mi_trip.ready import trip_mistakes

    return trip_mistakes(load_catalogue(path), path)


def _report(path: str, mistakes: "Sequence[Mistake]") -> str:
    if not mistakes:
        return f"{path}: no mistakes"
    return "\n".join([*map(str, mistakes), f"{len(mistakes)} mistake{'s' if len(mistakes) > 1 else ''}"])


@app.command("schema", help=SCHEMA_HELP)
def schema() -> None:
    """Print the JSON Schema of a catalogue's files."""
    from mi_trip.catalogue import catalogue_schema

    print_json(json.dumps(catalogue_schema(), ensure_ascii=False, indent=2))
