"""The signs of decisions: a shape, a sign and a colour for each mark."""

from __future__ import annotations

from game.review.findings import Mark
from game.ui.canvas import Align, Canvas, Paint, Weight
from game.ui.layout import Rect
from game.ui.theme import Ink
from game.ui.widgets.marks import diamond

MARK_INKS = {
    Mark.GAIN: Ink.WELL,
    Mark.FINE: Ink.HOST,
    Mark.SLOW: Ink.LOOK,
    Mark.MISTAKE: Ink.INFLAMMATION,
    Mark.BLUNDER: Ink.DANGER,
}
MARK_WORDS = {
    Mark.GAIN: "gain",
    Mark.FINE: "fine",
    Mark.SLOW: "slow",
    Mark.MISTAKE: "mistake",
    Mark.BLUNDER: "blunder",
}
_SIGNS = {Mark.GAIN: "+", Mark.FINE: "–", Mark.SLOW: "?!", Mark.MISTAKE: "?", Mark.BLUNDER: "??"}


def points_number(points: float) -> str:
    """Return points lost as a number with its sign: '−17', '+3' where they were won, '0'."""
    whole = round(abs(points))
    return f"{'−' if points > 0 else '+'}{whole}" if whole else "0"


def points_words(points: float) -> str:
    """Return points lost as they are read: '−17 points', '+3 points', 'no points lost'."""
    whole = round(abs(points))
    return f"{points_number(points)} {'point' if whole == 1 else 'points'}" if whole else "no points lost"


def mark_sign(mark: Mark) -> Paint:
    """Return the paint of a mark: disc, square (slow), diamond (mistake), octagon (blunder)."""
    ink = MARK_INKS[mark]

    def paint(canvas: Canvas, box: Rect) -> None:
        x, y = box.centre
        radius = min(box.w, box.h) / 2
        match mark:
            case Mark.GAIN | Mark.FINE:
                canvas.circle((x, y), radius, ink)
            case Mark.SLOW:
                side = round(radius * 1.7)
                canvas.fill_rect(Rect(round(x - side / 2), round(y - side / 2), side, side), ink, side // 5)
            case Mark.MISTAKE:
                diamond(canvas, x, y, radius, ink)
            case Mark.BLUNDER:
                cut = 0.42
                around = ((-cut, -1), (cut, -1), (1, -cut), (1, cut), (cut, 1), (-cut, 1), (-1, cut), (-1, -cut))
                corners = [(x + dx * radius, y + dy * radius) for dx, dy in around]
                canvas.polygon(corners, ink)
        size = max(8, round(radius * (1.1 if len(_SIGNS[mark]) > 1 else 1.4)))
        wide, high = canvas.text_size(_SIGNS[mark], size, Weight.BOLD)
        if wide <= box.w and high <= box.h:
            canvas.text((x, y - high // 2), _SIGNS[mark], size, Ink.ON_BRIGHT, Weight.BOLD, Align.CENTRE)

    return paint
