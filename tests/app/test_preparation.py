"""The compiler is readied beside the window, and never in its way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

from game.app import preparation
from game.app.preparation import Preparation
from game.patient import compiled


@pytest.mark.skipif(not compiled.installed(), reason=compiled.MISSING)
def test_what_it_compiles_is_kept_for_the_analysis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    with Preparation() as made:
        assert made._process is not None
        assert made._process.wait(120) == 0
    assert list(tmp_path.rglob("compiled.move_*.nbc"))


@pytest.mark.skipif(not compiled.installed(), reason=compiled.MISSING)
def test_leaving_does_not_wait_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    begun = perf_counter()
    with Preparation() as made:
        pass
    assert perf_counter() - begun < 1.0
    assert made._process is not None
    assert made._process.returncode is not None


def test_without_the_compiler_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparation, "find_spec", lambda _: None)
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("a process was started"))
    with Preparation() as made:
        assert made._process is None


def test_a_process_that_can_not_be_started_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparation, "find_spec", lambda _: object())
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with Preparation() as made:
        assert made._process is None
