"""The tests on the order pad: what each takes of the patient, how long it takes, and when its result comes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from game.bedside.lab import usual_minutes
from game.case.view import View
from game.ui.bedside.orders import key_badge, key_badge_width
from game.ui.toolkit.canvas import Canvas, Weight
from game.ui.toolkit.controls import heading, text
from game.ui.toolkit.intents import PlaceOrder
from game.ui.toolkit.layout import Rect, columns
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.tree_cache import Keep
from game.ui.toolkit.widget import Role, State, Widget
from game.values.channel import PANELS, Panel
from game.values.fact import SampleTaken
from game.values.level import Level
from game.values.order import Draw
from game.values.ticks import MINUTES_PER_TICK, span_text
from game.values.words import say

MOST_IN_ONE_COLUMN = 7
"""More tests than these stand in two columns, and all where there is little room."""


def usual_delay(level: Level, panel: Panel) -> str:
    """Return how long a test usually takes in this hospital, in words; the result may come a little later."""
    return say("bedside.orders.about", span=_usual(level, panel))


def _usual(level: Level, panel: Panel) -> str:
    rule = next((rule for rule in level.labs if rule.panel is panel), None)
    return span_text(usual_minutes(panel, rule) // MINUTES_PER_TICK)


def blood_taken_ml(view: View) -> int:
    """Return how much blood the tests since admission took."""
    return sum(PANELS[fact.panel].blood_ml for fact in view.history if isinstance(fact, SampleTaken))


def cost_words(panel: Panel) -> str:
    """Return what a test takes of the patient and of the staff: '4 mL of blood, 5 min of a nurse'."""
    kind = PANELS[panel]
    blood = say("bedside.orders.blood", ml=kind.blood_ml) if kind.blood_ml else say("bedside.orders.no_blood")
    return say("bedside.orders.cost", blood=blood, minutes=kind.staff_minutes)


def tests(page: Page, at: Rect, view: View, keep: Keep, *, dense: bool) -> tuple[list[Widget], int]:
    """Return the tests one below the other, `dense` in two columns, and their bottom."""
    told = say("bedside.orders.blood_taken", ml=blood_taken_ml(view))
    wide = page.width(told, SMALL)
    words = say("bedside.orders.order_a_test")
    beside = wide + page.width(words.upper(), SMALL, Weight.SEMIBOLD) + page.px(16) < at.w
    place = Rect(at.x, at.y, at.w - wide - page.px(8), 0) if beside else at
    widgets = [keep("tests.title", (place, words), lambda: heading(page, "tests.title", place, words))]
    y = widgets[0].rect.bottom + page.px(4)
    if beside:
        right = Rect(at.right - wide, at.y, wide, 0)
        blood = keep("tests.blood", (right, told), lambda: text(page, "tests.blood", right, told, SMALL, Ink.QUIET))
        widgets.append(blood)
    high, gap = page.line(14) + page.px(4), page.px(2)
    many = dense or len(view.level.panels) > MOST_IN_ONE_COLUMN
    across = 2 if many and _fits_half(page, at, view) else 1
    for first in range(0, len(view.level.panels), across):
        row = Rect(at.x, y, at.w, high)
        for panel, cell in zip(view.level.panels[first:], columns(row, (1.0,) * across, page.px(4)), strict=False):
            test = _Test(cell, panel, _usual(view.level, panel), _result_in(view, panel))
            widgets.append(keep(test_id(panel), test, partial(_test, page, test)))
        y = row.bottom + gap
    return widgets, y


def _fits_half(page: Page, at: Rect, view: View) -> bool:
    """Say whether every test has room for its short name and its key in half the width."""

    def need(panel: Panel) -> int:
        badge = key_badge_width(page, PlaceOrder(Draw(panel=panel)))
        return page.px(12) + page.width(PANELS[panel].short, 14) + page.px(18) + badge

    return max(map(need, view.level.panels)) <= (at.w - page.px(4)) // 2


def test_id(panel: Panel) -> str:
    """Return the id of the button of a test."""
    return f"test_{panel.value}"


def _result_in(view: View, panel: Panel) -> str:
    """Return in what time the result of a test comes that is under way; empty if none is."""
    pending = next((result for result in view.pending if result.panel is panel), None)
    return "" if pending is None else span_text(pending.due - view.tick)


@dataclass(frozen=True, slots=True)
class _Test:
    """All that is seen on the button of a test."""

    rect: Rect
    panel: Panel
    usual: str
    """How long it usually takes."""
    coming: str
    """In what time its result comes; empty if it can be ordered."""


def _test(page: Page, test: _Test) -> Widget:
    rect, panel, ring = test.rect, test.panel, bool(test.coming)
    what, span = ("result_in", test.coming) if ring else ("about", test.usual)
    words = say(f"bedside.orders.{what}", span=span)
    state = State.DISABLED if ring else State.NONE
    id_, intent = test_id(panel), PlaceOrder(Draw(panel=panel))
    badge = key_badge_width(page, intent)
    pad = page.px(12)
    small, line = page.line(SMALL), page.line(14)
    edge = rect.right - page.px(6) - badge
    room = edge - page.px(8) - rect.x - pad
    names = (PANELS[panel].label, PANELS[panel].short)
    beside = room - page.width(words, SMALL) - page.px(6)
    label = next((name for name in names if page.width(name, 14) <= beside), names[-1])
    free = room - page.px(4) - page.width(label, 14)
    # Where there is little room, in short; where there is less, not at all.
    shorter = (words, say(f"bedside.orders.{what}.brief", span=span), *((span,) if ring else ()))
    shown = next((one for one in shorter if page.width(one, SMALL) <= free), "")
    wide = page.width(shown, SMALL)
    left = edge - page.px(8) - wide if shown else edge - page.px(4)
    when = Rect(left, rect.centre[1] - small // 2, wide, 0)

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Mix(Ink.RAISED, Ink.PANEL, 0.35) if ring else Ink.RAISED, page.px(6))

    children = (
        text(
            page,
            f"{id_}.name",
            Rect(rect.x + pad, rect.centre[1] - line // 2, left - rect.x - pad - page.px(4), 0),
            label,
            14,
            Ink.QUIET if ring else Ink.TEXT,
        ),
        *((text(page, f"{id_}.time", when, shown, SMALL, Ink.TEXT if ring else Ink.QUIET),) if shown else ()),
        key_badge(page, f"{id_}.key", Rect(edge, rect.centre[1] - small // 2, badge, small), intent),
    )
    return Widget(id_, rect, Role.BUTTON, PANELS[panel].label, words, state, intent, children, paint)
