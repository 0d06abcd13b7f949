"""The small trends below the IL-6 chart: measured points only."""

from __future__ import annotations

from game.bedside.trend import bounds, is_old
from game.case.view import View
from game.ui.charts.plot import curve, error_bar, ghost_curve, ghost_readings, il6_span, trend_word, value_text
from game.ui.charts.scales import SCALES
from game.ui.charts.span import Span
from game.ui.toolkit.canvas import Align, Canvas, Point, Weight
from game.ui.toolkit.controls import panel, text
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.widget import Role, Widget
from game.values.channel import KINDS, PANEL_OF, Channel, Reading
from game.values.ticks import span_text
from game.values.words import say


def small_chart(page: Page, rect: Rect, view: View, channel: Channel, ink: Ink, ghost: View | None = None) -> Widget:
    """Return a small trend of one channel, with its last value, what it does and how old it is."""
    inner = rect.inset(page.px(12), page.px(8))
    kind = KINDS[channel]
    readings = view.labs.get(channel, ())
    value = value_text(readings[-1]) if readings else "–"
    line, small = page.line(14), page.line(SMALL)
    wide = page.width(value, 14, Weight.SEMIBOLD)
    name_width = page.width(kind.label, 14)
    stacked = wide + name_width + page.px(8) > inner.w
    below = line if stacked else 0
    foot = Rect(inner.x, inner.bottom - small, inner.w, 0)
    children = (
        text(
            page, f"{channel.value}.name", Rect(inner.x, inner.y, inner.w if stacked else name_width, 0), kind.label, 14
        ),
        text(
            page,
            f"{channel.value}.value",
            Rect(inner.x, inner.y + below, inner.w, 0) if stacked else Rect(inner.right - wide, inner.y, wide, 0),
            value,
            14,
            Ink.QUIET if readings and is_old(readings[-1], view.tick) else ink,
            Weight.SEMIBOLD,
            Align.LEFT if stacked else Align.RIGHT,
        ),
        Widget(
            f"{channel.value}.plot",
            Rect(inner.x, inner.y + line + below, inner.w, max(4, foot.y - inner.y - line - below)),
            Role.CHART,
            kind.label,
            value,
            paint=lambda canvas, box: _paint_small(
                page, canvas, box, readings, ink, il6_span(view), ghost_readings(ghost, view, channel)
            ),
        ),
        text(page, f"{channel.value}.foot", foot, _foot(page, view, channel, foot.w), SMALL, Ink.QUIET),
    )
    return panel(page, channel.value, rect, children, kind.label)


def _foot(page: Page, view: View, channel: Channel, width: int) -> str:
    readings = view.labs.get(channel, ())
    pending = next((result for result in view.pending if result.panel is PANEL_OF[channel]), None)
    old = bool(readings) and is_old(readings[-1], view.tick)
    age = say("charts.small_plot.taken_ago", span=span_text(view.tick - readings[-1].taken)) if readings else ""
    if old:
        parts = [say("charts.small_plot.old", age=age)]
    else:
        parts = [trend_word(readings)] if readings else [say("charts.small_plot.not_measured_yet")]
    if pending is not None:
        parts.append(say("charts.small_plot.due_in", span=span_text(pending.due - view.tick)))
    elif readings and not old:
        parts.append(age)
    words = " · ".join(parts)
    return words if page.width(words, SMALL) <= width else parts[-1]


def newest(page: Page, box: Rect, view: View, channel: Channel) -> Point | None:
    """Return where the newest dot stands in the box of a small trend; nothing before the first."""
    plot, readings = _plot(page, box), view.labs.get(channel, ())
    if not readings:
        return None
    y = plot.centre[1] if channel is Channel.BLOOD_CULTURE else SCALES[channel].y(readings[-1].value, plot)
    return il6_span(view).x(readings[-1].taken, plot), y


def _plot(page: Page, box: Rect) -> Rect:
    return box.inset(page.px(5), page.px(6))


def _paint_small(
    page: Page,
    canvas: Canvas,
    box: Rect,
    readings: tuple[Reading, ...],
    ink: Ink,
    span: Span,
    ghost: tuple[Reading, ...],
) -> None:
    if not readings and not ghost:
        canvas.line((box.x, box.bottom - 2), (box.right, box.bottom - 2), Ink.LINE)
        return
    kind = KINDS[(*readings, *ghost)[0].channel]
    if kind is KINDS[Channel.BLOOD_CULTURE]:
        _paint_cultures(page, canvas, box, readings, ink, span)
        return
    scale = SCALES[(*readings, *ghost)[0].channel]
    plot = _plot(page, box)
    upper, lower = round(scale.y(kind.healthy_high, plot)), round(scale.y(kind.healthy_low, plot))
    band = Rect(plot.x, upper, plot.w, max(2, lower - upper))
    canvas.fill_rect(band, Mix(Ink.WELL, Ink.PANEL, 0.13))
    ghost_curve(page, canvas, [(span.x(one.taken, plot), scale.y(one.value, plot)) for one in ghost], 2.5)
    points = [(span.x(reading.taken, plot), scale.y(reading.value, plot)) for reading in readings]
    for reading, (x, _) in zip(readings, points, strict=True):
        error_bar(page, canvas, x, [scale.y(value, plot) for value in bounds(reading)], ink)
    curve(page, canvas, points, ink, 3)


def _paint_cultures(page: Page, canvas: Canvas, box: Rect, readings: tuple[Reading, ...], ink: Ink, span: Span) -> None:
    """Paint when each culture was taken, full where it grew and a ring where not: an organism has no height."""
    plot = _plot(page, box)
    middle = plot.centre[1]
    canvas.line((plot.x, middle), (plot.right, middle), Ink.LINE)
    for reading in readings:
        ring = 0 if reading.grew else max(1, page.px(1.5))
        canvas.circle((span.x(reading.taken, plot), middle), page.px(4), ink, ring)
