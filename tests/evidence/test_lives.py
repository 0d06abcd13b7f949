"""Everything at once at the door: the page and its table agree, and patients played again live as they stand there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from game.evidence.lives import SEEDS, Lives, csv_text, is_worse, lives, page, read
from tests.levels.plays import NAMES, level

DOCS = Path(__file__).parents[2] / "docs"
LEVELS = tuple(sorted((level(name) for name in NAMES), key=lambda one: (one.order, one.id)))
STALE = "docs/lives.md is of another model or level; run: python tools/measure_lives.py"


def stored() -> tuple[Lives, ...]:
    return read((DOCS / "lives.csv").read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_patients_played_again_live_as_the_table_says(name: str):
    known = {one.seed: one for one in stored() if one.level == name}

    for one in lives(level(name), (1, SEEDS // 2, SEEDS)):
        assert one == known[one.seed], STALE


def test_the_page_shows_the_table():
    assert (DOCS / "lives.md").read_text("utf-8") == page(LEVELS, stored()), STALE


def test_the_table_holds_every_patient_and_is_read_as_it_was_written():
    found = stored()

    assert {(one.level, one.seed) for one in found} == {(name, seed) for name in NAMES for seed in range(1, SEEDS + 1)}
    assert read(csv_text(found)) == found


@pytest.mark.parametrize("name", NAMES)
def test_everything_at_once_loses_lives_on_every_bed(name: str):
    mine = [one for one in stored() if one.level == name]

    assert len(mine) == SEEDS
    assert is_worse(mine)


@pytest.mark.parametrize("name", ["septic_shock", "septic_shock_hands_on"])
def test_care_after_everything_at_once_costs_no_lives_in_sepsis(name: str):
    """To stop what is not called for lets usual germs in for resistant ones, and the ward meets these sooner."""
    mine = [one for one in stored() if one.level == name]

    assert sum(one.everything_then_guideline - one.everything for one in mine) / len(mine) > -1.0


def test_a_loss_within_chance_is_not_a_clear_one():
    same = Lives("septic_shock", 1, 90.0, 90.0, 90.0, 10.0)
    some = [replace(same, seed=seed, everything=90.0 + change) for seed, change in enumerate((-30.0, 28.0) * 10, 1)]
    all_of_them = [replace(same, seed=seed, everything=80.0 + seed) for seed in range(1, 8)]

    assert not is_worse(some)
    assert is_worse(all_of_them)
    assert "on 1 of 1 beds" in page([level("septic_shock")], all_of_them)
    assert "on 0 of 1 beds" in page([level("septic_shock")], some)


def test_the_error_is_that_of_a_mean_of_a_sample():
    """Of losses of 10, 20 and 30 points: 20 on average, with 10 / sqrt(3) = 5.8."""
    some = [Lives("septic_shock", seed, 90.0, 90.0 - 10.0 * seed, 90.0, 10.0) for seed in (1, 2, 3)]

    assert "| -20.0 (SE 5.8) |" in page([level("septic_shock")], some)
