"""The desk behind the screens: levels, case files, scores and settings, all from the player's folder."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from datetime import datetime
from pathlib import Path

from game.app.analyst import Analyst
from game.app.bests import beds_of
from game.app.clocks import seed_of_today
from game.app.confirming import header_of
from game.app.finished import Known, finished_cases, open_to_learner, read_finished
from game.app.moving import mover
from game.app.numbers import new_seed
from game.app.open_case import Opened
from game.app.patient_states import PatientStates
from game.app.pictures import save_picture
from game.app.platform import Platform, desktop
from game.app.reports import report_later
from game.app.resumable import differs, resumable
from game.app.runs import ReplayedCase, begin_branch, branch_words, ghost, other_runs, rewind, run_of
from game.app.shared_files import KeptSettings, PinnedNotes
from game.app.trust import Trust
from game.app.warning_queue import Unread
from game.case.case import admit_case
from game.case.play import Play
from game.files.analysis_shelf import AnalysisShelf
from game.files.case_file import CaseFile, read_case
from game.files.case_lines import CaseFileError
from game.files.case_record import CaseRecord, InUseError, in_use
from game.files.case_shelf import CaseShelf, Finished, set_aside
from game.files.folders import analyses_folder, cases_folder, reports_folder, screenshots_folder
from game.files.settings_file import NAME
from game.review.playback.replay import Diverged
from game.review.playback.rewind import Rewind, Snapshots
from game.review.valuation.reveal import Revealed
from game.review.valuation.tracking import reopened
from game.review.valuation.what_if import WhatIf, what_if
from game.review.verdict import Score
from game.ui.desk import FinishedCase, Ghost, ListedBed, OtherRun, Replayer, ResumeError, Unfinished
from game.values.level import Level
from game.values.log import Header, SessionLine
from game.values.note import Note
from game.values.order import Order
from game.values.settings import Settings
from game.values.ticks import Tick
from game.values.words import count, say

SCORE_WITHIN_S = 10.0
"""So long the game waits for a score when it is closed."""
Warn = Callable[[str], None]


class Shell:
    """Keeps what the screens ask for; `game.ui.desk.Desk` says what that is."""

    def __init__(
        self,
        levels: tuple[Level, ...],
        home: Path,
        now: Callable[[], datetime],
        warn: Warn,
        seed: int | None = None,
        platform: Platform | None = None,
    ) -> None:
        """Open the player's folder, `home`; `seed` is offered first instead of that of the level.

        `platform` does what is done beside the screen; without one, threads and processes of a desktop do.
        """
        self._platform = platform = platform or desktop()
        self._levels = {level.id: level for level in levels}
        self._known = Known(self._levels)
        self._shelf = CaseShelf(cases_folder(home))
        self._trust = Trust(home, self._known, platform)
        self._analyses = AnalysisShelf(analyses_folder(home))
        self.home = home
        self.now = now
        self._warn = self._unread = Unread(warn)
        self._seed = seed
        self._opened: list[Opened] = []
        self.closing: list[Callable[[], None]] = []
        """What is to be ended with the desk: whoever adds to it knows what."""
        self._shown: list[ReplayedCase] = []
        self._background = platform.background
        self._standing = PatientStates(self._background)
        self._told: set[str] = set()
        self._settings = KeptSettings(home / NAME, self._warn_once)
        self._pinned = PinnedNotes(self._warn_once)

    def beds(self) -> tuple[ListedBed, ...]:
        """Return every level with its best result."""
        aside = [id_ for id_, level in self._levels.items() if level.coach is not None and self._shelf.aside(id_)]
        return beds_of(self._levels, self._finished(), self._trust.counts, self.seed_of_today(), aside)

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Return what can be resumed, newest first, also left just now; say why others cannot. Sessions have theirs."""
        return resumable(self._shelf.look(), self._known, self._levels, self._at, self._warn_once, self._standing)

    def finished_cases(self) -> tuple[FinishedCase, ...]:
        """Return the cases that were scored, newest first, also those that cannot be opened."""
        return finished_cases(self._finished(), self._known, self._trust.confirms)

    def _finished(self) -> tuple[Finished, ...]:
        """Return the finished cases; those that nobody has confirmed yet are played again in the background."""
        finished = open_to_learner(self._shelf.look().finished)
        self._trust.look_into(finished)
        return finished

    def open_finished_later(self, path: str) -> Future[Play]:
        """Play the finished case of a file again in the background; nothing is written to the file."""
        return self._background.submit(self._open_finished, Path(path))

    def _open_finished(self, path: Path) -> Play:
        file = read_finished(path, self._known)
        return self.open_case(self._levels[file.log.header.level], file)

    def _warn_once(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self._warn(sentence)

    def first_seed(self, level: Level) -> int:
        """Return the seed that is offered first."""
        return level.seed if self._seed is None else self._seed

    def new_seed(self) -> int:
        """Return the number of a patient whom nobody has seen."""
        return new_seed()

    def seed_of_today(self) -> int:
        """Return the number of today's patient."""
        return seed_of_today(self.now())

    def start(self, level: Level, seed: int | None = None) -> Play:
        """Open a new case and its case file."""
        return self.begin(level, header_of(level, self.first_seed(level) if seed is None else seed))

    def begin(self, level: Level, header: Header, session: SessionLine | None = None) -> Play:
        """Do the same with a header, and with the line of a training session for a case of one."""
        record = self._begin(header, session)
        kept = Snapshots(admit_case(level, header.seed, mover()))
        play = Play(kept.cases[0], record.entry, record.mark, keep=kept.keep)
        self._opened.append(Opened(play, level, record, kept, self._platform).follow())
        return play

    def _begin(self, header: Header, session: SessionLine | None = None) -> CaseRecord:
        stem = f"{self.now():%Y-%m-%d_%H%M%S}_{header.level}"
        return CaseRecord.begin(cases_folder(self.home), stem, header, self._warn, session)

    def resume(self, case: Unfinished) -> Play:
        """Take an unfinished case up where it was left: as it still is in memory, or by playing it again.

        Raises ResumeError if its file is not what it was, or plays out otherwise on this machine.
        """
        path = Path(case.path)
        opened = self._at(path)
        if opened is not None and opened.play.finished:
            # It is over and waits for its score: a second analysis would begin at nothing beside the one under way.
            return opened.play
        try:
            if opened is not None and opened.left:
                if opened.record.take_up():
                    opened.left = False
                    return opened.play
                # Another window has gone on with it meanwhile.
                self._opened.remove(opened)
            file = read_case(path)
            record = CaseRecord.resume(file, self._warn)
        except (CaseFileError, InUseError) as error:
            raise ResumeError(str(error)) from error
        try:
            last, kept, _ = reopened(case.level, file.log, mover())
        except Diverged as error:
            record.close()
            where = self._aside(path)
            raise differs("app.shell.played_again_this_case_differs", path, error, where=where) from error
        for words in file.remarks:
            self._warn(words)
        due = [entry for entry in file.log.entries if entry.tick == last.tick]
        play = Play(last, record.entry, record.mark, due, kept.keep)
        self._opened.append(Opened(play, case.level, record, kept, self._platform).follow())
        return play

    def open_case(self, level: Level, file: CaseFile) -> Play:
        """Take up a case of a file as it stood at its end, to be told and shown again; nothing is written to the file.

        Raises ResumeError if it plays out otherwise than its file says.
        """
        opened = self._at(file.path)
        if opened is not None:
            return opened.play
        try:
            last, kept, begun = reopened(level, file.log, mover())
        except Diverged as error:
            raise differs("app.shell.played_again_this_case_differs_2", file.path, error) from error
        record = CaseRecord.kept(file, self._warn)
        play = Play(last, record.entry, record.mark)
        self._opened.append(Opened(play, level, record, kept, self._platform, begun=begun))
        return play

    def _aside(self, path: Path) -> str:
        try:
            return say("app.shell.and_is_kept_as", set_aside=set_aside(path))
        except OSError:
            return ""

    def leave(self, play: Play) -> None:
        """Let go of a case before its end; it is offered again at once, unless nothing has happened in it."""
        opened = self._of(play)
        if not play.finished and opened.rest():
            self._opened.remove(opened)

    def untouched(self, play: Play) -> bool:
        """Say whether nothing has happened in a case that would be kept."""
        return self._of(play).untouched

    def unsaved(self, play: Play) -> str:
        """Return what of a case is not on the disk, and what that means; empty if nothing is missing."""
        missing = self._of(play).record.unwritten
        if not missing:
            return ""
        return count("app.shell.lines_could_not_be_written", missing)

    def discard(self, case: Unfinished) -> None:
        """Set an unfinished case aside; its file is kept, but not offered again."""
        self._put_aside(Path(case.path))

    def put_away(self, play: Play) -> None:
        """Let go of a case for good, before its end; its file is kept, but not offered again."""
        self._put_aside(self._of(play).record.path)

    def _put_aside(self, path: Path) -> None:
        opened = self._at(path)
        if opened is not None:
            opened.record.close()
            self._opened.remove(opened)
        elif in_use(path):
            self._warn(say("app.shell.is_open_in_another_window", path=path))
            return
        try:
            set_aside(path)
        except OSError as error:
            self._warn(say("app.shell.cannot_be_set_aside", path=path, value=error.strerror or error))

    def finish(self, play: Play) -> Score:
        """Score a finished case and write its ending to the case file; a second call gives the same score."""
        return self.finish_later(play).result()

    def finish_later(self, play: Play) -> Future[Score]:
        """Do the same in the background."""
        opened = self._of(play)
        if opened.score is None:
            opened.score = opened.finish(self.analyse_later(play), self._trust.seal)
        return opened.score

    def reveal_later(self, play: Play) -> Future[Revealed]:
        """Find in the background what was hidden in a finished case."""
        return self.analyse_later(play).revealed

    def analyse_later(self, play: Play) -> Analyst:
        """Take a finished case apart in a process of its own; a second call gives the same."""
        return self._of(play).want(self._analyses)

    def let_go(self, play: Play) -> None:
        """Forget a finished case whose debrief was left, as soon as its score and its reports are on the disk."""
        for opened in self._opened:
            if opened.play is play:
                opened.let_go()
        idle = [opened for opened in self._opened if opened.idle]
        for opened in idle:
            opened.record.close()
            self._opened.remove(opened)
        self._shown = [shown for shown in self._shown if all(shown.path != opened.record.path for opened in idle)]

    def save_report_later(self, play: Play) -> Future[str]:
        """Write the report of a finished case once its analysis is whole; gives the path of the page."""
        opened = self._of(play)
        saving = report_later(opened, self.analyse_later(play), reports_folder(self.home), self._background)
        opened.reports.append(saving)
        return saving

    def try_order(self, play: Play, tick: Tick, order: Order | None, last: Tick) -> Future[WhatIf]:
        """Find the value of a finished case if this (or nothing) had been ordered at a tick of a decision."""
        opened = self._of(play)
        return self._background.submit(what_if, opened.snapshots, opened.log, tick, order, last)

    def replayer(self, play: Play) -> Rewind:
        """Return a finished case to be shown again."""
        opened = self._of(play)
        made = rewind(opened.snapshots, opened.log, play.view.tick)
        self._shown.append(ReplayedCase(made, opened.snapshots, opened.level, opened.log, opened.record.path))
        return made

    def take_over_later(self, replayer: Replayer, tick: Tick) -> Future[Play]:
        """Begin a new case at a moment of an old one, without the orders of that moment."""
        return self._background.submit(self._taken_over, self._of_replay(replayer), tick)

    def go_back_later(self, play: Play, tick: Tick) -> Future[Play]:
        """Take a case that is played back to a moment; the one before is put away."""
        return self._background.submit(self._gone_back, play, tick)

    def _gone_back(self, play: Play, tick: Tick) -> Play:
        again = self._taken_over(self._of_replay(self.replayer(play)), tick)
        self.put_away(play)
        return again

    def _taken_over(self, shown: ReplayedCase, tick: Tick) -> Play:
        play, record, kept = begin_branch(shown, tick, header_of(shown.level, shown.log.header.seed), self._begin)
        self._opened.append(Opened(play, shown.level, record, kept, self._platform).follow())
        return play

    def remark(self, play: Play) -> str:
        """Return what is to be said about how a case began."""
        opened = self._of(play)
        return branch_words(opened.level, opened.record.log.header, self._finished, self._trust)

    def other_runs(self, replayer: Replayer) -> tuple[OtherRun, ...]:
        """Return the finished runs of the same level."""
        return other_runs(self._of_replay(replayer), self._finished(), self._trust)

    def run_of(self, replayer: Replayer, path: str) -> OtherRun:
        """Return the run of a file from anywhere. Raises ResumeError, which says why it cannot be laid over."""
        try:
            return run_of(self._of_replay(replayer), Path(path))
        except CaseFileError as error:
            raise ResumeError(str(error)) from error

    def ghost_later(self, replayer: Replayer, run: OtherRun) -> Future[Ghost]:
        """Play another run in the background."""
        return self._background.submit(ghost, replayer.level, run)

    def notes(self, replayer: Replayer) -> tuple[Note, ...]:
        """Return the notes that are pinned to a case."""
        return self._pinned.of(self._of_replay(replayer).path)

    def keep_notes(self, replayer: Replayer, before: tuple[Note, ...], after: tuple[Note, ...]) -> tuple[Note, ...]:
        """Keep what became of notes beside the case file."""
        return self._pinned.keep(self._of_replay(replayer).path, before, after)

    def warnings(self) -> tuple[str, ...]:
        """Return what went wrong outside the game since this was last asked."""
        return self._unread.taken()

    def settings(self) -> Settings:
        """Return the settings in force."""
        return self._settings.now

    def keep_settings(self, settings: Settings) -> None:
        """Keep settings for this and later sessions."""
        self._settings.keep(settings)

    def save_screenshot(self, picture: bytes) -> str:
        """Write a picture of the screen to a new file, and return what became of it."""
        return save_picture(screenshots_folder(self.home), self.now(), picture)

    def kept(self) -> tuple[str, ...]:
        """Say of every case that is open where it is saved, if anything has happened in it."""
        return tuple(opened.record.whereabouts for opened in self._opened if not opened.untouched)

    def close(self, *, hurried: bool = False) -> None:
        """Wait for scores under way, though not for ever, and let go of all files.

        A case whose score did not come in time has no ending in its file yet: it is offered again, and scored then.
        """
        wait([opened.score for opened in self._opened if opened.score is not None], 0.0 if hurried else SCORE_WITHIN_S)
        for opened in self._opened:
            opened.end_work()
        for end in self.closing:
            end()
        self._trust.close()
        self._background.shutdown(wait=True, cancel_futures=True)
        for opened in self._opened:
            opened.close()

    def _at(self, path: Path) -> Opened | None:
        return next((opened for opened in self._opened if opened.record.path == path), None)

    def _of(self, play: Play) -> Opened:
        return next(opened for opened in self._opened if opened.play is play)

    def record_of(self, play: Play) -> CaseRecord:
        """Return the file of a case."""
        return self._of(play).record

    def _of_replay(self, replayer: Replayer) -> ReplayedCase:
        return next(shown for shown in self._shown if shown.rewind is replayer)
