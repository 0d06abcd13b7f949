"""The screens with the real desk: a case is left, taken up again, left and discarded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fake_desk import Hands, levels

from game.app.shell import Shell
from game.ui.toolkit.widget import find


@pytest.fixture
def hands(tmp_path):
    warned = []
    shell = Shell(levels(), tmp_path, lambda: datetime(2026, 1, 1, tzinfo=UTC), warned.append)
    yield Hands(shell)
    shell.close()
    assert warned == []


def test_a_case_left_in_this_session_is_offered_again_where_it_was(hands):
    """The title offers it at once, at the very minute, and resuming loses nothing."""
    for keys in ("play", "bed.0", "start"):
        hands.choose(keys)
    hands.press("i", "f5")
    hands.wait(0.6)
    play = hands.stage.scenes[-1]._play
    assert play.view.tick == 2
    hands.press("escape")
    hands.choose("ask.leave")
    assert "Interrupted · Day 1 · 08:40" in hands.words()
    hands.choose("bed.0")
    hands.press("return")
    assert hands.stage.scenes[-1]._play is play
    assert [result.panel.value for result in play.view.pending] == ["il6"]


def test_a_case_left_in_this_session_can_be_set_aside(hands):
    """Its file is set aside and not offered again."""
    for keys in ("play", "bed.0", "start"):
        hands.choose(keys)
    hands.press("i", "escape")
    hands.choose("ask.leave")
    hands.press("escape")
    hands.choose("aside.0")
    hands.choose("aside.confirm")
    assert find(hands.tree(), "resume.0") is None
    assert hands.desk.unfinished() == ()
