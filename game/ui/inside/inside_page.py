"""The layout of the screen: everything at once where there is room, else one part at a time."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from game.case.inside import Preset
from game.case.storm_words import happening
from game.ui.inside.by_tabs import InsideParts, by_tabs
from game.ui.inside.cascade import cascade, cascade_height
from game.ui.inside.compare import compare, compare_height
from game.ui.inside.drivers_panel import do_about_it, started_with
from game.ui.inside.intents import StartOver, TakePreset
from game.ui.inside.opaque import bare_ground, on_ground, still
from game.ui.inside.picture import picture
from game.ui.inside.ring import ring
from game.ui.inside.shown import StormShown
from game.ui.inside.time_line import time_line, time_line_height
from game.ui.toolkit import marks
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import (
    button_height,
    button_width,
    heading,
    panel,
    paragraph,
)
from game.ui.toolkit.intents import Back, OpenExplainer, RunAt, RunOrPause, StepHour
from game.ui.toolkit.layout import Rect, columns, flow
from game.ui.toolkit.page import BODY, GAP, SMALL, TITLE, Page
from game.ui.toolkit.stack import Choice, choice_button
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import State, Widget, selected
from game.values.caution import FOR_EDUCATION
from game.values.words import say

SPEEDS = (1, 2, 4)
WIDE, HIGH = 1120, 700
"""Design pixels from which everything stands on one page."""
RIGHT = 424
PLAY_SIGN = 18


class Pieces:
    """Parts of the screen that stay the same from hour to hour: text is costly to measure."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[str, tuple[Page, Hashable, tuple[Widget, ...]]] = {}

    def get(self, page: Page, name: str, key: Hashable, build: Callable[[], tuple[Widget, ...]]) -> tuple[Widget, ...]:
        """Return a part as it was while page and key are the same, or else a new one."""
        found = self._kept.get(name)
        if found is None or found[0] != page or found[1] != key:
            found = self._kept[name] = (page, key, build())
        return found[2]


def inside_page(page: Page, shown: StormShown, pieces: Pieces) -> Widget:
    """Return the screen."""
    if page.wide < WIDE or page.high < HIGH:
        return by_tabs(page, shown, _parts(page, shown, pieces))
    margin = page.px(GAP)
    top = Rect(margin, page.px(10), page.size[0] - 2 * margin, 0)
    over = shown.source.finished and shown.hour >= shown.course.last
    key = (top, shown.running, shown.speed, shown.drivers is None, over)
    (head,) = pieces.get(page, "head", key, lambda: (_head(page, top, shown),))
    y = head.rect.bottom + page.px(10)
    body = Rect(margin, y, top.w, page.size[1] - margin - y)
    made = (head, *_everything(page, body, shown, pieces))
    return bare_ground(page, "inside", made, say("inside.title"), made)


def _head(page: Page, rect: Rect, shown: StormShown) -> Widget:
    """Return title and controls, beside each other where they fit."""
    high = button_height(page)
    choices = _controls(shown)
    widths = [button_width(page, choice.label) for choice in choices]
    widths[1] = button_width(page, say("inside.pause")) + page.px(PLAY_SIGN)
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
    sign = marks.pause if shown.running else marks.play
    buttons = [
        choice_button(page, box, choice, mark=sign if choice.id == "inside.play" else None)
        for choice, box in zip(choices, boxes, strict=True)
    ]
    made = [title, line, *buttons]
    bottom = max(widget.rect.bottom for widget in made)
    key = (page.unit, page.size, words, shown.running, shown.speed, tuple(one.state for one in choices))
    return still("inside.head", Rect(rect.x, rect.y, rect.w, bottom - rect.y), made, key)


def _controls(shown: StormShown) -> tuple[Choice, ...]:
    over = shown.source.finished and shown.hour >= shown.course.last
    speeds = tuple(
        Choice(
            f"inside.speed_{speed}",
            f"{speed}×",
            RunAt(speed),
            state=selected(shown.running and shown.speed == speed),
            words=say("inside.speed", speed=speed),
        )
        for speed in SPEEDS
    )
    return (
        Choice("inside.back", say("inside.back_to_bedside") if shown.told else say("inside.back"), Back()),
        Choice(
            "inside.play",
            say("inside.pause") if shown.running else say("inside.play"),
            RunOrPause(),
            primary=not shown.running,
        ),
        *speeds,
        Choice("inside.step", say("inside.step"), StepHour(), state=State.DISABLED if over else State.NONE),
        Choice("inside.over", say("inside.start_over"), StartOver()),
        *(
            (Choice("inside.explainer", say("film.short"), OpenExplainer(), words=say("film.open")),)
            if shown.explained
            else ()
        ),
    )


def _presets(page: Page, rect: Rect, shown: StormShown) -> tuple[Widget, ...]:
    """Return the presets, in a row or in several."""
    if shown.drivers is None:
        return ()
    labels = [preset.words for preset in Preset]
    size = BODY - 2
    boxes = flow(rect, [button_width(page, words, size) for words in labels], button_height(page, size), page.px(6))
    chosen = shown.preset
    made = [
        choice_button(
            page,
            box,
            Choice(
                f"inside.preset.{preset.value}",
                words,
                TakePreset(preset),
                state=selected(preset is chosen),
            ),
            size,
        )
        for preset, words, box in zip(Preset, labels, boxes, strict=True)
    ]
    tall = boxes[-1].bottom - rect.y
    key = (page.unit, rect, chosen)
    return (still("inside.presets", Rect(rect.x, rect.y, rect.w, tall), made, key),)


