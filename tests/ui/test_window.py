"""The pygame canvas and the loop, on SDL's dummy driver."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest
from fake_desk import FakeDesk, Hands
from pilot import Pilot
from sample_view import view

from game.ui.backends.loop import Events, NoDisplayError, Window, frame, open_window, run, translated
from game.ui.backends.pygame_canvas import PygameCanvas, WrongPygameError, check_pygame
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.inside.sprites import sprite
from game.ui.toolkit.canvas import Align, Weight
from game.ui.toolkit.intents import Back
from game.ui.toolkit.keyboard import Keyboard
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.scene import Drop, Key, Move, Press, Quit, Release, Resize, Text, Unseen, Wheel
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.theme import THEMES, Ink

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.fixture
def surface():
    pygame.display.init()
    yield pygame.display.set_mode((1280, 720))
    pygame.display.quit()


@pytest.fixture
def canvas(surface):
    return PygameCanvas(surface, ASSETS)


def pixels(surface):
    return pygame.image.tobytes(surface, "RGB")


def unlike(surface, pictures):
    """Return, in words, which pictures of a surface differ from the first, and in which box."""
    size, found = surface.get_size(), []
    first = pygame.image.frombytes(pictures[0], size, "RGB")
    for number, picture in enumerate(pictures):
        other = pygame.image.frombytes(picture, size, "RGB")
        same = pygame.mask.from_threshold(other, (0, 0, 0), (1, 1, 1, 255), first)
        same.invert()
        boxes = same.get_bounding_rects()
        if boxes:
            found.append(f"frame {number} differs in {boxes[0].unionall(boxes[1:])}")
    return found


@pytest.mark.parametrize("keys", [(), ("u",), ("8",), ("w",)])
@pytest.mark.parametrize("theme", THEMES)
def test_drawing_twice_gives_the_same_pixels(surface, canvas, keys, theme):
    """Drawing changes nothing: neither the view nor a pixel, with fresh and with kept layers."""
    settings = Settings(theme=theme)
    pilot = Pilot(view(), settings)
    pilot.press(*keys)
    pilot.stage.tick(300_000)
    seen, look = pilot.play.view, pilot.bedside.look
    pictures = []
    for each in (canvas, canvas, canvas, PygameCanvas(surface, ASSETS)):
        frame(pilot.stage, each, 300_000, settings)
        pictures.append(pixels(surface))

    assert unlike(surface, pictures) == []
    assert pilot.play.view is seen
    assert pilot.bedside.look == look


def test_what_is_kept_while_time_runs_is_what_would_be_drawn_anew(surface, canvas):
    """The ends of the traces move over pixels that are kept, and at times they are drawn anew."""
    settings = Settings(pause_on_alarm=False)
    pilot = Pilot(view(), settings)
    pilot.press("space")
    for number in range(90):
        pilot.stage.tick(35_000)
        pictures = []
        for each in (canvas, PygameCanvas(surface, ASSETS))[: 1 + (number % 5 == 0)]:
            frame(pilot.stage, each, number * 35_000, settings)
            pictures.append(pixels(surface))
        assert unlike(surface, pictures) == []


OVER = Rect(120, 10, 9, 9)
TWO = (0, 0, 200, 50)
"""Where the two pictures are laid."""


def _two_pictures(canvas, surface, over=None):
    """Draw a frame with two kept pictures beside each other, and what is painted over them."""
    canvas.begin(surface, THEMES[Settings().theme], 0)
    for name, x in (("left", 0), ("right", 100)):
        box = Rect(x, 0, 100, 50)
        canvas.layer(name, 1, box, lambda box=box: canvas.fill_rect(box, Ink.PANEL, 8))
    if over is not None:
        over()


def test_a_kept_picture_that_still_stands_is_not_laid_again(surface, canvas):
    """Only where something was painted over it in the frame before is it laid again."""
    _two_pictures(canvas, surface)
    surface.set_at((10, 10), (1, 2, 3))
    surface.set_at((110, 10), (1, 2, 3))
    _two_pictures(canvas, surface, lambda: canvas.circle((150, 25), 5, Ink.DANGER))
    assert surface.get_at((10, 10))[:3] == (1, 2, 3)
    assert surface.get_at((110, 10))[:3] == (1, 2, 3)

    _two_pictures(canvas, surface)
    assert surface.get_at((10, 10))[:3] == (1, 2, 3)
    assert surface.get_at((110, 10))[:3] != (1, 2, 3)
    assert surface.get_at((150, 25)) == surface.get_at((110, 10))


@pytest.mark.parametrize(
    "paint",
    [
        lambda canvas: canvas.fill_rect(Rect(120, 10, 20, 20), Ink.DANGER),
        lambda canvas: canvas.fill_rect(Rect(120, 10, 20, 20), Ink.DANGER, 5),
        lambda canvas: canvas.fill_rect(Rect(120, 10, 400, 400), Ink.DANGER, 5),
        lambda canvas: canvas.outline(Rect(120, 10, 20, 20), Ink.DANGER, 2),
        lambda canvas: canvas.outline(Rect(120, 10, 20, 20), Ink.DANGER, 2, 6),
        lambda canvas: canvas.line((120, 10), (140, 10), Ink.DANGER),
        lambda canvas: canvas.line((120, 10), (140, 30), Ink.DANGER, 3),
        lambda canvas: canvas.polyline([(120, 10), (130, 20), (140, 10)], Ink.DANGER, 3),
        lambda canvas: canvas.polygon([(120, 10), (130, 20), (140, 10)], Ink.DANGER),
        lambda canvas: canvas.circle((130, 20), 6, Ink.DANGER, 2),
        lambda canvas: canvas.text((120, 10), "IL-6", 14, Ink.DANGER),
        lambda canvas: canvas.stamp(sprite("il6", 1.0), [(130, 20)]),
        lambda canvas: canvas.scrim(Rect(0, 0, 1280, 720)),
        lambda canvas: canvas.layer("over", 1, OVER, lambda: canvas.fill_rect(OVER, Ink.LINE)),
    ],
)
def test_whatever_was_painted_over_a_kept_picture_is_gone_with_the_next_frame(surface, canvas, paint):
    """Every way of painting is noticed: a line of help, the ring of the focus, a notice leave nothing behind."""
    _two_pictures(canvas, surface)
    bare = surface.subsurface(TWO).copy()
    _two_pictures(canvas, surface, lambda: paint(canvas))
    assert pixels(surface.subsurface(TWO)) != pixels(bare)
    _two_pictures(canvas, surface)

    assert pixels(surface.subsurface(TWO)) == pixels(bare)


def test_a_window_that_got_other_pixels_is_drawn_whole(surface, canvas):
    """After a change of size or a way back from full screen the system may hand over an empty surface."""
    _two_pictures(canvas, surface)
    bare = pixels(surface)
    surface.fill((1, 2, 3), (0, 0, 200, 50))
    canvas.forget()
    _two_pictures(canvas, surface)

    assert pixels(surface) == bare


def test_a_pixel_that_differs_is_found(surface):
    """The measure itself: it names the frame and the place."""
    pictures = [pixels(surface)]
    surface.set_at((3, 5), (1, 0, 0))
    pictures.append(pixels(surface))

    assert unlike(surface, pictures) == ["frame 1 differs in Rect(3, 5, 1, 1)"]


def test_layers_follow_the_view(surface, canvas):
    """A kept picture is drawn anew when what it shows has changed."""
    pilot = Pilot(view())
    frame(pilot.stage, canvas, 0, pilot.settings)
    before = pixels(surface)
    pilot.press("u")
    frame(pilot.stage, canvas, 0, pilot.settings)
    after = pixels(surface)
    frame(pilot.stage, PygameCanvas(surface, ASSETS), 0, pilot.settings)

    assert before != after
    assert after == pixels(surface)


@pytest.mark.parametrize("weight", Weight)
@pytest.mark.parametrize("size", [13, 16, 20, 28])
def test_the_recording_canvas_measures_like_the_window(canvas, size, weight):
    """Layouts that are tested without pygame hold with it: widths agree within three percent and a pixel."""
    for words in ("Interleukin-6, pg/mL", "10,000", "Check for infection and low neutrophils first", "NEWS2 7 ▲3"):
        real, table = canvas.text_size(words, size, weight), RecordingCanvas().text_size(words, size, weight)

        assert abs(real[0] - table[0]) <= 0.03 * real[0] + 2, words
        assert abs(real[1] - table[1]) <= 1


def test_shapes_stay_inside_their_clip(surface, canvas):
    """A clip holds for every kind of shape, and is taken back."""
    surface.fill((0, 0, 0))
    canvas.push_clip(Rect(100, 100, 50, 50))
    canvas.fill_rect(Rect(0, 0, 400, 400), Ink.TEXT, 12)
    canvas.outline(Rect(90, 90, 80, 80), Ink.DANGER, 2, 8)
    canvas.circle((100, 100), 30, Ink.WELL)
    canvas.polygon([(0, 0), (300, 0), (300, 300)], Ink.LOOK)
    canvas.polyline([(0, 0), (300, 300), (400, 0)], Ink.ECG, 3)
    canvas.line((0, 120), (400, 130), Ink.ECG, 3, 5)
    canvas.text((90, 110), "a long line of text", 30, Ink.TEXT)
    canvas.pop_clip()

    assert surface.get_at((99, 120))[:3] == (0, 0, 0)
    assert surface.get_at((151, 120))[:3] == (0, 0, 0)
    assert surface.get_at((120, 120))[:3] != (0, 0, 0)
    assert surface.get_clip().size == surface.get_size()


def test_long_text_is_cut_with_an_ellipsis(surface, canvas):
    """A line never grows beyond the width it was given, whichever way it is aligned."""
    for align, x in ((Align.LEFT, 100), (Align.CENTRE, 150), (Align.RIGHT, 200)):
        surface.fill((0, 0, 0))
        canvas.text((x, 50), "much too long for a hundred pixels", 16, Ink.TEXT, align=align, width=100)
        box = pygame.mask.from_threshold(surface, (255, 255, 255), (200, 200, 200)).get_bounding_rects()
        around = box[0].unionall(box[1:])

        assert around.left >= 98
        assert around.right <= 202


class Blank:
    """A scene that ends itself after some frames."""

    keys = ()

    def __init__(self, frames):
        self.left = frames
        self.elapsed = []

    def handle(self, told):
        return Quit() if told.intent == Back() else None

    def tick(self, elapsed_us):
        self.elapsed.append(elapsed_us)
        self.left -= 1
        return Quit() if self.left == 0 else None

    def tree(self, page):
        return Pilot(view()).bedside.tree(page)


def window(**kw):
    return Window("Test", ASSETS, Settings, **kw)


def test_the_loop_ends_with_the_last_scene():
    """Time reaches the scene in whole microseconds, and a late frame is cut."""
    scene = Blank(3)
    run(scene, window())

    assert scene.left == 0
    assert all(isinstance(elapsed, int) and 0 <= elapsed <= 250_000 for elapsed in scene.elapsed)


def test_the_loop_can_be_limited_to_some_frames():
    """A benchmark or a screenshot needs no player."""
    scene = Blank(100)
    run(scene, window(frames=2))

    assert scene.left == 98


def test_closing_the_window_and_escape_end_the_loop(tmp_path):
    """A closed window ends at once; the screenshot key writes a picture on the way."""
    picture = tmp_path / "screen.png"
    pygame.display.init()
    pygame.display.set_mode((1280, 720))
    for event in (
        pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F12, mod=0, unicode=""),
        pygame.event.Event(pygame.QUIT),
    ):
        pygame.event.post(event)
    scene = Blank(100)
    run(scene, window(save_screenshot=picture.write_bytes))

    assert scene.left == 100
    assert picture.stat().st_size > 1000


def test_without_a_screen_there_is_one_clear_error(monkeypatch):
    """A missing display is our own error, not a traceback of SDL."""
    pygame.display.quit()
    monkeypatch.setenv("SDL_VIDEODRIVER", "no such driver")

    with pytest.raises(NoDisplayError):
        open_window(window())


def test_the_old_pygame_is_named_with_its_mend(monkeypatch):
    """If the old pygame lies over pygame-ce, the message says which command mends it."""
    check_pygame()
    monkeypatch.delattr(pygame, "IS_CE")

    with pytest.raises(WrongPygameError, match="pip install --force-reinstall pygame-ce"):
        check_pygame()


def test_events_are_translated(surface):
    """What pygame says becomes our own words; what means nothing is dropped."""
    event = pygame.event.Event

    def translated_alone(one):
        return translated(one, Keyboard())

    assert translated_alone(event(pygame.KEYDOWN, key=pygame.K_TAB, mod=pygame.KMOD_LSHIFT, unicode="")) == Key(
        "tab", shift=True
    )
    assert translated_alone(event(pygame.KEYDOWN, key=pygame.K_KP_ENTER, mod=0, unicode="")) == Key("return")
    assert translated_alone(event(pygame.KEYDOWN, key=pygame.K_KP1, mod=0, unicode="1")) == Key("1")
    assert translated_alone(event(pygame.KEYDOWN, key=pygame.K_SLASH, mod=pygame.KMOD_SHIFT, unicode="?")) == Key("?")
    assert translated_alone(event(pygame.MOUSEBUTTONDOWN, button=1, pos=(3, 4))) == Press(3, 4)
    assert translated_alone(event(pygame.MOUSEBUTTONDOWN, button=3, pos=(3, 4))) is None
    assert translated_alone(event(pygame.MOUSEMOTION, pos=(5, 6), buttons=(1, 0, 0))) == Move(5, 6, held=True)
    assert isinstance(translated_alone(event(pygame.MOUSEWHEEL, y=-1)), Wheel)
    assert translated_alone(event(pygame.TEXTINPUT, text="é")) == Text("é")
    assert translated_alone(event(pygame.DROPFILE, file="anna.jsonl")) == Drop("anna.jsonl")
    assert translated_alone(event(pygame.VIDEORESIZE, size=(1280, 720))) == Resize(1280, 720)
    assert translated_alone(event(pygame.KEYUP, key=pygame.K_a)) == Release()
    assert surface.get_size() == (1280, 720)


def test_keys_of_the_window_can_be_chosen_like_others(surface):
    """While a key is chosen, F12 is an answer and takes no picture; afterwards the new key does."""
    desk = FakeDesk()
    hands = Hands(desk, at="settings")
    taken = []

    window = Window("t", ASSETS, desk.settings, taken.append)
    events = Events(hands.stage, window)

    def press(key):
        events.answer(pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode=""))
        events.answer(pygame.event.Event(pygame.KEYUP, key=key, mod=0))

    press(pygame.K_F12)
    assert len(taken) == 1
    hands.choose("key.screenshot")
    press(pygame.K_F11)
    assert "F11 is taken" in hands.words()
    hands.choose("choose.swap")
    assert desk.chosen.keys == {"screenshot": "f11", "full_screen": "f12"}
    press(pygame.K_F11)
    assert len(taken) == 2


def key_down(key, **kw):
    return pygame.event.Event(pygame.KEYDOWN, {"key": key, "mod": 0, "unicode": "", **kw})


def test_with_ctrl_alt_or_the_system_key_a_letter_is_another_key(surface):
    """Ctrl+S is no S: it has a name that no binding has."""
    for mod, name in ((pygame.KMOD_LCTRL, "ctrl+s"), (pygame.KMOD_LALT, "alt+s"), (pygame.KMOD_LGUI, "super+s")):
        assert translated(key_down(pygame.K_s, mod=mod), Keyboard()) == Key(name)


def test_a_key_that_is_held_says_so_until_it_is_let_go(surface):
    """What the window system tells again and again is marked; leaving the window lets all keys go."""
    keyboard = Keyboard()
    down = key_down(pygame.K_SPACE, unicode=" ")
    held = [translated(down, keyboard).repeated for _ in range(3)]
    translated(pygame.event.Event(pygame.KEYUP, key=pygame.K_SPACE), keyboard)
    again = translated(down, keyboard).repeated
    left = translated(pygame.event.Event(pygame.WINDOWFOCUSLOST), keyboard)

    assert held == [False, True, True]
    assert again is False
    assert isinstance(left, Unseen)
    assert translated(down, keyboard).repeated is False


def test_cyrillic_and_french_keys_are_known_by_their_place(surface):
    """The place on a US keyboard comes along, and figures count as they are typed."""
    cyrillic = key_down(0x44B, unicode="ы", scancode=pygame.KSCAN_S)
    french = key_down(pygame.K_AMPERSAND, unicode="1", mod=pygame.KMOD_LSHIFT, scancode=pygame.KSCAN_1)

    assert translated(cyrillic, Keyboard()) == Key("ы", place="s")
    assert translated(key_down(0xF6, unicode="ö"), Keyboard()) == Key("ö")
    assert translated(key_down(0xD800), Keyboard()) == Key("")
    assert translated(key_down(0x110000), Keyboard()) == Key("")
    assert translated(french, Keyboard()) == Key("1")


def test_full_screen_gives_the_window_its_size_back(surface):
    """There and back leaves the size as it was, and a least size is set."""
    open_window(window())
    events = Events(Pilot(view()).stage, window())
    before = pygame.display.get_surface().get_size()
    for _ in range(2):
        events.answer(key_down(pygame.K_F11))
        events.answer(pygame.event.Event(pygame.KEYUP, key=pygame.K_F11, mod=0))

    assert pygame.display.get_surface().get_size() == before


def told_at(*seconds):
    """Return what a scene is told when the clock on the wall shows these seconds, frame by frame."""
    told = []
    scene = Blank(3)
    scene.handle = told.append
    times = iter(seconds)
    run(scene, window(now_s=lambda: next(times)))
    return told


def test_after_a_sleep_the_scene_is_told_that_nobody_looked():
    """A clock on the wall that leaps between two frames is a computer that slept."""
    assert [type(one) for one in told_at(0.0, 0.1, 60.0, 60.1)] == [Unseen]


def test_a_machine_under_load_is_not_taken_for_one_that_slept():
    """Running stopped with 'you were away' beside a player who sat there, where a frame took some seconds."""
    assert told_at(0.0, 0.1, 9.0, 9.1) == []


def test_a_signal_ends_the_loop_after_the_frame():
    """The loop asks whether the game was told to end."""
    scene = Blank(100)
    run(scene, window(stopped=lambda: scene.left < 98))

    assert scene.left == 97
