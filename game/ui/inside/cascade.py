"""The cascade: lungs, heart, kidneys and brain as small pictures that fill with what is lost."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Final, TypeAlias

from game.case.storm import FAILS_FROM, Organ
from game.case.storm_words import percent
from game.ui.inside.shown import StormShown
from game.ui.toolkit.canvas import Align, Canvas, Point, Weight
from game.ui.toolkit.controls import panel
from game.ui.toolkit.layout import Rect, columns
from game.ui.toolkit.opaque import on_ground
from game.ui.toolkit.page import BODY, SMALL, Page
from game.ui.toolkit.theme import Colour, Ink, Mix
from game.ui.toolkit.widget import Role, State, Widget
from game.values.words import say

PICTURE: Final = 40


def cascade_height(page: Page) -> int:
    """Return how high the panel has to be."""
    return page.px(PICTURE + 22) + page.line(BODY - 1) + page.line(SMALL)


def cascade(page: Page, rect: Rect, shown: StormShown) -> Widget:
    """Return the four organs side by side, in the order in which they tend to fail."""
    inner = rect.inset(page.px(8), page.px(8))
    cells = columns(inner, (1.0,) * len(Organ), page.px(4))
    made = tuple(_organ(page, cell, organ, shown) for cell, organ in zip(cells, Organ, strict=True))
    whole = panel(page, "inside.cascade", rect, made, say("inside.cascade"))
    return on_ground(whole, (page.unit, rect, tuple((one.value, one.state) for one in made)))


def organ_words(organ: Organ, shown: StormShown) -> str:
    """Return the loss of an organ in words."""
    loss = percent(shown.storm.organs[organ])
    failed = shown.course.failed(organ, shown.hour)
    if failed is None:
        return say("inside.organ.loss", loss=loss)
    return say("inside.organ.failed", loss=loss, day=shown.day(failed))


def _organ(page: Page, rect: Rect, organ: Organ, shown: StormShown) -> Widget:
    loss = shown.storm.organs[organ]
    failing = loss >= FAILS_FROM[organ]
    failed = shown.course.failed(organ, shown.hour)
    name = say(f"inside.organ.{organ.value}")
    below = say("inside.organ.loss", loss=percent(loss))
    sizes = (BODY - 1, SMALL, SMALL - 1)
    size = next((one for one in sizes if page.width(name, one, Weight.SEMIBOLD) <= rect.w), sizes[-1])
    if failed is not None:
        since = say("inside.organ.failed", loss=percent(loss), day=shown.day(failed))
        below = since if page.width(since, SMALL) <= rect.w else below

    def paint(canvas: Canvas, box: Rect) -> None:
        side = page.px(PICTURE)
        at = Rect(box.centre[0] - side // 2, box.y, side, side)
        ink = Ink.DANGER if failing else Ink.INFLAMMATION
        shapes = _shapes(organ, at)
        for shape in shapes:
            canvas.polygon(shape, Mix(Ink.HOST, Ink.PANEL, 0.3))
        fill = round(side * min(1.0, loss))
        if fill:
            canvas.push_clip(Rect(at.x - page.px(4), at.bottom - fill, side + page.px(8), fill))
            for shape in shapes:
                canvas.polygon(shape, ink)
            canvas.pop_clip()
        for shape in shapes:
            canvas.polyline([*shape, shape[0]], Ink.HOST, max(1, page.px(1.5)))
        y = at.bottom + page.px(4)
        quiet: Colour = Ink.DANGER if failing else Ink.QUIET
        canvas.text((box.centre[0], y), name, page.px(size), Ink.TEXT, Weight.SEMIBOLD, Align.CENTRE, box.w)
        y += page.line(BODY - 1)
        canvas.text((box.centre[0], y), below, page.px(SMALL), quiet, align=Align.CENTRE, width=box.w)

    state = State.ALERT if failing else State.NONE
    return Widget(f"inside.organ.{organ.value}", rect, Role.METER, name, organ_words(organ, shown), state, paint=paint)


Outline: TypeAlias = tuple[Point, ...]
_LUNG: Final[Outline] = (
    *((0.46, 0.16), (0.36, 0.06), (0.20, 0.16), (0.06, 0.46)),
    *((0.02, 0.86), (0.12, 0.98), (0.40, 0.86), (0.46, 0.60)),
)
_KIDNEY: Final[Outline] = (
    *((0.44, 0.14), (0.26, 0.08), (0.08, 0.26), (0.06, 0.62), (0.20, 0.92)),
    *((0.40, 0.88), (0.44, 0.70), (0.30, 0.52), (0.44, 0.34)),
)
_HEART: Final[Outline] = (
    *((0.50, 0.28), (0.36, 0.08), (0.12, 0.10), (0.02, 0.34), (0.14, 0.62)),
    *((0.56, 1.02), (0.90, 0.64), (0.98, 0.32), (0.84, 0.08), (0.62, 0.10)),
)
_STEM: Final[Outline] = ((0.50, 0.80), (0.68, 0.80), (0.64, 1.0), (0.54, 1.0))


def _rounded(points: Outline) -> Outline:
    """Return a smooth outline through points (Chaikin's corner cutting, twice)."""
    for _ in range(2):
        cut: list[Point] = []
        for (x, y), (u, v) in zip(points, [*points[1:], points[0]], strict=True):
            cut += [(0.75 * x + 0.25 * u, 0.75 * y + 0.25 * v), (0.25 * x + 0.75 * u, 0.25 * y + 0.75 * v)]
        points = tuple(cut)
    return points


def _folds() -> Outline:
    """Return the outline of a brain."""
    points = []
    for step in range(60):
        angle = 2.0 * pi * step / 60
        fold = cos(9.0 * angle)
        high = (0.36 if sin(angle) > 0.0 else 0.42) * (1.0 + 0.05 * fold)
        points.append((0.5 + (0.46 + 0.022 * fold) * cos(angle), 0.52 + high * sin(angle)))
    return tuple(points)


def _both(half: Outline) -> tuple[Outline, ...]:
    return _rounded(half), _rounded(tuple((1.0 - x, y) for x, y in half))


OUTLINES: Final[dict[Organ, tuple[Outline, ...]]] = {
    Organ.LUNGS: _both(_LUNG),
    Organ.HEART: (_rounded(_HEART),),
    Organ.KIDNEYS: _both(_KIDNEY),
    Organ.BRAIN: (_folds(), _STEM),
}
"""Of each organ, as shares of a box."""


def _shapes(organ: Organ, box: Rect) -> list[list[Point]]:
    return [[(box.x + x * box.w, box.y + y * box.h) for x, y in outline] for outline in OUTLINES[organ]]
