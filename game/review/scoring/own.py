"""What a player decided: a case that was stopped waits on in the analysis, and nobody chose that.

One rule for the debrief, the report and the board of a class: what goes on after the stop is nobody's, whenever it
began.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import msgspec

from game.review.findings import Analysis, Cause, Episode
from game.review.scoring.blame import AVOIDED_UNDER, blame, lost_to, verdict_for
from game.review.scoring.judgement import TOLD, reason_of
from game.review.verdict import Pitfall, PitfallVerdict, Verdict
from game.review.wording import CAUSE_WORDS, points_words
from game.values.level import Level
from game.values.ticks import Tick, clock_text, span_text, ticks
from game.values.words import say

OPEN_AFTER_H: Final = 12.0
"""Hours before a stop from which something counts as left open: moments that are valued lie so far apart at most."""


def outlasts(one: Episode, stop: Tick | None) -> bool:
    """Say whether a decision goes on after the case was stopped; `stop` is nothing where it came to its end."""
    return stop is not None and one.last > stop and one.cause is not Cause.CHANCE


def own_decisions(analysis: Analysis, stop: Tick | None) -> tuple[Episode, ...]:
    """Return the decisions that the player made to their end."""
    return tuple([one for one in analysis.decided if not outlasts(one, stop)])


def own_verdict(analysis: Analysis, level: Level, pitfall: Pitfall, stop: Tick | None) -> PitfallVerdict | None:
    """Return the verdict on a pitfall by the player's own decisions.

    Nothing where a case was stopped before the player came near it: nobody knows what would have been done.
    """
    found = next((one for one in analysis.pitfalls if one.pitfall is pitfall), None)
    if found is None or stop is None:
        return found
    own, lost, worst = lost_to(own_decisions(analysis, stop), blame(level)[pitfall])
    if worst is None or lost < AVOIDED_UNDER:
        return None
    begun = {one.first for one in own}
    evidence = tuple([one for one in found.evidence if one.tick in begun])
    return msgspec.structs.replace(
        found,
        verdict=verdict_for(lost),
        lost=round(min(100.0, lost), 1),
        reason=reason_of(worst),
        evidence=evidence,
    )


class BesidePitfalls(NamedTuple):
    """What a case lost that no pitfall names: how much it weighs, and in a line what it was."""

    weighs: Verdict
    """As a verdict has it: one sign for as many points."""
    words: str


def beside_pitfalls(analysis: Analysis, level: Level, stop: Tick | None) -> BesidePitfalls | None:
    """Return what the player's own decisions lost to causes that count to no pitfall; nothing under four points.

    Three verdicts with a tick beside a score of 0 say that all went well.
    """
    own = own_decisions(analysis, stop)
    named = {cause for causes in blame(level).values() for cause in causes}
    lost = {cause: lost_to(own, {cause}).lost for cause in Cause if cause not in named}
    together = sum(lost.values())
    if together < AVOIDED_UNDER:
        return None
    dearest = sorted((cause for cause in lost if round(lost[cause])), key=lambda cause: -lost[cause])
    told = "; ".join(f"{CAUSE_WORDS[cause]}, {points_words(lost[cause])}" for cause in dearest)
    return BesidePitfalls(verdict_for(together), say("review.beside_pitfalls", told=told))


def left_open(analysis: Analysis, level: Level, pitfall: Pitfall, stop: Tick | None) -> str:
    """Return what was open of a pitfall when a case was stopped before anybody could judge it; empty if nothing.

    No verdict, and yet whoever let half a day go by should hear what was asked for in it.
    """
    if stop is None:
        return ""
    begun = [
        one
        for one in analysis.decided
        if outlasts(one, stop) and one.cause in blame(level)[pitfall] and one.points >= TOLD and not one.charged
    ]
    first = min((one.first for one in begun), default=stop)
    if stop - first < ticks(OPEN_AFTER_H):
        return ""
    open_ = "scoring.judgement.open_dampened" if pitfall is Pitfall.OVER_DAMPENED else "scoring.judgement.open_undone"
    return say(open_, when=clock_text(first, level.start.clock_minute), span=span_text(stop - first))
