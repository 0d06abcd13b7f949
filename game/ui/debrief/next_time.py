"""What to do differently at the next bed, in a sentence, and what the chart of this one said for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.case.view import View
from game.policy.reading import speaks_of_germs
from game.policy.reference import BACTERIAL_UG_PER_L, FEVER_C
from game.review.findings import Analysis, Cause, Episode
from game.review.scoring.blame import blame
from game.review.scoring.judgement import TARGET_MMHG, paid_back
from game.review.scoring.own import own_decisions, own_verdict
from game.review.valuation.reveal import Revealed
from game.review.verdict import Pitfall, PitfallVerdict, Score
from game.review.wording import CAUSE_WORDS, PITFALL_LABELS, points_words
from game.ui.debrief.stopping import stopped_at
from game.ui.debrief.trial import WORTH_ASKING
from game.values.channel import Channel
from game.values.disease import Treated
from game.values.diseases import DISEASES
from game.values.drug import Kind
from game.values.level import Level
from game.values.ticks import TICKS_PER_HOUR, Tick, clock_text, span_text, ticks
from game.values.words import say, within

LOW_FROM_H: Final = 2
"""Hours of low pressure from which a pump left too low is told by them (assumed)."""
FREE_FROM_H: Final = 12.0
"""Hours without support from which they are told of dampening that went on (assumed)."""
TOLD_FROM: Final = 10.0
"""Chance of survival in percent that is lost after a case from which that is told (assumed)."""
FULL: Final = 100
"""Points of a score with nothing lost."""
_UNRULED: Final = frozenset({Cause.CHANCE, Cause.OTHER})
"""Causes of which no rule for the next bed can be told without giving away what is asked of this one."""
_UNWATCHED: Final = frozenset({Cause.IGNORED_TREND, Cause.OVER_DAMPENED})
"""Causes that have a rule for who did not look, and whose price is that of a time without a test."""
_DAMPENS: Final = frozenset({Cause.IGNORED_TREND, Cause.INFECTION_ONLY})
"""Causes by which dampening was missing."""


def nobody_looked(one: Episode) -> bool:
    """Say whether a look alone was missing, by the value or by its price."""
    return one.unlooked or (one.charged and one.cause in _UNWATCHED)


def next_time(one: Episode, view: View) -> str:
    """Return the one thing to do differently; nothing where departing from the guideline was of no known kind."""
    other = one.cause is Cause.OTHER and one.undampened
    if one.cause in _UNRULED and not other:
        return ""
    name = one.cause.value
    if one.cause in _UNWATCHED and nobody_looked(one):
        name += ".unseen"
    elif one.cause is Cause.LATE_ANTIMICROBIAL:
        name += f".{'bare_fever' if one.charged else _germ(one, view)}"
    elif one.cause in _DAMPENS or other:
        # What was missing dampens, and each disease has its own sign that asks for it: in sepsis no trend, but shock.
        name = DISEASES[view.level.phenotype].treated.value
        # Of the guidelines that of a virus alone lets dampening wait for a count.
        name += ".uncounted" if one.uncounted else ""
    return say(f"debrief.next_time.{name}")


def _germ(one: Episode, view: View) -> str:
    """Return by what the chart asked for a drug against germs: a culture, markers, or the virus."""
    treated = DISEASES[view.level.phenotype].treated
    given = [tick for line in view.courses if line.regimen.kind is Kind.ANTIBACTERIAL for tick in line.given]
    by = one.first + TICKS_PER_HOUR
    # Germs that no antibiotic was given for go before the virus where the chart spoke of them for most of these hours.
    untreated = treated is Treated.VIRAL and not any(tick < one.last for tick in given)
    by = max(by, (one.first + one.last) // 2) if untreated else by
    markers = view.labs.get(Channel.PROCALCITONIN, ())
    high = any(each.value >= BACTERIAL_UG_PER_L and each.known <= by for each in markers)
    cultures = view.labs.get(Channel.BLOOD_CULTURE, ())
    # Where nothing was given a procalcitonin came first, and asked for an antibiotic before any culture did.
    if any(each.known <= by and speaks_of_germs(each, one.first) for each in cultures) and not (untreated and high):
        return "grew"
    if treated is not Treated.SEPSIS and not high:
        return "antiviral" if treated is Treated.VIRAL else "bare_fever"
    return "unanswered" if any(tick <= one.first for tick in given) else "antibiotic"


def on_the_chart(one: Episode, view: View) -> str:
    """Return what the chart said when the dearest decision began; of support, what it said all along."""
    when = clock_text(max(0, one.first), view.level.start.clock_minute)
    told = ""
    if one.cause is Cause.SUPPORT:
        told = _low_pressure(one, view)
    elif one.cause is Cause.LATE_ANTIMICROBIAL and not one.charged and _germ(one, view) == "bare_fever":
        told = _fever(one, view, when)
    elif one.cause is Cause.OVER_DAMPENED and one.waited and not one.charged:
        told = _unheld(one, view, when)
    return told or (say("debrief.next_time.chart", when=when, knew=within(one.knew)) if one.knew else "")


def _fever(one: Episode, view: View, when: str) -> str:
    """Return the fever that asked for an antibiotic, and the neutrophils that were known; a price names its own."""
    hot = next((vitals[Channel.TEMPERATURE] for tick, vitals in view.vital_history if tick >= one.first), None)
    # A fever that came later in these hours is named, with its hour, by what was known.
    if hot is None or hot.value < FEVER_C:
        return ""
    knew = within(one.knew)
    known = [each for each in view.labs.get(Channel.NEUTROPHILS, ()) if each.known <= one.first]
    if not known:
        return say("debrief.next_time.chart_of_fever.uncounted", when=when, temperature=hot.told, knew=knew)
    count = known[-1].told
    return say("debrief.next_time.chart_of_fever", when=when, temperature=hot.told, neutrophils=count, knew=knew)


def _unheld(one: Episode, view: View, when: str) -> str:
    """Return for how long nothing had held a patient up when dampening went on; nothing for less than half a day."""
    until = [(tick, support) for tick, support in view.support_history if tick <= max(0, one.first)]
    since: Tick | None = None
    for tick, support in until:
        since = None if support.runs else tick if since is None else since
    if since is None or max(0, one.first) - since < ticks(FREE_FROM_H):
        return ""
    span = span_text(max(0, one.first) - since)
    return say("debrief.next_time.chart_of_calm", when=when, span=span, knew=within(one.knew))


def _low_pressure(one: Episode, view: View) -> str:
    """Return for how long the pressure was low, how low, and how far the pump was turned meanwhile."""
    means = [vitals[Channel.MAP].value for tick, vitals in view.vital_history if one.first <= tick < one.last]
    low = [mean for mean in means if mean < TARGET_MMHG]
    if len(low) < LOW_FROM_H:
        return ""
    pump = [
        support.norepinephrine_ug_per_kg_min for tick, support in view.support_history if one.first <= tick < one.last
    ]
    return say(
        "debrief.next_time.low_pressure",
        low=len(low), hours=len(means), least=f"{min(low):.0f}", most=f"{max(pump, default=0.0):.2f}",
    )  # fmt: skip


def worst(analysis: Analysis | None, view: View) -> Episode | None:
    """Return the decision that cost most, if one is worth a question."""
    every = own_decisions(analysis, stopped_at(view)) if analysis is not None else ()
    found = max(every, key=lambda one: one.points, default=None)
    return found if found is not None and found.points >= WORTH_ASKING else None


def own_verdicts(analysis: Analysis | None, view: View) -> list[PitfallVerdict]:
    """Return the verdicts by what the player decided: a stop may have left some of them open."""
    if analysis is None:
        return []
    found = [own_verdict(analysis, view.level, one, stopped_at(view)) for one in Pitfall]
    return [one for one in found if one is not None]


def dearest(analysis: Analysis | None, view: View) -> Episode | None:
    """Return the decision to tell of first: the worst, or the dearest that brought a pitfall near without being one."""
    one = worst(analysis, view)
    if one is not None or analysis is None:
        return one
    blamed = blame(view.level)
    near = [verdict for verdict in own_verdicts(analysis, view) if verdict.verdict.came_near]
    causes = {cause for verdict in near for cause in blamed[verdict.pitfall]}
    every = [one for one in own_decisions(analysis, stopped_at(view)) if one.cause in causes]
    return max(every, key=lambda one: one.points, default=None)


def paid_for(total: int, points: float, paid: float) -> str:
    """Return that gains paid for a loss which the total does not show: 100 beside -5 looks like a mistake."""
    if paid <= 0.0 or round(points) <= FULL - total:
        return ""
    return say("debrief.opening.made_up_for" if total >= FULL else "debrief.opening.made_up_in_part")


def costliest(one: Episode, verdicts: Sequence[PitfallVerdict], level: Level) -> str:
    """Return what the dearest decision cost, and what its pitfall took in all where that is more.

    The verdicts say that number too. A pitfall of the same name as the cause is not named twice.
    """
    blamed, cause, points = blame(level), CAUSE_WORDS[one.cause], points_words(one.points)
    told = say("debrief.opening.most_was_lost", cause=cause, points=points)
    for verdict in verdicts:
        if one.cause in blamed[verdict.pitfall] and round(verdict.lost) > round(one.points):
            label, every = PITFALL_LABELS[verdict.pitfall], points_words(verdict.lost)
            if label.casefold() == cause.casefold():
                return say("debrief.opening.all_in_all", cause=cause, points=points, all=every)
            return f"{told} {say('debrief.opening.in_all', pitfall=label, points=every)}"
    return told


def lesson(analysis: Analysis | None, score: Score, view: View) -> tuple[str, str, str]:
    """Return what to do differently at the next bed, what it cost here not to, and what the chart said for it.

    Each may be empty, and all are where no decision is worth it.
    """
    one = dearest(analysis, view)
    if one is None or analysis is None:
        return "", "", ""
    rule = next_time(one, view)
    paid = paid_for(score.total, one.points, paid_back(analysis.episodes))
    told = " ".join(part for part in (costliest(one, own_verdicts(analysis, view), view.level), paid) if part)
    return say("debrief.next_time", rule=rule) if rule else "", told, on_the_chart(one, view)


def two_weeks_on(score: Score, revealed: Revealed | None, view: View) -> str:
    """Return how many live to the end of a case and how many through the two weeks after it, where those part."""
    if revealed is None or score.ending.died or stopped_at(view) is not None:
        return ""
    place = min(view.tick // TICKS_PER_HOUR, len(revealed.survival) - 1)
    ended, lived = 100.0 * revealed.survival[place], score.outcome.survival_percent
    if ended - lived < TOLD_FROM:
        return ""
    told = "debrief.next_time.two_weeks_on.ill" if view.support.runs else "debrief.next_time.two_weeks_on"
    return say(told, ended=f"{ended:.0f}", lived=f"{lived:.0f}")
