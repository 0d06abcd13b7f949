"""The three verdicts in bacterial sepsis, where the answer to the fire is the antibiotic, by the hour.

Survival falls by 7.6 points for each hour between low pressure and the antibiotic (Kumar 2006). Hydrocortisone belongs
to shock that stays: norepinephrine at 0.25 µg/kg/min or more for four hours (Surviving Sepsis Campaign 2021). Other
steroids and tocilizumab have no place.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from game.review.account import Account, Moment
from game.review.marking import clock, marked
from game.review.verdict import Evidence, Pitfall, PitfallVerdict
from game.values.channel import Panel
from game.values.drug import FORMULARY, Drug, Family
from game.values.fact import DoseGiven
from game.values.level import SupportMode
from game.values.ticks import TICKS_PER_DAY, Tick, hours, ticks

LOW_MMHG = 65.0
IN_TIME_H = 1.0
"""The antibiotic belongs within the first hour of shock (Surviving Sepsis Campaign 2021)."""
TOO_LATE_H = 7.0
UNHELD_MMHG = 62.0
"""Clearly under the 65 mmHg that a ward holds, whatever the cuff's error."""
UNHELD_H = 3
LATE_PRESSOR = 0.25
"""µg/kg/min."""
LATE_PRESSOR_H = 4
LOOK_EVERY_H = 16.0
GROWING_MILLION_PER_ML = 0.1
STEROIDS: Final = frozenset({Drug.DEXAMETHASONE, Drug.METHYLPREDNISOLONE, Drug.HYDROCORTISONE})


def shock(case: Account) -> Tick:
    """Return when pressure was first low, or held by norepinephrine; the first hour where it never was."""
    found = [
        moment.tick
        for moment in case.moments
        if moment.signs.map < LOW_MMHG or moment.norepinephrine_ug_per_kg_min > 0.0
    ]
    return found[0] if found else 0


def late_shock(case: Account) -> Tick | None:
    """Return when norepinephrine had stood at 0.25 µg/kg/min or more for four hours."""
    standing = 0
    for moment in case.moments:
        standing = standing + 1 if moment.norepinephrine_ug_per_kg_min >= LATE_PRESSOR else 0
        if standing > LATE_PRESSOR_H:
            return moment.tick
    return None


def _steroid_doses(case: Account) -> list[DoseGiven]:
    return [dose for dose in case.doses if FORMULARY[dose.regimen].drug in STEROIDS]


def _looking(case: Account) -> float:
    looks = [tick for tick, panel in case.drawn if panel in {Panel.IL6, Panel.INFLAMMATION, Panel.LACTATE_CREATININE}]
    until = min(case.moments[-1].tick, 2 * TICKS_PER_DAY)
    marks = [0, *[look for look in looks if look < until], until]
    gap = hours(max(later - earlier for earlier, later in pairwise(marks)))
    return min(1.0, max(0.0, 1.0 - (gap - LOOK_EVERY_H) / 24.0))


def ignored_trend(case: Account) -> PitfallVerdict:
    """Judge how soon after the first low pressure the antibiotic went in, and whether anyone kept looking."""
    began = shock(case)
    evidence = [Evidence(tick=began, text=f"Mean pressure {_map(case, began):.0f} mmHg: the clock runs")]
    first = next((dose.tick for dose in case.doses_of(Family.INFECTION)), None)
    looking = _looking(case)
    if first is None:
        reason = f"Pressure was low from {clock(case, began)} on. No antibiotic was given to the end."
        return marked(Pitfall.IGNORED_TREND, 0.1 * looking, reason, evidence)
    evidence.append(Evidence(tick=first, text="First antibiotic"))
    late = max(0.0, hours(first - began))
    timely = min(1.0, max(0.0, 1.0 - (late - IN_TIME_H) / (TOO_LATE_H - IN_TIME_H)))
    reason = (
        f"Pressure was low at {clock(case, began)}; the antibiotic went in at {clock(case, first)}, "
        f"{late:.0f} h after it."
    )
    culture = [tick for tick, panel in case.drawn if panel is Panel.CULTURE and tick <= first]
    if not culture and Panel.CULTURE in case.level.panels:
        reason += " No culture was taken before it."
    share = 0.75 * timely + 0.15 * looking + 0.1 * bool(culture)
    return marked(Pitfall.IGNORED_TREND, share, reason, evidence)


def _map(case: Account, tick: Tick) -> float:
    return next(moment.signs.map for moment in case.moments if moment.tick >= tick)


