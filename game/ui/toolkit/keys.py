"""The table of keys: which key asks for what, and how a player changes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from game.ui.toolkit.intents import (
    Back,
    ChooseNumber,
    CompareRuns,
    CompareWithExpert,
    DecisionAfter,
    DecisionBefore,
    Earlier,
    FocusBefore,
    FocusNext,
    FullScreen,
    Intent,
    Later,
    OpenNews2,
    OpenResults,
    OpenSaid,
    OrderAfter,
    OrderBefore,
    PinNote,
    PlaceOrder,
    PlayAgain,
    PlayReplay,
    PressMarked,
    RunAt,
    RunOrPause,
    RunToResult,
    SavePicture,
    SaveReport,
    ShowKeys,
    ShowTab,
    ShowTruth,
    SilenceAlarms,
    StepHour,
    SwitchSound,
    TakeOver,
)
from game.ui.toolkit.signs import shortened
from game.values.channel import Panel
from game.values.order import Draw
from game.values.settings import KEY_PATTERN


@dataclass(frozen=True, slots=True)
class Binding:
    """One intent and the key that asks for it."""

    id: str
    """Its name in the file of settings."""
    intent: Intent
    key: str
    """'a', '1', 'space', 'f1', 'left' ..., with 'shift+' before it if shift is held."""
    text: str
    """What it does, for the list of keys."""


FIXED: tuple[Binding, ...] = (
    Binding("next", FocusNext(), "tab", "Go to the next thing that can be pressed"),
    Binding("previous", FocusBefore(), "shift+tab", "Go to the one before"),
    Binding("press", PressMarked(), "return", "Press what is marked"),
    Binding("back", Back(), "escape", "Go back, or close what is open"),
)
"""Keys that every screen has and nobody changes."""

KEYS: tuple[Binding, ...] = (
    Binding("help", ShowKeys(), "f1", "Show the keys"),
    Binding("screenshot", SavePicture(), "f12", "Save a picture of the screen"),
    Binding("full_screen", FullScreen(), "f11", "Full screen on or off"),
    Binding("sound", SwitchSound(), "m", "Sound on or off"),
    Binding("pause", RunOrPause(), "space", "Pause, or let time run"),
    Binding("speed_1", RunAt(1), "f5", "Time at 1×: an hour in 12 seconds"),
    Binding("speed_2", RunAt(2), "f6", "Time at 2×"),
    Binding("speed_4", RunAt(4), "f7", "Time at 4×"),
    Binding("step", StepHour(), "s", "Step one hour"),
    Binding("skip", RunToResult(), "n", "Run to the next result"),
    *(Binding(f"order_{n}", ChooseNumber(n), str(n % 10), f"Order {n} on the right-hand side") for n in range(1, 10)),
    Binding("treat", ShowTab("treat"), "t", "Show treatments and tests"),
    Binding("support", ShowTab("support"), "u", "Show oxygen, fluids and pressors"),
    Binding("test_il6", PlaceOrder(Draw(panel=Panel.IL6)), "i", "Take an IL-6"),
    Binding("test_inflammation", PlaceOrder(Draw(panel=Panel.INFLAMMATION)), "c", "Take CRP, ferritin, D-dimer"),
    Binding("test_viral_pcr", PlaceOrder(Draw(panel=Panel.VIRAL_PCR)), "v", "Take a viral PCR"),
    Binding(
        "test_lactate_creatinine",
        PlaceOrder(Draw(panel=Panel.LACTATE_CREATININE)),
        "l",
        "Take gas, lactate, creatinine",
    ),
    Binding("test_blood_count", PlaceOrder(Draw(panel=Panel.BLOOD_COUNT)), "b", "Take a blood count"),
    Binding("test_culture", PlaceOrder(Draw(panel=Panel.CULTURE)), "k", "Take a blood culture"),
    Binding("test_xray", PlaceOrder(Draw(panel=Panel.XRAY)), "x", "Take a chest X-ray"),
    Binding("test_coagulation", PlaceOrder(Draw(panel=Panel.COAGULATION)), "j", "Take fibrinogen and INR"),
    Binding("test_fungal_antigen", PlaceOrder(Draw(panel=Panel.FUNGAL_ANTIGEN)), "shift+k", "Take a fungal antigen"),
    Binding("test_bedside", PlaceOrder(Draw(panel=Panel.BEDSIDE)), "0", "Score delirium and measure urine"),
    Binding("silence", SilenceAlarms(), "a", "Silence alarms for two minutes"),
    Binding("news2", OpenNews2(), "w", "Open or close the parts of NEWS2"),
    Binding("results", OpenResults(), "r", "Open or close the page of results"),
    Binding("said", OpenSaid(), "q", "Open or close what the nurse said and called for"),
    Binding("again", PlayAgain(), "y", "Play it again"),
    Binding("play_back", PlayReplay(), "p", "Play the replay, or stop it"),
    Binding("earlier", Earlier(), "left", "One step back"),
    Binding("later", Later(), "right", "One step forward"),
    Binding("order_before", OrderBefore(), ",", "Go to the order before"),
    Binding("order_after", OrderAfter(), ".", "Go to the next order"),
    Binding("speed_8", RunAt(8), "f8", "Replay at 8×"),
    Binding("speed_16", RunAt(16), "f9", "Replay at 16×"),
    Binding("decision_before", DecisionBefore(), "d", "Go to the marked decision before"),
    Binding("decision_after", DecisionAfter(), "f", "Go to the next marked decision"),
    Binding("note", PinNote(), "e", "Pin a note to this moment"),
    Binding("ghost", CompareRuns(), "g", "Lay another run over this one, or take it away"),
    Binding("report", SaveReport(), "f2", "Save a report of the case"),
    Binding("compare", CompareWithExpert(), "f3", "Compare the case with the expert's run"),
    Binding("take_over", TakeOver(), "o", "Take over from here: a new case from this moment"),
    Binding("truth", ShowTruth(), "h", "Show what was hidden, or what was known then"),
)
"""Keys that a player may change, with what they are at first."""

_BOUND: Final = {binding.intent: binding for binding in (*FIXED, *KEYS)}

REPEATING: Final[frozenset[Intent]] = frozenset(
    {Earlier(), Later(), OrderBefore(), OrderAfter(), DecisionBefore(), DecisionAfter()}
)
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
    """Id of a binding and its key, for those that differ from the table."""

    def key(self, intent: Intent) -> str:
        """Return the key of an intent; empty if it has none."""
        binding = _BOUND.get(intent)
        return self.key_of(binding) if binding is not None else ""

    def key_of(self, binding: Binding) -> str:
        """Return the key of a binding."""
        return dict(self.changed).get(binding.id) or binding.key

    def intent(self, key: str, among: tuple[Intent, ...]) -> Intent | None:
        """Return which of these intents a key asks for, if any."""
        return next((intent for intent in among if key and self.key(intent) == key), None)

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
        return any(self.key_of(binding) == key for binding in (*FIXED, *KEYS))


def _latin(sign: str) -> bool:
    return len(sign) == 1 and "a" <= sign <= "z"


def bindings(changes: dict[str, str]) -> Bindings:
    """Return the keys in force for the changes of the settings; what cannot be a key is left out."""
    return Bindings(tuple(sorted((id_, key) for id_, key in changes.items() if not refusal(key))))


_NAMES = {"space": "Space", "return": "Enter", "escape": "Esc", "left": "←", "right": "→", "up": "↑", "down": "↓"}


LONGEST_KEY = 20
"""Signs of the name of a key as it is printed; 'shift+left ctrl' has 15."""


def key_text(key: str) -> str:
    """Return a key as it is printed: 'shift+tab' as 'Shift+Tab', 'left' as an arrow, an endless name cut."""
    key = shortened(key, LONGEST_KEY)
    parts = key.split("+") if key != "+" else [key]
    return "+".join(_NAMES.get(part, part.upper() if len(part) < 3 else part.capitalize()) for part in parts)


def what(intent: Intent) -> str:
    """Return the sentence that says what an intent that has a key does."""
    return _BOUND[intent].text
