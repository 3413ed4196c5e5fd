"""Plan -> text: one module a format, in a table by suffix. Each is a pure function; only the command line writes files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.errors import UsageError

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


RENDERERS: Mapping[str, Callable[[Plan, Catalogue], str]] = {".json": _json, ".md": _markdown, ".yaml": _yaml, ".yml": _yaml}


def render(plan: Plan, catalogue: Catalogue, suffix: str) -> str:
    """Write the plan in the format of the suffix, such as ``.md``, in capitals or not."""
    renderer = RENDERERS.get(suffix.lower())
    if renderer is None:
        given = f"'{suffix}'" if suffix else "a name without a suffix"
        *others, last = RENDERERS
        raise UsageError(f"no format belongs to {given}: the known suffixes are {', '.join(others)} and {last}")
    return renderer(plan, catalogue)
