"""The ward over columns: what monitors show, the oxygen on arrival, the protocol, new infections.

The same formulas and the same draws as in `case.case`, for many patients at once; a test plays one of them as a case
and compares every bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from game.bedside.monitor import COLD_BELOW_MMHG, PROBE_OFF_CHANCE, PROBE_OFF_CHANCE_COLD, SPREADS
from game.case import ward
from game.case.case import INOCULUM_MILLION_CFU_PER_ML, OXYGEN_ON_ARRIVAL_ROUNDS, SPO2_TO_STAY
from game.case.ward import Holding
from game.patient import batch, compartments
from game.patient.batch import Columns
from game.patient.body import AMBIENT, Body, Inputs
from game.patient.signs import superinfection_hazard_per_h
from game.trials.chance import Keys, gaussians, keys, uniforms
from game.values.channel import KINDS, Channel
from game.values.ticks import Tick

Column: TypeAlias = NDArray[np.float64]

_MONITORED: Final = (Channel.SPO2, Channel.RESPIRATORY_RATE, Channel.MAP)
"""What the ward looks at on a round."""
_BACTERIA = compartments.INDEX["bacteria"]


@dataclass(frozen=True, slots=True)
class Luck:
    """The streams of draws of every patient."""

    monitor: Keys
    """A row for each of `_MONITORED`."""
    probe: Keys
    seeding: Keys

    def first(self, patients: int) -> Luck:
        """Return the streams of the first patients."""
        return Luck(self.monitor[:, :patients], self.probe[:patients], self.seeding[:patients])


def luck_of(seeds: Sequence[int]) -> Luck:
    """Return the streams that belong to these seeds."""
    return Luck(
        monitor=np.array([keys(seeds, channel.value) for channel in _MONITORED]),
        probe=keys(seeds, "spo2/probe"),
        seeding=keys(seeds, "seeding"),
    )


def nothing(patients: int) -> Holding:
    """Return room air and no support for so many patients."""
    return Holding(*[np.zeros(patients) for _ in Holding._fields])


def _measured(shown: Any, luck: Luck, tick: Tick) -> list[Column]:
    """Return what the monitor shows of each of `_MONITORED`, unclipped."""
    errors = gaussians(luck.monitor, tick)
    return [
        getattr(shown, channel.value) + SPREADS[channel] * error
        for channel, error in zip(_MONITORED, errors, strict=True)
    ]


def _probe_is_off(shown: Any, luck: Luck, tick: Tick) -> NDArray[np.bool_]:
    chance = np.where(shown.map < COLD_BELOW_MMHG, PROBE_OFF_CHANCE_COLD, PROBE_OFF_CHANCE)
    off: NDArray[np.bool_] = uniforms(luck.probe, tick) < chance
    return off


def arrive(state: Columns, parameters: Sequence[Any], luck: Luck) -> tuple[Holding, Any]:
    """Settle the oxygen as the ambulance would; return the support and the vital signs with it."""
    holding = nothing(state.shape[1])
    shown = batch.vitals(state, parameters, AMBIENT)
    kind = KINDS[Channel.SPO2]
    settled = np.zeros(state.shape[1], dtype=bool)
    for back in range(OXYGEN_ON_ARRIVAL_ROUNDS):
        tick = -1 - back
        spo2 = np.clip(_measured(shown, luck, tick)[0], kind.low, kind.high)
        spo2 = np.where(_probe_is_off(shown, luck, tick), SPO2_TO_STAY, spo2)
        settled |= spo2 >= 92.0
        if settled.all():
            break
        turned = ward.protocol(spo2, 20.0, 80.0, holding).rung
        holding = holding._replace(rung=np.where(settled, holding.rung, turned))
        shown = batch.vitals(state, parameters, ward.inputs(holding))
    return holding, shown


def ward_round(shown: Any, holding: Holding, luck: Luck, tick: Tick) -> Holding:
    """Return the support for the next half hour, by what the monitors show."""
    spo2, rate, pressure = _measured(shown, luck, tick)
    spo2 = np.where(_probe_is_off(shown, luck, tick), SPO2_TO_STAY, spo2)
    return ward.protocol(spo2, rate, pressure, holding)


def device_factor(holding: Holding) -> Column:
    """Return by how much tubes and lines raise the hazard of a new infection, as `ward.device_factor` has it."""
    device = np.where(holding.rung > 12.5, 4.0, np.where(holding.rung > 6.5, 1.3, 1.0))
    factor: Column = device + np.where(holding.pressor > 0.0, 1.0, 0.0)
    return factor


def infected_now(
    state: Columns, parameters: Sequence[Any], holding: Holding, luck: Luck, hour: int
) -> NDArray[np.bool_]:
    """Say in whom this hour's draw lets bacteria in."""
    hazard = superinfection_hazard_per_h(Body(tuple(state), tuple(parameters))) * device_factor(holding)
    infected: NDArray[np.bool_] = uniforms(luck.seeding, hour) < hazard
    return infected


def let_in(state: Columns, infected: NDArray[np.bool_]) -> None:
    """Put the inoculum into these patients."""
    state[_BACTERIA, infected] += INOCULUM_MILLION_CFU_PER_ML


def inputs_of(holding: Holding) -> Inputs:
    """Return what this support does to the bodies."""
    return ward.inputs(holding)
