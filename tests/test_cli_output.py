"""Where the command line writes: whole files or none, pipes that close, streams that are not UTF-8."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli_runner import Pipe, Terminal
from mi_trip.cli import output
from mi_trip.errors import FileError, UsageError

EXAMPLE = "show", "alesund"


def program(*words: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    """Run the program as users do."""
    environment = {**os.environ, **{key: str(value) for key, value in more.items()}}
    return subprocess.run([sys.executable, "-m", "mi_trip", *words], capture_output=True, check=False, env=environment)


def test_a_file_is_written_whole_and_said_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "Ålesund.md"
    output.write_file(str(file), "Å\n", force=False)
    assert file.read_bytes() == "Å\n".encode()
    assert capsys.readouterr() == ("", f"wrote {file}\n")
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_an_existing_file_is_kept_unless_forced(tmp_path: Path) -> None:
    file = tmp_path / "trip.md"
    file.write_text("old")
    with pytest.raises(UsageError, match=r"trip\.md exists: --force replaces it$"):
        output.write_file(str(file), "new", force=False)
    assert file.read_text() == "old"
    output.write_file(str(file), "new", force=True)
    assert file.read_text() == "new"


def test_a_forced_file_keeps_its_rights_and_a_link_its_target(tmp_path: Path) -> None:
    file, link = tmp_path / "trip.md", tmp_path / "link.md"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    output.write_file(str(link), "new", force=True)
    assert (file.read_text(), file.stat().st_mode & 0o777, link.is_symlink()) == ("new", 0o640, True)


def test_a_new_file_has_the_rights_that_are_usual(tmp_path: Path) -> None:
    usual, file = tmp_path / "usual", tmp_path / "trip.md"
    usual.write_text("")
    output.write_file(str(file), "new", force=False)
    assert file.stat().st_mode == usual.stat().st_mode


def test_what_fails_half_way_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    file = tmp_path / "trip.md"
    with pytest.raises(FileError, match=r"trip\.md: cannot be written: no space left on device$"):
        output.write_file(str(file), "new", force=False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_which_nobody_may_write_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_: object) -> None:  # tests may run as root, who may write anywhere
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refused)
    with pytest.raises(FileError, match=r"trip\.md: cannot be written: permission denied$"):
        output.write_file(str(tmp_path / "trip.md"), "new", force=False)


def test_a_folder_is_no_file_and_its_folder_must_exist(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"is a folder: give the name of a file$"):
        output.may_write(str(tmp_path), force=True)
    with pytest.raises(FileError, match=r"its folder does not exist$"):
        output.may_write(str(tmp_path / "no" / "trip.md"), force=True)


def test_a_device_is_written_to_and_not_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    output.write_file(os.devnull, "text", force=False)
    assert not Path(os.devnull).is_file()
    assert capsys.readouterr().err == f"wrote {os.devnull}\n"


@pytest.mark.parametrize(
    ("environment", "color", "terminal", "expected"),
    [
        ({}, "auto", True, (True, True)),
        ({}, "auto", False, (False, False)),
        ({}, "never", True, (True, False)),
        ({}, "always", False, (True, True)),
        ({"NO_COLOR": "1"}, "auto", True, (True, False)),
        ({"NO_COLOR": ""}, "auto", True, (True, True)),
        ({"NO_COLOR": "1"}, "always", True, (True, True)),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, "auto", True, (True, False)),
        ({"FORCE_COLOR": "1"}, "auto", False, (False, False)),
        ({"TERM": "dumb"}, "auto", True, (False, False)),
    ],
)
def test_colour_and_layout_follow_the_terminal_and_what_is_asked(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], color: str, terminal: bool, expected: tuple[bool, bool]
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with monkeypatch.context() as streams:
        streams.setattr("sys.stdout", Terminal() if terminal else Pipe())
        seen = output.screen(color)
    assert (seen.laid_out, seen.colour) == expected


@pytest.mark.parametrize("stream", ["ascii", "latin-1", "cp1252"])
def test_letters_that_a_stream_does_not_have_become_their_nearest(stream: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    wrapper = io.TextIOWrapper(raw, encoding=stream)
    with monkeypatch.context() as streams:
        streams.setattr("sys.stdout", wrapper)
        output.forgive_streams()
        output.print_text("Ålesund → Ørsta ≈ 本 60° N")
    told = raw.getvalue().decode(stream)
    assert told == {"ascii": "Alesund -> Orsta ~ ? 60o N\n"}.get(stream, "Ålesund -> Ørsta ~ ? 60° N\n")


def test_json_stays_true_on_a_stream_that_is_not_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    wrapper = io.TextIOWrapper(raw, encoding="latin-1")
    with monkeypatch.context() as streams:
        streams.setattr("sys.stdout", wrapper)
        output.print_json('{"Å": "→ 𝄞"}')
    assert raw.getvalue() == b'{"\\u00c5": "\\u2192 \\ud834\\udd1e"}\n'
    assert json.loads(raw.getvalue()) == {"Å": "→ 𝄞"}


def test_the_input_is_bounded_and_must_be_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "trip.json"
    file.write_bytes(b"\xef\xbb\xbf{}")
    assert output.read_text(str(file)) == "{}"
    file.write_bytes(b"{\xff}")
    with pytest.raises(FileError, match=r"trip\.json: is not UTF-8 text \(byte 1\)$"):
        output.read_text(str(file))
    monkeypatch.setattr(output, "LARGEST_INPUT", 1)
    with pytest.raises(FileError, match=r"that is no exported plan$"):
        output.read_text(str(file))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("words", [("show", "alesund"), ("--help",)])
def test_a_full_disk_gives_one_line(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run([sys.executable, "-m", "mi_trip", *words], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (run.returncode, run.stderr) == (2, b"error: standard output: no space left on device\n")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close otherwise there")
@pytest.mark.parametrize("words", ["list", "--help", "show alesund --json"])
def test_a_reader_that_goes_away_is_no_error(words: str) -> None:
    script = f"'{sys.executable}' -m mi_trip {words} 2>err | true; echo ${{PIPESTATUS[0]}}; cat err; rm err"
    run = subprocess.run(["bash", "-c", script], capture_output=True, check=False, text=True)
    assert run.stdout == "0\n"


def test_a_closed_stdout_is_told() -> None:
    script = f"'{sys.executable}' -m mi_trip show alesund >&-"
    run = subprocess.run(["bash", "-c", script], stderr=subprocess.PIPE, check=False, text=True)
    assert (run.returncode, run.stderr) == (2, "error: standard output: is closed\n")


def test_the_program_runs_in_a_plain_locale() -> None:
    told = program(*EXAMPLE, LC_ALL="C", PYTHONUTF8=0, PYTHONCOERCECLOCALE=0)
    assert (told.returncode, told.stderr, told.stdout.split(b"\n")[0]) == (0, b"", b"Alesund")
