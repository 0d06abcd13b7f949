"""The board as a table: a row for each file, for whoever counts further."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from game.review.verdict import Pitfall
from game.training.handed_in import HandedIn
from game.training.losses import verdict_on
from game.training.roster import Learner
from game.values.level import Level
from game.values.session import Session
from game.values.ticks import hours

_FULL_WIDTH: Final = 0xFEE0
"""So far beyond a sign of ASCII stands the same in full width."""
_SIGNS: Final = "=+-@"
_FORMULAS: Final = (*_SIGNS, *(chr(ord(sign) + _FULL_WIDTH) for sign in _SIGNS), "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula."""
HEAD: Final = (
    "learner",
    "level",
    "try",
    "seed",
    "standing",
    "why",
    "ending",
    "end_hour",
    "score",
    "score_is",
    "left_out",
    "survival_percent",
    *(f"{pitfall.value}{part}" for pitfall in Pitfall for part in ("", "_points")),
    "first_doses",
    "test_before_right",
    "test_after_right",
    "commitment",
    "file",
)


def safe(words: str) -> str:
    """Return words of a stranger that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(_FORMULAS) else words


def rows(
    files: Sequence[HandedIn], learners: Sequence[Learner], session: Session | None, levels: Sequence[Level]
) -> Iterator[list[object]]:
    """Yield a row for each file, by learner."""
    by_id = {level.id: level for level in levels}
    by_path = {file.path: learner for learner in learners for file in learner.files}
    for one in sorted(files, key=lambda one: (one.key, one.level, one.attempt, one.file)):
        learner = by_path.get(one.path)
        score = None if one.analysis is None else one.analysis.score
        level = by_id.get(one.level)
        verdicts: list[object] = []
        for pitfall in Pitfall:
            found = verdict_on(one, level, pitfall) if level is not None else None
            verdicts += ["", ""] if found is None else [found.verdict.value, f"{found.lost:.1f}"]
        doses = "; ".join(
            f"{dose.regimen} {hours(dose.tick):g} h" + ("" if dose.il6 is None else f" at IL-6 {dose.il6:.0f}")
            for dose in one.doses
        )
        yield [
            safe(one.learner),
            one.level,
            one.attempt,
            one.seed,
            one.standing.value,
            safe(" ".join(one.why)),
            "" if one.end is None else safe(one.end.ending),
            "" if one.end is None else f"{hours(one.end.tick):g}",
            "" if one.score is None or not one.counts else one.score,
            ("found" if one.scored else "as handed in") if one.counts else "",
            one.left_out if one.counts else "",
            "" if score is None else f"{score.outcome.survival_percent:.1f}",
            *verdicts,
            doses,
            _right(learner, session, before=True),
            _right(learner, session, before=False),
            safe(learner.sheet.commitment) if learner is not None and learner.sheet is not None else "",
            safe(one.file),
        ]


def _right(learner: Learner | None, session: Session | None, *, before: bool) -> object:
    """Return how many answers of a test are right; empty where it was not taken."""
    if session is None or learner is None or learner.sheet is None:
        return ""
    tests = [one for one in session.tests if (one.before if before else one.after)]
    given = learner.sheet.before if before else learner.sheet.after
    if len(given) != len(tests) or not tests:
        return ""
    return sum(answer == test.right for answer, test in zip(given, tests, strict=True))
