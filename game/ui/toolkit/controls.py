"""Ready-made widgets: panels, lines of text, paragraphs, buttons, scroll areas, dialogs. Sizes are design pixels."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeAlias

from game.ui.toolkit.canvas import Align, Canvas, Paint, Weight
from game.ui.toolkit.intents import Intent, ScrollThrough
from game.ui.toolkit.layout import Rect, flow
from game.ui.toolkit.page import BODY, HEADING, RADIUS, SMALL, Page
from game.ui.toolkit.signs import ELLIPSIS
from game.ui.toolkit.theme import Colour, Ink, Mix
from game.ui.toolkit.widget import Role, State, Widget, impossible, selected, walk

LEAST_SAID: Final = 72
"""Design pixels of what a question says, below which its answers are scrolled with it."""
BAR: Final = 10
"""Design pixels that the bar of a column takes where it scrolls."""
_FIXED: Final = re.compile("/|[a-z][A-Z]")
"""Looks like a unit, or like a sign that has its own capitals."""
Options: TypeAlias = tuple[str, tuple[tuple[str, str, Intent | None], ...]]
"""A name and the buttons (id, label, intent) of which one is chosen."""


def panel(
    page: Page, id_: str, rect: Rect, children: tuple[Widget, ...] = (), label: str = "", colour: Colour = Ink.PANEL
) -> Widget:
    """Return a panel: a ground with round corners that holds other widgets."""
    radius = page.px(RADIUS)
    return Widget(
        id_, rect, Role.PANEL, label, children=children, paint=lambda canvas, box: canvas.fill_rect(box, colour, radius)
    )


def text(
    page: Page,
    id_: str,
    at: Rect,
    words: str,
    size: float = BODY,
    colour: Colour = Ink.TEXT,
    weight: Weight = Weight.REGULAR,
    align: Align = Align.LEFT,
) -> Widget:
    """Return one line of text at the top of a rectangle; it is cut with an ellipsis if it is too wide."""
    pixels = page.px(size)
    rect = Rect(at.x, at.y, at.w, page.line(size))

    def paint(canvas: Canvas, box: Rect) -> None:
        x = box.x if align is Align.LEFT else box.right if align is Align.RIGHT else box.centre[0]
        canvas.text((x, box.y), words, pixels, colour, weight, align, box.w)

    return Widget(id_, rect, Role.TEXT, words, paint=paint)


def heading(page: Page, id_: str, at: Rect, words: str) -> Widget:
    """Return the small capitals that name a panel."""
    return text(page, id_, at, in_capitals(words), SMALL - 0.5, Ink.QUIET, Weight.SEMIBOLD)


def in_capitals(words: str) -> str:
    """Return words in capitals, units and signs as they are always written: mL, SpO₂, mmHg."""
    return " ".join(part if _FIXED.search(part) else part.upper() for part in words.split(" "))


def paragraph(
    page: Page,
    id_: str,
    at: Rect,
    words: str,
    size: float = BODY,
    colour: Colour = Ink.TEXT,
    weight: Weight = Weight.REGULAR,
    most: int = 0,
) -> Widget:
    """Return text broken into lines; the widget is as tall as the text needs, whatever the height of `at`.

    Of more than `most` lines (0: any number) the last one ends in an ellipsis.
    """
    pixels = page.px(size)
    lines = page.wrap(words, size, at.w, weight)
    if 0 < most < len(lines):
        lines = *lines[: most - 1], f"{lines[most - 1]}{ELLIPSIS}"
    step = page.line(size)

    def paint(canvas: Canvas, box: Rect) -> None:
        for index, line in enumerate(lines):
            canvas.text((box.x, box.y + index * step), line, pixels, colour, weight, width=box.w if most else 0)

    return Widget(id_, Rect(at.x, at.y, at.w, step * len(lines)), Role.TEXT, words, paint=paint)


def tab(
    page: Page,
    id_: str,
    rect: Rect,
    label: str,
    intent: Intent,
    *,
    on: bool,
    size: float = BODY,
    top: float = 3,
    edge: float = 8,
) -> Widget:
    """Return a tab: its label `top` below the upper edge, and a line below it where it is shown."""

    def paint(canvas: Canvas, box: Rect) -> None:
        weight, ink = (Weight.BOLD, Ink.TEXT) if on else (Weight.REGULAR, Ink.QUIET)
        canvas.text((box.centre[0], box.y + page.px(top)), label, page.px(size), ink, weight, Align.CENTRE)
        if on:
            line = Rect(box.x + page.px(edge), box.bottom - page.px(3), box.w - page.px(2 * edge), page.px(2))
            canvas.fill_rect(line, Ink.TEXT)

    return Widget(id_, rect, Role.TAB, label, state=selected(on), intent=intent, paint=paint)


def button_width(page: Page, label: str, size: float = BODY - 1) -> int:
    """Return the width that a button needs for its label."""
    return page.width(label, size, Weight.SEMIBOLD) + 2 * page.px(14)


def button_height(page: Page, size: float = BODY - 1) -> int:
    """Return the height of a button."""
    return page.line(size) + 2 * page.px(5)


def button(
    page: Page,
    id_: str,
    rect: Rect,
    label: str,
    intent: Intent | None,
    state: State = State.NONE,
    *,
    primary: bool = False,
    size: float = BODY - 1,
    mark: Callable[[Canvas, Rect, Colour], None] | None = None,
    words: str = "",
) -> Widget:
    """Return a button: `primary` fills it, SELECTED rings it, and `mark` draws a sign before the label.

    `words` is what a screen reader says where the label is a sign.
    """
    # What is chosen is not filled: filled is what acts, and two filled buttons would both ask to be pressed.
    bright, chosen = primary, State.SELECTED in state
    disabled = State.DISABLED in state
    ink: Colour = Ink.ON_BRIGHT if bright else Ink.TEXT
    if disabled:
        ink = Ink.QUIET
    pixels = page.px(size)
    radius = page.px(8)
    sign = page.px(18) if mark else 0

    def paint(canvas: Canvas, box: Rect) -> None:
        if bright and not disabled:
            canvas.fill_rect(box, Ink.BRIGHT, radius)
        elif chosen:
            canvas.fill_rect(box, Mix(Ink.BRIGHT, Ink.RAISED, 0.2), radius)
            canvas.outline(box, Ink.QUIET if disabled else Ink.BRIGHT, max(2, page.px(2)), radius)
        elif disabled:
            _broken_outline(page, canvas, box, radius)
        else:
            canvas.fill_rect(box, Mix(Ink.RAISED, Ink.GROUND, 0.35), radius)
            canvas.outline(box, Ink.LINE, max(1, page.px(1)), radius)
        wide, high = canvas.text_size(label, pixels, Weight.SEMIBOLD)
        room = box.w - page.px(8) - sign
        x = box.centre[0] - (min(wide, room) + sign) // 2
        if mark is not None:
            mark(canvas, Rect(x, box.centre[1] - page.px(6), page.px(12), page.px(12)), ink)
        canvas.text((x + sign, box.centre[1] - high // 2), label, pixels, ink, Weight.SEMIBOLD, Align.LEFT, room)

    state |= State.DEFAULT if primary and not disabled else State.NONE
    return Widget(id_, rect, Role.BUTTON, words or label, "", state, intent, paint=paint)


def _broken_outline(page: Page, canvas: Canvas, box: Rect, radius: int) -> None:
    """Draw the edge of what cannot be pressed: in high contrast its words are hardly quieter than others."""
    thick = max(1, page.px(1))
    left, top, right, bottom = box.x, box.y, box.right - thick, box.bottom - thick
    # Corners are cut: dashes run on over them.
    cut = radius // 2
    edge = (
        *((left + cut, top), (right - cut, top), (right, top + cut), (right, bottom - cut)),
        *((right - cut, bottom), (left + cut, bottom), (left, bottom - cut), (left, top + cut), (left + cut, top)),
    )
    canvas.polyline(edge, Ink.LINE, thick, dash=page.px(3))


def scroll_area(
    page: Page, id_: str, rect: Rect, build: Callable[[Rect], tuple[tuple[Widget, ...], int]], label: str = ""
) -> Widget:
    """Return a window on a column of widgets that may be taller.

    `build` gets the rectangle at which the column begins, already moved by the scrolling, and returns the widgets and
    the bottom of the last one. A bar on the right shows how far one is.
    """
    children, bottom = build(rect)
    extent = bottom - rect.y
    if extent <= rect.h:
        return Widget(id_, rect, Role.SCROLL, label, children=children, extent=rect.h)
    narrow = Rect(rect.x, rect.y, rect.w - page.px(BAR), rect.h)
    children, bottom = build(narrow)
    extent = bottom - rect.y
    offset = min(page.scroll(id_), max(0, extent - rect.h))
    if offset:
        children, _ = build(narrow.moved(0, -offset))
    thumb = max(page.px(24), rect.h * rect.h // extent)
    top = rect.y + (rect.h - thumb) * offset // max(1, extent - rect.h)

    def paint(canvas: Canvas, box: Rect) -> None:
        wide = page.px(4)
        canvas.fill_rect(Rect(box.right - wide, box.y, wide, box.h), Ink.PANEL, wide // 2)
        canvas.fill_rect(Rect(box.right - wide, top, wide, thumb), Ink.QUIET, wide // 2)

    start = rect.y - offset
    intent = None if _read_by_tab(children, start, start + extent, rect.h) else ScrollThrough(id_)
    return Widget(id_, rect, Role.SCROLL, label, intent=intent, children=children, paint=paint, extent=extent)


def _read_by_tab(children: tuple[Widget, ...], start: int, end: int, window: int) -> bool:
    """Say whether going from one thing to press to the next leaves no stretch of a column unread.

    A stretch that is taller than the window and holds nothing to press can only be scrolled through.
    """
    pressed = sorted(
        (widget.rect.y, widget.rect.bottom) for child in children for widget in walk(child) if widget.focusable
    )
    read = start
    for top, bottom in pressed:
        if top - read > window:
            return False
        read = max(read, bottom)
    return bool(pressed) and end - read <= window


def dialog(
    page: Page,
    id_: str,
    title: str,
    words: tuple[str, ...],
    choices: tuple[tuple[str, str, Intent | None], ...],
    colour: Colour = Ink.TEXT,
    options: tuple[Options, ...] = (),
    bright: str = "",
    beneath: str = "",
) -> Widget:
    """Return a question in the middle of the page; `choices` are (id, label, intent).

    `bright` or else the first is bright; one without an intent is not possible now. `options` are rows of buttons
    with a name before them, above the choices; of these, one without an intent is the one that is chosen. `beneath` is
    said below the options. Where there is little height, what is said is scrolled above the choices, which are always
    seen.
    """
    bright = bright or choices[0][0]
    pad = page.px(20)
    wide = min(page.px(480), page.size[0] - 2 * pad)
    high = button_height(page)

    def build(top: Rect, *, beside: bool = False) -> tuple[tuple[Widget, ...], int]:
        head = paragraph(page, f"{id_}.title", top, title, HEADING, colour, Weight.BOLD)
        children = [head]
        y = head.rect.bottom + page.px(8)
        for index, line in enumerate(words):
            part = paragraph(page, f"{id_}.words.{index}", Rect(top.x, y, top.w, 0), line)
            children.append(part)
            y = part.rect.bottom + page.px(6)
        for row in options:
            made = _option_row(page, Rect(top.x, y, top.w, 0), row, beside=beside)
            children += made
            y = made[-1].rect.bottom + page.px(8)
        if beneath:
            children.append(paragraph(page, f"{id_}.beneath", Rect(top.x, y, top.w, 0), beneath, SMALL, Ink.QUIET))
            y = children[-1].rect.bottom + page.px(6)
        return tuple(children), y

    def low(top: Rect) -> tuple[tuple[Widget, ...], int]:
        return build(top, beside=True)

    def answers(at: Rect) -> tuple[Widget, ...]:
        boxes = flow(at, [min(button_width(page, label), at.w) for _, label, _ in choices], high, page.px(10))
        return tuple(
            button(page, name, box, label, intent, impossible(intent is None), primary=name == bright)
            for box, (name, label, intent) in zip(boxes, choices, strict=True)
        )

    inner = Rect(0, 0, wide - 2 * pad, 0)
    fits = build(inner)[1] + answers(inner)[-1].rect.bottom <= page.size[1] - 2 * pad - 3 * page.px(8)
    return framed(page, (id_, f"{id_}.scroll"), wide, title, build if fits else low, answers)


def _option_row(page: Page, at: Rect, row: Options, *, beside: bool) -> list[Widget]:
    """Return a row of buttons below its name, or `beside` it where there is little height and both fit on a line."""
    title, buttons = row
    widths, high = [min(button_width(page, label), at.w) for _, label, _ in buttons], button_height(page)
    gap, id_ = page.px(8), f"{buttons[0][0]}.title"
    named = heading(page, id_, Rect(at.x, at.y + page.px(4), at.w, 0), title)
    area = Rect(at.x, named.rect.bottom + page.px(3), at.w, 0)
    told = page.width(in_capitals(title), SMALL - 0.5, Weight.SEMIBOLD) + page.px(12)
    if beside and told + sum(widths) + gap * (len(widths) - 1) <= at.w:
        named = heading(page, id_, Rect(at.x, at.y + (high - named.rect.h) // 2, told, 0), title)
        area = Rect(at.x + told, at.y, at.w - told, 0)
    boxes = flow(area, widths, high, gap)
    pressed = [
        button(page, name, box, label, intent, selected(intent is None), words=f"{title} {label}")
        for box, (name, label, intent) in zip(boxes, buttons, strict=True)
    ]
    return [named, *pressed]


def _whole_buttons(page: Page, build: Callable[[Rect], tuple[tuple[Widget, ...], int]], room: Rect) -> Rect:
    """Return the room for what is said, less the row of buttons that would be cut in half at its foot."""
    said, bottom = build(room)
    if bottom <= room.bottom:
        return room
    said, _ = build(Rect(room.x, room.y, room.w - page.px(BAR), room.h))
    cut = [one.rect.y for one in said if one.intent is not None and one.rect.y < room.bottom < one.rect.bottom]
    return Rect(room.x, room.y, room.w, min([*cut, room.bottom]) - room.y)


def framed(
    page: Page,
    ids: tuple[str, str],
    wide: int,
    title: str,
    build: Callable[[Rect], tuple[tuple[Widget, ...], int]],
    answers: Callable[[Rect], tuple[Widget, ...]],
    label: str = "",
) -> Widget:
    """Return a box in the middle of the page: what `build` says, and below it the buttons that answer it.

    Where there is little height, what is said is scrolled above the buttons, which are always seen; with next to none
    they are scrolled with it. `ids` are those of the box and of its scroll area, `label` names the latter.
    """
    pad, above = page.px(20), page.px(8)
    box, scroll = ids

    def whole(top: Rect) -> tuple[tuple[Widget, ...], int]:
        children, y = build(top)
        row = answers(Rect(top.x, y + above, top.w, 0))
        return (*children, *row), row[-1].rect.bottom

    inner = Rect(0, 0, wide - 2 * pad, 0)
    foot = answers(inner)[-1].rect.bottom
    tall = min(whole(inner)[1] + 2 * pad, page.size[1] - 2 * page.px(8))
    rect = Rect((page.size[0] - wide) // 2, (page.size[1] - tall) // 2, wide, tall)
    at = rect.inset(pad)
    room = Rect(at.x, at.y, at.w, at.h - above - foot)
    if room.h < page.px(LEAST_SAID):
        children: tuple[Widget, ...] = (scroll_area(page, scroll, at, whole, label),)
    else:
        row = answers(Rect(at.x, at.bottom - foot, at.w, 0))
        children = (scroll_area(page, scroll, _whole_buttons(page, build, room), build, label), *row)
    return Widget(box, rect, Role.DIALOG, title, children=children, paint=over(page, Ink.RAISED))


def over(page: Page, colour: Colour) -> Paint:
    """Return the paint of something that floats over a dimmed page."""
    radius = page.px(RADIUS)

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.scrim(page.rect)
        canvas.fill_rect(box, colour, radius)
        canvas.outline(box, Ink.LINE, max(1, page.px(1)), radius)

    return paint


def ground(page: Page, id_: str, children: tuple[Widget, ...], label: str) -> Widget:
    """Return the root of a tree: the whole page."""
    return Widget(
        id_,
        page.rect,
        Role.GROUP,
        label,
        children=children,
        paint=lambda canvas, box: canvas.fill_rect(box, Ink.GROUND),
    )


def shown(widget: Widget, state: State) -> Widget:
    """Return a widget in another state."""
    return replace(widget, state=state)
