"""The curve of value: what could be expected of the patient after each hour of the case, with marks on decisions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from game.review.findings import Analysis, Cause, Episode, Point
from game.ui.canvas import Align, Canvas, Paint, Weight
from game.ui.layout import Rect, flow
from game.ui.page import SMALL, Page
from game.ui.parts import heading, panel, paragraph, text
from game.ui.theme import Colour, Ink, Mix
from game.ui.widget import Role, State, Widget
from game.ui.widgets.mark_signs import MARK_INKS, MARK_WORDS, mark_sign, points_lost
from game.ui.widgets.plot import Span, days
from game.values.ticks import Tick, clock_text

TITLE = "Expected outcome after each of your decisions, 0 to 100"
SIGN = 24
LEAST_PLOT = 60


def decisions(analysis: Analysis) -> tuple[Episode, ...]:
    """Return what the player decided, in the order of time; what no order did comes last."""
    by_choice = [one for one in analysis.episodes if one.cause is not Cause.CHANCE]
    return (*by_choice, *(one for one in analysis.episodes if one.cause is Cause.CHANCE))


def value_at(points: Sequence[Point], tick: Tick, *, hindsight: bool = False) -> float:
    """Return the value at a moment, between two points on the line through them."""
    values = [(point.tick, point.hindsight if hindsight else point.in_view) for point in points]
    if not values:
        return 0.0
    if tick <= values[0][0]:
        return values[0][1]
    for (first, low), (last, high) in pairwise(values):
        if tick <= last:
            return low + (high - low) * (tick - first) / max(1, last - first)
    return values[-1][1]


def progress_line(page: Page, at: Rect, words: str, share: float) -> Widget:
    """Return a bar that says how far the analysis has come, with what is being done."""
    line = page.line(SMALL)
    percent = f"{100 * share:.0f} %"
    bar_high = max(2, page.px(4))

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.text((box.x, box.y), f"{words} · {percent}", page.px(SMALL), Ink.QUIET, width=box.w)
        bar = Rect(box.x, box.bottom - bar_high, box.w, bar_high)
        canvas.fill_rect(bar, Ink.LINE, bar_high // 2)
        canvas.fill_rect(Rect(bar.x, bar.y, max(bar_high, round(bar.w * share)), bar_high), Ink.INFLAMMATION, 1)

    rect = Rect(at.x, at.y, at.w, line + page.px(2) + bar_high)
    return Widget("analysis.progress", rect, Role.METER, "Analysis", f"{words}, {percent}", paint=paint)


def value_curve(
    page: Page, rect: Rect, analysis: Analysis | None, start: int, chosen: Tick, waits: tuple[str, float] | None
) -> Widget:
    """Return the panel; `waits` is what is being done and how far it is, while the analysis goes on."""
    inner = rect.inset(page.px(16), page.px(12))
    title = (
        TITLE if page.width(TITLE.upper(), SMALL - 0.5, Weight.SEMIBOLD) <= inner.w else "Expected outcome, 0 to 100"
    )
    if page.width(title.upper(), SMALL - 0.5, Weight.SEMIBOLD) > inner.w:
        title = "Value, 0–100"
    children: list[Widget] = [heading(page, "curve.title", inner, title)]
    y = children[-1].rect.bottom + page.px(2)
    if waits is not None:
        children.append(progress_line(page, Rect(inner.x, y, inner.w, 0), *waits))
        y = children[-1].rect.bottom + page.px(4)
    if analysis is None:
        words = "The first curve comes in some seconds. All else can be read already."
        children.append(paragraph(page, "curve.waits", Rect(inner.x, y, inner.w, 0), words, SMALL + 1, Ink.QUIET))
        return panel(page, "curve", rect, tuple(children), title)
    legend = _legend(page, Rect(inner.x, y, inner.w, 0), analysis)
    children += legend
    y = max(widget.rect.bottom for widget in legend) + page.px(4)
    box = Rect(inner.x, y, inner.w, max(page.px(LEAST_PLOT), inner.bottom - y))
    children.append(_chart(page, box, analysis, start, chosen))
    return panel(page, "curve", rect, tuple(children), title)


def lines_of(analysis: Analysis) -> list[tuple[str, str, Colour, float, float]]:
    """Return name, id, colour, width and dash of each line that is known, the most important one first."""
    lines: list[tuple[str, str, Colour, float, float]] = [
        ("your case, with what you could see", "view", Ink.TEXT, 3, 0),
        ("in hindsight", "hindsight", Ink.HOST, 1, 0),
    ]
    if analysis.best_plan:
        lines.append(("best plan found", "best", Ink.WELL, 2, 8))
    if analysis.no_treatment:
        lines.append(("no treatment", "untreated", Ink.QUIET, 2, 3))
    return lines


def _points(analysis: Analysis, name: str) -> list[tuple[Tick, float]]:
    match name:
        case "view":
            return [(point.tick, point.in_view) for point in analysis.curve]
        case "hindsight":
            return [(point.tick, point.hindsight) for point in analysis.curve]
        case "best":
            return [(point.tick, point.in_view) for point in analysis.best_plan]
        case _:
            return [(point.tick, point.in_view) for point in analysis.no_treatment]


def _legend(page: Page, at: Rect, analysis: Analysis) -> list[Widget]:
    """Return each line's stroke with its name and the value at its end."""
    sign = page.px(26)
    high = page.line(SMALL)
    lines = lines_of(analysis)
    said = [f"{words}: {_points(analysis, name)[-1][1]:.0f}" for words, name, *_ in lines]
    if any(sign + page.width(words, SMALL) > at.w for words in said):
        said = [words.replace("your case, with what you could see", "your case") for words in said]
    boxes = flow(at, [sign + page.width(words, SMALL) + page.px(2) for words in said], high, page.px(16))
    return [
        Widget(f"curve.{name}", box, Role.TEXT, words, paint=_stroke(page, words, colour, wide, dash))
        for words, (_, name, colour, wide, dash), box in zip(said, lines, boxes, strict=True)
    ]


