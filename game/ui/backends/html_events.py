"""What happens on the page of a browser tab, in our own words; the page tells it as the browser does."""

from __future__ import annotations

from typing import Final

from game.ui.toolkit.keyboard import Keyboard, KeyStroke
from game.ui.toolkit.scene import Key

_NAMES: Final = {
    " ": "space",
    "Enter": "return",
    "Escape": "escape",
    "Tab": "tab",
    "Backspace": "backspace",
    "Delete": "delete",
    "ArrowLeft": "left",
    "ArrowRight": "right",
    "ArrowUp": "up",
    "ArrowDown": "down",
    "PageUp": "page up",
    "PageDown": "page down",
    "Home": "home",
    "End": "end",
    "Insert": "insert",
    "CapsLock": "caps lock",
    "NumLock": "numlock",
    "ScrollLock": "scroll lock",
    "AltGraph": "alt gr",
    **{f"F{number}": f"f{number}" for number in range(1, 13)},
}
"""Keys that type nothing, by what browsers call them."""
_SIDED: Final = {"Shift": "shift", "Control": "ctrl", "Alt": "alt", "Meta": "meta"}
_SIGNS: Final = {"Comma": ",", "Period": ".", "Slash": "/", "Minus": "-", "Semicolon": ";", "Quote": "'"}
_PLACES: Final[dict[str, str]] = {
    **{f"Key{letter.upper()}": letter for letter in "abcdefghijklmnopqrstuvwxyz"},
    **{f"Digit{digit}": digit for digit in "0123456789"},
    **_SIGNS,
}
"""What a US keyboard has at the places of a keyboard, by the browser's names of the places."""


class PageKeys:
    """The keyboard of a page."""

    def __init__(self) -> None:
        """Begin with no key down."""
        self._keyboard = Keyboard()
        self._codes: dict[str, int] = {}

    def down(self, key: str, code: str, *, shift: bool, others: tuple[str, ...]) -> Key:
        """Return a key that went down: what it is called, and where it lies."""
        place = _PLACES.get(code, "")
        typed = key if len(key) == 1 and not others else ""
        return self._keyboard.down(KeyStroke(self._number(code or key), _name(key, code), place, typed, shift, others))

    def up(self, key: str, code: str) -> None:
        """Take note that a key was let go."""
        self._keyboard.up(self._number(code or key))

    def let_go(self) -> None:
        """Take note that no key is down, as in a tab that was left."""
        self._keyboard.let_go()

    def _number(self, code: str) -> int:
        return self._codes.setdefault(code, len(self._codes))


def _name(key: str, code: str) -> str:
    if key in _SIDED:
        return f"{'right' if code.endswith('Right') else 'left'} {_SIDED[key]}"
    if len(key) == 1 and key != " ":
        # Of a letter that was typed with Shift the letter; of a sign the key that it stands on.
        return key.lower() if key.isalpha() or code not in _PLACES else _unshifted(key, code)
    return _NAMES.get(key, "")


def _unshifted(key: str, code: str) -> str:
    shifted = {"<": ",", ">": ".", "?": "/", "_": "-", ":": ";", '"': "'"}
    return _PLACES[code] if shifted.get(key) == _PLACES[code] else key
