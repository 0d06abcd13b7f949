"""Analyses for the command line: those that were kept, and those that are found now and kept from then on."""

from __future__ import annotations

from collections.abc import Callable

from game.app.moving import mover
from game.files.analysis_shelf import AnalysisShelf, Whole
from game.files.case_file import CaseFile
from game.files.folders import FolderError, analyses_folder, home_folder
from game.review.scoring.analysis import analysis as analysed
from game.review.valuation.tracks import CaseTracks
from game.values.level import Level


def whole_of(
    level: Level,
    case: CaseFile,
    progress: Callable[[float, str], None],
    tracks: CaseTracks | None = None,
    *,
    alone: bool = True,
) -> Whole:
    """Return all that is to be found of a case; some seconds if it was not kept.

    `tracks` are those of the case, where there are any; unless it is found `alone`, as where others are taken apart
    beside it, a second core helps. Raises OtherModelError for a case of another model.
    """
    try:
        shelf = AnalysisShelf(analyses_folder(home_folder()))
    except FolderError:
        shelf = None
    kept = None if shelf is None else shelf.find(case.mark)
    if kept is not None:
        return kept
    # Processes are for machines that have them; a tab imports this room too.
    from game.app.peer import dealt

    played = tracks or CaseTracks(level, case.log, move=mover())
    with dealt(alone=alone) as futures:
        found = analysed(level, case.log, futures, progress=progress, tracks=played)
    whole = Whole(analysis=found, revealed=played.revealed)
    if shelf is not None:
        shelf.keep(case.mark, whole)
    return whole
