"""One tree of widgets for everything: drawing, focus, hit test, tests and later screen readers."""

from __future__ import annotations

import enum
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from game.ui.toolkit.canvas import Canvas, Paint
from game.ui.toolkit.intents import Intent
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import LEAST_UNIT, fit
from game.ui.toolkit.theme import Ink

LEAST_TARGET = 24
"""Design pixels: the least side of what is pressed (WCAG 2.2, success criterion 2.5.8)."""


class Role(enum.Enum):
    """What a widget is, for the reader of a screen."""

    GROUP = "group"
    PANEL = "panel"
    TEXT = "text"
    BUTTON = "button"
    TAB = "tab"
    SLIDER = "slider"
    """Gives its intent with a fraction when pressed or dragged, with a step on left and right."""
    FIELD = "field"
    """Takes typed text while focused."""
    KEY = "key"
    """Takes the next key of any name while focused, except tab and escape; for choosing a key."""
    CHART = "chart"
    METER = "meter"
    SCROLL = "scroll"
    """A window on a taller column of children; `extent` is the height of the column.

    One that holds nothing to press can be focused itself, and then scrolls by the arrow keys.
    """
    DIALOG = "dialog"
    """While there is one, only the last of them takes focus and clicks."""
    NOTICE = "notice"
    """Floats over the screen for a while and takes no focus away."""


class State(enum.Flag):
    """What is special about a widget just now."""

    NONE = 0
    DISABLED = enum.auto()
    SELECTED = enum.auto()
    ALERT = enum.auto()
    CURRENT = enum.auto()
    """The one of a list that is read now: what scrolls around it follows it. Of fields, the one to be mended."""
    DEFAULT = enum.auto()
    """Looks chosen: what Enter presses while nothing has the focus."""


def selected(on: bool, otherwise: State = State.NONE) -> State:
    """Return the state of what can be chosen: whether it is."""
    return State.SELECTED if on else otherwise


def impossible(now: bool) -> State:
    """Return the state of what cannot be pressed now."""
    return State.DISABLED if now else State.NONE


@dataclass(frozen=True, slots=True)
class Widget:
    """A rectangle of the screen that means something."""

    id: str
    rect: Rect
    role: Role
    label: str = ""
    value: str = ""
    state: State = State.NONE
    intent: Intent | None = None
    """What it asks for when pressed; nothing for what cannot be pressed."""
    children: tuple[Widget, ...] = ()
    paint: Paint | None = None
    """Draws the widget below its children."""
    frozen: Hashable = None
    """If given: the whole widget, children included, looks the same while this does."""
    help: str = ""
    """A line that says what it is for; it shows when the pointer rests on it, or the focus."""
    extent: int = 0
    """Height of all that can be scrolled through, for SCROLL."""
    caret: Rect | None = None
    """Where in a FIELD the next sign comes, from its corner; it is drawn where the field has the focus."""

    @property
    def focusable(self) -> bool:
        """Say whether the keyboard can reach and press it."""
        return self.intent is not None and State.DISABLED not in self.state

    def share(self, x: int) -> float:
        """Return where a point lies across it, 0 at its left to 1 at its right."""
        return min(1.0, max(0.0, (x - self.rect.x) / max(1, self.rect.w)))


def walk(tree: Widget) -> Iterator[Widget]:
    """Yield a widget and everything in it, in reading order."""
    # Without a generator for each level: a screen is walked several times at every frame.
    ahead = [tree]
    while ahead:
        widget = ahead.pop()
        yield widget
        ahead.extend(reversed(widget.children))


def find(tree: Widget, id_: str) -> Widget | None:
    """Return the widget with this id."""
    return next((widget for widget in walk(tree) if widget.id == id_), None)


def modal(tree: Widget) -> Widget:
    """Return the part of the tree that takes input: the last dialog, or all of it."""
    dialogs = [widget for widget in walk(tree) if widget.role is Role.DIALOG]
    return dialogs[-1] if dialogs else tree


