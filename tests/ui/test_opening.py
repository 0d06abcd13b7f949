"""The first page of the debrief is full from its first moment on, and what lies on it keeps its place."""

from __future__ import annotations

import pytest
from fake_desk import FakeDesk, Hands

from game.review.verdict import Pitfall
from game.review.wording import PITFALL_LABELS
from game.ui.debrief.verdicts import WHAT_IT_IS
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import find


def test_the_card_of_the_score_is_full_before_it_and_keeps_its_place_with_it():
    """Half of it was empty while everybody waits: it tells what the decisions are held against."""
    hands = Hands(at="opening")
    before = find(hands.tree(), "opening.score").rect
    words = hands.words()
    for pitfall in Pitfall:
        assert PITFALL_LABELS[pitfall] in words
        assert WHAT_IT_IS[pitfall] in words
    last = find(hands.tree(), f"opening.waits.{Pitfall.OVER_DAMPENED.value}.what").rect
    assert before.bottom - last.bottom < before.h // 4
    assert before.h == find(hands.tree(), "debrief.opening.left").rect.h // 2, "what comes later is as high"
    assert find(hands.tree(), "opening.thoughts").rect.bottom == find(hands.tree(), "opening.storm").rect.bottom
    hands.desk.answer()
    hands.wait(0.1)
    assert WHAT_IT_IS[Pitfall.IGNORED_TREND] not in hands.words()


@pytest.mark.parametrize("done", [False, True])
def test_in_large_text_the_picture_of_the_case_begins_on_the_first_screen(done):
    """It stood three screens below, behind the bed, the question and the field for thoughts."""
    hands = Hands(FakeDesk(Settings(text_percent=200)), at="opening")
    if done:
        hands.desk.answer()
        hands.wait(0.1)
    page = find(hands.tree(), "debrief.scroll.opening").rect
    picture = find(hands.tree(), "opening.storm").rect
    assert picture.y + 60 < page.bottom
    assert find(hands.tree(), "opening.question").rect.y > picture.bottom
