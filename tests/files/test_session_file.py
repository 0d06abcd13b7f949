"""Session packs: a new one is whole, and of a broken one every fault is named with its place and its mend."""

from __future__ import annotations

import tomllib
from pathlib import Path

import jsonschema
import msgspec
import pytest

from game.files.level_file import read_level
from game.files.session_file import SessionError, new_pack, read_session, session_digest
from game.values.session import Session, Shows, When, learner_key, seed_for
from tests.files.sample_level import written
from tools.write_schemas import FOLDER

LEVELS = ("sample", "covid_storm")


def _pack(folder: Path, text: str = "") -> Path:
    path = folder / "night.toml"
    path.write_text(text or new_pack("night", 'The "night"', LEVELS), encoding="utf-8")
    return path


def test_a_new_pack_is_whole_and_says_what_it_was_given(tmp_path: Path) -> None:
    session = read_session(_pack(tmp_path), LEVELS)

    assert session.title == 'The "night"'
    assert [one.id for one in session.levels] == list(LEVELS)
    assert (session.shows, session.when) == (Shows.WHOLE, When.EACH)
    assert session.tries_of(1) == 2
    assert len(session_digest(session)) == 16


def test_a_new_pack_fits_the_published_schema() -> None:
    schema = msgspec.json.decode((FOLDER / "session.schema.json").read_bytes())

    jsonschema.validate(tomllib.loads(new_pack("night", "A night", LEVELS)), schema)


def test_every_fault_of_a_pack_is_named_with_its_place_and_its_mend(tmp_path: Path) -> None:
    path = _pack(
        tmp_path,
        'format = 1\nid = "day"\ntitle = " "\nmode = "formativ"\nlevel = 3\n'
        '[[levels]]\nid = "covid_strom"\nwhose = "own"\nseed = 4\n'
        '[[levels]]\nid = "sample"\n[[levels]]\nid = "sample"\n'
        '[[tests]]\ntext = "?"\nanswers = ["a", "b"]\nright = 3\n[[tests]]\ntext = "?"\nanswers = ["a"]\nright = 1\n'
        '[[objectives]]\ntext = "x"\navoids = "ignored_trend"\nscore = 3\n',
    )

    with pytest.raises(SessionError) as raised:
        read_session(path, LEVELS)

    told = [line.removeprefix(f"{path}:") for line in str(raised.value).splitlines()]
    assert [line.partition(": found")[0] for line in told] == [
        "2: id", "3: title", "4: mode", "5: level", "7: levels[0].id", "9: levels[0].seed", "13: levels[2].id",
        "17: tests[0].right", "20: tests[1].answers", "22: objectives[0]",
    ]  # fmt: skip
    assert "did you mean 'formative'" in told[2]
    assert "did you mean 'covid_storm'" in told[4]


def test_a_learner_meets_the_same_patient_however_the_name_is_typed(tmp_path: Path) -> None:
    session = msgspec.convert(
        {"format": 1, "id": "night", "title": "x", "levels": [{"id": "sample", "whose": "own"}]}, Session
    )
    bed = read_level(written(tmp_path))
    seeds = {seed_for(session, 0, bed, name) for name in ("Ann Lee", " ann  LEE", "ANN LEE ")}

    assert len(seeds) == 1
    assert seeds != {seed_for(session, 0, bed, "Bo")}
    assert learner_key(" Ann  LEE") == "ann lee"


@pytest.mark.parametrize(("given", "expected"), [({}, 7), ({"seed": 12}, 12)])
def test_all_learners_meet_the_patient_of_the_level_or_of_the_pack(
    tmp_path: Path, given: dict[str, int], expected: int
) -> None:
    session = msgspec.convert({"format": 1, "id": "n", "title": "x", "levels": [{"id": "sample", **given}]}, Session)
    bed = msgspec.structs.replace(read_level(written(tmp_path)), seed=7)

    assert {seed_for(session, 0, bed, name) for name in ("Ann", "Bo")} == {expected}
