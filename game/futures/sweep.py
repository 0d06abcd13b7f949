"""Many futures of one case at once, as columns: what each is worth under the reference policy or a plan.

Every future starts from a moment of a case, waits until the sweep through time reaches it, and lives to the horizon;
the hazard runs and no dice kill. Equations, ward and chance are those of a case, with doses on the half hour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from functools import partial
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.case import afterwards, ward
from game.case.ward import PROTOCOL_EVERY_TICKS, Holding
from game.futures import beds
from game.futures.chance import Places, keys
from game.futures.drug_charts import DrugCharts
from game.futures.engine import Engine, choose, mover
from game.futures.first_look import FirstLook, LookedAt
from game.futures.guideline import Guideline
from game.futures.laboratory import Laboratory
from game.futures.looks import Looking
from game.futures.mishaps import ForkMishaps, by_half_hour, come_over, lived
from game.futures.notes import HourNotes
from game.futures.two_weeks import survival_after
from game.patient import batch, compartments, constants
from game.patient.batch import Columns
from game.patient.body import AMBIENT, Body, Inputs
from game.patient.method import Mover
from game.patient.signs import lung_injury
from game.review.valuation.value import WEIGHT_SURVIVAL, CancelledError, Expected, Fits, Fork, Futures, Host, Track
from game.review.valuation.virtual_hosts import CHART_ERRORS, LOOK_EVERY_H, VITAL_ERRORS
from game.values.channel import Channel, Flag
from game.values.drug import FORMULARY
from game.values.elementwise import Column, each
from game.values.portable import exp
from game.values.ticks import TICKS_PER_HOUR, Tick

__all__ = ["ColumnFutures"]

_AT: Final = compartments.INDEX
_STOPPED: Final = "The analysis was stopped."
_FEWER: Final = 0.95
"""Who went home is struck off all tables when less than this share of the joined is still ill: it costs about as much
as an hour of all."""
_PICKED_OUT: Final = 0.2
"""Of columns in mixed order each kind is picked out where at least this share is not of the most frequent; of fewer,
all are moved with that one first, which costs less."""


def _became(state: Columns, parameters: Columns, holding: Holding, door: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return two rows: organ function kept and chance of survival, both 0 to 1."""
    shown = batch.vitals(state, list(parameters), ward.inputs(holding))
    organs = 1.0 - (lung_injury(shown) + state[_AT["heart_injury"]] + state[_AT["kidney_injury"]]) / 3.0
    run = state[_AT["cumulative_hazard"]] - door
    return np.stack([organs, each(exp, -run)])


class ColumnFutures:
    """Plays futures as columns of numbers."""

    def __init__(self, engine: Engine | None = None) -> None:
        """Take an engine; without one, the fastest that is installed. All give the same bits."""
        self._engine = engine or choose()
        self._arrived: _Arrival | None = None
        self._looked_at = LookedAt()

    @property
    def rough(self) -> Futures | None:
        """Return futures for a first look: the true patient alone, or all in steps so long that digits differ."""
        if self._engine.name == "numpy":
            return ColumnFutures(choose("rough"))
        return None if self._engine.name == "rough" else FirstLook(self.worths, self._looked_at, self.move)

    @property
    def move(self) -> Mover:
        """Return what lets a single body live as fast as can be here."""
        return mover()

    def worths(self, forks: Sequence[Fork], cancelled: Callable[[], bool] = lambda: False) -> list[Expected]:
        """Return what each future ends with. Raises CancelledError."""
        worths = self._looked_at.known(forks)
        # Side by side, those of one length of step are moved without being picked out.
        new = {*range(len(forks))} - {*worths}
        order = sorted(new, key=lambda place: (forks[place].case.tick, forks[place].long, place))
        if order:
            found = _Sweep([forks[place] for place in order], self._engine).run(cancelled).T.tolist()
            worths.update({place: Expected(*one) for place, one in zip(order, found, strict=True)})
        return [worths[place] for place in range(len(forks))]

    def fits(self, track: Track, hosts: Sequence[Host], cancelled: Callable[[], bool] = lambda: False) -> Fits:
        """Play hosts under the orders and the support of a track. Raises CancelledError."""
        arrived = self._arrived
        if arrived is None or not arrived.fits(track, hosts):
            arrived = self._arrived = _Arrival(track, hosts, self._engine)
        return _Played(track, arrived.only(hosts, self._engine), self._engine, cancelled)


