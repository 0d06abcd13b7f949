"""Reports of cases: what goes into one, and how it gets to the disk, for the command line and for the debrief."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from game.app.analyses import whole_of
from game.app.analyst import AnalysisError, Analyst
from game.app.confirming import PlayedAgain
from game.app.moving import mover
from game.app.open_case import Opened
from game.case.build_view import build_view
from game.files.case_file import CaseFile
from game.files.notes_file import notes_path, read_notes
from game.files.output import write_bytes
from game.files.problem import FileError, Problem
from game.files.report_file import case_mark, report_path
from game.files.report_pdf import write_pdf
from game.review.valuation.report_case import Retold
from game.review.valuation.tracks import CaseTracks
from game.values.level import Level
from game.values.log import Log
from game.values.note import Note
from game.values.words import say

if TYPE_CHECKING:
    from game.report.page import Material


def report_later(opened: Opened, analyst: Analyst, folder: Path, background: Executor) -> Future[str]:
    """Write the report of a finished case as soon as its analysis is whole; gives the path of the page.

    The Future raises AnalysisError where the analysis failed, and FileError where the page cannot be written.
    """
    done: Future[str] = Future()

    def write() -> None:
        try:
            done.set_result(_written(opened, analyst, folder))
        except Exception as error:  # noqa: BLE001  whoever waits for the page is told why there is none
            done.set_exception(error)

    # The orders that a player tries meanwhile need not wait for the analysis: nothing of this waits.
    analyst.whole.add_done_callback(lambda _: background.submit(write))
    return done


def _written(opened: Opened, analyst: Analyst, folder: Path) -> str:
    from game.report.page import Material

    found, log = analyst.whole.result().analysis, opened.log
    if found.score is None:
        raise AnalysisError(analyst.failure)
    if log.end is not None:
        # The file may not have its ending yet; it will be this one.
        log = replace(log, end=structs.replace(log.end, score=found.score.total, score_version=found.score.version))
    material = Material(
        log,
        opened.record.path.name,
        case_mark(log),
        opened.level,
        told(opened, analyst),
        found,
        notes=_notes(opened.record.path),
    )
    return str(write_report(material, folder))


def told(opened: Opened, analyst: Analyst) -> Retold:
    """Return a case as it was played and as it truly was; only hours that were not played yet are played."""
    account = analyst.account
    if account is None:
        account = CaseTracks(opened.level, opened.log, begun=opened.begun, move=mover()).account
    return Retold(opened.play.view, account, analyst.revealed.result())


def whole_material(
    level: Level, case: CaseFile, again: PlayedAgain, progress: Callable[[float, str], None]
) -> Material:
    """Tell a case that is played `again`, and take it apart if that was not kept; some seconds.

    Raises Diverged for a case that is not what its log says.
    """
    from game.report.page import Material

    found = whole_of(level, case, progress, again.tracks, alone=False)
    truth = Retold(build_view(again.last), again.tracks.account, found.revealed)
    return Material(
        case.log, case.path.name, case_mark(case.log), level, truth, found.analysis, notes=_notes(case.path)
    )


def _notes(case: Path) -> tuple[Note, ...]:
    notes, _ = read_notes(notes_path(case))
    return notes


def recorded_material(level: Level | None, log: Log, file: str, why: str) -> Material:
    """Return what there is to tell of a case that cannot be played again, with the reason."""
    from game.report.page import Material

    return Material(log, file, case_mark(log), level, why=why)


def write_report(material: Material, folder: Path, *, pdf: bool = False) -> Path:
    """Write a report as a page, and as a PDF beside it; return where the page lies.

    It takes the name of the case file. It is written over the last report of the same case and over nothing else.
    Raises FileError, and PdfMissingError where no PDF can be made.
    """
    from game.report.page import report
    from game.report.style import paper_colours

    make_folder(folder)
    path = report_path(folder, Path(material.file).stem, material.mark)
    page = report(material)
    write_bytes(path, page.encode())
    if pdf:
        write_pdf(path.with_suffix(".pdf"), page, paper_colours())
    return path


def make_folder(folder: Path) -> None:
    """Make a folder for reports, if it is not there. Raises FileError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileError([Problem(str(folder), "", reason, say("app.reports.a_folder_that_can_be"))]) from error
