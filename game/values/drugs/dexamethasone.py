"""Dexamethasone: once daily in COVID-19, every six hours in release syndrome."""

from __future__ import annotations

from typing import Final

from game.values.channel import Channel
from game.values.regimen import Drug, Kind, Regimen, Route

REGIMENS: Final = (
    Regimen(
        id="dexamethasone",
        drug=Drug.DEXAMETHASONE,
        kind=Kind.STEROID,
        route=Route.INTRAVENOUS,
        dose_mg=6.0,
        every_h=24.0,
        doses=10,
        max_doses=14,
        source="RECOVERY 2021, N Engl J Med 384:693",
        checks=(Channel.GLUCOSE,),
        courses=(5,),
        choice_source="up to 10 days or until discharge: NIH guideline 2024; 5 days is assumed for who recovers early",
        tapers=True,
    ),
    Regimen(
        id="dexamethasone_high",
        drug=Drug.DEXAMETHASONE,
        kind=Kind.STEROID,
        route=Route.INTRAVENOUS,
        dose_mg=10.0,
        every_h=6.0,
        doses=12,
        max_doses=28,
        source="ASCO guideline 2021, Santomasso, J Clin Oncol 39:3978",
        checks=(Channel.PROCALCITONIN, Channel.GLUCOSE),
        doses_mg=(20.0,),
        courses=(4,),
        choice_source="1 to 3 days, 20 mg where 10 mg does not do: Neelapu 2018, Nat Rev Clin Oncol 15:47",
        tapers=True,
    ),
)
"""The ways in which it is ordered."""
