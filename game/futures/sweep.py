"""Many futures of one case at once, as columns: what each is worth under the reference policy or a plan.

Every future starts from a moment of a case, waits until the sweep through time reaches it, and lives to the horizon;
the hazard runs and no dice kill. Equations, ward and chance are those of a case, with doses on the half hour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from game.case import afterwards, ward
from game.case.ward import PROTOCOL_EVERY_TICKS, Holding
from game.futures import beds
from game.futures.arrival import Arrival, Played
from game.futures.chance import Places, keys
from game.futures.drug_charts import DrugCharts
from game.futures.engine import Engine, choose, mover
from game.futures.first_look import FirstLook, LookedAt
from game.futures.guideline import Guideline
from game.futures.laboratory import Laboratory
from game.futures.looks import Looking
from game.futures.mishaps import ForkMishaps, lived
from game.futures.notes import HourNotes
from game.futures.rooms import Rooms
from game.futures.two_weeks import survival_after
from game.patient import batch, compartments
from game.patient.batch import Columns
from game.patient.body import Inputs
from game.patient.method import Mover
from game.patient.signs import lung_injury
from game.review.valuation.value import WEIGHT_SURVIVAL, CancelledError, Expected, Fits, Fork, Futures, Host, Track
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
        self._arrived: Arrival | None = None
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
            arrived = self._arrived = Arrival(track, hosts, self._engine)
        return Played(track, arrived.only(hosts, self._engine), self._engine, cancelled)


_Live: TypeAlias = Callable[[Column, Columns, Inputs], Columns]
"""Moves columns under their support; first is said for whom the tubing is off."""


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
        rooms = Rooms(self._charts, self._laboratory, self._notes, self._plan)
        alike = (msgspec.json.encode(admission.level), self._horizon, self._plan.starts)
        self._ward = engine.ward(rooms, self._horizon // TICKS_PER_HOUR, len(forks), alike)
        """Does the half hours in which nothing is out of the ordinary, where it can."""
        self._came_from_code = False
        """Whether it has done something that the tables do not hold yet."""

    def run(self, cancelled: Callable[[], bool]) -> NDArray[np.float64]:
        """Return worth and chance of survival of each future at its end."""
        n, first = 0, int(self._begins.min())
        self._stand()
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
                    self._bring_out(n)
                    self._keep(stay)
                joined = int(np.searchsorted(self._begins, now, side="right"))
                if not len(self._begins):
                    break
                if struck_off or joined > n:
                    drawn = None
                    looks = self._engine.looks(self._parameters[:, :joined])
                    moving = self._moved(joined) if joined else []
                    luck = self._luck.keep(slice(joined))
                    if self._ward is not None:
                        self._ward.join(joined)
                n = joined
            if n == 0:
                # All went home before the next moment of the case that is asked about.
                continue
            live = partial(self._live, moving, min(PROTOCOL_EVERY_TICKS, self._horizon - now))
            if self._ward is not None and not self._mishaps.changes(now):
                self._ward.half_hour(n, now)
                self._came_from_code = True
                live(False, self._state[:, :n], self._ward.inputs(n))
                continue
            self._bring_out(n)
            self._step_by_step(n, now, looks, drawn or beds.draws(luck, now), luck, live)
            drawn = None
        self._bring_out(n)
        self._end(np.flatnonzero(np.isnan(self._became[0, self._who])))
        return self._worths()

    def _worths(self) -> NDArray[np.float64]:
        """Return worth and chance of survival, with the two weeks after the end."""
        organs, survival = self._became
        # In the order of `review.valuation.value`, or the last bit differs.
        luck_after = keys(self._seeds, afterwards.STREAM)
        survival = survival * survival_after(
            self._engine, self._all, *self._left, self._home, luck_after, first_germ=self._first_germ
        )
        worth = 100.0 * survival * (WEIGHT_SURVIVAL + (1.0 - WEIGHT_SURVIVAL) * organs)
        return np.stack([worth, 100.0 * survival])

    def _step_by_step(
        self, n: int, now: Tick, looks: Looking, drawn: ward.Draws, luck: beds.ChanceStreams, live: _Live
    ) -> None:
        """Let half an hour pass for the first `n`, one rule after the other."""
        on_the_hour = now % TICKS_PER_HOUR == 0
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
        held = looks.round(state, holding, drawn, changed=self._mishaps.changes(now))
        beds.half_hour(state, looks.parameters, held, luck, now, partial(live, off))
        self._holding[:, :n] = np.array(held.holding)
        if self._ward is not None:
            self._ward.take_in(n)

    def _keep(self, places: Places) -> None:
        """Go on with the futures at these places only."""
        self._who, self._begins = self._who[places], self._begins[places]
        self._door, self._long = self._door[places], self._long[places]
        self._parameters, self._luck = self._parameters[:, places], self._luck.keep(places)
        self._state, self._holding = self._state[:, places], self._holding[:, places]
        for tables in (self._charts, self._laboratory, self._notes, self._plan, self._mishaps):
            tables.keep(places)
        self._stand()

    def _stand(self) -> None:
        """Let the columns stand where the compiled ward goes through them."""
        if self._ward is not None:
            self._state, self._holding = self._ward.home(self._state, self._holding, self._parameters, self._luck)

    def _bring_out(self, n: int) -> None:
        """Let the tables hold what the compiled ward has done to the first `n` since."""
        if self._ward is not None and self._came_from_code:
            self._ward.bring_out(n)
            self._came_from_code = False

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
        """Write the hour down for the first `n`; return the luck of their round, where it is asked for."""
        if self._ward is not None and n:
            self._ward.sheet(n, now)
            self._came_from_code = True
            return None
        return self._notes.write(n, now, self._state[:, :n], Holding(*self._holding[:, :n]), looks) if n else None

    def _leaving(self, n: int, now: Tick) -> None:
        if not n or not self._notes.after_a_round(now):
            return
        self._bring_out(n)
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
