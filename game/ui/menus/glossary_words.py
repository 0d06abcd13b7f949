"""The words of the game, each in a sentence or two that a first-year student can follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.values.words import say


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the game."""

    id: str
    measured: bool = False
    """Whether a healthy adult has a usual value of it."""

    @property
    def name(self) -> str:
        """Return the word."""
        return say(f"glossary.{self.id}")

    @property
    def words(self) -> str:
        """Return what it means."""
        return say(f"glossary.{self.id}.words")

    @property
    def normal(self) -> str:
        """Return what a healthy adult has, with its unit; empty where nothing is measured."""
        return say(f"glossary.{self.id}.normal") if self.measured else ""


TERMS: Final[tuple[Term, ...]] = (
    Term("antibiotic"),
    Term("antiviral"),
    Term("blood_culture", measured=True),
    Term("car_t_cells"),
    Term("creatinine", measured=True),
    Term("crp", measured=True),
    Term("crs"),
    Term("cytokine"),
    Term("cytokine_storm"),
    Term("d_dimer", measured=True),
    Term("dexamethasone"),
    Term("doubling_time"),
    Term("ferritin", measured=True),
    Term("fio2", measured=True),
    Term("il_6", measured=True),
    Term("kdigo"),
    Term("lactate", measured=True),
    Term("leak"),
    Term("map", measured=True),
    Term("methylprednisolone"),
    Term("neutrophils", measured=True),
    Term("news2"),
    Term("p_f_ratio", measured=True),
    Term("pitfalls"),
    Term("pressor"),
    Term("procalcitonin", measured=True),
    Term("prone"),
    Term("remdesivir"),
    Term("shock"),
    Term("spo2", measured=True),
    Term("superinfection"),
    Term("tocilizumab"),
    Term("troponin", measured=True),
    Term("viral_load"),
    Term("window"),
)
