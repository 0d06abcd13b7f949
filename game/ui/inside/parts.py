"""The parts of the screen that stand on it in a large window and in a small one."""

from __future__ import annotations

from collections.abc import Sequence

from game.case.inside import Preset
from game.case.storm_words import happening
from game.ui.inside.intents import StartOver, TakePreset
from game.ui.inside.ring import ring
from game.ui.inside.shown import StormShown
from game.ui.toolkit import marks
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import button_height, button_width, heading, paragraph
from game.ui.toolkit.intents import Back, OpenExplainer, RunAt, RunOrPause, StepHour
from game.ui.toolkit.layout import Rect, flow
from game.ui.toolkit.opaque import still
from game.ui.toolkit.page import BODY, Page
from game.ui.toolkit.stack import Choice, choice_button
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.tree_cache import Pieces
from game.ui.toolkit.widget import State, Widget, selected
from game.values.words import say

SPEEDS = (1, 2, 4)
PLAY_SIGN = 18


def controls(shown: StormShown) -> tuple[Choice, ...]:
    """Return what lets time run and what leads away."""
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


def control_widths(page: Page, choices: Sequence[Choice], size: float = BODY - 1) -> list[int]:
    """Return how wide these buttons are; that which lets time run never changes its width."""
    widths = [button_width(page, choice.label, size) for choice in choices]
    widths[1] = button_width(page, say("inside.pause"), size) + page.px(PLAY_SIGN)
    return widths


def control_buttons(
    page: Page, boxes: Sequence[Rect], choices: Sequence[Choice], size: float = BODY - 1, *, running: bool
) -> list[Widget]:
    """Return the buttons, that which lets time run with its sign."""
    sign = marks.pause if running else marks.play
    return [
        choice_button(page, box, choice, size, mark=sign if choice.intent == RunOrPause() else None)
        for choice, box in zip(choices, boxes, strict=True)
    ]


def presets(page: Page, rect: Rect, shown: StormShown, pieces: Pieces) -> tuple[Widget, ...]:
    """Return the presets, in a row or in several."""
    return pieces.get(page, "presets", (rect, shown.drivers), lambda: _presets(page, rect, shown))


def _presets(page: Page, rect: Rect, shown: StormShown) -> tuple[Widget, ...]:
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


def loop(page: Page, at: Rect, shown: StormShown) -> Widget:
    """Return the loop of the cytokines, at the hour of which the sentences speak: both tell the same number."""
    hour = shown.hour if shown.waiting else shown.said
    return ring(page, at, shown.course.storms[hour], stormy=shown.course.runs_away(hour))


def _happening(shown: StormShown) -> tuple[str, str]:
    if shown.waiting:
        return say("inside.waiting"), ""
    return happening(shown.course, shown.said, shown.day)


def said(page: Page, at: Rect, shown: StormShown) -> Widget:
    """Return what is happening."""
    return paragraph(page, "inside.now", at, _happening(shown)[0], BODY - 1)


def now(page: Page, rect: Rect, shown: StormShown) -> tuple[Widget, ...]:
    """Return what is happening and what would change it."""
    _, change = _happening(shown)
    # While time runs the sentences stay for some hours, the numbers above do not: so they say of which moment they are.
    title = say("inside.now_at", when=shown.when_of(shown.said)) if shown.running else say("inside.now")
    head = heading(page, "inside.now.head", rect, title)
    happens = said(page, Rect(rect.x, head.rect.bottom + page.px(2), rect.w, 0), shown)
    if not change:
        return head, happens
    at = Rect(rect.x, happens.rect.bottom + page.px(3), rect.w, 0)
    return head, happens, paragraph(page, "inside.change", at, change, BODY - 1, Ink.QUIET)


def told(page: Page, rect: Rect, shown: StormShown) -> tuple[Widget, ...]:
    """Return what the coach says of it."""
    head = heading(page, "inside.told.head", rect, say("coach.name"))
    at = Rect(rect.x, head.rect.bottom + page.px(2), rect.w, 0)
    return head, paragraph(page, "inside.told", at, shown.told, BODY, Ink.LOOK, Weight.SEMIBOLD)
