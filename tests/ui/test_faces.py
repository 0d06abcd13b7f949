"""Faces: what the shipped ones show, what is asked of the machine, and that measuring and drawing agree."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pygame
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.ui.backends.faces import Faces, Piece, machine_faces
from game.ui.backends.pygame_canvas import PygameCanvas
from game.ui.backends.table_measure import OTHERS
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.signs import drawable
from game.ui.toolkit.theme import Ink
from game.values.glyphs import Characters, characters

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "assets" / "fonts"

SIGNS = "₀₁₂₃⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻µ≥≤→←↑↓▲▼▶✓★☆×–·“”’°…"
NAMES = "TNF-α IFN-γ β-lactam Łukasz Ωmega Nguyễn Ğülşen Нгуен Здравствуй Αθηνά Їжак Ђорђе x̄ µg/m² ≥ ↔"


def no_machine():
    return ()


def shown_by(weight):
    with (FONTS / f"storm-hyperlegible-{weight.value}.ttf").open("rb") as font:
        return characters(font)


@pytest.mark.parametrize("weight", Weight)
def test_the_shipped_faces_show_latin_greek_cyrillic_and_every_clinical_sign(weight):
    shown = shown_by(weight)

    assert [sign for sign in drawable(NAMES + SIGNS + "0123456789") if sign not in shown] == []
    assert [sign for sign in "ЀӷΑωĀžẠỹ" if sign not in shown] == []
    assert "山" not in shown
    assert "\U0001fac1" not in shown


@cache
def signs_used():
    """Return every sign of the game and its levels, with a place where it stands."""
    used = {}
    for path in (ROOT / "game").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                used |= dict.fromkeys(drawable(node.value), f"{path.name}:{node.lineno}")
    for joins_or_is_put_in_for_another in "\ufffd\u200c\u200d\ufe0e\ufe0f":
        used.pop(joins_or_is_put_in_for_another, None)
    for path in (ROOT / "levels").glob("*.toml"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            used |= dict.fromkeys(line, f"{path.name}:{number}")
    return used


@pytest.mark.parametrize("weight", Weight)
def test_every_word_of_the_game_its_levels_and_its_glossary_is_in_the_shipped_faces(weight):
    shown = shown_by(weight)

    assert {sign: place for sign, place in signs_used().items() if sign not in shown} == {}


@pytest.mark.parametrize("weight", Weight)
def test_figures_have_one_width_and_layouts_know_every_sign(weight):
    faces = Faces(FONTS, no_machine)

    assert len({faces.size(figure, 16, weight)[0] for figure in "0123456789"}) == 1
    assert set(SIGNS) <= set(OTHERS)


def test_the_machine_is_not_asked_before_a_letter_needs_it():
    asked = []

    def machine():
        asked.append("once")
        return iter(())

    faces = Faces(FONTS, machine)
    faces.picture(drawable(NAMES), 16, Weight.REGULAR, (255, 255, 255))
    assert asked == []
    faces.picture("山田 花子", 16, Weight.REGULAR, (255, 255, 255))
    faces.picture("שרה", 16, Weight.REGULAR, (255, 255, 255))
    assert asked == ["once"]


def test_a_line_is_split_by_face_and_direction_and_latin_is_not(monkeypatch):
    other = str(FONTS / "storm-hyperlegible-bold.ttf")
    faces = Faces(FONTS, no_machine)

    assert faces.pieces("Ωmega Łukasz") == (Piece("Ωmega Łukasz"),)
    assert faces.pieces("Sara שרה") == (Piece("Sara "), Piece("שרה", "", backwards=True))
    monkeypatch.setattr(Faces, "_draws", lambda *_: True)
    faces._chosen["山", True] = faces._chosen["田", True] = other
    assert faces.pieces("a 山 田 b") == (Piece("a "), Piece("山 田 ", other), Piece("b"))


def test_a_broken_face_of_the_machine_is_passed_over(tmp_path):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"\0\1\0\0\xff\xff" + b"cmap" * 100)
    faces = Faces(FONTS, lambda: (str(broken), str(tmp_path / "not there.ttf"), str(tmp_path)))

    assert faces.pieces("山") == (Piece("山"),)
    assert faces.picture("山", 16, Weight.REGULAR, (255, 255, 255)).get_width() > 4


def test_a_face_that_draws_nothing_for_a_letter_is_passed_over(monkeypatch):
    """Emoji in layers, or as SVG, have an entry in the table of characters, and no outline that can be drawn."""
    faces = Faces(FONTS, lambda: (str(FONTS / "storm-hyperlegible-bold.ttf"),))
    monkeypatch.setattr(Faces, "_shown_by", lambda _, path: Characters.of([(0x4E00, 0x9FFF)] if path else [(32, 126)]))
    blank = pygame.Surface((9, 9), pygame.SRCALPHA)
    faces._probes = {str(FONTS / "storm-hyperlegible-bold.ttf"): Mute(blank)}
    assert faces.pieces("a 山") == (Piece("a 山"),)
    faces = Faces(FONTS, lambda: (str(FONTS / "storm-hyperlegible-bold.ttf"),))
    faces._probes = {str(FONTS / "storm-hyperlegible-bold.ttf"): Mute(None)}
    assert faces.pieces("a 山") == (Piece("a 山"),)


class Mute:
    """A font that draws what it is given, or fails as SDL does."""

    def __init__(self, image):
        self.image = image

    def render(self, *_):
        if self.image is None:
            raise pygame.error("Couldn't find glyph")
        return self.image


def test_a_letter_that_no_face_has_is_a_box_that_can_be_seen():
    image = Faces(FONTS, no_machine).picture("山", 32, Weight.REGULAR, (255, 255, 255))

    assert pygame.mask.from_surface(image).count() > 50


@pytest.mark.parametrize("size", [13, 16, 44])
@pytest.mark.parametrize("text", ["x", drawable(NAMES), "山田 花子", "مريض", "X" + "\u0301" * 6, "ﷺ", "🫁", "नमस्ते"])
def test_a_picture_is_as_large_as_it_was_measured_and_every_line_is_as_high(text, size):
    """With whatever faces this machine has."""
    faces = Faces(FONTS)
    for weight in Weight:
        measured = faces.size(text, size, weight)

        assert faces.picture(text, size, weight, (255, 255, 255)).get_size() == measured
        assert measured[1] == faces.size("Ag", size, weight)[1]


@pytest.mark.skipif(
    not any("dejavusans" in Path(path).name.lower() for path in machine_faces()), reason="needs DejaVu Sans"
)
def test_arabic_is_joined_and_runs_from_right_to_left():
    """The word in its order is narrower than its letters apart, since they join, and begins at its right."""
    faces = Faces(FONTS)
    white = (255, 255, 255)

    assert faces.size("مريض", 40, Weight.REGULAR)[0] < sum(faces.size(one, 40, Weight.REGULAR)[0] for one in "مريض")
    (word,) = faces.pieces("שרה")
    assert word.backwards
    assert word.path
    whole = pygame.mask.from_surface(faces.picture("של", 40, Weight.REGULAR, white))
    apart = [pygame.mask.from_surface(faces.picture(one, 40, Weight.REGULAR, white)) for one in "לש"]
    joined = pygame.Mask(whole.get_size())
    joined.draw(apart[0], (0, 0))
    joined.draw(apart[1], (apart[0].get_size()[0], 0))
    assert whole.overlap_area(joined, (0, 0)) > 0.8 * whole.count()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40), st.sampled_from([5, 13, 44]), st.integers(-5, 300))
def test_any_text_can_be_drawn(canvas, text, size, width):
    canvas.text((10, 10), text, size, Ink.TEXT, width=width)


@pytest.mark.parametrize(
    "text", ["w" * 100_000, "\0", "\u0301", "\u200d", "a\0b", "山" * 5_000, "\ud800", "\u202e" * 9]
)
def test_text_that_used_to_crash_is_drawn(canvas, text):
    for size in (13, 44, 176):
        assert canvas.text_size(text, size)[0] >= 0
        canvas.text((10, 10), text, size, Ink.TEXT)


def test_text_out_of_sight_is_not_rendered(canvas):
    canvas.text((10, 5000), "below the window", 16, Ink.TEXT)
    canvas.text((10, -200), "above the window", 16, Ink.TEXT)

    assert canvas._texts == {}


@pytest.fixture
def canvas():
    pygame.display.init()
    yield PygameCanvas(pygame.display.set_mode((1280, 720)), ROOT / "assets")
    pygame.display.quit()
