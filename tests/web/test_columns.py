"""Futures over plain columns have the bits of numpy's, so that a score found in a tab is the desktop's."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from array import array as std_array
from typing import Any

import numpy as np
import pytest

from game.case.state import FAR
from game.futures import chance
from game.futures.sweep import ColumnFutures
from game.web import plain_numpy
from game.web.blocks import Block
from game.web.columns import Column
from game.web.key_columns import KeyColumn
from tests.test_house import ROOT
from tests.web.worths import found_by

ALONE = """
import json
from game.web import plain_numpy
plain_numpy.stand_in()
from game.web.begun import Batched
from game.web.key_columns import KeyColumn
from game.web.futures import TabFutures
from game.web.kernel import PageKernel
from game.web.rules import PageRules
from game.web.ward import PageWards
from tests.web.page import NativeKernel, NativeRules, NativeWards, RefusingWards
from tests.web.worths import found_by
kernel, wards = PageKernel(NativeKernel()), {wards}()
KeyColumn.draw = kernel.draw
found = found_by(TabFutures(kernel, PageRules(NativeRules()), PageWards(wards), Batched({}, lambda _: None)))
print(json.dumps([found, [wards.ran.count(name) for name in ("sheet", "hour", "half")], wards.asked]))
"""


def found_alone(wards: str) -> Any:
    """Return what a tab finds without numpy, how often its wards ran, and how often it asked for one."""
    alone = [sys.executable, "-c", ALONE.replace("{wards}", wards)]
    return json.loads(subprocess.run(alone, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def test_a_tab_finds_the_bits_of_a_desktop() -> None:
    found, ran, _ = found_alone("NativeWards")
    assert found == json.loads(json.dumps(found_by(ColumnFutures())))
    assert min(ran) > 100


def test_a_browser_that_compiles_no_ward_finds_the_same_step_by_step() -> None:
    """The analysis ended with the browser's error where a rule of the site or too little memory refused the code."""
    found, ran, asked = found_alone("RefusingWards")
    assert found == json.loads(json.dumps(found_by(ColumnFutures())))
    assert (ran, asked) == ([0, 0, 0], 1)


SOME = [0.5, -2.0, 3.25, math.nan, 7.0]


def both(given: list[Any]) -> tuple[Any, Any]:
    return plain_numpy.array(given), np.array(given)


def same(plain: Any, numpys: Any) -> None:
    assert str(plain.tolist()) == str(numpys.tolist())


@pytest.mark.parametrize(
    "work",
    [
        lambda it: 2.0 * it - it / 4.0 + abs(it),
        lambda it: (it > 0.0) & (it < 5.0) | (it != it),  # noqa: PLR0124
        lambda it: (it > 0.0) * (1.0 - it),
        lambda it: ~(it >= 3.25) ^ True,
        lambda it: -it[1:4],
        lambda it: it[it > 0.0],
        lambda it: 3 - it.copy(),
    ],
)
def test_a_column_answers_as_numpys_does(work: Any) -> None:
    plain, numpys = both(SOME)
    same(work(plain), work(numpys))


def test_what_is_written_into_a_part_is_written_into_the_whole() -> None:
    for whole in both([0.0, 1.0, 2.0, 3.0, 4.0]):
        part = whole[:4]
        part[part > 1.5] += 10.0
        part[[0, 1]] = [7.0, 8.0]
        part += 1.0
        assert whole.tolist() == [8.0, 9.0, 13.0, 14.0, 4.0]


def test_places_that_were_found_are_written_at_once() -> None:
    for numpys, whole in zip((plain_numpy, np), both([0.0, 1.0, 2.0, 3.0, 4.0]), strict=True):
        part = whole[1:]
        places = numpys.flatnonzero(part > 1.5)
        part[places] = numpys.array([7.5, 8.5, 9.5])
        part[numpys.flatnonzero(part == 8.5)] = 0.25
        assert whole.tolist() == [0.0, 1.0, 7.5, 0.25, 9.5]
        part[places] = part[1:4] + 1.0
        part[places] = part[:3]
        assert whole.tolist() == [0.0, 1.0, 1.0, 8.5, 1.25]


def test_rows_are_cut_written_and_folded_as_numpys_are() -> None:
    for table in both([[1.0, 5.0, 3.0], [4.0, 2.0, math.inf]]):
        assert table[:, :2].max(axis=0).tolist() == [4.0, 5.0]
        assert table.min(axis=0).tolist() == [1.0, 2.0, 3.0]
        table[:-1, table[0] > 2.0] = table[1:, table[0] > 2.0]
        table[-1, :1] = 9.0
        table[..., 0] = table[..., 1]
        table[1] += 1.0
        assert table.tolist() == [[2.0, 2.0, math.inf], [3.0, 3.0, math.inf]]
        assert table.T.tolist() == [[2.0, 3.0], [2.0, 3.0], [math.inf, math.inf]]


