"""The words of the game, each in a sentence or two that a first-year student can follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.case.inside import Preset
from game.values.words import say


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the game, or a question that people ask."""

    id: str
    measured: bool = False
    """Whether a healthy adult has a usual value of it."""
    shows: tuple[Preset, int] | None = None
    """Case and hour inside the storm at which the answer to a question can be seen."""

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

    @property
    def study(self) -> str:
        """Return the study on which the answer to a question rests."""
        return say(f"glossary.{self.id}.study") if self.shows is not None else ""


QUESTIONS: Final[tuple[Term, ...]] = (
    Term("asked_cytokine", shows=(Preset.NORMAL, 60)),
    Term("asked_stopped", shows=(Preset.IN_TIME, 140)),
    Term("asked_covid", shows=(Preset.STORM, 72)),
    Term("asked_crs", shows=(Preset.IN_TIME, 134)),
    Term("asked_sepsis", shows=(Preset.ONLY_INFECTION, 252)),
)
"""Questions people ask; they stand before the words."""


TERMS: Final[tuple[Term, ...]] = (
    Term("antibiotic"),
    Term("antiviral"),
    Term("car_t_cells"),
    Term("creatinine", measured=True),
    Term("crp", measured=True),
    Term("crs"),
    Term("blood_culture", measured=True),
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
