"""IL-6 as it was measured over IL-6 as it truly was: shown only after play."""

from __future__ import annotations

from game.case.view import View
from game.ui.canvas import Align, Canvas, Point, Weight
from game.ui.desk import Revealed
from game.ui.layout import Rect
from game.ui.page import HEADING, SMALL, Page
from game.ui.parts import heading, panel, paragraph, text
from game.ui.theme import Ink, Mix
from game.ui.widget import Role, Widget
from game.ui.widgets.plot import Span, days, flags, ghost_curve, ghost_readings, il6_axes, log_y
from game.values.channel import Channel
from game.values.ticks import clock_text, ticks


def whole_span(view: View) -> Span:
    """Return from the first sample to a little beyond the end of play, two days at least."""
    readings = view.labs.get(Channel.IL6, ())
    first = min([0, *(reading.taken for reading in readings)])
    return Span(first, max(first + ticks(48), view.tick + ticks(4)))


def peak_words(view: View, revealed: Revealed) -> str:
    """Return how high IL-6 truly came, and when."""
    played = [(value, tick) for tick, value in zip(revealed.ticks, revealed.il6, strict=False) if tick <= view.tick]
    value, tick = max(played, default=(0.0, 0))
    return f"highest {value:,.0f} pg/mL, {clock_text(tick, view.level.start.clock_minute)}"


def hidden_words(view: View, revealed: Revealed) -> str:
    """Return what could not be seen, in a sentence or two."""
    start = view.level.start.clock_minute
    if revealed.readable is None or revealed.storm is None:
        return "Hidden until now: untreated, no storm would have come."
    return (
        f"Hidden until now: the rise could be read from {clock_text(revealed.readable, start)}. "
        f"Untreated, the storm would have been half grown at {clock_text(revealed.storm, start)}."
    )


def truth_chart(
    page: Page, rect: Rect, view: View, revealed: Revealed | None, span: Span, ghost: View | None = None
) -> Widget:
    """Return the chart up to the moment of `view`; once the case is over it also says in words what was hidden."""
    inner = rect.inset(page.px(16), page.px(12))
    title = "IL-6, measured and true, pg/mL (log)"
    high = page.line(HEADING)
    words = peak_words(view, revealed) if revealed is not None else "Computing what was hidden …"
    side = page.width(words, SMALL + 1)
    beside = page.width(title.upper(), SMALL - 0.5, Weight.SEMIBOLD) + side + page.px(12) <= inner.w
    if not beside:
        title = "True IL-6, pg/mL"
        beside = page.width(title.upper(), SMALL - 0.5, Weight.SEMIBOLD) + side + page.px(12) <= inner.w
    left = inner.w - side - page.px(12) if beside else inner.w
    top = [heading(page, "truth.title", Rect(inner.x, inner.y, left, 0), title)]
    y = inner.y + high
    if beside:
        at = Rect(inner.right - side, inner.y, side, 0)
        top.append(text(page, "truth.peak", at, words, SMALL + 1, Ink.INFLAMMATION_LIGHT))
    legend_y = y
    key = _legend(page, Rect(inner.x, legend_y, inner.w, 0), revealed)
    y = legend_y + key.rect.h + page.px(4)
    foot: tuple[Widget, ...] = ()
    bottom = inner.bottom
    if revealed is not None and view.outcome is not None:
        told = paragraph(page, "truth.hidden", inner, hidden_words(view, revealed), SMALL, Ink.QUIET)
        bottom = inner.bottom - told.rect.h - page.px(4)
        foot = (paragraph(page, told.id, Rect(inner.x, bottom + page.px(4), inner.w, 0), told.label, SMALL, Ink.QUIET),)
    plot = Widget(
        "truth.plot",
        Rect(inner.x, y, inner.w, max(page.px(40), bottom - y)),
        Role.CHART,
        title,
        words,
        paint=lambda canvas, box: _paint(page, canvas, box, view, revealed, span, ghost),
    )
    return panel(page, "truth", rect, (*top, key, plot, *foot), title)


