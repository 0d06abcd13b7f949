"""The explainer: stopped, moved, turned and left by keys alone and by mouse alone; whole without sound or motion."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import fake_desk
import pygame
import pytest
from fake_desk import FakeDesk, Hands
from layout_rules import broken_rules

from game.case.explainer import SCRIPT, Recording, captions, digest
from game.case.inside import InsideRun
from game.files.voice_file import read_voice, voice_folder
from game.futures.engine import mover
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.backends.sound import MixerSpeaker
from game.ui.inside.explainer import ExplainerScene
from game.ui.inside.explainer_page import bare_film
from game.ui.inside.reel import Reel
from game.ui.toolkit.keys import Bindings
from game.ui.toolkit.page import Page
from game.ui.toolkit.scene import Resize, Unseen
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.tree_cache import Pieces
from game.ui.toolkit.widget import Role, State, dump, find, walk
from game.values.ticks import TICKS_PER_HOUR
from tests.test_house import ROOT

VOICE = Recording("explainer.ogg", digest(), tuple(one.ends_ms for one in captions(None)))
END_S = VOICE.ends_ms[-1] / 1000
KEPT: dict[object, InsideRun] = {}


def kept_run(drivers):
    """Play each patient once for all tests of this file: a course never changes."""
    if drivers not in KEPT:
        KEPT[drivers] = InsideRun(drivers, mover())
    return KEPT[drivers]


@pytest.fixture(autouse=True)
def one_run(monkeypatch):
    monkeypatch.setattr(fake_desk, "admit", kept_run)


def scene(hands: Hands) -> ExplainerScene:
    top = hands.stage.scenes[-1]
    assert isinstance(top, ExplainerScene)
    return top


def said(hands: Hands) -> str:
    widget = find(hands.tree(), "explainer.caption")
    assert widget is not None
    return widget.label


def whole(hands: Hands) -> ExplainerScene:
    """Return the scene once all hours are found."""
    top = scene(hands)
    for one in captions(None):
        top._reel.whole_shot(captions(None), one.begins_ms)
    return top


def test_by_keyboard_alone_it_is_paused_moved_muted_and_left():
    hands = Hands(at="title", voice=VOICE)
    hands.press("f4")
    assert hands.where == "ExplainerScene"
    hands.wait(7.0)
    hands.press("space")
    at = scene(hands).at_ms
    hands.wait(1.0)
    assert scene(hands).at_ms == at == 7_000
    hands.press("left")
    assert scene(hands).at_ms == 2_000
    hands.press("right", "right")
    assert scene(hands).at_ms == 12_000
    hands.press("m")
    assert not hands.desk.settings().sound
    hands.choose("explainer.captions")
    assert not hands.desk.settings().captions
    hands.choose("explainer.skip")
    assert hands.where == "TitleScene"


def test_by_mouse_alone_it_is_paused_dragged_turned_down_and_skipped():
    hands = Hands(at="glossary", voice=VOICE)
    hands.click("glossary.explainer")
    hands.click("explainer.play")
    assert not scene(hands).running
    hands.drag("explainer.at", 0.5)
    assert abs(scene(hands).at_ms - 500 * END_S) < 500
    hands.click("explainer.earlier")
    assert abs(scene(hands).at_ms - 500 * END_S + 5_000) < 500
    hands.drag("explainer.volume", 0.3)
    assert hands.desk.settings().voice_percent == 30
    hands.click("explainer.captions")
    assert not hands.desk.settings().captions
    hands.click("explainer.skip")
    assert hands.where == "GlossaryScene"


def test_the_first_start_offers_it_once():
    hands = Hands(at="title")
    assert "New here?" in hands.words()
    hands.choose("offer.not_now")
    assert hands.desk.settings().explainer_offered
    assert "New here?" not in hands.words()
    watched = Hands(at="title")
    watched.click("offer.watch")
    assert watched.where == "ExplainerScene"
    watched.press("escape")
    assert "New here?" not in watched.words()
    assert find(watched.tree(), "explainer") is not None, "it can still be watched"


def test_from_inside_the_storm_it_leads_back_to_the_same_patient():
    hands = Hands(at="inside")
    before = hands.stage.scenes[-1]
    hands.press("2")
    hands.choose("inside.explainer")
    assert hands.where == "ExplainerScene"
    hands.press("f10")
    assert hands.stage.scenes[-1] is before
    assert not before.shown.running


def test_at_its_end_it_stands_offers_the_picture_and_can_be_watched_again():
    hands = Hands(at="explainer", voice=VOICE)
    whole(hands)
    hands.drag("explainer.at", 0.99)
    hands.wait(1.0)
    assert scene(hands).at_ms == VOICE.ends_ms[-1]
    assert not scene(hands).running
    assert hands.ear.voice[-1][0] == "hushed"
    assert said(hands) == SCRIPT[-1].words
    hands.press("space")
    assert (scene(hands).at_ms, scene(hands).running) == (0, True)
    hands.drag("explainer.at", 1.0)
    assert State.DEFAULT in find(hands.tree(), "explainer.drive").state
    hands.choose("explainer.drive")
    assert hands.where == "InsideScene"


def test_every_sentence_is_in_the_tree_while_it_is_said_captions_drawn_or_not():
    """Who hears the screen, or reads it, loses nothing; a caption is a notice, which takes no focus away."""
    for settings in (Settings(), Settings(captions=False, sound=False)):
        hands = Hands(FakeDesk(settings), at="explainer")
        whole(hands)
        heard = []
        for one in captions(None):
            scene(hands)._go((one.begins_ms + one.ends_ms) // 2)
            heard.append(said(hands))
            widget = find(hands.tree(), "explainer.caption")
            canvas = RecordingCanvas()
            if widget.paint is not None:
                widget.paint(canvas, widget.rect)
            drawn = " ".join(call.text for call in canvas.drawn if call.what == "text")
            assert drawn == (one.words if settings.captions else "")
            assert widget.role is Role.NOTICE
            assert not widget.focusable
        assert heard == [passage.words for passage in SCRIPT]


def test_captions_are_on_at_first_and_picture_and_caption_go_together():
    assert Settings().captions
    hands = Hands(at="explainer")
    whole(hands)
    for one in captions(None):
        scene(hands)._go(one.ends_ms - 10)
        shown = scene(hands)._reel.shot(captions(None), scene(hands).at_ms).shown
        assert (shown.preset, shown.hour) == (one.passage.preset, one.passage.hours(shown.course)[1])


def test_all_hours_are_found_before_they_are_seen(monkeypatch):
    """At 60 frames a second the picture never waits for the model."""

    class Counted:
        """Knows only how many ticks were asked of it."""

        finished = False

        def __init__(self, _drivers):
            self.ticks = TICKS_PER_HOUR

        def read_on(self, by):
            self.ticks += by

        @property
        def course(self):
            return course(self.ticks // TICKS_PER_HOUR - 1)

    @cache
    def course(last):
        """Return a course that crosses the threshold at hour 135 and passes 1,000 pg/mL at hour 138."""
        storms = [SimpleNamespace(il6=10.0 * hour - 380.0) for hour in range(last + 1)]
        return SimpleNamespace(last=last, crossings=(135,) if last >= 135 else (), storms=storms)

    monkeypatch.setattr(fake_desk, "admit", Counted)
    top, told = scene(Hands(at="explainer")), captions(None)
    while top.running:
        shot = top._reel.shot(told, top.at_ms)
        assert shot.shown.hour == shot.caption.hour(top.at_ms, shot.caption.passage.hours(course(400))), top.at_ms
        top.tick(16_667)


def test_the_voice_follows_every_move_and_is_silent_where_nothing_plays():
    hands = Hands(at="explainer", voice=VOICE)
    hands.wait(2.0)
    hands.press("space", "space", "right")
    hands.stage.give(Unseen("The window was in the background"))
    hands.press("space", "escape")
    told = hands.ear.voice
    assert [(name, at) for name, at, _ in told] == [
        ("explainer.ogg", 0),
        ("hushed", 0),
        ("explainer.ogg", 2_000),
        ("explainer.ogg", 7_000),
        ("hushed", 0),
        ("explainer.ogg", 7_000),
        ("hushed", 0),
    ]


def test_after_a_late_frame_the_voice_begins_again_where_the_captions_are():
    hands = Hands(at="explainer", voice=VOICE)
    hands.stage.tick(250_000)
    assert hands.ear.voice[-1][:2] == ("explainer.ogg", 250)


def test_volume_is_a_share_of_that_of_everything_and_sound_off_is_off():
    hands = Hands(FakeDesk(Settings(volume_percent=50, voice_percent=60)), at="explainer", voice=VOICE)
    assert hands.ear.voice[-1][2] == 30
    hands.press("m")
    assert hands.ear.voice[-1] == ("turned", 0, 0)
    assert "Sound is off" in hands.words()
    hands.drag("explainer.volume", 1.0)
    assert hands.ear.voice[-1] == ("turned", 0, 50)
    assert hands.desk.settings().sound


def test_without_a_voice_of_these_words_there_is_nothing_to_turn_and_no_sound():
    hands = Hands(at="explainer", voice=Recording("explainer.ogg", "of other words", VOICE.ends_ms))
    assert find(hands.tree(), "explainer.volume") is None
    hands.wait(3.0)
    assert {name for name, _, _ in hands.ear.voice} == {"hushed"}
    assert said(hands) == SCRIPT[0].words


def test_with_reduced_motion_each_sentence_shows_one_state_and_nothing_drifts():
    hands = Hands(FakeDesk(Settings(reduced_motion=True)), at="explainer")
    whole(hands)
    one = captions(None)[5]
    pictures = []
    for at in range(one.begins_ms, one.ends_ms, 300):
        scene(hands)._go(at)
        widget = find(hands.tree(), "inside.picture")
        canvas = RecordingCanvas(now_us=1_000 * at)
        widget.paint(canvas, widget.rect)
        pictures.append((widget.value, [(call.text, call.rect) for call in canvas.drawn]))
    assert all(picture == pictures[0] for picture in pictures)


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (1920, 1080)])
def test_every_sentence_fits(size, percent):
    hands = Hands(FakeDesk(Settings(text_percent=percent)), size, "explainer", VOICE)
    whole(hands)
    hands.stage.give(Resize(*size))
    for one in captions(None):
        scene(hands)._go(one.ends_ms - 10)
        assert broken_rules(hands.tree()) == [], one.passage.id
    scene(hands)._go(VOICE.ends_ms[-1])
    assert broken_rules(hands.tree()) == []
    assert len([one for one in walk(hands.tree()) if one.focusable]) >= 7


def test_the_mixer_plays_the_shipped_recording_from_any_moment(monkeypatch):
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    voice = read_voice(voice_folder(ROOT / "assets"))
    speaker = MixerSpeaker()
    speaker.narrate(voice.file, 58_000, 40)
    assert pygame.mixer.music.get_busy()
    assert pygame.mixer.music.get_volume() == pytest.approx(0.4, abs=0.01)
    speaker.turn_voice(0)
    assert pygame.mixer.music.get_volume() == 0.0
    speaker.hush()
    assert not pygame.mixer.music.get_busy()
    speaker.narrate(str(ROOT / "README.md"), 0, 40)
    assert not pygame.mixer.music.get_busy(), "what is no sound is left alone"


def test_a_speaker_without_a_card_stays_silent(monkeypatch):
    pygame.mixer.quit()  # another test may have opened it with a driver that exists
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    speaker = MixerSpeaker()
    speaker.narrate("explainer.ogg", 0, 40)
    speaker.turn_voice(10)
    speaker.hush()
    assert not speaker.ready


def test_the_film_for_a_lecture_has_title_caution_and_captions_and_nothing_to_press():
    reel, pieces = Reel(), Pieces()
    page = Page((1280, 720), Settings(), Bindings(), (), RecordingCanvas())
    for one in captions(None)[:6]:
        tree = bare_film(page, reel.whole_shot(captions(None), one.ends_ms - 10), captions(None), pieces)
        assert broken_rules(tree) == []
        assert [widget.id for widget in walk(tree) if widget.focusable] == []
        words = dump(tree)
        assert all(part in words for part in (one.words, "The storm in a minute", "For education, never for care."))
