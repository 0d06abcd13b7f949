"""Joining a live class: its address, its code, a name."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from typing import Final

from game.ui.desk import JoinError, ResumeError
from game.ui.menus.intents import GoOn, TypeInto
from game.ui.navigation import Joining, Ways
from game.ui.session_desk import SessionDesk
from game.ui.toolkit.controls import paragraph, scroll_area
from game.ui.toolkit.field import after_typing, field, field_height
from game.ui.toolkit.intents import Back, Intent
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, Page
from game.ui.toolkit.scene import Act, Reset, Told, Turn, Typed
from game.ui.toolkit.stack import Choice, Stack, frame, whole
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.tree_cache import Kept
from game.ui.toolkit.widget import State, Widget, impossible
from game.values.session import LONGEST_LEARNER
from game.values.words import say

WIDEST: Final = 620
"""Design pixels that a field is wide."""
FIELDS: Final = {"address": 200, "code": 12, "learner": LONGEST_LEARNER}
"""What is typed, and how many signs of it."""


class JoinScene:
    """Asks for address, code and name, and goes to the session of the class."""

    def __init__(self, join: Joining, ways: Ways, typed: dict[str, str]) -> None:
        """Begin with what is `typed` already, by the names of the fields; what is typed now is kept there."""
        self._join = join
        self._ways = ways
        self._typed = typed
        self._joining: Future[SessionDesk] | None = None
        self._at = "learner"
        """The field that was typed into last."""
        self._mend = ""
        """The field of which `_why` tells."""
        self._why = ""
        self._kept = Kept()

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return no keys but the fixed ones."""
        return ()

    @property
    def _ready(self) -> bool:
        return self._joining is None and all(words.strip() for words in self._typed.values())

    def handle(self, told: Told) -> Turn:
        """Take what is typed, join, or go back."""
        if isinstance(told, Typed):
            self._type(told.widget.removeprefix("join."), told.text)
            return None
        if not isinstance(told, Act):
            return None
        match told.intent:
            case Back():
                return Reset(self._ways.leave_session())
            case GoOn() | TypeInto() if self._ready:
                self._why = self._mend = ""
                self._joining = self._join(self._typed["address"], self._typed["code"], self._typed["learner"])
            case _:
                pass
        return None

    def _type(self, name: str, text: str) -> None:
        if self._joining is not None:
            return
        self._at = name
        signs = text.upper() if name == "code" else text
        self._typed[name] = after_typing(self._typed[name], signs, FIELDS[name])

    def tick(self, elapsed_us: int) -> Turn:
        """Go to the session once the seat is taken, or say why it is not."""
        del elapsed_us
        if self._joining is None or not self._joining.done():
            return None
        joining, self._joining = self._joining, None
        try:
            desk = joining.result()
        except ResumeError as error:
            self._why = str(error)
            self._mend = (error.mend if isinstance(error, JoinError) else "") or self._at
            return None
        return Reset(self._ways.of_session(desk))

    def tree(self, page: Page) -> Widget:
        """Return the three fields."""
        key = (tuple(self._typed.values()), self._joining is None, self._why)
        return self._kept.still(page, key, lambda: self._built(page))

    def _built(self, page: Page) -> Widget:
        state = State.NONE if self._ready else State.DISABLED
        choices = (
            Choice("join.on", say("menus.join.join"), GoOn(), primary=True, state=state),
            Choice("join.back", say("menus.join.back"), Back()),
        )
        # Beside the button that was pressed: below the fields it would stand out of sight in large text.
        waits = say("menus.join.joining" if self._joining is not None else "menus.join.why_not")
        why = "" if self._ready else waits
        parts = frame(page, "join", say("menus.join.title"), say("menus.join.under"), choices, why=why)
        wide = min(parts.body.w, page.px(WIDEST))

        def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
            stack = Stack(page, "join.body", Rect(at.x, at.y, min(at.w, wide), 0))
            for name, typed in self._typed.items():
                stack.words(say(f"menus.join.{name}"), BODY, gap=4)
                state = impossible(self._joining is not None)
                if name == self._mend:
                    # Beside what is to be mended, and the focus there: whoever types mends it.
                    why = paragraph(page, "join.failed", stack.at, self._why, BODY, Ink.DANGER)
                    # With large text it might stand beyond the edge.
                    stack.put(replace(why, state=State.CURRENT), 4)
                    state |= State.CURRENT
                box = Rect(stack.x, stack.y, stack.w, field_height(page, 1))
                made = field(page, f"join.{name}", box, _label(name), typed, TypeInto(name), long=1, state=state)
                stack.put(made, 14)
            return stack.done()

        body = scroll_area(page, "join.scroll", parts.body, build, say("menus.join.title"))
        return whole(page, "join", parts, (body,), say("menus.join.title"))


def _label(name: str) -> str:
    """Return what a field is for, with an example; a screen reader says it."""
    return f"{say(f'menus.join.{name}')}, {say(f'menus.join.{name}_how')}"
