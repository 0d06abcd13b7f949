"""The guideline as a player: what a careful doctor would do, by phenotype. Versioned, since marks rest on it.

COVID-19: NIH guideline (2024) and RECOVERY: remdesivir early, dexamethasone when oxygen is needed, tocilizumab on top
when the need or IL-6 rises and CRP is 75 mg/L or more. Sepsis: Surviving Sepsis Campaign (2021, 2026). CAR-T: ASTCT
grades (Lee, 2019) and ASCO (Santomasso, 2021). Antibiotics are begun and stopped by procalcitonin where the illness is
not bacterial from the door (Schuetz 2009, JAMA 302:1059; de Jong 2016, Lancet Infect Dis 16:819). NICE found too
little evidence for such a rule in COVID-19 (NG173, 2020).

What it decides by the trend: IL-6 that falls while oxygen does not rise holds dampening back, IL-6 that rises behind a
steroid adds tocilizumab, a procalcitonin that is high, or doubles, asks for an infection behind calm numbers. One that
goes on rising behind an antibiotic asks for another: in shock within hours, with IL-6, elsewhere from half a day on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.bedside.trend import beyond_error
from game.case.view import View
from game.policy.bed import AtView, Bed
from game.policy.support import by_hand
from game.values.channel import Channel, Panel
from game.values.disease import Treated
from game.values.diseases import DISEASES
from game.values.drug import DAMPENERS, FORMULARY, STEROIDS
from game.values.elementwise import Column, no, where
from game.values.order import Device, Order
from game.values.organism import Germ

REFERENCE_VERSION = 8

FEVER_C = 38.0
CRP_FOR_TOCILIZUMAB_MG_PER_L = 75.0
NEUTROPENIA = 1.0
"""10^9/L."""


ESCALATE_AFTER_H = 4.0
"""Hours of deepening shock after which a broader antibiotic is given before the culture speaks (assumed)."""
ANSWER_EVERY_H = 3.0
ANSWER_TOLD_BY = 5
"""Hours between the samples that ask whether the antibiotic works, and results after which that is known (assumed).

Procalcitonin falls where the first antibiotic covers the germ, and rises where not: Charles 2009, Crit Care 13:R38. In
the model hours tell what took two days there.
"""
ANSWER_BEHIND_H = 2.0
"""Hours behind the first dose from which on a sample speaks of the antibiotic (assumed)."""
ANSWER_ALONE_FOLD = 4.0
"""How many fold procalcitonin must have risen to speak alone, where nobody knows how IL-6 goes (assumed)."""
STILL_RISES_BEHIND_H = 12.0
"""Hours behind an antibiotic from which on a procalcitonin that still rises speaks of germs that it does not reach.

Without shock, and without a second marker (assumed): it rises for 6 h behind one dose of endotoxin, and holds for a day
(Dandona 1994, J Clin Endocrinol Metab 79:1605).
"""
COVERED_FOR_H = 24.0
"""Hours of an antibiotic behind which bacteria no longer hold tocilizumab back, where procalcitonin does not rise.

