"""The bottom line: how far the case has come, what was done when, and what is due."""

from __future__ import annotations

from collections.abc import Hashable

from game.case.view import View
from game.ui.charts.dose_sign import dose_sign
from game.ui.toolkit.canvas import Align, Canvas
from game.ui.toolkit.controls import panel
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.marks import cross, diamond
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.widget import Role, Widget
from game.values.drug import FORMULARY
from game.values.fact import DoseGiven, OrderRefused, SupportChanged
from game.values.ticks import clock_text, day_begins, day_text
from game.values.words import say


def timeline(page: Page, rect: Rect, view: View) -> Widget:
    """Return the line: discs, squares, triangles are doses, diamonds support, crosses refusals, rings results due."""
    line = Widget(
        "timeline.line",
        _line(page, rect),
        Role.CHART,
        say("charts.timeline.timeline"),
        say(
            "charts.timeline.of_time",
            when=clock_text(view.tick, view.level.start.clock_minute),
            tick=view.tick * 100 // max(1, view.horizon),
        ),
        paint=lambda canvas, box: _paint(page, canvas, box, view),
    )
    return panel(page, "timeline", rect, (line,), say("charts.timeline.timeline"))


def timeline_seen(page: Page, rect: Rect, view: View) -> Hashable:
    """Return all that is seen of the line; it moves on with every few ticks, while its words do with every one."""
    return (rect, _x(_track(page, _line(page, rect)), view, view.tick), view.pending, view.history)


def _line(page: Page, rect: Rect) -> Rect:
    return rect.inset(page.px(18), page.px(4))


def _track(page: Page, box: Rect) -> Rect:
    thick, half = max(2, page.px(4)), page.px(9)
    return Rect(box.x + half, box.y + (box.h - page.line(SMALL - 0.5)) // 2 - thick // 2, box.w - 2 * half, thick)


def _x(track: Rect, view: View, tick: int) -> int:
    horizon = max(1, view.horizon)
    return track.x + track.w * min(tick, horizon) // horizon


def _paint(page: Page, canvas: Canvas, box: Rect, view: View) -> None:
    size, small = page.px(SMALL - 0.5), page.line(SMALL - 0.5)
    y = box.y + (box.h - small) // 2
    track, half, horizon = _track(page, box), page.px(9), max(1, view.horizon)

    def x(tick: int) -> int:
        return _x(track, view, tick)

    canvas.fill_rect(track, Ink.LINE, track.h // 2)
    passed = Rect(track.x, track.y, max(1, x(view.tick) - track.x), track.h)
    canvas.fill_rect(passed, Ink.HOST, track.h // 2)
    free = box.x
    start = view.level.start.clock_minute
    begins = day_begins(horizon, start)
    room = canvas.text_size(say("charts.timeline.day_00"), size)[0] + page.px(14)
    # Who came late in the evening has a first day too short for its name: the second is named, where the clock goes on.
    for tick in begins[1:] if len(begins) > 1 and x(begins[1]) - x(0) < room else begins:
        words = day_text(tick, start)
        wide = canvas.text_size(words, size)[0]
        canvas.line((x(tick), track.bottom), (x(tick), track.bottom + page.px(4)), Ink.LINE)
        left = min(max(x(tick) - wide // 2, box.x), box.right - wide)
        if left >= free:
            canvas.text((left, box.bottom - small), words, size, Ink.QUIET, align=Align.LEFT)
            free = left + wide + page.px(14)
    radius = page.px(5)
    for result in view.pending:
        if result.due <= horizon:
            canvas.circle((x(result.due), y), radius, Ink.TEXT, max(1, page.px(1.5)))
    for fact in view.history:
        at = x(fact.tick)
        match fact:
            case DoseGiven(regimen=regimen) if regimen in FORMULARY:
                dose_sign(canvas, at, y, radius, FORMULARY[regimen].family)
            case SupportChanged():
                diamond(canvas, at, y, radius, Mix(Ink.SPO2, Ink.PANEL, 0.9))
            case OrderRefused():
                cross(canvas, at, y, radius - 1, Ink.DANGER, max(2, page.px(2)))
            case _:
                pass
    canvas.circle((x(view.tick), y), half + page.px(1), Ink.PANEL)
    canvas.circle((x(view.tick), y), half - page.px(1), Ink.TEXT)
