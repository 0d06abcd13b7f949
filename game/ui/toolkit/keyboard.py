"""The keyboard: what a key that went down is called, whatever the layout, and whether it is only held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.ui.toolkit.keys import MODIFIERS
from game.ui.toolkit.scene import Key

_SHORT: Final = {"keypad enter": "return", "enter": "return"}
_TYPED: Final = frozenset("?0123456789")
"""Signs that are taken as they are typed: on some layouts they need Shift, and their keys have other names."""
_DEAD: Final = frozenset("´`^¨~˝¸˛ˇ˘˙°")
"""Signs of keys that, where they type nothing, wait for the next letter to stand over."""


@dataclass(frozen=True, slots=True)
class KeyStroke:
    """A key that went down, as the window system tells it."""

    code: int
    """Names the key as long as it is down, whatever it means."""
    name: str
    """What the layout calls it: 's', 'ы', 'left', '[1]'; empty if nothing."""
    place: str = ""
    """The Latin letter, digit or sign at the same place on a US keyboard; empty for any other key."""
    typed: str = ""
    """The text that came of it."""
    shift: bool = False
    others: tuple[str, ...] = ()
    """What else was held: 'ctrl', 'alt', 'super'."""


class Keyboard:
    """Remembers which keys are down: a window system tells a key that is held again and again."""

    def __init__(self) -> None:
        """Begin with no key down."""
        self._down: set[int] = set()

    def down(self, stroke: KeyStroke) -> Key:
        """Return a key that went down, or goes on being down."""
        repeated = stroke.code in self._down
        self._down.add(stroke.code)
        return _named(stroke, repeated=repeated)

    def up(self, code: int) -> None:
        """Take note that a key was let go."""
        self._down.discard(code)

    def let_go(self) -> None:
        """Take note that no key is down, as in a window that was left: what is let go elsewhere is never told."""
        self._down.clear()


def _named(stroke: KeyStroke, *, repeated: bool) -> Key:
    name = stroke.name.removeprefix("[").removesuffix("]") or stroke.name
    name = _SHORT.get(name, name)
    if name in MODIFIERS:
        return Key(name, repeated=repeated)
    if stroke.others:
        # A name of its own, which no binding has: Ctrl+S is no S.
        return Key("+".join((*stroke.others, name)), stroke.shift, repeated)
    if name in _DEAD and not stroke.typed:
        return Key("", stroke.shift, repeated)
    if stroke.typed in _TYPED and stroke.typed:
        return Key(stroke.typed, repeated=repeated)
    return Key(name, stroke.shift, repeated, stroke.place)
