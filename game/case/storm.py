"""Inside the storm: a body as a picture of cells, cytokines, vessels and tissue. Every number is the model's.

The scales on which numbers become counts stand in one table, `SCALES`; docs/inside.md shows it.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

from game.case.state import Case
from game.patient.body import Body
from game.patient.compartments import INDEX, NAMES
from game.patient.feedback import Feedback, feedback
from game.patient.signs import VIRUS_COPIES_PER_ML, germs, signs
from game.values.disease import Invader
from game.values.diseases import DISEASES
from game.values.ending import Ending
from game.values.level import Phenotype
from game.values.portable import log10
from game.values.ticks import Tick

REMDESIVIR_HALF_MG: Final = 20.0
ANTIBIOTIC_HALF_MG: Final = 281.25
MEROPENEM_HALF_MG: Final = 100.0
"""Drug in the body at half of its effect, as the equations have it (antibiotics: 2.5 times the MIC)."""


class Counting(enum.Enum):
    """How a number becomes a count."""

    EVEN = "even"
    ROOT = "root"
    DECADES = "decades"
    SQUARED = "squared"


class PicturePart(enum.Enum):
    """What is counted in the picture."""

    VIRUS = "virus"
    GERM = "germ"
    T_CELL = "t_cell"
    MACROPHAGE = "macrophage"
    NEUTROPHIL = "neutrophil"
    IL6 = "il6"
    TNF = "tnf"
    DEAD_LINING = "dead_lining"
    GAP = "gap"
    DRUG = "drug"


@dataclass(frozen=True, slots=True)
class CountScale:
    """How many of one thing are drawn."""

    part: PicturePart
    of: str
    """The field of `Storm` that is drawn."""
    curve: Counting
    per: float
    """Things drawn for 1 of the number, of its square root, of its decimal logarithm, or of the square of that."""
    start: float = 0.0
    """Value at which the first is drawn; for powers of ten, the logarithm there."""
    least: int = 0
    most: int = 1_000

    def count(self, value: float) -> int:
        """Return how many are drawn."""
        if self.curve in {Counting.DECADES, Counting.SQUARED}:
            size = max(0.0, (log10(value) if value > 1.0 else 0.0) - self.start)
            size *= size if self.curve is Counting.SQUARED else 1.0
        else:
            size = (sqrt(max(0.0, value)) if self.curve is Counting.ROOT else value) - self.start
        return min(self.most, max(self.least, round(self.per * size + self.least)))


LINING_CELLS: Final = 26
WALL_GAPS: Final = 9
SCALES: Final[Mapping[PicturePart, CountScale]] = {
    scale.part: scale
    for scale in (
        CountScale(PicturePart.VIRUS, "virus", Counting.SQUARED, per=0.94, start=2.0, most=46),
        CountScale(PicturePart.GERM, "germs", Counting.DECADES, per=7.0, start=2.0, most=46),
        CountScale(PicturePart.T_CELL, "t_cells", Counting.EVEN, per=14.0, most=12),
        CountScale(PicturePart.MACROPHAGE, "immune_cells", Counting.EVEN, per=26.0, least=2, most=11),
        CountScale(PicturePart.NEUTROPHIL, "immune_cells", Counting.EVEN, per=46.0, least=2, most=18),
        CountScale(PicturePart.IL6, "il6", Counting.ROOT, per=6.5, most=330),
        CountScale(PicturePart.TNF, "tnf", Counting.ROOT, per=11.0, most=110),
        CountScale(PicturePart.DEAD_LINING, "dying", Counting.EVEN, per=LINING_CELLS, most=LINING_CELLS - 2),
        CountScale(PicturePart.GAP, "leak", Counting.EVEN, per=14.0, most=WALL_GAPS),
        CountScale(PicturePart.DRUG, "against_infection", Counting.EVEN, per=16.0, most=16),
    )
}
"""What is drawn, of which number, and how many. Only these numbers move; where a thing drifts is decoration."""

FLUID_FULL: Final = 0.6
"""Share of water in the lungs at which the air sac is drawn full (the model seldom goes beyond)."""


class Organ(enum.Enum):
    """An organ of the cascade."""

    LUNGS = "lungs"
    HEART = "heart"
    KIDNEYS = "kidneys"
    BRAIN = "brain"


FAILS_FROM: Final[Mapping[Organ, float]] = {
    Organ.LUNGS: 0.40,
    Organ.HEART: 0.25,
    Organ.KIDNEYS: 0.25,
    Organ.BRAIN: 0.15,
}
"""Loss, as a share, from which an organ is shown as failing (assumed; the lungs are hit by every pneumonia)."""

WHOLE_BODY_FROM: Final = 0.35
"""Opening of the vessels from which inflammation is called whole-body (assumed)."""
OWN_TISSUE_FROM: Final = 0.10
"""Share of dying tissue from which the body's own tissue is called a target (assumed)."""
ARDS_BELOW: Final = 200.0
"""P/F ratio under which the lungs head for ARDS: moderate by the Berlin definition (Ranieri 2012, JAMA 307:2526)."""
STORMY_IL6: Final = 1_000.0
"""pg/mL of IL-6 from which signalling is out of hand whatever drives it: the mean of sepsis is 984, of release syndrome
3,111 (Leisman 2020, Lancet Respir Med 8:1233)."""
KEEPS_GOING_FROM: Final = 0.70
"""Gain from which a storm that was crossed into is still called one (assumed)."""


