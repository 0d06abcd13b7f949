"""The guided case by the clock: two minutes to the first right decision, eight to all three pitfalls."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from game.values.coach import CoachedPitfall
from tools.first_minutes import ALL_MIN, FIRST_MIN, PRESS_S, WORDS_PER_MIN, Newcomer, Told, first_minutes


@cache
def told(way: str, *, mouse: bool) -> Told:
    return first_minutes(way, mouse=mouse)


@pytest.mark.parametrize("mouse", [False, True])
def test_a_newcomer_decides_right_within_two_minutes_and_meets_all_pitfalls_within_eight(mouse):
    found = told("as the coach says", mouse=mouse)

    assert (WORDS_PER_MIN, PRESS_S, FIRST_MIN, ALL_MIN) == (200, 2.0, 2.0, 8.0)
    assert found.late == []
    assert found.first < found.treated < found.end
    # Something was read, pressed and shown: a clock that counts nothing is never late.
    assert found.words > 1000
    assert found.presses >= 25
    assert found.passed_s > 15.0


def test_whoever_walks_into_every_pitfall_has_met_them_within_eight_minutes():
    found = told("into every pitfall", mouse=True)

    assert found.late == []
    assert list(found.pitfalls) == list(CoachedPitfall)
    assert found.words > told("as the coach says", mouse=True).words


def test_what_comes_late_or_never_is_told():
    found = told("as the coach says", mouse=True)

    assert replace(found, first=found.bed + FIRST_MIN + 0.1).late == ["first"]
    assert replace(found, bed=found.bed - 2.0).late == ["first", "too_much"]
    assert replace(found, pitfalls={}).late == ["trend", "only_infection", "too_much"]


def test_the_ward_says_how_long_it_takes():
    """Guided, about eight minutes, no score."""
    found = told("as the coach says", mouse=True)

    assert 6.5 <= found.end <= 9.0


def test_words_are_read_once_and_none_that_are_scrolled_away(tmp_path: Path):
    hands = Newcomer(tmp_path, mouse=True)
    hands.read()
    once = hands.told.words
    hands.read()
    hands.shell.close()

    assert hands.told.words == once > 20
