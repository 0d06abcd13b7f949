"""Views built by hand, for tests of the screens."""

from __future__ import annotations

from dataclasses import replace

from game.bedside.news2 import Consciousness
from game.bedside.trend import Doubling
from game.case.view import Alarm, Course, News2, OrganSign, PendingResult, Support, View
from game.values.channel import Channel, Panel, Reading
from game.values.drug import FORMULARY
from game.values.ending import Ending, Outcome
from game.values.fact import DoseGiven, OrderRefused, Priority, SupportChanged
from game.values.level import Level, Objective, Patient, Phenotype, Start, SupportMode, TeachingPoint
from game.values.order import Actor, Device, Entry, Give
from game.values.ticks import ticks

REGIMENS = ("remdesivir", "antibiotic", "dexamethasone", "methylprednisolone", "tocilizumab", "paracetamol")


def level(support: SupportMode = SupportMode.WARD) -> Level:
    """Return a level like the one of the design picture."""
    return Level(
        format=1,
        id="sample",
        title="She looks comfortable",
        phenotype=Phenotype.COVID,
        summary="A bus driver with COVID-19 pneumonia.",
        patient=Patient(
            name="Amara Osei", age_years=61, sex="female", weight_kg=80.0, bed="Bed 3", diagnosis="COVID-19 pneumonia"
        ),
        start=Start(hours_before=216.0, symptom_day=6, clock_minute=480),
        seed=1,
        horizon_h=336.0,
        regimens=REGIMENS,
        panels=tuple(Panel),
        support=support,
        needs_dampening=True,
        objectives=(Objective(text="Read the slope."),),
        teaching_points=(TeachingPoint(text="Early.", study="A study"),),
    )


def reading(channel: Channel, hour: float, value: float, delay_h: float = 1.5) -> Reading:
    """Return a result taken at an hour."""
    return Reading(channel, ticks(hour), ticks(hour + delay_h), value)


def series(channel: Channel, *pairs: tuple[float, float]) -> tuple[Reading, ...]:
    """Return results at hours with values."""
    return tuple(reading(channel, hour, value) for hour, value in pairs)


def courses() -> tuple[Course, ...]:
    """Return the drug chart: remdesivir runs, one course cannot be given."""
    made = []
    for regimen_id in REGIMENS:
        regimen = FORMULARY[regimen_id]
        running = regimen_id == "remdesivir"
        refusal = "Dexamethasone is running: the same drug." if regimen_id == "methylprednisolone" else ""
        given = (ticks(8),) if running else ()
        made.append(
            Course(
                regimen=regimen,
                running=running,
                given=given,
                next_due=ticks(70) if running else None,
                dose_mg=regimen.dose(80.0, len(given)),
                refusal="Remdesivir is running; next dose Day 4 · 06:00." if running else refusal,
            )
        )
    return tuple(made)


def view(**changes: object) -> View:
    """Return the sample view, with changes."""
    now = ticks(52)
    vitals = {
        Channel.HEART_RATE: 112.0,
        Channel.SPO2: 91.0,
        Channel.SYSTOLIC: 98.0,
        Channel.DIASTOLIC: 54.0,
        Channel.MAP: 69.0,
        Channel.RESPIRATORY_RATE: 26.0,
        Channel.TEMPERATURE: 39.1,
    }
    support = Support(
        Device.NASAL_CANNULA,
        4.0,
        0.36,
        prone=False,
        norepinephrine_ug_per_kg_min=0.0,
        fluid_boluses=0,
        text="cannula 4 L/min",
    )
    sample = View(
        level=level(),
        tick=now,
        horizon=ticks(336),
        vitals={channel: Reading(channel, now, now, value) for channel, value in vitals.items()},
        vital_history=(),
        labs={
            Channel.IL6: series(Channel.IL6, (-18, 22), (-6, 38), (6, 71), (16, 150), (30, 330), (44, 690)),
            Channel.CRP: series(Channel.CRP, (-18, 42), (6, 61), (24, 90), (38, 120), (48, 148)),
            Channel.VIRAL_LOAD: series(Channel.VIRAL_LOAD, (-24, 6.4), (6, 5.9), (40, 5.1)),
            Channel.LACTATE: series(Channel.LACTATE, (-4, 1.4), (24, 1.8), (46, 2.4)),
            Channel.CREATININE: series(Channel.CREATININE, (-4, 84), (24, 92), (46, 118)),
        },
        pending=(
            PendingResult(Panel.IL6, ticks(51.5), ticks(53)),
            PendingResult(Panel.CULTURE, ticks(40), ticks(64)),
        ),
        courses=courses(),
        support=support,
        alarms=(
            Alarm(
                Channel.SPO2,
                Priority.MEDIUM,
                "SpO₂ 89 %, below 90",
                ticks(51),
                active=True,
                short="SpO₂ 89 %, below 90",
            ),
            Alarm(
                Channel.RESPIRATORY_RATE,
                Priority.LOW,
                "Breathing 31, above 30",
                ticks(50),
                active=False,
                short="Breathing 31",
            ),
        ),
        news2=News2(9, 3, 3, 2, 2, 2, 0, 1, 3),
        organs=(
            OrganSign("Lungs", "SpO₂ 91 % on cannula 4 L/min", 2),
            OrganSign("Heart", "mean pressure 69 mmHg", 0),
            OrganSign("Kidneys", "urine 0.7 mL/kg/h, creatinine 118 µmol/L", 1),
            OrganSign("Brain", "alert", 0),
            OrganSign("Skin", "hot, brisk refill", 1),
        ),
        consciousness=Consciousness.ALERT,
        nurse=(
            (
                ticks(51),
                (
                    "She looks comfortable and says she feels better. "
                    "She needs more oxygen than she did at midnight, though."
                ),
            ),
        ),
        facts=(),
        history=(
            SupportChanged(ticks(20), Device.NASAL_CANNULA, "cannula 2 L/min"),
            DoseGiven(ticks(8), "remdesivir", 200.0),
            DoseGiven(ticks(32), "remdesivir", 100.0),
            OrderRefused(
                ticks(36), Entry(tick=ticks(36), actor=Actor.PLAYER, order=Give(regimen="remdesivir")), "It is running."
            ),
        ),
        il6_doubling=Doubling(7.6, 6.1, 10.0),
        outcome=None,
        support_history=((ticks(44), support),),
        news2_history=((ticks(44), 6),),
    )
    return replace(sample, **changes)  # type: ignore[arg-type]


def over() -> View:
    """Return a view of a case that has ended."""
    return view(outcome=Outcome(Ending.DISCHARGED, ticks(52)))
