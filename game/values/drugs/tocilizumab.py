"""Tocilizumab: blocks the receptor of IL-6 for weeks."""

from __future__ import annotations

from typing import Final

from game.values.channel import Channel
from game.values.regimen import Drug, Kind, Regimen, Route

REGIMENS: Final = (
    Regimen(
        id="tocilizumab",
        drug=Drug.TOCILIZUMAB,
        kind=Kind.IL6_BLOCKER,
        route=Route.INTRAVENOUS,
        dose_mg_per_kg=8.0,
        max_dose_mg=800.0,
        # One dose blocks the receptor for two weeks at least: CRP stays normal between monthly doses (label).
        acts_h=14 * 24.0,
        min_gap_h=8.0,
        max_doses=2,
        source="Actemra label; RECOVERY 2021, Lancet 397:1637",
        checks=(Channel.NEUTROPHILS, Channel.PROCALCITONIN),
    ),
)
"""The ways in which it is ordered."""
