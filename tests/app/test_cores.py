"""Cores are counted in one way: as many as this process may run on, which can be fewer than the machine has."""

from __future__ import annotations

import os

import pytest

from game.app.cores import cores
from tests.test_house import ROOT


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system tells nobody where it may run")
def test_a_process_that_may_run_on_one_core_has_one() -> None:
    may = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(may)})
        assert cores() == 1
    finally:
        os.sched_setaffinity(0, may)
    assert cores() == len(may)


def test_nobody_else_counts_them() -> None:
    asks = [path.name for path in (ROOT / "game").rglob("*.py") if "cpu_count" in path.read_text("utf-8")]
    assert asks == ["cores.py"]
