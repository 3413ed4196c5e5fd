"""Plan -> file: one module a format, in tables by suffix. Each is a pure function; only the command line writes files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.errors import MissingExtraError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan


def _markdown(plan: Plan, catalogue: Catalogue) -> str:
    from mi_trip.render.markdown import plan_markdown

    return plan_markdown(plan, catalogue)


def _json(plan: Plan, catalogue: Catalogue) -> str:
    from mi_trip.render.json_plan import plan_json

    return plan_json(plan, catalogue)


def _yaml(plan: Plan, catalogue: Catalogue) -> str:
    from mi_trip.render.itinerary import plan_yaml

    return plan_yaml(plan, catalogue)


def _html(plan: Plan, catalogue: Catalogue) -> str:
    from mi_trip.render.html import plan_html

    return plan_html(plan, catalogue)


def _pdf(plan: Plan, catalogue: Catalogue) -> bytes:
    from mi_trip.render.pdf import plan_pdf

    return plan_pdf(plan, catalogue)


def _svg(plan: Plan, catalogue: Catalogue) -> str:
    from mi_trip.maps.scenes import trip_scene
    from mi_trip.maps.svg import map_svg

    return map_svg(trip_scene(plan, catalogue)) + "\n"


def _ics(plan: Plan, catalogue: Catalogue, old: bytes = b"") -> str:
    from mi_trip.render.calendar import plan_ics

    return plan_ics(plan, catalogue, old=old.decode(errors="replace"))


def _csv(plan: Plan, catalogue: Catalogue) -> str:
    from mi_trip.render.sheet import plan_csv

    return plan_csv(plan, catalogue)


def _gpx(plan: Plan, catalogue: Catalogue) -> str:
    from mi_trip.render.gpx import plan_gpx

    return plan_gpx(plan, catalogue)


def _kml(plan: Plan, catalogue: Catalogue) -> str:
    from mi_trip.render.kml import plan_kml

    return plan_kml(plan, catalogue)


def _geojson(plan: Plan, catalogue: Catalogue) -> str:
    from mi_trip.render.geojson import plan_geojson

    return plan_geojson(plan, catalogue)


# Formats that people read and edit as text.
TEXTS: Mapping[str, Callable[[Plan, Catalogue], str]] = {".json": _json, ".md": _markdown, ".yaml": _yaml, ".yml": _yaml}
# Formats for programs: the bytes are the same whatever the locale and the terminal.
FILES: Mapping[str, Callable[[Plan, Catalogue], str | bytes]] = {
    ".html": _html,
    ".pdf": _pdf,
    ".svg": _svg,
    ".ics": _ics,
    ".csv": _csv,
    ".gpx": _gpx,
    ".kml": _kml,
    ".geojson": _geojson,
}
SUFFIXES = (*TEXTS, *FILES)
BINARY = (".pdf",)  # of these nothing can be shown on a terminal
EXTRAS = {".pdf": ("a PDF", "typst", "pdf")}  # what it is called, the package it needs, and the extra of ours that brings it


def check_extra(suffix: str) -> None:
    """Refuse, before any work is done, a format whose package is not installed."""
    from importlib.util import find_spec

    if suffix in EXTRAS and find_spec(EXTRAS[suffix][1]) is None:
        raise MissingExtraError(*EXTRAS[suffix])


def render(plan: Plan, catalogue: Catalogue, suffix: str) -> str:
    """Write the plan as text, in the format of the suffix, such as ``.md``, in capitals or not."""
    renderer = TEXTS.get(suffix.lower())
    if renderer is None:
        given = f"'{suffix}'" if suffix else "a name without a suffix"
        *others, last = TEXTS
        raise UsageError(f"no format belongs to {given}: the known suffixes are {', '.join(others)} and {last}")
    return renderer(plan, catalogue)


def render_file(plan: Plan, catalogue: Catalogue, suffix: str, *, old: bytes = b"") -> bytes:
    """Give the bytes of a file with the plan, in any of :data:`SUFFIXES`; ``old``: those of the file whose place it takes."""
    if suffix in TEXTS:
        return render(plan, catalogue, suffix).encode()
    written = _ics(plan, catalogue, old) if suffix == ".ics" else FILES[suffix](plan, catalogue)
    return written if isinstance(written, bytes) else written.encode()
