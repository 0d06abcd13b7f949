"""The three verdicts: each from the truth of the case, each with the times and values that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from game.review import septic
from game.review.account import Account, Moment
from game.review.marking import clock, il6_text, marked, times
from game.review.verdict import Evidence, Pitfall, PitfallVerdict
from game.values.channel import Panel
from game.values.drug import FORMULARY, Drug, Family
from game.values.level import Phenotype
from game.values.ticks import TICKS_PER_DAY, Tick, hours, ticks

STORM_INNATE = 0.12
"""Share of activated innate cells from which a storm burns; a normal response stays under half of it."""
READABLE_PG_PER_ML = 20.0
READABLE_RISE = 1.6
"""Rise over a day that an assay with 10 % error shows beyond doubt."""
SHIELD_STEROID = 0.15
SHIELD_OCCUPANCY = 0.30
FLARE_MILLION_PER_ML = 0.1
"""10^5 CFU/mL: a hundred times what a blood culture finds."""
LOOK_EVERY_H = 16.0
BLIND_AFTER_H = 24.0

METHYLPREDNISOLONE_EQUIVALENT: Final[dict[Drug, float]] = {
    Drug.DEXAMETHASONE: 5.33,
    Drug.METHYLPREDNISOLONE: 1.0,
    Drug.HYDROCORTISONE: 0.2,
}
"""mg of methylprednisolone that 1 mg equals (0.75 mg of dexamethasone = 4 of methylprednisolone = 20 of
hydrocortisone)."""
DAILY_LIMIT_MG: Final[dict[Phenotype, float]] = {
    Phenotype.COVID: 60.0,
    Phenotype.VIRAL_STRESSED: 60.0,
    Phenotype.CAR_T: 260.0,
}
"""Methylprednisolone equivalents a day that evidence supports: twice RECOVERY's dose harmed patients on simple oxygen
(Lancet 2023); 10 mg of dexamethasone every 6 h in release syndrome grade 3 (ASCO 2021)."""


@dataclass(frozen=True, slots=True)
class Fire:
    """The storm that this patient would have had, untreated."""

    readable: Tick | None
    """When the rise of IL-6 could first be read from two results; nothing where no storm comes."""
    storm: Tick | None
    """When half of the storm's greatest activation is reached."""
    last: Tick | None
    """When it has burnt out."""


def fire_of(idle: Account) -> Fire:
    """Return when the storm of the untreated patient could be read, when it came and when it was over."""
    moments = idle.moments
    greatest = max(moment.innate for moment in moments)
    if greatest < STORM_INNATE:
        return Fire(None, None, None)
    storm = next(moment.tick for moment in moments if moment.innate >= 0.5 * greatest)
    readable = storm
    for place, moment in enumerate(moments):
        before = moments[max(0, place - 24)]
        if moment.signs.il6 >= READABLE_PG_PER_ML and moment.signs.il6 >= READABLE_RISE * before.signs.il6:
            readable = min(moment.tick, storm)
            break
    burning = [moment.tick for moment in moments if moment.innate >= STORM_INNATE]
    return Fire(readable, storm, burning[-1])


def _looks(case: Account) -> list[Tick]:
    return [tick for tick, panel in case.drawn if panel in (Panel.IL6, Panel.INFLAMMATION)]


def longest_gap(looks: list[Tick], until: Tick) -> Tick:
    """Return the longest time up to `until` in which nobody measured the inflammation."""
    marks = [0, *[look for look in looks if look < until], until]
    return max(later - earlier for earlier, later in pairwise(marks))


def answer_doses(case: Account) -> list[Tick]:
    """Return when the answer to the fire was given."""
    return [dose.tick for dose in case.doses_of(Family.DAMPENING)]


def ignored_trend(case: Account, fire: Fire) -> PitfallVerdict:
    """Judge whether the rise was looked for, and acted on while it mattered."""
    if case.level.phenotype is Phenotype.SEPSIS:
        return septic.ignored_trend(case)
    looks = _looks(case)
    end = case.moments[-1].tick
    evidence = [Evidence(tick=tick, text="Inflammation measured") for tick in looks[:1]]
    if fire.readable is None or fire.storm is None:
        gap = hours(longest_gap(looks, min(end, 5 * TICKS_PER_DAY)))
        looking = 1.0 - max(0.0, gap - 30.0) / 36.0
        reason = (
            f"No storm came. You measured IL-6 or CRP {times(len(looks))}; the longest gap was {gap:.0f} h."
            if looks
            else "No storm came, but you could not know: you never measured IL-6 or CRP."
        )
        return marked(Pitfall.IGNORED_TREND, looking if looks else 0.0, reason, evidence)
    evidence.append(Evidence(tick=fire.readable, text=f"Rise readable: {il6_text(case, fire.readable)}"))
    evidence.append(Evidence(tick=fire.storm, text="Untreated, the storm is half grown here"))
    acted = [tick for tick in answer_doses(case) if tick >= fire.readable - TICKS_PER_DAY]
    window = hours(fire.storm - fire.readable)
    if not acted:
        return marked(
            Pitfall.IGNORED_TREND,
            0.1 if looks else 0.0,
            f"IL-6 could be read as rising from {clock(case, fire.readable)}. Nothing was done about it to the end.",
            evidence,
        )
    first = acted[0]
    late = hours(first - fire.readable)
    allowed = max(8.0, 0.6 * window)
    timely = 1.0 - max(0.0, late - allowed) / max(16.0, window)
    blind = not any(first - ticks(BLIND_AFTER_H) <= look <= first for look in looks)
    if blind:
        timely = 0.5 * timely
    gap = hours(longest_gap(looks, first))
    looking = 1.0 - max(0.0, gap - LOOK_EVERY_H) / 24.0
    evidence.append(Evidence(tick=first, text=f"First answer given: {il6_text(case, first)}"))
    when = (
        f"{late:.0f} h after the rise could be read" if late >= 0.0 else f"{-late:.0f} h before the rise could be read"
    )
    reason = f"You acted at {clock(case, first)}, {when}; the storm was half grown {window:.0f} h after it."
    if blind:
        reason += " You had not measured IL-6 or CRP in the day before."
    return marked(Pitfall.IGNORED_TREND, 0.7 * max(0.0, timely) + 0.3 * max(0.0, looking), reason, evidence)


