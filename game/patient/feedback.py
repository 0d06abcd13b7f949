"""The loop of the storm as one number: how many immune cells one turn of it makes for each that is lost.

docs/model.md, section 4.12, says what it means. It is found from the model's own equations: the change of the immune
cells is asked for once more in a body from which the invader is taken away, with all else as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from game.patient import compartments, constants
from game.patient.body import Body, Inputs
from game.patient.equations import rate

_C = compartments.INDEX
_K = constants.INDEX
INVADER: Final = ("infected_cells", "bacteria", "resistant_bacteria", "fungus", "ifn_gamma")
"""What drives immune cells from outside the loop: the germs, and the T cells' call, which lasts while they see one."""


class Feedback(NamedTuple):
    """The gain of one turn, and what it would be without each of its brakes."""

    gain: float
    """Immune cells made by the loop alone for each that is lost; above 1 they grow in number with no invader left."""
    without_il10: float
    without_steroid: float
    without_blocker: float
    """With no IL-6 receptor blocked."""


def _gain(state: Sequence[float], parameters: Sequence[float], inputs: Inputs, without: str = "") -> float:
    altered = list(state)
    for name in (*INVADER, without) if without else INVADER:
        altered[_C[name]] = 0.0
    cells = altered[_C["innate_cells"]]
    if cells <= 0.0:
        return 0.0
    lost = parameters[_K["innate_loss_per_h"]] * cells
    rest = parameters[_K["innate_rest_per_h"]] + parameters[_K["stressed_drive"]]
    change: float = rate(altered, parameters, inputs)[_C["innate_cells"]]
    return max(0.0, (change + lost - rest) / lost)


def feedback(body: Body, inputs: Inputs) -> Feedback:
    """Return the gain of the loop in this body, and without IL-10, without steroids, without tocilizumab."""
    state, parameters = body.state, body.parameters
    return Feedback(
        gain=_gain(state, parameters, inputs),
        without_il10=_gain(state, parameters, inputs, "il10"),
        without_steroid=_gain(state, parameters, inputs, "steroid_effect"),
        without_blocker=_gain(state, parameters, inputs, "receptor_occupancy"),
    )
