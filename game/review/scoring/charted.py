"""Results of the chart in words, as a debrief tells them."""

from __future__ import annotations

from game.bedside.trend import is_old
from game.case.case import Case
from game.policy.reference import BACTERIAL_UG_PER_L
from game.review.valuation.differences import behind_a_blocker
from game.values.channel import KINDS, Channel, Reading
from game.values.ticks import TICKS_PER_HOUR, hours, span_text
from game.values.words import say, within


def results_told(case: Case, channel: Channel) -> str:
    """Return the last result of a channel with the one before it, and how old it is; nothing where there is none."""
    results = case.sheets.chart.of(channel)
    if not results:
        return ""
    newest = results[-1]
    told = _told(newest, results[-2] if len(results) > 1 else None)
    if channel is Channel.IL6 and behind_a_blocker(case, newest.taken):
        # What is no longer cleared rises though the storm goes: without a word it reads as a storm that grows.
        told = say("scoring.episodes.behind_a_blocker", told=told)
    if not is_old(newest, case.tick):
        return told
    # What was known two days ago is not read as of now.
    passed = case.tick - newest.taken
    return say("scoring.episodes.old", told=told, span=span_text(passed - passed % TICKS_PER_HOUR))


def _told(newest: Reading, before: Reading | None) -> str:
    kind = KINDS[newest.channel]
    label = within(kind.label)
    if newest.channel is Channel.BLOOD_CULTURE:
        return f"{label}: {newest.text}"
    if before is None:
        return f"{label} {newest.told}"
    return say(
        "scoring.episodes.in_h",
        kind=label,
        before=before.text,
        newest=newest.text,
        unit=kind.unit,
        hour=f"{hours(newest.taken - before.taken):.0f}",
    )


def germs_told(case: Case) -> list[str]:
    """Return what tells of germs: the culture, and procalcitonin where it is high."""
    known = case.sheets.chart.last(Channel.PROCALCITONIN)
    high = known is not None and known.value >= BACTERIAL_UG_PER_L
    told = [results_told(case, Channel.PROCALCITONIN) if high else "", results_told(case, Channel.BLOOD_CULTURE)]
    return [part for part in told if part]
