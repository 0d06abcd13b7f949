"""The ward over columns: what monitors show, the oxygen on arrival, the protocol, new infections.

The same formulas and the same draws as in `case.case`, for many patients at once; a test plays one of them as a case
and compares every bit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from game.bedside.monitor import PROBE
from game.case import ward
from game.case.case import OXYGEN_ON_ARRIVAL_ROUNDS
from game.case.ward import GERMS, Holding
from game.futures import looks
from game.futures.chance import Keys, Places, gaussians, keys, uniforms
from game.futures.looks import Round
from game.patient import batch, compartments
from game.patient.batch import Columns
from game.patient.body import AMBIENT, Body, Inputs
from game.values.channel import Channel
from game.values.elementwise import where
from game.values.ticks import TICKS_PER_HOUR, Tick

_MONITORED: Final = (Channel.SPO2, Channel.RESPIRATORY_RATE, Channel.MAP)
"""What the ward looks at on a round."""
_GERMS: Final = tuple([compartments.INDEX[name] for name in GERMS])


@dataclass(frozen=True, slots=True)
class ChanceStreams:
    """The streams of draws of every patient."""

    monitor: Keys
    """A row for each of `_MONITORED`."""
    probe: Keys
    seeding: Keys

    def keep(self, places: Places | slice) -> ChanceStreams:
        """Return the streams of the patients at these places."""
        return ChanceStreams(self.monitor[:, places], self.probe[places], self.seeding[places])


def luck_of(seeds: Sequence[int]) -> ChanceStreams:
    """Return the streams that belong to these seeds."""
    return ChanceStreams(
        monitor=np.array([keys(seeds, channel.value) for channel in _MONITORED]),
        probe=keys(seeds, PROBE),
        seeding=keys(seeds, "seeding"),
    )


def nothing(patients: int) -> Holding:
    """Return room air and no support for so many patients."""
    return Holding(*[np.zeros(patients) for _ in Holding._fields])


def draws(luck: ChanceStreams, tick: Tick) -> ward.Draws:
    """Return the luck of every patient's look at the monitor at this tick."""
    spo2, respiratory_rate, pressure = gaussians(luck.monitor, tick)
    return ward.Draws(spo2, respiratory_rate, pressure, uniforms(luck.probe, tick))


def arrive(state: Columns, parameters: Sequence[Any], luck: ChanceStreams) -> tuple[Holding, Any]:
    """Settle the oxygen as the ambulance would; return the support and the vital signs with it."""
    holding = nothing(state.shape[1])
    shown = batch.vitals(state, parameters, AMBIENT)
    settled: Any = np.zeros(state.shape[1], dtype=bool)
    for back in range(OXYGEN_ON_ARRIVAL_ROUNDS):
        settled, holding = ward.on_the_way(shown, draws(luck, -1 - back), settled, holding)
        if settled.all():
            break
        shown = batch.vitals(state, parameters, ward.inputs(holding))
    return holding, shown


def ward_round(shown: Any, holding: Holding, luck: ChanceStreams, tick: Tick) -> Round:
    """Return the support for the next half hour, by what the monitors show."""
    return looks.ward_round(shown, holding, draws(luck, tick))


def let_germs_in(
    state: Columns, parameters: Sequence[Any], holding: Holding, seeding: Keys, tick: Tick, exposed: Any = True
) -> None:
    """Put the inoculum into whom of the exposed this hour's draw lets a germ in; between full hours nobody."""
    if tick % TICKS_PER_HOUR == 0:
        let_in_by_chance(state, parameters, holding, seeding, tick // TICKS_PER_HOUR, exposed)


def let_in_by_chance(
    state: Columns, parameters: Sequence[Any], holding: Holding, seeding: Keys, hour: int, exposed: Any = True
) -> None:
    """Put the inoculum into whom of the exposed the draw of this hour lets a germ in."""
    draw = uniforms(seeding, hour)
    body = Body(tuple(state), tuple(parameters))
    found, inocula = ward.seeded(ward.entry_chances(body, holding, 1.0), draw), ward.inocula(body, holding)
    for row, who, inoculum in zip(_GERMS, found, inocula, strict=True):
        who = who & exposed  # noqa: PLW2901
        if who.any():
            state[row, who] += where(who, inoculum, 0.0)[who]


def half_hour(
    state: Columns,
    parameters: Sequence[Any],
    held: Round,
    luck: ChanceStreams,
    tick: Tick,
    live: Callable[[Columns, Inputs], Columns],
    exposed: Any = True,
) -> Columns:
    """Let half an hour pass after a round of the ward, as in `case.advance`: new infections, then the equations.

    `live` moves the columns under the support of the round; germs reach only the exposed. Returns the state; the one
    given is changed.
    """
    let_germs_in(state, parameters, held.holding, luck.seeding, tick, exposed)
    return live(state, held.inputs)
