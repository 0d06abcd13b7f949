"""The report of a case: one page for teacher and player, whole in itself, for screen, phone, paper, screen reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from game.files.report_file import CASE_MARK
from game.report.analysis import by_chance, timing_parts, value_chart, worst_decision, worth
from game.report.charts import il6_chart, immune_chart, organs_chart, vitals_chart
from game.report.drawing import DrawnChart
from game.report.html import environment, explained, quoted
from game.report.score import sum_rows, survival_chart
from game.report.style import FONTS, LIGHT, styled
from game.report.tables import order_rows, recorded_rows, result_rows
from game.review.findings import MARK_SIGNS, Analysis
from game.review.scoring.judgement import STARS_AT, winnable_words
from game.review.scoring.own import beside_pitfalls, left_open, outlasts, own_verdict
from game.review.valuation.report_case import Retold
from game.review.verdict import Evidence, Pitfall, PitfallVerdict, Score, Verdict
from game.review.wording import CAUSE_WORDS, MARK_WORDS, PITFALL_LABELS, VERDICT_WORDS, luck_words, points_words
from game.ui.backends.svg_canvas import code, colour_class
from game.ui.debrief.next_time import lesson, two_weeks_on
from game.ui.debrief.opening import by_dice
from game.ui.toolkit.emblems import VERDICT_INKS
from game.ui.toolkit.mark_signs import MARK_INKS
from game.ui.toolkit.theme import Ink
from game.values.caution import FOR_EDUCATION
from game.values.ending import SENTENCES, Ending
from game.values.level import Level
from game.values.log import EndLine, Log
from game.values.note import Note
from game.values.ticks import Tick, clock_text, hours, span_text
from game.values.words import say

_COMORBIDITY: Final = (
    "report.patient.comorbidity.none",
    "report.patient.comorbidity.one",
    "report.patient.comorbidity.several",
    "report.patient.comorbidity.severe",
)
_VERDICT_SIGNS: Final = {Verdict.UNTESTED: "○", Verdict.AVOIDED: "✓", Verdict.NEAR_MISS: "!", Verdict.FELL_IN: "×"}


@dataclass(frozen=True, slots=True)
class Material:
    """What a report is made of. Only the log must be there; the more, the more it tells."""

    log: Log
    file: str = ""
    """Name of the case file."""
    mark: str = ""
    """Fingerprint of the whole file, by which a page is known again as the report of this case."""
    level: Level | None = None
    told: Retold | None = None
    """The case played again; nothing where that is not possible."""
    analysis: Analysis | None = None
    why: str = ""
    """Why there is no more than the file itself says, in a sentence."""
    notes: tuple[Note, ...] = ()
    """Thoughts that were pinned to the case."""

    @property
    def minute(self) -> int | None:
        """Return the minute of the ward's day at tick 0; nothing where the level is not to be had."""
        return self.level.start.clock_minute if self.level is not None else None


def report(of: Material) -> str:
    """Return the page of a case."""
    level, told, analysis, minute = of.level, of.told, of.analysis, of.minute
    score = analysis.score if analysis is not None and level is not None else None
    parts = {"ending": say("report.page.ending_and_score"), "orders": say("report.page.orders")}
    given: dict[str, Any] = {"courses": [], "curve": None, "timing": None, "survival": None}
    if told is not None:
        given["courses"] = [il6_chart(told), vitals_chart(told), organs_chart(told), immune_chart(told)]
        parts |= {"course": say("report.page.course"), "results": say("report.page.results")}
        if analysis is not None:
            parts["decisions"] = say("report.page.decisions")
            given |= _decisions(analysis, told.view.level.start.clock_minute)
    if level is not None:
        parts["patient"] = say("report.page.patient")
        if level.teaching_points:
            parts["lessons"] = say("report.page.what_this_case_teaches")
    parts |= {"reflection": say("report.page.questions"), "model": say("report.page.model_and_file")}
    if score is not None:
        given |= _scored(score) | _taught(analysis, score, told)
    charts: list[DrawnChart | None] = [*given["courses"], given["curve"], given["survival"]]
    charts += [given["timing"]["chart"]] if given["timing"] is not None else []
    colours = {one for chart in charts if chart is not None for one in chart.colours}

    def clock(tick: Tick) -> str:
        return clock_text(tick, minute or 0)

    def moments(evidence: tuple[Evidence, ...]) -> list[str]:
        return [f"{clock(one.tick)}: {one.text}" for one in evidence]

    page = (
        environment()
        .get_template("page.html")
        .render(
            of=of,
            log=of.log,
            level=level,
            score=score,
            analysis=analysis,
            parts=[(name, parts[name]) for name in _ORDER if name in parts],
            never=say(FOR_EDUCATION),
            case_mark=CASE_MARK,
            fonts=FONTS,
            quiet=code(LIGHT, Ink.QUIET),
            ended=_ended(of.log.end),
            orders=order_rows(of.log, told.view) if told is not None else recorded_rows(of.log, minute),
            results=result_rows(told.view) if told is not None else [],
            worst=worst_decision(analysis, of.log.stopped_at) if analysis is not None else None,
            questions=level.questions if level is not None else (),
            notes=of.notes,
            clock=clock,
            moments=moments,
            **_WORDS,
            **_of_pitfalls(analysis, level, of.log.stopped_at),
            **styled(colours),
            **given,
        )
    )
    return explained(page)


