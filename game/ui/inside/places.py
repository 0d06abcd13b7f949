"""Where things lie and drift in the cross-section. Decoration: no place and no movement carries a number."""

from __future__ import annotations

from functools import cache, lru_cache
from math import cos, pi, sin
from typing import Final, NamedTuple

from game.ui.toolkit.canvas import Point
from game.ui.toolkit.layout import Rect

MOST_MOTES: Final = 340
PHASES: Final = 24
"""Particles of a cloud that circle together."""
AIR: Final = 0.30
LINING: Final = 0.335
TISSUE: Final = 0.375
WALL: Final = 0.745
BLOOD: Final = 0.79
"""Where each band begins, or lies, as a share of the height."""
ANCHORS: Final = (
    (0.09, 0.47), (0.63, 0.60), (0.34, 0.50), (0.87, 0.50), (0.50, 0.48),
    (0.22, 0.61), (0.76, 0.48), (0.45, 0.64), (0.94, 0.64), (0.14, 0.66), (0.70, 0.66),
)  # fmt: skip
"""Of the macrophages, in the order in which they come."""
GAPS: Final = (0.50, 0.22, 0.78, 0.36, 0.91, 0.09, 0.64, 0.29, 0.71)
"""Where the capillary opens, in order."""


def spread(index: int, salt: float) -> float:
    """Return a number of 0 to 1 that looks drawn, the same for the same index and salt."""
    mixed = (index * 0x9E3779B1 + round(salt * 1000.0) * 0x85EBCA77) & 0xFFFFFFFF
    mixed = ((mixed ^ (mixed >> 15)) * 0x2C1B3C6D) & 0xFFFFFFFF
    mixed = ((mixed ^ (mixed >> 12)) * 0x297A2D39) & 0xFFFFFFFF
    return ((mixed ^ (mixed >> 15)) & 0xFFFFFF) / 0x1000000


class Drift(NamedTuple):
    """One thing that hovers around a place."""

    x: float
    y: float
    reach: float
    turn: float
    speed: float


def _evenly(index: int, luck: float) -> float:
    share = (index + 0.5) * 0.6180339887 + 0.05 * luck
    return share - int(share)


@cache
def _hovering(salt: float, top: float, bottom: float) -> tuple[Drift, ...]:
    """Return the most things of a kind that there can be; so many as there are come first."""
    return tuple(
        Drift(
            # Evenly along the picture, and a little off.
            0.02 + 0.96 * _evenly(n, spread(n, salt)),
            top + (bottom - top) * spread(n, salt + 0.37),
            0.006 + 0.01 * spread(n, salt + 0.71),
            2.0 * pi * spread(n, salt + 0.13),
            0.3 + 0.7 * spread(n, salt + 0.53),
        )
        for n in range(MOST_MOTES)
    )


def hovering(box: Rect, count: int, salt: float, band: tuple[float, float], now_s: float) -> list[Point]:
    """Return things that hover within a band of the picture."""
    wide, high = box.w, box.h
    return [
        (
            box.x + wide * (one.x + one.reach * cos(one.turn + one.speed * now_s)),
            box.y + high * one.y + wide * one.reach * sin(one.turn + 1.3 * one.speed * now_s),
        )
        for one in _hovering(salt, *band)[:count]
    ]


def flowing(box: Rect, count: int, salt: float, band: tuple[float, float], now_s: float, speed: float) -> list[Point]:
    """Return things that stream through the capillary from left to right."""
    points = []
    for one in _hovering(salt, *band)[:count]:
        share = one.x + speed * (0.6 + 0.5 * one.speed) * now_s
        x = (share - int(share)) * 1.06 - 0.03
        points.append((box.x + box.w * x, box.y + box.h * one.y + box.w * 0.004 * sin(one.turn + 2.0 * now_s)))
    return points


class Mote(NamedTuple):
    """One particle of a cloud, in pixels: where it circles, how far, and with which of the phases."""

    x: float
    y: float
    wide: float
    high: float
    phase: int


