"""The guideline as a player: what a careful doctor would do, by phenotype. Versioned, since marks rest on it.

COVID-19: NIH guideline (2024) and RECOVERY: remdesivir early, dexamethasone when oxygen is needed, tocilizumab on top
when the need rises and CRP is 75 mg/L or more. Sepsis: Surviving Sepsis Campaign (2021, 2026). CAR-T: ASTCT grades
(Lee, 2019) and ASCO (Santomasso, 2021).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.case.view import View
from game.policy.bed import AtView, Bed
from game.policy.support import by_hand
from game.values.channel import Channel, Panel
from game.values.disease import Treated
from game.values.diseases import DISEASES
from game.values.drug import DAMPENERS, FORMULARY, STEROIDS
from game.values.elementwise import Column, no, where
from game.values.order import Device, Order

REFERENCE_VERSION = 1

FEVER_C = 38.0
CRP_FOR_TOCILIZUMAB_MG_PER_L = 75.0
NEUTROPENIA = 1.0
"""10^9/L."""


def _tests(bed: Bed) -> None:
    """Look often while it burns, seldom while it is calm."""
    busy = (bed.news2 >= 5) | bed.was_given(*DAMPENERS)
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


def _cover(bed: Bed, who: Column) -> None:
    """Cultures first, then the antibiotic."""
    may = who & bed.may_give("antibiotic")
    bed.draw(Panel.CULTURE, 24.0, may)
    bed.give("antibiotic", may)


def _watch_for_infection(bed: Bed, hidden: Column) -> None:
    dampened = bed.was_given(*DAMPENERS)
    bed.draw(Panel.CULTURE, 48.0, dampened)
    _cover(bed, dampened & hidden)


def _viral(bed: Bed) -> None:
    hidden = _hidden_infection(bed)
    needs_oxygen = bed.least(1.0)[0] > 0.21
    late = bed.on_device(Device.HIGH_FLOW)
    bed.give("remdesivir", no(late) & (needs_oxygen | bed.high_risk) & no(bed.was_given("remdesivir")))
    on_steroid = bed.is_running(*STEROIDS)
    bed.give("dexamethasone", needs_oxygen & no(on_steroid))
    rising = (bed.fio2 > bed.fio2_before(12.0) + 0.01) | late
    inflamed = bed.newest(Channel.CRP) >= CRP_FOR_TOCILIZUMAB_MG_PER_L
    safe = (bed.newest(Channel.NEUTROPHILS) >= NEUTROPENIA) & no(hidden)
    bed.give("tocilizumab", on_steroid & rising & inflamed & safe & no(bed.was_given("tocilizumab")))
    for steroid in STEROIDS:
        bed.stop(steroid, on_steroid & (bed.most(24.0)[0] <= 0.21))
    _watch_for_infection(bed, hidden)


def _sepsis(bed: Bed) -> None:
    _cover(bed, no(bed.was_given("antibiotic")) | _hidden_infection(bed))
    four_hours = bed.least(4.0)[1] >= FORMULARY["hydrocortisone"].pressor_from_ug_per_kg_min
    bed.give("hydrocortisone", four_hours & no(bed.is_running("hydrocortisone")))
    bed.stop("hydrocortisone", bed.most(12.0)[1] == 0.0)


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
    """Say whether support is needed and has not fallen since a dose that was given twelve hours ago or earlier."""
    oxygen_before, pressor_before = bed.support_at_dose(regimen)
    needed = (bed.fio2 > 0.21) | (bed.pressor > 0.0)
    held = (bed.fio2 >= oxygen_before) & (bed.pressor >= pressor_before)
    return (bed.since_dose_h(regimen) >= 12.0) & needed & held


def _car_t(bed: Bed) -> None:
    hidden = _hidden_infection(bed)
    fever = bed.vital(Channel.TEMPERATURE) >= FEVER_C
    # After CAR-T cells few neutrophils are the rule: a count that was never taken is taken for low.
    neutropenic = no(bed.newest(Channel.NEUTROPHILS) >= NEUTROPENIA)
    _cover(bed, fever & neutropenic & no(bed.is_running("antibiotic")))
    grade = release_grade(bed)
    if bed.offers("tocilizumab"):
        again = no(bed.was_given("tocilizumab")) | _no_better(bed, "tocilizumab")
        bed.give("tocilizumab", (grade >= 2) & again)
    on_steroid = bed.is_running(*STEROIDS)
    bed.give("dexamethasone_high", (grade >= 3) & no(on_steroid))
    fio2, pressor = bed.most(24.0)
    settled = (fio2 <= 0.21) & (pressor == 0.0) & (bed.hottest(24.0) < FEVER_C)
    for steroid in STEROIDS:
        bed.stop(steroid, on_steroid & settled)
    _watch_for_infection(bed, hidden)


_GUIDELINES: Final = {Treated.VIRAL: _viral, Treated.SEPSIS: _sepsis, Treated.RELEASE: _car_t}


def follow(treated: Treated, bed: Bed) -> None:
    """Wish at a bed, or at a column of them, for what the guideline asks at this hour."""
    _tests(bed)
    _GUIDELINES[treated](bed)


@dataclass(frozen=True, slots=True)
class Reference:
    """The guideline, by phenotype."""

    name: str = "reference"

    def orders(self, view: View) -> tuple[Order, ...]:
        """Return what the guideline asks for at this hour."""
        bed = AtView(view)
        follow(DISEASES[view.level.phenotype].treated, bed)
        return by_hand(view) + bed.orders
