"""The diseases of the game, one file each. A new one is its file, a word in `Phenotype`, its levels and its rows."""

from __future__ import annotations

from typing import Final

from game.values.disease import Disease
from game.values.diseases import car_t, covid, sepsis, viral_stressed
from game.values.level import Phenotype

__all__ = ["DISEASES"]

DISEASES: Final[dict[Phenotype, Disease]] = {
    one.phenotype: one for one in (covid.DISEASE, viral_stressed.DISEASE, sepsis.DISEASE, car_t.DISEASE)
}
