"""The organs as the bedside shows them: measured, in words, and graded by the numbers that are printed.

What is not measured is never well: the last reading counts and says its age, and an organ that was never measured is
worth a look. Neither is an organ to which NEWS2 gives points: the panel and the nurse judge by the same chart.
"""

from __future__ import annotations

from typing import Final

from game.bedside.news2 import EMERGENCY_FROM, RED_PART, Consciousness, Parts
from game.bedside.trend import is_old
from game.case import appearance
from game.case.readings import aged
from game.case.view import OrganSign, Support
from game.patient.signs import Signs
from game.values.channel import Channel, Reading
from game.values.order import Device
from game.values.ticks import Tick, span_text
from game.values.words import say

UNKNOWN: Final = 1
"""The least grade of an organ whose sign was never measured: worth a look."""
MOST_FIO2_WITHOUT_A_TUBE: Final = 0.6
"""Above it high flow is failing: oxygen in this share is what ventilators are for (assumed)."""
_DEVICE_GRADES: Final = {Device.AIR: 0, Device.NASAL_CANNULA: 1, Device.VENTILATOR: 3}
_BRAIN_GRADES: Final = {
    Consciousness.ALERT: 0,
    Consciousness.SEDATED: 1,
    Consciousness.CONFUSED: 2,
    Consciousness.VOICE: 2,
}
"""How grave a device and a state of mind are, 0 to 3; devices between are worrying, deeper states grave (assumed)."""


def _below(value: float, *limits: float) -> int:
    return sum(value < limit for limit in limits)


def _above(value: float, *limits: float) -> int:
    return sum(value > limit for limit in limits)


def _scored(*points: float | None) -> int:
    """Return the grade of an organ's parts of NEWS2: worth a look with any point, worrying with a red part."""
    most = max(one or 0 for one in points)
    return int(most > 0) + int(most >= RED_PART)


def lungs(
    vitals: dict[Channel, Reading], counted: dict[Channel, Reading], parts: Parts, support: Support, tick: Tick
) -> OrganSign:
    """Return the lungs by SpO₂, breathing and what it takes: danger where these parts alone are an emergency."""
    spo2 = counted.get(Channel.SPO2)
    breathing = (parts.spo2, parts.respiratory_rate, parts.oxygen)
    grade = max(_DEVICE_GRADES.get(support.device, 2), _scored(parts.spo2, parts.respiratory_rate))
    grade = max(grade, UNKNOWN if spo2 is None else _below(spo2.shown, 94.0, 90.0, 86.0))
    if round(support.fio2, 2) > MOST_FIO2_WITHOUT_A_TUBE or sum(one or 0 for one in breathing) >= EMERGENCY_FROM:
        grade = 3
    text = say("case.organs.spo2_on", aged=aged(vitals[Channel.SPO2], spo2, tick), support=support.text)
    if parts.respiratory_rate:
        text += say("case.organs.breaths_min", rate=counted[Channel.RESPIRATORY_RATE].text)
    return OrganSign(say("case.organs.lungs"), text, grade)


def lungs_at_rest(support: Support) -> OrganSign:
    """Return the lungs of somebody whose heart stands still: no probe sees a pulse, and only a machine breathes."""
    machine = support.device is Device.VENTILATOR
    text = say("case.organs.no_pulse_to_read", support=support.text) if machine else say("case.organs.not_breathing")
    return OrganSign(say("case.organs.lungs"), text, 3)


def heart_at_rest() -> OrganSign:
    """Return a heart that stands still, whatever its last beats counted to."""
    return OrganSign(say("case.organs.heart"), say("case.organs.no_heartbeat"), 3)


def heart(vitals: dict[Channel, Reading], parts: Parts, support: Support) -> OrganSign:
    """Return the heart and vessels by pressure, rate and norepinephrine."""
    pressure = vitals[Channel.MAP]
    dose = support.norepinephrine_ug_per_kg_min
    grade = _scored(parts.systolic, parts.heart_rate)
    if pressure.shown < 65.0 or dose > 0.0:
        grade = 2
    if pressure.shown < 55.0 or dose >= 0.25:
        grade = 3
    pressor = say("case.organs.norepinephrine_ug_kg_min", dose=f"{dose:.2f}") if dose else ""
    text = say("case.organs.mean_pressure_mmhg", pressure=pressure.text, pressor=pressor)
    if parts.heart_rate:
        text += say("case.organs.rate_min", rate=vitals[Channel.HEART_RATE].text)
    return OrganSign(say("case.organs.heart"), text, grade)


def kidneys(true: Signs, creatinine: Reading | None, tick: Tick) -> OrganSign:
    """Return the kidneys by urine and the last creatinine, with its age once it is old."""
    urine = round(true.urine, 1)
    grade = _below(urine, 0.8, 0.5, 0.3)
    text = say("case.organs.urine_ml_kg_h", urine=f"{urine:.1f}")
    if creatinine is not None:
        grade = max(grade, _above(creatinine.shown, 110.0, 165.0, 330.0))
        text += say("case.organs.creatinine_umol_l", creatinine=creatinine.text)
        if is_old(creatinine, tick):
            text += say("case.organs.taken_ago", span=span_text(tick - creatinine.taken))
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
    # A word between: "mottled, slow refill" and "hot, brisk refill" stood within an hour of each other.
    slow = true.skin_mottling >= appearance.SLOW_REFILL_FROM
    words = say(f"case.organs.{felt.value}_skin_slow") if slow else say(f"case.organs.{felt.value}_skin")
    return OrganSign(say("case.organs.skin"), words, int(slow or felt is not appearance.Warmth.WARM))
