"""What can be observed at the bedside: channels, their units and limits, and one observation of one of them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

from game.values.elementwise import Column, between
from game.values.organism import Germ
from game.values.ticks import Tick


class Channel(enum.Enum):
    """One quantity that a monitor or a laboratory reports."""

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

    label: str
    unit: str
    decimals: int
    low: float
    """Lower limit of detection, or the lowest value a monitor shows; below it the reading is flagged."""
    high: float
    """Upper limit of detection."""
    healthy_low: float
    healthy_high: float
    decades: bool = False
    """The value is a power of ten, and is printed as one."""


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
    Channel.HEART_RATE: ChannelKind("Heart rate", "beats/min", 0, 20, 250, 51, 90),
    Channel.SPO2: ChannelKind("SpO₂", "%", 0, 40, 100, 96, 100),
    Channel.SYSTOLIC: ChannelKind("Systolic pressure", "mmHg", 0, 30, 260, 111, 219),
    Channel.DIASTOLIC: ChannelKind("Diastolic pressure", "mmHg", 0, 15, 180, 50, 90),
    Channel.MAP: ChannelKind("Mean arterial pressure", "mmHg", 0, 20, 200, 65, 105),
    Channel.RESPIRATORY_RATE: ChannelKind("Breathing rate", "breaths/min", 0, 4, 70, 12, 20),
    Channel.TEMPERATURE: ChannelKind("Temperature", "°C", 1, 30, 43, 36.1, 38.0),
    Channel.IL6: ChannelKind("IL-6", "pg/mL", 0, 1.5, 50_000, 0, 10),
    Channel.CRP: ChannelKind("CRP", "mg/L", 0, 0.3, 500, 0, 5),
    Channel.FERRITIN: ChannelKind("Ferritin", "µg/L", 0, 5, 100_000, 15, 400),
    Channel.D_DIMER: ChannelKind("D-dimer", "mg/L FEU", 1, 0.1, 35, 0, 0.5),
    Channel.PROCALCITONIN: ChannelKind("Procalcitonin", "µg/L", 2, 0.02, 200, 0, 0.1),
    Channel.VIRAL_LOAD: ChannelKind("Viral load", "log₁₀ copies/mL", 1, 2.0, 12, 0, 2.0, decades=True),
    Channel.BLOOD_CULTURE: ChannelKind("Blood culture", "", 1, 3.0, 9, 0, 3.0),
    Channel.FUNGAL_ANTIGEN: ChannelKind("β-D-glucan", "pg/mL", 0, 30, 500, 0, 80),
    Channel.LACTATE: ChannelKind("Lactate", "mmol/L", 1, 0.3, 25, 0.5, 2.0),
    Channel.CREATININE: ChannelKind("Creatinine", "µmol/L", 0, 10, 1_500, 45, 110),
    Channel.GLUCOSE: ChannelKind("Glucose", "mmol/L", 1, 1.0, 50, 3.9, 10.0),
    Channel.NEUTROPHILS: ChannelKind("Neutrophils", "×10⁹/L", 1, 0.1, 60, 2.0, 7.5),
    Channel.LYMPHOCYTES: ChannelKind("Lymphocytes", "×10⁹/L", 1, 0.1, 20, 1.0, 4.0),
    Channel.PLATELETS: ChannelKind("Platelets", "×10⁹/L", 0, 5, 900, 150, 400),
    Channel.FIBRINOGEN: ChannelKind("Fibrinogen", "g/L", 1, 0.3, 12, 2.0, 4.0),
    Channel.INR: ChannelKind("INR", "", 1, 0.8, 12, 0.8, 1.2),
    Channel.ALT: ChannelKind("ALT", "U/L", 0, 5, 5_000, 5, 40),
    Channel.TROPONIN: ChannelKind("Troponin T", "ng/L", 0, 3, 10_000, 0, 14),
    Channel.PF_RATIO: ChannelKind("P/F ratio", "mmHg", 0, 30, 600, 400, 600),
    Channel.XRAY: ChannelKind("Chest X-ray", "of 6 zones clouded", 0, 0, 6, 0, 0),
    Channel.DELIRIUM: ChannelKind("Delirium score", "of 8", 0, 0, 8, 0, 3),
    Channel.URINE: ChannelKind("Urine", "mL/kg/h", 1, 0, 6, 0.5, 3.0),
}
"""Detection limits: IL-6 1.5 pg/mL (Roche Elecsys; diluted above 5,000), CRP 0.3 mg/L; healthy ranges: NEWS2 zero band
for vital signs (Royal College of Physicians, 2017), usual adult laboratory ranges otherwise."""


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
            return (self.words or "growth") if self.grew else "no growth"
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

    label: str
    short: str
    """The first of what it measures, where there is little room."""
    channels: tuple[Channel, ...]
    delay_minutes: int
    """Usual time from sample to result; a level may set its own."""
    source: str


PANELS: Final[dict[Panel, PanelKind]] = {
    Panel.IL6: PanelKind("IL-6", "IL-6", (Channel.IL6,), 90, "Elecsys run 18 min; order to result 1 to 2 h on site"),
    Panel.INFLAMMATION: PanelKind(
        "CRP, ferritin, D-dimer",
        "CRP",
        (Channel.CRP, Channel.FERRITIN, Channel.D_DIMER, Channel.PROCALCITONIN),
        60,
        "usual urgent turnaround 30 to 60 min, ferritin 1 to 2 h",
    ),
    Panel.VIRAL_PCR: PanelKind("Viral PCR", "Viral PCR", (Channel.VIRAL_LOAD,), 240, "usual turnaround 1 to 4 h"),
    Panel.LACTATE_CREATININE: PanelKind(
        "Gas, glucose, creatinine",
        "Gas",
        (Channel.LACTATE, Channel.CREATININE, Channel.GLUCOSE, Channel.PF_RATIO),
        20,
        "blood gas 2 to 5 min, urgent chemistry 20 to 60 min",
    ),
    Panel.BLOOD_COUNT: PanelKind(
        "Blood count, ALT, troponin",
        "Blood count",
        (Channel.NEUTROPHILS, Channel.LYMPHOCYTES, Channel.PLATELETS, Channel.ALT, Channel.TROPONIN),
        45,
        "usual urgent turnaround 30 to 60 min",
    ),
    Panel.CULTURE: PanelKind(
        "Blood culture", "Blood culture", (Channel.BLOOD_CULTURE,), 24 * 60, "usual time to positivity 12 to 48 h"
    ),
    Panel.FUNGAL_ANTIGEN: PanelKind(
        "Fungal antigen", "Fungus", (Channel.FUNGAL_ANTIGEN,), 24 * 60, "sent out; usual turnaround 1 to 3 days"
    ),
    Panel.COAGULATION: PanelKind(
        "Coagulation", "Clotting", (Channel.FIBRINOGEN, Channel.INR), 45, "usual urgent turnaround 30 to 60 min"
    ),
    Panel.BEDSIDE: PanelKind(
        "Delirium score, urine", "Delirium", (Channel.DELIRIUM, Channel.URINE), 5, "at the bedside; 2 to 5 min"
    ),
    Panel.XRAY: PanelKind("Chest X-ray", "Chest X-ray", (Channel.XRAY,), 30, "usual turnaround 15 to 30 min"),
}

PANEL_OF: Final[dict[Channel, Panel]] = {channel: panel for panel, kind in PANELS.items() for channel in kind.channels}
"""The test that measures each laboratory channel."""
