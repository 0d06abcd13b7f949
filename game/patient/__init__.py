"""The body: a mechanistic model of the patient. Truth lives here and goes no further than the bedside.

In come a level and a seed (`admit`), doses (`dose`) and what the ward does (`Inputs`); out come the body one tick later
(`live`) and the true observables (`signs`, `vitals`).
"""

from game.patient.body import AMBIENT, METHOD, Body, Inputs, admit, admit_at, dose, live, seed_germs
from game.patient.signs import Signs, Vitals, signs, vitals

__all__ = [
    "AMBIENT",
    "METHOD",
    "Body",
    "Inputs",
    "Signs",
    "Vitals",
    "admit",
    "admit_at",
    "dose",
    "live",
    "seed_germs",
    "signs",
    "vitals",
]
