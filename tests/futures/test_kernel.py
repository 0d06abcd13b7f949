"""The compiled kernel is what the equations make of it, and moves every patient as plain Python does, to the bit."""

from __future__ import annotations

import ctypes
import struct
import subprocess
import sys
import threading
from importlib import resources
from typing import Any

import numpy as np
import pytest

from game.futures import kernel
from game.futures.engine import choose, mover
from game.futures.webassembly import I32, both, function, get, module, store
from game.patient import batch
from game.patient.body import AMBIENT, Inputs
from game.patient.method import HALF, SIXTH, STEP, step, stepped
from game.values.level import Phenotype
from game.values.noise import uniform
from game.values.ticks import TICKS_PER_DAY
from tests.patient.hosts import DRUG_COMPARTMENTS, SUPPORT, aged, drawn
from tools import build_kernel

needs_wasmtime = pytest.mark.skipif(not kernel.usable(), reason=kernel.MISSING)


def _cohort(count: int) -> tuple[batch.Columns, batch.Columns]:
    kinds = list(Phenotype)
    pairs = [drawn(kinds[n % len(kinds)], n) for n in range(count)]
    return batch.columns([state for state, _ in pairs]), batch.columns([host for _, host in pairs])


def test_the_file_is_the_one_that_the_equations_make() -> None:
    kept = resources.files("game.futures").joinpath("kernel.wasm").read_bytes()
    same = kept == build_kernel.build()  # a comparison of the bytes would print them all
    assert same, "the equations changed: python tools/build_kernel.py"


