"""Cards of the debrief: the verdict on a pitfall, what became of the patient, what was hidden."""

from __future__ import annotations

from dataclasses import dataclass

from game.review.verdict import CaseOutcome, Evidence, Pitfall, PitfallVerdict, Score
from game.review.wording import PITFALL_LABELS, VERDICT_WORDS, points_words
from game.ui.toolkit import emblems, marks
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.controls import paragraph, text
from game.ui.toolkit.intents import GoTo
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, SMALL, Page
from game.ui.toolkit.stack import Stack, card
from game.ui.toolkit.theme import Colour, Ink, Mix
from game.ui.toolkit.widget import Role, Widget
from game.ui.toolkit.wording import typeset
from game.values.ticks import clock_text
from game.values.words import Worded, say

LEAST_BAR = 60
WHAT_IT_IS = Worded({one: f"debrief.verdicts.what_it_is.{one.value}" for one in Pitfall})
"""What a player can read while the verdicts are worked out."""


def pitfall_card(page: Page, at: Rect, one: PitfallVerdict, points: float, start_minute: int) -> Widget:
    """Return the verdict on one pitfall: sign, word, points, reason, and the moments that it rests on."""
    name = one.pitfall.value
    ink = emblems.VERDICT_INKS[one.verdict]

    def fill(stack: Stack) -> None:
        side = page.px(24)
        sign = Rect(stack.x, stack.y, side, side)
        stack.widgets.append(
            emblems.mark(f"{name}.mark", sign, VERDICT_WORDS[one.verdict], emblems.verdict_mark(page, one.verdict))
        )
        beside = Stack(
            page, f"{name}.head", Rect(stack.x + side + page.px(10), stack.y, stack.w - side - page.px(10), 0)
        )
        beside.words(PITFALL_LABELS[one.pitfall], BODY + 1, weight=Weight.BOLD, gap=0)
        beside.words(f"{VERDICT_WORDS[one.verdict]} · {points_words(points)}", SMALL + 1, ink, Weight.SEMIBOLD, 4)
        stack.widgets += beside.widgets
        stack.y = max(beside.y, sign.bottom)
        stack.words(typeset(one.reason), BODY - 1, gap=6)
        for index, evidence in enumerate(one.evidence):
            stack.put(_evidence(page, f"{name}.evidence.{index}", stack.at, evidence, start_minute), 3)

    return card(page, name, at, fill, PITFALL_LABELS[one.pitfall], pad=12)


def praise_card(page: Page, at: Rect, praised: tuple[Evidence, ...], start_minute: int) -> Widget:
    """Return what was done well, each with its moment."""

    def fill(stack: Stack) -> None:
        stack.heading(say("debrief.verdicts.done_well"))
        for index, one in enumerate(praised):
            stack.put(_evidence(page, f"praise.{index}", stack.at, one, start_minute), 3)

    return card(page, "praise", at, fill, say("debrief.verdicts.done_well"), pad=12)


def open_card(page: Page, at: Rect, pitfall: Pitfall, why: str, told: str = "") -> Widget:
    """Return the card of a pitfall on which there is no verdict, or none yet, with what is `told` of it."""

    def fill(stack: Stack) -> None:
        stack.words(PITFALL_LABELS[pitfall], BODY + 1, weight=Weight.BOLD, gap=0)
        stack.words(why, SMALL + 1, Ink.QUIET)
        stack.words(typeset(told) or WHAT_IT_IS[pitfall], BODY - 1, gap=0)

    return card(page, f"{pitfall.value}.waits", at, fill, PITFALL_LABELS[pitfall], pad=12)


