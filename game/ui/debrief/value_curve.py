"""The curve of value: what could be expected of the patient after each hour of the case, with marks on decisions."""

from __future__ import annotations

from game.review.findings import Analysis, Cause, Episode, value_at
from game.ui.charts.lines import Line, corners, draw_line, key, plot_of, rulers
from game.ui.charts.plot import days
from game.ui.charts.scales import Scale
from game.ui.charts.span import Span
from game.ui.debrief.curve_marks import draw_stems, mark_widgets, placed_marks
from game.ui.toolkit.canvas import Canvas, Weight
from game.ui.toolkit.controls import heading, panel, paragraph, text
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.widget import Role, Widget
from game.values.ticks import Tick
from game.values.words import say

TITLE = "debrief.value_curve.expected_outcome_after_each_of"
ROUGH = "debrief.value_curve.expected_outcome_a_first_rough"
LEAST_PLOT = 60
SHARES = Scale(0.0, 100.0)
QUARTERS = (0, 25, 50, 75, 100)
NONE_CHOSEN = -1
TRUE_ALONE = "debrief.value_curve.true_patient_alone"
YOURS, YOURS_SHORT = "debrief.value_curve.yours", "debrief.value_curve.yours_short"


def decisions(analysis: Analysis) -> tuple[Episode, ...]:
    """Return what the player decided, in the order of time; what no order did comes last."""
    return (*analysis.decided, *(one for one in analysis.episodes if one.cause is Cause.CHANCE))


def value_curve(page: Page, rect: Rect, analysis: Analysis | None, start: int, chosen: int) -> Widget:
    """Return the panel; `chosen` is the number of the decision that is shown."""
    inner = rect.inset(page.px(16), page.px(12))
    whole = say(ROUGH) if analysis is not None and analysis.rough else say(TITLE)
    title = (
        whole
        if page.width(whole.upper(), SMALL - 0.5, Weight.SEMIBOLD) <= inner.w
        else say("debrief.value_curve.expected_outcome_0_to_100")
    )
    if page.width(title.upper(), SMALL - 0.5, Weight.SEMIBOLD) > inner.w:
        title = say("debrief.value_curve.value_0_100")
    children: list[Widget] = [heading(page, "curve.title", inner, title)]
    y = children[-1].rect.bottom + page.px(2)
    if analysis is None:
        words = say("debrief.value_curve.the_first_curve_comes_in")
        children.append(paragraph(page, "curve.waits", Rect(inner.x, y, inner.w, 0), words, SMALL + 1, Ink.QUIET))
        return panel(page, "curve", rect, tuple(children), title)
    legend = curve_key(page, Rect(inner.x, y, inner.w, 0), analysis)
    children += legend
    y = max(widget.rect.bottom for widget in legend) + page.px(4)
    box = Rect(inner.x, y, inner.w, max(page.px(LEAST_PLOT), inner.bottom - y))
    children.append(curve_chart(page, box, analysis, start, chosen))
    return panel(page, "curve", rect, tuple(children), title)


def lines_of(analysis: Analysis) -> list[Line]:
    """Return each line that is known, the most important one first."""
    if _by_hindsight_alone(analysis):
        return [Line("hindsight", say(TRUE_ALONE), points_of(analysis, "hindsight"), Ink.HOST, 3)]
    lines = [
        Line("view", say(YOURS), points_of(analysis, "view"), Ink.TEXT, 3),
        Line("hindsight", say("debrief.value_curve.in_hindsight"), points_of(analysis, "hindsight"), Ink.HOST, 1),
    ]
    if analysis.best_plan:
        # Where no plan came to more than the case, its line lies below that of the case, and nobody would find it.
        own = analysis.best_plan == analysis.curve
        name = say("debrief.value_curve.no_better_plan_found" if own else "debrief.value_curve.best_plan_found")
        lines.append(Line("best", name, points_of(analysis, "best"), Ink.WELL, 2, 8))
    if analysis.no_treatment:
        lines.append(
            Line(
                "untreated", say("debrief.value_curve.no_treatment"), points_of(analysis, "untreated"), Ink.QUIET, 2, 3
            )
        )
    return lines


def _by_hindsight_alone(analysis: Analysis) -> bool:
    """Say whether a first look knows the true patient only: what could be seen then is not told yet."""
    return analysis.rough and all(point.in_view == point.hindsight for point in analysis.curve)


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


def curve_key(page: Page, at: Rect, analysis: Analysis) -> list[Widget]:
    """Return each line's stroke with its name and the value at its end."""
    lines = lines_of(analysis)
    # One number: that of the case. The other lines are other cases, or other eyes, and no second outcome of this one.
    said = [f"{line.name}: {_last(line)}" if line.id == "view" else line.name for line in lines]
    if any(page.px(26) + page.width(words, SMALL) > at.w for words in said):
        said = [f"{say(YOURS_SHORT) if line.id == 'view' else line.name}: {_last(line)}" for line in lines]
    return key(page, "curve", at, lines, said)


def _last(line: Line) -> str:
    return f"{line.points[-1][1]:.0f}"


def curve_chart(
    page: Page, box: Rect, analysis: Analysis, start: int, chosen: int = NONE_CHOSEN, *, numbered: bool = False
) -> Widget:
    """Return the lines with a mark at each decision: its sign, or its number where a list of them stands below."""
    small = page.line(SMALL - 0.5)
    plot = plot_of(page, box, "100")
    span = Span(0, _end(analysis), start)
    lines = lines_of(analysis)

    def spot(one: Episode) -> tuple[int, int]:
        return span.x(max(0, one.first), plot), round(SHARES.y(value_at(analysis.curve, one.first), plot))

    room = Rect(plot.x, box.y, plot.w, plot.bottom - box.y)
    marks = placed_marks(page, room, decisions(analysis), chosen, spot, numbered=numbered)

    def paint(canvas: Canvas, _box: Rect) -> None:
        rulers(page, canvas, plot, SHARES, QUARTERS if small <= plot.h // 4 else (0, 100))
        days(page, canvas, plot, span, plot.bottom + page.px(4))
        under = corners(lines[0], span, SHARES, plot)[0]
        canvas.polygon(
            [*under, (under[-1][0], plot.bottom), (under[0][0], plot.bottom)], Mix(Ink.INFECTION, Ink.PANEL, 0.1)
        )
        # Its dashes over the line of the case: below it nobody saw them where both are near each other.
        best = [line for line in lines if line.id == "best"]
        for line in (*[line for line in reversed(lines) if line not in best], *best):
            draw_line(page, canvas, plot, span, SHARES, line)
        draw_stems(page, canvas, marks)

    last, beside = _last(lines[0]), ", ".join([line.name for line in lines[1:]])
    value = (
        say("debrief.value_curve.at_the_end_beside_it", last=last, line=beside)
        if beside
        else f"{lines[0].name}: {last}"
    )
    children = mark_widgets(page, marks, start, chosen)
    return Widget("curve.plot", box, Role.CHART, say(TITLE), value, children=children, paint=paint)


def failed_panel(page: Page, rect: Rect, failure: str) -> Widget:
    """Return what stands in place of the curve where there can be none."""
    inner = rect.inset(page.px(16), page.px(12))
    title = text(page, "curve.title", inner, say("debrief.value_curve.no_analysis"), SMALL + 3, Ink.LOOK, Weight.BOLD)
    at = Rect(inner.x, title.rect.bottom + page.px(4), inner.w, 0)
    return panel(
        page,
        "curve",
        rect,
        (title, paragraph(page, "curve.failure", at, failure, SMALL + 1)),
        say("debrief.value_curve.no_analysis"),
    )
