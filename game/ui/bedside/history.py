"""Hourly trends that need no laboratory: the share of oxygen and NEWS2."""

from __future__ import annotations

from collections.abc import Sequence

from game.case.view import View
from game.ui.bedside.news2 import standing, total_words
from game.ui.charts.lines import Line, draw_line
from game.ui.charts.plot import il6_span
from game.ui.charts.scales import Scale
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.controls import text
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, Widget
from game.values.ticks import Tick
from game.values.words import say


def histories(page: Page, at: Rect, view: View) -> tuple[list[Widget], int]:
    """Return the two trends, and their bottom."""
    oxygen = [*((tick, each.fio2) for tick, each in view.support_history), (view.tick, view.support.fio2)]
    scored = dict(view.scored) if view.ventilated else {**dict(view.scored), view.tick: view.news2.total}
    hours = [*(tick for tick, _ in view.news2_history), view.tick]
    news2 = [(tick, float(scored[tick]) if tick in scored else None) for tick in hours]
    now = standing(view)[0] if view.ventilated else total_words(view.news2)
    height = page.px(84)
    first = Rect(at.x, at.y, at.w, height)
    second = first.moved(0, height + page.px(8))
    charts = [
        _stairs(
            page,
            "history.oxygen",
            first,
            (say("bedside.history.oxygen_need"), say("bedside.history.fio2", fio2=f"{view.support.fio2:.2f}")),
            oxygen,
            (0.21, 1.0),
            view,
        ),
        _stairs(page, "history.news2", second, ("NEWS2", now), news2, (0.0, 20.0), view),
    ]
    return charts, second.bottom


def _stairs(
    page: Page,
    id_: str,
    rect: Rect,
    names: tuple[str, str],
    points: Sequence[tuple[Tick, float | None]],
    limits: tuple[float, float],
    view: View,
) -> Widget:
    """Return a trend drawn as steps, on the time axis of the other charts."""
    span = il6_span(view)
    pad = page.px(10)
    tall = page.line(SMALL)
    label, value = names
    wide = page.width(value, SMALL, Weight.SEMIBOLD)
    low, high = limits
    line = Line(id_, label, points, Ink.SPO2 if low else Ink.LOOK, 1.7, steps=True)

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(Rect(box.x, box.bottom - 1, box.w, 1), Ink.LINE)
        inside = Rect(box.x, box.y + 2, box.w, box.h - 4)
        draw_line(page, canvas, inside, span, Scale(low, high), line)

    top = rect.y + page.px(6)
    plot = Rect(rect.x + pad, top + tall + page.px(2), rect.w - 2 * pad, rect.bottom - page.px(8) - top - tall)
    children = (
        text(page, f"{id_}.name", Rect(rect.x + pad, top, rect.w - 2 * pad - wide - pad, 0), label, SMALL, Ink.QUIET),
        text(
            page,
            f"{id_}.value",
            Rect(rect.right - pad - wide, top, wide, 0),
            value,
            SMALL,
            weight=Weight.SEMIBOLD,
            align=Align.RIGHT,
        ),
        Widget(f"{id_}.plot", plot, Role.CHART, label, value, paint=paint),
    )
    return Widget(
        id_,
        rect,
        Role.PANEL,
        label,
        value,
        children=children,
        paint=lambda canvas, box: canvas.fill_rect(box, Ink.RAISED, page.px(8)),
    )
