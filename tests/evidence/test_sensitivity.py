"""The sensitivity page: what the code gives, ten constants for each effect, none that a study fixes."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.evidence.sensitivity import MOST, Sensitivity, movable, sensitivity
from game.patient.constants import INDEX, TABLE
from game.values.level import Phenotype

PAGE = Path(__file__).parents[2] / "docs" / "sensitivity.md"
EFFECTS = ("peak_il6", "storm_day", "survival")


@pytest.fixture(scope="module")
def result() -> Sensitivity:
    return sensitivity()


def test_the_page_in_docs_is_what_the_model_gives(result: Sensitivity) -> None:
    assert PAGE.read_text(encoding="utf-8") == result.markdown, (
        "the model has changed: run 'cytokine-storm model-document --write'"
    )


@pytest.mark.parametrize("effect", EFFECTS)
def test_ten_constants_are_listed_the_strongest_first(result: Sensitivity, effect: str) -> None:
    ranked = result.ranked(effect)
    assert len(ranked) == MOST
    strengths = [result.greatest(effect, name) for name in ranked]
    assert strengths == sorted(strengths, reverse=True)
    assert strengths[-1] > 0.0


def test_no_constant_that_a_study_fixes_is_moved() -> None:
    assert all(TABLE[INDEX[row.name]].kind != "literature" for row in movable())
    assert len(movable()) > 50


def test_more_hazard_is_less_survival(result: Sensitivity) -> None:
    for phenotype in Phenotype:
        less, more = result.moved["hazard_per_h", phenotype]
        assert less.survival >= 0.0 >= more.survival


def test_the_hazard_moves_neither_il6_nor_the_storm(result: Sensitivity) -> None:
    for phenotype in Phenotype:
        for outcome in result.moved["hazard_per_h", phenotype]:
            assert outcome.peak_il6 == 0.0
            assert outcome.storm_day == 0.0
