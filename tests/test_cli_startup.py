"""What a command imports: no more than it needs, for it is to start fast."""

from __future__ import annotations

import subprocess
import sys

import pytest

SLOW = {"pydantic", "rich", "yaml", "numba", "numpy", "highspy", "geopy", "hypothesis"}


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (["--help"], set()),
        (["plan", "--help"], set()),
        (["plan", "--days", "0"], set()),
        (["show", "alesund"], set()),
        (["list"], set()),
        (["list", "--color", "always"], {"rich"}),
        (["show", "alesund", "--json"], set()),
        (["plan", "--days", "1", "--date", "2027-06-22", "--effort", "quick"], {"highspy", "numpy", "rich"}),
    ],
)
def test_a_command_imports_no_more_than_it_needs(words: list[str], allowed: set[str]) -> None:
    if words[0] in ("show", "list") or "--effort" in words:  # reads the catalogue once, so that it lies in the cache
        subprocess.run([sys.executable, "-m", "mi_trip", *words], stdout=subprocess.DEVNULL, check=True)
    script = "import sys; from mi_trip.cli.main import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, check=True, text=True)
    imported = {module.split(".")[0] for module in run.stderr.splitlines()[-1].split()}
    assert SLOW & imported <= allowed
