"""The score in a report: what it consists of, what became of the patient."""

from __future__ import annotations

from markupsafe import Markup, escape

from game.report.drawing import DrawnChart, drawn
from game.review.verdict import CaseOutcome, Score
from game.review.wording import CAUSE_WORDS
from game.ui.debrief.verdicts import survival_bars
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page
from game.ui.toolkit.stack import Stack
from game.ui.toolkit.widget import Widget
from game.values.words import capital, say


def survival_chart(outcome: CaseOutcome) -> DrawnChart:
    """Return the chance of survival as bars."""

    def build(page: Page, at: Rect) -> list[Widget]:
        stack = Stack(page, "survival", at)
        survival_bars(page, stack, outcome)
        return stack.widgets

    return drawn("survival", say("report.score.chance_of_survival"), outcome.reason, build)


def sum_rows(score: Score) -> list[tuple[str, str]]:
    """Return what took points and what gave some; nothing where none were lost or won."""
    if not score.sums:
        return []
    strong = Markup("<strong>{}</strong>")
    lines = [
        (capital(CAUSE_WORDS[one.cause]), f"{'−' if one.lost > 0 else '+'}{abs(one.lost):.1f}") for one in score.sums
    ]
    total = strong.format(escape(say("report.score.score"))), strong.format(escape(score.total))
    return [(say("report.score.all_that_could_be_won"), "100"), *lines, total]
