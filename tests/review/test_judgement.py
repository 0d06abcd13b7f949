"""What is counted: which losses to which pitfall, and nothing where nothing happened."""

from __future__ import annotations

import pytest

from game.review.scoring.blame import blame
from game.review.scoring.episodes import _ordered_late, episodes
from game.review.verdict import Cause, Pitfall
from game.values.ticks import ticks
from tests.levels.plays import NAMES, level
from tests.review.made_up import case, track


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


def test_hours_in_which_nothing_was_valued_are_one_episode_of_chance_that_moved_nothing() -> None:
    (one,) = episodes(track(cases=[case(), case(hour=1.0)]), (), (), 40.0)

    assert one.cause is Cause.CHANCE
    assert (one.loss, one.hindsight_loss, one.points, one.hindsight_points, one.better_value) == (0.0,) * 5


def test_only_the_hours_with_which_a_death_ended_that_was_waited_for_say_how_late_it_would_have_come() -> None:
    moments = [case(), case(hour=1.0), case(hour=2.0)]
    died, lives = track(cases=moments, died=True), track(cases=moments)

    assert [_ordered_late(died, 1), _ordered_late(lives, 2)] == ["", ""]
    assert _ordered_late(died, 2).endswith("which is not within this case.")
    died.waits_until = ticks(30.0)
    assert _ordered_late(died, 2).endswith("nothing more is ordered before Day 2 · 14:00.")