@dataclass(frozen=True, slots=True)
class Storm:
    """What is inside one patient at one moment."""

    tick: Tick
    feedback: Feedback
    il6: float
    """pg/mL, as is everything of a cytokine here."""
    tnf: float
    il10: float
    virus: float
    """Copies/mL."""
    germs: float
    """CFU/mL; a tenth of a fungus counts."""
    tumour: float
    """Share of the tumour that CAR-T cells see."""
    immune_cells: float
    t_cells: float
    dying: float
    leak: float
    water: float
    blocked: float
    """Share of IL-6 receptors that tocilizumab blocks."""
    steroid: float
    """Share of the most that steroids do."""
    against_infection: float
    """Share of the most that a drug against the infection does."""
    organs: Mapping[Organ, float]
    """Loss of each, as a share."""
    pf_ratio: float
    kind: Phenotype
    ending: Ending | None

    @property
    def counts(self) -> Mapping[PicturePart, int]:
        """Return how many of each thing are drawn."""
        return {part: scale.count(getattr(self, scale.of)) for part, scale in SCALES.items()}

    @property
    def gain(self) -> float:
        """Return the gain of one turn of the loop."""
        return self.feedback.gain

    @property
    def feeds_itself(self) -> bool:
        """Say whether the loop makes more immune cells than are lost, with no invader."""
        return self.feedback.gain >= 1.0

    @property
    def whole_body(self) -> bool:
        """Say whether vessels are open everywhere."""
        return self.leak >= WHOLE_BODY_FROM

    @property
    def own_tissue(self) -> bool:
        """Say whether the body's own tissue is a target."""
        return self.dying >= OWN_TISSUE_FROM

    @property
    def ards(self) -> bool:
        """Say whether the lungs head for ARDS."""
        return self.pf_ratio < ARDS_BELOW

    @property
    def failing(self) -> int:
        """Return how many organs are shown as failing."""
        return len([organ for organ, from_ in FAILS_FROM.items() if self.organs[organ] >= from_])

    @property
    def serious(self) -> bool:
        """Say whether the body is in a storm's state, whatever drives it."""
        return self.il6 >= STORMY_IL6 or self.whole_body or self.ards

    @property
    def invader(self) -> float:
        """Return what the immune system was called for, in the unit of its disease."""
        match DISEASES[self.kind].invader:
            case Invader.TUMOUR:
                return self.tumour
            case Invader.BACTERIA:
                return self.germs
            case Invader.VIRUS:
                return self.virus


def _part_of_effect(mg: float, half: float) -> float:
    return mg / (mg + half)


def _against(body: Body) -> float:
    state = body.state
    return max(
        _part_of_effect(state[INDEX["remdesivir_mg"]], REMDESIVIR_HALF_MG),
        _part_of_effect(state[INDEX["antibiotic_mg"]], ANTIBIOTIC_HALF_MG),
        _part_of_effect(state[INDEX["meropenem_mg"]], MEROPENEM_HALF_MG),
    )


def storm_of(case: Case) -> Storm:
    """Return what is inside the patient of a case now: the truth, for the debrief and for the screen that explains."""
    body = case.body
    true = signs(body, case.breathed)
    of = dict(zip(NAMES, body.state, strict=True))
    return Storm(
        tick=case.tick,
        feedback=feedback(body, case.breathed),
        il6=true.il6,
        tnf=of["tnf"],
        il10=of["il10"],
        virus=VIRUS_COPIES_PER_ML * of["infected_cells"],
        germs=1e6 * germs(body),
        tumour=of["antigen"],
        immune_cells=of["innate_cells"],
        t_cells=of["effector_cells"],
        dying=of["damage"],
        leak=of["leak"],
        water=of["lung_water"],
        blocked=of["receptor_occupancy"],
        steroid=of["steroid_effect"],
        against_infection=_against(body),
        organs={
            Organ.LUNGS: true.lung_injury,
            Organ.HEART: true.heart_injury,
            Organ.KIDNEYS: true.kidney_injury,
            Organ.BRAIN: true.confusion,
        },
        pf_ratio=true.pf_ratio,
        kind=case.admission.level.phenotype,
        ending=case.outcome.ending if case.outcome is not None else None,
    )
