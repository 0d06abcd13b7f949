"""The laboratory: a sample taken now, a result later, with the error and the limits of its assay."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

from game.patient.signs import Signs
from game.values.channel import KINDS, PANELS, Channel, Flag, Panel, Reading, detectable
from game.values.elementwise import Column, each, where
from game.values.level import LabRule
from game.values.noise import gaussian, uniform
from game.values.organism import Germ
from game.values.ticks import MINUTES_PER_TICK, Tick

LONGEST_JITTER = 0.2
"""Share by which a result may come later than usual (assumed)."""
PER_DECADE = 2.302585092994046
"""Natural logarithm of ten: turns a coefficient of variation into decades."""


class ErrorKind(enum.Enum):
    """How the error of an assay enters its result."""

    RELATIVE = "relative"
    DECADES = "decades"
    ZONES = "zones"


@dataclass(frozen=True, slots=True)
class Assay:
    """The error of one assay."""

    error: ErrorKind
    spread: float
    """Coefficient of variation, decades, or zones."""
    source: str


_ANALYSER = "assumed; automated analysers state 2 to 6 % between runs"

ASSAYS: Final[dict[Channel, Assay]] = {
    Channel.IL6: Assay(ErrorKind.RELATIVE, 0.10, "assumed; Elecsys IL-6 states under 10 % between laboratories"),
    Channel.CRP: Assay(ErrorKind.RELATIVE, 0.05, _ANALYSER),
    Channel.FERRITIN: Assay(ErrorKind.RELATIVE, 0.06, _ANALYSER),
    Channel.D_DIMER: Assay(ErrorKind.RELATIVE, 0.08, "assumed; immunoturbidimetric assays 5 to 10 %"),
    Channel.PROCALCITONIN: Assay(ErrorKind.RELATIVE, 0.07, "assumed; Elecsys BRAHMS PCT under 8 %"),
    Channel.VIRAL_LOAD: Assay(ErrorKind.DECADES, 0.25, "assumed; swabs and PCR 0.2 to 0.5 decades"),
    Channel.BLOOD_CULTURE: Assay(ErrorKind.DECADES, 0.30, "assumed; counts from time to positivity"),
    Channel.FUNGAL_ANTIGEN: Assay(ErrorKind.RELATIVE, 0.15, "assumed; Fungitell states under 20 %"),
    Channel.LACTATE: Assay(ErrorKind.RELATIVE, 0.04, _ANALYSER),
    Channel.CREATININE: Assay(ErrorKind.RELATIVE, 0.04, _ANALYSER),
    Channel.GLUCOSE: Assay(ErrorKind.RELATIVE, 0.04, _ANALYSER),
    Channel.NEUTROPHILS: Assay(ErrorKind.RELATIVE, 0.06, "assumed; haematology analysers 3 to 8 %"),
    Channel.LYMPHOCYTES: Assay(ErrorKind.RELATIVE, 0.06, "assumed; haematology analysers 3 to 8 %"),
    Channel.PLATELETS: Assay(ErrorKind.RELATIVE, 0.05, "assumed; haematology analysers 3 to 8 %"),
    Channel.FIBRINOGEN: Assay(ErrorKind.RELATIVE, 0.06, "assumed; Clauss method 4 to 8 %"),
    Channel.INR: Assay(ErrorKind.RELATIVE, 0.04, _ANALYSER),
    Channel.ALT: Assay(ErrorKind.RELATIVE, 0.06, _ANALYSER),
    Channel.TROPONIN: Assay(
        ErrorKind.RELATIVE, 0.08, "assumed; high-sensitivity assays under 10 % at the 99th centile"
    ),
    Channel.PF_RATIO: Assay(ErrorKind.RELATIVE, 0.03, "assumed; blood gas analysers 2 to 3 %"),
    Channel.XRAY: Assay(ErrorKind.ZONES, 0.35, "assumed; two readers differ by at most one zone"),
    Channel.DELIRIUM: Assay(ErrorKind.ZONES, 0.4, "assumed; two raters differ by at most one point"),
    Channel.URINE: Assay(ErrorKind.RELATIVE, 0.05, "assumed; read off a measuring chamber"),
}


def usual_minutes(panel: Panel, rule: LabRule | None = None) -> int:
    """Return how long a result usually takes: what every screen says, and what the laboratory keeps to, or nearly."""
    own = rule.delay_minutes if rule is not None else None
    return PANELS[panel].delay_minutes if own is None else own


def delayed(panel: Panel, draw: Column, rule: LabRule | None = None) -> Column:
    """Return after how many whole ticks a result comes: the usual time, or up to a fifth longer by a draw in [0, 1)."""
    minutes = usual_minutes(panel, rule) * (1.0 + LONGEST_JITTER * draw)
    whole = -(-minutes // MINUTES_PER_TICK)
    return where(whole > 1.0, whole, 1.0)


def assayed(channel: Channel, true: Column, draw: Column, rule: LabRule | None = None) -> Column:
    """Return what an assay makes of a true value with a standard normal draw, not yet cut to what it can detect."""
    assay = ASSAYS[channel]
    noise = rule.noise if rule is not None else None
    if assay.error is ErrorKind.RELATIVE:
        value = true * (1.0 + (assay.spread if noise is None else noise) * draw)
    elif assay.error is ErrorKind.DECADES:
        value = true + (assay.spread if noise is None else noise / PER_DECADE) * draw
    else:
        return each(_whole, true + assay.spread * draw)
    return where(value > 0.0, value, 0.0)


def _whole(zones: float) -> float:
    return float(round(zones))


def delay_ticks(panel: Panel, seed: int, tick: Tick, rule: LabRule | None = None) -> Tick:
    """Return how many ticks the result of a sample taken now will need."""
    return int(delayed(panel, uniform(seed, f"delay/{panel.value}", tick), rule))


def sample(
    signs: Signs,
    panel: Panel,
    seed: int,
    tick: Tick,
    rule: LabRule | None = None,
    organism: str = "",
    germ: Germ = Germ.COVERED,
) -> tuple[Reading, ...]:
    """Return the readings of a sample taken now, each known only at its later tick.

    A culture grows this organism, a germ of this kind.
    """
    known = tick + delay_ticks(panel, seed, tick, rule)
    readings = []
    for channel in PANELS[panel].channels:
        kind = KINDS[channel]
        value = assayed(channel, getattr(signs, channel.value), gaussian(seed, channel.value, tick), rule)
        flag = Flag.NONE
        if ASSAYS[channel].error is not ErrorKind.ZONES and not kind.low <= value <= kind.high:
            flag = Flag.BELOW if value < kind.low else Flag.ABOVE
        words = organism if channel is Channel.BLOOD_CULTURE else ""
        readings.append(Reading(channel, tick, known, float(detectable(channel, value)), flag, words, germ))
    return tuple(readings)
