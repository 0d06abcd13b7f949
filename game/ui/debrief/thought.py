"""A thought that the learner pins to the case, and takes along in the report."""

from __future__ import annotations

from dataclasses import dataclass

from game.ui.debrief.intents import PinThought, TypeThought
from game.ui.toolkit.field import after_typing, field, field_height
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY
from game.ui.toolkit.stack import Choice, Stack, bullet
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import State
from game.values.note import LONGEST_NOTE, Note
from game.values.words import say


@dataclass(frozen=True, slots=True)
class Thoughts:
    """What was pinned to the case, and what is being written."""

    pinned: tuple[Note, ...] = ()
    typed: str = ""

    def type(self, text: str) -> Thoughts:
        """Return them after something was typed."""
        return Thoughts(self.pinned, after_typing(self.typed, text, LONGEST_NOTE))

    def pin(self, tick: int) -> Thoughts:
        """Return them with what was written pinned to a moment."""
        note = Note(tick=tick, text=self.typed.strip())
        return Thoughts(tuple(sorted((*self.pinned, note), key=lambda one: one.tick)))


def fill_thoughts(stack: Stack, thoughts: Thoughts) -> None:
    """Add the field, its button, and what was pinned."""
    page = stack.page
    stack.heading(say("debrief.thought.title"))
    at = Rect(stack.x, stack.y, stack.w, field_height(page))
    stack.put(field(page, "opening.thought", at, say("debrief.thought.label"), thoughts.typed, TypeThought()), 8)
    state = State.NONE if thoughts.typed.strip() else State.DISABLED
    stack.buttons((Choice("opening.pin", say("debrief.thought.pin"), PinThought(), state=state),), 6)
    for note in thoughts.pinned:
        bullet(stack, note.text, Ink.INFECTION, BODY - 1)
