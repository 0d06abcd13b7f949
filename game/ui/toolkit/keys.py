"""The table of keys: which key asks for what, and how a player changes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from game.ui.toolkit.signs import shortened
from game.values.settings import KEY_PATTERN


@dataclass(frozen=True, slots=True)
class Binding:
    """One intent and the key that asks for it."""

    intent: str
    key: str
    """'a', '1', 'space', 'f1', 'left' ..., with 'shift+' before it if shift is held."""
    text: str
    """What it does, for the list of keys."""


FIXED: tuple[Binding, ...] = (
    Binding("next", "tab", "Go to the next thing that can be pressed"),
    Binding("previous", "shift+tab", "Go to the one before"),
    Binding("press", "return", "Press what is marked"),
    Binding("back", "escape", "Go back, or close what is open"),
)
"""Keys that every screen has and nobody changes."""

KEYS: tuple[Binding, ...] = (
    Binding("help", "f1", "Show the keys"),
    Binding("screenshot", "f12", "Save a picture of the screen"),
    Binding("full_screen", "f11", "Full screen on or off"),
    Binding("sound", "m", "Sound on or off"),
    Binding("pause", "space", "Pause, or let time run"),
    Binding("speed_1", "f5", "Time at 1×: an hour in 12 seconds"),
    Binding("speed_2", "f6", "Time at 2×"),
    Binding("speed_4", "f7", "Time at 4×"),
    Binding("step", "s", "Step one hour"),
    Binding("skip", "n", "Run to the next result"),
    *(Binding(f"order_{n}", str(n % 10), f"Order {n} on the right-hand side") for n in range(1, 10)),
    Binding("treat", "t", "Show treatments and tests"),
    Binding("support", "u", "Show oxygen, fluids and pressors"),
    Binding("test_il6", "i", "Take an IL-6"),
    Binding("test_inflammation", "c", "Take CRP, ferritin, D-dimer"),
    Binding("test_viral_pcr", "v", "Take a viral PCR"),
    Binding("test_lactate_creatinine", "l", "Take gas, lactate, creatinine"),
    Binding("test_blood_count", "b", "Take a blood count"),
    Binding("test_culture", "k", "Take a blood culture"),
    Binding("test_xray", "x", "Take a chest X-ray"),
    Binding("silence", "a", "Silence alarms for two minutes"),
    Binding("news2", "w", "Open or close the parts of NEWS2"),
    Binding("results", "r", "Open or close the page of results"),
    Binding("said", "q", "Open or close what the nurse said and called for"),
    Binding("again", "y", "Play it again"),
    Binding("play_back", "p", "Play the replay, or stop it"),
    Binding("earlier", "left", "One step back"),
    Binding("later", "right", "One step forward"),
    Binding("order_before", ",", "Go to the order before"),
    Binding("order_after", ".", "Go to the next order"),
    Binding("speed_8", "f8", "Replay at 8×"),
    Binding("speed_16", "f9", "Replay at 16×"),
    Binding("decision_before", "d", "Go to the marked decision before"),
    Binding("decision_after", "f", "Go to the next marked decision"),
    Binding("note", "e", "Pin a note to this moment"),
    Binding("ghost", "g", "Lay another run over this one, or take it away"),
    Binding("report", "f2", "Save a report of the case"),
    Binding("compare", "f3", "Compare the case with the expert's run"),
    Binding("take_over", "o", "Take over from here: a new case from this moment"),
    Binding("truth", "h", "Show what was hidden, or what was known then"),
)
"""Keys that a player may change, with what they are at first."""


REPEATING: Final = frozenset({"earlier", "later", "order_before", "order_after", "decision_before", "decision_after"})
"""Intents that go on while their key is held; every other one acts once for a press."""
MODIFIERS: Final = frozenset(
    f"{side} {key}" for side in ("left", "right") for key in ("shift", "ctrl", "alt", "meta", "gui", "super")
) | {"caps lock", "numlock", "scroll lock", "alt gr", "mode"}
"""Keys that only change others."""


def refusal(key: str) -> str:
    """Return why no intent can have a key; empty if it can be bound."""
    if not key.removeprefix("shift+"):
        return "This key has no name of its own here, so it cannot be chosen."
    if key.removeprefix("shift+") in MODIFIERS:
        return f"{key_text(key)} alone cannot be chosen, since it only changes other keys."
    if re.match("(shift[+])?(ctrl|alt|super)[+]", key):
        return f"{key_text(key)} cannot be chosen: keys with Ctrl, Alt or the system key belong to the system."
    if re.search(KEY_PATTERN, key) is None:
        return "This key’s name cannot be shown, so it cannot be chosen."
    return ""


@dataclass(frozen=True, slots=True)
class Bindings:
    """The keys in force."""

    changed: tuple[tuple[str, str], ...] = ()
    """Intent and key, for those that differ from the table."""

    def key(self, intent: str) -> str:
        """Return the key of an intent; empty if it has none."""
        return dict(self.changed).get(intent) or next((b.key for b in (*FIXED, *KEYS) if b.intent == intent), "")

    def intent(self, key: str, among: tuple[str, ...]) -> str:
        """Return which of these intents a key asks for; empty if none."""
        return next((intent for intent in among if key and self.key(intent) == key), "")

    def meant(self, name: str, place: str, *, shift: bool) -> str:
        """Return which key of the table is meant: by what stands on it, or else by its place on a US keyboard.

        A Cyrillic or Greek keyboard has no Latin letters, a French one no figures without Shift. What a key is itself
        bound to comes first, and a Latin letter is never anything else.
        """
        before = "shift+" if shift else ""
        if len(name) != 1 or _latin(name) or not place or self._bound(before + name):
            return before + name
        return before + (place if _latin(place) or self._bound(before + place) else name)

    def _bound(self, key: str) -> bool:
        return any(self.key(binding.intent) == key for binding in (*FIXED, *KEYS))


def _latin(sign: str) -> bool:
    return len(sign) == 1 and "a" <= sign <= "z"


def bindings(changes: dict[str, str]) -> Bindings:
    """Return the keys in force for the changes of the settings; what cannot be a key is left out."""
    return Bindings(tuple(sorted((intent, key) for intent, key in changes.items() if not refusal(key))))


_NAMES = {"space": "Space", "return": "Enter", "escape": "Esc", "left": "←", "right": "→", "up": "↑", "down": "↓"}


LONGEST_KEY = 20
"""Signs of the name of a key as it is printed; 'shift+left ctrl' has 15."""


def key_text(key: str) -> str:
    """Return a key as it is printed: 'shift+tab' as 'Shift+Tab', 'left' as an arrow, an endless name cut."""
    key = shortened(key, LONGEST_KEY)
    parts = key.split("+") if key != "+" else [key]
    return "+".join(_NAMES.get(part, part.upper() if len(part) < 3 else part.capitalize()) for part in parts)


def what(intent: str) -> str:
    """Return the sentence that says what an intent does."""
    return next((b.text for b in (*FIXED, *KEYS) if b.intent == intent), intent)
