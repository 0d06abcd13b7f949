"""Warnings and news stand over any screen for a while and leave everything else as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fake_desk import FakeDesk, Hands, levels
from layout_rules import broken_rules
from pilot import Pilot
from sample_view import over

from game.app.shell import Shell
from game.app.warning_queue import Unread
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.toolkit.help import HelpScene
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.notice import MOST_LINES, Notices, Passing
from game.ui.toolkit.scene import Move, Press
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.stage import Stage
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, Widget, find, focus_order, hit, walk

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


def screen_of(page):
    """Return a screen without anything on it."""
    return Widget("blank", page.rect, Role.GROUP, "blank")


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
    # A column that has less room may need scrolling, and is reached by Tab then.
    assert set(Hands(at=screen).focusable()) <= set(hands.focusable())


def test_around_a_notice_nothing_is_left_of_the_screen_without_it():
    """The screen gives room at its foot: the tops of its buttons stood there as they were a moment ago."""
    hands = warned(FULL, at="debrief")
    tree = hands.tree()
    screen, box = tree.children
    canvas = RecordingCanvas()
    hands.stage.draw(canvas)

    foot = Rect(0, screen.rect.bottom, 1280, 720 - screen.rect.bottom)
    assert foot.contains(box.rect)
    assert [one for one in canvas.drawn if one.rect == foot and one.colour is Ink.GROUND]


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
def test_nothing_that_is_read_or_pressed_is_covered(size, percent):
    """At the bedside the notice stands on the line of time, or else everything makes room for it."""
    hands = at_bedside(Settings(text_percent=percent), size)
    tree = hands.tree()
    notice, (screen, _) = find(tree, "notice"), tree.children
    assert not [part.id for part in screen.children if part.id != "timeline" and part.rect.overlaps(notice.rect)]
    assert tree.rect.contains(notice.rect)
    line = find(screen, "timeline")
    assert line is None or notice.rect.contains(line.rect) or not line.rect.overlaps(notice.rect)
    assert broken_rules(tree) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_makes_room_and_keeps_the_size_of_its_words(screen):
    """No button below moves under the notice."""
    before, hands = Hands(at=screen), warned(FULL, at=screen)
    (shown, notice) = hands.tree().children
    assert shown.rect.bottom <= notice.rect.y
    high = {one.id: one.rect.h for one in walk(before.tree()) if one.role is Role.BUTTON}
    same = [one.rect.h == high[one.id] for one in walk(shown) if one.role is Role.BUTTON and one.id in high]
    assert same
    assert sum(same) >= 0.8 * len(same)


def test_what_was_said_at_the_bedside_stays_there_and_a_warning_comes_along():
    """A call is written down in the notes; a page that is opened over the bedside is not disturbed by it."""
    waiting = ["12:00 · The nurse called: he is worse.", FULL]
    notices = Notices(lambda: (Passing(waiting.pop(0)), waiting.pop(0)) if waiting else ())
    page = Stage(HelpScene(()), RecordingCanvas(), Settings).page
    notices.tick(0)
    assert find(notices.below(page, screen_of), "notice").label.startswith("12:00")
    notices.leave()
    assert find(notices.below(page, screen_of), "notice").label == FULL


def test_what_comes_in_together_is_read_together_and_goes_once_time_goes_on():
    """Three results of one round are one look; the next press of Run takes them away, and a warning stays."""
    hands = at_bedside()
    hands.press("escape")
    for sentence in ("08:55 · Lactate 1.1.", "09:35 · CRP 78.", "10:15 · IL-6 19."):
        hands.screens.say(Passing(sentence))
    hands.screens.say(FULL)
    hands.wait(0.1)
    assert find(hands.tree(), "notice").label == "08:55 · Lactate 1.1.  09:35 · CRP 78.  10:15 · IL-6 19."
    hands.press("s")
    assert find(hands.tree(), "notice").label == FULL


def test_the_newest_of_a_bedside_is_read_first_where_there_is_no_room_for_both():
    """For what came in last time stands still; the results before it wait, and a warning keeps its place."""
    results, call = (
        Passing("17:55 · Result: " + "Lactate 1.7 mmol/L, " * 6),
        Passing("18:30 · He is worse. " + "! " * 60),
    )
    waiting = [(results,), (FULL, call), (Passing("18:35 · IL-6 19."),)]
    notices = Notices(lambda: waiting.pop(0) if waiting else ())
    for _ in range(3):
        notices.tick(0)

    assert list(notices._waiting) == [f"{call}  18:35 · IL-6 19.", results, FULL]


def test_how_a_case_ended_stands_alone():
    """*Since yesterday: NEWS2 2 → 0* of the morning stood in yellow below who had gone home in the evening."""
    ended = over()
    hands = Pilot(replace(ended, outcome=None, tick=ended.tick - 1), coming=(ended,))
    news = [Passing("08:00 · Since yesterday: NEWS2 2 → 0."), FULL]
    notices = Notices(lambda: tuple(news))
    notices.tick(0)
    hands.press("space")
    hands.stage.tick(1_000_000)
    assert hands.play.finished
    news[:] = hands.said
    notices.tick(0)

    below = notices.below(hands.stage.page, screen_of)
    assert find(below, "notice").label == FULL
    notices.dismiss()
    assert find(notices.below(hands.stage.page, screen_of), "notice") is None


def test_while_others_wait_a_notice_stays_only_as_long_as_it_takes_to_read():
    notices = Notices(lambda: ())
    notices._waiting.extend(("A result.", "Another."))
    alone = Notices(lambda: ())
    alone._waiting.append("A result.")
    assert notices._time() < alone._time()


def test_large_text_stays_for_as_much_longer_as_it_is_larger():
    """Whoever needs it reads more slowly, and a sentence that fills one line fills three."""
    hands = warned(FULL, settings=Settings(text_percent=200))
    hands.wait(20)
    assert find(hands.tree(), "notice") is not None
    hands.wait(10)
    assert find(hands.tree(), "notice") is None


def test_a_long_sentence_is_cut_to_some_lines():
    """The whole of it is on standard error."""
    hands = warned("Every line of this file is damaged. " * 40)
    assert find(hands.tree(), "notice").rect.h < 720 // 3
    assert broken_rules(hands.tree()) == []
    assert MOST_LINES < 10


LARGE = Settings(text_percent=200)


def pointed(hands):
    """Return what a click would press where the pointer rests."""
    found = hit(hands.tree(), *hands.stage._pointer)
    return "" if found is None or found.role is Role.SCROLL else found.id


@pytest.mark.parametrize("screen", ["ward", "debrief", "settings"])
def test_what_stands_under_the_pointer_stays_there_while_a_notice_comes_and_goes(screen):
    """Whoever is about to click hits what they saw, also in large text, where making room moves whole columns."""

    def opened():
        hands = Hands(FakeDesk(LARGE), at=screen)
        hands.wait(0.1)  # it has scrolled to what is next
        return hands

    buttons = [one for one in focus_order(opened().tree()) if one.role is not Role.SCROLL]
    moved = 0
    for button in buttons:
        hands = opened()
        hands.stage.give(Move(*button.rect.centre))
        before = pointed(hands)
        if not before:
            continue  # it is scrolled away
        hands.desk.warned = (FULL,)
        hands.wait(0.1)
        notice = find(hands.tree(), "notice")
        assert notice is not None
        assert not notice.rect.holds(*button.rect.centre)
        assert pointed(hands) == before
        moved += hands.tree().children[0].rect.bottom > notice.rect.y
        hands.stage.tick(60_000_000)
        assert find(hands.tree(), "notice") is None
        assert pointed(hands) == before
    # Some button of each screen would have moved away: for it the notice lies over the screen.
    assert moved


def test_whoever_points_at_the_foot_of_a_debrief_reads_the_notice_above_it_and_not_over_the_title():
    """*Saved* lay at the head of the page, over the upper half of the title."""
    hands = Hands(FakeDesk(), at="debrief")
    hands.desk.answer()
    hands.wait(0.1)
    report = find(hands.tree(), "debrief.report")
    hands.stage.give(Move(*report.rect.centre))
    hands.desk.warned = ("Report saved.",)
    hands.wait(0.1)

    notice = find(hands.tree(), "notice")
    assert pointed(hands) == "debrief.report"
    assert notice.rect.bottom <= report.rect.y
    assert notice.rect.y > find(hands.tree(), "tab.opening").rect.bottom


def test_a_notice_that_is_clicked_away_leaves_its_room_until_the_pointer_moves_on():
    """The second half of a double click presses nothing that comes to stand there."""
    hands = Hands(FakeDesk(LARGE), at="settings")
    hands.desk.warned = (FULL,)
    hands.wait(0.1)
    room = hands.tree().children[0].rect
    under = next(
        one for one in focus_order(Hands(FakeDesk(LARGE), at="settings").tree()) if one.rect.bottom > room.bottom
    )
    x, y = under.rect.centre[0], max(room.bottom + 8, under.rect.y + 4)
    hands.stage.give(Press(x, y))

    assert find(hands.tree(), "notice") is None
    assert pointed(hands) == ""
    hands.press("tab")
    assert hands.tree().rect == Rect(0, 0, 1280, 720)
    assert find(hands.tree(), under.id).rect.bottom > room.bottom


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
