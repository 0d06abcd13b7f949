"""Build the player's view of a case: readings, never the body."""

from __future__ import annotations

from game.bedside.alarms import Watch
from game.bedside.monitor import observe
from game.bedside.news2 import ALERT, Parts, news2
from game.case import ward
from game.case.nurse import SEDATED, consciousness
from game.case.parts import Case, CourseLine, Hour
from game.case.rules import check
from game.case.view import Alarm, Course, News2, OrganSign, PendingResult, Support, View
from game.patient.signs import Signs, signs
from game.values.channel import KINDS, Channel, Flag, Reading
from game.values.order import Device, Give
from game.values.ticks import TICKS_PER_HOUR

CHANGE_OVER_TICKS = 6 * TICKS_PER_HOUR


def consciousness_of(case: Case, true: Signs) -> str:
    """Return the level of consciousness that the nurse writes down."""
    return consciousness(true.confusion, ventilated=case.breathed.peep > 0.0)


def last_value(channel: Channel, vitals: dict[Channel, Reading], hours: tuple[Hour, ...]) -> float:
    """Return the reading, or where the probe shows nothing the last hourly one that there is."""
    reading = vitals[channel]
    if reading.flag is not Flag.ABSENT:
        return reading.value
    written = (hour.vitals[channel] for hour in reversed(hours))
    return next((one.value for one in written if one.flag is not Flag.ABSENT), KINDS[channel].healthy_low)


def score(vitals: dict[Channel, Reading], hours: tuple[Hour, ...], *, on_oxygen: bool, awareness: str) -> Parts:
    """Return NEWS2 for these readings."""
    return news2(
        last_value(Channel.RESPIRATORY_RATE, vitals, hours),
        last_value(Channel.SPO2, vitals, hours),
        on_oxygen=on_oxygen,
        systolic=last_value(Channel.SYSTOLIC, vitals, hours),
        heart_rate=last_value(Channel.HEART_RATE, vitals, hours),
        consciousness=awareness,
        temperature=last_value(Channel.TEMPERATURE, vitals, hours),
    )


def _news2(case: Case, parts: Parts) -> News2:
    then = (case.tick - CHANGE_OVER_TICKS) // TICKS_PER_HOUR
    earlier = case.sheets.hours[then].news2_total if then >= 0 else None
    return News2(
        total=parts.total,
        respiratory_rate=parts.respiratory_rate,
        spo2=parts.spo2,
        oxygen=parts.oxygen,
        systolic=parts.systolic,
        heart_rate=parts.heart_rate,
        consciousness=parts.consciousness,
        temperature=parts.temperature,
        change_6h=None if earlier is None else parts.total - earlier,
    )


def _course(case: Case, line: CourseLine) -> Course:
    weight = case.admission.level.patient.weight_kg
    return Course(
        regimen=line.regimen,
        running=line.running,
        given=line.given,
        next_due=line.next_due,
        dose_mg=line.regimen.dose(weight, len(line.given)),
        refusal=check(Give(regimen=line.regimen.id), case),
    )


def _alarm(watch: Watch) -> Alarm:
    return Alarm(watch.channel, watch.priority, watch.text, watch.since, active=watch.passed > 0)


def _lungs(vitals: dict[Channel, Reading], support: Support) -> OrganSign:
    reading = vitals[Channel.SPO2]
    low = reading.value if reading.flag is not Flag.ABSENT else 100.0
    grade = {Device.AIR: 0, Device.NASAL_CANNULA: 1, Device.VENTILATOR: 3}.get(support.device, 2)
    grade = max(grade, (low < 94.0) + (low < 90.0) + (low < 86.0))
    return OrganSign("Lungs", f"SpO₂ {reading.text} % on {support.text}", grade)


def _heart(vitals: dict[Channel, Reading], support: Support) -> OrganSign:
    pressure = vitals[Channel.MAP]
    dose = support.norepinephrine_ug_per_kg_min
    grade = int(vitals[Channel.HEART_RATE].value > 110.0)
    if pressure.value < 65.0 or dose > 0.0:
        grade = 2
    if pressure.value < 55.0 or dose >= 0.25:
        grade = 3
    pressor = f", norepinephrine {dose:.2f} µg/kg/min" if dose else ""
    return OrganSign("Heart", f"mean pressure {pressure.text} mmHg{pressor}", grade)


def _kidneys(true: Signs, creatinine: Reading | None) -> OrganSign:
    urine = round(true.urine_ml_per_kg_h, 1)
    grade = (urine < 0.8) + (urine < 0.5) + (urine < 0.3)
    text = f"urine {urine:.1f} mL/kg/h"
    if creatinine is not None:
        grade = max(grade, (creatinine.value > 110.0) + (creatinine.value > 165.0) + (creatinine.value > 330.0))
        text += f", creatinine {creatinine.text} µmol/L"
    return OrganSign("Kidneys", text, grade)


def _brain(awareness: str) -> OrganSign:
    grade = {ALERT: 0, SEDATED: 1, "Confused": 2, "Voice": 2}.get(awareness, 3)
    return OrganSign("Brain", awareness.lower(), grade)


def _skin(true: Signs, temperature: Reading) -> OrganSign:
    warmth = "hot" if temperature.value >= 38.0 else "warm"
    for limit, grade, text in ((0.5, 3, "cold, mottled to the thighs"), (0.2, 2, "mottled knees, slow refill")):
        if true.skin_mottling >= limit:
            return OrganSign("Skin", text, grade)
    return OrganSign("Skin", f"{warmth}, brisk refill", int(warmth == "hot"))


def view(case: Case) -> View:
    """Return everything that the player knows at this tick."""
    admission, sheets = case.admission, case.sheets
    level = admission.level
    true = signs(case.body, case.breathed)
    vitals = observe(case.shown, admission.seed, case.tick)
    support = ward.described(case.holding)
    awareness = consciousness_of(case, true)
    parts = score(vitals, sheets.hours, on_oxygen=case.breathed.fio2 > 0.21, awareness=awareness)
    return View(
        level=level,
        tick=case.tick,
        horizon=admission.horizon,
        vitals=vitals,
        vital_history=tuple([(hour.tick, hour.vitals) for hour in sheets.hours]),
        labs=dict(sheets.chart.results),
        pending=tuple([PendingResult(sample.panel, sample.taken, sample.due) for sample in sheets.samples]),
        courses=tuple([_course(case, line) for line in sheets.courses]),
        support=support,
        alarms=tuple([_alarm(watch) for watch in case.watches if watch.sounded]),
        news2=_news2(case, parts),
        organs=(
            _lungs(vitals, support),
            _heart(vitals, support),
            _kidneys(true, sheets.chart.last(Channel.CREATININE)),
            _brain(awareness),
            _skin(true, vitals[Channel.TEMPERATURE]),
        ),
        consciousness=awareness,
        nurse=sheets.said,
        facts=case.facts,
        history=sheets.history,
        il6_doubling_h=sheets.chart.doubling_h(Channel.IL6) if level.show_doubling_time else None,
        outcome=case.outcome,
        support_history=tuple([(hour.tick, hour.support) for hour in sheets.hours]),
        news2_history=tuple([(hour.tick, hour.news2_total) for hour in sheets.hours]),
    )
