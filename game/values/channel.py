"""What can be observed at the bedside: channels, their units and limits, and one observation of one of them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

from game.values.elementwise import Column, between
from game.values.organism import Germ
from game.values.ticks import Tick
from game.values.words import say


class Channel(enum.Enum):
    """One quantity that a monitor or a laboratory reports."""

    # That of `Enum` is written in Python, and a case has half a million look-ups.
    __hash__ = object.__hash__

    HEART_RATE = "heart_rate"
    SPO2 = "spo2"
    SYSTOLIC = "systolic"
    DIASTOLIC = "diastolic"
    MAP = "map"
    RESPIRATORY_RATE = "respiratory_rate"
    TEMPERATURE = "temperature"

    IL6 = "il6"
    CRP = "crp"
    FERRITIN = "ferritin"
    D_DIMER = "d_dimer"
    PROCALCITONIN = "procalcitonin"
    VIRAL_LOAD = "viral_load"
    BLOOD_CULTURE = "blood_culture"
    FUNGAL_ANTIGEN = "fungal_antigen"
    LACTATE = "lactate"
    CREATININE = "creatinine"
    GLUCOSE = "glucose"
    NEUTROPHILS = "neutrophils"
    LYMPHOCYTES = "lymphocytes"
    PLATELETS = "platelets"
    FIBRINOGEN = "fibrinogen"
    INR = "inr"
    ALT = "alt"
    TROPONIN = "troponin"
    PF_RATIO = "pf_ratio"
    XRAY = "xray"
    DELIRIUM = "delirium"
    URINE = "urine"


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """How a channel is named, printed and limited."""

    label_id: str
    unit_id: str
    decimals: int
    low: float
    """Lower limit of detection, or the lowest value a monitor shows; below it the reading is flagged."""
    high: float
    """Upper limit of detection."""
    healthy_low: float
    healthy_high: float
    decades: bool = False
    """The value is a power of ten, and is printed as one."""

    @property
    def label(self) -> str:
        """Return its name."""
        return say(self.label_id)

    @property
    def unit(self) -> str:
        """Return its unit; empty if it has none."""
        return say(self.unit_id) if self.unit_id else ""


VITALS: Final = (
    Channel.HEART_RATE,
    Channel.SPO2,
    Channel.SYSTOLIC,
    Channel.DIASTOLIC,
    Channel.MAP,
    Channel.RESPIRATORY_RATE,
    Channel.TEMPERATURE,
)
"""Measured by the monitor at every tick; all other channels are measured when they are ordered."""

KINDS: Final[dict[Channel, ChannelKind]] = {
    Channel.HEART_RATE: ChannelKind("channel.heart_rate", "unit.beats_per_min", 0, 20, 250, 51, 90),
    Channel.SPO2: ChannelKind("channel.spo2", "unit.percent", 0, 40, 100, 96, 100),
    Channel.SYSTOLIC: ChannelKind("channel.systolic", "unit.mmhg", 0, 30, 260, 111, 219),
    Channel.DIASTOLIC: ChannelKind("channel.diastolic", "unit.mmhg", 0, 15, 180, 50, 90),
    Channel.MAP: ChannelKind("channel.map", "unit.mmhg", 0, 20, 200, 65, 105),
    Channel.RESPIRATORY_RATE: ChannelKind("channel.respiratory_rate", "unit.breaths_per_min", 0, 4, 70, 12, 20),
    Channel.TEMPERATURE: ChannelKind("channel.temperature", "unit.celsius", 1, 30, 43, 36.1, 38.0),
    Channel.IL6: ChannelKind("channel.il6", "unit.pg_per_ml", 0, 1.5, 50_000, 0, 10),
    Channel.CRP: ChannelKind("channel.crp", "unit.mg_per_l", 0, 0.3, 500, 0, 5),
    Channel.FERRITIN: ChannelKind("channel.ferritin", "unit.ug_per_l", 0, 5, 100_000, 15, 400),
    Channel.D_DIMER: ChannelKind("channel.d_dimer", "unit.mg_per_l_feu", 1, 0.1, 35, 0, 0.5),
    Channel.PROCALCITONIN: ChannelKind("channel.procalcitonin", "unit.ug_per_l", 2, 0.02, 200, 0, 0.1),
    Channel.VIRAL_LOAD: ChannelKind("channel.viral_load", "unit.log10_copies_per_ml", 1, 2.0, 12, 0, 2.0, decades=True),
    Channel.BLOOD_CULTURE: ChannelKind("channel.blood_culture", "", 1, 3.0, 9, 0, 3.0),
    Channel.FUNGAL_ANTIGEN: ChannelKind("channel.fungal_antigen", "unit.pg_per_ml", 0, 30, 500, 0, 80),
    Channel.LACTATE: ChannelKind("channel.lactate", "unit.mmol_per_l", 1, 0.3, 25, 0.5, 2.0),
    Channel.CREATININE: ChannelKind("channel.creatinine", "unit.umol_per_l", 0, 10, 1_500, 45, 110),
    Channel.GLUCOSE: ChannelKind("channel.glucose", "unit.mmol_per_l", 1, 1.0, 50, 3.9, 7.8),
    Channel.NEUTROPHILS: ChannelKind("channel.neutrophils", "unit.10_9_per_l", 1, 0.1, 60, 2.0, 7.5),
    Channel.LYMPHOCYTES: ChannelKind("channel.lymphocytes", "unit.10_9_per_l", 1, 0.1, 20, 1.0, 4.0),
    Channel.PLATELETS: ChannelKind("channel.platelets", "unit.10_9_per_l", 0, 5, 900, 150, 400),
    Channel.FIBRINOGEN: ChannelKind("channel.fibrinogen", "unit.g_per_l", 1, 0.3, 12, 2.0, 4.0),
    Channel.INR: ChannelKind("channel.inr", "", 1, 0.8, 12, 0.8, 1.2),
    Channel.ALT: ChannelKind("channel.alt", "unit.u_per_l", 0, 5, 5_000, 5, 40),
    Channel.TROPONIN: ChannelKind("channel.troponin", "unit.ng_per_l", 0, 3, 10_000, 0, 14),
    Channel.PF_RATIO: ChannelKind("channel.pf_ratio", "unit.mmhg", 0, 30, 600, 400, 600),
    Channel.XRAY: ChannelKind("channel.xray", "unit.of_6_zones_clouded", 0, 0, 6, 0, 0),
    Channel.DELIRIUM: ChannelKind("channel.delirium", "unit.of_8", 0, 0, 8, 0, 3),
    Channel.URINE: ChannelKind("channel.urine", "unit.ml_per_kg_h", 1, 0, 6, 0.5, 3.0),
}
"""Detection limits: IL-6 1.5 pg/mL (Roche Elecsys; diluted above 5,000), CRP 0.3 mg/L; healthy ranges: NEWS2 zero band
for vital signs (Royal College of Physicians, 2017), usual adult laboratory ranges otherwise; glucose up to 7.8 mmol/L,
since nobody here fasts (American Diabetes Association 2024, Diabetes Care 47 Suppl 1:S20 and S295)."""


def detectable(channel: Channel, value: Column) -> Column:
    """Return a value, or a column of them, cut to what a monitor or an assay can show."""
    return between(value, KINDS[channel].low, KINDS[channel].high)


def as_shown(channel: Channel, value: float) -> float:
    """Return a value as it is printed: inside what can be shown and rounded to its decimals.

    Whatever is compared with a limit is compared so, and no value on a screen contradicts the limit beside it.
    """
    kind = KINDS[channel]
    kept = min(kind.high, max(kind.low, value))
    return float(round(kept, _decimals(kind, kept)))


def _decimals(kind: ChannelKind, value: float) -> int:
    # Rounded to whole numbers, a CRP of 0.4 mg/L would read as none at all.
    return max(kind.decimals, 1) if 0.0 < value < 1.0 else kind.decimals


class Flag(enum.Enum):
    """Why a value is not simply a value."""

    NONE = ""
    BELOW = "<"
    ABOVE = ">"
    ABSENT = "absent"


NAN = float("nan")
"""Passes no limit in either direction: what is absent is neither well nor ill."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One observation: with its time, its error and the possibility of being absent."""

    channel: Channel
    taken: Tick
    """When the sample was drawn or the monitor looked."""
    known: Tick
    """When the result was there to read."""
    value: float
    """In the unit of the channel's `ChannelKind`; at a limit of detection when flagged."""
    flag: Flag = Flag.NONE
    words: str = ""
    """What a culture grew. How much, its value, no laboratory tells; it stands for the size of the infection."""
    germ: Germ = Germ.COVERED
    """The kind of what a culture grew."""

    @property
    def grew(self) -> bool:
        """Say whether this is a culture that grew something."""
        return self.channel is Channel.BLOOD_CULTURE and self.flag in {Flag.NONE, Flag.ABOVE}

    @property
    def shown(self) -> float:
        """Return the number that is printed; a limit of detection in full, nothing that can be compared if absent."""
        if self.flag is Flag.ABSENT:
            return NAN
        return self.value if self.flag is not Flag.NONE else as_shown(self.channel, self.value)

    @property
    def range_sign(self) -> str:
        """Return '↑' above the healthy range, '↓' below it, by the printed number; else nothing."""
        kind = KINDS[self.channel]
        if self.channel is Channel.BLOOD_CULTURE:
            return ""
        return "↑" if self.shown > kind.healthy_high else "↓" if self.shown < kind.healthy_low else ""

    @property
    def text(self) -> str:
        """Return the value as it is printed, with its flag and without its unit."""
        if self.flag is Flag.ABSENT:
            return "–"
        if self.channel is Channel.BLOOD_CULTURE:
            return (self.words or say("channel.growth")) if self.grew else say("channel.no_growth")
        if self.flag is not Flag.NONE:
            # The limit itself, in full: rounded, 'less than 0.3' would read 'less than 0'.
            return f"{self.flag.value}{self.value:,.10g}"
        return f"{self.shown:,.{_decimals(KINDS[self.channel], self.value)}f}"

    @property
    def told(self) -> str:
        """Return the result as it is told, with its unit if it has one."""
        return f"{self.text} {KINDS[self.channel].unit}".rstrip()


