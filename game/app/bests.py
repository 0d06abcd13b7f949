"""The ward with its best scores, kept apart for each kind of patient, from the case files alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from game.files.case_shelf import Finished
from game.review.scoring.early import filed_as_early
from game.review.scoring.judgement import stars_of
from game.review.verdict import SCORE_VERSION
from game.ui.desk import ListedBed
from game.values.ending import Ending
from game.values.level import Level
from game.values.patients import PatientKind, kind_of


def best_of(finished: Iterable[Finished]) -> Finished | None:
    """Return the best of some cases, the first of those with the same score; nothing where none earned anything.

    Nobody keeps as his own what dice ended before he could do anything, and scores of other rules are not compared.
    One that was stopped is the best only where none came to its end: of its last hours nobody decided anything.
    """
    ours = [one for one in finished if one.end.score_version == SCORE_VERSION and not _by_dice(one)]
    return max(ours, key=lambda one: (one.end.ending != Ending.STOPPED.value, one.end.score), default=None)


def lets_on(finished: Sequence[Finished], tries: int, least: int) -> bool:
    """Say whether a level of a session counts as played; it may be played `tries` times, 0 for any number.

    Dice hold nobody up: the next try would meet the same patient, who may die of them whatever is ordered. Nor do new
    rules of the score: who reached the least by those of the day has reached it.
    """
    if not finished:
        return False
    used_up = 0 < tries <= len(finished)
    return used_up or any(_by_dice(one) or one.end.score >= least for one in finished)


def _by_dice(case: Finished) -> bool:
    return filed_as_early(case.end.ending, case.end.tick, case.end.score)


def beds_of(
    levels: Mapping[str, Level],
    finished: Iterable[Finished],
    counts: Callable[[Finished, Level], bool],
    today: int,
    aside: Collection[str] = (),
) -> tuple[ListedBed, ...]:
    """Return every level with its best results; of the patients of a day, today's alone counts.

    `aside` are the levels of cases that were set aside: where a coach guides, they have been met.
    """
    played: dict[tuple[str, PatientKind], list[Finished]] = {}
    for case in finished:
        level, seed = levels.get(case.header.level), case.header.seed
        if level is None or not counts(case, level):
            continue
        kind = kind_of(level, seed)
        if kind is not PatientKind.TODAY or seed == today:
            played.setdefault((level.id, kind), []).append(case)
    tops = {key: best_of(cases) for key, cases in played.items()}
    best = {key: top.end.score for key, top in tops.items() if top is not None}
    return tuple(
        [
            ListedBed(
                level,
                best.get((level.id, PatientKind.WRITTEN)),
                stars_of(best.get((level.id, PatientKind.WRITTEN), -1)),
                best.get((level.id, PatientKind.NEW)),
                best.get((level.id, PatientKind.TODAY)),
                level.coach is not None and level.id in aside,
            )
            for level in sorted(levels.values(), key=lambda one: (one.order, one.id))
        ]
    )
