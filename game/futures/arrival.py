"""Virtual patients played from the beginning of their illness to the door, and on under the orders of a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from typing import Any, Final

import numpy as np

from game.case.ward import PROTOCOL_EVERY_TICKS
from game.futures import beds
from game.futures.chance import keys
from game.futures.engine import Engine
from game.futures.mishaps import by_half_hour, come_over, lived
from game.patient import batch, compartments, constants
from game.patient.batch import Columns
from game.patient.body import AMBIENT, Body
from game.review.valuation.value import CancelledError, Host, Track
from game.review.valuation.virtual_hosts import CHART_ERRORS, LOOK_EVERY_H, VITAL_ERRORS
from game.values.channel import Channel, Flag
from game.values.drug import FORMULARY
from game.values.ticks import TICKS_PER_HOUR, Tick

__all__ = ["Arrival", "Played"]

_AT: Final = compartments.INDEX


class Arrival:
    """Hosts from the beginning of the illness to the door: the same for every track of a case, so played once."""

    def __init__(self, track: Track, hosts: Sequence[Host], engine: Engine) -> None:
        """Play them to the door, with a stop where an illness begins, germs get in, or a sample was taken before."""
        self.hosts = tuple(hosts)
        self._came = _moments(track)
        self.parameters = batch.columns([host.parameters for host in hosts])
        self.prepared = engine.prepared(self.parameters)
        self.states: dict[Tick, Columns] = {}
        first = batch.columns([host.onset.state for host in hosts])
        begins = np.array([-host.onset.ticks for host in hosts])
        let_in: dict[Tick, list[tuple[int, int, float]]] = {}
        for place, host in enumerate(hosts):
            for when, germ, come in host.onset.infections:
                let_in.setdefault(when, []).append((germ, place, come))
        state, now = first, int(begins.min())
        wanted = self._came
        for moment in sorted({*wanted, *let_in, *begins.tolist()}):
            if moment > now:
                state = engine.advance(state, self.prepared, AMBIENT, moment - now)
                now = moment
            # Who falls ill later than others has been carried along so far, and starts here.
            state = np.where(begins >= moment, first, state)
            for germ, place, come in let_in.get(moment, ()):
                state[germ, place] += come
            if moment in wanted:
                self.states[moment] = state

    def fits(self, track: Track, hosts: Sequence[Host]) -> bool:
        """Say whether these hosts were among those who came to the same door."""
        return self._came == _moments(track) and {*hosts} <= {*self.hosts}

    def only(self, hosts: Sequence[Host], engine: Engine) -> Arrival:
        """Return the arrival of these hosts of all who came."""
        if self.hosts == tuple(hosts):
            return self
        places = [self.hosts.index(host) for host in hosts]
        some = copy(self)
        some.hosts, some.parameters = tuple(hosts), self.parameters[:, places]
        some.prepared = engine.prepared(some.parameters)
        some.states = {moment: state[:, places] for moment, state in self.states.items()}
        return some


class Played:
    """Hosts under the orders and the support of a track, and their distance from its chart."""

    def __init__(self, track: Track, arrived: Arrival, engine: Engine, cancelled: Callable[[], bool]) -> None:
        """Play who has arrived."""
        hosts = arrived.hosts
        self._parameters = [host.parameters for host in hosts]
        parameters, prepared = arrived.parameters, arrived.prepared
        plain = batch.prepared(parameters)
        seeding = keys([host.seed for host in hosts], "seeding")
        self._states: dict[Tick, Columns] = dict(arrived.states)
        state = self._states[0]
        results = _results(track)
        self._door = state[_AT["cumulative_hazard"]].copy()
        end = track.last * TICKS_PER_HOUR
        given = sorted(track.doses, key=lambda dose: dose.tick)
        place = 0
        come = by_half_hour(track.mishaps)
        for half, (holding, inputs) in enumerate(track.held):
            now = half * PROTOCOL_EVERY_TICKS
            if now >= end:
                break
            if cancelled():
                raise CancelledError("The analysis was stopped.")
            state = state.copy()
            while place < len(given) and given[place].tick < now + PROTOCOL_EVERY_TICKS:
                dose = given[place]
                state[_AT[f"{FORMULARY[dose.regimen].drug.value}_mg"]] += dose.amount
                place += 1
            off = come_over(state, come.get(now, ()))
            beds.let_germs_in(state, plain, holding, seeding, now)
            state = lived(engine, state, prepared, inputs, PROTOCOL_EVERY_TICKS, off=off)
            self._states[now + PROTOCOL_EVERY_TICKS] = state
        self._misfits = self._distances(track, plain, parameters, results)
        # Who is played elsewhere is sent from there, and nobody asks for a body between the hours.
        self._states = {tick: held for tick, held in self._states.items() if tick % TICKS_PER_HOUR == 0 <= tick}

    def _distances(
        self, track: Track, plain: Sequence[Any], parameters: Columns, results: list[tuple[Tick, Tick, Channel, float]]
    ) -> list[list[float]]:
        scale = parameters[constants.INDEX["il6_scale"]]
        hosts = len(self._parameters)
        come = [np.zeros(hosts) for _ in range(track.last + 1)]
        for taken, known, channel, value in results:
            at = taken - taken % PROTOCOL_EVERY_TICKS if taken >= 0 else taken
            state = self._states.get(at)
            hour = -(-max(0, known) // TICKS_PER_HOUR)
            if state is None or hour > track.last:
                continue
            name, error = CHART_ERRORS[channel]
            true = state[_AT[name]] * (scale if channel is Channel.IL6 else 1.0)
            # A difference relative to the mean: near a logarithm, bounded, and exact on every machine.
            apart = 2.0 * (true - value) / (true + value + 1e-9) / error
            come[hour] = come[hour] + apart * apart
        for hour in range(track.last + 1):
            if hour % LOOK_EVERY_H or hour >= len(track.cases[-1].sheets.hours):
                continue
            case = track.cases[hour]
            shown = batch.vitals(self._states[hour * TICKS_PER_HOUR], plain, case.breathed)
            readings = case.sheets.hours[hour].vitals
            for channel, error in VITAL_ERRORS.items():
                reading = readings[channel]
                if reading.flag is not Flag.ABSENT:
                    apart = (getattr(shown, channel.value) - reading.value) / error
                    come[hour] = come[hour] + apart * apart
        total = np.zeros(hosts)
        misfits = []
        for part in come:
            total = total + part
            misfits.append(total.tolist())
        return misfits

    def misfit(self, hour: int) -> Sequence[float]:
        """Return for each host the squared errors, in spreads, of all that was known at this hour."""
        return self._misfits[hour]

    def body(self, hour: int, host: int) -> Body:
        """Return the body of a host at an hour."""
        return Body(batch.state_of(self._states[hour * TICKS_PER_HOUR], host), self._parameters[host])

    def hazard_at_door(self, host: int) -> float:
        """Return the hazard that a host had run before admission."""
        return float(self._door[host])


def _moments(track: Track) -> tuple[Tick, ...]:
    """Return the door, and when samples were taken before it."""
    return tuple(sorted({0, *[taken for taken, *_ in _results(track) if taken < 0]}))


def _results(track: Track) -> list[tuple[Tick, Tick, Channel, float]]:
    """Return when each result was taken and known, of the channels that tell hosts apart."""
    chart = track.cases[-1].sheets.chart
    return [(one.taken, one.known, channel, one.value) for channel in CHART_ERRORS for one in chart.of(channel)]
