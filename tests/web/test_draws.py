"""What draws in a browser is compiled, and has the digits of `values.noise`."""

from __future__ import annotations

import struct

import pytest
import wasmtime

from game.values.noise import gaussian_of, stream, uniform_of
from tools import build_draws


def test_the_compiled_draws_are_those_of_the_builder() -> None:
    """After a change of the hash: `python tools/build_draws.py`."""
    assert build_draws.OUT.read_bytes() == build_draws.build()


@pytest.mark.parametrize("index", [0, 9, 70_000])
def test_keys_draw_as_they_do_in_python(index: int) -> None:
    keys = [*[stream(seed, "luck") for seed in range(20)], 0, (1 << 64) - 1]
    store = wasmtime.Store()
    exports = wasmtime.Instance(store, wasmtime.Module(store.engine, build_draws.build()), []).exports(store)
    end = build_draws.FIRST + 8 * len(keys)
    for name, first, one in (("uniforms", index + 1, uniform_of), ("gaussians", index * 6, gaussian_of)):
        step = first * 0x9E3779B97F4A7C15 & (1 << 64) - 1
        exports["memory"].write(store, struct.pack(f"<{len(keys)}Q", *keys), build_draws.FIRST)
        exports[name](store, end, step - (1 << 64) if step >> 63 else step)
        drawn = struct.unpack(f"<{len(keys)}d", exports["memory"].read(store, build_draws.FIRST, end))
        assert list(drawn) == [one(key, index) for key in keys]
