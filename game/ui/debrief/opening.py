"""How the debrief opens: the score, the one decision to think about, and a question; the rest is on the other tabs."""

from __future__ import annotations

from typing import Final

from game.review.findings import MARK_FROM, Cause, Episode, Mark
from game.review.scoring.early import EARLY_H, decided_early
from game.review.scoring.own import BesidePitfalls, beside_pitfalls, left_open, own_decisions, own_verdict
from game.review.verdict import Pitfall, PitfallVerdict, Score, Verdict
from game.review.wording import PITFALL_LABELS, VERDICT_WORDS, points_words
from game.ui.charts.bed_picture import bed_picture, in_bed
from game.ui.debrief.debrief_shown import DebriefShown
from game.ui.debrief.decision import when_words
from game.ui.debrief.next_time import lesson, nobody_looked, own_verdicts, two_weeks_on, worst
from game.ui.debrief.stopping import stopped_at
from game.ui.debrief.storm_card import storm_card, storm_height
from game.ui.debrief.thought import fill_thoughts
from game.ui.debrief.trial import WORTH_ASKING
from game.ui.debrief.verdicts import WHAT_IT_IS
from game.ui.toolkit import emblems
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import paragraph, scroll_area
from game.ui.toolkit.intents import ShowTab
from game.ui.toolkit.layout import Rect, columns
from game.ui.toolkit.page import BODY, GAP, HEADING, SMALL, Page
from game.ui.toolkit.stack import Choice, Stack, card
from game.ui.toolkit.tabs import DebriefTab
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Widget
from game.ui.toolkit.wording import typeset
from game.values.ticks import Tick, clock_text
from game.values.words import say, within

PICTURE_HIGH = 148
QUESTION_LINES: Final = 3
"""Lines kept for a question: the one that comes with the analysis is longer, and what is pressed below it stays."""
MOST_LESSONS = 3
SIGN, INDENT = 13, 21
"""Side of the sign before a pitfall, and where its words begin."""
MOST_PRAISED: Final = 3
MOST_LIVE_FROM: Final = 50.0
"""Chance of survival in percent from which a death is told as one that most would not have died."""
TOOK_PART: Final = 10.0
"""Chance of survival in percent under the guideline run from which decisions took part in a death (assumed)."""


_LATE: Final = frozenset({Cause.IGNORED_TREND, Cause.INFECTION_ONLY, Cause.LATE_ANTIMICROBIAL})


def took_part(score: Score) -> bool:
    """Say whether decisions, and not dice alone, took their part in a death."""
    return score.outcome.reference_survival_percent - score.outcome.survival_percent >= TOOK_PART


def early_words(score: Score, ended: Tick) -> str:
    """Return what to make of a case that dice ended before anybody could do much; nothing of any other."""
    if not decided_early(score.ending, ended, score.total):
        return ""
    return say("debrief.opening.decided_early", hours=f"{EARLY_H:.0f}", least=f"{MARK_FROM[Mark.SLOW]:.0f}")


def died_by_dice(score: Score) -> str:
    """Return how many would live of patients like one who died; nothing where most would have died.

    Where decisions took their part in the death, it is not told as if only dice had.
    """
    lives, planned = score.outcome.survival_percent, score.outcome.reference_survival_percent
    if not score.ending.died or lives < MOST_LIVE_FROM:
        return ""
    if took_part(score):
        return say("debrief.opening.died_of_both", lived=f"{lives:.0f}", planned=f"{planned:.0f}")
    return say("debrief.opening.died_by_dice", lived=f"{lives:.0f}")


def by_dice(score: Score, ended: Tick) -> tuple[str, str]:
    """Return what dice alone did to a case, and what they did beside decisions; nothing where they did not."""
    early = early_words(score, ended)
    if early:
        return early, ""
    words = died_by_dice(score)
    return ("", words) if took_part(score) else (words, "")


def _asked_by(one: Episode) -> str:
    """Return the question to a decision, and none that the words on what was done answer themselves.

    What was done says itself when it was; a span before it would be told twice. And where too late was the fault, or
    how far support was turned, what was done at last is not asked about as if it were wrong.
    """
    if nobody_looked(one):
        return "debrief.opening.question.unseen"
    if one.charged and one.cause is Cause.LATE_ANTIMICROBIAL:
        return "debrief.opening.question.bare_fever"
    if one.cause in _LATE or one.cause is Cause.SUPPORT:
        if one.waited:
            return "debrief.opening.question.waited"
        return "debrief.opening.question.support" if one.cause is Cause.SUPPORT else "debrief.opening.question.late"
    return "debrief.opening.question"


def question(shown: DebriefShown) -> str:
    """Return what to think about before reading on: about the dearest decision, or what the level asks."""
    one = worst(shown.analysis, shown.view)
    if one is not None:
        return say(_asked_by(one), did=typeset(one.did))
    asked = shown.view.level.questions
    return asked[0] if asked else say("debrief.opening.usual_question")


