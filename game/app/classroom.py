"""A training session on a learner's machine: which tries there are, what may be seen of them, what is handed in."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from msgspec import structs

from game.app.bests import best_of, lets_on
from game.app.clocks import passed_s, steady_s
from game.app.confirming import header_of
from game.app.live import Live
from game.app.live_stream import Reporter
from game.app.sessions import OpenSession, open_session
from game.app.shell import Shell
from game.case.play import Play
from game.classroom.seen import Seen, seen_on
from game.files.case_file import CaseFile, read_case
from game.files.case_lines import CaseFileError
from game.files.case_record import CaseRecord
from game.files.case_shelf import CaseShelf, Finished
from game.files.folders import cases_folder
from game.files.problem import FileError, tidy
from game.files.sheet_file import SUFFIX, read_sheet, sheet_text, write_sheet
from game.review.verdict import Score
from game.ui.desk import ResumeError, Unfinished
from game.ui.session_desk import SessionBed
from game.values.ending import Ending
from game.values.level import Level
from game.values.log import HOSTED_LOG_FORMATS, SessionLine
from game.values.session import LONGEST_LEARNER, Session, Shows, When, learner_key, seed_for
from game.values.sheet import LONGEST_COMMITMENT, SHEET_FORMAT, Sheet
from game.values.words import say

_SHEETS: Final = "sessions"
"""Folder of the answer sheets, within the player's folder."""
_HANDED_IN: Final = "handed_in"
"""Folder of what is handed in, within the player's folder."""
_BEGUN: Final = re.compile(r"(\d{4}-\d{2}-\d{2}_\d{6})_")
"""How the name of a case file begins: when the case was begun, by the clock of this machine."""
_UNSAFE: Final = re.compile(r"[^\w.-]+")
"""What does not belong in the name of a folder."""