def test_rows_in_one_strip_are_read_and_written_where_they_stand() -> None:
    strip = std_array("d", range(14))
    for it, block in ((plain_numpy, Block(strip, 2, 3, 4, 4)), (np, np.frombuffer(strip, offset=16).reshape(3, 4))):
        second = block[:, 1].copy()
        assert second.tolist() == [3.0, 7.0, 11.0]
        block[:2, :2] = 0.5
        block[:-1] = block[1:]
        assert strip.tolist() == [0.0, 1.0, 0.5, 0.5, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 10.0, 11.0, 12.0, 13.0]
        block[:, 1] = second
        block[2:, :2] = it.array([[True, False]])
        assert strip.tolist() == [0.0, 1.0, 0.5, 3.0, 8.0, 9.0, 10.0, 7.0, 12.0, 13.0, 1.0, 0.0, 12.0, 13.0]
        strip[:] = std_array("d", range(14))


@pytest.mark.parametrize(
    "work",
    [
        lambda it, block: block[:, it.array([2, 0])],
        lambda it, block: block[1:, it.flatnonzero(block[0] > 2.0)],
        lambda _, block: block[..., block[0] > 2.0],
        lambda _, block: block[:, 1:3][:-1].copy(),
        lambda _, block: block[:, block[0] > 9.0],
        lambda it, block: it.array(list(block[1:])),
        lambda it, _block: it.zeros((2, 3)),
    ],
)
def test_what_is_taken_from_rows_in_one_strip_stands_apart(work: Any) -> None:
    strip = std_array("d", range(14))
    found = [
        work(it, block)
        for it, block in ((plain_numpy, Block(strip, 1, 3, 3, 4)), (np, np.array(strip)[1:13].reshape(3, 4)[:, :3]))
    ]
    assert found[0].shape == found[1].shape
    assert isinstance(found[0], Block)
    same(*found)
    found[0][:] = 0.5
    assert strip == std_array("d", range(14))


@pytest.mark.parametrize(
    "write",
    [
        lambda it, block: block.__setitem__((slice(None), it.array([3, 0])), it.array([[0.5, 1.5]] * 3)),
        lambda _, block: block.__setitem__((slice(1, None), block[0] > 2.0), block[:-1, :2]),
        lambda _, block: block.__setitem__((..., block[0] > 3.0), 0.5),
        lambda _, block: block.__setitem__((slice(None), slice(1, 3)), block[:, :2]),
        lambda it, block: block.__setitem__((slice(None), it.flatnonzero(block[0] > 9.0)), it.zeros((3, 0))),
        lambda it, block: block.__setitem__(
            (slice(2), slice(None)), [7.0, 8.0] if it is plain_numpy else [[7.0], [8.0]]
        ),
        lambda _, block: block.__setitem__(1, 2.5),
        lambda _, block: block.__setitem__((1, 2), 0.5),
        lambda _, block: block.__setitem__((-1, -1), 0.5),
    ],
)
def test_what_is_written_into_rows_in_one_strip_is_written_where_numpys_is(write: Any) -> None:
    strips = [std_array("d", range(14)) for _ in range(2)]
    write(plain_numpy, Block(strips[0], 1, 3, 4, 4))
    write(np, np.frombuffer(strips[1])[1:13].reshape(3, 4))
    assert strips[0] == strips[1]


@pytest.mark.parametrize("given", [[0.5], [1, 2], [True], [[1.0, 2.0], [3.0, 4.0]]])
def test_a_column_says_how_it_is_shaped_and_what_it_holds(given: list[Any]) -> None:
    plain, numpys = both(given)
    for it, one in ((plain_numpy, plain), (np, numpys)):
        assert isinstance(one, it.ndarray)
        assert one.ndim == numpys.ndim
        assert it.atleast_2d(one).tolist() == np.atleast_2d(numpys).tolist()
        whole, truth, key = [one.dtype == kind for kind in (it.int64, it.bool_, it.uint64)]
        assert (whole, truth, key) == (numpys.dtype == np.int64, numpys.dtype == np.bool_, False)