RECOVERY left out who had clear evidence of another active infection (2021, Lancet 397:1637); from when on one is under
control no trial says (assumed: a day, in which procalcitonin halves).
"""
RAISED_IL6_PG_PER_ML = 7.0
"""IL-6 up to which a rise is one within what the healthy have (the usual upper limit of the assay)."""
BACTERIAL_UG_PER_L = 0.5
"""Procalcitonin from which antibiotics are strongly advised (Schuetz 2009, JAMA 302:1059)."""
NOT_BACTERIAL_UG_PER_L = 0.25
"""Procalcitonin under which antibiotics are not begun, and are stopped (Schuetz 2009, JAMA 302:1059)."""


def il6_rises(bed: Bed) -> Column:
    """Say whether IL-6 rose between its last two results by more than the error of the assay."""
    return beyond_error(Channel.IL6, bed.before(Channel.IL6), bed.newest(Channel.IL6))[0]


def il6_falls(bed: Bed) -> Column:
    """Say whether IL-6 fell between its last two results by more than the error of the assay."""
    return beyond_error(Channel.IL6, bed.before(Channel.IL6), bed.newest(Channel.IL6))[1]


def _procalcitonin_rises(bed: Bed) -> Column:
    """Say whether procalcitonin rose between its last two results by more than the error of the assay."""
    before, newest = bed.before(Channel.PROCALCITONIN), bed.newest(Channel.PROCALCITONIN)
    return beyond_error(Channel.PROCALCITONIN, before, newest)[0]


def _oxygen_rises(bed: Bed) -> Column:
    return bed.fio2 > bed.fio2_before(12.0) + 0.01


def _tests(bed: Bed) -> None:
    """Look often while it burns or rises, seldom while it is calm."""
    busy = (bed.news2 >= 5) | bed.was_given(*DAMPENERS) | il6_rises(bed)
    bed.draw(Panel.IL6, where(busy, 8.0, 12.0))
    bed.draw(Panel.INFLAMMATION, where(busy, 8.0, 12.0))
    bed.draw(Panel.LACTATE_CREATININE, where(busy, 6.0, 12.0))
    bed.draw(Panel.BLOOD_COUNT, where(busy, 12.0, 24.0))
    bed.draw(Panel.VIRAL_PCR, 48.0)
    bed.draw(Panel.XRAY, 48.0)


def _hidden_infection(bed: Bed) -> Column:
    """Say whether an infection is likely behind the dampening, where CRP and fever no longer tell."""
    newest = bed.newest(Channel.PROCALCITONIN)
    rising = (newest >= 0.5) & (newest >= 2.0 * bed.lowest_of_five_before(Channel.PROCALCITONIN))
    known = bed.has_results(Channel.PROCALCITONIN, 3) & bed.was_given(*DAMPENERS)
    return bed.culture_is_positive() | (known & rising)


def _bacterial(bed: Bed) -> Column:
    """Say whether the chart speaks for bacteria: procalcitonin, or a culture that grew."""
    return bed.culture_is_positive() | (bed.newest(Channel.PROCALCITONIN) >= BACTERIAL_UG_PER_L)


def _stop_needless_antibiotic(bed: Bed) -> None:
    """Stop an antibiotic once nothing calls for it: what it leaves alive is harder to treat."""
    clean = (bed.newest(Channel.PROCALCITONIN) < NOT_BACTERIAL_UG_PER_L) & no(bed.culture_is_positive())
    shown = bed.has_results(Channel.PROCALCITONIN, 2) & bed.has_results(Channel.BLOOD_CULTURE, 1)
    for one in ("antibiotic", "meropenem"):
        bed.stop(one, bed.is_running(one) & clean & shown)


def _change_to_reserve(bed: Bed, who: Column) -> None:
    """Give the reserve antibiotic in the place of the first: two beta-lactams do not run side by side."""
    bed.change("antibiotic", "meropenem", who)


def _cover(bed: Bed, who: Column) -> None:
    """Cultures first, then the antibiotic; the reserve where bacteria that it does not reach grew, however long ago."""
    who = who & no(bed.culture_grew(Germ.FUNGUS)) & no(bed.is_running("meropenem"))
    resists = bed.resistance_is_known()
    first = who & no(resists) & bed.may_give("antibiotic")
    bed.draw(Panel.CULTURE, 24.0, first | (who & resists))
    bed.give("antibiotic", first)
    _change_to_reserve(bed, who & resists)


def _watch_for_infection(bed: Bed, hidden: Column) -> None:
    dampened = bed.was_given(*DAMPENERS)
    bed.draw(Panel.CULTURE, 48.0, dampened)
    _cover(bed, dampened & hidden)


FUNGAL_ANTIGEN_PG_PER_ML = 80.0
"""The maker's limit of the test."""


def _still_rises(bed: Bed) -> Column:
    """Say whether procalcitonin still rises half a day behind the antibiotic, and no culture says that it reaches."""
    rises = _procalcitonin_rises(bed) & (bed.newest(Channel.PROCALCITONIN) >= BACTERIAL_UG_PER_L)
    behind = bed.sampled_behind(Channel.PROCALCITONIN, "antibiotic", STILL_RISES_BEHIND_H)
    return bed.is_running("antibiotic") & behind & rises & no(bed.culture_grew(Germ.COVERED))


def _second_infection(bed: Bed) -> None:
    """Look for what the antibiotic lets through, and give to what is found the drug that reaches it."""
    at_risk = bed.was_given(*DAMPENERS, "antibiotic", "meropenem")
    hot = bed.vital(Channel.TEMPERATURE) >= FEVER_C
    bed.draw(Panel.CULTURE, where(hot, 24.0, 48.0), at_risk)
    bed.draw(Panel.FUNGAL_ANTIGEN, 72.0, at_risk)
    on_reserve = bed.is_running("meropenem")
    _change_to_reserve(bed, bed.culture_grew(Germ.RESISTANT) & no(on_reserve))
    # The reserve selects too: what grew and is reached by the usual antibiotic gets that (Surviving Sepsis Campaign).
    bed.change("meropenem", "antibiotic", on_reserve & bed.culture_grew(Germ.COVERED))
    fungus = bed.culture_grew(Germ.FUNGUS) | (bed.newest(Channel.FUNGAL_ANTIGEN) >= FUNGAL_ANTIGEN_PG_PER_ML)
    bed.give("voriconazole", fungus & no(bed.is_running("voriconazole")))


