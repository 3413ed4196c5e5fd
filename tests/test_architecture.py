"""The map of the code: who may import whom, who may look at the outside world, and how large a module may be."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mi_trip

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(mi_trip.__file__).parent
MODULES = sorted(file.relative_to(SOURCE).as_posix() for file in SOURCE.rglob("*.py"))

# Data flows one way: YAML -> catalogue -> problem -> solution -> itinerary -> plan -> renderers.
# Each line: a package (or a module of its own), and all of ours that it may import.
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"cli.main"},
    # the nouns, and what is known of them
    "model": set(),
    "errors": {"model", "render.words"},  # the sentences of impossible demands are worded with all others
    "garbage": set(),
    "cache": set(),
    "catalogue": {"model", "errors", "cache", "garbage", "__version__"},  # the version is in the cache's key
    "itinerary": {"model", "errors", "catalogue"},
    # what both the planner and the plan need
    "costs": {"model"},
    "score": {"model"},
    "travel": {"model"},
    "world": {"model", "travel"},
    # finding a trip: the solver sees numbers only
    "keep": {"model", "score.UNITS"},
    "problem": {"keep", "model", "costs", "score", "travel.network", "travel.stops", "travel.walk", "world"},
    "solver": {"cache", "garbage", "problem", "score.UNITS", "travel.edges.Edge", "travel.network.Network", "travel.walk"},
    "causes": {"model", "problem", "solver.completion"},
    # making a plan of it, and checking that by another route: never by what made it
    "later": {"model"},
    "schedule": {"model", "costs", "later", "score", "travel", "world"},
    "advice": {"model", "travel"},
    "checker": {"model"},
    "planner": {"model", "errors", "score", "problem", "solver", "schedule", "checker", "advice", "causes"},
    # what is near a plan: other plans, and what nearly made it into this one
    "chosen": {"model", "problem", "solver.trip", "world"},
    "alternatives": {"chosen", "model", "planner", "problem", "score", "solver"},
    "nearly": {"chosen", "model", "problem", "score", "solver.trip"},
    # a saved trip worked out, and what does not hold in it
    "worked": {
        *("model", "score", "travel", "world", "schedule", "advice", "checker", "problem.meets_wish"),
        *("render.bookings", "render.causes", "render.words"),  # the sentences of notices are worded with all others
    },
    # a saved trip planned again
    "replan": {"keep", "model", "errors", "causes", "planner", "problem", "solver", "travel.stops", "worked", "world"},
    # why something is in a trip or is not: planned again and again
    "why": {
        *("model", "errors", "score", "catalogue.estimate", "causes", "checker", "planner", "problem", "schedule", "world"),
        *("solver.search", "solver.watch", "travel.stops", "travel.ways"),
    },
    # two trips compared, and the trips that lie with a catalogue
    "diff": {"model"},
    "ready": {"model", "errors", "catalogue", "itinerary"},
    # many requests planned, and laid side by side
    "sweep": {"causes", "diff", "model", "planner", "problem", "solver.search"},
    # where the ways of a trip run on the ground, drawn
    "maps": {"model", "render.words"},  # the names on a map are worded as everywhere
    # telling it
    "render": {"model", "errors", "catalogue.names.wish_text", "diff", "maps", "ready", "sweep"},
    "cli": {
        *("model", "errors", "catalogue", "travel", "score", "planner", "checker", "render", "itinerary", "worked", "__version__"),
        *("alternatives", "diff", "maps", "nearly", "ready", "replan", "sweep", "why"),
        *("solver.search", "solver.watch"),  # how hard to search, and how it goes
    },
}

# What others have written, and where alone it is used.
OUTSIDE = {
    "typer": {"cli"},
    "rich": {"maps", "render"},
    "yaml": {"catalogue", "itinerary"},
    "pydantic": {"catalogue", "itinerary", "render"},
    "pydantic_core": {"catalogue", "itinerary", "render"},
    "geopy": {"catalogue"},
    "opening_hours": {"catalogue", "model"},
    "numba": {"solver"},
    "numpy": {"maps", "solver"},
    "highspy": {"solver"},
    "typst": {"render"},
}
DISTRIBUTIONS = {"opening_hours": "opening-hours-py", "yaml": "pyyaml", "pydantic_core": "pydantic"}

# Where the clock, the environment, the current folder or the disk is looked at or changed.
LOOKS_OUT = {
    "cache.py": {"tempfile.mkstemp", "replace"},  # files in the user's cache folder
    "catalogue/cache.py": {"os.environ"},  # where that is
    "cli/main.py": {"os.environ"},  # MI_TRIP_DEBUG
    "cli/options.py": {"os.environ", "date.today"},  # MI_TRIP_TODAY
    "cli/output.py": {"os.environ", "tempfile.mkstemp", "os.replace", "write_bytes"},  # NO_COLOR, TERM; -o FILE
    "cli/progress.py": {"time.monotonic"},  # a search is told of only once it is slow
    "solver/proof/kernels/compiled.py": {"os.environ"},  # where the user's cache folder is
}

# Modules of more than 350 lines, each with its reason.
LONG = {
    "catalogue/schema.py": "the whole file format in one place, one short class an entry",
    "render/plan_file.py": "the whole exported format in one place, one short class an object",
    "travel/network.py": "one search over one data structure, asked a million times",
}

# Functions that do not fit a screen, each with its reason.
LOOPS = {
    "solver/proof/kernels/routes.py: routes_from": "a compiled loop that would hand a dozen arrays to its parts",
    "solver/proof/kernels/worths.py: forward": "a compiled loop that would hand a dozen arrays to its parts",
    "solver/proof/kernels/worths.py: backward": "a compiled loop that would hand a dozen arrays to its parts",
}

HEAVY = {
    *("pydantic", "pydantic_core", "numba", "numpy", "highspy", "geopy", "yaml", "opening_hours"),
    *("rich.table", "rich.console", "hypothesis"),
}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((SOURCE / module).read_text("utf-8"))


def part(module: str) -> str:
    """The package a module belongs to, or the module itself at the top level."""
    return module.partition("/")[0].removesuffix(".py")


def imports(module: str) -> Iterator[str]:
    """All that a module imports, wherever in it, with the names taken from packages of ours."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative imports hide where things are"
            assert node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def ours(module: str) -> Iterator[str]:
    """What a module imports of ours, without the leading `mi_trip.`; its own package left out."""
    for name in imports(module):
        package, _, below = name.partition(".")
        if package == "mi_trip" and below.partition(".")[0] != part(module):
            yield below or "__version__"


