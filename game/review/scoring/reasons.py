"""Why a decision cost or won what it did, and the study that says so, by the chart of its first hour."""

from __future__ import annotations

from typing import Final

from game.case.case import Case
from game.case.rules import running_against
from game.review.valuation.differences import (
    REACHED_BY,
    Difference,
    against_germs,
    grew,
    grown,
    of_family,
    tells_of_germs,
)
from game.review.verdict import Cause
from game.values.disease import Treated
from game.values.diseases import DISEASES
from game.values.drug import FORMULARY, STEROIDS, Drug, Family, Kind
from game.values.level import Level, PossibleCourse
from game.values.order import Device
from game.values.words import Worded, say, within

_WHY: Final = Worded({one: f"scoring.episodes.why.{one.value}" for one in Cause})
_UNDAMPENED: Final = (Cause.INFECTION_ONLY, Cause.OTHER)
_DELAY: Final = "Seymour 2017, N Engl J Med 376:2235"
_ANSWER: Final = "Charles 2009, Crit Care 13:R38"
_PROCALCITONIN: Final = "Schuetz 2009, JAMA 302:1059"
_SHOCK: Final = "Surviving Sepsis Campaign 2021, Crit Care Med 49:e1063"
_RELEASE: Final = "ASCO guideline 2021, Santomasso, J Clin Oncol 39:3978"
_VIRAL: Final = "RECOVERY 2021, N Engl J Med 384:693"
_VIRAL_PULSE: Final = f"{_VIRAL}; higher doses: RECOVERY 2023, Lancet 401:1499"


def _treated(level: Level) -> Treated:
    return DISEASES[level.phenotype].treated


def support_alone(parted: Difference) -> bool:
    """Say whether player and reference part in oxygen, position, fluid or norepinephrine alone."""
    return parted.support and not (parted.missing or parted.extra or parted.kept or parted.stopped)


def _to_change(case: Case, parted: Difference) -> bool:
    """Say whether what was missing would have taken the place of an antibiotic that ran, and was gone on with.

    Who stopped it and gave nothing left the germ to itself: that is no change that was not made.
    """
    gone_on = bool(against_germs(parted.kept))
    return gone_on and any(running_against(FORMULARY[one], case) for one in parted.missing)


def _change(case: Case, parted: Difference) -> str:
    """Return why an antibiotic was to be changed: it misses the germ, reaches more than it, or seems to miss one."""
    germ = grown(case)
    running = {line.regimen.id for line in case.sheets.courses if line.running}
    if germ is None or not running.intersection(REACHED_BY[germ]):
        return "unanswered_antimicrobial" if germ is None else "another_antimicrobial"
    # The culture names a germ that is reached: to the reserve asks only a trend that speaks for another.
    return "unanswered_antimicrobial" if "meropenem" in parted.missing else "reaches_more"


def why(
    level: Level,
    case: Case,
    parted: Difference,
    cause: Cause,
    *,
    won: bool = False,
    fell_on: PossibleCourse | None = None,
) -> str:
    """Return why a decision cost what it did, or `won`; most of it `fell_on` one course of the level, where it did."""
    words = _why(_treated(level), case, parted, cause, won=won)
    if fell_on is not None:
        told = say("scoring.episodes.why.fell_on", was=fell_on.was)
        put_off = _puts_off(level, case, parted, fell_on)
        words = f"{told} {say('scoring.episodes.why.put_off')}" if put_off else f"{words} {told}"
    given = of_family(Family.DAMPENING, (*parted.extra, *parted.kept))
    if given and cause in (Cause.OVER_DAMPENED, Cause.UNSAFE_ORDER):
        drug = FORMULARY[given[0]]
        words += " " + say("scoring.episodes.why.lasts", drug=drug.short, lasts=within(drug.lasts))
    if cause is Cause.INFECTION_ONLY and parted.support:
        words += " " + say("scoring.episodes.why.support")
    # Whoever gained by it in the model should not take home that trials found the same.
    without_need = _treated(level) is Treated.VIRAL and set(STEROIDS).intersection(parted.extra)
    if without_need and case.sheets.hours[-1].support.device is Device.AIR:
        words += " " + say("scoring.episodes.why.without_oxygen")
    return words


