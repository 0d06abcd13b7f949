"""Build the player's view of a case: readings, never the body."""

from __future__ import annotations

from game.bedside.alarms import Watch, describe, priority
from game.bedside.monitor import observe, without_a_heartbeat
from game.bedside.news2 import EMERGENCY_FROM, RED_PART, Consciousness, Parts, counting, is_scored, sounds
from game.bedside.rhythm import HeartRhythm
from game.bedside.trend import doubling
from game.case import dying, organs, ward
from game.case.appearance import consciousness, seen
from game.case.calls import part_words, scoring
from game.case.giving import next_mg
from game.case.readings import counted, score
from game.case.rules import bars_it, check
from game.case.state import Case, CourseLine
from game.case.view import Alarm, Course, News2, PendingResult, Support, View
from game.patient.signs import Signs, signs
from game.values.channel import Channel, Flag, Reading
from game.values.fact import Priority
from game.values.order import Device, Give
from game.values.ticks import TICKS_PER_HOUR, Tick, time_text
from game.values.words import capital, say

CHANGE_OVER_TICKS = 6 * TICKS_PER_HOUR
"""Over how long the change of NEWS2 is told (assumed: half a shift)."""


def consciousness_of(case: Case, true: Signs) -> Consciousness:
    """Return the level of consciousness that the nurse writes down."""
    return consciousness(true.confusion, ventilated=case.breathed.peep > 0.0)


def comparable(then: Support, now: Support, change: int) -> bool:
    """Say whether a change of NEWS2 says how the patient does: what a tube or more support took away is no progress."""
    if (then.device is Device.VENTILATOR) is not (now.device is Device.VENTILATOR):
        return False
    more = now.device > then.device or now.norepinephrine_ug_per_kg_min > then.norepinephrine_ug_per_kg_min
    return not (more and change < 0)


def _change(case: Case, parts: Parts) -> int | None:
    then = (case.tick - CHANGE_OVER_TICKS) // TICKS_PER_HOUR
    if then < 0 or not parts.complete:
        return None
    hour = case.sheets.hours[then]
    change = int(parts.total) - hour.news2_total
    return change if comparable(hour.support, ward.described(case.holding), change) else None


def _news2(case: Case, parts: Parts, known: dict[Channel, Reading]) -> News2:
    return News2(
        total=parts.total,
        respiratory_rate=parts.respiratory_rate,
        spo2=parts.spo2,
        oxygen=parts.oxygen,
        systolic=parts.systolic,
        heart_rate=parts.heart_rate,
        consciousness=parts.consciousness,
        temperature=parts.temperature,
        change_6h=_change(case, parts),
        readings=known,
    )


def _course(case: Case, line: CourseLine) -> Course:
    weight = case.admission.level.patient.weight_kg
    refusal = check(Give(regimen=line.regimen.id), case)
    return Course(
        regimen=line.regimen,
        running=line.running,
        given=line.given,
        next_due=line.next_due,
        dose_mg=next_mg(line, weight),
        refusal=refusal,
        bars_it=bars_it(line.regimen.id, case) if refusal else "",
        left=line.left,
        chosen_mg=line.chosen_mg,
        tapering=line.tapering,
        possible=line.max_doses - len(line.given),
        before=line.before,
        ordered=line.ordered,
    )


def _alarm(watch: Watch, vitals: dict[Channel, Reading], start_minute: int, *, ventilated: bool) -> Alarm:
    """Return an alarm in the words of this tick's reading, or of the one that raised it, with its time."""
    active = watch.passed > 0
    now = vitals[watch.channel]
    # The monitor shows one value of a channel, so an alarm beside it speaks of no other without saying when.
    passes = priority(watch.channel, now.value, ventilated=ventilated) is not None
    current = active and now.flag is not Flag.ABSENT and passes

    def told(*, short: bool) -> str:
        if current:
            return describe(watch.channel, now.value, short=short, ventilated=ventilated)
        raised = describe(watch.channel, watch.value, short=short, ventilated=ventilated)
        return say("case.build_view.at", describe=raised, when=time_text(watch.earned, start_minute))

    text, few = told(short=False), told(short=True)
    return Alarm(watch.channel, watch.priority, text, watch.since, active=active, short=few)


