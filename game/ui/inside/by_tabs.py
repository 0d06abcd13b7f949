"""The screen in a window with little room, or with large text: one part at a time, and nothing to scroll for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from game.ui.inside.cascade import cascade, cascade_height
from game.ui.inside.compare import compare, compare_height
from game.ui.inside.drivers_panel import do_about_it, started_with
from game.ui.inside.picture import picture
from game.ui.inside.ring import ring_height
from game.ui.inside.shown import StormShown
from game.ui.inside.time_line import time_line, time_line_height
from game.ui.toolkit import marks
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import button_height, button_width, ground, panel, paragraph, scroll_area, tab, text
from game.ui.toolkit.intents import ShowTab
from game.ui.toolkit.layout import Rect, columns, flow
from game.ui.toolkit.page import BODY, SMALL, Page
from game.ui.toolkit.stack import Choice, choice_button
from game.ui.toolkit.tabs import InsideTab
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Widget
from game.values.caution import FOR_EDUCATION
from game.values.words import say

MARGIN: Final = 8
PLAY_SIGN: Final = 18
LEAST_PICTURE: Final = 90
"""Units below which a picture says nothing; the column is scrolled then."""
Build = Callable[[Rect], tuple[Widget, ...]]


@dataclass(frozen=True, slots=True)
class InsideParts:
    """What the screen with everything at once is built of, too."""

    controls: tuple[Choice, ...]
    presets: Build
    ring: Callable[[Rect], Widget]
    now: Build
    """What is happening, and what would change it."""
    said: Build
    """The first of these alone."""
    told: Build


def by_tabs(page: Page, shown: StormShown, parts: InsideParts) -> Widget:
    """Return the screen."""
    margin, gap = page.px(MARGIN), page.px(4)
    inner = Rect(margin, margin // 2, page.size[0] - 2 * margin, page.size[1] - margin - margin // 2)
    head = _head(page, inner, shown)
    y = max(one.rect.bottom for one in head) + gap
    buttons = _buttons(page, Rect(inner.x, y, inner.w, 0), shown, parts.controls)
    y = max(one.rect.bottom for one in buttons) + gap
    tabs = _tabs(page, Rect(inner.x, y, inner.w, 0), shown)
    y = max(one.rect.bottom for one in tabs) + gap
    body = Rect(inner.x, y, inner.w, inner.bottom - y)
    seen = scroll_area(
        page, f"inside.part.{shown.tab.value}", body, lambda at: _part(page, at, shown, parts), say("inside.title")
    )
    return ground(page, "inside", (*head, *buttons, *tabs, seen), say("inside.title"))


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


def _buttons(page: Page, at: Rect, shown: StormShown, choices: tuple[Choice, ...]) -> tuple[Widget, ...]:
    size = BODY - 2.5
    widths = [button_width(page, choice.label, size) for choice in choices]
    widths[1] = button_width(page, say("inside.pause"), size) + page.px(PLAY_SIGN)
    boxes = flow(at, widths, button_height(page, size), page.px(5))
    sign = marks.pause if shown.running else marks.play
    return tuple(
        choice_button(page, box, choice, size, mark=sign if choice.id == "inside.play" else None)
        for choice, box in zip(choices, boxes, strict=True)
    )


def _tabs(page: Page, at: Rect, shown: StormShown) -> tuple[Widget, ...]:
    offered = [one for one in InsideTab if one is not InsideTab.DRIVE or shown.drivers is not None]
    labels = [say(f"inside.tab.{one.value}") for one in offered]
    widths = [page.width(label, BODY - 1, Weight.BOLD) + page.px(14) for label in labels]
    boxes = flow(at, widths, page.line(BODY - 1) + page.px(6), page.px(4))
    return tuple(
        tab(page, f"tab.{one.value}", box, label, ShowTab(one), on=one is shown.tab, size=BODY - 1, top=1, edge=6)
        for one, label, box in zip(offered, labels, boxes, strict=True)
    )


def _part(page: Page, at: Rect, shown: StormShown, parts: InsideParts) -> tuple[tuple[Widget, ...], int]:
    """Return the part that is shown, and its bottom."""
    match shown.tab:
        case InsideTab.DRIVE if shown.drivers is not None:
            made = _drive(page, at, shown, parts)
        case InsideTab.LOOP:
            made = (parts.ring(Rect(at.x, at.y, at.w, max(at.h, ring_height(page)))),)
        case InsideTab.ORGANS:
            organs = cascade(page, Rect(at.x, at.y, at.w, cascade_height(page)), shown)
            made = (organs, *_carded(page, Rect(at.x, organs.rect.bottom + page.px(6), at.w, 0), parts.now))
        case InsideTab.COMPARE:
            made = (compare(page, Rect(at.x, at.y, at.w, compare_height(page)), shown),)
        case _:
            made = _picture(page, at, shown, parts)
    return made, max(one.rect.bottom for one in made)


def _carded(page: Page, at: Rect, build: Build) -> tuple[Widget, ...]:
    pad = page.px(10)
    inside = build(Rect(at.x + pad, at.y + pad // 2, at.w - 2 * pad, 0))
    rect = Rect(at.x, at.y, at.w, max(one.rect.bottom for one in inside) + pad // 2 - at.y)
    return (panel(page, f"{inside[0].id}.panel", rect, inside),)


def _picture(page: Page, at: Rect, shown: StormShown, parts: InsideParts) -> tuple[Widget, ...]:
    """Return what is said of the moment, the picture in the room that is left, and the line of time."""
    gap = page.px(4)
    said = _carded(page, at, parts.told) if shown.told else parts.said(at)
    y = max(one.rect.bottom for one in said) + gap
    tall = time_line_height(page)
    high = max(page.px(LEAST_PICTURE), at.bottom - y - tall - gap)
    seen = picture(page, Rect(at.x, y, at.w, high), shown.storm)
    return (*said, seen, time_line(page, Rect(at.x, seen.rect.bottom + gap, at.w, tall), shown))


def _drive(page: Page, at: Rect, shown: StormShown, parts: InsideParts) -> tuple[Widget, ...]:
    presets = parts.presets(at)
    y = max(one.rect.bottom for one in presets) + page.px(6)
    left, right = columns(Rect(at.x, y, at.w, 0), (1.0, 1.0), page.px(20))
    return (*presets, *started_with(page, left, shown), *do_about_it(page, right, shown))