def _puts_off(level: Level, case: Case, parted: Difference, fell_on: PossibleCourse) -> bool:
    """Say whether a blocker was given alone to patients who brought no germ: what it cost them is a later steroid."""
    blocked = any(FORMULARY[one].kind.blocks_il6 for one in parted.extra)
    steroid = any(line.given and line.regimen.id in STEROIDS for line in case.sheets.courses)
    alone = blocked and not steroid and not set(STEROIDS).intersection(parted.extra)
    return alone and fell_on.infection is None and _treated(level) is Treated.VIRAL


def _why(treated: Treated, case: Case, parted: Difference, cause: Cause, *, won: bool) -> str:
    if won:
        return say("scoring.episodes.why.won")
    if cause is Cause.LATE_ANTIMICROBIAL and _to_change(case, parted):
        return say(f"scoring.episodes.why.{_change(case, parted)}")
    if cause is Cause.LATE_ANTIMICROBIAL and {FORMULARY[one].kind for one in parted.missing} == {Kind.ANTIVIRAL}:
        return say("scoring.episodes.why.late_antiviral")
    # After cells an antibiotic is asked for by fever and few neutrophils alone: whether germs are there nobody knows.
    if cause is Cause.LATE_ANTIMICROBIAL and treated is Treated.RELEASE and not tells_of_germs(case):
        return say("scoring.episodes.why.late_antimicrobial_unproven")
    if cause is Cause.OTHER and (of_family(Family.DAMPENING, parted.stopped) or parted.given_up):
        return say("scoring.episodes.why.stopped_dampening")
    if treated is Treated.SEPSIS and cause in _UNDAMPENED and of_family(Family.DAMPENING, parted.called_for):
        return say("scoring.episodes.why.shock_that_stays")
    # Only where IL-6 falls is dampening that was missing no trend that was ignored.
    if cause is Cause.OTHER and of_family(Family.DAMPENING, parted.called_for):
        return say("scoring.episodes.why.fell_and_needed")
    if cause is Cause.OTHER and of_family(Family.INFECTION, parted.kept):
        return _WHY[Cause.NEEDLESS_ANTIMICROBIAL]
    if cause is Cause.UNSAFE_ORDER and treated is Treated.RELEASE:
        return say("scoring.episodes.why.unsafe_after_cells")
    return _WHY[cause]


def study(level: Level, case: Case, parted: Difference, cause: Cause) -> str:
    """Return the study or guideline on what parted the two; nothing where it was a look."""
    if cause is Cause.SUPPORT or (cause is Cause.OTHER and support_alone(parted)):
        return _SHOCK
    if cause is Cause.LATE_ANTIMICROBIAL:
        # Where germs grow and a virus does too, the drug against the germs is what was dearer to miss.
        named = sorted(
            of_family(Family.INFECTION, parted.missing), key=lambda one: FORMULARY[one].kind is Kind.ANTIVIRAL
        )
    elif cause in (Cause.IGNORED_TREND, Cause.INFECTION_ONLY):
        named = of_family(Family.DAMPENING, (*parted.called_for, *parted.extra, *parted.kept))
    else:
        named = of_family(Family.DAMPENING, (*parted.extra, *parted.kept, *parted.stopped, *parted.called_for))
    return next((found for one in named if (found := _source(level, case, one, parted))), "")


def _source(level: Level, case: Case, regimen: str, parted: Difference) -> str:
    """Return what a drug rests on in this disease: a dose, or a trial in another one, is no reason here."""
    of, treated = FORMULARY[regimen], _treated(level)
    match of.kind:
        case Kind.ANTIBACTERIAL:
            if _to_change(case, parted):
                return of.source if grew(case) else _ANSWER
            return {Treated.SEPSIS: _DELAY, Treated.VIRAL: _PROCALCITONIN, Treated.RELEASE: _RELEASE}[treated]
        case Kind.STEROID:
            viral = _VIRAL_PULSE if of.drug is Drug.METHYLPREDNISOLONE else _VIRAL
            return {Treated.SEPSIS: _SHOCK, Treated.VIRAL: viral, Treated.RELEASE: _RELEASE}[treated]
        case Kind.IL6_BLOCKER:
            return {Treated.SEPSIS: "", Treated.VIRAL: of.source, Treated.RELEASE: _RELEASE}[treated]
        case Kind.ANTIVIRAL | Kind.ANTIFUNGAL | Kind.STRESS_STEROID | Kind.ANTIPYRETIC:
            return of.source
