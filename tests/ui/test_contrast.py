"""Whatever is written on a screen stands out from what lies under it, in every theme."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import test_class_board
import test_session
from fake_desk import FakeDesk, Hands, levels
from guided_desk import GuidedHands
from pilot import Pilot
from sample_view import over, view
from test_join import Joined

from game.ui.backends.recording_canvas import Drawn, RecordingCanvas
from game.ui.desk import ResumeError, Unfinished
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.stage import Stage
from game.ui.toolkit.theme import THEMES, Ink, Mix, contrast
from game.ui.toolkit.widget import draw, find

LEAST = 4.5
"""Contrast of text with its ground (WCAG 2.2, level AA); what cannot be pressed now has to be read too."""
GROUNDS = {"fill_rect", "polygon", "circle"}
SCREENS = (
    *("title", "ward", "prebrief", "opening", "debrief", "replay", "settings", "glossary", "finished", "inside"),
    "explainer",
)
ASKED = {"title": "aside.0", "replay": "reveal", "debrief": "tab.chart"}
"""What is pressed on a screen, to see more of it."""


@dataclass
class Seen(RecordingCanvas):
    """Writes down only what is not clipped away."""

    def text(self, position, text, size, colour, *more, **named):
        """Write a line down if its middle is inside every clip."""
        super().text(position, text, size, colour, *more, **named)
        if not all(clip.holds(*self.drawn[-1].rect.centre) for clip in self.clips):
            self.drawn.pop()


def on_what(drawn: list[Drawn]) -> list[tuple[Drawn, Drawn]]:
    """Return every line of text with the last ground laid under it; of a dimmed page, only what stands over it."""
    dimmed = max((at for at, call in enumerate(drawn) if call.what == "scrim"), default=0)
    pairs = []
    for at, call in enumerate(drawn):
        if at < dimmed or call.what != "text" or not call.text.strip():
            continue
        under = [one for one in drawn[:at] if one.what in GROUNDS and one.rect.holds(*call.rect.centre)]
        assert under, f"'{call.text}' stands on nothing"
        pairs.append((call, under[-1]))
    return pairs


def faint(stage: Stage) -> list[str]:
    """Return what cannot be read well on a screen, in words."""
    canvas = Seen()
    draw(stage.tree(), canvas)
    return too_faint(canvas.drawn)


def too_faint(drawn: list[Drawn]) -> list[str]:
    """Return the same of what was drawn."""
    return [
        f"{theme.name.value}: '{call.text}' in {call.colour} on {ground.colour}: {ratio:.2f}"
        for call, ground in on_what(drawn)
        for theme in THEMES.values()
        if (ratio := contrast(theme.rgb(call.colour), theme.rgb(ground.colour))) < LEAST
    ]


@pytest.mark.parametrize("screen", SCREENS)
def test_every_word_of_a_screen_stands_out(screen):
    desk = FakeDesk(cases=tuple(Unfinished(level.id, level, 700) for level in levels()[:2]))
    desk.answer()
    hands = Hands(desk, at=screen)
    assert faint(hands.stage) == []
    if screen in ASKED:
        hands.choose(ASKED[screen])
        assert faint(hands.stage) == []
    hands.press("f1")
    assert faint(hands.stage) == []


@pytest.mark.parametrize("keys", ["", "u", "1", "6", "w", "r", "q", "z", "escape"])
def test_every_word_at_the_bedside_stands_out(keys):
    pilot = Pilot(view())
    pilot.press(*([keys] if keys else []))
    assert faint(pilot.stage) == []


def _scenes_of_a_class():
    """Return the screens of a class, each with hands on it: joining, what a session asks, its beds, its board."""
    joining = Joined()
    yield "joining", joining.hands
    joining.answer.set_exception(ResumeError("That is not the code of this class."))
    joining.type(address="nowhere", code="K7MQX4", learner="Ann")
    joining.hands.wait(0.1)
    yield "refused", joining.hands
    for name, learner, given, played in (
        ("name", "", {}, [0, 0]),
        ("before", "Ann", {}, [0, 0]),
        ("beds", "Ann", {True: (2,)}, [1, 0]),
        ("after", "Ann", {True: (2,)}, [1, 1]),
        ("done", "Ann", {True: (2,), False: (2,)}, [1, 1]),
    ):
        room = test_session.FakeClass()
        room.learner, room.given, room.played = learner, given, played
        hands = test_session._hands(room)
        if name in {"after", "done"}:
            hands.choose("session.on")
        yield name, hands
    for done in (True, False):
        yield "board" if done else "counting", test_class_board._hands(test_class_board.FakeClass(done=done))


def test_every_word_of_a_class_stands_out():
    """What is shown to a learner who joins, plays and hands in, and to who looks at the board."""
    seen = []
    for name, hands in _scenes_of_a_class():
        assert faint(hands.stage) == [], name
        seen.append(hands.words())
    assert len(set(seen)) == 9


def test_every_word_of_an_ending_and_of_a_storm_stands_out():
    assert faint(Pilot(over()).stage) == []
    hands = Hands(at="inside")
    hands.press("5")
    for _ in range(40):
        hands.stage.tick(400_000)
    assert faint(hands.stage) == []


def test_every_word_of_the_coach_stands_out():
    hands = GuidedHands()
    assert faint(hands.stage) == []
    hands.do("coach.skip")
    assert faint(hands.stage) == []


def test_a_word_that_is_too_faint_is_found():
    """The measure itself; a bright ground beside the word does not save it, and a later one hides nothing."""
    canvas = Seen()
    canvas.fill_rect(Rect(0, 0, 200, 100), Ink.PANEL)
    canvas.fill_rect(Rect(0, 60, 200, 40), Ink.BRIGHT)
    canvas.text((10, 10), "faint", 16, Mix(Ink.QUIET, Ink.PANEL, 0.4))
    canvas.text((10, 30), "clear", 16, Ink.TEXT)
    canvas.fill_rect(Rect(0, 0, 200, 100), Ink.BRIGHT)

    assert ["'faint'" in said for said in too_faint(canvas.drawn)] == [True] * len(THEMES)


def test_what_cannot_be_pressed_has_another_edge_than_what_can():
    """In high contrast *Try it* looked like *Tell me*: a quieter word alone is no difference where none is quiet."""
    hands = Hands(at="opening")
    kinds = {}
    for id_ in ("opening.decisions", "opening.pin"):
        canvas = RecordingCanvas()
        draw(find(hands.tree(), id_), canvas)
        kinds[id_] = {call.what for call in canvas.drawn}
    assert kinds == {"opening.decisions": {"fill_rect", "outline", "text"}, "opening.pin": {"polyline", "text"}}