class Classroom:
    """One session with one learner; `game.ui.session_desk.SessionDesk` says what the screens ask of it."""

    def __init__(
        self,
        shell: Shell,
        opened: OpenSession,
        stream: Reporter | None = None,
        measured_s: Callable[[], float] = steady_s,
    ) -> None:
        """Take the pack; nobody has said yet who plays. A `stream` leads to the host of a live class.

        `measured_s` is a clock that nobody sets.
        """
        self._shell = shell
        self._opened = opened
        self._stream = stream
        self._shelf = CaseShelf(cases_folder(shell.home))
        self._sheet: Sheet | None = None
        self._measured_s = measured_s
        self._begun_s: dict[Path, float] = {}
        """When each try was begun, by the clock that nobody sets."""

    @property
    def session(self) -> Session:
        """Return what is played."""
        return self._opened.session

    @property
    def learner(self) -> str:
        """Return the name or code that was typed; empty before."""
        return "" if self._sheet is None else self._sheet.learner

    @property
    def live(self) -> Live | None:
        """Return what the instructor of a live class wants; nothing where there is none."""
        return None if self._stream is None else Live(self._stream, self._shell)

    @property
    def commitment(self) -> str:
        """Return what the learner means to do differently; empty before it is written."""
        return "" if self._sheet is None else self._sheet.commitment

    def enter(self, learner: str) -> None:
        """Take a learner, with the answers of an earlier hour on this machine."""
        name = tidy(learner)[:LONGEST_LEARNER]
        empty = Sheet(
            format=SHEET_FORMAT, session=self.session.id, session_digest=self._opened.digest, learner=name or "?"
        )
        self._sheet = empty
        with suppress(FileError):
            kept = read_sheet(self._sheet_path)
            if kept.session_digest == empty.session_digest and learner_key(kept.learner) == learner_key(name):
                self._sheet = kept
        if self._stream is not None:
            self._send_all(self._stream)
            self._shell.closing.append(self._stream.start().close)

    def _send_all(self, stream: Reporter) -> None:
        """Have the host get what it lacks of earlier hours on this machine."""
        finished, unfinished = self._tries()
        for path in [*[one.path for one in finished], *[one.path for one in unfinished]]:
            with suppress(CaseFileError):
                record = CaseRecord.kept(read_case(path), lambda _: None)
                if record.log.header.format in HOSTED_LOG_FORMATS:
                    stream.watch(path.stem, lambda record=record: record.whole, lambda: 0)  # type: ignore[misc]
        if self._sheet is not None:
            stream.send_sheet(sheet_text(self._sheet))

    @property
    def _sheet_path(self) -> Path:
        # By a fingerprint, so that no name of a learner is too long or too strange for a disk.
        mark = sha256(f"{self._opened.digest}/{learner_key(self.learner)}".encode()).hexdigest()[:16]
        return self._shell.home / _SHEETS / f"{self.session.id}_{mark}{SUFFIX}"

    def answers(self, *, before: bool) -> tuple[int, ...]:
        """Return what was answered, counted from 1; empty if the test was not taken."""
        if self._sheet is None:
            return ()
        return self._sheet.before if before else self._sheet.after

    def keep_answers(self, answers: tuple[int, ...], *, before: bool) -> None:
        """Keep the answers of a test."""
        self._keep(before=answers) if before else self._keep(after=answers)

    def commit(self, words: str) -> None:
        """Keep what the learner means to do differently."""
        self._keep(commitment=tidy(words)[:LONGEST_COMMITMENT])

    def _keep(self, **changes: object) -> None:
        assert self._sheet is not None
        self._sheet = structs.replace(self._sheet, **changes)
        try:
            self._sheet_path.parent.mkdir(parents=True, exist_ok=True)
            write_sheet(self._sheet_path, self._sheet)
            if self._stream is not None:
                self._stream.send_sheet(sheet_text(self._sheet))
        except (FileError, OSError) as error:
            raise ResumeError(str(error)) from error

    def beds(self) -> tuple[SessionBed, ...]:
        """Return the levels in their order."""
        finished, unfinished = self._tries()
        beds: list[SessionBed] = []
        for index, level in enumerate(self._opened.levels):
            done = [one for one in finished if one.header.level == level.id]
            tries = self.session.tries_of(index)
            top = best_of(done)
            # Of one that was stopped the points say little, here as on the board of its class.
            best = None if top is None or top.end.ending == Ending.STOPPED.value else top.end.score
            used_up = 0 < tries <= len(done)
            passed = lets_on(done, tries, self.session.least_score)
            reached = not self.session.in_order or all(bed.passed for bed in beds)
            begun = any(one.log.header.level == level.id for one in unfinished)
            # A try that began after the lesson would end at once, and stand in the place of the one that was played.
            playable = reached and not used_up and not self._lesson_over
            shown = self._as_shown(index, level)
            beds.append(SessionBed(shown, len(done), tries, best, passed, playable, begun))
        over = all(bed.passed for bed in beds)
        return tuple(self._shown(bed, finished, over=over) for bed in beds)

    def _shown(self, bed: SessionBed, finished: list[Finished], *, over: bool) -> SessionBed:
        """Return a bed with what the learner may see of it now."""
        now = self.session.when is When.EACH or (self.session.when is When.LAST and over)
        best = bed.best if now and self.session.shows is not Shows.NOTHING else None
        told = [one for one in finished if one.header.level == bed.level.id]
        path = str(told[0].path) if told and now and self.session.shows is Shows.WHOLE else ""
        return SessionBed(bed.level, bed.played, bed.tries, best, bed.passed, bed.playable, bed.begun, path)

    @property
    def _lesson_over(self) -> bool:
        return self._stream is not None and self._stream.over

    def _tries(self) -> tuple[list[Finished], list[CaseFile]]:
        """Return the finished and the unfinished tries of this learner, newest first."""
        shelf = self._shelf.look()
        ours = [one for one in shelf.finished if self._is_ours(one.session)]
        return ours, [one for one in shelf.unfinished if self._is_ours(one.log.session)]

    def _is_ours(self, line: SessionLine | None) -> bool:
        if line is None or line.session_digest != self._opened.digest:
            return False
        return learner_key(line.learner) == learner_key(self.learner)

    def play(self, index: int) -> Play:
        """Begin a level, or take it up where it was left. Raises ResumeError."""
        level = self._opened.levels[index]
        shown = self._as_shown(index, level)
        finished, unfinished = self._tries()
        for case in unfinished:
            if case.log.header.level == level.id:
                return self._sent(self._shell.resume(Unfinished(str(case.path), shown, case.tick)))
        if self._lesson_over:
            raise ResumeError(say("menus.session.lesson_over"))
        seed = seed_for(self.session, index, level, self.learner)
        line = SessionLine(
            session=self.session.id,
            session_digest=self._opened.digest,
            learner=self.learner,
            attempt=1 + sum(one.header.level == level.id for one in finished),
            sealed=self.session.sealed,
        )
        header = header_of(level, seed, line, hosted=self._stream is not None)
        return self._sent(self._shell.begin(shown, header, line))

    def _sent(self, play: Play) -> Play:
        """Return a case, and have it sent to the host while it is played."""
        if self._stream is not None:
            record = self._shell.record_of(play)
            self._stream.watch(
                record.path.stem, lambda: record.whole, lambda: play.tick_now, lambda: _seen(play), playing=True
            )
        return play

    def _as_shown(self, index: int, level: Level) -> Level:
        """Return a level with the aids of the session: they change what is shown, and nothing that is recorded."""
        aid = self.session.levels[index].doubling_time
        return level if aid is None else structs.replace(level, show_doubling_time=aid)

    def seconds_left(self, play: Play) -> float | None:
        """Return how long a try may still take; nothing where there is no limit.

        The clock goes on while it is left, and stands while the instructor lets time stand still for all. The one on
        the wall is asked only how long ago a try was begun in another hour of the game: it may be set at any moment.
        """
        path = self._shell.record_of(play).path
        if not self.session.time_limit_minutes:
            return None
        now_s = self._measured_s()
        if path not in self._begun_s:
            self._begun_s[path] = now_s - self._begun_before_s(path)
        held_s = 0.0 if self._stream is None else self._stream.held_s(path.stem)
        return 60.0 * self.session.time_limit_minutes - (now_s - self._begun_s[path]) + held_s

    def _begun_before_s(self, path: Path) -> float:
        """Return how long ago a case was begun, by the name of its file; 0 for a name that the game did not give."""
        match = _BEGUN.match(path.name)
        with suppress(ValueError, OverflowError):
            begun = datetime.strptime(match[1] if match else "", "%Y-%m-%d_%H%M%S")  # noqa: DTZ007  it has none
            return passed_s(begun, self._shell.now())
        return 0.0

    def finish(self, play: Play) -> None:
        """Begin to score a try that came to its end, whatever its learner does next: an instructor waits for it."""
        self._shell.finish_later(play)

    def ended(self, play: Play) -> Future[Score] | None:
        """Have a try scored that came to its end; nothing where its debrief may be seen at once, which scores it."""
        return self._shell.finish_later(play) if self.session.sealed else None

    def open_later(self, path: str) -> Future[Play]:
        """Open the debrief of a finished try."""
        return self._shell.open_finished_later(path)

    def hand_in(self) -> str:
        """Write all that is handed in into a folder of its own, and return where that is. Raises ResumeError."""
        assert self._sheet is not None
        name = _UNSAFE.sub("_", f"{self.session.id}_{self.learner}")
        folder = self._shell.home / _HANDED_IN / name
        finished, _ = self._tries()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for one in finished:
                shutil.copyfile(one.path, folder / f"{name}_{one.path.name}")
            if self.session.tests or self.commitment:
                write_sheet(folder / f"{name}{SUFFIX}", self._sheet)
        except (OSError, FileError) as error:
            raise ResumeError(say("app.classroom.cannot_be_handed_in", error=error)) from error
        return str(folder)


def _seen(play: Play) -> Seen | None:
    view = play.last_view
    return None if view is None else seen_on(view)


def open_classroom(shell: Shell, pack: str) -> Classroom:
    """Return the session of a pack. Raises ResumeError, which says what is wrong with it."""
    try:
        return Classroom(shell, open_session(Path(pack)))
    except FileError as error:
        raise ResumeError(str(error)) from error