def ending_words(shown: DebriefShown) -> str:
    """Return how the case ended, and when."""
    view = shown.view
    sentence = view.outcome.sentence if view.outcome else shown.score.ending_sentence if shown.score else ""
    when = clock_text(view.tick, view.level.start.clock_minute)
    return " ".join(part for part in (f"{when}.", sentence, shown.remark) if part)


def opening_tab(page: Page, rect: Rect, shown: DebriefShown, *, roomy: bool, tight: bool) -> tuple[Widget, ...]:
    """Return what the score rests on, and beside it the patient, the question and the field for thoughts.

    The number stands in the head of the page, and not a second time here; where it is `tight`, how the case ended does.
    In one column the picture follows what to take home, so that nobody has to look for it screens below.
    """
    label = say("debrief.thought.title")

    def asked(stack: Stack) -> None:
        stack.card("opening.question", lambda inside: _question(inside, shown), say("debrief.opening.before"))
        # Beside another column both end at the same edge.
        high = max(0, rect.bottom - stack.y) if roomy else 0
        stack.put(
            card(page, "opening.thoughts", stack.at, lambda one: fill_thoughts(one, shown.thoughts), label, least=high)
        )

    def scored(stack: Stack) -> None:
        _lead(stack, shown, tight=tight)
        if roomy:
            _found(stack, shown, tight=tight)

    def first(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "opening.first", at)
        told = say("debrief.opening.your_score")
        least, gap = storm_height(page), page.px(GAP)
        # The picture has the lower half from the first moment on, and gives of it what long words need.
        half = rect.h // 2 if roomy else 0
        filled = card(page, "opening.score", stack.at, scored, told, least=half)
        stack.put(filled, GAP)
        high = max(least, rect.h - filled.rect.h - gap if roomy else 0)
        stack.put(storm_card(page, Rect(stack.x, stack.y, stack.w, high), shown), 0 if roomy else GAP)
        if not roomy:
            more = card(page, "opening.more", stack.at, lambda one: _found(one, shown, tight=tight), told)
            if more.children:
                stack.put(more, GAP)
            asked(stack)
        return stack.done()

    def second(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "opening.second", at)
        asked(stack)
        return stack.done()

    if not roomy:
        return (scroll_area(page, "debrief.scroll.opening", rect, first, say("debrief.tab.opening")),)
    left, right = columns(rect, (0.5, 0.5), page.px(GAP))
    return (
        scroll_area(page, "debrief.opening.left", left, first, say("debrief.opening.your_score")),
        scroll_area(page, "debrief.opening.right", right, second, say("debrief.opening.before")),
    )


def _lead(stack: Stack, shown: DebriefShown, *, tight: bool) -> None:
    """Add what to take home before anything else, or how the score will come about."""
    score = shown.score
    if tight:
        stack.words(ending_words(shown), BODY - 1, Ink.QUIET, gap=8)
    if score is None and not tight:
        # The number stands in the head of the page: once it is there, a heading here would name nothing.
        stack.heading(say("debrief.opening.your_score"))
    if shown.failure:
        stack.words(shown.failure, BODY, Ink.LOOK)
        return
    if score is None:
        stack.words(say("debrief.score_sum.you_begin_with_100_points"), HEADING, weight=Weight.BOLD)
        stack.words(say("debrief.score_sum.each_decision_is_weighed_against_2"), BODY)
        return
    if stopped_at(shown.view) is not None:
        told = say("debrief.opening.lesson_ended" if shown.lesson_ended else "debrief.opening.stopped")
        stack.words(told, BODY, Ink.LOOK, gap=8)
    alone, _ = by_dice(score, shown.view.tick)
    if alone:
        stack.words(alone, BODY, Ink.LOOK, gap=8)
    rule, told, _ = lesson(shown.analysis, score, shown.view)
    if rule:
        stack.words(typeset(rule), BODY + 1, weight=Weight.SEMIBOLD, gap=6)
    if told:
        stack.words(told, BODY, weight=Weight.REGULAR if rule else Weight.SEMIBOLD, gap=4)


def _found(stack: Stack, shown: DebriefShown, *, tight: bool) -> None:
    """Add what was found beside it: what the chart said, the three pitfalls, what was done well."""
    score = shown.score
    if shown.failure:
        return
    if score is None:
        if not shown.no_analysis:
            _weighed(stack, shown, tight=tight)
        return
    _, told, chart = lesson(shown.analysis, score, shown.view)
    _, beside = by_dice(score, shown.view.tick)
    if chart:
        stack.words(typeset(chart), BODY - 1, gap=8)
    if not told and not score.ending.died:
        # A high score with a remark beside it is no reason to leave the remark on another page.
        for remark in score.remarks:
            stack.words(remark, BODY, gap=8)
    for words in (beside, two_weeks_on(score, shown.revealed, shown.view)):
        if words:
            stack.words(words, BODY, gap=8)
    for verdict in own_verdicts(shown.analysis, shown.view):
        _judged(stack, verdict)
    if (unnamed := _lost_beside(shown)) is not None:
        _signed(stack, "opening.verdict.beside", unnamed.weighs, typeset(unnamed.words), 3)
    for words in _left_open(shown):
        stack.words(typeset(words), BODY, gap=0)
    if shown.analysis is not None and shown.analysis.praised:
        stack.space(6)
        stack.words(say("debrief.verdicts.done_well"), SMALL, Ink.QUIET, Weight.SEMIBOLD, 0)
        # Where nothing is to be done differently, what is to be done again is what there is to take home.
        for well in shown.analysis.praised[: 1 if told else MOST_PRAISED]:
            stack.words(typeset(well.text), BODY, gap=2)


