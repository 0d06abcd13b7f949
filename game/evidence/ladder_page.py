"""The page of the ladder, `docs/ladder.md`, written from the cases of `docs/ladder.csv`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.evidence.ladder import PLAYERS, SEEDS, TOLD_APART, Rung, standings
from game.patient.method import METHOD
from game.policy.reference import REFERENCE_VERSION
from game.review.scoring.judgement import STARS_AT
from game.review.verdict import SCORE_VERSION
from game.values.level import Level

__all__ = ["page"]

_HEAD: Final = """\
# The ladder

Players made of code on every level, {seeds} for each player at most: can the score be had without the skill? For
education, never for care.

Written by `cytokine-storm ladder --write`; do not edit by hand. Every case is in [ladder.csv](ladder.csv); a test plays
some of them again and compares them to the point. How the score is worked out: [score.md](score.md). Scores by rules
{rules}, reference policy {reference}, model `{method}`.

- *seeds*: drawn patients that this player met; where some met more than others, each is compared with the reference on
  its own.
- *score*: mean, and lowest to highest, out of 100. *in hindsight*: the mean for the true patient; it does not count.
- *under*: mean points below the reference with the same seed, and the smallest margin.
- *top*: cases with three stars ({top} points or more).
- *fell in*: percent of cases that fell into *the early trend*, *only the infection*, *over-dampening*, in this order.
- *asked*: what must hold on the mean; the last column says whether it does. Where a level draws its patients, some are
  so mild that a trap costs little, and in some of them it happens to do what the guideline does.
- In means, percents and areas each course counts as the level weighs it, however many of these seeds drew it.

Nobody dies by chance here, so that each player is judged on everything up to the last hour; the hazard of death counts.
A player who pauses for ever finishes no case and gets no score; a case that is left is scored as if nothing more had
been ordered, which is what *idle* shows. *acts_at_news2_7* is shown for comparison. Some players have no judgement:
*never_looks* is the guideline without a test of its own, *clock_12* gives all antimicrobials, a steroid and tocilizumab
at hour 12, *one_recipe* treats every bed alike, *il6_slope_alone* draws IL-6 every hour and acts on its slope, and
*anothers_script* gives hour by hour what the guideline gave the patient as written. Each seed draws a patient from the
courses of the level, so that none of them can know who is in the bed. From expert to novice, *late_6* to *late_48*
follow the guideline by a chart that is so many hours old, and take no test more often than that; each must score less
than the one before it, and the chance that one of its cases does must be {area} at least (the area under the curve).
That is asked over all patients of a bed, who differ more than the novices do. Beside it stands the same for one and the
same patient: how often the less late scored more with the same seed, a tie counted half.
"""


_PART: Final = """\
**A sample**: {seeds} of {all_seeds} seeds for each player at most{players}. What fails on so few may hold on all,
and the other way round.
"""


def page(levels: Sequence[Level], cases: Sequence[Rung]) -> str:
    """Return `docs/ladder.md`."""
    found = standings(levels, cases)
    seeds = max((one.seeds for one in found), default=0)
    lines = [
        _HEAD.format(
            seeds=f"{seeds} seed{'' if seeds == 1 else 's'}",
            rules=SCORE_VERSION,
            reference=REFERENCE_VERSION,
            method=METHOD,
            top=STARS_AT[-1],
            area=TOLD_APART,
        )
    ]
    asked = [one for one in found if one.must]
    broken = [one for one in asked if not one.holds]
    lines.append(f"**{len(asked) - len(broken)} of {len(asked)} demands hold.**\n")
    every = len(found) == len(levels) * len(PLAYERS)
    if cases and (seeds < SEEDS or not every):
        missing = "" if every else ", and not every player on every level"
        lines.append(_PART.format(seeds=seeds, all_seeds=SEEDS, players=missing))
    for level in levels:
        lines.append(f"## {level.title} (`{level.id}`)\n")
        lines.append("| policy | seeds | score | in hindsight | under | top | fell in | asked | |")
        lines.append("|---|---|---|---|---|---|---|---|---|")
        for one in found:
            if one.level != level.id:
                continue
            fell = " / ".join(f"{percent:.0f}" for percent in one.verdicts)
            must = one.must or (f"no trap here: {one.excused}" if one.excused else "")
            lines.append(
                f"| {one.policy} | {one.seeds} | {one.mean:.0f} ({one.least} to {one.most}) | {one.hindsight_mean:.0f} "
                f"| {one.margin:.0f} (least {one.least_margin}) | {one.top_percent:.0f} % | {fell} | {must} "
                f"| {('holds' if one.holds else '**does not hold**') if one.must else ''} |"
            )
        lines.append("")
    return "\n".join(lines)
