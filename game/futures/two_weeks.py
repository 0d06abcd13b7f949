"""The two weeks after many futures: lived twice, and where nothing parts the second time from the first, once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.case import afterwards
from game.case.ward import Holding
from game.futures.chance import Keys, uniforms
from game.futures.engine import Engine
from game.patient.batch import Columns
from game.patient.body import Body, Inputs
from game.values.elementwise import Column
from game.values.ticks import Tick

__all__ = ["survival_after"]


def survival_after(
    engine: Engine, parameters: Columns, state: Columns, held: Columns, home: Column, luck: Keys, *, first_germ: bool
) -> NDArray[np.float64]:
    """Return the chance of each future to live through the two weeks after its end, 0 to 1."""
    looks = engine.looks(parameters)
    body = Body(tuple(state), tuple(looks.parameters))
    lives = _Lives(engine, parameters)
    chance = afterwards.chance_to_live(
        body,
        Holding(*held),
        home,
        lambda index: uniforms(luck, index),
        looks.care,
        lives.advance,
        first_germ=first_germ,
    )
    return np.asarray(chance)


class _Lives:
    """Moves columns from look to look, and keeps what came between in their first life."""

    def __init__(self, engine: Engine, parameters: Columns) -> None:
        self._engine, self._parameters = engine, parameters
        self._prepared = engine.prepared(parameters)
        self._spans: list[tuple[Columns, Inputs, Columns]] = []
        self._lived = 0

    def advance(self, body: Body, inputs: Inputs, ticks: Tick, long: Tick) -> Body:
        """Let the time to the next look pass."""
        state = np.array(body.state)
        span, again = self._lived % afterwards.LOOKS, self._lived >= afterwards.LOOKS
        self._lived += 1
        if again:
            moved = self._as_before(*self._spans[span], state, inputs, ticks, long)
        else:
            moved = self._engine.advance(state, self._prepared, inputs, ticks, long=long)
            self._spans.append((state, inputs, moved))
        return Body(tuple(moved), body.parameters)

    def _as_before(
        self, before: Columns, held: Inputs, then: Columns, state: Columns, inputs: Inputs, ticks: Tick, long: Tick
    ) -> Columns:
        """Return a span as it was lived before; moved are those only in whom a germ got in by now."""
        same: Any = np.ones(state.shape[1], dtype=bool)
        for one, other in zip([*before, *held], [*state, *inputs], strict=True):
            same &= one == other
        others = np.flatnonzero(~same)
        moved = then.copy()
        if others.size:
            prepared = self._engine.prepared(self._parameters[:, others])
            rows: list[Any] = [np.asarray(row)[others] for row in inputs]
            moved[:, others] = self._engine.advance(state[:, others], prepared, Inputs(*rows), ticks, long=long)
        return moved
