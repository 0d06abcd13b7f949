"""How well one number tells two groups apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import stats  # type: ignore[import-untyped]

__all__ = ["chance_greater"]


def chance_greater(
    these: Sequence[float] | NDArray[np.float64], others: Sequence[float] | NDArray[np.float64]
) -> float:
    """Return the chance that one of these is greater than one of the others, ties counted half; NaN of nobody.

    It is the area under the curve of the two, by the ranks of Mann and Whitney.
    """
    if not len(these) or not len(others):
        return float("nan")
    ranks = stats.rankdata(np.concatenate([these, others]))[: len(these)]
    return float(ranks.sum() - len(these) * (len(these) + 1) / 2) / (len(these) * len(others))
