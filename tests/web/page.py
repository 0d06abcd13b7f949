"""A page that no browser shows: it measures by the table, and moves patients in plain Python."""

from __future__ import annotations

import ctypes
import struct
from array import array
from typing import Any

import wasmtime

from game.futures import kernel
from game.patient import compartments
from game.patient.body import Inputs
from game.patient.method import STEP, stepped
from game.ui.backends.cue_samples import RATE
from game.ui.backends.table_measure import TableMeasure
from game.ui.toolkit.canvas import Weight
from game.values.noise import gaussian_of, uniform_of
from tests.test_house import ROOT

STATES = len(compartments.NAMES)
WEIGHTS = {"400": Weight.REGULAR, "600": Weight.SEMIBOLD, "700": Weight.BOLD}


class PlainKernel:
    """What `static/kernel.js` does, by `stepped`."""

    def __init__(self) -> None:
        self.calls = 0

    def advance(
        self,
        numbers: array[float],
        patients: int,
        states: int,
        steps: int,
        half: float,
        whole: float,
        sixth: float,
        told: array[float] | None,
        /,
    ) -> None:
        assert states == STATES
        self.calls += 1
        long = round(whole / STEP)
        assert (half, sixth) == (whole / 2, whole / 6)
        rows = [numbers[first : first + patients] for first in range(0, len(numbers), patients)]
        inputs = len(rows) - len(Inputs._fields)
        for place in range(patients):
            one = [row[place] for row in rows]
            state, parameters, given = tuple(one[:STATES]), tuple(one[STATES:inputs]), tuple(one[inputs:])
            for step in range(steps):
                state = stepped(state, parameters, given, long, long)
                if told is not None:
                    told[step * STATES : (step + 1) * STATES] = array("d", state)
            for row, value in enumerate(state):
                numbers[row * patients + place] = value

    def draw(self, keys: array[int], index: str, into: array[float], normal: bool, /) -> None:
        of = gaussian_of if normal else uniform_of
        into[:] = array("d", [of(key, int(index)) for key in keys])


class Sound:
    """The page's sound, which writes down what it is asked for."""

    def __init__(self, *, ready: bool = True) -> None:
        self.ready = ready
        self.learned: dict[str, array[int]] = {}
        self.played: list[tuple[str, float]] = []
        self.voices: list[str] = []
        """The voice of each cue that was played, and which were ended."""
        self.told: list[tuple[object, ...]] = []

    def knows(self, name: str, /) -> bool:
        return name in self.learned

    def learn(self, name: str, rate: int, samples: array[int], /) -> None:
        assert rate == RATE
        assert name not in self.learned
        self.learned[name] = samples

    def play(self, name: str, share: float, voice: str, /) -> None:
        self.played.append((name, share))
        self.voices.append(voice)

    def end(self, voice: str, /) -> None:
        self.voices.append(f"end {voice}")

    def narrate(self, recording: bytes, from_s: float, share: float, /) -> None:
        self.told.append((recording, from_s, share))

    def turnVoice(self, share: float, /) -> None:  # noqa: N802
        self.told.append((share,))

    def hush(self) -> None:
        self.told.append(())


class NoBrowser:
    """The page."""

    def __init__(self) -> None:
        self.kernel = PlainKernel()
        self.sound = Sound(ready=False)
        self.host = None
        self.asked: list[tuple[int, bytes]] = []
        """What workers were given."""
        self.ended: list[int] = []

    def dig(self, number: int, asked: bytes) -> None:
        self.asked.append((number, asked))

    def end(self, number: int) -> None:
        self.ended.append(number)

    def measure(self, text: str, size: int, weight: str) -> float:
        return TableMeasure().text_size(text, size, WEIGHTS[weight])[0]


def instance(file: str) -> tuple[Any, Any]:
    engine = wasmtime.Engine()
    store = wasmtime.Store(engine)
    module = wasmtime.Module(engine, (ROOT / "game" / "futures" / file).read_bytes())
    return store, wasmtime.Instance(store, module, []).exports(store)


