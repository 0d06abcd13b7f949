"""The benchmark says what a second process wins, where there is one."""

from __future__ import annotations

from typing import Any

import pytest

from game.app.commands import bench
from game.evidence.bench import Analysed
from tests.levels.plays import level

ONE, TWO = Analysed(curve=2.0, score=6.0, whole=15.0), Analysed(curve=2.0, score=4.0, whole=10.0)


@pytest.mark.parametrize(("cores", "said"), [(2, {"score": 1.5, "whole analysis": 1.5}), (1, {})])
def test_a_second_process_stands_as_a_ratio_beside_one(
    monkeypatch: pytest.MonkeyPatch, cores: int, said: dict[str, float]
) -> None:
    def seconds(_level: Any, _clock: Any, _engine: str, dealt: Any = None) -> Analysed:
        return ONE if dealt is None else TWO

    monkeypatch.setattr(bench, "cores", lambda: cores)
    monkeypatch.setattr("game.evidence.bench.analysis_seconds", seconds)
    monkeypatch.setattr(bench, "_frames", lambda *_: None)
    rows = bench._of_the_analysis(level("covid_storm"))
    ending = ", one process / two"
    assert {one.what.removesuffix(ending): one.measured for one in rows if one.what.endswith(ending)} == said
