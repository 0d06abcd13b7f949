"""The diseases of the game, one file each. A new one is its file, a word in `Phenotype`, its levels and its rows."""

from __future__ import annotations

from typing import Final

from game.values.disease import Disease
from game.values.diseases import car_t, covid, sepsis, viral_stressed
from game.values.level import Level, Phenotype

__all__ = ["DISEASES", "organism_of"]

DISEASES: Final[dict[Phenotype, Disease]] = {
    one.phenotype: one for one in (covid.DISEASE, viral_stressed.DISEASE, sepsis.DISEASE, car_t.DISEASE)
}


def organism_of(level: Level) -> str:
    """Return what a blood culture shows in the patient of a level, where it grows."""
    return level.organism or DISEASES[level.phenotype].organism
