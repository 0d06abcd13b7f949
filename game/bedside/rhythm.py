"""What the ECG of the monitor shows of the heart's rhythm."""

from __future__ import annotations

import enum


class HeartRhythm(enum.Enum):
    """A rhythm that an eye tells apart on the trace."""

    SINUS = "sinus"
    ECTOPIC = "ectopic"
    """Sinus beats with broad extra ones among them."""
    AGONAL = "agonal"
    """Slow, broad beats."""
    NONE = "none"
    """A flat line."""
