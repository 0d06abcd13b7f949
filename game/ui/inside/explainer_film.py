"""The picture of the explainer: cross-section, numbers, ring, organs and line of time of the patient of a sentence."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Final

from game.case.explainer import Caption, Lit
from game.case.storm import Organ
from game.case.storm_words import gain_text, load_text, percent, rounded
from game.ui.inside.cascade import cascade, cascade_height
from game.ui.inside.parts import loop
from game.ui.inside.picture import picture
from game.ui.inside.reel import Shot
from game.ui.inside.ring import ring_height
from game.ui.inside.time_line import time_line, time_line_height
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.controls import heading, panel, text
from game.ui.toolkit.layout import Rect, columns
from game.ui.toolkit.opaque import on_ground
from game.ui.toolkit.page import BODY, GAP, RADIUS, SMALL, TITLE, Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.tree_cache import Pieces
from game.ui.toolkit.widget import Role, Widget
from game.values.words import say

RIGHT: Final = 400
WIDE: Final = 1000
"""Design pixels from which the numbers, the ring and the organs stand beside the picture, if they are not too tall."""
EDGE: Final = 4
"""Design pixels between a panel and the line around it that says: look here."""
CAPTION, NARROW_CAPTION = BODY + 6, BODY + 1


def beside(page: Page, high: int) -> bool:
    """Say whether numbers, ring and organs have room beside the picture, in a film that is so high."""
    tall = numbers_height(page) + ring_height(page) + cascade_height(page) + 2 * page.px(GAP)
    return page.wide >= WIDE and high >= tall + 2 * page.line(CAPTION) + 4 * page.px(GAP)


def film(page: Page, rect: Rect, shots: Sequence[Shot], captions: Sequence[Caption], pieces: Pieces) -> Widget:
    """Return the picture with all that stands beside it where there is room, and the caption below.

    Of the shots the first is this moment, the others those of the frames before it: the panels follow the picture in
    turn, since all at once would be late for the next frame.
    """
    shot = shots[0]
    wide = beside(page, rect.h)
    size = CAPTION if wide else NARROW_CAPTION
    key = (rect, shot.caption)
    (said,) = pieces.get(page, "caption", key, lambda: (caption(page, rect, shot.caption, captions, size),))
    upper = Rect(rect.x, rect.y, rect.w, said.rect.y - page.px(GAP) - rect.y)
    parts = _beside(page, upper, shots, pieces) if wide else {Lit.PICTURE: picture(page, upper, shot.shown.storm)}
    lit = parts.get(shot.caption.passage.lit)

    def paint(canvas: Canvas, box: Rect) -> None:
        del box
        if lit is not None and wide:
            edge = page.px(EDGE)
            canvas.outline(lit.rect.inset(-edge), Ink.LOOK, max(2, page.px(2)), page.px(RADIUS + EDGE))

    children = (*parts.values(), said)
    return Widget("explainer.film", rect, Role.GROUP, say("film.title"), children=children, paint=paint)


def _beside(page: Page, rect: Rect, shots: Sequence[Shot], pieces: Pieces) -> dict[Lit, Widget]:
    left, right = columns(rect, (1.0, page.px(RIGHT)), page.px(GAP))
    tall, gap = time_line_height(page), page.px(GAP)
    of_time, of_numbers, of_ring, of_organs = (shots[min(late, len(shots) - 1)] for late in range(4))
    seen = picture(page, Rect(left.x, left.y, left.w, left.h - tall - gap), shots[0].shown.storm)
    below = Rect(left.x, seen.rect.bottom + gap, left.w, tall)
    above = Rect(right.x, right.y, right.w, numbers_height(page))
    organs = Rect(right.x, right.bottom - cascade_height(page), right.w, cascade_height(page))
    around = Rect(right.x, above.bottom + gap, right.w, organs.y - gap - above.bottom - gap)

    def kept(name: str, at: Rect, shot: Shot, build: Callable[[], Widget]) -> Widget:
        return pieces.get(page, name, (at, shot.of), lambda: (build(),))[0]

    return {
        Lit.PICTURE: seen,
        Lit.TIME: kept("time", below, of_time, lambda: _line(page, below, of_time)),
        Lit.NUMBERS: kept("numbers", above, of_numbers, lambda: numbers(page, above, of_numbers)),
        Lit.RING: kept("ring", around, of_ring, lambda: loop(page, around, of_ring.shown)),
        Lit.ORGANS: kept("organs", organs, of_organs, lambda: cascade(page, organs, of_organs.shown)),
    }


def _line(page: Page, at: Rect, shot: Shot) -> Widget:
    """Return the line of time as one to look at: what moves the film is the one below."""
    drawn = time_line(page, at, shot.shown)
    return replace(drawn, children=tuple(replace(one, role=Role.CHART, intent=None) for one in drawn.children))


def in_a_line(shot: Shot) -> str:
    """Return what says most, in a line, for where there is no room for panels: who, and IL-6 and gain, or organs."""
    storm, who = shot.shown.storm, shot.caption.passage.preset.words
    if shot.caption.passage.lit is Lit.ORGANS:
        lost = {organ.value: percent(storm.organs[organ]) for organ in Organ}
        return say("film.line.organs", who=who, **lost)
    il6 = say("inside.il6", il6=rounded(storm.il6))
    return say("film.line", who=who, il6=il6, gain=gain_text(storm.gain))


def numbers_height(page: Page) -> int:
    """Return how high the panel of the numbers has to be."""
    return page.px(22) + 2 * page.line(SMALL) + page.line(TITLE)


def numbers(page: Page, rect: Rect, shot: Shot) -> Widget:
    """Return who is seen and when, with IL-6 in large figures and how much of the invader there is."""
    shown, storm = shot.shown, shot.shown.storm
    inner = rect.inset(page.px(14), page.px(10))
    named = heading(page, "explainer.who", inner, shot.caption.passage.preset.words)
    wide = page.width(shown.when, SMALL)
    at = Rect(inner.right - wide, inner.y, wide, 0)
    when = text(page, "explainer.when", at, shown.when, SMALL, Ink.QUIET, align=Align.RIGHT)
    named = replace(named, rect=replace(named.rect, w=inner.w - wide - page.px(8)))
    low = Rect(inner.x, named.rect.bottom + page.px(1), inner.w, 0)
    words = say("inside.il6", il6=rounded(storm.il6))
    il6 = text(page, "explainer.il6", low, words, TITLE, Ink.INFLAMMATION, Weight.BOLD)
    under = Rect(inner.x, il6.rect.bottom + page.px(1), inner.w, 0)
    load = text(page, "explainer.load", under, load_text(storm), SMALL, Ink.INFECTION)
    key: Hashable = (page.unit, rect, named.label, when.label, il6.label, load.label)
    whole = panel(page, "explainer.numbers", rect, (named, when, il6, load), say("film.numbers"))
    return on_ground(whole, key)


def caption(page: Page, rect: Rect, of: Caption, captions: Sequence[Caption], size: float) -> Widget:
    """Return the sentence of the moment at the foot of a rectangle, in a strip that has room for the longest.

    It is there for who hears the screen, also where it is not drawn.
    """
    pad = page.px(10)
    room = rect.w - 2 * page.px(24)
    most = max(len(page.wrap(one.words, size, room)) for one in captions)
    lines, step, pixels = balanced(page, of.words, size, room), page.line(size), page.px(size)
    tall = most * step + 2 * pad if page.settings.captions else 1
    strip = Rect(rect.x, rect.bottom - tall, rect.w, tall)

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Ink.PANEL, page.px(RADIUS))
        top = box.centre[1] - len(lines) * step // 2
        for index, line in enumerate(lines):
            canvas.text((box.centre[0], top + index * step), line, pixels, Ink.TEXT, align=Align.CENTRE)

    key: Hashable = (page.unit, strip, of.words, page.settings.captions)
    if not page.settings.captions:
        return Widget("explainer.caption", strip, Role.NOTICE, of.words)
    return on_ground(Widget("explainer.caption", strip, Role.NOTICE, of.words, paint=paint), key)


def balanced(page: Page, words: str, size: float, room: int) -> tuple[str, ...]:
    """Return text in as few lines as fit, none of them much shorter than the others."""
    fewest = page.wrap(words, size, room)
    found = fewest
    for share in range(95, 45, -5):
        lines = page.wrap(words, size, room * share // 100)
        if len(lines) > len(fewest):
            break
        found = lines
    return found