@needs_wasmtime
@pytest.mark.parametrize("phenotype", Phenotype)
def test_a_fortnight_has_the_bits_of_plain_python(phenotype: Phenotype) -> None:
    """Three drawn hosts, doses of every drug and support by chance, changed every half day."""
    pairs = [drawn(phenotype, seed) for seed in (1, 2, 3)]
    alone = [state for state, _ in pairs]
    hosts = [host for _, host in pairs]
    state, prepared = batch.columns(alone), kernel.prepared(batch.columns(hosts))
    for part in range(28):
        doses = [1000.0 * uniform(part, f"{phenotype.value}/dose/{n}") for n in range(3)]
        draws = [[uniform(part, f"{phenotype.value}/{name}/{n}") for name in Inputs._fields] for n in range(3)]
        support = [Inputs(0.21 + 0.79 * a, round(b), round(c), d, e) for a, b, c, d, e in draws]
        at = DRUG_COMPARTMENTS[part % len(DRUG_COMPARTMENTS)]
        state[at] += doses
        state = kernel.advance(state, prepared, batch.columns(support), TICKS_PER_DAY // 2)
        for n, host in enumerate(hosts):
            one = tuple([value + doses[n] if place == at else value for place, value in enumerate(alone[n])])
            for _ in range(TICKS_PER_DAY // 2):
                one = step(one, host, support[n])
            alone[n] = one
        assert [batch.state_of(state, n) for n in range(3)] == alone, f"half day {part}"


@needs_wasmtime
def test_one_patient_lives_on_tick_by_tick_with_the_bits_of_plain_python() -> None:
    """Doses, other support and a cohort that comes between are at once what the next tick rests on."""
    (state, host), (other, stranger) = drawn(Phenotype.COVID, 4), drawn(Phenotype.SEPSIS, 9)
    cohort = _cohort(20)
    alone, second = state, other
    for tick in range(60):
        if tick in {7, 31}:
            at = DRUG_COMPARTMENTS[tick % len(DRUG_COMPARTMENTS)]
            alone = tuple([value + 50.0 if place == at else value for place, value in enumerate(alone)])
        held = SUPPORT[tick // 20]
        if tick % 17 == 0:
            kernel.advance(cohort[0], kernel.prepared(cohort[1]), AMBIENT, 2)
        if tick % 5 == 0:
            second, expected_second = kernel.move(second, stranger, held, 1), step(second, stranger, held)
            assert second == expected_second
        alone, expected = kernel.move(alone, host, held, 1), step(alone, host, held)
        assert alone == expected, f"tick {tick}"


@needs_wasmtime
@pytest.mark.parametrize(("ticks", "long"), [(0, 1), (2, 1), (100, 1), (24, 12), (24, 6)])
def test_one_patient_lives_through_a_stretch_with_the_bits_of_plain_python(ticks: int, long: int) -> None:
    state, host = drawn(Phenotype.CAR_T, 2)
    assert kernel.move(state, host, AMBIENT, ticks, long) == stepped(state, host, AMBIENT, ticks, long)


@needs_wasmtime
@pytest.mark.parametrize("patients", [1, 2, 7, 8, 9, 101])
def test_a_patient_has_the_same_bits_in_a_cohort_of_any_size(patients: int) -> None:
    state, parameters = _cohort(patients)
    held = batch.columns([SUPPORT[n % len(SUPPORT)] for n in range(patients)])
    found = kernel.advance(np.asfortranarray(state), kernel.prepared(np.asfortranarray(parameters)), list(held), 20)
    assert found.tobytes() == batch.advance(state, batch.prepared(parameters), list(held), 20).tobytes()


@needs_wasmtime
def test_a_long_step_has_the_bits_of_plain_python() -> None:
    state, parameters = drawn(Phenotype.SEPSIS, 5)
    columns = batch.columns([state]), kernel.prepared(batch.columns([parameters]))
    found = kernel.advance(*columns, AMBIENT, 24, long=12)
    expected = step(step(state, parameters, AMBIENT, 12), parameters, AMBIENT, 12)
    assert batch.state_of(found, 0) == expected
    assert batch.state_of(batch.advance(columns[0], parameters, AMBIENT, 24, 12), 0) == expected
    short = batch.advance(columns[0], parameters, AMBIENT, 24)
    assert batch.state_of(found, 0) == pytest.approx(batch.state_of(short, 0), rel=0.03, abs=1e-5)


@needs_wasmtime
def test_parts_and_threads_change_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    state, parameters = _cohort(37)
    held = list(batch.columns([SUPPORT[n % len(SUPPORT)] for n in range(37)]))
    expected = batch.advance(state, batch.prepared(parameters), held, 20)
    monkeypatch.setattr(kernel, "_MOST", 10)
    for threads, parts in ((1, 4), (2, 4), (7, 7), (50, 37)):
        prepared = kernel.prepared(parameters, threads)
        assert len(prepared) == parts
        assert kernel.advance(state, prepared, held, 20, threads).tobytes() == expected.tobytes()


@needs_wasmtime
def test_it_remembers_nothing_of_what_it_advanced_before() -> None:
    (state, parameters), (others, strangers) = _cohort(3), _cohort(60)
    before, prepared = state.copy(), kernel.prepared(parameters)
    first = kernel.advance(state, prepared, SUPPORT[1], 5)
    kept = first.copy()
    kernel.advance(first, prepared, AMBIENT, 5)
    kernel.advance(others, kernel.prepared(strangers), SUPPORT[2], 5)
    assert np.array_equal(state, before)
    assert np.array_equal(first, kept)
    assert np.array_equal(kernel.advance(state, prepared, SUPPORT[1], 5), first)


@needs_wasmtime
def test_nobody_and_no_time_are_no_matter() -> None:
    state, parameters = _cohort(2)
    assert np.array_equal(kernel.advance(state, kernel.prepared(parameters), AMBIENT, 0), state)
    nobody = kernel.advance(state[:, :0], kernel.prepared(parameters[:, :0]), AMBIENT, 3)
    assert nobody.shape == (len(state), 0)


@needs_wasmtime
def test_a_number_that_is_none_stays_none_as_it_does_alone() -> None:
    """No compartment falls below zero, and the kernel must not hide a fault by it."""
    state, parameters = drawn(Phenotype.SEPSIS, 1)
    ill = (*aged(state, parameters, 1)[:-1], float("nan"))
    found = kernel.advance(batch.columns([ill]), kernel.prepared(batch.columns([parameters])), AMBIENT, 1)
    assert np.isnan(found[-1, 0])
    assert batch.state_of(found, 0)[:-1] == step(ill, parameters, AMBIENT)[:-1]


@pytest.mark.parametrize(
    "other",
    [
        lambda state, _parameters, _inputs: [max(0.0, one) for one in state],
        lambda state, _parameters, _inputs: [one if one > 1.0 else -one for one in state],
        lambda state, _parameters, _inputs: [one + (one == 1.0) for one in state],
        lambda state, _parameters, _inputs: [one**2 for one in state],
    ],
)
def test_what_the_kernel_cannot_do_is_refused_when_it_is_built(other: Any) -> None:
    with pytest.raises(TypeError):
        build_kernel.build(other)


@needs_wasmtime
def test_every_operation_that_equations_may_use_can_be_built(monkeypatch: pytest.MonkeyPatch) -> None:
    """Comparisons are 0 or 1; what rests on constants alone is found once and is the same."""

    def other(state: list[float], parameters: list[float], inputs: list[float]) -> tuple[float, ...]:
        limit = -abs(parameters[0]) * 2.0
        first = (state[0] > limit) * 3.0 + (state[1] <= inputs[0]) - (state[2] < state[1]) * (limit >= parameters[1])
        return (
            first / 7.0,
            1.0 / (state[0] + 1.0),
            -state[3],
            *[(n + 0.5) * value for n, value in enumerate(state[3:])],
        )

    wasmtime = pytest.importorskip("wasmtime")
    store = wasmtime.Store()
    exports = wasmtime.Instance(store, wasmtime.Module(store.engine, build_kernel.build(other)), []).exports(store)
    state, parameters = drawn(Phenotype.COVID, 3)
    changed = tuple([value + 1.0 for value in state])
    begin, rows = (exports[name].value(store) for name in ("columns", "rows"))
    memory = exports["memory"]
    memory.grow(store, 1)
    pair = batch.columns([(*state, *parameters, *AMBIENT), (*changed, *parameters, *AMBIENT)])
    assert len(pair) == rows
    memory.write(store, pair.tobytes(), begin)
    memory.write(store, struct.pack("<5I4x3d", 16, 16, 3, 0, begin + pair.nbytes, HALF, STEP, SIXTH), 0)
    exports["prepare"](store)
    exports["advance"](store)
    found = np.frombuffer(memory.read(store, begin, begin + 16 * len(state))).reshape(-1, 2)
    monkeypatch.setattr("game.patient.method.rate", other)
    for n, start in enumerate((state, changed)):
        expected = start
        for _ in range(3):
            expected = step(expected, parameters, AMBIENT)
        assert tuple(found[:, n].tolist()) == expected


def test_where_wasmtime_cannot_be_loaded_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "own", threading.local())
    monkeypatch.setitem(sys.modules, "wasmtime", None)
    caches = (kernel._module, kernel._compiled, kernel.usable)
    for one in caches:
        one.cache_clear()
    state, parameters = _cohort(1)
    try:
        assert not kernel.usable()
        assert choose().name == "numpy"
        assert mover() is stepped
        with pytest.raises(kernel.KernelMissingError, match="Use the numpy batch"):
            kernel.advance(state, kernel.prepared(parameters), AMBIENT, 1)
        with pytest.raises(kernel.KernelMissingError):
            kernel.move(batch.state_of(state, 0), batch.state_of(parameters, 0), AMBIENT, 1)
        with pytest.raises(kernel.KernelMissingError):
            choose("compiled")
    finally:
        for one in caches:
            one.cache_clear()


@needs_wasmtime
def test_code_that_another_process_has_compiled_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    wasmtime = pytest.importorskip("wasmtime")
    code = module([[I32]], [(0, function([], get(0) + both(2.5) + store(16)))], [("write", 0, 0)], lent=True)
    kernel.lent(code, 32)
    assert code in kernel.MACHINE_CODE
    monkeypatch.setattr(wasmtime.Module, "__init__", lambda *_: pytest.fail("it was compiled again"))
    kernel._compiled.cache_clear()
    address, run = kernel.lent(code, 32)
    run("write")
    assert list((ctypes.c_double * 4).from_address(address)) == [0.0, 0.0, 2.5, 2.5]


@needs_wasmtime
def test_where_addresses_are_limited_numpy_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """As under `ulimit -v`: wasmtime is there and cannot make a memory."""
    wasmtime = pytest.importorskip("wasmtime")

    def refused(*_: Any) -> None:
        raise wasmtime.WasmtimeError("Cannot allocate memory")

    monkeypatch.setattr(kernel, "own", threading.local())
    monkeypatch.setattr(wasmtime, "Instance", refused)
    kernel.usable.cache_clear()
    try:
        assert choose().name == "numpy"
    finally:
        kernel.usable.cache_clear()


def test_leaving_the_program_says_nothing() -> None:
    """Wasmtime's own objects must be gone before Python takes its modules apart."""
    code = "from game.futures import kernel; print(kernel.usable())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout.strip() in {"True", "False"}, done.stderr, done.returncode) == (True, "", 0)
