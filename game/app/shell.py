"""The desk behind the screens: levels, case files, scores and settings, all from the player's folder."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from msgspec import structs

import game
from game.case.case import admit_case
from game.case.play import Play
from game.files.case_file import CaseFile, CaseFileError, read_case
from game.files.case_record import CaseRecord
from game.files.case_shelf import look, set_aside
from game.files.folders import cases_folder, free_path, screenshots_folder
from game.files.level_file import level_digest
from game.files.settings_file import NAME, read_settings, write_settings
from game.patient.body import METHOD
from game.review.replay import Diverged, replay
from game.review.reveal import Revealed, revealed
from game.review.rewind import Rewind
from game.review.score import STARS_AT, accounts, score
from game.review.verdict import Score
from game.ui.desk import Bed, ResumeError, Unfinished
from game.values.ending import Ending
from game.values.level import Level
from game.values.log import LOG_FORMAT, EndLine, Header, Log
from game.values.settings import Settings
from game.values.ticks import hours

Warn = Callable[[str], None]


@dataclass
class _Opened:
    """A case that this shell has opened."""

    play: Play
    level: Level
    record: CaseRecord
    score: Future[Score] | None = None
    left: bool = False
    """The player left it before its end and may take it up again."""


def reveal(level: Level, log: Log) -> Revealed:
    """Return what was hidden in a case; takes some seconds."""
    case, idle, _ = accounts(level, log)
    return revealed(case, idle)


def rewind(level: Level, log: Log, end: int) -> Rewind:
    """Return a case to be shown again up to tick `end`."""
    stopped = log.end is not None and log.end.ending == Ending.STOPPED.value
    return Rewind(level, log.header.seed, log.entries, end, stopped=stopped)


class Shell:
    """Keeps what the screens ask for; `game.ui.desk.Desk` says what that is."""

    def __init__(
        self,
        levels: tuple[Level, ...],
        home: Path,
        now: Callable[[], datetime],
        warn: Warn,
        seed: int | None = None,
    ) -> None:
        """Open the player's folder; `seed` replaces that of the level in new cases."""
        self._levels = {level.id: level for level in levels}
        self._home = home
        self._now = now
        self._warn = warn
        self._seed = seed
        self._opened: list[_Opened] = []
        self._background = ThreadPoolExecutor(max_workers=1, thread_name_prefix="score")
        self._settings, told = read_settings(home / NAME)
        self._told: set[str] = set()
        for sentence in told:
            warn(sentence)

    def beds(self) -> tuple[Bed, ...]:
        """Return every level with its best result."""
        best: dict[str, int] = {}
        for case in look(cases_folder(self._home)).finished:
            level = self._levels.get(case.header.level)
            first_play = not case.header.branched_from
            if first_play and level is not None and level_digest(level) == case.header.level_digest:
                best[level.id] = max(case.end.score, best.get(level.id, 0))
        return tuple(
            Bed(level, best.get(level.id), sum(best.get(level.id, -1) >= least for least in STARS_AT))
            for level in sorted(self._levels.values(), key=lambda one: (one.order, one.id))
        )

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Return the cases that can be resumed, newest first, also those left just now; say why others can not."""
        shelf = look(cases_folder(self._home))
        found = []
        for error in shelf.damaged:
            self._warn_once(f"This case file is left alone, since it can not be read:\n{error}")
        for case in shelf.unfinished:
            reason = self._hindrance(case)
            if reason:
                self._warn_once(f"{case.path} can not be resumed: {reason}")
                continue
            opened = self._at(case.path)
            if opened is None:
                found.append(Unfinished(str(case.path), self._levels[case.log.header.level], case.tick))
            elif opened.left:
                found.append(Unfinished(str(case.path), opened.level, opened.play.view.tick))
        return tuple(found)

    def _hindrance(self, case: CaseFile) -> str:
        """Return why a case can not be resumed; empty if it can."""
        header = case.log.header
        level = self._levels.get(header.level)
        if level is None:
            return f"its level '{header.level}' is not here"
        if level_digest(level) != header.level_digest:
            return f"its level '{header.level}' was changed since"
        if header.method != METHOD:
            return f"it was played with the model '{header.method}', this game has '{METHOD}'"
        return ""

    def _warn_once(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self._warn(sentence)

    def start(self, level: Level) -> Play:
        """Open a new case and its case file."""
        seed = level.seed if self._seed is None else self._seed
        header = header_of(level, seed)
        stem = f"{self._now():%Y-%m-%d_%H%M%S}_{level.id}"
        record = CaseRecord.begin(cases_folder(self._home), stem, header, self._warn)
        play = Play(admit_case(level, seed), record.entry, record.mark)
        self._opened.append(_Opened(play, level, record))
        return play

    def resume(self, case: Unfinished) -> Play:
        """Take an unfinished case up where it was left: as it still is in memory, or by playing it again.

        Raises ResumeError if its file is not what it was, or plays out otherwise on this machine.
        """
        path = Path(case.path)
        opened = self._at(path)
        if opened is not None and opened.left:
            opened.left = False
            return opened.play
        try:
            file = read_case(path)
            (last,) = deque(replay(case.level, file.log), maxlen=1)
        except CaseFileError as error:
            raise ResumeError(str(error)) from error
        except Diverged as error:
            where = self._aside(path)
            raise ResumeError(
                f"{path}: played again, this case differs from its file at hour {hours(error.tick):g} "
                f"(the file says {error.expected}, found {error.found}). It can not be resumed{where}."
            ) from error
        if file.torn:
            self._warn(file.torn)
        record = CaseRecord.resume(file, self._warn)
        due = [entry for entry in file.log.entries if entry.tick == last.tick]
        play = Play(last, record.entry, record.mark, due)
        self._opened.append(_Opened(play, case.level, record))
        return play

    def _aside(self, path: Path) -> str:
        try:
            return f" and is kept as {set_aside(path)}"
        except OSError:
            return ""

    def leave(self, play: Play) -> None:
        """Let go of a case before its end; it is offered again at once."""
        opened = self._of(play)
        opened.left = not play.finished

    def discard(self, case: Unfinished) -> None:
        """Set an unfinished case aside; its file is kept, but not offered again."""
        path = Path(case.path)
        opened = self._at(path)
        if opened is not None:
            opened.record.close()
            self._opened.remove(opened)
        try:
            set_aside(path)
        except OSError as error:
            self._warn(f"{path} can not be set aside: {error.strerror or error}")

    def finish(self, play: Play) -> Score:
        """Score a finished case and write its ending to the case file; a second call gives the same score."""
        return self.finish_later(play).result()

    def finish_later(self, play: Play) -> Future[Score]:
        """Do the same in the background."""
        opened = self._of(play)
        if opened.score is None:
            opened.score = self._background.submit(_finished, opened, _ended_log(opened))
        return opened.score

    def reveal_later(self, play: Play) -> Future[Revealed]:
        """Compute in the background what was hidden in a finished case."""
        opened = self._of(play)
        return self._background.submit(reveal, opened.level, opened.record.log)

    def replayer(self, play: Play) -> Rewind:
        """Return a finished case to be shown again."""
        opened = self._of(play)
        return rewind(opened.level, _ended_log(opened), play.view.tick)

    def settings(self) -> Settings:
        """Return the settings in force."""
        return self._settings

    def keep_settings(self, settings: Settings) -> None:
        """Keep settings for this and later sessions."""
        self._settings = settings
        complaint = write_settings(self._home / NAME, settings)
        if complaint:
            self._warn_once(complaint)

    def screenshot_path(self) -> Path:
        """Name a new file for a picture of the screen."""
        folder = screenshots_folder(self._home)
        folder.mkdir(parents=True, exist_ok=True)
        return free_path(folder, f"{self._now():%Y-%m-%d_%H%M%S}", ".png")

    def close(self) -> None:
        """Wait for scores under way and let go of all files."""
        self._background.shutdown(wait=True)
        for opened in self._opened:
            opened.record.close()

    def _at(self, path: Path) -> _Opened | None:
        return next((opened for opened in self._opened if opened.record.path == path), None)

    def _of(self, play: Play) -> _Opened:
        return next(opened for opened in self._opened if opened.play is play)


def header_of(level: Level, seed: int) -> Header:
    """Return the first line of a case file for a new case."""
    return Header(
        format=LOG_FORMAT,
        game=game.__version__,
        method=METHOD,
        level=level.id,
        level_digest=level_digest(level),
        seed=seed,
    )


def _ended_log(opened: _Opened) -> Log:
    """Return the log with its ending, which is not yet in the file while the score is not known."""
    log = opened.record.log
    outcome = opened.play.view.outcome
    if log.end is not None or outcome is None:
        return log
    end = EndLine(tick=outcome.tick, ending=outcome.ending.value, score=0, digest=opened.play.case_digest)
    return replace(log, end=end)


def _finished(opened: _Opened, log: Log) -> Score:
    result = score(opened.level, log)
    if opened.record.log.end is None and log.end is not None:
        opened.record.end(structs.replace(log.end, score=result.total))
    opened.record.close()
    return result
