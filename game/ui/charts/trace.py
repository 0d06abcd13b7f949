"""The monitor's traces: heart beats and breaths with the rate and shape of the vital signs, swept as monitors do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sqrt
from typing import TypeAlias

from game.bedside.rhythm import HeartRhythm
from game.ui.toolkit.canvas import Canvas, Paint, Point
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.theme import Ink

SWEEP_US = 5_000_000
"""How long the pen takes across the screen for the heart's traces."""
BREATH_SWEEP_US = 12_000_000
ERASE_SHARE = 0.035
"""Width of the erase bar as a share of the trace."""
PRESSURE_BOTTOM, PRESSURE_TOP = 35.0, 145.0
FLAT = 0.22
"""Height of an ECG between beats."""
EXTRA_EVERY = 4
_SECOND = 1_000_000

Wave: TypeAlias = tuple[tuple[int, float], ...]
"""Corners of a trace: microseconds and height, 0 at the bottom and 1 at the top."""

_PULSE = (
    0.0,
    0.3,
    0.74,
    0.97,
    1.0,
    0.93,
    0.8,
    0.65,
    0.52,
    0.44,
    0.42,
    0.46,
    0.47,
    0.42,
    0.33,
    0.24,
    0.16,
    0.1,
    0.05,
    0.02,
)
"""A pulse with its dicrotic notch, in equal steps over a beat."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """The vital signs that shape the traces."""

    heart_rate: float
    systolic: float
    diastolic: float
    respiratory_rate: float
    rhythm: HeartRhythm = HeartRhythm.SINUS


@dataclass(frozen=True, slots=True)
class Beat:
    """One heart beat, with its three traces."""

    start_us: int
    end_us: int
    ecg: Wave
    pleth: Wave
    pressure: Wave
    felt: bool = True
    """Whether there is a pulse."""


@dataclass(frozen=True, slots=True)
class Breath:
    """One breath."""

    start_us: int
    end_us: int
    wave: Wave


class Rhythm:
    """Beats and breaths of the last seconds; a new heart rate begins with the next beat, what is drawn stays."""

    def __init__(self, pulse: Pulse) -> None:
        """Fill the screen with the past, so that the first picture is whole."""
        self.now_us = 2 * BREATH_SWEEP_US
        self.beats: list[Beat] = []
        self.breaths: list[Breath] = []
        self._fill(self.now_us - SWEEP_US, self.now_us - BREATH_SWEEP_US, pulse)

    def advance(self, elapsed_us: int, pulse: Pulse) -> int:
        """Let time pass; return how many beats began."""
        before = self.now_us
        self.now_us += elapsed_us
        self._fill(before, before, pulse)
        self.beats = [beat for beat in self.beats if beat.end_us > self.now_us - SWEEP_US]
        self.breaths = [breath for breath in self.breaths if breath.end_us > self.now_us - BREATH_SWEEP_US]
        return sum(beat.felt and before < beat.start_us <= self.now_us for beat in self.beats)

    def _fill(self, beats_from: int, breaths_from: int, pulse: Pulse) -> None:
        at = self.beats[-1].end_us if self.beats else beats_from
        while at <= self.now_us:
            self.beats.append(beat(at, pulse))
            at = self.beats[-1].end_us
        at = self.breaths[-1].end_us if self.breaths else breaths_from
        while at <= self.now_us:
            self.breaths.append(breath(at, pulse))
            at = self.breaths[-1].end_us


def beat(start_us: int, pulse: Pulse) -> Beat:
    """Return the beat that starts at a moment; without a heart beat, a second of flat lines."""
    if pulse.rhythm is HeartRhythm.NONE:
        flat = ((start_us, FLAT), (start_us + _SECOND, FLAT))
        still = ((start_us, 0.06), (start_us + _SECOND, 0.06))
        return Beat(start_us, start_us + _SECOND, flat, still, still, felt=False)
    length_s = 60.0 / min(250.0, max(20.0, pulse.heart_rate))
    length_us = int(length_s * _SECOND)
    squeeze = max(0.0, pulse.systolic - pulse.diastolic)
    broad = pulse.rhythm is HeartRhythm.AGONAL or _is_extra(start_us, length_us, pulse)
    perfusion = min(1.0, max(0.12, squeeze / 45.0)) * min(1.0, max(0.3, pulse.systolic / 100.0))
    perfusion = 0.4 * perfusion if broad else perfusion
    step = length_us // len(_PULSE)
    pleth = tuple((start_us + index * step, 0.06 + 0.88 * perfusion * height) for index, height in enumerate(_PULSE))
    low, high = (_pressure_height(value) for value in (pulse.diastolic, pulse.systolic))
    pressure = tuple((start_us + index * step, low + (high - low) * height) for index, height in enumerate(_PULSE))
    ecg = _broad(start_us, length_s) if broad else _ecg(start_us, length_s)
    return Beat(start_us, start_us + length_us, ecg, pleth, pressure)


def _is_extra(start_us: int, length_us: int, pulse: Pulse) -> bool:
    """Say whether a beat is one of the extra ones: every fourth or so, the same whenever it is drawn."""
    return pulse.rhythm is HeartRhythm.ECTOPIC and start_us // length_us % EXTRA_EVERY == 0


def _broad(start_us: int, length_s: float) -> Wave:
    """Return a beat that begins in a ventricle: no P, a broad QRS, a T against it."""
    stretch = min(1.0, length_s / 0.6)
    corners = ((0.0, 0.0), (0.06, 0.0), (0.14, 0.62), (0.2, 0.7), (0.28, 0.1), (0.36, -0.2), (0.46, -0.16), (0.56, 0.0))
    drawn = [(start_us + int(at * stretch * _SECOND), FLAT + height) for at, height in corners]
    return tuple(corner for corner in drawn if corner[0] < start_us + length_s * _SECOND)


def _pressure_height(value: float) -> float:
    return min(1.0, max(0.0, (value - PRESSURE_BOTTOM) / (PRESSURE_TOP - PRESSURE_BOTTOM)))


def _ecg(start_us: int, length_s: float) -> Wave:
    """Return P, QRS and T; the QT time shortens with the square root of the beat's length (Bazett)."""
    tight = min(1.0, length_s / 0.75)
    floor = FLAT
    r_at = 0.20 * tight
    qt = 0.38 * sqrt(length_s)
    t_width = 0.16 * sqrt(length_s)
    corners = [(0.0, floor)]
    corners += _bump(0.02 * tight, 0.09 * tight, 0.09, floor)
    qrs = ((-0.032, 0.0), (-0.018, -0.07), (0.0, 0.76), (0.018, -0.17), (0.036, 0.0))
    corners += [(r_at + at * max(0.7, tight), floor + height) for at, height in qrs]
    corners += _bump(r_at - 0.03 + qt - t_width, t_width, 0.17, floor)
    corners = [corner for corner in corners if corner[0] < length_s]
    return tuple((start_us + int(at * _SECOND), height) for at, height in corners)


