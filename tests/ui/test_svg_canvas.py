"""The canvas of SVG: well-formed, safe against words, true to its protocol; and dashes that run on over corners."""

from __future__ import annotations

from math import dist
from xml.etree import ElementTree as ET

import pytest

from game.ui.backends.svg_canvas import SvgCanvas, code, colour_class
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.dashes import dashes
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.theme import THEMES, Ink, Mix
from game.values.settings import ThemeName


def made(*, theme: ThemeName = ThemeName.LIGHT) -> SvgCanvas:
    return SvgCanvas(THEMES[theme], "one")


def read(canvas: SvgCanvas) -> list[ET.Element]:
    return list(ET.fromstring(f"<svg>{canvas.source}</svg>").iter())[1:]  # noqa: S314 our own text


def test_it_draws_every_shape_of_the_protocol() -> None:
    canvas = made()
    drawn: Canvas = canvas
    drawn.fill_rect(Rect(1, 2, 30, 40), Ink.WELL, 5)
    drawn.outline(Rect(0, 0, 10, 10), Ink.DANGER, 2)
    drawn.line((0, 0), (9, 9.25), Ink.LINE, 1, 4)
    drawn.polyline([(0, 0), (1, 1)], Ink.TEXT, 2, 3)
    drawn.polygon([(0, 0), (1, 1), (2, 0)], Mix(Ink.INFECTION, Ink.PANEL, 0.1))
    drawn.circle((5, 5), 4, Ink.HOST)
    drawn.circle((5, 5), 4, Ink.HOST, 2)
    drawn.scrim(Rect(0, 0, 9, 9))
    drawn.layer("kept", 1, Rect(0, 0, 1, 1), lambda: drawn.text((3, 10), "IL-6", 20, Ink.QUIET, Weight.BOLD))

    shapes = read(canvas)
    assert [one.tag for one in shapes] == [
        "rect",
        "rect",
        "line",
        "polyline",
        "polygon",
        "circle",
        "circle",
        "rect",
        "text",
    ]
    assert shapes[0].attrib["fill"] == code(THEMES[ThemeName.LIGHT], Ink.WELL)
    assert (shapes[1].attrib["x"], shapes[1].attrib["width"]) == ("1", "8")
    assert (shapes[2].attrib["stroke-dasharray"], shapes[2].attrib["y2"]) == ("4", "9.2")
    assert (shapes[5].attrib["r"], shapes[6].attrib["r"]) == ("4", "3")
    assert (shapes[8].attrib["y"], shapes[8].attrib["font-weight"], shapes[8].text) == ("29.7", "700", "IL-6")
    assert canvas.colours == {
        *(Ink.WELL, Ink.DANGER, Ink.LINE, Ink.TEXT, Ink.HOST, Ink.QUIET),
        Mix(Ink.INFECTION, Ink.PANEL, 0.1),
    }


def test_words_cannot_become_markup_and_are_cut_where_there_is_no_room() -> None:
    canvas = made()
    canvas.text((0, 0), '</text><script>\u202e\x00 & "x"', 14, Ink.TEXT)
    canvas.text((90, 0), "a name that is far too long", 14, Ink.TEXT, align=Align.RIGHT, width=60)
    hostile, cut = read(canvas)

    assert hostile.text == '</text><script>  & "x"'
    assert cut.attrib["text-anchor"] == "end"
    assert cut.text is not None
    assert cut.text.endswith("…")
    assert canvas.text_size(cut.text, 14)[0] <= 60


@pytest.mark.parametrize(
    ("weight", "piperacillin", "hydrocortisone"),
    [(Weight.REGULAR, 11731, 7627), (Weight.SEMIBOLD, 13331, 8651), (Weight.BOLD, 13331, 8651)],
)
def test_a_reader_without_the_face_of_the_game_has_room_for_the_widest(weight, piperacillin, hydrocortisone):
    """In DejaVu Sans the name of a drug ran over the end of its mark; the widths are those of that face at 1000."""
    canvas = made()
    assert canvas.text_size("Piperacillin-tazobactam", 1000, weight)[0] >= piperacillin
    assert canvas.text_size("Hydrocortisone", 1000, weight)[0] >= hydrocortisone


def test_clips_nest_and_each_has_its_own_name() -> None:
    canvas = made()
    canvas.push_clip(Rect(0, 0, 50, 50))
    canvas.push_clip(Rect(10, 10, 5, 5))
    canvas.line((0, 0), (1, 1), Ink.TEXT)
    canvas.pop_clip()
    canvas.pop_clip()

    groups = [one for one in read(canvas) if one.tag == "g"]
    assert [one.attrib["clip-path"] for one in groups] == ["url(#one-clip-1)", "url(#one-clip-2)"]
    assert groups[0].find("g") is groups[1]


def test_a_tint_is_named_by_role_share_and_ground() -> None:
    assert colour_class(Ink.INFLAMMATION_LIGHT) == "inflammation-light"
    assert colour_class(Mix(Ink.WELL, Ink.PANEL, 0.13)) == "well-13-panel"


@pytest.mark.parametrize("step", [1.0, 3.0, 7.0, 100.0])
def test_dashes_run_on_over_corners_however_near_these_are(step: float) -> None:
    """A line of hundred units, cut fine or coarse, is half dashes, half gaps."""
    points = [(min(100.0, step * place), 0.0) for place in range(int(100 / step) + 2)]
    pieces = dashes(points, 10)

    assert [piece[0][0] for piece in pieces] == pytest.approx([0, 20, 40, 60, 80])
    assert [piece[-1][0] for piece in pieces] == pytest.approx([10, 30, 50, 70, 90])
    assert all(dist(piece[0], piece[-1]) <= 10 + 1e-9 for piece in pieces)
