"""``itineraries/README.md`` is the whole truth about the formats, and its example is the one in its folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import jsonschema
import pytest
from pydantic import BaseModel

from catalogue_files import EXAMPLE, MISTAKES
from mi_trip.catalogue import catalogue_schema, schema
from mi_trip.catalogue.reading import Plain, read_yaml
from mi_trip.itinerary import schema as itinerary_schema

if TYPE_CHECKING:
    from pathlib import Path

README = (EXAMPLE.parent / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["catalogue.yaml", "places.yaml"])
def test_the_readme_quotes_the_example_in_full(name: str) -> None:
    assert f"`itineraries/example/{name}`:\n\n```yaml\n{(EXAMPLE / name).read_text('utf-8')}```\n" in README


def test_the_example_has_no_other_files() -> None:
    assert sorted(file.name for file in EXAMPLE.iterdir()) == ["catalogue.yaml", "places.yaml"]


MODELS = [
    kind
    for module in (schema, itinerary_schema)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not BaseModel
]


@pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)
def test_the_readme_names_every_key(kind: type[BaseModel]) -> None:
    named = set(re.findall(r"`([a-z_0-9]+)`", README))

    assert {field.alias or name for name, field in kind.model_fields.items()} <= named


def test_the_readme_names_no_key_that_does_not_exist() -> None:
    rows = re.findall(r"^\| ((?:`[a-z_0-9]+`(?:, )?)+) \|", README, re.MULTILINE)
    keys = {key for row in rows for key in re.findall(r"`([a-z_0-9]+)`", row)}
    known = {field.alias or name for kind in MODELS for name, field in kind.model_fields.items()}

    assert keys
    assert keys - known == set()


def test_every_link_inside_the_readme_leads_somewhere() -> None:
    headings = {
        re.sub(r"[^a-z0-9 _-]", "", line.lower()).strip().replace(" ", "-") for line in re.findall(r"^#+ (.*)$", README, re.MULTILINE)
    }

    links = set(re.findall(r"\]\(#([^)]+)\)", README))
    assert links
    assert links - headings == set()


# -- the JSON Schema that editors use --------------------------------------------------------------------------------------------------


def test_the_schema_is_one_that_editors_understand() -> None:
    made = catalogue_schema()

    jsonschema.Draft202012Validator.check_schema(made)
    assert made["title"] == "A file of a mi-trip catalogue"
    assert "$id" not in made
    assert set(made["properties"]) == {
        "catalogue", "sources", "areas", "films", "seasons", "locations", "routes", "activities", "disagreements"
    }  # fmt: skip


def values_in(file: Path) -> Plain:
    root, _ = read_yaml(file.read_bytes(), file.name)
    assert root is not None
    return root.plain


@pytest.mark.parametrize("file", sorted(EXAMPLE.glob("*.yaml")), ids=lambda file: file.name)
def test_the_schema_accepts_the_example(file: Path) -> None:
    validator = jsonschema.Draft202012Validator(catalogue_schema())

    assert [error.message for error in validator.iter_errors(values_in(file))] == []


@pytest.mark.parametrize(
    "name", ["unknown_key", "minutes_in_words", "rating_of_six", "mode_misspelt", "latitude_of_620", "id_with_capitals"]
)
def test_the_schema_refuses_what_one_entry_shows(name: str) -> None:
    validator = jsonschema.Draft202012Validator(catalogue_schema())

    assert not validator.is_valid(values_in(MISTAKES / f"{name}.yaml"))
