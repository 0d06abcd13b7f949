"""Flags of doses on a chart over time, placed so that they cover no curve."""

from __future__ import annotations

from collections.abc import Sequence

from game.case.view import View
from game.ui.charts.dose_sign import dose_sign
from game.ui.charts.placing import crosses
from game.ui.charts.span import FAMILY_INK, Span
from game.ui.toolkit.canvas import Canvas, Point, Weight
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.theme import Ink, Mix
from game.values.drug import FORMULARY
from game.values.fact import DoseGiven

STROKE, HEAD = 8, 3
"""Height of the mark of a later dose, and half of the sign at its head."""
LEAST_LINES = 4
"""Names of drugs that must fit over one another before any is written."""


def flags(
    page: Page,
    canvas: Canvas,
    plot: Rect,
    view: View,
    span: Span,
    curves: Sequence[Sequence[Point]] = (),
    spared: Sequence[Rect] = (),
) -> list[Rect]:
    """Flag the first dose of each drug by name, later ones by a short stroke; return where the names stand.

    A name stands as high as it can without lying on one of the curves; the first of them matter most. In a low chart
    the uprights stand alone, since names would hide what they stand beside. No name and no mark of a later dose stands
    on a word that is `spared`.
    """
    size = page.px(SMALL - 0.5)
    high = page.line(SMALL - 0.5) + page.px(2)
    seen: set[str] = set()
    names: list[tuple[Rect, str, Ink]] = []
    for fact in _doses(view):
        regimen = FORMULARY[fact.regimen]
        ink = FAMILY_INK[regimen.family]
        x = span.x(fact.tick, plot)
        if fact.regimen in seen:
            under = [one.y for one in spared if one.x <= x <= one.right and one.bottom > plot.bottom - page.px(STROKE)]
            foot = min([plot.bottom, *under])  # it stands on the word, not in it
            faint = Mix(ink, Ink.PANEL, 0.8)
            canvas.line((x, foot - page.px(STROKE)), (x, foot), faint, max(1, page.px(2)))
            dose_sign(canvas, x, foot - page.px(STROKE), page.px(HEAD), regimen.family, faint)
            continue
        seen.add(fact.regimen)
        words = regimen.short
        wide = canvas.text_size(words, size, Weight.SEMIBOLD)[0] + page.px(10)
        wanted = Rect(min(x, plot.right - wide), plot.y, wide, high)
        taken = [*spared, *(rect for rect, _, _ in names)]
        place = free_place(page, plot, wanted, taken, curves)
        if plot.h >= LEAST_LINES * high:
            names.append((place, words, ink))
        canvas.line((x, place.y), (x, plot.bottom), Mix(ink, Ink.PANEL, 0.55), max(1, page.px(1)))
    for place, words, ink in names:
        canvas.fill_rect(place, ink, page.px(3))
        canvas.text((place.x + page.px(5), place.y + page.px(1)), words, size, Ink.ON_BRIGHT, Weight.SEMIBOLD)
    return [place for place, _, _ in names]


def _doses(view: View) -> list[DoseGiven]:
    return [fact for fact in view.history if isinstance(fact, DoseGiven) and fact.regimen in FORMULARY]


def poles(plot: Rect, view: View, span: Span) -> list[list[Point]]:
    """Return the upright of each flag, from the head of the plot to its foot."""
    first: dict[str, int] = {}
    for fact in _doses(view):
        first.setdefault(fact.regimen, span.x(fact.tick, plot))
    return [[(x, plot.y), (x, plot.bottom)] for x in first.values()]


def strokes(page: Page, plot: Rect, view: View, span: Span) -> list[list[Point]]:
    """Return the marks of later doses at the foot of the plot."""
    places = [span.x(fact.tick, plot) for fact in _doses(view)]
    return [[(x, plot.bottom - page.px(STROKE)), (x, plot.bottom)] for x in places]


def free_place(page: Page, plot: Rect, wanted: Rect, taken: Sequence[Rect], curves: Sequence[Sequence[Point]]) -> Rect:
    """Return the highest place, from `wanted` down, that is neither taken nor crossed by a curve.

    Where every place is crossed, the first of the curves are spared before the later ones; if all are taken, `wanted`
    itself.
    """
    step, dot = page.px(3), page.px(4)
    places = [wanted.moved(0, down) for down in range(0, max(1, plot.bottom - wanted.bottom), step)]
    free = [one for one in places if not any(one.overlaps(other) for other in taken)]
    return min(free, key=lambda one: [crosses(one, curve, dot) for curve in curves], default=wanted)
