"""``mi-trip export``: an exported plan in another format."""

from typing import TYPE_CHECKING, Annotated

import typer

from mi_trip.cli import options
from mi_trip.cli.output import STANDARD, read_text
from mi_trip.cli.target import Target
from mi_trip.errors import FileError, MiTripError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.violation import Violation

HELP = """Turn a plan saved as JSON into another format. The suffix chooses: a road book in Markdown, or JSON again.

\b
Examples:
  mi-trip plan --days 6 -o trip.json
  mi-trip export trip.json -o trip.md
  mi-trip plan --days 3 --json | mi-trip export - --format md

Without -o it prints Markdown.
"""


class UnsoundPlanError(MiTripError):
    """A saved plan that does not hold over the catalogue as it is now: each reason."""

    exit_code = 1
    code = "unsound-plan"

    def __init__(self, source: str, violations: "Sequence[Violation]") -> None:
        super().__init__(source, violations)
        self.source, self.violations = source, tuple(violations)

    def sentence(self) -> str:
        """Give each reason, and what to do."""
        lines = [violation.sentence for violation in self.violations]
        return "\n".join([*lines, f"{self.source}: this plan does not hold any more, and is not exported: plan it again"])

    def details(self) -> list[dict[str, object]]:
        """Give the reasons with their codes."""
        return [{"code": one.code, "day": one.day, "sentence": one.sentence} for one in self.violations]


def export(
    source: Annotated[
        str, typer.Argument(metavar="FILE.json", help="The plan, saved by `plan -o FILE.json` or `plan --json`; - is stdin.")
    ],
    output: options.Output = None,
    format_: options.Format = None,
    force: options.Force = False,
    catalogue: options.Place = None,
    as_json: options.AsJson = False,
) -> None:
    """Read the plan, check it, and print or write it in the format."""
    target = Target.of(output, format_, as_json=as_json, force=force)
    text = read_text(source)
    from mi_trip.checker import check
    from mi_trip.model.violation import Severity
    from mi_trip.render import render
    from mi_trip.render.read_plan import read_plan

    name = "standard input" if source == STANDARD else source
    plan, world = read_plan(text, name, lambda named: _load(catalogue, named, name))
    errors = [violation for violation in check(plan, world) if violation.severity is Severity.ERROR]
    if errors:
        raise UnsoundPlanError(name, errors)
    target.put(render(plan, world, target.suffix or ".md"))


def _load(given: str | None, named: str, source: str) -> "Catalogue":
    from mi_trip.catalogue import load_catalogue

    if given:
        return load_catalogue(given)
    try:
        return load_catalogue(named)
    except FileError as error:
        what = f"was planned over the catalogue '{named}', which is not a shipped one: say where it lies with --catalogue"
        raise FileError(source, what) from error
