"""`bench`: how fast the game is on this machine, beside what it should be."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter

from game.app.cores import cores
from game.app.exits import Exit, Fault
from game.app.levels import find_level
from game.files.folders import HOME_VARIABLE
from game.values.level import Level
from game.values.words import say

SUMMARY = "commands.bench.summary"
EXAMPLES = "commands.bench.examples"
PATIENTS = 1000
LEVEL = "covid_storm"
LONGEST_S = 300
LATE_MS = 33.4
"""A later frame falls under 30 a second."""


@dataclass(frozen=True, slots=True)
class BenchRow:
    """One row of the table."""

    what: str
    measured: float | None
    """Nothing where this machine cannot measure it."""
    goal: float | None
    """Nothing where it is told for comparison."""
    unit: str

    @property
    def missed(self) -> bool:
        """Say whether it was measured and a goal is not met."""
        return self.measured is not None and self.goal is not None and self.measured > self.goal

    @property
    def verdict(self) -> str:
        """Return whether the goal is met; empty without a goal."""
        if self.measured is None:
            return "not measured"
        if self.goal is None:
            return ""
        return "NOT MET" if self.missed else "met"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--json", action="store_true", help=say("commands.bench.print_json_instead_of_a"))
    parser.add_argument("--engines", action="store_true", help=say("commands.bench.race_plain_python_numpy_the"))


def run(given: argparse.Namespace) -> int:
    """Measure everything, print it, and say whether every goal is met."""
    if given.engines:
        return _race(as_json=given.json)
    measures = _measures()
    if given.json:
        rows = [{**asdict(one), "verdict": one.verdict} for one in measures]
        print(json.dumps({"machine": _machine(), "measures": rows}, indent=2))
    else:
        print(_machine())
        print(f"{'':<68}{'measured':>10}{'goal':>9}")
        for one in measures:
            value = "–" if one.measured is None else f"{one.measured:.2f}"
            goal = "" if one.goal is None else f"{one.goal:g}"
            print(f"{one.what:<68}{value:>10}{goal:>9} {one.unit:<3} {one.verdict}".rstrip())
    return Exit.FINDINGS if any(one.missed for one in measures) else Exit.GOOD


def _race(*, as_json: bool) -> int:
    """Race the engines; each rival runs at the loosest tolerance at least as exact as the method of the game."""
    from game.evidence.race import PLAIN, bytes_per_patient, race
    from game.futures.engine import choose

    laps = race(perf_counter)
    plain = next(lap for lap in laps if lap.engine == PLAIN).ms_per_patient_day
    memory = {size: bytes_per_patient(size, choose("numpy")) for size in (1, 100, 10_000)}
    if as_json:
        rows = [{**asdict(lap), "ms_per_patient_day": lap.ms_per_patient_day} for lap in laps]
        print(json.dumps({"machine": _machine(), "laps": rows, "bytes_per_patient": memory}, indent=2))
        return Exit.GOOD
    print(_machine())
    print(f"{'engine':<40}{'patients':>9}{'ms / patient-day':>18}{'plain / this':>14}{'error':>10}")
    for lap in laps:
        cost = lap.ms_per_patient_day
        print(f"{lap.engine:<40}{lap.patients:>9,}{cost:>18.4f}{plain / cost:>14.1f}{lap.error:>10.1e}  {lap.note}")
    for size, held in memory.items():
        print(f"memory, numpy batch of {size:,}: {held / 1000.0:.1f} kB a patient")
    return Exit.GOOD


def _measures() -> list[BenchRow]:
    from game.evidence.bench import batch_seconds, case_seconds

    level = find_level(LEVEL)
    one = median([case_seconds(level, perf_counter, level.seed + again) for again in range(3)])
    measures = [BenchRow("14 simulated days of one patient, no window", one, 0.5, "s")]
    for name, prefix, environment in (
        ("dummy driver", [], {"SDL_VIDEODRIVER": "dummy"}),
        ("X display", _with_x(), {"SDL_VIDEODRIVER": "x11"}),
    ):
        for screen, latest in (("bedside", 10.0), ("inside", 8.0), ("film", 8.0)):
            frames = None if prefix is None else _frames(prefix, environment, screen)
            worst = None if frames is None else sorted(frames)[int(len(frames) * 0.99)]
            middle = None if frames is None else median(frames)
            measures.append(BenchRow(f"{screen} frame, CPU time, 1280x720, {name}, median", middle, 4.0, "ms"))
            measures.append(
                BenchRow(f"{screen} frame, CPU time, 1280x720, {name}, 99th percentile", worst, latest, "ms")
            )
    measures.append(BenchRow("start to first frame, dummy driver", _first_frame(), 1.5, "s"))
    many = batch_seconds(level, perf_counter, PATIENTS)
    measures.append(BenchRow(f"14 simulated days of {PATIENTS:,} patients, one numpy batch", many, 15.0, "s"))
    return measures + _of_the_analysis(level)


def _of_the_analysis(level: Level) -> list[BenchRow]:
    """Return how long a finished case of 14 days is taken apart by each engine, and how the window moves meanwhile.

    The goals are those of the game as it works here: by the fastest engine, in two processes where there are two cores.
    """
    from game.app.peer import dealt
    from game.evidence.bench import Analysed, analysis_seconds
    from game.futures.engine import NAMES, choose
    from game.futures.kernel import KernelMissingError

    found: dict[str, Analysed] = {}
    for name in NAMES:
        with suppress(KernelMissingError):
            found[name] = analysis_seconds(level, perf_counter, name)
    best = choose().name
    alone = best
    if cores() > 1:
        best = f"{alone}, two processes"
        found[best] = analysis_seconds(level, perf_counter, alone, dealt)
    measures = []
    for name, seconds in found.items():
        own = name == best
        for what, taken, goal in zip(
            ("first value curve", "score", "whole analysis"), seconds, (1.0, 3.0, 8.0), strict=True
        ):
            measures.append(BenchRow(f"{what} of a finished 14-day case, {name}", taken, goal if own else None, "s"))
    slow, *fast = found.items()
    for name, seconds in fast:
        ratio = slow[1].whole / seconds.whole
        measures.append(BenchRow(f"whole analysis, {slow[0]} / {name}", ratio, None, "x"))
    if best != alone:
        one, two = found[alone], found[best]
        measures.append(BenchRow("score, one process / two", one.score / two.score, None, "x"))
        measures.append(BenchRow("whole analysis, one process / two", one.whole / two.whole, None, "x"))
    gaps = _frames([], {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}, "debrief")
    rate = late = worst = slowest = None
    if gaps:
        rate, worst = 1000.0 * len(gaps) / sum(gaps), max(gaps)
        late = 100.0 * len([gap for gap in gaps if gap > LATE_MS]) / len(gaps)
        slowest = max([sum(gaps[at : at + 30]) for at in range(max(1, len(gaps) - 29))])
    where = "debrief during the analysis"
    measures.append(BenchRow(f"{where}, frames a second", rate, None, ""))
    measures.append(BenchRow(f"{where}, share of frames over {LATE_MS:.0f} ms", late, None, "%"))
    measures.append(BenchRow(f"{where}, longest gap between two frames", worst, None, "ms"))
    measures.append(BenchRow(f"{where}, slowest 30 frames together", slowest, 1000.0, "ms"))
    return measures


def _with_x() -> list[str] | None:
    """Return what to put before a command so that it has an X display; nothing if there is none to be had."""
    if os.environ.get("DISPLAY"):
        return []
    if shutil.which("xvfb-run") and shutil.which("Xvfb"):
        return ["xvfb-run", "-a", "-s", "-screen 0 1280x720x24"]
    return None


def _frames(prefix: list[str], environment: dict[str, str], screen: str) -> list[float] | None:
    """Return the milliseconds of each frame of a screen; nothing if the window could not be opened."""
    done = _quietly([*prefix, sys.executable, "-m", "game.app.frames", screen], environment)
    if done.returncode:
        return None
    frames: list[float] = json.loads(done.stdout[done.stdout.index("[") :])
    return frames


def _first_frame() -> float:
    """Return the seconds from the command to the first frame on the screen and out again, the best of three."""
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "game", "play", "--frames", "1"]
        environment = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy", HOME_VARIABLE: home}
        return min(_timed(lambda: _checked(_quietly(command, environment))) for _ in range(3))


def _timed(doing: Callable[[], None]) -> float:
    begun = perf_counter()
    doing()
    return perf_counter() - begun


def _checked(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode:
        raise Fault(Exit.ENVIRONMENT, f"The game does not start, so its start cannot be measured:\n{done.stderr}")


def _quietly(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  our own program
        command,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {cores()} cores, Python {platform.python_version()}"
