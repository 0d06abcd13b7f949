"""The table of keys: which key asks for what, and how a player changes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from game.ui.toolkit.intents import (
    Back,
    ChooseNumber,
    CoachOn,
    CompareRuns,
    CompareWithExpert,
    DearestDecision,
    DecisionAfter,
    DecisionBefore,
    Earlier,
    ExplainNext,
    FocusBefore,
    FocusNext,
    FullScreen,
    Intent,
    Later,
    OpenDrugChart,
    OpenExplainer,
    OpenInside,
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
    RunToEvent,
    SavePicture,
    SaveReport,
    ShowKeys,
    ShowTab,
    ShowTruth,
    SilenceAlarms,
    StepHour,
    SwitchSound,
    TakeOver,
    TurnPage,
)
from game.ui.toolkit.signs import shortened
from game.ui.toolkit.tabs import BedsideTab
from game.values.channel import Panel
from game.values.drug import PLACES
from game.values.order import Draw
from game.values.settings import KEY_PATTERN
from game.values.words import Worded, say


@dataclass(frozen=True, slots=True)
class Binding:
    """One intent and the key that asks for it."""

    id: str
    """Its name in the file of settings."""
    intent: Intent
    key: str
    """'a', '1', 'space', 'f1', 'left' ..., with 'shift+' before it if shift is held."""

    @property
    def text(self) -> str:
        """Return what it does, for the list of keys."""
        if isinstance(self.intent, ChooseNumber):
            return say("keys.order", number=self.intent.number)
        return say(f"keys.{self.id}")


def number_key(number: int) -> str:
    """Return the key of a number: its digit, and from ten on the same digits with shift, since 0 is a test's."""
    return str(number) if number <= 9 else f"shift+{number - 9}"


FIXED: tuple[Binding, ...] = (
    Binding("next", FocusNext(), "tab"),
    Binding("previous", FocusBefore(), "shift+tab"),
    Binding("press", PressMarked(), "return"),
    Binding("back", Back(), "escape"),
    Binding("page_after", TurnPage(1), "page down"),
    Binding("page_before", TurnPage(-1), "page up"),
)
"""Keys that every screen has and nobody changes."""

KEYS: tuple[Binding, ...] = (
    Binding("help", ShowKeys(), "f1"),
    Binding("abbreviation", ExplainNext(), "shift+f1"),
    Binding("screenshot", SavePicture(), "f12"),
    Binding("full_screen", FullScreen(), "f11"),
    Binding("sound", SwitchSound(), "m"),
    Binding("pause", RunOrPause(), "space"),
    Binding("speed_1", RunAt(1), "f5"),
    Binding("speed_2", RunAt(2), "f6"),
    Binding("speed_4", RunAt(4), "f7"),
    Binding("step", StepHour(), "s"),
    Binding("skip", RunToEvent(), "n"),
    *(Binding(f"order_{n}", ChooseNumber(n), number_key(n)) for n in range(1, max(9, len(PLACES)) + 1)),
    Binding("treat", ShowTab(BedsideTab.TREAT), "t"),
    Binding("support", ShowTab(BedsideTab.SUPPORT), "u"),
    Binding("test_il6", PlaceOrder(Draw(panel=Panel.IL6)), "i"),
    Binding("test_inflammation", PlaceOrder(Draw(panel=Panel.INFLAMMATION)), "c"),
    Binding("test_viral_pcr", PlaceOrder(Draw(panel=Panel.VIRAL_PCR)), "v"),
    Binding("test_lactate_creatinine", PlaceOrder(Draw(panel=Panel.LACTATE_CREATININE)), "l"),
    Binding("test_blood_count", PlaceOrder(Draw(panel=Panel.BLOOD_COUNT)), "b"),
    Binding("test_culture", PlaceOrder(Draw(panel=Panel.CULTURE)), "k"),
    Binding("test_xray", PlaceOrder(Draw(panel=Panel.XRAY)), "x"),
    Binding("test_coagulation", PlaceOrder(Draw(panel=Panel.COAGULATION)), "j"),
    Binding("test_fungal_antigen", PlaceOrder(Draw(panel=Panel.FUNGAL_ANTIGEN)), "shift+k"),
    Binding("test_bedside", PlaceOrder(Draw(panel=Panel.BEDSIDE)), "0"),
    Binding("silence", SilenceAlarms(), "a"),
    Binding("news2", OpenNews2(), "w"),
    Binding("results", OpenResults(), "r"),
    Binding("said", OpenSaid(), "q"),
    Binding("drug_chart", OpenDrugChart(), "z"),
    Binding("again", PlayAgain(), "y"),
    Binding("play_back", PlayReplay(), "p"),
    Binding("earlier", Earlier(), "left"),
    Binding("later", Later(), "right"),
    Binding("order_before", OrderBefore(), ","),
    Binding("order_after", OrderAfter(), "."),
    Binding("speed_8", RunAt(8), "f8"),
    Binding("speed_16", RunAt(16), "f9"),
    Binding("decision_before", DecisionBefore(), "d"),
    Binding("decision_after", DecisionAfter(), "f"),
    Binding("dearest_decision", DearestDecision(), "shift+f"),
    Binding("note", PinNote(), "e"),
    Binding("ghost", CompareRuns(), "g"),
    Binding("report", SaveReport(), "f2"),
    Binding("compare", CompareWithExpert(), "f3"),
    Binding("take_over", TakeOver(), "o"),
    Binding("truth", ShowTruth(), "h"),
    Binding("inside", OpenInside(), "f10"),
    Binding("explainer", OpenExplainer(), "f4"),
    Binding("coach", CoachOn(), "shift+n"),
)
"""Keys that a player may change, with what they are at first."""

