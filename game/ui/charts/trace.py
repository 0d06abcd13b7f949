"""The monitor's traces: heart beats and breaths with the rate and shape of the vital signs, swept as monitors do."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, pi, sqrt
from typing import NamedTuple, TypeAlias

from game.bedside.rhythm import HeartRhythm
from game.ui.toolkit.canvas import Canvas, Paint, Point
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.theme import Ink

SWEEP_US = 5_000_000
"""How long the pen takes across the screen for the heart's traces."""
BREATH_SWEEP_US = 12_000_000
ERASE_SHARE = 0.035
"""Width of the erase bar as a share of the trace."""
STEPS = 20
"""Parts of a sweep: so often what stays of a trace is drawn anew."""
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


class Staying(NamedTuple):
    """What stays of a trace for a while."""

    turn: int
    """When the pen began again."""
    left: int
    """From when on nothing is erased in this while."""
    until: int
    """Up to when the line is drawn."""


class Trace:
    """A line that a pen draws from left to right, again and again, over what it drew the last time.

    Where the corners lie on the screen is found once for each turn of the pen: only both ends of what is seen move.
    """

    def __init__(self, sweep_us: int, shift: float = 0.0) -> None:
        """Begin with a pen that takes so long across the screen; with unlike shifts not all are drawn anew at once."""
        self.sweep_us = sweep_us
        self._step_us = sweep_us // STEPS
        self._shift_us = int(self._step_us * shift)
        self._placed: tuple[Rect, int] | None = None
        self._last: Wave = ()
        self._ends: list[int] = []
        """When each piece between two corners ends."""
        self._pieces: list[tuple[int, float, float]] = []
        """When each piece begins, at what height, and its slope."""
        self._corners: list[Point] = []
        """Where each piece ends on the screen."""

    def kept(self, waves: Sequence[Wave], now_us: int, box: Rect) -> Staying:
        """Return what stays of the trace at a moment; it is equal until the next one.

        The waves follow each other, and those of the time before; what is forgotten of them is no longer seen.
        """
        turn = self._follow(waves, now_us, box)
        since = max(turn, now_us - (now_us - self._shift_us) % self._step_us)
        # How a wave goes on is known only when the next one begins.
        return Staying(turn, self._oldest(since + self._step_us), min(since, self._ends[-1]))

    def still(self, kept: Staying) -> list[list[Point]]:
        """Return the lines that stay: the new one up to a moment, and of the old one what the pen leaves."""
        turn, left, until = kept
        new, old = self._line(max(turn, left), until, turn, new=True), self._line(left, turn, turn)
        return [line for line in (old, new) if len(line) > 1]

    def live(self, kept: Staying, now_us: int) -> list[list[Point]]:
        """Return the ends of these lines, with the erase bar between them."""
        turn, left, until = kept
        oldest = self._oldest(now_us)
        new = self._line(max(turn, until), now_us, turn, new=True)
        old = self._line(oldest, min(turn, left), turn)
        # Shortly before the pen begins again it erases what it began with.
        first = self._line(max(turn, oldest), left, turn, new=True)
        return [line for line in (old, first, new) if len(line) > 1]

    def _oldest(self, now_us: int) -> int:
        """Return the first moment that is still seen."""
        return now_us - int(self.sweep_us * (1 - ERASE_SHARE))

    def _line(self, start: int, stop: int, turn: int, *, new: bool = False) -> list[Point]:
        """Return the line between two moments; both are of the new one, or both of the old one."""
        ends = self._ends
        first = bisect_right(ends, start)
        if first == len(ends) or (begun := max(start, self._pieces[first][0])) >= stop:
            return []
        last = bisect_right(ends, stop) if new else bisect_left(ends, stop)
        end = [self._at(last, stop, turn, new=new)] if last < len(ends) else []
        return [self._at(first, begun, turn, new=new), *self._corners[first:last], *end]

    def _follow(self, waves: Sequence[Wave], now_us: int, box: Rect) -> int:
        """Place the corners that have come; all of them where the pen begins again or the box is another.

        It returns when the pen began again.
        """
        turn = now_us - now_us % self.sweep_us
        if self._placed == (box, turn) and self._last is waves[-1]:
            return turn
        known = [index for index, wave in enumerate(waves, 1) if wave is self._last]
        if self._placed != (box, turn) or not known:
            self._placed, known = (box, turn), []
            self._ends, self._pieces, self._corners = [], [], []
        t0, v0 = self._last[-1] if known else waves[0][0]
        for wave in waves[sum(known) :]:
            for t1, v1 in wave:
                if t1 > t0:
                    self._ends.append(t1)
                    self._pieces.append((t0, v0, (v1 - v0) / (t1 - t0)))
                    self._corners.append(self._at(-1, t1, turn, new=t1 > turn))
                t0, v0 = t1, v1
        self._last = waves[-1]
        return turn

    def _at(self, index: int, at_us: int, turn: int, *, new: bool = False) -> Point:
        """Return where a piece is at a moment: from the left edge in the turn that is drawn, else before the right."""
        assert self._placed is not None
        box = self._placed[0]
        begun, height, slope = self._pieces[index]
        x = box.x if new else box.x + box.w - 1
        return (
            x + (at_us - turn) * ((box.w - 1) / self.sweep_us),
            box.y + box.h - 1 - (height + slope * (at_us - begun)) * (box.h - 1),
        )


