"""Finished cases beside each other: whose run can be laid over whose, and how one is taken over at a moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec import structs

from game.app.bests import best_of
from game.app.confirming import branch_mark, branch_tick
from game.app.finished import when
from game.app.moving import mover
from game.app.trust import Trust
from game.case.build_view import build_view
from game.case.case import admit_case
from game.case.digest import digest
from game.case.play import Play
from game.case.walk import last_of, logged, walk
from game.files.case_file import read_case
from game.files.case_lines import CaseFileError
from game.files.case_record import CaseRecord
from game.files.case_shelf import Finished
from game.files.folders import FolderError, levels_folder
from game.files.level_file import level_digest
from game.patient.method import METHOD
from game.policy.policy import play_out
from game.policy.reference import Reference
from game.review.playback.replay import Diverged, replayed
from game.review.playback.rewind import Rewind, Snapshots
from game.ui.desk import Ghost, OtherRun, ResumeError
from game.values.courses import is_drawn
from game.values.level import Level
from game.values.log import DigestLine, Header, Log
from game.values.order import Entry, mishaps_in
from game.values.ticks import TICKS_PER_HOUR, Tick, clock_text, hour_text
from game.values.words import count, say

MOST_RUNS = 8


@dataclass(frozen=True, slots=True)
class ReplayedCase:
    """A finished case that is shown again, and where its file lies."""

    rewind: Rewind
    kept: Snapshots
    """What was kept of it while it was played."""
    level: Level
    log: Log
    path: Path


def rewind(kept: Snapshots, log: Log, end: int) -> Rewind:
    """Return a case to be shown again up to tick `end`."""
    return Rewind(kept, log.entries, end, stopped=log.stopped_at is not None)


def other_runs(shown: ReplayedCase, all_finished: Sequence[Finished], trust: Trust) -> tuple[OtherRun, ...]:
    """Return the runs of the same level that this game can play again: the expert's, the best, then the newest."""
    found: list[OtherRun] = []
    try:
        expert = levels_folder() / f"{shown.level.id}.expert.jsonl"
        # The expert met the patient as written, whose run says little of another: there the guideline plays anew.
        seed = shown.log.header.seed
        if is_drawn(shown.level, seed):
            happened = mishaps_in(shown.log.entries)
            found.append(OtherRun(say("app.runs.expert"), "", expert=True, seed=seed, mishaps=happened))
        elif expert.is_file() and _same(shown.level, read_case(expert).log.header):
            found.append(OtherRun(say("app.runs.expert"), str(expert), expert=True))
    except (FolderError, CaseFileError):
        # Without an expert's run the others are still there.
        found.clear()
    finished = [one for one in all_finished if one.path != shown.path and _same(shown.level, one.header)]
    first_plays = [one for one in finished if not one.header.branched_from and trust.confirms(one)]
    best = best_of(first_plays)
    if best is not None:
        name = count("app.runs.your_best_points", best.end.score)
        found.append(OtherRun(name + _other_luck(shown, best.header), str(best.path)))
    for one in finished:
        if one is not best and len(found) < MOST_RUNS:
            how = say("app.runs.taken_over") if one.header.branched_from else ""
            worth = count("things.points", one.end.score) if trust.confirms(one) else say("app.runs.not_confirmed")
            name = f"{when(one.path) or one.path.stem}, {how}{worth}"
            found.append(OtherRun(name + _other_luck(shown, one.header), str(one.path)))
    return tuple(found)


def run_of(shown: ReplayedCase, path: Path) -> OtherRun:
    """Return the run of a file from anywhere, as a classmate's, to be laid over a case.

    Raises CaseFileError for a file that cannot be read, and ResumeError for one that does not belong here.
    """
    header = read_case(path).log.header
    if header.level != shown.level.id:
        raise ResumeError(say("app.runs.is_a_run_of_the", path=path.name, level=header.level, level_2=shown.level.id))
    if header.method != METHOD:
        raise ResumeError(say("app.runs.was_played_with_another_model", path=path.name, method=header.method))
    if not _same(shown.level, header):
        raise ResumeError(say("app.runs.was_played_on_this_level", path=path.name))
    who = header.player or when(path) or path.stem
    return OtherRun(who + _other_luck(shown, header), str(path))


def _other_luck(shown: ReplayedCase, header: Header) -> str:
    """Return what is to be said of a run with another seed: it had another patient, or this one with other luck."""
    if header.seed == shown.log.header.seed:
        return ""
    return say(
        "app.runs.seed",
        courses=say("app.runs.another_patient") if shown.level.courses else say("app.runs.other_luck"),
        seed=header.seed,
    )


def _same(level: Level, header: Header) -> bool:
    return header.level == level.id and header.method == METHOD and header.level_digest == level_digest(level)


def ghost(level: Level, run: OtherRun) -> Ghost:
    """Return another run as it was known at its end. Raises CaseFileError, and ResumeError for an untrue file."""
    if not run.path:
        last, _ = play_out(admit_case(level, run.seed, mover()), Reference(), mishaps=run.mishaps)
        return Ghost(run.name, build_view(last))
    path = Path(run.path)
    try:
        last = replayed(level, read_case(path).log, mover())
    except Diverged as error:
        raise ResumeError(say("app.runs.is_not_as_the_game", path=path.name, hour=hour_text(error.tick))) from error
    return Ghost(run.name, build_view(last))


def branch_words(level: Level, header: Header, all_finished: Callable[[], Sequence[Finished]], trust: Trust) -> str:
    """Return what is to be said of a case that was taken over; empty for one that was played from its start.

    It is taken over to do better: the best that the same patient was given from the start is what it is held against.
    """
    if not header.branched_from:
        return ""
    tick = branch_tick(header)
    at = "" if tick is None else say("app.runs.at", when=clock_text(tick, level.start.clock_minute))
    told = say("app.runs.taken_over_from_another_case", at=at)
    met = [one for one in all_finished() if _same(level, one.header) and one.header.seed == header.seed]
    best = best_of(one for one in met if trust.counts(one, level))
    return told if best is None else f"{told} {say('app.runs.best_from_the_start', score=best.end.score)}"


def begin_branch(
    shown: ReplayedCase, tick: Tick, header: Header, begin: Callable[[Header], CaseRecord]
) -> tuple[Play, CaseRecord, Snapshots]:
    """Copy what was written before a tick into a new case file and return the case at that tick.

    Raises ResumeError if the case was over by then.
    """
    kept = shown.kept.up_to(tick)
    case = last_of(kept.kept(walk(kept.cases[-1], logged(shown.log.entries), tick)))
    if case.outcome is not None:
        raise ResumeError(say("app.runs.the_case_was_over_at"))
    record = begin(structs.replace(header, branched_from=branch_mark(digest(case), tick)))
    # Whole hours stay in the file; the moment itself stands in it until the next line.
    lines: list[Entry | DigestLine] = [one for one in shown.log.digests if one.tick < tick and _is_hour(one.tick)]
    lines += [entry for entry in shown.log.entries if entry.tick < tick]
    lines += [DigestLine(tick=tick, digest=digest(case))] if tick else []
    for line in sorted(lines, key=lambda one: (one.tick, isinstance(one, Entry))):
        if isinstance(line, Entry):
            record.entry(line)
        else:
            record.mark(line.tick, line.digest)
    return Play(case, record.entry, record.mark, keep=kept.keep), record, kept


def _is_hour(tick: Tick) -> bool:
    return tick % TICKS_PER_HOUR == 0
