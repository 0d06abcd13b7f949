"""A finished case played again for a report: what could be read, what was hidden."""

from __future__ import annotations

from dataclasses import dataclass

from game.case.build_view import build_view
from game.case.view import View
from game.review.playback.hourly_truth import Account
from game.review.playback.replay import replayed
from game.review.valuation.playback import Playback
from game.review.valuation.reveal import Revealed
from game.values.level import Level
from game.values.log import Log


@dataclass(frozen=True, slots=True)
class Retold:
    """A case as it was, and as it truly was."""

    view: View
    """What was known at its end, with the whole chart."""
    case: Account
    """The truth of every hour to the horizon, whether or not the patient lived to it."""
    revealed: Revealed


def retold(level: Level, log: Log, playback: Playback | None = None) -> Retold:
    """Return a case played again; `playback` is one of the case, where there is one.

    Raises Diverged where it is not what its log says.
    """
    last = replayed(level, log)
    played = playback or Playback(level, log)
    return Retold(build_view(last), played.account, played.revealed)
