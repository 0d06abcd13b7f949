"""What to do differently at the next bed, in a sentence, and what the chart of this one said for it."""

from __future__ import annotations

from typing import Final

from game.case.view import View
from game.review.findings import Cause, Episode
from game.review.scoring.judgement import TARGET_MMHG
from game.values.channel import Channel
from game.values.disease import Treated
from game.values.diseases import DISEASES
from game.values.ticks import clock_text
from game.values.words import say

LOW_FROM_H: Final = 2
"""Hours of low pressure from which a pump left too low is told by them (assumed)."""
_RULED: Final = frozenset(
    {
        Cause.IGNORED_TREND,
        Cause.INFECTION_ONLY,
        Cause.OVER_DAMPENED,
        Cause.LATE_ANTIMICROBIAL,
        Cause.NEEDLESS_ANTIMICROBIAL,
        Cause.NEEDLESS_TEST,
        Cause.SUPPORT,
        Cause.UNSAFE_ORDER,
    }
)
"""Causes of which a rule for the next bed can be told without giving away what is asked of this one."""
_UNSEEN: Final = frozenset({Cause.IGNORED_TREND, Cause.OVER_DAMPENED})
_ASKED_BY_SHOCK: Final = frozenset({Cause.IGNORED_TREND, Cause.INFECTION_ONLY})


def next_time(one: Episode, view: View) -> str:
    """Return the one thing to do differently; nothing where departing from the guideline was of no known kind."""
    if one.cause not in _RULED:
        return ""
    name = one.cause.value
    if one.cause in _UNSEEN and (one.charged or one.unlooked):
        name += ".unseen"
    elif one.cause is Cause.LATE_ANTIMICROBIAL and one.charged:
        name += ".bare_fever"
    elif one.cause in _ASKED_BY_SHOCK and DISEASES[view.level.phenotype].treated is Treated.SEPSIS:
        # In sepsis what was missing is a steroid, and shock asks for it, not a trend.
        name = "shock"
    return say(f"debrief.next_time.{name}")


def on_the_chart(one: Episode, view: View) -> str:
    """Return what the chart said when the dearest decision began; of support, what it said all along."""
    when = clock_text(max(0, one.first), view.level.start.clock_minute)
    low = _low_pressure(one, view) if one.cause is Cause.SUPPORT else ""
    return low or (say("debrief.next_time.chart", when=when, knew=one.knew) if one.knew else "")


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
