"""What can be said at a bedside at this hour: the state, the clock and the chart, as the claims of sentences ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from game.bedside.news2 import URGENT_FROM, Consciousness
from game.case import appearance, calls, ward
from game.case.appearance import Effort
from game.case.readings import charted
from game.case.state import FAR, Case
from game.patient.signs import Signs
from game.values.channel import Channel
from game.values.claim import Claim
from game.values.drug import Family
from game.values.fact import Priority
from game.values.level import Looks, SupportMode
from game.values.order import Device
from game.values.organism import Germ
from game.values.ticks import (
    MINUTES_PER_DAY,
    MINUTES_PER_TICK,
    TICKS_PER_DAY,
    TICKS_PER_HOUR,
    Tick,
    day_of,
    hours,
    ticks,
)

NEWS_FOR = ticks(12.0)
"""How long a result is news (assumed)."""
FLUID_FOR = ticks(4.0)
"""How long a bag of fluid that ran in explains anything (assumed; little of 500 mL is in the vessels by then)."""
SOON = ticks(12.0)
"""In how long a culture grows that is told as soon (assumed; most take a day)."""
QUIET_FOR = ticks(4.0)
"""How long after a call nobody says a word of comfort (assumed)."""
LIGHT_FROM = ticks(12.0)
"""How long after a call nobody says a light word: half a day, as long as a call for one part is not repeated."""
HIGH_IL6_PG_PER_ML = 100.0
"""Of what relatives have read; about the mean of severe COVID-19 and more (Leisman 2020, Lancet Respir Med 8:1233)."""
FASTER_BREATHS_PER_MIN = 3.0
"""More breaths than at the door that an eye notices (assumed; three errors of the monitor)."""
SHIVERS_FROM_C = 38.5
"""°C from which somebody is said to shiver (assumed): a tail of 38.1 °C is hot skin and no rigor."""
SATURATED_PERCENT = 92.0
LOW_PRESSURE_MMHG = 65.0
EARLY_H = 12.0
AIR_FIO2 = 0.21
HIGH_SUGAR_MMOL_PER_L = 10.0
"""From where insulin is given in hospital: the upper end of its target (the same page as the next)."""
UP_SUGAR_MMOL_PER_L = 8.0
"""What a ward takes note of on a steroid: over 7.8, rounded up (American Diabetes Association, Diabetes Care in the
Hospital, 2024, Diabetes Care 47 Suppl 1:S295)."""
LITTLE_URINE_ML_PER_KG_H = 0.5
"""Under which urine is called little (KDIGO 2012, Kidney Int Suppl 2:1)."""
PRONE_LONG_H = 24.0
"""From when a nurse tells of it (assumed)."""
_MEALS_ENDED: Final = ((8, 10), (12, 14), (18, 20))
"""Hours of the day in which a meal was on the table within the last two (assumed)."""


@dataclass(frozen=True, slots=True)
class BedsideHour:
    """One hour at one bedside."""

    tick: Tick
    start_minute: int
    symptom_day: float
    consciousness: Consciousness
    mottling: float
    breathlessness: float
    temperature: float
    """As printed, °C, as the numbers below."""
    mean_pressure: float
    spo2: float
    """The last that was read; not a number where there is none."""
    breaths: float
    breaths_at_door: float
    breaths_before: float
    """Of the hour over which a rise is called for, or of the first."""
    device: Device
    prone: bool
    prone_h: float
    """For how many hours."""
    by_hand: bool
    """The player turns oxygen and patient, and not the ward."""
    fio2: float
    fio2_at_midnight: float | None
    """As written down at the last midnight here; nothing on the first day."""
    less_oxygen_than_worst: bool
    was_febrile: bool
    pressor: bool
    fluid_ran_in: bool
    """Within the last hours."""
    dampened: bool
    on_steroid: bool
    """A course of one runs."""
    sugar: float
    """By a drop from the finger, mmol/L, as printed: a ward checks it on a steroid without an order."""
    sugar_first: float
    """The first that the laboratory measured; not a number where it measured none."""
    urine: float
    """In the last hour, mL/kg, as printed."""
    blocked: bool
    il6: float
    news2_lately: tuple[int, ...]
    """NEWS2 of the hours over which a rise is called for, oldest first, and of now."""
    alarmed: bool
    """An alarm over the lowest priority sounds, or did within the hour."""
    called: Tick | None
    """When somebody called for the player last."""
    at_hand: tuple[str, ...]
    """What the picture of the bed shows beside the patient and in the hands."""
    grew: Tick | None
    """When the laboratory said that the newest culture grew bacteria."""
    grew_in: Tick
    """In how many ticks it did; 0 where none grew."""

    @property
    def hour(self) -> float:
        """Return the hour of the day, 0 to 24."""
        return (self.start_minute + self.tick * MINUTES_PER_TICK) % MINUTES_PER_DAY / 60.0


def _calm(it: BedsideHour) -> bool:
    """Say whether nothing asks for more than an eye: by the score now and lately, calls, alarms and support."""
    low = max(it.news2_lately) < URGENT_FROM and it.news2_lately[-1] < it.news2_lately[0] + calls.RISE
    quiet = not it.alarmed and (it.called is None or it.tick - it.called >= LIGHT_FROM)
    return low and quiet and not it.pressor and it.device <= Device.NASAL_CANNULA


def _without_effort(it: BedsideHour) -> bool:
    """Say whether no work of breathing is seen, by who breathes alone."""
    return it.device is not Device.VENTILATOR and appearance.effort(it.breathlessness, it.breaths) is Effort.EASY


def _reserve(it: BedsideHour) -> float:
    """Return the SpO₂ for each share of oxygen: not a number, and so neither little nor enough, where none is seen."""
    return it.spo2 / it.fio2


HOLDS: Final[dict[Claim, Callable[[BedsideHour], bool]]] = {
    Claim.ALERT: lambda it: it.consciousness is Consciousness.ALERT,
    Claim.TALKS: lambda it: it.consciousness in appearance.TALKING,
    Claim.CONFUSED: lambda it: it.consciousness is Consciousness.CONFUSED,
    Claim.ROUSED_BY_VOICE: lambda it: it.consciousness is Consciousness.VOICE,
    Claim.UNRESPONSIVE: lambda it: it.consciousness in {Consciousness.PAIN, Consciousness.UNRESPONSIVE},
    Claim.SEDATED: lambda it: it.consciousness is Consciousness.SEDATED,
    Claim.PRONE: lambda it: it.prone,
    Claim.NOT_PRONE: lambda it: not it.prone,
    Claim.PRONE_FOR_A_DAY: lambda it: it.prone and it.prone_h >= PRONE_LONG_H and _reserve(it) <= ward.TURNED_BACK_FROM,
    Claim.MAY_BE_TURNED_BACK: lambda it: (
        it.prone and it.by_hand and it.prone_h >= ward.PRONE_AT_LEAST_H and _reserve(it) > ward.TURNED_BACK_FROM
    ),
    Claim.BREATHLESS: lambda it: it.breathlessness >= appearance.BREATHLESS_FROM,
    Claim.AT_EASE: lambda it: _without_effort(it) and it.breaths < appearance.FAST_FROM_PER_MIN,
    Claim.BREATHES_FAST: lambda it: _without_effort(it) and it.breaths >= appearance.FAST_FROM_PER_MIN,
    # Who was faster six hours ago is on the way back, whatever was at the door.
    Claim.BREATHES_FASTER: lambda it: (
        it.breaths >= it.breaths_at_door + FASTER_BREATHS_PER_MIN and it.breaths >= it.breaths_before
    ),
    Claim.OXYGEN: lambda it: it.device is not Device.AIR,
    Claim.NO_VENTILATOR: lambda it: it.device is not Device.VENTILATOR,
    Claim.LIGHT_OXYGEN: lambda it: it.device <= Device.NASAL_CANNULA,
    # More than some: who breathed air at midnight needed none then.
    Claim.MORE_OXYGEN_THAN_AT_MIDNIGHT: lambda it: (
        it.fio2_at_midnight is not None and it.fio2 > it.fio2_at_midnight > AIR_FIO2
    ),
    Claim.SATURATED: lambda it: it.spo2 >= SATURATED_PERCENT,
    Claim.MOTTLED: lambda it: it.mottling >= appearance.MOTTLED_FROM,
    Claim.MOTTLED_TO_THIGHS: lambda it: it.mottling >= appearance.MOTTLED_TO_THIGHS_FROM,
    Claim.NOT_MOTTLED: lambda it: it.mottling < appearance.MOTTLED_FROM,
    Claim.WARM: lambda it: (
        it.mottling < appearance.MOTTLED_FROM and appearance.warmth(it.temperature) is appearance.Warmth.WARM
    ),
    Claim.FEVER: lambda it: it.temperature >= appearance.FEVER_C,
    Claim.HIGH_FEVER: lambda it: it.temperature >= SHIVERS_FROM_C,
    Claim.NO_FEVER: lambda it: it.temperature < appearance.FEVER_C,
    Claim.FEVER_GONE: lambda it: it.was_febrile and it.temperature < appearance.FEVER_C,
    Claim.NO_PRESSOR: lambda it: not it.pressor,
    Claim.LOW_PRESSURE: lambda it: it.mean_pressure < LOW_PRESSURE_MMHG,
    Claim.FLUID_RAN_IN: lambda it: it.fluid_ran_in,
    Claim.BETTER: lambda it: it.less_oxygen_than_worst or (it.was_febrile and it.temperature < appearance.FEVER_C),
    Claim.DAY: lambda it: 7.0 <= it.hour < 21.0,
    Claim.NIGHT: lambda it: it.hour >= 22.0 or it.hour < 6.0,
    Claim.VISITING: lambda it: 9.0 <= it.hour < 20.0,
    Claim.BREAKFAST: lambda it: 6.5 <= it.hour < 9.0,
    Claim.AFTER_A_MEAL: lambda it: any(first <= it.hour < last for first, last in _MEALS_ENDED),
    Claim.NIGHT_SPENT_HERE: lambda it: day_of(it.tick, it.start_minute) >= 2 and it.hour >= 5.0,
    Claim.EARLY: lambda it: hours(it.tick) < EARLY_H,
    Claim.SECOND_DAY_OF_ILLNESS: lambda it: it.symptom_day + day_of(it.tick, it.start_minute) - 1 == 2,
    Claim.PHONE: lambda it: "phone" in it.at_hand,
    Claim.PAPER: lambda it: "paper" in it.at_hand,
    Claim.NOBODY_CALLED: lambda it: it.called is None or it.tick - it.called >= QUIET_FOR,
    Claim.CALM: _calm,
    Claim.NOT_CALM: lambda it: not _calm(it),
    Claim.CULTURE_GREW: lambda it: it.grew is not None and it.tick - it.grew < NEWS_FOR,
    Claim.CULTURE_GREW_SOON: lambda it: it.grew is not None and it.grew_in < SOON,
    Claim.HIGH_IL6: lambda it: it.il6 >= HIGH_IL6_PG_PER_ML,
    Claim.NOT_DAMPENED: lambda it: not it.dampened,
    Claim.SUGAR_UP_ON_STEROID: lambda it: (
        it.on_steroid and it.sugar_first <= UP_SUGAR_MMOL_PER_L < it.sugar <= HIGH_SUGAR_MMOL_PER_L
    ),
    Claim.SUGAR_HIGH_ON_STEROID: lambda it: it.on_steroid and it.sugar > HIGH_SUGAR_MMOL_PER_L,
    Claim.LITTLE_URINE: lambda it: it.urine < LITTLE_URINE_ML_PER_KG_H,
    Claim.BLOCKED: lambda it: it.blocked,
    Claim.NOT_BLOCKED: lambda it: not it.blocked,
}
"""When each claim holds. Hours of the day are those of a usual ward (assumed)."""


def scene(case: Case, true: Signs) -> BedsideHour:
    """Return what can be said on a full hour, once its sheet is written."""
    sheets, level = case.sheets, case.admission.level
    now, support = sheets.hours[-1].vitals, ward.described(case.holding)
    spo2 = charted(Channel.SPO2, now, sheets.hours)
    il6, culture = sheets.chart.last(Channel.IL6), sheets.chart.last(Channel.BLOOD_CULTURE)
    grown = culture if culture is not None and culture.grew and culture.germ is not Germ.FUNGUS else None
    sugars = sheets.chart.of(Channel.GLUCOSE)
    given = [line.regimen for line in sheets.courses if line.given]
    mind = appearance.consciousness(true.confusion, ventilated=case.breathed.peep > 0.0)
    looks = level.patient.looks or Looks()
    lies = appearance.seen(true, now, mind, support.device, prone=support.prone, ending=None)
    return BedsideHour(
        tick=case.tick,
        start_minute=level.start.clock_minute,
        symptom_day=level.start.symptom_day,
        consciousness=mind,
        mottling=true.skin_mottling,
        breathlessness=true.breathlessness,
        temperature=now[Channel.TEMPERATURE].shown,
        mean_pressure=now[Channel.MAP].shown,
        spo2=float("nan") if spo2 is None else spo2.shown,
        breaths=now[Channel.RESPIRATORY_RATE].shown,
        breaths_at_door=sheets.hours[0].vitals[Channel.RESPIRATORY_RATE].shown,
        breaths_before=sheets.hours[-1 - calls.RISE_OVER_H :][0].vitals[Channel.RESPIRATORY_RATE].shown,
        device=support.device,
        prone=support.prone,
        prone_h=hours(case.holding.proned * ward.PROTOCOL_EVERY_TICKS),
        by_hand=level.support is SupportMode.PLAYER,
        fio2=support.fio2,
        fio2_at_midnight=_at_midnight(case),
        less_oxygen_than_worst=case.holding.rung < sheets.highest_rung,
        was_febrile=sheets.was_febrile,
        pressor=case.holding.pressor > 0.0,
        fluid_ran_in=_fluid_ran_in(case),
        dampened=any(one.family is Family.DAMPENING for one in given),
        on_steroid=any(line.running and line.regimen.kind.is_steroid for line in sheets.courses),
        sugar=round(true.glucose, 1),
        sugar_first=float("nan") if not sugars else sugars[0].shown,
        urine=round(true.urine, 1),
        blocked=any(one.kind.blocks_il6 for one in given),
        il6=float("nan") if il6 is None else il6.shown,
        news2_lately=tuple([hour.news2_total for hour in sheets.hours[-1 - calls.RISE_OVER_H :]]),
        alarmed=any(one.sounded and one.priority > Priority.LOW for one in case.watches),
        called=sheets.calls[-1].tick if sheets.calls else None,
        at_hand=appearance.at_hand(looks.has, lies, support.device),
        grew=grown.known if grown is not None else None,
        grew_in=grown.known - grown.taken if grown is not None else 0,
    )


def _fluid_ran_in(case: Case) -> bool:
    """Say whether a bolus of the last hours is through: one of days ago explains nothing."""
    hours_ago = FLUID_FOR // TICKS_PER_HOUR
    sheets = case.sheets.hours
    before = sheets[-1 - hours_ago].support.fluid_boluses if len(sheets) > hours_ago else 0
    runs = case.sheets.bolus_ends != FAR or case.holding.fluid > 0.0
    return case.holding.boluses > before and not runs


def _at_midnight(case: Case) -> float | None:
    minute = (case.admission.level.start.clock_minute + case.tick * MINUTES_PER_TICK) % MINUTES_PER_DAY
    midnight = case.tick - minute // MINUTES_PER_TICK
    if midnight < 0 or midnight > case.tick - 1 or case.tick - midnight >= TICKS_PER_DAY:
        return None
    return next(hour.support.fio2 for hour in reversed(case.sheets.hours) if hour.tick <= midnight)
