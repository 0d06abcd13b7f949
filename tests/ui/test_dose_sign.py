"""A dose is told by its shape as well as by its colour: in greyscale both kinds of drug looked alike."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_view import view

from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.charts.dose_sign import dose_sign
from game.ui.charts.flags import flags
from game.ui.charts.span import FAMILY_INK, Span
from game.ui.charts.timeline import timeline
from game.ui.toolkit.keys import bindings
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.theme import Mix
from game.ui.toolkit.widget import find
from game.values.drug import Family
from game.values.fact import DoseGiven

BOX = Rect(0, 0, 600, 60)
GIVEN = tuple(
    DoseGiven(tick=tick, regimen=regimen, amount=1.0)
    for tick, regimen in ((12, "remdesivir"), (24, "dexamethasone"), (36, "paracetamol"))
)
SHAPES = {Family.INFECTION: "circle", Family.DAMPENING: "fill_rect", Family.SUPPORT: "polygon"}


def page():
    return Page((1280, 720), Settings(), bindings({}), (), RecordingCanvas())


def drawn(paint):
    canvas = RecordingCanvas()
    paint(canvas)
    return canvas.drawn


@pytest.mark.parametrize("family", Family)
def test_each_family_has_a_shape_of_its_own(family):
    (sign,) = drawn(lambda canvas: dose_sign(canvas, 10, 10, 5, family))
    assert (sign.what, sign.colour) == (SHAPES[family], FAMILY_INK[family])


def test_the_timeline_draws_it():
    made = timeline(page(), BOX, replace(view(), history=GIVEN))
    line = find(made, "timeline.line")
    signs = drawn(lambda canvas: line.paint(canvas, line.rect))
    for family, shape in SHAPES.items():
        assert shape in {sign.what for sign in signs if sign.colour is FAMILY_INK[family]}


def test_so_does_the_foot_of_a_chart_for_each_later_dose():
    """The first dose is flagged by name."""
    later = tuple(DoseGiven(tick=one.tick + 60, regimen=one.regimen, amount=1.0) for one in GIVEN)
    shown, span = replace(view(), history=(*GIVEN, *later)), Span(0, 200, 0)
    signs = drawn(lambda canvas: flags(page(), canvas, BOX, shown, span))
    for family, shape in SHAPES.items():
        found = {sign.what for sign in signs if isinstance(sign.colour, Mix) and sign.colour.ink is FAMILY_INK[family]}
        assert shape in found
