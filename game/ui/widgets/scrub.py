"""The line of the replay: drag it to any moment; marks show where orders were given."""

from __future__ import annotations

from game.ui.canvas import Align, Canvas
from game.ui.layout import Rect
from game.ui.page import SMALL, Page
from game.ui.parts import panel
from game.ui.theme import Ink
from game.ui.widget import Role, Widget
from game.ui.widgets.marks import cross, diamond, triangle
from game.ui.widgets.order_words import order_ink
from game.values.order import Draw, Entry, Give, Stop
from game.values.ticks import TICKS_PER_DAY, Tick, clock_text

MARGIN = 18


def scrub(page: Page, rect: Rect, at: Tick, end: Tick, entries: tuple[Entry, ...], start_minute: int) -> Widget:
    """Return the line: discs and triangles are treatments, rings tests, diamonds support, crosses stops."""
    line = Widget(
        "scrub.line",
        rect.inset(page.px(MARGIN), page.px(4)),
        Role.SLIDER,
        "Moment of the case",
        clock_text(at, start_minute),
        intent="scrub",
        paint=lambda canvas, box: _paint(page, canvas, box, at, end, entries),
    )
    return panel(page, "scrub", rect, (line,), "Timeline")


def _paint(page: Page, canvas: Canvas, box: Rect, at: Tick, end: Tick, entries: tuple[Entry, ...]) -> None:
    size, small = page.px(SMALL - 0.5), page.line(SMALL - 0.5)
    y = box.y + (box.h - small) // 2
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
