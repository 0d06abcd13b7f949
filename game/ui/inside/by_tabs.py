"""The screen in a window with little room, or with large text: one part at a time, and nothing to scroll for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.ui.inside.cascade import cascade, cascade_height
from game.ui.inside.compare import compare, compare_height
from game.ui.inside.drivers_panel import do_about_it, drivers_width, started_with
from game.ui.inside.parts import control_buttons, control_widths, controls, loop, now, presets, said, told
from game.ui.inside.picture import picture
from game.ui.inside.ring import ring_height
from game.ui.inside.shown import StormShown
from game.ui.inside.time_line import time_line, time_line_height
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import button_height, ground, panel, paragraph, scroll_area, tab, text
from game.ui.toolkit.intents import ShowTab
from game.ui.toolkit.layout import Rect, columns, flow
from game.ui.toolkit.page import BODY, SMALL, Page
from game.ui.toolkit.tabs import InsideTab
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.tree_cache import Pieces
from game.ui.toolkit.widget import Widget
from game.values.caution import FOR_EDUCATION
from game.values.words import say

MARGIN: Final = 8
LEAST_PICTURE: Final = 90
"""Units below which a picture says nothing; the column is scrolled then."""


def by_tabs(page: Page, shown: StormShown, pieces: Pieces) -> Widget:
    """Return the screen."""
    margin, gap = page.px(MARGIN), page.px(4)
    inner = Rect(margin, margin // 2, page.size[0] - 2 * margin, page.size[1] - margin - margin // 2)
    head = _head(page, inner, shown)
    y = max(one.rect.bottom for one in head) + gap
    bar = _bar(page, Rect(inner.x, y, inner.w, 0), shown)
    y = max(one.rect.bottom for one in bar) + gap
    body = Rect(inner.x, y, inner.w, inner.bottom - y)
    seen = scroll_area(
        page, f"inside.part.{shown.tab.value}", body, lambda at: _part(page, at, shown, pieces), say("inside.title")
    )
    return ground(page, "inside", (*head, *bar, seen), say("inside.title"))


def _head(page: Page, at: Rect, shown: StormShown) -> tuple[Widget, ...]:
    """Return the title with the caution, in a line where both fit."""
    title, caution = say("inside.title"), say(FOR_EDUCATION)
    words = title if shown.drivers is not None else f"{title} · {shown.who}"
    need = page.width(caution, SMALL)
    wide = min(page.width(words, SMALL, Weight.BOLD), at.w)
    named = paragraph(page, "inside.title", at, words, SMALL, weight=Weight.BOLD, most=2)
    if wide + need + page.px(12) <= at.w:
        named = text(page, "inside.title", Rect(at.x, at.y, wide, 0), words, SMALL, Ink.TEXT, Weight.BOLD)
        room = Rect(at.right - need, at.y, need, 0)
    else:
        room = Rect(at.x, named.rect.bottom, at.w, 0)
    return named, text(page, "inside.who", room, caution, SMALL, Ink.QUIET)


def _bar(page: Page, at: Rect, shown: StormShown) -> tuple[Widget, ...]:
    """Return the buttons, and below them the tabs."""
    choices, size, gap = controls(shown), BODY - 2.5, page.px(4)
    boxes = flow(at, control_widths(page, choices, size), button_height(page, size), page.px(5))
    offered = [one for one in InsideTab if one is not InsideTab.DRIVE or shown.drivers is not None]
    labels = [say(f"inside.tab.{one.value}") for one in offered]
    widths = [page.width(label, BODY - 1, Weight.BOLD) + page.px(14) for label in labels]
    tall = page.line(BODY - 1) + page.px(6)
    last, whole = boxes[-1], sum(widths) + gap * len(widths)
    if last.y > boxes[-2].y and whole + last.w <= at.w:
        # One button alone in a row costs the picture a third of its height: it stands beside the tabs.
        boxes[-1] = Rect(at.right - last.w, last.y, last.w, last.h)
        tabs_at = Rect(at.x, last.y + (last.h - tall) // 2, at.w - last.w, 0)
    else:
        tabs_at = Rect(at.x, last.bottom + gap, at.w, 0)
    tabs = [
        tab(page, f"tab.{one.value}", box, words, ShowTab(one), on=one is shown.tab, size=BODY - 1, top=1, edge=6)
        for one, words, box in zip(offered, labels, flow(tabs_at, widths, tall, gap), strict=True)
    ]
    return (*control_buttons(page, boxes, choices, size, running=shown.running), *tabs)


def _part(page: Page, at: Rect, shown: StormShown, pieces: Pieces) -> tuple[tuple[Widget, ...], int]:
    """Return the part that is shown, and its bottom."""
    match shown.tab:
        case InsideTab.DRIVE if shown.drivers is not None:
            made = _drive(page, at, shown, pieces)
        case InsideTab.LOOP:
            made = (loop(page, Rect(at.x, at.y, at.w, max(at.h, ring_height(page))), shown),)
        case InsideTab.ORGANS:
            organs = cascade(page, Rect(at.x, at.y, at.w, cascade_height(page)), shown)
            made = (organs, *_carded(page, Rect(at.x, organs.rect.bottom + page.px(6), at.w, 0), shown, now))
        case InsideTab.COMPARE:
            made = (compare(page, Rect(at.x, at.y, at.w, compare_height(page)), shown),)
        case _:
            made = _picture(page, at, shown)
    return made, max(one.rect.bottom for one in made)


def _carded(
    page: Page, at: Rect, shown: StormShown, build: Callable[[Page, Rect, StormShown], tuple[Widget, ...]]
) -> tuple[Widget, ...]:
    pad = page.px(10)
    inside = build(page, Rect(at.x + pad, at.y + pad // 2, at.w - 2 * pad, 0), shown)
    rect = Rect(at.x, at.y, at.w, max(one.rect.bottom for one in inside) + pad // 2 - at.y)
    return (panel(page, f"{inside[0].id}.panel", rect, inside),)


def _picture(page: Page, at: Rect, shown: StormShown) -> tuple[Widget, ...]:
    """Return what is said of the moment, the picture in the room that is left, and the line of time."""
    gap = page.px(4)
    spoken = _carded(page, at, shown, told) if shown.told else (said(page, at, shown),)
    y = max(one.rect.bottom for one in spoken) + gap
    tall = time_line_height(page)
    high = max(page.px(LEAST_PICTURE), at.bottom - y - tall - gap)
    seen = picture(page, Rect(at.x, y, at.w, high), shown.storm)
    return (*spoken, seen, time_line(page, Rect(at.x, seen.rect.bottom + gap, at.w, tall), shown))


def _drive(page: Page, at: Rect, shown: StormShown, pieces: Pieces) -> tuple[Widget, ...]:
    offered = presets(page, at, shown, pieces)
    y = max(one.rect.bottom for one in offered) + page.px(6)
    assert shown.drivers is not None
    gap = page.px(20)
    # The longer names stand left; where they are longer than that, all stands in a column, which is scrolled.
    names = drivers_width(page, shown.drivers)
    if names > (at.w - gap) * 3 // 5:
        started = started_with(page, Rect(at.x, y, at.w, 0), shown)
        below = max(one.rect.bottom for one in started) + page.px(6)
        return (*offered, *started, *do_about_it(page, Rect(at.x, below, at.w, 0), shown))
    need = max((at.w - gap) // 2, names)
    left, right = columns(Rect(at.x, y, at.w, 0), (need, 1.0), gap)
    return (*offered, *started_with(page, left, shown), *do_about_it(page, right, shown))