def focus_order(tree: Widget) -> tuple[Widget, ...]:
    """Return what the Tab key goes through, in order."""
    return tuple(widget for widget in walk(modal(tree)) if widget.focusable)


def first_field(tree: Widget) -> str:
    """Return the id of the first field that the keyboard can reach; empty if there is none."""
    return next((widget.id for widget in focus_order(tree) if widget.role is Role.FIELD), "")


def field_to_fill(tree: Widget) -> str:
    """Return the id of the field to be mended, of the first in which nothing stands, or of the first; empty if none."""
    fields = [widget for widget in focus_order(tree) if widget.role is Role.FIELD]
    current = next((widget.id for widget in fields if State.CURRENT in widget.state), "")
    return current or next((widget.id for widget in fields if not widget.value), first_field(tree))


def written_in(tree: Widget, id_: str) -> bool:
    """Say whether this is a field of a page in which something stands: Escape leaves the field, and not yet the page.

    A dialog with a field in it is left at once, as any other is.
    """
    of = find(tree, id_) if modal(tree) is tree else None
    return of is not None and of.role is Role.FIELD and of.value != ""


def path_to(tree: Widget, id_: str) -> tuple[Widget, ...]:
    """Return the widgets from the root down to the one with this id; empty if it is not there."""
    if tree.id == id_:
        return (tree,)
    for child in tree.children:
        below = path_to(child, id_)
        if below:
            return (tree, *below)
    return ()


def scrolled_in(tree: Widget, id_: str) -> tuple[Rect, ...]:
    """Return the rectangles of all that scrolls around the one with this id: beyond them nothing of it is seen."""
    return tuple(widget.rect for widget in path_to(tree, id_) if widget.role is Role.SCROLL)


def over_or_under(tree: Widget, id_: str, arrow: str) -> Widget | None:
    """Return what the arrows 'down' and 'up' lead to: the nearest below or above that can be pressed, if any."""
    order = focus_order(tree)
    of = next((widget for widget in order if widget.id == id_), None)
    if of is None or arrow not in {"down", "up"}:
        return None
    own = scrolled_in(tree, id_)
    near: dict[str, tuple[bool, int]] = {}
    for other in order:
        apart = other.rect.y - of.rect.bottom if arrow == "down" else of.rect.y - other.rect.bottom
        if apart < 0 or not (other.rect.x < of.rect.right and of.rect.x < other.rect.right):
            continue
        areas = scrolled_in(tree, other.id)
        # To the end of a list first, also where that is out of sight; then on to what is seen.
        if areas == own or all(area.overlaps(other.rect) for area in areas):
            near[other.id] = (bool(own) and areas != own, apart)
    return min((one for one in order if one.id in near), key=lambda one: near[one.id], default=None)


def default(tree: Widget) -> Widget | None:
    """Return what Enter presses while nothing has the focus."""
    return next((widget for widget in focus_order(tree) if State.DEFAULT in widget.state), None)


def hit(tree: Widget, x: int, y: int) -> Widget | None:
    """Return the topmost widget that can be pressed at a point, or the nearest small one beside it.

    What is small is pressed as if it were as large as a finger or an unsteady hand needs, where nothing else is.
    """
    top = modal(tree)
    found = _hit(top, x, y)
    if found is not None and found.role is not Role.SCROLL:
        return found
    least = round(LEAST_TARGET * max(LEAST_UNIT, fit((tree.rect.w, tree.rect.h))))
    near = min(_near(top, x, y, least), key=lambda one: one[0], default=None)
    return found if near is None else near[1]


def _hit(tree: Widget, x: int, y: int) -> Widget | None:
    if not tree.rect.holds(x, y):
        return None
    for child in reversed(tree.children):
        found = _hit(child, x, y)
        if found is not None:
            return found
    return tree if tree.focusable else None


