"""The list of finished cases: what their files say, and whether this game can play them again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from game.files.case_file import CaseFile, read_case
from game.files.case_lines import CaseFileError
from game.files.case_shelf import Finished
from game.files.level_file import level_digest
from game.files.problem import cut, visible
from game.patient.method import METHOD
from game.review.scoring.judgement import stars_at
from game.review.verdict import SCORE_VERSION
from game.ui.desk import FinishedCase, ResumeError
from game.values.ending import SENTENCES, Ending
from game.values.level import Level
from game.values.log import Header
from game.values.words import say

_LONGEST_NAME: Final = 60
"""Signs of a name that a file gives and this game does not know."""
_WHEN: Final = re.compile(r"(\d{4}-\d{2}-\d{2})_(\d{2})(\d{2})\d{2}(?=[_.])")
"""How the name of a case file begins that the game itself has named."""


class Known:
    """The levels that are here, with their digests worked out once."""

    def __init__(self, levels: Mapping[str, Level]) -> None:
        """Take the levels by their ids."""
        self._levels = levels
        self._digests = {level.id: level_digest(level) for level in levels.values()}

    def unchanged(self, header: Header) -> bool:
        """Say whether the level of a case is here, and as it was."""
        return self._digests.get(header.level) == header.level_digest

    def hindrance(self, header: Header) -> str:
        """Return why a case cannot be played again; empty if it can."""
        if header.level not in self._levels:
            return say("app.finished.its_level_is_not_here", visible=visible(cut(header.level, _LONGEST_NAME)))
        if not self.unchanged(header):
            return say("app.finished.its_level_was_changed_since", level=header.level)
        if header.method != METHOD:
            method = visible(cut(header.method, _LONGEST_NAME))
            return say("app.finished.it_was_played_with_the", method=method, method_2=METHOD)
        return ""

    def level(self, header: Header) -> Level:
        """Return the level of a case; it has to be here."""
        return self._levels[header.level]

    def title(self, header: Header) -> str:
        """Return the title of a case's level, or its id where the level is not here."""
        level = self._levels.get(header.level)
        return visible(cut(header.level, _LONGEST_NAME)) if level is None else level.title

    def who(self, header: Header) -> str:
        """Return the patient and the bed, and whether it was a drawn one; empty where the level is not here."""
        level = self._levels.get(header.level)
        if level is None:
            return ""
        name = level.patient.in_bed(", ")
        return name if header.seed == level.seed else say("app.finished.drawn", name=name)


def open_to_learner(shelf: Sequence[Finished]) -> tuple[Finished, ...]:
    """Return the cases but those of which a training session itself shows the analysis, or the class."""
    return tuple(case for case in shelf if case.session is None or not case.session.sealed)


def finished_cases(
    shelf: Sequence[Finished], known: Known, confirms: Callable[[Finished], bool]
) -> tuple[FinishedCase, ...]:
    """Return finished cases as the list shows them, in the order of the shelf; only confirmed ones have stars."""
    return tuple(_shown(case, known, confirms(case)) for case in shelf)


def _shown(case: Finished, known: Known, confirmed: bool) -> FinishedCase:
    header, end = case.header, case.end
    return FinishedCase(
        path=str(case.path),
        title=known.title(header),
        when=when(case.path),
        ending=ending_words(end.ending),
        score=end.score,
        stars=stars_at(Ending(end.ending), end.tick, end.score) if confirmed else 0,
        branched=bool(header.branched_from),
        who=known.who(header),
        hindrance=known.hindrance(header),
        older_rules=end.score_version < SCORE_VERSION,
        confirmed=confirmed,
    )


def read_finished(path: Path, known: Known) -> CaseFile:
    """Return the file of a finished case that can be played again.

    Raises ResumeError if it is not what it was when it was listed.
    """
    try:
        file = read_case(path)
    except CaseFileError as error:
        raise ResumeError(str(error)) from error
    check_finished(path, file, known)
    return file


def check_finished(path: Path, file: CaseFile, known: Known) -> None:
    """Raise ResumeError for the file of a case that cannot be played again here, or has no end."""
    reason = known.hindrance(file.log.header) if file.log.end is not None else say("app.finished.it_has_no_ending")
    if reason:
        raise ResumeError(f"{path}: {reason}.")


def when(path: Path) -> str:
    """Return when a case was begun, as its file's name has it; empty for a name of another kind."""
    match = _WHEN.match(path.name)
    return "" if match is None else f"{match[1]} {match[2]}:{match[3]}"


def ending_words(name: str) -> str:
    """Return the sentence of an ending; its name where this game does not know it."""
    try:
        return SENTENCES[Ending(name)]
    except ValueError:
        return visible(cut(name, _LONGEST_NAME))
