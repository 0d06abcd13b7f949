"""The layout of the screen: everything at once where there is room, else one part at a time."""

from __future__ import annotations

from collections.abc import Callable

from game.ui.inside.by_tabs import by_tabs
from game.ui.inside.cascade import cascade, cascade_height
from game.ui.inside.compare import compare, compare_height, compare_width
from game.ui.inside.drivers_panel import do_about_it, drivers_width, started_with
from game.ui.inside.parts import control_buttons, control_widths, controls, loop, now, presets, told
from game.ui.inside.picture import picture
from game.ui.inside.shown import StormShown
from game.ui.inside.time_line import time_line, time_line_height
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import (
    button_height,
    panel,
    paragraph,
)
from game.ui.toolkit.layout import Rect, columns, flow
from game.ui.toolkit.opaque import bare_ground, on_ground, still
from game.ui.toolkit.page import GAP, SMALL, TITLE, Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.tree_cache import Pieces
from game.ui.toolkit.widget import Widget
from game.values.caution import FOR_EDUCATION
from game.values.words import say

WIDE, HIGH = 1120, 700
"""Design pixels from which everything stands on one page."""
RIGHT, LOW = 424, 146
DRIVERS = (1.06, 1.16, 1.28)
"""Shares of the panel below: what the patient started with, what is done about it, what is happening."""


def inside_page(page: Page, shown: StormShown, pieces: Pieces) -> Widget:
    """Return the screen."""
    if page.wide < WIDE or page.high < HIGH or not _has_room(page, shown, pieces):
        return by_tabs(page, shown, pieces)
    margin = page.px(GAP)
    top = Rect(margin, page.px(10), page.size[0] - 2 * margin, 0)
    over = shown.source.finished and shown.hour >= shown.course.last
    key = (top, shown.running, shown.speed, shown.drivers is None, over)
    (head,) = pieces.get(page, "head", key, lambda: (_head(page, top, shown),))
    y = head.rect.bottom + page.px(10)
    body = Rect(margin, y, top.w, page.size[1] - margin - y)
    made = (head, *_everything(page, body, shown, pieces))
    return bare_ground(page, "inside", made, say("inside.title"), made)


def _has_room(page: Page, shown: StormShown, pieces: Pieces) -> bool:
    """Say whether the words of this language fit on one page, whatever the hour and wherever the sliders stand."""
    body = page.size[0] - 2 * page.px(GAP)
    if compare_width(page, shown) > page.px(RIGHT):
        return False
    if shown.drivers is None:
        return True
    first, second, _ = columns(_low_inner(page, Rect(0, 0, body, page.px(LOW))), DRIVERS, page.px(24))
    about_it = pieces.get(page, "room", shown.drivers, lambda: do_about_it(page, second, shown))
    return drivers_width(page, shown.drivers) <= first.w and max(one.rect.bottom for one in about_it) <= second.bottom


def _low_inner(page: Page, rect: Rect) -> Rect:
    """Return the room within the panel below, down to its edge, which buttons and long sentences come close to."""
    inner = rect.inset(page.px(16), page.px(8))
    return Rect(inner.x, inner.y, inner.w, rect.bottom - page.px(1) - inner.y)


def _head(page: Page, rect: Rect, shown: StormShown) -> Widget:
    """Return title and controls, beside each other where they fit."""
    high = button_height(page)
    choices = controls(shown)
    widths = control_widths(page, choices)
    gap = page.px(8)
    whole = sum(widths) + gap * (len(widths) - 1)
    beside = page.width(say("inside.title"), TITLE - 2, Weight.BOLD)
    words = shown.who if shown.drivers is None else say("inside.drive_it")
    wide = rect.w - whole - page.px(24)
    if wide >= max(beside, page.px(400)):
        named = Rect(rect.x, rect.y, wide, 0)
        row = Rect(rect.right - whole, rect.y + page.px(6), whole, 0)
    else:
        named, row = rect, None
    title = paragraph(page, "inside.title", named, say("inside.title"), TITLE - 2, weight=Weight.BOLD, most=1)
    under = Rect(named.x, title.rect.bottom, named.w, 0)
    line = paragraph(page, "inside.who", under, f"{words} {say(FOR_EDUCATION)}", SMALL, Ink.QUIET, most=3)
    at = row or Rect(rect.x, line.rect.bottom + page.px(6), rect.w, 0)
    boxes = flow(at, widths, high, gap)
    made = [title, line, *control_buttons(page, boxes, choices, running=shown.running)]
    bottom = max(widget.rect.bottom for widget in made)
    key = (page.unit, page.size, words, shown.running, shown.speed, tuple(one.state for one in choices))
    return still("inside.head", Rect(rect.x, rect.y, rect.w, bottom - rect.y), made, key)


