"""Where marks stand on the curve of value: at their moments, beside each other where they would meet."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from game.review.findings import Cause, Episode
from game.review.wording import CAUSE_WORDS, MARK_WORDS, points_number, points_words
from game.ui.debrief.intents import StudyDecision
from game.ui.toolkit.canvas import Align, Canvas, Paint, Weight
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.mark_signs import MARK_INKS, mark_sign
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, Widget, selected
from game.values.ticks import clock_text

SIGN = 22
LABEL = SMALL - 0.5
MOST_MARKS = 24
"""The lesser ones are still reached by going from decision to decision."""
ASIDE = 12
"""Design pixels that a mark may stand before or after its moment; only a bare sign goes farther."""


class Style(enum.Enum):
    """What is written at a sign, from the roomiest to the barest."""

    BELOW = "below"
    BESIDE = "beside"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Placed:
    """One mark: the decision with its number, its moment on the curve, where it stands and what is written at it."""

    index: int
    one: Episode
    spot: tuple[int, int]
    rect: Rect
    style: Style
    numbered: bool = False
    """Its sign is its number in the list of decisions."""

    @property
    def label(self) -> str:
        """Return what is written at its sign."""
        match self.style:
            case Style.BELOW:
                return f"{MARK_WORDS[self.one.mark]} {points_number(self.one.points)}"
            case Style.BESIDE:
                return points_number(self.one.points)
            case Style.BARE:
                return ""

    def sign(self, side: int) -> Rect:
        """Return where its sign stands."""
        if self.style is Style.BESIDE:
            return Rect(self.rect.x, self.rect.y, side, side)
        return Rect(self.rect.centre[0] - side // 2, self.rect.y, side, side)

    def apart(self, side: int) -> bool:
        """Say whether it stands so far from its moment that a line must lead there."""
        x, y = self.sign(side).centre
        return abs(x - self.spot[0]) > side * 2 // 3 or abs(y - self.spot[1]) > side // 2


def placed_marks(
    page: Page,
    room: Rect,
    every: Sequence[Episode],
    chosen: int,
    spot_of: Callable[[Episode], tuple[int, int]],
    *,
    numbered: bool = False,
) -> tuple[Placed, ...]:
    """Return the marks in the order of time, none over another.

    They are all of one style: the one with words or numbers that keeps most of them at their moments, or bare signs if
    not all fit otherwise. Where even those are too many, the dear ones stay, and the one that is shown. Numbered signs
    stand bare: what they are worth is said in the list.
    """
    listed = [(index, one) for index, one in enumerate(every) if one.cause is not Cause.CHANCE]
    listed.sort(key=lambda pair: (pair[0] != chosen, -abs(pair[1].points)))
    listed = listed[:MOST_MARKS]

    def made(style: Style) -> list[Placed]:
        found: list[Placed] = []
        for index, one in listed:
            placed = _place(page, room, Placed(index, one, spot_of(one), room, style, numbered), found)
            found += [placed] if placed is not None else []
        return found

    def away(found: list[Placed]) -> tuple[int, int]:
        return len(listed) - len(found), sum(mark.apart(page.px(SIGN)) for mark in found)

    best = [] if numbered else min((made(style) for style in (Style.BELOW, Style.BESIDE)), key=away)
    if len(best) < len(listed):
        best = made(Style.BARE)
    return tuple(sorted(best, key=lambda mark: mark.index))


def _place(page: Page, room: Rect, mark: Placed, others: Sequence[Placed]) -> Placed | None:
    """Return the mark at the free place nearest to its moment; nothing if all near ones are taken."""
    side, gap = page.px(SIGN), page.px(3)
    wide = page.width(mark.label, LABEL, Weight.SEMIBOLD) + page.px(4)
    wide = side + wide if mark.style is Style.BESIDE else max(side, wide)
    high = side + page.line(LABEL) if mark.style is Style.BELOW else side
    before = side if mark.style is Style.BESIDE else wide
    left, top = mark.spot[0] - before // 2, mark.spot[1] - side // 2
    for dx, dy in _steps(page.px(3 * ASIDE if mark.style is Style.BARE else ASIDE), (high + gap) // 2):
        rect = Rect(
            min(max(left + dx, room.x), room.right - wide), min(max(top + dy, room.y), room.bottom - high), wide, high
        )
        near = Rect(rect.x - gap, rect.y - gap, wide + 2 * gap, high + 2 * gap)
        if not any(near.overlaps(other.rect) for other in others):
            return replace(mark, rect=rect)
    return None


def _steps(aside: int, half: int) -> Iterator[tuple[int, int]]:
    """Yield moves away from the first place, the nearest first; up and down keep the moment, so they come before."""
    moves = [(across * aside // 4, down * half) for across in range(-4, 5) for down in range(-8, 9)]
    yield from sorted(moves, key=lambda move: (2 * abs(move[0]) + abs(move[1]), move))


def mark_widgets(page: Page, marks: Sequence[Placed], start: int, chosen: int) -> tuple[Widget, ...]:
    """Return the marks as buttons that lead to their decisions."""
    widgets = []
    for mark in marks:
        one = mark.one
        when = clock_text(max(0, one.first), start)
        words = f"{when}: {MARK_WORDS[one.mark]}, {CAUSE_WORDS[one.cause]}, {points_words(one.points)}"
        current = mark.index == chosen
        state = selected(current)
        paint = _sign(page, mark, current=current)
        intent = StudyDecision(mark.index)
        widgets.append(Widget(f"mark.{mark.index}", mark.rect, Role.BUTTON, words, "", state, intent, paint=paint))
    return tuple(widgets)


def draw_stems(page: Page, canvas: Canvas, marks: Sequence[Placed]) -> None:
    """Draw a dot at the moment of each mark that stands apart, and a line to its sign."""
    side = page.px(SIGN)
    for mark in marks:
        if mark.apart(side):
            canvas.line(mark.spot, mark.sign(side).centre, Ink.QUIET, max(1, page.px(1)))
            canvas.circle(mark.spot, page.px(3), MARK_INKS[mark.one.mark])


def _sign(page: Page, mark: Placed, *, current: bool) -> Paint:
    side = page.px(SIGN)
    draw = mark_sign(mark.one.mark, str(mark.index + 1) if mark.numbered else "")

    def paint(canvas: Canvas, box: Rect) -> None:
        spot = mark.sign(side).moved(box.x - mark.rect.x, box.y - mark.rect.y)
        if mark.label:
            line = canvas.text_size(mark.label, page.px(LABEL), Weight.SEMIBOLD)[1]
            ground = Rect(box.x, box.bottom - line, box.w, line)
            if mark.style is Style.BESIDE:
                ground = Rect(spot.centre[0], box.centre[1] - line // 2, box.right - spot.centre[0], line)
            canvas.fill_rect(ground, Ink.PANEL, page.px(4))
            middle = ground.centre[0] if mark.style is Style.BELOW else (spot.right + box.right) // 2
            at = (middle, ground.y)
            ink = MARK_INKS[mark.one.mark]
            canvas.text(at, mark.label, page.px(LABEL), ink, Weight.SEMIBOLD, Align.CENTRE)
        canvas.circle(spot.centre, side / 2 + 1, Ink.TEXT if current else Ink.PANEL)
        draw(canvas, spot.inset(max(1, page.px(2))))

    return paint
