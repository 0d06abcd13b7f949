"""The compiled looks are what the rules of the ward make of them, and find for every patient the bits of the rules."""

from __future__ import annotations

from importlib import resources
from typing import Any

import numpy as np
import pytest

from game.case.afterwards import Met
from game.case.ward import Draws, Holding
from game.futures import kernel
from game.futures.compiled_looks import CompiledLooks
from game.futures.looks import Before, HourDraws, PlainLooks
from game.futures.tape import Tape
from game.patient import batch
from game.patient.body import AMBIENT, Body
from game.values.level import Phenotype
from game.values.noise import gaussian, uniform
from tests.patient.hosts import aged, drawn
from tools import build_looks

MOST = Holding(rung=19, calm=5, ventilated=40, prone=1, proned=40, pressor=20, boluses=2, fluid=1)


def test_the_file_is_the_one_that_the_rules_make() -> None:
    kept = resources.files("game.futures").joinpath("looks.wasm").read_bytes()
    same = kept == build_looks.build()  # a comparison of the bytes would print them all
    assert same, "what the ward sees, does or writes down changed: python tools/build_looks.py"


def _lying(count: int) -> tuple[batch.Columns, batch.Columns, Holding]:
    """Return patients of every phenotype, some days ill, and support by chance."""
    kinds = list(Phenotype)
    pairs = [drawn(kinds[n % len(kinds)], n) for n in range(count)]
    states = [aged(state, host, n % 4) for n, (state, host) in enumerate(pairs)]
    rows = [[round(most * uniform(n, name)) for n in range(count)] for name, most in MOST._asdict().items()]
    return batch.columns(states), batch.columns([host for _, host in pairs]), Holding(*np.array(rows, dtype=float))


def _normal(name: str, count: int) -> Any:
    return np.array([4.0 * gaussian(n, name) for n in range(count)])


def _before(count: int) -> Before:
    # The probe was off from the start in every third.
    spo2 = [np.nan if n % 3 == 0 else 88.0 + 12.0 * uniform(n, "before") for n in range(count)]
    return Before(np.array(spo2), np.array([n % 13 for n in range(count)]))


def _told(rows: Any) -> list[bytes]:
    return [np.asarray(row, dtype=np.float64).tobytes() for row in rows]


@pytest.mark.skipif(not kernel.usable(), reason=kernel.MISSING)
@pytest.mark.parametrize("count", [1, 16, 60, 7])
def test_compiled_looks_find_the_bits_of_the_rules(count: int) -> None:
    state, parameters, holding = _lying(count)
    probe = np.array([0.03 * uniform(n, "probe") for n in range(count)])
    hour = HourDraws(*[_normal(name, count) for name in HourDraws._fields[:-1]], probe)
    draws = Draws(*[_normal(name, count) for name in Draws._fields[:-1]], probe)
    plain, compiled = PlainLooks(parameters), CompiledLooks(parameters)

    for _ in range(3):
        expected = plain.hour(state, holding, hour, _before(count))
        assert _told(compiled.hour(state, holding, hour, _before(count))) == _told(expected)
        held = plain.round(state, holding, draws, changed=False)
        found = compiled.round(state, holding, draws, changed=False)
        assert _told([*found.holding, *found.inputs]) == _told([*held.holding, *held.inputs])
        body, home = Body(tuple(state), tuple(plain.parameters)), np.array([n % 2 == 0 for n in range(count)])
        usual_h, shown_h = [np.array([6.0 * (n % most) for n in range(count)]) for most in (30, 35)]
        met = Met(usual_h, shown_h, np.array([n % 4 / 3.0 for n in range(count)]))
        cares = [looks.care(body, holding, home, met) for looks in (compiled, plain)]
        told, wanted = [_told([*care.holding, *care.inputs, *care.germs, *care.met, *care.chances]) for care in cares]
        assert told == wanted
        holding = held.holding
    if count == 60:
        points = np.asarray(expected.news2)
        assert (points.min() < 3, points.max() > 12) == (True, True), "few bands were asked"
        assert np.isnan(expected.spo2).any()


@pytest.mark.skipif(not kernel.usable(), reason=kernel.MISSING)
def test_who_looks_at_others_meanwhile_finds_the_same_afterwards() -> None:
    state, parameters, holding = _lying(5)
    others = _lying(20)
    draws, strange = [Draws(*[_normal(name, count) for name in Draws._fields]) for count in (5, 20)]
    looks = CompiledLooks(parameters)
    first = looks.round(state, holding, draws, changed=False)
    CompiledLooks(others[1]).round(others[0], others[2], strange, changed=False)
    assert _told(looks.round(state, holding, draws, changed=False).holding) == _told(first.holding)


def test_plain_looks_use_what_the_monitors_showed_on_the_hour_unless_something_befell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state, parameters, holding = _lying(2)
    asked: list[Any] = []
    monkeypatch.setattr(
        "game.futures.looks.batch.vitals", lambda *_: asked.append(1) or batch.vitals_of(_body, AMBIENT)
    )
    _body = batch.Body(tuple(state), tuple(parameters))
    looks, luck = PlainLooks(parameters), Draws(*[_normal(name, 2) for name in Draws._fields])
    for changed, times in ((False, 1), (True, 2)):
        asked.clear()
        looks.hour(state, holding, HourDraws(*[_normal(name, 2) for name in HourDraws._fields]), _before(2))
        looks.round(state, holding, luck, changed=changed)
        assert len(asked) == times
        looks.round(state, holding, luck, changed=False)
        assert len(asked) == times + 1


def test_only_what_is_true_or_not_can_be_joined_when_rules_are_written_down() -> None:
    tape = Tape()
    number, other = tape.note("row", 0), tape.note("row", 1)
    assert (number > other) & (other >= 2.0) ^ True is not None
    for wrong in (lambda: number & other, lambda: (number > other) | 1.0, lambda: True & number):
        with pytest.raises(TypeError, match="joined"):
            wrong()
