"""Temperature, mind and the organs, as the bedside shows them."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import NamedTuple, Self

from game.bedside.news2 import Consciousness
from game.case.appearance import awareness_words
from game.case.view import OrganSign, View
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.controls import heading, panel, paragraph, scroll_area, text
from game.ui.toolkit.layout import Rect, columns
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.tree_cache import Keep, anew
from game.ui.toolkit.widget import Role, Widget
from game.values.channel import Channel
from game.values.words import say

SPARE_LINES = 2
"""Lines more than one for each organ that have room from the first: as many words wrap on most days of a case, and each
time they did, the monitor above moved (13 times in five days of Bed 3)."""
GRADES = (
    (Ink.WELL, "bedside.grade.well"),
    (Ink.LOOK, "bedside.grade.look"),
    (Ink.LOOK, "bedside.grade.worrying"),
    (Ink.DANGER, "bedside.grade.danger"),
)
"""Colour and word of each grade of an organ."""


def organs_shown(view: View) -> Hashable:
    """Return all that the panel shows."""
    return (view.organs, _temperature(view), view.consciousness)


def _temperature(view: View) -> str:
    found = view.vitals.get(Channel.TEMPERATURE)
    return f"{found.text} °C" if found is not None else "– °C"


def organs_height(page: Page, width: int, view: View, spare: int = 0) -> int:
    """Return the height that the panel needs; it grows only for more lines than it has to `spare`."""
    inner = Rect(0, 0, width, 0).inset(page.px(16), 0)
    columns_ = _Columns.of(page)
    rows = [columns_.height(page, inner.w, sign) + page.px(3) for sign in view.organs]
    usual = len(view.organs) * (page.line(14) + page.px(3)) + spare * page.line(SMALL)
    return page.line(SMALL) + page.line(24) + page.px(26) + max(usual, sum(rows))


def organs(page: Page, rect: Rect, view: View, keep: Keep = anew) -> Widget:
    """Return the panel below the monitor."""
    inner = rect.inset(page.px(16), page.px(10))
    small, big = page.line(SMALL), page.line(24)
    left, right = columns(Rect(inner.x, inner.y, inner.w, small + big), (1.0, 1.0), page.px(12))
    words = _temperature(view)
    alert = Ink.TEXT if view.consciousness is Consciousness.ALERT else Ink.LOOK
    top = inner.y + small + big + page.px(6)
    children = (
        heading(page, "temperature.title", left, say("bedside.organs.temperature")),
        text(page, "temperature", left.moved(0, small), words, 24, Ink.TEMPERATURE, Weight.BOLD),
        heading(page, "mind.title", right, say("bedside.organs.mind")),
        text(page, "mind", right.moved(0, small), awareness_words(view.consciousness), 24, alert, Weight.BOLD),
        scroll_area(
            page,
            "organs.list",
            Rect(inner.x, top, inner.w, rect.bottom - page.px(6) - top),
            lambda at: _rows(page, at, view.organs, keep),
            say("bedside.organs.organs"),
        ),
    )
    return panel(page, "organs", rect, children, say("bedside.organs.temperature_mind_and_organs"))


def _rows(page: Page, at: Rect, signs: tuple[OrganSign, ...], keep: Keep) -> tuple[tuple[Widget, ...], int]:
    rows = []
    y = at.y
    columns_ = _Columns.of(page)
    for sign in signs:
        row = (Rect(at.x, y, at.w, columns_.height(page, at.w, sign)), columns_, sign)
        rows.append(keep(f"organ.{sign.organ}", row, partial(_organ, page, *row)))
        y = rows[-1].rect.bottom + page.px(3)
    return tuple(rows), y


class _Columns(NamedTuple):
    """The room of what stands in all lines below each other."""

    name: int
    state: int
    gap: int

    @classmethod
    def of(cls, page: Page) -> Self:
        """Measure them."""
        return cls(
            page.width(say("bedside.organs.kidneys"), 14, Weight.SEMIBOLD) + page.px(8),
            max(page.width(say(each), SMALL, Weight.SEMIBOLD) for _, each in GRADES) + page.px(12),
            page.px(8),
        )

    @property
    def words(self) -> int:
        """Return where the words begin."""
        return self.name + self.state + self.gap

    def height(self, page: Page, width: int, sign: OrganSign) -> int:
        """Return the height of a line of so much width."""
        high, small = page.line(14), page.line(SMALL)
        lines = len(page.wrap(sign.text, SMALL, width - self.words))
        return max(high, (high - small) // 2 + lines * small)


def _organ(page: Page, rect: Rect, columns_: _Columns, sign: OrganSign) -> Widget:
    """Return a line: the organ, its state as a word in a frame, what is measured. A bar could be read as health."""
    ink, grade = GRADES[sign.grade]
    word = say(grade)
    name = text(
        page, f"organ.{sign.organ}.name", Rect(rect.x, rect.y, columns_.name, 0), sign.organ, 14, weight=Weight.SEMIBOLD
    )
    left = rect.x + columns_.words
    words = paragraph(
        page,
        f"organ.{sign.organ}.text",
        Rect(left, rect.y + (name.rect.h - page.line(SMALL)) // 2, rect.right - left, 0),
        sign.text,
        SMALL,
        ink if sign.grade else Ink.QUIET,
    )
    box = Rect(rect.x + columns_.name, rect.y, columns_.state, name.rect.h)

    def paint(canvas: Canvas, box: Rect) -> None:
        size = page.px(SMALL)
        high = canvas.text_size(word, size, Weight.SEMIBOLD)[1]
        canvas.fill_rect(box, Mix(ink, Ink.PANEL, 0.18), page.px(6))
        canvas.text((box.centre[0], box.centre[1] - high // 2), word, size, ink, Weight.SEMIBOLD, Align.CENTRE)

    state = Widget(f"organ.{sign.organ}.state", box, Role.TEXT, word, paint=paint)
    return Widget(
        f"organ.{sign.organ}", rect, Role.GROUP, sign.organ, f"{sign.text}, {word}", children=(name, state, words)
    )
