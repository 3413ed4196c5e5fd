"""How errors are told: sentences on stderr with the most important line last, or one JSON object under ``--json``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mi_trip.cli.output import print_error
from mi_trip.errors import ImpossibleError, MiTripError, UsageError
from mi_trip.render.units import plain

if TYPE_CHECKING:
    import typer

NO_REASON = "no trip meets all that was asked: ask for less"


class UnexpectedError(MiTripError):
    """A fault of the program itself."""

    code = "internal"

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error

    def sentence(self) -> str:
        """Say that it is no fault of the user, and how to report it."""
        what = f"{type(self.error).__name__}: {self.error}" if str(self.error) else type(self.error).__name__
        report = "please report it with the command you gave; MI_TRIP_DEBUG=1 shows where it happened"
        return f"{report}\nthis is a fault of mi-trip, not yours: {what}"


class HelpfulUsageError(UsageError):
    """A command line that Typer refuses, with the command whose help tells more."""

    def __init__(self, what: str, command: str) -> None:
        super().__init__(what, command)
        self.what, self.command = what, command

    def sentence(self) -> str:
        """Say what is wrong and where to read more."""
        return f"{self.what}: `{self.command} --help` shows how it is used"


def usage_error(error: typer.TyperException) -> UsageError:
    """Typer's complaint in our words: option, what is wrong, and what was meant."""
    context: Any = getattr(error, "ctx", None)
    command = context.command_path if context else "mi-trip"
    parameter: Any = getattr(error, "param", None)
    message = error.format_message().rstrip(".")
    if hasattr(error, "possibilities"):
        meant = sorted(error.possibilities or ())
        unknown = f"{command} has no option {error.option_name}"  # type: ignore[attr-defined]
        return UsageError(f"{unknown}; did you mean {' or '.join(meant)}?") if meant else HelpfulUsageError(unknown, command)
    if parameter is not None and error.message:
        return UsageError(f"{_name_of(parameter)}: {error.message}")
    if parameter is not None:
        return HelpfulUsageError(f"{_name_of(parameter)} is missing", command)
    if ". Did you mean " in message:
        wrong, _, near = _lower(message).partition(". Did you mean ")
        return UsageError(f"{wrong}; did you mean {near.replace(', ', ' or ')}")
    return HelpfulUsageError(_lower(message), command)


def _name_of(parameter: Any) -> str:
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.human_readable_name).strip("[]")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def tell(error: MiTripError, *, as_json: bool) -> int:
    """Print the error; give its exit code."""
    if as_json:
        found = {"code": error.code, "message": error.sentence(), "exit_code": error.exit_code, "details": error.details()}
        print_error(json.dumps({"schema_version": 1, "error": found}, ensure_ascii=False, default=str))
        return error.exit_code
    lines = [plain(line) for line in (error.sentence() or NO_REASON).split("\n")]
    if isinstance(error, ImpossibleError):
        lines[:-1] = [f"error: {line}" for line in lines[:-1]]
    lines[-1] = f"error: {lines[-1]}"
    print_error("\n".join(lines))
    return error.exit_code
