"""Warnings and news stand over any screen for a while and leave everything else as it was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fake_desk import FakeDesk, Hands, levels
from layout_rules import broken_rules

from game.app.shell import Shell
from game.app.warning_queue import Unread
from game.ui.toolkit.notice import MOST_LINES
from game.ui.toolkit.scene import Press
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import find

FULL = (
    "The case cannot be written to /home/nurse/.local/share/cytokine-storm/cases/2026-01-01_080000_covid_storm.jsonl: "
    "no space left on device. Play goes on, but is not kept."
)
SCREENS = ("title", "ward", "prebrief", "debrief", "replay", "settings", "glossary")


def warned(*sentences, at="title", settings=None, size=(1280, 720)):
    """Return hands on a screen over which the desk has something to tell."""
    hands = Hands(FakeDesk(settings or Settings()), size, at)
    hands.desk.warned = sentences
    hands.wait(0.1)
    return hands


def at_bedside(settings=None, size=(1280, 720)):
    hands = Hands(FakeDesk(settings or Settings()), size, "ward")
    hands.press("2")
    hands.choose("start")
    hands.desk.warned = (FULL,)
    hands.wait(0.1)
    return hands


@pytest.mark.parametrize("screen", SCREENS)
def test_a_warning_reaches_the_player_on_every_screen(screen):
    """It is read over the screen, which keeps its rules of layout and its buttons."""
    hands = warned(FULL, at=screen)
    assert find(hands.tree(), "notice").label == FULL
    assert broken_rules(hands.tree()) == []
    assert hands.focusable() == Hands(at=screen).focusable()


def test_it_goes_away_by_itself():
    """After the time that it takes to read it."""
    hands = warned(FULL)
    hands.wait(10)
    assert find(hands.tree(), "notice") is not None
    hands.wait(10)
    assert find(hands.tree(), "notice") is None


def test_esc_closes_the_notice_before_the_screen():
    """The first Esc takes the notice, the second goes back; each sentence is shown by itself."""
    hands = warned("One.", "Two.", "One.", at="settings")
    assert find(hands.tree(), "notice").label == "One."
    hands.press("escape")
    assert find(hands.tree(), "notice").label == "Two."
    hands.press("escape")
    assert find(hands.tree(), "notice") is None
    assert hands.where == "SettingsScene"
    hands.press("escape")
    assert hands.stage.scenes == ()


def test_a_click_closes_the_notice_and_nothing_below_it():
    """Also while a question is open, which then still is."""
    hands = warned(FULL, at="settings")
    hands.choose("key.pause")
    hands.stage.give(Press(*find(hands.tree(), "notice").rect.centre))
    assert find(hands.tree(), "notice") is None
    assert find(hands.tree(), "choose") is not None


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (1920, 1080), (3840, 2160)])
def test_no_vital_sign_is_covered(size, percent):
    """At the bedside the notice stands beside the monitor, or above it."""
    hands = at_bedside(Settings(text_percent=percent), size)
    tree = hands.tree()
    assert not find(tree, "notice").rect.overlaps(find(tree, "monitor").rect)
    assert broken_rules(tree) == []


def test_a_long_sentence_is_cut_to_some_lines():
    """The whole of it is on standard error."""
    hands = warned("Every line of this file is damaged. " * 40)
    assert find(hands.tree(), "notice").rect.h < 720 // 3
    assert broken_rules(hands.tree()) == []
    assert MOST_LINES < 10


def test_time_goes_on_below_it():
    """A notice stops nothing."""
    hands = at_bedside()
    hands.press("f5")
    hands.wait(2.0)
    assert find(hands.tree(), "notice") is not None
    assert hands.stage.scenes[-1]._play.view.outcome is not None


def test_the_shell_hands_each_warning_on_once(tmp_path):
    """What went to standard error waits for the screen besides."""
    heard = []
    unread = Unread(heard.append)
    for sentence in ("Full.", "Full.", "Damaged."):
        unread(sentence)
    assert heard == ["Full.", "Full.", "Damaged."]
    assert unread.taken() == ("Full.", "Damaged.")
    assert unread.taken() == ()
    (tmp_path / "settings.json").write_text("{", encoding="utf-8")
    shell = Shell(levels(), tmp_path, lambda: datetime(2026, 1, 1, tzinfo=UTC), heard.append)
    told = shell.warnings()
    shell.close()
    assert "settings.json" in told[0]
    assert told == tuple(heard[3:])
