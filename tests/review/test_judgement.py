"""Which losses count to which pitfall, and what a verdict says is lost to it."""

from __future__ import annotations

import pytest

from game.review.scoring.judgement import blame
from game.review.verdict import Cause, Pitfall
from tests.levels.plays import NAMES, level


@pytest.mark.parametrize("name", NAMES)
def test_where_bacteria_are_the_disease_hours_without_the_antibiotic_are_a_trend_ignored(name: str) -> None:
    trend = blame(level(name))[Pitfall.IGNORED_TREND]

    assert Cause.IGNORED_TREND in trend
    assert (Cause.LATE_ANTIMICROBIAL in trend) is name.startswith("septic")


@pytest.mark.parametrize("name", NAMES)
def test_every_other_cause_counts_to_one_pitfall_at_most_and_never_what_chance_did(name: str) -> None:
    counted = [cause for causes in blame(level(name)).values() for cause in causes]

    assert len(counted) == len(set(counted))
    assert not {Cause.CHANCE, Cause.OTHER, Cause.NEEDLESS_TEST}.intersection(counted)