def _alarms(
    case: Case, vitals: dict[Channel, Reading], parts: Parts, known: dict[Channel, Reading], awareness: Consciousness
) -> tuple[Alarm, ...]:
    """Return the alarms; the score's own sounds where no vital sign does for a patient for whom it asks."""
    start = case.admission.level.start.clock_minute
    device, seen = ward.device(case.holding), known.get(Channel.SPO2)
    ventilated = not is_scored(device)
    found = [_alarm(watch, vitals, start, ventilated=ventilated) for watch in case.watches if watch.sounded]
    spo2 = None if seen is None else seen.value
    if not sounds(parts, device, spo2) or any(one.active and one.priority > Priority.LOW for one in found):
        return tuple(found)
    text, since = say("case.build_view.news2_or_more", total=parts.total, emergency_from=EMERGENCY_FROM), case.tick
    if is_scored(device):
        since = _emergency_since(case)
    else:
        own = counting(parts, device, spo2)
        red = scoring(own, awareness, RED_PART)
        text = say("case.build_view.beside_the_machine", total=own.total)
        if red:
            told = capital(part_words(red[0], known, awareness))
            text = say("case.build_view.red_part", told=told, points=RED_PART)
    return (*found, Alarm(None, Priority.MEDIUM, text, since, active=True, short=text))


def _emergency_since(case: Case) -> Tick:
    """Return the first of the hours running in which the score was written down as an emergency; now, if none was."""
    since = case.tick
    for hour in reversed(case.sheets.hours):
        if hour.news2_total < EMERGENCY_FROM:
            break
        since = hour.tick
    return since


def build_view(case: Case) -> View:
    """Return everything that the player knows at this tick."""
    admission, sheets = case.admission, case.sheets
    level = admission.seen
    true = signs(case.body, case.breathed)
    vitals = observe(case.shown, admission.seed, case.tick)
    support = ward.described(case.holding)
    awareness = consciousness_of(case, true)
    known = counted(case, vitals)
    parts = score(known, on_oxygen=case.breathed.fio2 > 0.21, awareness=awareness)
    rhythm = dying.rhythm(case)
    beats = rhythm is not HeartRhythm.NONE
    if not beats:
        vitals = without_a_heartbeat(vitals, ventilated=support.device is Device.VENTILATOR)
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
        alarms=_alarms(case, vitals, parts, known, awareness),
        news2=_news2(case, parts, known),
        organs=(
            organs.lungs(vitals, known, parts, support, case.tick) if beats else organs.lungs_at_rest(support),
            organs.heart(vitals, parts, support) if beats else organs.heart_at_rest(),
            organs.kidneys(true, sheets.chart.last(Channel.CREATININE), case.tick),
            organs.brain(awareness),
            organs.skin(true, vitals[Channel.TEMPERATURE]),
        ),
        consciousness=awareness,
        nurse=sheets.said,
        calls=sheets.calls,
        pressed=sheets.pressed,
        facts=case.facts,
        history=sheets.history,
        il6_doubling=doubling(sheets.chart.of(Channel.IL6)) if level.show_doubling_time else None,
        outcome=case.outcome,
        support_history=tuple([(hour.tick, hour.support) for hour in sheets.hours]),
        news2_history=tuple([(hour.tick, hour.news2_total) for hour in sheets.hours]),
        rhythm=rhythm,
        appearance=seen(
            true,
            vitals,
            awareness,
            support.device,
            prone=support.prone,
            ending=case.outcome.ending if case.outcome is not None else None,
        ),
    )
