"""The words of the game, each in a sentence or two that a first-year student can follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the game."""

    name: str
    words: str
    normal: str = ""
    """What a healthy adult has, with its unit."""


TERMS: Final[tuple[Term, ...]] = (
    Term(
        "Antibiotic",
        "A drug against bacteria. It does nothing against a virus and nothing against inflammation.",
    ),
    Term(
        "Antiviral",
        "A drug that slows a virus, such as remdesivir. Early it shortens the fire’s fuel; a storm that feeds "
        "itself goes on without the virus.",
    ),
    Term(
        "Blood culture",
        "Blood kept warm to see whether bacteria grow in it. It answers after a day or more, so it is taken "
        "before antibiotics.",
        "no growth",
    ),
    Term(
        "CAR-T cells",
        "A patient’s own T cells, changed to attack a cancer. When many of them attack at once, they can set "
        "off a release syndrome.",
    ),
    Term(
        "Creatinine",
        "A waste product that the kidneys clear. It rises a day or so after they begin to fail.",
        "45 to 110 µmol/L",
    ),
    Term(
        "CRP",
        "C-reactive protein. The liver makes it when IL-6 tells it to; it rises within 6 to 12 hours and "
        "falls by half in about 19 hours. After tocilizumab it falls whatever the infection does.",
        "under 5 mg/L",
    ),
    Term(
        "CRS",
        "Cytokine release syndrome: the storm after CAR-T cells. Graded by fever, blood pressure and oxygen; "
        "from grade 2 on tocilizumab is given.",
    ),
    Term(
        "Cytokine",
        "A signal between immune cells. A little of it calls for help; too much of it makes the help harmful.",
    ),
    Term(
        "Cytokine storm",
        "Immune cells that call more immune cells, faster than the brakes can stop them. From then on the "
        "fire burns without its cause.",
    ),
    Term(
        "D-dimer",
        "A trace of clots being dissolved. It rises when inflamed vessels clot.",
        "under 0.5 mg/L FEU",
    ),
    Term(
        "Dexamethasone",
        "A steroid that calms immune cells for a day or two. At 6 mg a day it saved lives in patients who "
        "needed oxygen, and not in those who did not.",
    ),
    Term(
        "Doubling time",
        "The hours in which a value doubles. A short one says more than a high value: 40 that doubles every 6 "
        "hours is 640 a day later.",
    ),
    Term(
        "Ferritin",
        "An iron store that rises in inflammation, days after IL-6. Very high values point to a storm.",
        "15 to 400 µg/L",
    ),
    Term(
        "FiO₂",
        "The share of oxygen in the air that is breathed.",
        "0.21 in room air",
    ),
    Term(
        "IL-6",
        "Interleukin-6, the cytokine that drives fever, CRP and leaky vessels. It leads the other signs by "
        "hours, so its slope is the early warning.",
        "under 10 pg/mL",
    ),
    Term(
        "KDIGO",
        "A scale of kidney injury, 1 to 3, from creatinine and urine. Stage 1: creatinine 1.5 times its "
        "start, or under 0.5 mL of urine per kg and hour for 6 hours.",
    ),
    Term(
        "Lactate",
        "What cells make when oxygen or blood flow is short. Above 2 worry, above 4 act.",
        "0.5 to 2.0 mmol/L",
    ),
    Term(
        "Leak",
        "Inflamed vessels let water into the tissue: the lungs fill, the pressure falls.",
    ),
    Term(
        "MAP",
        "Mean arterial pressure: the average that drives blood through the organs. They suffer when it stays "
        "under 65 mmHg.",
        "65 to 105 mmHg",
    ),
    Term(
        "Methylprednisolone",
        "A steroid. A pulse of 1,000 mg stops immune cells everywhere for days, those against the infection too.",
    ),
    Term(
        "Neutrophils",
        "White cells that eat bacteria. When they are few, an infection shows late and spreads fast.",
        "2.0 to 7.5 ×10⁹/L",
    ),
    Term(
        "NEWS2",
        "National Early Warning Score 2: seven vital signs, 0 to 3 points each. 5 asks for urgent review, 7 "
        "for an emergency response. It may still look calm while IL-6 climbs.",
    ),
    Term(
        "P/F ratio",
        "Oxygen in the blood (mmHg) divided by FiO₂: how well the lungs work whatever oxygen is given. Under "
        "300 is mild, under 200 moderate, under 100 severe lung failure.",
        "above 400 mmHg",
    ),
    Term(
        "Pitfalls",
        "The three mistakes of this game: ignoring the early trend, treating only the infection, and over- dampening.",
    ),
    Term(
        "Pressor",
        "A drug that tightens the vessels to hold the pressure, such as norepinephrine. It buys time; it "
        "treats no cause.",
    ),
    Term(
        "Procalcitonin",
        "A marker that rises more with bacteria than with viruses. A storm can raise it as well.",
        "under 0.1 µg/L",
    ),
    Term(
        "Prone",
        "Lying on the belly, which opens the back of the lungs.",
    ),
    Term(
        "Remdesivir",
        "An antiviral. It acts on the virus only.",
    ),
    Term(
        "Shock",
        "Pressure too low for the organs, even after fluid. In a storm the vessels are wide and leak.",
    ),
    Term(
        "SpO₂",
        "Oxygen in the blood as the finger probe shows it. Oxygen by mask can hold it up while the lungs get "
        "worse, so read it beside the oxygen given.",
        "96 to 100 %",
    ),
    Term(
        "Superinfection",
        "A second infection, usually by bacteria, that grows while the defence is dampened.",
    ),
    Term(
        "Tocilizumab",
        "An antibody that blocks the receptor of IL-6 for weeks. The measured IL-6 rises, since it "
        "is no longer taken up; CRP and fever fall, and tell nothing about infection any more.",
    ),
    Term(
        "Troponin",
        "A protein from injured heart muscle.",
        "under 14 ng/L",
    ),
    Term(
        "Viral load",
        "Copies of the virus in each millilitre, as a power of ten. One step down is ten times less.",
    ),
    Term(
        "Window",
        "The hours in which dampening helps most: after the rise can be read, before the storm feeds itself.",
    ),
)
"""Every term, by name."""
