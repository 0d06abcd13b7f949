"""A chart on a page: drawn by the functions of the screen onto SVG, with what it shows in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from game.report.style import LIGHT
from game.ui.backends.svg_canvas import SvgCanvas
from game.ui.toolkit.keys import bindings
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import DESIGN_WINDOW, Page
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.theme import Colour
from game.ui.toolkit.widget import Role, Widget, draw

WIDE: Final = 760
"""Units of a chart's width; a sheet of A4 is about as many pixels wide."""
_TEXT_PERCENT: Final = 115
"""Text of a chart, in percent of that of a screen: 14 units, as high as the words around it."""


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A chart with its title and what it shows in words, for everybody."""

    name: str
    title: str
    wide: int
    high: int
    source: Markup
    words: str
    colours: frozenset[Colour]


def drawn(name: str, title: str, words: str, build: Callable[[Page, Rect], Sequence[Widget]]) -> DrawnChart:
    """Return a chart; `build` is given the page and the top of the drawing, and is as high as its widgets are."""
    canvas = SvgCanvas(LIGHT, name)
    settings = Settings(theme=LIGHT.name, text_percent=_TEXT_PERCENT)
    page = Page(DESIGN_WINDOW, settings, bindings({}), (), canvas)
    widgets = tuple(build(page, Rect(0, 0, WIDE, 0)))
    high = max([one.rect.bottom for one in widgets]) + page.px(2)
    draw(Widget(name, Rect(0, 0, WIDE, high), Role.CHART, title, children=widgets), canvas)
    source = Markup(canvas.source)  # noqa: S704 the canvas escapes every word
    return DrawnChart(name, title, WIDE, high, source, words, frozenset(canvas.colours))