def _legend(page: Page, at: Rect, revealed: Revealed | None) -> Widget:
    size = SMALL
    entries = [("measured", "dot", Ink.INFLAMMATION), ("true", "line", Ink.TEXT)]
    if revealed is not None:
        entries.append(("untreated", "dash", Ink.QUIET))
    sign, gap = page.px(22), page.px(16)
    pixels = page.px(size)
    line = page.line(size)

    def paint(canvas: Canvas, box: Rect) -> None:
        x = box.x
        middle = box.y + line // 2
        for words, kind, ink in entries:
            if kind == "dot":
                canvas.circle((x + sign / 2, middle), page.px(5), ink)
            else:
                dash = page.px(3) if kind == "dash" else 0
                canvas.line((x, middle), (x + sign - page.px(4), middle), ink, max(2, page.px(2)), dash)
            canvas.text((x + sign, box.y), words, pixels, Ink.QUIET)
            x += sign + canvas.text_size(words, pixels)[0] + gap

    names = ", ".join(words for words, _, _ in entries)
    return Widget("truth.legend", Rect(at.x, at.y, at.w, line), Role.GROUP, f"Lines: {names}", paint=paint)


def _paint(
    page: Page,
    canvas: Canvas,
    box: Rect,
    view: View,
    revealed: Revealed | None,
    span: Span,
    ghost: View | None,
) -> None:
    plot = il6_axes(page, canvas, box)
    days(page, canvas, plot, span, plot.bottom + page.px(4))
    if revealed is not None:
        _truth(page, canvas, plot, view, revealed, span)
    flags(page, canvas, plot, view, span)
    if view.outcome is None:
        now = span.x(view.tick, plot)
        canvas.line((now, plot.y), (now, plot.bottom), Ink.QUIET, max(1, page.px(1)))
    ghost_curve(
        page, canvas, [(span.x(one.taken, plot), log_y(one.value, plot)) for one in ghost_readings(ghost, view)]
    )
    for reading in view.labs.get(Channel.IL6, ()):
        centre = (span.x(reading.taken, plot), log_y(reading.value, plot))
        canvas.circle(centre, page.px(5) + 1, Ink.PANEL)
        canvas.circle(centre, page.px(5), Ink.INFLAMMATION)


def _truth(page: Page, canvas: Canvas, plot: Rect, view: View, revealed: Revealed, span: Span) -> None:
    hourly = list(zip(revealed.ticks, revealed.untreated_il6, strict=False))
    untreated: list[Point] = [
        (span.x(tick, plot), log_y(value, plot)) for tick, value in hourly if 0 <= tick <= span.last
    ]
    for start, stop in zip(untreated[::3], untreated[2::3], strict=False):
        canvas.line(start, stop, Ink.QUIET, max(1, page.px(1.5)))
    true = [
        (span.x(tick, plot), log_y(value, plot))
        for tick, value in zip(revealed.ticks, revealed.il6, strict=False)
        if tick <= view.tick
    ]
    canvas.polyline(true, Ink.TEXT, max(2, page.px(2)))
    if revealed.readable is not None and revealed.readable <= view.tick:
        _readable(page, canvas, plot, span.x(revealed.readable, plot))


def _readable(page: Page, canvas: Canvas, plot: Rect, x: int) -> None:
    """Mark the moment at which the rise could first be read."""
    size = page.px(SMALL - 0.5)
    words = "rise readable"
    wide, high = canvas.text_size(words, size, Weight.SEMIBOLD)
    canvas.line((x, plot.y), (x, plot.bottom), Ink.LOOK, max(1, page.px(1.5)), page.px(4))
    right = x + page.px(5) + wide <= plot.right
    at = (
        (x + page.px(5), plot.bottom - high - page.px(2))
        if right
        else (x - page.px(5), plot.bottom - high - page.px(2))
    )
    ground = Rect(at[0] - page.px(2) if right else at[0] - wide - page.px(2), at[1], wide + page.px(4), high)
    canvas.fill_rect(ground, Mix(Ink.WELL, Ink.PANEL, 0.13))
    canvas.text(at, words, size, Ink.LOOK, Weight.SEMIBOLD, Align.LEFT if right else Align.RIGHT)
