"""The line of the replay: drag it to any moment; marks show where orders were given."""

from __future__ import annotations

from game.ui.canvas import Align, Canvas
from game.ui.layout import Rect
from game.ui.page import SMALL, Page
from game.ui.parts import panel
from game.ui.theme import Ink
from game.ui.widget import Role, Widget
from game.ui.widgets.mark_signs import mark_sign
from game.ui.widgets.marks import cross, diamond, triangle
from game.ui.widgets.order_words import order_ink
from game.ui.widgets.showing import Showing
from game.values.order import Draw, Give, Stop
from game.values.ticks import TICKS_PER_DAY, Tick, clock_text

MARGIN = 18
ABOVE = 18


def scrub_height(page: Page, showing: Showing) -> int:
    """Return the height of the panel, with room above the line for marks and notes if there are any."""
    return page.px(48) + (page.px(ABOVE) if showing.marks or showing.notes else 0)


def scrub(page: Page, rect: Rect, showing: Showing, start_minute: int) -> Widget:
    """Return the line: discs and triangles are treatments, rings tests, diamonds support, crosses stops.

    Above it stand the marks of decisions, and flags where notes are pinned.
    """
    line = Widget(
        "scrub.line",
        rect.inset(page.px(MARGIN), page.px(4)),
        Role.SLIDER,
        "Moment of the case",
        clock_text(showing.at, start_minute),
        intent="scrub",
        paint=lambda canvas, box: _paint(page, canvas, box, showing),
    )
    return panel(page, "scrub", rect, (line,), "Timeline")


def _paint(page: Page, canvas: Canvas, box: Rect, showing: Showing) -> None:
    at, end, entries = showing.at, showing.end, showing.entries
    size, small = page.px(SMALL - 0.5), page.line(SMALL - 0.5)
    above = page.px(ABOVE) if showing.marks or showing.notes else 0
    y = box.y + above + (box.h - above - small) // 2
    thick = max(2, page.px(4))
    last = max(1, end)

    def x(tick: Tick) -> int:
        return box.x + (box.w - 1) * min(tick, last) // last

    canvas.fill_rect(Rect(box.x, y - thick // 2, box.w, thick), Ink.LINE, thick // 2)
    canvas.fill_rect(Rect(box.x, y - thick // 2, max(1, x(at) - box.x), thick), Ink.HOST, thick // 2)
    free = box.x
    for tick in range(0, end + 1, TICKS_PER_DAY):
        words = f"Day {tick // TICKS_PER_DAY}"
        wide = canvas.text_size(words, size)[0]
        left = min(max(x(tick) - wide // 2, box.x), box.right - wide)
        if left >= free:
            canvas.text((left, box.bottom - small), words, size, Ink.QUIET, align=Align.LEFT)
            free = left + wide + page.px(14)
    side = page.px(15)
    for mark in showing.marks:
        left = min(max(x(max(0, mark.first)) - side // 2, box.x), box.right - side)
        mark_sign(mark.mark)(canvas, Rect(left, box.y, side, side))
    for note in showing.notes:
        place, top = x(note.tick), y - page.px(20)
        canvas.line((place, top), (place, y), Ink.LOOK, max(1, page.px(1.5)))
        canvas.polygon([(place, top), (place + page.px(9), top + page.px(4)), (place, top + page.px(8))], Ink.LOOK)
    radius = page.px(5)
    for entry in entries:
        place, ink = x(entry.tick), order_ink(entry.order)
        match entry.order:
            case Give():
                if ink is Ink.HOST:
                    triangle(canvas, place, y, radius, ink)
                else:
                    canvas.circle((place, y), radius, ink)
            case Stop():
                cross(canvas, place, y, radius - 1, ink, max(2, page.px(2)))
            case Draw():
                canvas.circle((place, y), radius - page.px(1), ink, max(1, page.px(1.5)))
            case _:
                diamond(canvas, place, y, radius, ink)
    knob = min(max(x(at), box.x + page.px(10)), box.right - page.px(10))
    canvas.circle((knob, y), page.px(10), Ink.PANEL)
    canvas.circle((knob, y), page.px(8), Ink.TEXT)
