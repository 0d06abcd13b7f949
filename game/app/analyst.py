"""The analysis of a finished case beside the screen, so that it keeps its frames."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TypeAlias

from game.app.platform import Dig, Digging
from game.files.analysis_shelf import Whole
from game.review.findings import Analysis
from game.review.playback.hourly_truth import Account
from game.review.valuation.reveal import Revealed
from game.review.valuation.tracking import Tracking
from game.review.verdict import Score
from game.values.log import Log
from game.values.words import say

_Progress: TypeAlias = tuple[float, str]
_STOPPED = "app.analyst.the_analysis_ended_before_its"


class AnalysisError(RuntimeError):
    """The analysis of a case ended without what was asked of it; the message says why."""


class Analyst:
    """Reads what is found; `game.ui.desk.Analysing` says what the screens need of it."""

    def __init__(
        self,
        log: Log,
        dig: Dig,
        kept: Whole | None = None,
        begun: Tracking | None = None,
    ) -> None:
        """Start to work; where all was found before and `kept`, it is there at once.

        `dig` gives what does it, such as a process that has followed the case from its beginning; hours that were
        `begun` are not played again.
        """
        self.score: Future[Score] = Future()
        """What the case is worth; an AnalysisError where that cannot be found."""
        self.revealed: Future[Revealed] = Future()
        """What was hidden; an AnalysisError where that cannot be found."""
        self.account: Account | None = None
        """The truth of every hour; nothing before it is found, nor where all else was kept from before."""
        self._latest: Analysis | None = None
        self._progress: _Progress = (0.0, say("app.analyst.beginning_the_analysis"))
        self._failure = ""
        self._over = False
        self._digging: Digging | None = None
        self.stopped = False
        """It was told to stop before its end."""
        self.whole: Future[Whole] = Future()
        """All that was found; an AnalysisError where that is not all there is."""
        if kept is None:
            self._start(log, dig, begun)
        else:
            for found in (kept.analysis, kept.revealed, (1.0, say("app.analyst.done")), None):
                self._take(found)

    def _start(self, log: Log, dig: Dig, begun: Tracking | None) -> None:
        try:
            self._digging = dig()
        except OSError as error:
            self._end(say("app.analyst.the_analysis_could_not_be", value=error.strerror or error))
            return
        self._digging.ask(log, begun, self._take)

    def latest(self) -> Analysis | None:
        """Return the newest findings; each is whole in itself, the last one is all."""
        return self._latest

    @property
    def share_done(self) -> float:
        """Return how far it has come, 0 to 1."""
        return self._progress[0]

    @property
    def words(self) -> str:
        """Return what is being done."""
        return self._progress[1]

    @property
    def finished(self) -> bool:
        """Say whether nothing more will come."""
        return self._over

    @property
    def failure(self) -> str:
        """Return why there are no more findings; empty if there is no such reason."""
        return self._failure

    def wait(self, seconds: float | None = None) -> None:
        """Wait until nothing more will come, at most so long."""
        if self._digging is not None:
            self._digging.join(seconds)

    def stop(self) -> None:
        """Stop working, and return at once."""
        if not self._over:
            self.stopped = True
            if self._digging is not None:
                self._digging.end()

    def close(self) -> None:
        """Stop working, and wait until nothing of it is left."""
        self.stop()
        self.wait()

    def _take(self, found: object) -> None:
        match found:
            case Analysis():
                self._latest = found
                if found.score is not None and not self.score.done():
                    self.score.set_result(found.score)
            case Revealed():
                self.revealed.set_result(found)
            case Account():
                self.account = found
            case (float() as share, str() as words):
                self._progress = (share, words)
            case str(failure):
                self._end(failure)
            case _:
                self._end("")

    def _end(self, failure: str) -> None:
        self._failure = failure
        self._over = True
        if not failure and self._latest is not None and self.score.done() and self.revealed.done():
            self.whole.set_result(Whole(analysis=self._latest, revealed=self.revealed.result()))
        for future in (self.score, self.revealed, self.whole):
            if not future.done():
                future.set_exception(AnalysisError(failure or say(_STOPPED)))