def _evidence(page: Page, id_: str, at: Rect, evidence: Evidence, start_minute: int) -> Widget:
    """Return one moment; pressing it shows the case again from there."""
    pad = page.px(8)
    sign = page.px(10)
    inner = Rect(at.x + pad, at.y + page.px(3), at.w - 3 * pad - sign, 0)
    when = clock_text(evidence.tick, start_minute)
    said = typeset(evidence.text)
    first = text(page, f"{id_}.when", inner, when, SMALL, Ink.QUIET, Weight.SEMIBOLD)
    words = paragraph(page, f"{id_}.text", Rect(inner.x, first.rect.bottom, inner.w, 0), said, SMALL)
    rect = Rect(at.x, at.y, at.w, words.rect.bottom + page.px(4) - at.y)

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Mix(Ink.RAISED, Ink.PANEL, 0.8), page.px(6))
        marks.play(canvas, Rect(box.right - pad - sign, box.centre[1] - sign // 2, sign, sign), Ink.QUIET)

    label = say("debrief.verdicts.watch", when=when, said=said.removesuffix("."))
    intent = GoTo(max(0, evidence.tick))
    return Widget(id_, rect, Role.BUTTON, label, intent=intent, children=(first, words), paint=paint)


@dataclass(frozen=True, slots=True)
class _Share:
    """One line of the outcome: a name and a share of 100."""

    name: str
    percent: float | None
    """Nothing while it is not known."""
    ink: Colour
    weight: Weight = Weight.REGULAR


def _survival(outcome: CaseOutcome | None) -> tuple[_Share, ...]:
    grey = Mix(Ink.HOST, Ink.PANEL, 0.45)
    return (
        _Share(say("debrief.verdicts.this_case"), outcome.survival_percent if outcome else None, Ink.HOST, Weight.BOLD),
        _Share(say("debrief.verdicts.untreated"), outcome.untreated_survival_percent if outcome else None, grey),
        _Share(say("debrief.verdicts.guideline_run"), outcome.reference_survival_percent if outcome else None, grey),
    )


def survival_bars(page: Page, stack: Stack, outcome: CaseOutcome | None) -> None:
    """Add the chance of survival as bars: as it was, untreated, and as the guideline run would have had it."""
    _bars(page, stack, "outcome.0", _survival(outcome))


def _bars(page: Page, stack: Stack, id_: str, lines: tuple[_Share, ...]) -> None:
    label = max(page.width(line.name, BODY - 1, Weight.BOLD) for line in _survival(None))
    for index, line in enumerate(lines):
        stack.put(_share(page, f"{id_}.{index}", stack.at, line, label), 2)


def outcome_card(page: Page, at: Rect, score: Score | None, after: str = "") -> Widget:
    """Return what became of the patient, beside no treatment and the guideline run, and what came `after` the case."""
    outcome = score.outcome if score is not None else None
    kept = (
        _Share(say("debrief.verdicts.this_case"), outcome.organ_percent if outcome else None, Ink.HOST, Weight.BOLD),
    )

    def fill(stack: Stack) -> None:
        stack.heading(say("debrief.verdicts.chance_of_survival"), 4)
        survival_bars(page, stack, outcome)
        if after:
            stack.words(after, SMALL, gap=0)
        stack.space(6)
        stack.heading(say("debrief.verdicts.organ_function_kept"), 4)
        _bars(page, stack, "outcome.1", kept)
        stack.space(6)
        stack.words(say("debrief.verdicts.the_chance_that_was_run"), SMALL, Ink.QUIET, gap=0)

    return card(page, "outcome", at, fill, say("debrief.verdicts.the_patient"), pad=12)


def _share(page: Page, id_: str, at: Rect, line: _Share, label: int) -> Widget:
    size, gap = BODY - 1, page.px(12)
    value = f"{line.percent:.0f} %" if line.percent is not None else "–"
    number = page.width("100 %", size, Weight.BOLD)
    beside = label + gap + number <= at.w
    high = page.line(size)
    rect = Rect(at.x, at.y, at.w, high if beside else 2 * high)
    track = Rect(at.x + label + gap, 0, at.w - label - number - 2 * gap, page.px(10))

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.text((box.x, box.y), line.name, page.px(size), Ink.TEXT, line.weight)
        canvas.text((box.right, box.bottom - high), value, page.px(size), Ink.TEXT, line.weight, Align.RIGHT)
        if not beside or track.w < page.px(LEAST_BAR):
            return
        top = box.centre[1] - track.h // 2
        canvas.fill_rect(Rect(track.x, top, track.w, track.h), Mix(Ink.LINE, Ink.PANEL, 0.5), track.h // 2)
        wide = max(2, round(track.w * (line.percent or 0.0) / 100))
        if line.percent is not None:
            canvas.fill_rect(Rect(track.x, top, wide, track.h), line.ink, min(track.h, wide) // 2)

    return Widget(id_, rect, Role.TEXT, line.name, value, paint=paint)