def _stroke(page: Page, words: str, colour: Colour, wide: float, dash: float) -> Paint:
    sign = page.px(26)

    def paint(canvas: Canvas, box: Rect) -> None:
        y = box.centre[1]
        ends = (box.x, y), (box.x + sign - page.px(6), y)
        canvas.line(*ends, colour, max(1, page.px(wide)), page.px(dash))
        canvas.text((box.x + sign, box.y), words, page.px(SMALL), Ink.QUIET)

    return paint


def _chart(page: Page, box: Rect, analysis: Analysis, start: int, chosen: Tick) -> Widget:
    size, small = page.px(SMALL - 0.5), page.line(SMALL - 0.5)
    axis = page.width("100", SMALL - 0.5) + page.px(8)
    plot = Rect(box.x + axis, box.y + small // 2 + 1, box.w - axis, box.h - small // 2 - small - page.px(6))
    last = max([1, *(point.tick for point in analysis.curve)])
    span = Span(0, last)

    def y(value: float) -> float:
        return plot.bottom - value / 100 * plot.h

    def paint(canvas: Canvas, _box: Rect) -> None:
        for value in (0, 25, 50, 75, 100):
            at = round(y(value))
            canvas.line((plot.x, at), (plot.right, at), Ink.LINE)
            if small <= plot.h // 4 or value in {0, 100}:
                canvas.text((plot.x - page.px(6), at - small // 2), str(value), size, Ink.QUIET, align=Align.RIGHT)
        days(page, canvas, plot, span, plot.bottom + page.px(4))
        under = [(span.x(tick, plot), y(value)) for tick, value in _points(analysis, "view")]
        canvas.polygon(
            [*under, (under[-1][0], plot.bottom), (under[0][0], plot.bottom)], Mix(Ink.INFECTION, Ink.PANEL, 0.1)
        )
        for _, name, colour, wide, dash in reversed(lines_of(analysis)):
            known = [point for point in _points(analysis, name) if point[0] <= last]
            # Who went home, or died, keeps the value of that moment.
            known += [(last, known[-1][1])] if known else []
            points = [(span.x(tick, plot), y(value)) for tick, value in known]
            if dash:
                for one, other in pairwise(points):
                    canvas.line(one, other, colour, max(1, page.px(wide)), page.px(dash))
            else:
                canvas.polyline(points, colour, max(1, page.px(wide)))

    ends = [f"{words} {_points(analysis, name)[-1][1]:.0f}" for words, name, *_ in lines_of(analysis)]
    marks = _marks(page, box, plot, span, analysis, start, chosen)
    return Widget("curve.plot", box, Role.CHART, TITLE, "at the end: " + ", ".join(ends), children=marks, paint=paint)


def _marks(
    page: Page, box: Rect, plot: Rect, span: Span, analysis: Analysis, start: int, chosen: Tick
) -> tuple[Widget, ...]:
    """Return a sign for each decision that cost or won something, beside each other where they would overlap."""
    listed = [(index, one) for index, one in enumerate(decisions(analysis)) if one.cause is not Cause.CHANCE]
    side, gap = page.px(SIGN), page.px(4)
    label = max(page.width(words, SMALL - 0.5, Weight.SEMIBOLD) for words in MARK_WORDS.values()) + page.px(6)
    wide = label if len(listed) * (label + gap) <= plot.w else side
    fit = max(1, plot.w // (wide + gap))
    if len(listed) > fit:
        # The lesser ones are still reached by going from decision to decision.
        dear = sorted(listed, key=lambda pair: -abs(pair[1].loss))[:fit]
        listed = [pair for pair in listed if pair in dear]
    lefts: list[int] = []
    for _, one in listed:
        lefts.append(max(span.x(one.first, plot) - wide // 2, plot.x, (lefts[-1] + wide + gap) if lefts else plot.x))
    right = plot.right
    for place in range(len(lefts) - 1, -1, -1):
        lefts[place] = min(lefts[place], right - wide)
        right = lefts[place] - gap
    named = wide > side
    high = side + (page.line(SMALL - 0.5) if named else 0)
    widgets = []
    for (index, one), left in zip(listed, lefts, strict=True):
        middle = plot.bottom - value_at(analysis.curve, one.first) / 100 * plot.h
        top = round(min(max(middle - side / 2, box.y), plot.bottom - high))
        when = clock_text(max(0, one.first), start)
        words = f"{when}: {MARK_WORDS[one.mark]}, {one.cause.value}, {points_lost(one.loss)}"
        current = one.first == chosen
        widgets.append(
            Widget(
                f"mark.{index}",
                Rect(left, top, wide, high),
                Role.BUTTON,
                words,
                state=State.SELECTED if current else State.NONE,
                intent=f"decision:{index}",
                paint=_sign(page, one, named=named, current=current),
            )
        )
    return tuple(widgets)


def _sign(page: Page, one: Episode, *, named: bool, current: bool) -> Paint:
    side = page.px(SIGN)
    draw = mark_sign(one.mark)

    def paint(canvas: Canvas, box: Rect) -> None:
        spot = Rect(box.centre[0] - side // 2, box.y, side, side)
        canvas.circle(spot.centre, side / 2 + 1, Ink.TEXT if current else Ink.PANEL)
        draw(canvas, spot.inset(max(1, page.px(2))))
        if named:
            at = (box.centre[0], box.y + side)
            words = MARK_WORDS[one.mark]
            canvas.text(at, words, page.px(SMALL - 0.5), MARK_INKS[one.mark], Weight.SEMIBOLD, Align.CENTRE)

    return paint


def failed_panel(page: Page, rect: Rect, failure: str) -> Widget:
    """Return what stands in place of the curve where there can be none."""
    inner = rect.inset(page.px(16), page.px(12))
    title = text(page, "curve.title", inner, "No analysis", SMALL + 3, Ink.LOOK, Weight.BOLD)
    at = Rect(inner.x, title.rect.bottom + page.px(4), inner.w, 0)
    return panel(page, "curve", rect, (title, paragraph(page, "curve.failure", at, failure, SMALL + 1)), "No analysis")