def _bump(start: float, width: float, height: float, floor: float) -> list[tuple[float, float]]:
    return [(start + width * n / 8, floor + height * (1 - cos(2 * pi * n / 8)) / 2) for n in range(9)]


def breath(start_us: int, pulse: Pulse) -> Breath:
    """Return the breath that starts at a moment: quicker ones are deeper, and breathing out takes longer."""
    rate = min(70.0, max(4.0, pulse.respiratory_rate))
    length_us = int(60.0 / rate * _SECOND)
    depth = min(0.92, max(0.45, 0.45 + (rate - 12.0) * 0.022))
    corners = []
    for n in range(20):
        share = n / 20
        turn = share / 0.42 * 0.5 if share < 0.42 else 0.5 + (share - 0.42) / 0.58 * 0.5
        corners.append((start_us + length_us * n // 20, 0.04 + depth * (1 - cos(2 * pi * turn)) / 2))
    return Breath(start_us, start_us + length_us, tuple(corners))


def swept(corners: list[tuple[int, float]], now_us: int, sweep_us: int, box: Rect) -> list[list[Point]]:
    """Return the lines of a sweep: new on the left of the pen, old on its right, the erase bar between them."""
    oldest = now_us - int(sweep_us * (1 - ERASE_SHARE))
    turn = now_us - now_us % sweep_us
    scale = (box.w - 1) / sweep_us
    bottom, tall = box.y + box.h - 1, box.h - 1
    right = box.x + box.w - 1
    old: list[Point] = []
    new: list[Point] = []
    t0, v0 = corners[0]
    for t1, v1 in corners[1:]:
        if t1 > oldest and t1 > t0 and t0 <= now_us:
            slope = (v1 - v0) / (t1 - t0)
            start = max(oldest, t0)
            stop = min(now_us, t1)
            if start < turn:
                if not old:
                    old.append((right + (start - turn) * scale, bottom - (v0 + slope * (start - t0)) * tall))
                end = min(turn, stop)
                old.append((right + (end - turn) * scale, bottom - (v0 + slope * (end - t0)) * tall))
            if stop > turn:
                if not new:
                    first = max(turn, start)
                    new.append((box.x + (first - turn) * scale, bottom - (v0 + slope * (first - t0)) * tall))
                new.append((box.x + (stop - turn) * scale, bottom - (v0 + slope * (stop - t0)) * tall))
        t0, v0 = t1, v1
    return [line for line in (old, new) if len(line) > 1]


def heart_trace(rhythm: Rhythm, choose: Callable[[Beat], Wave], ink: Ink, width: int, still: bool) -> Paint:
    """Return the paint of an ECG, pleth or pressure trace."""

    def paint(canvas: Canvas, box: Rect) -> None:
        now = _held(rhythm.now_us, SWEEP_US) if still else rhythm.now_us
        corners = [corner for each in rhythm.beats for corner in choose(each)]
        for line in swept(corners, now, SWEEP_US, box):
            canvas.polyline(line, ink, width)

    return paint


def breath_trace(rhythm: Rhythm, ink: Ink, width: int, still: bool) -> Paint:
    """Return the paint of the breathing trace."""

    def paint(canvas: Canvas, box: Rect) -> None:
        now = _held(rhythm.now_us, BREATH_SWEEP_US) if still else rhythm.now_us
        corners = [corner for each in rhythm.breaths for corner in each.wave]
        for line in swept(corners, now, BREATH_SWEEP_US, box):
            canvas.polyline(line, ink, width)

    return paint


def _held(now_us: int, sweep_us: int) -> int:
    """Return when the pen was last at the right edge: with reduced motion the trace changes only then."""
    return now_us - now_us % sweep_us
