"""The top of the replay: who lies here and when, and the controls."""

from __future__ import annotations

from game.case.view import View
from game.ui.bedside.header import who
from game.ui.bedside.news2 import standing
from game.ui.replay.showing import Showing
from game.ui.toolkit import marks
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.controls import button_height, button_width, text
from game.ui.toolkit.intents import (
    Back,
    CompareRuns,
    DecisionAfter,
    DecisionBefore,
    Earlier,
    Intent,
    Later,
    OpenInside,
    OrderAfter,
    OrderBefore,
    PinNote,
    PlayReplay,
    RunAt,
    ShowTruth,
    TakeOver,
)
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, GAP, SMALL, Page
from game.ui.toolkit.stack import Choice, choice_button
from game.ui.toolkit.theme import Colour, Ink
from game.ui.toolkit.widget import Role, State, Widget, selected
from game.values.caution import FOR_EDUCATION
from game.values.ticks import clock_text
from game.values.words import say

BUTTON = 14
CLOCK = 22
SPEEDS = (1, 2, 4, 8, 16)
WITHIN, BETWEEN = 4, 12
"""Gaps within a group of controls and between two groups, wherever there is room for both."""
NARROWER = 6
"""Design pixels less than a button elsewhere: eighteen of them share one line of a usual window."""


def replay_header(page: Page, view: View, showing: Showing, *, bare: bool = False) -> Widget:
    """Return the header, its controls in as many lines as they need; its rectangle says how tall it became.

    A bare one has no controls: they stand elsewhere.
    """
    pad = page.px(GAP) + page.px(4)
    right = page.size[0] - page.px(GAP)
    name, _ = who(view)
    clock = clock_text(view.tick, view.level.start.clock_minute)
    clock_wide = page.width(say("replay.replay_header.day_00_00_00"), CLOCK, Weight.BOLD)
    news, ink, _ = standing(view)
    news_wide = page.width(say("replay.replay_header.news2_20_20"), BODY, Weight.BOLD)
    top = page.px(8)
    room = right - pad - clock_wide - page.px(16)
    below_room = right - pad - news_wide - page.px(16)
    below = _below(page, below_room, showing)
    small_y = top + page.line(CLOCK)
    below_at = Rect(pad, small_y, below_room, 0)
    clock_at = Rect(right - clock_wide, top, clock_wide, 0)
    news_at = Rect(right - news_wide, small_y, news_wide, 0)
    children = [
        text(page, "replay.name", Rect(pad, top, room, 0), name, 18, weight=Weight.BOLD),
        text(page, "replay.what", below_at, below, SMALL, Ink.QUIET),
        text(page, "clock", clock_at, clock, CLOCK, weight=Weight.BOLD, align=Align.RIGHT),
        text(page, "replay.news2", news_at, news, BODY - 1, ink, Weight.SEMIBOLD, Align.RIGHT),
    ]
    y = small_y + page.line(BODY) + page.px(4)
    if not bare:
        children += replay_controls(page, Rect(page.px(GAP), y, right - page.px(GAP), 0), showing)
    bottom = max(child.rect.bottom for child in children) + page.px(8)
    return Widget("replay.header", Rect(0, 0, page.size[0], bottom), Role.GROUP, name, clock, children=tuple(children))


def replay_controls(page: Page, area: Rect, showing: Showing) -> list[Widget]:
    """Return the controls, from the top of `area` down."""
    groups = _controls(showing)
    children = []
    for choice, box in zip([one for group in groups for one in group], _places(page, area, groups), strict=True):
        sign = None if choice.id != "play" else marks.pause if showing.running else _play_mark
        children.append(choice_button(page, box, choice, BUTTON, sign))
    return children


def _below(page: Page, room: int, showing: Showing) -> str:
    """Return the small line: as much of what matters as there is room for."""
    parts = [
        say("replay.replay_header.replay"),
        say("replay.replay_header.playing") if showing.running else say("replay.replay_header.standing_still"),
    ]
    if showing.ghost is not None:
        parts.append(say("replay.replay_header.beside_it", ghost=showing.ghost.name))
    if showing.marking:
        parts.append(showing.marking)
    parts.append(say(FOR_EDUCATION))
    while len(parts) > 1 and page.width(" · ".join(parts), SMALL) > room:
        parts.pop()
    return " · ".join(parts)