_ORDER: Final = (*("patient", "ending", "course", "decisions", "orders", "results", "lessons", "reflection", "model"),)
"""Every part of a page as it is read; each has a template of its own."""
_WORDS: Final[dict[str, Any]] = {
    "hours": hours,
    "span_text": span_text,
    "points_words": points_words,
    "worth": worth,
    "comorbidity": _COMORBIDITY,
    "most_stars": len(STARS_AT),
    "cause_words": CAUSE_WORDS,
    "luck_words": luck_words,
    "outlasts": outlasts,
    "mark_words": MARK_WORDS,
    "mark_signs": MARK_SIGNS,
    "mark_inks": {mark: colour_class(ink) for mark, ink in MARK_INKS.items()},
    "pitfall_labels": PITFALL_LABELS,
    "verdict_words": VERDICT_WORDS,
    "verdict_signs": {one: (sign, colour_class(VERDICT_INKS[one])) for one, sign in _VERDICT_SIGNS.items()},
}
"""What templates may call and look up."""


def _decisions(analysis: Analysis, minute: int) -> dict[str, Any]:
    return {
        "curve": value_chart(analysis, minute) if analysis.curve else None,
        "timing": timing_parts(analysis.timing) if analysis.timing is not None else None,
        "by_chance": by_chance(analysis),
    }


def _scored(score: Score) -> dict[str, Any]:
    return {
        "survival": survival_chart(score.outcome),
        "sums": sum_rows(score),
        "winnable": winnable_words(score),
    }


def _taught(analysis: Analysis | None, score: Score, told: Retold | None) -> dict[str, Any]:
    if told is None:
        return {"lesson": [], "after": []}
    alone, beside = by_dice(score, told.view.tick)
    parts = [part for part in (alone, *lesson(analysis, score, told.view)) if part]
    after = (beside, two_weeks_on(score, told.revealed, told.view))
    return {"lesson": parts, "after": [part for part in after if part]}


def _of_pitfalls(analysis: Analysis | None, level: Level | None, stop: Tick | None) -> dict[str, Any]:
    """Return the pitfalls that a player came near, the verdicts, and what was lost beside them."""
    if analysis is None or level is None:
        return {"fallen": [], "judged": [], "beside": None}
    return {
        "fallen": _fallen(analysis, level, stop),
        "judged": _judged(analysis, level, stop),
        "beside": beside_pitfalls(analysis, level, stop),
    }


def _fallen(analysis: Analysis, level: Level, stop: Tick | None) -> list[PitfallVerdict]:
    """Return the pitfalls to which the player came near by decisions of their own."""
    own = [own_verdict(analysis, level, one, stop) for one in Pitfall]
    return [one for one in own if one is not None and one.verdict.came_near]


def _judged(analysis: Analysis, level: Level, stop: Tick | None) -> list[tuple[Pitfall, PitfallVerdict | None, str]]:
    """Return the verdict on each pitfall by the player's own decisions, or what a stop left open of it."""
    own = [(one, own_verdict(analysis, level, one, stop)) for one in Pitfall]
    return [(one, verdict, left_open(analysis, level, one, stop) if verdict is None else "") for one, verdict in own]


def _ended(end: EndLine | None) -> str:
    if end is None:
        return ""
    known = next((one for one in Ending if one.value == end.ending), None)
    return SENTENCES[known] if known is not None else quoted(end.ending)
