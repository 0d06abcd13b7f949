"""What a player asks the coach for."""

from __future__ import annotations

from dataclasses import dataclass

from game.ui.toolkit.intents import Intent


@dataclass(frozen=True, slots=True)
class ShowOtherWay(Intent):
    """Show what the other choice would have done inside the body."""


@dataclass(frozen=True, slots=True)
class AskToEndGuide(Intent):
    """Ask whether the guided case is to be left."""


@dataclass(frozen=True, slots=True)
class EndGuide(Intent):
    """Leave the guided case for good; it can be taken again."""
