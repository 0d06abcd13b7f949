"""A frame as text: what the page can draw, kept where it stays the same, and measured as it is drawn."""

from __future__ import annotations

import re

from game.ui.backends.html_canvas import NEXT, PART, HtmlCanvas
from game.ui.inside.sprites import sprite
from game.ui.toolkit.canvas import Canvas
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.theme import THEMES, Ink
from game.values.settings import ThemeName
from tests.test_house import ROOT
from tests.web.page import NoBrowser

PEN = (ROOT / "game" / "web" / "static" / "pen.js").read_text("utf-8")
DARK = THEMES[ThemeName.DARK]


def begun() -> HtmlCanvas:
    canvas = HtmlCanvas(NoBrowser().measure)
    canvas.begin((1280, 720), DARK, 0)
    return canvas


def commands(canvas: HtmlCanvas) -> list[list[str]]:
    return [one.split(PART) for one in canvas.taken().split(NEXT) if one]


def draw_all(canvas: Canvas) -> None:
    box = Rect(10, 10, 100, 40)
    canvas.layer("ground", 1, box, lambda: canvas.fill_rect(box, Ink.PANEL, 6))
    canvas.push_clip(box)
    canvas.outline(box, Ink.LINE, 2, 6)
    canvas.line((10, 10), (60, 10), Ink.LINE, dash=4)
    canvas.polyline([(10, 10), (20, 15), (30, 12)], Ink.ECG, 2)
    canvas.polygon([(10, 10), (20, 15), (30, 12)], Ink.WELL)
    canvas.circle((40, 30), 6.5, Ink.DANGER, 2)
    canvas.text((12, 12), "IL-6 48 pg/mL", 16, Ink.TEXT)
    canvas.pop_clip()
    canvas.stamp(sprite("virus", 1.0), [(100, 100), (120.25, 90)])
    canvas.scrim(Rect(0, 0, 1280, 720))


def test_the_pen_of_the_page_knows_every_command() -> None:
    canvas = begun()
    draw_all(canvas)
    first = commands(canvas)
    canvas.begin((1280, 720), DARK, 16_000)
    draw_all(canvas)
    known = set(re.findall(r'^  "?([a-zA-Z+-])"?\(', PEN, re.MULTILINE))
    assert {one[0] for one in (*first, *commands(canvas))} == known


def test_what_stays_the_same_is_painted_once_and_kept_by_the_page() -> None:
    canvas = begun()
    draw_all(canvas)
    first = [one[0] for one in commands(canvas)]
    canvas.begin((1280, 720), DARK, 16_000)
    draw_all(canvas)
    second = [one[0] for one in commands(canvas)]
    assert (first[:2], first.count("S")) == (["L", "f"], 1)
    assert (second[0], second.count("S"), second.count("s")) == ("K", 0, 1)
    canvas.begin((1280, 720), THEMES[ThemeName.LIGHT], 32_000)
    draw_all(canvas)
    assert [one[0] for one in commands(canvas)] == first


def test_a_layer_that_a_clip_cuts_is_not_kept() -> None:
    canvas = begun()
    box = Rect(10, 10, 100, 40)
    canvas.push_clip(Rect(0, 0, 50, 50))
    canvas.layer("cut", 1, box, lambda: canvas.fill_rect(box, Ink.PANEL))
    canvas.pop_clip()
    assert [one[0] for one in commands(canvas)] == ["+", "f", "-"]


def test_a_layer_is_painted_for_itself_and_set_down_once_it_is_whole_also_within_another() -> None:
    canvas = begun()
    outer, inner = Rect(10, 10, 100, 40), Rect(20, 20, 20, 20)

    def paint() -> None:
        canvas.layer("inner", 1, inner, lambda: canvas.fill_rect(inner, Ink.LINE))

    canvas.layer("outer", 1, outer, paint)
    canvas.layer("nothing", 1, Rect(10, 10, 0, 40), lambda: None)

    assert [one[:2] for one in commands(canvas)] == [
        ["L", "outer"],
        ["L", "inner"],
        ["f", canvas._code(Ink.LINE)],
        ["M", "inner"],
        ["M", "outer"],
    ]


def test_text_is_cut_to_its_room_and_not_drawn_where_nothing_of_it_is_seen() -> None:
    canvas = begun()
    canvas.text((0, 0), "A very long sentence that has no room", 16, Ink.TEXT, width=90)
    canvas.text((0, 800), "Below the page", 16, Ink.TEXT)
    (drawn,) = commands(canvas)
    assert drawn[-1].endswith("…")
    assert canvas.text_size(drawn[-1], 16)[0] <= 90