def _unshielded(case: Account) -> list[Moment]:
    return [
        moment
        for moment in case.moments
        if moment.innate >= STORM_INNATE and moment.steroid < SHIELD_STEROID and moment.occupancy < SHIELD_OCCUPANCY
    ]


def infection_only(case: Account, idle: Account, fire: Fire) -> PitfallVerdict:
    """Judge whether the fire was left to burn while only the infection was treated, or neither."""
    if case.level.phenotype is Phenotype.SEPSIS:
        return septic.infection_only(case)
    offered = any(FORMULARY[one].family is Family.INFECTION for one in case.level.regimens)
    infection = case.doses_of(Family.INFECTION)
    evidence = [Evidence(tick=dose.tick, text=f"First {FORMULARY[dose.regimen].label}") for dose in infection[:1]]
    treated = 1.0 if infection or not offered else 0.0
    words = "The infection was treated." if infection else "The infection was not treated."
    if fire.readable is None:
        return marked(Pitfall.INFECTION_ONLY, 0.4 + 0.6 * treated, f"{words} No fire outlived it.", evidence)
    burning = _unshielded(case)
    allowed = max(24.0, 0.6 * len(_unshielded(idle)))
    shielded = 1.0 - len(burning) / allowed
    if burning:
        evidence.append(Evidence(tick=burning[0].tick, text="Storm burning without anything to dampen it"))
    dampening = case.doses_of(Family.DAMPENING)
    evidence += [Evidence(tick=dose.tick, text=f"First {FORMULARY[dose.regimen].label}") for dose in dampening[:1]]
    reason = f"{words} The storm burned {len(burning)} h without dampening."
    if not infection and not dampening:
        reason = f"Neither the infection nor the inflammation was treated; the storm burned {len(burning)} h."
    return marked(Pitfall.INFECTION_ONLY, 0.8 * max(0.0, shielded) + 0.2 * treated, reason, evidence)


def _steroid_mg_by_day(case: Account) -> dict[int, float]:
    by_day: dict[int, float] = {}
    for dose in case.doses:
        factor = METHYLPREDNISOLONE_EQUIVALENT.get(FORMULARY[dose.regimen].drug, 0.0)
        day = dose.tick // TICKS_PER_DAY
        by_day[day] = by_day.get(day, 0.0) + factor * dose.amount
    return by_day


def over_dampened(case: Account, fire: Fire) -> PitfallVerdict:
    """Judge whether more was dampened than there was fire: without need, too deep, too long, or past an infection."""
    if case.level.phenotype is Phenotype.SEPSIS:
        return septic.over_dampened(case)
    evidence: list[Evidence] = []
    parts: list[str] = []
    begin = fire.readable - ticks(18.0) if fire.readable is not None else None
    needless = [
        moment
        for moment in case.moments
        if (moment.steroid > 0.2 or moment.occupancy > 0.4) and (begin is None or moment.tick < begin)
    ]
    lost = min(0.8, 0.02 * len(needless))
    if needless:
        parts.append(f"{len(needless)} h of dampening before there was a fire")
        evidence.append(Evidence(tick=needless[0].tick, text=f"Dampened at {il6_text(case, needless[0].tick)}"))
    calm = [
        moment
        for moment in case.moments
        if moment.steroid > 0.2 and fire.last is not None and moment.tick > fire.last + ticks(96.0)
    ]
    lost += min(0.4, 0.004 * len(calm))
    if calm:
        parts.append(f"steroid {len(calm)} h beyond the fire")
        evidence.append(Evidence(tick=calm[0].tick, text="The fire was out for four days"))
    limit = DAILY_LIMIT_MG[case.level.phenotype]
    deep = [day for day, mg in _steroid_mg_by_day(case).items() if mg > limit]
    lost += min(0.8, 0.22 * len(deep))
    if deep:
        parts.append(f"{len(deep)} days above the steroid dose that evidence supports")
        evidence.append(
            Evidence(tick=deep[0] * TICKS_PER_DAY, text=f"Over {limit:.0f} mg methylprednisolone equivalents")
        )
    flare = [
        moment
        for moment in case.moments
        if moment.signs.bacteria_million_per_ml > FLARE_MILLION_PER_ML
        and (moment.steroid > 0.15 or moment.occupancy > 0.3)
    ]
    if len(flare) > 24:
        lost += min(0.6, 0.006 * len(flare))
        parts.append(f"a second infection grew for {len(flare)} h under it")
        evidence.append(Evidence(tick=flare[0].tick, text="Bacteria over 10⁵ CFU/mL under dampening"))
    share = 1.0 - lost
    if parts:
        text = "; ".join(parts)
        reason = f"{text[0].upper()}{text[1:]}."
    else:
        reason = (
            "You dampened no more than there was fire." if case.doses_of(Family.DAMPENING) else "You did not dampen."
        )
    return marked(Pitfall.OVER_DAMPENED, share, reason, evidence)
