"""The card with what the nurse or the laboratory said last, beside the picture of the bed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from game.case.view import View
from game.ui.bedside.result_words import Said, said
from game.ui.charts.bed_picture import bed_picture, in_bed
from game.ui.toolkit.controls import heading, panel, paragraph, scroll_area
from game.ui.toolkit.intents import OpenSaid
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, SMALL, Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.tree_cache import Keep, anew
from game.ui.toolkit.widget import Role, Widget
from game.values.ticks import clock_text, day_of, ticks, time_text
from game.values.words import say

PICTURE_WIDE, PICTURE_HIGH = 150, 106
LEAST_FOR_PICTURE = 330
"""Design pixels: the picture, and the width of a card from which it has room beside the words."""
STANDS_OUT: Final = ticks(6.0)
"""How long a call has the colour of what is worth a look: as long as NEWS2 looks back (assumed). What a call of
yesterday tells, such as a drug that was started, may have ended since."""


def _speaker(last: Said) -> str:
    if last.call:
        return say("bedside.call")
    return say("bedside.nurses_note") if last.who == say("bedside.results.nurse") else last.who


def _last_words(view: View) -> tuple[str, str, Ink]:
    """Return what was said or called for last: its title, the words, and their colour."""
    # At every tick: of all that was said only the last of each.
    spoken = said(view.nurse[-1:], view.calls[-1:], (*view.pressed[-1:], *view.instructor[-1:]))
    if not spoken:
        return say("bedside.nurses_note"), say("bedside.no_words_from_the_nurse"), Ink.TEXT
    last = spoken[0]
    minute = view.level.start.clock_minute
    today = day_of(last.tick, minute) == day_of(view.tick, minute)
    when = time_text(last.tick, minute) if today else clock_text(last.tick, minute)
    return (
        f"{_speaker(last)} · {when}",
        last.words,
        Ink.LOOK if last.call and view.tick - last.tick < STANDS_OUT else Ink.TEXT,
    )


def nurse_height(page: Page, width: int, view: View, most: int) -> int:
    """Return the height that the last word needs, at most `most`; too long for it beside the picture, it stands alone.

    What the nurse asks for is the end of a call: no line of it may be scrolled away for a picture.
    """
    least = page.px(PICTURE_HIGH)
    most = max(most, least)
    return min(most, max(least, _needed(page, width - _room(page, width, most, view), view)))


def _needed(page: Page, width: int, view: View) -> int:
    """Return how high the card is that shows all of the last word, with so much of its width for the words."""
    _, words, _ = _last_words(view)
    lines = len(page.wrap(words, BODY - 1, width - 2 * page.px(14)))
    return page.line(13) + max(2, lines) * page.line(BODY - 1) + page.px(26)


def _room(page: Page, width: int, height: int, view: View) -> int:
    """Return the width of the picture of the bed beside the last word; none where a card has too little for both."""
    room = page.px(PICTURE_WIDE + 12) if width >= page.px(LEAST_FOR_PICTURE) else 0
    return room if _needed(page, width - room, view) <= height else 0


def nurse(page: Page, rect: Rect, view: View, *, opens: bool = True, keep: Keep = anew) -> Widget:
    """Return the panel with what was said or called for last; it may open all of them."""
    key = (rect, _last_words(view), in_bed(view), opens)
    return keep("nurse.seen", key, lambda: _nurse(page, rect, view, opens=opens, keep=keep))


def _nurse(page: Page, rect: Rect, view: View, *, opens: bool, keep: Keep) -> Widget:
    room = _room(page, rect.w, rect.h, view)
    whole = rect.inset(page.px(14), page.px(10))
    inner = Rect(whole.x + room, whole.y, whole.w - room, whole.h)
    title, words, ink = _last_words(view)
    seen = Rect(whole.x - page.px(4), rect.y + page.px(6), room - page.px(8), rect.h - page.px(12))
    lies = in_bed(view)
    small = page.px(SMALL)
    drawn = partial(bed_picture, "nurse.picture", seen, lies, pixels=small)
    picture = (keep("nurse.picture", (seen, lies, small), drawn),) if room else ()
    head = heading(page, "nurse.title", inner, title)
    top = head.rect.bottom + page.px(4)

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        told = paragraph(page, "nurse.words", at, words, BODY - 1, ink)
        return (told,), told.rect.bottom

    area = Rect(inner.x, top, inner.w, rect.bottom - page.px(6) - top)
    made = panel(
        page,
        "nurse",
        rect,
        (*picture, head, scroll_area(page, "nurse.scroll", area, build)),
        say("bedside.nurses_note"),
    )
    return (
        replace(made, role=Role.BUTTON, value=say("bedside.opens_all_notes_and_calls"), intent=OpenSaid())
        if opens
        else made
    )
