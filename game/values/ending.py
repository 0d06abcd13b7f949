"""How a case can end, and the sentence that says so."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from game.values.ticks import Tick


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

SENTENCES: dict[Ending, str] = {
    Ending.DISCHARGED: "No fever, and no need of oxygen. The patient leaves for home.",
    Ending.DIED_OF_LUNGS: "The lungs failed. The patient died.",
    Ending.DIED_OF_SHOCK: "The pressure could not be held. The patient died in shock.",
    Ending.DIED_OF_ORGAN_FAILURE: "The organs were hurt more than they could bear. The patient died of organ failure.",
    Ending.DIED_OF_INFECTION: "Bacteria filled the blood. The patient died of infection.",
    Ending.TIME_UP: "The time of this case is over. The patient is still in hospital.",
    Ending.STOPPED: "The case was stopped before its end.",
    Ending.MODEL_FAILED: "The model left its limits and the case was stopped. Please report this with the case file.",
}
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