class Panel(enum.Enum):
    """A test that can be ordered: one sample, one or more channels."""

    IL6 = "il6"
    INFLAMMATION = "inflammation"
    VIRAL_PCR = "viral_pcr"
    LACTATE_CREATININE = "lactate_creatinine"
    BLOOD_COUNT = "blood_count"
    CULTURE = "culture"
    FUNGAL_ANTIGEN = "fungal_antigen"
    COAGULATION = "coagulation"
    BEDSIDE = "bedside"
    XRAY = "xray"


@dataclass(frozen=True, slots=True)
class PanelKind:
    """What a test measures and how long the laboratory usually takes."""

    label_id: str
    short_id: str
    channels: tuple[Channel, ...]
    delay_minutes: int
    """Usual time from sample to result; a level may set its own."""
    source: str
    blood_ml: int
    """Blood that it takes: tubes of 3 to 5 mL for adults, 2 mL for a gas, two sets of 20 mL for cultures (usual)."""
    staff_minutes: int
    """Hands-on time at the bedside (assumed: 5 min for blood, 15 for two sets of cultures, 10 for a film)."""

    @property
    def label(self) -> str:
        """Return its name."""
        return say(self.label_id)

    @property
    def short(self) -> str:
        """Return the first of what it measures, where there is little room."""
        return say(self.short_id)


