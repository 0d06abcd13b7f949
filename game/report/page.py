"""The report of a case: one page for teacher and player, whole in itself, for screen, phone, paper, screen reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.report.analysis import analysis_sections, worst_decision
from game.report.charts import il6_chart, immune_chart, organs_chart, span_of, vitals_chart
from game.report.html import NOTHING, Child, Html, bullets, element, facts, joined, lines, quoted, section, table
from game.report.score import score_parts
from game.report.style import STYLE
from game.report.tables import order_rows, recorded_rows, result_rows
from game.review.findings import Analysis
from game.review.valuation.report_case import Retold
from game.review.verdict import Verdict
from game.review.wording import PITFALL_LABELS, VERDICT_WORDS, points_words
from game.values.counted import counted
from game.values.ending import SENTENCES, Ending
from game.values.level import Level
from game.values.log import Log
from game.values.ticks import clock_text, hours, span_text

FOR_EDUCATION: Final = "For education, never for care."
CASE_MARK: Final = "cytokine-storm-case"
"""Name under which the head of a page says which case it tells."""
_COMORBIDITY: Final = ("none", "one", "several", "severe")
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""The page asks for nothing and runs nothing."""
_STEPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("Reactions", ("How was it to be in charge here? What stays with you?",)),
    ("Description", ("Tell the case in three sentences: who came, what happened, how it ended.",)),
    ("Analysis", ("Which decision would you make again, and what did it rest on?",)),
    ("Summary", ("What will you look for earlier next time? Name one thing that you take to the ward.",)),
)
"""Questions for the time after a case: first what it did to the player, then what happened, why, and what stays."""


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

    @property
    def minute(self) -> int | None:
        """Return the minute of the ward's day at tick 0; nothing where the level is not to be had."""
        return self.level.start.clock_minute if self.level is not None else None


def report(of: Material) -> str:
    """Return the page of a case."""
    parts: list[tuple[str, str, Html]] = []
    if of.level is not None:
        parts.append(("patient", "Patient", _patient(of.level)))
    parts.append(("ending", "Ending and score", _ending(of)))
    if of.told is not None:
        span = span_of(of.told)
        charts = [one(of.told, span) for one in (il6_chart, vitals_chart, organs_chart, immune_chart)]
        parts.append(("course", "Course", section("course", "Course", *charts)))
        if of.analysis is not None:
            parts.append(("decisions", "Decisions", analysis_sections(of.analysis, span)))
    parts.append(("orders", "Orders", _orders(of)))
    if of.told is not None:
        parts.append(("results", "Results", _results(of.told)))
    if of.level is not None and of.level.teaching_points:
        parts.append(("lessons", "What this case teaches", _lessons(of.level)))
    parts.append(("reflection", "Questions", _reflection(of)))
    parts.append(("model", "Model and file", _model(of)))
    return _page(of, parts)


def _page(of: Material, parts: list[tuple[str, str, Html]]) -> str:
    level = of.level
    if level is not None:
        title = f"{level.title}: {level.patient.name}"
        heading = joined((quoted(level.title), ": ", quoted(level.patient.name)))
    else:
        title = f"A case of the level {of.log.header.level}"
        heading = joined(("A case of the level ", quoted(of.log.header.level)))
    names = [quoted(one) for one in (of.file, of.log.header.player) if one]
    whose = joined((names[0], *[part for name in names[1:] for part in (", ", name)])) if names else NOTHING
    head = element(
        "head",
        lines(
            (
                element("meta", charset="utf-8"),
                element("meta", name="viewport", content="width=device-width, initial-scale=1"),
                element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
                *([element("meta", name=CASE_MARK, content=of.mark)] if of.mark else []),
                element("title", f"{title} · Cytokine Storm"),
                element("style", Html(STYLE)),
            )
        ),
    )
    ways = [element("li", element("a", name, href=f"#{key}")) for key, name, _ in parts]
    body = element(
        "body",
        lines(
            (
                element(
                    "header",
                    element("p", "Cytokine Storm · report of a case", class_="quiet"),
                    element("h1", heading),
                    element("p", whose, class_="quiet") if names else NOTHING,
                    element("p", FOR_EDUCATION, class_="never"),
                    element("nav", element("ul", *ways), aria_label="Parts of this report"),
                ),
                element("main", lines([part for _, _, part in parts])),
                element("footer", element("p", FOR_EDUCATION, class_="never")),
            )
        ),
    )
    return "<!DOCTYPE html>\n" + element("html", head, body, lang="en").text + "\n"


