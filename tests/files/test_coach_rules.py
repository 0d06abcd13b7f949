"""A coach that speaks of what is not there is named in words, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.files.level_file import LevelError, read_level

FILE = Path(__file__).parents[2] / "levels" / "guided" / "first_case.toml"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('say = "first_case.second"', 'say = "first_case.secnd"', "'first_case.secnd'"),
        ('waits = { drawn = "il6" }', 'waits = { drawn = "xray2" }', "coach.steps[2].waits.drawn"),
        ('waits = { drawn = "il6" }', 'waits = { drawn = "coagulation" }', "coach.steps[2].waits.drawn"),
        ('given = ["remdesivir"]', 'given = ["tocilizumab"]', "coach.steps[6].waits.given[0]"),
        ('gives = ["methylprednisolone"]', 'gives = ["hydrocortisone"]', "coach.steps[11].other.gives[0]"),
        ('id = "value"', 'id = "person"', "coach.steps[1].id"),
        ('id = "too_much"', 'id = "not_asked"', "coach.slips"),
        ('id = "not_gone_on"', 'id = "not_begun"', "coach.steps[1].slips[0].id"),
        ('pitfall = "trend"', 'pitfall = "tired"', "coach.steps[0].slips[0].pitfall"),
        ('say = "first_case.end"', 'say = "first_case.end"\nwaits = { hours = 1 }', "coach.steps[12].waits"),
        ('points = "nurse"', 'pionts = "nurse"', "did you mean 'points'"),
    ],
)
def test_what_is_wrong_with_a_coach_is_said_with_its_place(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = FILE.read_text("utf-8")
    assert old in text
    path = tmp_path / "first_case.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(LevelError) as caught:
        read_level(path)

    assert words.lower() in str(caught.value).lower()
