"""What a player asks for at the bedside and on its page of results, and what the bedside asks back."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TypeAlias

from game.ui.toolkit.intents import Intent
from game.values.channel import Channel


@dataclass(frozen=True, slots=True)
class Consider(Intent):
    """Ask whether a regimen is to be given, stopped or tapered."""

    regimen: str
    dose_mg: float = 0.0
    doses: int = 0
    """What was chosen so far, as in the order; 0 for the usual."""

    def __str__(self) -> str:
        """Return it in words, with what was chosen beside the usual."""
        dose = f" {self.dose_mg:g} mg" if self.dose_mg else ""
        return f"consider {self.regimen}{dose}" + (f" x{self.doses}" if self.doses else "")


@dataclass(frozen=True, slots=True)
class LeaveCase(Intent):
    """Leave the case before its end."""


@dataclass(frozen=True, slots=True)
class AskToLeave(Intent):
    """Ask whether the case is to be left."""


@dataclass(frozen=True, slots=True)
class OpenMenu(Intent):
    """Open what else there is: keys, words, settings, the way out."""


@dataclass(frozen=True, slots=True)
class RunToEnd(Intent):
    """Let time run to the end of the case, unless somebody calls."""


@dataclass(frozen=True, slots=True)
class SeeDebrief(Intent):
    """Go on to the debrief."""


@dataclass(frozen=True, slots=True)
class ChooseChannel(Intent):
    """Show a channel over time."""

    channel: Channel


@dataclass(frozen=True, slots=True)
class OlderSamples(Intent):
    """Turn the table to samples before these."""


@dataclass(frozen=True, slots=True)
class NewerSamples(Intent):
    """Turn the table to samples after these."""


class Asked(enum.Enum):
    """What stands over the bedside until it is answered."""

    REFUSED = "refused"
    NEWS2 = "news2"
    MENU = "menu"
    DECIDED = "decided"
    LEAVE = "leave"
    LEAVE_UNTOUCHED = "leave_untouched"
    ENDED = "ended"


Question: TypeAlias = Consider | Asked
