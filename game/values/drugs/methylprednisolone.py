"""Methylprednisolone: a pulse, or the equivalent of 6 mg of dexamethasone."""

from __future__ import annotations

from typing import Final

from game.values.channel import Channel
from game.values.regimen import Drug, Kind, Regimen, Route

REGIMENS: Final = (
    Regimen(
        id="methylprednisolone",
        drug=Drug.METHYLPREDNISOLONE,
        kind=Kind.STEROID,
        route=Route.INTRAVENOUS,
        dose_mg=1000.0,
        every_h=24.0,
        doses=3,
        max_doses=10,
        source="ASCO guideline 2021, Santomasso, J Clin Oncol 39:3978 (grade 4 CRS)",
        checks=(Channel.PROCALCITONIN, Channel.GLUCOSE),
        doses_mg=(32.0,),
        courses=(10,),
        choice_source="32 mg for 10 days, equal to 6 mg of dexamethasone: NIH guideline 2024",
        tapers=True,
    ),
)
"""The ways in which it is ordered."""
