"""What was read once is kept; what is kept is never trusted more than the files."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from catalogue_files import EXAMPLE, example_in, example_where
from mi_trip.cache import cache_folder
from mi_trip.catalogue import load_catalogue
from mi_trip.errors import CatalogueError

posix = pytest.mark.skipif(sys.platform == "win32", reason="owners and modes are those of POSIX")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder that the program uses."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("MI_TRIP_CACHE", str(folder))
    return folder


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """A folder with the example."""
    folder = tmp_path / "catalogue"
    folder.mkdir()
    return example_in(folder)


def entry_in(kept: Path) -> Path:
    (entry,) = kept.iterdir()
    return entry


def signed(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def test_warm_and_cold_are_equal(kept: Path, catalogue: Path) -> None:
    cold = load_catalogue(str(catalogue))
    warm = load_catalogue(str(catalogue))

    assert entry_in(kept).exists()
    assert warm == cold
    assert list(warm.locations) == list(cold.locations)


def test_a_warm_start_reads_no_yaml_and_imports_no_pydantic(kept: Path, catalogue: Path) -> None:
    look = (
        "import sys; from mi_trip.catalogue import load_catalogue; load_catalogue(sys.argv[1]);"
        "print(sorted({'yaml', 'pydantic', 'geopy', 'opening_hours', 'difflib'} & set(sys.modules)))"
    )
    load_catalogue(str(catalogue))

    done = subprocess.run([sys.executable, "-c", look, str(catalogue)], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_importing_the_package_costs_nothing() -> None:
    look = "import sys, mi_trip.catalogue; print(sorted(name for name in sys.modules if name.startswith('mi_trip')))"

    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout == "['mi_trip', 'mi_trip.catalogue']\n"


def test_a_changed_file_is_read_again_and_the_old_entry_goes(kept: Path, catalogue: Path) -> None:
    load_catalogue(str(catalogue))
    before = entry_in(kept)
    example_where(catalogue, "catalogue.yaml", "title: Two days on Inish Beag", "title: Three days")

    assert load_catalogue(str(catalogue)).title == "Three days"
    assert entry_in(kept) != before


def test_a_file_more_is_read_too(kept: Path, catalogue: Path) -> None:
    load_catalogue(str(catalogue))
    (catalogue / "more.yaml").write_text("areas:\n  - {id: sea, name: Sea}\n")

    assert "sea" in load_catalogue(str(catalogue)).areas


def test_a_mistake_is_told_at_every_start(kept: Path, catalogue: Path) -> None:
    load_catalogue(str(catalogue))
    (catalogue / "more.yaml").write_text("areas: 5\n")

    for _ in range(2):
        with pytest.raises(CatalogueError):
            load_catalogue(str(catalogue))


def test_entries_of_other_catalogues_stay(kept: Path, catalogue: Path) -> None:
    load_catalogue(str(catalogue))
    load_catalogue(str(EXAMPLE))

    assert len(list(kept.iterdir())) == 2


DAMAGES = {
    "empty": b"",
    "cut off": b"{",
    "unsigned": b'{"catalogue": {}}',
    "signed nonsense": signed(b"\xff\xfe"),
    "a signed list": signed(b"[]"),
    "a signed deep list": signed(b"[" * 100_000),
    "signed without a header": signed(b"{}"),
    "signed with a header of nothing": signed(b'{"catalogue": null, "locations": [], "seasons": [], "routes": []}'),
    "signed with other types": signed(json.dumps({"catalogue": {"checked": 5}, "locations": 3}).encode()),
}


@pytest.mark.parametrize("content", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_entry_is_made_anew(content: bytes, kept: Path, catalogue: Path) -> None:
    cold = load_catalogue(str(catalogue))
    entry = entry_in(kept)
    whole = entry.read_bytes()
    entry.write_bytes(content)

    assert load_catalogue(str(catalogue)) == cold
    assert entry.read_bytes() == whole


@posix
def test_an_entry_that_others_may_write_is_not_read(kept: Path, catalogue: Path) -> None:
    load_catalogue(str(catalogue))
    entry = entry_in(kept)
    forged = json.loads(entry.read_bytes().partition(b"\n")[2])
    forged["catalogue"]["title"] = "Forged"
    entry.write_bytes(signed(json.dumps(forged).encode()))
    entry.chmod(0o666)

    assert load_catalogue(str(catalogue)).title == "Two days on Inish Beag"


@posix
def test_an_entry_that_is_a_link_or_a_pipe_is_not_read(kept: Path, catalogue: Path, tmp_path: Path) -> None:
    cold = load_catalogue(str(catalogue))
    entry = entry_in(kept)
    entry.rename(tmp_path / "elsewhere.json")
    entry.symlink_to(tmp_path / "elsewhere.json")
    assert load_catalogue(str(catalogue)) == cold
    assert not entry.is_symlink()

    entry.unlink()
    os.mkfifo(entry)
    assert load_catalogue(str(catalogue)) == cold


@posix
def test_entries_are_the_users_own(kept: Path, catalogue: Path) -> None:
    load_catalogue(str(catalogue))

    assert kept.stat().st_mode & 0o777 == 0o700
    assert entry_in(kept).stat().st_mode & 0o777 == 0o600


def test_where_nothing_can_be_written_nothing_is_kept(catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("MI_TRIP_CACHE", str(tmp_path / "file" / "cache"))

    assert load_catalogue(str(catalogue)).id == "example"


def test_a_disk_that_is_full_leaves_no_half_entry(kept: Path, catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)

    assert load_catalogue(str(catalogue)).id == "example"
    assert list(kept.iterdir()) == []


def test_an_empty_setting_keeps_nothing(catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MI_TRIP_CACHE", "")

    assert load_catalogue(str(catalogue)).id == "example"
    assert cache_folder({"MI_TRIP_CACHE": "", "HOME": "/home/ethan"}) is None


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the XDG base directory specification")
@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"HOME": "/home/ethan"}, "/home/ethan/.cache/mi-trip"),
        ({"HOME": "/home/ethan", "XDG_CACHE_HOME": "/var/kept"}, "/var/kept/mi-trip"),
        ({"HOME": "/home/ethan", "XDG_CACHE_HOME": "relative"}, "/home/ethan/.cache/mi-trip"),
        ({"HOME": "/home/ethan", "MI_TRIP_CACHE": "/tmp/there"}, "/tmp/there"),  # noqa: S108 - only compared
        ({}, None),
    ],
)
def test_entries_lie_where_the_system_keeps_such_things(environ: dict[str, str], folder: str | None) -> None:
    assert cache_folder(environ) == (Path(folder) if folder else None)