def allows(rule: str, name: str) -> bool:
    """Whether the permission covers the name.

    >>> allows("travel", "travel.walk.walk"), allows("travel.walk", "travel.walk"), allows("travel.walk", "travel.walking")
    (True, True, False)
    """
    return f"{name}.".startswith(f"{rule}.")


def test_every_part_is_on_the_map() -> None:
    assert {part(module) for module in MODULES} == set(MAY_IMPORT)


def test_every_module_imports_only_what_the_map_allows() -> None:
    beyond = [
        f"{module} imports {name}"
        for module in MODULES
        for name in ours(module)
        if not any(allows(rule, name) for rule in MAY_IMPORT[part(module)])
    ]
    assert beyond == []


@pytest.mark.parametrize("name", MAY_IMPORT)
def test_the_map_allows_nothing_that_nobody_uses(name: str) -> None:
    used = {imported for module in MODULES if part(module) == name for imported in ours(module)}
    assert {rule for rule in MAY_IMPORT[name] if not any(allows(rule, imported) for imported in used)} == set()


def test_outside_packages_are_used_where_the_map_says() -> None:
    known = {*sys.stdlib_module_names, "mi_trip"}
    used = [(module, name.partition(".")[0]) for module in MODULES for name in imports(module)]
    assert [(module, package) for module, package in used if package not in known and part(module) not in OUTSIDE.get(package, set())] == []


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    project = tomllib.loads((SOURCE.parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["pdf"]]
    declared = {re.split(r"[<>=;]", line)[0].strip() for line in lines if "sys_platform" not in line}
    used = {name.partition(".")[0] for module in MODULES for name in imports(module)} & set(OUTSIDE)
    assert {DISTRIBUTIONS.get(package, package) for package in used} == declared


def test_compiled_code_uses_only_what_makes_it_stale() -> None:
    folder = "solver/proof/kernels/"
    beyond = [
        f"{module} imports {name}"
        for module in MODULES
        if module.startswith(folder)
        for name in imports(module)
        if allows("mi_trip", name) and not any(allows(f"mi_trip.{rule}", name) for rule in ("cache", "solver.proof.kernels"))
    ]
    assert beyond == []
    users = {module for module in MODULES for name in imports(module) if name.endswith(".compiled.compiled")}
    assert {module for module in users if not module.startswith(folder)} == set()


# -- the outside world -----------------------------------------------------------------------------------------------------------------

CALLS = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns", "monotonic", "perf_counter", "process_time", "localtime", "strftime", "sleep"},
    "os": {"environ", "getenv", "getcwd", "replace", "rename", "urandom"},
    "Path": {"cwd", "home"},
    "tempfile": {"mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory"},
    "uuid": {"uuid1", "uuid4"},
}
METHODS = {"write_text", "write_bytes"}