_BOUND: Final = {binding.intent: binding for binding in (*FIXED, *KEYS)}

OF_TIME: Final = (RunAt, RunOrPause, RunToEvent, StepHour)
"""Intents by which time goes on, or stops."""
ALWAYS: Final[tuple[Intent, ...]] = (ShowKeys(), ExplainNext(), Back(), TurnPage(1), TurnPage(-1))
"""Intents that every scene is sent, or that the stage answers for it."""
REPEATING: Final[frozenset[Intent]] = frozenset(
    {Earlier(), Later(), OrderBefore(), OrderAfter(), DecisionBefore(), DecisionAfter(), TurnPage(1), TurnPage(-1)}
)
"""Intents that go on while their key is held; every other one acts once for a press."""
ARROWS: Final = {"down": 1, "right": 1, "up": -1, "left": -1}
"""Where the arrows lead, if nothing lies below or above."""
SCROLL_KEYS: Final = {"up": -1, "down": 1}
"""Keys of a focused scroll area, by lines."""
MODIFIERS: Final = frozenset(
    f"{side} {key}" for side in ("left", "right") for key in ("shift", "ctrl", "alt", "meta", "gui", "super")
) | {"caps lock", "numlock", "scroll lock", "alt gr", "mode"}
"""Keys that only change others."""


def refusal(key: str) -> str:
    """Return why no intent can have a key; empty if it can be bound."""
    if not key.removeprefix("shift+"):
        return say("toolkit.keys.this_key_has_no_name")
    if key.removeprefix("shift+") in MODIFIERS:
        return say("toolkit.keys.alone_cannot_be_chosen_since", key=key_text(key))
    if re.match("(shift[+])?(ctrl|alt|super)[+]", key):
        return say("toolkit.keys.cannot_be_chosen_keys_with", key=key_text(key))
    if re.search(KEY_PATTERN, key) is None:
        return say("toolkit.keys.this_keys_name_cannot_be")
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

    def key_named(self, id_: str) -> str:
        """Return the key of the binding that is named as a widget is; empty if none is."""
        return next((self.key_of(binding) for binding in KEYS if binding.id == id_), "")

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


_NAMES = Worded(
    {
        "space": "toolkit.keys.names.space",
        "return": "toolkit.keys.names.return",
        "escape": "toolkit.keys.names.escape",
        "left": "toolkit.keys.names.left",
        "right": "toolkit.keys.names.right",
        "up": "toolkit.keys.names.up",
        "down": "toolkit.keys.names.down",
        "page up": "toolkit.keys.names.page_up",
        "page down": "toolkit.keys.names.page_down",
    }
)


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
