"""Traces follow the vital signs."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from operator import itemgetter

import pytest

from game.bedside.rhythm import HeartRhythm
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.charts.trace import BREATH_SWEEP_US, ERASE_SHARE, STEPS, SWEEP_US, Pulse, Rhythm, beat, breath, traces
from game.ui.toolkit.layout import Rect

CALM = Pulse(60.0, 120.0, 75.0, 12.0)
SICK = Pulse(150.0, 70.0, 45.0, 36.0)


def heights(wave):
    return [height for _, height in wave]


@pytest.mark.parametrize(("rate", "expected"), [(60.0, 60), (112.0, 112), (180.0, 180)])
def test_beats_come_at_the_heart_rate(rate, expected):
    """A minute has as many beats as the heart rate says."""
    rhythm = Rhythm(Pulse(rate, 110.0, 70.0, 16.0))
    count = sum(rhythm.advance(16_667, Pulse(rate, 110.0, 70.0, 16.0)) for _ in range(3600))

    assert abs(count - expected) <= 1


def test_low_perfusion_flattens_the_pleth():
    """A small pulse pressure gives a small pleth."""
    assert max(heights(beat(0, SICK).pleth)) < 0.6 * max(heights(beat(0, CALM).pleth))


def test_tachycardia_shortens_the_qt():
    """The T wave comes sooner after the QRS when beats are short."""

    def t_peak(pulse):
        after_qrs = 280_000 * 60 / pulse.heart_rate
        corners = [corner for corner in beat(0, pulse).ecg if corner[0] > after_qrs]
        return max(corners, key=lambda corner: corner[1])[0]

    assert t_peak(SICK) < t_peak(CALM)


def test_breathing_deepens_and_quickens():
    """More breaths a minute are also deeper ones."""
    slow, fast = breath(0, CALM), breath(0, SICK)

    assert fast.end_us < slow.end_us
    assert max(heights(fast.wave)) > max(heights(slow.wave))


@pytest.mark.parametrize("pulse", [CALM, SICK, Pulse(250.0, 300.0, 0.0, 70.0), Pulse(0.0, 0.0, 0.0, 0.0)])
def test_traces_stay_in_their_box(pulse):
    """No value of any vital sign draws outside."""
    one = beat(0, pulse)
    for wave in (one.ecg, one.pleth, one.pressure, breath(0, pulse).wave):
        assert all(0.0 <= height <= 1.0 for height in heights(wave))
        assert [at for at, _ in wave] == sorted(at for at, _ in wave)


@pytest.mark.parametrize("steps", [0, 1, 137, 500])
def test_the_sweep_fills_the_width_but_for_the_erase_bar(steps):
    """The newest part ends at the pen, the oldest begins after the erase bar, both inside the box."""
    rhythm = Rhythm(CALM)
    for _ in range(steps):
        rhythm.advance(16_667, SICK if steps > 200 else CALM)
    box = Rect(10, 10, 300, 60)
    lines, _ = joined(rhythm.ecg, [each.ecg for each in rhythm.beats], rhythm.now_us, box)
    xs = [x for line in lines for x, _ in line]
    pen = box.x + rhythm.now_us % SWEEP_US / SWEEP_US * (box.w - 1)

    assert all(box.x - 0.01 <= x <= box.right for x in xs)
    assert all(box.y <= y <= box.bottom for line in lines for _, y in line)
    assert not any(pen + 1 < x < pen + ERASE_SHARE * (box.w - 1) - 1 for x in xs)
    covered = sum(line[-1][0] - line[0][0] for line in lines)
    assert covered >= (1 - 2.5 * ERASE_SHARE) * box.w - 60


def test_what_is_drawn_stays_when_the_rate_changes():
    """A new heart rate begins with the next beat; past beats keep their shape."""
    rhythm = Rhythm(CALM)
    before = list(rhythm.beats)
    rhythm.advance(16_667, SICK)

    assert rhythm.beats[: len(before)] == before


def test_old_beats_are_forgotten():
    """The list does not grow with the case."""
    rhythm = Rhythm(SICK)
    for _ in range(4000):
        rhythm.advance(16_667, SICK)

    assert len(rhythm.beats) < 20
    assert len(rhythm.breaths) * 60 / 36 < BREATH_SWEEP_US / 1e6 + 5


def joined(trace, waves, now_us, box):
    """Return the lines of a sweep, each of what stays and of its end, and where the two of a line meet."""
    kept = trace.kept(waves, now_us, box)
    lines, meets = [], []
    for line in sorted((*trace.live(kept, now_us), *trace.still(kept)), key=itemgetter(0)):
        if lines and lines[-1][-1] == pytest.approx(line[0]):
            meets += [lines[-1].pop(), line[0]]
            lines[-1] += line
        else:
            lines.append(line)
    return sorted(lines, key=itemgetter(0), reverse=True), meets


def swept(waves, now_us, sweep_us, box):
    """Return the lines of a sweep as they are found corner by corner, with nothing kept from the time before."""
    oldest, turn = now_us - int(sweep_us * (1 - ERASE_SHARE)), now_us - now_us % sweep_us
    lines = {False: [], True: []}
    for (t0, v0), (t1, v1) in pairwise([corner for wave in waves for corner in wave]):
        start, stop = max(oldest, t0), min(now_us, t1)
        if t1 <= max(t0, oldest) or t0 > now_us:
            continue
        for new, first, last in ((False, start, min(turn, stop)), (True, max(turn, start), stop)):
            if (start < turn) if not new else (stop > turn):
                for at in (first, last) if not lines[new] else (last,):
                    x = (box.x if new else box.right - 1) + (at - turn) * ((box.w - 1) / sweep_us)
                    y = box.bottom - 1 - (v0 + (v1 - v0) / (t1 - t0) * (at - t0)) * (box.h - 1)
                    lines[new].append((x, y))
    return [line for line in lines.values() if len(line) > 1]


@pytest.mark.parametrize("frame_us", [16_667, 190_000])
def test_what_is_kept_of_a_trace_changes_no_point_of_it(frame_us):
    """Over turns of the pen, rates and boxes that change, a heart that stops, each line is as if it were drawn anew."""
    rhythm = Rhythm(CALM)
    pulses = (CALM, SICK, Pulse(230.0, 90.0, 50.0, 45.0, HeartRhythm.ECTOPIC), replace(CALM, rhythm=HeartRhythm.NONE))
    places = (Rect(10, 10, 300, 60), Rect(10, 10, 300, 60), Rect(3, 7, 411, 33))
    drawn = 0
    for number in range(240):
        rhythm.advance(frame_us, pulses[number // 40 % len(pulses)])
        box = places[number // 70 % len(places)]
        for trace, waves in (
            (rhythm.ecg, [each.ecg for each in rhythm.beats]),
            (rhythm.pressure, [each.pressure for each in rhythm.beats]),
            (rhythm.breathing, [each.wave for each in rhythm.breaths]),
        ):
            lines, meets = joined(trace, waves, rhythm.now_us, box)
            drawn += len(lines)
            whole = swept(waves, rhythm.now_us, trace.sweep_us, box)
            assert [[at for at in line if at not in meets] for line in lines] == [
                [at for at in line if at not in meets] for line in whole
            ]
    assert drawn > 3 * 240


@pytest.mark.parametrize("pulse", [CALM, SICK])
def test_what_stays_of_a_trace_stays_and_is_nearly_all_of_it(pulse):
    """A canvas may keep the pixels of a trace but for its ends, also where the next beat is not known yet."""
    rhythm, box = Rhythm(pulse), Rect(10, 10, 300, 60)
    known = {}
    for _ in range(800):
        rhythm.advance(16_667, pulse)
        for trace, waves in (
            (rhythm.ecg, [each.ecg for each in rhythm.beats]),
            (rhythm.pressure, [each.pressure for each in rhythm.beats]),
            (rhythm.breathing, [each.wave for each in rhythm.breaths]),
        ):
            kept = trace.kept(waves, rhythm.now_us, box)
            still = trace.still(kept)
            assert known.setdefault((trace, kept), still) == still
            live = trace.live(kept, rhythm.now_us)
            assert sum(line[-1][0] - line[0][0] for line in live) <= 2.1 * box.w / STEPS
    assert len(known) < 240


def test_a_trace_that_stands_still_stays_whole():
    """With reduced motion a trace is the same until the pen would begin again, however much time passes meanwhile."""
    rhythm = Rhythm(CALM)
    box = Rect(10, 10, 300, 60)
    while rhythm.now_us % SWEEP_US or rhythm.now_us < 6 * SWEEP_US:
        rhythm.advance(500_000, CALM)
    seen = []
    for _ in range(3):
        canvas = RecordingCanvas()
        traces(rhythm, 2, still=True)[0](canvas, box)
        seen.append(canvas.drawn)
        rhythm.advance(1_500_000, CALM)

    assert seen[0] == seen[1] == seen[2]
    assert {one.what for one in seen[0]} == {"polyline"}
