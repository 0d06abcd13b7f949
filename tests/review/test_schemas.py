"""The published schemas: what they say is what the types say, and what is printed keeps to them."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import jsonschema
import msgspec
import pytest

from game.files.folders import levels_folder
from game.files.session_file import new_pack
from game.review.findings import Analysis
from game.training.statements import lines
from tests.training.test_statements import a_case
from tests.ui import sample_analysis
from tools.write_schemas import FOLDER, PUBLISHED, schema_text

SAID = {
    "level": ("PossibleCourse", "weight", "How often it is drawn, against the weights of the others."),
    "statement": ("Context", "registration", "The same for all that one learner does in one session."),
    "session": ("Test", "right", "Which of the answers is right, counted from 1."),
    "score": ("PitfallVerdict", "lost", "Points of the score that were lost to it, 100 at most."),
}
"""What the source says of one field."""


def published(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def sample(name: str) -> dict[str, Any]:
    if name == "statement":
        return json.loads(lines(a_case())[: lines(a_case()).index(b"\n")])
    if name == "session":
        return tomllib.loads(new_pack("night", "A night", ["covid_storm"]))
    if name == "level":
        return tomllib.loads((levels_folder() / "covid_storm.toml").read_text("utf-8"))
    _, field, version = PUBLISHED[name]
    found = sample_analysis.score() if name == "score" else sample_analysis.stages()[-1]
    told = json.loads(msgspec.json.encode(found))
    assert isinstance(told, dict)
    return {**told, field: version}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_schemas_are_those_of_the_types(name: str) -> None:
    """After a change of the types: python tools/write_schemas.py."""
    assert (FOLDER / f"{name}.schema.json").read_bytes().decode() == schema_text(name)


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_type_and_what_the_source_says_of_a_field_is_described(name: str) -> None:
    schema = json.loads(schema_text(name))

    assert schema["$id"] == f"urn:cytokine-storm:{name}:{PUBLISHED[name][2]}"
    for shape in (schema, *schema["$defs"].values()):
        assert shape["title"]
        assert shape["description"]
        assert shape.get("additionalProperties") is False or "enum" in shape
    kind, field, words = SAID.get(name, SAID["score"])
    assert schema["$defs"][kind]["properties"][field]["description"] == words


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_is_whole_keeps_to_its_schema_and_another_thing_does_not(name: str) -> None:
    good = sample(name)

    assert list(published(name).iter_errors(good)) == []
    assert list(published(name).iter_errors({**good, PUBLISHED[name][1]: 99}))
    assert list(published(name).iter_errors({**good, "more": 1}))
    assert list(
        published(name).iter_errors(
            {key: value for key, value in good.items() if key not in {"pitfalls", "seed", "levels", "actor"}}
        )
    )


def test_an_analysis_that_was_printed_before_praise_was_in_it_is_still_read() -> None:
    told = sample("analysis")
    del told["praised"]

    old = msgspec.json.decode(json.dumps({**told, "version": 3}), type=Analysis)

    assert old.version == 3
    assert old.praised == ()