def _everything(page: Page, body: Rect, shown: StormShown, pieces: Pieces) -> tuple[Widget, ...]:
    """Return all of it on one page."""
    gap = page.px(GAP)
    left, right = columns(body, (1.0, page.px(RIGHT)), gap)
    low = page.px(LOW if shown.drivers is not None or shown.told else 104)
    upper = body.h - low - gap
    chosen = Rect(left.x, body.y, left.w, 0)
    offered = presets(page, chosen, shown, pieces)
    y = max([widget.rect.bottom for widget in offered], default=body.y - page.px(8)) + page.px(8)
    tall = time_line_height(page)
    seen = picture(page, Rect(left.x, y, left.w, body.y + upper - y - tall - page.px(8)), shown.storm)
    line = time_line(page, Rect(left.x, seen.rect.bottom + page.px(8), left.w, tall), shown)
    organs, beside = cascade_height(page), compare_height(page)
    around = Rect(right.x, body.y, right.w, upper - organs - beside - 2 * page.px(8))
    low_right = Rect(right.x, around.bottom + page.px(8), right.w, organs)
    sides_at = Rect(right.x, low_right.bottom + page.px(8), right.w, beside)
    turning = _following(page, "ring", around, shown.behind(1), pieces, loop)
    failing = _following(page, "cascade", low_right, shown.behind(2), pieces, cascade)
    sides = _following(page, "compare", sides_at, shown.behind(3), pieces, compare)
    bottom = _bottom(page, Rect(body.x, body.bottom - low, body.w, low), shown, pieces)
    return (*offered, seen, line, *turning, *failing, *sides, bottom)


def _following(
    page: Page,
    name: str,
    at: Rect,
    shown: StormShown,
    pieces: Pieces,
    build: Callable[[Page, Rect, StormShown], Widget],
) -> tuple[Widget, ...]:
    """Return a panel that is made anew only when its hour has come."""
    return pieces.get(page, name, (at, shown.source, shown.hour), lambda: (build(page, at, shown),))


def _bottom(page: Page, rect: Rect, shown: StormShown, pieces: Pieces) -> Widget:
    """Return the panel below: the drivers, and what is happening."""
    inner = rect.inset(page.px(16), page.px(8))
    if shown.drivers is None:
        happens, *coach = columns(inner, (1.2, 1.0), page.px(24)) if shown.told else (inner,)
        both = (*now(page, happens, shown), *[part for at in coach for part in told(page, at, shown)])
        spoken = tuple(one.label for one in both)
        return on_ground(panel(page, "inside.bottom", rect, both, say("inside.now")), (page.unit, rect, spoken))
    first, second, third = columns(_low_inner(page, rect), DRIVERS, page.px(24))
    sentences = now(page, third, shown)
    key = (page.unit, inner, shown.drivers)
    driven = pieces.get(
        page,
        "drivers",
        (inner, shown.drivers),
        lambda: (
            still("inside.started", first, [*started_with(page, first, shown)], key, Ink.PANEL),
            still("inside.about_it", second, [*do_about_it(page, second, shown)], key, Ink.PANEL),
        ),
    )
    words = (page.unit, inner, tuple(one.label for one in sentences))
    said = still("inside.said", third, sentences, words, Ink.PANEL)
    whole = panel(page, "inside.bottom", rect, (*driven, said), say("inside.drivers"))
    # The whole is kept, and within it what stays when the sentences change.
    return on_ground(whole, (key, words))
