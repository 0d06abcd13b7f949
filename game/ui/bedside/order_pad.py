"""The order pad: tabs above drugs and tests, or above support."""

from __future__ import annotations

from functools import partial

from game.case.view import View
from game.ui.bedside.orders import cards
from game.ui.bedside.sampling import tests
from game.ui.bedside.support import support
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import panel, scroll_area, tab
from game.ui.toolkit.intents import Intent, OpenDrugChart, OpenResults, ShowTab
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, SMALL, Page
from game.ui.toolkit.tabs import BedsideTab
from game.ui.toolkit.tree_cache import Keep, anew
from game.ui.toolkit.widget import Role, State, Widget
from game.values.words import say


def _contents(page: Page, at: Rect, view: View, shown: BedsideTab, keep: Keep = anew) -> tuple[tuple[Widget, ...], int]:
    if shown is BedsideTab.SUPPORT:
        return support(page, at, view, keep)
    for dense in (False, True):
        drugs, y = cards(page, at, view, family=None, keep=keep, dense=dense)
        asked, bottom = tests(page, Rect(at.x, y + page.px(5), at.w, 0), view, keep, dense=dense)
        if not at.h or bottom - at.y <= at.h:
            break
    return (*drugs, *asked), bottom


def order_pad_height(page: Page, width: int, view: View, shown: BedsideTab) -> int:
    """Return the height that all of it needs."""
    _, bottom = _contents(page, Rect(0, 0, width - 2 * page.px(12), 0), view, shown)
    return bottom + page.line(BODY) + page.px(34)


def order_pad(page: Page, rect: Rect, view: View, shown: BedsideTab, keep: Keep, *, turned: bool) -> Widget:
    """Return the pad; what was `turned` to is scrolled to in a column."""
    inner = rect.inset(page.px(12), page.px(8))
    high = page.line(BODY) + page.px(8)
    tabs = []
    x = inner.x
    places: tuple[tuple[str, str, Intent], ...] = (
        ("treat", say("bedside.treat"), ShowTab(BedsideTab.TREAT)),
        ("support", say("bedside.support"), ShowTab(BedsideTab.SUPPORT)),
        ("results", say("bedside.results"), OpenResults()),
        ("drug_chart", say("bedside.drug_chart"), OpenDrugChart()),
    )
    # Long words move together, and then grow smaller, before anything sticks out.
    for size, room, gap in ((BODY, 16, 8), (BODY, 8, 4), (BODY, 4, 2), (SMALL, 4, 2)):
        wide = [page.width(label, size, Weight.BOLD) for _, label, _ in places]
        if sum(wide) + 4 * page.px(room) + 3 * page.px(gap) <= inner.w:
            break
    for (name, label, intent), width in zip(places, wide, strict=True):
        at, on = Rect(x, inner.y, width + page.px(room), high), intent == ShowTab(shown)
        build = partial(tab, page, name, at, label, intent, on=on, size=size, edge=4)
        tabs.append(keep(name, (at, label, intent, on), build))
        x = tabs[-1].rect.right + page.px(gap)
    top = inner.y + high + page.px(5)
    area = Rect(inner.x, top, inner.w, rect.bottom - page.px(8) - top)
    body = scroll_area(
        page, f"pad.{shown.value}", area, lambda at: _contents(page, at, view, shown, keep), say("bedside.orders")
    )
    # What is turned to comes into sight with its tabs: of these half a line stood above it.
    state = State.CURRENT if turned else State.NONE
    whole = Rect(inner.x, inner.y, inner.w, area.bottom - inner.y)
    parts = Widget(f"{body.id}.tab", whole, Role.GROUP, say("bedside.orders"), state=state, children=(*tabs, body))
    key = (rect, tuple(tabs), body, turned)
    return keep("pad.seen", key, lambda: panel(page, "pad", rect, (parts,), say("bedside.orders")))
