"""The line of time: IL-6 as far as it is known, the threshold where it was crossed, and what was given when."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import Final

from game.ui.charts.dose_sign import dose_sign
from game.ui.inside.intents import ScrubStorm
from game.ui.inside.shown import StormShown
from game.ui.toolkit.canvas import Canvas, Point, Weight
from game.ui.toolkit.controls import panel
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.opaque import on_ground
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.widget import Role, Widget
from game.values.drug import Family
from game.values.words import say

DECADES: Final = (1.0, 4.7)
"""The curve goes from 10 to 50,000 pg/mL of IL-6 at most, as far as a laboratory tells it."""
LEAST_DECADES: Final = 1.0
"""Of IL-6 over the height of the curve: on a fixed axis of four decades a rise to three times as much was no rise."""
CURVE: Final = 34


def time_line_height(page: Page) -> int:
    """Return how high the panel has to be."""
    return page.px(CURVE + 18) + 2 * page.line(SMALL)


def time_line(page: Page, rect: Rect, shown: StormShown) -> Widget:
    """Return the line in a panel; it can be dragged."""
    crossed = shown.course.crossed(shown.hour)
    value = shown.when
    if crossed is not None:
        value = say("inside.time.crossed", when=value, day=shown.day(crossed))
    line = Widget(
        "inside.time",
        rect.inset(page.px(14), page.px(6)),
        Role.SLIDER,
        say("inside.time"),
        value,
        intent=ScrubStorm(),
        paint=lambda canvas, box: _paint(page, canvas, box, shown),
    )
    whole = panel(page, "inside.time.panel", rect, (line,), say("inside.time"))
    key = (page.unit, page.size, shown.hour, shown.drawn, shown.axis, shown.course.crossings, shown.drivers, value)
    return on_ground(whole, key)


def curve(box: Rect, high: int, low: int, shown: StormShown) -> list[Point]:
    """Return IL-6 as far as it is drawn, on a scale of logarithms that this much of it fills."""
    end = shown.axis
    points = []
    decades = [log10(max(1.0, storm.il6)) for storm in shown.course.storms[: shown.drawn + 1]]
    # By halves of a decade: the line seldom moves while it grows.
    least = max(DECADES[0], floor(2.0 * min(decades, default=DECADES[0])) / 2.0)
    top = min(DECADES[1], ceil(2.0 * max(decades, default=DECADES[0])) / 2.0)
    most = max(least + LEAST_DECADES, top)
    for hour, decade in enumerate(decades):
        share = (decade - least) / (most - least)
        points.append((box.x + (box.w - 1) * hour / end, low - (low - high) * min(1.0, max(0.0, share))))
    return points


def _paint(page: Page, canvas: Canvas, box: Rect, shown: StormShown) -> None:
    small, line = page.px(SMALL), page.line(SMALL)
    low = box.bottom - line - page.px(4)
    end = shown.axis
    key = (page.unit, page.size, shown.drawn, end, shown.course.crossings, shown.drivers)
    bounds = Rect(box.x - page.px(10), box.y, box.w + page.px(20), box.h)
    canvas.layer("inside.time.still", key, bounds, lambda: _still(page, canvas, box, low, shown))
    x = box.x + (box.w - 1) * shown.hour // end
    canvas.fill_rect(Rect(box.x, low, max(1, x - box.x), max(2, page.px(3))), Ink.HOST)
    # Below the row of names, so that it strikes through none.
    canvas.line((x, box.y + line), (x, low), Ink.TEXT, max(1, page.px(1)))
    # At both ends it stands over the edge of the line, never off its own.
    canvas.circle((x, low + page.px(1)), page.px(8), Ink.PANEL)
    canvas.circle((x, low + page.px(1)), page.px(6), Ink.TEXT)
    at = _moment(page, canvas, box, x, shown)
    named = _threshold(page, canvas, box, shown)
    # Its own ground: what else is named up there is covered whole, never in part.
    for covered in (at, *((named,) if named is not None and named.overlaps(at) else ())):
        canvas.fill_rect(covered.inset(-page.px(2)).within(box), Ink.PANEL)
    canvas.text((at.x, at.y), shown.when, small, Ink.TEXT, Weight.SEMIBOLD)


def _moment(page: Page, canvas: Canvas, box: Rect, x: int, shown: StormShown) -> Rect:
    """Return where the moment is named: beside its line, clear of the other names up there if it can be."""
    wide, gap = canvas.text_size(shown.when, page.px(SMALL), Weight.SEMIBOLD)[0], page.px(6)
    first = box.x + canvas.text_size(say("inside.time.il6"), page.px(SMALL))[0] + page.px(8)
    named = _threshold(page, canvas, box, shown)
    line = page.line(SMALL)
    right, left = (Rect(max(first, at), box.y, wide, line) for at in (x + gap, x - gap - wide))
    fitting = [one for one in (right, left) if one.right <= box.right]
    free = [one for one in fitting if named is None or not one.inset(-page.px(2)).overlaps(named)]
    return (free or fitting)[0]


def _threshold(page: Page, canvas: Canvas, box: Rect, shown: StormShown) -> Rect | None:
    """Return where the threshold is named, if it was crossed."""
    crossed = shown.course.crossed(shown.drawn)
    if crossed is None:
        return None
    x, gap = round(box.x + (box.w - 1) * crossed / shown.axis), page.px(6)
    wide = canvas.text_size(say("inside.time.threshold"), page.px(SMALL))[0]
    first = box.x + canvas.text_size(say("inside.time.il6"), page.px(SMALL))[0] + page.px(8)
    return Rect(x - gap - wide if x - gap - wide >= first else x + gap, box.y, wide, page.line(SMALL))


def _named_days(page: Page, canvas: Canvas, box: Rect, shown: StormShown) -> list[tuple[int, str]]:
    """Return where days are named: each, or every second, third ... of them, as many as have room."""
    days, apart = shown.days, page.px(10)
    for step in range(1, len(days) + 1):
        named, free = [], box.x
        for hour, words in days[::step]:
            wide = canvas.text_size(words, page.px(SMALL))[0]
            x = round(box.x + (box.w - 1) * hour / shown.axis)
            left = min(max(box.x, x - wide // 2), box.right - wide)
            if left < free:
                break
            named.append((left, words))
            free = left + wide + apart
        else:
            return named
    return []


def _still(page: Page, canvas: Canvas, box: Rect, low: int, shown: StormShown) -> None:
    """Draw all that stays the same while time goes on."""
    small, line = page.px(SMALL), page.line(SMALL)
    end = shown.axis
    canvas.fill_rect(Rect(box.x - page.px(10), box.y, box.w + page.px(20), box.h), Ink.PANEL)
    thick = max(2, page.px(3))
    canvas.fill_rect(Rect(box.x, low, box.w, thick), Ink.LINE)
    drawn = curve(box, box.y + line, low, shown)
    canvas.text((box.x, box.y), say("inside.time.il6"), small, Ink.INFLAMMATION)
    if len(drawn) > 1:
        shade = [*drawn, (drawn[-1][0], low), (drawn[0][0], low)]
        canvas.polygon(shade, Mix(Ink.INFLAMMATION, Ink.PANEL, 0.14))
        canvas.polyline(drawn, Ink.INFLAMMATION, max(1, page.px(1.6)))
    for hour, _ in shown.days:
        x = round(box.x + (box.w - 1) * hour / end)
        canvas.line((x, low), (x, low + page.px(5)), Ink.QUIET)
    for left, words in _named_days(page, canvas, box, shown):
        canvas.text((left, box.bottom - line), words, small, Ink.QUIET)
    named = _threshold(page, canvas, box, shown)
    crossed = shown.course.crossed(shown.drawn)
    if named is not None and crossed is not None:
        x = round(box.x + (box.w - 1) * crossed / end)
        canvas.line((x, box.y), (x, low), Ink.DANGER, max(1, page.px(2)), page.px(4))
        canvas.text((named.x, named.y), say("inside.time.threshold"), small, Ink.DANGER)
    if shown.drivers is not None:
        for start, family in ((shown.drivers.antiviral, Family.INFECTION), (shown.drivers.dampening, Family.DAMPENING)):
            if start is not None and start * 12 <= end:
                dose_sign(canvas, box.x + (box.w - 1) * start * 12 / end, low - page.px(3), page.px(5), family)
