"""Whatever somebody writes into a level, a note or a name, every screen draws it, in its place and in bounded work."""

from __future__ import annotations

from pathlib import Path
from typing import cast
from unittest.mock import patch

import fake_desk
import pygame
import pytest
from fake_desk import FakeDesk, Hands, levels
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from layout_rules import broken_rules
from msgspec import structs
from pilot import FakePlay
from sample_view import view

from game.case.play import Play
from game.ui.backends.faces import Faces
from game.ui.backends.loop import frame
from game.ui.backends.pygame_canvas import PygameCanvas
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.desk import FinishedCase, Note, OtherRun, Unfinished
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.scene import Resize
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.stage import Stage
from game.ui.toolkit.theme import Rgb
from game.values.level import Level, Objective, TeachingPoint

ASSETS = Path(__file__).parents[2] / "assets"
SCREENS = ("title", "ward", "prebrief", "bedside", "debrief", "replay", "finished")
MOST_PICTURES = 400
"""Lines that a screen renders when it is drawn for the first time, whatever stands in them."""
WORDS = st.one_of(
    st.text(st.characters(), min_size=1, max_size=60),
    st.sampled_from(
        (
            *("w" * 2_000, "i" * 100_000, "山" * 3_000, "a\0b", "\u202eevil\u2066", "one\u2028two\nthree\tfour"),
            *("e" + "\u0301" * 500, "👩\u200d⚕️" * 200, "مريض " * 400, "\u200d", "\ud800", " ", "x " * 10_000),
        )
    ),
)


class CountedFaces(Faces):
    """Faces of a machine that has no other ones; counts what is rendered."""

    def __init__(self) -> None:
        super().__init__(ASSETS / "fonts", lambda: ())
        self.pictures = 0

    def picture(self, text: str, size: int, weight: Weight, rgb: Rgb) -> pygame.Surface:
        self.pictures += 1
        return super().picture(text, size, weight, rgb)


def level_of(words: str) -> Level:
    level = next(level for level in levels() if level.id == "covid_storm")
    return structs.replace(
        level,
        title=words,
        summary=words,
        questions=(words,),
        patient=structs.replace(level.patient, name=words, story=words, diagnosis=words, bed=words),
        objectives=(Objective(text=words),),
        teaching_points=(TeachingPoint(text=words, study=words),),
    )


def stage_at(screen: str, words: str, percent: int, canvas: PygameCanvas | RecordingCanvas) -> Stage:
    level = level_of(words)
    finished = FinishedCase("a.jsonl", words, words, words, 91, 3, hindrance=words)
    desk = FakeDesk(Settings(text_percent=percent), (Unfinished("u", level, 700),), (finished,))
    desk.runs = (OtherRun(words, "x"),)
    desk.kept_notes = (Note(tick=100, text=words),)
    desk.warned = (words,)
    desk.remarked = words
    desk.answer()
    with patch.object(fake_desk, "levels", lambda: (level,)):
        hands = Hands(desk, at="title" if screen == "bedside" else screen)
        scene = hands.stage.scenes[-1]
        if screen == "bedside":
            scene = hands.screens.bedside(cast("Play", FakePlay(view(level=level))))
        stage = Stage(scene, canvas, desk.settings, hands.screens.news)
        stage.give(Resize(1280, 720))
        stage.tick(16_667)
        return stage


@pytest.fixture(scope="module")
def surface():
    pygame.display.init()
    yield pygame.display.set_mode((1280, 720))
    pygame.display.quit()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("screen", SCREENS)
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS)
@example(words="山田 花子 / Łukasz Ωmega / Нгуен / שרה")
@example(words="i" * 100_000)
@example(words="x " * 10_000)
def test_every_screen_draws_any_text_and_draws_it_once(surface, screen, percent, words):
    """The second frame renders nothing anew; no wall clock is asked."""
    canvas = PygameCanvas(surface, ASSETS)
    canvas._faces = faces = CountedFaces()
    stage = stage_at(screen, words, percent, canvas)
    frame(stage, canvas, 0, Settings(text_percent=percent))
    first = faces.pictures
    frame(stage, canvas, 0, Settings(text_percent=percent))

    assert first <= MOST_PICTURES
    assert faces.pictures == first


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("screen", SCREENS)
@settings(max_examples=3, deadline=None)
@given(words=WORDS)
@example(words="w" * 2_000)
@example(words="山田 花子 / Łukasz Ωmega / Нгуен / שרה")
def test_no_text_leaves_its_place(screen, percent, words):
    """Nothing overlaps or stands outside its widget; what is too long for one line ends in an ellipsis."""
    faults = broken_rules(stage_at(screen, words, percent, RecordingCanvas()).tree())

    assert [fault for fault in faults if " cuts '" not in fault] == []


@pytest.mark.parametrize("screen", [*SCREENS, "settings"])
def test_a_key_with_an_endless_name_has_its_place_too(surface, screen):
    """Such a name ended the game in SDL's text library."""
    chosen = Settings(keys=dict.fromkeys(("pause", "order_1", "draw_il6", "glossary"), "w" * 100_000))
    desk = FakeDesk(chosen)
    scene = Hands(desk, at="title" if screen == "bedside" else screen).stage.scenes[-1]
    if screen == "bedside":
        scene = Hands(desk).screens.bedside(cast("Play", FakePlay(view())))
    for canvas in (RecordingCanvas(), PygameCanvas(surface, ASSETS)):
        stage = Stage(scene, canvas, lambda: chosen)
        stage.give(Resize(1280, 720))
        if isinstance(canvas, PygameCanvas):
            frame(stage, canvas, 0, chosen)
        else:
            assert [fault for fault in broken_rules(stage.tree()) if " cuts '" not in fault] == []
