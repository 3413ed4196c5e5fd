"""The program with its commands, as Typer sees it."""

from typing import Annotated

import typer

import mi_trip
from mi_trip.cli import catalogue, check, compare, diff, export, list_, map_, plan, route, show, when, why

HELP = """Plan trips that hold on the ground: seasons, ferries, beds and the best of what there is to do.

\b
Examples:
  mi-trip plan --days 6
  mi-trip plan --days 6 --date 2027-06-15 -o trip.md
  mi-trip show hellesylt
  mi-trip list activities --tag film
  mi-trip route hellesylt valldal --at 09:00 --date 2027-06-16
"""

HELP_WORDS = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, context_settings=HELP_WORDS)


@app.callback(invoke_without_command=True, help=HELP)
def program(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Print the version, or the help when no command is given."""
    if version:
        typer.echo(f"mi-trip {mi_trip.__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


app.command("plan", help=plan.HELP)(plan.plan)
app.command("compare", help=compare.HELP)(compare.compare)
app.command("show", help=show.HELP)(show.show)
app.command("list", help=list_.HELP)(list_.list_)
app.command("route", help=route.HELP)(route.route)
app.command("check", help=check.HELP)(check.check)
app.command("diff", help=diff.HELP)(diff.diff)
app.command("when", help=when.HELP)(when.when)
app.command("why", help=why.HELP)(why.why)
app.command("export", help=export.HELP)(export.export)
app.command("map", help=map_.HELP)(map_.map_)
app.add_typer(catalogue.app, name="catalogue", help=catalogue.HELP)