class _Moving(NamedTuple):
    """Columns that the equations move in steps of one length."""

    places: NDArray[np.int64] | slice
    mine: NDArray[np.bool_]
    """Of those at the places who is meant: where few are of another kind, all are moved with the most frequent one."""
    long: Tick
    prepared: Any


class _Sweep:
    """One pass through time; futures join at their moments."""

    def __init__(self, forks: Sequence[Fork], engine: Engine) -> None:
        admission = forks[0].case.admission
        self._engine = engine
        self._horizon = admission.horizon
        self._first_germ = afterwards.is_of_a_germ(admission.level)
        self._begins = np.array([fork.case.tick for fork in forks])
        self._door = np.array([fork.hazard_at_door for fork in forks])
        self._all = self._parameters = batch.columns([fork.body.parameters for fork in forks])
        """Constants of every future, and of each column."""
        self._state = batch.columns([fork.body.state for fork in forks])
        self._holding = np.array([tuple(fork.case.holding) for fork in forks], dtype=np.float64).T.copy()
        self._charts = DrugCharts(forks)
        self._laboratory = Laboratory(forks)
        self._notes = HourNotes(forks, self._horizon // TICKS_PER_HOUR)
        self._plan = Guideline(forks, self._charts, self._laboratory, self._notes)
        self._seeds = [fork.seed for fork in forks]
        self._long = np.array([fork.long for fork in forks])
        self._mishaps = ForkMishaps(forks)
        self._luck = beds.luck_of(self._seeds)
        self._became = np.full((2, len(forks)), np.nan)
        """Organs and survival of each future, where it has ended."""
        self._left = (np.zeros(self._state.shape), np.zeros(self._holding.shape))
        """Body and support of each future at its end, from where the two weeks after it begin."""
        self._home = np.zeros(len(forks), dtype=bool)
        """Which futures ended with the patient at home."""
        self._who = np.arange(len(forks))
        """Which future each column is."""

    def run(self, cancelled: Callable[[], bool]) -> NDArray[np.float64]:
        """Return worth and chance of survival of each future at its end."""
        n, first = 0, int(self._begins.min())
        looks = self._engine.looks(self._parameters[:, :0])
        moving: list[_Moving] = []
        luck = self._luck
        drawn: ward.Draws | None = None
        for now in range(first, self._horizon, PROTOCOL_EVERY_TICKS):
            on_the_hour = now % TICKS_PER_HOUR == 0
            if on_the_hour:
                if cancelled():
                    raise CancelledError(_STOPPED)
                drawn = self._hour(n, now, looks)
            # A case that began within an hour meets its rounds between the hours.
            self._leaving(n, now)
            if on_the_hour:
                stay = np.flatnonzero(np.isnan(self._became[0, self._who]))
                struck_off = n - len(self._who) + len(stay) < _FEWER * n
                if struck_off:
                    self._keep(stay)
                joined = int(np.searchsorted(self._begins, now, side="right"))
                if not len(self._begins):
                    break
                if struck_off or joined > n:
                    drawn = None
                    looks = self._engine.looks(self._parameters[:, :joined])
                    moving = self._moved(joined) if joined else []
                    luck = self._luck.keep(slice(joined))
                n = joined
            if n == 0:
                # All went home before the next moment of the case that is asked about.
                continue
            state = np.ascontiguousarray(self._state[:, :n])
            holding = Holding(*self._holding[:, :n])
            self._laboratory.results(n, now)
            self._charts.give_due(n, now, state)
            off = self._mishaps.come(n, now, state, self._laboratory, self._charts)
            if on_the_hour:
                self._plan.order(n, now, state, holding)
            for panel, every in self._laboratory.routine:
                if now % every == 0:
                    self._laboratory.draw(n, panel, np.ones(n, dtype=bool), now, state)
            live = partial(self._live, moving, min(PROTOCOL_EVERY_TICKS, self._horizon - now), off)
            held = looks.round(state, holding, drawn or beds.draws(luck, now), changed=self._mishaps.changes(now))
            drawn = None
            beds.half_hour(state, looks.parameters, held, luck, now, live)
            self._holding[:, :n] = np.array(held.holding)
        self._end(np.flatnonzero(np.isnan(self._became[0, self._who])))
        organs, survival = self._became
        # In the order of `review.valuation.value`, or the last bit differs.
        luck_after = keys(self._seeds, afterwards.STREAM)
        survival = survival * survival_after(
            self._engine, self._all, *self._left, self._home, luck_after, first_germ=self._first_germ
        )
        worth = 100.0 * survival * (WEIGHT_SURVIVAL + (1.0 - WEIGHT_SURVIVAL) * organs)
        return np.stack([worth, 100.0 * survival])

    def _keep(self, places: Places) -> None:
        """Go on with the futures at these places only."""
        self._who, self._begins = self._who[places], self._begins[places]
        self._door, self._long = self._door[places], self._long[places]
        self._parameters, self._luck = self._parameters[:, places], self._luck.keep(places)
        self._state, self._holding = self._state[:, places], self._holding[:, places]
        for tables in (self._charts, self._laboratory, self._notes, self._plan, self._mishaps):
            tables.keep(places)

    def _moved(self, n: int) -> list[_Moving]:
        """Return the columns of the first `n`, those of one length of step together."""
        long, kind = self._long[:n], self._mishaps.kind[:n]
        alike = sorted({*zip(long.tolist(), kind.tolist(), strict=True)})
        kinds = [((long == one[0]) & (kind == one[1]), one[0]) for one in alike]
        stand = [np.flatnonzero(mine) for mine, _ in kinds]
        ends = [(int(where[0]), int(where[-1]) + 1) for where in stand]
        most = max(range(len(kinds)), key=lambda kind: len(stand[kind]))
        parts: list[NDArray[np.int64] | slice] = [slice(*end) for end in ends]
        if any(last - first > len(where) for (first, last), where in zip(ends, stand, strict=True)):
            parts = list(stand)
            if n - len(stand[most]) < _PICKED_OUT * n:
                kinds.insert(0, kinds.pop(most))
                parts = [slice(n), *stand[:most], *stand[most + 1 :]]
        return [
            _Moving(places, mine[places], long, self._engine.prepared(self._parameters[:, places]))
            for places, (mine, long) in zip(parts, kinds, strict=True)
        ]

    def _live(self, moving: list[_Moving], length: Tick, off: Column, state: Columns, inputs: Inputs) -> Columns:
        """Move all that have joined, under the support of each."""
        held = [np.asarray(row) for row in inputs]
        moved = []
        for places, mine, long, prepared in moving:
            rows: list[Any] = [row[places] for row in held]
            here = off if off is False else off[places] & mine
            moved.append(lived(self._engine, state[:, places], prepared, Inputs(*rows), length, off=here, long=long))
        # The first may have moved all; who is not meant there has a place in another.
        for (places, *_), state_then in zip(moving, moved, strict=True):
            self._state[:, places] = state_then
        return self._state

    def _hour(self, n: int, now: Tick, looks: Looking) -> ward.Draws | None:
        """Write the hour down for the first `n`; return the luck of their round."""
        return self._notes.write(n, now, self._state[:, :n], Holding(*self._holding[:, :n]), looks) if n else None

    def _leaving(self, n: int, now: Tick) -> None:
        if not self._notes.after_a_round(now):
            return
        ill = np.isnan(self._became[0, self._who[:n]])
        leave = np.flatnonzero(self._notes.may_leave(n, now, self._charts) & ill)
        self._home[self._who[leave]] = True
        self._end(leave)

    def _end(self, places: Places) -> None:
        """Keep what became of the futures at these places."""
        if not places.size:
            return
        gone, held, who = self._state[:, places], self._holding[:, places], self._who[places]
        self._left[0][:, who], self._left[1][:, who] = gone, held
        self._became[:, who] = _became(gone, self._parameters[:, places], Holding(*held), self._door[places])


class _Arrival:
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

    def only(self, hosts: Sequence[Host], engine: Engine) -> _Arrival:
        """Return the arrival of these hosts of all who came."""
        if self.hosts == tuple(hosts):
            return self
        places = [self.hosts.index(host) for host in hosts]
        some = copy(self)
        some.hosts, some.parameters = tuple(hosts), self.parameters[:, places]
        some.prepared = engine.prepared(some.parameters)
        some.states = {moment: state[:, places] for moment, state in self.states.items()}
        return some


class _Played:
    """Hosts under the orders and the support of a track, and their distance from its chart."""

    def __init__(self, track: Track, arrived: _Arrival, engine: Engine, cancelled: Callable[[], bool]) -> None:
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
                raise CancelledError(_STOPPED)
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
