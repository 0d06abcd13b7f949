"""Hydrocortisone at the dose of the body's own stress, for shock that needs norepinephrine."""

from __future__ import annotations

from typing import Final

from game.values.channel import Channel
from game.values.regimen import Drug, Kind, Regimen, Route

REGIMENS: Final = (
    Regimen(
        id="hydrocortisone",
        drug=Drug.HYDROCORTISONE,
        kind=Kind.STRESS_STEROID,
        route=Route.INTRAVENOUS,
        dose_mg=50.0,
        every_h=6.0,
        doses=28,
        max_doses=56,
        source="APROCCHSS, Annane 2018, N Engl J Med 378:809; Surviving Sepsis Campaign 2021",
        pressor_from_ug_per_kg_min=0.25,
        checks=(Channel.GLUCOSE,),
        courses=(20,),
        choice_source="5 days: VANISH, Gordon 2016, JAMA 316:509; 7 days: ADRENAL 2018, N Engl J Med 378:797",
        tapers=True,
    ),
)
"""The ways in which it is ordered."""