def _under_control(bed: Bed) -> Column:
    """Say whether bacteria are covered for a day, procalcitonin does not rise, and nothing grew that is not reached."""
    covered = bed.is_running("antibiotic") & bed.sampled_behind(Channel.PROCALCITONIN, "antibiotic", COVERED_FOR_H)
    missed = bed.culture_grew(Germ.RESISTANT) | bed.culture_grew(Germ.FUNGUS)
    return covered & no(_procalcitonin_rises(bed)) & no(missed)


def _reached(bed: Bed) -> Column:
    """Say whether a drug runs that reaches what the newest culture grew."""
    reserve = bed.is_running("meropenem")
    usual = bed.is_running("antibiotic") & bed.culture_grew(Germ.COVERED)
    fungus = bed.culture_grew(Germ.FUNGUS)
    return (usual | (reserve & no(fungus))) | (fungus & bed.is_running("voriconazole"))


def _viral(bed: Bed) -> None:
    hidden = _hidden_infection(bed)
    needs_oxygen = bed.least(1.0)[0] > 0.21
    late = bed.on_device(Device.HIGH_FLOW)
    bed.give("remdesivir", no(late) & (needs_oxygen | bed.high_risk) & no(bed.was_given("remdesivir")))
    bacterial = _bacterial(bed)
    dampened = bed.was_given(*DAMPENERS)
    _cover(bed, bacterial & no(dampened) & no(bed.is_running("antibiotic")))
    _stop_needless_antibiotic(bed)
    more_oxygen = _oxygen_rises(bed) | late
    on_steroid = bed.is_running(*STEROIDS)
    # Bacteria first: a steroid on top only where their drug was given and the need rises all the same.
    reached = no(bed.culture_is_positive()) | _reached(bed)
    covered = no(bacterial) | (bed.was_given("antibiotic") & reached & more_oxygen)
    turning = il6_falls(bed) & no(more_oxygen)
    bed.give("dexamethasone", needs_oxygen & no(on_steroid) & covered & no(turning))
    rising = more_oxygen | (il6_rises(bed) & (bed.newest(Channel.IL6) >= RAISED_IL6_PG_PER_ML))
    inflamed = bed.newest(Channel.CRP) >= CRP_FOR_TOCILIZUMAB_MG_PER_L
    safe = (bed.newest(Channel.NEUTROPHILS) >= NEUTROPENIA) & (no(hidden | bacterial) | _under_control(bed))
    bed.give("tocilizumab", on_steroid & rising & inflamed & safe & no(bed.was_given("tocilizumab")))
    for steroid in STEROIDS:
        bed.stop(steroid, on_steroid & (bed.most(24.0)[0] <= 0.21))
    _watch_for_infection(bed, hidden)
    _change_to_reserve(bed, _still_rises(bed))


def _deepens(bed: Bed) -> Column:
    """Say whether shock deepens behind an antibiotic: norepinephrine for four hours, and more of it than then."""
    lasting = bed.least(ESCALATE_AFTER_H)[1] > 0.0
    return bed.was_given("antibiotic") & lasting & (bed.pressor > bed.pressor_before(ESCALATE_AFTER_H) + 0.01)


def _germs_live(bed: Bed) -> Column:
    """Say whether the trend speaks for germs that the antibiotic does not reach: procalcitonin and IL-6 go on rising.

    Vessels leak on for hours after the germs are dead, so a pressure that falls does not tell.
    """
    rises = _procalcitonin_rises(bed)
    manifold = bed.newest(Channel.PROCALCITONIN) >= ANSWER_ALONE_FOLD * bed.lowest_of_five_before(Channel.PROCALCITONIN)
    # Not a number is neither: one result of IL-6 has no trend.
    il6_has_a_trend = bed.before(Channel.IL6) > 0.0
    behind = bed.sampled_behind(Channel.PROCALCITONIN, "antibiotic", ANSWER_BEHIND_H)
    return behind & rises & (il6_rises(bed) | (no(il6_has_a_trend) & manifold))


def _answer_to_antibiotic(bed: Bed) -> None:
    """Take samples close together until they tell whether the first antibiotic reaches the germs."""
    asked = bed.was_given("antibiotic") & no(bed.has_results(Channel.PROCALCITONIN, ANSWER_TOLD_BY))
    bed.draw(Panel.INFLAMMATION, ANSWER_EVERY_H, asked)
    bed.draw(Panel.IL6, ANSWER_EVERY_H, asked)


