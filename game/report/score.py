"""The score in a report: the total, what it consists of, what became of the patient, the three pitfalls."""

from __future__ import annotations

from typing import Final

from game.report.html import Child, Html, bullets, element, lines, table
from game.report.plot import LETTER, WIDE, figure, inked, line, svg_text
from game.review.scoring.judgement import STARS_AT, winnable_words
from game.review.verdict import CaseOutcome, PitfallVerdict, Score, Verdict
from game.review.wording import CAUSE_WORDS, PITFALL_LABELS, VERDICT_WORDS, points_words
from game.values.log import EndLine
from game.values.ticks import clock_text

MOST_STARS: Final = len(STARS_AT)
_VERDICTS: Final = {Verdict.AVOIDED: ("✓", "well"), Verdict.NEAR_MISS: ("!", "look"), Verdict.FELL_IN: ("×", "danger")}
"""Sign and colour of a verdict, beside its word."""
_BAR: Final = 22.0
_NAME: Final = 150.0
_MINUS: Final = "−"


def score_parts(score: Score, end: EndLine | None, minute: int) -> list[Html]:
    """Return the score with its reasons.

    `end` is how the case ended as its file says, `minute` the ward's minute of the day at tick 0.
    """
    stars = element("span", "★" * score.stars + "☆" * (MOST_STARS - score.stars), class_="stars", aria_hidden="true")
    parts = [
        element("p", f"{score.total}", element("small", " of 100"), class_="score"),
        element("p", stars, f" {score.stars} of {MOST_STARS} stars"),
        element(
            "p",
            f"With hindsight, for the true patient, whom nobody could see: {score.hindsight_total} of 100. "
            "It does not count.",
        ),
    ]
    if end is not None and (end.score, end.score_version) != (score.total, score.version):
        parts.append(element("p", _recorded(end, score)))
    parts += [element("p", remark) for remark in score.remarks]
    pitfalls = element("div", *[_pitfall(one, minute) for one in score.pitfalls], class_="trio")
    return [*parts, _outcome(score.outcome), _sums(score), pitfalls]


def _recorded(end: EndLine, score: Score) -> str:
    if end.score_version == score.version:
        return (
            f"The file says {end.score}, and by the same rules this case is worth {score.total}: "
            "the file is not as the game wrote it."
        )
    return (
        f"The file says {end.score} by rules {end.score_version}. This game scores by rules {score.version}; "
        "scores of other rules are not compared, nor can they be confirmed."
    )


def _outcome(outcome: CaseOutcome) -> Html:
    """Return the chance of survival as bars: untreated, as it was, as the reference would have had it."""
    rows = (
        ("no treatment", outcome.untreated_survival_percent, "quiet"),
        ("this case", outcome.survival_percent, "text"),
        ("reference plan", outcome.reference_survival_percent, "well"),
    )
    wide = WIDE - _NAME - 9 * LETTER
    parts: list[Html] = []
    for place, (name, percent, ink) in enumerate(rows):
        top = place * (_BAR + 10.0)
        length = wide * percent / 100.0
        middle = top + _BAR / 2.0 + 5.0
        parts.append(svg_text((_NAME - 10.0, middle), name, "text", "end", bold=ink == "text"))
        parts.append(element("rect", x=_NAME, y=top, width=length, height=_BAR, **inked(fill=ink)))
        parts.append(line((_NAME + length, top + _BAR / 2.0), (_NAME + wide, top + _BAR / 2.0), dash="2 4"))
        parts.append(svg_text((WIDE, middle), f"{percent:.0f} %", "text", "end", bold=ink == "text"))
    high = len(rows) * (_BAR + 10.0) - 10.0
    return figure("survival", "Chance of survival, %", high, parts, outcome.reason)


def _sums(score: Score) -> Html:
    if not score.sums:
        return element("p", "No points were lost, and none won, against the reference plan.")
    rows: list[tuple[Child, ...]] = [("All that could be won", "100")]
    rows += [
        (_capital(CAUSE_WORDS[one.cause]), f"{_MINUS if one.lost > 0 else '+'}{abs(one.lost):.1f}")
        for one in score.sums
    ]
    rows.append((element("strong", "Score"), element("strong", f"{score.total}")))
    caption = f"Where the points went. {winnable_words(score)}"
    return table(caption, ("What", "Points"), rows, kind="sums")


def _pitfall(one: PitfallVerdict, minute: int) -> Html:
    sign, ink = _VERDICTS[one.verdict]
    verdict = element("span", f"{sign} {VERDICT_WORDS[one.verdict]}", class_=f"verdict t-{ink}")
    return element(
        "div",
        lines(
            (
                element("h3", PITFALL_LABELS[one.pitfall]),
                element("p", verdict, f", {points_words(one.lost)}"),
                element("p", one.reason),
                bullets([f"{clock_text(evidence.tick, minute)}: {evidence.text}" for evidence in one.evidence]),
            )
        ),
        class_="card",
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