def test_the_bits_of_keys_are_seen_as_floats() -> None:
    expected = chance.keys(range(4), "luck")
    for it in (plain_numpy, np):
        keys = it.array([it.array(expected.tolist(), dtype=it.uint64)])
        assert keys.dtype == it.uint64
        assert str(keys[0].view(it.float64).tolist()) == str(expected.view(np.float64).tolist())
        assert str(keys[:, :2].view(it.float64).tolist()) == str([expected[:2].view(np.float64).tolist()])


def test_what_is_not_a_number_stays_so_among_the_least_and_the_most() -> None:
    for table in both([[math.nan, 1.0, math.inf], [4.0, math.nan, -math.inf], [2.0, 3.0, 0.0]]):
        assert str(table.max(axis=0).tolist()) == "[nan, nan, inf]"
        assert str(table.min(axis=0).tolist()) == "[nan, nan, -inf]"


def test_a_piece_is_written_whole_whatever_kind_of_numbers_it_holds() -> None:
    for base, piece, becomes in (
        ([0.5] * 5, [1, 2], [0.5, 1.0, 2.0, 0.5]),
        ([0.5] * 5, [True, False], [0.5, 1.0, 0.0, 0.5]),
        ([7] * 5, [1.75, -1.75], [7, 1, -1, 7]),
        ([True] * 5, [False, True], [True, False, True, True]),
    ):
        for whole in both(base):
            whole[:4][1:3] = (plain_numpy if isinstance(whole, Column) else np).array(piece)
            assert str(whole.tolist()) == str([*becomes, base[0]])
            whole[:4] = whole[1:]
            assert str(whole.tolist()) == str([*becomes[1:], base[0], base[0]])


@pytest.mark.parametrize(
    "work",
    [
        lambda it: it + 1,
        lambda it: it // 2,
        lambda it: it / 4,
        lambda it: 5 - it,
        lambda it: it[it > 2] * 1.5,
        lambda it: (it > 2) | True,
        lambda it: (it > 2) * 3,
        lambda it: abs(-it),
        lambda it: it[[0, 2]],
        lambda it: it[it[:2] - 1],
    ],
)
def test_whole_numbers_stay_whole(work: Any) -> None:
    plain, numpys = both([1, 3, 2])
    same(work(plain), work(numpys))


@pytest.mark.parametrize(
    "work", [lambda it: it == FAR, lambda it: it - 12 >= 12, lambda it: it[it < FAR], lambda it: (it - 12) / 12]
)
def test_the_tick_that_never_comes_is_known(work: Any) -> None:
    plain, numpys = both([1, FAR])
    same(work(plain), work(numpys))
    assert plain.min() == 1
    assert plain[1:].tolist() == [FAR]


@pytest.mark.parametrize("value", [Column(std_array("d")), 1.0])
def test_nothing_can_be_written_into_a_strip_that_is_lent(value: Any) -> None:
    strip = std_array("d", [1.0, 2.0, 3.0, 4.0])
    rows = Block(strip, 0, 2, 2, 2)
    with memoryview(strip):
        Column(strip)[2:2] = value
        rows[:, :0] = value if isinstance(value, float) else rows[:, :0].copy()
        rows[0, 1:1] = value

    assert list(strip) == [1.0, 2.0, 3.0, 4.0]


def test_the_one_or_the_other_is_of_the_kind_of_both() -> None:
    for it, column in ((plain_numpy, plain_numpy.array(SOME)), (np, np.array(SOME))):
        assert str(it.where(column > 1.0, column, 0.25).tolist()) == "[0.25, 0.25, 3.25, 0.25, 7.0]"
        assert it.where(column > 1.0, 1, 2).tolist() == [2, 2, 1, 2, 1]
        assert it.where(column > 1.0, column > 5.0, True).tolist() == [True, True, False, True, True]


def test_a_column_says_whether_any_of_it_holds() -> None:
    for numpys, table in (
        (plain_numpy, plain_numpy.array([[3, 1, 3], [5, 6, 5]])),
        (np, np.array([[3, 1, 3], [5, 6, 5]])),
    ):
        assert (bool(numpys.any(table[0] > 2)), bool(numpys.any(False))) == (True, False)


def test_keys_draw_the_numbers_of_numpy() -> None:
    expected = chance.keys(range(4), "luck")
    keys = plain_numpy.array(expected.tolist(), dtype=plain_numpy.uint64)
    for index in (0, 7, 40_000):
        same(chance.uniforms(keys, index), chance.uniforms(expected, index))
        same(chance.gaussians(keys[1:], index), chance.gaussians(expected[1:], index))
    assert isinstance(keys[:2], KeyColumn)
    assert isinstance(chance.uniforms(keys), Column)
