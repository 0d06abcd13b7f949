"""The rows of the validation table, one file for each part of it."""

from __future__ import annotations

from typing import Final

from game.evidence.validation.row import Row
from game.evidence.validation.rows.car_t import CAR_T
from game.evidence.validation.rows.car_t_grades import CAR_T_GRADES
from game.evidence.validation.rows.covid import COVID
from game.evidence.validation.rows.covid_drugs import COVID_DRUGS
from game.evidence.validation.rows.drugs import DRUGS
from game.evidence.validation.rows.health import HEALTHY, KINETICS
from game.evidence.validation.rows.infections import INFECTIONS
from game.evidence.validation.rows.sepsis import SEPSIS
from game.evidence.validation.rows.stressed import STRESSED
from game.evidence.validation.rows.support import SUPPORT

__all__ = ["ROWS"]

ROWS: Final[tuple[Row, ...]] = (
    *HEALTHY,
    *KINETICS,
    *COVID,
    *COVID_DRUGS,
    *STRESSED,
    *SEPSIS,
    *CAR_T,
    *CAR_T_GRADES,
    *SUPPORT,
    *DRUGS,
    *INFECTIONS,
)
"""Every row, in the order of the page."""
