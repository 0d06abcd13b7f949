"""The picture of the title: the infection falls while the storm rises, and between them lies the window."""

from __future__ import annotations

from math import exp, sin

from game.ui.toolkit.canvas import Align, Canvas, Paint, Point, Weight
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.widget import Role, Widget
from game.values.words import say

CELLS = 44
"""Discs that drift up along the storm."""
ROUND_US = 14_000_000
"""How long one takes from left to right."""
WINDOW = (0.36, 0.6)
"""Where the window begins and ends, as shares of the width."""


def storm_art(page: Page, rect: Rect) -> Widget:
    """Return the still picture with the cells that move over it."""
    still, cells = _still(page), _cells(page)

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.layer("title.still", page.unit, box, lambda: still(canvas, box))
        cells(canvas, box)

    label = say("menus.storm_art.the_infection_falls_while_the")
    return Widget("title.art", rect, Role.CHART, label, paint=paint)


def _storm(share: float) -> float:
    """Return the height of the storm, 0 to 1: slow, then suddenly fast."""
    rise = 1.0 / (1.0 + exp(-13.0 * (share - 0.66)))
    return 0.1 + 0.78 * rise + 0.03 * share


def _infection(share: float) -> float:
    turn = share / 0.18
    return 0.06 + 0.44 * turn * exp(1.0 - turn)


def _at(box: Rect, share: float, height: float) -> Point:
    return box.x + share * box.w, box.bottom - height * box.h


def _still(page: Page) -> Paint:
    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Ink.PANEL, page.px(16))
        inner = box.inset(page.px(24), page.px(34))
        top = page.px(2)
        first, last = (round(inner.x + share * inner.w) for share in WINDOW)
        canvas.fill_rect(Rect(first, inner.y + top, last - first, inner.h), Mix(Ink.WELL, Ink.PANEL, 0.12), page.px(8))
        for step in range(6):
            y = inner.bottom - inner.h * step // 5
            canvas.line((inner.x, y), (inner.right, y), Mix(Ink.LINE, Ink.PANEL, 0.7))
        shares = [step / 90 for step in range(91)]
        wide = max(2, page.px(3))
        storm = [_at(inner, share, _storm(share)) for share in shares]
        shade = [*storm, (inner.right, inner.bottom), (inner.x, inner.bottom)]
        canvas.polygon(shade, Mix(Ink.INFLAMMATION, Ink.PANEL, 0.1))
        canvas.fill_rect(Rect(first, inner.y + top, max(1, page.px(1)), inner.h), Mix(Ink.WELL, Ink.PANEL, 0.6))
        canvas.fill_rect(Rect(last, inner.y + top, max(1, page.px(1)), inner.h), Mix(Ink.WELL, Ink.PANEL, 0.6))
        canvas.polyline([_at(inner, share, _infection(share)) for share in shares], Ink.INFECTION, wide)
        canvas.polyline(storm, Ink.INFLAMMATION, wide)
        size = page.px(SMALL + 1)
        x, y = (round(part) for part in _at(inner, 0.185, 0.62))
        canvas.text(
            (x, y), say("menus.storm_art.the_infection_falls"), size, Ink.INFECTION, Weight.SEMIBOLD, Align.CENTRE
        )
        x, y = (round(part) for part in _at(inner, 0.79, 0.9))
        canvas.text(
            (x, y), say("menus.storm_art.the_storm_rises"), size, Ink.INFLAMMATION, Weight.SEMIBOLD, Align.RIGHT
        )
        middle = (first + last) // 2
        words = (middle, inner.bottom + page.px(6))
        canvas.text(words, say("menus.storm_art.the_window"), size, Ink.WELL, Weight.SEMIBOLD, Align.CENTRE)
        canvas.text((inner.x, inner.bottom + page.px(6)), "hours", size, Ink.QUIET)
        canvas.text((inner.right, inner.bottom + page.px(6)), "days", size, Ink.QUIET, Weight.REGULAR, Align.RIGHT)

    return paint


def _cells(page: Page) -> Paint:
    still = page.settings.reduced_motion

    def paint(canvas: Canvas, box: Rect) -> None:
        inner = box.inset(page.px(24), page.px(34))
        now = 0 if still else canvas.now_us
        for index in range(CELLS):
            share = (index * 0.618 + now / ROUND_US) % 1.0
            above = _storm(share)
            layer = (index * 73 % CELLS) / CELLS
            height = 0.04 + (above - 0.08) * (0.08 + 0.86 * layer) + 0.012 * sin(index + share * 30.0)
            radius = page.px(1.6 + 2.6 * above * (0.4 + 0.6 * ((index * 7) % 5) / 4))
            canvas.circle(_at(inner, share, height), radius, Mix(Ink.INFLAMMATION, Ink.PANEL, 0.3 + 0.5 * above))

    return paint
