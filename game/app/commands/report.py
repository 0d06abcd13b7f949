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
from game.app.progress import Progress
from game.files.case_file import SUFFIX, CaseFile
from game.files.problem import FileError, Problem
from game.files.reading import files_in, is_folder
from game.values.level import Level
from game.values.ticks import clock_text, hours

if TYPE_CHECKING:
    from game.report.page import Material

SUMMARY = "write a report of each case file as a page, and as a PDF"
EXAMPLES = """\
  cytokine-storm report my-case.jsonl                   my-case.html beside it
  cytokine-storm report cases/ --out reports/           a class: every case of a folder
  cytokine-storm report my-case.jsonl --pdf             my-case.pdf too
  cytokine-storm report my-case.jsonl --level my-level.toml

A report takes the name of its case file. It is written over the last report of the same case and over nothing else:
where another file has the name, '-2' and so on is added. The page is whole in itself, for screen and paper (A4).
A case of another model, of a level that was changed, or that is not what its file says is reported as it was recorded,
without a new score, and the exit code says so."""
_RECORDED = "Below stands what the file itself says."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="case files, or folders of them")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="where to write (beside each case file)")
    parser.add_argument("--level", default="", metavar="PATH", help="level file, for the cases that were played on it")
    parser.add_argument("--pdf", action="store_true", help="write a PDF beside each page; needs the extra [pdf]")


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
                raise FileError([Problem(str(path), "", f"no '{SUFFIX}' file", "at least one case file")])
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
        return _Read(case, None, f"This case {words}. {_RECORDED}")
    try:
        return _Read(case, level_of(header, word if own is not None and own.id == header.level else ""))
    except Fault as fault:
        told.tell(f"{path}: {fault}", fault.code)
        return _Read(case, None, f"{fault} {_RECORDED}")


def _confirmed(one: _Read, material: Material) -> Material:
    """Return what there is to report, with a word on the page about what cannot be confirmed; `verify` judges it."""
    from game.app.confirming import confirmed

    assert one.level is not None
    assert material.analysis is not None
    score = material.analysis.score
    worth = None if score is None else lambda: score.total
    faults = confirmed(one.level, one.case.log, one.case.whole, worth=worth).faults
    return replace(material, why=f"This file is not confirmed: {' '.join(faults)}") if faults else material


def _write(one: _Read, given: argparse.Namespace, name: str, told: _Told) -> None:
    from game.app.reports import recorded_material, whole_material, write_report
    from game.review.playback.replay import Diverged

    path, log = one.case.path, one.case.log
    if one.level is None:
        material = recorded_material(None, log, path.name, one.why)
    else:
        progress = Progress(name)
        try:
            material = _confirmed(one, whole_material(one.level, one.case, progress))
        except Diverged as error:
            clock = clock_text(error.tick, one.level.start.clock_minute)
            words = (
                f"differs from its file from hour {hours(error.tick):g} ({clock}): the file says {error.expected}, "
                f"played again it is {error.found}"
            )
            told.tell(f"{path} {words}.", Exit.FINDINGS)
            why = f"This case {words}, so it cannot be scored. {_RECORDED}"
            material = recorded_material(one.level, log, path.name, why)
        finally:
            progress.close()
    page = write_report(material, given.out or path.parent, pdf=given.pdf)
    print(f"Written: {page}{' and ' + page.with_suffix('.pdf').name if given.pdf else ''}", flush=True)
