"""What is shipped: a wheel that brings its catalogue, and an editable install that reads the checkout's."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from email import message_from_string
from pathlib import Path

import pytest

import mi_trip

CHECKOUT = Path(__file__).resolve().parent.parent
ITINERARIES = CHECKOUT / "itineraries"
NAME = f"mi_trip-{mi_trip.__version__}"
SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, made of the checkout, and the wheel, made of the sdist; nothing is downloaded."""
    folder = tmp_path_factory.mktemp("built")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, CHECKOUT],
        check=True,
        capture_output=True,
        env={**os.environ, "PIP_NO_INDEX": "1"},
    )
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(built / f"{NAME}-py3-none-any.whl")


def shipped_data() -> set[str]:
    """Every file under `itineraries/` that is no code."""
    files = (file for file in ITINERARIES.rglob("*") if file.is_file() and file.suffix not in {".py", ".pyc"})
    return {file.relative_to(CHECKOUT).as_posix() for file in files}


def test_the_wheel_holds_the_program_and_its_data_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    package = CHECKOUT / "src" / "mi_trip"
    code = {
        file.relative_to(package.parent).as_posix() for file in package.rglob("*") if file.is_file() and "__pycache__" not in file.parts
    }
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}

    assert held == code | {f"mi_trip/{file}" for file in shipped_data()}


def test_the_wheel_holds_what_users_and_type_checkers_look_for(wheel: zipfile.ZipFile) -> None:
    held = set(wheel.namelist())
    assert held >= {
        "mi_trip/py.typed",
        "mi_trip/render/plan.schema.json",
        "mi_trip/render/entries.schema.json",
        "mi_trip/render/diff.schema.json",
        "mi_trip/render/alternatives.schema.json",
        "mi_trip/render/why.schema.json",
        "mi_trip/itineraries/README.md",
        "mi_trip/itineraries/example/catalogue.yaml",
        "mi_trip/itineraries/mission-impossible-norway/catalogue.yaml",
        "mi_trip/itineraries/mission-impossible-norway/trips/reference-tour.yaml",
        f"{NAME}.dist-info/licenses/LICENSE",
        f"{NAME}.dist-info/licenses/src/mi_trip/maps/coast/NOTICE",
        "mi_trip/maps/coast/norway.geojson",
    }
    assert [name for name in held if name.startswith("mi_trip/itineraries/") and name.endswith(".py")] == []
    assert [name for name in held if "test" in Path(name).name] == []


def test_the_wheel_says_what_it_needs_and_brings_the_readme(wheel: zipfile.ZipFile) -> None:
    about = message_from_string(wheel.read(f"{NAME}.dist-info/METADATA").decode())

    assert (about["Name"], about["Version"], about["License-Expression"]) == ("mi-trip", mi_trip.__version__, "MIT AND LGPL-3.0-or-later")
    assert about["Requires-Python"] == ">=3.11"
    assert about.get_payload() == (CHECKOUT / "README.md").read_text("utf-8")
    assert wheel.read(f"{NAME}.dist-info/entry_points.txt").decode().split() == [
        "[console_scripts]",
        "mi-trip",
        "=",
        "mi_trip.cli.main:main",
    ]


def test_the_sdist_holds_the_tests_as_well(built: Path) -> None:
    with tarfile.open(built / f"{NAME}.tar.gz") as sdist:
        held = {name.removeprefix(f"{NAME}/") for name in sdist.getnames()}

    assert held >= {"README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", "src/mi_trip/py.typed", "tests/test_packaging.py"}
    assert held >= shipped_data()
    assert [name for name in held if "__pycache__" in name] == []


# -- installed -------------------------------------------------------------------------------------------------------------------------

LIBRARIES = os.pathsep.join(dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib")))


def installed(folder: Path, *what: str) -> dict[str, str]:
    """Install something without what it needs into an environment of its own, which borrows that from ours; give its variables."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    python = str(folder / "venv" / SCRIPTS / "python")
    # Libraries found through PYTHONPATH come without their .pth files: our own editable install is not among them.
    environment = {**os.environ, "PYTHONPATH": LIBRARIES, "MI_TRIP_CACHE": str(folder / "cache"), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, *what], check=True, env=environment, capture_output=True)
    return environment


def look(folder: Path, environment: dict[str, str]) -> tuple[Path, str]:
    """Give where the installed program finds its catalogues, and what its command prints."""
    binaries = folder / "venv" / SCRIPTS
    where = "from mi_trip.catalogue.shipped import shipped_folder; print(shipped_folder())"
    found = subprocess.run([binaries / "python", "-c", where], check=True, capture_output=True, text=True, env=environment, cwd=folder)
    printed = subprocess.run([binaries / "mi-trip", "list", "films"], check=True, capture_output=True, env=environment, cwd=folder)
    return Path(found.stdout.strip()), printed.stdout.decode()


def test_the_installed_wheel_finds_the_catalogue_it_brought(built: Path, tmp_path: Path) -> None:
    folder, films = look(tmp_path, installed(tmp_path, str(built / f"{NAME}-py3-none-any.whl")))

    assert folder.is_relative_to(tmp_path)
    assert (folder / "mission-impossible-norway" / "routes.yaml").read_bytes() == (
        ITINERARIES / "mission-impossible-norway" / "routes.yaml"
    ).read_bytes()
    assert [line.split("\t")[0] for line in films.splitlines()] == ["dead_reckoning", "fallout", "final_reckoning"]


@pytest.mark.slow
def test_an_editable_install_finds_the_catalogue_of_the_checkout(tmp_path: Path) -> None:
    folder, films = look(tmp_path, installed(tmp_path, "-e", str(CHECKOUT)))

    assert folder == ITINERARIES
    assert [line.split("\t")[0] for line in films.splitlines()] == ["dead_reckoning", "fallout", "final_reckoning"]
