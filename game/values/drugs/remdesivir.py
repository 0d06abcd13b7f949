"""Remdesivir: stops a virus from copying itself; early."""

from __future__ import annotations

from typing import Final

from game.values.channel import Channel
from game.values.regimen import Drug, Kind, Regimen, Route

REGIMENS: Final = (
    Regimen(
        id="remdesivir",
        drug=Drug.REMDESIVIR,
        kind=Kind.ANTIVIRAL,
        route=Route.INTRAVENOUS,
        first_dose_mg=200.0,
        dose_mg=100.0,
        every_h=24.0,
        doses=5,
        max_doses=10,
        source="Veklury label; ACTT-1, Beigel 2020, N Engl J Med 383:1813",
        alt_at_most_times_normal=10.0,
        checks=(Channel.ALT,),
        courses=(10,),
        choice_source="Veklury label: 5 days, up to 10; Goldman 2020, N Engl J Med 383:1827",
    ),
)
"""The ways in which it is ordered."""
