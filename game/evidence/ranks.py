"""How well one number tells two groups apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["chance_greater"]

Numbers = Sequence[float] | NDArray[np.float64]


def chance_greater(these: Numbers, others: Numbers, weights: tuple[Numbers, Numbers] | None = None) -> float:
    """Return the chance that one of these is greater than one of the others, ties counted half; NaN of nobody.

    It is the area under the curve of the two. `weights` say how often each of these, and each of the others, is met;
    without them all are met alike.
    """
    if not len(these) or not len(others):
        return float("nan")
    these, others = np.asarray(these)[:, None], np.asarray(others)
    met = np.ones((len(these), len(others))) if weights is None else np.outer(*weights)
    return float((met * ((these > others) + 0.5 * (these == others))).sum() / met.sum())
