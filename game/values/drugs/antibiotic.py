"""The first antibiotic, piperacillin-tazobactam: what it does not reach it selects."""

from __future__ import annotations

from typing import Final

from game.values.channel import Channel
from game.values.regimen import Drug, Kind, Regimen, Route

REGIMENS: Final = (
    Regimen(
        id="antibiotic",
        drug=Drug.ANTIBIOTIC,
        kind=Kind.ANTIBACTERIAL,
        beta_lactam=True,
        route=Route.INTRAVENOUS,
        dose_mg=4500.0,
        every_h=8.0,
        doses=21,
        max_doses=63,
        source="product information: every 8 h (every 6 h where severe or neutropenic, left out here)",
        checks=(Channel.BLOOD_CULTURE,),
        courses=(15, 42),
        choice_source="7 or 14 days: Yahav 2019, Clin Infect Dis 69:1091; 5 days: Metlay 2019, AJRCCM 200:e45",
    ),
)
"""The ways in which it is ordered."""
