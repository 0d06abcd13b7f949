"""What a screen is, what it is told and what it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias, assert_never, runtime_checkable

from game.ui.toolkit.intents import Intent
from game.ui.toolkit.page import Page
from game.ui.toolkit.widget import Widget


@dataclass(frozen=True, slots=True)
class Key:
    """A key went down: 'a', '1', 'space', 'return', 'escape', 'f1', 'left', 'tab' ..."""

    name: str
    """Empty for a key that has no name, as one that waits for a letter; with 'ctrl+', 'alt+' or 'super+' if held."""
    shift: bool = False
    repeated: bool = False
    """It is still down from before; only what scrolls, moves or deletes goes on then."""
    place: str = ""
    """What a US keyboard has at this place, for layouts without Latin letters; empty if that is unknown."""

    @property
    def writes(self) -> bool:
        """Say whether it is for a field: it types a sign, or takes one away."""
        return len(self.name) == 1 or self.name in {"space", "backspace"}


@dataclass(frozen=True, slots=True)
class Release:
    """A key was let go."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Nobody looks: the window went to the background, or the computer slept."""

    why: str


@dataclass(frozen=True, slots=True)
class Press:
    """The pointer's button went down."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Move:
    """The pointer moved, with its button held or not."""

    x: int
    y: int
    held: bool = False


@dataclass(frozen=True, slots=True)
class Wheel:
    """The wheel turned; up is positive."""

    x: int
    y: int
    steps: int


@dataclass(frozen=True, slots=True)
class Pull:
    """A finger pulls at a screen: it scrolls as far as the finger has moved."""

    x: int
    y: int
    """Where the finger was put down."""
    length: int
    """Pixels, positive towards what lies below."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A finger rests on the screen: what a pointer tells when it rests is told at once."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Away:
    """The pointer left the window, or the finger was lifted."""


@dataclass(frozen=True, slots=True)
class Text:
    """Text was typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Resize:
    """The window has another size."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Drop:
    """A file was dropped on the window."""

    path: str


Input: TypeAlias = Key | Release | Press | Move | Wheel | Pull | Rest | Away | Text | Drop | Resize | Unseen
"""What comes from the window; the stage turns it into what scenes understand."""


@dataclass(frozen=True, slots=True)
class Act:
    """A widget was pressed, or a key bound to an intent went down."""

    intent: Intent
    """As the widget or the table of keys has it."""
    widget: str = ""
    """Id of the widget, if it was one."""
    fraction: float = 0.0
    """Where on the widget, 0 at its left to 1 at its right."""
    step: int = 0
    """-1 or 1 when a slider was moved by keys; `fraction` means nothing then."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Text was typed into a focused FIELD; a backspace comes as backslash b."""

    widget: str
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key went down while a KEY widget had the focus."""

    widget: str
    key: str
    """As the table of keys has it, with 'shift+' before it if shift is held."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file was dropped on the window while this scene was shown."""

    path: str


Told: TypeAlias = Act | Typed | Pressed | Dropped | Unseen


@dataclass(frozen=True, slots=True)
class Push:
    """Put a scene on top."""

    scene: Scene


@dataclass(frozen=True, slots=True)
class Pop:
    """Take this scene away."""


@dataclass(frozen=True, slots=True)
class Replace:
    """Put another scene in the place of this one."""

    scene: Scene


@dataclass(frozen=True, slots=True)
class Reset:
    """Take all scenes away and begin with another."""

    scene: Scene


@dataclass(frozen=True, slots=True)
class Quit:
    """Close the game."""


Turn: TypeAlias = Push | Pop | Replace | Reset | Quit | None
"""What a scene wants to become of the stack; nothing for: go on."""


class Scene(Protocol):
    """One screenful: is told what the player did, lets time pass, and shows itself as a tree."""

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return the intents of `KEYS` that work here; the stage sends no others, and help lists them."""

    def handle(self, told: Told) -> Turn:
        """Answer what the player did. Escape arrives as the intent `Back`."""

    def tick(self, elapsed_us: int) -> Turn:
        """Let real time pass, in microseconds."""

    def tree(self, page: Page) -> Widget:
        """Return the widgets of this moment; it changes nothing."""


@runtime_checkable
class Numbered(Protocol):
    """A scene whose digits choose something, each something else."""

    @property
    def numbers(self) -> Mapping[int, str]:
        """Return what each number does here, as a sentence of the list of keys."""


def numbers_of(scene: Scene) -> Mapping[int, str]:
    """Return what each number does on a scene; nothing where no number does anything."""
    return scene.numbers if isinstance(scene, Numbered) else {}


def turned(stack: tuple[Scene, ...], turn: Turn) -> tuple[Scene, ...]:
    """Return the stack after a turn; an empty one ends the game."""
    match turn:
        case None:
            return stack
        case Push(scene):
            return (*stack, scene)
        case Pop():
            return stack[:-1]
        case Replace(scene):
            return (*stack[:-1], scene)
        case Reset(scene):
            return (scene,)
        case Quit():
            return ()
        case _:
            assert_never(turn)
