"""The two weeks after a case, in steps of an hour: what was begun in it goes on, and the value of a case includes it.

Drugs wash out, no dose is given any more, and germs still get in while the defence is low. Oxygen and norepinephrine
follow the ward's protocol, looked at once a day. A germ that shows is found and treated from the next look on; one that
a blocked fever hides grows on until pressure or oxygen fall. The same source runs on one patient and on columns.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from game.case import ward
from game.case.ward import GERMS, Holding
from game.patient import compartments
from game.patient.body import Body, Inputs
from game.patient.method import Mover, stepped
from game.patient.signs import germs, vitals
from game.values.elementwise import Column, no, where
from game.values.noise import uniform
from game.values.portable import exp
from game.values.ticks import TICKS_PER_HOUR, Tick

__all__ = ["DAYS", "STREAM", "after", "survival_after"]

DAYS: Final = 14
STREAM: Final = "afterwards"
"""The stream of draws of new infections, one a day."""
_ROUNDS_A_DAY: Final = 4
"""Steps of the protocol that a day of coarse care makes (assumed)."""
_HOURS_AT_HOME: Final = 6.0
"""Of a day on the ward, as the chance goes that a germ gets in (assumed): no lines, and the flora of home."""
_SHOWS_FROM: Final = 1.0
"""10^6 germs/mL that can be found."""
_LEFT_AFTER_A_DAY: Final = (1e-6, 1e-6, 0.3)
"""Share of each kind of germ that a day of the drug which covers it leaves (assumed)."""
_AT: Final = compartments.INDEX


def _treated(state: list[Any], shown: Any, at_home: Column, load: Column) -> None:
    """Let germs be treated that show by fever, pressure or oxygen."""
    ill = (shown.temperature >= 38.0) | (shown.map < 65.0) | no(at_home)
    found = ill & (load >= _SHOWS_FROM)
    for germ, left in zip(GERMS, _LEFT_AFTER_A_DAY, strict=True):
        state[_AT[germ]] = state[_AT[germ]] * where(found, left, 1.0)


def after(
    body: Body,
    holding: Holding,
    draw: Callable[[int], Column],
    vitals: Callable[[Body, Inputs], Any],
    advance: Callable[[Body, Inputs, Tick, Tick], Body],
) -> Body:
    """Return the body, or the columns, two weeks later.

    `draw` gives the luck of a day, `vitals` the true vital signs, `advance` lets ticks pass in steps of so many.
    """
    inoculum = ward.INOCULUM_MILLION_CFU_PER_ML
    holding = holding._replace(fluid=0.0 * holding.fluid)
    for day in range(DAYS):
        for _ in range(_ROUNDS_A_DAY):
            shown = vitals(body, ward.inputs(holding))
            holding = ward.protocol(shown.spo2, shown.respiratory_rate, shown.map, holding)
            holding = holding._replace(fluid=0.0 * holding.fluid)
        state = list(body.state)
        # What ran in lately has spread: in long steps it would not settle.
        state[_AT["fluid_l"]] = 0.0 * state[_AT["fluid_l"]]
        at_home = (holding.rung < 0.5) & (holding.pressor < 0.5)
        _treated(state, shown, at_home, germs(body))
        found = ward.seeded(body, holding, draw(day), where(at_home, _HOURS_AT_HOME, 24.0))
        for germ, gets_in in zip(GERMS, found, strict=True):
            state[_AT[germ]] = state[_AT[germ]] + where(gets_in, inoculum, 0.0)
        # Antibiotics that are still in the body kill too fast for long steps.
        long = TICKS_PER_HOUR if day else TICKS_PER_HOUR // 2
        body = advance(Body(tuple(state), body.parameters), ward.inputs(holding), 24 * TICKS_PER_HOUR, long)
    return body


def survival_after(body: Body, holding: Holding, seed: int, move: Mover = stepped) -> float:
    """Return the chance to live through the two weeks, 0 to 1, of one patient with this luck, whom `move` lets live."""

    def advance(body: Body, inputs: Inputs, ticks: Tick, long: Tick) -> Body:
        return Body(move(body.state, body.parameters, inputs, ticks, long=long), body.parameters)

    later = after(body, holding, lambda day: uniform(seed, STREAM, day), vitals, advance)
    at = _AT["cumulative_hazard"]
    return exp(body.state[at] - later.state[at])
