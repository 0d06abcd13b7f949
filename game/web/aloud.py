"""What a screen reader finds on the page: the widgets in the words of ARIA, beside the canvas that nobody hears."""

from __future__ import annotations

from typing import Final

import msgspec

from game.ui.toolkit.scene import Scene
from game.ui.toolkit.stage import Stage
from game.ui.toolkit.widget import Role, State, Widget, modal, walk

SPOKEN_US: Final = 1_000_000
"""How long what was told stands while nothing is pressed (assumed): nobody is read to faster, and each telling costs
as much as a few frames."""
_ROLES: Final = {
    Role.SLIDER: "slider",
    Role.FIELD: "textbox",
    Role.DIALOG: "dialog",
    Role.CHART: "img",
    Role.METER: "img",
}
"""What is neither a button, a group nor text."""
_ENCODER: Final = msgspec.json.Encoder()


class Element(msgspec.Struct, array_like=True):
    """One element for a reader; `static/aloud.js` makes it."""

    role: str
    """Of ARIA; empty for plain text."""
    name: str
    id: str = ""
    """Of the widget, for what can be pressed."""
    value: str = ""
    """Of a slider or a field; what else has a value has it in its name."""
    pressed: bool = False
    inside: list[Element] = []


class ForReader(msgspec.Struct):
    """All that a reader is told."""

    tree: list[Element]
    focus: str
    """Id of what is focused."""
    label: str
    """Of what is focused: while it is typed into, the page's own field has the focus."""
    news: str
    """What floats over the screen: it is read out when it changes."""


class Aloud:
    """Tells of a stage when there is something to tell."""

    def __init__(self, stage: Stage) -> None:
        """Begin with nothing told."""
        self._stage = stage
        self._since_us = SPOKEN_US
        self._seen: tuple[Widget, str, Scene] | None = None
        self._told = b""

    def stir(self) -> None:
        """Take note that the player did something: what comes of it is told at once."""
        self._since_us = SPOKEN_US

    def tell(self, elapsed_us: int) -> str:
        """Return what is to be told, as JSON; nothing where all of it was told before."""
        self._since_us += elapsed_us
        if self._since_us < SPOKEN_US or not self._stage.scenes:
            return ""
        self._since_us = 0
        seen = self._stage.tree(), self._stage.focus, self._stage.scenes[-1]
        if self._seen is not None and all(one is other for one, other in zip(seen, self._seen, strict=True)):
            return ""
        self._seen = seen
        told = _ENCODER.encode(read_of(seen[0], seen[1]))
        if told == self._told:
            return ""
        self._told = told
        return told.decode()


def read_of(tree: Widget, focus: str) -> ForReader:
    """Return a tree of widgets as it is read."""
    labels: list[str] = []

    def said(widget: Widget, within: str) -> list[Element]:
        words = ": ".join(filter(None, (widget.label, widget.value)))
        if widget.role is Role.NOTICE:
            return []
        if widget.id == focus and focus:
            labels.append(widget.label or widget.value)
        inside = [one for child in widget.children for one in said(child, words or within)]
        pressed = State.SELECTED in widget.state
        if widget.role in (Role.SLIDER, Role.FIELD):
            return [Element(_ROLES[widget.role], widget.label, widget.id, widget.value, pressed), *inside]
        if widget.focusable and widget.role is not Role.SCROLL:
            # Nothing stands inside a button: what is written on it follows.
            return [Element("button", words, widget.id, "", pressed), *inside]
        if widget.role in _ROLES:
            return [Element(_ROLES[widget.role], words or within, inside=inside)]
        if widget.role is Role.TEXT:
            return ([Element("", words)] if words and words not in within else []) + inside
        if words or widget.focusable:
            return [Element("group", words or within, widget.id if widget.focusable else "", inside=inside)]
        return inside

    news = [widget.label for widget in walk(tree) if widget.role is Role.NOTICE and widget.label]
    found = said(modal(tree), "")
    return ForReader(found, focus if labels else "", labels[0] if labels else "", "\n".join(news))
