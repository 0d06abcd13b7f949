"""The tree of widgets: focus, hit test, dialogs, scrolling, dump."""

from __future__ import annotations

from dataclasses import replace

from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.toolkit.intents import GoTo
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import (
    Role,
    State,
    Widget,
    draw,
    dump,
    find,
    focus_order,
    helped,
    hit,
    modal,
    over_or_under,
    path_to,
    scrolls_at,
    walk,
)


def button(id_, x, y, **kw):
    return Widget(id_, Rect(x, y, 20, 10), Role.BUTTON, id_, intent=kw.pop("intent", GoTo(x)), **kw)


def page(*children, role=Role.GROUP):
    return Widget("root", Rect(0, 0, 200, 200), role, children=children)


def test_focus_goes_in_reading_order_and_skips_what_cannot_be_pressed():
    """Disabled widgets and widgets without an intent take no focus."""
    tree = page(
        button("a", 0, 0), button("b", 30, 0, state=State.DISABLED), button("c", 60, 0, intent=None), button("d", 90, 0)
    )

    assert [widget.id for widget in focus_order(tree)] == ["a", "d"]


def test_the_last_dialog_takes_everything():
    """With a dialog open, only what is in it is hit and focused."""
    inside = button("yes", 50, 50)
    dialog = Widget("ask", Rect(40, 40, 60, 60), Role.DIALOG, children=(inside,))
    tree = page(button("a", 0, 0), dialog)

    assert modal(tree) is dialog
    assert focus_order(tree) == (inside,)
    assert hit(tree, 5, 5) is None
    assert hit(tree, 55, 55) is inside


def test_hit_finds_the_topmost():
    """Of two widgets at a point, the later one is on top; children come before parents."""
    card = Widget("card", Rect(0, 0, 50, 50), Role.BUTTON, intent=GoTo(1), children=(button("key", 5, 5),))
    tree = page(card)

    assert hit(tree, 6, 6).id == "key"
    assert hit(tree, 45, 45).id == "card"
    assert hit(tree, 199, 199) is None


def test_what_is_small_is_hit_beside_it_where_nothing_else_is():
    """Sliders, tests and the signs of a replay were lower than the 24 pixels that a hand needs (WCAG 2.5.8)."""
    low = Widget("low", Rect(100, 100, 200, 18), Role.SLIDER, intent=GoTo(1))
    below = Widget("below", Rect(100, 120, 200, 30), Role.BUTTON, intent=GoTo(2))
    dot = Widget("dot", Rect(400, 300, 10, 10), Role.BUTTON, intent=GoTo(3))
    tree = Widget("page", Rect(0, 0, 1280, 720), Role.GROUP, children=(low, below, dot))

    assert hit(tree, 200, 97) is low
    assert hit(tree, 200, 96) is None
    assert hit(tree, 200, 119) is low, "the gap between two belongs to the small one"
    assert hit(tree, 200, 120) is below, "what lies there comes first"
    assert hit(tree, 393, 293) is dot
    assert hit(tree, 392, 300) is None
    large = replace(tree, rect=Rect(0, 0, 2560, 1440))
    assert hit(large, 400 - 19, 300) is dot, "a pixel of a large window is a smaller one"


def test_what_is_small_is_not_hit_where_it_is_scrolled_away():
    small = Widget("small", Rect(10, 52, 10, 10), Role.BUTTON, intent=GoTo(1))
    area = Widget("area", Rect(0, 0, 50, 50), Role.SCROLL, children=(small,), extent=100)
    tree = Widget("page", Rect(0, 0, 1280, 720), Role.GROUP, children=(area,))

    assert hit(tree, 15, 51) is None
    assert hit(tree, 15, 47) is small


def test_what_is_scrolled_out_of_sight_cannot_be_hit():
    """A scroll area hits only what it shows."""
    area = Widget("area", Rect(0, 0, 50, 50), Role.SCROLL, children=(button("far", 0, 80),), extent=100)

    assert hit(page(area), 5, 85) is None
    assert scrolls_at(page(area), 10, 10) == (area,)
    assert scrolls_at(page(area), 10, 90) == ()


def test_what_is_scrolled_out_of_sight_says_nothing_under_the_pointer():
    """What lies below the edge of its scroll area is neither named nor helped there."""
    children = (button("near", 0, 0, help="near"), button("far", 0, 80, help="far"))
    tree = page(Widget("area", Rect(0, 0, 50, 50), Role.SCROLL, children=children, extent=100))

    assert helped(tree, 5, 5).id == "near"
    assert helped(tree, 5, 85) is None


def test_find_and_path():
    """A widget is found by its id, with all that hold it."""
    leaf = button("leaf", 0, 0)
    group = Widget("group", Rect(0, 0, 50, 50), Role.GROUP, children=(leaf,))
    tree = page(group)

    assert find(tree, "leaf") is leaf
    assert find(tree, "nobody") is None
    assert path_to(tree, "leaf") == (tree, group, leaf)
    assert path_to(tree, "nobody") == ()
    assert [widget.id for widget in walk(tree)] == ["root", "group", "leaf"]


def test_dump_can_be_read():
    """The dump says role, label, value, state and intent."""
    tree = page(Widget("a", Rect(0, 0, 1, 1), Role.BUTTON, "Give", "6 mg", State.SELECTED, GoTo(12)))

    assert dump(tree) == 'group\n  button "Give" = 6 mg [selected] -> go to 12'


def test_the_focus_ring_is_drawn_last_and_clipped_to_its_scroll_area():
    """The ring lies above everything, and inside the window it scrolls in."""
    area = Widget("area", Rect(0, 0, 50, 50), Role.SCROLL, children=(button("a", 0, 0),), extent=100)
    canvas = RecordingCanvas()
    draw(page(area), canvas, focus="a", hover="a")

    assert [(call.what, call.colour) for call in canvas.drawn] == [("outline", Ink.QUIET), ("outline", Ink.FOCUS)]
    assert canvas.clips == []


def test_an_arrow_down_or_up_leads_to_what_lies_there_and_skips_what_is_scrolled_away():
    """Two columns, and a button below a list of which the last row is out of sight."""

    def press(id_, x, y):
        return Widget(id_, Rect(x, y, 40, 10), Role.BUTTON, intent=GoTo(y))

    rows = tuple(press(f"row{n}", 0, 20 * n) for n in range(1, 6))
    listed = Widget("list", Rect(0, 15, 100, 50), Role.SCROLL, children=rows, extent=120)
    tree = Widget(
        "root",
        Rect(0, 0, 300, 300),
        Role.GROUP,
        children=(press("a", 0, 0), press("b", 60, 0), listed, press("low", 0, 70), press("side", 60, 40)),
    )

    def leads(id_, arrow):
        found = over_or_under(tree, id_, arrow)
        return found.id if found else ""

    assert [leads("a", "down"), leads("row1", "down"), leads("row3", "down")] == ["row1", "row2", "row4"]
    assert [leads("low", "down"), leads("low", "up"), leads("row1", "up")] == ["", "row3", "a"]
    assert [leads("b", "down"), leads("side", "up"), leads("nothing", "down")] == ["side", "b", ""]