def _near(tree: Widget, x: int, y: int, least: int) -> Iterator[tuple[int, Widget]]:
    """Yield what is smaller than `least` pixels and would hold a point if it were not, with the way to it."""
    if not tree.rect.inset(0 if tree.role is Role.SCROLL else -(least // 2)).holds(x, y):
        return
    for child in tree.children:
        yield from _near(child, x, y, least)
    rect = tree.rect
    across, down = max(0, least - rect.w + 1) // 2, max(0, least - rect.h + 1) // 2
    if tree.focusable and tree.role is not Role.SCROLL and rect.inset(-across, -down).holds(x, y):
        yield abs(x - rect.centre[0]) + abs(y - rect.centre[1]) if across else abs(y - rect.centre[1]), tree


def helped(tree: Widget, x: int, y: int) -> Widget | None:
    """Return the innermost widget at a point that has a line of help."""
    found = [widget for widget in _shown_at(modal(tree), x, y) if widget.help and widget.rect.holds(x, y)]
    return found[-1] if found else None


def _shown_at(tree: Widget, x: int, y: int) -> Iterator[Widget]:
    """Yield a widget and everything in it but what is scrolled away from a point."""
    if tree.role is Role.SCROLL and not tree.rect.holds(x, y):
        return
    yield tree
    for child in tree.children:
        yield from _shown_at(child, x, y)


def scrolls_at(tree: Widget, x: int, y: int) -> tuple[Widget, ...]:
    """Return the scroll areas at a point, the innermost first."""
    found = [widget for widget in _shown_at(modal(tree), x, y) if widget.role is Role.SCROLL]
    return tuple(reversed(found))


def draw(tree: Widget, canvas: Canvas, focus: str = "", hover: str = "", unit: float = 1.0) -> None:
    """Draw a tree, then an edge around what the pointer is over and a ring, a little apart, around the focus."""
    _draw(tree, canvas)
    for id_, colour, width, apart in ((hover, Ink.QUIET, 1, 0), (focus, Ink.FOCUS, 2, 4)):
        path = path_to(tree, id_) if id_ else ()
        if not path:
            continue
        scrolls = [widget for widget in path if widget.role is Role.SCROLL]
        for scroll in scrolls:
            canvas.push_clip(scroll.rect.inset(-round(apart * unit)))
        # A slider writes up to its edge; a line on that edge would strike through what it says.
        around = 4 if path[-1].role is Role.SLIDER else apart
        ring = path[-1].rect.inset(-round(around * unit))
        canvas.outline(ring, colour, max(1, round(width * unit)), round((8 + around) * unit))
        if path[-1].caret is not None and colour is Ink.FOCUS:
            canvas.fill_rect(path[-1].caret.moved(path[-1].rect.x, path[-1].rect.y), Ink.TEXT)
        for _ in scrolls:
            canvas.pop_clip()


def _draw(tree: Widget, canvas: Canvas) -> None:
    if tree.frozen is None:
        _draw_parts(tree, canvas)
    else:
        canvas.layer(tree.id, tree.frozen, tree.rect, lambda: _draw_parts(tree, canvas))


def _draw_parts(tree: Widget, canvas: Canvas) -> None:
    if tree.paint is not None:
        tree.paint(canvas, tree.rect)
    if tree.role is Role.SCROLL:
        canvas.push_clip(tree.rect)
    for child in tree.children:
        _draw(child, canvas)
    if tree.role is Role.SCROLL:
        canvas.pop_clip()


def dump(tree: Widget, depth: int = 0) -> str:
    """Return the tree as readable text, one widget a line; tests compare it and a reader can hear it."""
    words = [tree.role.value]
    words += [f'"{tree.label}"'] if tree.label else []
    words += [f"= {tree.value}"] if tree.value else []
    words += [f"[{flag.name.lower()}]" for flag in State if flag in tree.state and flag.name]
    words += [f"-> {tree.intent}"] if tree.intent is not None else []
    lines = [" " * 2 * depth + " ".join(words)]
    lines += [dump(child, depth + 1) for child in tree.children]
    return "\n".join(lines)
