"""What a screen reader finds on the page: the widgets in the words of ARIA, beside the canvas that nobody hears."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from game.ui.toolkit.notice import LAST_WORDS
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
_LIVE: Final = (
    "clock.pace",
    "alarms.caption",
    "alarms.none",
    LAST_WORDS,
    "coach.head",
    "coach.sentence",
    "join.failed",
)
"""What changes by itself: how time runs or why it stands, alarms, what nurse and coach say, why nobody was let in."""
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
    dimmed: bool = False
    """It is a button, and cannot be pressed now."""
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
    live: str
    """What a question says, and what else has changed by itself: it is read out as well."""


class Aloud:
    """Tells of a stage when there is something to tell."""

    def __init__(self, stage: Stage) -> None:
        """Begin with nothing told."""
        self._stage = stage
        self._since_us = SPOKEN_US
        self._seen: tuple[Widget, str, Scene] | None = None
        self._told = b""
        self._live: dict[str, str] = {}
        """What stood last where something changes by itself, without its numbers."""
        self._last = ""
        self._values: dict[str, str] = {}
        """What stood on the buttons that have a value: how an order stands."""
        self._acted = False

    def stir(self) -> None:
        """Take note that the player did something: what comes of it is told at once."""
        self._since_us, self._acted = SPOKEN_US, True

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
        told = _ENCODER.encode(read_of(seen[0], seen[1], self._changed(seen[0])))
        if told == self._told:
            return ""
        self._told = told
        return told.decode()

    def _changed(self, tree: Widget) -> str:
        """Return what is new of what changes by itself; what was told last, where nothing is.

        A value that goes on changing is not told again for its numbers alone.
        """
        now, news = _live(tree), _news(tree)
        # A call is told as a notice where it comes, with its hour, and stands on the nurse's card as well.
        new = self._come_of_it(tree) + [
            words
            for id_, words in now.items()
            if _unnumbered(words) != self._live.get(id_) and words.strip("“”") not in news
        ]
        # What a question covers is there again when it closes, and no news then.
        covered = _LIVE if modal(tree).role is Role.DIALOG else ()
        self._live = {id_: words for id_, words in self._live.items() if id_ in covered}
        self._live |= {id_: _unnumbered(words) for id_, words in now.items()}
        if new:
            words = "\n".join(new)
            # The same words again are read out again only where something of them differs.
            self._last = words + "\u00a0" if words == self._last else words
        return self._last

    def _come_of_it(self, tree: Widget) -> list[str]:
        """Return what the player has changed on buttons: a test that was ordered, a drug that was given or stopped."""
        buttons = {one.id: one for one in walk(tree) if one.role is Role.BUTTON and one.value}
        now = {id_: _unnumbered(one.value) for id_, one in buttons.items()}
        changed = [_words(buttons[id_]) for id_, value in now.items() if self._values.get(id_, value) != value]
        told = changed if self._acted else []
        self._values, self._acted = now, False
        return told


def _live(tree: Widget) -> dict[str, str]:
    """Return what stands where a screen changes by itself, or what a question says beside its buttons."""
    top = modal(tree)
    if top.role is Role.DIALOG:
        words = [_words(one) for one in walk(top) if one.role is Role.TEXT and one.label != top.label]
        return {f"asks {top.id}": "\n".join(filter(None, (top.label, *words)))}
    return {one.id: _words(one) for one in walk(tree) if one.id in _LIVE}


def _news(tree: Widget) -> str:
    return "\n".join(widget.label for widget in walk(tree) if widget.role is Role.NOTICE and widget.label)


def _words(widget: Widget) -> str:
    return ": ".join(filter(None, (widget.label, widget.value)))


def _unnumbered(words: str) -> str:
    return re.sub(r"(?:\d+(?:[.,]\d+)*(?: (?:min|h)\b)? ?)+", "", words)


def read_of(tree: Widget, focus: str, live: str = "") -> ForReader:
    """Return a tree of widgets as it is read."""
    labels: list[str] = []

    def said(widget: Widget, within: str) -> list[Element]:
        words = _words(widget)
        if widget.role is Role.NOTICE:
            return []
        if widget.id == focus and focus:
            labels.append(widget.label or widget.value)
        inside = [one for child in widget.children for one in said(child, words or within)]
        pressed = State.SELECTED in widget.state
        if widget.role in (Role.SLIDER, Role.FIELD):
            return [Element(_ROLES[widget.role], widget.label, widget.id, widget.value, pressed), *inside]
        if widget.role in (Role.BUTTON, Role.TAB) and State.DISABLED in widget.state:
            return [Element("button", words, pressed=pressed, dimmed=True), *inside]
        if widget.focusable and widget.role is not Role.SCROLL:
            # Nothing stands inside a button: what is written on it follows.
            return [Element("button", words, widget.id, "", pressed), *inside]
        if widget.role in _ROLES:
            # A browser tells nothing of what stands inside a picture: a chart with marks to press is a group.
            picture = _ROLES[widget.role] == "img" and inside
            return [Element("group" if picture else _ROLES[widget.role], words or within, inside=inside)]
        if widget.role is Role.TEXT:
            return ([Element("", words)] if words and words not in within else []) + inside
        if words or widget.focusable:
            return [Element("group", words or within, widget.id if widget.focusable else "", inside=inside)]
        return inside

    found = said(modal(tree), "")
    return ForReader(found, focus if labels else "", labels[0] if labels else "", _news(tree), live)
