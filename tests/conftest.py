"""What holds for every test: nothing of the machine it runs on gets in, and nothing is left behind."""

from __future__ import annotations

import atexit
import os
import tempfile
from pathlib import Path

import hypothesis
import pytest

for _name in ("MI_TRIP_TODAY", "MI_TRIP_DEBUG", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
    os.environ.pop(_name, None)

if "PYTEST_XDIST_WORKER" not in os.environ:  # the workers share the cache of the process that started them
    _kept = tempfile.TemporaryDirectory(prefix="mi-trip-tests-")
    atexit.register(_kept.cleanup)
    os.environ["MI_TRIP_CACHE"] = _kept.name

# No clock and no luck: the same examples every time, however long one takes.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("same")


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder of the project."""
    return Path(__file__).resolve().parent.parent