def _patient(level: Level) -> Html:
    one, start = level.patient, level.start
    illness = f", day {start.symptom_day:g} of illness" if start.symptom_day else ""
    pairs: list[tuple[str, Child]] = [
        ("Name", joined((quoted(one.name), f", {counted(one.age_years, 'year')}, {one.sex}, {one.weight_kg:g} kg"))),
        ("Diagnosis", quoted(one.diagnosis)),
        ("Other illnesses", _COMORBIDITY[one.comorbidity]),
        ("Admitted", f"{clock_text(0, start.clock_minute)}{illness}"),
        ("Story", quoted(one.story)),
    ]
    return section(
        "patient",
        "Patient",
        element("p", quoted(level.summary)),
        facts([pair for pair in pairs if pair[1]]),
        element("h3", "Objectives"),
        bullets([quoted(objective.text) for objective in level.objectives]),
    )


def _ending(of: Material) -> Html:
    parts: list[Html] = []
    if of.why:
        parts.append(element("div", element("p", of.why), class_="notice"))
    if of.log.header.branched_from:
        mark = quoted(of.log.header.branched_from)
        parts.append(element("p", "Taken over from another case (", mark, "), so this is not a first play."))
    parts.append(element("p", *_ended(of)))
    score, end = of.analysis.score if of.analysis is not None else None, of.log.end
    if score is not None and of.level is not None:
        parts += score_parts(score, end, of.level.start.clock_minute)
    elif end is not None:
        small = element("small", " of 100, as recorded in the file")
        parts.append(element("p", f"{end.score}", small, class_="score"))
    return section("ending", "Ending and score", *parts)


def _ended(of: Material) -> tuple[Child, ...]:
    end = of.log.end
    if end is None:
        return ("The case was left before its end. It is scored as if nothing more was ordered.",)
    known = next((one for one in Ending if one.value == end.ending), None)
    when = f" ({clock_text(end.tick, of.minute)})" if of.minute is not None else ""
    return f"After {span_text(end.tick)}{when}: ", SENTENCES[known] if known is not None else quoted(end.ending)


def _orders(of: Material) -> Html:
    count = len(of.log.entries)
    if not count:
        return section("orders", "Orders", element("p", "Nothing was ordered."))
    caption = f"{counted(count, 'order')}{', oldest first' if count > 1 else ''}"
    if of.told is None:
        return section("orders", "Orders", table(caption, ("Time", "Order", "By"), recorded_rows(of.log, of.minute)))
    rows = order_rows(of.log, of.told.view)
    return section("orders", "Orders", table(caption, ("Time", "Order", "By", "What came of it"), rows))


def _results(told: Retold) -> Html:
    rows = result_rows(told.view)
    if not rows:
        return section("results", "Results", element("p", "No result came back."))
    caption = "Results by the time of the sample. ↑ above, ↓ below the healthy range; < and > beyond the test's limits"
    return section("results", "Results", table(caption, ("Taken", "Known", "Test", "Result"), rows, "timed"))


def _lessons(level: Level) -> Html:
    points = [
        element("span", quoted(point.text), element("br"), element("cite", quoted(point.study), class_="quiet"))
        for point in level.teaching_points
    ]
    return section("lessons", "What this case teaches", bullets(points))


def _reflection(of: Material) -> Html:
    asked: dict[str, list[Child]] = {name: list(questions) for name, questions in _STEPS}
    if of.analysis is not None and of.minute is not None:
        worst = worst_decision(of.analysis)
        if worst is not None:
            asked["Analysis"].append(
                f"At {clock_text(worst.first, of.minute)} a decision cost most ({points_words(worst.points)}). What "
                "did you see then, what did you make of it, and what would have made you act otherwise?"
            )
        asked["Analysis"] += [
            f"“{PITFALL_LABELS[one.pitfall]}”: {VERDICT_WORDS[one.verdict]}. What on the chart could have warned you?"
            for one in of.analysis.pitfalls
            if one.verdict is not Verdict.AVOIDED
        ]
    if of.level is not None:
        asked["Analysis"] += [quoted(question) for question in of.level.questions]
    room = element("div", class_="write", aria_hidden="true")
    parts: list[Html] = []
    for name, questions in asked.items():
        parts.append(element("h3", name))
        # The room is for an answer on paper.
        parts.append(bullets([element("div", question, room) for question in questions]))
    return section("reflection", "Questions", *parts)


def _model(of: Material) -> Html:
    header, end = of.log.header, of.log.end
    pairs: list[tuple[str, Child]] = [
        ("Case file", quoted(of.file)),
        ("Game", quoted(header.game)),
        ("Model", quoted(header.method)),
        ("Level", joined((quoted(header.level), ", digest ", quoted(header.level_digest)))),
        ("Seed", f"{header.seed}"),
        ("Player", quoted(header.player)),
        ("Fingerprint", f"{end.digest} (at the end, hour {hours(end.tick):g})" if end is not None else ""),
    ]
    played = "Played again for this report: every fingerprint of the file was confirmed."
    return section(
        "model",
        "Model and file",
        facts([pair for pair in pairs if pair[1]]),
        element("p", played) if of.told is not None else NOTHING,
        element("p", "The patient is a model. Its drugs, doses and numbers are for learning to think about timing."),
    )
