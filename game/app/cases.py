"""Case files as the commands use them: read, with the level that they were played on."""

from __future__ import annotations

import sys
from pathlib import Path

from game.app.exits import Exit, Fault
from game.app.levels import level_of
from game.files.case_file import CaseFile, read_case
from game.files.case_lines import CaseFileError
from game.files.problem import shown, visible
from game.patient.method import METHOD
from game.values.level import Level
from game.values.log import Header
from game.values.words import say


def open_case(path: Path, level_word: str = "") -> tuple[Level, CaseFile]:
    """Return a case file and its level; a torn end and changed line ends are told on standard error.

    Raises Fault for a file that was edited, of another model, or whose level is not to be had, and CaseFileError for
    one that cannot be read.
    """
    case = read_whole(path)
    check_model(path, case.log.header)
    return level_of(case.log.header, level_word), case


def read_whole(path: Path) -> CaseFile:
    """Return a case file as its writer left it; a torn end and changed line ends are told on standard error.

    Raises Fault for a file that was edited, and CaseFileError for one that cannot be read.
    """
    try:
        case = read_case(path)
    except CaseFileError as error:
        if error.edited:
            raise Fault(
                Exit.FINDINGS, say("app.cases.was_edited_after_it_was", visible=visible(str(path)), error=error)
            ) from error
        raise
    for words in case.remarks:
        print(visible(words), file=sys.stderr)
    return case


def check_model(path: Path, header: Header) -> None:
    """Raise Fault for a case that was played with another model, whose digits this game cannot give."""
    words = model_words(header)
    if words:
        raise Fault(Exit.FINDINGS, f"{visible(str(path))} {words}.")


def model_words(header: Header) -> str:
    """Return what is to be said of a case that was played with another model; empty for one of this game's own."""
    if header.method == METHOD:
        return ""
    game = visible(shown(header.game)[1:-1])
    return say("app.cases.was_played_with_the_model", visible=visible(shown(header.method)), game=game, method=METHOD)