class NativeRules:
    """What `static/kernel.js` does with the rules, in wasmtime."""

    def __init__(self) -> None:
        self._store, self._exports = instance("looks.wasm")
        self._memory = self._exports["memory"]

    def hold(self, first: int, rows: int, constants: array[float], at: int, patients: int, /) -> None:
        self._patients, self._first, self._wide = patients, first, (-(-patients // 8) | 1) * 8
        lacking = -(-(first + 8 * rows * self._wide) // 65536) - self._memory.size(self._store)
        if lacking > 0:
            self._memory.grow(self._store, lacking)
        self._memory.write(self._store, bytes(8 * rows * self._wide), first)
        self._memory.write(self._store, struct.pack("<2I", first + -(-patients // 2) * 16, 8 * self._wide), 0)
        self._write(constants, at)

    def follow(
        self, rule: str, numbers: array[float], states: int, given: int, found: array[float], out: int, /
    ) -> None:
        self._write(numbers[: states * self._patients], 0)
        self._write(numbers[states * self._patients :], given)
        self._exports[rule](self._store)
        for row in range(len(found) // self._patients):
            at = self._at(out + row)
            read = array("d", bytes(self._memory.read(self._store, at, at + 8 * self._patients)))
            found[row * self._patients : (row + 1) * self._patients] = read

    def _at(self, row: int) -> int:
        return self._first + 8 * row * self._wide

    def _write(self, numbers: array[float], at: int) -> None:
        for row in range(len(numbers) // self._patients):
            part = numbers[row * self._patients : (row + 1) * self._patients]
            self._memory.write(self._store, part.tobytes(), self._at(at + row))


class NativeKernel(PlainKernel):
    """What `static/kernel.js` does, with the same file in wasmtime."""

    def __init__(self) -> None:
        super().__init__()
        self._store, exports = instance("kernel.wasm")
        self._memory, self._prepare, self._run = exports["memory"], exports["prepare"], exports["advance"]
        self._first, self._rows, self._lasting = (
            exports[name].value(self._store) for name in ("columns", "rows", "lasting")
        )

    def advance(
        self,
        numbers: array[float],
        patients: int,
        states: int,
        steps: int,
        half: float,
        whole: float,
        sixth: float,
        told: array[float] | None,
        /,
    ) -> None:
        wide = (-(-patients // 8) | 1) * 8
        room = 8 * self._rows * wide
        at = self._first + room + 8 * self._lasting * wide
        tell = 16 * steps * states if told is not None else 0
        lacking = -(-(at + tell) // 65536) - self._memory.size(self._store)
        if lacking > 0:
            self._memory.grow(self._store, lacking)
        columns = array("d")
        for row in range(self._rows):
            given = numbers[row * patients : (row + 1) * patients]
            columns.extend(given)
            columns.extend([given[-1]] * (wide - patients))
        asked = (-(-patients // 2) * 16, wide * 8, steps, at if tell else 0, self._first + room)
        self._memory.write(self._store, struct.pack("<5I4x3d", *asked, half, whole, sixth), 0)
        self._memory.write(self._store, columns.tobytes(), self._first)
        self._prepare(self._store)
        self._run(self._store)
        moved = array("d", bytes(self._memory.read(self._store, self._first, self._first + room)))
        for row in range(states):
            numbers[row * patients : (row + 1) * patients] = moved[row * wide : row * wide + patients]
        if told is not None:
            told[:] = array("d", bytes(self._memory.read(self._store, at, at + tell)))[::2]


class NativeWards:
    """What `static/kernel.js` does with code that is lent Python's memory, in wasmtime, which has its own."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        """Which functions ran."""
        self.asked = 0
        """How often code was to be compiled."""

    def compile(self, code: bytes, /) -> NativeCode:
        self.asked += 1
        return NativeCode(code, self.ran)


class RefusingWards(NativeWards):
    """A browser that does not compile what a page has written."""

    def compile(self, code: bytes, /) -> NativeCode:
        super().compile(code)
        raise RuntimeError("CompileError: WebAssembly.Module(): Wasm code generation disallowed by embedder")


class NativeCode:
    def __init__(self, code: bytes, ran: list[str]) -> None:
        self._code, self._ran = code, ran

    def lend(self, address: int, size: int, /) -> NativeCode:
        lent = NativeCode(self._code, self._ran)
        lent._there, lent._size = address, size
        lent._here, lent._function = kernel.lent(self._code, size)
        return lent

    def run(self, name: str, /) -> None:
        self._ran.append(name)
        ctypes.memmove(self._here, self._there, self._size)
        self._function(name)
        ctypes.memmove(self._there, self._here, self._size)