def looks_out(module: str) -> Iterator[str]:
    """Every place in a module at which the outside world is looked at or changed."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if node.attr in CALLS.get(owner, set()):
                yield f"{owner}.{node.attr}"
            elif node.attr in METHODS:
                yield node.attr
            elif node.attr == "replace" and isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") == "Path":
                yield "replace"
        elif isinstance(node, ast.ImportFrom) and node.module in CALLS:
            yield from (f"{node.module}.{name.name}" for name in node.names if name.name in CALLS[node.module])


def test_only_the_command_line_and_the_cache_look_at_the_outside_world() -> None:
    found = {module: set(looks_out(module)) for module in MODULES}
    assert {module: places for module, places in found.items() if places} == LOOKS_OUT


def test_randomness_comes_from_a_seed() -> None:
    unseeded = []
    for module in MODULES:
        taken = set(imports(module))
        unseeded += [f"{module}: {name}" for name in taken if name.partition(".")[0] in ("secrets", "uuid")]
        unseeded += [f"{module}: {name}" for name in taken if name.startswith("random.") and name != "random.Random"]
        for node in ast.walk(tree(module)):
            if "random" in taken and isinstance(node, ast.Attribute) and ast.unparse(node.value) == "random" and node.attr != "Random":
                unseeded.append(f"{module}:{node.lineno}: {ast.unparse(node)}")
            if isinstance(node, ast.Call) and ast.unparse(node) in ("random.Random()", "Random()"):
                unseeded.append(f"{module}:{node.lineno}: a seed of the system's")
    assert unseeded == []


def test_only_the_entry_point_catches_whatever_comes() -> None:
    swallowed = [
        f"{module}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
        and not isinstance(node.body[-1], ast.Raise)
    ]
    assert [place.partition(":")[0] for place in swallowed] == ["cli/main.py"], swallowed


# -- the shape of a module -------------------------------------------------------------------------------------------------------------


def test_every_module_says_what_it_is() -> None:
    assert [module for module in MODULES if not (ast.get_docstring(tree(module)) or "").strip()] == []


def test_long_modules_are_listed_with_their_reason() -> None:
    lines = {module: len((SOURCE / module).read_text("utf-8").splitlines()) for module in MODULES}
    assert {module for module, count in lines.items() if count > 350} == set(LONG)


def test_functions_fit_a_screen() -> None:
    long = set()
    for module in MODULES:
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.FunctionDef):
                # The signature of a command is the list of its options.
                first = node.body[0].lineno if module.startswith("cli/") else node.lineno
                if (node.end_lineno or first) - first >= 60:
                    long.add(f"{module}: {node.name}")
    assert long == set(LOOPS)


# -- start-up --------------------------------------------------------------------------------------------------------------------------


def imported_by(code: str, *words: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)", *words], capture_output=True, check=True, text=True
    )
    return set(run.stdout.split())


def test_the_entry_point_imports_nothing_heavy() -> None:
    assert imported_by("import mi_trip.cli.main") & HEAVY == set()


def test_the_model_stands_alone() -> None:
    names = [Path(module).stem for module in MODULES if module.startswith("model/")]
    imported = imported_by("import sys, importlib; [importlib.import_module(f'mi_trip.model.{name}') for name in sys.argv[1:]]", *names)

    assert imported & {*HEAVY, "typer"} == set()
    assert {name for name in imported if name.startswith("mi_trip.") and not name.startswith("mi_trip.model")} == set()
