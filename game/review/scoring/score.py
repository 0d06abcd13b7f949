"""The score of a case: a function of its level and its log, and of nothing else.

It is read off the analysis: 100 less what was lost of what could be won, by what the player could see.
"""

from __future__ import annotations

from collections.abc import Callable

from game.review.scoring.analysis import Extent, stages
from game.review.valuation.tracks import CaseTracks
from game.review.valuation.value import Futures
from game.review.verdict import Score
from game.values.level import Level
from game.values.log import Log


def score(
    level: Level,
    log: Log,
    futures: Futures,
    *,
    progress: Callable[[float, str], None] = lambda _share, _words: None,
    tracks: CaseTracks | None = None,
) -> Score:
    """Return the score of this log. A case without an ending is scored as if nothing more was ordered.

    `tracks` are those of the case, where there are any. Raises OtherModelError for a case of another model.
    """
    for found in stages(level, log, futures, progress=progress, tracks=tracks, extent=Extent.TO_THE_SCORE):
        if found.score is not None:
            return found.score
    raise AssertionError("An analysis ends with a score.")
