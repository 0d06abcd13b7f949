"""The guideline as a player: what a careful doctor would do, by phenotype. Versioned, since marks rest on it.

COVID-19: NIH guideline (2024) and RECOVERY: remdesivir early, dexamethasone when oxygen is needed, tocilizumab on top
when the need rises and CRP is 75 mg/L or more. Sepsis: Surviving Sepsis Campaign (2021, 2026). CAR-T: ASTCT grades
(Lee, 2019) and ASCO (Santomasso, 2021).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.case.view import View
from game.policy import reading
from game.policy.support import by_hand
from game.values.channel import Channel, Panel
from game.values.disease import Treated
from game.values.diseases import DISEASES
from game.values.drug import DAMPENERS, FORMULARY, STEROIDS
from game.values.order import Device, Order
from game.values.ticks import Tick, hours

REFERENCE_VERSION = 1

FEVER_C = 38.0
CRP_FOR_TOCILIZUMAB_MG_PER_L = 75.0
NEUTROPENIA = 1.0
"""10^9/L."""


def _tests(view: View) -> tuple[Order, ...]:
    """Look often while it burns, seldom while it is calm."""
    busy = reading.charted_news2(view) >= 5 or reading.was_given(view, *DAMPENERS)
    return (
        *reading.draw(view, Panel.IL6, 8.0 if busy else 12.0),
        *reading.draw(view, Panel.INFLAMMATION, 8.0 if busy else 12.0),
        *reading.draw(view, Panel.LACTATE_CREATININE, 6.0 if busy else 12.0),
        *reading.draw(view, Panel.BLOOD_COUNT, 12.0 if busy else 24.0),
        *reading.draw(view, Panel.VIRAL_PCR, 48.0),
        *reading.draw(view, Panel.XRAY, 48.0),
    )


def _hidden_infection(view: View) -> bool:
    """Say whether an infection is likely behind the dampening, where CRP and fever no longer tell."""
    if reading.culture_is_positive(view):
        return True
    results = view.labs.get(Channel.PROCALCITONIN, ())
    if len(results) < 3 or not reading.was_given(view, *DAMPENERS):
        return False
    newest = results[-1].value
    lowest = min(result.value for result in results[-6:-1])
    return newest >= 0.5 and newest >= 2.0 * lowest


def _cover(view: View) -> tuple[Order, ...]:
    """Cultures first, then the antibiotic."""
    antibiotic = reading.give(view, "antibiotic")
    return (*reading.draw(view, Panel.CULTURE, 24.0), *antibiotic) if antibiotic else ()


def _watch_for_infection(view: View) -> tuple[Order, ...]:
    if not reading.was_given(view, *DAMPENERS):
        return ()
    culture = reading.draw(view, Panel.CULTURE, 48.0)
    return culture + (_cover(view) if _hidden_infection(view) else ())


def _viral(view: View) -> tuple[Order, ...]:
    patient = view.level.patient
    needs_oxygen = reading.least_support(view, 1.0)[0] > 0.21
    high_risk = patient.age_years >= 65 or patient.comorbidity >= 1
    found: tuple[Order, ...] = ()
    early = view.support.device < Device.HIGH_FLOW
    if early and (high_risk or needs_oxygen) and not reading.was_given(view, "remdesivir"):
        found += reading.give(view, "remdesivir")
    if needs_oxygen and not reading.is_running(view, *STEROIDS):
        found += reading.give(view, "dexamethasone")
    rising = view.support.fio2 > reading.support_before(view, 12.0)[0] + 0.01 or view.support.device >= Device.HIGH_FLOW
    inflamed = reading.is_known_above(view, Channel.CRP, CRP_FOR_TOCILIZUMAB_MG_PER_L)
    safe = reading.is_known_above(view, Channel.NEUTROPHILS, NEUTROPENIA) and not _hidden_infection(view)
    on_steroid = reading.is_running(view, *STEROIDS)
    if on_steroid and rising and inflamed and safe and not reading.was_given(view, "tocilizumab"):
        found += reading.give(view, "tocilizumab")
    if on_steroid and reading.most_support(view, 24.0)[0] <= 0.21:
        found += reading.stop(view, *STEROIDS)
    return found + _watch_for_infection(view)


def _sepsis(view: View) -> tuple[Order, ...]:
    found: tuple[Order, ...] = ()
    if not reading.was_given(view, "antibiotic") or _hidden_infection(view):
        found += _cover(view)
    four_hours = reading.least_support(view, 4.0)[1] >= FORMULARY["hydrocortisone"].pressor_from_ug_per_kg_min
    if four_hours and not reading.is_running(view, "hydrocortisone"):
        found += reading.give(view, "hydrocortisone")
    if reading.most_support(view, 12.0)[1] == 0.0:
        found += reading.stop(view, "hydrocortisone")
    return found


def release_grade(view: View) -> int:
    """Return the ASTCT grade of the release syndrome, 0 to 4.

    Once fever or treatment has begun it, fever is not asked for again.
    """
    begun = reading.hottest(view, 48.0) >= FEVER_C or reading.was_given(view, *DAMPENERS)
    if not begun:
        return 0
    support = view.support
    if support.device is Device.VENTILATOR or support.norepinephrine_ug_per_kg_min >= 0.5:
        return 4
    if support.norepinephrine_ug_per_kg_min > 0.0 or support.device >= Device.MASK:
        return 3
    low = view.vitals[Channel.SYSTOLIC].value < 90.0 or view.vitals[Channel.MAP].value < 65.0
    recent = [kept.fluid_boluses for _, kept in view.support_history[-6:]]
    bolus = bool(recent) and support.fluid_boluses > recent[0]
    if low or bolus or support.device >= Device.NASAL_CANNULA:
        return 2
    return 1 if view.vitals[Channel.TEMPERATURE].value >= FEVER_C else 0


def _no_better(view: View, dosed: Tick) -> bool:
    """Say whether support is needed and has not fallen since a dose that was given twelve hours ago or earlier."""
    since_h = hours(view.tick - dosed)
    support = view.support
    oxygen_before, pressor_before = reading.support_before(view, since_h)
    needed = support.fio2 > 0.21 or support.norepinephrine_ug_per_kg_min > 0.0
    held = support.fio2 >= oxygen_before and support.norepinephrine_ug_per_kg_min >= pressor_before
    return since_h >= 12.0 and needed and held


def _car_t(view: View) -> tuple[Order, ...]:
    found: tuple[Order, ...] = ()
    fever = view.vitals[Channel.TEMPERATURE].value >= FEVER_C
    # After CAR-T cells few neutrophils are the rule: a count that was never taken is taken for low.
    neutropenic = not reading.is_known_above(view, Channel.NEUTROPHILS, NEUTROPENIA)
    if fever and neutropenic and not reading.is_running(view, "antibiotic"):
        found += _cover(view)
    grade = release_grade(view)
    blocker = reading.course(view, "tocilizumab")
    if grade >= 2 and blocker is not None and (not blocker.given or _no_better(view, blocker.given[-1])):
        found += reading.give(view, "tocilizumab")
    if grade >= 3 and not reading.is_running(view, *STEROIDS):
        found += reading.give(view, "dexamethasone_high")
    settled = reading.most_support(view, 24.0) == (0.21, 0.0) and reading.hottest(view, 24.0) < FEVER_C
    if settled:
        found += reading.stop(view, *STEROIDS)
    return found + _watch_for_infection(view)


_GUIDELINES: Final = {Treated.VIRAL: _viral, Treated.SEPSIS: _sepsis, Treated.RELEASE: _car_t}


@dataclass(frozen=True, slots=True)
class Reference:
    """The guideline, by phenotype."""

    name: str = "reference"

    def orders(self, view: View) -> tuple[Order, ...]:
        """Return what the guideline asks for at this hour."""
        usual = (*by_hand(view), *_tests(view))
        return usual + _GUIDELINES[DISEASES[view.level.phenotype].treated](view)
