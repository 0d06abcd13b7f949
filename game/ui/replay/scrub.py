"""The line of the replay: drag it to any moment; above it stand the marked decisions and the notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.review.wording import CAUSE_WORDS, MARK_WORDS, points_words
from game.ui.bedside.order_words import draw_order
from game.ui.charts.span import Span
from game.ui.replay.intents import Scrub
from game.ui.replay.showing import Showing
from game.ui.toolkit.canvas import Align, Canvas, Paint
from game.ui.toolkit.intents import GoTo
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.mark_signs import MARK_INKS, mark_sign
from game.ui.toolkit.page import RADIUS, SMALL, Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, Widget, selected
from game.values.order import Draw
from game.values.ticks import Tick, clock_text, day_text
from game.values.words import say

MARGIN = 18
SIGN = 18
ABOVE = 26
"""Room for the signs, and for the strokes that lead from them to the line."""


@dataclass(frozen=True, slots=True)
class _Sign:
    """What stands above the line: a decision, or the notes of one moment."""

    id: str
    tick: Tick
    words: str
    paint: Paint
    ink: Ink


def scrub_height(page: Page) -> int:
    """Return the height of the panel; it is the same with and without signs, so that nothing moves when they come."""
    return page.px(48 + ABOVE)


def scrub(page: Page, rect: Rect, showing: Showing, start_minute: int) -> Widget:
    """Return the line: discs, squares and triangles are treatments, rings tests, diamonds support, crosses stops.

    Above it stand the marks of decisions, and flags where notes are pinned; pressing one goes to its moment.
    """
    inner = rect.inset(page.px(MARGIN), page.px(4))
    above = page.px(ABOVE)
    below = Rect(inner.x, inner.y + above, inner.w, inner.h - above)
    line = Widget(
        "scrub.line",
        below,
        Role.SLIDER,
        say("replay.scrub.moment_of_the_case"),
        clock_text(showing.at, start_minute),
        intent=Scrub(),
        paint=lambda canvas, box: _paint(page, canvas, box, showing, start_minute),
    )
    signs = _signs(page, showing, start_minute)
    side = page.px(SIGN)
    wanted = [_x(below, sign.tick, showing.end) - side / 2 for sign in signs]
    lefts = spread(wanted, side + page.px(2), inner.x, inner.right - side)
    made = tuple(
        Widget(
            sign.id,
            Rect(left, inner.y, side, side),
            Role.BUTTON,
            sign.words,
            state=selected(sign.tick == showing.at),
            intent=GoTo(sign.tick),
            paint=sign.paint,
        )
        for sign, left in zip(signs, lefts, strict=True)
    )

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Ink.PANEL, page.px(RADIUS))
        y = _middle(page, below)
        for sign, widget in zip(signs, made, strict=True):
            foot = (_x(below, sign.tick, showing.end), y)
            bend = (foot[0], widget.rect.bottom + page.px(4))
            for start, end in (((widget.rect.centre[0], widget.rect.bottom), bend), (bend, foot)):
                canvas.line(start, end, sign.ink, max(1, page.px(1)))

    return Widget("scrub", rect, Role.PANEL, say("replay.scrub.timeline"), children=(*made, line), paint=paint)


def spread(wanted: Sequence[float], least: int, low: int, high: int) -> list[int]:
    """Return places in the order of those wanted, at least `least` apart, as near to them as the room allows.

    Neighbours that would meet share the way to both sides. Where there is no room for all, they stand as far apart as
    can be.
    """
    if not wanted:
        return []
    least = min(least, (high - low) // max(1, len(wanted) - 1))
    # Clusters of neighbours that touch: how many, and where the first of them would stand best on average.
    clusters: list[tuple[int, float]] = []
    for place in wanted:
        count, first = 1, place
        while True:
            first = min(max(first, low), high - (count - 1) * least)
            if not clusters or clusters[-1][1] + clusters[-1][0] * least <= first:
                break
            before, at = clusters.pop()
            first = (before * at + count * (first - before * least)) / (before + count)
            count += before
        clusters.append((count, first))
    return [round(first) + n * least for count, first in clusters for n in range(count)]


def _signs(page: Page, showing: Showing, start: int) -> list[_Sign]:
    """Return the signs by their moments: marks before notes."""
    signs = []
    for index, mark in enumerate(showing.marks):
        tick = max(0, mark.first)
        cost = f"{points_words(mark.points)}, {CAUSE_WORDS[mark.cause]}"
        words = f"{clock_text(tick, start)}: {MARK_WORDS[mark.mark]}, {cost}"
        signs.append(_Sign(f"scrub.mark.{index}", tick, words, mark_sign(mark.mark), MARK_INKS[mark.mark]))
    for tick in sorted({note.tick for note in showing.notes}):
        texts = "; ".join(note.text for note in showing.notes if note.tick == tick)
        words = say("replay.scrub.note", when=clock_text(tick, start), texts=texts)
        signs.append(_Sign(f"scrub.note.{tick}", tick, words, _flag(page), Ink.LOOK))
    return sorted(signs, key=lambda sign: sign.tick)


def _flag(page: Page) -> Paint:
    def paint(canvas: Canvas, box: Rect) -> None:
        x = box.centre[0]
        top, low = box.y + page.px(2), box.y + page.px(12)
        canvas.line((x, top), (x, box.bottom), Ink.LOOK, max(1, page.px(1.5)))
        canvas.polygon([(x, top), (box.right - 1, (top + low) / 2), (x, low)], Ink.LOOK)

    return paint


def _x(box: Rect, tick: Tick, end: Tick) -> int:
    last = max(1, end)
    return box.x + (box.w - 1) * min(tick, last) // last


def _middle(page: Page, box: Rect) -> int:
    """Return the height of the line within its box; the days stand below."""
    return box.y + (box.h - page.line(SMALL - 0.5)) // 2


def _paint(page: Page, canvas: Canvas, box: Rect, showing: Showing, start: int) -> None:
    at, end = showing.at, showing.end
    size, small = page.px(SMALL - 0.5), page.line(SMALL - 0.5)
    y = _middle(page, box)
    thick = max(2, page.px(4))
    canvas.fill_rect(Rect(box.x, y - thick // 2, box.w, thick), Ink.LINE, thick // 2)
    canvas.fill_rect(Rect(box.x, y - thick // 2, max(1, _x(box, at, end) - box.x), thick), Ink.HOST, thick // 2)
    room = canvas.text_size(say("replay.scrub.day_00"), size)[0] + page.px(14)
    free = box.x
    for tick in Span(0, max(1, end), start).days(box, room):
        words = day_text(tick, start)
        wide = canvas.text_size(words, size)[0]
        left = min(max(_x(box, tick, end) - wide // 2, box.x), box.right - wide)
        if left >= free:
            canvas.text((left, box.bottom - small), words, size, Ink.QUIET, align=Align.LEFT)
            free = left + wide + page.px(6)
    radius = page.px(5)
    # Tests first: they are many, and a treatment of the same hour is to be seen over them.
    for entry in sorted(showing.entries, key=lambda one: not isinstance(one.order, Draw)):
        draw_order(canvas, (_x(box, entry.tick, end), y), radius, entry.order)
    knob = min(max(_x(box, at, end), box.x + page.px(10)), box.right - page.px(10))
    canvas.circle((knob, y), page.px(10), Ink.PANEL)
    canvas.circle((knob, y), page.px(8), Ink.TEXT)