def _play_mark(canvas: Canvas, box: Rect, colour: Colour) -> None:
    marks.play(canvas, box, colour)


def _places(page: Page, area: Rect, groups: tuple[tuple[Choice, ...], ...]) -> list[Rect]:
    """Return where the controls stand: groups are kept whole where a line has room for them."""
    high, within, between = button_height(page, BUTTON), page.px(WITHIN), page.px(BETWEEN)
    boxes: list[Rect] = []
    x, y = area.x, area.y
    for group in groups:
        widths = [min(_width(page, choice), area.w) for choice in group]
        whole = sum(widths) + within * (len(widths) - 1)
        if x > area.x and x + whole > area.right:
            x, y = area.x, y + high + page.px(8)
        for wide in widths:
            if x > area.x and x + wide > area.right:
                x, y = area.x, y + high + page.px(8)
            boxes.append(Rect(x, y, wide, high))
            x += wide + within
        x += between - within
    return boxes


def _width(page: Page, choice: Choice) -> int:
    if choice.id == "play":
        return button_width(page, say("replay.replay_header.pause"), BUTTON) + page.px(18)
    return button_width(page, choice.label, BUTTON) - page.px(NARROWER)


def _pair(
    name: str, before: tuple[Intent, str, str], after: tuple[Intent, str, str], state: State = State.NONE
) -> tuple[Choice, ...]:
    """Return the controls that lead to the one before and to the next; each has its intent, its label and its words."""
    sides = (("before", before), ("after", after))
    return tuple(
        [Choice(f"{name}_{side}", label, intent, state=state, words=words) for side, (intent, label, words) in sides]
    )


def _running(showing: Showing) -> tuple[Choice, ...]:
    """Return the controls of how fast it runs, or that it stands."""
    words = say("replay.replay_header.pause") if showing.running else say("replay.replay_header.play")
    speed = showing.speed if showing.running else None
    return (
        Choice("play", words, PlayReplay(), primary=not showing.running),
        *[Choice(f"speed_{one}", f"{one}×", RunAt(one), state=selected(one == speed)) for one in SPEEDS],
    )


def _looking(showing: Showing) -> tuple[Choice, ...]:
    """Return the controls of what is shown besides."""
    return (
        Choice(
            "reveal",
            say("replay.replay_header.truth"),
            ShowTruth(),
            words=say("replay.replay_header.show_the_truth"),
            state=selected(showing.truth),
        ),
        Choice("inside", say("replay.replay_header.inside"), OpenInside(), words=say("inside.open")),
        Choice("ghost", say("replay.replay_header.compare"), CompareRuns(), state=selected(showing.ghost is not None)),
    )


def _leaving(showing: Showing) -> Choice:
    """Return the control that leads out."""
    if not showing.debrief:
        return Choice("replay.back", say("replay.replay_header.close"), Back())
    words = say("replay.replay_header.go_to_the_debrief_of")
    return Choice("replay.back", say("replay.replay_header.debrief"), Back(), words=words)


def _controls(showing: Showing) -> tuple[tuple[Choice, ...], ...]:
    """Return all controls, group by group."""
    marked = State.NONE if showing.marks else State.DISABLED
    return (
        _running(showing),
        (
            Choice("earlier", "−1 h", Earlier(), words=say("replay.replay_header.one_hour_back")),
            Choice("later", "+1 h", Later(), words=say("replay.replay_header.one_hour_forward")),
        ),
        _pair(
            "order",
            (OrderBefore(), say("replay.replay_header.order"), say("replay.replay_header.the_order_before")),
            (OrderAfter(), say("replay.replay_header.order_2"), say("replay.replay_header.the_next_order")),
        ),
        _pair(
            "decision",
            (
                DecisionBefore(),
                say("replay.replay_header.mark"),
                say("replay.replay_header.the_marked_decision_before"),
            ),
            (DecisionAfter(), say("replay.replay_header.mark_2"), say("replay.replay_header.the_next_marked_decision")),
            marked,
        ),
        _looking(showing),
        (
            Choice(
                "note",
                say("replay.replay_header.note"),
                PinNote(),
                words=say("replay.replay_header.pin_a_note_to_this"),
            ),
            Choice(
                "take_over",
                say("replay.replay_header.take_over"),
                TakeOver(),
                words=say("replay.replay_header.take_over_from_here"),
            ),
        ),
        (_leaving(showing),),
    )
