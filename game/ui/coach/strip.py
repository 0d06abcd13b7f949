"""The strip in which the coach speaks, and the ring around what it means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce

from game.ui.coach.intents import AskToEndGuide, EndGuide, ShowOtherWay
from game.ui.toolkit.canvas import Canvas, Weight
from game.ui.toolkit.controls import button_height, button_width, dialog, paragraph
from game.ui.toolkit.intents import Back, ChooseNumber, CoachOn
from game.ui.toolkit.keys import key_text
from game.ui.toolkit.layout import Rect, flow
from game.ui.toolkit.page import BODY, GAP, RADIUS, SMALL, Page
from game.ui.toolkit.stack import Choice, choice_button
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, State, Widget, find, path_to, scrolled_in
from game.values.words import say

BESIDE = 460
"""Design pixels that a sentence needs beside the buttons; with less they stand below it."""
APART, WIDTH, ARROW = 5, 3, 13
"""Design pixels of the ring: how far around, how thick, and the arrow on it."""
RING = "coach.ring"


@dataclass(frozen=True, slots=True)
class CoachSaid:
    """All that the strip shows."""

    sentence: str
    place: str
    """'3 of 13'."""
    on: str = ""
    """What the button says that goes on; empty while an act is waited for."""
    other: bool = False
    """What the other choice would have done can be looked at."""
    alert: bool = False
    """A wrong act was done."""
    last: bool = False
    """Nothing is left to skip."""
    points: str = ""
    """The widget that is meant, by its id."""
    number: int | None = None
    """The number of the drug that is meant, if one is."""


def strip(page: Page, said: CoachSaid, bottom: int) -> Widget:
    """Return the strip that ends at `bottom`; it is as tall as its words need."""
    made = _strip(page, said, 0)
    return _strip(page, said, bottom - made.rect.h)


def _by_key(page: Page, said: CoachSaid) -> str:
    """Return by which key what is asked for is done; where it is the player's to choose, none is named."""
    if said.on:
        return say("coach.key", key=key_text(page.bindings.key(CoachOn())))
    if said.points == "pad":
        return say("coach.keys_on_the_pad")
    number = said.number
    key = page.bindings.key_named(said.points) if number is None else page.bindings.key(ChooseNumber(number))
    return say("coach.key_of", key=key_text(key)) if key else ""


def _choices(said: CoachSaid) -> list[Choice]:
    other = [Choice("coach.other", say("coach.show_other_way"), ShowOtherWay())] if said.other else []
    on = [Choice("coach.on", said.on, CoachOn(), primary=True)] if said.on else []
    skip = [] if said.last else [Choice("coach.skip", say("coach.skip"), AskToEndGuide())]
    # What leaves the case stands last, and nothing takes its place: whoever presses twice, or Tab once, stays here.
    return [*on, *other, *skip]


