"""Looks into what a class handed in: each file is played again, and later taken apart, in processes of their own."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from game.app.analyses import whole_of
from game.app.cases import model_words
from game.app.confirming import branch_tick, confirmed
from game.app.exits import Exit, Fault
from game.app.levels import all_paths, find_level
from game.app.sessions import OpenSession, open_session
from game.case.view import View
from game.files.analysis_shelf import AnalysisShelf, rules_of
from game.files.case_file import CaseFile, read_case
from game.files.case_lines import CaseFileError, chain_of
from game.files.folders import FolderError, analyses_folder, home_folder
from game.files.kept_shelf import KeptShelf
from game.files.level_file import level_digest
from game.files.problem import FileError, Problem, shown, visible
from game.files.reading import CASE, FileKind
from game.review.findings import Analysis
from game.training.handed_in import FirstDose, HandedIn, HandIn
from game.training.sent import is_claim
from game.values.channel import Channel, Flag
from game.values.level import Level
from game.values.log import Header, Log
from game.values.order import Actor, actor_of
from game.values.session import index_of, seed_for
from game.values.ticks import Tick, hour_text
from game.values.wire import Wire
from game.values.words import say

_opened = cache(open_session)
_found = cache(find_level)
"""Packs and levels are read once in each process."""


CONFIRMED: Final = FileKind("files.kind.kept_confirmation", 100_000)
_CONFIRMED: Final = "confirmed"
"""Folder of what was confirmed, within the player's folder."""
_MOST_CONFIRMED: Final = 4000
"""Twice as many as one board takes; each is a few hundred bytes."""


class ConfirmedFile(Wire, frozen=True, kw_only=True):
    """What a board tells of a file in which nothing was wrong when it was played again: it is not played twice.

    By its fingerprint it is the same file to the last byte, with the same level and patient, in the same game.
    """

    policies: tuple[str, ...]
    """Players made of code that give the very same orders."""
    doses: tuple[FirstDose, ...]


def orders_mark(log: Log) -> str:
    """Return the fingerprint of the orders of a case; empty where there are none."""
    return sha256(msgspec.json.encode(log.entries)).hexdigest() if log.entries else ""


def inspect(path: Path, name: str, learner: str, pack: Path | None) -> HandedIn:
    """Play a file again and say what is to be held of it; its score stands as it was handed in.

    `learner` is whose it is where the file does not say so.
    """
    try:
        case = read_case(path)
    except CaseFileError as error:
        standing = HandIn.EDITED if error.edited else HandIn.UNREADABLE
        first = error.problems[0]
        # The name of the file stands before it wherever it is told.
        where = say("training.inspecting.line", line=first.line) if first.line else say("training.inspecting.the_file")
        return HandedIn(name, str(path), learner, standing, (replace(first, file=where, line=0, column=0).text,))
    log = case.log
    found = HandedIn(
        file=name,
        path=str(path),
        learner=learner if log.session is None else log.session.learner,
        standing=HandIn.FOREIGN,
        level=log.header.level,
        seed=log.header.seed,
        attempt=1 if log.session is None else log.session.attempt,
        end=log.end,
        stopped_by=log.stopped_by,
        begun="" if log.session is None else chain_of(case.whole, 2),
        claims=tuple(entry for entry in log.entries if is_claim(entry)),
        orders=orders_mark(log),
        mark=case.mark,
        reach=case.tick,
        remarks=tuple(visible(words) for words in case.remarks),
    )
    session = None if pack is None else _opened(pack)
    words = model_words(log.header)
    if words:
        return replace(found, why=(f"{words}.",))
    try:
        level = level_in(log.header, session)
    except (Fault, FileError) as fault:
        return replace(found, why=(visible(str(fault).split("\n")[0]),))
    words = _strange(case, level, session)
    return replace(found, why=(words,)) if words else _played(found, level, case)


def level_in(header: Header, session: OpenSession | None) -> Level:
    """Return the level of a case. Raises Fault or FileError where it is not to be had, or was changed since."""
    of_session = () if session is None else session.levels
    level = next((one for one in of_session if one.id == header.level), None)
    if level is not None:
        return level
    if header.level not in all_paths():
        # The word is a stranger's: as a path it would lead to any file of this machine, or to another one.
        raise Fault(Exit.FINDINGS, say("training.inspecting.no_such_level", level=shown(header.level)))
    return _found(header.level)


