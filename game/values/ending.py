"""How a case can end, and the sentence that says so."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

from game.values.ticks import Tick
from game.values.words import Worded


class Ending(enum.Enum):
    """The end of a case; the value is the name in the case file."""

    DISCHARGED = "discharged"
    DIED_OF_LUNGS = "died_of_lungs"
    DIED_OF_SHOCK = "died_of_shock"
    DIED_OF_ORGAN_FAILURE = "died_of_organ_failure"
    DIED_OF_INFECTION = "died_of_infection"
    TIME_UP = "time_up"
    STOPPED = "stopped"
    MODEL_FAILED = "model_failed"

    @property
    def died(self) -> bool:
        """Say whether the patient died."""
        return self in _DEATHS


_DEATHS = frozenset(
    {Ending.DIED_OF_LUNGS, Ending.DIED_OF_SHOCK, Ending.DIED_OF_ORGAN_FAILURE, Ending.DIED_OF_INFECTION}
)

SENTENCES: Final = Worded(
    {
        Ending.DISCHARGED: "ending.sentences.discharged",
        Ending.DIED_OF_LUNGS: "ending.sentences.died_of_lungs",
        Ending.DIED_OF_SHOCK: "ending.sentences.died_of_shock",
        Ending.DIED_OF_ORGAN_FAILURE: "ending.sentences.died_of_organ_failure",
        Ending.DIED_OF_INFECTION: "ending.sentences.died_of_infection",
        Ending.TIME_UP: "ending.sentences.time_up",
        Ending.STOPPED: "ending.sentences.stopped",
        Ending.MODEL_FAILED: "ending.sentences.model_failed",
    }
)
"""The sentence that the debrief prints."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How and when a case ended."""

    ending: Ending
    tick: Tick

    @property
    def sentence(self) -> str:
        """Return the sentence for this ending."""
        return SENTENCES[self.ending]
