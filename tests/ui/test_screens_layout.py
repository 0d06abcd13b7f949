"""The screens around the bedside fit every window and every size of text."""

from __future__ import annotations

import pytest
from fake_desk import FakeDesk, Hands, levels
from layout_rules import broken_rules

from game.ui.desk import Unfinished
from game.ui.toolkit.settings import Settings

SIZES = ((1024, 640), (1280, 720), (1920, 1080), (3840, 2160))
SCREENS = ("title", "ward", "prebrief", "debrief", "replay", "settings", "glossary", "finished", "inside", "explainer")


def desk(percent, *, scored=True):
    made = FakeDesk(Settings(text_percent=percent), tuple(Unfinished(level.id, level, 700) for level in levels()[:2]))
    if scored:
        made.answer()
    return made


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_overlaps_or_is_cut(screen, size, percent):
    """Every screen keeps the rules of layout, and so do the questions that it asks."""
    hands = Hands(desk(percent), size, screen)
    assert broken_rules(hands.tree()) == []
    asking = {"title": "aside.0", "ward": "bed.0", "settings": "key.pause", "replay": "reveal"}.get(screen)
    if asking:
        hands.choose(asking)
        assert broken_rules(hands.tree()) == [], asking


@pytest.mark.parametrize("percent", [100, 200])
def test_a_debrief_that_waits_or_failed_fits(percent):
    """The frame stands before the score is there, and when it cannot be had."""
    waiting = desk(percent, scored=False)
    hands = Hands(waiting, at="debrief")
    assert broken_rules(hands.tree()) == []
    waiting.score.set_exception(ValueError("the model left its limits"))
    assert broken_rules(hands.tree()) == []
    assert "the model left its limits" in hands.words()


def test_a_key_that_is_taken_fits():
    """The question about a taken key keeps the rules too."""
    hands = Hands(desk(200), (1024, 640), "settings")
    hands.choose("key.pause")
    hands.press("s")
    assert broken_rules(hands.tree()) == []
