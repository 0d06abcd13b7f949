"""What is told of a finished case while it is taken apart: the same by a process of a desktop and by a tab's worker."""

from __future__ import annotations

from game.app.platform import Take
from game.review.scoring.analysis import Extent, stages
from game.review.valuation.tracks import CaseTracks
from game.review.valuation.value import Futures
from game.values.level import Level
from game.values.log import Log


def take_apart(level: Level, log: Log, futures: Futures, played: CaseTracks, tell: Take) -> None:
    """Tell how far it is and each stage as it is found, after the first what was hidden, and nothing at the end."""

    def progress(share: float, words: str) -> None:
        tell((float(share), words))

    for number, stage in enumerate(
        stages(level, log, futures, progress=progress, tracks=played, extent=Extent.AT_ONCE)
    ):
        tell(stage)
        if number == 0:
            tell(played.account)
            tell(played.revealed)
    tell(None)
