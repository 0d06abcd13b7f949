"""The chance of `values.noise` over columns of patients: the same hash, the same digits, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from game.values.noise import stream

__all__ = ["Keys", "Places", "alike", "gaussians", "keys", "nobody", "steps", "uniforms"]

Keys: TypeAlias = NDArray[np.uint64]
"""One stream of draws for each patient."""
Places: TypeAlias = NDArray[np.int64]
"""Which of the patients, by where their columns stand."""

_GOLDEN = 0x9E3779B97F4A7C15
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_MASK = (1 << 64) - 1
_LOW = np.uint64(0xFFFFFFFF)
_UNIT = 1.0 / (1 << 53)
_TOGETHER = 1024
"""Keys whose six parts are hashed in one piece; more would leave the processor's cache."""

_LATELY = 8
"""Indices whose steps are kept: at one tick many channels draw."""


def nobody(n: Any) -> Any:
    """Return a column in which nothing holds for anybody; what stands for columns of another kind says so itself."""
    return n.nobody() if hasattr(n, "nobody") else np.zeros(n, dtype=bool)


def alike(of: Sequence[object]) -> tuple[list[int], Places]:
    """Return the places of those that are met first, and of each the place of the very same: many lie in one bed."""
    first: dict[int, int] = {}
    places = np.array([first.setdefault(id(one), place) for place, one in enumerate(of)])
    return list(first.values()), places


def keys(seeds: Iterable[int], channel: str) -> Keys:
    """Return the keys of one channel for these seeds."""
    return np.array([stream(seed, channel) for seed in seeds], dtype=np.uint64)


def uniforms(of: Keys, index: int = 0) -> NDArray[np.float64]:
    """Return for each key the number in [0, 1) that `noise.uniform` gives at this index.

    Where columns are not numpy's, they draw themselves.
    """
    if draw := getattr(of, "uniforms", None):
        return draw(index)  # type: ignore[no-any-return]
    return (_hashed(of + np.uint64(_step(index))) >> np.uint64(11)).astype(np.float64) * _UNIT


def gaussians(of: Keys, index: int = 0) -> NDArray[np.float64]:
    """Return for each key the standard normal number that `noise.gaussian` gives at this index.

    Keys of several channels may stand in rows: one call costs little more for three channels than for one.
    """
    if draw := getattr(of, "gaussians", None):
        return draw(index)  # type: ignore[no-any-return]
    width = of.shape[-1]
    if width > _TOGETHER:
        pieces = [gaussians(of[..., at : at + _TOGETHER], index) for at in range(0, width, _TOGETHER)]
        return np.concatenate(pieces, axis=-1)
    z = _hashed(of + _six_steps(index).reshape(6, *[1] * of.ndim))
    total: Keys = ((z >> np.uint64(32)) + (z & _LOW)).sum(axis=0, dtype=np.uint64)
    return (total + np.uint64(6)).astype(np.float64) / 4294967296.0 - 6.0


def steps(index: int) -> tuple[int, list[int]]:
    """Return what this index adds to a key: for a uniform number, and for the six of a normal one."""
    return _step(index), [_step(index * 6 + part) for part in range(6)]


def _step(index: int) -> int:
    return (index + 1) * _GOLDEN & _MASK


@lru_cache(_LATELY)
def _six_steps(index: int) -> Keys:
    return np.array(steps(index)[1], dtype=np.uint64)


def _hashed(z: Keys) -> Keys:
    z = (z ^ (z >> np.uint64(30))) * _FIRST
    z = (z ^ (z >> np.uint64(27))) * _SECOND
    hashed: Keys = z ^ (z >> np.uint64(31))
    return hashed