PANELS: Final[dict[Panel, PanelKind]] = {
    Panel.IL6: PanelKind(
        "panel.il6",
        "panel.il6.short",
        (Channel.IL6,),
        90,
        "Elecsys run 18 min; order to result 1 to 2 h on site",
        blood_ml=4,
        staff_minutes=5,
    ),
    Panel.INFLAMMATION: PanelKind(
        "panel.inflammation",
        "panel.inflammation.short",
        (Channel.CRP, Channel.FERRITIN, Channel.D_DIMER, Channel.PROCALCITONIN),
        60,
        "usual urgent turnaround 30 to 60 min, ferritin 1 to 2 h",
        blood_ml=8,
        staff_minutes=5,
    ),
    Panel.VIRAL_PCR: PanelKind(
        "panel.viral_pcr",
        "panel.viral_pcr.short",
        (Channel.VIRAL_LOAD,),
        240,
        "usual turnaround 1 to 4 h",
        blood_ml=0,
        staff_minutes=5,
    ),
    Panel.LACTATE_CREATININE: PanelKind(
        "panel.lactate_creatinine",
        "panel.lactate_creatinine.short",
        (Channel.LACTATE, Channel.CREATININE, Channel.GLUCOSE, Channel.PF_RATIO),
        20,
        "blood gas 2 to 5 min, urgent chemistry 20 to 60 min",
        blood_ml=5,
        staff_minutes=5,
    ),
    Panel.BLOOD_COUNT: PanelKind(
        "panel.blood_count",
        "panel.blood_count.short",
        (Channel.NEUTROPHILS, Channel.LYMPHOCYTES, Channel.PLATELETS, Channel.ALT, Channel.TROPONIN),
        45,
        "usual urgent turnaround 30 to 60 min",
        blood_ml=8,
        staff_minutes=5,
    ),
    Panel.CULTURE: PanelKind(
        "panel.culture",
        "panel.culture.short",
        (Channel.BLOOD_CULTURE,),
        24 * 60,
        "usual time to positivity 12 to 48 h",
        blood_ml=40,
        staff_minutes=15,
    ),
    Panel.FUNGAL_ANTIGEN: PanelKind(
        "panel.fungal_antigen",
        "panel.fungal_antigen.short",
        (Channel.FUNGAL_ANTIGEN,),
        24 * 60,
        "sent out; usual turnaround 1 to 3 days",
        blood_ml=5,
        staff_minutes=5,
    ),
    Panel.COAGULATION: PanelKind(
        "panel.coagulation",
        "panel.coagulation.short",
        (Channel.FIBRINOGEN, Channel.INR),
        45,
        "usual urgent turnaround 30 to 60 min",
        blood_ml=3,
        staff_minutes=5,
    ),
    Panel.BEDSIDE: PanelKind(
        "panel.bedside",
        "panel.bedside.short",
        (Channel.DELIRIUM, Channel.URINE),
        5,
        "at the bedside; 2 to 5 min",
        blood_ml=0,
        staff_minutes=5,
    ),
    Panel.XRAY: PanelKind(
        "panel.xray",
        "panel.xray.short",
        (Channel.XRAY,),
        30,
        "usual turnaround 15 to 30 min",
        blood_ml=0,
        staff_minutes=10,
    ),
}

PANEL_OF: Final[dict[Channel, Panel]] = {channel: panel for panel, kind in PANELS.items() for channel in kind.channels}
"""The test that measures each laboratory channel."""
