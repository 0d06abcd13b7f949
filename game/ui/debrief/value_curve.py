"""The curve of value: what could be expected of the patient after each hour of the case, with marks on decisions."""

from __future__ import annotations

from itertools import pairwise

from game.review.findings import Analysis, Cause, Episode, value_at
from game.ui.charts.plot import days
from game.ui.charts.span import Span
from game.ui.debrief.curve_marks import draw_stems, mark_widgets, placed_marks
from game.ui.toolkit.canvas import Align, Canvas, Paint, Weight
from game.ui.toolkit.controls import heading, panel, paragraph, text
from game.ui.toolkit.layout import Rect, flow
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.theme import Colour, Ink, Mix
from game.ui.toolkit.widget import Role, Widget
from game.values.ticks import Tick

TITLE = "Expected outcome after each of your decisions, 0 to 100"
ROUGH = "Expected outcome, a first rough look, 0 to 100"
LEAST_PLOT = 60


def decisions(analysis: Analysis) -> tuple[Episode, ...]:
    """Return what the player decided, in the order of time; what no order did comes last."""
    return (*analysis.decided, *(one for one in analysis.episodes if one.cause is Cause.CHANCE))


def value_curve(page: Page, rect: Rect, analysis: Analysis | None, start: int, chosen: int) -> Widget:
    """Return the panel; `chosen` is the number of the decision that is shown."""
    inner = rect.inset(page.px(16), page.px(12))
    whole = ROUGH if analysis is not None and analysis.rough else TITLE
    title = (
        whole if page.width(whole.upper(), SMALL - 0.5, Weight.SEMIBOLD) <= inner.w else "Expected outcome, 0 to 100"
    )
    if page.width(title.upper(), SMALL - 0.5, Weight.SEMIBOLD) > inner.w:
        title = "Value, 0–100"
    children: list[Widget] = [heading(page, "curve.title", inner, title)]
    y = children[-1].rect.bottom + page.px(2)
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


def _end(analysis: Analysis) -> Tick:
    return max([1, *(point.tick for point in analysis.curve)])


def points_of(analysis: Analysis, name: str) -> list[tuple[Tick, float]]:
    """Return a line up to the end of the case. Who went home by then, or died, keeps the value of that moment."""
    lines = {"best": analysis.best_plan, "untreated": analysis.no_treatment}
    points = lines.get(name, analysis.curve)
    hindsight = name == "hindsight"
    last = _end(analysis)
    known = [(point.tick, point.hindsight if hindsight else point.in_view) for point in points if point.tick < last]
    return [*known, (last, value_at(points, last, hindsight=hindsight))]


def _legend(page: Page, at: Rect, analysis: Analysis) -> list[Widget]:
    """Return each line's stroke with its name and the value at its end."""
    sign = page.px(26)
    high = page.line(SMALL)
    lines = lines_of(analysis)
    said = [f"{words}: {points_of(analysis, name)[-1][1]:.0f}" for words, name, *_ in lines]
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


def _chart(page: Page, box: Rect, analysis: Analysis, start: int, chosen: int) -> Widget:
    size, small = page.px(SMALL - 0.5), page.line(SMALL - 0.5)
    axis = page.width("100", SMALL - 0.5) + page.px(8)
    plot = Rect(box.x + axis, box.y + small // 2 + 1, box.w - axis, box.h - small // 2 - small - page.px(6))
    span = Span(0, _end(analysis), start)

    def y(value: float) -> float:
        return plot.bottom - value / 100 * plot.h

    def spot(one: Episode) -> tuple[int, int]:
        return span.x(max(0, one.first), plot), round(y(value_at(analysis.curve, one.first)))

    room = Rect(plot.x, box.y, plot.w, plot.bottom - box.y)
    marks = placed_marks(page, room, decisions(analysis), chosen, spot)

    def paint(canvas: Canvas, _box: Rect) -> None:
        for value in (0, 25, 50, 75, 100):
            at = round(y(value))
            canvas.line((plot.x, at), (plot.right, at), Ink.LINE)
            if small <= plot.h // 4 or value in {0, 100}:
                canvas.text((plot.x - page.px(6), at - small // 2), str(value), size, Ink.QUIET, align=Align.RIGHT)
        days(page, canvas, plot, span, plot.bottom + page.px(4))
        under = [(span.x(tick, plot), y(value)) for tick, value in points_of(analysis, "view")]
        canvas.polygon(
            [*under, (under[-1][0], plot.bottom), (under[0][0], plot.bottom)], Mix(Ink.INFECTION, Ink.PANEL, 0.1)
        )
        for _, name, colour, wide, dash in reversed(lines_of(analysis)):
            points = [(span.x(tick, plot), y(value)) for tick, value in points_of(analysis, name)]
            if dash:
                for one, other in pairwise(points):
                    canvas.line(one, other, colour, max(1, page.px(wide)), page.px(dash))
            else:
                canvas.polyline(points, colour, max(1, page.px(wide)))
        draw_stems(page, canvas, marks)

    ends = [f"{words} {points_of(analysis, name)[-1][1]:.0f}" for words, name, *_ in lines_of(analysis)]
    value = "at the end: " + ", ".join(ends)
    children = mark_widgets(page, marks, start, chosen)
    return Widget("curve.plot", box, Role.CHART, TITLE, value, children=children, paint=paint)


def failed_panel(page: Page, rect: Rect, failure: str) -> Widget:
    """Return what stands in place of the curve where there can be none."""
    inner = rect.inset(page.px(16), page.px(12))
    title = text(page, "curve.title", inner, "No analysis", SMALL + 3, Ink.LOOK, Weight.BOLD)
    at = Rect(inner.x, title.rect.bottom + page.px(4), inner.w, 0)
    return panel(page, "curve", rect, (title, paragraph(page, "curve.failure", at, failure, SMALL + 1)), "No analysis")
