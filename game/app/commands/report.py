"""`report`: a page for each case file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from game.app.cases import model_words, read_whole
from game.app.exits import Exit, Fault
from game.app.levels import find_level, level_of
from game.app.progress import ProgressLine
from game.files.case_file import SUFFIX, CaseFile, no_case_in
from game.files.problem import FileError
from game.files.reading import files_in, is_folder
from game.values.level import Level
from game.values.ticks import clock_text, hour_text
from game.values.words import say

if TYPE_CHECKING:
    from game.app.confirming import PlayedAgain
    from game.report.page import Material

SUMMARY = "commands.report.summary"
EXAMPLES = "commands.report.examples"
_RECORDED = "commands.report.below_stands_what_the_file"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help=say("commands.report.case_files_or_folders_of")
    )
    parser.add_argument("--out", type=Path, metavar="FOLDER", help=say("commands.report.where_to_write_beside_each"))
    parser.add_argument("--level", default="", metavar="PATH", help=say("commands.report.level_file_for_the_cases"))
    parser.add_argument("--pdf", action="store_true", help=say("commands.report.write_a_pdf_beside_each"))


@dataclass(frozen=True, slots=True)
class _Read:
    """A case that was read; without its level, only what the file says can be told, and `why`."""

    case: CaseFile
    level: Level | None
    why: str = ""


class _Told:
    """Tells every fault when it comes, and goes on."""

    def __init__(self) -> None:
        self.code = Exit.GOOD
        """The worst so far."""

    def tell(self, sentence: str, code: Exit) -> None:
        """Tell a fault."""
        print(sentence, file=sys.stderr, flush=True)
        self.code = max(self.code, code)

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Tell the faults of what is done within."""
        try:
            yield
        except Fault as fault:
            self.tell(str(fault), fault.code)
        except FileError as error:
            self.tell(str(error), Exit.USAGE)


def run(given: argparse.Namespace) -> int:
    """Read all files and tell what is wrong with them, then write the reports; the worst result is the exit code."""
    from game.app.reports import make_folder
    from game.files.report_pdf import PdfMissingError, check_pdf

    try:
        if given.pdf:
            check_pdf()
    except PdfMissingError as error:
        raise Fault(Exit.ENVIRONMENT, str(error)) from error
    if given.out is not None:
        make_folder(given.out)
    own = find_level(given.level) if given.level else None
    told = _Told()
    cases: list[_Read] = []
    for path in _case_paths(given.files, told):
        with told.faults():
            cases.append(_read(path, own, given.level, told))
    for number, one in enumerate(cases, start=1):
        with told.faults():
            _write(one, given, f"{number}/{len(cases)} {one.case.path.name}", told)
    return told.code


def _case_paths(paths: Sequence[Path], told: _Told) -> Iterator[Path]:
    """Yield the case files: a folder stands for all case files in it, in order of name."""
    for path in paths:
        if not is_folder(path):
            yield path
            continue
        with told.faults():
            found = files_in(path, SUFFIX)
            if not found:
                raise no_case_in(path)
            yield from found


def _read(path: Path, own: Level | None, word: str, told: _Told) -> _Read:
    """Return a case with the level that it was played on, or why it cannot be played again.

    Raises Fault and FileError for a file that is no case file any more.
    """
    case = read_whole(path)
    header = case.log.header
    words = model_words(header)
    if words:
        told.tell(f"{path} {words}.", Exit.FINDINGS)
        return _Read(case, None, say("commands.report.this_case", words=words, recorded=say(_RECORDED)))
    try:
        return _Read(case, level_of(header, word if own is not None and own.id == header.level else ""))
    except Fault as fault:
        told.tell(f"{path}: {fault}", fault.code)
        return _Read(case, None, f"{fault} {say(_RECORDED)}")


def _confirmed(one: _Read, again: PlayedAgain, material: Material) -> Material:
    """Return what there is to report, with a word on the page about what cannot be confirmed; `verify` judges it."""
    assert material.analysis is not None
    score = material.analysis.score
    worth = None if score is None else lambda: score.total
    faults = again.compared(one.case.whole, worth).faults
    return (
        replace(material, why=say("commands.report.this_file_is_not_confirmed", faults=" ".join(faults)))
        if faults
        else material
    )


def _write(one: _Read, given: argparse.Namespace, name: str, told: _Told) -> None:
    from game.app.confirming import PlayedAgain
    from game.app.reports import recorded_material, whole_material, write_report
    from game.review.playback.replay import Diverged

    path, log = one.case.path, one.case.log
    if one.level is None:
        material = recorded_material(None, log, path.name, one.why)
    else:
        progress = ProgressLine(name)
        try:
            again = PlayedAgain(one.level, log)
            material = _confirmed(one, again, whole_material(one.level, one.case, again, progress))
        except Diverged as error:
            clock = clock_text(error.tick, one.level.start.clock_minute)
            words = say(
                "commands.report.differs_from_its_file_from",
                hour=hour_text(error.tick),
                clock=clock,
                expected=error.expected,
                found=error.found,
            )
            told.tell(f"{path} {words}.", Exit.FINDINGS)
            why = say("commands.report.this_case_so_it_cannot", words=words, recorded=say(_RECORDED))
            material = recorded_material(one.level, log, path.name, why)
        finally:
            progress.close()
    page = write_report(material, given.out or path.parent, pdf=given.pdf)
    print(
        say(
            "commands.report.written",
            page=page,
            pdf=say("commands.report.and") + page.with_suffix(".pdf").name if given.pdf else "",
        ),
        flush=True,
    )
