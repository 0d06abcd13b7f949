"""A cohort of patients as numpy columns: the same equations, the same order of operations, the same bits.

The functions of `equations` run here unchanged; only the name `sqrt` means numpy's. numpy rounds `+ - * /` and `sqrt` as
IEEE 754 asks, so a patient has the same digits alone and in any column. numpy is imported in this module and in
`game.trials` only, so that the game starts without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import FunctionType
from typing import Any, Final, TypeAlias

import numpy
from numpy.typing import NDArray

from game.patient import equations
from game.patient.method import HALF, SIXTH, STEP

__all__ = ["Columns", "advance", "columns", "patient", "pressure_and_gas", "rate", "step"]

Columns: TypeAlias = NDArray[numpy.float64]
"""One row for each compartment (or constant), one column for each patient."""
