"""Meropenem: the reserve for what the first antibiotic lets through."""

from __future__ import annotations

from typing import Final

from game.values.channel import Channel
from game.values.regimen import Drug, Kind, Regimen, Route

REGIMENS: Final = (
    Regimen(
        id="meropenem",
        drug=Drug.MEROPENEM,
        kind=Kind.ANTIBACTERIAL,
        beta_lactam=True,
        route=Route.INTRAVENOUS,
        dose_mg=1000.0,
        every_h=8.0,
        doses=21,
        max_doses=63,
        source="Meronem label; Infectious Diseases Society of America 2016, Kalil, Clin Infect Dis 63:e61",
        checks=(Channel.BLOOD_CULTURE,),
        courses=(42,),
        choice_source="7 or 14 days: Yahav 2019, Clin Infect Dis 69:1091",
    ),
)
"""The ways in which it is ordered."""
