"""The folder of a class for the screen: looked into beside the window, the board written on the way."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from pathlib import Path

from game.app.finished import ending_words
from game.app.handing_in import Inspection
from game.app.shell import Shell
from game.case.play import Play
from game.files.problem import FileError
from game.review.scoring.own import beside_pitfalls
from game.review.verdict import Pitfall
from game.review.wording import CAUSE_WORDS
from game.training.board import STANDINGS, taken_by
from game.training.handed_in import HandedIn, HandIn
from game.training.losses import moments, verdict_on
from game.training.roster import learners_of
from game.ui.class_desk import ClassFile, TalkingPoint
from game.values.level import Level
from game.values.ticks import clock_text
from game.values.words import capital, say


class ClassBoard:
    """What a class handed in; `game.ui.class_desk.ClassDesk` says what the screen asks of it."""

    def __init__(self, inspection: Inspection, shell: Shell, levels: tuple[Level, ...], page: Path) -> None:
        """Begin to look into the files, in a thread that waits for processes."""
        self._inspection = inspection
        self._shell = shell
        self._levels = {level.id: level for level in levels}
        self._page = page
        self._written = ""
        self._progress = (0.0, say("commands.board.verifying"))
        self._shown: tuple[tuple[HandedIn, ...], tuple[ClassFile, ...], tuple[TalkingPoint, ...]] = ((), (), ())
        threading.Thread(target=self._work, name="class", daemon=True).start()

    @property
    def title(self) -> str:
        """Return the title of the session, or the name of the folder."""
        return self._inspection.title

    @property
    def progress(self) -> tuple[float, str]:
        """Return how far the work has come, 0 to 1, and what is done; no words once all is done."""
        return self._progress

    @property
    def page(self) -> str:
        """Return where the board lies; empty while it was not written."""
        return self._written

    def files(self) -> tuple[ClassFile, ...]:
        """Return the files that were played again so far."""
        return self._made()[1]

    def points(self) -> tuple[TalkingPoint, ...]:
        """Return the moments most worth talking about, as far as cases are analysed."""
        return self._made()[2]

    def open_later(self, path: str) -> Future[Play]:
        """Play a case again, to be shown."""
        return self._shell.open_finished_later(path)

    def close(self) -> None:
        """Begin no more work; the window is closed."""
        self._inspection.stop()

    def _work(self) -> None:
        verifying, scoring = say("commands.board.verifying"), say("commands.board.scoring")
        with suppress(CancelledError):
            self._write()
            self._inspection.verify(lambda share, _: self._come(share, verifying), lambda: None)
            self._write()
            self._come(0.0, scoring)
            self._inspection.score(lambda share, _: self._come(share, scoring), lambda: None)
            self._inspection.working = False
            self._write()
            self._progress = (1.0, "")

    def _come(self, share: float, words: str) -> None:
        self._progress = (share, words)

    def _write(self) -> None:
        try:
            self._inspection.write(self._page)
        except FileError as error:
            # What cannot be written is told where the page would stand; the screen goes on.
            self._written = str(error)
        else:
            self._written = str(self._page)

    def _made(self) -> tuple[tuple[HandedIn, ...], tuple[ClassFile, ...], tuple[TalkingPoint, ...]]:
        """Return what the screen shows, made anew only where files were added to."""
        all_files = self._inspection.files
        if self._shown[0] is not all_files:
            files = tuple(one for one in all_files if one.standing is not HandIn.WAITING)
            learners = learners_of(files)
            aliases = {file.path: learner.alias for learner in learners for file in learner.files}
            shown = tuple(self._file(one, aliases.get(one.path, say("training.board.a_file"))) for one in files)
            points = tuple(
                TalkingPoint(
                    say("app.class_board.head", cause=capital(CAUSE_WORDS[one.cause]), level=one.level.title,
                        when=clock_text(one.example.first, one.level.start.clock_minute)),
                    taken_by(one),
                    one.case.path,
                    one.example.first,
                )
                for one in moments(learners, tuple(self._levels.values()))
            )  # fmt: skip
            self._shown = (all_files, shown, points)
        return self._shown

    def _file(self, one: HandedIn, alias: str) -> ClassFile:
        level = self._levels.get(one.level)
        told = " ".join(one.why)
        if one.counts and one.end is not None:
            found = "training.board.score_found" if one.scored else "training.board.score_as_handed_in"
            told = " ".join((say(found, score=one.score), ending_words(one.end.ending), *one.remarks))
        verdicts = [] if level is None else [verdict_on(one, level, pitfall) for pitfall in Pitfall]
        return ClassFile(
            path=one.path,
            learner=one.learner or one.file,
            alias=alias,
            title="" if level is None else level.title,
            standing=capital(STANDINGS[one.standing]),
            holds=one.counts,
            told=told,
            pitfalls=tuple([(found.pitfall, found.verdict) for found in verdicts if found is not None]),
            beside=beside_pitfalls(one.analysis, level, one.stop) if one.analysis and level else None,
        )