class Rhythm:
    """Beats and breaths of the last seconds; a new heart rate begins with the next beat, what is drawn stays."""

    def __init__(self, pulse: Pulse) -> None:
        """Fill the screen with the past, so that the first picture is whole."""
        self.now_us = 2 * BREATH_SWEEP_US
        self.beats: list[Beat] = []
        self.breaths: list[Breath] = []
        self.ecg, self.pleth, self.pressure = Trace(SWEEP_US), Trace(SWEEP_US, 1 / 4), Trace(SWEEP_US, 1 / 2)
        self.breathing = Trace(BREATH_SWEEP_US, 3 / 4)
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
    """Return the breath that starts at a moment: quicker ones are deeper, and breathing out takes longer.

    Who does not breathe draws a second of a flat line.
    """
    if pulse.respiratory_rate <= 0.0:
        return Breath(start_us, start_us + _SECOND, ((start_us, 0.04), (start_us + _SECOND, 0.04)))
    rate = min(70.0, max(4.0, pulse.respiratory_rate))
    length_us = int(60.0 / rate * _SECOND)
    depth = min(0.92, max(0.45, 0.45 + (rate - 12.0) * 0.022))
    corners = []
    for n in range(20):
        share = n / 20
        turn = share / 0.42 * 0.5 if share < 0.42 else 0.5 + (share - 0.42) / 0.58 * 0.5
        corners.append((start_us + length_us * n // 20, 0.04 + depth * (1 - cos(2 * pi * turn)) / 2))
    return Breath(start_us, start_us + length_us, tuple(corners))


def traces(rhythm: Rhythm, width: int, still: bool) -> tuple[Paint, Paint, Paint, Paint]:
    """Return the paints of ECG, pleth, arterial pressure and breathing; only the ends of a line are drawn each time."""

    def drawn(trace: Trace, ink: Ink, waves: Callable[[], list[Wave]]) -> Paint:
        def paint(canvas: Canvas, box: Rect) -> None:
            now, seen = _held(rhythm.now_us, trace.sweep_us) if still else rhythm.now_us, waves()

            def lines(found: list[list[Point]]) -> None:
                for line in found:
                    canvas.polyline(line, ink, width)

            kept = trace.kept(seen, now, box)
            key, around = (trace, kept, width), box.inset(-width - 1)
            canvas.layer(f"monitor.trace.{ink.name}", key, around, lambda: lines(trace.still(kept)))
            lines(trace.live(kept, now))

        return paint

    return (
        drawn(rhythm.ecg, Ink.ECG, lambda: [beat.ecg for beat in rhythm.beats]),
        drawn(rhythm.pleth, Ink.SPO2, lambda: [beat.pleth for beat in rhythm.beats]),
        drawn(rhythm.pressure, Ink.PRESSURE, lambda: [beat.pressure for beat in rhythm.beats]),
        drawn(rhythm.breathing, Ink.BREATHING, lambda: [breath.wave for breath in rhythm.breaths]),
    )


def _held(now_us: int, sweep_us: int) -> int:
    """Return when the pen was last at the right edge: with reduced motion the trace changes only then."""
    return now_us - now_us % sweep_us