def _strip(page: Page, said: CoachSaid, top: int) -> Widget:
    gap, pad = page.px(GAP), page.px(14)
    inner = Rect(gap + pad, top + page.px(8), page.size[0] - 2 * (gap + pad), 0)
    who, how = say("coach.who", place=said.place), _by_key(page, said)
    head = f"{who} · {how}" if how else who
    choices = _choices(said)
    widths = [button_width(page, choice.label) for choice in choices]
    high = button_height(page)
    row = sum(widths) + page.px(8) * (len(widths) - 1)
    beside = inner.w - row - 2 * gap >= page.px(BESIDE)
    words = Rect(inner.x, inner.y, inner.w - row - 2 * gap, 0) if beside else inner
    name = paragraph(page, "coach.head", words, head, SMALL, Ink.QUIET, Weight.SEMIBOLD)
    under = Rect(words.x, name.rect.bottom + page.px(1), words.w, 0)
    ink = Ink.LOOK if said.alert else Ink.TEXT
    sentence = paragraph(page, "coach.sentence", under, said.sentence, BODY + 1, ink, Weight.SEMIBOLD)
    low = sentence.rect.bottom
    if beside:
        # Two lines of room at least, so that the page above stays where it is from step to step.
        low = max(low, under.y + 2 * page.line(BODY + 1))
        at = Rect(inner.right - row, inner.y + max(0, (low - inner.y - high) // 2), row, 0)
    else:
        at = Rect(inner.x, low + page.px(6), inner.w, 0)
    boxes = flow(at, widths, high, page.px(8))
    if not said.last:
        boxes[-1] = boxes[-1].moved(inner.right - boxes[-1].right, 0)
    buttons = [choice_button(page, box, choice) for box, choice in zip(boxes, choices, strict=True)]
    bottom = max(low, *(box.bottom for box in boxes)) + page.px(8)
    rect = Rect(gap, top, page.size[0] - 2 * gap, bottom - top)
    edge = Ink.LOOK if said.alert else Ink.BRIGHT

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Ink.RAISED, page.px(RADIUS))
        canvas.outline(box, edge, max(1, page.px(2)), page.px(RADIUS))

    label = say("coach.says", words=said.sentence)
    return Widget("coach", rect, Role.PANEL, label, children=(name, sentence, *buttons), paint=paint)


def leaving(page: Page) -> Widget:
    """Return the question whether the guided case is to be left."""
    choices = (
        ("coach.stay", say("coach.stay"), Back()),
        ("coach.leave", say("coach.skip"), EndGuide()),
    )
    return dialog(page, "coach.ask", say("coach.leave_the_guide"), (say("coach.taken_again"),), choices)


def meant(tree: Widget, id_: str) -> Widget | None:
    """Return what a coach points at: the widget, or the tab behind which it lies."""
    return find(tree, id_) or find(tree, "treat")


def pointed(tree: Widget, target: Widget) -> Widget:
    """Return a tree in which what scrolls around a widget follows it."""
    if tree.id == target.id:
        return replace(tree, state=tree.state | State.CURRENT)
    children = tuple(pointed(child, target) if path_to(child, target.id) else child for child in tree.children)
    return replace(tree, children=children)


def ring(page: Page, tree: Widget, target: Widget, words: str) -> Widget | None:
    """Return the ring around a widget with an arrow on it; nothing where the widget is scrolled out of sight."""
    around_it = scrolled_in(tree, target.id)
    seen = reduce(Rect.within, around_it, target.rect)
    if seen.w <= 0 or seen.h <= 0:
        return None
    apart, wide, arrow = page.px(APART), page.px(WIDTH), page.px(ARROW)
    around = seen.inset(-apart).within(page.rect)
    # A row at the left edge of a list has others below, whose words an arrow would cover, and nothing beside it.
    beside = any(seen.x - area.x < arrow for area in around_it) and around.x >= arrow
    below = around.bottom + arrow <= page.size[1]
    if beside:
        room = Rect(around.x - arrow, around.y, around.w + arrow, around.h)
    else:
        room = Rect(around.x, around.y if below else around.y - arrow, around.w, around.h + arrow)
    whole = room.within(page.rect)

    def paint(canvas: Canvas, box: Rect) -> None:
        del box
        canvas.outline(around, Ink.LOOK, wide, page.px(8 + APART))
        if beside:
            x, y = around.x, around.centre[1]
            canvas.polygon([(x - arrow, y - arrow), (x - arrow, y + arrow), (x, y)], Ink.LOOK)
            return
        # A little right of the middle, where a panel has neither its name nor its number.
        x = around.x + around.w * 64 // 100
        edge, tip = (around.bottom + arrow, around.bottom) if below else (around.y - arrow, around.y)
        if whole.y <= min(edge, tip) and max(edge, tip) <= whole.bottom:
            canvas.polygon([(x - arrow, edge), (x + arrow, edge), (x, tip)], Ink.LOOK)

    return Widget(RING, whole, Role.NOTICE, words, paint=paint)
