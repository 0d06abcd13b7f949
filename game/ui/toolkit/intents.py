"""What a player asks for: the intents that screens share, or that have a key. Each screen's own stand beside it.

An intent is a small frozen type. Widgets carry it, keys are bound to it, scenes match on it.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, fields

from game.ui.toolkit.tabs import Tab
from game.values.channel import Channel
from game.values.order import Order
from game.values.order_words import order_words
from game.values.ticks import Tick


@dataclass(frozen=True, slots=True)
class Intent:
    """What a widget or a key asks for."""

    def __str__(self) -> str:
        """Return it in words, for who records or reads a screen: 'go to 123', 'choose term CRP'."""
        kind = re.sub("(?<!^)(?=[A-Z])", " ", type(self).__name__).lower()
        values = (getattr(self, one.name) for one in fields(self))
        told = (f"{one.value}" if isinstance(one, enum.Enum) else f"{one}" for one in values if one is not None)
        return " ".join((kind, *told))


@dataclass(frozen=True, slots=True)
class Back(Intent):
    """Go back, or close what is open; Escape asks for it everywhere."""


@dataclass(frozen=True, slots=True)
class FocusNext(Intent):
    """Mark the next widget that can be pressed; the stage does it."""


@dataclass(frozen=True, slots=True)
class FocusBefore(Intent):
    """Mark the one before; the stage does it."""


@dataclass(frozen=True, slots=True)
class PressMarked(Intent):
    """Press what is marked; the stage does it."""


@dataclass(frozen=True, slots=True)
class ScrollThrough(Intent):
    """Scroll an area of which nothing else can be pressed; the stage does it."""

    area: str


@dataclass(frozen=True, slots=True)
class TurnPage(Intent):
    """Scroll what can be scrolled by so many pages, wherever the focus is; the stage does it."""

    pages: int


@dataclass(frozen=True, slots=True)
class ExplainNext(Intent):
    """Say what the next abbreviation of the screen stands for; the stage does it."""


@dataclass(frozen=True, slots=True)
class ShowKeys(Intent):
    """List the keys of the screen."""


@dataclass(frozen=True, slots=True)
class SavePicture(Intent):
    """Save a picture of the screen; the window does it."""


@dataclass(frozen=True, slots=True)
class FullScreen(Intent):
    """Fill the screen, or no more; the window does it."""


@dataclass(frozen=True, slots=True)
class OpenInside(Intent):
    """Look inside the storm."""


@dataclass(frozen=True, slots=True)
class OpenExplainer(Intent):
    """Watch the explainer."""


@dataclass(frozen=True, slots=True)
class CoachOn(Intent):
    """Go on with the coach: what it says was read, or what it offers is taken."""


@dataclass(frozen=True, slots=True)
class OpenGlossary(Intent):
    """Open the words of the game."""


@dataclass(frozen=True, slots=True)
class OpenSettings(Intent):
    """Open the settings."""


@dataclass(frozen=True, slots=True)
class ShowTab(Intent):
    """Show another part of the same screen."""

    tab: Tab


@dataclass(frozen=True, slots=True)
class SwitchSound(Intent):
    """Sound on or off."""


@dataclass(frozen=True, slots=True)
class RunOrPause(Intent):
    """Let time run, or let it stand."""


@dataclass(frozen=True, slots=True)
class RunAt(Intent):
    """Let time run at a speed."""

    speed: int


@dataclass(frozen=True, slots=True)
class StepHour(Intent):
    """Let one hour pass."""


@dataclass(frozen=True, slots=True)
class RunToEvent(Intent):
    """Let time run until something asks for the player."""


@dataclass(frozen=True, slots=True)
class ChooseNumber(Intent):
    """Choose what has a number: a treatment at the bedside, a bed of the ward."""

    number: int


@dataclass(frozen=True, slots=True)
class PlaceOrder(Intent):
    """Give an order, with no more questions."""

    order: Order

    def __str__(self) -> str:
        """Return the order in words."""
        return f"order: {order_words(self.order)}"


@dataclass(frozen=True, slots=True)
class SilenceAlarms(Intent):
    """Silence the alarms for a while, or no longer."""


@dataclass(frozen=True, slots=True)
class OpenNews2(Intent):
    """Open or close the parts of NEWS2."""


@dataclass(frozen=True, slots=True)
class OpenResults(Intent):
    """Open the page of results, at a channel if one is given."""

    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class OpenSaid(Intent):
    """Open what the nurse said, and all calls."""


@dataclass(frozen=True, slots=True)
class OpenDrugChart(Intent):
    """Open the chart of the drugs: what was given, runs and is due."""


@dataclass(frozen=True, slots=True)
class PlayAgain(Intent):
    """Play the same level once more."""


@dataclass(frozen=True, slots=True)
class PlayReplay(Intent):
    """Play the replay, or stop it."""


@dataclass(frozen=True, slots=True)
class Earlier(Intent):
    """Go one step back: an hour, a decision, a line of a list."""


@dataclass(frozen=True, slots=True)
class Later(Intent):
    """Go one step forward."""


@dataclass(frozen=True, slots=True)
class OrderBefore(Intent):
    """Go to the order before this moment."""


@dataclass(frozen=True, slots=True)
class OrderAfter(Intent):
    """Go to the next order."""


@dataclass(frozen=True, slots=True)
class DecisionBefore(Intent):
    """Go to the marked decision before this moment."""


@dataclass(frozen=True, slots=True)
class DecisionAfter(Intent):
    """Go to the next marked decision."""


@dataclass(frozen=True, slots=True)
class DearestDecision(Intent):
    """Go to the decision that cost most."""


@dataclass(frozen=True, slots=True)
class GoTo(Intent):
    """Show the case as it was at a moment."""

    tick: Tick


@dataclass(frozen=True, slots=True)
class PinNote(Intent):
    """Pin a note to this moment."""


@dataclass(frozen=True, slots=True)
class CompareRuns(Intent):
    """Choose another run to lay over this one."""


@dataclass(frozen=True, slots=True)
class CompareWithExpert(Intent):
    """Lay the expert's run over this case."""


@dataclass(frozen=True, slots=True)
class SaveReport(Intent):
    """Save the report of a case."""


@dataclass(frozen=True, slots=True)
class TakeOver(Intent):
    """Begin a new case at this moment."""


@dataclass(frozen=True, slots=True)
class ShowTruth(Intent):
    """Show what was hidden, or what was known then."""
