"""Machine code is kept between runs; where it cannot be, or is not what was written, it is made anew, and nobody notices."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from mi_trip.cache import read_kept
from mi_trip.solver.proof.kernels import compiled as module

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCRIPT = """
from mi_trip.solver.proof.kernels.compiled import compiled

@compiled
def doubled(n):
    return 2 * n

print(doubled(21))
"""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder that the program uses."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("MI_TRIP_CACHE", str(folder))
    return folder


def doubling() -> Any:
    """The same function, as a new run would have it."""

    def doubled(n: int) -> int:
        return 2 * n

    return module.compiled(doubled)


def files_in(kept: Path) -> list[Path]:
    return [file for file in kept.rglob("*") if file.is_file()]


def test_a_later_run_loads_what_an_earlier_one_compiled(kept: Path) -> None:
    first, later = doubling(), doubling()
    assert (first(21), later(21)) == (42, 42)
    assert (sum(first.stats.cache_hits.values()), sum(later.stats.cache_hits.values())) == (0, 1)
    (file,) = files_in(kept)
    assert file.name.startswith("test_solver_compiled.doubled-")


def test_other_arguments_have_code_of_their_own(kept: Path) -> None:
    function, later = doubling(), doubling()
    assert (function(21), function(1.5), later(1.5), later(21)) == (42, 3.0, 3.0, 42)
    assert len(files_in(kept)) == 2


@pytest.mark.parametrize("damaged", ["empty", "cut off", "changed", "something else"])
def test_damaged_code_is_made_anew(kept: Path, damaged: str) -> None:
    doubling()(21)
    (file,) = files_in(kept)
    content = file.read_bytes()
    changed = bytearray(content)
    changed[len(content) // 2] ^= 1
    file.write_bytes({"empty": b"", "cut off": content[:-100], "changed": bytes(changed), "something else": b"junk"}[damaged])

    function = doubling()
    assert function(21) == 42
    assert not function.stats.cache_hits
    assert read_kept(file)


@pytest.mark.skipif(sys.platform == "win32", reason="owners and modes are those of POSIX")
def test_code_that_others_may_write_is_not_run(kept: Path) -> None:
    doubling()(21)
    (file,) = files_in(kept)
    file.chmod(0o666)
    function = doubling()
    assert function(21) == 42
    assert not function.stats.cache_hits


def test_when_the_program_has_changed_all_is_compiled_anew_and_the_old_goes(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_program", lambda: "here-before")
    doubling()(21)
    (elsewhere,) = [file.parent.parent / "elsewhere-before" for file in files_in(kept)]
    elsewhere.mkdir()
    monkeypatch.setattr(module, "_program", lambda: "here-now")
    function = doubling()
    assert function(21) == 42
    assert not function.stats.cache_hits
    assert {folder.name for folder in elsewhere.parent.iterdir()} == {"here-now", "elsewhere-before"}


def test_an_empty_setting_keeps_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MI_TRIP_CACHE", "")
    assert doubling()(21) == 42
    assert not kept.exists()


def test_where_nothing_can_be_written_nothing_is_kept(kept: Path) -> None:
    kept.write_text("no folder", "utf-8")
    assert doubling()(21) == 42
    assert kept.read_text("utf-8") == "no folder"


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A shell lets what it runs in the background ignore interrupts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_waits_until_the_code_is_there(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load = module._Kept.load_overload

    def interrupted(*arguments: Any) -> object:
        signal.raise_signal(signal.SIGINT)
        return load(*arguments)

    function = doubling()
    with monkeypatch.context() as patched:
        patched.setattr(module._Kept, "load_overload", interrupted)
        with pytest.raises(KeyboardInterrupt):
            function(21)
    assert len(files_in(kept)) == 1
    assert function(21) == 42
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


# -- in processes of their own -----------------------------------------------------------------------------------------------------------


def started(folder: Path, *options: str, **environment: str) -> subprocess.Popen[str]:
    (folder / "script.py").write_text(SCRIPT, "utf-8")
    return subprocess.Popen(
        [sys.executable, *options, folder / "script.py"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )


def test_two_that_compile_at_once_do_not_disturb_each_other(kept: Path, tmp_path: Path) -> None:
    both = [started(tmp_path), started(tmp_path)]
    assert [run.communicate() for run in both] == [("42\n", "")] * 2
    (file,) = files_in(kept)
    assert read_kept(file)


def test_without_a_home_and_with_warnings_as_errors_there_is_an_answer_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    home = str(tmp_path / "file" / "home")
    places = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME", "MI_TRIP_CACHE", "NUMBA_CACHE_DIR"), home)
    assert started(tmp_path, "-B", "-W", "error", **places).communicate() == ("42\n", "")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "script.py"]


def test_without_compiling_it_runs_all_the_same(kept: Path, tmp_path: Path) -> None:
    assert started(tmp_path, NUMBA_DISABLE_JIT="1").communicate() == ("42\n", "")
    assert not files_in(kept)
