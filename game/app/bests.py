"""The ward with its best scores, kept apart for each kind of patient, from the case files alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from game.files.case_shelf import Finished
from game.review.scoring.early import filed_as_early
from game.review.scoring.judgement import stars_of
from game.ui.desk import ListedBed
from game.values.level import Level
from game.values.patients import PatientKind, kind_of


def best_of(finished: Iterable[Finished]) -> Finished | None:
    """Return the best of some cases, the first of those with the same score; nothing where none earned anything."""
    return max(filter(_earns, finished), key=lambda one: one.end.score, default=None)


def _earns(case: Finished) -> bool:
    """Say whether a case can be a best: nobody keeps as his own what dice ended before he could do anything."""
    return not filed_as_early(case.end.ending, case.end.tick, case.end.score)


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