def _strange(case: CaseFile, level: Level, session: OpenSession | None) -> str:
    """Return why a true file does not belong here; empty if it does."""
    header, line = case.log.header, case.log.session
    if header.level_digest != level_digest(level):
        return say("training.inspecting.another_level", level=shown(header.level))
    tick = branch_tick(header)
    if tick is not None:
        return say("training.inspecting.taken_over", hour=hour_text(tick))
    if session is None:
        return ""
    if line is None:
        return say("training.inspecting.of_no_session")
    if line.session_digest != session.digest:
        return say("training.inspecting.another_session", session=line.session)
    index = index_of(session.session, level.id)
    if index is None:
        return say("training.inspecting.not_in_the_session", level=level.id)
    seed = seed_for(session.session, index, level, line.learner)
    if header.seed != seed:
        return say("training.inspecting.another_patient", seed=header.seed, wanted=seed)
    return ""


def _played(found: HandedIn, level: Level, case: CaseFile) -> HandedIn:
    """Return what came of playing a file again, without the score."""
    end = case.log.end
    shelf = _confirmed_shelf()
    kept = None if shelf is None else shelf.find(case.mark)
    faults: tuple[str, ...] = ()
    if kept is None:
        worth = (lambda: 0) if end is None else (lambda: end.score)
        again = confirmed(level, case.log, case.whole, seed=case.log.header.seed, worth=worth)
        kept = ConfirmedFile(policies=again.policies, doses=() if again.view is None else first_doses(again.view))
        faults = again.faults
        if shelf is not None and not faults:
            shelf.keep(case.mark, kept)
    doses, remarks = kept.doses, found.remarks
    # Who ordered nothing did as several players made of code do: it says nothing about where orders are from.
    if kept.policies and any(actor_of(entry.order) is Actor.PLAYER for entry in case.log.entries):
        remarks = (*remarks, say("training.inspecting.of_a_policy", names=", ".join(kept.policies)))
    if faults:
        why = tuple(visible(words) for words in faults)
        return replace(found, standing=HandIn.EDITED, why=why, doses=doses, remarks=remarks)
    if end is None:
        why = (say("training.inspecting.no_end", hour=hour_text(case.tick)),)
        return replace(found, standing=HandIn.UNFINISHED, why=why, doses=doses, remarks=remarks)
    return scored(replace(found, standing=HandIn.CONFIRMED, doses=doses, remarks=remarks), _kept(case.mark))


def _confirmed_shelf() -> KeptShelf[ConfirmedFile] | None:
    """Return where it stands what was confirmed before; nothing on a machine that keeps nothing."""
    try:
        folder = home_folder() / _CONFIRMED
    except FolderError:
        return None
    return KeptShelf(folder, ".confirmed", CONFIRMED, ConfirmedFile, rules_of, _MOST_CONFIRMED)


def _kept(mark: str) -> Analysis | None:
    try:
        kept = AnalysisShelf(analyses_folder(home_folder())).find(mark)
    except FolderError:
        return None
    return None if kept is None else kept.analysis


def first_doses(view: View) -> tuple[FirstDose, ...]:
    """Return when each drug was first given, with the IL-6 that was known then."""
    found = [
        FirstDose(course.regimen.id, course.given[0], _known_il6(view, course.given[0]))
        for course in view.courses
        if course.given
    ]
    return tuple(sorted(found, key=lambda dose: (dose.tick, dose.regimen)))


def _known_il6(view: View, tick: Tick) -> float | None:
    known = [one for one in view.labs.get(Channel.IL6, ()) if one.known <= tick and one.flag is not Flag.ABSENT]
    return known[-1].value if known else None


def unchanged(path: Path, mark: str) -> CaseFile:
    """Return a case file that was confirmed as it was then; whoever handed it in may still write to its folder.

    Raises CaseFileError if it is another one by now.
    """
    case = read_case(path)
    if case.mark != mark:
        found = say("training.inspecting.changed")
        raise CaseFileError((Problem(str(path), "", found, CASE.name),), edited=True)
    return case


def analyse(path: Path, pack: Path | None, mark: str) -> Analysis:
    """Take a case apart that was confirmed under a fingerprint; some seconds. What is found is kept."""
    case = unchanged(path, mark)
    level = level_in(case.log.header, None if pack is None else _opened(pack))
    return whole_of(level, case, lambda _share, _words: None).analysis


def scored(found: HandedIn, analysis: Analysis | None) -> HandedIn:
    """Return a file with its analysis; one that says another score is an edited one."""
    if analysis is None or analysis.score is None or found.end is None:
        return found
    if analysis.score.total != found.end.score:
        why = say("training.inspecting.another_score", score=found.end.score, total=analysis.score.total)
        return replace(found, standing=HandIn.EDITED, why=(why,), analysis=analysis)
    return replace(found, analysis=analysis)
