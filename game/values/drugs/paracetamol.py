"""Paracetamol: lowers fever and nothing else."""

from __future__ import annotations

from typing import Final

from game.values.regimen import Drug, Kind, Regimen, Route

REGIMENS: Final = (
    Regimen(
        id="paracetamol",
        drug=Drug.PARACETAMOL,
        kind=Kind.ANTIPYRETIC,
        route=Route.BY_MOUTH,
        dose_mg=1000.0,
        every_h=6.0,
        doses=8,
        max_doses=56,
        source="usual adult dose",
        doses_mg=(500.0,),
        choice_source="0.5 to 1 g every 4 to 6 hours: British National Formulary",
    ),
)
"""The ways in which it is ordered."""
