"""Analyses that are kept, so that a case that is opened again is told at once."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

import game
from game.files.kept_shelf import KeptShelf
from game.files.reading import FileKind
from game.patient.method import METHOD
from game.policy.reference import REFERENCE_VERSION
from game.review.findings import ANALYSIS_VERSION, Analysis
from game.review.valuation.reveal import Revealed
from game.review.verdict import SCORE_VERSION
from game.values.wire import Wire

ANALYSIS: Final = FileKind("files.kind.kept_analysis", 2_000_000)
"""Ten times that of a case of a fortnight."""
MOST_KEPT: Final = 300
"""Those written longest ago make room."""
_SUFFIX: Final = ".analysis"


class Whole(Wire, frozen=True, kw_only=True):
    """All that is found of a finished case."""

    analysis: Analysis
    revealed: Revealed


class _Rules(Wire, frozen=True, kw_only=True):
    """What an analysis depends on beside the case file."""

    case: str
    """Fingerprint of the whole case file."""
    game: str
    method: str
    reference: int
    analysis: int
    score: int


class AnalysisShelf:
    """A folder of kept analyses."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it need not be there."""
        self._shelf = KeptShelf(folder, _SUFFIX, ANALYSIS, Whole, rules_of, MOST_KEPT)

    def find(self, mark: str) -> Whole | None:
        """Return what was kept for the case file with this fingerprint; nothing if it has to be found anew."""
        return self._shelf.find(mark)

    def keep(self, mark: str, whole: Whole) -> None:
        """Keep what was found of a case; if the folder is full, the oldest goes."""
        self._shelf.keep(mark, whole)


def rules_of(mark: str) -> bytes:
    """Return on what all that is found of a case file depends: the file, the game, and its rules."""
    return msgspec.json.encode(
        _Rules(
            case=mark,
            game=game.__version__,
            method=METHOD,
            reference=REFERENCE_VERSION,
            analysis=ANALYSIS_VERSION,
            score=SCORE_VERSION,
        )
    )
