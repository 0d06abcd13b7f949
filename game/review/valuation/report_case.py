"""A finished case told again for a report: what could be read, what was hidden."""

from __future__ import annotations

from dataclasses import dataclass

from game.case.view import View
from game.review.playback.hourly_truth import Account
from game.review.valuation.reveal import Revealed


@dataclass(frozen=True, slots=True)
class Retold:
    """A case as it was, and as it truly was."""

    view: View
    """What was known at its end, with the whole chart."""
    case: Account
    """The truth of every hour to the horizon, whether or not the patient lived to it."""
    revealed: Revealed