def _judged(stack: Stack, verdict: PitfallVerdict) -> None:
    """Add a pitfall with its verdict behind the sign of it: as dots they differed by colour alone."""
    words = f"{PITFALL_LABELS[verdict.pitfall]}: {VERDICT_WORDS[verdict.verdict]}"
    _signed(stack, f"opening.verdict.{verdict.pitfall.value}", verdict.verdict, words, 3)


def _weighed(stack: Stack, shown: DebriefShown, *, tight: bool) -> None:
    """Add the three pitfalls that every decision is being held against, and what each of them is."""
    if tight and shown.progress is not None:
        # Beside the tabs there is room for its share alone.
        stack.words(shown.progress.words or say("debrief.score_board.being_worked_out"), BODY - 1, Ink.QUIET)
    stack.space(4)
    for pitfall in Pitfall:
        name = f"opening.waits.{pitfall.value}"
        _signed(stack, name, Verdict.UNTESTED, PITFALL_LABELS[pitfall], 0, Weight.SEMIBOLD)
        at = Rect(stack.x + stack.page.px(INDENT), stack.y, stack.w - stack.page.px(INDENT), 0)
        stack.put(paragraph(stack.page, f"{name}.what", at, WHAT_IT_IS[pitfall], SMALL + 1, Ink.QUIET), 3)


def _signed(stack: Stack, name: str, verdict: Verdict, words: str, gap: float, weight: Weight = Weight.REGULAR) -> None:
    """Add words behind the sign of a verdict."""
    page = stack.page
    side, indent = page.px(SIGN), page.px(INDENT)
    spot = Rect(stack.x, stack.y + (page.line(BODY) - side) // 2, side, side)
    stack.widgets.append(emblems.mark(f"{name}.sign", spot, "", emblems.verdict_mark(page, verdict)))
    at = Rect(stack.x + indent, stack.y, stack.w - indent, 0)
    stack.put(paragraph(page, name, at, words, weight=weight), gap)


def _lost_beside(shown: DebriefShown) -> BesidePitfalls | None:
    """Return what the case lost that no pitfall names."""
    if shown.analysis is None:
        return None
    return beside_pitfalls(shown.analysis, shown.view.level, stopped_at(shown.view))


def _left_open(shown: DebriefShown) -> list[str]:
    """Return what was open when the case was stopped, each thing once."""
    stop = stopped_at(shown.view)
    if shown.analysis is None or stop is None:
        return []
    level = shown.view.level
    open_ = [one for one in Pitfall if own_verdict(shown.analysis, level, one, stop) is None]
    return [*dict.fromkeys(words for one in open_ if (words := left_open(shown.analysis, level, one, stop)))]


def _question(stack: Stack, shown: DebriefShown) -> None:
    picture = Rect(stack.x, stack.y, stack.w, stack.page.px(PICTURE_HIGH))
    stack.put(bed_picture("opening.picture", picture, in_bed(shown.view), ground=True, pixels=stack.page.px(SMALL)), 10)
    stack.heading(say("debrief.opening.before"))
    least = stack.y + QUESTION_LINES * stack.page.line(BODY + 1)
    stack.words(question(shown), BODY + 1, weight=Weight.SEMIBOLD, gap=0)
    stack.y = max(stack.y, least)
    stack.space(10)
    look = Choice("opening.decisions", say("debrief.opening.look_at_decisions"), ShowTab(DebriefTab.DECISIONS))
    stack.buttons((look,), 0)


def fill_lessons(stack: Stack, shown: DebriefShown) -> None:
    """Add what this case taught: its dearest decisions, what would have been better, and why."""
    if shown.analysis is None:
        return
    own = own_decisions(shown.analysis, stopped_at(shown.view))
    dearest = sorted(own, key=lambda one: -one.points)[:MOST_LESSONS]
    start = shown.view.level.start.clock_minute
    for one in dearest:
        if one.points < WORTH_ASKING:
            continue
        stack.words(f"{when_words(one, start)} · {points_words(one.points)}", SMALL, Ink.LOOK, Weight.SEMIBOLD, 0)
        stack.words(typeset(one.did), BODY, gap=0)
        hidden = shown.asked >= 0 and not shown.trial.told and shown.studied.every[shown.asked] is one
        better = say("debrief.opening.find_it_first") if hidden else typeset(one.better)
        if better:
            stack.words(say("debrief.opening.better", better=within(better)), BODY, gap=0)
        if one.why and not hidden:
            stack.words(typeset(one.why), BODY - 1, gap=0)
        if one.study and not hidden:
            stack.words(typeset(one.study), SMALL, Ink.QUIET, gap=0)
        stack.space(10)
