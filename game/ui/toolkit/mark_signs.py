"""The signs of decisions: a shape, a sign and a colour for each mark."""

from __future__ import annotations

from game.review.findings import MARK_SIGNS, Mark
from game.ui.toolkit.canvas import Align, Canvas, Paint, Weight
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.marks import diamond
from game.ui.toolkit.theme import Ink

MARK_INKS = {
    Mark.GAIN: Ink.WELL,
    Mark.FINE: Ink.HOST,
    Mark.SLOW: Ink.LOOK,
    Mark.MISTAKE: Ink.INFLAMMATION,
    Mark.BLUNDER: Ink.DANGER,
}


def mark_sign(mark: Mark, words: str = "") -> Paint:
    """Return the paint of a mark: disc, square (slow), diamond (mistake), octagon (blunder); `words` for its sign."""
    ink, words = MARK_INKS[mark], words or MARK_SIGNS[mark]

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
        size = max(8, round(radius * (1.1 if len(words) > 1 else 1.4)))
        wide, high = canvas.text_size(words, size, Weight.BOLD)
        if wide <= box.w and high <= box.h:
            canvas.text((x, y - high // 2), words, size, Ink.ON_BRIGHT, Weight.BOLD, Align.CENTRE)

    return paint
