"""A case that the shell has opened, and what is worked out once it is over."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Final

from msgspec import structs

from game.app.analyst import Analyst
from game.app.following import Follower
from game.app.platform import Digging, Platform
from game.case.play import Play
from game.files.analysis_shelf import AnalysisShelf, Whole
from game.files.case_file import mark_of
from game.files.case_record import CaseRecord
from game.review.playback.rewind import Snapshots
from game.review.valuation.tracking import Tracking
from game.review.verdict import Score
from game.values.level import Level
from game.values.log import EndLine, Log
from game.values.ticks import TICKS_PER_HOUR

UNTOUCHED_FOR: Final = TICKS_PER_HOUR
"""How long a case may last without an order until there is something to come back to (assumed)."""


@dataclass
class Opened:
    """A case with its file."""

    play: Play
    level: Level
    record: CaseRecord
    snapshots: Snapshots
    """The case as it was every six hours."""
    platform: Platform
    begun: Tracking | None = None
    """Its hours for the analysis, where it was played again from its file."""
    score: Future[Score] | None = None
    analyst: Analyst | None = None
    left: bool = False
    """The player left it before its end and may take it up again."""
    follower: Follower | None = None
    """Begins the analysis while the case is played."""
    reports: list[Future[str]] = field(default_factory=list)
    """Reports that were asked for, written or not."""
    _wanted: bool = True
    """Its debrief is on the screen, or was not opened yet."""
    _lock: Lock = field(default_factory=Lock)

    def follow(self) -> Opened:
        """Begin the analysis with the hours that are played from now on, and return the case itself.

        A guided case is never taken apart.
        """
        if self.level.coach is not None:
            return self
        self.follower = Follower(lambda: self._dig(while_played=True))
        self.record.on_the_hour = self.follower.hour
        return self

    def _dig(self, *, while_played: bool) -> Digging:
        return self.platform.dig(self.level, self.record.log.header.seed, while_played=while_played)

    @property
    def untouched(self) -> bool:
        """Say whether nothing was ordered in the case, and less than `UNTOUCHED_FOR` has passed since it began.

        A case of a session is kept all the same: there each try counts.
        """
        log = self.record.log
        begun = bool(log.entries or log.header.branched_from or log.session)
        return not (begun or self.play.finished) and self.play.tick_now < UNTOUCHED_FOR

    def rest(self) -> bool:
        """Let go of the file and of the analysis while the case is left; say whether nothing is kept of it."""
        self.left = True
        if self.follower is not None:
            self.follower.rest()
        if self.untouched:
            self.record.drop()
            return True
        self.record.rest()
        return False

    def close(self) -> None:
        """Let go of the file as the window closes; who only looked has begun nothing, as where a case is left."""
        if self.untouched:
            self.record.drop()
        else:
            self.record.close()

    def end_work(self) -> None:
        """End what is worked out of it, and wait until no process is left."""
        if self.analyst is not None:
            self.analyst.close()
        if self.follower is not None:
            self.follower.rest()

    @property
    def log(self) -> Log:
        """Return the log with its ending, which is not yet in the file while the score is not known."""
        log = self.record.log
        outcome = self.play.view.outcome
        if log.end is not None or outcome is None:
            return log
        end = EndLine(tick=outcome.tick, ending=outcome.ending.value, score=0, digest=self.play.case_digest)
        return replace(log, end=end)

    def want(self, shelf: AnalysisShelf) -> Analyst:
        """Return the analysis for a debrief: the one under way, the one that was kept, or else a new one."""
        with self._lock:
            self._wanted = True
            if self.analyst is None or self.analyst.stopped:
                mark = self._mark
                kept = shelf.find(mark) if mark else None
                followed = None if self.follower is None or kept is not None else self.follower.handed_over()
                self.analyst = Analyst(self.log, lambda: followed or self._dig(while_played=False), kept, self.begun)
                if kept is None:
                    self.analyst.whole.add_done_callback(lambda found: self._keep(found, shelf))
            return self.analyst

    def _keep(self, found: Future[Whole], shelf: AnalysisShelf) -> None:
        # The ending was written when the score came, long before all was found.
        mark = self._mark
        if mark and found.exception() is None:
            shelf.keep(mark, found.result())

    @property
    def _mark(self) -> str:
        """Return the fingerprint of the case file; empty while it is not whole on the disk."""
        return "" if self.record.log.end is None or self.record.unwritten else mark_of(self.record.whole)

    def let_go(self) -> None:
        """Take note that the debrief was left: the analysis ends once score and reports are on the disk."""
        with self._lock:
            self._wanted = False
        for awaited in (self.score, *self.reports):
            if awaited is not None:
                awaited.add_done_callback(lambda _: self._rest())
        self._rest()

    @property
    def idle(self) -> bool:
        """Say whether nobody looks at it and nothing of it is under way."""
        awaited = (self.score, *self.reports)
        return not self._wanted and all(one is None or one.done() for one in awaited)

    def _rest(self) -> None:
        with self._lock:
            if self.idle and self.analyst is not None:
                self.analyst.stop()

    def finish(self, analyst: Analyst, seal: Callable[[Log, bytes, int], None]) -> Future[Score]:
        """Write the ending to the file as soon as its score is known; the future comes true after that.

        `seal` is told of a case that is whole on the disk, with its file and what it is worth.
        """
        done: Future[Score] = Future()
        log = self.log

        def write(found: Future[Score]) -> None:
            failed = found.exception()
            if failed is not None:
                done.set_exception(failed)
                return
            result = found.result()
            if self.record.log.end is None and log.end is not None:
                self.record.end(structs.replace(log.end, score=result.total, score_version=result.version))
            self.record.close()
            if not self.record.unwritten:
                seal(self.record.log, self.record.whole, result.total)
            done.set_result(result)

        analyst.score.add_done_callback(write)
        return done