def infection_only(case: Account) -> PitfallVerdict:
    """Judge whether the infection was treated, and shock that outlived the treatment was seen to."""
    antibiotic = case.doses_of(Family.INFECTION)
    evidence = [Evidence(tick=dose.tick, text=f"First {FORMULARY[dose.regimen].label}") for dose in antibiotic[:1]]
    if not antibiotic:
        reason = "The infection itself was not treated: no antibiotic was given."
        return marked(Pitfall.INFECTION_ONLY, 0.2, reason, evidence)
    unheld = [moment for moment in case.moments if moment.signs.map < UNHELD_MMHG]
    if case.level.support is SupportMode.PLAYER and len(unheld) > UNHELD_H:
        evidence.append(Evidence(tick=unheld[0].tick, text=f"Mean pressure {unheld[0].signs.map:.0f} mmHg"))
        reason = (
            f"The infection was treated, the shock was not: mean pressure was under {UNHELD_MMHG:.0f} mmHg "
            f"for {len(unheld)} h."
        )
        return marked(Pitfall.INFECTION_ONLY, 0.9 - (len(unheld) - UNHELD_H) / 12.0, reason, evidence)
    since = late_shock(case)
    if since is None or "hydrocortisone" not in case.level.regimens:
        reason = "The infection was treated, and norepinephrine never stood at 0.25 µg/kg/min for four hours."
        return marked(Pitfall.INFECTION_ONLY, 1.0, reason, evidence)
    evidence.append(Evidence(tick=since, text="Norepinephrine at 0.25 µg/kg/min or more for four hours"))
    bare = [
        moment
        for moment in case.moments
        if moment.tick >= since and moment.norepinephrine_ug_per_kg_min >= LATE_PRESSOR and moment.steroid < 0.15
    ]
    given = [dose for dose in _steroid_doses(case) if dose.tick >= since - ticks(LATE_PRESSOR_H)]
    evidence += [Evidence(tick=dose.tick, text=f"First {FORMULARY[dose.regimen].label}") for dose in given[:1]]
    reason = (
        f"The infection was treated. Norepinephrine had been at 0.25 µg/kg/min for four hours at {clock(case, since)}; "
        f"{len(bare)} h at that dose went by without a steroid."
    )
    return marked(Pitfall.INFECTION_ONLY, 1.0 - max(0.0, len(bare) - 6.0) / 30.0, reason, evidence)


def over_dampened(case: Account) -> PitfallVerdict:
    """Judge what was dampened without the infection covered, without lasting shock, or with the wrong drug."""
    evidence: list[Evidence] = []
    parts: list[str] = []
    lost = 0.0
    since = late_shock(case)
    wrong = [dose for dose in case.doses_of(Family.DAMPENING) if dose.regimen != "hydrocortisone"]
    if wrong:
        names = sorted({FORMULARY[dose.regimen].label for dose in wrong})
        lost += min(0.8, 0.45 * len(names) + 0.04 * (len(wrong) - 1))
        parts.append(f"{' and '.join(names)}, of no proven use in bacterial sepsis")
        evidence.append(Evidence(tick=wrong[0].tick, text=f"{FORMULARY[wrong[0].regimen].label} given"))
    early = [
        dose
        for dose in _steroid_doses(case)
        if dose.regimen == "hydrocortisone" and (since is None or dose.tick < since - ticks(LATE_PRESSOR_H - 1.0))
    ]
    if early:
        lost += min(0.5, 0.1 + 0.05 * len(early))
        parts.append("hydrocortisone before norepinephrine had been at 0.25 µg/kg/min for four hours")
        evidence.append(Evidence(tick=early[0].tick, text="Hydrocortisone before shock had lasted"))
    growing = _growing(case)
    if len(growing) > 1:
        lost += min(0.6, 0.05 * len(growing))
        parts.append(f"bacteria grew for {len(growing)} h under it")
        evidence.append(Evidence(tick=growing[0].tick, text="Bacteria over 10⁵ CFU/mL under dampening, no antibiotic"))
    calm = _calm(case)
    if len(calm) > 72:
        lost += min(0.4, 0.004 * (len(calm) - 72))
        parts.append(f"steroid for {len(calm)} h after the last norepinephrine")
        evidence.append(Evidence(tick=calm[0].tick, text="Pressure held without norepinephrine"))
    if parts:
        text = "; ".join(parts)
        reason = f"{text[0].upper()}{text[1:]}."
    elif case.doses_of(Family.DAMPENING):
        reason = "You gave hydrocortisone for shock that lasted, and nothing else that dampens."
    else:
        reason = "You did not dampen."
    return marked(Pitfall.OVER_DAMPENED, 1.0 - lost, reason, evidence)


def _growing(case: Account) -> list[Moment]:
    """Return the hours in which dampening met bacteria that no antibiotic held."""
    doses = [dose.tick for dose in case.doses_of(Family.INFECTION)]
    return [
        moment
        for moment in case.moments
        if moment.signs.bacteria_million_per_ml > GROWING_MILLION_PER_ML
        and (moment.steroid > 0.15 or moment.occupancy > 0.3)
        and not any(moment.tick - ticks(12.0) <= dose <= moment.tick for dose in doses)
    ]


def _calm(case: Account) -> list[Moment]:
    """Return the hours with steroid effect after the last norepinephrine."""
    held = [moment.tick for moment in case.moments if moment.norepinephrine_ug_per_kg_min > 0.0]
    if not held:
        return []
    return [moment for moment in case.moments if moment.tick > held[-1] and moment.steroid > 0.2]