class Orbit(NamedTuple):
    """The same, of whatever cell in whatever picture: shares of its width, and the direction from the cell."""

    home: int
    reach: float
    across: float
    down: float
    wide: float


@cache
def _orbits(salt: float) -> tuple[Orbit, ...]:
    found = []
    for n in range(MOST_MOTES):
        near, turn = spread(n, salt + 0.29), 2.0 * pi * spread(n, salt)
        # Most stay near the cell that makes them, some go far.
        reach = 0.036 + 0.062 * near + 0.05 * near * near * near
        home = int(spread(n, salt + 0.91) * len(ANCHORS))
        found.append(Orbit(home, reach, cos(turn), sin(turn), 0.004 + 0.008 * spread(n, salt + 0.47)))
    return tuple(found)


def _mote(box: Rect, n: int, one: Orbit, cell: int) -> Mote:
    top, bottom = box.y + box.h * TISSUE, box.y + box.h * (WALL - 0.02)
    x, y = ANCHORS[cell]
    reach = box.w * one.reach
    middle = min(bottom, max(top, box.y + box.h * y + 0.62 * reach * one.down))
    orbit = box.w * one.wide
    high = min(orbit, middle - top, bottom - middle)
    return Mote(box.x + box.w * x + reach * one.across, middle, orbit, high, n % PHASES)


@lru_cache(maxsize=64)
def _cloud(box: Rect, salt: float, cells: int) -> tuple[Mote, ...]:
    """Return the most particles of a cloud; those whose cell is not there circle another one."""
    if cells >= len(ANCHORS):
        return tuple(_mote(box, n, one, one.home) for n, one in enumerate(_orbits(salt)))
    at_home = _cloud(box, salt, len(ANCHORS))
    return tuple(
        at_home[n] if one.home < cells else _mote(box, n, one, n % cells) for n, one in enumerate(_orbits(salt))
    )


def cloud(box: Rect, count: int, salt: float, cells: int, now_s: float) -> list[Point]:
    """Return particles that come from the macrophages that are there, and drift around them."""
    turns = [2.0 * pi * phase / PHASES + (0.5 + 0.06 * phase) * now_s for phase in range(PHASES)]
    across, down = [cos(turn) for turn in turns], [sin(turn) for turn in turns]
    return [
        (x + wide * across[phase], y + high * down[phase])
        for x, y, wide, high, phase in _cloud(box, salt, cells)[:count]
    ]


def cells_in_a_row(box: Rect, count: int, height: float, now_s: float) -> list[Point]:
    """Return a row of lining cells, which lies in waves."""
    return [
        (
            box.x + box.w * (index + 0.5) / count,
            box.y + box.h * height + box.w * 0.006 * sin(index * 0.62) + box.w * 0.0015 * sin(index + 0.9 * now_s),
        )
        for index in range(count)
    ]


@cache
def order_of_dying(count: int) -> tuple[int, ...]:
    """Return in which order the cells of a row die: in groups, as tissue does."""
    seeds = (4, 17, 10, 22)
    return tuple(sorted(range(count), key=lambda cell: (min(abs(cell - seed) for seed in seeds), cell * 7 % count)))


@cache
def _drops(gap: int, each: int) -> tuple[tuple[float, float], ...]:
    return tuple((spread(n, 0.2 + 0.05 * gap), 0.018 * (spread(n, 0.8) - 0.5)) for n in range(each))


def leaking(box: Rect, gaps: int, each: int, now_s: float) -> list[Point]:
    """Return drops that rise from the openings of the capillary into the tissue."""
    points = []
    for gap in range(gaps):
        for begun, aside in _drops(gap, each):
            rise = (begun + 0.12 * now_s) % 1.0
            x = GAPS[gap] + 0.012 * sin(6.0 * rise + gap) + aside
            points.append((box.x + box.w * x, box.y + box.h * (WALL + 0.02 - 0.2 * rise)))
    return points