def _sepsis(bed: Bed) -> None:
    reserve = bed.is_running("meropenem")
    _cover(bed, (no(bed.was_given("antibiotic")) | _hidden_infection(bed)) & no(reserve))
    _answer_to_antibiotic(bed)
    # A culture needs a day, which a germ that is not reached does not give.
    _change_to_reserve(bed, _deepens(bed) & _germs_live(bed) & no(bed.was_given("meropenem")))
    four_hours = bed.least(4.0)[1] >= FORMULARY["hydrocortisone"].pressor_from_ug_per_kg_min
    bed.give("hydrocortisone", four_hours & no(bed.is_running("hydrocortisone")))
    bed.stop("hydrocortisone", bed.most(12.0)[1] == 0.0)
    _stop_needless_antibiotic(bed)


def release_grade(bed: Bed) -> Column:
    """Return the ASTCT grade of the release syndrome, 0 to 4.

    Once fever or treatment has begun it, fever is not asked for again.
    """
    begun = (bed.hottest(48.0) >= FEVER_C) | bed.was_given(*DAMPENERS)
    low = (bed.vital(Channel.SYSTOLIC) < 90.0) | (bed.vital(Channel.MAP) < 65.0)
    grade = where(bed.vital(Channel.TEMPERATURE) >= FEVER_C, 1, 0)
    grade = where(low | bed.bolus_within_5_h() | bed.on_device(Device.NASAL_CANNULA), 2, grade)
    grade = where((bed.pressor > 0.0) | bed.on_device(Device.MASK), 3, grade)
    grade = where((bed.pressor >= 0.5) | bed.on_device(Device.VENTILATOR), 4, grade)
    return where(begun, grade, 0)


def _no_better(bed: Bed, regimen: str) -> Column:
    """Say whether support is needed and has not fallen since a dose that was given twelve hours ago or earlier.

    Nor within these twelve: whose need falls gets better, also where it is not yet what it was at the dose.
    """
    oxygen_before, pressor_before = bed.support_at_dose(regimen)
    most_oxygen, most_pressor = bed.most(12.0)
    needed = (bed.fio2 > 0.21) | (bed.pressor > 0.0)
    held = (bed.fio2 >= oxygen_before) & (bed.pressor >= pressor_before)
    falls = (bed.fio2 < most_oxygen) | (bed.pressor < most_pressor)
    return (bed.since_dose_h(regimen) >= 12.0) & needed & held & no(falls)


def _car_t(bed: Bed) -> None:
    hidden = _hidden_infection(bed)
    fever = bed.vital(Channel.TEMPERATURE) >= FEVER_C
    # After CAR-T cells few neutrophils are the rule: a count that was never taken is taken for low.
    neutropenic = no(bed.newest(Channel.NEUTROPHILS) >= NEUTROPENIA)
    _cover(bed, fever & neutropenic & no(bed.is_running("antibiotic")))
    grade = release_grade(bed)
    if bed.offers("tocilizumab"):
        again = no(bed.was_given("tocilizumab")) | _no_better(bed, "tocilizumab")
        # Sepsis looks alike: where procalcitonin is high and IL-6 does not rise, bacteria are treated first.
        septic = (_bacterial(bed) & no(il6_rises(bed))) | (bed.culture_is_positive() & no(_reached(bed)))
        bed.give("tocilizumab", (grade >= 2) & again & no(septic))
    on_steroid = bed.is_running(*STEROIDS)
    unanswered = (grade >= 2) & bed.was_given("tocilizumab") & _no_better(bed, "tocilizumab")
    bed.give("dexamethasone_high", ((grade >= 3) | unanswered) & no(on_steroid))
    fio2, pressor = bed.most(24.0)
    settled = (fio2 <= 0.21) & (pressor == 0.0) & (bed.hottest(24.0) < FEVER_C)
    for steroid in STEROIDS:
        bed.stop(steroid, on_steroid & settled)
    _watch_for_infection(bed, hidden)
    _change_to_reserve(bed, _still_rises(bed))


_GUIDELINES: Final = {Treated.VIRAL: _viral, Treated.SEPSIS: _sepsis, Treated.RELEASE: _car_t}


def follow(treated: Treated, bed: Bed) -> None:
    """Wish at a bed, or at a column of them, for what the guideline asks at this hour."""
    _tests(bed)
    _GUIDELINES[treated](bed)
    _second_infection(bed)


@dataclass(frozen=True, slots=True)
class Reference:
    """The guideline, by phenotype."""

    name: str = "reference"

    def orders(self, view: View) -> tuple[Order, ...]:
        """Return what the guideline asks for at this hour."""
        bed = AtView(view)
        follow(DISEASES[view.level.phenotype].treated, bed)
        return by_hand(view) + bed.orders
