"""The organs as the bedside shows them: measured, in words, and graded by the numbers that are printed.

What is not measured is never well: the last reading counts and says its age, and an organ that was never measured is
worth a look.
"""

from __future__ import annotations

from typing import Final

from game.bedside.news2 import Consciousness
from game.case import appearance
from game.case.readings import aged
from game.case.view import OrganSign, Support
from game.patient.signs import Signs
from game.values.channel import Channel, Reading
from game.values.order import Device
from game.values.ticks import Tick
from game.values.words import say

UNKNOWN: Final = 1
"""The least grade of an organ whose sign was never measured: worth a look."""
_DEVICE_GRADES: Final = {Device.AIR: 0, Device.NASAL_CANNULA: 1, Device.VENTILATOR: 3}
_BRAIN_GRADES: Final = {
    Consciousness.ALERT: 0,
    Consciousness.SEDATED: 1,
    Consciousness.CONFUSED: 2,
    Consciousness.VOICE: 2,
}


def _below(value: float, *limits: float) -> int:
    return sum(value < limit for limit in limits)


def _above(value: float, *limits: float) -> int:
    return sum(value > limit for limit in limits)


def lungs(now: Reading, counted: Reading | None, support: Support, tick: Tick) -> OrganSign:
    """Return the lungs by SpO₂ and what it takes to hold it."""
    grade = _DEVICE_GRADES.get(support.device, 2)
    grade = max(grade, UNKNOWN if counted is None else _below(counted.shown, 94.0, 90.0, 86.0))
    return OrganSign(
        say("case.organs.lungs"), say("case.organs.spo2_on", aged=aged(now, counted, tick), support=support.text), grade
    )


def heart(vitals: dict[Channel, Reading], support: Support) -> OrganSign:
    """Return the heart and vessels by mean pressure, rate and norepinephrine."""
    pressure = vitals[Channel.MAP]
    dose = support.norepinephrine_ug_per_kg_min
    grade = _above(vitals[Channel.HEART_RATE].shown, 110.0)
    if pressure.shown < 65.0 or dose > 0.0:
        grade = 2
    if pressure.shown < 55.0 or dose >= 0.25:
        grade = 3
    pressor = say("case.organs.norepinephrine_ug_kg_min", dose=f"{dose:.2f}") if dose else ""
    return OrganSign(
        say("case.organs.heart"), say("case.organs.mean_pressure_mmhg", pressure=pressure.text, pressor=pressor), grade
    )


def kidneys(true: Signs, creatinine: Reading | None) -> OrganSign:
    """Return the kidneys by urine and the last creatinine."""
    urine = round(true.urine, 1)
    grade = _below(urine, 0.8, 0.5, 0.3)
    text = say("case.organs.urine_ml_kg_h", urine=f"{urine:.1f}")
    if creatinine is not None:
        grade = max(grade, _above(creatinine.shown, 110.0, 165.0, 330.0))
        text += say("case.organs.creatinine_umol_l", creatinine=creatinine.text)
    return OrganSign(say("case.organs.kidneys"), text, grade)


def brain(awareness: Consciousness) -> OrganSign:
    """Return the brain by the level of consciousness that NEWS2 counts."""
    return OrganSign(
        say("case.organs.brain"), appearance.awareness_words(awareness, within=True), _BRAIN_GRADES.get(awareness, 3)
    )


def skin(true: Signs, temperature: Reading) -> OrganSign:
    """Return the skin: mottled skin is cold and never hot, whatever the thermometer says."""
    if true.skin_mottling >= appearance.MOTTLED_TO_THIGHS_FROM:
        return OrganSign(say("case.organs.skin"), say("case.organs.cold_mottled_to_the_thighs"), 3)
    if true.skin_mottling >= appearance.MOTTLED_FROM:
        return OrganSign(say("case.organs.skin"), say("case.organs.mottled_knees_slow_refill"), 2)
    felt = appearance.warmth(temperature.shown)
    return OrganSign(
        say("case.organs.skin"), say(f"case.organs.{felt.value}_skin"), int(felt is not appearance.Warmth.WARM)
    )
