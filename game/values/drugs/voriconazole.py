"""Voriconazole: against moulds and yeasts. The loading doses, 6 mg/kg twice, are left out."""

from __future__ import annotations

from typing import Final

from game.values.channel import Channel
from game.values.regimen import Drug, Kind, Regimen, Route

REGIMENS: Final = (
    Regimen(
        id="voriconazole",
        drug=Drug.VORICONAZOLE,
        kind=Kind.ANTIFUNGAL,
        route=Route.INTRAVENOUS,
        dose_mg_per_kg=4.0,
        every_h=12.0,
        doses=14,
        max_doses=42,
        source="Vfend label; Infectious Diseases Society of America 2016, Patterson, Clin Infect Dis 63:e1",
        alt_at_most_times_normal=5.0,
        checks=(Channel.ALT, Channel.FUNGAL_ANTIGEN),
    ),
)
"""The ways in which it is ordered."""
