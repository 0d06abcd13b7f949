"""Write what the ward sees, does and writes down as one WebAssembly file, `game/futures/looks.wasm`.

    python tools/build_looks.py

As with the equations (`build_kernel.py`) there is no second copy: the rules of `game.futures.looks` run once on place
holders, and each of their operations becomes one instruction on two patients side by side. A condition is 0 or 1.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from game.case.afterwards import Met, cared
from game.case.ward import Draws, Holding
from game.futures import looks
from game.futures.compiled_looks import COLUMNS, CONSTANTS, GIVEN, STATES
from game.futures.place_holders import vitals
from game.futures.tape import PAIR, PlaceHolder, Tape, emitted
from game.futures.webassembly import (
    I32,
    I32_ADD,
    I32_MUL,
    V128,
    both,
    function,
    get,
    load,
    load_whole,
    loop,
    module,
    put,
    whole,
)
from game.patient.body import Body

OUT = ROOT / "game" / "futures" / "looks.wasm"


def _round(vitals: Callable[..., Any], body: Body, given: Sequence[PlaceHolder]) -> list[PlaceHolder]:
    count = len(Holding._fields)
    holding, draws = Holding(*given[:count]), Draws(*given[count : count + len(Draws._fields)])
    found = looks.ward_round(vitals(body, looks.ward.inputs(holding)), holding, draws)
    return [*found.holding, *found.inputs]


def _hour(vitals: Callable[..., Any], body: Body, given: Sequence[PlaceHolder]) -> list[PlaceHolder]:
    at, after = len(Holding._fields), len(Holding._fields) + len(looks.HourDraws._fields)
    holding, draws, before = Holding(*given[:at]), looks.HourDraws(*given[at:after]), looks.Before(*given[after:])
    return list(looks.hour(vitals(body, looks.ward.inputs(holding)), body, holding, draws, before))


def _care(vitals: Callable[..., Any], body: Body, given: Sequence[PlaceHolder]) -> list[PlaceHolder]:
    count = len(Holding._fields)
    found = cared(
        body, Holding(*given[:count]), given[count] > 0.5, Met(*given[count + 1 : count + 1 + len(Met._fields)]), vitals
    )
    return [*found.holding, *found.inputs, *found.germs, *found.met, *found.chances]


RULES = {"round": _round, "hour": _hour, "care": _care}


def _compiled(rule: Callable[..., list[PlaceHolder]]) -> bytes:
    """Return the function that follows a rule for all pairs; it takes no argument and reads what it is given."""
    tape = Tape()
    rows = [tape.note("row", n) for n in range(STATES + CONSTANTS + GIVEN)]
    body = Body(tuple(rows[:STATES]), tuple(rows[STATES : STATES + CONSTANTS]))
    found = rule(vitals(), body, rows[STATES + CONSTANTS :])
    end, stride, at, first = range(4)

    def address(row: int) -> bytes:
        return get(at) + get(stride) + whole(row) + I32_MUL + I32_ADD

    def leaf(place: int) -> bytes:
        kind, value, *_ = tape.entries[place]
        if kind == "row":
            return address(value) + load(0)
        return both(struct.unpack("<d", value)[0]) if kind == "number" else b""

    wanted = [(one.place, address(STATES + CONSTANTS + GIVEN + n), 0) for n, one in enumerate(found)]
    code, count = emitted(tape, wanted, leaf, first)
    asked = b"".join([whole(0) + load_whole(4 * n) + put(n) for n in (end, stride)]) + whole(COLUMNS) + put(at)
    return function([(3, I32), (count, V128)], asked + loop(at, get(end), code, whole(PAIR)))


def build() -> bytes:
    """Return the file."""
    exports = [(name, 0, n) for n, name in enumerate(RULES)]
    return module([[]], [(0, _compiled(rule)) for rule in RULES.values()], exports)


if __name__ == "__main__":
    OUT.write_bytes(build())
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size:,} bytes")
