"""Fixed clinical scales: the same height means the same value in every case, at every hour.

The range of each is what a ward meets between health and the worst patients (assumed); what lies beyond stands at the
end of the scale. Values that span decades in illness are drawn on a logarithmic scale.
"""

from __future__ import annotations

from math import log10
from typing import Final, NamedTuple

from game.ui.toolkit.layout import Rect
from game.values.channel import Channel


class Scale(NamedTuple):
    """From where to where a channel is drawn, in its unit."""

    low: float
    high: float
    decades: bool = False

    def share(self, value: float) -> float:
        """Return how high a value stands, 0 at the low end to 1 at the high end."""
        kept = min(self.high, max(self.low, value))
        if self.decades:
            return log10(kept / self.low) / log10(self.high / self.low)
        return (kept - self.low) / (self.high - self.low)

    def y(self, value: float, box: Rect) -> float:
        """Return where a value stands in a box, the low end at its bottom."""
        return box.bottom - self.share(value) * box.h


SCALES: Final[dict[Channel, Scale]] = {
    # As far as the laboratory tells it: behind a blocked receptor, and after CAR-T cells, it passes 10,000.
    Channel.IL6: Scale(1.0, 50_000.0, decades=True),
    Channel.CRP: Scale(0.0, 300.0),
    Channel.FERRITIN: Scale(30.0, 30_000.0, decades=True),
    Channel.D_DIMER: Scale(0.1, 30.0, decades=True),
    Channel.PROCALCITONIN: Scale(0.02, 100.0, decades=True),
    Channel.VIRAL_LOAD: Scale(2.0, 10.0),
    Channel.LACTATE: Scale(0.0, 10.0),
    Channel.CREATININE: Scale(0.0, 400.0),
    Channel.NEUTROPHILS: Scale(0.0, 20.0),
    Channel.LYMPHOCYTES: Scale(0.0, 5.0),
    Channel.PLATELETS: Scale(0.0, 400.0),
    Channel.ALT: Scale(5.0, 5_000.0, decades=True),
    Channel.TROPONIN: Scale(3.0, 3_000.0, decades=True),
    Channel.PF_RATIO: Scale(0.0, 600.0),
    Channel.XRAY: Scale(0.0, 6.0),
    Channel.FUNGAL_ANTIGEN: Scale(0.0, 500.0),
    Channel.GLUCOSE: Scale(0.0, 30.0),
    Channel.FIBRINOGEN: Scale(0.0, 10.0),
    Channel.INR: Scale(0.0, 5.0),
    Channel.DELIRIUM: Scale(0.0, 8.0),
    Channel.URINE: Scale(0.0, 3.0),
}
"""Every laboratory channel but the culture, which has no height."""
