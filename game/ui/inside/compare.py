"""A normal response and a storm side by side: each line lit where this patient is, with the number that says so."""

from __future__ import annotations

from game.case.storm_words import StormLine, lines_of
from game.ui.inside.shown import StormShown
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.controls import panel, text
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.opaque import on_ground
from game.ui.toolkit.page import BODY, SMALL, Page
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.widget import Role, Widget
from game.values.words import say


def _row_height(page: Page) -> int:
    return page.line(BODY - 1) + page.line(SMALL) + page.px(1)


def compare_height(page: Page) -> int:
    """Return how high the panel has to be."""
    return page.px(14) + page.line(SMALL) + 4 * _row_height(page)


def compare_width(page: Page, shown: StormShown) -> int:
    """Return the width in which none of its words is cut, whichever side is lit."""
    lines = lines_of(shown.course, shown.hour)
    longest = max(page.width(words, BODY - 1, Weight.BOLD) for one in lines for words in (one.normal, one.storm))
    return 2 * (longest + page.px(14)) + 2 * page.px(14) + 2


def compare(page: Page, rect: Rect, shown: StormShown) -> Widget:
    """Return the four lines in a panel."""
    inner = rect.inset(page.px(14), page.px(6))
    half = inner.w // 2
    normal = text(
        page, "inside.normal", Rect(inner.x, inner.y, half, 0), say("inside.normal"), SMALL, Ink.QUIET, Weight.SEMIBOLD
    )
    at = Rect(inner.x + half, inner.y, inner.w - half, 0)
    storm = text(
        page, "inside.cytokine_storm", at, say("inside.cytokine_storm"), SMALL, Ink.QUIET, Weight.SEMIBOLD, Align.RIGHT
    )
    y = normal.rect.bottom
    rows = []
    for line in lines_of(shown.course, shown.hour):
        rows.append(_line(page, Rect(inner.x, y, inner.w, _row_height(page)), line))
        y += _row_height(page)
    whole = panel(page, "inside.compare", rect, (normal, storm, *rows), say("inside.compare"))
    return on_ground(whole, (page.unit, rect, tuple(row.value for row in rows)))


def _line(page: Page, rect: Rect, line: StormLine) -> Widget:
    lit = line.storm if line.stormy else line.normal

    def paint(canvas: Canvas, box: Rect) -> None:
        size, small = page.px(BODY - 1), page.px(SMALL)
        canvas.line((box.x, box.y), (box.right, box.y), Mix(Ink.LINE, Ink.PANEL, 0.7))
        dot, gap = page.px(4), page.px(14)
        middle = box.y + page.px(1) + page.line(BODY - 1) // 2
        left = Ink.QUIET if line.stormy else Ink.WELL
        right = Ink.INFLAMMATION if line.stormy else Ink.QUIET
        heavy = (Weight.REGULAR, Weight.BOLD) if line.stormy else (Weight.BOLD, Weight.REGULAR)
        x = box.right - dot if line.stormy else box.x + dot
        canvas.circle((x, middle), dot, right if line.stormy else left)
        top = box.y + page.px(1)
        room = box.w // 2 - gap
        canvas.text((box.x + (0 if line.stormy else gap), top), line.normal, size, left, heavy[0], width=room)
        end = box.right - (gap if line.stormy else 0)
        canvas.text((end, top), line.storm, size, right, heavy[1], Align.RIGHT, room)
        top += page.line(BODY - 1)
        words = f"{line.name}: {line.number}"
        align, at = (Align.RIGHT, end) if line.stormy else (Align.LEFT, box.x + gap)
        canvas.text((at, top), words, small, Ink.TEXT if line.stormy else Ink.QUIET, align=align, width=box.w - gap)

    return Widget(f"inside.line.{line.id}", rect, Role.METER, line.name, f"{lit}, {line.number}", paint=paint)