def _everything(page: Page, body: Rect, shown: StormShown, pieces: Pieces) -> tuple[Widget, ...]:
    """Return all of it on one page."""
    gap = page.px(GAP)
    left, right = columns(body, (1.0, page.px(RIGHT)), gap)
    low = page.px(146 if shown.drivers is not None or shown.told else 104)
    upper = body.h - low - gap
    chosen = Rect(left.x, body.y, left.w, 0)
    presets = pieces.get(page, "presets", (chosen, shown.drivers), lambda: _presets(page, chosen, shown))
    y = max([widget.rect.bottom for widget in presets], default=body.y - page.px(8)) + page.px(8)
    tall = time_line_height(page)
    seen = picture(page, Rect(left.x, y, left.w, body.y + upper - y - tall - page.px(8)), shown.storm)
    line = time_line(page, Rect(left.x, seen.rect.bottom + page.px(8), left.w, tall), shown)
    organs, beside = cascade_height(page), compare_height(page)
    around = Rect(right.x, body.y, right.w, upper - organs - beside - 2 * page.px(8))
    low_right = Rect(right.x, around.bottom + page.px(8), right.w, organs)
    sides_at = Rect(right.x, low_right.bottom + page.px(8), right.w, beside)
    loop = _following(page, "ring", around, shown.behind(1), pieces, _ring)
    failing = _following(page, "cascade", low_right, shown.behind(2), pieces, cascade)
    sides = _following(page, "compare", sides_at, shown.behind(3), pieces, compare)
    bottom = _bottom(page, Rect(body.x, body.bottom - low, body.w, low), shown, pieces)
    return (*presets, seen, line, *loop, *failing, *sides, bottom)


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


def _ring(page: Page, at: Rect, shown: StormShown) -> Widget:
    return ring(page, at, shown.storm, stormy=shown.course.runs_away(shown.hour))


def _bottom(page: Page, rect: Rect, shown: StormShown, pieces: Pieces) -> Widget:
    """Return the panel below: the drivers, and what is happening."""
    inner = rect.inset(page.px(16), page.px(8))
    # Down to the edge of the panel, which buttons and long sentences come close to.
    high = rect.bottom - page.px(1) - inner.y
    if shown.drivers is None:
        happens, *coach = columns(inner, (1.2, 1.0), page.px(24)) if shown.told else (inner,)
        both = (*_now(page, happens, shown), *[part for at in coach for part in _told(page, at, shown)])
        spoken = tuple(one.label for one in both)
        return on_ground(panel(page, "inside.bottom", rect, both, say("inside.now")), (page.unit, rect, spoken))
    first, second, third = columns(Rect(inner.x, inner.y, inner.w, high), (1.06, 1.16, 1.28), page.px(24))
    now = _now(page, third, shown)
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
    words = (page.unit, inner, tuple(one.label for one in now))
    said = still("inside.said", third, [*now], words, Ink.PANEL)
    whole = panel(page, "inside.bottom", rect, (*driven, said), say("inside.drivers"))
    # The whole is kept, and within it what stays when the sentences change.
    return on_ground(whole, (key, words))


def _happening(shown: StormShown) -> tuple[str, str]:
    if shown.waiting:
        return say("inside.waiting"), ""
    return happening(shown.course, shown.said, shown.day)


def _said(page: Page, at: Rect, shown: StormShown) -> Widget:
    return paragraph(page, "inside.now", at, _happening(shown)[0], BODY - 1)


def _now(page: Page, rect: Rect, shown: StormShown) -> tuple[Widget, ...]:
    """Return what is happening and what would change it."""
    _, change = _happening(shown)
    head = heading(page, "inside.now.head", rect, say("inside.now"))
    said = _said(page, Rect(rect.x, head.rect.bottom + page.px(2), rect.w, 0), shown)
    if not change:
        return head, said
    at = Rect(rect.x, said.rect.bottom + page.px(3), rect.w, 0)
    return head, said, paragraph(page, "inside.change", at, change, BODY - 1, Ink.QUIET)


def _told(page: Page, rect: Rect, shown: StormShown) -> tuple[Widget, ...]:
    """Return what the coach says of it."""
    head = heading(page, "inside.told.head", rect, say("coach.name"))
    at = Rect(rect.x, head.rect.bottom + page.px(2), rect.w, 0)
    return head, paragraph(page, "inside.told", at, shown.told, BODY, Ink.LOOK, Weight.SEMIBOLD)


def _parts(page: Page, shown: StormShown, pieces: Pieces) -> InsideParts:
    """Return what builds each part, for a window in which they stand one at a time."""
    return InsideParts(
        controls=_controls(shown),
        presets=lambda at: pieces.get(page, "presets", (at, shown.drivers), lambda: _presets(page, at, shown)),
        ring=lambda at: _ring(page, at, shown),
        now=lambda at: _now(page, at, shown),
        said=lambda at: (_said(page, at, shown),),
        told=lambda at: _told(page, at, shown),
    )
